"""The twin room of the sample cities: what each of the six pairs shows, and its numbers by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from analytics.pairs.twin import Twin, twin
from analytics.text.problems import Refused
from datasets import City
from datasets.store import Store
from tests.effort import few
from tests.samples import own_samples

SIX: dict[tuple[str, str], tuple[tuple[int, int] | None, tuple[str, ...], float | None]] = {
    ("New York", "Barcelona"): (
        (2020, 2020),
        (
            "Residential buildings",
            "Commercial and institutional buildings",
            "Transport",
            "Industry",
            "Waste",
        ),
        58.7,
    ),
    ("Boston", "Lyon"): ((2019, 2019), ("Residential buildings", "Transport"), 21.5),
    ("Baltimore", "Turin"): ((2017, 2019), (), 0.0),
    ("Santa Monica", "Varna"): (None, (), None),
    ("Fort Collins", "Vila Nova de Famalicão"): ((2020, 2021), (), 0.0),
    ("Austin", "Bologna"): ((2018, 2018), ("All buildings", "Transport"), 36.3),
}
"""Years, rows and score of each pair, from the sectors, methods and sets that their inventories state."""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as samples:
        yield samples


def room(store: Store, left: str, right: str) -> Twin:
    return twin(City(store, left).twin_side(), City(store, right).twin_side())


@pytest.mark.parametrize("pair", few(SIX, ("New York", "Barcelona")))
def test_each_of_the_six_pairs_has_its_years_its_rows_and_its_score(store: Store, pair: tuple[str, str]) -> None:
    years, rows, score = SIX[pair]
    found = room(store, *pair)
    sides = (found.comparison.left, found.comparison.right)
    assert (sides[0] and sides[1] and (sides[0].year, sides[1].year)) == years
    assert tuple(row.name for row in found.comparison.rows) == rows
    assert found.comparability.score == (None if score is None else pytest.approx(score, abs=0.05))
    assert bool(found.comparison.rows) != bool(found.comparison.refused)


def test_boston_and_lyon_by_hand(store: Store) -> None:
    """Boston 2019, 694,295 inhabitants: homes 1,147,174 t and transport 1,846,119 t of 6,192,460 t. Lyon 2019, 522,969:
    509,447 t and 306,252 t of 1,353,569 t; its services are told without the municipal ones.

    48.3 and 60.3 of 100 tonnes compare. A hundredth of homes and three of transport are other gases, whose weights may
    differ by 36 ÷ 21: of Boston 2.23 % x 0.714 = 1.6 %. So the score is 100 x 0.543 x (1 + 0 + 0.984 + 0 + 0) ÷ 5.
    """
    found = room(store, "Boston", "Lyon")
    total, head, area, _gdp = found.measures
    assert (total.left, total.right) == (pytest.approx(2_993_292, abs=1), pytest.approx(815_699, abs=1))
    assert (head.left, head.right) == (pytest.approx(4.3113, abs=1e-4), pytest.approx(1.5597, abs=1e-4))
    assert area.reasons == ("No area of Lyon is known here.",)
    assert [note.split(" (")[0] for note in area.notes] == ["The area of Boston, 232.17 km², includes its waters"]
    assert (area.table, area.cities) == ("areas", ("FR0009",))
    assert found.comparability.score == pytest.approx(100 * 0.54300 * (1 + 0.98405) / 5, abs=0.01)
    left_out = {out.name: (out.left_t, out.right_t) for out in found.comparison.left_out}
    assert left_out["Tertiary"] == (pytest.approx(3_149_931, abs=1), pytest.approx(483_453, abs=1))
    assert left_out["Industrial processes"] == (None, pytest.approx(53_695, abs=1))
    transport = next(one for one in found.left_borrows if one.name == "Transport")
    # 675,647 inhabitants x 306,252 / 522,969 t, in the place of 1,506,813 t of 5,298,687 t; the gap was -175,169 t.
    assert transport.change_t == pytest.approx(675_647 * 306_252 / 522_969 - 1_506_813, abs=2)
    assert transport.total_t == pytest.approx(4_187_535, abs=2)
    assert transport.gap_t == pytest.approx(-1_286_321, abs=2)
    assert {one.gap_t for one in found.right_borrows} == {None}, "Lyon has no inventory after its base year"


def test_new_york_and_barcelona_by_hand(store: Store) -> None:
    """Barcelona 2020, 1,664,182 inhabitants: 645,499 + 547,583 + 719,728 + 61,461 t and industry without the 916 t of
    energy industries, of which New York estimates nothing; New York, 8,804,190: 47,955,595 t."""
    found = room(store, "New York", "Barcelona")
    total, head, area, _gdp = found.measures
    barcelona = 645_499 + 547_583 + 719_728 + 61_461 + 265_542 - 916
    assert (total.left, total.right) == (pytest.approx(47_955_595, abs=2), pytest.approx(barcelona, abs=3))
    assert (head.left, head.right) == (pytest.approx(5.4469, abs=1e-4), pytest.approx(barcelona / 1_664_182, abs=1e-4))
    assert area.left == pytest.approx(47_955_595 / 1213.37, abs=1)
    assert area.right == pytest.approx(barcelona / 102.15, abs=1)
    assert [(out.name, out.right_t and round(out.right_t)) for out in found.comparison.left_out] == [
        ("Energy industries", 916),
        ("Other", 13_235),
    ]


def test_electricity_of_transport_is_by_one_factor_between_lyon_and_bologna(store: Store) -> None:
    """1,490 t of 71,611 MWh in Lyon and 1,017 t of 3,435 MWh in Bologna: 2,507 t of 75,046 MWh, 0.033 t/MWh."""
    found = room(store, "Lyon", "Bologna")
    (moved,) = found.comparison.restated
    assert (moved.name, round(moved.left_t), round(moved.right_t)) == ("Transport", 902, -902)
    assert "0.033 t/MWh" in moved.reason
    transport = next(row for row in found.energy.rows if row.name == "Transport")
    assert transport.per_head == (pytest.approx(2.495, abs=1e-3), pytest.approx(3.376, abs=1e-3))
    assert transport.t_per_mwh == (pytest.approx(0.2347, abs=1e-4), pytest.approx(0.2467, abs=1e-4))


def test_the_gap_of_the_room_is_that_of_the_report(store: Store) -> None:
    for record in store.cities():
        city = City(store, record.city_id)
        progress, leading = city.twin_side().progress, city.report().leading
        assert (progress.gap_t if progress else None) == leading.gap_t
        assert (progress.left_t if progress else None) == leading.left_t


def test_any_two_cities_have_a_room_and_a_city_beside_itself_the_full_score(store: Store) -> None:
    sides = {record.city_id: City(store, record.city_id).twin_side() for record in store.cities()}
    for left, right in product(sides, repeat=2):
        found = twin(sides[left], sides[right])
        assert found.comparison.rows or found.comparison.refused
        if left == right and sides[left].inventories:
            assert found.comparability.score == 100.0


def test_a_city_that_is_not_on_file_is_refused_with_near_names(store: Store) -> None:
    with pytest.raises(Refused) as refusal:
        room(store, "Boston", "Lyom")
    assert "Lyon" in str(refusal.value.problems[0].choices)
