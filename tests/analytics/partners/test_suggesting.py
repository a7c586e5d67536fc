"""Which cities are like one: likeness by hand, and what weights, unknown facts and the order of rows may never do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.adaptation.hazard_names import NAMES
from analytics.partners.candidates import Candidates, Words
from analytics.partners.suggesting import (
    CRITERIA,
    USUAL,
    any_in_common,
    hazards_in_common,
    in_common,
    profile,
    shared_hazards,
    size,
    suggested,
    within,
)

HAZARDS = Words(tuple(NAMES))
LANGUAGES = Words(("bg", "en", "fr"))
TOPICS = Words(("Transport", "Waste"))
CONTINENTS = ("EU", "NA", "")


def cities(*rows: dict[str, Any]) -> Candidates:
    """Candidates from what is known of each; what is left out is not known."""

    def of(name: str, otherwise: Any) -> list[Any]:
        return [row.get(name, otherwise) for row in rows]

    count = len(rows)
    return Candidates(
        key=of("key", ""),
        name=of("name", ""),
        country=of("country", ""),
        continent=of("continent", "EU"),
        told_by=np.ones(count, dtype=np.int64),
        inhabitants=np.asarray(of("inhabitants", np.nan), dtype=float),
        counted=np.zeros(count, dtype=np.int64),
        hazards=np.asarray([HAZARDS.bits(row.get("hazards", ())) for row in rows], dtype=np.int64),
        rules=np.asarray(of("rules", 0), dtype=np.int64),
        rules_year=np.zeros(count, dtype=np.int64),
        target_percent=np.asarray(of("target", np.nan), dtype=float),
        target_base=np.zeros(count, dtype=np.int64),
        commitments=np.asarray(of("commitments", 0), dtype=np.int64),
        languages=np.asarray([LANGUAGES.bits(row.get("languages", ())) for row in rows], dtype=object),
        unable_percent=np.asarray(of("unable", np.nan), dtype=float),
        topics=np.asarray([TOPICS.bits(row.get("topics", ())) for row in rows], dtype=np.int64),
        shares=np.asarray(of("shares", (np.nan,) * 3), dtype=float).reshape(count, 3),
        hazard_words=HAZARDS,
        language_words=LANGUAGES,
        topic_words=TOPICS,
        left_out={},
    )


def test_size_halves_its_likeness_with_each_doubling_and_has_none_at_four_times() -> None:
    assert size(100, [100, 200, 50, 400, 25, 1000]).tolist() == [1, 0.5, 0.5, 0, 0, 0]
    assert np.isnan(size(100, np.nan))


def test_per_cents_are_as_alike_as_they_are_near() -> None:
    assert within(50, [50, 40, 0, 100], 50).tolist() == [1, 0.8, 0, 0]


def test_what_is_shared_is_of_all_that_both_name() -> None:
    assert in_common(0b111, [0b011, 0b100, 0b1000]).tolist() == [0.8, 0.5, 0]
    assert np.isnan(in_common(0b1, 0))
    assert any_in_common(0b01, [0b11, 0b10]).tolist() == [1, 0]
    assert np.isnan(any_in_common(0b100, 0b100, counting=0b011)), "a method of one's own is nobody else's"


def test_a_group_of_hazards_is_shared_with_whoever_names_one_of_it() -> None:
    own, other = HAZARDS.bits(("flood", "heat_wave")), HAZARDS.bits(("river_flood", "coastal_flood", "drought"))
    assert shared_hazards(HAZARDS, own, other) == ("flood",)
    assert shared_hazards(HAZARDS, other, own) == ("river_flood", "coastal_flood")
    assert hazards_in_common(HAZARDS, own, other) == pytest.approx(3 / 5)
    assert hazards_in_common(HAZARDS, other, own) == pytest.approx(3 / 5)


def test_profiles_are_alike_by_what_their_shares_have_in_common() -> None:
    assert profile((0.5, 0.5, 0), [(0.5, 0.5, 0), (0.25, 0.5, 0.25), (0, 0, 1)]).tolist() == [1, 0.75, 0]


OWN = {"key": "own", "continent": "NA", "inhabitants": 700_000, "hazards": ("heat_wave", "drought"), "target": 50}


def test_points_are_what_the_weights_say() -> None:
    half = {"key": "half", "name": "Half", "inhabitants": 350_000, "hazards": ("heat_wave", "drought"), "target": 40}
    found = suggested(cities(OWN, half), "own", {"hazards": 3, "size": 2, "target": 1})
    assert found.points["hazards"].tolist() == [50]
    assert found.points["size"].tolist() == [pytest.approx(100 * 2 / 6 / 2)]
    assert found.points["target"].tolist() == [pytest.approx(100 / 6 * 0.8)]
    assert found.known.tolist() == [80]  # 50 + 16.7 + 13.3


def test_what_is_not_known_gives_nothing_and_is_told() -> None:
    silent = {"key": "silent", "name": "Silent", "inhabitants": 700_000}
    found = suggested(cities(OWN, silent), "own", {"hazards": 3, "size": 1})
    assert (found.known.tolist(), found.open.tolist()) == ([25], [75])
    told = {"key": "told", "name": "Told", "inhabitants": 700_000, "hazards": ("drought",)}
    both = suggested(cities(OWN, silent, told), "own", {"hazards": 3, "size": 1})
    assert both.could_lead() == 1, "the silent one, if its hazards were the same"


def test_what_is_not_known_of_the_city_itself_does_not_count_and_is_named() -> None:
    other = {"key": "other", "inhabitants": 700_000, "commitments": 1}
    found = suggested(cities(OWN, other), "own", {"size": 1, "commitments": 3})
    assert found.silent == ("commitments",)
    assert found.weights == {"size": 1}
    assert found.known.tolist() == [100]


def test_level_cities_stand_by_name_and_are_told_as_level() -> None:
    rows = [{"key": name, "name": name, "inhabitants": 700_000} for name in ("b", "c", "a")]
    found = suggested(cities(OWN, *rows), "own", {"size": 1})
    assert [found.cities.name[found.pool[place]] for place in found.order] == ["a", "b", "c"]
    assert len(found.level_with(int(found.order[0]))) == 2
    assert len(found.alone("size")) == 3


def test_partners_are_looked_for_where_one_wants() -> None:
    rows = [{"key": place or "nowhere", "continent": place} for place in CONTINENTS]
    every = cities(OWN, *rows)
    keys = {
        where: {every.key[line] for line in suggested(every, "own", USUAL, where).pool}
        for where in ("all", "elsewhere", "NA")
    }
    assert keys == {"all": {"EU", "NA", "nowhere"}, "elsewhere": {"EU"}, "NA": {"NA"}}


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        suggested(cities(OWN), "somewhere", USUAL)


ROWS = st.lists(
    st.fixed_dictionaries(
        {"continent": st.sampled_from(CONTINENTS)},
        optional={
            "inhabitants": st.integers(1, 10**7),
            "hazards": st.lists(st.sampled_from(list(NAMES)[:12]), max_size=5),
            "rules": st.integers(0, 15),
            "target": st.integers(1, 100),
            "commitments": st.integers(0, 15),
            "languages": st.lists(st.sampled_from(LANGUAGES.known), max_size=2),
            "unable": st.floats(0, 100),
            "topics": st.lists(st.sampled_from(TOPICS.known), max_size=2),
            "shares": st.sampled_from([(0.2, 0.5, 0.3), (1.0, 0.0, 0.0)]),
        },
    ),
    min_size=2,
    max_size=8,
)
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(CRITERIA, st.integers(0, 3)))


def made(rows: list[dict[str, Any]]) -> Candidates:
    return cities(*({"key": f"k{place}", "name": f"n{place % 3}", **row} for place, row in enumerate(rows)))


@settings(max_examples=60)
@given(rows=ROWS, weights=WEIGHTS)
def test_a_city_is_never_its_own_partner_and_points_stay_within_a_hundred(
    rows: list[dict[str, Any]], weights: dict[str, int]
) -> None:
    found = suggested(made(rows), "k0", weights, "all")
    assert 0 not in found.pool
    if found.parts:
        assert ((found.known >= 0) & (found.open >= 0) & (found.known + found.open <= 101)).all()
        assert sorted(found.order.tolist()) == list(range(len(found.pool)))


@settings(max_examples=60)
@given(rows=ROWS, weights=WEIGHTS, code=st.sampled_from(list(CRITERIA)))
def test_what_has_no_weight_has_no_influence(rows: list[dict[str, Any]], weights: dict[str, int], code: str) -> None:
    weights = {**weights, code: 0}
    names = {"size": "inhabitants", "sectors": "shares", "language": "languages", "energy": "unable"}
    without = [{name: fact for name, fact in row.items() if name != names.get(code, code)} for row in rows]
    before, after = (suggested(made(every), "k0", weights, "all") for every in (rows, without))
    assert before.parts.keys() == after.parts.keys()
    if before.parts:
        assert before.known.tolist() == after.known.tolist()
        assert before.order.tolist() == after.order.tolist()


@settings(max_examples=60)
@given(rows=ROWS, weights=WEIGHTS, turned=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], weights: dict[str, int], turned: Any) -> None:
    every = [{"key": f"k{place}", "name": f"n{place % 3}", **row} for place, row in enumerate(rows)]
    mixed = every.copy()
    turned.shuffle(mixed)
    told = []
    for some in (every, mixed):
        found = suggested(cities(*some), "k0", weights, "all")
        lines = found.pool[found.order] if found.parts else np.empty(0, dtype=np.int64)
        told.append([(found.cities.key[line], int(found.known[found.order[at]])) for at, line in enumerate(lines)])
    assert told[0] == told[1]


@settings(max_examples=60)
@given(rows=ROWS, weights=WEIGHTS)
def test_two_cities_are_as_like_each_other_from_either_side(
    rows: list[dict[str, Any]], weights: dict[str, int]
) -> None:
    every = made(rows[:2])
    one, other = (suggested(every, key, weights, "all") for key in ("k0", "k1"))
    shared = one.parts.keys() & other.parts.keys()
    for code in shared - {"rules"}:
        assert one.parts[code] == pytest.approx(other.parts[code], nan_ok=True)


@settings(max_examples=40)
@given(rows=ROWS)
def test_counting_all_inhabitants_in_another_unit_changes_nothing(rows: list[dict[str, Any]]) -> None:
    every = made(rows)
    thousands = replace(every, inhabitants=every.inhabitants / 1000)
    one, other = (suggested(some, "k0", {"size": 1}, "all") for some in (every, thousands))
    if one.parts:
        assert one.points["size"] == pytest.approx(other.points["size"], nan_ok=True)
