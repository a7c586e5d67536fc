"""Our own workbook to fill in: the Covenant matrix, empty, in the language of the city."""

from __future__ import annotations

from openpyxl import Workbook

from datasets.exports import matrix_sheet, palette
from datasets.exports.matrix_sheet import COLUMNS, GROUPS, META, NON_ENERGY, Matrix
from datasets.exports.workbooks import landscape, put_text, saved, style
from datasets.intake.own_files.sheet_words import SheetWords, words

NOTES = ("cells", "blank", "units", "year", "codes", "totals", "protection")


def template(language: str, city: str | None = None, year: int | None = None) -> bytes:
    """The workbook to fill in, as .xlsx; energy in MWh and emissions in t CO2e of one city and year.

    ``city`` and ``year`` are written into it where they are given. It holds no formula and no macro; its sheets are
    protected without a password, but for the cells to fill in. The same request gives the same bytes. Raises Refused
    for a language that is not one of ``words.LANGUAGES``.
    """
    said = words(language)
    book = Workbook()
    book.remove(book.worksheets[0])
    known: dict[str, str | int | float | None] = {**dict.fromkeys(META), "city": city, "year": year}
    energy = {group: sectors for group, sectors in GROUPS.items() if group != NON_ENERGY}
    short = {key: known[key] for key in ("city", "year", "source")}
    matrix_sheet.draw(book, Matrix(*_names(said, "energy", "MWh"), energy, COLUMNS, known), said)
    matrix_sheet.draw(
        book, Matrix(*_names(said, "emissions", "t CO2e"), GROUPS, (*COLUMNS, None), short, signed=True), said
    )
    notes(book, said)
    return saved(book, said("subtitle"), said("note:cells"), None)


def _names(said: SheetWords, table: str, unit: str) -> tuple[str, str, str]:
    return f"{said(f'sheet:{table}')} ({unit})", said(f"title:{table}"), unit


def notes(book: Workbook, said: SheetWords) -> None:
    """Add the sheet that explains keys, colours and protection."""
    sheet = book.create_sheet(said("sheet:notes"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 105
    sheet.sheet_view.showGridLines = False
    for column in "AB":
        style(sheet[f"{column}1"], ground=palette.BAND)
    put_text(sheet["A1"], said("note:how"))
    style(sheet["A1"], ground=palette.BAND, ink=palette.PAPER, size=18, bold=True, indent=1)
    sheet.row_dimensions[1].height = 30
    lines: list[tuple[str, str | None, str]] = [(str(place), None, said(f"note:{key}")) for place, key in _numbered()]
    lines.append(("", palette.GROUP, said("note:keys")))
    lines += [(key, palette.KEYED, said(f"key:{key}")) for key in matrix_sheet.KEYS]
    lines.append(("", palette.GROUP, said("note:colours")))
    lines += [
        ("", ground, said(f"colour:{name}"))
        for name, ground in (("input", palette.INPUT), ("fixed", palette.FIXED), ("key", palette.KEYED))
    ]
    for row, (mark, ground, text) in enumerate(lines, start=3):
        title = ground == palette.GROUP
        put_text(sheet[f"A{row}"], text if title else mark)
        style(sheet[f"A{row}"], ground=ground, bold=True, across="left" if title else "center", border=not title)
        if title:
            style(sheet[f"B{row}"], ground=ground)
        else:
            put_text(sheet[f"B{row}"], text)
            style(sheet[f"B{row}"], wrap=True, indent=1)
        sheet.row_dimensions[row].height = 34 if len(text) > 110 else 21
    sheet.protection.sheet = True
    landscape(sheet, 1)


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(NOTES, start=1))
