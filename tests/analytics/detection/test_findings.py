"""Account: each kind on a small table that can be checked by eye, then many errors put into real inventories.

The errors go into the published inventories of Turin 2019 and Bologna 2018. Bologna prints emissions by sector and
scope only, so its emissions by carrier are worked out here from the energy and the factors that it prints.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import sin
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from analytics.detection.case import Finding
from analytics.detection.findings import examined
from analytics.detection.implied import AGREEMENT, Plausible
from analytics.detection.mistakes import SHORT_TON
from analytics.detection.per_head import People
from analytics.detection.places import EMISSIONS, ENERGY, Places, half_unit
from analytics.detection.totals import PrintedTotal
from analytics.detection.usual import Usual
from analytics.detection.year_columns import Years
from analytics.vocabulary import SECTORS
from datasets.city.examining import detective
from datasets.reference import catalogue
from tests.shipped_tables import shipped_table

FACTORS = {
    ("natural_gas", "stationary"): Plausible(0.202, 0.1955, 0.2099, "IPCC 2006"),
    ("diesel", "stationary"): Plausible(0.2668, 0.2614, 0.2693, "IPCC 2006"),
    ("gasoline", "stationary"): Plausible(0.2495, 0.243, 0.2628, "IPCC 2006"),
    ("electricity", "stationary"): Plausible(0.3, 0.0, 2.5, "a national factor"),
    ("heat_cold", "stationary"): Plausible(None, 0.0, 0.8, "a range"),
    ("other_biomass", "stationary"): Plausible(0.0, 0.0, 0.475, "IPCC 2006"),
}


def findings(
    own: pd.DataFrame,
    factors: Mapping[tuple[str, str], Plausible],
    other_years: pd.DataFrame | None = None,
    people: People | None = None,
    **more: Any,
) -> list[Finding]:
    """The findings of the table of one inventory, beside that of its other years."""
    others = other_years if other_years is not None else own[:0]
    both = Places(pd.concat([own, others], ignore_index=True))
    return examined(both.part(np.arange(len(own))), factors, Years(both), people, **more) if len(own) else []


def table(*places: tuple[str, str | None, float | None, float | None], year: int = 2020) -> pd.DataFrame:
    """(sector, carrier, MWh, t) to a table; its energy stands in rows 2, 3... and its emissions in rows 102, 103..."""
    frame = pd.DataFrame(places, columns=["sector", "carrier", ENERGY, EMISSIONS])
    rows = np.arange(len(frame)) + 2
    frame = frame.assign(energy_row=rows, emissions_row=rows + 100, label=None, scope=None, gpc_ref=None)
    return frame.assign(city_id="X", year=year)


def gas(*sectors: str, factor: float = 0.202, year: int = 2020) -> pd.DataFrame:
    """Natural gas in several sectors, 10,007 MWh in the first, each twice and a bit the one before."""
    energy = [float(round(10007 * 2.3**place)) for place in range(len(sectors))]
    return table(
        *((sector, "natural_gas", mwh, round(mwh * factor, 2)) for sector, mwh in zip(sectors, energy, strict=True)),
        year=year,
    )


def moved(frame: pd.DataFrame, *times: float) -> None:
    """Multiply both figures of each place by its own number."""
    for column in (ENERGY, EMISSIONS):
        frame[column] = frame[column] * list(times)


FOUR = ("municipal_buildings", "tertiary", "residential", "industry")


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, [(item.code, item.message) for item in found]
    return found[0]


def test_a_clean_table_is_silent() -> None:
    assert findings(gas(*FOUR), FACTORS) == []


def test_an_empty_table_is_silent() -> None:
    assert findings(gas(), FACTORS) == []


@pytest.mark.parametrize(
    ("times", "code", "column", "words"),
    [
        (1000.0, "unit-slip", "emissions", "kg"),
        (1 / 1000, "unit-slip", "energy", "kWh"),
        (1 / 3.6, "unit-slip", "energy", "GJ"),
        (11.63, "unit-slip", "energy", "toe"),
        (1 / SHORT_TON, "unit-slip", "emissions", "short tons"),
        (0.85, "implied-factor", "emissions", "0.202 t/MWh is expected (the other natural gas of the same inventory)"),
        (0.2668 / 0.202, "implied-factor", "emissions", "diesel"),
        (1 / 0.202, "implied-factor", "emissions", "equal the energy"),
        (2.0, "implied-factor", "emissions", "0.202 t/MWh is expected"),
    ],
)
def test_what_a_factor_gives_away(times: float, code: str, column: str, words: str) -> None:
    wrong = gas(*FOUR)
    wrong.loc[1, EMISSIONS] = (
        round(wrong.loc[1, EMISSIONS] * times, 2) if words != "equal the energy" else wrong.loc[1, ENERGY]
    )
    found = only(findings(wrong, FACTORS))
    assert (found.code, found.column, found.rows) == (code, column, (3, 103))
    assert found.row == (3 if column == "energy" else 103)
    assert words in found.message


def test_the_stake_is_what_the_emissions_are_off_by() -> None:
    wrong = gas(*FOUR)
    right = wrong.loc[1, EMISSIONS]
    wrong.loc[1, EMISSIONS] = right * 1000
    assert only(findings(wrong, FACTORS)).tonnes_at_stake == pytest.approx(right * 999, rel=1e-4)


def test_a_finding_says_what_the_figure_should_be_and_nothing_where_nobody_can_tell() -> None:
    wrong = gas(*FOUR)
    right = float(wrong.loc[1, EMISSIONS])
    wrong.loc[1, EMISSIONS] = right * 1000
    found = only(findings(wrong, FACTORS))
    assert (found.holds_t, found.should_t) == (pytest.approx(right * 1000), pytest.approx(right, rel=1e-4))
    now, before = gas(*FOUR), gas(*FOUR, year=2019)
    moved(before, 1.01, 1.02, 0.97, 1.04)
    now.loc[3, [ENERGY, EMISSIONS]] = np.nan
    gone = only(findings(now, FACTORS, before.round(2)))
    assert (gone.holds_t, gone.moves_t) == (0.0, pytest.approx(before.loc[3, EMISSIONS], abs=0.01))
    assert only(findings(gas(*FOUR), FACTORS, gas(*FOUR, year=2019))).should_t is None  # one of two years is a copy


def test_the_inventory_is_its_own_reference_before_any_default() -> None:
    """Electricity at 0.245 throughout is right although the national factor is 0.3; one place at 3.6 times is not."""
    mine = gas(*FOUR, factor=0.245).assign(carrier="electricity")
    assert findings(mine, FACTORS) == []
    mine.loc[2, EMISSIONS] = round(mine.loc[2, EMISSIONS] * 3.6, 2)
    assert only(findings(mine, FACTORS)).code == "unit-slip"


def test_one_mistake_in_a_whole_carrier_is_told_once() -> None:
    found = only(findings(gas(*FOUR, factor=0.202 * 0.9), FACTORS))
    assert (found.code, found.rows) == ("implied-factor", (2, 3, 4, 5, 102, 103, 104, 105))


def test_one_mistake_in_the_whole_table_is_told_once() -> None:
    places = [("tertiary", "natural_gas", 5123.0, 1034846.0), ("tertiary", "diesel", 811.0, 216375.0)]
    found = only(findings(table(*places, ("residential", "gasoline", 911.0, 227295.0)), FACTORS))
    assert (found.code, len(found.rows)) == ("unit-slip", 6)


def test_rounding_is_no_mistake() -> None:
    """4 MWh of gas are 0.8 t; printed as 1 t, the factor of 0.25 says nothing."""
    assert findings(table(("tertiary", "natural_gas", 4.0, 1.0)), FACTORS) == []


def test_round_figures_are_taken_as_they_stand() -> None:
    assert only(findings(table(("tertiary", "natural_gas", 1000.0, 1000.0)), FACTORS)).code == "implied-factor"
    assert only(findings(table(("tertiary", "natural_gas", 1000.0, 182.0)), FACTORS)).code == "implied-factor"


def test_figures_printed_in_thousands_are_known_by_all_of_them() -> None:
    """12 kt from 57 GWh may be 11.6 kt, which is 0.203 t/MWh. Alone, both are taken as they stand: 0.2105 t/MWh."""
    gwh = ((57e3, 12e3), (99e3, 20e3), (151e3, 30e3), (203e3, 41e3))
    assert findings(table(*(("tertiary", "natural_gas", *pair) for pair in gwh)), FACTORS) == []
    assert only(findings(table(("tertiary", "natural_gas", *gwh[0])), FACTORS)).code == "implied-factor"


def test_a_life_cycle_range_lets_life_cycle_factors_pass() -> None:
    lca = gas(*FOUR, factor=0.237)
    assert only(findings(lca, detective.plausible("IT", 2020, "CO2e", "activity-based"))).code == "implied-factor"
    assert findings(lca, detective.plausible("IT", 2020, "CO2e", "life-cycle")) == []


def test_emissions_by_sector_alone_are_held_against_energy_by_carrier() -> None:
    places = [
        ("residential", "natural_gas", 5123.0, None),
        ("residential", "diesel", 811.0, None),
        ("residential", None, None, 5123 * 0.202 + 811 * 0.2668),
    ]
    stated = table(*places).assign(stated_t_per_mwh=[0.202, 0.2668, np.nan])
    assert findings(stated, FACTORS) == []
    stated.loc[1, ENERGY] *= 3.6
    found = only(findings(stated, FACTORS))
    assert (found.code, found.row, {3, 104} <= set(found.rows)) == ("unit-slip", 3, True)


@pytest.mark.parametrize("column", [ENERGY, EMISSIONS])
def test_a_zero_beside_a_figure_is_a_placeholder(column: str) -> None:
    wrong = gas(*FOUR)
    wrong.loc[2, column] = 0.0
    found = only(findings(wrong, FACTORS))
    assert (found.code, 4 in found.rows) == ("placeholder-zero", True)


def test_a_zero_that_rounding_explains_and_a_zero_by_convention_are_silent() -> None:
    assert findings(table(("tertiary", "natural_gas", 2.0, 0.0)), FACTORS) == []
    assert findings(table(("tertiary", "other_biomass", 2000.0, 0.0)), FACTORS) == []


def test_a_zero_between_two_years_with_figures_is_a_placeholder() -> None:
    years = pd.concat([gas(*FOUR, year=2019), gas(*FOUR, year=2021)])
    moved(years, *(1.0 + 0.01 * place for place in range(8)))
    wrong = gas(*FOUR)
    wrong.loc[0, [ENERGY, EMISSIONS]] = 0.0
    assert only(findings(wrong, FACTORS, years)).code == "placeholder-zero"


def test_the_same_quantity_in_two_places_is_told_once_with_both() -> None:
    wrong = gas(*FOUR)
    wrong.loc[3, [ENERGY, EMISSIONS]] = wrong.loc[0, [ENERGY, EMISSIONS]]
    found = only(findings(wrong, FACTORS))
    assert (found.code, found.rows) == ("repeated-quantity", (2, 5, 102, 105))


def test_round_numbers_may_repeat() -> None:
    places = table(("tertiary", "natural_gas", 12000.0, 2424.0), ("residential", "natural_gas", 12000.0, 2424.0))
    assert findings(places.assign(emissions_t=None), FACTORS) == []


@pytest.mark.parametrize(("ratio", "words"), [(1.0, "share are the same"), (1.03, "1.03 times")])
def test_a_year_that_is_another_one_scaled_is_told(ratio: float, words: str) -> None:
    before = gas(*FOUR, year=2019)
    scaled = gas(*FOUR)
    scaled[[ENERGY, EMISSIONS]] = (scaled[[ENERGY, EMISSIONS]] * ratio).round(2)
    found = only(findings(scaled, FACTORS, before))
    assert found.code == "constant-ratio"
    assert words in found.message


def test_two_figures_that_are_the_very_same_in_another_year_are_a_copy() -> None:
    before = table(
        ("residential", "electricity", 210317.0, None), ("tertiary", "electricity", 180244.0, None), year=2019
    )
    found = only(findings(before.assign(year=2020), FACTORS, before))
    assert (found.code, found.share) == ("constant-ratio", pytest.approx(1.0))
    other = before.assign(year=2020)
    other.loc[1, ENERGY] += 12.0
    assert findings(other, FACTORS, before) == []
    rounded = before.assign(**{ENERGY: [210000.0, 180000.0]})
    assert findings(rounded.assign(year=2020), FACTORS, rounded) == []


def test_a_total_within_rounding_is_silent_and_one_beyond_it_names_the_part() -> None:
    mine = gas(*FOUR)
    whole = float(mine[ENERGY].sum())
    assert findings(mine, FACTORS, printed_totals=[PrintedTotal(ENERGY, whole + 2, 9)]) == []
    found = only(findings(mine, FACTORS, printed_totals=[PrintedTotal(ENERGY, whole - 10007, 9)]))
    assert (found.code, found.row, set(found.rows) >= {2, 9}) == ("total-differs", 9, True)
    assert "the figure of Municipal buildings" in found.message


def test_a_row_total_beside_sectors_is_held_against_them() -> None:
    mine = gas(*FOUR)
    whole = table(("total", None, float(mine[ENERGY].sum()) + 5000, None))
    found = only(findings(pd.concat([mine, whole.assign(energy_row=50)], ignore_index=True), FACTORS))
    assert (found.code, found.row) == ("total-differs", 50)


def test_what_no_total_holds_is_no_part_of_a_row_total() -> None:
    rows = table(("total", None, None, 7_400_123.0), ("energy_supply", None, None, 2_800_456.0))
    assert findings(rows, {}) == []
    beside = table(("total", None, None, 30.25), ("energy_supply", None, None, 9.0), ("waste", None, None, 20.25))
    assert only([x for x in findings(beside, {}) if x.code == "total-differs"]).tonnes_at_stake == pytest.approx(10.0)


def years_of(*sectors: str, first: int, last: int, rate: float = 1.0) -> pd.DataFrame:
    """Every year from the first to the last, each place off the ``rate`` of growth by up to two per cent of its own."""
    years = [gas(*sectors, year=year) for year in range(first, last + 1)]
    for number, frame in enumerate(years):
        moved(frame, *(rate**number * (1 + 0.02 * sin(13 * number + 7 * place)) for place in range(len(sectors))))
    return pd.concat(years, ignore_index=True).round(2)


def test_a_place_that_jumps_is_told_whatever_the_gap_of_years() -> None:
    now, before = gas(*FOUR), gas(*FOUR, year=2019)
    moved(before, 1.0, 1.02, 0.97, 1.04)
    before.loc[3, [ENERGY, EMISSIONS]] /= 2.2
    assert only(findings(now, FACTORS, before)).code == "year-jump"
    before.loc[3, [ENERGY, EMISSIONS]] /= 1.5
    assert only(findings(now, FACTORS, before.assign(year=2012))).code == "year-jump"
    before.loc[3, [ENERGY, EMISSIONS]] *= 1.5**2
    assert findings(now, FACTORS, before) == []


def test_a_place_that_both_neighbours_contradict_is_told_sooner() -> None:
    steady = years_of(*FOUR, first=2015, last=2019)
    now, others = steady[steady["year"] == 2017].reset_index(drop=True), steady[steady["year"] != 2017]
    assert findings(now, FACTORS, others) == []
    now.loc[3, [ENERGY, EMISSIONS]] *= 1.3
    assert only(findings(now, FACTORS, others)).code == "year-jump"


def test_a_step_stays_told_when_later_years_keep_to_it() -> None:
    """Nothing that was told when a year came in goes silent because another year follows it."""
    later = years_of(*FOUR, first=2015, last=2019)
    later.loc[(later["year"] >= 2018) & (later["sector"] == "industry"), [ENERGY, EMISSIONS]] *= 1.9
    for known in (2018, 2019):
        own = later[later["year"] == 2018].reset_index(drop=True)
        others = later[(later["year"] != 2018) & (later["year"] <= known)]
        assert only(findings(own, FACTORS, others)).code == "year-jump"
    last = later[later["year"] == 2019].reset_index(drop=True)
    assert findings(last, FACTORS, later[later["year"] < 2019]) == []


def test_a_small_place_may_swing() -> None:
    now, before = gas(*FOUR), gas(*FOUR, year=2019)
    now.loc[0, [ENERGY, EMISSIONS]] = [90.0, 18.18]
    moved(before, 1.0, 1.02, 0.97, 1.04)
    before.loc[0, [ENERGY, EMISSIONS]] = [190.0, 38.38]
    assert findings(now, FACTORS, before) == []


def test_a_thousandfold_change_of_energy_alone_is_a_slip() -> None:
    now, before = gas(*FOUR).assign(emissions_t=None), gas(*FOUR, year=2019).assign(emissions_t=None)
    before[ENERGY] *= [1.01, 1.02, 0.97, 1.04]
    now.loc[2, ENERGY] *= 1000
    found = only(findings(now, FACTORS, before))
    assert (found.code, found.row) == ("unit-slip", 4)


def test_places_that_moved_alike_are_one_finding() -> None:
    now, before = gas(*FOUR), gas(*FOUR, year=2019)
    moved(before, 1.01, 1.02, 0.97, 1.04)
    moved(now, *[3.6] * 4)
    found = only([item for item in findings(now.round(2), FACTORS, before.round(2)) if item.column == "emissions"])
    assert (found.code, len(found.spots)) == ("year-jump", 4)


@pytest.mark.parametrize("left", [None, 0.0, 0.1])
def test_a_place_that_held_a_figure_and_holds_hardly_any_is_told(left: float | None) -> None:
    now, before = gas(*FOUR), gas(*FOUR, year=2012)
    moved(before, 1.01, 1.02, 0.97, 1.04)
    now.loc[3, [ENERGY, EMISSIONS]] = None if left is None else now.loc[3, [ENERGY, EMISSIONS]] * left
    found = only(findings(now, FACTORS, before.round(2)))
    assert found.code == ("placeholder-zero" if left == 0 else "vanished-place")
    assert [spot.sector for spot in found.spots] == ["industry"]
    assert found.tonnes_at_stake == pytest.approx(
        before.loc[3, EMISSIONS] - now.loc[3, EMISSIONS] if left else before.loc[3, EMISSIONS], abs=0.01
    )


def test_a_place_that_is_only_divided_otherwise_has_not_vanished() -> None:
    before = table(
        ("buildings", "natural_gas", 50_003.0, 10_100.61), ("industry", "natural_gas", 9_011.0, 1_820.22), year=2019
    )
    now = table(("tertiary", "natural_gas", 50_501.0, 10_201.2), ("industry", "natural_gas", 9_103.0, 1_838.81))
    assert [item.code for item in findings(now.replace("tertiary", "buildings"), FACTORS, before)] == []
    offices = before.replace("buildings", "commercial_institutional")
    assert findings(now, FACTORS, offices) == []


def test_two_places_that_exchanged_their_figures_are_one_finding() -> None:
    now, before = gas(*FOUR), gas(*FOUR, year=2019)
    moved(before, 1.01, 1.02, 0.97, 1.04)
    now.loc[[2, 3], [ENERGY, EMISSIONS]] = now.loc[[3, 2], [ENERGY, EMISSIONS]].to_numpy()
    found = only(findings(now, FACTORS, before.round(2)))
    assert (found.code, {spot.sector for spot in found.spots}) == ("exchanged", {"residential", "industry"})


def test_a_year_between_two_others_on_a_straight_line_was_worked_out() -> None:
    early, late = gas(*FOUR, year=2019), gas(*FOUR, year=2021)
    moved(late, 1.3, 0.8, 1.1, 0.95)
    now = gas(*FOUR).assign(**{column: (early[column] + late[column]) / 2 for column in (ENERGY, EMISSIONS)})
    assert only(findings(now, FACTORS, pd.concat([early, late]))).code == "constant-ratio"


def test_most_of_a_year_copied_is_told_though_some_figures_were_changed() -> None:
    before = gas(*FOUR, "agriculture", "energy_industries", year=2018)
    now = before.assign(year=2020)
    now.loc[0, [ENERGY, EMISSIONS]] *= 1.05
    found = only(findings(now.round(2), FACTORS, before))
    assert (found.code, found.message.startswith("5 of the 6 figures")) == ("constant-ratio", True)


def test_per_head_figures_are_held_against_what_is_plausible() -> None:
    assert only(findings(gas(*FOUR), FACTORS, people=People(1000))).code == "per-head"
    assert findings(gas(*FOUR), FACTORS, people=People(20_000)) == []


def test_what_is_told_per_inhabitant_names_year_and_source_of_inhabitants_that_no_inventory_states() -> None:
    published = {"register": 1000, "counted": 2009, "source": "a register"}
    taken = only(findings(gas(*FOUR), FACTORS, people=People(**published)))
    assert taken.message.endswith("The inventory states no inhabitants; those of 2009 were taken. Source: a register.")
    stated = only(findings(gas(*FOUR), FACTORS, people=People(1000, **published)))
    assert "a register" not in stated.message
    published["register"] = 100_000
    found = only(findings(city(residential_1=400_011.0), FACTORS, people=People(**published), usual=USUAL))
    assert found.code == "per-head"
    assert found.message.endswith("those of 2009 were taken. Source: a register.")


def test_energy_that_is_not_plausible_for_its_inhabitants_tells_its_share() -> None:
    mine = gas(*FOUR).assign(**{EMISSIONS: None, "emissions_row": 0})
    found = only(findings(mine, FACTORS, people=People(344)))
    assert (found.code, found.tonnes_at_stake) == ("per-head", None)
    assert found.share == pytest.approx(1 - 60 * 344 / float(mine[ENERGY].sum()))


def test_a_part_of_an_inventory_is_not_too_little_per_head() -> None:
    assert findings(gas("municipal_buildings"), FACTORS, people=People(1_000_000)) == []


def test_a_population_far_from_the_register_is_told_in_place_of_figures_per_head() -> None:
    found = only(findings(gas(*FOUR), FACTORS, people=People(1000, 20_000, row=2)))
    assert (found.code, found.column, found.row, found.rows) == ("population", "population", 2, (2,))


def test_inhabitants_that_jump_or_repeat_are_told() -> None:
    def told(now: float, **others: float) -> list[Finding]:
        return findings(
            gas(*FOUR), FACTORS, people=People(now, None, {int(year[1:]): count for year, count in others.items()})
        )

    assert told(20_300, y2019=20_000) == []
    assert "+15\u00a0%" in only(told(23_000, y2019=20_000)).message
    assert "very figure of 2018" in only(told(20_000, y2018=20_000)).message


USUAL = {
    "I.1.1": Usual(313, 313, 17.81, 120.3, 762.7, 2058, "a source"),
    "I.1.2": Usual(311, 313, 0.0686, 125.5, 882.0, 3517, "a source"),
    "I.2.1": Usual(309, 313, 0.0979, 57.07, 688.0, 2882, "a source"),
    "II.1.1": Usual(313, 313, 91.19, 677.8, 2055, 7264, "a source"),
}


def city(**tonnes: float) -> pd.DataFrame:
    """Emissions alone, of 100,000 people: homes by scope, offices and roads, in t."""
    held = {"residential_1": 40_011.0, "residential_2": 50_023.0, "tertiary_1": 30_031.0, "road_transport_1": 120_047.0}
    held |= tonnes
    frame = table(*((name[:-2], None, None, amount) for name, amount in held.items()))
    return frame.assign(scope=[float(name[-1]) for name in held])


def test_emissions_alone_are_held_against_what_cities_emit_per_inhabitant() -> None:
    people = People(100_000)
    assert findings(city(), FACTORS, people=people, usual=USUAL) == []
    high = only(findings(city(residential_1=400_011.0), FACTORS, people=people, usual=USUAL))
    assert (high.code, high.tonnes_at_stake) == ("per-head", pytest.approx(400_011 - 205_800))
    assert "4\u202f000 kg per inhabitant" in high.message.replace("\u00a0", "\u202f") or "4,000 kg" in high.message
    assert only(findings(city(tertiary_1=3.0), FACTORS, people=people, usual=USUAL)).code == "per-head"


@pytest.mark.parametrize("left", [np.nan, 0.0])
def test_a_place_that_all_inventories_hold_is_missed(left: float) -> None:
    found = only(findings(city(residential_1=left), FACTORS, people=People(100_000), usual=USUAL))
    assert (found.code, found.spots[0].sector) == ("vanished-place", "residential")


def test_what_a_place_says_of_itself_may_contradict_it() -> None:
    mine = gas(*FOUR)
    assert only(findings(mine.assign(gas=["co2e", "co2e", "co2", "co2e"]), FACTORS)).code == "other-gas"
    below = mine.copy()
    below.loc[2, EMISSIONS] *= -1
    assert "below-zero" in [item.code for item in findings(below, FACTORS)]


def test_another_gas_or_sign_than_in_all_other_years_is_told() -> None:
    now, before = gas(*FOUR), gas(*FOUR, year=2019)
    moved(before, 1.01, 1.02, 0.97, 1.04)
    codes = [item.code for item in findings(now.assign(gas="co2"), FACTORS, before.round(2).assign(gas="co2e"))]
    assert codes == ["other-gas"]
    sinks = table(("afolu", None, None, 5_011.0))
    found = findings(
        pd.concat([now, sinks]), FACTORS, pd.concat([before, table(("afolu", None, None, -4_987.0), year=2019)])
    )
    assert [item.code for item in found] == ["below-zero"]


def test_energy_and_emissions_of_other_rows_are_held_together_by_use() -> None:
    places = [
        ("residential", None, 50_003.0, None),
        ("tertiary", None, 40_001.0, None),
        ("buildings", None, None, 19_111.0),
    ]
    mine = table(*places).assign(scope=1.0)
    assert findings(mine, FACTORS) == []
    mine.loc[0, ENERGY] *= 3.6
    assert only(findings(mine, FACTORS)).code == "implied-factor"


# Errors in real inventories.


class CityRecord(NamedTuple):
    """A published inventory with the register's population."""

    places: pd.DataFrame
    factors: dict[tuple[str, str], Plausible]
    people: float


