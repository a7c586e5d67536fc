"""The page of the three pillars says what is on file, what is due and what is missing, and claims no badge."""

from __future__ import annotations

import pytest

from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title", "told"),
    [
        ("IT0004", "Turin has 2 overdue duties", "Next: Year of the target"),
        ("BG0002", "We do not know whether Varna submitted its plan", "Varna names no climate hazard yet"),
        ("US-BOS", "We have no record of Boston joining the Covenant", "Newest year: 2020"),
    ],
)
def test_the_finding_is_that_of_the_duties(opened: Open, city: str, title: str, told: str) -> None:
    app = opened("pillars", city)
    assert app.title[0].value == title
    assert told in words(app)
    assert "none is claimed" in words(app)
    assert len(app.get("page_link")) >= 7


def test_what_is_past_its_date_is_named_before_what_is_next(opened: Open) -> None:
    said = words(opened("pillars", "IT0004"))
    assert said.index("Past its date: ") < said.index("Next: Year of the target")
    assert "Past its date: " not in words(opened("pillars", "BG0002")), "when its plan was submitted is not known"
    assert "Our own rule: the four years count from the year of the newest inventory" in said


@pytest.mark.parametrize("city", ["IT0004", "BG0002"])
def test_every_duty_that_a_pillar_names_is_explained_below(opened: Open, city: str) -> None:
    said = words(opened("pillars", city))
    named = [part.partition("\n")[0] for part in said.split("Without a date: ")[1:]]
    assert named
    assert all(f"{duty}** · no date" in said for duty in named)


def test_a_commitment_and_a_plan_name_the_entry_that_shows_them(opened: Open) -> None:
    said = words(opened("pillars", "IT0004"))
    assert "Commitment for 2030, which includes it" in said
    assert "Green Infrastructure Strategic Plan (2022)" in said
    assert "a plan is on file, while the risks have no level here yet" in said
    assert "Newest year: 2022" in said, "the plan is newer than what was stated of the hazards"


def test_what_is_there_in_part_and_what_is_left_out_are_told(opened: Open) -> None:
    said = words(opened("pillars", "IT0004"))
    assert "0 of 3 hazards have a risk level" in said
    assert "4 of 8 duties are told here; the page Duties has them all." in said
    assert "No date is known for: Commitment for 2030. The duties that count from it are listed as “no date”." in said
    assert "The duties that count from it" not in words(opened("pillars", "BG0002")), "its plan counts from joining"


def test_a_figure_that_is_entered_changes_the_pillar_and_no_other(opened: Open) -> None:
    said = words(opened("pillars", "ES0002"))
    assert "Barcelona has figures of its own for all of energy access" in said
    assert "Newest year: 2022" in said
