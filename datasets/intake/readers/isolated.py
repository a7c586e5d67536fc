"""Workbooks and long texts are read in a child process, which may run out of time or memory without harm.

The child gets the bytes on its standard input and answers in lines of JSON, never in a form that could carry code: it
reads what strangers made. Its memory is limited by RLIMIT_AS where the system knows it (Linux, the BSDs; on Windows
and macOS only time, size and the number of cells are limited); it can write no file. ``python -m
datasets.intake.readers.isolated '<settings as JSON>'`` is started by ``read`` alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence, plain_values, remembered
from datasets.intake.readers import limits as limited
from datasets.intake.readers.archive import damaged, protected
from datasets.intake.readers.grid import Grid, Shown
from datasets.intake.readers.limits import Limits
from datasets.intake.readers.number_formats import PLANE

_PROGRAM = "datasets.intake.readers.isolated"
_ROOT = Path(__file__).resolve().parents[3]
_BLOCK = 1000
"""How many rows stand in one line of the answer."""
_FIRST = chr(PLANE)
_LONGEST_LINE = 64 * 1024 * 1024
_OUT_OF_MEMORY = 3
_ABORTED = (-6, -9, 134, 137)
"""How a child ends whose memory could not be had: the library aborts, or the system kills it."""
_LEAST_MEMORY, _TIMES_ITS_SIZE = 256 << 20, 100
"""What a child may take of memory: so much, and so many times the bytes of its file, within the limits of all files."""
_SEATS = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
"""So many files are read at once, whatever the number of sessions; the others wait for a seat."""


def read(data: bytes, form: str, limits: Limits) -> tuple[Grid, ...]:
    """The sheets of a file through a child process. ``form``: "xlsx", "ods" or "xls".

    Raises Refused, whatever the file holds and whatever becomes of the child, with a problem of the code "damaged",
    "password", "too-slow", "too-much-memory", "too-many-rows" or "too-many-cells".
    """
    answer = _Answer(limits)
    through_child(form, data, limits, answer.take)
    return tuple(answer.sheets)


def through_child(
    form: str, data: bytes, limits: Limits, take: Callable[[IO[bytes]], bool], program: str = _PROGRAM
) -> None:
    """Give bytes to a child that reads this ``form``, and let its answer be taken. ``take`` says whether that is whole;
    where it is not, Refused is raised, which says what became of the child. ``program`` is the module that it runs."""
    limits = replace(limits, memory_bytes=min(limits.memory_bytes, _LEAST_MEMORY + _TIMES_ITS_SIZE * len(data)))
    settings = {
        "form": form,
        "file_bytes": limits.file_bytes,
        "unpacked_bytes": limits.unpacked_bytes,
        "rows": limits.rows,
        "cells": limits.cells,
        "seconds": limits.seconds,
        "memory_bytes": limits.memory_bytes,
    }
    with _SEATS:
        child = subprocess.Popen(
            [sys.executable, "-s", "-E", "-m", program, json.dumps(settings)],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(limits.seconds, stop)
        timer.daemon = True
        feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        whole = False
        try:
            timer.start()
            feeder.start()
            assert child.stdout is not None
            whole = take(child.stdout)
        finally:
            timer.cancel()
            if not whole:
                child.kill()
            code = child.wait()
            feeder.join()
            if child.stdout is not None:
                child.stdout.close()
    if late.is_set() and not whole:
        raise limited.too_slow(limits)
    if code in (_OUT_OF_MEMORY, *_ABORTED) and not whole:
        raise limited.too_much_memory(limits)
    if not whole:
        raise damaged(Sentence("reading it failed"))


def sent(problem: Problem) -> dict[str, Any]:
    """A problem as it is told by the child."""
    return {name: plain_values(value) for name, value in problem.as_dict().items()}


def received(told: dict[str, Any]) -> Problem:
    """A problem that the child told. Raises ValueError, TypeError or LookupError for what is none."""
    problem: dict[str, Any] = {name: remembered(value) for name, value in told.items()}
    return Problem(**{**problem, "choices": tuple(problem["choices"])})


def _feed(target: IO[bytes] | None, data: bytes) -> None:
    assert target is not None
    try:
        with target:
            target.write(data)
    except (BrokenPipeError, OSError):
        return  # The child ended before it took everything; its answer or its end says why.


class _Answer:
    """What the child tells, line by line: sheets, blocks of their rows, a problem, and at the end that it is whole."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.most = limits, 2 * limits.unpacked_bytes
        self.sheets: list[Grid] = []
        self.whole = False
        self._open: dict[str, Any] | None = None
        self._texts: list[list[str]] = []
        self._kinds: list[str] = []

    def take(self, source: IO[bytes]) -> bool:
        """Read to the end, and say whether all came; no more than ``most`` bytes, since one long text may stand in
        every cell of a sheet. Raises Refused for more, and for the problem that the child tells."""
        while line := source.readline(_LONGEST_LINE):
            self.most -= len(line)
            if self.most < 0:
                raise limited.too_much_memory(self.limits)
            try:
                self._told(json.loads(line))
            except (ValueError, TypeError, LookupError, RecursionError):
                return False  # A line that was cut off when the child was stopped, or that no child of ours wrote.
        return self.whole

    def _told(self, told: Any) -> None:
        if isinstance(told, list):
            self._kinds += told[0]
            self._texts += told[1]
        elif "problem" in told:
            raise Refused(received(told["problem"]))
        else:
            if self._open is not None:
                self.sheets.append(_grid(self._open, self._texts, self._kinds))
            self._texts, self._kinds, self._open = [], [], told if "sheet" in told else None
            self.whole = "whole" in told