def published(city_id: str, year: int) -> CityRecord:
    """The places of a shipped inventory, energy joined with emissions; rows are those of the shipped table."""
    rows = shipped_table("inventories")
    mine = (rows["city_id"] == city_id) & (rows["year"] == year) & (rows["method"] != "own")
    rows = rows[mine].reset_index(names="row")
    place = ["city_id", "year", "sector", "label", "carrier", "scope", "gpc_ref"]
    energy = rows[rows["quantity"] == "energy"].rename(columns={"value": ENERGY, "row": "energy_row"})
    tonnes = rows[rows["quantity"] != "energy"].rename(columns={"value": EMISSIONS, "row": "emissions_row"})
    both = energy[[*place, ENERGY, "energy_row"]].merge(tonnes[[*place, EMISSIONS, "emissions_row"]], "outer", on=place)
    for name in ("city_id", "sector", "label", "carrier", "gpc_ref"):
        both[name] = both[name].astype(object)
    city = next(row for row in catalogue.records("cities") if row["city_id"] == city_id)
    unit = "CO2" if set(tonnes["quantity"]) == {"co2"} else "CO2e"
    return CityRecord(
        both, dict(detective.plausible(city["country_code"], year, unit, "unknown")), float(city["population"])
    )


def test_a_figure_finer_than_all_others_is_told() -> None:
    sectors = (*FOUR, "agriculture", "energy_industries", "road_transport", "railways", "aviation", "other")
    mine = gas(*sectors).assign(emissions_t=None)
    assert findings(mine, FACTORS) == []
    mine.loc[4, ENERGY] = round(mine.loc[4, ENERGY] / 3.6, 3)
    found = only(findings(mine, FACTORS))
    assert (found.code, found.row) == ("finer-figure", 6)
    assert findings(mine.assign(energy_decimals=3), FACTORS) == []  # all of them are written with three: 10,007.000


