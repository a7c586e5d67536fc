"""What is wrong with an input, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["block", "ask", "warn"]


@dataclass(frozen=True)
class Problem:
    """One located answer to one fault of an input.

    ``row`` is the row as a spreadsheet shows it (the header of a plain file is row 1).
    ``block`` keeps the file out, ``ask`` is settled by an answer to ``key`` (one of ``choices``),
    ``warn`` lets the file in. ``cells`` counts how many cells share the fault when one problem stands for several.
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

    def place(self) -> str:
        """Where it stands, in words: ``Sheet "BEI", row 14, column "value"``; the whole file when it has no place."""
        parts = []
        if self.sheet:
            parts.append(f'sheet "{self.sheet}"')
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f'column "{self.column}"')
        words = ", ".join(parts) or "the file"
        return words[0].upper() + words[1:]

    def sentence(self) -> str:
        """The whole answer as a person reads it: place, found, expected, what to do."""
        more = f" ({self.cells} cells)" if self.cells > 1 else ""
        expected = self.expected if self.expected.endswith("?") else f"{self.expected}."
        return f"{self.place()}{more}: found {self.found}. Expected {expected} {self.fix}"

    def as_dict(self) -> dict[str, Any]:
        """The problem with plain values, as the JSON of the command line prints it."""
        return asdict(self) | {"choices": list(self.choices)}


class Refused(Exception):
    """A request that cannot be carried out; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.sentence() for problem in problems))
