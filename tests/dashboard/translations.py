"""Bring the translations up to date with the code: ``python -m tests.dashboard.translations`` (``make translations``).

It collects every template from the code and every word from the shipped tables that a page shows, and puts what is new
into the files of each language, without a translation: what a formula or a shipped table alone says into ``method.po``,
all else into ``dashboard.po``. ``--pot`` prints what it found with its places, and changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard import language
from dashboard.language import ENGLISH, LANGUAGES, LOCALES
from datasets.city import statement_words
from tests.trees import nodes

ROOT = LOCALES.parent.parent
FLOORS = ("analytics", "datasets", "dashboard")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "Sentence": None,
    "ngettext": (1, 2),
    "counted": (1, 2),
}
"""What marks a template in the code, and which of its arguments are one."""
PLAIN: dict[str, tuple[int | str, ...]] = {
    "Carrier": (1, 2),
    "EditedColumn": (1,),
    "Formula": ("name", "units", "remark"),
    "Sector": (1, 2),
    "declared": ("title", "purpose"),
    "formula": ("name", "units", "remark"),
    "needs": (2, 3),
    "refused": (2, 3),
    "sentences": (0,),
    **dict.fromkeys(("ask", "block", "blocked", "warn"), (2, 3, "expected", "fix")),
}
"""What makes a sentence of plain text, and at which of its arguments, by their place or name."""
TABLES = {
    "glossary.csv": ("term", "text"),
    "worked_examples.csv": ("about",),
    "factors/notation_keys.csv": ("meaning", "numeric_treatment"),
    "factors/fuel_factors.csv": ("fuel", "technology"),
    "factors/fuel_properties.csv": ("fuel",),
    "factors/uncertainty.csv": ("quantity",),
    "samples/cities.csv": ("name",),
    "samples/pairing_topics.csv": ("topic",),
    "knowledge/experiences.csv": ("result_of",),
    "innovation/city_regions.csv": ("region",),
}
"""The shipped tables whose words a page shows, and the columns that hold them."""
PACKAGE = ("title", "publisher", "terms")
"""What a page shows of the description of every shipped table."""
PROGRAM, METHOD = FILES = "dashboard", "method"
"""The files of a language: what the program says, and what the method and the shipped tables say."""
_WORDS = re.compile(r"[a-z]{2,}")
"""An edition that is more than names and numbers."""
_WRITTEN = datetime(2026, 12, 1, tzinfo=UTC)
"""The day in the head of every file: one that moved would be the only change of many commits."""


def template() -> Catalog:
    """Every template and word that wants a translation, with the file it stands in."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for message, comments, place, _file in _messages():
        found.add(message, locations=[(place, 0)], auto_comments=comments)
    return found


def templates() -> dict[str, Catalog]:
    """What wants a translation, by the name of its file: all but words with a capital that every language has within a
    sentence, too, and calls the same."""
    whole = template()
    held = [translated(code) for code in LANGUAGES if code != ENGLISH]
    said = {file: {message for message, _comments, _place, name in _messages() if name == file} for file in FILES}
    found = {file: Catalog(charset="utf-8", fuzzy=False) for file in FILES}
    for message in whole:
        if message.id and not _begins_with(message.id, whole, held):
            key = message.id if isinstance(message.id, str) else tuple(message.id)
            file = PROGRAM if key in said[PROGRAM] else METHOD
            found[file].add(message.id, auto_comments=message.auto_comments)
    return found


def _begins_with(words: str | tuple[str, ...] | list[str], whole: Catalog, held: list[Catalog]) -> bool:
    """Whether a message is another one with a capital, and so in each language."""
    if not isinstance(words, str) or words[0] == words[0].lower() or words[0].lower() + words[1:] not in whole:
        return False
    within = words[0].lower() + words[1:]
    for known in held:
        said = str(known[words].string) if words in known else ""
        inside = str(known[within].string) if within in known else ""
        if said and said != inside[:1].upper() + inside[1:]:
            return False
    return True


def path(code: str, file: str = PROGRAM) -> Path:
    """One of the files of a language."""
    return LOCALES / code / "LC_MESSAGES" / f"{file}.po"


def translated(code: str) -> Catalog:
    """Everything that the files of a language say."""
    held = read_po(path(code).open("rb"), locale=code)
    if path(code, METHOD).exists():
        for message in read_po(path(code, METHOD).open("rb"), locale=code):
            if message.id and not (message.id in held and all(strings(held[message.id].string))):
                held[message.id] = message
    return held


