"""The page of the three pillars says what is on file, what is due and what is missing, and claims no badge."""

from __future__ import annotations

import pytest

from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title", "told"),
    [
        ("IT0004", "Turin: 5 of 15 steps are on file; 2 duties are past", "Next: Year of the target"),
        ("BG0002", "Varna: 1 of 15 steps are on file; 1 duty is past", "Varna names no climate hazard yet"),
        (
            "US-BOS",
            "Boston: 2 of 15 steps are on file; nothing says whether it joined the Covenant",
            "Newest year: 2020",
        ),
    ],
)
def test_the_finding_counts_what_is_on_file_and_what_is_past(opened: Open, city: str, title: str, told: str) -> None:
    app = opened("pillars", city)
    assert app.title[0].value == title
    assert told in words(app)
    assert "none is claimed" in words(app)
    assert len(app.get("page_link")) >= 7


def test_a_figure_that_is_entered_changes_the_pillar_and_no_other(opened: Open) -> None:
    said = words(opened("pillars", "ES0002"))
    assert "Barcelona has figures of its own for all of energy access" in said
    assert "Newest year: 2022" in said
