"""A city is recognised among the signatories by id, name, other name and country; where several could be meant, all are
named."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.problems import Problem, Refused
from datasets.reference import registry
from datasets.reference.registry import Signatory
from tests.effort import at_most

EVERY = registry.signatories()
IDS = {item.city_id: item for item in EVERY}


def refused(name: str, country: str | None = None) -> Problem:
    with pytest.raises(Refused) as caught:
        registry.find(name, country)
    return caught.value.problems[0]


def test_every_signatory_is_there_once_with_an_id_of_its_own_and_a_country() -> None:
    assert len(EVERY) == 11_973
    assert len(IDS) == 11_973
    assert all(len(item.country_code) == 2 and item.country_code.isupper() for item in EVERY)
    assert not {"UK", "EL"} & {item.country_code for item in EVERY}


@pytest.mark.parametrize(
    ("name", "city_id"),
    [
        ("IT0004", "IT0004"),
        ("it0004", "IT0004"),
        ("Torino", "IT0004"),
        ("TORINO", "IT0004"),
        ("Turin", "IT0004"),
        ("Турин", "IT0004"),
        ("vila nova de famalicao", "PT0014"),
        ("Варна", "BG0002"),
        ("Cardiff, UK", "GB0012"),
        ("Cardiff (United Kingdom)", "GB0012"),
        ("Lyon, Frankreich", "FR0009"),
        ("Métropole de Lyon", "FR0002"),
        ("Bozen", "IT0048"),
        ("Muenchen", "DE0003"),
        ("Θεσσαλονίκη", "GR0002"),
        ("Comune di Bologna", "IT0007"),
        ("Athens, EL", "GR0001"),
        ("Brussels", "BE0006"),
        ("Zizur Nagusia", "ES2624"),
    ],
)
def test_a_signatory_is_found_in_any_case_without_accents_in_other_languages_and_with_its_country(
    name: str, city_id: str
) -> None:
    assert registry.find(name).city_id == city_id


def test_the_country_decides_between_towns_of_the_same_name() -> None:
    both = refused("Essen")
    assert (both.code, both.severity) == ("city-ambiguous", "ask")
    assert both.choices == ("BE0297 (Essen, Belgium)", "DE0009 (Essen, Germany)")
    assert registry.find("Essen", "DE").city_id == registry.find("essen", "Deutschland").city_id == "DE0009"


def test_a_name_that_a_larger_town_elsewhere_bears_is_asked_about_unless_the_country_is_said() -> None:
    problem = refused("Osasco")  # 1,100 inhabitants in Piedmont, 700,000 in Brazil
    assert (problem.code, problem.expected) == (
        "city-ambiguous",
        "IT5502 (OSASCO, Italy), or the town of that name in BR",
    )
    assert registry.find("Osasco", "IT").city_id == "IT5502"
    assert refused("Osasco", "Brazil").code == "city-unknown"


def test_two_registrations_of_one_town_are_both_named() -> None:
    assert set(refused("Maser").choices) == {"IT5307 (Maser, Italy)", "IT4439 (MASER, Italy)"}


def test_a_group_of_signatories_is_no_city_and_its_members_are_named() -> None:
    group = next(item for item in EVERY if item.group and len(registry.members(item)) > 2)
    problem = refused(group.gcom_id)
    assert problem.code == "signatory-group"
    assert problem.choices[0] == registry.members(group)[0].described


def test_a_near_miss_is_suggested_within_the_country_and_never_taken() -> None:
    problem = refused("Bolonga", "IT")
    assert problem.choices[0] == "IT0007 (Bologna, Italy)"
    assert all(choice.endswith("Italy)") for choice in problem.choices)
    assert refused("Famalicao").choices == ("PT0014 (Vila Nova de Famalicão, Portugal)",)  # a part of its name
    assert refused("Atlantis").choices == ()
    assert refused("Atlantis", "Sweden").expected == "one of the 69 signatories in SE"
    assert refused("").choices == ()


def test_no_country_is_refused_by_name() -> None:
    assert refused("Torino", "Narnia").code == "country-unknown"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("uk", "GB"),
        ("EL", "GR"),
        ("Italia", "IT"),
        ("България", "BG"),
        ("États-Unis", "US"),
        ("Narnia", None),
        ("QQ", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_its_code_and_its_names(text: str, code: str | None) -> None:
    assert registry.country_code(text) == code


def test_ids_that_are_missing_or_shared_are_those_of_the_platform() -> None:
    assert registry.find("MC-21177_med").name == "Aamatour"
    assert {item.city_id for item in EVERY if item.gcom_id == "PS0007"} == {"MC-17945_med", "MC-25051_med"}


def test_no_name_of_a_person_is_kept() -> None:
    assert IDS["ES2998"].name == ""
    assert registry.find("ES2998").city().name == "ES2998"


def test_a_signatory_becomes_a_city_with_place_country_and_source() -> None:
    city = registry.find("Cardiff").city()
    assert (city.city_id, city.name, city.country_code, city.sample) == ("GB0012", "Cardiff", "GB", False)
    assert (city.latitude, city.longitude) == pytest.approx((51.48, -3.18), abs=0.01)
    assert "JRC" in city.source
    assert "CC BY 4.0" in city.source


@given(st.sampled_from(EVERY))
def test_every_name_finds_its_signatory_or_a_choice_that_holds_it(signatory: Signatory) -> None:
    if not signatory.name:
        return
    for name in (signatory.name, signatory.name.upper()):
        try:
            found = registry.find(name, signatory.country_code)
        except Refused as refusal:
            problem = refusal.problems[0]
            if signatory.group:
                assert problem.code in ("signatory-group", "city-ambiguous")
            else:
                assert signatory.described in problem.choices
        else:
            assert found == signatory or signatory.group


@given(st.sampled_from(EVERY))
def test_every_id_finds_its_signatory(signatory: Signatory) -> None:
    assert registry.matches(signatory.city_id) == [signatory]


def test_looking_up_is_quick_once_the_table_is_read() -> None:
    registry.near("warm", None)
    with at_most(5):
        for name in ("Torino", "Essen, DE", "Bolonga", "Atlantis"):
            with suppress(Refused):
                registry.find(name)


def test_a_city_on_file_is_known_without_reading_the_table(root: Path) -> None:
    program = (
        "from datasets.intake.checking.meant_cities import MeantCities, MeantCity\n"
        "from datasets.reference import catalogue, registry, samples\n"
        "known = MeantCities(samples.register()).city(MeantCity('Turin', 'Italy'))\n"
        "assert known.city_id == 'IT0004'\n"
        "assert registry._table.cache_info().currsize == 0\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, ended.stderr
