"""One column of numbers for each year, with the labels of a row on its left."""

from __future__ import annotations

from collections.abc import Mapping

from analytics import numerals
from analytics.headers import header_unit
from analytics.sentences import Sentence
from datasets.layouts import headers
from datasets.layouts.records import NOWHERE, Cell, Layout, Page, Printed, Records

LEAST_YEARS = 2
MOST_ABOVE = 4
"""How many cells of a row may be filled above the header: a title, or "Unit" and the unit beside it."""


def header(page: Page) -> int | None:
    """The row that names at least two different years above columns of numbers, and something on their left."""
    for row in range(min(page.height, headers.FIRST_ROWS)):
        years = years_of(page, row)
        if row and len(page.texts(row - 1)) > MOST_ABOVE:  # the rows below a header are no headers
            return None
        if len(years) < LEAST_YEARS or len(set(years.values())) != len(years):
            continue
        first = min(years)
        named = [text for column, text in page.texts(row) if column < first]
        below = [page.text(later, column) for later in range(row + 1, min(page.height, row + 6)) for column in years]
        figures = [text for text in below if text]
        if named and figures and not all(headers.year(text) for text in figures):
            return row
    return None


def years_of(page: Page, row: int) -> dict[int, int]:
    """The columns of a row that are headed by a year."""
    return {column: year for column, text in page.texts(row) if (year := headers.year(text))}


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each filled cell below a year. Rows called totals are checked against the others and left out."""
    row = header(page)
    if row is None:
        return None
    years = years_of(page, row)
    below = _units_below(page, row, years)
    named = page.headed(row, row + 1) if below else page.headed(row)
    years |= {column: years[max(place for place in years if place <= column)] for column in below}
    fields: dict[str, int] = {}
    for column, text in page.texts(row):
        name = headers.field(text)
        if column not in years and name and name not in ("value", "year") and name not in fields:
            fields[name] = column
    about = headers.about(page, 0, row + 1)
    records = Records()
    totals: list[int] = []
    placed: dict[tuple[int, int], int] = {}
    labels = [column for name, column in fields.items() if name in ("macro_area", "sector", "subsector", "carrier")]
    first = row + 2 if below else row + 1
    rows = [later for later in range(first, page.height) if any(page.filled(later, column) for column in years)]
    every = [later for later in rows if any(headers.total(page.text(later, column)) for column in labels)]
    for later in rows:
        if later in every and len(every) < len(rows):
            totals.append(later)
            continue
        for column in years:
            if page.filled(later, column):
                said = _fields(named, row, later, column, fields, about)
                said |= {"year": said["year"].saying(str(years[column]))}
                if column in below and "unit" not in fields:
                    said["unit"] = below[column]
                if "carrier" in fields and "unit" not in fields:
                    _tell_remark(records, named.cell(later, fields["carrier"]), said)
                placed[later, column] = records.add(named.value(later, column), said)
    _totals(records, named, totals, rows, placed, years, fields, about)
    _beside(records, named, row, rows, {*years, *fields.values()})
    return records.layout("wide") if len(records) else None


def _units_below(page: Page, row: int, years: Mapping[int, int]) -> dict[int, Cell]:
    """The units of a row of units right below the years, by column; a year may stand over several of them, as where
    energy and emissions stand side by side. None where the row holds anything else."""
    if row + 1 >= page.height:
        return {}
    texts = page.texts(row + 1)
    heading = [column for column, _ in page.texts(row)]
    under = all(column >= min(years) and (column in years or column not in heading) for column, _ in texts)
    if not texts or not under or not all(headers.unit_of(text) for _, text in texts):
        return {}
    return {column: page.cell(row + 1, column) for column, _ in texts}


def _fields(
    page: Page, header_row: int, row: int, column: int, fields: Mapping[str, int], about: Mapping[str, Cell]
) -> dict[str, Cell]:
    """What is known of one number: its labels, its year, and the unit in its row, in its header or above the table."""
    said = {name: headers.label(page.cell(row, place)) for name, place in fields.items()}
    heading = page.cell(header_row, column)
    said["year"] = heading
    for name in ("city", "population"):
        if name in about:
            said.setdefault(name, about[name])
    beside = said.get("carrier", NOWHERE)
    if "unit" not in said and headers.own_unit(beside.text) and headers.carrier(beside.text):
        said["carrier"] = headers.coded(beside)
        if not headers.remark(beside.text):
            said["unit"] = headers.unit_of_figures(beside, about.get("unit", NOWHERE)) or beside.saying(beside.text)
    if "unit" not in said:
        own = header_unit(heading.text)
        sure = heading.saying(own[1].name) if own else about.get("unit", _column_unit(page, header_row))
        said["unit"] = sure
    return said


def _beside(records: Records, page: Page, header_row: int, rows: list[int], used: set[int]) -> None:
    """The figures right of the labels that stand under no year: refused where nothing names them, else left out."""
    for column in range(min(used, default=0), page.width):
        cells = [
            page.value(row, column) for row in rows
            if column not in used and page.filled(row, column)
            and (page.kind(row, column) in ("n", "e", "f") or _says(page.text(row, column)))
        ]  # fmt: skip
        name = page.text(header_row, column)
        if cells and not name:
            wanted = Sentence("a name above every column that holds something")
            records.refuse("unnamed-column", wanted, Sentence("Name the column or empty it."), cells)
        elif cells:
            found = Sentence('figures in the column "{column}", which is no year', column=name)
            records.leave_out("column-left-out", found, Sentence("They were left out."), cells)


def _says(text: str) -> bool:
    """Whether a cell holds a number or a notation key."""
    return headers.numeric(text) or numerals.read_one(text).key is not None


def _tell_remark(records: Records, carrier: Cell, said: Mapping[str, Cell]) -> None:
    """Tell of a remark beside a carrier down the side that was not taken for a unit."""
    remark = headers.remark(carrier.text) if carrier.text and headers.carrier(carrier.text) else None
    records.pass_over(carrier, remark, said.get("unit", NOWHERE))


def _column_unit(page: Page, header_row: int) -> Cell:
    """A unit in the name of a column of labels ("Emissions (kt CO2e)")."""
    for column, text in page.texts(header_row):
        if found := header_unit(text):
            return page.cell(header_row, column).saying(found[1].name)
    return NOWHERE


def _totals(
    records: Records, page: Page, totals: list[int], rows: list[int], placed: Mapping[tuple[int, int], int],
    years: Mapping[int, int], fields: Mapping[str, int], about: Mapping[str, Cell],
) -> None:  # fmt: skip
    left: list[Cell] = []
    keys = [column for name, column in fields.items() if name == "city"]
    for row in totals:
        mine = [
            later for later in rows if later not in totals and all(page.text(later, c) == page.text(row, c) or not
                                                                   page.text(row, c) for c in keys)
        ]  # fmt: skip
        for column in years:
            if page.filled(row, column):
                left.append(page.value(row, column))
                parts = tuple(placed[later, column] for later in mine if (later, column) in placed)
                unit = page.text(row, fields["unit"]) if "unit" in fields else about.get("unit", NOWHERE).text
                records.printed.append(Printed(left[-1], parts, "Total", unit))
    records.leave_out(
        "total-left-out",
        Sentence("totals of other rows"),
        Sentence("They were checked against their parts and left out."),
        left,
    )
