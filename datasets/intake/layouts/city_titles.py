"""The city that the name of a sheet or a title says ("Turin 2016", "Comune di Modena"), for figures that name none.

Nothing is attributed silently: where a file is said to be of one city, and its sheet or title says another, the figures
keep the city that the sheet or title says, and whoever checks them sees the contradiction. Of a further table whose
heading is no city that is known, and says more than its unit, year, sector or carrier, it is asked whose figures it
holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache

import numpy as np

from analytics.text.problems import Problem, block
from analytics.text.sentences import Sentence, quoted
from datasets.intake.layouts import header_rows, table_heads, titled_figures
from datasets.intake.layouts.axes import years_across
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.other_figures import in_words, others
from datasets.intake.meaning.plain_words import measuring
from datasets.intake.meaning.said_beside import speaks_of_others
from datasets.intake.readers.text_table import TextTable
from datasets.reference import catalogue, registry

Known = Callable[[str], frozenset[str]]
"""The ids of the cities that bear a name; none for what is no name of a city."""
LEAST_LETTERS = 4
"""Shorter names of sheets and titles are abbreviations, though a few towns are called so."""
_YEAR = re.compile(r"[\s_(]*\b(?:19|20)[0-9]{2}\b\)?|\b(?:BEI|MEI|IBE)\b[\s_]*")
LEAST_TABLES = MOST_TEXTS = 2
OF_TITLES = frozenset({"covenant", "wide", "series", "crossed", "outline", "long"})
"""The layouts whose tables stand below each other under headings of their own."""
_PARTS = re.compile(r"(\s+[-–—|]\s+|[:;,(])")
MOST_WORDS = 3
"""A longer text beside the name of a city says something else than where it lies."""


def city_of(text: str, known: Known, bare: bool = True) -> str | None:
    """The name of a city that a text is, beside a year, or that stands in it after a word for a municipality. Without
    such a word it counts only where it stands alone, or before what speaks of an inventory ("Leeds: energy use",
    "Turin electricity 2014 (MWh)"), and ``bare`` allows it."""
    whole = _YEAR.sub(" ", text.replace("_", " ")).strip(" -–—_,")
    if bare and _may_be_a_name(whole) and known(whole):
        return whole
    parts = [_YEAR.sub(" ", part).strip() for part in _PARTS.split(text)]  # with what parts them at odd places
    for place, name in enumerate(parts):
        if registry.of_a_municipality(name) and known(name):
            return _with_its_place(parts, place)
    beside, parts[0] = _parted(parts[0])
    lies = len(parts) > 2 and _is_a_place(parts[1], parts[2]) and not speaks_of_others(parts[2])  # no part of a city
    beside += parts[3 if lies else 1 :]
    speaks = year_words.kind(text.removeprefix(parts[0])) in ("title", "monitoring") or all(map(_of_figures, beside))
    own = bare and speaks and _may_be_a_name(parts[0]) and known(parts[0])
    return _with_its_place(parts, 0) if own else None


def _parted(text: str) -> tuple[list[str], str]:
    """The words at the end of a text that say what was measured, and what stands before them."""
    words, rest = text.split(), list[str]()
    while len(words) > 1 and _of_figures(words[-1]):
        rest.append(words.pop())
    return rest, " ".join(words)


def _of_figures(text: str) -> bool:
    """Whether a text says no more than what was measured, in which unit, or is a mark between two texts."""
    return _says_no_other(text, set()) or titled_figures.carrier(text) is not None


def _with_its_place(parts: Sequence[str], place: int) -> str:
    """The name of a city in a title with what stands beside it and may say that another city of that name is meant, or
    a part of it: "Boston (Lincolnshire)", "Torino, Circoscrizione 3", "Staten Island, New York City"."""
    before, after = parts[max(place - 2, 0) : place], parts[place + 1 : place + 3]
    name = parts[place]
    if after and _is_a_place(after[0], after[1].strip(" )")):
        name = f"{name} ({after[1].strip(' )')})" if after[0] == "(" else f"{name}, {after[1]}"
    return f"{before[0]}, {name}" if before and place == 2 and _is_a_place(before[1], before[0]) else name


def _is_a_place(mark: str, text: str) -> bool:
    """Whether a text beside the name of a city may be a place: after a comma or in brackets any name in a few words,
    none of which speaks of an inventory, and anywhere one that speaks of a part of a city."""
    words, places = in_words(text), catalogue.lexicon("places")
    if places.words("part of a city") & {*words}:
        return not any(map(header_rows.carrier, (text, " ".join(words[:2]))))
    other = header_rows.unit_of(text) or header_rows.scope(text) or places.any_in(text.casefold(), "not a place")
    named = text[:1].isupper() and len(words) <= MOST_WORDS and not other
    words = [word for word in words if word not in catalogue.lexicon("years").words("filler")]  # "Surigao del Norte"
    return mark in (",", "(") and named and not any(map(_of_an_inventory, words))


def _may_be_a_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    other = (
        catalogue.folded(text) in KNOWN_WORDS
        or catalogue.folded(text) in catalogue.lexicon("places").words("not a name")
        or header_rows.carrier(text)
        or header_rows.sector(text)
        or header_rows.unit_of(text)
    )
    return letters >= LEAST_LETTERS and not any(map(str.isdigit, text)) and not other


def attributed(found: Layout, pages: Sequence[Page], known: Known, given: str | None) -> Layout:
    """The layout with the city that sheets and titles say for the figures below them that name none; unless it is the
    one that was ``given`` for the file. Refused where the figures name another."""
    if any(header_rows.field(name) == "city" for name in found.sheet.header) and not found.origins.made:
        return found
    known = cache(known)
    names = {
        page.grid.sheet: SheetCell(city_of(page.grid.sheet or "", known) or "", sheet=page.grid.sheet) for page in pages
    }
    titles = {page.grid.sheet: list(_titles(page, known, found)) for page in pages}
    opened = {page.grid.sheet: _unknown(page, known, given) for page in pages if found.name in OF_TITLES}
    asked = known(given) if given else frozenset[str]()
    texts = found.texts("city")
    stated = found.origins.rows.get("city", np.zeros(len(texts), np.int32))
    said: list[SheetCell] = []
    problems: dict[tuple[str | None, int], Problem] = {}
    for place, text in enumerate(texts):
        sheet = found.origins.sheets[place] if len(found.origins.sheets) > place else None
        own, title = names.get(sheet, NOWHERE), _last(titles.get(sheet, ()), int(found.sheet.rows[place]))
        heading = _last(opened.get(sheet, ()), int(found.sheet.rows[place]))
        if heading.row and heading.row >= max(title.row, int(stated[place]) + 1):
            said.append(heading)
            continue
        cell = title if title.text else own
        for other in (text, own.text):
            if cell.text and other and known(other) and not known(cell.text) & known(other):
                problems.setdefault((sheet, cell.row), _conflict(cell, other, sheet))
        new = cell.text and not text and not known(cell.text) & asked
        said.append(cell if new else NOWHERE)
    if not problems and not any(cell.text for cell in said):
        return found
    named = [cell.text or text for text, cell in zip(texts, said, strict=True)]
    headings = {cell for cells in opened.values() for cell in cells}
    return _with(found, named, said, headings, [*problems.values()])


def _last(cells: Sequence[SheetCell], row: int) -> SheetCell:
    """The last of the cells above a row."""
    return next((cell for cell in reversed(cells) if cell.row < row), NOWHERE)


def _titles(page: Page, known: Known, found: Layout) -> Iterator[SheetCell]:
    """The rows of one or two texts that begin with a city; of a long table those above it. A name alone is a title
    above a header only: among the rows of a table it may be that of a part of a city."""
    figures = found.rows_on(page.grid.sheet)
    for row in range(min(page.height, header_rows.FIRST_ROWS) if found.name == "long" else page.height):
        texts = page.texts(row)
        if not 0 < len(texts) <= 2:
            continue
        name = city_of(texts[0][1], known, bare=len(texts) == 1)
        if name and (registry.of_a_municipality(texts[0][1]) or _above_a_table(page, row, figures)):
            yield page.cell(row, texts[0][0]).saying(name)


def _unknown(page: Page, known: Known, given: str | None) -> list[SheetCell]:
    """The headings of the tables below each other that may be another city's, or of something else: of those after the
    first, what is no known city and says more than the first one does; of the first one as well, where no city was
    ``given`` for the file and another one is open."""
    heads = [row for row in range(page.height) if table_heads.name_figures(page, row)]
    tables = [list(_headings(page, row)) for row in heads]
    if len(tables) < LEAST_TABLES:
        return []
    first = {word for cell in tables[0] for word in _words(cell.text)}
    found = []
    for cells in tables[1:]:
        other = [cell for cell in cells if _of_other_figures(cell.text)]
        named = any(city_of(cell.text, known) for cell in cells)
        new = [cell for cell in cells if not named and not _says_no_other(cell.text, first)]
        found += (other or new)[-1:]
    own = [cell for cell in tables[0] if not _says_no_other(cell.text, set())]
    if found and own and given is None and not any(city_of(cell.text, known) for cell in tables[0]):
        found.insert(0, own[-1])
    return found


def _headings(page: Page, row: int) -> Iterator[SheetCell]:
    """The one or two texts of each row right above a row of names, or above the blank rows there; no sources."""
    last = row
    while last and not page.texts(last - 1):
        last -= 1
    top = last
    while top and _is_heading(page, top - 1):
        top -= 1
    for above in range(top, last):
        label = page.texts(above)[0][1].partition(":")[0]
        if not catalogue.lexicon("columns").words("no figure") & {*in_words(label)}:
            yield from (page.cell(above, column) for column, _ in page.texts(above))


def _is_heading(page: Page, row: int) -> bool:
    texts = [text for _, text in page.texts(row)]
    return 0 < len(texts) <= MOST_TEXTS and not any(map(table_heads.counts, texts))


def _words(text: str) -> list[str]:
    """The words of a heading, without its year and unit."""
    return in_words(_YEAR.sub(" ", header_rows.bare(text)))


def _says_no_other(text: str, beside: Set[str]) -> bool:
    """Whether a heading says no more than which figures stand below it: their year, unit, sector, carrier or scope, or
    that they are an inventory, in words that are known or stand in ``beside``."""
    if _of_other_figures(text):
        return False
    words = [word for word in _words(text) if len(word) > 1 and word not in beside]
    label = header_rows.unlisted(_YEAR.sub(" ", header_rows.bare(text))).strip(" -–—_:,(")
    whole = header_rows.sector(label) or header_rows.carrier(label) or header_rows.scope(label)
    return bool(whole) or all(map(_of_an_inventory, words))


def _of_other_figures(text: str) -> bool:
    """Whether a heading speaks of what is saved, lost, planned or possible, or of another time than a year."""
    return others(text, energy=True) or year_words.elsewhen(text) or speaks_of_others(text)


@cache
def _of_an_inventory(word: str) -> bool:
    """Whether a word of a heading is one for the figures of an inventory."""
    known = year_words.of_figures(word) or word in KNOWN_WORDS or word in measuring()
    return bool(known or header_rows.sector(word) or header_rows.carrier(word) or header_rows.unit_of(word))


def _above_a_table(page: Page, row: int, figures: Sequence[int]) -> bool:
    """Whether the next row of figures below a row is the first of its table."""
    place = bisect_right(figures, row)
    below = range(row + 1, figures[place] - 1) if place < len(figures) else range(0)
    return not place or any(table_heads.announces(page, later) or years_across(page, later) > 1 for later in below)


def _conflict(cell: SheetCell, other: str, sheet: str | None) -> Problem:
    said = {"city": quoted(cell.text), "other": quoted(other)}
    return block(
        "city-conflict",
        Sentence("{city} as the title of figures that are said to be of {other}", **said),
        "one city",
        "Correct the title, the name of the sheet or the name of the city.",
        row=cell.row or None,
        column=cell.column or None,
        sheet=sheet,
    )


def _with(
    found: Layout, texts: list[str], said: list[SheetCell], headings: Set[SheetCell], problems: list[Problem]
) -> Layout:
    """The layout with its column of cities, each with the place of the title that says it, and the ``headings`` among
    them that nobody knows."""
    origins = replace(found.origins, headings=frozenset(cell.text for cell in said if cell in headings))
    sheet = found.sheet.beside("city", texts, *problems)
    return replace(found, sheet=sheet, origins=origins).standing("city", said)


def titled(sheet: TextTable, known: Known, given: str | None) -> TextTable:
    """A delimited table with a column of cities more, where a title above it names one and no column does."""
    names = (name for text in sheet.dialect.titles if (name := city_of(text, known)))
    city = next(names, None)
    if (
        city is None
        or any(header_rows.field(name) == "city" for name in sheet.header)
        or (given and known(city) & known(given))
    ):
        return sheet
    return sheet.beside("city", [city] * len(sheet.rows))
