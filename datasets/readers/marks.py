"""What a workbook says of its cells beside their values: errors, formulas without a result, hidden rows, merged cells.

The library that reads the values gives a blank for an error and for a formula that was never calculated, and does not
tell hidden rows. They are found here in the XML of a part (ECMA-376 part 1, chapter 18; OpenDocument 1.3, part 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from analytics.sentences import Sentence

STEP = 1 << 20


@dataclass
class Marks:
    """The marks of one sheet. ``cells`` holds by (row, column), counted from 0, the kind ("e" or "f", or "" for a
    result that is an empty text) and the text that the cell shows."""

    cells: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class Unreadable(Exception):
    """The XML of a part is broken, or the records of a file are; ``reason`` says how."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(reason)


class Locked(Exception):
    """The workbook has a password."""


def parsed(parser: expat.XMLParserType, content: bytes) -> None:
    """Drive a parser over a part in steps. Raises Unreadable."""
    view = memoryview(content)
    try:
        for place in range(0, len(view), STEP):
            parser.Parse(bytes(view[place : place + STEP]), False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(Sentence("its XML breaks off in line {line}", line=error.lineno)) from error


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)""")
MOST_COLUMNS = 16_384
_COLUMN_ROW = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def of_xlsx(content: bytes, uncalculated_zeros: bool) -> Marks:
    """The marks of a worksheet part. ``uncalculated_zeros``: the workbook asks to be calculated when it is opened, so
    a stored zero stands for a result that its writer never had. Raises Unreadable."""
    if not _xlsx_marked(content):
        return Marks()
    reader = _XlsxReader(uncalculated_zeros)
    parsed(reader.parser, content)
    return reader.marks


def _xlsx_marked(content: bytes) -> bool:
    """Whether there is anything to mark. Plain texts are looked for first, which is far faster in a large part."""
    if b'"e"' in content or b"'e'" in content:
        return True
    if (b"<f" in content or b":f" in content) and _FORMULA.search(content):
        return True
    return b"hidden" in content and _HIDDEN.search(content) is not None


class _XlsxReader:
    def __init__(self, uncalculated_zeros: bool) -> None:
        self.marks = Marks()
        self.zeros = uncalculated_zeros
        self.row, self.column, self.kind, self.formula = -1, -1, "", False
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            self.column += 1
            place = _COLUMN_ROW.fullmatch(attributes.get("r", ""))
            if place:
                self.column = column_number(place[1])
            self.kind, self.formula, self.text = attributes.get("t", "n"), False, []
        elif tag == "f":
            self.formula = True
        elif tag == "v":
            self.parser.CharacterDataHandler = self.text.append
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self.row + 1
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.add(self.row)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (attributes.get(name, "") for name in ("min", "max"))
            if first.isdecimal() and last.isdecimal() and len(last) < 6:
                self.marks.hidden_columns.update(range(int(first) - 1, min(int(last), MOST_COLUMNS)))

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "v":
            self.parser.CharacterDataHandler = None
        elif tag == "c":
            text = "".join(self.text).strip()
            if self.kind == "e":
                self.marks.cells[self.row, self.column] = ("e", text or "#N/A")
            elif self.formula and self.kind in ("n", "b", "d", "") and (not text or (self.zeros and text == "0")):
                self.marks.cells[self.row, self.column] = ("f", "")


def column_number(letters: str) -> int:
    """The number of a column, counted from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


_ODS_MARKED = re.compile(rb"table:formula|-spanned=|visibility=|value-type=\"(?:error|time)")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def of_ods(content: bytes) -> dict[str, Marks]:
    """The marks of every sheet by its name. Raises Unreadable."""
    if not _ODS_MARKED.search(content):
        return {}
    reader = _OdsReader()
    parsed(reader.parser, content)
    return reader.sheets


class _OdsReader:
    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.marks = Marks()
        self.depth = 0
        self.row, self.rows, self.column, self.columns = 0, 1, 0, 1
        self.attributes: dict[str, str] | None = None
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.marks = self.sheets.setdefault(attributes.get("table:name", ""), Marks())
                self.row = self.column = 0
        elif self.depth != 1:
            return
        elif tag == "table-column":
            columns = _repeated(attributes.get("table:number-columns-repeated"))
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self.marks.hidden_columns.update(range(self.column, min(self.column + columns, MOST_COLUMNS)))
            self.column += columns
        elif tag == "table-row":
            self.rows = _repeated(attributes.get("table:number-rows-repeated"))
            self.column = 0
            if attributes.get("table:visibility") in ("collapse", "filter"):
                # Blank rows below the table are hidden by the million; no table is as long as that.
                self.marks.hidden.update(range(self.row, self.row + min(self.rows, 100_000)))
        elif tag in ("table-cell", "covered-table-cell"):
            self.columns = _repeated(attributes.get("table:number-columns-repeated"))
            self.spans(attributes)
            if "table:formula" in attributes or "calcext:value-type" in attributes:
                self.attributes, self.text = attributes, []
                self.parser.CharacterDataHandler = self.text.append

    def spans(self, attributes: dict[str, str]) -> None:
        down = _repeated(attributes.get("table:number-rows-spanned"))
        across = _repeated(attributes.get("table:number-columns-spanned"))
        if down > 1 or across > 1:
            self.marks.merged.append((self.row, self.column, self.row + down - 1, self.column + across - 1))

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "table":
            self.depth -= 1
        elif self.depth != 1:
            return
        elif tag == "table-row":
            self.row += self.rows
        elif tag in ("table-cell", "covered-table-cell"):
            if self.attributes is not None:
                self.parser.CharacterDataHandler = None
                mark = _ods_mark(self.attributes, "".join(self.text).strip())
                if mark:
                    for column in range(self.column, self.column + min(self.columns, 1024)):
                        self.marks.cells[self.row, column] = mark
                self.attributes = None
            self.column += self.columns


def _ods_mark(attributes: dict[str, str], text: str) -> tuple[str, str] | None:
    value, formula = attributes.get("office:value-type"), "table:formula" in attributes
    shown = text.startswith(("#", "Err:")) and attributes.get("office:string-value") != text
    if attributes.get("calcext:value-type") == "error" or (formula and shown):
        return "e", text
    if formula and value is None and not text:
        return "f", ""
    duration = _DURATION.fullmatch(attributes.get("office:time-value", "")) if value == "time" else None
    if duration and int(duration[1]) > 23:
        return "d", f"{int(duration[1])}:{duration[2]}:{duration[3]}"
    return None


def _repeated(number: str | None) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 8 else 1
