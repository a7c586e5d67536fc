"""What a table that people edited would change in the three pillars: places in the risk matrix, steps and duties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analytics.adaptation.hazard_names import hazard_name
from analytics.adaptation.risk_matrix import NamedHazard
from analytics.adaptation.vulnerable import LEVELS
from analytics.duties.covenant_words import RULES, STATES, STEPS
from analytics.duties.due_dates import Duty
from analytics.duties.pillar_phases import PHASE_STATES, PHASES, PILLARS, Phase
from analytics.text.sentences import Sentence
from datasets.city import adaptation_room, covenant_duties
from datasets.store import CityRecord, Reader

_NOT_STATED = Sentence("not stated")


@dataclass(frozen=True)
class PillarStates:
    """How the three pillars of a city stand: its hazards with their levels, the steps of each pillar, its duties."""

    hazards: tuple[NamedHazard, ...]
    phases: tuple[Phase, ...]
    duties: tuple[Duty, ...]


def states(reader: Reader, city: CityRecord, inventory: int | None, today: date) -> PillarStates:
    """How they stand as of ``today``; ``inventory`` is the year of the newest inventory."""
    owed = covenant_duties.of_city(reader, city, inventory, today)
    return PillarStates(adaptation_room.room(reader.register, city.city_id).named, owed.phases, owed.duties)


def changed(before: PillarStates, after: PillarStates) -> tuple[Sentence, ...]:
    """What differs, in words: each hazard that moves in the risk matrix, each step and each duty with another state."""
    moved = tuple(_moved(before, after))
    return (*moved, *(_rated(after) if moved else ()), *_steps(before, after), *_duties(before, after))


def _rated(after: PillarStates) -> Iterator[Sentence]:
    """How many hazards have a level by then, where that is not all of them."""
    rated, number = sum(one.rated for one in after.hazards), len(after.hazards)
    if rated < number:
        yield Sentence(
            "{rated} of {number} hazards have a risk level then; the assessment is on file once all of them have one.",
            rated=rated,
            number=number,
        )


def _moved(before: PillarStates, after: PillarStates) -> Iterator[Sentence]:
    was, now = ({one.code: one for one in side.hazards} for side in (before, after))
    for code, one in now.items():
        said = {"hazard": hazard_name(code), **_levels(one)}
        earlier = was.get(code)
        if earlier is None:
            yield Sentence(
                "{hazard}, new in the risk matrix: probability {probability}, consequence {consequence}.", **said
            )
        elif _levels(earlier) != _levels(one):
            yield Sentence(
                "{hazard} moves in the risk matrix: probability {probability}, consequence {consequence}; before: "
                "probability {was_probability}, consequence {was_consequence}.",
                **said,
                **{f"was_{side}": level for side, level in _levels(earlier).items()},
            )
    for code in was.keys() - now.keys():
        yield Sentence("{hazard} is in the risk matrix no longer.", hazard=hazard_name(code))


def _levels(one: NamedHazard) -> dict[str, str]:
    stated = {"probability": one.probability, "consequence": one.consequence}
    return {side: LEVELS.get(level, _NOT_STATED) for side, level in stated.items()}


def _steps(before: PillarStates, after: PillarStates) -> Iterator[Sentence]:
    was = {(one.pillar, one.phase): one.state for one in before.phases}
    for one in after.phases:
        if was[one.pillar, one.phase] != one.state:
            yield Sentence(
                "{pillar}, {phase}: “{after}”; it was “{before}”.",
                pillar=PILLARS[one.pillar],
                phase=PHASES[one.phase],
                before=PHASE_STATES[was[one.pillar, one.phase]],
                after=PHASE_STATES[one.state],
            )


def _duties(before: PillarStates, after: PillarStates) -> Iterator[Sentence]:
    was = {(one.rule, one.of): one for one in before.duties}
    for one in after.duties:
        name: str = RULES[one.rule].name
        if one.of in STEPS:
            name = Sentence("{duty} ({step})", duty=name, step=STEPS[one.of])
        earlier = was.get((one.rule, one.of))
        if earlier is None:
            yield Sentence("A new duty, {duty}: “{after}”.", duty=name, after=STATES[one.state])
        elif earlier.state != one.state:
            said = {"duty": name, "before": STATES[earlier.state], "after": STATES[one.state]}
            yield Sentence("The duty {duty}: “{after}”; it was “{before}”.", **said)
