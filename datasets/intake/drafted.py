"""A file that was read and checked and not yet committed, and what committing it would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analytics.detection.totals import PrintedTotal
from analytics.text.problems import Problem
from analytics.vocabulary import Verdict
from datasets.intake.cell_changes import CellChange
from datasets.intake.checking.checks import mistyped
from datasets.intake.checking.stated import Stated
from datasets.intake.meaning.mapping import Match
from datasets.store import AccountRow, CityRecord, PopulationRow, Rows, Slot
from datasets.store.kinds.grades import Grade

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class DraftInventory:
    """One table of one inventory as the file gives it; ``total`` is the sum of its numbers, in ``unit`` (for GPC the
    BASIC total). ``kind`` is "baseline" for the base year of one of the city's targets, otherwise "monitoring"."""

    city_id: str
    year: int
    kind: str
    method: str
    measure: str
    rows: int
    total: float | None
    unit: str
    keys: Mapping[str, int]


@dataclass(frozen=True)
class Draft:
    """A file that was read and checked, and not yet committed.

    ``rows_in`` is always ``imported + rejected + ignored``; "imported" rows stand ready, and are written by the commit
    only. ``rows`` gives them as the store takes them, ``table`` all of them at once.
    """

    name: str
    sha256: str
    layout: str
    mapping: tuple[Match, ...]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]
    rows_in: int
    imported: int
    rejected: int
    ignored: int
    inventories: tuple[DraftInventory, ...]
    answers: Mapping[str, str]
    rows: Rows | None = field(repr=False, default=None)
    slots: tuple[Slot, ...] = ()
    population: tuple[PopulationRow, ...] = ()
    new_cities: tuple[CityRecord, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    """The accounts of its cities that are not on file yet."""
    totals: Mapping[tuple[str, int, str], tuple[PrintedTotal, ...]] = field(default_factory=dict, repr=False)
    """The totals that the file prints, by city, year and method."""
    about: Mapping[tuple[str, int, str], Stated] = field(default_factory=dict, repr=False)
    """The GWP set and the approach that the file states, by city, year and method. Where it states none, the answers
    to the questions ``gwp`` and ``approach`` stand."""
    grades: tuple[Grade, ...] = ()
    """The grades of data quality that the file gives its rows, and of which tables it takes back those on file."""
    rejected_rows: Mapping[str | None, Any] = field(default_factory=dict, repr=False)
    """The rows of the user's file that were rejected, or hold something that was: by sheet (None for a plain file) an
    array of row numbers in order. A file that could not be read at all has none, of very many broken rows the first."""
    of_cells: bool = False
    """Whether its four counts are of filled cells and not of rows: a matrix has several figures in one row."""
    sheets: tuple[str, ...] = ()
    """The sheets of the workbook that were read."""
    as_of: int = 0
    """The newest revision on file when it was checked against what is there."""
    origins: Any = field(default=None, repr=False, compare=False)
    """Where each figure and word of a table that an adapter made stands in the user's file (``Origins``)."""
    signature: str = ""
    """What its columns are called (``memory.signature``), by which answers are remembered."""

    @property
    def table(self) -> pyarrow.Table | None:
        """The rows that stand ready, all at once; None where there are none. Not for long files."""
        return self.rows.slice(0, self.rows.num_rows) if self.rows is not None else None

    @property
    def slips(self) -> dict[str, str]:
        """The open questions about words that look mistyped, each with the code of the name that is nearest."""
        open_ones = [problem.key for problem in self.problems if problem.severity == "ask" and problem.key]
        words = ((key, *key.split(":", 1)) for key in open_ones if key.startswith(("sector:", "carrier:")))
        found = {key: mistyped(word, kind) for key, kind, word in words}
        return {key: code for key, code in found.items() if code}

    @property
    def ready(self) -> bool:
        """Whether it may be committed: nothing blocks, and every question has its answer."""
        return not any(problem.severity in ("block", "ask") for problem in self.problems)

    @property
    def outcome(self) -> str:
        """ "blocked", "needs-answers", or "dry-run" when it stands ready."""
        severities = {problem.severity for problem in self.problems}
        return "blocked" if "block" in severities else "needs-answers" if "ask" in severities else "dry-run"


@dataclass(frozen=True)
class Effect:
    """What a commit would do to one table of one inventory, and to baseline and verdict of its city.

    ``before`` and ``after`` are the totals of the table in ``unit`` (for GPC the BASIC total); the four counts compare
    it cell by cell, and ``cells`` are those that differ. ``baseline_before`` and ``baseline_after`` are the tonnes of
    the baseline of the leading target, gaps the tonnes above its path. A verdict of an inventory that is too old to say
    anything about today is ``past``: the year that it is of, None where it holds today.
    """

    city_id: str
    city_name: str
    year: int
    method: str
    measure: str
    before: float | None
    after: float | None
    unit: str
    new: int
    changed: int
    unchanged: int
    removed: int
    verdict_before: Verdict
    verdict_after: Verdict
    gap_before: float | None
    gap_after: float | None
    baseline_before: float | None = None
    baseline_after: float | None = None
    past_before: int | None = None
    past_after: int | None = None
    cells: tuple[CellChange, ...] = field(default=(), repr=False)
