"""One column of numbers for each year, with the labels of a row on its left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import header_rows, outline, sum_rows, titles
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.sum_words import is_total

LEAST_YEARS = 2
MOST_ABOVE = 4
"""How many cells of a row may be filled above the header: a title, or "Unit" and the unit beside it."""
_MEASURED = ("macro_area", "sector", "subsector", "carrier")


@dataclass(frozen=True)
class _Heads:
    """The columns of figures: the year above each (or the period, as it is written), and the unit that stands in a row
    above or below the years; which columns hold shares or figures per head, and the row of the first figures."""

    years: dict[int, str]
    units: dict[int, SheetCell]
    shares: frozenset[int]
    rows: tuple[int, ...]
    first: int


def header(page: Page) -> int | None:
    """The row that names at least two different years above columns of numbers, and something on their left."""
    for row in range(min(page.height, header_rows.FIRST_ROWS)):
        if len(years_of(page, row)) >= LEAST_YEARS and (above := _above(page, row)) is not None:
            heads = _heads(page, row, above)
            said = [
                (
                    year,
                    heads.units[column].text
                    if column in heads.units
                    else header_rows.unit_beside_year(page.text(row, column)),
                )
                for column, year in heads.years.items()
            ]
            first = min(heads.years, default=0)
            body = range(heads.first, min(page.height, heads.first + 5))
            named = [text for place in (*heads.rows, *body) for column, text in page.texts(place) if column < first]
            figures = [text for later in body for column in heads.years if (text := page.text(later, column))]
            several = len(set(heads.years.values())) >= LEAST_YEARS and len(set(said)) == len(said)
            if several and named and figures and not all(header_rows.year(text) for text in figures):
                return row
        if row and len(page.texts(row - 1)) > MOST_ABOVE:  # the rows below a header are no headers
            return None
    return None


def years_of(page: Page, row: int) -> dict[int, str]:
    """The columns of a row that are headed by a year; by a period across two years where none is."""
    texts = page.texts(row)
    found = {column: str(year) for column, text in texts if (year := header_rows.year(text))}
    return found or {column: period for column, text in texts if (period := header_rows.period(text))}


def grouped(header: Sequence[str], samples: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a delimited file names groups of columns, and the second the years in them."""
    second = [cells[0] for cells in samples if cells and header_rows.year(cells[0])]
    return len(second) >= LEAST_YEARS and not (all(name.strip() for name in header) and len(set(header)) == len(header))


def _above(page: Page, row: int) -> dict[int, SheetCell] | None:
    """The units of a row of groups right above the years ("Energy (MWh)" over several of them), by the first column of
    each group; None where a row of a table stands there."""
    if _below_heads(page, row):
        return None
    if not row or not page.texts(row - 1):
        return {}
    first = min(years_of(page, row))
    texts = [(column, text) for column, text in page.texts(row - 1) if column >= first]
    if texts and all(header_rows.unit_of(text) or header_rows.percent(text) for _, text in texts):
        return {column: _unit(page.cell(row - 1, column)) for column, _ in texts}
    return {} if len(page.texts(row - 1)) <= MOST_ABOVE else None


def _below_heads(page: Page, row: int) -> bool:
    """Whether each column that a row heads by a year has a head or a number of its own right above: then the row is one
    of figures that look like years (2,000 MWh in 2022), below heads that nothing here knows."""
    above = next((place for place in range(row - 1, -1, -1) if page.texts(place)), None)
    if above is None:
        return False
    over = [page.text(above, column) for column in years_of(page, row)]
    measures = all(header_rows.unit_of(text) or header_rows.percent(text) for text in over if text)
    numbers = all(header_rows.numeric(text) for text in over if text)
    return all(over) and (numbers or (len(set(over)) == len(over) and not measures))


