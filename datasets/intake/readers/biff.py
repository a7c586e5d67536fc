"""The marks of an old Excel workbook (.xls): errors, hidden rows and number formats, which the library that reads its
values loses: without them an error is a blank, and 5 % is 0.05. xlrd knows them, and takes four times as long.

Which letters of a text have which font is not read: an old workbook with a font above the line or struck through is
refused, since saved as .xlsx it says so itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlrd

from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.intake.readers.archive import SAVE_ANEW, protected
from datasets.intake.readers.marks import Marks
from datasets.intake.readers.number_formats import Letters

_ABOVE = 1
_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def marks(data: bytes, letters: Letters) -> dict[str, Marks]:
    """The marks of every sheet by its name. Raises Refused where there is a password, and where a footnote may look
    like a digit, or deleted text like text; and what xlrd raises of a broken file."""
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,  # it sees some in sound containers of other writers
            logfile=io.StringIO(),  # the standard output is for the answer
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise protected() from error
        raise
    if any(font.struck_out or font.escapement == _ABOVE for font in book.font_list):
        raise blocked(
            "raised-text",
            Sentence("an old workbook (.xls) with text that is set above the line or struck through"),
            "a workbook that tells such text from digits",
            SAVE_ANEW,
        )
    formats = [book.format_map.get(style.format_key) for style in book.xf_list]
    codes = {str(style): found.format_str for style, found in enumerate(formats) if found}
    own = {int(style): letter for style, letter in letters.of_codes(codes).items()}
    return {sheet.name: _of_sheet(sheet, own) for sheet in book.sheets()}


def _of_sheet(sheet: Any, letters: Mapping[int, str]) -> Marks:
    found = Marks(hidden={row for row, about in sheet.rowinfo_map.items() if about.hidden})
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
                found.cells[row, column] = ("e", text)
            elif letters and kind in _NUMBERS and (letter := letters.get(sheet.cell_xf_index(row, column))):
                found.shown[row] = (*found.shown.get(row, ()), (column, letter))
    return found
