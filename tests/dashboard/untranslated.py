"""What a page shows without a translation: ``python -m tests.dashboard.untranslated PAGE CITY [PARAMETER=VALUE ...]``.

The page is drawn in a language that nobody speaks: a real file of translations in which each template's own words
stand in brackets, its fields outside: ``⟦Emissions of ⟧{year}⟦ fell.⟧``. Words without brackets never passed through a
translation, unless they are data: the names and sources in the store and in the shipped tables, and abbreviations.

The file takes the place of the Bulgarian one, so that Babel's own words (months, "and", countries) are Cyrillic.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from string import Formatter
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from lxml import html
from streamlit import dataframe_util
from streamlit.proto.Dataframe_pb2 import Dataframe
from streamlit.testing.v1 import AppTest

from analytics.commitment.actions import STATUS_NAMES
from analytics.duties.covenant_words import RULES
from analytics.formulas import FORMULAS
from analytics.frames.frame_tags import FRAMEWORKS
from analytics.text.sentences import Sentence
from analytics.units import UNITS
from analytics.vocabulary import GPC_REFERENCES, NotationKey
from dashboard import kept_readings, language, session, sitemap
from dashboard.parts.data.takeaways import TEMPLATE_COLUMNS
from dashboard.parts.pairs.pair_forms import FIRST_LETTERS
from dashboard.parts.partners import suggestion_cards
from datasets import Cities
from datasets.city import figure_codes
from datasets.commands.arguments import user
from datasets.reference import catalogue, registry
from datasets.store import location
from tests.dashboard import translations
from tests.dashboard.views.conftest import to

APP = Path(session.__file__).with_name("app.py")
PAGES = tuple(sorted({*sitemap.PAGES, *sitemap.PLACES} - {"targets", "innovation"}))
SPOKEN = "bg"
"""The language whose file is replaced while a page is drawn."""
OPEN, CLOSE = "⟦", "⟧"
ABBREVIATIONS = frozenset(
    (
        "AR4",
        "AR5",
        "AR6",
        "BASIC",
        "CCF",
        "CDP",
        "CH4",
        "CO2",
        "CO2e",
        "CRF",
        "CSV",
        "ETS",
        "EU",
        "EUR",
        "GCoM",
        "GDP",
        "GPC",
        "GWP",
        "ICLEI",
        "IPCC",
        "JRC",
        "JSON",
        "LMDI",
        "N2O",
        "ODS",
        "SDG",
        "PNG",
        "PPTX",
        "SAR",
        "SHA",
        "SVG",
        "USD",
        "XLS",
        "XLSX",
        "km²",
    )
)
"""Written alike in every language; with gases in plain letters, as files have them."""
OF_KNOWLEDGE = (
    "what",
    "for_whom",
    "city",
    "unit",
    "how_known",
    "cited",
    "place",
    "baseline",
    "note",
    "address",
    "description",
)
"""What the entries of knowledge say in their own language."""
TITLED = (
    "priority",
    "project",
    "programme",
    "subject",
    "partners",
    "cluster",
    "field",
    "source",
    "publisher",
    "title",
    "licence",
    "edition",
    "name",
    "other_names",
    "country",
    "region",
    "notes",
    "population_source",
    "label",
    "boundary",
    "exclusions",
    "what",
    "note",
    "told_by",
    "programme",
    "body",
    "partner_body",
    "partner",
    "eu_partner",
    "page",
    "area",
    "action",
)
"""The columns of the shipped tables that hold names, sources and the words of authors."""
WRITTEN = ("Label", "Written", "Unit", "In", "Sheet", "File")
"""The columns of a page's own tables that hold what stands in a file."""
OWN = "own"
"""The class of cells that stand as they do in the reader's own file."""
OURS = ("glossary", "template_words", "sectors_synonyms", "carriers_synonyms", "notation_keys")
"""Shipped tables whose words are ours, or nobody's title."""
UNREAD = frozenset(
    (
        "anchor",
        "color",
        "component_name",
        "config",
        "css_content",
        "css_source_path",
        "default",
        "deferred_file_id",
        "element_type",
        "file_urls_json",
        "form_id",
        "format",
        "html_content",
        "icon",
        "id",
        "js_content",
        "js_source_path",
        "key",
        "language",
        "page",
        "page_script_hash",
        "query_string",
        "raw_value",
        "script_hash",
        "tag",
        "type",
        "url",
        "url_path",
        "value",
    )
)
"""Strings of the protocol that nobody reads, or that somebody typed."""
DRAWN = frozenset(
    (
        "customdata",
        "hovertemplate",
        "hovertext",
        "label",
        "labels",
        "name",
        "text",
        "tickprefix",
        "ticksuffix",
        "ticktext",
        "title",
    )
)
"""What of a chart is read; names where it has a legend."""
SAID = ("title", "alt", "note", "full", "copy", "copied", "close", "png", "svg", "saved", "gone", "failed")
"""What of the component that makes pictures is read."""
_WORD = re.compile(r"[^\W_]+")
CODE = _WORD.findall(figure_codes.LIKE)
"""The parts of a figure code."""
_PRINTED = str.maketrans("₂₄", "24")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_STRONG = "**"
_BRACKETED = re.compile(
    f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}|{OPEN}[^{OPEN}{CLOSE}]*$|^[^{OPEN}{CLOSE}]*{CLOSE}"  # a sentence may be parted
)
_MARKUP = re.compile(
    r":material/\w+:|:[a-z-]+\[|<[^>]*>|`[^`]*`|\]\([^)]*\)|&\w+;|\{\w+\}|https?://\S+|#[0-9A-F]{6}|\b[0-9a-f]{64}\b"
    r"|SHA-256 \w+|\w+(?:\.[a-z]\w+)+"
)
"""Markup, addresses, checksums, names of files and of code."""


