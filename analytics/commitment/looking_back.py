"""Other targets of a city, on file or once on file, that ask for more than the one that is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.text.sentences import Sentence
from analytics.vocabulary import VERDICT_NAMES

LEAST_EASE_T = 0.5
"""[R] A target that allows less than a tonne more than another one is the same."""


class FormerAim(NamedTuple):
    """A former target as it is judged now, up to when it was on file, and who changed it for which reason."""

    progress: Progress
    until: date
    reason: str
    by: str


class Aims(NamedTuple):
    """Targets side by side, one entry each: the number of the city, what is covered, the year of the target and of the
    inventory that judges it, the gap in t, and whether it is on file now."""

    city: Integers
    covers: Sequence[str]
    year: Integers
    judged_in: Integers
    gap_t: Floats
    now: Truths


def asking_more(aims: Aims) -> Integers:
    """For each target on file the row of the one that asks for most among those that ask for more: a former one whose
    year is not over, or another one on file on whose path the city is not, beside a good answer. -1 for none. Source:
    our own rule [R]."""
    found = np.full(len(aims.city), -1)
    count = np.bincount(aims.city, minlength=1)
    mine: dict[tuple[int, str], list[int]] = {}
    for row in np.flatnonzero((count[aims.city] > 1) & ~np.isnan(aims.gap_t)).tolist():
        mine.setdefault((int(aims.city[row]), aims.covers[row]), []).append(row)
    for rows in mine.values():
        for row in rows:
            if aims.now[row]:
                others = [other for other in rows if _asks_more(aims, row, other)]
                found[row] = max(others, key=lambda other: float(aims.gap_t[other]), default=-1)
    return found


def _asks_more(aims: Aims, row: int, other: int) -> bool:
    more = aims.gap_t[other] - aims.gap_t[row] > LEAST_EASE_T
    asked = aims.year[other] >= aims.judged_in[row] or aims.year[other] == aims.year[row]
    counts = not aims.now[other] or aims.gap_t[row] <= 0 < aims.gap_t[other]
    return bool(other != row and more and asked and counts)


def asked_for_more(judged: Sequence[Progress], formers: Sequence[FormerAim]) -> Iterator[Reason | None]:
    """For each of the targets of a city on file what to say of another one that asks for more, in t; None where there
    is none."""
    every = [*judged, *(former.progress for former in formers)]
    targets = [item.target for item in every]
    known = [item for item in targets if item is not None]
    if len(known) < len(every):
        yield from (None for _ in judged)
        return
    count = len(every)
    rows = asking_more(
        Aims(
            np.zeros(count, dtype=np.int64),
            [covers(target) for target in known],
            np.array([target.year for target in known], dtype=np.int64),
            np.array([item.latest.year if item.latest else 0 for item in every], dtype=np.int64),
            np.array([np.nan if item.gap_t is None else item.gap_t for item in every], dtype=np.float64),
            np.arange(count) < len(judged),
        )
    )
    for item, row in zip(judged, rows.tolist(), strict=False):
        yield None if row < 0 else _said(item, every[row], formers[row - len(judged)] if row >= len(judged) else None)


def covers(target: Target) -> str:
    """What a target covers, as two that cover the same say it."""
    return f"{target.sector or ''}|{target.exclusions or ''}"


def _said(now: Progress, other: Progress, former: FormerAim | None) -> Reason:
    target, more = other.target, (other.gap_t or 0.0) - (now.gap_t or 0.0)
    assert target is not None
    if former is None:
        said = Sentence(
            "Another target asks for more: {target}. The city is {amount:,.0f} t above its path.",
            target=target.name,
            amount=other.gap_t,
        )
    else:
        said = Sentence(
            "Until {date} the target was {target}. With it: {answer}. Why it was changed: {reason} ({by}).",
            date=former.until,
            target=target.name,
            answer=VERDICT_NAMES[other.verdict],
            reason=former.reason,
            by=former.by,
        )
    return Reason(Code.OTHER_TARGET, said, more)
