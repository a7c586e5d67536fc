"""Find your city: by any of its names, by country and id, with slips, and two towns of one name told apart."""

from __future__ import annotations

import time

import pytest

from datasets.published import finding
from datasets.store import CityRecord

FINDS = {
    "Padova": "IT0017",
    "padua": "IT0017",
    "PADO": "IT0017",
    "Padva": "IT0017",
    "Tornio": "IT0004",
    "IT0017": "IT0017",
    "it0017": "IT0017",
    "Munich": "DE0003",
    "munchen": "DE0003",
    "Λευκωσία": "CY0004",
    "Leeds, United Kingdom": "GB0005",
    "Leeds, UK": "GB0005",
    "Sweden": "SE0001",
    "Botkyrka": "SE0014",
}


@pytest.mark.parametrize(("typed", "city"), FINDS.items())
def test_what_somebody_types_finds_the_city_first(typed: str, city: str) -> None:
    found, number = finding.found(typed)
    assert found[0].city_id == city
    assert number >= len(found)


@pytest.mark.parametrize("typed", ["", "   ", "qwertyuiop", "%", "'; --", "\u202e", "x" * 5000, ", Italy,"])
def test_what_means_no_city_finds_none_or_a_country(typed: str) -> None:
    found, _number = finding.found(typed)
    assert not found or typed.strip(", ") == "Italy"


def test_two_names_that_differ_by_an_accent_alone_are_two_towns() -> None:
    here = [CityRecord(f"SE-{name}", name, (), "SE", "Sweden", "", None, None, False, "x") for name in ("Håbo", "Habo")]
    assert [city.name for city in finding.found("Habo", here)[0][:2]] == ["Habo", "Håbo"]
    assert [city.name for city in finding.found("Håbo", here)[0][:2]] == ["Håbo", "Habo"]


def test_a_city_that_brought_figures_stands_before_others_of_like_fit_and_keeps_its_id() -> None:
    turin = CityRecord("IT0004", "Turin", ("Torino",), "IT", "Italy", "", None, None, False, "x")
    found, _number = finding.found("tor", [turin])
    assert (found[0].city_id, found[0].own, found[0].called) == ("IT0004", True, "Torino")
    assert sum(city.city_id == "IT0004" for city in found) == 1


def test_towns_of_one_name_in_a_country_are_told_apart() -> None:
    found, _number = finding.found("Samboal, Spain", most=50)
    assert len(found) == 1
    twice = [city for city in finding.found("Castro", most=50)[0] if city.near]
    assert all(city.inhabitants for city in twice)


def test_a_letter_is_answered_in_fifty_milliseconds() -> None:
    """The middle of what each letter of some names takes once the register is read."""
    finding.found("x")
    took = []
    for name in ("Padova", "Laxemburg", "Santa Margarida", "Botkirka", "qwerty"):
        for letters in range(1, len(name) + 1):
            begun = time.perf_counter()
            finding.found(name[:letters])
            took.append(time.perf_counter() - begun)
    assert sorted(took)[len(took) // 2] < 0.05
