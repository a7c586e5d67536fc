"""HTML tables and XML spreadsheets of 2003 as cells, inside the child process. No entity or link is ever followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.parsers import expat

from analytics.problems import Problem
from analytics.sentences import Sentence
from datasets.readers import marks
from datasets.readers.encoding import UTF8_MARK, wide_codec
from datasets.readers.number_formats import NAMED, Letters, of_code
from datasets.readers.spreadsheet_rows import Cells, Row, number

MOST_SPAN = 16_384
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""")
_BLOCK_TAGS = {"br", "p", "div", "li"}


def sheets(data: bytes, form: str) -> list[Cells] | Problem:
    """The largest table of an HTML page, or the sheets of an XML spreadsheet. Raises marks.Unreadable."""
    if form == "xml-spreadsheet":
        return _xml_sheets(data)
    reader = _Tables()
    reader.feed(_decoded(data))
    reader.close()
    reader.end_open()
    tables = [table for table in reader.tables if any(table.rows)]
    if not tables:
        return Problem(
            "block",
            "wrong-type",
            Sentence("an HTML page without a table"),
            Sentence("a CSV file or a workbook (.xlsx, .xls, .ods)"),
            Sentence("Save the table as CSV (UTF-8) or as a workbook and bring that file."),
        )
    largest = max(tables, key=lambda table: sum(map(len, table.rows)))
    return [Cells(largest.caption.strip() or "Table", largest.laid_out(), merged=largest.merged)]


def _decoded(data: bytes) -> str:
    """The text of a page in UTF-16 or UTF-8 if it is that, else in the encoding that it declares, else Windows-1252."""
    codec = wide_codec(data)
    declared = _CHARSET.search(data[:4096])
    for name in (codec, "utf-8", declared and declared[1].decode(), "cp1252"):
        if name:
            try:
                return data.removeprefix(UTF8_MARK).decode(name)
            except (UnicodeError, LookupError):
                continue
    return data.decode("cp1252", errors="replace")


