"""Each slide has notes that can be said aloud: sentences, each once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.packs import decks, notes
from datasets import City, CityReport
from datasets.store import Store
from tests.dashboard.conftest import CITIES
from tests.dashboard.packs.slide_reading import EDITION, opened


@pytest.mark.parametrize("city_id", CITIES)
def test_every_slide_has_sentences_each_once(samples: Store, city_id: str) -> None:
    for slide in opened(decks.mayor(City(samples, city_id, this_year=2026), EDITION)):
        said = slide.notes_slide.notes_text_frame.text.split("\n")
        assert said == list(dict.fromkeys(filter(None, said)))
        assert all(one[-1] in ".?!" for one in said), said
        assert "None" not in " ".join(said)


def test_the_trend_ends_where_the_page_says(sample: Callable[[str], CityReport]) -> None:
    said = "\n".join(notes.verdict(sample("US-BOS")))
    assert "1.33\u00a0Mt above the target" in said
    assert "no clear trend" in said
