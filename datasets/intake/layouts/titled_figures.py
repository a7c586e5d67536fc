"""The carrier and the scope that the title of a table, the name of its only column of figures, or a note below them
says for figures that name none: "Electricity use, MWh", "Scope 3 emissions (t CO2e)", "Note: scope 3 only"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from analytics.text import multiples
from analytics.text.header_units import header_fuel, header_unit
from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence, quoted
from analytics.vocabulary import CARRIERS, Quantity
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning.fields import gas_of
from datasets.intake.meaning.other_figures import measures_others, others
from datasets.intake.meaning.plain_words import explained, measuring, names, without_gases
from datasets.intake.meaning.questions import AS_INVENTORY, NONE, OTHER_FIGURES
from datasets.intake.meaning.said_beside import Line, of_a_source, speaks_of_others
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.text_table import TextColumn, TextTable
from datasets.reference import catalogue, registry

FIRST_CELLS = 100
"""By so many cells of a column it is told whether it holds carriers."""
LONGEST_TITLE, LONGEST_NAME = 120, 4
"""A longer text is prose; so many words may name one carrier."""
SCOPE = "scope"
OF_SCOPES = (SCOPE, "gpc_ref")
"""The columns that say the scope of each row."""
Titles = Mapping[str | None, Sequence[tuple[int, str]]]
"""The texts above figures, each with its row, by sheet."""


def carrier_above(page: Page, last: int, answers: Mapping[str, str]) -> SheetCell | None:
    """The one carrier that the texts alone in their rows above the row ``last`` and the name of the sheet speak of: by
    its code where nothing else is said, else by all the words, so that it is asked about, and so is a title of energy
    that nothing is known of. None where they speak of several or of none. A text that says that the figures are no
    inventory is asked about as such first; the ``answers`` may say so, and name the city."""
    titles = [page.cell(row, column) for row, column, _ in page.alone() if row < last]
    return _meant([*titles, *([SheetCell(page.grid.sheet, sheet=page.grid.sheet)] if page.grid.sheet else [])], answers)


def with_carrier(sheet: TextTable, answers: Mapping[str, str]) -> TextTable:
    """A table of one number a row with a column of carriers more, where the name of its one column of figures speaks of
    one carrier, or else the titles above it do, and no column holds the carriers."""
    fields = map(header_rows.field, sheet.header)
    if answers.get("column:carrier", NONE) != NONE or "carrier" in fields:
        return sheet
    measured = [name for name in sheet.header if header_unit(name) or header_fuel(name)]
    named = [name for name in measured if len(measured) == 1 and spoken_of(name, "")[0]]
    if any(map(_of_carriers, sheet.columns)) if named else any(map(head_words.like_carrier, sheet.header)):
        return sheet
    meant = _meant([SheetCell(text) for text in named or sheet.dialect.titles], answers)
    if meant is None or not spoken_of(meant.text, "")[0]:
        return sheet
    return sheet.beside("carrier", [header_rows.bare(meant.text) if named else meant.text] * len(sheet.rows))


def _of_carriers(column: TextColumn) -> bool:
    """Whether most of the first words of a column name carriers."""
    words = {text.strip() for text in column.slice(0, FIRST_CELLS).to_pylist() if text and text.strip()}
    return 2 * sum(map(bool, map(header_rows.carrier, words))) > len(words) > 0


def _meant(titles: Sequence[SheetCell], answers: Mapping[str, str]) -> SheetCell | None:
    """The title that speaks of one carrier, saying its code or, where other words stand beside it, all its words."""
    city, believed = answers.get("city", ""), answers.get(OTHER_FIGURES) == AS_INVENTORY
    read = [(title, *spoken_of(title.text, city)) for title in titles if of_an_inventory(title.text)]
    named = [(title, codes, rest) for title, codes, rest in read if codes]
    for title in titles if believed else ():  # what they measure was asked about
        codes, rest = spoken_of(title.text, city)
        sure = {*codes} <= CARRIERS.keys() or not _of_emissions(title.text)  # "Emissions excluding heating"
        if codes and sure and not of_an_inventory(title.text):
            unsaid = [word for word in rest if not (speaks_of_others(word) or others(word, energy=True))]
            named.append((title, codes, unsaid))
    if not named:
        return next((title for title, _, rest in read if rest and _of_energy(title.text)), None)
    title, codes, _ = named[0]
    if len({code for _, held, _ in named for code in held}) != 1:
        return None
    return title.saying(title.text if any(rest for _, _, rest in named) else codes[0])


def of_an_inventory(title: str) -> bool:
    """Whether a text is a title of figures of an inventory, no prose and no source."""
    other = speaks_of_others(title) or measures_others(title) or of_a_source(title)
    return len(title) <= LONGEST_TITLE and not other


def _of_emissions(title: str) -> bool:
    """Whether a title states a unit that is none of energy."""
    found = header_unit(title)
    return found is not None and found[1].quantity != Quantity.ENERGY


def _of_energy(title: str) -> bool:
    """Whether a title measures energy, and is no label of a unit alone ("Eenheid: TJ")."""
    found = header_unit(title)
    label = found is not None and ":" in title and len(found[0].split()) == 1
    return found is not None and found[1].quantity == Quantity.ENERGY and not label


def spoken_of(title: str, city: str = "") -> tuple[list[str], list[str]]:
    """The codes of the carriers that a title names, or what is like one, and its words of which nothing is known, with
    those of the ``city`` of the file."""
    words, places = re.findall(r"[^\W_]+", without_gases(title)), names(title, city)
    words = [word for word in words if _of_energy(title) or not gas_of(word)]  # methane is emitted, too
    codes, rest, at = list[str](), list[str](), 0
    while at < len(words):
        ends = range(min(at + LONGEST_NAME, len(words)), at, -1)
        named = ((end, code) for end in ends if (code := carrier(" ".join(words[at:end]))))
        end, code = next(named, (at + 1, ""))
        bare = _bare(words[at])
        if code:  # municipal solid waste is a sector before it is burnt
            codes += [code] if header_rows.sector(" ".join(words[at:end])) in (None, code) else []
        elif not _explained(bare.casefold(), places) and head_words.like_carrier(bare):
            codes.append(bare)
        elif not _explained(words[at].casefold(), places):
            rest.append(words[at])
        at = end
    rest = [] if registry.matches(" ".join(rest)) else rest  # the city, which is that of the file or asked about
    return codes, [*rest, *(code for code in codes if code not in CARRIERS)]


def carrier(words: str) -> str | None:
    """The code of the carrier that words name, beside one for what was measured or not: "Gas", "Gasabsatz"."""
    return header_rows.carrier(words) or header_rows.carrier(_bare(words))


def _bare(words: str) -> str:
    """A word without the one for what is measured that it ends in, as in "Stromverbrauch"."""
    ends = [word for word in measuring() if len(word) > LONGEST_NAME and words.casefold().endswith(word)]
    return words[: -len(max(ends, key=len))] or words if ends and " " not in words else words


def _explained(word: str, places: Collection[str]) -> bool:
    """Whether a word of a title says no more than what was measured, where and when, in which unit and by what it is
    parted."""
    counted = header_rows.unit_of(word) or multiples.mentioned(word)
    return bool(explained(word, places) or header_rows.sector(word) or counted)


def with_scopes(found: Layout, pages: Sequence[Page]) -> Layout:
    """A layout with the scope that the total of each figure names; else that of the last title above it, the name of
    its sheet before all; where none does, that of a note below them."""
    titles = {
        page.grid.sheet: [
            (0, page.grid.sheet or ""),
            *_notes(found, page),
            *((row + 1, text) for row, _, text in page.alone()),
        ]
        for page in pages
    }
    summed = {
        place: (total.cell.row, total.named, str(total.scope))
        for total in found.origins.printed
        for place in (total.parts if total.scope else ())
    }
    sheet = _scoped(found.sheet, titles, found.origins.sheets, summed)
    scoped = replace(found, sheet=sheet)
    return found if sheet is found.sheet else scoped.standing(SCOPE, [NOWHERE] * len(sheet.rows))


def scoped(sheet: TextTable) -> TextTable:
    """A delimited table with the scope that a title above it, or its only column of figures, names."""
    first = sheet.dialect.header_row - len(sheet.dialect.titles)
    notes = [(0, note) for note in sheet.dialect.notes]
    titles = [*notes, *enumerate(sheet.dialect.titles, max(first, 1))]
    return _scoped(sheet, {None: titles}, [None] * len(sheet.rows))


def states_scopes(sheet: TextTable) -> bool:
    """Whether a column of a table says the scope of its rows."""
    named = zip(sheet.header, sheet.columns, strict=True)
    return any(header_rows.field(name) in OF_SCOPES and any(column.to_pylist()) for name, column in named)


def doubtful(sheet: TextTable, lines: Sequence[Line]) -> list[Line]:
    """The lines above a table without scopes that name one in words of which some are not known, so that its figures
    may be others: "Emissions beyond scope 1"."""
    named = [line for line in lines if header_rows.scope(line[0]) and not plain_scope(line[0])]
    if not named or states_scopes(sheet):
        return []
    first = int(sheet.rows[0]) if len(sheet.rows) else 0
    return [line for line in named if (line[1] or 0) < first]


def _scoped(
    sheet: TextTable,
    titles: Titles,
    sheets: Sequence[str | None],
    summed: Mapping[int, tuple[int, str, str]] = MappingProxyType({}),
) -> TextTable:
    """The table with a column of scopes more, where a title names one, or the total of figures (``summed``: its row,
    words and scope by their place), and no column does."""
    named_so = any(map(header_rows.scope, sheet.header))  # else their units tell nothing
    measured = [(sheet.dialect.header_row, name) for name in sheet.header if named_so and header_unit(name)]
    beside = measured if len(measured) == 1 else []
    named = {name: [(*title, plain_scope(title[1])) for title in (*held, *beside)] for name, held in titles.items()}
    scopes = {name: [title for title in held if title[2]] for name, held in named.items()}
    if not (summed or any(scopes.values())) or states_scopes(sheet):
        return sheet
    rows = sheet.rows[np.arange(len(sheet.rows))].tolist()
    last = [
        summed.get(place) or max((title for title in scopes.get(name, ()) if title[0] < row), default=(0, "", ""))
        for place, (row, name) in enumerate(zip(rows, sheets, strict=True))
    ]
    told = tuple(_told(*title) for title in dict.fromkeys(last) if title[2])
    return sheet.beside(SCOPE, [scope for _, _, scope in last], *told)


def _notes(found: Layout, page: Page) -> Iterable[tuple[int, str]]:
    """The texts alone in their rows below the figures of a sheet, without a row: a title goes before them."""
    last = max(found.rows_on(page.grid.sheet), default=page.height)
    return ((0, text) for row, _, text in page.alone() if row >= last)


def plain_scope(text: str) -> str:
    """The scope that a text names, where it says no more than what was measured, when and in which unit, that it is a
    total or a note, and that nothing else is meant."""
    scope, figures = header_rows.scope(text), catalogue.lexicon("figures")
    if not scope or not of_an_inventory(text):
        return ""
    words = {catalogue.folded(word) for word in spoken_of(_beside_scope(text))[1]}
    rest = {word for word in words if not is_total(word)}
    return str(scope) if rest <= figures.words("note") | figures.words("only") else ""


def _beside_scope(text: str) -> str:
    """A text without its scope and the words that say the same beside it, as "emissions" is of "Direct emissions (scope
    1)"; as it is where no scope stands in it by its number."""
    found = header_rows.SCOPE.search(text)
    if found is None:
        return text
    same = header_rows.DIRECTLY if "1" in found[0] else header_rows.INDIRECTLY
    return re.sub(rf"\b{same}\b", " ", header_rows.SCOPE.sub(" ", text), flags=re.IGNORECASE)


def _told(row: int, text: str, scope: str) -> Problem:
    return warn(
        "scope-read",
        quoted(text),
        "a column of scopes",
        Sentence("The figures were read as those of scope {scope}, which stands there.", scope=scope),
        row=row or None,
    )