class Left(NamedTuple):
    """Words that nobody translated, the whole text, and the element that shows it."""

    words: str
    text: str
    element: str


def marked(template: str) -> str:
    """A template with its own words in brackets, its fields outside, and what stands in ``**`` in brackets of its own:
    a page may show it apart from the rest."""
    pieces = []
    for words, field, form, conversion in Formatter().parse(template):
        escaped = words.replace("{", "{{").replace("}", "}}")
        parts = (f"{OPEN}{part}{CLOSE}" if _LETTER.search(part) else part for part in escaped.split(_STRONG))
        pieces.append(_STRONG.join(parts))
        if field is not None:
            pieces.append(f"{{{field}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}")
    return "".join(pieces)


@cache
def _pseudo() -> Catalog:
    """The translations of every template that the extractor finds."""
    made = Catalog(locale=SPOKEN, charset="utf-8")
    for message in translations.template():
        if not message.id:
            continue
        said = [_safely(one) for one in translations.strings(message.id)]
        made.add(message.id, said[0] if isinstance(message.id, str) else tuple(said))
    return made


def _safely(template: str) -> str:
    try:
        return marked(template)
    except ValueError:  # a text with braces of its own, which is never filled
        return f"{OPEN}{template}{CLOSE}"


@contextmanager
def spoken() -> Iterator[None]:
    """Read the translations from a file in which every template is marked."""
    before = language.LOCALES
    with TemporaryDirectory() as folder:
        file = Path(folder) / SPOKEN / "LC_MESSAGES" / "dashboard.po"
        file.parent.mkdir(parents=True)
        with file.open("wb") as out:
            write_po(out, _pseudo())
        language.LOCALES = Path(folder)
        _forget()
        try:
            yield
        finally:
            language.LOCALES = before
            _forget()


def _forget() -> None:
    """Catalogues, charts and the table of all cities are kept for each language."""
    language._catalogue.cache_clear()
    kept_readings._made.clear()


