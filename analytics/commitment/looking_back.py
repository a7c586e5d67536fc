"""What was said before: former figures of the base year, and former targets, held against those that count now.

A baseline that is raised and a target that asks for less make every answer better, so that both are told beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.paths import allowed
from analytics.commitment.targets import Target
from analytics.commitment.trajectory import gap, percent_of
from analytics.inventories.inventory import Inventory
from analytics.inventories.missing import listed
from analytics.inventories.spots import Spot
from analytics.text.sentences import Sentence
from analytics.vocabulary import VERDICT_NAMES, Verdict

LEAST_RAISE = 0.05
RESTATED = 5.0
"""[R] Per cent by which a baseline is raised, or falls, before it is said: to raise it makes every answer better."""
LEAST_EASE_T = 0.5
"""[R] A target that allows less than a tonne more than a former one is the same."""


class FormerBaseline(NamedTuple):
    """The inventory of the base year as it was up to a day. ``explained`` are the places, each with its carrier or for
    all (None), of which somebody said since then why they hold what they hold. ``back``: what counts now counted before
    it, too."""

    inventory: Inventory
    until: date
    explained: frozenset[tuple[str, str | None]] = frozenset()
    back: bool = False


class FormerAim(NamedTuple):
    """A former target as it is judged now, up to when it was on file, and who changed it for which reason."""

    progress: Progress
    until: date
    reason: str
    by: str


def restated(now: Progress, formers: Sequence[FormerBaseline]) -> Reason | None:
    """That the baseline is another figure than it once was, in t and per cent: with the places that changed most, and
    the answer with the former figure. The lowest one counts, whatever the steps between; a fall is held against the
    highest. None where nobody needs to be told. Source: our own rule [R]; 5 % as the threshold of recalculation."""
    first = now.baseline.inventory if now.baseline else None
    if first is None or first.emissions_t is None:
        return None
    found = []
    for former in formers:
        before = former.inventory
        if before.emissions_t is None or before.emissions_t <= 0 or before.gas != first.gas:
            continue
        moved = _moved(former, first)
        percent = float(percent_of(sum(moved.values()), before.emissions_t))
        found.append((percent, former, moved))
    raised = max(found, key=lambda item: item[0], default=None)
    if raised is not None and raised[0] >= LEAST_RAISE:
        return _said(now, *raised)
    lowered = min((item for item in found if not item[1].back), key=lambda item: item[0], default=None)
    return _said(now, *lowered) if lowered is not None and lowered[0] <= -RESTATED else None


def _moved(former: FormerBaseline, first: Inventory) -> dict[str, float]:
    """By the name of each place what it holds more than before, in t, of those that nobody explained."""
    had, has = former.inventory.spots.tonnes, first.spots.tonnes
    moved: dict[str, float] = {}
    for spot in {*had, *has}:
        if not _explained(spot, former.explained):
            moved[spot.name] = moved.get(spot.name, 0.0) + has.get(spot, 0.0) - had.get(spot, 0.0)
    return moved


def _explained(spot: Spot, explained: frozenset[tuple[str, str | None]]) -> bool:
    places = (spot.sector, spot.gpc_ref)
    return any(place in places and carrier in (None, spot.carrier) for place, carrier in explained)


def _said(now: Progress, percent: float, former: FormerBaseline, moved: dict[str, float]) -> Reason:
    before_t = former.inventory.emissions_t or 0.0
    values: dict[str, object] = {
        "percent": abs(percent),
        "date": former.until,
        "places": listed({name: amount for name, amount in moved.items() if amount * percent > 0}),
        "emissions": before_t,
        "answer": VERDICT_NAMES[_answer(now, before_t)],
    }
    said = (
        Sentence(
            "Baseline raised by {percent:.1f} % since {date}: {places}. With the former {emissions:,.0f} t: {answer}.",
            **values,
        )
        if percent > 0
        else Sentence(
            "Baseline lowered by {percent:.1f} % since {date}: {places}. With the former {emissions:,.0f} t: {answer}.",
            **values,
        )
    )
    return Reason(Code.BASELINE_RESTATED, said, abs(sum(moved.values())))


def _answer(now: Progress, base_t: float) -> Verdict:
    """The answer with another figure of the base year, by the totals alone."""
    target, latest, base = now.target, now.latest, now.baseline
    if target is None or latest is None or latest.emissions_t is None or base is None or now.gap_t is None:
        return Verdict.CANNOT_TELL
    path_t = allowed(target, replace(base, emissions_t=base_t), latest.year, latest.inhabitants, latest.gdp)
    if path_t is None:
        return Verdict.CANNOT_TELL
    return Verdict.ON_TRACK if gap(latest.emissions_t, path_t) <= 0 else Verdict.BEHIND


def asks_for_less(target: Target, former: Target, year: int, gap_t: float, former_gap_t: float) -> bool:
    """Whether a target asks for less than a former one of the same sectors did, by the gaps in t that the inventory of
    ``year`` has to both; of a former one whose year is over nothing is asked. Source: our own rule [R]."""
    asked = former.sector == target.sector and (former.year >= year or former.year == target.year)
    return asked and former_gap_t - gap_t > LEAST_EASE_T


def _dropped(target: Target, former: Target, year: int, former_gap_t: float) -> bool:
    """Whether a target on one sector is left of a former one on the whole city whose year is not over, and on whose
    path the inventory of ``year`` is not, by its gap in t."""
    return bool(target.sector) and not former.sector and former.year >= year and former_gap_t > 0


def eased(now: Progress, formers: Sequence[FormerAim], every: Sequence[Progress]) -> Reason | None:
    """That a former target asked for more, in t, with the answer on it; of several the one that asked for most. Beside
    a target on a sector that is one on the whole city, too, where ``every`` target on file is on a sector. None where
    there is none. Source: our own rule [R]."""
    target, latest, gap_t = now.target, now.latest, now.gap_t
    if target is None or latest is None or gap_t is None:
        return None
    in_parts = all(item.target is not None and item.target.sector for item in every)
    asked = [
        (former_gap_t, item, former)
        for item in formers
        if (former := item.progress.target) is not None and (former_gap_t := item.progress.gap_t) is not None
        if asks_for_less(target, former, latest.year, gap_t, former_gap_t)
        or (in_parts and _dropped(target, former, latest.year, former_gap_t))
    ]
    if not asked:
        return None
    former_gap_t, most, former = max(asked, key=lambda item: item[0])
    return Reason(Code.TARGET_EASED, _asked_before(now, target, most, former), former_gap_t - gap_t)


def _asked_before(now: Progress, target: Target, most: FormerAim, former: Target) -> Sentence:
    """What was on file before, with the answer on it, and why it was changed."""
    base, former_base = now.baseline, most.progress.baseline
    values: dict[str, object] = {
        "date": most.until,
        "target": former.name,
        "base_year": former.base_year,
        "answer": VERDICT_NAMES[most.progress.verdict],
        "reason": most.reason,
        "by": most.by,
    }
    if target.sector and not former.sector:
        return Sentence(
            "Until {date} a target on the whole city was on file: {target}. With it: {answer}. Why it was changed: "
            "{reason} ({by}).",
            **values,
        )
    if former.base_year != target.base_year:
        return Sentence(
            "Until {date} a target with the base year {base_year} was on file that asks for more: {target}. With it: "
            "{answer}. Why it was changed: {reason} ({by}).",
            **values,
        )
    if former.name == target.name and base and former_base and base.declared and former_base.declared:
        return Sentence(
            "Until {date} the target declared a baseline of {before:,.0f} t for {base_year}; it declares "
            "{emissions:,.0f} t now and so asks for less. With the former baseline: {answer}. Why it was changed: "
            "{reason} ({by}).",
            before=former_base.emissions_t,
            emissions=base.emissions_t,
            **values,
        )
    return Sentence(
        "Until {date} a target was on file that asks for more: {target}. With it: {answer}. Why it was changed: "
        "{reason} ({by}).",
        **values,
    )


def outdone(now: Progress, every: Sequence[Progress]) -> Reason | None:
    """That a good answer is on one of several targets, and that the city is behind on another one which asks for more,
    in t; of several the one that asks for most. None where there is none. Source: our own rule [R]."""
    target, latest, gap_t = now.target, now.latest, now.gap_t
    if target is None or latest is None or gap_t is None or gap_t > 0:
        return None
    asked = [
        (item.gap_t, item.target)
        for item in every
        if item.target is not None and item.gap_t is not None and item.gap_t > 0
        if asks_for_less(target, item.target, latest.year, gap_t, item.gap_t)
    ]
    other_gap_t, other = max(asked, key=lambda item: item[0], default=(0.0, None))
    if other is None:
        return None
    said = Sentence(
        "Another target on file asks for more, and is not on its path: {target} ({amount:,.0f} t above it).",
        target=other.name,
        amount=other_gap_t,
    )
    return Reason(Code.OTHER_TARGET, said, other_gap_t)
