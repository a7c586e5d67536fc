"""The Covenant matrix as a sheet: sectors down, carriers across, with what the inventory says of itself above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analytics.vocabulary import Approach, Method, NotationKey
from datasets.exports import palette
from datasets.exports.workbooks import head, landscape, put_number, put_text, style
from datasets.intake.own_files.sheet_words import SheetWords

GROUPS: dict[str, tuple[str, ...]] = {
    "group:buildings": (
        "municipal_buildings",
        "public_lighting",
        "tertiary",
        "residential",
        "industry_non_ets",
        "industry_ets",
        "buildings",
    ),
    "group:transport": (
        "municipal_fleet",
        "public_transport",
        "private_transport",
        "navigation",
        "aviation",
        "off_road",
        "transport",
    ),
    "group:more": ("agriculture",),
    "group:non_energy": ("waste", "wastewater", "other"),
}
"""The rows of the action-plan template of the Covenant of Mayors, in its order."""
NON_ENERGY = "group:non_energy"
COLUMNS: tuple[str, ...] = (
    "electricity",
    "heat_cold",
    "natural_gas",
    "liquid_gas",
    "heating_oil",
    "diesel",
    "gasoline",
    "lignite",
    "coal",
    "other_fossil",
    "plant_oil",
    "biofuel",
    "other_biomass",
    "solar_thermal",
    "geothermal",
)
"""The columns of the same template, in its order."""
KEYS = tuple(str(key) for key in NotationKey)
CHOICES = {
    "gwp": ("SAR", "AR4", "AR5", "AR6"),
    "approach": tuple(str(choice) for choice in Approach),
    "method": tuple(str(choice) for choice in Method),
}
"""What the cells of the head may choose from. The lists stand inside the rules: a hidden sheet for them would have to
be explained to everybody who takes the file in."""
META = ("city", "year", "inhabitants", "method", "gwp", "approach", "source")
LEGEND, FIRST_META, META_FROM, META_TO = 4, 6, "B", "F"
CM_PER_INCH = 2.54
THOUSAND = 1000
"""From here on a number is shown in whole units with its thousands parted; below with all its digits."""
FIRST_FORMAT = 164
"""The first number that a workbook may give to a format of its own."""


@dataclass(frozen=True)
class Matrix:
    """One sheet. ``meta`` holds what is known of META, None for a cell to be filled in; ``cells`` holds numbers and
    notation keys by sector and carrier; ``groups`` and ``carriers`` name the rows and columns.

    ``signed`` lets a number be negative.
    """

    name: str
    title: str
    unit: str
    groups: Mapping[str, Sequence[str]]
    carriers: Sequence[str | None]
    meta: Mapping[str, str | int | float | None]
    cells: Mapping[tuple[str, str | None], float | str] = field(default_factory=dict)
    signed: bool = False


def draw(book: Workbook, matrix: Matrix, words: SheetWords) -> None:
    """Add a matrix to a workbook as its next sheet."""
    sheet = book.create_sheet(matrix.name)
    last = 1 + len(matrix.carriers)
    for row in (1, 2):
        for column in range(1, last + 1):
            style(sheet.cell(row, column), ground=palette.BAND)
    put_text(sheet["A1"], f"{matrix.title} ({matrix.unit})")
    style(sheet["A1"], ground=palette.BAND, ink=palette.PAPER, size=18, bold=True, indent=1)
    put_text(sheet["A2"], words("subtitle"))
    style(sheet["A2"], ground=palette.BAND, ink=palette.PAPER, size=10, indent=1, down="top")
    for row, height in ((1, 32), (2, 20), (LEGEND - 1, 8), (FIRST_META - 1, 8)):
        sheet.row_dimensions[row].height = height
    sheet.sheet_view.showGridLines = False
    below = _meta(sheet, matrix, words)
    _legend(sheet, words)
    first = _body(sheet, matrix, words, below + 1)
    _pages(sheet, first, last, words)


def _meta(sheet: Worksheet, matrix: Matrix, words: SheetWords) -> int:
    """What the inventory says of itself, a row each, ending with the unit. Returns the row below."""
    row = FIRST_META
    for key in (*matrix.meta, "unit"):
        label, cell = sheet[f"A{row}"], sheet[f"{META_FROM}{row}"]
        put_text(label, words(f"meta:{key}"))
        style(label, bold=True, across="right", indent=1)
        fixed = key == "unit"
        for found in sheet[f"{META_FROM}{row}:{META_TO}{row}"][0]:
            ground = palette.FIXED if fixed else palette.INPUT
            look = {"ground": ground, "border": True, "across": "left", "indent": 1, "wrap": key == "source"}
            style(found, **look, locked=fixed or found.column_letter != META_FROM)
        sheet.merge_cells(f"{META_FROM}{row}:{META_TO}{row}")
        value = matrix.unit if fixed else matrix.meta[key]
        if isinstance(value, str):
            put_text(cell, value)
        elif value is not None:
            put_number(cell, value)
            cell.number_format = "0" if key == "year" else "#,##0"
        if not fixed:
            _choices(sheet, cell.coordinate, key, words)
        sheet.row_dimensions[row].height = 36 if key == "source" else 19
        row += 1
    return row


def _choices(sheet: Worksheet, place: str, key: str, words: SheetWords) -> None:
    """What a cell of the head takes: a year, a number of people, one of a list."""
    if key == "year":
        rule, said = DataValidation("whole", "1990", "2060", operator="between"), words("error:year")
    elif key == "inhabitants":
        rule, said = DataValidation("decimal", "0", operator="greaterThan"), words("error:inhabitants")
    elif key in CHOICES:
        rule, said = DataValidation("list", f'"{",".join(CHOICES[key])}"'), words("error:list")
    else:
        return
    rule.allow_blank, rule.showErrorMessage, rule.error, rule.errorTitle = True, True, said, words(f"meta:{key}")
    sheet.add_data_validation(rule)
    rule.add(place)


def _legend(sheet: Worksheet, words: SheetWords) -> None:
    """The meaning of the grounds and keys, in a row of its own: beside a label it would be taken for its value."""
    grounds = (("colour:input", palette.INPUT), ("colour:fixed", palette.FIXED), ("colour:key", palette.KEYED))
    for column, (key, ground) in enumerate(grounds):
        swatch, text = sheet.cell(LEGEND, 2 + 2 * column), sheet.cell(LEGEND, 3 + 2 * column)
        style(swatch, ground=ground, border=True)
        put_text(text, words(key))
        style(text, ink=palette.SOFT, size=9, indent=1)
    keys = sheet.cell(LEGEND, 9)
    put_text(keys, words("short:keys"))
    style(keys, ink=palette.SOFT, size=9)
    sheet.row_dimensions[LEGEND].height = 18


def _body(sheet: Worksheet, matrix: Matrix, words: SheetWords, row: int) -> int:
    """The head of the columns and the rows. Returns the row of the head."""
    first = row
    sheet.row_dimensions[row - 1].height = 8
    head(sheet.cell(row, 1), words("column:sector"), palette.BAND)
    for column, carrier in enumerate(matrix.carriers, start=2):
        head(sheet.cell(row, column), words.carrier(carrier), palette.BAND, "center")
    sheet.row_dimensions[row].height = 46
    ranges = []
    for group, sectors in matrix.groups.items():
        row += 1
        put_text(sheet.cell(row, 1), words(group))
        for column in range(1, len(matrix.carriers) + 2):
            style(sheet.cell(row, column), ground=palette.GROUP, bold=True, border=True)
        for sector in sectors:
            row += 1
            _row(sheet, matrix, words, row, sector)
        ranges.append((row - len(sectors) + 1, row))
        for place in range(row - len(sectors), row + 1):
            sheet.row_dimensions[place].height = 24
    _rules(sheet, matrix, words, ranges)
    return first


def _row(sheet: Worksheet, matrix: Matrix, words: SheetWords, row: int, sector: str) -> None:
    put_text(sheet.cell(row, 1), words.sector(sector))
    style(sheet.cell(row, 1), ground=palette.FIXED, border=True, indent=2)
    for column, carrier in enumerate(matrix.carriers, start=2):
        cell = sheet.cell(row, column)
        style(cell, ground=palette.INPUT, border=True, across="right", locked=False)
        value = matrix.cells.get((sector, carrier))
        if isinstance(value, str):
            put_text(cell, value)
        elif value is not None:
            put_number(cell, value)


def _rules(sheet: Worksheet, matrix: Matrix, words: SheetWords, ranges: Sequence[tuple[int, int]]) -> None:
    """What the cells of the matrix take, and the ground of those that hold a key."""
    last, first = get_column_letter(1 + len(matrix.carriers)), f"B{ranges[0][0]}"
    number = f"ISNUMBER({first})" if matrix.signed else f"AND(ISNUMBER({first}),{first}>=0)"
    known = ",".join(f'{first}="{key}"' for key in KEYS)
    rule = DataValidation("custom", f"OR({number},{known})", allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = words("error:title"), words("error:signed" if matrix.signed else "error:value")
    sheet.add_data_validation(rule)
    places = " ".join(f"B{begin}:{last}{end}" for begin, end in ranges)
    for place in places.split():
        rule.add(place)
    tint = DifferentialStyle(
        font=Font(bold=True, color=palette.rgb(palette.INK)),
        fill=PatternFill("solid", bgColor=palette.rgb(palette.KEYED)),
    )
    grouped = DifferentialStyle(numFmt=NumberFormat(numFmtId=FIRST_FORMAT, formatCode="#,##0"))
    looks = ((tint, f"OR({known})"), (grouped, f"AND(ISNUMBER({first}),ABS({first})>={THOUSAND})"))
    for look, holds in looks:
        sheet.conditional_formatting.add(places, Rule(type="expression", dxf=look, formula=[holds]))


def _pages(sheet: Worksheet, head_row: int, last: int, words: SheetWords) -> None:
    """Widths, frozen panes, protection without a password, and one page across on landscape A4."""
    sheet.column_dimensions["A"].width = 47
    for column in range(2, last + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 11.6
    sheet.freeze_panes = f"B{head_row + 1}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    landscape(sheet, head_row)
    margins = sheet.page_margins
    margins.left = margins.right = 1 / CM_PER_INCH
    margins.top, margins.bottom, margins.footer = 1.2 / CM_PER_INCH, 1.8 / CM_PER_INCH, 0.8 / CM_PER_INCH
    footer: Any = sheet.oddFooter
    footer.left.text, footer.right.text = "&A", f"{words('print:page')} &P / &N"
