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
from datasets.readers.raised import Part, texts
from datasets.readers.spreadsheet_rows import Cells, Row, number

MOST_SPAN = 16_384
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""")
_BLOCK_TAGS = {"br", "p", "div", "li"}
_SILENT = {"script", "style", "del", "s", "strike"}
"""Elements whose text is none of the page, or was deleted."""
_INLINE = {"span", "div", "p", "b", "i", "em", "strong", "font", "a", "small", "sup", "sub", "label", "section"}
"""Elements that have an end and may be hidden."""
_CELLS = ("td", "th")
_NOT_SHOWN = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)


def sheets(data: bytes, form: str) -> list[Cells] | Problem:
    """The tables of an HTML page, or the sheets of an XML spreadsheet. Raises marks.Unreadable."""
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
    # Menus and frames of a page are tables, too: those of one row or one column hold no other table's figures.
    kept = [table for table in tables if table.tabular] or [max(tables, key=lambda table: sum(map(len, table.rows)))]
    names = _names([" ".join(table.caption.split()) for table in kept])
    return [
        Cells(name, table.laid_out(), table.visible, sorted(table.hidden), table.merged)
        for name, table in zip(names, kept, strict=True)
    ]


def _names(captions: list[str]) -> list[str]:
    """A name for each table: its caption, or "Table" with its number where there are several without one."""
    found: list[str] = []
    for place, caption in enumerate(captions, start=1):
        name = caption or ("Table" if len(captions) == 1 else f"Table {place}")
        found.append(f"{name} ({place})" if name in found else name)
    return found


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

    def __init__(self, visible: bool = True) -> None:
        self.visible = visible
        self.hidden: set[int] = set()
        self.rows: list[list[tuple[str, int, int]]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.caption = ""

    @property
    def tabular(self) -> bool:
        """Whether it has several rows and several columns."""
        filled = [sum(1 for text, _, _ in row if text) for row in self.rows]
        return sum(map(bool, filled)) > 1 and max(filled, default=0) > 1

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
    """Every table of a page; a table inside a cell is a table of its own. Text that is deleted or hidden is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[tuple[_Table, list[Part] | None, tuple[int, int]]] = []
        self.silent: list[str] = []
        """The tags inside which nothing is read, the outermost first."""
        self.raised = 0
        self.captioned = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        hidden = _hidden(attrs)
        if tag in _SILENT or (tag in _INLINE and hidden) or (tag in self.silent and tag not in _CELLS):
            self.silent.append(tag)
        elif tag == "table":
            table = _Table(not hidden)
            self.tables.append(table)
            self.open.append((table, None, (1, 1)))
        elif not self.open:
            return
        elif tag == "tr":
            self._end_cell()
            table = self.open[-1][0]
            if hidden:
                table.hidden.add(len(table.rows))
            table.rows.append([])
        elif tag in ("td", "th"):
            self._begin_cell(dict(attrs))
            if hidden:
                self.silent.append(tag)
        elif tag == "sup":
            self.raised += 1
        elif tag == "caption":
            self.captioned = True
        elif tag in _BLOCK_TAGS and self.open[-1][1]:
            self.open[-1][1].append(Part("\n"))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened; a cell or row that is never closed ends where the next begins."""
        if tag in self.silent:
            del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag) :]
        elif tag == "sup":
            self.raised = max(self.raised - 1, 0)
        elif tag == "caption":
            self.captioned = False
        if self.open and tag in ("td", "th", "tr"):
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
            text.append(Part(data, raised=self.raised > 0))
        elif self.captioned:
            table.caption += data

    def end_open(self) -> None:
        """Close what the page left open."""
        while self.open:
            self._end_cell()
            self.open.pop()

    def _begin_cell(self, spans: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.open[-1][0]
        if not table.rows:
            table.rows.append([])
        self.open[-1] = (table, [], (_span(spans.get("colspan")), _span(spans.get("rowspan"))))

    def _end_cell(self) -> None:
        table, parts, (across, down) = self.open[-1]
        if parts is not None:
            text = "".join(texts(parts))
            lines = (" ".join(line.split(" ")).strip() for line in re.sub(r"[ \t\r\f]+", " ", text).split("\n"))
            table.rows[-1].append(("\n".join(line for line in lines if line), across, down))
            self.open[-1] = (table, None, (1, 1))
            self.silent, self.raised = [], 0  # what a cell leaves open ends with it


def _hidden(attributes: list[tuple[str, str | None]]) -> bool:
    """Whether an element is not shown."""
    return any(name == "hidden" or (name == "style" and _NOT_SHOWN.search(value or "")) for name, value in attributes)


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
        self.text: list[Part] = []
        self.raised = self.struck = 0
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
        elif tag == "Sup":
            self.raised += 1
        elif tag in ("S", "Del"):
            self.struck += 1

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
            self.text.append(Part(text, self.raised > 0, self.struck > 0))

    def end(self, name: str) -> None:
        tag = marks.local(name)
        if tag in ("Data", "Visible"):
            self.in_data = False
        if tag == "Sup":
            self.raised -= 1
        elif tag in ("S", "Del"):
            self.struck -= 1
        if tag == "Visible" and self.sheets and "".join(texts(self.text)).strip() in ("SheetHidden", "SheetVeryHidden"):
            sheet, _, table = self.sheets[-1]
            self.sheets[-1] = (sheet, False, table)
        elif tag == "Cell" and self.sheets:
            cell = _xml_cell(self.kind, "".join(texts(self.text)), self.formula)
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