def worked_out(city: CityRecord, city_id: str, year: int) -> CityRecord:
    """The same with emissions by carrier from the factors that the city prints, in the place of those by sector."""
    places = stated(city, city_id, year).places
    places = places[places["carrier"].notna()].reset_index(drop=True)
    places = places.assign(emissions_row=places["energy_row"] + 5000)
    return city._replace(places=places.assign(**{EMISSIONS: (places[ENERGY] * places["stated_t_per_mwh"]).round(2)}))


def stated(city: CityRecord, city_id: str, year: int) -> CityRecord:
    """The same with the factors that the city prints beside its places."""
    factors = {
        (row["carrier"], row["use"]): float(row["t_per_mwh"])
        for row in catalogue.records("city_factors")
        if (row["city_id"], int(row["year"])) == (city_id, year)
    }
    road = [SECTORS[sector].group in ("Transport", "Waste") for sector in city.places["sector"]]
    factor = [
        factors.get((carrier, "transport" if on_road else "stationary"), factors.get((carrier, "all"), np.nan))
        for carrier, on_road in zip(city.places["carrier"], road, strict=True)
    ]
    return city._replace(places=city.places.assign(stated_t_per_mwh=factor))


def shaken(city: CityRecord, year: int, random: np.random.Generator) -> pd.DataFrame:
    """A neighbour year: every place moved by its own few per cent. Synthetic; only the detective ever sees it."""
    other = city.places.assign(year=year)
    times = random.normal(1.0, 0.04, len(other)).clip(0.9, 1.1)
    return other.assign(**{column: (other[column] * times).round(2) for column in (ENERGY, EMISSIONS)})


