"""Two cities facing each other: shares, curves on their own base, what compares, and what each could ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.inventories.comparison import Comparison, Side, compare
from analytics.inventories.inventory import About, Inventory
from analytics.pairs.facing import PairSide, Shares, carrier_shares, index, matters, shares, split
from analytics.pairs.lessons import Lesson, lessons, lighter
from analytics.pairs.promised import PromiseState, state_of

FINE = {"Residential": 380.0, "Tertiary": 360.0, "Transport": 230.0, "Waste": 30.0}
COARSE = {"Buildings": 780.0, "Transport": 200.0, "Waste": 20.0}


def inventory(year: int, sectors: dict[str, float], city_id: str = "A", **changed: object) -> Inventory:
    plain = Inventory(
        city_id=city_id,
        year=year,
        method="gpc",
        emissions_t=sum(sectors.values()),
        gas="CO2e",
        energy_mwh=None,
        inhabitants=1000.0,
        sectors=sectors,
        energy_by_carrier={},
        keys={},
        missing_key_sectors=(),
        computed=False,
        about=About("activity-based", "AR5"),
        notes=(),
        sources=("a source",),
        revision=1,
        committed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def side(name: str, *found: Inventory, **changed: object) -> PairSide:
    series = tuple(item for item in found if item.method == "gpc")
    judged = {}
    if len(series) > 1 and series[0].emissions_t:
        judged = {"base": (series[0].year, series[0].emissions_t), "base_inventory": series[0], "latest": series[-1]}
    return replace(PairSide(name, name, found, series), **{**judged, **changed})  # type: ignore[arg-type]


def comparison(left: PairSide, right: PairSide) -> Comparison:
    return compare(left.inventories, right.inventories, (left.name, right.name))


# --- shares


def test_shares_are_of_the_own_total_and_as_fine_as_the_coarser_tells() -> None:
    found = shares([inventory(2019, FINE)], [inventory(2018, COARSE)])
    assert [(row.name, row.left, row.right) for row in found.rows] == [
        ("Transport", pytest.approx(0.23), pytest.approx(0.2)),
        ("All buildings", pytest.approx(0.74), pytest.approx(0.78)),
        ("Industry, waste, other", pytest.approx(0.03), pytest.approx(0.02)),
    ]


def test_a_total_alone_and_electricity_of_all_sectors_have_no_shares() -> None:
    assert not split(inventory(2019, {"Total": 5.0}))
    assert not split(inventory(2019, {"Buildings": 5.0, "Electricity": 1.0, "Transport": 1.0}))
    assert not split(inventory(2019, FINE, emissions_t=0.0))
    assert shares([inventory(2019, {"Total": 5.0})], []).rows == ()


def test_a_city_without_sectors_leaves_its_half_open() -> None:
    found = shares([inventory(2019, FINE)], [inventory(2019, {"Total": 5.0})])
    assert found.right is None
    assert {row.right for row in found.rows} == {None}
    assert found.of("Transport") is found.rows[0]


def test_energy_is_told_by_its_largest_carriers() -> None:
    energy = {"natural_gas": 50.0, "electricity": 40.0, "diesel": 10.0}
    found = carrier_shares([inventory(2019, FINE, energy_by_carrier=energy)], [inventory(2019, FINE)])
    assert [(row.name, row.left, row.right) for row in found.rows] == [
        ("natural_gas", 0.5, None),
        ("electricity", 0.4, None),
        ("diesel", 0.1, None),
    ]


# --- curves


def test_an_index_is_of_the_own_base_year_else_of_the_first() -> None:
    own = side(
        "A", inventory(2010, {"Total": 200.0}), inventory(2015, {"Total": 100.0}), inventory(2020, {"Total": 50.0})
    )
    assert index(own) == ((2010, 100.0), (2015, 50.0), (2020, 25.0))
    assert index(replace(own, base=(2015, 100.0))) == ((2010, 200.0), (2015, 100.0), (2020, 50.0))
    assert index(replace(own, base=(1990, 400.0))) == ((1990, 100.0), (2010, 50.0), (2015, 25.0), (2020, 12.5))
    assert index(replace(own, base=None)) == index(own)
    assert index(side("B")) == ()


# --- lessons


def test_a_city_asks_where_the_other_fell_by_more() -> None:
    better = side(
        "B", inventory(2010, FINE), inventory(2020, FINE | {"Residential": 190.0}), actions=3, target="a target"
    )
    worse = side("A", inventory(2020, FINE))
    found = lessons(worse, better)
    assert [(one.code, one.subject) for one in found] == [
        ("sector", "Residential"),
        ("total", ""),
        ("inventories", ""),
        ("actions", ""),
    ]
    assert found[0] == Lesson("sector", "Residential", pytest.approx(-50), None, 2010, 2020)
    assert lessons(replace(worse, base=(2015, 900.0), base_inventory=worse.series[0], latest=worse.series[0]), better)[
        1
    ] == Lesson("total", "", pytest.approx(-19), pytest.approx(100 / 9), 2010, 2020, 2015, 2020)
    assert lessons(better, worse) == ()


def test_a_change_that_the_verdict_would_not_subtract_is_no_lesson() -> None:
    better = side("B", inventory(2010, FINE), inventory(2020, dict.fromkeys(FINE, 1.0)), base=None, base_inventory=None)
    assert [one.code for one in lessons(side("A"), better)] == ["inventories"]


# --- what compares


def test_what_is_missing_says_where_it_is_entered() -> None:
    left, right = side("A", inventory(2010, FINE), inventory(2019, FINE), target="a target"), side("B")
    found = matters(left, right, shares(left.inventories, right.inventories), comparison(left, right))
    assert [(one.code, one.shown, one.page, one.city_ids) for one in found] == [
        ("shares", False, "data", ("B",)),
        ("curves", False, "data", ("B",)),
        ("verdicts", False, "plan", ("B",)),
        ("per-head", False, "data", ("B",)),
        ("tonnes", False, "data", ("B",)),
    ]
    assert all(one.reasons for one in found)


def test_inhabitants_that_are_missing_are_stated_with_the_figures() -> None:
    left, right = side("A", inventory(2019, FINE)), side("B", inventory(2019, FINE, "B", inhabitants=None))
    found = matters(left, right, shares(left.inventories, right.inventories), comparison(left, right))
    assert [(one.page, one.city_ids) for one in found if one.code == "per-head"] == [("figures", ("B",))]


def test_tonnes_stand_beside_each_other_only_by_one_method_gas_and_known_gwp_set() -> None:
    def shown(**changed: object) -> bool:
        left, right = side("A", inventory(2019, FINE)), side("B", inventory(2019, FINE, "B", **changed))
        found = matters(left, right, shares(left.inventories, right.inventories), comparison(left, right))
        return found[-1].shown

    known = {"about": About("activity-based", "AR5")}
    assert shown(**known)
    assert not shown(method="covenant")
    assert not shown(gas="CO2")
    assert not shown(about=About("activity-based", "AR4"))


def test_both_cities_are_named_where_both_lack_what_would_unlock_a_comparison() -> None:
    whole, unsaid = {"Total": 5.0}, About("activity-based", "unknown")
    left, right = (side(name, inventory(2019, whole, name, about=unsaid)) for name in ("A", "B"))
    lacking = {one.code: one.city_ids for one in matters(left, right, Shares(None, None), comparison(left, right))}
    assert lacking["shares"] == lacking["curves"] == lacking["tonnes"] == ("A", "B")


# --- the mirror

AMOUNT = st.floats(1, 1e6)
SECTORS = st.one_of(
    st.fixed_dictionaries(dict.fromkeys(FINE, AMOUNT)),
    st.fixed_dictionaries(dict.fromkeys(COARSE, AMOUNT), optional={"Industry": AMOUNT, "Electricity": AMOUNT}),
    st.fixed_dictionaries({"Total": AMOUNT}),
)


@st.composite
def sides(draw: st.DrawFn, name: str) -> PairSide:
    years = draw(st.lists(st.integers(2005, 2022), max_size=4, unique=True))
    found = [
        inventory(
            year,
            draw(SECTORS),
            name,
            method=draw(st.sampled_from(["gpc", "covenant", "own"])),
            gas=draw(st.sampled_from(["CO2e", "CO2"])),
            inhabitants=draw(st.sampled_from([None, 1000.0, 5e5])),
            energy_by_carrier=draw(st.sampled_from([{}, {"natural_gas": 2.0, "electricity": 3.0}])),
        )
        for year in sorted(years)
    ]
    return side(
        name,
        *found,
        target=draw(st.sampled_from(["", "a target"])),
        actions=draw(st.integers(0, 3)),
        base=draw(st.sampled_from([None, (2000, 5e5)])),
    )


def turned(found: Shares) -> Shares:
    return Shares(found.right, found.left, tuple(replace(row, left=row.right, right=row.left) for row in found.rows))


def compared(found: Comparison) -> tuple[object, ...]:
    return found.left, found.right, tuple((row.name, row.left_t, row.right_t) for row in found.rows)


@given(sides("A"), sides("B"))
@settings(deadline=None)
def test_swapping_the_cities_mirrors_everything(left: PairSide, right: PairSide) -> None:
    for of in (shares, carrier_shares):
        assert of(right.inventories, left.inventories) == turned(of(left.inventories, right.inventories))
    one, other = comparison(left, right), comparison(right, left)
    assert compared(other) == (one.right, one.left, tuple((row.name, row.right_t, row.left_t) for row in one.rows))
    here = matters(left, right, shares(left.inventories, right.inventories), one)
    there = matters(right, left, shares(right.inventories, left.inventories), other)
    assert [(item.code, item.shown, item.page, item.city_ids) for item in here] == [
        (item.code, item.shown, item.page, item.city_ids) for item in there
    ]
    for found in (lessons(left, right), lessons(right, left)):
        assert all(
            item.own is None or item.code in ("inventories", "actions") or item.own > item.asked for item in found
        )


@given(sides("A"))
@settings(deadline=None)
def test_a_city_against_itself_differs_nowhere_and_has_nothing_to_ask(own: PairSide) -> None:
    for found in (shares(own.inventories, own.inventories), carrier_shares(own.inventories, own.inventories)):
        assert all(row.left == row.right for row in found.rows)
        assert found.left == found.right
    assert all(row.left_t == row.right_t for row in comparison(own, own).rows)
    assert lessons(own, own) == ()


# --- promises


@pytest.mark.parametrize(
    ("due", "kept", "day", "state"),
    [
        ("2027", "", "2027-12-31", PromiseState.OPEN),
        ("2027", "", "2028-01-01", PromiseState.LATE),
        ("2027-02", "", "2027-03-01", PromiseState.LATE),
        ("2027-02-10", "", "2027-02-10", PromiseState.OPEN),
        ("2020", "2026-01-01", "2026-02-01", PromiseState.KEPT),
    ],
)
def test_a_promise_is_late_after_the_last_day_that_its_date_may_mean(
    due: str, kept: str, day: str, state: PromiseState
) -> None:
    assert state_of(due, kept, datetime.fromisoformat(day).date()) is state


def test_what_a_partner_emits_less_per_inhabitant_is_worth_a_question_and_what_it_emits_more_is_none() -> None:
    own, asked = (inventory(2020, {"Transport": 60.0}, city_id, inhabitants=10.0) for city_id in ("A", "B"))
    rows = (
        Side("Transport", ("Transport",), 60.0, 30.0),
        Side("Residential buildings", ("Residential",), 10.0, 20.0),
        Side("Waste", ("Waste",), 50.0, 0.0),
    )
    found = Comparison(own, asked, rows=rows)
    (lesson,) = lighter(found, asked_first=False)
    assert (lesson.subject, lesson.asked, lesson.own) == ("Transport", 3.0, 6.0)
    (back,) = lighter(found, asked_first=True)
    assert (back.subject, back.asked, back.own) == ("Residential buildings", 1.0, 2.0)
    assert lighter(replace(found, headless=("No inhabitants.",)), asked_first=False) == ()
