"""Every city at once, from sums of all rows: the same totals and verdicts as each city by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.commitment.codes import Code, codes, name
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.commitment.verdict_tables import METHODS, VERDICTS
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, Verdict
from datasets.city import assessment
from datasets.city.overview import read, standing_of_all
from datasets.city.programme_standing import Programme
from datasets.reference.samples import open_store
from datasets.store import AboutRow, CityFactor, GdpRow, PopulationRow, Store, Submission
from tests.datasets.builders import TOWN, row, submission
from tests.effort import first, seeds
from tests.every_year import every_year
from tests.samples import own_samples


def same_inventory(found: Programme, place: int, expected: Inventory) -> None:
    """One row of the totals against the inventory of one city."""
    totals = found.totals
    assert bool(totals.computed[place]) == expected.computed
    if expected.emissions_t is None:
        assert totals.emissions_t[place] != totals.emissions_t[place]
    else:
        assert totals.emissions_t[place] == pytest.approx(expected.emissions_t, rel=1e-12, abs=1e-9)
        assert bool(totals.co2_alone[place]) == (expected.gas == "CO2")


def same_as_one_by_one(store: Store, gwp: str = "AR5", approach: str = "activity-based") -> Programme:
    """The programme, after each city was compared with its own report: inventories, targets, every year's verdict."""
    found = standing_of_all(store, gwp, approach)
    rows, every = every_year(found)
    by_row = {int(place): number for number, place in enumerate(rows)}
    totals = found.totals
    for number, city in enumerate(found.cities):
        report = assessment.report(store, city.city_id, gwp=gwp, approach=approach)
        mine = {
            (int(totals.year[place]), METHODS[totals.method[place]]): place
            for place in range(len(totals))
            if totals.city[place] == number
        }
        assert set(mine) == {(item.year, item.method) for item in report.inventories}
        for item in report.inventories:
            same_inventory(found, mine[item.year, item.method], item)  # type: ignore[index]
        same_verdict(found, number, report)
        for item in report.inventories if report.leading.target else ():
            then = assess(report.leading.target, report.inventories, item.year)
            place = by_row[int(mine[item.year, item.method])]  # type: ignore[index]
            assert close(every.gap_t[place], then.gap_t)
            assert close(every.path_t[place], then.path_t)
    return found


def told_of_all(beside: int) -> Code:
    """What stands beside a verdict, of that which the overview tells."""
    told = Code.BASELINE_UNCONFIRMED | Code.OTHER_TARGET
    return Code(int(beside)) & told


def same_verdict(found: Programme, number: int, report: assessment.CityReport) -> None:
    expected, row = report.leading, found.leading[number]
    assert VERDICTS[found.verdicts[number]] is expected.verdict
    assert (found.rows[row] if row >= 0 else None) == expected.target
    assert bool(found.reasons[number]) == bool(expected.reasons)
    assert not expected.codes or name(int(found.reasons[number])) == name(expected.codes)
    assert told_of_all(found.standing.beside[row] if row >= 0 else 0) == told_of_all(codes(expected.beside))
    latest = found.latest[number]
    assert (int(found.totals.year[latest]) if latest >= 0 else None) == (expected.latest and expected.latest.year)
    if row >= 0:
        standing = found.standing
        for column, figure in (
            (standing.gap_t, expected.gap_t),
            (standing.path_t, expected.path_t),
            (standing.target_t, expected.target_t),
            (standing.gap_percent, expected.gap_percent),
            (standing.years_late, expected.years_late),
        ):
            assert close(column[row], figure)
    chance, strength = found.line(number).chance, expected.strength
    if expected.verdict is Verdict.CANNOT_TELL or strength is None:
        assert chance is None
    else:
        assert chance == pytest.approx(strength.probability if strength.too_close else strength.answer)


def close(column: float, figure: float | None) -> bool:
    return column != column if figure is None else column == pytest.approx(figure, rel=1e-9, abs=1e-6)


@pytest.fixture
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@pytest.mark.parametrize("gwp", first(1, ["AR5", "AR6", "SAR"]))
def test_every_sample_city_stands_as_on_its_own_page(samples: Store, gwp: str) -> None:
    found = same_as_one_by_one(samples, gwp)
    names = {city.name: number for number, city in enumerate(found.cities)}
    assert Code(int(found.reasons[names["Varna"]])) == Code.NO_TARGET | Code.NO_INVENTORY
    assert VERDICTS[found.verdicts[names["Boston"]]] == "too-close-to-call"


@pytest.mark.longer("every city is judged by both approaches")
def test_the_life_cycle_leaves_open_what_has_no_factor(samples: Store) -> None:
    found = same_as_one_by_one(samples, approach="life-cycle")
    assert [city.city_id for city in found.cities] == [city.city_id for city in samples.cities()]


