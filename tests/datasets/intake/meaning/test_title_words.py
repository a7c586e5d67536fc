"""What a word of a title says: what was measured, when, where and by what it is parted, or something unknown."""

from __future__ import annotations

import pytest

from datasets.intake.meaning.plain_words import explained, names


@pytest.mark.parametrize("word", ["energijos", "patēriņš", "spotřeba", "sektorių", "2019", "turin", "δήμοσ", "kommun"])
def test_words_of_an_inventory_in_the_languages_of_its_cities_are_explained(word: str) -> None:
    assert explained(word, frozenset()) == (word != "sektorių")


def test_a_name_beside_a_word_for_a_municipality_is_that_of_a_place() -> None:
    assert names("Κατανάλωση, Δήμος Βόλου", "") == {"βολου"}
    assert names("Energianvändning i Storby kommun", "") == {"storby"}
    assert names("Energy use in the city of", "") == frozenset()


@pytest.mark.parametrize("word", ["storbys", "storby"])
def test_the_city_of_the_file_is_known_in_each_of_its_cases(word: str) -> None:
    assert explained(word, names("", "Storby"))
    assert not explained(word, names("", "Stonehaven"))
