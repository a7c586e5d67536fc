"""Whether a city's target asks for more than the target of its country.

The GCoM Common Reporting Framework asks for a target at least as ambitious as the national one. How the two are
compared is our own rule [R]: on one base year where an inventory allows it, else by the change per year, as per cent of
each one's own base and as a compound rate, which must agree. The national target is the one that was given; it is read
as one in total emissions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from analytics.commitment.baseline import Baseline
from analytics.commitment.comparability import same_chain
from analytics.commitment.judged import Progress
from analytics.commitment.paths import ends
from analytics.commitment.targets import National, Target
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence

Answer = Literal["more", "less", "as", "cannot-tell"]
SAME_PERCENT = 1e-9
"""Two figures of per cent a year closer than this are the same."""


@dataclass(frozen=True)
class Ambition:
    """A city's target beside the national one. Changes are per cent a year, positive for a fall; None where a figure
    cannot be given. ``answer`` is "more", "less" or "as" (ambitious) or "cannot-tell"; ``reasons`` say why.

    ``since_percent`` is the city's reduction by its target year since the national base year, where an inventory of
    that year by the same method exists.
    """

    national: National
    answer: Answer = "cannot-tell"
    city_percent: float | None = None
    city_yearly: float | None = None
    national_yearly: float | None = None
    city_compound: float | None = None
    national_compound: float | None = None
    since_percent: float | None = None
    since_yearly: float | None = None
    reasons: tuple[str, ...] = ()


def annual_change(reduction_percent: Any, base_year: Any, year: Any) -> Any:
    """The reduction in per cent of its own base per year: r / (yT - y0). Any shape; the target year comes after the
    base year. Source: our own rule [R]."""
    return reduction_percent / (year - base_year)


def compound_rate(reduction_percent: Any, base_year: Any, year: Any) -> Any:
    """The fall in per cent per year at a constant rate: 1 - (1 - r)^(1/(yT - y0)). Any shape.

    NaN for a reduction of 100 % or more, which no constant rate reaches. Source: our own rule [R].
    """
    left = 1 - reduction_percent / 100
    if not np.ndim(left):
        return 100 * (1 - left ** (1 / (year - base_year))) if left > 0 else math.nan
    with np.errstate(invalid="ignore"):
        return 100 * (1 - (left * np.where(left > 0, 1.0, np.nan)) ** (1 / (year - base_year)))


@formula(
    name="Against the national target",
    text=Sentence("r ÷ (y_T − y₀) against r ÷ (y_T − y₀);  1 − (1 − r)^(1 ÷ (y_T − y₀)) against the same"),
    units="per cent a year of each one's own base, and as a compound rate; "
    "on one base year where an inventory allows it",
    source=OURS,
    mark="R",
    remark=(
        "On two base years both measures must agree; if not, the answer is cannot tell. The national target is as "
        "it was given."
    ),
    also=(
        "analytics.commitment.ambition.annual_change",
        "analytics.commitment.ambition.compound_rate",
    ),
)
def ambition(progress: Progress, inventories: Sequence[Inventory]) -> Ambition | None:
    """The city's target set beside the national one; None where none was given.

    Changes are per cent a year. Source: GCoM Common Reporting Framework, ambition; the comparison is our own rule [R].
    """
    target, base = progress.target, progress.baseline
    if target is None or target.national is None:
        return None
    national = target.national
    found = Ambition(
        national,
        national_yearly=annual_change(national.reduction_percent, national.base_year, national.year),
        national_compound=_figure(compound_rate(national.reduction_percent, national.base_year, national.year)),
    )
    percent = _reduction(target, base)
    if target.intensity:
        reason = (
            Sentence("The city's target is per inhabitant, the national one in total emissions.")
            if target.kind == "per-capita"
            else Sentence("The city's target is per unit of GDP, the national one in total emissions.")
        )
        return replace(found, reasons=(reason,))
    if target.sector:
        reason = Sentence("The city's target covers one sector ({sector}).", sector=target.covers)
        return replace(found, reasons=(reason,))
    if percent is None or target.year <= target.base_year:
        reason = Sentence("Without a baseline the city's target is no reduction in per cent.")
        return replace(found, reasons=(reason,))
    found = replace(
        found,
        city_percent=percent,
        city_yearly=annual_change(percent, target.base_year, target.year),
        city_compound=_figure(compound_rate(percent, target.base_year, target.year)),
    )
    return _answered(_on_one_base(found, target, base, inventories), target)


def _reduction(target: Target, base: Baseline | None) -> float | None:
    """The city's reduction in per cent of its base year."""
    if target.kind == "absolute" or base is None:
        return target.reduction_percent if target.kind == "absolute" else None
    path = ends(replace(target, path="linear"), base)
    return 100 * (1 - path[1] / path[0]) if path and path[0] > 0 else None


def _on_one_base(found: Ambition, target: Target, base: Baseline | None, inventories: Sequence[Inventory]) -> Ambition:
    """With the city's reduction since the national base year, where its emissions of that year are known."""
    year = found.national.base_year
    path = ends(replace(target, path="linear"), base) if base else None
    if base is None or path is None or target.year <= year:
        return found
    known = base.emissions_t if base.year == year else None
    for item in inventories:
        if known is None and item.year == year and same_chain(target, base, item):
            known = item.emissions_t
    if not known or known < 0:
        return found
    percent = 100 * (1 - path[1] / known)
    return replace(found, since_percent=percent, since_yearly=annual_change(percent, year, target.year))


def _answered(found: Ambition, target: Target) -> Ambition:
    national = found.national
    if found.since_yearly is not None or target.base_year == national.base_year:
        ours = found.since_yearly if found.since_yearly is not None else found.city_yearly
        reason = Sentence(
            "Both on the base year {year}: {ours:.2f} % a year against {theirs:.2f} % a year.",
            year=national.base_year,
            ours=ours,
            theirs=found.national_yearly,
        )
        return replace(found, answer=_more(ours, found.national_yearly), reasons=(reason,))
    yearly = _more(found.city_yearly, found.national_yearly)
    reasons = [
        Sentence(
            "Each in per cent of its own base ({year} and {national_year}): "
            "{ours:.2f} % a year against {theirs:.2f} % a year.",
            year=target.base_year,
            national_year=national.base_year,
            ours=found.city_yearly,
            theirs=found.national_yearly,
        )
    ]
    if found.city_compound is None or found.national_compound is None:
        reasons.append(
            Sentence(
                "A target of net zero has no compound rate, and there is no inventory of the national base year "
                "({year}) by the same method: on two bases the yearly per cent alone does not decide.",
                year=national.base_year,
            )
        )
        return replace(found, answer="cannot-tell", reasons=tuple(reasons))
    compound = _more(found.city_compound, found.national_compound)
    reasons.append(
        Sentence(
            "As a compound rate: {ours:.2f} % a year against {theirs:.2f} % a year.",
            ours=found.city_compound,
            theirs=found.national_compound,
        )
    )
    if yearly != compound:
        reasons.append(Sentence("The two measures disagree, and no inventory of the national base year settles it."))
        return replace(found, answer="cannot-tell", reasons=tuple(reasons))
    return replace(found, answer=yearly, reasons=tuple(reasons))


def _more(ours: float | None, theirs: float | None) -> Answer:
    assert ours is not None
    assert theirs is not None
    if abs(ours - theirs) <= SAME_PERCENT:
        return "as"
    return "more" if ours > theirs else "less"


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