def printed(places: pd.DataFrame) -> list[PrintedTotal]:
    """Totals of both measures, whole and by sector, as the table has them; they stand in rows from 9000."""
    sectors = places["sector"].to_numpy()
    wanted: list[tuple[str, ...]] = [(), *((str(name),) for name in np.unique(sectors.astype(str)))]
    totals = []
    for column in (ENERGY, EMISSIONS):
        amounts = places[column].to_numpy()
        for names in wanted:
            part = amounts[np.isin(sectors, names)] if names else amounts
            totals.append(PrintedTotal(column, round(float(np.nansum(part)), 2), 9000 + len(totals), names))
    return totals


@dataclass
class Trial:
    """One inventory in its surroundings, all clean at first: two neighbour years, totals and population."""

    city: CityRecord
    others: pd.DataFrame | None
    totals: list[PrintedTotal]
    random: np.random.Generator
    places: pd.DataFrame = field(init=False)
    inhabitants: float = field(init=False)
    register: float | None = field(init=False)
    rows: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.places, self.inhabitants, self.register = self.city.places.copy(), self.city.people, self.city.people
        self.totals = list(self.totals)

    def pick(self, fits: Any) -> int:
        """One place that fits."""
        return int(self.random.choice(np.flatnonzero(np.asarray(fits, dtype=bool))))

    def choose(self, *options: Any) -> Any:
        return options[int(self.random.integers(len(options)))]

    def put(self, place: int, column: str, amount: float) -> None:
        """Write a figure, with two decimals as the cities print emissions, and expect its row among the findings'."""
        self.places.loc[place, column] = round(amount, 2)
        self.rows.add(int(self.places.loc[place, "energy_row" if column == ENERGY else "emissions_row"]))

    @property
    def factor(self) -> pd.Series[float]:
        return self.places[EMISSIONS] / self.places[ENERGY]

    @property
    def sharp(self) -> Any:
        """Places with both figures, printed finely enough that an error of 5 % does not drown in their rounding."""
        error = sum(half_unit(self.places[column].to_numpy()) / self.places[column] for column in (ENERGY, EMISSIONS))
        return (self.factor > 0) & (error < AGREEMENT)

    def found(self) -> list[Finding]:
        return findings(
            self.places,
            self.city.factors,
            self.others,
            People(self.inhabitants, self.register, row=8000),
            printed_totals=self.totals,
        )


