"""A zip archive looked at before it is opened: what its directory claims is checked first, and held to on reading.

The layout of the records is that of PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.6 to 4.3.16 and 4.5.3.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from analytics.problems import Problem
from analytics.sentences import Sentence
from datasets.readers.limits import UPLOAD, Limits, megabytes

MOST_TIMES = 100
"""How many times larger than packed the entries may be, together, and each that is larger than ``SMALL_ENTRY``."""
SMALL_ENTRY = 1024 * 1024
MOST_ENTRIES = 200
MOST_DIRECTORY = 1024 * 1024
_END, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END64, _LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
_STORED, _DEFLATED = 0, 8
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """One file of an archive: where its packed bytes stand (``start`` to ``end``) and what it claims to unpack to."""

    name: str
    start: int
    end: int
    size: int
    crc: int
    method: int


class _Damaged(Exception):
    """The records contradict each other or the file."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(reason)


def damaged(detail: str, sheet: str | None = None) -> Problem:
    """The answer to a workbook that is cut off or broken."""
    return Problem(
        "block",
        "damaged",
        Sentence("a damaged workbook ({detail})", detail=detail),
        Sentence("a workbook that opens in a spreadsheet program"),
        Sentence("Open it, save it again and bring that file; if it does not open, get it anew."),
        sheet=sheet,
    )


def protected() -> Problem:
    """The answer to a workbook that opens with a password only."""
    return Problem(
        "block",
        "password",
        Sentence("a workbook that has a password"),
        Sentence("a workbook without one"),
        Sentence("Open it, remove the password (File, Info, Protect) and save it again."),
    )


def _bomb(found: str, most: str) -> Problem:
    return Problem(
        "block",
        "zip-bomb",
        Sentence("a workbook that unpacks to {found}", found=found),
        Sentence("at most {most}", most=most),
        Sentence("It was not opened. Save the sheet that is needed as a new workbook or as CSV (UTF-8)."),
    )


def directory(data: bytes, limits: Limits = UPLOAD) -> tuple[Entry, ...] | Problem:
    """The entries that an archive lists, without unpacking any; or why it is not to be opened."""
    try:
        count, size, start = _directory_place(data)
        if count > MOST_ENTRIES or size > MOST_DIRECTORY:
            return _bomb(Sentence("{number:,} files", number=count), Sentence("{number:,} files", number=MOST_ENTRIES))
        entries = _entries(data, count, start, start + size)
    except (_Damaged, struct.error) as error:
        return damaged(error.reason if isinstance(error, _Damaged) else Sentence("its directory is cut off"))
    if isinstance(entries, Problem):
        return entries
    unpacked, packed = sum(entry.size for entry in entries), sum(entry.end - entry.start for entry in entries)
    if unpacked > limits.unpacked_bytes:
        return _bomb(megabytes(unpacked), megabytes(limits.unpacked_bytes))
    for size, stored in ((unpacked, packed), *((entry.size, entry.end - entry.start) for entry in entries)):
        if size > SMALL_ENTRY and size > MOST_TIMES * stored:
            return _bomb(
                Sentence("{number:,.0f} times its size", number=size / max(stored, 1)),
                Sentence("{number} times", number=MOST_TIMES),
            )
    return entries


def _directory_place(data: bytes) -> tuple[int, int, int]:
    """How many entries the directory has, its length and where it begins."""
    end = data.rfind(_END, max(len(data) - 22 - _FULL16, 0))
    if end < 0:
        raise _Damaged(Sentence("it is cut off: the end of the archive is missing"))
    disk, first_disk, here, count, size, start, comment = struct.unpack_from("<4H2LH", data, end + 4)
    if end + 22 + comment != len(data):
        raise _Damaged(Sentence("bytes follow the end of the archive"))
    below = end
    if _FULL16 in (disk, first_disk, here, count) or _FULL32 in (size, start):
        if data[max(end - 20, 0) : max(end - 16, 0)] != _LOCATOR64:
            raise _Damaged(Sentence("its directory is missing"))
        (below,) = struct.unpack_from("<Q", data, end - 12)
        if data[below : below + 4] != _END64:
            raise _Damaged(Sentence("its directory is missing"))
        disk, first_disk, here, count, size, start = struct.unpack_from("<2L4Q", data, below + 16)
    if disk or first_disk or here != count:
        raise _Damaged(Sentence("it is one part of several"))
    if start + size > below:
        raise _Damaged(Sentence("its directory is cut off"))
    return count, size, start