def made_up(chance: random.Random, city_id: str, method: str, years: list[int]) -> list[dict[str, object]]:
    """Rows of every kind a file can hold: gases, CO2e beside them, energy, keys, references, rows beside the total."""
    rows: list[dict[str, object]] = []
    style = chance.choice(["energy", "gases", "CO2e", "CO2", "mixed", "both"])
    for year in years:
        for number in range(chance.randint(1, 14)):
            reference = (
                chance.choice(list(GPC_REFERENCES.values())) if method == "gpc" and chance.random() < 0.5 else None
            )
            sector = (
                reference.sector if reference else chance.choice([*SECTORS, "residential", "tertiary", "transport"])
            )
            quantity = {
                "energy": "energy",
                "gases": chance.choice(["co2", "ch4", "n2o"]),
                "CO2e": "co2e",
                "CO2": "co2",
                "mixed": chance.choice(["co2", "ch4", "n2o", "co2e"]),
                "both": chance.choice(["energy", "co2e"]),
            }[style]
            named = quantity == "energy" or (style == "both" and chance.random() < 0.5)
            carrier = chance.choice([None, "electricity", *CARRIERS]) if named else None
            key = chance.choice(["NO", "NE", "IE", "C"]) if chance.random() < 0.2 else None
            rows.append(
                row(
                    sector,
                    None if key else chance.choice([0.0, 10.0, 250.5, 1e4]),
                    city_id=city_id,
                    year=year,
                    method=method,
                    source_row=number + 2,
                    carrier=carrier,
                    quantity=quantity,
                    notation_key=key,
                    gpc_ref=reference.ref if reference else None,
                    scope=chance.choice([None, 1, 2, 3]),
                )
            )
    return rows


def made_up_city(chance: random.Random, number: int, new: bool = True) -> Submission:
    """What is said of a made-up city, which is ``new`` or on file: rows, targets, inhabitants, GDP, own factors."""
    country = chance.choice(["DE", "IT", "US", "XX"])
    city = replace(TOWN, city_id=f"T{number:02}", name=f"Town {number}", other_names=(), country_code=country)
    years = sorted(chance.sample(range(2004, 2022), chance.randint(1, 4)))
    method = chance.choice(METHODS)
    rows = made_up(chance, city.city_id, method, years)
    chance.shuffle(rows)  # a file need not keep the rows of a year together
    targets = [
        Target(
            city.city_id,
            chance.choice(["absolute", "per-capita", "per-gdp", "neutrality"]),
            years[0],
            chance.choice([2010, 2020, 2030]),
            chance.choice([20.0, 55.0]),
            method,
            "a plan",
            declared_base_t=chance.choice([None, 900.0]),
            path=chance.choice(["linear", "constant-rate"]),
        )
        for _ in range(chance.randint(0, 2))
    ]
    targets = [replace(t, reduction_percent=None, path="linear") if t.kind == "neutrality" else t for t in targets]
    stated = [(city.city_id, year, method) for year in years]
    own = CityFactor(city.city_id, 2000, 2030, "heat_cold", "all", "factor", "CO2e", 0.2, "activity-based", "own")
    return submission(
        *rows,
        new_cities=(city,) if new else (),
        targets=targets,
        population=[PopulationRow(*slot, 900.0 + slot[1], "a register") for slot in stated[1:]],
        about=[
            AboutRow(*slot, chance.choice(["unknown", "IPCC"]), chance.choice(["AR4", "AR5"]), "") for slot in stated
        ],
        factors=[own] if chance.random() < 0.4 else (),
        gdp=[GdpRow(city.city_id, year, 5.0, "million", "EUR", "2015", "a register") for year in years],
    )


@pytest.mark.longer("programmes of cities made at random")
@pytest.mark.parametrize("seed", seeds(12))
def test_a_made_up_programme_stands_as_its_cities_one_by_one(seed: int) -> None:
    chance = random.Random(seed)
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        for number in range(12):
            store.commit(made_up_city(chance, number))
        same_as_one_by_one(store, chance.choice(["AR5", "AR6"]))


def test_two_cities_with_the_very_same_figures_are_told_in_their_lines_and_one_that_differs_is_not() -> None:
    key_sectors = ("municipal_buildings", "tertiary", "residential", "transport")
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        for number, tonnes in enumerate((200.25, 200.25, 200.5)):
            town = replace(TOWN, city_id=f"T0{number}", name=f"Town {number}")
            years = ((2005, 300.0), (2015, tonnes))
            rows = [row(code, each, city_id=town.city_id, year=year) for year, each in years for code in key_sectors]
            aim = Target(town.city_id, "absolute", 2005, 2025, 50.0, "covenant", "a plan")
            store.commit(submission(*rows, new_cities=(town,), targets=[aim]))
        lines = [standing_of_all(store).line(number) for number in range(3)]
    assert [line.alike for line in lines] == [("Town 1",), ("Town 0",), ()]
    assert [line.reservation for line in lines[:2]] == ["the same figures as Town 1", "the same figures as Town 0"]


