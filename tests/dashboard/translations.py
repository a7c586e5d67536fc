"""Bring the translations up to date with the code: ``python -m tests.dashboard.translations`` (``make translations``).

It collects every template from the code and every word from the shipped tables that a page shows, and puts what is new
into the file of each language, without a translation. ``--pot`` prints what it found and changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard.language import ENGLISH, LANGUAGES, LOCALES
from datasets.city import statement_words

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
    "EditedColumn": (1,),
    "declared": ("title", "purpose"),
    "needs": (2, 3),
    "refused": (2, 3),
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
_WIDTH = 120
_WORDS = re.compile(r"[a-z]{2,}")
"""An edition that is more than names and numbers."""


def template() -> Catalog:
    """Every template and word that wants a translation, with the file it stands in."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for message, comments, place in _messages():
        found.add(message, locations=[(place, 0)], auto_comments=comments)
    return found


def path(code: str) -> Path:
    """The file of one language."""
    return LOCALES / code / "LC_MESSAGES" / "dashboard.po"


def update(code: str, found: Catalog) -> int:
    """Put what is new into the file of one language and take out what is gone; how many wait for a translation."""
    file = path(code)
    known = read_po(file.open("rb"), locale=code) if file.exists() else Catalog(locale=code, charset="utf-8")
    known.update(found, no_fuzzy_matching=True)
    known.obsolete.clear()
    known.project, known.version = "Covenant of Mayors dashboard", ""
    known.header_comment = f"# What the dashboard says, in this language: {LANGUAGES[code]}."
    known.last_translator = known.language_team = known.msgid_bugs_address = ""
    known.fuzzy = False
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, known, width=_WIDTH, omit_header=False, sort_output=True, include_lineno=False)
    return sum(not all(strings(message.string)) for message in known if message.id)


def write_statement_words() -> None:
    """Write what the headings and choices of the tables that cities state are called, as the pages say it."""
    with (ROOT / "datasets" / "shipped" / "statement_words.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("language", "english", "text", "source"))
        for code in LANGUAGES:
            rows.writerows((code, text, said, "vocabulary") for text, said in statement_words_of(code).items())


def statement_words_of(code: str) -> dict[str, str]:
    """By each English word what it is called in a language, where that is another word."""
    said = {} if code == ENGLISH else {one.id: one.string for one in read_po(path(code).open("rb"), locale=code)}
    named = {str(text): str(said.get(str(text), "")) for text in statement_words.english()}
    return {text: word for text, word in sorted(named.items()) if word and word != text}


def _messages() -> Iterator[tuple[str | tuple[str, ...], list[str], str]]:
    for floor in FLOORS:
        for name, _line, message, comments, _context in extract_from_dir(
            ROOT / floor,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ):
            if message and message != ("",):
                yield message, comments, f"{floor}/{name}"
    yield from _plain()
    for table, columns in TABLES.items():
        with (ROOT / "datasets" / "shipped" / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    if row[column]:
                        yield row[column], [], f"datasets/shipped/{table}"
    described = json.loads((ROOT / "datasets" / "shipped" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        for name in PACKAGE:
            yield resource[name], [], "datasets/shipped/datapackage.json"
        if _WORDS.search(resource.get("edition", "")):
            yield resource["edition"], [], "datasets/shipped/datapackage.json"


def _plain() -> Iterator[tuple[str, list[str], str]]:
    for path in sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                wanted = PLAIN.get(call.func.id, ())
                given = [*enumerate(call.args), *((one.arg, one.value) for one in call.keywords)]
                for text in (text for at, value in given if at in wanted for text in _literals(value)):
                    yield text, [], path.relative_to(ROOT).as_posix()


def _literals(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from (*_literals(value.body), *_literals(value.orelse))
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
    found = template()
    if asked.pot:
        for message in found:
            if message.id:
                print(", ".join(place for place, _ in message.locations), "|", message.id)
        return
    for code in LANGUAGES:
        if code != ENGLISH:
            print(f"{LANGUAGES[code]}: {update(code, found)} of {len(found)} want a translation")
    write_statement_words()


if __name__ == "__main__":
    main()
