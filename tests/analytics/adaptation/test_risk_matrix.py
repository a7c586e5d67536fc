"""The risk matrix: every hazard has a place, and what is not stated is no level."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from analytics.adaptation.hazard_names import HAZARDS, NAMES
from analytics.adaptation.risk_matrix import belongs, named, shared
from analytics.adaptation.vulnerable import HEALTH_IMPACTS, LEVELS, PEOPLE_HIT, code_of


class Said(NamedTuple):
    """What a source states of a hazard."""

    hazard: str
    probability: str = ""
    consequence: str = ""
    stated: int | None = None


def test_a_hazard_without_a_level_is_not_rated_and_stands_behind_those_with_one() -> None:
    found = named([Said("drought"), Said("fog", "high", ""), Said("river_flood", "low", "low")])
    assert [(one.number, one.code, one.rated) for one in found] == [
        (1, "river_flood", True),
        (2, "fog", False),
        (3, "drought", False),
    ]


def test_not_known_is_said_and_is_no_rank() -> None:
    (only,) = named([Said("drought", "not_known", "high")])
    assert (only.probability, only.rated, only.risk) == ("not_known", False, 0)


def test_the_newest_statement_with_a_level_counts_and_the_higher_of_one_year() -> None:
    (drought,) = named([Said("drought", "high", "high", 2015), Said("drought", "low", "", 2020), Said("drought")])
    assert (drought.probability, drought.consequence, drought.differing) == ("low", "high", True)
    (flood,) = named([Said("river_flood", "low", "low", 2020), Said("river_flood", "high", "low", 2020)])
    assert (flood.probability, flood.consequence, flood.differing) == ("high", "low", True)


def test_what_is_said_of_a_group_belongs_to_the_first_hazard_of_it_that_is_named() -> None:
    found = named([Said("hot_days"), Said("heat_wave")], [Said("heat"), Said("flood")])
    assert [(one.code, one.told) for one in found] == [("heat_wave", 2), ("hot_days", 1), ("flood", 1)]
    assert belongs("heat", "heat_wave", ["hot_days", "heat_wave"])
    assert not belongs("heat", "hot_days", ["hot_days", "heat_wave"])


CODES = st.lists(st.sampled_from(sorted(NAMES)), max_size=6)


@given(left=CODES, right=CODES)
def test_swapping_two_cities_mirrors_what_they_share_and_a_city_shares_all_with_itself(
    left: list[str], right: list[str]
) -> None:
    one, other = shared(left, right), shared(right, left)
    assert (one.both, one.alike, one.left, one.right) == (other.both, other.alike, other.right, other.left)
    assert set(shared(left, left).both) == set(left)
    assert all(HAZARDS[code].group not in one.alike for code in one.left)


def test_hazards_of_one_kind_are_alike_and_not_the_same() -> None:
    found = shared(["heat_wave", "flood", "fog"], ["heat_wave", "river_flood", "drought"])
    assert (found.both, found.alike, found.left, found.right) == (("heat_wave",), ("flood",), ("fog",), ("drought",))


def test_words_of_other_lists_lead_to_codes_of_their_list_alone() -> None:
    assert code_of("Elderly", PEOPLE_HIT) == "elderly"
    assert code_of("Other", PEOPLE_HIT) == "other_people"
    assert code_of("Medium", LEVELS) == "moderate"
    assert code_of("Elderly", HEALTH_IMPACTS) is None
    assert code_of("5", LEVELS) is None
