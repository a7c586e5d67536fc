"""How large a file may be, and how much the reading of it may cost."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.problems import Problem


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


_MB = 1024 * 1024
UPLOAD = Limits(file_bytes=20 * _MB, unpacked_bytes=100 * _MB, rows=200_000, cells=5_000_000)
"""For a file that comes through the browser."""
COMMAND_LINE = Limits(
    file_bytes=2048 * _MB, unpacked_bytes=1024 * _MB, rows=20_000_000, cells=100_000_000,
    seconds=180.0, memory_bytes=4096 * _MB,
)  # fmt: skip
"""For a file that its owner names on the command line."""


def too_large(data: bytes, limits: Limits) -> Problem | None:
    """Why a file of this size is not opened, if so."""
    if len(data) <= limits.file_bytes:
        return None
    return Problem(
        "block", "too-large", f"a file of {megabytes(len(data))}", f"at most {megabytes(limits.file_bytes)}",
        "Bring the years or sheets that are needed, or import it on the command line.",
    )  # fmt: skip


def too_many_rows(rows: int, limits: Limits, sheet: str | None = None) -> Problem | None:
    """Why a table with this many rows is not taken, if so."""
    if rows <= limits.rows:
        return None
    return Problem(
        "block", "too-many-rows", f"{rows:,} rows", f"at most {limits.rows:,} rows in one file",
        "Split the file, or import it on the command line.", sheet=sheet,
    )  # fmt: skip


def too_many_cells(sheet: str | None, limits: Limits) -> Problem:
    """The answer to a workbook whose sheets have more cells than ``limits`` allow."""
    return Problem(
        "block", "too-many-cells", f"more than {limits.cells:,} cells", f"at most {limits.cells:,} cells in one file",
        "Delete the columns and sheets that are not needed, and the stray cells far from the table.", sheet=sheet,
    )  # fmt: skip


def too_slow(limits: Limits) -> Problem:
    """The answer to a file that took longer to read than ``limits`` allow."""
    return Problem(
        "block", "too-slow", f"a file that was not read within {limits.seconds:g} seconds", "a file that reads faster",
        "Save the sheet that is needed as CSV (UTF-8) and bring that file.",
    )  # fmt: skip


def too_much_memory(limits: Limits) -> Problem:
    """The answer to a file that took more memory to read than ``limits`` allow."""
    return Problem(
        "block", "too-much-memory", f"a file that needs more than {megabytes(limits.memory_bytes)} of memory to read",
        "a smaller table",
        "Delete stray cells far from the table, or save the sheet that is needed as CSV (UTF-8) and bring that file.",
    )  # fmt: skip


def megabytes(count: int) -> str:
    """A number of bytes in words."""
    return f"{count / 1024 / 1024:,.0f} MB" if count >= 1024 * 1024 else f"{count:,} bytes"