def outside_its_range(trial: Trial) -> None:
    known = trial.places["carrier"].map(lambda carrier: (carrier, "stationary") in trial.city.factors)
    place = trial.pick(trial.sharp & known)
    carrier, sector = trial.places.loc[place, ["carrier", "sector"]]
    use = "road" if SECTORS[sector].group == "Transport" else "stationary"
    plausible = trial.city.factors.get((carrier, use)) or trial.city.factors[carrier, "stationary"]
    below = plausible.low > 0.1 and trial.random.random() < 0.5
    factor = plausible.low / trial.random.uniform(1.1, 3) if below else plausible.high * trial.random.uniform(1.1, 3)
    trial.put(place, EMISSIONS, trial.places.loc[place, ENERGY] * factor)


def another_carriers_factor(trial: Trial) -> None:
    factor = trial.factor
    place = trial.pick(trial.sharp)
    far = np.abs(np.log(factor.where(factor > 0) / factor[place])) > 0.01
    other = trial.pick(trial.sharp & far & (trial.places["carrier"] != trial.places.loc[place, "carrier"]))
    trial.put(place, EMISSIONS, trial.places.loc[place, ENERGY] * factor[other])


def factor_of_one(trial: Trial) -> None:
    place = trial.pick(trial.factor > 0)
    trial.put(place, EMISSIONS, trial.places.loc[place, ENERGY])


