"""The programme as a whole in sentences."""

from __future__ import annotations

from dashboard.parts.cities import city_sentences
from datasets.city.overview import standing_of_all
from datasets.store import Store


def test_the_programme_counts_every_city_once(samples: Store) -> None:
    found = standing_of_all(samples)
    assert city_sentences.headline(found) == (
        "Twelve cities: one on track, three behind, two too close to call and six that cannot be assessed"
    )
    assert "Varna" in city_sentences.context(found)