def _entries(data: bytes, count: int, place: int, end: int) -> tuple[Entry, ...] | Problem:
    found: list[Entry] = []
    spans: list[tuple[int, int]] = []
    for _ in range(count):
        if data[place : place + 4] != _CENTRAL or place + 46 > end:
            raise _Damaged(Sentence("its directory is broken"))
        flags, method, _, _, crc, packed, size, named, extra, note = struct.unpack_from("<8x4H3L3H", data, place)
        (local,) = struct.unpack_from("<L", data, place + 42)
        name = data[place + 46 : place + 46 + named]
        more = data[place + 46 + named : place + 46 + named + extra]
        size, packed, local = _wide(more, size, packed, local)
        place += 46 + named + extra + note
        if flags & 1:
            return protected()
        if method not in (_STORED, _DEFLATED):
            return damaged(
                Sentence("packed with method {method}, which spreadsheet programs do not use", method=method)
            )
        if data[local : local + 4] != _LOCAL:
            raise _Damaged(Sentence("an entry of its directory points nowhere"))
        here, above = struct.unpack_from("<2H", data, local + 26)
        start = local + 30 + here + above
        if data[local + 30 : local + 30 + here] != name:
            raise _Damaged(Sentence("its directory and its entries have different names"))
        found.append(Entry(name.decode(errors="replace"), start, start + packed, size, crc, method))
        spans.append((local, start + packed))
    spans.sort()
    limits = [begin for begin, _ in spans[1:]] + [len(data)]
    if any(stop > limit for (_, stop), limit in zip(spans, limits, strict=True)):
        raise _Damaged(Sentence("its entries overlap"))
    if len({entry.name.casefold() for entry in found}) < len(found):
        raise _Damaged(Sentence("it holds two entries of one name"))
    return tuple(found)


def _wide(extra: bytes, size: int, packed: int, local: int) -> tuple[int, int, int]:
    """The three figures, those that do not fit 32 bits from the zip64 field."""
    values = [size, packed, local]
    if _FULL32 not in values:
        return size, packed, local
    place = 0
    while place + 4 <= len(extra):
        label, length = struct.unpack_from("<2H", extra, place)
        if label == 1:
            wide = iter(struct.unpack_from(f"<{length // 8}Q", extra, place + 4))
            values = [next(wide, value) if value == _FULL32 else value for value in values]
            break
        place += 4 + length
    return values[0], values[1], values[2]


def unpacked(data: bytes, entry: Entry) -> bytes | Problem:
    """The content of one entry, held to the size and the checksum that the directory claims."""
    packed = memoryview(data)[entry.start : entry.end]
    if entry.method == _STORED:
        content, whole = bytes(packed), True
    else:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacker.decompress(packed, entry.size + 1)
        except zlib.error:
            return damaged(Sentence("{name} does not unpack", name=entry.name))
        whole = unpacker.eof or (not entry.size and not content)
    if len(content) > entry.size:
        return _bomb(Sentence("more than it says"), Sentence("what its directory says"))
    if not whole or len(content) != entry.size or zlib.crc32(content) != entry.crc:
        return damaged(Sentence("the checksum of {name} does not match", name=entry.name))
    return content


def parts(data: bytes, entries: tuple[Entry, ...]) -> dict[str, bytes] | Problem:
    """The XML of a workbook by the name of its part, unpacked and checked; pictures and the like are left out.

    A document type is refused in every part: no spreadsheet program writes one, and entity bombs need one.
    """
    found: dict[str, bytes] = {}
    for entry in entries:
        if not entry.name.lower().endswith((".xml", ".rels")) and entry.name != "mimetype":
            continue
        content = unpacked(data, entry)
        if isinstance(content, Problem):
            return content
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
            return damaged(Sentence("{name} is not in UTF-8", name=entry.name))
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return damaged(Sentence("{name} declares a document type, as no spreadsheet program does", name=entry.name))
        found[entry.name] = content
    return found


def repacked(found: dict[str, bytes]) -> io.BytesIO:
    """The parts as an archive of their own, unpacked, so that whoever reads it sees what was checked and no other."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in list(found):
            archive.writestr(zipfile.ZipInfo(name), found.pop(name))
    target.seek(0)
    return target
