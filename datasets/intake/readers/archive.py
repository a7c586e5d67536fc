"""A zip archive looked at before it is opened: what its directory claims is checked first, and held to on reading."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import pairwise

from analytics.text.problems import Refused, blocked
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


def damaged(detail: str) -> Refused:
    """The refusal of a workbook that is cut off or broken."""
    return blocked(
        "damaged",
        Sentence("a damaged workbook ({detail})", detail=detail),
        "a workbook that opens in a spreadsheet program",
        "Open it, save it again and bring that file; if it does not open, get it anew.",
    )


def protected() -> Refused:
    """The refusal of a workbook that opens with a password only."""
    return blocked(
        "password",
        Sentence("a workbook that has a password"),
        "a workbook without one",
        "Open it, remove the password (File, Info, Protect) and save it again.",
    )


def _bomb(found: str, most: str) -> Refused:
    return blocked(
        "zip-bomb",
        Sentence("a workbook that unpacks to {found}", found=found),
        Sentence("at most {number}", number=most),
        "It was not opened. Save the sheet that is needed as a new workbook or as CSV (UTF-8).",
    )


def directory(data: bytes, limits: Limits = UPLOAD) -> tuple[zipfile.ZipInfo, ...]:
    """The entries that an archive lists, without unpacking any. Raises Refused for one that is not to be opened: what
    is cut off or broken, has a password, or lists more than ``limits`` allow."""
    if _END not in data:
        raise damaged(Sentence("it is cut off: the end of the archive is missing"))
    _insist_on_few(data.count(_CENTRAL), MOST_SIGNATURES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except _BROKEN as error:
        raise damaged(Sentence("its directory is broken")) from error
    _insist_on_few(len(entries), MOST_ENTRIES)
    # Refuse entries that cannot be read as they are listed.
    for entry in entries:
        if entry.flag_bits & 1:
            raise protected()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            method = entry.compress_type
            raise damaged(Sentence("packed with method {method}, which spreadsheet programs do not use", method=method))
    spans = sorted([(entry.header_offset, entry.compress_size) for entry in entries])
    if [start for (start, size), (following, _) in pairwise(spans) if start + _LEAST_HEADER + size > following]:
        raise damaged(Sentence("its entries overlap"))
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise damaged(Sentence("it holds two entries of one name"))
    _insist_on_size(entries, limits)
    return tuple(entries)


def _insist_on_few(number: int, most: int) -> None:
    if number > most:
        raise _bomb(Sentence("{number:,} files", number=number), Sentence("{number:,} files", number=MOST_ENTRIES))


def _insist_on_size(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse entries that unpack to too much, or to too many times what they are packed to."""
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    unpacked, packed = (sum(column) for column in zip(*sizes, strict=True)) if sizes else (0, 0)
    if unpacked > limits.unpacked_bytes:
        raise _bomb(megabytes(unpacked), megabytes(limits.unpacked_bytes))
    for size, stored in ((unpacked, packed), *sizes):
        if size > SMALL_ENTRY and size > MOST_TIMES * stored:
            raise _bomb(
                Sentence("{number:,.0f} times its size", number=size / max(stored, 1)),
                Sentence("{number} times", number=MOST_TIMES),
            )


def parts(data: bytes, entries: tuple[zipfile.ZipInfo, ...]) -> dict[str, bytes]:
    """The XML of a workbook by the name of its part, unpacked and checked; pictures and the like are left out. Raises
    Refused for a part that is not what the directory claims.

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
                raise damaged(Sentence("the checksum of {name} does not match", name=name))
            if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
                raise damaged(Sentence("{name} is not in UTF-8", name=name))
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise damaged(Sentence("{name} declares a document type, as no spreadsheet program does", name=name))
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
