"""The verdict: on track, behind, or cannot tell, with the gap and the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import isnan

import numpy as np

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.commitment import programme, verdict_tables
from analytics.commitment.baseline import baseline
from analytics.commitment.bound_reasons import AskedBounds
from analytics.commitment.codes import Code, Reason, codes, ordered
from analytics.commitment.coverage import applied, judged_by
from analytics.commitment.former_inventories import NO_FORMER, FormerInventories
from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import Cause
from analytics.commitment.reasons import (
    Facts,
    by_default_uncertainties,
    covers_part,
    less_than_trend,
    newer,
    no_inventory,
    no_target,
    notes,
    said,
)
from analytics.commitment.targets import Target
from analytics.commitment.total_reasons import is_over, too_old
from analytics.detection.case import Finding
from analytics.formula import OURS, Formula, formula
from analytics.inventories.inventory import Inventory
from analytics.inventories.people import PEOPLE, doubts
from analytics.inventories.published import PublishedTotal
from analytics.text.sentences import Sentence
from analytics.uncertainty import source_spread
from analytics.uncertainty.likelihood import moved, too_close
from analytics.uncertainty.place_errors import place_errors
from analytics.uncertainty.strength import probabilities, strength
from analytics.uncertainty.widths import Widths
from analytics.vocabulary import Verdict

_CANNOT_TELL = verdict_tables.VERDICTS.index(Verdict.CANNOT_TELL)


@formula(
    name="On track, behind, cannot tell",
    text=Sentence(
        "On track: gap ≤ 0.  Behind: gap > 0.  Too close to call: neither is likely.  Cannot tell: one condition is "
        "missing"
    ),
    units=(
        "conditions: a target on what both years tell apart, a baseline above zero, an inventory after it by the same "
        "method, factors, gas and approach, and no figure that may be another one by so much that it turns the answer"
    ),
    source=OURS,
    mark="R",
    remark=(
        "Missing data never counts as good. In the target year the outcome is met or missed. How a declared "
        "baseline was made is not known: it is held against the inventories within five years, and without one it is "
        "unconfirmed."
    ),
    also=(
        "analytics.commitment.progress.assess_all",
        "analytics.commitment.progress.figures_of",
        "analytics.commitment.progress.of_today",
        "analytics.commitment.coverage.judged_by",
        "analytics.commitment.coverage.applied",
        "analytics.inventories.portion.portion",
    ),
    conditional=True,
)
def assess(
    target: Target | None,
    inventories: Sequence[Inventory],
    year: int | None = None,
    as_of: int | None = None,
    explanations: Sequence[Cause] = (),
    widths: Widths | None = None,
    published: Sequence[PublishedTotal] = (),
    former: FormerInventories = NO_FORMER,
    findings: Sequence[Finding] = (),
) -> Progress:
    """Judge ``target`` by the newest inventory of its own method.

    ``year`` asks as of that inventory year: later inventories are left out. ``as_of`` is the calendar year for which
    the answer should hold; an inventory more than four years older then gives no verdict. Without it the verdict
    speaks of the inventory's own year. ``explanations`` settle places that vanished. ``widths`` are the errors of
    the figures; without them nothing is too close to call. ``published`` are other totals of the city, which make it
    less sure, ``former`` is what inventories held before they were corrected, by their places in ``inventories``,
    ``findings`` what the detective says that figures should be, and nobody settled. Source: our own rule [R]; four
    years as the Covenant's monitoring interval (JRC).
    """
    if target is not None:
        return assess_all([target], inventories, year, as_of, explanations, widths, published, former, findings)[0]
    known = [inventory for inventory in inventories if year is None or inventory.year <= year]
    newest = max(known, key=lambda inventory: inventory.year, default=None)
    return Progress(None, latest=newest, reasons=(no_target(),) if known else (no_target(), no_inventory(year)))


def assess_all(
    targets: Sequence[Target],
    inventories: Sequence[Inventory],
    year: int | None = None,
    as_of: int | None = None,
    explanations: Sequence[Cause] = (),
    widths: Widths | None = None,
    published: Sequence[PublishedTotal] = (),
    former: FormerInventories = NO_FORMER,
    findings: Sequence[Finding] = (),
) -> list[Progress]:
    """Judge all targets of one city, each as ``assess`` does and by what it covers of the inventories: a table with a
    row for each, and one for the inventory before the one that judges it. In tonnes.
    ``former`` is what inventories held before they were corrected, by their places in ``inventories``. Source: our own
    rule [R]."""
    if not targets:
        return []
    if divided := _divided(targets, inventories):
        again = partial(
            assess_all,
            year=year,
            as_of=as_of,
            explanations=explanations,
            widths=widths,
            published=published,
            former=former,
            findings=findings,
        )
        others = iter(again([aim for aim in targets if aim not in divided], inventories))
        return [again([aim], divided[aim])[0] if aim in divided else next(others) for aim in targets]
    known = [inventory for inventory in inventories if year is None or inventory.year <= year]
    own = [sorted((item for item in known if item.method == aim.method), key=lambda item: item.year) for aim in targets]
    before = [_last_before(aim, mine) for aim, mine in zip(targets, own, strict=True)]
    latest_asked = verdict_tables.ALL_YEARS if year is None else min(max(year, 0), verdict_tables.ALL_YEARS)
    asked = [latest_asked] * len(targets)
    followed = [place for place, item in enumerate(before) if item is not None]
    asked += [item.year for item in before if item is not None]
    totals = verdict_tables.columns([inventories])
    columns = _columns(targets, inventories)
    which = np.array([*range(len(targets)), *followed], dtype=np.int64)
    found = programme.judge(columns, totals, which, np.array(asked, dtype=np.int64), as_of)
    earlier = programme.lineage(totals, found, columns.base_year[which])
    questions = programme.asked(columns, which, found, earlier, totals)
    places = AskedBounds(inventories, questions, [targets[row] for row in which], explanations, former, findings)
    mine = verdict_tables.taken(found, np.arange(len(targets)))
    sure = None if widths is None else _Sureness(mine, totals, targets, places, widths, published)
    judged = []
    for place, aim in enumerate(targets):
        facts = Facts(aim, baseline(aim, inventories), None, own[place], year, as_of)
        then = len(targets) + followed.index(place) if place in followed else None
        result = _figures(found, place, Progress(aim, explanations=tuple(explanations)), inventories)
        close = sure is not None and sure.too_close(place)
        facts = replace(facts, judging=result.latest)
        result = _judged(result, facts, found, (place, then), places, inventories, close)
        judged.append(result if sure is None else sure.called(result, place))
    return judged


def figures_of(targets: Sequence[Target], inventories: Sequence[Inventory]) -> list[Progress]:
    """The figures of all targets of one city as ``assess_all`` gives them, in tonnes, without the verdicts, for which
    alone every place of the inventories is looked at. Source: our own rule [R]."""
    if divided := _divided(targets, inventories):
        others = iter(figures_of([aim for aim in targets if aim not in divided], inventories))
        return [figures_of([aim], divided[aim])[0] if aim in divided else next(others) for aim in targets]
    if not targets:
        return []
    every = np.arange(len(targets))
    asked = np.full(len(targets), verdict_tables.ALL_YEARS, dtype=np.int64)
    found = programme.judge(_columns(targets, inventories), verdict_tables.columns([inventories]), every, asked)
    return [_figures(found, place, Progress(aim), inventories) for place, aim in enumerate(targets)]


def _columns(targets: Sequence[Target], inventories: Sequence[Inventory]) -> verdict_tables.Targets:
    plain = [applied(aim, inventories) for aim in targets]
    return verdict_tables.targets(plain, dict.fromkeys((aim.city_id for aim in targets), 0))


def _divided(targets: Sequence[Target], inventories: Sequence[Inventory]) -> dict[Target, list[Inventory]]:
    """Of the targets on a part of the inventories, which these tell apart, what they are judged by."""
    if any(item.covers for item in inventories):
        return {}
    parts = {aim: judged_by(aim, inventories) for aim in targets if aim.sector or aim.exclusions}
    return {aim: mine for aim, mine in parts.items() if any(item.covers for item in mine)}


def of_today(progress: Progress, inventories: Sequence[Inventory], as_of: int, year: int | None = None) -> Progress:
    """What was judged, as of the inventory of ``year`` where given, for a calendar year: no verdict where the inventory
    is too old for it, or the year of the target is over without one, and else the same. In tonnes. Source: our own rule
    [R]; four years as the Covenant's monitoring interval (JRC).
    """
    target, latest = progress.target, progress.latest
    if target is None or latest is None or progress.outcome is not None or latest.method != target.method:
        return progress  # a target that was met or missed stays so
    over = bool(is_over(np.array([target.year]), np.array([latest.year]), as_of)[0])
    if not over and not too_old(latest.year, as_of):
        return progress
    known = [item for item in inventories if year is None or item.year <= year]
    why = Code.TARGET_OVER if over else Code.TOO_OLD
    told = said(why, Facts(target, progress.baseline, latest, known, year, as_of))
    newest = max(known, key=lambda inventory: inventory.year, default=None)
    return progress.withheld([*told, *(Reason(why, words) for words in newer(newest, latest, target))])


def _judged(
    progress: Progress,
    facts: Facts,
    found: verdict_tables.Standing,
    rows: tuple[int, int | None],
    places: AskedBounds,
    inventories: Sequence[Inventory],
    close: bool,
) -> Progress:
    """Progress with its verdict, and with all that is said against it and beside it. ``rows`` are its own question and
    that of the inventory before. What is too ``close`` to call stays so with figures that may be others."""
    row, then = rows
    known = [item for item in inventories if facts.year is None or item.year <= facts.year]
    newest = max(known, key=lambda inventory: inventory.year, default=None)
    target, own = facts.target, facts.own
    reasons = said(Code(int(found.reasons[row])), facts)
    opened = [] if reasons else places.reasons(row)
    doubted = close and not codes(opened) & ~Code.UNSETTLED
    reasons = reasons or ([] if doubted else opened)
    result = replace(progress, doubts=_doubts(progress, inventories), unexplained=places.unexplained(row))
    if target.kind == "per-capita" and not reasons and (result.gap_t or 0.0) <= 0:
        reasons = [Reason(Code.HEADS_IN_DOUBT, doubt) for doubt in result.doubts]
    reasons = reasons or covers_part(result)
    if then is not None and not reasons and found.verdict[then] != _CANNOT_TELL and not places.codes(then):
        before = inventories[found.latest[then]]
        result = replace(result, previous_year=before.year, previous_gap_t=float(found.gap_t[then]))
    in_doubt = result.doubts if target.kind == "per-capita" and Code.HEADS_IN_DOUBT not in codes(reasons) else ()
    told = said(Code(int(found.beside[row])), facts)
    told += less_than_trend(result, own) if not reasons and not codes(told) else []
    told += opened if doubted else []
    remarks = (*told, *notes(result), *in_doubt, *places.explanations(row), *newer(newest, result.latest, target))
    result = replace(result, reasons=ordered(reasons), notes=remarks)
    if reasons or result.gap_t is None:
        return result
    verdict = verdict_tables.VERDICTS[found.verdict[row]]
    outcome = ("met" if verdict is Verdict.ON_TRACK else "missed") if found.final[row] else None
    return replace(result, verdict=verdict, outcome=outcome)


class _Sureness:
    """How sure the verdicts on all targets of one city are."""

    def __init__(
        self,
        found: verdict_tables.Standing,
        totals: verdict_tables.Totals,
        targets: Sequence[Target],
        places: AskedBounds,
        widths: Widths,
        published: Sequence[PublishedTotal],
    ) -> None:
        years = np.array([target.base_year for target in targets], dtype=np.int64)
        others = source_spread.columns(published, dict.fromkeys((item.city_id for item in published), 0))
        asked = programme.unsure(found, totals, years, np.zeros(len(targets), dtype=np.int64), others)
        self._errors, self._found = place_errors(asked, places.places, [widths]), found
        self._shift = programme.expected(found, totals, years, places.given)
        self._alone = probabilities(self._errors, found.gap_t, found.slope, self._shift).alone
        default = widths.default
        usual = None if default is None else place_errors(asked, places.places, [default])
        self._usual = None if usual is None else probabilities(usual, found.gap_t, found.slope, self._shift).said

    def too_close(self, question: int) -> bool:
        """Whether neither answer to a question is likely by the errors alone."""
        return bool(too_close(self._alone[question]))

    def called(self, progress: Progress, question: int) -> Progress:
        """Progress with its strength, and too close to call where neither answer is likely."""
        if progress.gap_t is None:
            return progress
        sure = strength(self._errors, self._found.gap_t, self._found.slope, question, self._shift)
        found = replace(progress, strength=sure)
        if progress.verdict is Verdict.CANNOT_TELL:
            return found
        if self._usual is not None and moved(sure.probability, self._usual[question]):
            told = by_default_uncertainties(progress.verdict, float(self._usual[question]))
            found = replace(found, notes=(told, *found.notes))
        return replace(found, verdict=Verdict.TOO_CLOSE, outcome=None) if sure.too_close else found


def _last_before(target: Target, own: Sequence[Inventory]) -> Inventory | None:
    """The inventory before the one that judges, of those after the base year."""
    monitoring = [item for item in own if item.year > target.base_year]
    judged = [item for item in monitoring if item.year <= target.year] or monitoring or own
    return judged[-2] if len(judged) > 1 else None


def _figures(
    found: verdict_tables.Standing, row: int, progress: Progress, inventories: Sequence[Inventory]
) -> Progress:
    """Progress with every figure of one question that can be given, whether or not a verdict can."""
    figures = (found.target_t, found.path_t, found.gap_t, found.gap_percent, found.years_late)
    target_t, path_t, gap_t, percent, late = (None if isnan(item[row]) else float(item[row]) for item in figures)
    latest = inventories[found.latest[row]] if found.latest[row] >= 0 else None
    known = None if progress.target is None or isnan(found.base_t[row]) else baseline(progress.target, inventories)
    return replace(
        progress,
        baseline=known,
        latest=latest,
        target_t=target_t,
        path_t=path_t,
        gap_t=gap_t,
        gap_percent=percent,
        years_late=late,
    )


def _doubts(progress: Progress, inventories: Sequence[Inventory]) -> tuple[Sentence, ...]:
    """What is open about the inhabitants of the base year and of the newest inventory, and nobody explained."""
    first = progress.baseline.inventory if progress.baseline else None
    if first is None or progress.latest is None or first.year == progress.latest.year:
        return ()
    explained = {item.year for item in progress.explanations if item.place == PEOPLE}
    return doubts(first, progress.latest, inventories, explained)


CHANGE = Formula(
    name="Change of the emissions",
    text=Sentence("change = E(y) − E₀;  in % = 100 × change ÷ E₀"),
    units=(
        "t CO₂e and per cent of the base year, in total or per inhabitant; since an earlier inventory in t CO₂e; "
        "negative is a fall"
    ),
    source=OURS,
    mark="R",
    function="analytics.commitment.judged.Progress.change_t",
    remark="Only between inventories by one method that count alike.",
    also=(
        "analytics.commitment.judged.Progress.change_percent",
        "analytics.commitment.judged.Progress.per_head_change_percent",
        "analytics.commitment.comparability.change_since",
        "analytics.commitment.comparability.earlier",
    ),
)

LEFT = Formula(
    name="Left to cut",
    text=Sentence("left = E(newest) − E_T;  a year = left ÷ (y_T − y)"),
    units="t CO₂e and t CO₂e a year; y is the year of the newest inventory, negative is to spare",
    source=OURS,
    mark="R",
    function="analytics.commitment.judged.Progress.left_t",
    also=("analytics.commitment.judged.Progress.left_yearly_t",),
)

HOW_LONG = Formula(
    name="How long an inventory speaks",
    text=Sentence(
        "today: cannot tell when the newest inventory is more than {years} years old", years=OLDEST_INVENTORY_YEARS
    ),
    units="calendar years",
    source=OURS,
    mark="R",
    function="analytics.commitment.progress.assess",
    remark="The Covenant asks for a monitoring inventory at least every four years [V, JRC and eumayors.eu].",
)
