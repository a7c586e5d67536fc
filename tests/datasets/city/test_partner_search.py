"""Why the first suggestions make sense, by hand; and where the sample cities stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from analytics.partners.candidates import CDP, COVENANT, ON_FILE, Candidates
from analytics.partners.suggesting import USUAL, Suggestions, suggested
from datasets import Cities, Store
from tests.samples import own_samples


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


@pytest.fixture(scope="module")
def cities(store: Store) -> Candidates:
    return Cities(store).candidates(sectors=True)


def names(found: Suggestions, most: int) -> list[str]:
    return [str(found.cities.name[found.pool[place]]) for place in found.order[:most]]


def test_every_city_is_there_once(cities: Candidates) -> None:
    assert len(set(cities.key)) == len(cities) > 12_000
    told = dict(zip(cities.key, cities.told_by.tolist(), strict=True))
    assert told["IT0004"] == ON_FILE | COVENANT | CDP
    assert told["US-BOS"] == ON_FILE | CDP
    assert told["FR0009"] == ON_FILE | COVENANT


def test_rotterdam_and_the_metropolis_of_nice_are_most_like_boston_in_europe(cities: Candidates) -> None:
    """Rotterdam has 644,618 inhabitants (of 675,647 in Boston), a GPC inventory, 49% by 2030 beside 50%, and shares two
    hazards. The metropolis of Nice shares four, is somewhat smaller and aims at 40%."""
    found = suggested(cities, "US-BOS", USUAL, "EU")
    assert names(found, 2) == ["Rotterdam", "Nice Côte d'Azur"]
    assert found.silent == ("commitments",), "Boston is no signatory"
    place = int(found.order[0])
    line = int(found.pool[place])
    assert cities.hazards[line].item().bit_count() == 2
    # 3 of 8 for hazards, of which 2 × 2 of 8 + 2; 2 of 8 each for size and rules, 1 of 8 for the target.
    size = 1 - np.log2(675_647 / 644_618) / 2
    expected = 100 * (3 * 0.4 + 2 * size + 2 * 1 + 1 * (1 - 1 / 50)) / 8
    assert found.known[place] == round(expected) == 76
    assert found.open[place] == 0


def test_hazards_alone_lead_boston_to_greater_manchester(cities: Candidates) -> None:
    found = suggested(cities, "US-BOS", USUAL, "EU")
    (first,) = found.alone("hazards")
    assert cities.name[found.pool[first]] == "Greater Manchester"


def test_the_partner_of_boston_is_compared_by_what_is_on_file_of_it(cities: Candidates) -> None:
    found = suggested(cities, "US-BOS", USUAL, "EU")
    lyon = found.of("FR0009")
    assert lyon is not None
    assert found.open[lyon] == 12, "Lyon has no target for 2030 here"
    assert found.parts["hazards"][lyon] == pytest.approx(2 * 3 / (8 + 6)), "heat waves, hot days, river floods"


def test_of_the_poorest_city_size_and_commitments_count_and_the_rest_is_said(cities: Candidates) -> None:
    found = suggested(cities, "PT0014", USUAL, "elsewhere")
    assert found.silent == ("hazards", "rules", "target")
    assert names(found, 2) == ["Kairouan", "sahab"], "160,000 inhabitants each, committed to 2020 as Famalicão is"
    assert found.level_with(int(found.order[0])).tolist() == [found.order[1]]
    collins = found.of("US-FTC")
    assert collins is not None
    assert found.open[collins] == 33, "Fort Collins is no signatory: not known, and no minus"


def test_turin_and_baltimore_share_sectors_and_topics_by_what_is_on_file(cities: Candidates) -> None:
    found = suggested(cities, "IT0004", {"sectors": 1, "topics": 1}, "NA")
    known = ~np.isnan(found.parts["topics"])
    assert {cities.key[line] for line in found.pool[known]} >= {"US-BAL", "US-BOS"}
    baltimore = found.of("US-BAL")
    assert baltimore is not None
    assert found.parts["topics"][baltimore] == 1, "paired for the same topics"
    assert np.isnan(found.parts["sectors"]).sum() >= len(found.pool) - 12, "profiles are known of cities on file alone"


def test_a_signatory_put_on_file_is_the_candidate_it_was(store: Store) -> None:
    with own_samples() as own:
        Cities(own).add_city("Rotterdam", "NL", "Ada", "a partner to be")
        cities = Cities(own).candidates()
        (rotterdam,) = (place for place, name in enumerate(cities.name) if name == "Rotterdam")
        assert cities.key[rotterdam] == "NL0002"
        assert cities.told_by[rotterdam] == ON_FILE | COVENANT | CDP
        assert cities.inhabitants[rotterdam] == 644_618


@pytest.mark.longer("a ledger of its own")
def test_cities_put_on_file_stand_where_they_are_published_or_say_what_is_missing() -> None:
    with Store(":memory:") as own:
        every = Cities(own)
        assert len(every.candidates()) == 12_413, "without a city on file there are the published ones"
        for name, country in (("Stockholm", "SE"), ("Vancouver", "CA"), ("Nova Dolina", "BG")):
            every.add_city(name, country, "Ada", "a partner to be")
        stockholm, vancouver, dolina = (every.peers(name) for name in ("Stockholm", "Vancouver", "Nova Dolina"))
        assert round(stockholm.own.per_head_t or 0, 1) == 1.8
        assert round(vancouver.own.per_head_t or 0, 1) == 4.0
        assert "Vancouver" not in [vancouver.cities.name[line] for group in vancouver.groups for line in group.lines]
        assert dolina.missing == "inhabitants"


def test_boston_stands_below_most_of_its_continent_and_above_every_other(store: Store) -> None:
    found = Cities(store).peers("Boston")
    alike, others = found.groups
    assert (found.own.year, round(found.own.per_head_t or 0, 1)) == (2017, 9.0)
    assert (len(alike.lines), alike.above, round(alike.middle or 0, 1)) == (13, 10, 12.1)
    assert (len(others.lines), others.above) == (10, 0)
    assert [found.cities.name[line] for line in others.doubted] == ["Pasto"]
    assert found.left_out == {"zero": 1, "people": 1, "size": 80, "years": 8}
    assert found.dots + sum(found.left_out.values()) + 1 == len(found.cities) == 115


@pytest.mark.parametrize("city", ["Lyon", "Varna", "Vila Nova de Famalicão"])
def test_a_city_without_such_a_total_sees_the_others(store: Store, city: str) -> None:
    found = Cities(store).peers(city)
    assert found.own.per_head_t is None
    assert found.dots > 10
    assert Cities(store).peers(city, "bought").missing == "bought"


def test_new_york_stands_by_its_own_inventory(store: Store) -> None:
    """It told CDP no BASIC total in 2019; its GPC inventory on file of 2016 lies nearest."""
    found = Cities(store).peers("New York")
    assert (found.own.on_file, found.own.year) == (True, 2016)
