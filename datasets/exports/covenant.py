"""A city's inventories in the shape of the Covenant template, every number exact and every key in its place."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from analytics.inventories.inventory import in_total
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Method, Quantity
from datasets.exports import details_sheet, matrix_sheet, palette
from datasets.exports.holding import UNITS, Holding
from datasets.exports.matrix_sheet import COLUMNS, GROUPS, Matrix
from datasets.exports.template import notes
from datasets.exports.workbooks import put_text, saved, style
from datasets.intake.own_files.details import table_of
from datasets.intake.own_files.sheet_words import SheetWords, words
from datasets.store import InventoryRow

LONGEST_NAME = 31
EMPTY = "None of its rows counts in the total, and what is said of it above a table is lost; take the long table."


def covenant(holding: Holding, language: str = "en") -> bytes:
    """The inventories of a city as a workbook in the shape of the template, as .xlsx.

    A sheet for each year, method and quantity: energy in MWh, gases in tonnes. A cell is the exact sum of its rows,
    or their notation key. Only rows that count in the total stand there (BASIC for GPC); the sheet of details holds
    every row with its label, scope and GPC reference, and says which ones the tables leave out.
    """
    said = words(language)
    book = Workbook()
    book.remove(book.worksheets[0])
    for year, method in holding.inventories:
        mine = holding.of(year, method)
        for quantity in Quantity:
            rows = [row for row in mine if row.quantity == quantity]
            if any(map(counts, rows)):
                matrix_sheet.draw(book, _matrix(holding, rows, said), said)
    with_number = {_place(row) for row in holding.rows if row.value is not None and counts(row)}

    def told(row: InventoryRow) -> str:
        """Whether the tables hold a row."""
        beside = row.value is None and _place(row) in with_number
        return said("details:outside" if not counts(row) else "details:beside" if beside else "details:yes")

    details = details_sheet.draw(book, holding.rows, said, told, holding.beside_row, holding.city.country)
    put_text(details["A2"], said("details:scope"))
    style(details["A2"], ink=palette.SOFT, italic=True)
    details_sheet.seal(details, book.worksheets[:-1])
    notes(book, said)
    return saved(book, f"{holding.city.name}: {said('subtitle')}", "; ".join(holding.sources), holding.as_of)


def left(holding: Holding) -> list[tuple[str, str]]:
    """What the tables of the workbook do not show, and why. All of it stands on the sheet of details, which is read
    back as long as nobody changed it."""
    outside = [row for row in holding.rows if not counts(row)]
    bare = [key for key in holding.inventories if not any(map(counts, holding.of(*key)))]
    numbered = {_place(row) for row in holding.rows if row.value is not None and counts(row)}
    shown: dict[tuple[object, ...], set[str | None]] = {}
    for row in holding.rows:
        if row.value is None and counts(row):
            shown.setdefault(_place(row), set()).add(row.notation_key)
    found = [(f"{len(outside)} rows outside the total", "They are on the sheet of details alone.")] if outside else []
    found += [(f"{year}, {METHOD_NAMES[Method(method)]}: an inventory without a table", EMPTY) for year, method in bare]
    beside = sum(place in numbered for place in shown)
    if beside:
        found.append((f"keys beside numbers in {beside} cells", "The cell shows the sum, the details the keys."))
    several = sum(len(keys) > 1 for place, keys in shown.items() if place not in numbered)
    if several:
        found.append((f"different keys in {several} cells", "The cell shows the weakest, the details all of them."))
    return found


def counts(row: InventoryRow) -> bool:
    """Whether a row counts in the total of its inventory, and so in the table."""
    return in_total(row.gpc_ref, row.sector, row.method)


def _matrix(holding: Holding, rows: Sequence[InventoryRow], said: SheetWords) -> Matrix:
    year, method, quantity = rows[0].year, rows[0].method, rows[0].quantity
    table, unit = ("energy" if quantity == Quantity.ENERGY else "emissions"), UNITS[Quantity(quantity)]
    people, about = holding.population.get((year, method)), holding.about.get((year, method))
    counted = [row for row in rows if counts(row)]
    cells = table_of(counted)
    suffix = "" if method == Method.COVENANT else f" {method}"
    return Matrix(
        name=f"{said(f'sheet:{table}')} ({unit}) {year}{suffix}"[:LONGEST_NAME],
        title=f"{holding.city.name} {year}: {said(f'title:{table}')}",
        unit=unit,
        groups=_groups({sector for sector, _ in cells}, table),
        carriers=_carriers({carrier for _, carrier in cells}, table),
        meta={
            "city": holding.city.name,
            "year": year,
            "inhabitants": people.inhabitants if people else None,
            "method": method,
            "gwp": about.gwp_set if about and about.gwp_set != "unknown" else None,
            "approach": about.approach if about and about.approach != "unknown" else None,
            "source": "; ".join(dict.fromkeys(row.source for row in counted)),
        },
        cells=cells,
        signed=table == "emissions",
    )


def _groups(used: set[str], table: str) -> dict[str, tuple[str, ...]]:
    """The rows of the template, and below them the sectors of this inventory that it does not have."""
    groups = {
        group: sectors
        for group, sectors in GROUPS.items()
        if group != matrix_sheet.NON_ENERGY or table == "emissions" or used & set(sectors)
    }
    known = {sector for sectors in groups.values() for sector in sectors}
    further = tuple(code for code in SECTORS if code in used - known)
    return {**groups, "group:further": further} if further else groups


def _carriers(used: set[str | None], table: str) -> tuple[str | None, ...]:
    """The columns of the template and those that this inventory needs besides, what has no carrier last."""
    further = tuple(code for code in CARRIERS if code in used and code not in COLUMNS)
    return (*COLUMNS, *further, *((None,) if None in used or table == "emissions" else ()))


def _place(row: InventoryRow) -> tuple[object, ...]:
    return row.year, row.method, row.quantity, row.sector, row.carrier
