"""Each slide has notes with the rule of its figure and two questions to expect."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.packs import decks, notes
from datasets import City, CityReport
from datasets.store import Store
from tests.dashboard.conftest import CITIES
from tests.dashboard.packs.slide_reading import EDITION, opened


@pytest.mark.parametrize("city_id", CITIES)
def test_every_slide_has_a_rule_and_questions_with_answers(samples: Store, city_id: str) -> None:
    for slide in opened(decks.mayor(City(samples, city_id, this_year=2026), EDITION)):
        said = slide.notes_slide.notes_text_frame.text
        assert said.startswith("Rule: ")
        assert 1 <= said.count("Asked: ") == said.count(" Answer: ") <= 2
        assert "None" not in said


def test_where_there_is_a_verdict_each_slide_has_two(samples: Store) -> None:
    found = opened(decks.mayor(City(samples, "US-BOS", this_year=2026), EDITION))
    assert [slide.notes_slide.notes_text_frame.text.count("Asked: ") for slide in found] == [2] * 5


def test_the_trend_ends_where_the_page_says(sample: Callable[[str], CityReport]) -> None:
    said = "\n".join(notes.curve(sample("US-BOS")))
    assert "1.33\u00a0Mt above the target" in said
    assert "no clear trend" in said
