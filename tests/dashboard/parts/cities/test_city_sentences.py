"""The programme as a whole in sentences."""

from __future__ import annotations

from dashboard.parts.cities import city_sentences
from datasets.city.overview import standing_of_all
from datasets.store import Store


def test_the_programme_counts_every_city_once(samples: Store) -> None:
    found = standing_of_all(samples)
    then = "Twelve cities: one on track, six behind, two too close to call and three that cannot be assessed"
    assert (city_sentences.headline(found, 2021), city_sentences.of_then(found, 2021)) == (then, "")
    assert city_sentences.headline(found, 2026) == "Twelve cities: twelve that cannot be assessed"
    assert city_sentences.of_then(found, 2026) == (
        "By inventories that are too old for today: one on track, six behind and two too close to call."
    )
    boston = next(number for number, city in enumerate(found.cities) if city.name == "Boston")
    assert city_sentences.standing(found.line(boston, 2026)).startswith("Cannot tell today; on track in 2020: ")
    assert city_sentences.standing(found.line(boston)).startswith("On track, 2020: ")
    said = [city_sentences.answer(found.line(boston, year)).replace("\u00a0", " ") for year in (2026, 2021)]
    assert said == ["Cannot tell · on track in 2020 (87 of 100)", "On track (87 of 100)"]
    assert "Varna" in city_sentences.context(found)
