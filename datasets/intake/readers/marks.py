"""What a workbook says of its cells beside their values: errors, formulas without a result, hidden rows, merged cells.

The library that reads the values gives a blank for an error and for a formula that was never calculated, and does not
tell hidden rows. They are found here in the XML of a part (ECMA-376 part 1, chapter 18; OpenDocument 1.3, part 3).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Literal, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from analytics.text.sentences import Sentence
from datasets.intake.readers.archive import damaged
from datasets.intake.readers.number_formats import any_divided, divided

STEP = 1 << 20
Letters = tuple[tuple[int, str], ...]
Kind = Literal["start", "end"]


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
    printed: list[str] = field(default_factory=list)
    """What stands above and below the sheet on paper, and in boxes of text on it."""


def ended(content: bytes, *wanted: str, whole: bool = True) -> Iterator[tuple[str, Element]]:
    """The elements of a part that have one of these names without prefix, each with what is in it once it ends; after
    that it is emptied. Of a part that is not ``whole`` the beginning. Raises Refused."""
    return ((name, element) for _, name, element in _events(content, ("end",), wanted, whole))


def _events(
    content: bytes, kinds: Sequence[Kind], wanted: Sequence[str], whole: bool = True
) -> Iterator[tuple[str, str, Element]]:
    parser: XMLPullParser[Element] = XMLPullParser(kinds)
    pieces = (content[place : place + STEP] for place in range(0, len(content), STEP))
    try:
        for piece in chain(pieces, [None] if content and whole else []):
            if piece is None:
                parser.close()
            else:
                parser.feed(piece)
            for event, element in cast("Iterator[tuple[Kind, Element]]", parser.read_events()):
                if (name := local(element.tag)) in wanted:
                    yield event, name, element
                    if event == "end":
                        element.clear()
    except ParseError as error:
        raise damaged(Sentence("its XML breaks off in line {line}", line=error.position[0])) from error


def children(element: Element, *names: str) -> Iterator[Element]:
    """What stands right inside an element under some names without prefix."""
    return (each for each in element if local(each.tag) in names)


@lru_cache(maxsize=1024)
def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


@lru_cache(maxsize=1024)
def _prefixed(name: str) -> str:
    """The name of an attribute with the last word of its namespace: "table:formula"."""
    space, _, own = name.rpartition("}")
    prefix = _NAMESPACE.match(space)
    return f"{prefix[1]}:{own}" if prefix else own


def attributes(element: Element) -> dict[str, str]:
    """The attributes of an element of OpenDocument, each with the last word of its namespace before it."""
    return {_prefixed(name): value for name, value in element.items()}


_NAMESPACE = re.compile(r"\{urn:.*:([a-z]+):1\.0")
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
    Raises Refused."""
    marked = _xlsx_marked(content)
    plainly = _plainly_styled(content, letters) if letters and not marked else None
    if plainly is not None:
        return Marks(shown=plainly)
    if not marked and not letters:
        return Marks()
    return _of_cells(content, uncalculated_zeros, letters)


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


