"""How far a city is with energy access follows from its own figures, goals and measures alone."""

from __future__ import annotations

from typing import Any, NamedTuple

from analytics.energy_access.access_phases import access_phases, measured_again


class Figure(NamedTuple):
    indicator: str = "unable_to_keep_warm"
    year: int | None = 2020
    people: str = ""
    source: str = "a survey"


class Aim(NamedTuple):
    target_value: float | None = None
    area: str = ""


class Work(NamedTuple):
    status: str = ""
    area: str = ""


def states(*held: Any) -> list[str]:
    return [phase.state for phase in access_phases(*held).values()]


def test_nothing_on_file_is_missing_in_every_phase_and_says_what_is_missing() -> None:
    found = access_phases([], [], [])
    assert {phase.state for phase in found.values()} == {"missing"}
    assert all(phase.missing for phase in found.values())


def test_one_attribute_is_a_part_and_all_three_are_the_assessment() -> None:
    part = [Figure()]
    assert states(part, [], [])[0] == "in_part"
    assert access_phases(part, [], [])["assessment"].missing == "a figure for the attribute: Secure"
    assert states([*part, Figure("outages"), Figure("solar_at_home")], [], [])[0] == "on_file"


def test_a_goal_without_a_figure_and_measures_without_a_status_are_a_part() -> None:
    assert states([], [Aim()], [Work()])[1:3] == ["in_part", "in_part"]
    assert states([], [Aim(5.0)], [Work("ongoing")])[1:3] == ["on_file", "on_file"]


def test_goals_and_measures_of_a_wider_area_are_not_the_citys() -> None:
    assert states([], [Aim(5.0, "the region")], [Work("done", "the region")])[1:3] == ["missing", "missing"]


def test_two_surveys_make_no_trend_and_one_survey_asked_again_does() -> None:
    assert not measured_again([Figure(), Figure(year=2021, source="another survey")])
    assert not measured_again([Figure(), Figure(year=None)])
    assert measured_again([Figure(), Figure(year=2022)])
