"""The programme as a whole in sentences."""

from __future__ import annotations

from dashboard.parts.cities import city_sentences, fresh_and_missing
from dashboard.words import commitments as names
from datasets.city.overview import standing_of_all
from datasets.store import Store


def test_the_programme_counts_every_city_once(samples: Store) -> None:
    found = standing_of_all(samples)
    assert city_sentences.headline(found) == "Twelve cities, eleven with inventories, none newer than 2021"
    then = "five behind, four too close to call and three that cannot be assessed"
    assert city_sentences.where(city_sentences.counted(found.today(2021))) == then
    assert city_sentences.where(city_sentences.counted(found.verdicts)) == then
    assert city_sentences.where(city_sentences.counted(found.today(2026))) == "twelve that cannot be assessed"
    boston = next(number for number, city in enumerate(found.cities) if city.name == "Boston")
    assert city_sentences.standing(found.line(boston, 2026)).startswith(
        "Cannot tell today; too close to call in 2020: "
    )
    assert city_sentences.standing(found.line(boston)).startswith("Too close to call, 2020: ")
    line = found.line(boston, 2026)
    assert (city_sentences.today(line), city_sentences.today(found.line(boston, 2021))) == (
        "Cannot tell",
        "Too close to call",
    )
    # An answer that is not behind says what limits it: here the target of 2050.
    limited = "too close to call in 2020, 0.18 Mt below · another target asks for more"
    assert city_sentences.last_distance(line).replace("\u00a0", " ") == limited
    reasons = {names.reason(codes): held for codes, held in fresh_and_missing.by_reason(found).items()}
    assert {why: [found.cities[number].name for number in held] for why, held in reasons.items()} == {
        "target and inventories follow different methods": ["Bologna"],
        "no inventory by the target's method after the base year": ["Lyon"],
        "no inventory and no target": ["Varna"],
    }
