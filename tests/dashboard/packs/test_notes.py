"""Each slide has notes with the rule of its figure and two questions to expect."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.packs import notes
from datasets import CityReport
from tests.dashboard.conftest import CITIES
from tests.dashboard.packs.test_slides import read


@pytest.mark.parametrize("city_id", CITIES)
def test_every_slide_has_a_rule_and_questions_with_answers(sample: Callable[[str], CityReport], city_id: str) -> None:
    for slide in read(sample(city_id)):
        said = slide.notes_slide.notes_text_frame.text
        assert said.startswith("Rule: ")
        assert 1 <= said.count("Asked: ") == said.count(" Answer: ") <= 2
        assert "None" not in said


def test_where_there_is_a_verdict_each_slide_has_two(sample: Callable[[str], CityReport]) -> None:
    assert [slide.notes_slide.notes_text_frame.text.count("Asked: ") for slide in read(sample("US-BOS"))] == [2] * 5


def test_the_trend_ends_where_the_page_says(sample: Callable[[str], CityReport]) -> None:
    said = notes.curve(sample("US-BOS"))
    assert "1.33\u00a0Mt above the target" in said
    assert "no clear trend" in said