def opened(page: str, city: str, **address: str) -> AppTest:
    """A page of a city in the language of brackets."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params["city"], app.query_params["language"] = city, SPOKEN
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    to(app, page).run()
    assert not app.exception, app.exception
    return app


def untranslated(app: AppTest, *more: str) -> list[Left]:
    """Every run of words of a page that is neither translated nor data, each text once; ``more`` is data, too."""
    data = _data(more)
    found: dict[tuple[str, str], Left] = {}
    for element, text in dict.fromkeys(texts(app)):
        for words in runs(text, data):
            found.setdefault((words, text), Left(words, text, element))
    return list(found.values())


def suggested(app: AppTest) -> tuple[str, ...]:
    """The cities that a page names of all that could be partners or have signed, as their registers write them."""
    shown = "\n".join(text for _, text in texts(app))
    signed = (row["name"] for row in catalogue.records("signatories"))
    names = {*Cities(session.store()).candidates().name, *signed}
    return tuple(name for name in names if len(name) > 2 and name in shown)


def runs(text: str, data: re.Pattern[str]) -> Iterator[str]:
    """The runs of words of one text that no bracket holds and that are not data."""
    if text in TEMPLATE_COLUMNS:
        return
    plain = _MARKUP.sub(" ", text.replace("\\", "").replace("\u2060", "").translate(_PRINTED))
    rest = data.sub(" | ", " ".join(_BRACKETED.sub(" | ", plain).split()))
    for piece in re.split(r"[|.;:·()\[\]“”\"→×=+/]+", rest):
        words = [word for word in _WORD.findall(piece) if _spoken(word)]
        if words:
            yield " ".join(words)


def _spoken(word: str) -> bool:
    """Whether a word would want a translation: two letters of ours at least, and no unit or abbreviation."""
    return len(_LETTER.findall(word)) > 1 and word not in ABBREVIATIONS | _symbols()


@cache
def _symbols() -> frozenset[str]:
    """What the vocabulary and the units write alike in every language."""
    references = {part for ref in GPC_REFERENCES for part in ref.split(".")}
    written = {part for name in UNITS for part in _WORD.findall(name) if len(part) < 4}
    climates = {record["climate"] for record in catalogue.records("climates")}
    regions = {part for record in catalogue.records("city_regions") for part in _WORD.findall(record["code"])}
    return frozenset({*references, *written, *climates, *regions, *CODE, *(key.value for key in NotationKey)})


@cache
def _data(more: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The names and sources of the store and of the shipped tables, and ``more``, the longest first."""
    plain = {
        " ".join(text.translate(_PRINTED).split()).strip(" .") for text in _phrases() if len(_LETTER.findall(text)) > 2
    }
    plain -= {words for message in _pseudo() for words in translations.strings(message.id)}
    cased = {*plain, *(text.upper() for text in plain if len(text) < 60)}
    longest = sorted(cased.union(more) - {""}, key=len, reverse=True)
    begins = {text: r"(?<!\w)" if text[0].isalnum() else "" for text in longest}  # "% more" stands behind a digit
    return re.compile("|".join(rf"{begins[text]}{re.escape(text)}(?!\w)" for text in longest))