def _grid(about: dict[str, Any], texts: list[list[str]], kinds: list[str]) -> Grid:
    """A rectangular grid of rows that end with their last cell."""
    while texts and not texts[-1]:
        texts.pop()
        kinds.pop()
    width = max(map(len, texts), default=0)
    rows = tuple(tuple(row) if len(row) == width else (*row, *[""] * (width - len(row))) for row in texts)
    # Most rows of a table look alike, so that their kinds need to be kept once.
    alike = {line: tuple(map(_kind, line.ljust(width))) for line in set(kinds)}
    beside = [Shown(bool(percent), int(divided), str(text)) for percent, divided, text in about["shown"]]
    shown = {
        line: tuple(beside[ord(kind) - PLANE] if kind >= _FIRST else None for kind in line.ljust(width))
        for line in set(kinds)
    }
    merged = [
        (first, left, min(last, len(rows) - 1), min(right, width - 1))
        for first, left, last, right in about["merged"]
        if first < len(rows) and left < width
    ]
    return Grid(
        str(about["sheet"]),
        rows,
        tuple(alike[line] for line in kinds),
        tuple(row + 1 for row in about["hidden"] if row < len(rows)),
        tuple(sorted(merged)),
        bool(about["visible"]),
        tuple(column for column in about["hidden_columns"] if column < width),
        tuple(shown[line] for line in kinds) if any(map(any, shown.values())) else None,
        tuple((int(row) + 1, int(column), str(text)) for row, column, text in about["notes"]),
        tuple(map(str, about["printed"])),
    )


def _kind(letter: str) -> str:
    """A letter of ``Grid.kinds`` by that of a row on its way here."""
    return "" if letter == " " else "n" if letter >= _FIRST else letter


def main(answer: Callable[[bytes, str, Limits], None], held: int = 0) -> None:
    """The child: limits itself to its memory beside the bytes ``held``, reads the file from its standard input and
    answers on its standard output."""
    settings = json.loads(sys.argv[1])
    form = settings.pop("form")
    limits = Limits(**settings)
    try:
        _limit(limits, held)
        answer(sys.stdin.buffer.read(), form, limits)
    except MemoryError:
        sys.stdout.flush()
        os._exit(_OUT_OF_MEMORY)


def _limit(limits: Limits, held: int = 0) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits.
        return
    seconds = int(limits.seconds) + 1
    wanted = {"RLIMIT_AS": held + limits.memory_bytes, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, most in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):
            continue  # macOS refuses to limit the memory; time and the number of cells remain limited.


def _answer(data: bytes, form: str, limits: Limits) -> None:
    try:
        _sheets(data, form, limits)
        _tell({"whole": True})
    except MemoryError:
        raise
    except BaseException as error:  # A fault of the library on a broken file ends here as well, whatever it raises.
        locked = type(error).__name__ == "PasswordError"
        fault = protected() if locked else damaged(Sentence("it cannot be read to its end"))
        refusal = error if isinstance(error, Refused) else fault
        _tell({"problem": sent(refusal.problems[0])})
    sys.stdout.flush()


def _sheets(data: bytes, form: str, limits: Limits) -> None:
    """Tell every sheet."""
    from datasets.intake.readers import spreadsheets

    rows = cells = 0
    for about, listed in spreadsheets.sheets(data, form, limits):
        _tell(about)
        kinds: list[str] = []
        texts: list[list[str]] = []
        for letters, row in listed:
            kinds.append(letters)
            texts.append(row)
            cells += len(row)
            rows += bool(row)
            if len(texts) == _BLOCK:
                if rows > limits.rows or cells > limits.cells:
                    break
                _tell([kinds, texts])
                kinds, texts = [], []
        limited.insist_on_rows(rows, limits, about["sheet"])
        if cells > limits.cells:
            raise limited.too_many_cells(limits, about["sheet"])
        _tell([kinds, texts])


def _tell(told: Any) -> None:
    sys.stdout.write(json.dumps(told, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(_answer)