@pytest.mark.longer("programmes of cities made at random")
@pytest.mark.parametrize("seed", seeds(6))
def test_totals_without_sectors_are_judged_as_on_the_citys_own_page(seed: int) -> None:
    """Totals alone, beside sectors, and with keys, each city with a target in tonnes or per inhabitant."""
    chance = random.Random(seed)
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        for number in range(20):
            city_id, rows = f"T{number:02}", list[dict[str, object]]()
            for year in (2005, 2012, 2018):
                total = row("total", 1000.0 - (year - 2005) * chance.choice([10, 30]), city_id=city_id, year=year)
                parts = [
                    row(code, 240.0, city_id=city_id, year=year) for code in ("tertiary", "residential", "transport")
                ]
                keyed = row(
                    "transport", None, city_id=city_id, year=year, notation_key=chance.choice(["NE", "NO", "C"])
                )
                rows += chance.choice([[total], [total], [total], [total, keyed], parts])
            aim = Target(
                city_id,
                chance.choice(["absolute", "per-capita"]),
                2005,
                2030,
                35.0,
                "covenant",
                "a plan",
                declared_base_t=chance.choice([None, 1000.0]),
            )
            people = [
                PopulationRow(city_id, year, "covenant", 100.0 * chance.choice([1.0, 1.01, 1.5]), "a register")
                for year in (2005, 2012, 2018)
            ]
            city = replace(TOWN, city_id=city_id, name=f"Town {number}", other_names=())
            store.commit(submission(*rows, new_cities=(city,), targets=[aim], population=people))
        found = same_as_one_by_one(store)
        for number, city in enumerate(found.cities):
            reported = assessment.report(store, city.city_id).leading
            doubted = Code.HEADS_IN_DOUBT in Code(found.line(number).reasons)
            assert doubted == (Code.HEADS_IN_DOUBT in reported.codes)
    assert {"on-track", "behind", "cannot-tell", "too-close-to-call"} >= {
        VERDICTS[verdict] for verdict in found.verdicts
    }
    assert len(set(found.verdicts.tolist())) > 1


@pytest.mark.thorough("programmes of 25 cities made at random")
@pytest.mark.parametrize("seed", seeds(9))
def test_places_that_come_and_go_between_two_years_decide_as_on_the_citys_own_page(seed: int) -> None:
    chance = random.Random(seed)
    key_sectors = ("municipal_buildings", "tertiary", "residential", "private_transport")
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        for number in range(25):
            city_id = f"T{number:02}"
            quantity, carriers = chance.choice(["co2e", "energy", "co2"]), chance.choice([(None,), ("diesel", "coal")])
            rows = []
            for year in (2005, 2012, 2018):
                for sector in key_sectors:
                    for carrier in carriers if sector != "private_transport" else carriers[:1]:
                        key = chance.choice(["NE", "NO", "C"]) if chance.random() < 0.08 else None
                        if chance.random() < 0.95:
                            amount = None if key else chance.choice([300.0, 320.0]) - (year - 2005) * 4
                            rows.append(
                                row(
                                    sector,
                                    amount,
                                    city_id=city_id,
                                    year=year,
                                    carrier=carrier,
                                    quantity=quantity,
                                    notation_key=key,
                                )
                            )
            aim = Target(city_id, "absolute", 2005, 2030, 35.0, "covenant", "a plan")
            city = replace(TOWN, city_id=city_id, name=f"Town {number}", other_names=())
            store.commit(submission(*rows, new_cities=(city,), targets=[aim]))
        found = same_as_one_by_one(store)
    assert len(set(found.verdicts.tolist())) > 1


@pytest.mark.longer("all cities of a database of its own are judged")
def test_the_first_reading_tells_of_how_many_cities_it_added_up_and_ends_where_that_raises(tmp_path: Path) -> None:
    told = list[tuple[int, int]]()

    def stopped(done: int, of: int) -> None:
        told.append((done, of))
        raise KeyboardInterrupt

    with open_store(tmp_path / "covenant.duckdb") as store, store.reader() as reader:
        with pytest.raises(KeyboardInterrupt):
            read(reader, summed=stopped)
        found = read(reader, summed=lambda done, of: told.append((done, of)))
        read(reader, summed=stopped)  # all is kept: nothing is added up again
    assert told[0][1] == told[-1][0] == told[-1][1] == len({*found.totals.city.tolist()})
