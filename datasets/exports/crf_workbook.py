"""One inventory in the GCoM common reporting tables: city facts, the summary, the flat table, and what has no place.

Sheets and column names are those of the reporting workbook of the Global Covenant of Mayors (eCRF).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analytics.factors.gases import CH4_ORIGINS, Gwp
from analytics.inventories.cells import ETS
from analytics.inventories.conversion import Conversion, ConvertedFigure, GivenElectricityFactor, converted
from analytics.inventories.frameworks import COVENANT, CRF, CRF_ROWS, GPC
from analytics.text.problems import Problem, Refused
from analytics.vocabulary import WEAKEST_FIRST, Approach, Method, Quantity
from datasets.exports import crf_facts, crf_rows, details_sheet, palette
from datasets.exports.crf_rows import SCOPES
from datasets.exports.holding import UNITS, Holding
from datasets.exports.matrix_sheet import THOUSAND
from datasets.exports.workbooks import head, put_number, put_text, saved, style
from datasets.intake.checking.stated import UNKNOWN
from datasets.intake.own_files.sheet_words import words
from datasets.reference import catalogue, factor_sources
from datasets.store import InventoryRow

SUMMARY = (
    "Direct Emissions",
    "Indirect emissions from the use of grid-supplied electricity",
    "Emissions occurring outside the city boundary as a result of in-city activities",
)
COMMENTS = (
    "Please explain any excluded sources, identify any emissions covered under an ETS and provide any other comments"
)
TOTALS = {
    "Stationary energy": "Total Stationary Energy",
    "Transportation": "Total Transport",
    "Waste": "Total Waste",
    "IPPU": "Total IPPU",
    "AFOLU": "Total AFOLU",
    "Generation of grid-supplied energy": "Total Generation of grid-supplied energy",
}
GRAND = "Total Emissions (excluding generation of grid-supplied energy)"
NO_GWP = "The columns are in t CO2e, and the inventory names no GWP set by which the tonnes of this gas are weighed."
CO2_ALONE = "CO2 alone: CH4 and N2O are not in these figures."
OF_ENERGY = "The tables have notation keys for emissions alone."
ALONE = (
    "They stand in rows without emissions, which a reader of the tables alone takes for emissions not estimated (NE)."
)
NOT_IN_TABLES = 'no: see "Not converted"'
UNSTATED = "Nobody has stated them here; their cells are blank."
COVERED = "{amount} t of industry covered by an ETS are in this row."
UNWEIGHED = (Quantity.CH4, Quantity.N2O)


@dataclass(frozen=True)
class Tables:
    """One inventory in the tables of the framework: its rows on file, and where each of them went."""

    holding: Holding
    year: int
    method: str
    rows: tuple[InventoryRow, ...]
    result: Conversion
    electricity: GivenElectricityFactor | None
    left: tuple[tuple[str, str], ...]
    flat: Sequence[crf_rows.Fields]


def newest(holding: Holding) -> Tables:
    """The tables of the newest inventory that has a place in them, by GPC before others. Raises Refused where none has,
    with the reasons."""
    with_emissions = {(row.year, row.method) for row in holding.rows if row.quantity != Quantity.ENERGY}
    order = sorted(with_emissions, key=lambda key: (key[0], key[1] == Method.GPC, key[1] == Method.COVENANT))
    reasons: list[str] = []
    for year, method in reversed(order):
        found = tables(holding, year, method)
        if found.result.cells:
            return found
        reasons += [why for _, why in found.left if why != UNSTATED]
    why = " ".join(dict.fromkeys(reasons)).removesuffix(".") or "it holds energy alone"
    raise Refused(
        Problem(
            "block",
            "no-place-in-crf",
            f"no inventory of {holding.city.name} that fits the tables: {why}",
            "emissions by sector",
            "Choose another year or format.",
        )
    )


def tables(holding: Holding, year: int, method: str) -> Tables:
    """An inventory moved to the framework. Electricity of a Covenant inventory is counted anew by the national factor,
    where the JRC has published one for the country and year; gases that are kept apart are weighed by the GWP set that
    the inventory names; what has no sure place is left out with the reason."""
    rows, about = holding.of(year, method), holding.about.get((year, method))
    gwp = factor_sources.gwp(about.gwp_set) if about and about.gwp_set != UNKNOWN else None
    weighed = tuple(_weighed(row, gwp) for row in rows if gwp or row.quantity not in UNWEIGHED)
    source = GPC if method == Method.GPC else COVENANT
    figures = [
        ConvertedFigure(
            (row.gpc_ref or row.sector) if source == GPC else row.sector,
            row.carrier,
            row.scope,
            row.quantity,
            row.value,
            row.notation_key,
            row.label,
        )
        for row in weighed
    ]
    grid = None if source == GPC else _grid(holding, year, method)
    result = converted(figures, source, CRF, grid)
    if source == GPC:
        result = crf_rows.by_label(result, weighed)
    left = [(f"{item.place} ({UNITS[Quantity(item.figure.quantity)]})", item.reason) for item in result.left_out]
    if not gwp:
        left += [(f"{row.sector}, {row.label} ({row.quantity})", NO_GWP) for row in rows if row.quantity in UNWEIGHED]
    gases = {row.quantity for row in weighed}
    if Quantity.CO2 in gases and gases.isdisjoint(UNWEIGHED):
        left.append((f"{year}, CH4 and N2O", CO2_ALONE))
    flat = crf_rows.rows(year, method, weighed, result, holding.graded)
    # What is said of energy in other words than on file, or not at all.
    placed = [weighed[at] for cell in result.cells if cell.quantity == Quantity.ENERGY for at in cell.members]
    keys = sum(row.notation_key is not None for row in placed)
    alone = sum(fields[crf_rows.KEY] is None and fields.keys().isdisjoint(crf_rows.GASES.values()) for fields in flat)
    left += [
        (f"{what}: {count}", why)
        for count, what, why in (
            (keys, "Notation keys of energy", OF_ENERGY),
            (alone, "Amounts of energy without emissions", ALONE),
        )
        if count
    ]
    blank = [name for name, value in crf_facts.known(holding, year, method).items() if value is None]
    left.append((f"{year}, general information: {'; '.join(blank)}", UNSTATED))
    return Tables(holding, year, method, weighed, result, grid, tuple(left), flat)


def _weighed(row: InventoryRow, gwp: Gwp | None) -> InventoryRow:
    """A row in the unit of the tables: CH4 and N2O in t CO2e."""
    if gwp is None or row.value is None or row.quantity not in UNWEIGHED:
        return row
    origin = CH4_ORIGINS.get(row.sector) if row.quantity == Quantity.CH4 else None
    return row._replace(value=row.value * gwp.of(row.quantity, origin))


def _grid(holding: Holding, year: int, method: str) -> GivenElectricityFactor | None:
    """The national factor of electricity; None where none is published for the country and year."""
    about = holding.about.get((year, method))
    approach = about.approach if about and about.approach != UNKNOWN else Approach.ACTIVITY_BASED.value
    found = {}
    source = ""
    for gas in ("CO2", "CO2e"):
        try:
            factor = catalogue.electricity_factor(holding.city.country_code, year, approach, gas)
        except Refused:
            continue  # said with each figure that it would have served
        found[gas], source = factor.value_t_per_mwh, f"{factor.source}, {factor.edition}"
    return GivenElectricityFactor(found, source) if found else None


def crf(found: Tables) -> bytes:
    """The workbook of one inventory, as .xlsx: eCRF_1, eCRF_2, eCRF_3, "Not converted" and the sheet of details, from
    which it is read back row by row as long as nobody changed it.

    Emissions in tonnes to the last digit, the totals of eCRF_2 as numbers, since the workbook holds no formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    tables = [book.create_sheet(f"eCRF_{number}") for number in (1, 2, 3)]
    crf_facts.draw(tables[0], crf_facts.known(found.holding, found.year, found.method))
    _summary(tables[1], found)
    crf_rows.draw(tables[2], found.flat)
    _not_converted(book, found)
    said, rows = words("en"), found.holding.of(found.year, found.method)
    placed = {at for cell in found.result.cells for at in cell.members}
    weighed = [row for row in rows if len(found.rows) == len(rows) or row.quantity not in UNWEIGHED]
    held = {id(row) for at, row in enumerate(weighed) if at in placed}
    details = details_sheet.draw(
        book,
        rows,
        said,
        lambda row: said("details:yes") if id(row) in held else NOT_IN_TABLES,
        found.holding.beside_row,
    )
    details_sheet.seal(details, tables)
    title = f"{found.holding.city.name} {found.year}: GCoM common reporting tables"
    return saved(book, title, "; ".join(found.holding.sources), found.holding.as_of)


