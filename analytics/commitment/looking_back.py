"""What was said before: former figures of the base year, and former targets, held against those that count now.

A baseline that is raised and a target that asks for less make every answer better, so that both are told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import fsum
from typing import NamedTuple

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.paths import allowed
from analytics.commitment.place_questions import OpenPlace
from analytics.commitment.targets import Target
from analytics.commitment.total_reasons import LEAST_RAISE, RESTATED
from analytics.commitment.trajectory import gap, percent_of
from analytics.inventories.inventory import Inventory
from analytics.inventories.missing import listed
from analytics.inventories.spots import WHOLE, Spot
from analytics.text.sentences import Sentence
from analytics.vocabulary import TOTAL_PLACE, VERDICT_NAMES, Verdict

LEAST_EASE_T = 0.5
"""[R] A target that allows less than a tonne more than a former one is the same."""


class FormerBaseline(NamedTuple):
    """The inventory of the base year as it was up to a day. ``explained`` are the places, each with its carrier or for
    all (None), of which somebody said since then why they hold what they hold. ``back``: what counts now counted before
    it, too. ``slip``: it was taken back within a day."""

    inventory: Inventory
    until: date
    explained: frozenset[tuple[str, str | None]] = frozenset()
    back: bool = False
    slip: bool = False


class FormerAim(NamedTuple):
    """A former target as it is judged now, up to when it was on file, and who changed it for which reason."""

    progress: Progress
    until: date
    reason: str
    by: str


def restated(now: Progress, formers: Sequence[FormerBaseline]) -> Reason | None:
    """That the baseline is another figure than it once was, in t and per cent: with the places that changed most, and
    the answer with the former figure. The lowest one counts, whatever the steps between; a fall is held against the
    highest. ``formers`` are in the order in which they came. None where nobody needs to be told. Source: our own rule
    [R]; 5 % as the threshold of recalculation."""
    first = now.baseline.inventory if now.baseline else None
    found = _counting(first, formers)
    changed = _largest(found)
    if first is None or changed is None:
        return None
    earliest = found[0].former
    return _said(now, changed, (first if earliest.back else earliest.inventory).emissions_t or 0.0)


def restated_places(now: Progress, formers: Sequence[FormerBaseline]) -> tuple[OpenPlace, ...]:
    """The places by which the baseline was changed, as ``restated`` tells it, most tonnes first, and the whole year:
    those that an explanation can be given for. Source: our own rule [R]."""
    first = now.baseline.inventory if now.baseline else None
    changed = _largest(_counting(first, formers))
    if first is None or changed is None:
        return ()
    tonnes: dict[Spot, float] = {}
    for spot, amount in changed.moved.items():
        spot = spot._replace(scope=None, gas=WHOLE)
        tonnes[spot] = tonnes.get(spot, 0.0) + amount
    found = [
        OpenPlace(first.year, spot, abs(amount)) for spot, amount in tonnes.items() if amount * changed.percent > 0
    ]
    found.sort(key=lambda place: -(place.tonnes or 0.0))
    return (*found, OpenPlace(first.year, Spot(TOTAL_PLACE), abs(fsum(tonnes.values()))))


def slipped(now: Progress, formers: Sequence[FormerBaseline]) -> Sentence | None:
    """That the base year held another figure for less than a day, in t, where a good answer would be another one with
    it; of several the lowest. None where there is none. Source: our own rule [R]."""
    first = now.baseline.inventory if now.baseline else None
    found = [item for item in _changes(first, formers) if item.former.slip and item.percent >= LEAST_RAISE]
    lowest = max(found, key=lambda item: item.percent, default=None)
    if lowest is None or now.gap_t is None or now.gap_t > 0:
        return None
    before_t, until = lowest.former.inventory.emissions_t or 0.0, lowest.former.until
    answer = _answer(now, before_t)
    if answer is not Verdict.BEHIND:
        return None
    return Sentence(
        "For less than a day, until {date}, the baseline was {emissions:,.0f} t. With it: {answer}.",
        date=until,
        emissions=before_t,
        answer=VERDICT_NAMES[answer],
    )


def cleared(now: Progress, others: Sequence[tuple[Inventory, date, Progress]]) -> Iterator[Reason]:
    """That the former figure of a year stood against a good answer, because a declared baseline is far from it, in t;
    of several of a year the one that was on file last. ``others`` are former inventories, each with the day until which
    it was on file and what is judged with it. Source: our own rule [R]."""
    explained = {item.year for item in now.explanations if item.place == TOTAL_PLACE and item.outlived is None}
    last = {
        held.year: (held, until)
        for held, until, then in others
        if held.year not in explained and Code.BASELINE_APART in then.codes
    }
    for year, (held, until) in sorted(last.items()):
        said = Sentence(
            "Until {date} the inventory of {year} held {emissions:,.0f} t. With that figure the answer was: {answer}, "
            "since the declared baseline is too far from it.",
            date=until,
            year=year,
            emissions=held.emissions_t or 0.0,
            answer=VERDICT_NAMES[Verdict.CANNOT_TELL],
        )
        yield Reason(Code.YEAR_RESTATED, said, held.emissions_t)


def taken_back(now: Progress, others: Sequence[tuple[Progress, date]]) -> Reason | None:
    """That a good answer is by the inventory before one that was taken back, which found the city behind, in t, and
    that nobody said why; of several ``others``, each with the day until which it was on file, the newest. None where
    there is none. Source: our own rule [R]."""
    if now.verdict is Verdict.CANNOT_TELL or now.gap_t is None or now.gap_t > 0 or now.latest is None:
        return None
    explained = {item.year for item in now.explanations if item.place == TOTAL_PLACE and item.outlived is None}
    found = [
        (other.latest.year, until, other.gap_t)
        for other, until in others
        if other.latest is not None and other.latest.year > now.latest.year and other.latest.year not in explained
        if other.gap_t is not None and other.gap_t > 0
    ]
    if not found:
        return None
    year, until, gap_t = max(found)
    said = Sentence(
        "An inventory of {year} was on file until {date} and was taken back, without a reason for its total on file: "
        "by it the city was {amount:,.0f} t above its path.",
        year=year,
        date=until,
        amount=gap_t,
    )
    return Reason(Code.TAKEN_BACK, said, gap_t)


class _Changed(NamedTuple):
    """By how many per cent a base year holds more than a former figure, and by place in t, of what nobody explained."""

    percent: float
    former: FormerBaseline
    moved: dict[Spot, float]


def _counting(first: Inventory | None, formers: Sequence[FormerBaseline]) -> list[_Changed]:
    """What changed since each former figure that was more than a slip."""
    return [item for item in _changes(first, formers) if not item.former.slip]


def _largest(found: Sequence[_Changed]) -> _Changed | None:
    """The largest rise, or where there is none worth a word the largest fall; None where nobody needs to be told."""
    raised = max(found, key=lambda item: item.percent, default=None)
    if raised is not None and raised.percent >= LEAST_RAISE:
        return raised
    lowered = min((item for item in found if not item.former.back), key=lambda item: item.percent, default=None)
    return lowered if lowered is not None and lowered.percent <= -RESTATED else None


def _changes(first: Inventory | None, formers: Sequence[FormerBaseline]) -> Iterator[_Changed]:
    """What changed in the base year since each former figure that it can be held against."""
    if first is None or first.emissions_t is None:
        return
    for former in formers:
        before = former.inventory
        if before.emissions_t is not None and before.emissions_t > 0 and before.gas == first.gas:
            moved = _moved(former, first)
            yield _Changed(float(percent_of(fsum(moved.values()), before.emissions_t)), former, moved)


def _moved(former: FormerBaseline, first: Inventory) -> dict[Spot, float]:
    """What each place holds more than before, in t, of those that nobody explained."""
    had, has = former.inventory.spots.tonnes, first.spots.tonnes
    return {
        spot: has.get(spot, 0.0) - had.get(spot, 0.0)
        for spot in {**had, **has}
        if not _explained(spot, former.explained)
    }


def _explained(spot: Spot, explained: frozenset[tuple[str, str | None]]) -> bool:
    if (TOTAL_PLACE, None) in explained:
        return True
    places = (spot.sector, spot.gpc_ref)
    return any(place in places and carrier in (None, spot.carrier) for place, carrier in explained)


def _said(now: Progress, changed: _Changed, first_t: float) -> Reason:
    """That the baseline was changed, and what it was at first where that was still another figure."""
    percent, former, spots = changed
    moved: dict[str, float] = {}
    for spot, amount in spots.items():
        moved[spot.name] = moved.get(spot.name, 0.0) + amount
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
    if abs(first_t - before_t) > LEAST_EASE_T:
        said = Sentence("{said} The first figure on file was {first:,.0f} t.", said=said, first=first_t)
    return Reason(Code.BASELINE_RESTATED, said, abs(fsum(moved.values())))


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
