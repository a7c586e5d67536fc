"""Targets in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard import language
from dashboard.words import commitments
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import target

Sample = Callable[[str], CityReport]


def test_the_sector_of_a_target_is_named_in_the_language_of_the_reader() -> None:
    language.use("de")
    try:
        named = [commitments.promise(replace(target(), sector=word)) for word in ("Waste", "Energy", "Docks")]
    finally:
        language.use("en")
    assert [words.rpartition("(")[2] for words in named] == ["Abfall)", "Energie)", "Docks)"]
