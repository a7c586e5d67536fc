"""A row that stands beside its own parts is found, and nothing is dropped."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.parents import PARTS, overlaps
from analytics.vocabulary import SECTORS
from tests.analytics.builders import cell, one, whole


@pytest.mark.parametrize("parent", PARTS)
def test_a_parent_beside_any_of_its_parts_is_found(parent: str) -> None:
    assert set(PARTS[parent]) <= set(SECTORS)
    for part in PARTS[parent]:
        if part not in ("energy_supply", "other_scope_3", "industry_ets"):
            found = overlaps([cell(parent, 10.0), cell(part, 10.0)])
            assert any((item.parent, item.parts, item.equal) == (parent, (part,), True) for item in found)


def test_a_parent_is_held_against_the_sum_of_its_parts() -> None:
    parts = [cell("road_transport", 60.0), cell("railways", 40.0)]
    (whole_,) = overlaps([cell("transport", 100.0), *parts])
    assert (whole_.equal, whole_.parts, whole_.parts_amount) == (True, ("railways", "road_transport"), 100.0)
    assert "it is counted twice" in whole_.sentence()
    (rest,) = overlaps([cell("transport", 30.0), *parts])
    assert not rest.certain
    assert one([cell("transport", 30.0), *parts]).notes == ()
    assert "part of it may be counted twice" in rest.sentence()


@pytest.mark.parametrize(
    ("parent", "part", "equal"),
    [(100.0, 100.4, True), (100.0, 101.0, False), (1e6, 1e6 + 400, True), (0.3, 0.1, False), (-20.0, -20.0, True)],
)
def test_rounding_alone_makes_no_difference(parent: float, part: float, equal: bool) -> None:
    (found,) = overlaps([cell("waste", parent), cell("solid_waste", part)])
    assert found.equal is equal


def test_a_total_row_beside_its_sectors_is_always_counted_twice() -> None:
    (found,) = overlaps([cell("total", 90.0), cell("residential", 50.0)])
    assert (found.equal, found.certain) == (False, True)


def test_only_one_carrier_and_scope_are_compared() -> None:
    diesel = cell("transport", 9.0, carrier="diesel", scope=1)
    assert overlaps([diesel, cell("road_transport", 9.0, carrier="gasoline", scope=1)]) == []
    assert overlaps([diesel, cell("road_transport", 9.0, carrier="diesel", scope=3)]) == []
    assert len(overlaps([diesel, cell("road_transport", 9.0, carrier="diesel", scope=1)])) == 1


def test_a_parent_without_a_carrier_holds_its_parts_of_every_carrier() -> None:
    parts = [cell("road_transport", 4.0, carrier=carrier, scope=1) for carrier in ("diesel", "gasoline")]
    (found,) = overlaps([cell("transport", 8.0), *parts])
    assert found.equal


def test_energy_and_emissions_years_and_methods_are_kept_apart() -> None:
    parent = cell("buildings", 9.0)
    for changes in ({"quantity": "energy"}, {"year": 2018}, {"method": "own"}):
        assert overlaps([parent, cell("residential", 9.0, **changes)]) == []


def test_zeros_keys_references_and_what_stands_beside_the_total_are_not_counted_twice() -> None:
    assert overlaps([cell("transport", 0.0), cell("road_transport", 5.0)]) == []
    assert overlaps([cell("transport", key="IE"), cell("road_transport", 5.0)]) == []
    assert overlaps([cell("industry", 9.0), cell("industry_ets", 9.0)]) == []
    pair = [cell(code, 9.0, method="gpc", gpc_ref=ref) for code, ref in (("road_transport", "II.1.1"),)]
    assert overlaps([cell("transport", 9.0, method="gpc"), *pair]) == []


def test_siblings_are_no_parents() -> None:
    assert overlaps([*whole(2019, 100.0), cell("public_lighting", 3.0), cell("industry", 3.0)]) == []


def test_the_finding_is_a_warning_and_the_total_still_holds_both() -> None:
    found = one([cell("waste", 10.0), cell("solid_waste", 10.0)])
    assert found.emissions_t == 20.0
    (note,) = found.notes
    assert note.startswith("Waste, not split counts with its parts Solid waste: 10 t equal to 10 t")
    problem = overlaps([cell("waste", 10.0), cell("solid_waste", 10.0)])[0].problem()
    assert (problem.severity, problem.code) == ("warn", "parent-beside-parts")


@given(
    st.lists(st.tuples(st.sampled_from(sorted(SECTORS)), st.integers(0, 100)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, int]], random: Random) -> None:
    cells = [cell(sector, float(amount)) for sector, amount in rows]
    found = overlaps(cells)
    random.shuffle(cells)
    assert overlaps(cells) == found
