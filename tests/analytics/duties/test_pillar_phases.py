"""The phases of the pillars say what is on file and the one thing that is missing, and claim no badge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.adaptation.risk_matrix import NamedHazard
from analytics.duties.covenant_words import STEPS
from analytics.duties.due_dates import CovenantRecord, duties
from analytics.duties.pillar_phases import PHASES, PILLARS, PillarFacts, phases, standings

NOTHING = PillarFacts("", "", "", None, False, 0, 0, (), 0, 0, 0, 0)
HAZARDS = (
    NamedHazard(1, "heat_wave", "high", "moderate", False, 1),
    NamedHazard(2, "flood", "", "", False, 1),
)


def test_nothing_on_file_is_missing_everywhere_each_with_one_thing() -> None:
    told = phases(NOTHING)
    assert {(one.pillar, one.phase) for one in told} == {(pillar, phase) for pillar in PILLARS for phase in PHASES}
    assert {one.state for one in told} == {"missing"}
    assert all(one.missing for one in told)


def test_hazards_without_a_level_are_an_assessment_in_part_and_an_old_inventory_is_too_old() -> None:
    facts = PillarFacts("Commitment for 2030", "Commitment for 2030", "", 2019, True, 1, 3, HAZARDS, 0, 0, 2, 0)
    shown = {(one.pillar, one.phase): one.shown_by for one in phases(facts) if one.state == "in_part"}
    assert shown == {
        ("mitigation", "plan"): "3 actions without a plan",
        ("adaptation", "assessment"): "1 of 2 hazards have a risk level",
        ("adaptation", "plan"): "2 actions without a plan",
    }
    told = {(one.pillar, one.phase): one.state for one in phases(facts)}
    assert told["mitigation", "assessment"] == "too_old"
    assert told["adaptation", "assessment"] == "in_part"
    assert told["adaptation", "plan"] == "in_part", "actions are no plan"
    assert told["mitigation", "plan"] == "in_part", "actions are no plan that was submitted"


@pytest.mark.parametrize(
    ("beside", "plan", "monitoring"),
    [
        ({"plans": 1}, "on_file", "missing"),
        ({"plans": 1, "plan_owed": True}, "in_part", "missing"),
        ({"plans": 1, "reports": 1}, "on_file", "on_file"),
        ({"plans": 1, "reports": 1, "report_late": True}, "on_file", "too_old"),
    ],
)
def test_a_plan_counts_once_it_was_submitted_and_a_report_until_the_next_is_due(
    beside: Mapping[str, Any], plan: str, monitoring: str
) -> None:
    told = {(one.pillar, one.phase): one.state for one in phases(replace(NOTHING, **beside))}
    assert (told["mitigation", "plan"], told["mitigation", "monitoring"]) == (plan, monitoring)


def test_a_pillar_stands_by_its_own_duties_and_its_first_phase_that_lacks_something() -> None:
    today = date(2026, 11, 27)
    listed = duties(CovenantRecord({"joined": ("2026-01-31",), "target_2030": ("",)}, None, True, True), today)
    found = {one.pillar: one for one in standings(listed, phases(NOTHING), today)}
    assert [*found] == [*PILLARS]
    assert [str(one.next and one.next.rule) for one in found.values()] == ["plan", "adaptation_plan", "energy"]
    assert {one.lacks and one.lacks.phase for one in found.values()} == {"commitment"}


def test_no_step_is_a_badge() -> None:
    assert not [code for code in STEPS if "badge" in code]
