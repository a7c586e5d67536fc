"""How large a file may be, and how much the reading of it may cost."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, replace

from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence


@dataclass(frozen=True)
class Limits:
    """The most that one file may bring (bytes as it is and unpacked, rows and cells of all its sheets) and that reading
    it may take (seconds, bytes of memory of the child process)."""

    file_bytes: int
    unpacked_bytes: int
    rows: int
    cells: int
    seconds: float = 20.0
    memory_bytes: int = 512 * 1024 * 1024
    text_bytes: int | None = None
    """A delimited text of more bytes is read in the child process, too; None where none is."""


_MB = 1024 * 1024
UPLOAD = Limits(file_bytes=20 * _MB, unpacked_bytes=100 * _MB, rows=200_000, cells=5_000_000, text_bytes=_MB)
"""For a file that comes through the browser."""
COMMAND_LINE = Limits(
    file_bytes=2048 * _MB,
    unpacked_bytes=1024 * _MB,
    rows=20_000_000,
    cells=100_000_000,
    seconds=180.0,
    memory_bytes=1024 * _MB,
)
"""For a file that its owner names on the command line."""
STATEMENTS = replace(COMMAND_LINE, seconds=20.0, memory_bytes=512 * _MB, text_bytes=_MB)
"""For a table of what cities state, wherever it comes from."""


def insist_on_size(data: Sized, limits: Limits) -> None:
    """Raise Refused for a file of more bytes than are opened."""
    if len(data) > limits.file_bytes:
        raise blocked(
            "too-large",
            Sentence("a file of {megabytes}", megabytes=megabytes(len(data))),
            Sentence("at most {number}", number=megabytes(limits.file_bytes)),
            "Bring the years or sheets that are needed, or import it on the command line.",
        )


def insist_on_rows(rows: int, limits: Limits, sheet: str | None = None) -> None:
    """Raise Refused for a table of more rows than are taken."""
    if rows > limits.rows:
        raise blocked(
            "too-many-rows",
            Sentence("{rows:,} rows", rows=rows),
            Sentence("at most {rows:,} rows in one file", rows=limits.rows),
            "Split the file, or import it on the command line.",
            sheet=sheet,
        )


def too_many_cells(limits: Limits, sheet: str | None = None) -> Refused:
    """The refusal of a file whose tables have more cells than ``limits`` allow."""
    return blocked(
        "too-many-cells",
        Sentence("more than {cells:,} cells", cells=limits.cells),
        Sentence("at most {cells:,} cells in one file", cells=limits.cells),
        "Delete the columns and sheets that are not needed, and the stray cells far from the table.",
        sheet=sheet,
    )


def too_slow(limits: Limits) -> Refused:
    """The refusal of a file that took longer to read than ``limits`` allow."""
    return blocked(
        "too-slow",
        Sentence("a file that was not read within {seconds:g} seconds", seconds=limits.seconds),
        "a file that reads faster",
        "Save the sheet that is needed as CSV (UTF-8) and bring that file.",
    )


def too_much_memory(limits: Limits) -> Refused:
    """The refusal of a file that took more memory to read than ``limits`` allow."""
    most = megabytes(limits.memory_bytes)
    return blocked(
        "too-much-memory",
        Sentence("a file that needs more than {megabytes} of memory to read", megabytes=most),
        "a smaller table",
        "Delete stray cells far from the table, or save the sheet that is needed as CSV (UTF-8) and bring that file.",
    )


def megabytes(count: int) -> Sentence:
    """A number of bytes in words."""
    if count < _MB:
        return Sentence("{number:,} bytes", number=count)
    return Sentence("{number:,.0f} MB", number=count / _MB)
