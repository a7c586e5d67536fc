"""Delimited texts; the long ones of an upload are split by a child process with the limits of ``isolated``.

The child answers with a line of JSON, what is told of the text, and the cells as a stream of Arrow, which holds columns
of text and nothing that could be run. A short text is split by the program itself: that takes less than the start of a
child.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence, Sized
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa

from analytics.text.problems import Problem, Refused
from datasets.intake.readers import delimited, isolated
from datasets.intake.readers import limits as limited
from datasets.intake.readers.delimited import Unread
from datasets.intake.readers.dialect import Dialect
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.limits import Limits
from datasets.intake.readers.source import Source
from datasets.intake.readers.text_table import TextTable, array_of

_PROGRAM = "datasets.intake.readers.isolated_text"
SHEET, GRID = "text-sheet", "text-grid"
Columns = Sequence[pa.Array]


def read(
    data: bytes | Source, name: str, known: frozenset[str], limits: Limits, header_row: str | None = None
) -> tuple[TextTable | Unread, list[Problem]]:
    """``delimited.read``, of a long text by the child: the same, or why it could not be."""
    source = data if isinstance(data, Source) else Source(data)
    if not _apart(source, limits):
        return delimited.read(source, name, known, limits, header_row)
    question = {"name": name, "known": sorted(known), "header": header_row}
    told, columns, problems = _asked(SHEET, source.whole, question, limits)
    if "header" not in told:
        return Unread(told.get("rows_in", 0)), problems
    held = {**told, "header": tuple(told["header"]), "ragged": tuple(map(tuple, told["ragged"]))}
    dialect: dict[str, Any] = held.pop("dialect")
    dialect |= {name: tuple(dialect[name]) for name in ("titles", "notes")}
    rows = columns[0].to_numpy(zero_copy_only=False)
    sheet = TextTable(
        columns=tuple(columns[1:]), rows=rows, dialect=Dialect(**dialect), problems=tuple(problems), **held
    )
    return sheet, []


def grid(data: bytes, name: str, known: frozenset[str], limits: Limits) -> tuple[tuple[Grid, ...], list[Problem]]:
    """``delimited.grid``, of a long text by the child: the same, or why it could not be."""
    if not _apart(data, limits):
        return delimited.grid(data, name, known, limits)
    told, columns, problems = _asked(GRID, data, {"name": name, "known": sorted(known)}, limits)
    if not told.get("whole"):
        return (), problems
    return (Grid(None, tuple(zip(*(column.to_pylist() for column in columns), strict=True)), None),), problems


def _apart(data: Sized, limits: Limits) -> bool:
    return limits.text_bytes is not None and limits.text_bytes < len(data) <= limits.file_bytes


def _asked(
    form: str, data: bytes, question: dict[str, Any], limits: Limits
) -> tuple[dict[str, Any], Columns, list[Problem]]:
    """What the child tells of a text, its columns and its problems."""
    told: dict[str, Any] = {}
    columns: list[pa.Array] = []

    def take(source: IO[bytes]) -> bool:
        line, cells = source.readline(), source.read(2 * limits.unpacked_bytes)
        try:
            told.update(json.loads(line))
            table = pa.ipc.open_stream(cells).read_all()
            table.validate(full=True)
        except (ValueError, TypeError, pa.ArrowInvalid):
            return False  # it was stopped in the middle of its answer
        columns.extend(column.combine_chunks() for column in table.columns)
        return True

    asked = json.dumps(question).encode() + b"\n" + data
    try:
        isolated.through_child(form, asked, limits, take, _PROGRAM)
    except Refused as refusal:
        return {}, (), [*refusal.problems]
    return told, columns, [isolated.received(one) for one in told.pop("problems")]


def answer(asked: bytes, form: str, limits: Limits) -> None:
    """In the child: split the text and tell it."""
    line, _, data = asked.partition(b"\n")
    question = json.loads(line)
    known = frozenset(question["known"])
    told: dict[str, Any] = {}
    columns: list[pa.Array] = []
    if form == GRID:
        grids, problems = delimited.grid(data, question["name"], known, limits)
        rows = grids[0].rows if grids else ()
        if len(rows) * len(rows[0] if rows else ()) > limits.cells:
            problems += limited.too_many_cells(limits).problems
        elif grids:
            told = {"whole": True}
            columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    else:
        found, problems = delimited.read(data, question["name"], known, limits, question["header"])
        if isinstance(found, Unread):
            told = {"rows_in": found.rows_in}
        elif len(found.rows) * len(found.columns) > limits.cells:
            told, problems = {"rows_in": len(found.rows)}, [*limited.too_many_cells(limits).problems]
        else:
            kept = ("header", "blank_rows", "footnotes", "ragged_rows", "encoding", "ragged")
            told, problems = (
                ({name: getattr(found, name) for name in kept} | {"dialect": vars(found.dialect)}),
                list(found.problems),
            )
            columns = [pa.array(np.asarray(found.rows.tolist(), dtype=np.int64)), *map(array_of, found.columns)]
    told["problems"] = [isolated.sent(problem) for problem in problems]
    out = sys.stdout.buffer
    out.write(json.dumps(told).encode() + b"\n")
    table = pa.table(columns, [str(place) for place in range(len(columns))])
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    out.flush()


def _held() -> int:
    """The bytes of addresses that this process has before it reads: those of its libraries are not the text's."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):  # only Linux tells
        return 0


if __name__ == "__main__":
    isolated.main(answer, _held())
