"""Bytes to cells: nothing is guessed silently, every cell keeps its place.

Workbooks are read in a child process (``isolated``): a small archive may unpack to anything, and the libraries that
read them can hang or die. A long delimited text that somebody uploads is read there, too (``isolated_text``). A short
one, and what its owner names on the command line, the program reads itself: that takes time and memory in proportion
to its size, and a child would have to send every cell back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.text.problems import Problem
    from datasets.intake.readers.contents import Kind
    from datasets.intake.readers.grid import Grid
    from datasets.intake.readers.limits import Limits


# The imports stand inside: the child process that reads a workbook passes here and needs none of this.
def kind(data: bytes, name: str) -> Kind:
    """What a file is, by its content and never by its extension alone: "delimited", "workbook" (.xlsx, .xls or .ods,
    also one that is damaged or has a password), "empty" or "other" (what is not read)."""
    from datasets.intake.readers import contents

    return contents.kind(data, name)


def grids(
    data: bytes, name: str, known: frozenset[str] = frozenset(), limits: Limits | None = None
) -> tuple[tuple[Grid, ...], list[Problem]]:
    """Any file as grids of text, with what is to be told of it; no grids where a problem blocks.

    ``known`` holds the folded header words by which the delimiter of a text is told more surely; ``limits`` are those
    of an upload unless given. Delimited text gives one grid without kinds, its short rows filled with blanks.
    """
    from datasets.intake.readers import contents, isolated_text, workbook
    from datasets.intake.readers.limits import UPLOAD

    form = contents.form(data, name)
    if form in ("delimited", "empty"):
        return isolated_text.grid(data, name, known, limits or UPLOAD)
    return workbook.read(data, name, limits or UPLOAD, form)
