"""What a workbook says of its cells beside their values: errors, formulas without a result, hidden rows, merged cells.

The library that reads the values gives a blank for an error and for a formula that was never calculated, and does not
tell hidden rows. They are found here in the XML of a part (ECMA-376 part 1, chapter 18; OpenDocument 1.3, part 3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from analytics.text.sentences import Sentence

STEP = 1 << 20
Letters = tuple[tuple[int, str], ...]


@dataclass
class Marks:
    """The marks of one sheet. ``cells`` holds by (row, column), counted from 0, the kind ("e" or "f", or "" for a
    result that is an empty text) and the text that the cell shows."""

    cells: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    shown: dict[int, Letters] = field(default_factory=dict)
    """The cells of a row whose number format shows more than they hold: column and letter."""
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    """What is written in the notes of cells, each with its row and column."""


class Unreadable(Exception):
    """The XML of a part is broken, or the records of a file are; ``reason`` says how."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(reason)


class Locked(Exception):
    """The workbook has a password."""


Started = Callable[[str, dict[str, str]], None]


def parser(start: Started, end: Callable[[str], object] | None = None) -> expat.XMLParserType:
    """A parser of one part, which tells of the start and the end of each element."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartElementHandler, made.EndElementHandler = start, end
    return made


def parsed(parser: expat.XMLParserType, content: bytes, whole: bool = True) -> None:
    """Drive a parser over a part in steps, or over the beginning of one that is not ``whole``. Raises Unreadable."""
    view = memoryview(content)
    try:
        for place in range(0, len(view), STEP):
            parser.Parse(bytes(view[place : place + STEP]), False)
        if whole:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(Sentence("its XML breaks off in line {line}", line=error.lineno)) from error


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)""")
MOST_COLUMNS = 16_384
MOST_STYLES = 50
"""So many styles can be looked for at once without taking longer than parsing."""
MOST_ROWS = 100_000
"""So many rows may one row of an OpenDocument spreadsheet stand for; no table repeats one as often as that."""
_COLUMN_ROW = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def of_xlsx(content: bytes, uncalculated_zeros: bool, letters: Mapping[str, str]) -> Marks:
    """The marks of a worksheet part. ``uncalculated_zeros``: the workbook asks to be calculated when it is opened, so
    a stored zero stands for a result that its writer never had. ``letters`` are those of styles by their numbers.
    Raises Unreadable."""
    marked = _xlsx_marked(content)
    plainly = _plainly_styled(content, letters) if letters and not marked else None
    if plainly is not None:
        return Marks(shown=plainly)
    if not marked and not letters:
        return Marks()
    reader = _XlsxReader(uncalculated_zeros, letters)
    parsed(reader.parser, content)
    return reader.marks


def _plainly_styled(content: bytes, letters: Mapping[str, str]) -> dict[int, Letters] | None:
    """The cells with one of these styles, where all of them are written as spreadsheet programs do, place before style;
    None where one is not. That is four times as fast as to parse a large part."""
    if "0" in letters or len(letters) > MOST_STYLES:  # a cell without a style has the first one
        return None
    numbers = "|".join(letters).encode()
    written = len(re.findall(rb"""\ss\s*=\s*["'](?:%b)["']""" % numbers, content)) if numbers else 0
    cells = re.findall(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})" s="(%b)"' % numbers, content) if written else []
    if len(cells) != written:
        return None
    rows: dict[int, list[tuple[int, str]]] = {}
    for column, row, style in cells:
        rows.setdefault(int(row) - 1, []).append((column_number(column.decode()), letters[style.decode()]))
    alike: dict[Letters, Letters] = {}
    return {row: _once(found, alike) for row, found in rows.items()}


def _xlsx_marked(content: bytes) -> bool:
    """Whether there is anything to mark. Plain texts are looked for first, which is far faster in a large part."""
    if b'"e"' in content or b"'e'" in content:
        return True
    if (b"<f" in content or b":f" in content) and _FORMULA.search(content):
        return True
    return b"hidden" in content and _HIDDEN.search(content) is not None


class _XlsxReader:
    def __init__(self, uncalculated_zeros: bool, letters: Mapping[str, str]) -> None:
        self.marks = Marks()
        self.zeros, self.letters = uncalculated_zeros, letters
        self.shown: list[tuple[int, str]] = []
        self.alike: dict[Letters, Letters] = {}
        self.row, self.column, self.kind, self.formula = -1, -1, "", False
        self.text: list[str] = []
        self.parser = parser(self.start, self.end)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            self.column += 1
            place = _COLUMN_ROW.fullmatch(attributes.get("r", ""))
            if place:
                self.column = column_number(place[1])
            self.kind, self.formula, self.text = attributes.get("t", "n"), False, []
            if letter := self.letters.get(attributes.get("s", "0")):
                self.shown.append((self.column, letter))
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
        elif tag == "row" and self.shown:
            self.marks.shown[self.row] = _once(self.shown, self.alike)
            self.shown = []


def _once(cells: list[tuple[int, str]], alike: dict[Letters, Letters]) -> Letters:
    """Most rows of a table are formatted alike, so that this needs to be kept once."""
    found = tuple(cells)
    return alike.setdefault(found, found)


