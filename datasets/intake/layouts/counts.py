"""The account of a file: what comes in is what is imported, refused and left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.text.problems import Problem
from datasets.intake.layouts.long_records import Layout
from datasets.intake.readers.text_table import Following, TextTable


@dataclass(frozen=True)
class Counts:
    """Rows (of a matrix: filled cells) that were settled before any number was read, and the records of each row."""

    records: int
    refused: int
    outside: int
    groups: np.ndarray | None
    refused_at: tuple[tuple[str | None, int], ...] = ()
    """Sheet and row of what was refused already; of very many broken rows the first."""

    @classmethod
    def of(cls, sheet: TextTable, layout: Layout, left: Sequence[Problem]) -> Counts:
        """What is known of a table before it is checked; what was refused is ``left`` out by these answers."""
        out, rows = sum(problem.cells for problem in left), {problem.row for problem in left}
        refused, outside = sheet.ragged_rows - out, sheet.blank_rows + sheet.footnotes + out
        groups = layout.origins.groups
        records = len(sheet.rows) if groups is None else len(np.unique(groups))
        known = (*layout.refused_at, *((layout.origins.sheet, row) for row, _ in sheet.ragged))
        known = tuple(each for each in known if each[1] not in rows)
        return cls(records, refused + layout.rejected, outside + layout.ignored, groups, known)

    def rows_of(
        self, numbers: np.ndarray | Following, sheets: Sequence[str | None], out: np.ndarray
    ) -> dict[str | None, np.ndarray]:
        """The rows of the user's file, in order and by sheet, that hold the records ``out``, or what was refused.

        ``numbers`` and ``sheets`` are those of every record, ``sheets`` empty for a plain file.
        """
        found: dict[str | None, list[np.ndarray]] = {}
        rows = numbers[out]
        if not len(sheets):
            found[None] = [rows]
        else:
            names = np.array(["" if name is None else name for name in sheets], dtype=object)[out]
            for name in dict.fromkeys(sheets):
                found[name] = [rows[names == (name or "")]]
        for sheet, row in self.refused_at:
            found.setdefault(sheet, []).append(np.array([row]))
        joined = {sheet: np.unique(np.concatenate(parts)) for sheet, parts in found.items()}
        return {sheet: numbers for sheet, numbers in joined.items() if len(numbers)}

    def none(self) -> tuple[int, int, int, int]:
        """In, imported, rejected and ignored, where nothing was read."""
        refused = self.records + self.refused
        return refused + self.outside, 0, refused, self.outside

    def after(self, out: np.ndarray, ignored: np.ndarray) -> tuple[int, int, int, int]:
        """In, imported, rejected and ignored, after the table was checked: ``out`` are the records that are refused or
        wait, ``ignored`` those that are left out.

        A row with several numbers is refused where one of them is, and left out where all of them are.
        """
        taken = ~(out | ignored)
        if self.groups is None:
            imported, rejected, left = int(taken.sum()), int(out.sum()), int((ignored & ~out).sum())
        else:
            refused = np.unique(self.groups[out])
            whole = np.setdiff1d(self.groups[taken], refused)
            rejected, imported = len(refused), len(whole)
            left = self.records - rejected - imported
        rejected, left = rejected + self.refused, left + self.outside
        return imported + rejected + left, imported, rejected, left
