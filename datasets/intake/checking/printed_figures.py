"""What a file says beside its figures, as the store keeps it with its revision and as it is read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from analytics.detection.places import EMISSIONS, ENERGY
from analytics.detection.totals import PrintedTotal
from analytics.text.problems import Problem
from analytics.vocabulary import Measure
from datasets.intake.meaning import activity
from datasets.store import LeftOutRow, PrintedRow, Slot

BETWEEN = "|"


def rows(totals: Mapping[tuple[str, int, str], Iterable[PrintedTotal]], slots: Iterable[Slot]) -> Iterator[PrintedRow]:
    """The totals of the tables that a file fills (``slots``) as rows for the store; those of no sum are none."""
    filled = set(slots)
    for (city_id, year, method), found in totals.items():
        for total in found:
            slot = Slot(city_id, year, method, (Measure.ENERGY if total.measure == ENERGY else Measure.EMISSIONS).value)
            if total.parts is not None and slot in filled:
                yield PrintedRow(
                    *slot,
                    total.value,
                    total.parts,
                    total.number,
                    total.rounding,
                    total.named,
                    BETWEEN.join(total.sectors),
                    total.carrier,
                    total.scope,
                    total.selects,
                    total.text,
                    total.unit,
                    total.sheet,
                    total.row,
                    total.column,
                )


def left_out(problems: Iterable[Problem]) -> Iterator[LeftOutRow]:
    """The columns of activity that a file was told to hold beside its figures."""
    for problem in problems:
        if problem.code == activity.CODE:
            yield LeftOutRow(problem.sheet, problem.row, problem.column or "", problem.cells)


def totals(kept: Iterable[PrintedRow]) -> dict[tuple[str, int, str], list[PrintedTotal]]:
    """The totals on file by city, year and method."""
    found: dict[tuple[str, int, str], list[PrintedTotal]] = {}
    for row in kept:
        measure = ENERGY if row.measure == Measure.ENERGY else EMISSIONS
        found.setdefault((row.city_id, row.year, row.method), []).append(
            PrintedTotal(
                measure,
                row.value,
                row.source_row,
                tuple(filter(None, row.sectors.split(BETWEEN))),
                row.carrier,
                row.scope,
                row.selects,
                row.parts,
                row.number,
                row.rounding,
                row.named,
                row.original_text,
                row.original_unit,
                row.source_sheet,
                row.source_column,
            )
        )
    return found
