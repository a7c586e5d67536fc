"""The texts of an old Excel workbook of which parts are set above the line or struck through.

The records are those of [MS-XLS]: 2.4.122 (Font), 2.4.265 (SST) with 2.5.293 (XLUnicodeRichExtendedString), which goes
on in records of 2.4.58 (Continue).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from datasets.readers.raised import Part, texts

FONT, SST, CONTINUE = 0x31, 0xFC, 0x3C
_STRUCK, _ABOVE = 0x08, 1
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_NO_FONT = 4
"""The number that no font bears: after it each is the one before its number."""


def changed(records: Iterable[tuple[int, bytes]]) -> dict[int, str]:
    """The texts by their number of which a part is raised or gone, as they are to be read; ``records`` are those of the
    whole workbook."""
    fonts: list[tuple[bool, bool]] = []
    pieces: list[bytes] = []
    before = 0
    for label, content in records:
        if label == FONT:
            (flags, above) = struct.unpack_from("<2xH4xH", content)
            fonts.append((above == _ABOVE, bool(flags & _STRUCK)))
        elif label == SST or (label == CONTINUE and before in (SST, CONTINUE) and pieces):
            pieces.append(content)
        before = label
    if not pieces or not any(map(any, fonts)):
        return {}
    found = {}
    reader = _Reader(pieces)
    for number in range(reader.count):
        text, runs = reader.text()
        parts = _parts(text, runs, fonts)
        if any(part.raised or part.gone for part in parts):
            found[number] = "".join(texts(parts))
    return found


def _parts(text: str, runs: list[tuple[int, int]], fonts: list[tuple[bool, bool]]) -> list[Part]:
    """A text in its parts, each with what its font says; the part before the first run has the font of its cell."""
    starts = [(0, None), *runs]
    ends = [start for start, _ in runs] + [len(text)]
    parts = []
    for (start, font), end in zip(starts, ends, strict=True):
        place = None if font is None else font - (font > _NO_FONT)
        raised, gone = fonts[place] if place is not None and place < len(fonts) else (False, False)
        parts.append(Part(text[start:end], raised, gone))
    return [part for part in parts if part.text]


class _Reader:
    """The table of texts, read across the records that it goes on in."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces, self.piece, self.place = pieces, 0, 8
        (self.count,) = struct.unpack_from("<L", pieces[0], 4)

    def text(self) -> tuple[str, list[tuple[int, int]]]:
        """The next text, and for each run of letters where it begins and its font."""
        length, flags = struct.unpack("<HB", self._bytes(3))
        count = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
        beyond = struct.unpack("<L", self._bytes(4))[0] if flags & _EXTENDED else 0
        text = self._letters(length, bool(flags & _WIDE))
        runs = [struct.unpack("<2H", self._bytes(4)) for _ in range(count)]
        self._bytes(beyond)
        return text, [(int(start), int(font)) for start, font in runs]

    def _letters(self, length: int, wide: bool) -> str:
        """So many letters; where a record ends among them, the next one says anew how wide they are."""
        found = ""
        while len(found) < length:
            if self.place == len(self.pieces[self.piece]):
                self.piece, self.place = self.piece + 1, 1
                wide = bool(self.pieces[self.piece][0] & _WIDE)
            size = 2 if wide else 1
            most = (len(self.pieces[self.piece]) - self.place) // size
            if not most:
                raise struct.error
            taken = self._bytes(size * min(most, length - len(found)))
            found += taken.decode("utf-16-le", errors="replace") if wide else taken.decode("latin-1")
        return found

    def _bytes(self, number: int) -> bytes:
        """So many bytes, across records."""
        found = b""
        while len(found) < number:
            if self.place == len(self.pieces[self.piece]):
                self.piece, self.place = self.piece + 1, 0
            taken = self.pieces[self.piece][self.place : self.place + number - len(found)]
            self.place += len(taken)
            found += taken
        return found
