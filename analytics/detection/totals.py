"""Totals that a source prints against the sum of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analytics.detection.case import Case, Finding
from analytics.detection.messages import COLUMNS, total_off
from analytics.detection.places import EMISSIONS, ENERGY, half_unit
from analytics.text.sentences import Sentence


class PrintedTotal(NamedTuple):
    """A total that the source prints: of ``energy_mwh`` or ``emissions_t``, in MWh or t, over the places that match.

    No sectors, carrier or scope means all of them, where ``selects``; else these do not tell its parts from the other
    places. ``row``, ``column`` and ``sheet`` are where it stands in the file, ``text`` and ``unit`` what stands there,
    ``named`` what it totals. ``parts`` is the sum of its ``number`` parts as they were read, ``rounding`` how far the
    digits that are printed allow the two to differ.
    """

    measure: str
    value: float
    row: int | None = None
    sectors: tuple[str, ...] = ()
    carrier: str | None = None
    scope: int | None = None
    selects: bool = True
    parts: float | None = None
    number: int = 0
    rounding: float = 0.0
    named: str = ""
    text: str = ""
    unit: str = ""
    sheet: str | None = None
    column: str | None = None

    @property
    def differs(self) -> bool:
        """Whether it is another figure than the sum of its parts, beyond rounding and beyond what is worth a word."""
        return self.parts is not None and beyond(self.value, self.parts, self.rounding)


SMALL, SMALL_SHARE = 1.0, 0.001
"""[R] A difference below 1 t or MWh that is also below 1 per mille is not asked about."""
TRIFLE = 1e-5
"""[R] One below a hundred-thousandth of the total is not asked about either: no inventory is known so well."""


def beyond(total: float, parts: float, rounding: float) -> bool:
    """Whether a total (MWh or t) and the sum of its parts differ by more than rounding, and by more than a trifle."""
    apart = abs(total - parts)
    return apart > rounding * (1 + 1e-9) + 1e-9 * abs(total) and not (
        apart < TRIFLE * abs(total) or (apart < SMALL and apart < SMALL_SHARE * abs(total))
    )


class _Off(NamedTuple):
    """A total that differs from the sum of its ``parts`` by ``off``, more than ``rounding`` can be."""

    total: PrintedTotal
    parts: np.ndarray
    off: float
    rounding: float


def totals(case: Case, printed: Sequence[PrintedTotal]) -> None:
    """Totals that the source prints, or that stand as a row "total" beside sectors, against the sum of their parts.
    The limit is rounding alone: half a unit in the last place for each part and for the total.
    """
    places = case.places
    own = places.sector == "total"
    real = ~own & places.counted  # what no total holds, such as grid supply, is no part of a row "total"
    inner = [
        PrintedTotal(column, value, int(row) or None, (), carrier or None, None if np.isnan(scope) else int(scope))
        for column in (ENERGY, EMISSIONS)
        for value, row, carrier, scope in zip(
            places.amounts[column][own],
            places.rows[column][own],
            places.carrier[own],
            places.scope[own],
            strict=True,
        )
        if np.isfinite(value)
    ]
    printed = [total for total in printed if total.selects]
    every = [*printed, *inner]
    coarse = {column: float(np.min(half, initial=np.inf)) for column, half in places.half.items()}
    halves = half_unit(np.array([total.value for total in every], dtype=float))
    halves = np.maximum(halves, [coarse[total.measure] if coarse[total.measure] > 1 else 0.0 for total in every])
    among = [~own if real.any() else np.ones(len(own), dtype=bool)] * len(printed) + [real] * len(inner)
    off = [x for of in zip(every, among, halves.tolist(), strict=True) if (x := _off(case, *of))]
    while off:
        # A wrong part shows in every total above it: the difference is told once, with the narrowest total.
        first = min(off, key=lambda found: int(found.parts.sum()))
        same = [x for x in off if x.total.measure == first.total.measure and abs(x.off - first.off) <= x.rounding]
        _tell_total(case, first, [x.total for x in same if x is not first])
        off = [found for found in off if not any(found is x for x in same)]


def _off(case: Case, total: PrintedTotal, among: np.ndarray, half: float) -> _Off | None:
    """How far a total, printed to half a unit of ``half``, is from its parts; None within rounding."""
    places, column = case.places, total.measure
    amounts = places.amounts[column]
    parts = among & np.isfinite(amounts)
    if total.sectors:
        parts &= np.isin(places.sector, total.sectors)
    if total.carrier:
        parts &= places.carrier == total.carrier
    if total.scope is not None:
        parts &= places.scope == total.scope
    rounding = (float(places.half[column][parts].sum()) + half) * (1 + 1e-9)
    off = total.value - float(amounts[parts].sum())
    if not parts.any() or abs(off) <= rounding:
        return None
    # A source may leave memo items or removals out of its total, and a repair may already explain the difference.
    choices = [parts, parts & places.counted, parts & (amounts >= 0), parts & places.counted & (amounts >= 0)]
    slack = float(case.slack[column][parts].sum())
    for values, limit in ((amounts, rounding), (case.repaired[column], rounding + slack)):
        if min(abs(total.value - float(values[choice].sum())) for choice in choices) <= limit:
            return None
    return None if np.isinf(slack) else _Off(total, parts, off, rounding)


def on_file(city_id: str, year: int, printed: Sequence[PrintedTotal]) -> Iterator[Finding]:
    """The totals of an inventory that were printed otherwise than the sum of their parts when its file came in. A wrong
    part shows in every total above it: the difference is told once, with the total of the fewest parts."""
    off = sorted((total for total in printed if total.differs), key=lambda total: (total.number, total.row or 0))
    while off:
        first = off[0]
        assert first.parts is not None
        apart = first.value - first.parts
        same = [
            total
            for total in off
            if total.measure == first.measure
            and total.parts is not None
            and abs(total.value - total.parts - apart) <= total.rounding + first.rounding
        ]
        off = [total for total in off if total not in same]
        stake = abs(apart) if first.measure == EMISSIONS else None
        yield Finding(
            "total-differs",
            first.row,
            first.column or COLUMNS[first.measure],
            city_id,
            year,
            stake,
            total_off(first.measure, first.value, apart, first.parts, first.rounding, first.number, "", len(same) - 1),
            Sentence("Look for a part that is left out, counted twice or mistyped, or correct the total."),
            tuple(sorted({total.row for total in same if total.row})),
        )


def _tell_total(case: Case, found: _Off, others: Sequence[PrintedTotal]) -> None:
    total, off, places = found.total, found.off, case.places
    column, members = total.measure, np.flatnonzero(found.parts)
    amounts = places.amounts[column]
    like = [x for x in members if amounts[x] and abs(abs(off) - abs(amounts[x])) <= found.rounding]
    whole, mean = float(amounts[members].sum()), case.tonnes(amounts[members], members)
    stake = abs(off) if column == EMISSIONS else abs(off) * mean / whole if mean and whole else None
    same = places.name(like[0]) if like else ""
    case.tell(
        "total-differs",
        members,
        column,
        stake,
        total_off(column, total.value, off, whole, found.rounding, len(members), same, len(others)),
        Sentence("Look for a part that is left out, counted twice or mistyped, or correct the total."),
        rows=[total.row, *(other.row for other in others)],
        first=total.row,
        should=total.value if column == EMISSIONS else None,
    )
