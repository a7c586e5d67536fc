"""The bytes of a file: whole where it is short, piece by piece where it would fill the memory."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property
from pathlib import Path

LONG = 1 << 24
"""From so many bytes on a file is read piece by piece, if it can be."""
HEAD = 1 << 16
"""So many bytes from the start tell what a file is, and how its cells are parted."""


class Source:
    """One file, by its bytes or by its path. Its size and SHA-256 are those of the bytes as they are."""

    def __init__(self, content: bytes | Path) -> None:
        """Take a file as it was uploaded, or where it lies. Raises OSError where it cannot be read."""
        self._content = content
        self._sha256: str | None = None
        self._size = len(content) if isinstance(content, bytes) else content.stat().st_size

    def __len__(self) -> int:
        """The size of the file in bytes."""
        return self._size

    @property
    def long(self) -> bool:
        """Whether it is better not held whole."""
        return self._size >= LONG

    def begun(self) -> Source:
        """This file, after a beginning of it was read (of a short one all). Raises OSError where that cannot be."""
        _ = self.head if self.long else self.whole
        return self

    @cached_property
    def whole(self) -> bytes:
        """All of it in memory."""
        return self._content if isinstance(self._content, bytes) else self._content.read_bytes()

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the file."""
        return self.start(HEAD)

    def start(self, size: int) -> bytes:
        """So many of the first bytes of the file."""
        with closing(self._open()) as file:
            return file.read(size)

    @property
    def sha256(self) -> str:
        """The digest by which the same file is known again, in hexadecimal digits."""
        if self._sha256 is None and "whole" in self.__dict__:  # what was read, whatever lies there by now
            self._sha256 = hashlib.sha256(self.whole).hexdigest()
        if self._sha256 is None:  # in small parts: a file that is too large to be read is not held for its digest
            with closing(self._open()) as file:
                self._sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return self._sha256

    def pieces(self, first: int, size: int) -> Iterator[bytes]:
        """All bytes in pieces to the end of a line, the first of about ``first`` bytes and the others of ``size``.

        A line that is longer makes a longer piece. Who reads them all learns the digest on the way.
        """
        found, wanted = hashlib.sha256(), first
        with closing(self._open()) as file:
            while held := file.read(wanted):
                piece = held if held.endswith(b"\n") else held + file.readline()
                found.update(piece)
                yield piece
                wanted = size
        self._sha256 = found.hexdigest()

    def _open(self) -> io.BytesIO | io.BufferedReader:
        return io.BytesIO(self._content) if isinstance(self._content, bytes) else self._content.open("rb")


def lean() -> None:
    """Let Arrow take its memory from the C library from now on. Its own allocator is as fast, but keeps more of what
    is given up: with a file of ten million rows 90 MB more."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())


def give_back() -> None:
    """Return to the system what reading a long file took and nothing holds any more. The C library of Linux keeps it
    for the next time otherwise, which for a long file is never; elsewhere this does nothing."""
    import pyarrow as pa

    pa.system_memory_pool().release_unused()