def slip(trial: Trial) -> None:
    place = trial.pick(trial.sharp)
    column, times = trial.choose(
        (ENERGY, 1000),
        (EMISSIONS, 1000),
        (ENERGY, 3.6),
        (ENERGY, 1 / 3.6),
        (ENERGY, 11.63),
        (ENERGY, 1 / 11.63),
        (EMISSIONS, 1 / SHORT_TON),
        (EMISSIONS, SHORT_TON),
    )
    trial.put(place, column, trial.places.loc[place, column] * times)


def repeated(trial: Trial) -> None:
    column = trial.choose(ENERGY, EMISSIONS)
    digits = trial.places[column].map(lambda x: len(f"{x:.2f}".replace(".", "").strip("0")))
    source = trial.pick((digits >= 5) & (trial.places[column] > 0))
    place = trial.pick((trial.places[column] > 0) & (trial.places.index != source))
    trial.put(place, column, trial.places.loc[source, column])


def placeholder(trial: Trial) -> None:
    place = trial.pick((trial.places[EMISSIONS] > 1) & (trial.places[ENERGY] > 5))
    alone = (trial.places.groupby(["sector", "carrier", "scope"])["sector"].transform("size") == 1)[place]
    for column in (ENERGY, EMISSIONS) if alone and trial.random.random() < 0.4 else [trial.choose(ENERGY, EMISSIONS)]:
        trial.put(place, column, 0.0)


