"""Which width counts for a place: what a city states, the grade of its file, else the default."""

from __future__ import annotations

import pytest

from analytics.inventories.spots import Spot
from analytics.uncertainty.errors import Interval
from analytics.uncertainty.widths import Statement, Widths
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS
from datasets.city import error_widths

GAS_AT_HOME = Spot("residential", "natural_gas", 1)
PLAIN = Widths(error_widths.defaults(), error_widths.fuel_ranges())


def of(spot: Spot, *stated: Statement, year: int = 2019) -> dict[str, tuple[float, float]]:
    found = Widths(PLAIN.rows, PLAIN.fuels, stated).of(spot, year)
    return {width.part: (round(100 * width.interval.lower, 1), round(100 * width.interval.upper, 1)) for width in found}


def half(percent: float, part: str = "activity", **where: object) -> Statement:
    share = percent / 100
    said = {"year": None, "place": None, "carrier": None, "gas": None} | where
    return Statement(**said, part=part, interval=Interval(share, share), grade=None, source="x")  # type: ignore[arg-type]


def grade(mark: str, part: str = "activity", **where: object) -> Statement:
    said = {"year": None, "place": None, "carrier": None, "gas": None} | where
    return Statement(**said, part=part, interval=None, grade=mark, source="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spot", "expected"),
    [
        (GAS_AT_HOME, {"activity": (5, 5), "factor": (3.2, 3.9)}),
        (Spot("residential", None, 1, "I.1.1"), {"activity": (5, 5), "factor": (5, 5)}),
        (Spot("residential", None, 2, "I.1.2"), {"activity": (2, 2), "factor": (7, 7)}),
        (Spot("tertiary", "electricity"), {"activity": (2, 2), "factor": (7, 7)}),
        (Spot("tertiary", "heat_cold"), {"activity": (3, 3), "factor": (7, 7)}),
        (Spot("municipal_buildings", "natural_gas"), {"activity": (3, 3), "factor": (3.2, 3.9)}),
        (Spot("road_transport", None, 1, "II.1.1"), {"activity": (15, 15), "factor": (5, 5)}),
        (Spot("private_transport", "diesel", 1, None, "ch4"), {"activity": (15, 15), "factor": (59, 143.6)}),
        (Spot("residential", "other_biomass"), {"activity": (30, 30), "factor": (67, 275)}),
        (Spot("solid_waste", None, 1, "III.1.1"), {"emissions": (60, 81)}),
        (Spot("solid_waste", None, 1, "III.2.1", "n2o"), {"emissions": (75, 150)}),
        (Spot("wastewater", None, 1, "III.4.1", "n2o"), {"emissions": (90, 1400)}),
        (Spot("afolu"), {"emissions": (100, 100)}),
        (Spot("ippu", None, 1, "IV.1"), {"emissions": (30, 30)}),
        (Spot("total"), {"emissions": (10, 10)}),
    ],
)
def test_a_place_has_the_default_that_names_it_most_closely(
    spot: Spot, expected: dict[str, tuple[float, float]]
) -> None:
    assert of(spot) == expected


def test_every_place_that_can_be_has_an_error() -> None:
    places = [
        Spot(sector, carrier, scope) for sector in SECTORS for carrier in (None, *CARRIERS) for scope in (1, 2, None)
    ]
    places += [
        Spot(cell.sector, None, cell.scope, cell.ref, gas)
        for cell in GPC_REFERENCES.values()
        for gas in ("CO2e", "ch4")
    ]
    for spot in places:
        assert sum(width.interval.half for width in PLAIN.of(spot, 2019)) > 0, spot


def test_what_a_city_states_goes_before_a_grade_and_a_grade_before_the_default() -> None:
    graded = grade("L", place="residential")
    assert of(GAS_AT_HOME, graded)["activity"] == (30, 30)
    assert of(GAS_AT_HOME, half(8, place="residential"), graded)["activity"] == (8, 8)
    assert of(Spot("tertiary", "natural_gas"), graded)["activity"] == (5, 5)


def test_the_closest_statement_counts() -> None:
    stated = (half(9), half(8, place="transport"), half(7, place="road_transport"), half(6, year=2010))
    assert of(Spot("road_transport"), *stated)["activity"] == (7, 7)
    assert of(Spot("railways"), *stated)["activity"] == (8, 8)
    assert of(GAS_AT_HOME, *stated)["activity"] == (9, 9)
    assert of(GAS_AT_HOME, *stated, year=2010)["activity"] == (6, 6)


def test_emissions_stated_as_a_whole_take_the_place_of_both_parts() -> None:
    assert of(GAS_AT_HOME, half(12, "emissions")) == {"emissions": (12, 12)}
    assert of(Spot("solid_waste"), half(20, "factor")) == {"factor": (20, 20)}


def test_a_fuel_has_one_factor_in_homes_and_shops_and_energy_of_its_own_in_each() -> None:
    home, shop = (
        {width.part: width.name for width in PLAIN.of(Spot(sector, "natural_gas"), 2019)}
        for sector in ("residential", "tertiary")
    )
    assert home["factor"] == shop["factor"]
    assert home["activity"] != shop["activity"]


def test_every_default_has_a_source_and_lies_where_it_says() -> None:
    for row in error_widths.defaults():
        assert row.source
        assert 0 <= row.interval.lower <= 1
        assert row.interval.lower <= row.interval.upper
        assert 50 * (row.interval.lower + row.interval.upper) == pytest.approx(row.half_percent, rel=0.35), row


def test_the_ranges_of_fuels_are_those_of_their_factors() -> None:
    gas, source = error_widths.fuel_ranges()["natural_gas", "stationary", "co2"]
    assert (round(56100 * (1 - gas.lower)), round(56100 * (1 + gas.upper))) == (54300, 58300)
    assert source.startswith("IPCC 2006 Guidelines")
