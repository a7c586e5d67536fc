"""The twin room: mirrored by a swap, equal against itself, and nothing mixed without a word about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.inventories.comparison import FURTHEST_YEARS, Comparison
from analytics.inventories.inventory import About, Cell, Inventory, Making, Population, inventories
from analytics.pairs.borrowing import ENERGY, GRID, HEAD, Borrowed
from analytics.pairs.twin import Area, Product, Twin, TwinMeasure, TwinSide, twin
from analytics.vocabulary import METHOD_NAMES, Method, stated_or_not
from tests.analytics.builders import AR5, cell, no_factor, one, target

OFFICES = (("municipal_buildings", "tertiary"), ("commercial_institutional",), ("municipal_buildings",))
TRAFFIC = (("transport",), ("road_transport", "railways"), ("road_transport", "aviation"), ("private_transport",))
WHOLES = (("buildings", "transport"), ("total",), ("residential", "transport", "electricity"))
MORE = ("public_lighting", "industry", "solid_waste", "wastewater", "afolu", "non_specified", "off_road")
PAIRS = settings(max_examples=max(100, settings().max_examples), deadline=None)
"""A hundred pairs, a thousand in `make thorough`."""
amounts = st.integers(1, 1_000_000).map(float)
splits = st.builds(
    lambda offices, traffic: ("residential", *offices, *traffic), *map(st.sampled_from, (OFFICES, TRAFFIC))
)
divided = st.builds(
    lambda sectors, more: (*sectors, *more),
    splits | splits | splits | st.sampled_from(WHOLES),
    st.lists(st.sampled_from(MORE), max_size=2, unique=True),
)


@st.composite
def sides(draw: st.DrawFn, city: str) -> TwinSide:
    """A city with up to two inventories, made of cells by the real restatement of the store."""
    slots = draw(
        st.lists(
            st.tuples(st.integers(2015, 2021), st.sampled_from(["gpc", "gpc", "covenant", "covenant", "own"])),
            min_size=1,
            max_size=2,
            unique=True,
        )
    )
    cells: list[Cell] = []
    for year, method in slots:
        slot = {"year": year, "method": method}
        gases = draw(st.sampled_from([("co2e",), ("co2",), ("co2", "ch4")]))
        for sector in draw(divided):
            key = draw(st.sampled_from([None] * 8 + ["NO", "NE"]))
            carried = sector in ("residential", "transport") and draw(st.booleans())
            for carrier in ("electricity", "natural_gas") if carried else (None,):
                cells += [cell(sector, draw(amounts), carrier=carrier, quantity=gas, key=key, **slot) for gas in gases]
                if carried and draw(st.booleans()):
                    cells.append(cell(sector, 3 * draw(amounts), carrier=carrier, quantity="energy", **slot))
    heads = {slot: Population(draw(amounts), "a register") for slot in slots if draw(st.booleans())}
    words = st.builds(
        About, st.sampled_from(["unknown", "activity-based", "life-cycle"]), st.sampled_from(["unknown", "AR4", "AR5"])
    )
    made = inventories(city, cells, heads, {slot: draw(words) for slot in slots}, Making(no_factor, AR5))
    water, dated = st.sampled_from([True, False, None]), st.none() | st.integers(2010, 2022)
    areas = st.lists(st.builds(Area, st.floats(1, 1e4), water, st.just("a map"), dated), max_size=2)
    product = st.builds(
        Product, st.floats(1, 1e6), st.just("million"), st.sampled_from(["EUR", "USD"]), st.just("2015")
    )
    products = {year: draw(product) for year, _method in slots if draw(st.booleans())}
    return TwinSide(city, f"City {city}", tuple(made), tuple(draw(areas)), products)


def swapped(found: Sequence[TwinMeasure]) -> list[TwinMeasure]:
    return [replace(one, left=one.right, right=one.left, reasons=(), notes=()) for one in found]


def bare(found: Sequence[TwinMeasure]) -> list[TwinMeasure]:
    return [replace(one, reasons=(), notes=()) for one in found]


def amounts_of(found: Comparison, turned: bool) -> list[tuple[object, ...]]:
    ordered = [*found.rows, *found.left_out, *found.restated]
    return [(item.name, *((item.right_t, item.left_t) if turned else (item.left_t, item.right_t))) for item in ordered]


@PAIRS
@given(sides("A"), sides("B"))
def test_swapping_the_cities_mirrors_the_whole_room(left: TwinSide, right: TwinSide) -> None:
    one_way, other = twin(left, right), twin(right, left)
    assert amounts_of(one_way.comparison, turned=False) == amounts_of(other.comparison, turned=True)
    assert one_way.comparability.score == other.comparability.score
    assert bare(one_way.measures) == swapped(other.measures)
    assert [len(item.reasons) for item in one_way.measures] == [len(item.reasons) for item in other.measures]
    assert [(row.name, row.per_head, row.t_per_mwh) for row in one_way.energy.rows] == [
        (row.name, row.per_head[::-1], row.t_per_mwh[::-1]) for row in other.energy.rows
    ]
    assert (one_way.left_borrows, one_way.right_borrows) == (other.right_borrows, other.left_borrows)


@PAIRS
@given(sides("A"))
def test_a_city_against_itself_is_zero_everywhere_and_has_the_full_score(own: TwinSide) -> None:
    found = twin(own, own)
    assert not found.comparison.left_out
    assert not found.comparison.restated
    assert all(row.left_t == row.right_t for row in found.comparison.rows)
    assert all(measure.left == measure.right for measure in found.measures)
    assert all(row.per_head[0] == row.per_head[1] for row in found.energy.rows)
    changes = [borrowed.change_t for borrowed in found.left_borrows if borrowed.change_t is not None]
    assert changes == pytest.approx([0.0] * len(changes), abs=1e-3)
    if found.comparison.rows:
        assert found.comparability.score == 100.0


@PAIRS
@given(sides("A"), sides("B"))
def test_nothing_is_mixed_without_a_word_about_it(left: TwinSide, right: TwinSide) -> None:
    found = twin(left, right).comparison
    if not found.rows:
        assert found.refused
        return
    one_side, other = found.left, found.right
    assert one_side is not None
    assert other is not None
    said = " ".join([*found.differences, *(moved.reason for moved in found.restated)])
    assert abs(one_side.year - other.year) <= FURTHEST_YEARS
    if one_side.method != other.method:
        assert METHOD_NAMES[Method(one_side.method)] in said
    if one_side.gwp_set != other.gwp_set:
        assert all(stated_or_not(item.gwp_set) in said for item in (one_side, other))
    if one_side.approach != other.approach:
        assert all(stated_or_not(item.approach) in said for item in (one_side, other))
    if one_side.gas != other.gas:
        assert "Without CH4 and N2O" in said


@given(sides("A"), sides("B"))
def test_of_each_city_what_is_compared_restated_and_left_out_is_its_total(left: TwinSide, right: TwinSide) -> None:
    found = twin(left, right).comparison
    if not found.rows:
        return
    for item, side in ((found.left, "left_t"), (found.right, "right_t")):
        assert item is not None
        held = fsum(getattr(row, side) for row in found.rows)
        moved = fsum(getattr(change, side) for change in found.restated)
        out = fsum(getattr(gone, side) or 0.0 for gone in found.left_out)
        assert held - moved + out == pytest.approx(item.emissions_t, abs=1e-3)


@given(sides("A"), sides("B"))
def test_the_score_is_within_its_bounds_and_its_missing_points_too(left: TwinSide, right: TwinSide) -> None:
    found = twin(left, right).comparability
    if found.score is None:
        assert not (left.inventories and right.inventories)
        return
    assert 0.0 <= found.score <= 100.0
    assert all(0.0 <= part.alike <= 1.0 and 0.0 <= part.points <= 100.0 for part in found.parts)
    assert found.score + sum(part.points for part in found.parts) == pytest.approx(100.0)


# --- by hand


def homes(city: str, inhabitants: float, electricity: tuple[float, float], gas: tuple[float, float]) -> Inventory:
    """Homes with electricity and gas, each as MWh and t, and 50 t of traffic."""
    cells = [cell("transport", 50.0)]
    for carrier, (mwh, tonnes) in (("electricity", electricity), ("natural_gas", gas)):
        cells.append(cell("residential", tonnes, carrier=carrier))
        cells.append(cell("residential", mwh, carrier=carrier, quantity="energy"))
    about = {2019: About("activity-based", "AR5")}
    return replace(one(cells, inhabitants={2019: inhabitants}, about=about), city_id=city)


def room(**more: Any) -> Twin:
    """Here 10 people use 100 MWh of electricity (60 t) and 100 MWh of gas (20 t); there 20 people 300 MWh (20 t) and
    50 MWh (10 t). Together electricity is 80 t of 400 MWh: 0.2 t/MWh."""
    left = TwinSide("A", "Here", (homes("A", 10.0, (100.0, 60.0), (100.0, 20.0)),), **more)
    return twin(left, TwinSide("B", "There", (homes("B", 20.0, (300.0, 20.0), (50.0, 10.0)),)))


def borrowed(found: Sequence[Borrowed], code: str, name: str = "Residential buildings") -> Borrowed:
    return next(item for item in found if (item.code, item.name) == (code, name))


def test_two_cities_alike_in_all_but_their_electricity_have_the_full_score_once_it_is_by_one_factor() -> None:
    found = room()
    assert found.comparability.score == pytest.approx(100.0)
    assert [(row.name, row.left_t, row.right_t) for row in found.comparison.rows] == [
        ("Residential buildings", pytest.approx(40.0), pytest.approx(70.0)),
        ("Transport", 50.0, 50.0),
    ]


def test_measures_are_of_the_restated_rows() -> None:
    left = {"areas": (Area(3.0, None, "a map"),), "products": {2019: Product(45.0, "million", "EUR", "2015")}}
    total, head, area, product = room(**left).measures
    assert (total.left, total.right) == (pytest.approx(90.0), pytest.approx(120.0))
    assert (head.left, head.right) == (pytest.approx(9.0), pytest.approx(6.0))
    assert (area.left, area.right, area.cities) == (pytest.approx(30.0), None, ("B",))
    assert area.reasons == ("No area of There is known here.",)
    assert (product.left, product.right, product.unit) == (pytest.approx(2.0), None, "million EUR")


@pytest.mark.parametrize(
    ("years", "asked", "km2"),
    [
        ((None, 2005, 2020), 2019, 3.0),
        ((None, 2005, 2020), 2012, 2.0),
        ((2018, 2020), 2019, 2.0),
        ((None,), 2019, 1.0),
        ((), 2019, None),
    ],
)
def test_the_area_is_that_of_the_boundary_nearest_to_the_inventory(
    years: tuple[int | None, ...], asked: int, km2: float | None
) -> None:
    areas = tuple(Area(float(number), None, "a map", year) for number, year in enumerate(years, start=1))
    found = TwinSide("A", "A", areas=areas).area(asked)
    assert (found and found.km2) == km2


def test_gdp_of_other_currencies_is_not_compared() -> None:
    def side(city: str, currency: str) -> TwinSide:
        made = homes(city, 10.0, (100.0, 60.0), (100.0, 20.0))
        return TwinSide(city, city, (made,), products={2019: Product(45.0, "million", currency, "2015")})

    product = twin(side("A", "EUR"), side("B", "USD")).measures[-1]
    assert (product.left, product.right) == (None, None)
    assert product.reasons == ("The GDP of the two is in other units, currencies or prices.",)


def test_energy_per_head_and_carbon_stand_apart() -> None:
    (row,) = room().energy.rows
    assert row.per_head == (pytest.approx(20.0), pytest.approx(17.5))
    assert row.t_per_mwh == (pytest.approx(0.4), pytest.approx(30 / 350))


def test_a_sector_borrowed_is_put_into_the_newest_year_and_into_the_gap() -> None:
    """Per inhabitant, by one factor of electricity: 3.5 t there against 4.0 here, so 10 people emit 5 t less. Per MWh,
    by each one's own factors: 30 t of 350 MWh, which 200 MWh here make 17.14 t in the place of 80."""
    here = homes("A", 10.0, (100.0, 60.0), (100.0, 20.0))
    before = replace(here, year=2005, emissions_t=1000.0)
    progress: Progress = assess(target(method="covenant"), [before, here])
    assert progress.gap_t is not None
    found = room(progress=progress).left_borrows
    head, energy, grid = (borrowed(found, code) for code in (HEAD, ENERGY, HEAD))
    assert (head.own, head.partner, head.change_t) == (pytest.approx(4.0), pytest.approx(3.5), pytest.approx(-5.0))
    assert (head.total_t, head.gap_t) == (pytest.approx(125.0), pytest.approx(progress.gap_t - 5.0))
    assert energy.change_t == pytest.approx(200 * 30 / 350 - 80)
    grid = borrowed(found, GRID, "Electricity")
    assert (grid.own, grid.partner) == (pytest.approx(0.6), pytest.approx(20 / 300))
    assert grid.change_t == pytest.approx(100 * (20 / 300) - 60)


def test_what_cannot_be_borrowed_says_why_and_of_which_city_something_is_missing() -> None:
    here = homes("A", 10.0, (100.0, 60.0), (100.0, 20.0))
    there = replace(one([cell("residential", 30.0), cell("transport", 9.0)], inhabitants={2019: 5.0}), city_id="B")
    found = twin(TwinSide("A", "Here", (here,)), TwinSide("B", "There", (there,))).left_borrows
    refused = {item.code: (item.refused, item.lacking) for item in found if item.refused}
    assert refused[ENERGY] == ("The inventory of There for 2019 tells no energy of what both report.", 1)
    assert refused[GRID][1] == 1


def test_a_city_without_an_inventory_leaves_the_room_open_and_has_no_score() -> None:
    found = twin(TwinSide("A", "Here", (homes("A", 10.0, (1.0, 1.0), (1.0, 1.0)),)), TwinSide("B", "There"))
    assert found.comparability.score is None
    assert found.comparison.refused == ("There has no inventory here.",)
    assert found.measures == ()
    assert [item.lacking for item in found.left_borrows] == [1]
