"""A zip archive looked at before it is opened: what its directory claims is checked first, and held to on reading."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import pairwise

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.readers.limits import UPLOAD, Limits, megabytes

MOST_TIMES = 100
"""How many times larger than packed the entries may be, together, and each that is larger than ``SMALL_ENTRY``."""
SMALL_ENTRY = 1024 * 1024
MOST_ENTRIES = 200
MOST_SIGNATURES = 10 * MOST_ENTRIES
"""An archive that holds the signature of an entry more often is not even listed; a picture may hold it by chance."""
_END, _CENTRAL = b"PK\x05\x06", b"PK\x01\x02"
_LEAST_HEADER = 30
"""Bytes that stand before the content of an entry, at the least."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
    NotImplementedError,
)
"""What the library raises for an archive that is not what it claims to be."""

SAVE_ANEW = Sentence("Open it in a spreadsheet program, save it as .xlsx and bring that file.")


def damaged(detail: str) -> Problem:
    """The answer to a workbook that is cut off or broken."""
    return Problem(
        "block",
        "damaged",
        Sentence("a damaged workbook ({detail})", detail=detail),
        Sentence("a workbook that opens in a spreadsheet program"),
        Sentence("Open it, save it again and bring that file; if it does not open, get it anew."),
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


def set_apart() -> Problem:
    """The answer to an old workbook in which a footnote may look like a digit, or deleted text like text."""
    return Problem(
        "block",
        "raised-text",
        Sentence("an old workbook (.xls) with text that is set above the line or struck through"),
        Sentence("a workbook that tells such text from digits"),
        SAVE_ANEW,
    )


def _bomb(found: str, most: str) -> Problem:
    return Problem(
        "block",
        "zip-bomb",
        Sentence("a workbook that unpacks to {found}", found=found),
        Sentence("at most {most}", most=most),
        Sentence("It was not opened. Save the sheet that is needed as a new workbook or as CSV (UTF-8)."),
    )


def directory(data: bytes, limits: Limits = UPLOAD) -> tuple[zipfile.ZipInfo, ...] | Problem:
    """The entries that an archive lists, without unpacking any; or why it is not to be opened."""
    if _END not in data:
        return damaged(Sentence("it is cut off: the end of the archive is missing"))
    listed = data.count(_CENTRAL)
    if listed > MOST_SIGNATURES:
        return _too_many(listed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except _BROKEN:
        return damaged(Sentence("its directory is broken"))
    if len(entries) > MOST_ENTRIES:
        return _too_many(len(entries))
    return _disagreement(entries) or _too_large(entries, limits) or tuple(entries)


def _disagreement(entries: list[zipfile.ZipInfo]) -> Problem | None:
    """Why entries cannot be read as they are listed, if so."""
    for entry in entries:
        if entry.flag_bits & 1:
            return protected()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            method = entry.compress_type
            return damaged(
                Sentence("packed with method {method}, which spreadsheet programs do not use", method=method)
            )
    spans = sorted([(entry.header_offset, entry.compress_size) for entry in entries])
    if [start for (start, size), (following, _) in pairwise(spans) if start + _LEAST_HEADER + size > following]:
        return damaged(Sentence("its entries overlap"))
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        return damaged(Sentence("it holds two entries of one name"))
    return None


def _too_many(number: int) -> Problem:
    return _bomb(Sentence("{number:,} files", number=number), Sentence("{number:,} files", number=MOST_ENTRIES))


def _too_large(entries: list[zipfile.ZipInfo], limits: Limits) -> Problem | None:
    """Why entries are not unpacked, if so: for their size, or for what they are larger than packed."""
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    unpacked, packed = (sum(column) for column in zip(*sizes, strict=True)) if sizes else (0, 0)
    if unpacked > limits.unpacked_bytes:
        return _bomb(megabytes(unpacked), megabytes(limits.unpacked_bytes))
    for size, stored in ((unpacked, packed), *sizes):
        if size > SMALL_ENTRY and size > MOST_TIMES * stored:
            return _bomb(
                Sentence("{number:,.0f} times its size", number=size / max(stored, 1)),
                Sentence("{number} times", number=MOST_TIMES),
            )
    return None


def parts(data: bytes, entries: tuple[zipfile.ZipInfo, ...]) -> dict[str, bytes] | Problem:
    """The XML of a workbook by the name of its part, unpacked and checked; pictures and the like are left out.

    A document type is refused in every part: no spreadsheet program writes one, and entity bombs need one.
    """
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for entry in entries:
            name = entry.filename
            if not name.lower().endswith((".xml", ".rels")) and name != "mimetype":
                continue
            content = _unpacked(packed, entry)
            if content is None:
                return damaged(Sentence("the checksum of {name} does not match", name=name))
            if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
                return damaged(Sentence("{name} is not in UTF-8", name=name))
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                return damaged(Sentence("{name} declares a document type, as no spreadsheet program does", name=name))
            found[name] = content
    return found


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """The content of one entry, of which no more is unpacked than the directory claims; None where it is another."""
    try:
        with packed.open(entry) as file:
            content = file.read(entry.file_size + 1)  # to the end, where its checksum is looked at
    except _BROKEN:
        return None
    return content if len(content) == entry.file_size else None


def repacked(found: dict[str, bytes]) -> io.BytesIO:
    """The parts as an archive of their own, unpacked, so that whoever reads it sees what was checked and no other."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in list(found):
            archive.writestr(zipfile.ZipInfo(name), found.pop(name))
    target.seek(0)
    return target
