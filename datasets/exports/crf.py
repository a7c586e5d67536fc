"""One inventory in the GCoM common reporting tables: city facts, the summary, the flat table, and what has no place.

Sheets and column names are those of the reporting workbook of the Global Covenant of Mayors (eCRF).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from analytics.inventories import frameworks
from analytics.inventories.conversion import Conversion, ElectricityFactor, Figure, converted
from analytics.inventories.frameworks import COVENANT, CRF, CRF_ROWS, DIRECT, GPC, INDIRECT, OUTSIDE
from analytics.problems import Problem, Refused
from analytics.vocabulary import CARRIERS, NOTATION_KEY_NAMES, Approach, Method, NotationKey, Quantity
from datasets import catalogue
from datasets.exports import palette
from datasets.exports.holding import UNITS, Holding
from datasets.exports.matrix import THOUSAND
from datasets.exports.workbooks import head, put_number, put_text, saved, style
from datasets.store import Line

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FACTS = (
    "Name of city", "Country", "Region", "City ID (GeoNames)", "City coordinate", "Inventory year",
    "Geographic boundary", "Heating degree days (HDD, °C)", "Cooling degree days (CDD, °C)",
    "Land area (km2) within city boundary", "Resident population within city boundary",
    "GDP (US$) of economic activity within city boundary", "Type of economy", "Climate", "Other information",
    "Inventory tool used", "GPC reporting level", "Greenhouse gases included in inventory",
    "Global Warming Potential",
)  # fmt: skip
SCOPES = {DIRECT: "Direct emissions", INDIRECT: "Indirect emissions", OUTSIDE: "Outside city boundary"}
SUMMARY = (
    "Direct Emissions",
    "Indirect emissions from the use of grid-supplied electricity",
    "Emissions occurring outside the city boundary as a result of in-city activities",
)
COMMENTS = (
    "Please explain any excluded sources, identify any emissions covered under an ETS and provide any other comments"
)
FLAT = (
    "Inventory year", "GPC ref. no.", "CRF - Sector", "CRF - Sub-sector", "Scope", "Fuel type or activity",
    "Notation key", "Activity data - Amount", "Activity data - Unit", "Activity data - Description and Methodology",
    "Activity data - Source", "Activity data - Data Quality", "Emission factor - Unit", "Emission factor - CO2",
    "Emission factor - CH4", "Emission factor - N2O", "Emission factor - Total CO2e", "Emission factor - Biogenic CO2",
    "Emission factor - Oxidation factor", "Emission factor - Year", "Emission factor - Scale",
    "Emission factor - Description", "Emission factor - Source", "Emission factor - Data Quality",
    "GHGs (metric tonnes CO2e) - CO2", "GHGs (metric tonnes CO2e) - CH4", "GHGs (metric tonnes CO2e) - N2O",
    "GHGs (metric tonnes CO2e) - Total CO2e", "GHGs (metric tonnes CO2e) - Biogenic CO2",
    "Activity data conversion - original activity", "Activity data conversion - original unit",
    "Activity data conversion - conversion value", "Activity data conversion - override used?",
)  # fmt: skip
TOTALS = {
    "Stationary energy": "Total Stationary Energy",
    "Transportation": "Total Transport",
    "Waste": "Total Waste",
    "IPPU": "Total IPPU",
    "AFOLU": "Total AFOLU",
    "Generation of grid-supplied energy": "Total Generation of grid-supplied energy",
}
GRAND = "Total Emissions (excluding generation of grid-supplied energy)"
GASES = {Quantity.CO2: "GHGs (metric tonnes CO2e) - CO2", Quantity.CO2E: "GHGs (metric tonnes CO2e) - Total CO2e"}
NO_GWP = "The column is in t CO2e, and the tonnes of this gas are kept without a warming potential."
CO2_ALONE = "CO2 alone: CH4 and N2O are not in these figures."
UNWEIGHED = (Quantity.CH4, Quantity.N2O)
WORST_FIRST = (NotationKey.NE, NotationKey.IE, NotationKey.C, NotationKey.NO)


@dataclass(frozen=True)
class Tables:
    """One inventory in the tables of the framework: its rows on file, and where each of them went."""

    holding: Holding
    year: int
    method: str
    lines: tuple[Line, ...]
    result: Conversion
    electricity: ElectricityFactor | None
    left: tuple[tuple[str, str], ...]


def newest(holding: Holding) -> Tables:
    """The tables of the newest inventory that has a place in them, by GPC before others. Raises Refused where none has,
    with the reasons."""
    with_emissions = {(line.year, line.method) for line in holding.lines if line.quantity != Quantity.ENERGY}
    order = sorted(with_emissions, key=lambda key: (key[0], key[1] == Method.GPC, key[1] == Method.COVENANT))
    reasons: list[str] = []
    for year, method in reversed(order):
        found = tables(holding, year, method)
        if found.result.cells:
            return found
        reasons += [why for _, why in found.left]
    why = " ".join(dict.fromkeys(reasons)).removesuffix(".") or "it holds energy alone"
    raise Refused(
        Problem(
            "block", "no-place-in-crf", f"no inventory of {holding.city.name} that fits the tables: {why}",
            "emissions by sector", "Choose another year or format.",
        )
    )  # fmt: skip


def tables(holding: Holding, year: int, method: str) -> Tables:
    """An inventory moved to the framework. Electricity of a Covenant inventory is counted anew by the national factor,
    where the JRC has published one for the country and year; what has no sure place is left out with the reason."""
    lines = holding.of(year, method)
    weighed = tuple(line for line in lines if line.quantity not in UNWEIGHED)
    source = GPC if method == Method.GPC else COVENANT
    figures = [
        Figure(
            (line.gpc_ref or line.sector) if source == GPC else line.sector, line.carrier, line.scope, line.quantity,
            line.value, line.notation_key, line.label,
        )
        for line in weighed
    ]  # fmt: skip
    grid = None if source == GPC else _grid(holding, year, method)
    result = converted(figures, source, CRF, grid)
    left = [(f"{item.place} ({UNITS[Quantity(item.figure.quantity)]})", item.reason) for item in result.left_out]
    left += [(f"{line.sector}, {line.label} ({line.quantity})", NO_GWP) for line in lines if line not in weighed]
    if any(line.quantity == Quantity.CO2 for line in weighed):
        left.append((f"{year}, CH4 and N2O", CO2_ALONE))
    return Tables(holding, year, method, weighed, result, grid, tuple(left))


def _grid(holding: Holding, year: int, method: str) -> ElectricityFactor | None:
    """The national factor of electricity; None where none is published for the country and year."""
    about = holding.about.get((year, method))
    approach = about.approach if about and about.approach != "unknown" else Approach.ACTIVITY_BASED.value
    found = {}
    source = ""
    for gas in ("CO2", "CO2e"):
        try:
            factor = catalogue.electricity_factor(holding.city.country_code, year, approach, gas)
        except Refused:
            continue  # said with each figure that it would have served
        found[gas], source = factor.value_t_per_mwh, f"{factor.source}, {factor.edition}"
    return ElectricityFactor(found, source) if found else None


def crf(found: Tables) -> bytes:
    """The workbook of one inventory, as .xlsx: eCRF_1, eCRF_2, eCRF_3 and "Not converted".

    Emissions in tonnes to the last digit, the totals of eCRF_2 as numbers, since the workbook holds no formula.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _facts(book.create_sheet("eCRF_1"), found)
    _summary(book.create_sheet("eCRF_2"), found)
    _flat(book.create_sheet("eCRF_3"), found)
    _not_converted(book, found)
    title = f"{found.holding.city.name} {found.year}: GCoM common reporting tables"
    return saved(book, title, "; ".join(found.holding.sources), found.holding.as_of)


