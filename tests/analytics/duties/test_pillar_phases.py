"""The phases of the pillars say what is on file and the one thing that is missing, and claim no badge."""

from __future__ import annotations

from analytics.duties.covenant_words import STEPS
from analytics.duties.pillar_phases import PHASES, PILLARS, PillarFacts, phases

NOTHING = PillarFacts(False, False, False, None, 2026, 0, 0, 0, 0, 0, 0, 0, 0)


def test_nothing_on_file_is_missing_everywhere_each_with_one_thing() -> None:
    told = phases(NOTHING)
    assert {(one.pillar, one.phase) for one in told} == {(pillar, phase) for pillar in PILLARS for phase in PHASES}
    assert {one.state for one in told} == {"missing"}
    assert all(one.missing for one in told)


def test_hazards_without_a_level_are_an_assessment_in_part_and_an_old_inventory_is_too_old() -> None:
    facts = PillarFacts(True, True, False, 2019, 2026, 1, 3, 4, 1, 0, 0, 2, 0)
    told = {(one.pillar, one.phase): one.state for one in phases(facts)}
    assert told["mitigation", "assessment"] == "too_old"
    assert told["adaptation", "assessment"] == "in_part"
    assert told["adaptation", "plan"] == "in_part", "actions are no plan"
    assert told["mitigation", "plan"] == "on_file"


def test_no_step_is_a_badge() -> None:
    assert not [code for code in STEPS if "badge" in code]
