"""The marks of an old Excel workbook (.xls): errors, hidden rows and number formats, which the library that reads its
values loses: without them an error is a blank, and 5 % is 0.05.

The container is that of [MS-CFB], the records those of [MS-XLS], sections 2.4.28 (BoundSheet8), 2.4.24 (BoolErr),
2.4.127 (Formula) and 2.4.221 (Row); those of number formats 2.4.126 (Format), 2.4.353 (XF), 2.4.180 (Number), 2.4.220
(RK) and 2.4.175 (MulRk); that of fonts is 2.4.122 (Font). Which letters of a text have which font is not read: an old
workbook with a font above the line or struck through is refused, since saved as .xlsx it says so itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.readers.archive import set_apart
from datasets.intake.readers.marks import Locked, Marks, Unreadable
from datasets.intake.readers.number_formats import BUILT_IN, Letters

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_FORMULA, _EOF, _PASSWORD, _BOUND_SHEET, _BOOL_ERR, _ROW, _BOF = 0x06, 0x0A, 0x2F, 0x85, 0x205, 0x208, 0x809
_FORMAT, _XF, _NUMBER, _RK, _MUL_RK, _FONT = 0x41E, 0xE0, 0x203, 0x27E, 0xBD, 0x31
_STRUCK, _ABOVE = 0x08, 1
_BIFF5 = 0x500
_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA


def marks(data: bytes, letters: Letters) -> dict[str, Marks] | Problem:
    """The marks of every sheet by its name, or why its texts cannot be read. Raises Unreadable, or Locked where there
    is a password."""
    try:
        stream = _stream(data)
        own = {int(style): letter for style, letter in letters.of_codes(_codes(stream)).items()}
        listed = list(_sheets(stream))  # which a password ends
        if _sets_apart(stream):
            return set_apart()
        return {name: _sheet_marks(stream, place, own) for name, place in listed}
    except (struct.error, IndexError) as error:
        raise Unreadable(Sentence("its records are cut off")) from error


def _stream(data: bytes) -> bytes:
    """The stream of the workbook out of its container."""
    shift, mini_shift = struct.unpack_from("<2H", data, 30)
    directory_start, cutoff, mini_start = struct.unpack_from("<L4x2L", data, 48)
    if shift not in (9, 12) or mini_shift != 6:
        raise Unreadable(Sentence("its container has sectors of an unknown size"))
    sectors = _Sectors(data, 1 << shift)
    directory = sectors.chain(directory_start)
    root, found = None, None
    for place in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
        entry = struct.unpack_from("<2L", directory, place + 116)
        if kind == 5:
            root = entry
        elif kind == 2 and (name == "Workbook" or (name == "Book" and found is None)):
            found = entry
    if root is None or found is None:
        raise Unreadable(Sentence("its container holds no workbook"))
    start, size = found
    if size >= cutoff:
        return sectors.chain(start)[:size]
    short = _Sectors(sectors.chain(root[0]), 64, sectors.chain(mini_start))
    return short.chain(start)[:size]


class _Sectors:
    """The sectors of a container, chained by its allocation table."""

    def __init__(self, data: bytes, size: int, table: bytes | None = None) -> None:
        self.data, self.size = data, size
        self.before = 0 if table is not None else max(size, _HEADER)
        table = self._table() if table is None else table
        self.table = struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])

    def _table(self) -> bytes:
        listed = list(struct.unpack_from("<109L", self.data, 76))
        (more, count) = struct.unpack_from("<2L", self.data, 68)
        for _ in range(min(count, len(self.data) // self.size)):
            if more >= _LAST_SECTOR:
                break
            block = struct.unpack(f"<{self.size // 4}L", self.sector(more))
            listed += block[:-1]
            more = block[-1]
        return b"".join(self.sector(number) for number in listed if number < _LAST_SECTOR)

    def sector(self, number: int) -> bytes:
        """One sector; the last of a file may be cut short by its writer, and is filled with zeros."""
        place = self.before + number * self.size
        found = self.data[place : place + self.size]
        if not found:
            raise Unreadable(Sentence("it is cut off"))
        return found.ljust(self.size, b"\0")

    def chain(self, start: int) -> bytes:
        """The content of a chain of sectors."""
        found: list[bytes] = []
        number = start
        while number < _LAST_SECTOR:
            found.append(self.sector(number))
            if len(found) > len(self.table):
                raise Unreadable(Sentence("its container runs in a circle"))
            number = self.table[number]
        return b"".join(found)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        label, length = struct.unpack_from("<2H", stream, place)
        yield label, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _of_the_book(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records before those of the sheets."""
    for label, content in _records(stream, 0):
        if label == _EOF:
            return
        yield label, content


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """The name of every sheet and where its records begin."""
    version = 0
    for label, content in _of_the_book(stream):
        if label == _PASSWORD:
            raise Locked
        if label == _BOF:
            (version,) = struct.unpack_from("<H", content)
        elif label == _BOUND_SHEET:
            place, _, _, length = struct.unpack_from("<LBBB", content)
            if version == _BIFF5:
                yield content[7 : 7 + length].decode("cp1252", errors="replace"), place
            elif content[7] & 1:
                yield content[8 : 8 + 2 * length].decode("utf-16-le", errors="replace"), place
            else:
                yield content[8 : 8 + length].decode("latin-1"), place