def scaled_year(trial: Trial) -> None:
    assert trial.others is not None
    ratio = trial.random.uniform(0.8, 1.25)
    near = trial.choose(*trial.others["year"].unique())
    scaled = trial.places.assign(year=near)
    scaled[[ENERGY, EMISSIONS]] = (scaled[[ENERGY, EMISSIONS]] * ratio).round(2)
    trial.others = pd.concat([trial.others[trial.others["year"] != near], scaled])
    trial.rows |= set(trial.places["energy_row"].dropna().astype(int))


def wrong_total(trial: Trial) -> None:
    place = trial.pick([total.value > 1000 for total in trial.totals])
    total = trial.totals[place]
    digits = f"{total.value:.0f}"
    at = trial.pick([a != b and part < 3 for part, (a, b) in enumerate(pairwise(digits))] or [True])
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    trial.totals[place] = total._replace(value=float(swapped))
    trial.rows.add(total.row or 0)


def jump(trial: Trial) -> None:
    shares = trial.places.groupby("sector")[[ENERGY, EMISSIONS]].sum() / trial.places[[ENERGY, EMISSIONS]].sum()
    sector = trial.choose(*shares.index[(shares > 0.03).all(axis=1)])
    times = trial.choose(trial.random.uniform(1.6, 3), 1 / trial.random.uniform(1.7, 3))
    for place in np.flatnonzero(trial.places["sector"] == sector):
        for column in (ENERGY, EMISSIONS):
            if np.isfinite(trial.places.loc[place, column]):
                trial.put(place, column, trial.places.loc[place, column] * times)
    trial.totals = printed(trial.places)