def _phrases() -> Iterator[str]:
    for resource in catalogue.resources():
        if resource.name in (*OURS, "signatories", "published_figures"):
            continue
        for row in catalogue.records(resource.name):
            yield from (part for column in TITLED for part in (row.get(column) or "").split("|"))
            yield (row.get("what") or "")[:FIRST_LETTERS]
    for name in ("experiences", "resources"):
        for row in catalogue.records(name):
            yield from (row.get(column) or "" for column in OF_KNOWLEDGE)
    yield from suggestion_cards.sources(sum(suggestion_cards.SOURCES))
    store = session.store()
    for city in store.cities():
        yield from (city.city_id, city.name, *city.other_names, city.country, city.region, city.source)
        for revision in store.history(city.city_id):
            yield from (revision.author, revision.reason or "", revision.file_name or "")
            yield (revision.file_sha256 or "")[:12]
    yield from language.LANGUAGES.values()
    yield from (formula.source for formula in FORMULAS if not isinstance(formula.source, Sentence))
    yield ", ".join(STATUS_NAMES)
    yield user()  # who stands beside a revision where nobody says a name
    yield from (row["unit"] for row in catalogue.records("climate_facts"))
    for name in ("energy_indicators", "energy_goals", "energy_measures"):
        yield from (cell for row in catalogue.records(name) for cell in row.values())
    for row in catalogue.records("sources"):
        yield catalogue.citation(row["key"])
        yield f"{row['publisher']}, {row['edition']}"
    yield from (row["kind"] for row in catalogue.records("region_clusters"))
    yield from (f"{row['region']} ({row['code']})" for row in catalogue.records("city_regions"))
    innovation = ("innovation_projects", "region_clusters")
    yield from (row[column] for name in innovation for row in catalogue.records(name) for column in ("page", "note"))
    yield from (part for frame in FRAMEWORKS.values() for part in (frame.source, frame.edition))
    yield from (rule.source for rule in RULES.values())
    yield registry.SOURCE


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that a page shows or reads aloud, with the element that holds it, in the order of the page."""
    for node in _nodes(app._tree):
        kind, proto = str(node.type), node.proto
        if not isinstance(proto, Message) or kind == "code":
            continue
        for text in _strings(proto):
            yield kind, text


def _nodes(node: Any) -> Iterator[Any]:
    if getattr(node, "proto", None) is not None:
        yield node
    for child in (getattr(node, "children", None) or {}).values():
        yield from _nodes(child)


def _strings(proto: Message) -> Iterator[str]:
    """The read strings of a message and of those inside it; charts, tables, components and HTML are taken apart."""
    if isinstance(proto, Dataframe):
        yield from _headings(proto)
    for field, value in proto.ListFields():
        if isinstance(proto, Dataframe) and field.name in ("columns", "column_order"):
            continue  # keys of columns, and how each is shown
        several = list(value) if field.is_repeated else [value]
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            for inner in several:
                if isinstance(inner, Message):
                    yield from _strings(inner)
        elif field.type == FieldDescriptor.TYPE_STRING and field.name not in UNREAD:
            for text in several:
                yield from _taken_apart(field.name, text)


def _taken_apart(name: str, text: str) -> Iterable[str]:
    if name == "spec":
        spec = json.loads(text)
        return _drawn(spec, DRAWN if spec["layout"].get("showlegend") else DRAWN - {"name"})
    if name == "json":
        data = json.loads(text)
        parts = data if isinstance(data, list) else [data]
        return _leaves([{key: value for key, value in part.items() if key in SAID} for part in parts])
    if name == "body" and text.lstrip().startswith("<"):
        return _html(text)
    return [text]


def _headings(table: Dataframe) -> Iterator[str]:
    """What stands above the columns that a table shows, the help of each and the choices of its cells: the title that
    a column is given, otherwise its name in the data, for that is what a reader then sees."""
    frame = dataframe_util.convert_arrow_bytes_to_pandas_df(table.arrow_data.data)
    given: dict[str, dict[str, Any]] = json.loads(table.columns or "{}")
    named = {str(name): str(name) for name in table.column_order or frame.columns}
    for key, name in {"_index": str(frame.index.name or ""), **named}.items():
        column = given.get(key, {})
        if not column.get("hidden"):
            yield from _drawn({"label": name, **column}, frozenset(("label", "help")))


def _drawn(spec: Any, read: frozenset[str]) -> Iterator[str]:
    """What of a chart is read: its labels, titles and hovering texts, and the names of a legend."""
    if isinstance(spec, Mapping):
        for name, value in spec.items():
            if name == "customdata" and "customdata" not in str(spec.get("hovertemplate")):
                continue  # what a click leads to
            if name in read:
                yield from _leaves(value)
            elif name != "template":
                yield from _drawn(value, read)
    elif isinstance(spec, list):
        for value in spec:
            yield from _drawn(value, read)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in UNREAD:
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)


def _html(body: str) -> Iterator[str]:
    page = html.fragment_fromstring(body, create_parent=True)
    for table in page.iter("table"):
        heads = [cell.text_content().strip(OPEN + CLOSE) for cell in table.iterfind("thead/tr/th")]
        for row in table.iterfind("tbody/tr"):
            for head, cell in zip(heads, row, strict=True):
                cell.text = None if head in WRITTEN or OWN in cell.get("class", "").split() else cell.text
    for node in page.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag not in ("style", "script") and node.text:
            yield node.text
        if node.tail:
            yield node.tail
        yield from (node.attrib[name] for name in ("aria-label", "alt", "title") if name in node.attrib)


def main() -> int:
    """List what one page shows without a translation; the exit code says whether there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.dashboard.untranslated")
    parser.add_argument("page", choices=PAGES)
    parser.add_argument("city", help="the id of a sample city, such as US-BOS")
    parser.add_argument("address", nargs="*", help="more of the address, such as figure=total")
    asked = parser.parse_args()
    os.environ[location.VARIABLE] = ":memory:"
    with spoken():
        found = untranslated(opened(asked.page, asked.city, **dict(part.split("=", 1) for part in asked.address)))
    for left in found:
        print(f"{left.element}: {left.words}\n    {left.text[:300]}")
    print(f"{len(found)} on {asked.page} of {asked.city}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
