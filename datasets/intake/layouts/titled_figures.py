"""The carrier that the title of a table names for the figures below it, which name none: "Electricity use, MWh"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa

from analytics.text import multiples
from analytics.text.header_units import header_fuel, header_unit
from analytics.vocabulary import CARRIERS, Quantity
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.long_records import Page, SheetCell
from datasets.intake.meaning.fields import gas_of
from datasets.intake.meaning.measured_words import measuring, without_gases
from datasets.intake.meaning.other_figures import measures_others, others
from datasets.intake.meaning.questions import AS_INVENTORY, NONE, OTHER_FIGURES
from datasets.intake.meaning.said_beside import of_a_source, speaks_of_others
from datasets.intake.meaning.title_words import explained, names
from datasets.intake.readers.text_table import TextTable
from datasets.intake.readers.texts import Texts
from datasets.reference import registry

FIRST_CELLS = 100
"""By so many cells of a column it is told whether it holds carriers."""
LONGEST_TITLE, LONGEST_NAME = 120, 4
"""A longer text is prose; so many words may name one carrier."""


def above(page: Page, last: int, answers: Mapping[str, str]) -> SheetCell | None:
    """The one carrier that the texts alone in their rows above the row ``last`` and the name of the sheet speak of: by
    its code where nothing else is said, else by all the words, so that it is asked about, and so is a title of energy
    that nothing is known of. None where they speak of several or of none. A text that says that the figures are no
    inventory is asked about as such first; the ``answers`` may say so, and name the city."""
    titles = [page.cell(row, column) for row, column, _ in page.alone() if row < last]
    return _meant([*titles, *([SheetCell(page.grid.sheet, sheet=page.grid.sheet)] if page.grid.sheet else [])], answers)


def titled(sheet: TextTable, answers: Mapping[str, str]) -> TextTable:
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


def _of_carriers(column: pa.Array | Texts) -> bool:
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
            named.append((title, codes, [word for word in rest if not _of_others(word)]))
    if not named:
        return next((title for title, _, rest in read if rest and _of_energy(title.text)), None)
    title, codes, _ = named[0]
    if len({code for _, held, _ in named for code in held}) != 1:
        return None
    return title.saying(title.text if any(rest for _, _, rest in named) else codes[0])


def _of_others(text: str) -> bool:
    """Whether a text speaks of what is no use or emission of a year, or the word of a title that would make it so."""
    return speaks_of_others(text) or others(text, energy=True)


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
        named = ((end, code) for end in ends if (code := _carrier(" ".join(words[at:end]))))
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


def _carrier(words: str) -> str | None:
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