def _heads(page: Page, row: int, above: Mapping[int, SheetCell]) -> _Heads:
    years = years_of(page, row)
    below = _units_below(page, row, years)
    years |= {column: years[max(place for place in years if place <= column)] for column in below}
    units = {
        column: above[max(place for place in above if place <= column)]
        for column in years
        if above and column >= min(above)
    } | below
    shares = {
        column for column, unit in units.items() if header_rows.percent(unit.text) or header_rows.per_head(unit.text)
    }
    rows = (*((row - 1,) if above else ()), row, *((row + 1,) if below else ()))
    kept = {column: year for column, year in years.items() if column not in shares}
    return _Heads(kept, units, frozenset(shares), rows, rows[-1] + 1)


def _unit(cell: SheetCell) -> SheetCell:
    return cell if header_rows.percent(cell.text) else cell.saying(header_rows.unit_of(cell.text) or cell.text)


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each filled cell below a year. Rows called totals are checked against the others and left out."""
    row = header(page)
    if row is None:
        return None
    heads = _heads(page, row, _above(page, row) or {})
    years = heads.years
    named = page.headed(*heads.rows)
    fields = _labels(page, heads)
    about = header_rows.about(page, 0, row + 1)
    records, totals = Records(), list[int]()
    if "population" not in fields and records.undated(about.get("population", NOWHERE), len(set(years.values()))):
        del about["population"]
    placed: dict[tuple[int, int], int] = {}
    rows = [later for later in range(heads.first, page.height) if any(page.filled(later, column) for column in years)]
    table = _table(page, row, heads, fields, about)
    parts, again = titles.parts(table)
    rows = _readable(records, named, parts, [later for later in rows if later not in again], heads)
    lines = outline.with_totals(_lines(named, heads, rows, fields), answers)
    every = [line.row for line in lines if line.total]
    found = outline.Outline() if "carrier" in fields else outline.outlined(lines, answers)
    for later in rows:
        if (later in every and len(every) < len(rows)) or later in found.parents:
            totals.append(later)
            continue
        part = titles.at(parts, later)
        for column in years:
            if page.filled(later, column):
                said = _fields(named, row, later, column, fields, about)
                said |= {"year": said["year"].saying(years[column])}
                said |= _below(found.sectors.get(later), said, fields)
                if column in heads.units and "unit" not in fields:
                    said["unit"] = heads.units[column]
                if "carrier" in fields and "unit" not in fields:
                    _tell_remark(records, named.cell(later, fields["carrier"]), said)
                said |= {"unit": part.unit} if part.unit else {}
                said |= {"carrier": header_rows.coded(part.carrier)} if part.carrier else {}
                placed[later, column] = records.add(named.value(later, column), said)
    own = {later: part.unit.text for later in rows if (part := titles.at(parts, later)).unit}
    known = {line.row: line.parts for line in lines if line.parts} | dict(found.parents)
    _totals(records, named, totals, rows, placed, heads, fields, about, own, known)
    shared = Sentence("shares of a total in per cent, or figures per head")
    shares = [named.value(later, column) for later in rows for column in heads.shares if page.filled(later, column)]
    records.leave_out("share-left-out", shared, Sentence("They were left out."), shares)
    _beside(records, named, row, rows, {*years, *heads.shares, *fields.values()})
    return records.layout("wide") if len(records) else None


def _below(sector: SheetCell | None, said: Mapping[str, SheetCell], fields: Mapping[str, int]) -> dict[str, SheetCell]:
    """What the label of a row is where it stands below the heading of a sector."""
    if sector is None:
        return {}
    return {"subsector": NOWHERE, "carrier": header_rows.coded(said[_last(fields)]), "sector": sector}


def _last(fields: Mapping[str, int]) -> str:
    """The field of the last column of labels, in which carriers stand below their sectors."""
    return "subsector" if "subsector" in fields else "sector"


def _lines(page: Page, heads: _Heads, rows: Sequence[int], fields: Mapping[str, int]) -> list[outline.LabelledRow]:
    """The rows with figures, and those with a label alone, which may be headings."""
    labels = [column for name, column in fields.items() if name in _MEASURED]
    column = fields.get(_last(fields), labels[-1] if labels else 0)
    return [
        outline.LabelledRow(
            row,
            page.cell(row, column),
            {place: page.value(row, place) for place in heads.years if page.filled(row, place)} if row in rows else {},
            any(is_total(page.text(row, place)) for place in labels),
        )
        for row in range(heads.first, page.height)
        if row in rows or (page.text(row, column) and not any(page.filled(row, place) for place in heads.years))
    ]


def _table(
    page: Page, row: int, heads: _Heads, fields: Mapping[str, int], about: Mapping[str, SheetCell]
) -> titles.TitledTable:
    """The table as it is looked through for titles: whether its unit stands in its header or above it."""
    beside = [header_rows.unit_beside_year(page.text(row, column)) for column in heads.years]
    unit = about.get("unit", NOWHERE)
    inside = [unit.text] if unit.row - 1 in heads.rows else []
    named = {*(cell.text for cell in heads.units.values()), *filter(None, beside), *inside} - {""}
    own = {"year", *(name for name in ("unit", "carrier") if name in fields)}
    figures = frozenset({*heads.years, *heads.shares})
    return titles.TitledTable(
        page, heads.first, page.height, figures, frozenset(named), unit.text, own=frozenset(own), header=row
    )


def _readable(
    records: Records, page: Page, parts: Sequence[titles.TitledPart], rows: list[int], heads: _Heads
) -> list[int]:
    """The rows without those that are refused for a title above them."""
    for part in parts:
        below = [
            page.value(row, column)
            for row in rows
            if part.refused and part.first <= row < part.last
            for column in heads.years
            if page.filled(row, column)
        ]
        if below:
            titles.refuse(records, part, below)
    return [row for row in rows if not titles.at(parts, row).refused]


def _labels(page: Page, heads: _Heads) -> dict[str, int]:
    """Field -> the column that holds it. Where no column is called a sector, those of texts left of the years are."""
    fields: dict[str, int] = {}
    texts = {
        column: text
        for row in heads.rows
        for column, text in page.texts(row)
        if column not in heads.years and column not in heads.shares
    }
    for column, text in texts.items():
        name = header_rows.field(text)
        if name and name not in ("value", "year"):
            fields.setdefault(name, column)
    body = range(heads.first, page.height)
    unknown = [
        column
        for column in range(min(heads.years))
        if column not in fields.values()
        and any(page.text(row, column) and not header_rows.numeric(page.text(row, column)) for row in body)
    ]
    if kinds := [column for column in unknown if other_figures.are_kinds([page.text(row, column) for row in body])]:
        fields["kind"] = kinds[0]
        unknown.remove(kinds[0])
    if not fields.keys() & {"sector", "macro_area", "subsector", "gpc_ref"}:
        fields |= dict(zip(("sector", "subsector"), unknown, strict=False))
    return fields


def _units_below(page: Page, row: int, years: Mapping[int, str]) -> dict[int, SheetCell]:
    """The units of a row of units right below the years, by column; a year may stand over several of them, as where
    energy, emissions and shares stand side by side. None where the row holds anything else."""
    if row + 1 >= page.height:
        return {}
    texts = page.texts(row + 1)
    heading = [column for column, _ in page.texts(row)]
    under = all(column >= min(years) and (column in years or column not in heading) for column, _ in texts)
    measured = [text for _, text in texts if header_rows.unit_of(text)]
    if (
        not measured
        or not under
        or not all(header_rows.unit_of(text) or header_rows.percent(text) for _, text in texts)
    ):
        return {}
    return {column: _unit(page.cell(row + 1, column)) for column, _ in texts}


def _fields(
    page: Page, header_row: int, row: int, column: int, fields: Mapping[str, int], about: Mapping[str, SheetCell]
) -> dict[str, SheetCell]:
    """What is known of one number: its labels, its year, and the unit in its row, in its header or above the table."""
    said = {name: header_rows.label(page.cell(row, place)) for name, place in fields.items()}
    heading = page.cell(header_row, column)
    said["year"] = heading
    for name in ("city", "population"):
        if name in about:
            said.setdefault(name, about[name])
    beside = said.get("carrier", NOWHERE)
    if "unit" not in said and header_rows.own_unit(beside.text) and header_rows.carrier(beside.text):
        said["carrier"] = header_rows.coded(beside)
        if not header_rows.remark(beside.text):
            said["unit"] = header_rows.unit_of_figures(beside, about.get("unit", NOWHERE)) or beside.saying(beside.text)
    if "unit" not in said:
        own = header_rows.unit_beside_year(page.text(header_row, column))
        sure = heading.saying(own) if own else about.get("unit", _column_unit(page, header_row))
        said["unit"] = sure
    return said


def _beside(records: Records, page: Page, header_row: int, rows: list[int], used: set[int]) -> None:
    """The figures right of the labels that stand under no year: refused where nothing names them, else left out."""
    for column in range(min(used, default=0), page.width):
        cells = [
            page.value(row, column)
            for row in rows
            if column not in used
            and page.filled(row, column)
            and (page.kind(row, column) in ("n", "e", "f") or header_rows.figure(page.text(row, column)))
        ]
        name = page.text(header_row, column)
        if cells and not name:
            wanted = Sentence("a name above every column that holds something")
            records.refuse("unnamed-column", wanted, Sentence("Name the column or empty it."), cells)
        elif cells:
            found = Sentence('figures in the column "{column}", which is no year', column=name)
            records.leave_out("column-left-out", found, Sentence("They were left out."), cells)


def _tell_remark(records: Records, carrier: SheetCell, said: Mapping[str, SheetCell]) -> None:
    """Tell of a remark beside a carrier down the side that was not taken for a unit."""
    remark = header_rows.remark(carrier.text) if carrier.text and header_rows.carrier(carrier.text) else None
    records.pass_over(carrier, remark, said.get("unit", NOWHERE))


def _column_unit(page: Page, header_row: int) -> SheetCell:
    """A unit in the name of a column of labels ("Emissions (kt CO2e)")."""
    for column, text in page.texts(header_row):
        if found := header_unit(text):
            return page.cell(header_row, column).saying(found[1].name)
    return NOWHERE


def _totals(
    records: Records,
    page: Page,
    totals: list[int],
    rows: list[int],
    placed: Mapping[tuple[int, int], int],
    heads: _Heads,
    fields: Mapping[str, int],
    about: Mapping[str, SheetCell],
    own: Mapping[int, str],
    parents: Mapping[int, Sequence[int]],
) -> None:
    """The printed totals of each city, of rows in one unit; ``own`` holds that of the rows below a title."""
    left: list[SheetCell] = []
    named = [column for name, column in fields.items() if name in ("sector", "subsector")]

    sectors = {
        row: next((code for column in named if (code := header_rows.sector(page.text(row, column)))), None)
        for row in rows
        if row not in totals
    }
    keys = [column for name, column in fields.items() if name == "city"]
    for row in totals:
        label = next((text for column in named if header_rows.totalled(text := page.text(row, column))), "")
        mine = list(parents.get(row, ())) or [
            later
            for later in sum_rows.of_total(label, sectors)
            if own.get(later) == own.get(row)
            and all(page.text(later, c) == page.text(row, c) or not page.text(row, c) for c in keys)
        ]
        for column in heads.years:
            if page.filled(row, column):
                left.append(page.value(row, column))
                parts = tuple(placed[later, column] for later in mine if (later, column) in placed)
                above = heads.units.get(column, about.get("unit", NOWHERE)).text
                unit = page.text(row, fields["unit"]) if "unit" in fields else own.get(row, above)
                records.printed.append(Printed(left[-1], parts, "Total", unit))
    records.leave_totals(Sentence("totals of other rows"), left)
