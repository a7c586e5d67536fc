"""Whether a claim survives other choices: GWP set, approach, electricity factor, absolute or per inhabitant.

Every cell of the grid is the same target judged again with the inventories made that other way. Reported CO2e is never
restated silently: where figures were made otherwise than a cell asks and cannot be restated, the cell cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from analytics.commitment.progress import Progress, assess
from analytics.commitment.targets import KIND_NAMES, Target
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence, listed
from analytics.vocabulary import OUTCOME_NAMES, VERDICT_NAMES, Approach, Verdict, stated

GWP_SETS = ("SAR", "AR4", "AR5", "AR5_CCF", "AR6")
APPROACHES = (Approach.ACTIVITY_BASED.value, Approach.LIFE_CYCLE.value)
ELECTRICITY = ("national", "local")
BASES = ("absolute", "per-capita")
FILED = ("as filed", "as filed", "as filed")
"""What stands in the place of a combination where nothing is restated."""

_WITHIN = {
    # Translators: an answer within a sentence, of a target that was met in its target year.
    "met": Sentence("met"),
    # Translators: an answer within a sentence, of a target that was missed in its target year.
    "missed": Sentence("missed"),
    Verdict.ON_TRACK: Sentence("on track"),
    # Translators: an answer within a sentence: the city emits more than the path to its target allows.
    Verdict.BEHIND: Sentence("behind"),
    Verdict.CANNOT_TELL: Sentence("cannot tell"),
}

Offered = Callable[[str, str, str], "Sequence[Inventory] | str"]
"""(GWP set, approach, electricity) -> the city's inventories made that way, or the sentence why there are none.