def _of_cells(content: bytes, zeros: bool, letters: Mapping[str, str]) -> Marks:
    """The marks of a worksheet part, cell by cell."""
    marks, alike, row = Marks(), dict[Letters, Letters](), -1
    for name, element in ended(content, "row", "col"):
        hidden = element.get("hidden") in ("1", "true")
        if name == "col":
            first, last = element.get("min", ""), element.get("max", "")
            if hidden and first.isdecimal() and last.isdecimal() and len(last) < 6:
                marks.hidden_columns.update(range(int(first) - 1, min(int(last), MOST_COLUMNS)))
            continue
        number, column, shown = element.get("r", ""), -1, list[tuple[int, str]]()
        row = int(number) - 1 if number.isdecimal() and len(number) < 8 else row + 1
        marks.hidden |= {row} if hidden else set()
        for cell in children(element, "c"):
            place = _COLUMN_ROW.fullmatch(cell.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            if letter := letters.get(cell.get("s", "0")):
                shown.append((column, letter))
            if mark := _xlsx_mark(cell, zeros):
                marks.cells[row, column] = mark
        if shown:
            marks.shown[row] = _once(shown, alike)
    return marks


def _xlsx_mark(cell: Element, zeros: bool) -> tuple[str, str] | None:
    kind, text = cell.get("t", "n"), "".join(value.text or "" for value in children(cell, "v")).strip()
    if kind == "e":
        return "e", text or "#N/A"
    open_result = kind in ("n", "b", "d", "") and (not text or (zeros and text == "0"))
    return ("f", "") if open_result and any(True for _ in children(cell, "f")) else None


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
    """The notes in the part of a worksheet's comments: row, column and text. Raises Refused."""
    found: list[tuple[int, int, str]] = []
    for _, element in ended(content, "comment"):
        place = _COLUMN_ROW.fullmatch(element.get("ref", ""))
        if place and len(found) < MOST_NOTES:
            texts = (each.text or "" for each in element.iter() if local(each.tag) == "t")
            found.append((int(place[2]) - 1, column_number(place[1]), _noted("".join(texts))))
    return found


def _noted(text: str) -> str:
    """The text of a note on one line, without the mark behind a call."""
    return " ".join(text.split())[:LONGEST_NOTE].rstrip(" !?")


_PAGE_TEXT = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)<")
_PAGE_PARTS = re.compile(r"&[LCR]")
_PAGE_CODE = re.compile(r"""&(?:"[^"]*"|[0-9]{1,3}|K[0-9A-Fa-f+-]{6}|[A-Za-z])""")
"""What is no text in the header of a page: its left, middle and right part, a font, a size, a colour, a page number."""


def printed_of_xlsx(content: bytes) -> list[str]:
    """The texts of the headers and footers of a worksheet's pages, without their codes (ECMA-376 part 1, 18.3.1.46)."""
    found: list[str] = []
    for text in _PAGE_TEXT.findall(content, max(content.rfind(b"sheetData>"), 0)):
        plain = html.unescape(text.decode("utf-8", "replace")).replace("&&", "\0")
        parts = (_PAGE_CODE.sub(" ", part).replace("\0", "&") for part in _PAGE_PARTS.split(plain))
        found += map(_noted, parts)
    return _worded(found)


def printed_of_ods(styles: bytes) -> list[str]:
    """The texts of the headers and footers of the pages of an OpenDocument spreadsheet. Raises Refused."""
    held = (element for _, element in ended(styles, "header", "footer"))
    return _worded([_noted("".join(line.itertext())) for element in held for line in _lines_of(element)])


def boxes_of(content: bytes, box: str) -> list[str]:
    """The lines of the boxes of text on a sheet, called so in the part that holds them. Raises Refused."""
    held = (element for _, element in ended(content, box))
    return _worded([_noted("".join(line.itertext())) for element in held for line in _lines_of(element)])


def titles_of(properties: bytes) -> list[str]:
    """What the properties of a workbook say of it: its title, subject, description and status. Raises Refused."""
    held = (element for _, element in ended(properties, "title", "subject", "description", "contentStatus"))
    return _worded([_noted(element.text or "") for element in held])


def _lines_of(element: Element) -> Iterator[Element]:
    return (each for each in element.iter() if local(each.tag) == "p")


def _worded(texts: Sequence[str]) -> list[str]:
    """The different texts that say something in words."""
    return [text for text in dict.fromkeys(texts) if any(map(str.isalpha, text))][:MOST_NOTES]