def _summed(found: Tables, rows: Sequence[str]) -> dict[int, float | str]:
    """The columns of one line of the summary: exact sums of the emissions, or the key that leaves most open."""
    cells = [cell for cell in found.result.cells if cell.row in rows and cell.quantity != Quantity.ENERGY]
    columns: dict[int, float | str] = {}
    for scope in SCOPES:
        mine = [cell for cell in cells if cell.scope == scope]
        numbers = [cell.amount for cell in mine if cell.amount is not None]
        keys = {cell.key for cell in mine}
        if numbers:
            columns[scope] = fsum(numbers)
        elif keys:
            columns[scope] = str(next(key for key in WEAKEST_FIRST if key in keys))
    return columns


def _summary(sheet: Worksheet, found: Tables) -> None:
    put_number(sheet["A1"], found.year)
    style(sheet["A1"], ground=palette.BAND, ink=palette.PAPER, bold=True, size=14, across="left")
    head(sheet["A2"], "Sectors and Sub-Sectors", palette.BAND)
    for place, text in enumerate(SUMMARY):
        head(sheet.cell(2, 2 + 2 * place), text, palette.BAND)
        head(sheet.cell(3, 2 + 2 * place), "Emissions in tCO2e", palette.BAND)
        head(sheet.cell(3, 3 + 2 * place), "Notation key (if needed)", palette.BAND)
        sheet.merge_cells(start_row=2, end_row=2, start_column=2 + 2 * place, end_column=3 + 2 * place)
    head(sheet["H2"], COMMENTS, palette.BAND)
    sheet.merge_cells("A2:A3")
    row = 3
    for section, total in TOTALS.items():
        names = [code for code, item in CRF_ROWS.items() if item.section == section]
        for code in names:
            row += 1
            _line(sheet, row, code, _summed(found, [code]), total=False)
            if comments := _comments(found, code):
                put_text(sheet.cell(row, 8), " ".join(comments))
        row += 1
        _line(sheet, row, total, _summed(found, names), total=True)
    counted = [code for code, item in CRF_ROWS.items() if item.counted]
    _line(sheet, row + 1, GRAND, _summed(found, counted), total=True)
    for letter, width in zip("ABCDEFGH", (62, 16, 12, 16, 12, 16, 12, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[2].height = 46
    sheet.freeze_panes = "B4"


def _comments(found: Tables, code: str) -> list[str]:
    """What the framework wants explained of a row: its keys by scope, what an ETS covers, and gases that lack."""
    cells = [cell for cell in found.result.cells if cell.row == code and cell.quantity != Quantity.ENERGY]
    told = [
        f"{SCOPES[cell.scope]}: {why}"
        for cell in cells
        for why in crf_rows.explained(cell, [found.rows[at] for at in cell.members])
        if cell.scope
    ]
    covered = [found.rows[at].value for cell in cells for at in cell.members if found.rows[at].sector == ETS]
    if amounts := [value for value in covered if value is not None]:
        told.append(COVERED.format(amount=f"{fsum(amounts):,.1f}"))
    if any(cell.quantity == Quantity.CO2 for cell in cells) and (f"{found.year}, CH4 and N2O", CO2_ALONE) in found.left:
        told.append(CO2_ALONE)
    return list(dict.fromkeys(told))


def _line(sheet: Worksheet, row: int, name: str, columns: dict[int, float | str], total: bool) -> None:
    ground = palette.GROUP if total else None
    put_text(sheet.cell(row, 1), name)
    for place in range(1, 9):
        style(sheet.cell(row, place), ground=ground, bold=total, border=True)
    for scope, value in columns.items():
        if isinstance(value, str):
            put_text(sheet.cell(row, 2 * scope + 1), value)
        else:
            cell = sheet.cell(row, 2 * scope)
            put_number(cell, value)
            cell.number_format = "#,##0" if abs(value) >= THOUSAND else "General"


def _not_converted(book: Workbook, found: Tables) -> None:
    """What the tables do not hold, what was counted anew, and what lost something on the way."""
    sheet = book.create_sheet("Not converted")
    source = found.electricity.source if found.electricity else ""
    rows = [("left out", what, why) for what, why in found.left]
    rows += [
        (
            "counted anew",
            item.place,
            f"{item.before_t!r} t became {item.after_t!r} t: {item.mwh!r} MWh times {item.t_per_mwh!r} t/MWh, {source}",
        )
        for item in found.result.recomputed
    ]
    rows += [("lost on the way", reason.place, reason.message) for reason in found.result.reasons]
    for column, name in enumerate(("What happened", "Figure", "Why"), start=1):
        head(sheet.cell(1, column), name, palette.BAND)
    for row, texts in enumerate(rows or [("nothing", "", "Every figure has its place.")], start=2):
        for column, text in enumerate(texts, start=1):
            put_text(sheet.cell(row, column), text)
            style(sheet.cell(row, column), wrap=True, down="top")
    for letter, width in (("A", 18), ("B", 60), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
