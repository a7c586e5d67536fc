"""What is wrong with an input, where it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Literal

from analytics.text.sentences import Sentence, spoken

Severity = Literal["block", "ask", "warn"]


@dataclass(frozen=True)
class Problem:
    """One located answer to one fault of an input.

    ``row`` is the row as a spreadsheet shows it (the header of a plain file is row 1).
    ``block`` keeps the file out, ``ask`` is settled by an answer to ``key`` (one of ``choices``),
    ``warn`` lets the file in. ``cells`` counts how many cells share the fault when one problem stands for several.
    What is ``expected`` and the ``fix`` may be plain text: they are sentences all the same. A literal that ``block``,
    ``ask``, ``warn`` or ``blocked`` is given for them is translated.
    """

    severity: Severity
    code: str
    found: str
    expected: str
    fix: str
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    key: str | None = None
    choices: tuple[str, ...] = ()
    cells: int = 1

    def __post_init__(self) -> None:
        spoken(self, "expected", "fix")

    def place(self) -> Sentence:
        """Where it stands, in words: ``Sheet "BEI", row 14, column "value"``; the whole file when it has no place."""
        at: dict[str, object] = {"sheet": self.sheet, "row": self.row, "column": self.column}
        match bool(self.sheet), self.row is not None, self.column is not None:
            case True, True, True:
                return Sentence('Sheet "{sheet}", row {row}, column "{column}"', **at)
            case True, True, False:
                return Sentence('Sheet "{sheet}", row {row}', **at)
            case True, False, True:
                return Sentence('Sheet "{sheet}", column "{column}"', **at)
            case True, False, False:
                return Sentence('Sheet "{sheet}"', **at)
            case False, True, True:
                return Sentence('Row {row}, column "{column}"', **at)
            case False, True, False:
                return Sentence("Row {row}", **at)
            case False, False, True:
                return Sentence('Column "{column}"', **at)
        # Translators: the place of a problem that is none of one sheet, row or column.
        return Sentence("The file")

    def sentence(self) -> Sentence:
        """The whole answer as a person reads it: place where it has one, found, expected, what to do."""
        said: dict[str, object] = {
            "place": self.place(),
            "found": self.found,
            "expected": self.expected,
            "fix": self.fix,
            "cells": self.cells,
        }
        if not (self.sheet or self.column) and self.row is None:
            # The sentence of a problem with no place in a file: there may be no file at all.
            match self.cells > 1, self.expected.endswith("?"):
                case True, True:
                    return Sentence("Found {found} ({cells} cells). Expected {expected} {fix}", **said)
                case True, False:
                    return Sentence("Found {found} ({cells} cells). Expected {expected}. {fix}", **said)
                case False, True:
                    # Translators: what is expected is a question here, with its question mark.
                    return Sentence("Found {found}. Expected {expected} {fix}", **said)
            return Sentence("Found {found}. Expected {expected}. {fix}", **said)
        match self.cells > 1, self.expected.endswith("?"):
            case True, True:
                return Sentence("{place} ({cells} cells): found {found}. Expected {expected} {fix}", **said)
            case True, False:
                return Sentence("{place} ({cells} cells): found {found}. Expected {expected}. {fix}", **said)
            case False, True:
                # Translators: what is expected is a question here, with its question mark.
                return Sentence("{place}: found {found}. Expected {expected} {fix}", **said)
        return Sentence("{place}: found {found}. Expected {expected}. {fix}", **said)

    def answered(self, done: str) -> Problem:
        """A question whose answer was carried out, as the warning that tells what was ``done``."""
        return replace(self, severity="warn", fix=done, key=None, choices=())

    def by(self, answers: Mapping[str, str], done: Mapping[str, str]) -> Problem:
        """A question as it stands, or, where it was answered by one of the answers in ``done``, as the warning that
        tells what was done by it."""
        answer = answers.get(self.key or "", "")
        return self if answer not in done else self.answered(done[answer])

    def as_dict(self) -> dict[str, Any]:
        """The problem with plain values, as the JSON of the command line prints it."""
        return asdict(self) | {"choices": list(self.choices)}


block = partial(Problem, "block")
ask = partial(Problem, "ask")
warn = partial(Problem, "warn")


class Refused(Exception):
    """A request that cannot be carried out; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.sentence() for problem in problems))

    def changed(self, **parts: Any) -> Refused:
        """A refusal by the same problems with other ``parts``, such as the column of the cell that was refused."""
        return Refused(*(replace(problem, **parts) for problem in self.problems))


def blocked(
    code: str,
    found: str,
    expected: str,
    fix: str,
    row: int | None = None,
    column: str | None = None,
    sheet: str | None = None,
    key: str | None = None,
    choices: tuple[str, ...] = (),
) -> Refused:
    """The refusal of one problem that keeps something out."""
    return Refused(block(code, found, expected, fix, row, column, sheet, key, choices))