An inventory says itself what it was made with (``gwp_set``, ``approach``); one that keeps another setting than was
asked for could not be restated, and is not counted as if it had been.
"""


@dataclass(frozen=True)
class Cell:
    """One combination and its answer. ``gap_t`` is in tonnes, positive is behind; ``reasons`` say why it cannot be
    told, ``notes`` what could not be varied in a cell that can."""

    gwp_set: str
    approach: str
    electricity: str
    base: str
    verdict: Verdict
    outcome: str | None = None
    gap_t: float | None = None
    gap_percent: float | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def setting(self) -> tuple[str, str, str]:
        """GWP set, approach and electricity factor."""
        return self.gwp_set, self.approach, self.electricity

    @property
    def answer(self) -> str:
        """The answer in words: met, missed, on track, behind, or cannot tell."""
        return _words(self.verdict, self.outcome)

    @property
    def on_base(self) -> str:
        """The answer within a sentence, with the base that it holds for: "on track in total"."""
        answer = _WITHIN[self.outcome or self.verdict]
        if self.base == "absolute":
            return Sentence("{answer} in total", answer=answer)
        return Sentence("{answer} per inhabitant", answer=answer)


@dataclass(frozen=True)
class Grid:
    """The claim, which is the target judged by the figures on file, and every cell in which it was judged again.

    ``filed`` are the two cells, in total and per inhabitant, of the figures as they stand on file, with nothing
    restated.
    """

    claim: Progress
    cells: tuple[Cell, ...]
    filed: tuple[Cell, ...] = ()

    @property
    def told(self) -> tuple[Cell, ...]:
        """The cells that can be told."""
        return tuple(cell for cell in self.cells if cell.verdict is not Verdict.CANNOT_TELL)

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        """The cells that can be told and say what the claim says."""
        return tuple(cell for cell in self.told if cell.verdict is self.claim.verdict)

    @property
    def survives(self) -> bool | None:
        """Whether every cell that can be told says what the claim says; None where there is no claim or no such
        cell."""
        if self.claim.verdict is Verdict.CANNOT_TELL or not self.told:
            return None
        return len(self.agreeing) == len(self.told)

    @property
    def sentence(self) -> str:
        """In one sentence whether the verdict holds."""
        counts = {
            "cells": len(self.cells),
            "told": len(self.told),
            "agreeing": len(self.agreeing),
            "untold": len(self.cells) - len(self.told),
        }
        if self.claim.verdict is Verdict.CANNOT_TELL:
            return _without_claim(counts)
        if not self.told:
            return Sentence(
                "None of the {cells} cells can be told: the verdict ({answer}) rests on the figures as they stand on "
                "file ({filed}).",
                **counts,
                answer=_WITHIN[self.claim.outcome or self.claim.verdict],
                filed=listed(cell.on_base for cell in self.filed),
            )
        return _tried(_words(self.claim.verdict, self.claim.outcome), bool(self.survives), counts)


def _without_claim(counts: Mapping[str, int]) -> Sentence:
    if counts["untold"]:
        return Sentence(
            "There is no verdict to try: the figures on file allow none ({untold} of {cells} cells cannot be judged).",
            **counts,
        )
    return Sentence("There is no verdict to try: the figures on file allow none.")


def _tried(answer: str, survives: bool, counts: Mapping[str, int]) -> Sentence:
    match survives, counts["untold"] > 0:
        case True, True:
            return Sentence(
                "{answer} in {agreeing} of {told} cells that can be told ({untold} of {cells} cannot be told): "
                "the verdict holds.",
                answer=answer,
                **counts,
            )
        case True, False:
            return Sentence(
                "{answer} in {agreeing} of {told} cells that can be told: the verdict holds.", answer=answer, **counts
            )
        case False, True:
            return Sentence(
                "{answer} in {agreeing} of {told} cells that can be told ({untold} of {cells} cannot be told): "
                "the verdict does not hold.",
                answer=answer,
                **counts,
            )
    return Sentence(
        "{answer} in {agreeing} of {told} cells that can be told: the verdict does not hold.", answer=answer, **counts
    )


@formula(
    name=Sentence("Robustness"),
    text=Sentence("5 GWP sets × 2 approaches × 2 electricity factors × total or per inhabitant, each judged again"),
    units=Sentence("cells met or on track, missed or behind, or cannot tell with the reason"),
    source=OURS,
    mark="R",
    remark=Sentence("Reported CO₂e is never restated: it counts only in the cell that it was made for."),
    also=("analytics.commitment.robustness.judged_on",),
    conditional=True,
)
def grid(claim: Progress, filed: Sequence[Inventory], offered: Offered, year: int | None = None) -> Grid:
    """Judge the target of ``claim`` once for every combination. ``filed`` are the inventories behind the claim;
    ``year`` asks as of that inventory, as ``assess`` does.

    A target per inhabitant (or per unit of GDP) is tried with the same per cent on the total, and the other way round.
    Source: our own rule [R].
    """
    cells = []
    for gwp_set, approach, electricity in product(GWP_SETS, APPROACHES, ELECTRICITY):
        found = offered(gwp_set, approach, electricity)
        for base in BASES:
            cells.append(_cell(claim, found, (gwp_set, approach, electricity, base), year))
    return Grid(claim, tuple(cells), tuple(_cell(claim, filed, (*FILED, base), year) for base in BASES))


def on_base(target: Target, base: str) -> Target | str:
    """A promise as a target in total ("absolute") or per inhabitant, or the sentence why there is none.

    Net zero is the same either way. Source: our own rule [R].
    """
    if target.kind in ("absolute", "per-capita", "per-gdp"):
        return replace(target, kind="absolute" if base == "absolute" else "per-capita")
    if target.kind == "neutrality" or base == "absolute":
        return target
    return Sentence("The target ({kind}) states tonnes and has no form per inhabitant.", kind=KIND_NAMES[target.kind])


def judged_on(claim: Progress, found: Sequence[Inventory], base: str, year: int | None = None) -> Progress | str:
    """The promise of a claim judged in total ("absolute") or per inhabitant by these inventories, as ``assess`` does,
    in t; or the sentence why there is none. Source: our own rule [R]."""
    aim = claim.target and on_base(claim.target, base)
    return aim if isinstance(aim, str) else assess(aim, found, year, explanations=claim.explanations)


def _cell(
    claim: Progress, found: Sequence[Inventory] | str, place: tuple[str, str, str, str], year: int | None
) -> Cell:
    gwp_set, approach, electricity, base = place
    if isinstance(found, str):
        return Cell(*place, Verdict.CANNOT_TELL, reasons=(found,))
    judged = judged_on(claim, found, base, year)
    if isinstance(judged, str):
        return Cell(*place, Verdict.CANNOT_TELL, reasons=(judged,))
    kept = () if place[:3] == FILED else tuple(_unrestated(judged, gwp_set, approach, electricity))
    reasons = kept or judged.reasons
    if reasons:
        return Cell(*place, Verdict.CANNOT_TELL, reasons=tuple(dict.fromkeys(reasons)))
    notes = (Sentence("The emissions were reported; they keep the electricity factor they were made with."),)
    reported = judged.latest is not None and not judged.latest.computed and place[:3] != FILED
    return Cell(
        *place, judged.verdict, judged.outcome, judged.gap_t, judged.gap_percent, notes=notes if reported else ()
    )


def _unrestated(judged: Progress, gwp_set: str, approach: str, electricity: str) -> Iterator[str]:
    """What keeps the figures behind a verdict from being those that a cell asks for."""
    base, latest = judged.baseline, judged.latest
    if base is None or latest is None:
        return
    if base.inventory is None:
        yield Sentence(
            "The baseline of {year} is the figure that the target declares, and cannot be restated.", year=base.year
        )
    for item in (base.inventory, latest):
        if item is None or item.emissions_t is None:
            continue
        if item.gwp_set != gwp_set:
            yield _other_set(item, gwp_set)
        if item.approach != approach:
            yield _other_approach(item, approach)
        if electricity == "local" and not item.computed:
            yield Sentence(
                "The emissions of {year} were reported; another electricity factor cannot be put in.", year=item.year
            )


def _other_set(item: Inventory, asked: str) -> Sentence:
    if item.gwp_set == "unknown":
        return Sentence(
            "The CO2e of {year} was reported without saying with which GWP set and cannot be restated to {gwp_set}.",
            year=item.year,
            gwp_set=asked,
        )
    return Sentence(
        "The CO2e of {year} was reported with {stated} and cannot be restated to {gwp_set}.",
        year=item.year,
        stated=stated(item.gwp_set),
        gwp_set=asked,
    )


def _other_approach(item: Inventory, asked: str) -> Sentence:
    if item.approach == "unknown":
        return Sentence(
            "The emissions of {year} name no approach and cannot be restated to {approach} factors.",
            year=item.year,
            approach=stated(asked),
        )
    return Sentence(
        "The emissions of {year} were made with {stated} factors and cannot be restated to {approach} factors.",
        year=item.year,
        stated=stated(item.approach),
        approach=stated(asked),
    )


def _words(verdict: Verdict, outcome: str | None) -> Sentence:
    return OUTCOME_NAMES[outcome] if outcome else VERDICT_NAMES[verdict]