def update(code: str, found: dict[str, Catalog]) -> int:
    """Put what is new into the files of one language and take out what is gone; how many wait for a translation."""
    held = translated(code)
    for file, wanted in found.items():
        known = Catalog(locale=code, charset="utf-8", fuzzy=False)
        known.mime_headers = [("Plural-Forms", held.plural_forms)]
        known.project, known.version = "Covenant of Mayors dashboard", ""
        known.header_comment = f"# What the {file} says, in this language: {LANGUAGES[code]}."
        known.last_translator = known.language_team = known.msgid_bugs_address = ""
        known.creation_date = known.revision_date = _WRITTEN
        for message in wanted:
            if message.id:
                said = held[message.id].string if message.id in held else None
                known.add(message.id, said, auto_comments=message.auto_comments)
        for message in known:
            message.flags.clear()
        with path(code, file).open("wb") as out:
            write_po(out, known, width=0, no_location=True, sort_output=True)
    return sum(not all(strings(message.string)) for message in translated(code) if message.id)


def write_statement_words() -> None:
    """Write what the headings and choices of the tables that cities state are called, as the pages say it."""
    with (ROOT / "datasets" / "shipped" / "statement_words.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("language", "english", "text", "source"))
        for code in LANGUAGES:
            rows.writerows((code, text, said, "vocabulary") for text, said in statement_words_of(code).items())


def statement_words_of(code: str) -> dict[str, str]:
    """By each English word what it is called in a language, where that is another word."""
    language._catalogue.cache_clear()
    named = {str(text): language._catalogue(code).gettext(str(text)) for text in statement_words.english()}
    return {text: word for text, word in sorted(named.items()) if word and word != text}


@cache
def _messages() -> list[tuple[str | tuple[str, ...], list[str], str, str]]:
    """Each template with its comments, the place where it stands and the file that it belongs into. All code is read
    for it, once."""
    return list(_looked_for())


def _looked_for() -> Iterator[tuple[str | tuple[str, ...], list[str], str, str]]:
    for floor in FLOORS:
        for name, line, message, comments, _context in extract_from_dir(
            ROOT / floor,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ):
            if message and message != ("",):
                file = METHOD if line in _lines_of_formulas(ROOT / floor / name) else PROGRAM
                yield message, comments, f"{floor}/{name}", file
    for text, place, file in _plain():
        yield text, [], place, file
    for word, table in _words_of_tables():
        yield word, [], f"datasets/shipped/{table}", METHOD


@cache
def _lines_of_formulas(file: Path) -> frozenset[int]:
    """The lines in which a formula of the method says what it is."""
    if "ormula(" not in file.read_text(encoding="utf-8"):
        return frozenset()
    formulas = [
        one for one in nodes(file, ast.Call) if isinstance(one.func, ast.Name) and one.func.id in ("formula", "Formula")
    ]
    return frozenset(line for one in formulas for line in range(one.lineno, (one.end_lineno or one.lineno) + 1))


def _words_of_tables() -> Iterator[tuple[str, str]]:
    """The words of the shipped tables that a page shows, each with its table."""
    for table, columns in TABLES.items():
        with (ROOT / "datasets" / "shipped" / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((row[column], table) for column in columns if row[column])
    described = json.loads((ROOT / "datasets" / "shipped" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        yield from ((resource[name], "datapackage.json") for name in PACKAGE)
        if _WORDS.search(resource.get("edition", "")):
            yield resource["edition"], "datapackage.json"


def _plain() -> Iterator[tuple[str, str, str]]:
    for path in sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")):
        for call in nodes(path, ast.Call):
            if isinstance(call.func, ast.Name):
                wanted = PLAIN.get(call.func.id, ())
                given = [*enumerate(call.args), *((one.arg, one.value) for one in call.keywords)]
                for text in (text for at, value in given if at in wanted for text in _literals(value)):
                    file = METHOD if call.func.id.casefold() == "formula" else PROGRAM
                    yield text, path.relative_to(ROOT).as_posix(), file


def _literals(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from (*_literals(value.body), *_literals(value.orelse))
    elif isinstance(value, ast.Dict):
        yield from (text for one in value.values for text in _literals(one))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value


def strings(said: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a template or of its translation: one, or one for each number; empty where there is none."""
    return (said or "",) if isinstance(said, str | None) else tuple(said)


def main() -> None:
    """Update every language, or print the templates."""
    parser = argparse.ArgumentParser(prog="python -m tests.dashboard.translations", description=__doc__)
    parser.add_argument("--pot", action="store_true", help="print what was found, and change nothing")
    asked = parser.parse_args()
    if asked.pot:
        for message in template():
            if message.id:
                print(", ".join(place for place, _ in message.locations), "|", message.id)
        return
    found = templates()
    for code in LANGUAGES:
        if code != ENGLISH:
            print(f"{LANGUAGES[code]}: {update(code, found)} of {sum(map(len, found.values()))} want a translation")
    write_statement_words()


if __name__ == "__main__":
    main()
