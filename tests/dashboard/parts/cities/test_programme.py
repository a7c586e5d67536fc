"""The programme as a whole in sentences."""

from __future__ import annotations

from dashboard.parts.cities import programme
from datasets.programme import standing_of_all
from datasets.store import Store


def test_the_programme_counts_every_city_once(samples: Store) -> None:
    found = standing_of_all(samples)
    assert programme.headline(found) == "Twelve cities: one on track, five behind and six that cannot be assessed"
    assert "Varna" in programme.context(found)
