"""How far a city is with access to energy, from what is on file: its figures, its goal, its measures, and whether a
figure was measured again. No badge follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from analytics.energy_access.access_indicators import ATTRIBUTES, INDICATORS
from analytics.text.sentences import Sentence


class OwnFigure(Protocol):
    """A figure of the city itself."""

    @property
    def indicator(self) -> str:
        """Its code."""

    @property
    def year(self) -> int | None:
        """The year that it is of, where one is printed."""

    @property
    def people(self) -> str:
        """Of whom it is, where not of everyone."""

    @property
    def source(self) -> str:
        """Where it is printed."""


class AccessGoal(Protocol):
    """A goal."""

    @property
    def target_value(self) -> float | None:
        """The value that is to be reached."""

    @property
    def area(self) -> str:
        """Whose goal it is, where not the city's."""


class AccessMeasure(Protocol):
    """A measure."""

    @property
    def status(self) -> str:
        """Where it stands."""

    @property
    def area(self) -> str:
        """Whose measure it is, where not the city's."""


@dataclass(frozen=True)
class AccessPhase:
    """How a phase stands, by the code of its state, the one thing that is missing ("" where nothing is), and what there
    is of one that is there in part."""

    state: str
    missing: str
    part: str = ""


def access_phases(
    own: Sequence[OwnFigure], goals: Iterable[AccessGoal], measures: Iterable[AccessMeasure]
) -> Mapping[str, AccessPhase]:
    """Assessment, goal, plan and monitoring. Goals and measures of others than the city count for nothing."""
    lacking = [name for code, name in ATTRIBUTES.items() if code not in {_attribute(one) for one in own}]
    assessed = "missing" if len(lacking) == len(ATTRIBUTES) else "in_part" if lacking else "on_file"
    figure = (
        Sentence("an indicator of the city itself")
        if assessed != "in_part"
        else Sentence("a figure for the attribute: {attribute}", attribute=lacking[0])
    )
    aims = [goal for goal in goals if not goal.area]
    aimed = "missing" if not aims else "on_file" if any(one.target_value is not None for one in aims) else "in_part"
    aim = (
        Sentence("a goal for energy access") if aimed == "missing" else Sentence("the figure that the goal is to reach")
    )
    steps = [measure for measure in measures if not measure.area]
    planned = "missing" if not steps else "on_file" if any(one.status for one in steps) else "in_part"
    step = Sentence("a measure for energy access") if planned == "missing" else Sentence("how far the measures are")
    followed = "on_file" if measured_again(own) else "missing"
    attributes = len(ATTRIBUTES)
    of_some = Sentence("figures for {number} of {all} attributes", number=attributes - len(lacking), all=attributes)
    told = {
        "assessment": (assessed, figure, of_some),
        "goal": (aimed, aim, Sentence("a goal without a figure")),
        "plan": (planned, step, Sentence("measures of which nothing says how far they are")),
        "monitoring": (followed, Sentence("a figure of the same survey, measured again"), ""),
    }
    return {
        phase: AccessPhase(state, "" if state == "on_file" else missing, part if state == "in_part" else "")
        for phase, (state, missing, part) in told.items()
    }


def measured_again(own: Iterable[OwnFigure]) -> bool:
    """Whether an indicator of the same people was measured in two years by one source: two surveys make no trend."""
    years: dict[tuple[str, str, str], set[int]] = {}
    for one in own:
        if one.year is not None:
            years.setdefault((one.indicator, one.people, one.source), set()).add(one.year)
    return any(len(held) > 1 for held in years.values())


def _attribute(one: OwnFigure) -> str:
    return INDICATORS[one.indicator].attribute
