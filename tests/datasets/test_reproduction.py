"""Turin and Bologna from their energy and the factors that they print, within the printed rounding."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

import pytest

from analytics.factors.emissions import emissions
from analytics.factors.fuels import gross_from_net
from datasets.city import factor_choice
from datasets.city.factor_choice import Factors
from datasets.intake.meaning import fuel_amounts
from datasets.reference import catalogue
from datasets.reference.naming import find_city
from datasets.store import Store
from tests.samples import own_samples

CARRIERS = {
    "lpg": "liquid_gas",
    "district_heat": "heat_cold",
    "district_heat (TLR)": "heat_cold",
    "biomass": "other_biomass",
    "biofuels": "biofuel",
}
USES = {"transport": "transport", "waste": "transport"}  # the diesel under waste drives the lorries that collect it
TURIN_TOTAL, TURIN_ABSORBED = 2_396_906.57, -35_117.0


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def printed(city_id: str) -> dict[tuple[str, str], tuple[float, float]]:
    """The printed factor of a carrier and use, with half of its last digit."""
    return {
        (row["carrier"], row["use"]): (float(row["t_per_mwh"]), half(row["t_per_mwh"]))
        for row in catalogue.records("city_factors")
        if row["city_id"] == city_id
    }


def half(text: str) -> float:
    return 0.5 * 10.0 ** -len(text.partition(".")[2]) if float(text) else 0.0


def of(store: Store, name: str, gas: str) -> Factors:
    return factor_choice.of(store.register(), find_city(name, store.cities()), gas=gas)


def test_the_total_of_turin_is_given_gross_and_net_of_what_its_trees_absorb() -> None:
    gas = [
        float(row["value"])
        for row in catalogue.records("inventories")
        if (row["city_id"], row["quantity"]) == ("IT0004", "co2")
    ]
    net, gross = fsum(gas), fsum(value for value in gas if value > 0)
    assert net == pytest.approx(TURIN_TOTAL, abs=0.03 + 0.005 * len(gas))
    assert gross - net == pytest.approx(-TURIN_ABSORBED)
    assert gross == pytest.approx(2_432_023.60)


def bologna(quantity: str) -> list[dict[str, str]]:
    """The shipped rows of Bologna that measure this."""
    rows = catalogue.records("inventories")
    return [row for row in rows if (row["city_id"], row["quantity"]) == ("IT0007", quantity)]


@pytest.mark.parametrize(
    ("sector", "scope", "digits"),
    [("buildings", "1", 2), ("buildings", "2", 2), ("transport", "1", 2), ("transport", "2", 2), ("waste", "1", 0)],
)
def test_every_sector_of_bologna_is_its_energy_times_the_factors_that_the_city_prints(
    store: Store, sector: str, scope: str, digits: int
) -> None:
    """The factors have three or four decimals, so each MWh may be half of the last one off; the total no more."""
    used, known = of(store, "Bologna", "CO2e"), printed("IT0007")
    total = left_open = 0.0
    for row in bologna("energy"):
        if (row["sector"], row["scope"]) != (sector, scope):
            continue
        use = USES.get(sector, "stationary")
        found = used.use(2018, row["carrier"], "transport" if use == "transport" else "residential")
        value, rounding = known.get((row["carrier"], use)) or known[row["carrier"], "all"]
        assert (found.value, found.kind) == (value, "city")
        total += emissions(float(row["value"]), value)
        left_open += float(row["value"]) * rounding
    cells = [row for row in bologna("co2e") if (row["sector"], row["scope"]) == (sector, scope)]
    (reported,) = (float(row["value"]) for row in cells)
    assert abs(total - reported) <= left_open + 0.5 * 10.0**-digits
    assert abs(total / reported - 1) < 0.001


def test_gas_counted_on_its_gross_calorific_value_would_be_seen_at_once(store: Store) -> None:
    """A ninth more energy: 79 kt in Bologna, where the rounding of the factors leaves 2 kt open."""
    used = of(store, "Bologna", "CO2e")
    rows = [row for row in bologna("energy") if row["carrier"] == "natural_gas"]
    net = fsum(float(row["value"]) for row in rows if row["sector"] == "buildings")
    gross = gross_from_net(net, fuel_amounts.fuel_of("natural_gas").net_over_gross)
    factor = used.value(2018, "natural_gas", "residential")
    assert factor == 0.202
    difference = emissions(gross, factor) - emissions(net, factor)
    assert difference == pytest.approx(78_980, rel=1e-4)
    assert difference > 40 * net * half("0.202")
    assert gross * fuel_amounts.conversion("natural_gas", "MWh", {"basis": "gross"}) == pytest.approx(net, rel=1e-12)


def test_every_cell_of_turin_is_its_energy_times_the_factor_that_the_city_prints(store: Store) -> None:
    """The city prints whole MWh, whole tonnes for buildings and industry, and hundredths of a tonne for transport."""
    used = of(store, "Turin", "CO2")
    cells: dict[tuple[str, ...], dict[str, dict[str, str]]] = {}
    for row in catalogue.records("inventories"):
        if row["city_id"] == "IT0004" and row["carrier"]:
            place = tuple(row[name] for name in ("sector", "label", "carrier", "scope"))
            cells.setdefault(place, {})["energy" if row["quantity"] == "energy" else "gas"] = row
    both = {place: cell for place, cell in cells.items() if len(cell) == 2}
    assert len(both) == 47
    for place, cell in both.items():
        use = used.use(2019, place[2], place[0])
        assert use.kind == "city"
        factor = use.value
        assert factor is not None
        whole = cell["gas"]["original_text"].endswith(".00")
        rounding = 0.5 * factor + (0.5 if whole else 0.005)
        computed = emissions(float(cell["energy"]["value"]), factor)
        assert computed == pytest.approx(float(cell["gas"]["value"]), abs=rounding), place
    unburnt = [used.value(2019, place[2], place[0]) for place, cell in cells.items() if set(cell) == {"energy"}]
    assert unburnt == [0.0] * 4


def test_the_printed_factors_are_kept_and_what_was_reported_stays_what_it_was(store: Store) -> None:
    held = store.register().factors
    shipped = list(catalogue.records("city_factors"))
    assert sum(map(len, held.values())) == len(shipped)
    assert {(row.carrier, row.used_for, row.value) for row in held["IT0007"]} == {
        (row["carrier"], row["use"], float(row["t_per_mwh"])) for row in shipped if row["city_id"] == "IT0007"
    }