_ODS_MARKED = re.compile(
    rb"table:formula|-spanned=|visibility=|office:annotation|value-type=\"(?:error|time|percentage|currency)"
)
_HIDES = ("collapse", "filter")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def of_ods(
    content: bytes, letters: Mapping[str, str], of_type: Callable[[str, str], str], of_divided: Callable[[int], str]
) -> dict[str, Marks]:
    """The marks of every sheet by its name. ``letters`` are those of cell styles by name, ``of_type`` gives that of
    the type of a value ("percentage") and its currency, ``of_divided`` that of a number whose text shows it divided.
    Raises Refused."""
    if not letters and not _ODS_MARKED.search(content) and not any_divided(content):
        return {}
    sheets: dict[str, _OdsSheet] = {}
    depth, sheet = 0, _OdsSheet(letters, of_type, of_divided)
    for event, name, element in _events(content, ("start", "end"), ("table", "table-column", "table-row")):
        if name == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                sheet = sheets.setdefault(
                    attributes(element).get("table:name", ""), _OdsSheet(letters, of_type, of_divided)
                )
        elif event == "end" and depth == 1 and name == "table-row":
            sheet.add_row(element)
        elif event == "end" and depth == 1:
            sheet.add_columns(element)
    return {name: each.marks for name, each in sheets.items()}


class _OdsSheet:
    """The marks of one sheet of an OpenDocument spreadsheet, while its columns and rows come."""

    def __init__(
        self, letters: Mapping[str, str], of_type: Callable[[str, str], str], of_divided: Callable[[int], str]
    ) -> None:
        self.letters, self.of_type, self.of_divided, self.marks = letters, of_type, of_divided, Marks()
        self.defaults: dict[int, str] = {}
        self.alike: dict[Letters, Letters] = {}
        self.row = self.column = 0

    def add_columns(self, element: Element) -> None:
        said = attributes(element)
        end = self.column + _repeated(said.get("table:number-columns-repeated"))
        columns = range(self.column, min(end, MOST_COLUMNS))
        if said.get("table:visibility") in _HIDES:
            self.marks.hidden_columns.update(columns)
        if (style := said.get("table:default-cell-style-name", "")) in self.letters:
            self.defaults |= dict.fromkeys(columns, style)
        self.column = end

    def add_row(self, element: Element) -> None:
        said, column, shown = attributes(element), 0, list[tuple[int, str]]()
        rows = _repeated(said.get("table:number-rows-repeated"))
        alike = range(self.row, self.row + min(rows, MOST_ROWS))  # blank rows below the table are hidden by the million
        if said.get("table:visibility") in _HIDES:
            self.marks.hidden.update(alike)
        for cell in children(element, "table-cell", "covered-table-cell"):
            mine = attributes(cell)
            end = column + _repeated(mine.get("table:number-columns-repeated"))
            down, across = (_repeated(mine.get(f"table:number-{way}-spanned")) for way in ("rows", "columns"))
            if down > 1 or across > 1:
                self.marks.merged.append((self.row, column, self.row + down - 1, column + across - 1))
            shows = "".join(text for line in children(cell, "p") for text in line.itertext())
            if "office:value" in mine:
                # What the format of a number shows: by its type, or by the style of its cell, else row, else column; or
                # what its text ``shows`` although none of them says so.
                columns = range(column, min(end, MOST_COLUMNS))
                letter = self.of_type(mine.get("office:value-type", ""), mine.get("office:currency", ""))
                style = mine.get("table:style-name") or said.get("table:default-cell-style-name", "")
                found = [
                    (at, letter or self.letters.get(style or self.defaults.get(at, "Default"), "")) for at in columns
                ]
                if not any(each for _, each in found) and (many := divided(mine["office:value"], shows)) > 1:
                    found = [(at, self.of_divided(many)) for at in columns]
                shown += [(at, each) for at, each in found if each]
            if len(self.marks.notes) < MOST_NOTES:
                notes = (_noted("".join(note.itertext())) for note in children(cell, "annotation"))
                self.marks.notes += [(self.row, column, note) for note in notes]
            formula = "table:formula" in mine or "calcext:value-type" in mine
            if mark := _ods_mark(mine, shows.strip()) if formula else None:
                self.marks.cells |= {(self.row, at): mark for at in range(column, min(end, column + 1024))}
            column = end
        if shown:
            self.marks.shown |= dict.fromkeys(alike, _once(shown, self.alike))
        self.row += rows


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
