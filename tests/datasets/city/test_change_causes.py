"""Boston's drivers against an integration of its own published rows, and what makes a series of two years."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

import datasets
from analytics.change.attribution import FUEL, PER_HEAD, SUPPLIED, WEATHER, Bar
from analytics.change.drivers import POPULATION, RESTATEMENT
from analytics.factors.heating import DegreeDays
from analytics.text.problems import Refused
from datasets.city.change_causes import drivers
from datasets.reference.samples import open_store
from datasets.store import AboutRow, PopulationRow, Store, Submission
from tests.datasets.builders import TOWN, row, table
from tests.samples import own_samples

SHIPPED = Path(datasets.__file__).with_name("shipped") / "samples"
STEPS = 2000


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as opened:
        yield opened


def published(city_id: str, year: int) -> dict[tuple[str, str], float]:
    """Tonnes by sector and scope of the GPC's BASIC level, read from the published rows themselves."""
    beside = ("I.4.4", "III.1.3", "III.2.3", "III.3.3", "III.4.3")
    found: dict[tuple[str, str], float] = {}
    with (SHIPPED / "inventories.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            ref = line["gpc_ref"]
            basic = ref.split(".")[0] in ("I", "II", "III") and ref not in beside
            basic = basic and not (ref.split(".")[0] in ("I", "II") and ref.endswith(".3"))
            if (
                (line["city_id"], line["year"], line["method"]) == (city_id, str(year), "gpc")
                and basic
                and line["value"]
            ):
                place = (line["sector"], "supplied" if line["scope"] == "2" else "burnt")
                found[place] = found.get(place, 0.0) + float(line["value"])
    return found


def people(city_id: str, year: int) -> float:
    with (SHIPPED / "population.csv").open(encoding="utf-8", newline="") as file:
        (found,) = (
            float(line["inhabitants"])
            for line in csv.DictReader(file)
            if (line["city_id"], line["year"], line["method"]) == (city_id, str(year), "gpc")
        )
    return found


def grown(before: float, after: float, growth: float) -> float:
    """What inhabitants growing at a constant rate add along a path of constant rate: the integral of E(t) ln(P1/P0) dt,
    by Simpson's rule and without any logarithmic mean."""
    if not before or not after:
        return 0.0
    weights = [1 if place in (0, STEPS) else 4 if place % 2 else 2 for place in range(STEPS + 1)]
    path = (before ** (1 - place / STEPS) * after ** (place / STEPS) for place in range(STEPS + 1))
    return math.log(growth) * math.fsum(w * e for w, e in zip(weights, path, strict=True)) / (3 * STEPS)


def test_bostons_bars_are_those_that_its_published_rows_integrate_to(samples: Store) -> None:
    found = drivers(samples, "US-BOS").direct
    assert found is not None
    before, after = published("US-BOS", 2005), published("US-BOS", 2020)
    growth = people("US-BOS", 2020) / people("US-BOS", 2005)
    by_people = {
        place: grown(before.get(place, 0.0), after.get(place, 0.0), growth) for place in before.keys() | after.keys()
    }
    assert (found.years, found.depth) == ((2005, 2020), "emissions per inhabitant by sector")
    assert found.change_t == pytest.approx(math.fsum(after.values()) - math.fsum(before.values()), rel=1e-9)
    assert found.bars[Bar(POPULATION)] == pytest.approx(math.fsum(by_people.values()), rel=1e-8)
    expected = {
        Bar(PER_HEAD, "Tertiary", SUPPLIED): ("commercial_institutional", "supplied"),
        Bar(PER_HEAD, "Tertiary", FUEL): ("commercial_institutional", "burnt"),
        Bar(PER_HEAD, "Residential", SUPPLIED): ("residential", "supplied"),
        Bar(PER_HEAD, "Residential", FUEL): ("residential", "burnt"),
        Bar(PER_HEAD, "Transport", SUPPLIED): ("railways", "supplied"),
    }
    for bar, place in expected.items():
        moved = after.get(place, 0.0) - before.get(place, 0.0) - by_people[place]
        assert found.bars[bar] == pytest.approx(moved, rel=1e-8), bar
    # Rounded, for a reader: 7.82 to 5.30 Mt, of which 30 % more inhabitants +1.68 and supplied energy -2.19 Mt.
    assert round(found.bars[Bar(POPULATION)]) == 1_682_133
    assert round(math.fsum(t for bar, t in found.bars.items() if bar.source == SUPPLIED)) == -2_193_411


@pytest.mark.parametrize(
    ("city_id", "ends"), [("US-NYC", (2014, 2020)), ("US-AUS", (2013, 2018)), ("ES0002", (2013, 2020))]
)
def test_every_city_with_two_inventories_has_bars_that_sum_to_its_change(
    samples: Store, city_id: str, ends: tuple[int, int]
) -> None:
    found = drivers(samples, city_id)
    assert found.direct is not None
    assert found.direct.years == ends
    for told in (found.direct, found.stepwise):
        assert told is not None
        assert math.fsum(told.bars.values()) == pytest.approx(found.direct.change_t, rel=1e-9)


def test_swapping_the_ends_turns_every_bar(samples: Store) -> None:
    there, back = drivers(samples, "US-BOS", 2005, 2020).direct, drivers(samples, "US-BOS", 2020, 2005).direct
    assert there is not None
    assert back is not None
    assert {bar: pytest.approx(-tonnes, rel=1e-9) for bar, tonnes in there.bars.items()} == back.bars


def test_the_uses_of_every_sample_inventory_add_up_to_its_total(samples: Store) -> None:
    from datasets.city.assessment import report

    found = [item for city in samples.cities() for item in report(samples, city.city_id).inventories]
    told = [item for item in found if item.emissions_t is not None]
    assert len(told) > 30
    for item in told:
        assert math.fsum(use.emissions_t for use in item.uses.values()) == pytest.approx(item.emissions_t, rel=1e-12)
        assert math.fsum(use.energy_mwh for use in item.uses.values()) == pytest.approx(item.energy_mwh or 0.0)


@pytest.mark.parametrize("city_id", ["BG0002", "IT0007", "FR0009"])
def test_a_city_without_two_inventories_of_one_method_has_none(samples: Store, city_id: str) -> None:
    found = drivers(samples, city_id)
    assert (found.direct, found.methods, found.problems) == (None, (), ())


def test_an_unknown_year_or_method_names_the_ones_on_file(samples: Store) -> None:
    with pytest.raises(Refused) as refused:
        drivers(samples, "US-NYC", 1999)
    assert refused.value.problems[0].choices == ("2014", "2016", "2020")
    with pytest.raises(Refused, match="one of gpc"):
        drivers(samples, "US-NYC", method="own")


def town(store: Store, year: int, gases: dict[str, float], gwp_set: str) -> None:
    rows = [row("residential", tonnes, year=year, quantity=gas) for gas, tonnes in gases.items()]
    store.commit(
        Submission(
            table(rows),
            len(rows),
            "an analyst",
            "long",
            new_cities=() if store.cities() else (TOWN,),
            population=(PopulationRow(TOWN.city_id, year, "covenant", 100.0, "a register"),),
            about=(AboutRow(TOWN.city_id, year, "covenant", "activity-based", gwp_set, ""),),
        )
    )


def test_gases_kept_apart_are_restated_to_the_set_of_the_other_year_and_the_rest_is_a_bar(store: Store) -> None:
    town(store, 2005, {"co2": 1000.0, "ch4": 10.0}, "unknown")
    town(store, 2020, {"co2e": 900.0}, "SAR")
    found = drivers(store, TOWN.city_id).direct
    assert found is not None
    # CH4 weighs 28 in AR5, in which the page shows 2005, and 21 in the SAR, in which 2020 was made.
    assert found.bars[Bar(RESTATEMENT, "GWP")] == pytest.approx(10 * (21 - 28))
    assert math.fsum(found.driven.values()) == pytest.approx(900 - 1210)
    assert math.fsum(found.bars.values()) == pytest.approx(found.change_t) == pytest.approx(900 - 1280)


def test_two_sets_that_cannot_be_restated_are_refused_with_the_reason(store: Store) -> None:
    town(store, 2005, {"co2e": 1000.0}, "AR4")
    town(store, 2020, {"co2e": 900.0}, "AR5")
    found = drivers(store, TOWN.city_id)
    assert found.direct is None
    assert "2005 with GWP set AR4, 2020 with GWP set AR5" in found.problems[0].found


def weather(store: Store, year: int, hdd: float, base: float = 15.0) -> int:
    row = DegreeDays(TOWN.city_id, year, year, base, None, hdd, 0.5, "a station")
    return store.commit(Submission(None, 0, "an analyst", "degree-days", degree_days=(row,))).revision


@pytest.mark.longer("several commits, explained after each")
def test_degree_days_set_the_weather_apart_and_an_undo_takes_it_away(store: Store) -> None:
    for year, tonnes in ((2005, 1000.0), (2020, 800.0)):
        rows = [row("residential", tonnes, year=year, carrier="natural_gas")]
        cities = () if store.cities() else (TOWN,)
        store.commit(Submission(table(rows), 1, "an analyst", "long", new_cities=cities))
    weather(store, 2005, 3000.0)
    mistaken = weather(store, 2020, 100.0)
    weather(store, 2020, 2000.0)
    found = drivers(store, TOWN.city_id)
    assert found.apart is not None
    assert [item.corrected.emissions_t for item in found.corrections] == [1000.0, pytest.approx(1000.0)]
    assert found.apart.bars[Bar(WEATHER)] == pytest.approx(-200.0)
    assert found.apart.change_t == -200.0
    assert [item.layout for item in store.history(TOWN.city_id)][:3] == ["degree-days"] * 3
    store.undo(store.newest_revision(), "an analyst", "not this station")
    assert store.register().degree_days[TOWN.city_id][1].hdd == 100.0
    store.undo(mistaken, "an analyst", "a slip")
    assert len(store.register().degree_days[TOWN.city_id]) == 1
    then = drivers(store, TOWN.city_id, revision=mistaken)
    assert [item.days.hdd for item in then.corrections] == [3000.0, 100.0]
    again = drivers(store, TOWN.city_id)
    assert again.apart is None
    assert [problem.code for problem in again.lacking] == ["degree-days-missing"]