def per_head(trial: Trial) -> None:
    """The whole table in another unit, all of it consistent; nothing but a figure per head can show it."""
    times = trial.choose(1000, 1 / 1000, 10, 11.63, 1 / 11.63)
    for column in (ENERGY, EMISSIONS):
        trial.places[column] = (trial.places[column] * times).round(4)
    trial.rows |= set(trial.places["energy_row"].dropna().astype(int))
    trial.others = None
    trial.totals = printed(trial.places)


def population(trial: Trial) -> None:
    trial.inhabitants = float(round(trial.inhabitants * trial.choose(10, 0.1, 1.6, 0.6, trial.random.uniform(2, 5))))
    trial.rows.add(8000)


KINDS: tuple[tuple[str, Callable[[Trial], None]], ...] = (
    ("implied-factor", outside_its_range),
    ("implied-factor", another_carriers_factor),
    ("implied-factor", factor_of_one),
    ("unit-slip", slip),
    ("repeated-quantity", repeated),
    ("placeholder-zero", placeholder),
    ("constant-ratio", scaled_year),
    ("total-differs", wrong_total),
    ("year-jump", jump),
    ("per-head", per_head),
    ("population", population),
)
ERRORS = int(os.environ.get("COVENANT_ERRORS", "120"))
"""How many errors are put in, the kinds in turn; COVENANT_ERRORS=1000 with ``-rP`` for the long run by kind."""


@pytest.fixture(scope="module")
def surroundings() -> list[list[tuple[CityRecord, pd.DataFrame, list[PrintedTotal]]]]:
    """For each of the two inventories ten pairs of neighbour years."""
    random = np.random.default_rng(7)
    found = []
    for city in (published("IT0004", 2019), worked_out(published("IT0007", 2018), "IT0007", 2018)):
        year, totals = int(city.places["year"].iloc[0]), printed(city.places)
        pairs = [pd.concat([shaken(city, year + step, random) for step in (-1, 1)]) for _ in range(10)]
        found.append([(city, pair, totals) for pair in pairs])
    return found


def test_the_inventories_are_clean_before_an_error_is_put_into_them(surroundings: Any) -> None:
    random = np.random.default_rng(7)
    assert [item.message for city in surroundings for base in city for item in Trial(*base, random).found()] == []


def test_of_the_errors_put_into_real_inventories_95_in_100_are_found(surroundings: Any) -> None:
    random = np.random.default_rng(20190101)
    put, right, more = Counter[str](), Counter[str](), Counter[str]()
    missed: list[str] = []
    for number in range(ERRORS):
        code, inject = KINDS[number % len(KINDS)]
        trial = Trial(*surroundings[int(random.random() < 0.4)][int(random.integers(10))], random)
        inject(trial)
        found = trial.found()
        named = [item for item in found if item.code == code and trial.rows & set(item.rows)]
        put[code] += 1
        right[code] += bool(named)
        more[code] += len(found) - bool(named)
        if not named:
            missed.append(f"{code}, rows {sorted(trial.rows)[:3]}: {[(item.code, item.message) for item in found]}")
    findings = ", ".join(f"{code} {right[code]}/{put[code]} (+{more[code]})" for code in put)
    print(f"{sum(right.values())} of {ERRORS} errors found: {findings}")
    assert sum(right.values()) >= 0.95 * ERRORS, "\n".join([findings, *missed])
    assert min(right[code] / put[code] for code in put) >= 0.9, "\n".join([findings, *missed])
    assert sum(more.values()) <= 0.03 * ERRORS, f"More than one finding for one error: {findings}"


@pytest.mark.parametrize("times", [1000, 1 / 1000, 3.6, 1 / 3.6, 11.63, 1 / 11.63])
def test_where_emissions_stand_by_sector_alone_a_slip_in_the_energy_of_one_carrier_is_found(times: float) -> None:
    """Bologna as it is printed: errors that move the emissions of their sector and scope by 3 % or more."""
    bologna = stated(published("IT0007", 2018), "IT0007", 2018)
    places = bologna.places
    tonnes = places[ENERGY] * places["stated_t_per_mwh"]
    share = tonnes / tonnes.groupby([places["sector"], places["scope"]]).transform("sum")
    for place in np.flatnonzero(share * abs(times - 1) > 0.03):
        wrong = places.copy()
        wrong.loc[place, ENERGY] = round(wrong.loc[place, ENERGY] * times, 2)
        found = only(findings(wrong, bologna.factors))
        assert (found.code, int(places.loc[place, "energy_row"]) in found.rows) == ("unit-slip", True)
