"""One column of numbers for each year, with the labels of a row on its left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, header_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning import other_figures

LEAST_YEARS = 2
MOST_ABOVE = 4
"""How many cells of a row may be filled above the header: a title, or "Unit" and the unit beside it."""


class _Heads(NamedTuple):
    """The row of years; what each column of figures is of: its year (or period, as it is written), and its unit or
    carrier where one stands in a row above or below; which columns hold shares or figures per head, the rows of all
    heads, and the row of the first figures."""

    row: int
    says: dict[int, dict[str, SheetCell]]
    shares: frozenset[int]
    rows: tuple[int, ...]
    first: int


def header(page: Page) -> int | None:
    """The row that names at least two different years above columns of numbers, and something on their left."""
    found = page.once(_found)
    return found.row if found else None


def over_carriers(page: Page) -> int | None:
    """The row of years of a table whose carriers stand in a row of their own below or above it: each year over all of
    them, or each carrier over all years."""
    found = page.once(_found)
    return found.row if found and any("carrier" in said for said in found.says.values()) else None


def _found(page: Page) -> _Heads | None:
    for row in range(min(page.height, header_rows.FIRST_ROWS)):
        if len(years_of(page, row)) >= LEAST_YEARS and (above := _above(page, row)) is not None:
            heads = _heads(page, row, above)
            said = {
                (cells["year"].text, cells.get("carrier"), cells.get("unit", NOWHERE).text)
                for cells in heads.says.values()
            }
            body = range(heads.first, min(page.height, heads.first + 5))
            left = min(heads.says, default=0)
            named = any(column < left for place in (*heads.rows, *body) for column, _ in page.texts(place))
            figures = [text for later in body for column in heads.says if (text := page.text(later, column))]
            several = len({year for year, *_ in said}) >= LEAST_YEARS and len(said) == len(heads.says)
            if several and named and figures and not all(header_rows.year(text) for text in figures):
                return heads
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
    """The units or carriers of a row of groups right above the years ("Energy (MWh)" over several of them), by the
    first column of each group; None where a row of a table stands there."""
    if _below_heads(page, row):
        return None
    if not row or not page.texts(row - 1):
        return {}
    first = min(years_of(page, row))
    texts = [(column, text) for column, text in page.texts(row - 1) if column >= first]
    if texts and all(header_rows.unit_of(text) or header_rows.percent(text) for _, text in texts):
        return {column: _unit(page.cell(row - 1, column)) for column, _ in texts}
    if len(texts) > 1 and all(header_rows.carrier(text) for _, text in texts):
        return {column: page.cell(row - 1, column) for column, _ in texts}
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
    below = _units_below(page, row, years) or _carriers_below(page, row, years)
    years |= header_rows.spread(years, below)
    around = header_rows.spread(above, years) | below
    rows = (*((row - 1,) if above else ()), row, *((row + 1,) if below else ()))
    named, says, shares = page.headed(*rows), dict[int, dict[str, SheetCell]](), set[int]()
    for column, year in years.items():
        cell, said = around.get(column, NOWHERE), {"year": named.cell(row, column).saying(year)}
        unit = cell
        if header_rows.carrier(cell.text):
            said["carrier"] = header_rows.coded(cell)
            unit = cell.saying(header_rows.own_unit(cell.text) or "")
        if header_rows.percent(unit.text) or header_rows.per_head(unit.text):
            shares.add(column)
            continue
        own = header_rows.unit_beside_year(page.text(row, column))
        if unit.text or own:
            said["unit"] = unit if unit.text else said["year"].saying(own or "")
        says[column] = said
    return _Heads(row, says, frozenset(shares), rows, rows[-1] + 1)


def _unit(cell: SheetCell) -> SheetCell:
    return cell if header_rows.percent(cell.text) else cell.saying(header_rows.unit_of(cell.text) or cell.text)


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each filled cell below a year. Rows called totals are checked against the others and left out."""
    heads = page.once(_found)
    if heads is None:
        return None
    row, says = heads.row, heads.says
    named, about = page.headed(*heads.rows), header_rows.about(page, 0, row + 1)
    inside = [about["unit"].text] if "unit" in about and about["unit"].row - 1 in heads.rows else []
    units = {*(said["unit"].text for said in says.values() if "unit" in said), *inside} - {""}
    table = across.Across(
        named,
        row,
        heads.first,
        says,
        _labels(page, heads),
        about,
        lambda name: Sentence('figures in the column "{column}", which is no year', column=name),
        columns_apart=dict.fromkeys(heads.shares, across.SHARES),
        units=frozenset(units),
        again=row,
    )
    return across.layout(table, answers, "wide")


def _labels(page: Page, heads: _Heads) -> dict[str, int]:
    """Field -> the column that holds it. Where no column is called a sector, those of texts left of the years are."""
    fields: dict[str, int] = {}
    body = range(heads.first, page.height)
    texts = {
        column: text
        for row in heads.rows
        for column, text in page.texts(row)
        if column not in heads.says and column not in heads.shares
    }
    for column, text in texts.items():
        name = header_rows.field_named(text)
        beside = name == "unit" and not any(header_rows.unit_of(page.text(row, column)) for row in body)
        if name and name not in ("value", "year") and not beside:  # else the name of the unit that stands beside it
            fields.setdefault(name, column)
    unknown = [
        column
        for column in range(min(heads.says))
        if column not in fields.values()
        and any(page.text(row, column) and not header_rows.numeric(page.text(row, column)) for row in body)
    ]
    several = len(unknown) > 1 or {"sector", "subsector"} & fields.keys()
    kinds = [column for column in unknown if other_figures.are_kinds([page.text(row, column) for row in body])]
    if several and kinds:
        fields["kind"] = kinds[0]
        unknown.remove(kinds[0])
    if not fields.keys() & {"sector", "macro_area", "subsector", "gpc_ref"}:
        fields |= dict(zip(("sector", "subsector"), unknown, strict=False))
    return fields


def _carriers_below(page: Page, row: int, years: Mapping[int, str]) -> dict[int, SheetCell]:
    """The carriers in a row right below the years that come back below each of them; the columns of labels may bear
    their names there."""
    texts = (
        [(column, text) for column, text in page.texts(row + 1) if column >= min(years)]
        if row + 1 < page.height
        else []
    )
    again = len({text for _, text in texts}) < len(texts)
    return (
        {column: page.cell(row + 1, column) for column, _ in texts}
        if again and all(header_rows.carrier(text) for _, text in texts)
        else {}
    )


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