def _facts(sheet: Worksheet, found: Tables) -> None:
    city, key = found.holding.city, (found.year, found.method)
    people, about = found.holding.population.get(key), found.holding.about.get(key)
    emissions = [line for line in found.lines if line.quantity != Quantity.ENERGY]
    known: dict[str, str | float | None] = {
        "Name of city": city.name,
        "Country": city.country,
        "City coordinate": None if city.latitude is None else f"{city.latitude}, {city.longitude}",
        "Inventory year": found.year,
        "Resident population within city boundary": people.inhabitants if people else None,
        "Greenhouse gases included in inventory": ", ".join(
            dict.fromkeys("CO2e" if line.quantity == Quantity.CO2E else line.quantity.upper() for line in emissions)
        ),
        "GPC reporting level": "BASIC" if found.method == Method.GPC else None,
        "Other information": f"Approach: {about.approach}" if about and about.approach != "unknown" else None,
        "Global Warming Potential": about.gwp_set if about and about.gwp_set != "unknown" else None,
    }
    put_text(sheet["B1"], "Type")
    for row, fact in enumerate(FACTS, start=2):
        if row in (2, 2 + FACTS.index("Inventory tool used")):
            put_text(sheet[f"A{row}"], "Boundary" if row == 2 else "Inventory")
            style(sheet[f"A{row}"], bold=True)
        put_text(sheet[f"B{row}"], fact)
        style(sheet[f"B{row}"], ground=palette.GROUP, border=True)
        value = known.get(fact)
        style(sheet[f"C{row}"], border=True, across="left")
        if isinstance(value, str):
            put_text(sheet[f"C{row}"], value)
        elif value is not None:
            put_number(sheet[f"C{row}"], value)
    for letter, width in (("A", 12), ("B", 52), ("C", 48)):
        sheet.column_dimensions[letter].width = width


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
            columns[scope] = str(next(key for key in WORST_FIRST if key in keys))
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
            if any(cell.row == code and cell.quantity == Quantity.CO2 for cell in found.result.cells):
                put_text(sheet.cell(row, 8), CO2_ALONE)
        row += 1
        _line(sheet, row, total, _summed(found, names), total=True)
    counted = [code for code, item in CRF_ROWS.items() if item.counted]
    _line(sheet, row + 1, GRAND, _summed(found, counted), total=True)
    for letter, width in zip("ABCDEFGH", (62, 16, 12, 16, 12, 16, 12, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[2].height = 46
    sheet.freeze_panes = "B4"


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


def _flat(sheet: Worksheet, found: Tables) -> None:
    from openpyxl.utils import get_column_letter

    for column, name in enumerate(FLAT, start=1):
        head(sheet.cell(1, column), name, palette.BAND)
        sheet.column_dimensions[get_column_letter(column)].width = 17
    sheet.row_dimensions[1].height = 46
    sheet.freeze_panes = "C2"
    for row, fields in enumerate(_flat_rows(found), start=2):
        for name, value in fields.items():
            cell = sheet.cell(row, FLAT.index(name) + 1)
            if isinstance(value, str):
                put_text(cell, value)
            elif value is not None:
                put_number(cell, value)


def _flat_rows(found: Tables) -> list[dict[str, str | float | None]]:
    """One row a figure on file where it kept its figure; one a place where figures were joined or counted anew."""
    energy = {
        (cell.row, cell.scope, cell.carrier): cell.amount
        for cell in found.result.cells
        if cell.quantity == Quantity.ENERGY and cell.amount is not None
    }
    rows = []
    told = set()
    for cell in found.result.cells:
        if cell.quantity == Quantity.ENERGY:
            continue
        place = (cell.row, cell.scope, cell.carrier)
        if found.method == Method.GPC and cell.members:
            rows += [_flat_row(found, cell, found.lines[at]) for at in cell.members]
            continue
        rows.append(_flat_row(found, cell, None))
        if place in energy and place not in told:
            rows[-1] |= {"Activity data - Amount": energy[place], "Activity data - Unit": "MWh"}
            told.add(place)
    return rows


def _flat_row(found: Tables, cell: Figure, line: Line | None) -> dict[str, str | float | None]:
    section, _, name = cell.row.partition(" > ")
    amount, key = (line.value, line.notation_key) if line else (cell.amount, cell.key)
    activity = CARRIERS[cell.carrier].name if cell.carrier else ""
    if key is not None:
        activity = activity or NOTATION_KEY_NAMES[NotationKey(key)].capitalize()
    sources = dict.fromkeys(found.lines[at].source for at in cell.members) if line is None else {line.source: None}
    return {
        "Inventory year": found.year,
        "GPC ref. no.": line.gpc_ref if line else frameworks.to_gpc(cell.row, cell.carrier, cell.scope).row,
        "CRF - Sector": section,
        "CRF - Sub-sector": name,
        "Scope": SCOPES[cell.scope] if cell.scope else "",
        "Fuel type or activity": activity,
        "Notation key": key,
        "Activity data - Description and Methodology": line.label if line else None,
        "Activity data - Source": "; ".join(sources),
        GASES[Quantity(cell.quantity)]: amount,
    }


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