class _Table:
    """The cells of one table: text, columns and rows that they cover."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, int, int]]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.caption = ""

    def laid_out(self) -> list[Row]:
        """The rows with every cell in its column; a cell that covers several has its text in the first."""
        covered: dict[int, int] = {}
        found: list[Row] = []
        for place, cells in enumerate(self.rows):
            texts: dict[int, str] = {}
            column = 0
            for text, across, down in cells:
                while covered.get(column, 0) > place:
                    column += 1
                if column >= MOST_SPAN:
                    reason = Sentence("row {row} has more than {number:,} columns", row=place + 1, number=MOST_SPAN)
                    raise marks.Unreadable(reason)
                texts[column] = text
                if across > 1 or down > 1:
                    self.merged.append((place, column, place + down - 1, column + across - 1))
                    covered.update(dict.fromkeys(range(column, column + across), place + down))
                column += across
            width = max((column for column, text in texts.items() if text.strip()), default=-1) + 1
            row = [texts.get(column, "") for column in range(width)]
            found.append(("".join("t" if text.strip() else " " for text in row), row))
        return found


class _Tables(HTMLParser):
    """Every table of a page; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[tuple[_Table, list[str] | None, tuple[int, int]]] = []
        self.silent = 0
        self.captioned = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag in ("script", "style"):
            self.silent += 1
        elif tag == "table":
            table = _Table()
            self.tables.append(table)
            self.open.append((table, None, (1, 1)))
        elif not self.open:
            return
        elif tag == "tr":
            self._end_cell()
            self.open[-1][0].rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            table = self.open[-1][0]
            if not table.rows:
                table.rows.append([])
            spans = dict(attrs)
            self.open[-1] = (table, [], (_span(spans.get("colspan")), _span(spans.get("rowspan"))))
        elif tag == "caption":
            self.captioned = True
        elif tag in _BLOCK_TAGS and self.open[-1][1]:
            self.open[-1][1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened; a cell or row that is never closed ends where the next begins."""
        if tag in ("script", "style"):
            self.silent = max(self.silent - 1, 0)
        elif tag == "caption":
            self.captioned = False
        elif self.open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self.open and tag == "table":
            self._end_cell()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to the open cell."""
        if self.silent or not self.open:
            return
        table, text, _ = self.open[-1]
        if text is not None:
            text.append(data)
        elif self.captioned:
            table.caption += data

    def end_open(self) -> None:
        """Close what the page left open."""
        while self.open:
            self._end_cell()
            self.open.pop()

    def _end_cell(self) -> None:
        table, text, (across, down) = self.open[-1]
        if text is not None:
            lines = (
                " ".join(line.split(" ")).strip() for line in re.sub(r"[ \t\r\f]+", " ", "".join(text)).split("\n")
            )
            table.rows[-1].append(("\n".join(line for line in lines if line), across, down))
            self.open[-1] = (table, None, (1, 1))


def _span(number: str | None) -> int:
    return min(max(int(number), 1), MOST_SPAN) if number and number.strip().isdecimal() and len(number) < 8 else 1


_XML_KINDS = {"Number": "n", "DateTime": "d", "Boolean": "b", "Error": "e"}


def _xml_sheets(data: bytes) -> list[Cells]:
    """The sheets of an XML spreadsheet, in which every cell says its type."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise marks.Unreadable(Sentence("it declares a document type, as no spreadsheet program does"))
    reader = _XmlReader()
    marks.parsed(reader.parser, data)
    return [
        Cells(name, table.listed(), visible, sorted(table.hidden), table.merged, shown=reader.letters.listed)
        for name, visible, table in reader.sheets
    ]


class _XmlTable:
    def __init__(self) -> None:
        self.cells: dict[int, dict[int, tuple[str, str]]] = {}
        self.hidden: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []

    def listed(self) -> Iterator[Row]:
        for row in range(max(self.cells, default=-1) + 1):
            cells = self.cells.get(row, {})
            width = max(cells, default=-1) + 1
            pairs = [cells.get(column, (" ", "")) for column in range(width)]
            yield "".join(kind for kind, _ in pairs), [text for _, text in pairs]


class _XmlReader:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, _XmlTable]] = []
        self.row, self.column, self.across = -1, -1, 0
        self.kind, self.formula = "t", False
        self.text: list[str] = []
        self.in_data = False
        self.letters = Letters()
        self.styles: dict[str, str] = {}
        self.style = self.row_style = self.cell_style = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = marks.local(name)
        found = {marks.local(key): value for key, value in attributes.items()}
        if tag == "Worksheet":
            self.sheets.append((found.get("Name", ""), True, _XmlTable()))
            self.row = -1
        elif not self.sheets:
            self.format(tag, found)
        elif tag == "Row":
            self.row = _place(found.get("Index"), self.row + 1)
            self.column, self.across = -1, 0
            self.row_style = found.get("StyleID", "Default")
            if found.get("Hidden") == "1":
                self.sheets[-1][2].hidden.add(self.row)
        elif tag == "Cell":
            self.column = _place(found.get("Index"), self.column + 1 + self.across)
            self.across, down = _count(found.get("MergeAcross")), _count(found.get("MergeDown"))
            self.formula, self.text, self.kind = "Formula" in found, [], ""
            self.cell_style = found.get("StyleID", self.row_style)
            if self.across or down:
                span = (self.row, self.column, self.row + down, self.column + self.across)
                self.sheets[-1][2].merged.append(span)
        elif tag == "Data":
            self.kind, self.in_data = _XML_KINDS.get(found.get("Type", ""), "t"), True
        elif tag == "Visible":
            self.text, self.in_data = [], True

    def format(self, tag: str, found: dict[str, str]) -> None:
        """Note what the number format of a style shows; a style may build on one above it."""
        if tag == "Style":
            self.style = found.get("ID", "")
            self.styles[self.style] = self.styles.get(found.get("Parent", ""), "")
        elif tag == "NumberFormat":
            code = found.get("Format", "")
            self.styles[self.style] = self.letters.of(of_code(NAMED.get(code, code)))

    def characters(self, text: str) -> None:
        if self.in_data:
            self.text.append(text)

    def end(self, name: str) -> None:
        tag = marks.local(name)
        if tag in ("Data", "Visible"):
            self.in_data = False
        if tag == "Visible" and self.sheets and "".join(self.text).strip() in ("SheetHidden", "SheetVeryHidden"):
            sheet, _, table = self.sheets[-1]
            self.sheets[-1] = (sheet, False, table)
        elif tag == "Cell" and self.sheets:
            cell = _xml_cell(self.kind, "".join(self.text), self.formula)
            if cell is not None:
                letter = self.styles.get(self.cell_style) if cell[0] == "n" else ""
                cell = (letter, cell[1]) if letter else cell
                self.sheets[-1][2].cells.setdefault(self.row, {})[self.column] = cell


def _xml_cell(kind: str, text: str, formula: bool) -> tuple[str, str] | None:
    if not text.strip():
        return ("f", "") if formula and kind in ("", "n") else None
    if kind == "n":
        try:
            return number(float(text))
        except ValueError:
            return "t", text
    if kind == "d":
        return "d", text.removesuffix(".000").removesuffix("T00:00:00")
    return ("b", "TRUE" if text.strip() == "1" else "FALSE") if kind == "b" else (kind, text)


def _place(index: str | None, following: int) -> int:
    return int(index) - 1 if index and index.isdecimal() and 0 < len(index) < 8 and int(index) else following


def _count(number: str | None) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 6 else 0