def _codes(stream: bytes) -> dict[str, str]:
    """The code of the number format of each style that a cell may name by its number."""
    codes, used, version = dict(BUILT_IN), [], 0
    for label, content in _of_the_book(stream):
        if label == _BOF:
            (version,) = struct.unpack_from("<H", content)
        elif label == _XF:
            used.append(struct.unpack_from("<2xH", content)[0])
        elif label == _FORMAT:
            (number,) = struct.unpack_from("<H", content)
            if version == _BIFF5:
                codes[number] = content[3 : 3 + content[2]].decode("cp1252", errors="replace")
            else:
                codes[number] = content[5:].decode("utf-16-le" if content[4] & 1 else "latin-1", errors="replace")
    return {str(style): codes[number] for style, number in enumerate(used) if number in codes}


def _shown(label: int, content: bytes, letters: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Row, column and letter of the numbers of a record whose style has one."""
    row, column = struct.unpack_from("<2H", content)
    styles = range(4, len(content) - 2, 6) if label == _MUL_RK else (4,)
    for number, place in enumerate(styles):
        if letter := letters.get(struct.unpack_from("<H", content, place)[0]):
            yield row, column + number, letter


def _sets_apart(stream: bytes) -> bool:
    """Whether a font of the workbook stands above the line or is struck through."""
    for label, content in _of_the_book(stream):
        if label == _FONT:
            flags, above = struct.unpack_from("<2xH4xH", content)
            if above == _ABOVE or flags & _STRUCK:
                return True
    return False


def _sheet_marks(stream: bytes, place: int, letters: Mapping[int, str]) -> Marks:
    """The marks of one sheet; the records of a chart inside it are passed over."""
    found = Marks()
    depth = 0
    for label, content in _records(stream, place):
        if label == _BOF:
            depth += 1
        elif label == _EOF:
            depth -= 1
            if depth <= 0:
                return found
        elif depth != 1:
            continue
        if letters and label in (_NUMBER, _RK, _MUL_RK, _FORMULA):
            for row, column, letter in _shown(label, content, letters):
                found.shown[row] = (*found.shown.get(row, ()), (column, letter))
        if label == _ROW:
            row, flags = struct.unpack_from("<H10xH", content)
            if flags & 0x20:
                found.hidden.add(row)
        elif label == _BOOL_ERR:
            row, column, code, is_error = struct.unpack_from("<2H2xBB", content)
            if is_error:
                found.cells[row, column] = ("e", ERRORS.get(code, "#N/A"))
        elif label == _FORMULA:
            row, column, kind, code, full = struct.unpack_from("<2H2xBxB3xH", content)
            if full == 0xFFFF and kind == 2:
                found.cells[row, column] = ("e", ERRORS.get(code, "#N/A"))
    return found
