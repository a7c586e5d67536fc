"""Titles among the rows of a table: a text alone in its row that names another unit, year or carrier for those below.

Where the table states such a thing above it, a title within states it anew. Where the header of the columns states it,
or it is not sure what the title means, the rows below are refused: they are a table of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from analytics import units
from analytics.text.header_units import header_unit
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from datasets.intake.layouts import dating, header_rows, table_heads
from datasets.intake.layouts.declared import Across, TitledPart
from datasets.intake.layouts.long_records import NOWHERE, Page, Records, SheetCell
from datasets.intake.meaning.year_words import LABELS, YEAR, kind
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("figures")
_AHEAD = ("ahead", "target")
LEAST_SECTORS = 2
"""So many sectors as titles tell that titles are sectors."""


class _Title(NamedTuple):
    """A title and what it names. ``open`` tells that it names a year which is not sure to be that of the figures, and
    ``ahead`` that it speaks of a target or forecast."""

    cell: SheetCell
    unit: str | None = None
    emissions: bool = False
    year: dating.Dating | None = None
    open: bool = False
    ahead: bool = False
    carrier: bool = False
    sector: bool = False
    header: bool = False


def parts(table: Across) -> tuple[list[TitledPart], list[int]]:
    """The table by the titles among its rows, one part where no title changes anything; and the rows in the place of
    figures that name the columns once more, or others."""
    rows = table.rows
    again = [row for row in rows if table_heads.again(table.page, row, table.row)]
    apart = {*table.rows_apart, *again}
    titles = [title for row in rows if row not in apart and (title := _title(table, row))]
    named = sum(title.sector and not title.carrier for title in titles)
    of_sectors = named >= LEAST_SECTORS  # then "Electricity" is one of them, too
    by_carrier = any(title.carrier and not (title.sector and of_sectors) for title in titles)
    by_carrier = by_carrier and not {"carrier", "carriers"} & table.own and not _carriers_beside(table)
    found: list[TitledPart] = []
    part = TitledPart(table.first, table.rows.stop)
    for title in titles:
        after = _after(table, part, title, by_carrier)
        if of_sectors and title.sector and not (by_carrier or table.of_carriers or "carrier" in table.labels):
            after = replace(after, carrier=title.cell if title.carrier else None)  # of what stands in its sector
        if after != part:
            row = title.cell.row
            found.append(replace(part, last=row - 1))
            part = replace(after, first=row, last=table.rows.stop)
    again += [title.cell.row - 1 for title in titles if title.header]
    return [each for each in (*found, part) if each.first < each.last] or [part], again


def _carriers_beside(table: Across) -> bool:
    """Whether carriers are the labels of rows with figures: one without figures is no title then."""
    for row in table.rows:
        texts = table.page.texts(row)
        if any(column in table.columns for column, _ in texts) and row not in table.rows_apart:
            label = next((text for column, text in texts if column not in table.columns), "")
            if header_rows.carrier(label) and not header_rows.sector(label):
                return True
    return False


def at(found: Sequence[TitledPart], row: int) -> TitledPart:
    """The part in which a row stands; a title belongs to the part above it."""
    return (
        found[0] if len(found) == 1 else next(part for part in reversed(found) if part.first <= row or part is found[0])
    )


def refuse(records: Records, part: TitledPart, cells: list[SheetCell]) -> None:
    """Refuse the figures of a part, each at its place, with the title that stands above them."""
    title = next(iter(part.refused.values()))
    records.refuse(
        "title-inside",
        Sentence('figures as in the rows above the title "{title}" of row {row}', title=title.text[:60], row=title.row),
        Sentence("Bring the rows below this title as a table of their own, with their unit and year above it."),
        cells,
    )


def _after(table: Across, part: TitledPart, title: _Title, by_carrier: bool) -> TitledPart:
    """What holds below a title."""
    unit, dated, carrier, refused = part.unit, part.dated, part.carrier, dict(part.refused)
    if title.header:
        refused["header"] = title.cell
    if title.unit and "unit" not in table.own:
        named, stated = (
            _name(title.unit),
            {_name(each) for each in (*table.units, table.unit.text) if each},
        )
        refused.pop("unit", None)
        if named in stated:
            unit = None
        elif table.units:
            refused["unit"] = title.cell
        else:
            unit = title.cell.saying(named)
    elif title.emissions and not title.unit and _energy(table, unit):
        refused["unit"] = title.cell
    if title.ahead or (title.open and "years" not in table.own) or (title.year and "year" in table.own):
        refused["year"] = title.cell
    elif title.year and title.year.year and "years" not in table.own:
        refused.pop("year", None)
        dated = None if title.year.year.text == table.about.get("year", NOWHERE).text else title.year
    if title.carrier and "carriers" in table.own:
        refused["carrier"] = title.cell
    elif by_carrier and (
        title.carrier or not (title.unit or title.emissions or title.year or title.open or title.ahead)
    ):
        refused.pop("carrier", None)
        carrier = title.cell
        if title.sector and not title.carrier:  # nobody says whether the carrier above goes on below it
            refused["carrier"] = title.cell
    return replace(part, unit=unit, dated=dated, carrier=carrier, refused=refused)


def _energy(table: Across, unit: SheetCell | None) -> bool:
    """Whether all that is stated measures energy."""
    stated = [unit.text] if unit else table.stated
    return bool(stated) and all(header_rows.measured(each) == "energy" for each in stated)


def _title(table: Across, row: int) -> _Title | None:
    """What a row names that holds no figure and one text alone, or the label of a year beside it; the names of other
    columns in the place of figures; None for a row of the table."""
    page, first = table.page, min(table.columns, default=0)
    if page.text(row, first)[:1].isdigit() and not YEAR.fullmatch(page.text(row, first)):  # as most rows begin
        return None
    texts = page.texts(row)
    if not texts:
        return None
    column, text = texts[0]
    cell = page.cell(row, column)._replace(kind="t", shown=None)
    if len(texts) == 2 and kind(text) in (*LABELS, *_AHEAD) and YEAR.fullmatch(texts[1][1]):
        year = page.cell(row, texts[1][0]).saying(texts[1][1])
        return _Title(cell, ahead=kind(text) in _AHEAD, year=dating.Dating(year) if kind(text) in LABELS else None)
    inside = [(place, each) for place, each in texts if place in table.columns]
    if inside:
        names = header_rows.field(text) is not None and column not in table.columns
        header = not any(_figure(page, row, *each) for each in inside) and any(_names(each) for _, each in inside)
        years = names and all(YEAR.fullmatch(each) for _, each in inside)
        cell = cell.saying(" ".join(each for _, each in texts))
        return _Title(cell, header=True) if header or years else None
    return _alone(cell, text) if len(texts) == 1 else None


def _alone(cell: SheetCell, text: str) -> _Title:
    """What a text names that is alone in its row. A sector without figures, such as industry in emissions trading, is
    none of the titles that speak of emissions or targets."""
    named = header_unit(text)
    unit = named[1].name if named else header_rows.unit_of(text)
    years, said = set(YEAR.findall(text)), kind(text)
    one = len(years) == 1 and said in (*LABELS, "title", "monitoring", "bare")
    stated = dating.StatedYears(said, cell.saying(min(years)), text) if one else None
    doubtful = bool(years) and not one and said != "other"
    carrier = header_rows.carrier(text)
    sector = header_rows.sector(text) is not None
    emissions = not sector and _WORDS.any_in(text, "emissions") and not _WORDS.any_in(text, "traded")
    return _Title(
        cell,
        unit,
        emissions,
        dating.read(stated) if stated else None,
        doubtful,
        not sector and said in _AHEAD,
        carrier is not None and (carrier == "electricity" or not sector),
        sector,
    )


def _names(text: str) -> bool:
    """Whether a text in the place of a figure names a unit, a year or a carrier."""
    return bool(header_rows.unit_of(text) or header_rows.carrier(text)) and not text[:1].isdigit()


def _figure(page: Page, row: int, column: int, text: str) -> bool:
    """Whether a cell holds a figure, a key, an error or a formula."""
    return header_rows.figure(text) or page.kind(row, column) in ("n", "e", "f")


def _name(text: str) -> str:
    try:
        return units.unit(text, suggesting=False).name
    except Refused:
        return text
