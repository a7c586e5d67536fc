"""A city is found by what people call it, and what nobody knows is answered with the nearest names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.text.problems import Refused
from datasets.reference.naming import find_city
from datasets.store import CityRecord
from tests.datasets.builders import TOWN


def test_a_city_is_found_by_id_name_and_other_name_in_any_case() -> None:
    for text in ("XX0001", "xx0001", "Town", "TOWN", " villa ", "stadt"):
        assert find_city(text, [TOWN]) == TOWN


@pytest.mark.parametrize("text", ["Twon", "TWON", "twon!"])
def test_an_unknown_city_is_answered_with_near_names(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        find_city(text, [TOWN])
    (problem,) = refusal.value.problems
    assert (problem.code, problem.found) == ("city-unknown", f'"{text}"')
    assert "Town" in problem.choices


def test_each_city_is_offered_once_whatever_office_stands_before_its_name() -> None:
    other = CityRecord("YY0002", "City of Elsewhere", (), "YY", "Elsewhere", "EU", None, None, False, "a register")
    named = replace(TOWN, other_names=("City of Town", "Town, NW"))
    with pytest.raises(Refused) as refusal:
        find_city("City of Towne", [named, other])
    assert [find_city(choice, [named, other]) for choice in refusal.value.problems[0].choices] == [named]


@pytest.mark.parametrize("text", ["", "   ", "%", "\udcff", "x" * 10_000])
def test_a_name_like_no_other_has_no_near_names(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        find_city(text, [TOWN])
    assert refusal.value.problems[0].choices == ()


def test_a_name_that_two_cities_bear_is_answered_with_both() -> None:
    other = CityRecord("YY0002", "Villa", (), "YY", "Elsewhere", "EU", None, None, False, "a register")
    with pytest.raises(Refused) as refusal:
        find_city("Villa", [TOWN, other])
    (problem,) = refusal.value.problems
    assert problem.code == "city-ambiguous"
    assert problem.choices == ("XX0001 (Town, Nowhere)", "YY0002 (Villa, Elsewhere)")
    assert find_city("YY0002", [TOWN, other]) == other