def column_number(letters: str) -> int:
    """The number of a column, counted from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


MOST_NOTES, LONGEST_NOTE = 200, 200
"""More notes of a sheet, or longer ones, are remarks."""


def notes_of_xlsx(content: bytes) -> list[tuple[int, int, str]]:
    """The notes in the part of a worksheet's comments: row, column and text. Raises Unreadable."""
    found: list[tuple[int, int, list[str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        place = _COLUMN_ROW.fullmatch(attributes.get("ref", "")) if local(name) == "comment" else None
        if place:
            found.append((int(place[2]) - 1, column_number(place[1]), []))
        if local(name) == "t" and found:
            reading.CharacterDataHandler = found[-1][2].append

    def end(name: str) -> None:
        if local(name) == "t":
            reading.CharacterDataHandler = None

    reading = parser(start, end)
    parsed(reading, content)
    return [(row, column, noted("".join(texts))) for row, column, texts in found[:MOST_NOTES]]


def noted(text: str) -> str:
    """The text of a note on one line."""
    return " ".join(text.split())[:LONGEST_NOTE]


_ODS_MARKED = re.compile(
    rb"table:formula|-spanned=|visibility=|office:annotation|value-type=\"(?:error|time|percentage|currency)"
)
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def of_ods(content: bytes, letters: Mapping[str, str], of_type: Callable[[str, str], str]) -> dict[str, Marks]:
    """The marks of every sheet by its name. ``letters`` are those of cell styles by name, ``of_type`` gives that of
    the type of a value ("percentage") and its currency. Raises Unreadable."""
    if not letters and not _ODS_MARKED.search(content):
        return {}
    reader = _OdsReader(letters, of_type)
    parsed(reader.parser, content)
    return reader.sheets


class _OdsReader:
    def __init__(self, letters: Mapping[str, str], of_type: Callable[[str, str], str]) -> None:
        self.letters, self.of_type = letters, of_type
        self.defaults: dict[int, str] = {}
        self.row_style = ""
        self.shown: list[tuple[int, str]] = []
        self.alike: dict[Letters, Letters] = {}
        self.sheets: dict[str, Marks] = {}
        self.marks = Marks()
        self.depth = 0
        self.row, self.rows, self.column, self.columns = 0, 1, 0, 1
        self.attributes: dict[str, str] | None = None
        self.text: list[str] = []
        self.note: list[str] | None = None
        self.parser = parser(self.start, self.end)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.marks = self.sheets.setdefault(attributes.get("table:name", ""), Marks())
                self.row = self.column = 0
                self.defaults = {}
        elif self.depth != 1:
            return
        elif tag == "annotation":
            self.note, self.parser.CharacterDataHandler = [], None
        elif tag == "p" and self.note is not None:
            self.parser.CharacterDataHandler = self.note.append
        elif tag == "table-column":
            columns = _repeated(attributes.get("table:number-columns-repeated"))
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self.marks.hidden_columns.update(range(self.column, min(self.column + columns, MOST_COLUMNS)))
            if (style := attributes.get("table:default-cell-style-name", "")) in self.letters:
                self.defaults |= dict.fromkeys(range(self.column, min(self.column + columns, MOST_COLUMNS)), style)
            self.column += columns
        elif tag == "table-row":
            self.rows = _repeated(attributes.get("table:number-rows-repeated"))
            self.column = 0
            self.row_style = attributes.get("table:default-cell-style-name", "")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                # Blank rows below the table are hidden by the million.
                self.marks.hidden.update(range(self.row, self.row + min(self.rows, MOST_ROWS)))
        elif tag in ("table-cell", "covered-table-cell"):
            self.columns = _repeated(attributes.get("table:number-columns-repeated"))
            self.spans(attributes)
            if "office:value" in attributes:
                self.format(attributes)
            if "table:formula" in attributes or "calcext:value-type" in attributes:
                self.attributes, self.text = attributes, []
                self.parser.CharacterDataHandler = self.text.append

    def spans(self, attributes: dict[str, str]) -> None:
        down = _repeated(attributes.get("table:number-rows-spanned"))
        across = _repeated(attributes.get("table:number-columns-spanned"))
        if down > 1 or across > 1:
            self.marks.merged.append((self.row, self.column, self.row + down - 1, self.column + across - 1))

    def format(self, attributes: dict[str, str]) -> None:
        """Note what the format of a number shows: by its type, or by the style of its cell, else row, else column."""
        letter = self.of_type(attributes.get("office:value-type", ""), attributes.get("office:currency", ""))
        style = attributes.get("table:style-name") or self.row_style
        for column in range(self.column, min(self.column + self.columns, MOST_COLUMNS)):
            if found := letter or self.letters.get(style or self.defaults.get(column, "Default")):
                self.shown.append((column, found))

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "table":
            self.depth -= 1
        elif self.depth != 1:
            return
        elif tag == "annotation" and self.note is not None:
            if len(self.marks.notes) < MOST_NOTES:
                self.marks.notes.append((self.row, self.column, noted("".join(self.note))))
            self.note = None
            self.parser.CharacterDataHandler = self.text.append if self.attributes is not None else None
        elif tag == "table-row":
            if self.shown:
                alike = _once(self.shown, self.alike)
                self.marks.shown |= dict.fromkeys(range(self.row, self.row + min(self.rows, MOST_ROWS)), alike)
                self.shown = []
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
