"""What a reader tries out: a part of the actions of each sector, or a cut of a sector that has none.

Nothing of it is on file. It is set against the scenario by the same rule as the plan (``analytics.commitment.wedges``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Literal

from analytics.commitment.actions import Action, Estimate
from analytics.commitment.scenarios import Scenario
from analytics.commitment.wedges import Place
from analytics.formula import OURS, formula
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS

Kind = Literal["carried", "expected", "cut"]
EXPECTED = "expected"
"""The lever of what is expected without an action of the city."""
CUT = "cut-"
"""How the id of what a cut would be begins."""
MOST = 6
"""[R] So many sectors are offered, the largest ones."""


@dataclass(frozen=True)
class Lever:
    """One thing that can be tried: ``key`` is a sector group or ``EXPECTED``. ``whole_t`` is what stands behind it in
    t a year: the tonnes of its ``count`` actions ("carried"), those expected, or all that the sector emits ("cut").
    ``usual`` is the part, from 0 to 1, that the plan on file counts."""

    key: str
    kind: Kind
    whole_t: float
    count: int
    usual: float


def levers(places: Mapping[Place, float], estimates: Sequence[Estimate]) -> tuple[Lever, ...]:
    """What can be tried, the largest first and the expected last: the sectors of the actions with tonnes, of a city
    without any the sectors of its newest inventory. In t. Source: our own rule [R]."""
    by_group: dict[str, list[float]] = {}
    for item in estimates:
        if item.avoided_t and item.action.status not in ("cancelled", EXPECTED):
            by_group.setdefault(SECTORS[item.action.sector].group, []).append(item.avoided_t)
    if by_group:
        carried = [Lever(group, "carried", fsum(tonnes), len(tonnes), 1.0) for group, tonnes in by_group.items()]
        offered = sorted(carried, key=lambda lever: -lever.whole_t)
    else:
        emitted: dict[str, list[float]] = {}
        for (group, _carrier), tonnes in places.items():
            emitted.setdefault(group, []).append(tonnes)
        cuts = [Lever(group, "cut", fsum(tonnes), 0, 0.0) for group, tonnes in emitted.items() if fsum(tonnes) > 0]
        offered = sorted(cuts, key=lambda lever: -lever.whole_t)[:MOST]
    others = [item.avoided_t for item in estimates if item.action.status == EXPECTED and item.avoided_t]
    return (*offered, *([Lever(EXPECTED, "expected", fsum(others), len(others), 0.0)] if others else []))


@formula(
    name="Trying out a sector",
    text=Sentence("ΔE = s × ΔE of each of its actions;  without actions ΔE = s × E of the sector"),
    units="t CO₂e a year in full effect; s from 0 to 1 is the part that is tried",
    source=OURS,
    mark="R",
    remark="Nothing of it is on file. A cut of a sector builds up evenly from the newest inventory to the target year.",
    also=("analytics.commitment.levers.levers",),
)
def tried(
    places: Mapping[Place, float], scenario: Scenario, estimates: Sequence[Estimate], parts: Mapping[str, float]
) -> tuple[Estimate, ...]:
    """The actions of a plan as far as they are tried, to be set against ``scenario``: each avoids its t a year times
    the part of its sector, from 0 to 1; one that is not named in ``parts`` keeps its usual part.

    A cut is an action that takes the part of the sector's emissions, evenly from the first year of the scenario to the
    last. Raises Refused (lever-part) for a part outside of 0 to 1, or of a sector that is not offered. Source: our own
    rule [R].
    """
    offered = {lever.key: lever for lever in levers(places, estimates)}
    for key, part in parts.items():
        if key not in offered or not 0 <= part <= 1:
            raise Refused(_no_lever(key, part, tuple(offered)))
    cuts = [lever for lever in offered.values() if lever.kind == "cut" and parts.get(lever.key)]
    return (
        *(_part(item, offered, parts) for item in estimates),
        *(_cut(lever, parts[lever.key], scenario) for lever in cuts),
    )


def _part(item: Estimate, offered: Mapping[str, Lever], parts: Mapping[str, float]) -> Estimate:
    expected = item.action.status == EXPECTED
    key = EXPECTED if expected else SECTORS[item.action.sector].group
    if key not in offered or not item.avoided_t:
        return item
    part = parts.get(key, offered[key].usual)
    action = replace(item.action, status="planned") if expected and part else item.action
    return replace(item, action=action, avoided_t=item.avoided_t * part)


def _cut(lever: Lever, part: float, scenario: Scenario) -> Estimate:
    """A cut of a sector as the action that it would take; it bears the name of its sector and no other."""
    sector = next(code for code, known in SECTORS.items() if known.group == lever.key)
    first, last = scenario.years[0], scenario.years[-1]
    left = lever.whole_t * scenario.tonnes[-1] / scenario.tonnes[0] if scenario.tonnes[0] > 0 else lever.whole_t
    action = Action(f"{CUT}{lever.key}", SECTORS[sector].group, sector, None, first, last, "planned")
    return Estimate(action, part * left, "computed")


def _no_lever(key: str, part: float, offered: tuple[str, ...]) -> Problem:
    return block(
        "lever-part",
        Sentence("{part:g} of {sector}", part=part, sector=key[:60]),
        Sentence("a part from 0 to 1 of one of {names}", names=", ".join(offered)),
        "Move the slider of a sector.",
        choices=offered,
    )
