"""The passport of a city's figures: from the answer down to the text of the file, and never another number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.paths import ALLOWED_PER_GDP, allowed_by
from analytics.commitment.targets import Target
from analytics.commitment.trajectory import gap
from analytics.passport import Passport
from analytics.text.problems import Refused
from datasets.city import assessment
from datasets.city.trace import figure_names, passports
from datasets.city.trace.passports import CityFigures
from datasets.intake import drafting
from datasets.store import AboutRow, GdpRow, Store
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.files import sample_store
from tests.effort import examples, first
from tests.samples import own_samples

UNITS = {"energy": "MWh", "co2": "t CO2", "ch4": "t CH4", "n2o": "t N2O", "co2e": "t CO2e"}
TURIN = b"""city,year,sector,label,carrier,scope,value,unit,notation_key,population
Turin,2021,residential,Homes,natural_gas,1,"1.234,5",kWh,,850000
Turin,2021,residential,More homes,natural_gas,1,"2,5",MWh,,850000
Turin,2021,tertiary,Offices,heating_oil,1,"3,6",GJ,,850000
Turin,2021,public_transport,Trams,electricity,2,,MWh,NE,850000
Turin,2021,industry_ets,Steel,natural_gas,1,"99,5",MWh,,850000
"""


@pytest.fixture
def turin() -> Iterator[Store]:
    with own_samples() as store:
        drafting.commit(store, drafting.draft(store, TURIN, "città.csv", {"decimal": "comma"}), "an analyst", None)
        yield store


def rows(found: Passport) -> list[dict[str, Any]]:
    return [part.facts["row"] for part in found.walk() if "row" in part.facts]


def test_the_published_verdict_of_boston_is_traced_to_its_54_rows_and_its_target() -> None:
    found = passports.of(sample_store(), "US-BOS", None, "gap")
    assert found.value == pytest.approx(-175_169.286, abs=1e-3)
    total, path = found.inputs
    assert (found.step, total.name, path.step) == ("difference", "Emissions of 2020", "linear path")
    assert total.formula is not None
    assert total.formula.name == "Total of a GPC inventory (BASIC)"
    assert {item["row"] for item in rows(total)} <= set(range(1, 55))
    assert {item["file"] for item in rows(total)} == {"inventories.csv"}
    left_out = {item["cell"]: item["why"] for item in total.facts["left_out"]}
    assert left_out["Energy generation supplied to the grid, scope 1, I.4.4"] == "territorial, not in BASIC"
    assert any(item["why"] == "IE, included elsewhere" for item in total.facts["skipped"])


def test_energy_times_factor_names_text_unit_step_factor_source_and_gwp(turin: Store) -> None:
    found = passports.of(turin, "IT0004", 2021, "total")
    homes = next(part for part in found.walk() if part.name == "Residential buildings, Natural gas, scope 1")
    energy, factor = homes.inputs
    assert homes.step == "energy times factor"
    assert energy.value == pytest.approx(1.2345 + 2.5, rel=1e-12)
    first, second = energy.inputs
    assert [part.value for part in first.inputs] == [1234.5, 0.001]
    assert (first.facts["row"]["original_text"], first.facts["row"]["original_unit"]) == ("1.234,5", "kWh")
    assert (first.facts["row"]["file"], first.facts["row"]["row"], second.facts["row"]["row"]) == ("città.csv", 2, 3)
    assert factor.facts["source"]
    assert factor.facts["edition"]
    assert factor.facts["mark"] in ("verified", "secondary", "from memory")
    weight = next(part for part in factor.walk() if part.name == "GWP of CH4")
    assert (weight.value, weight.facts["gwp_set"]) == (28.0, "AR5")
    assert [item["why"] for item in found.facts["skipped"]] == ["NE, not estimated"]
    assert found.facts["left_out"][0]["why"].startswith("industry in the emissions trading system")
    assert not found.faults()


def test_another_gwp_set_gives_another_figure_that_recomputes_too(turin: Store) -> None:
    found = {name: passports.of(turin, "IT0004", 2021, "total", gwp=name) for name in ("SAR", "AR6")}
    assert found["SAR"].value != found["AR6"].value
    assert all(made.holds(made.recomputed()) for made in found.values())


@pytest.mark.longer("every figure of every sample city")
def test_every_figure_of_every_sample_city_recomputes_to_its_value() -> None:
    with sample_store().reader() as reader:
        for city in reader.register.cities:
            found = CityFigures(reader, city.city_id)
            figures = [item for one in found.report.inventories for item in found.of_inventory(one)]
            figures += [item for one in found.report.progress for item in found.progress(one)]
            for name, made in figures:
                assert made.faults() == [], (city.name, name)
                assert made.holds(made.recomputed()), (city.name, name)


TOWNS = Store(":memory:")
TOWNS.seed([TOWN], [], [], [])
CELL = st.fixed_dictionaries(
    {
        "sector": st.sampled_from(
            ["residential", "buildings", "solid_waste", "energy_supply", "industry_ets", "other_scope_3"]
        ),
        "carrier": st.sampled_from([None, "natural_gas", "electricity", "other_biomass", "heat_cold"]),
        "quantity": st.sampled_from(list(UNITS)),
        "value": st.floats(-1e7, 1e9, allow_nan=False) | st.none() | st.just(0.0),
        "year": st.sampled_from([2015, 2019]),
        "method": st.sampled_from(["covenant", "gpc"]),
        "scope": st.sampled_from([None, 1, 3]),
        "notation_key": st.sampled_from(["NO", "NE", "IE", "C"]),
    }
)


@pytest.mark.longer("a ledger of its own for each example")
@examples(0.6)
@given(st.lists(CELL, min_size=1, max_size=12), st.sampled_from([None, 1234.0]), st.sampled_from(["AR5", "AR6"]))
def test_whatever_an_inventory_holds_its_passports_recompute(cells: list[dict[str, Any]], heads: Any, gwp: str) -> None:
    made = []
    for number, cell in enumerate(cells, start=2):
        value = cell["value"]
        if value is not None and cell["quantity"] == "energy":
            value = cell["value"] = abs(value)  # a negative consumption is no amount
        key = cell["notation_key"] if value is None else None
        text = key or repr(value)
        unit = UNITS[cell["quantity"]]
        made.append(
            row(**cell | {"notation_key": key, "original_text": text, "original_unit": unit, "source_row": number})
        )
    with TOWNS.rehearsal(submission(*made, heads=heads)) as reader:
        found = CityFigures(reader, TOWN.city_id, gwp=gwp)
        for one in found.report.inventories:
            given = dict(found.of_inventory(one))
            assert list(given) == list(figure_names.of_inventory(one, found.report.inventories))
            assert ("total" in given) == (one.emissions_t is not None)
            assert ("energy" in given) == (one.energy_mwh is not None)
            assert {name for name in given if name.startswith("memo:")} == {f"memo:{item}" for item in one.memo}
            for name, figure in given.items():
                assert figure.faults() == [], name
                assert figure.holds(figure.recomputed()), name


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize(
    ("changes", "level"),
    first(
        3,
        [
            ({"kind": "absolute"}, 60.0),
            ({"kind": "absolute", "path": "constant-rate"}, 60.0),
            ({"kind": "per-capita"}, 60.0 / 10 * 12),
            ({"kind": "per-gdp"}, 60.0 / 2 * 3),
            ({"kind": "fixed-level", "reduction_percent": None, "level_t": 55.0}, 55.0),
            ({"kind": "neutrality", "reduction_percent": None}, 0.0),
            ({"kind": "baseline-scenario", "scenario": ((2015, 100.0), (2030, 200.0))}, 120.0),
        ],
    ),
)
def test_every_kind_of_target_is_traced_and_recomputes(changes: dict[str, Any], level: float) -> None:
    given: dict[str, Any] = {
        "city_id": TOWN.city_id,
        "base_year": 2015,
        "year": 2030,
        "reduction_percent": 40.0,
        "source": "a council",
    }
    target = Target(**given | {"method": "covenant"} | changes)
    gdp = [
        GdpRow(TOWN.city_id, year, amount, "million", "EUR", "2015", "a bank")
        for year, amount in ((2015, 2.0), (2019, 3.0))
    ]
    before = submission(row("buildings", 100.0, year=2015), heads=10.0, targets=[target], gdp=gdp)
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [before, submission(row("buildings", 90.0), heads=12.0)])
        with store.reader() as reader:
            found = CityFigures(reader, TOWN.city_id)
            (judged,) = found.report.progress
            made = dict(found.progress(judged))
            assert list(made) == list(figure_names.of_progress(judged, found.report.inventories))
            assert made["target"].value == pytest.approx(level, rel=1e-12)
            assert {"baseline", "target", "path", "gap", "gap-percent", "left", "budget-ahead"} <= made.keys()
            assert made["change"].value == -10.0
            assert made["change-percent"].value == -10.0
            assert ("per-head-change" in made) == (not judged.reasons)
            assert ("budget-left" in made) == (changes["kind"] not in ("per-capita", "per-gdp"))
            moved = {"per-capita": allowed_by.formula, "per-gdp": ALLOWED_PER_GDP}.get(changes["kind"])
            assert moved in (None, made["path"].formula)
            assert made["left"].value == pytest.approx(90.0 - level, rel=1e-12)
            assert ("years-late" in made) == (judged.years_late is not None)
            for name, figure in made.items():
                assert figure.faults() == [], name
                assert figure.holds(figure.recomputed()), name


@pytest.mark.longer("several commits, and passports at each")
def test_a_figure_as_of_a_past_revision_is_the_one_that_was_answered_then(turin: Store) -> None:
    before = turin.newest_revision()
    then = passports.of(turin, "IT0004", 2021, "total")
    corrected = TURIN.replace(b'"2,5"', b'"25,5"')
    draft = drafting.draft(turin, corrected, "b.csv", {"decimal": "comma", "reason": "a slip"})
    drafting.commit(turin, draft, "an analyst", "a slip")
    now = passports.of(turin, "IT0004", 2021, "total")
    assert now.value > then.value
    assert passports.of(turin, "IT0004", 2021, "total", revision=before).as_dict() == then.as_dict()


@pytest.mark.longer("several commits, and what follows from each")
def test_an_answer_as_of_a_past_revision_survives_an_undo(turin: Store) -> None:
    number = turin.newest_revision()
    turin.undo(number, "an analyst", "wrong file")
    with turin.reader() as now, turin.reader(number) as then:
        assert 2021 not in {item.year for item in assessment.read(now, "IT0004").inventories}
        assert 2021 in {item.year for item in assessment.read(then, "IT0004").inventories}
    with pytest.raises(Refused), turin.reader(999):
        pass


def test_the_whole_tree_goes_into_json(turin: Store) -> None:
    held = json.loads(json.dumps(passports.of(turin, "IT0004", 2021, "per-head").as_dict(), allow_nan=False))
    assert held["figure"] == "Emissions per inhabitant, 2021"
    assert held["inputs"][1]["value"] == 850000


@pytest.mark.parametrize(
    ("figure", "year", "code"),
    [
        ("gapp", None, "figure-unknown"),
        ("sector:nowhere", None, "figure-unknown"),
        ("total:x", None, "figure-unknown"),
        ("memo:love", None, "figure-unknown"),
        ("cell:AR6/activity-based/national/absolute", None, "figure-unknown"),
        ("memo:ets", None, "figure-absent"),
        ("budget-left", 2005, "figure-absent"),
        ("carrier:natural_gas", 2020, "figure-absent"),
        ("total", 1066, "inventory-unknown"),
    ],
)
def test_what_cannot_be_given_is_refused_with_the_alternatives(figure: str, year: int | None, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        passports.of(sample_store(), "US-BOS", year, figure)
    (problem,) = refusal.value.problems
    assert problem.code == code
    assert problem.fix


def test_a_year_with_two_inventories_asks_for_the_method() -> None:
    with pytest.raises(Refused) as refusal:
        passports.of(sample_store(), "ES0002", 2019, "total")
    assert refusal.value.problems[0].choices == ("covenant", "gpc", "own")
    assert passports.of(sample_store(), "ES0002", 2019, "total", method="gpc").value > 0


def test_what_stands_beside_a_total_opens_down_to_its_rows(turin: Store) -> None:
    steel = passports.of(turin, "IT0004", 2021, "memo:ets")
    assert steel.formula is not None
    assert steel.formula.name == "Industry in the ETS"
    assert [(item["label"], item["original_text"]) for item in rows(steel)] == [("Steel", "99,5")]
    supplied = passports.of(sample_store(), "US-BOS", 2020, "memo:grid_supply")
    assert [item["row"] for item in rows(supplied)] == [13]
    with sample_store().reader() as reader:
        (boston,) = (one for one in CityFigures(reader, "US-BOS").report.inventories if one.year == 2020)
    assert supplied.value == boston.memo["grid_supply"]


def test_the_levels_of_a_gpc_inventory_open_and_basic_plus_holds_basic() -> None:
    basic, plus = (passports.of(sample_store(), "ES0002", 2017, f"level:{name}", "gpc") for name in ("BASIC", "BASIC+"))
    total = passports.of(sample_store(), "ES0002", 2017, "total", "gpc")
    assert basic.as_dict() == total.as_dict()
    assert plus.inputs[0].as_dict() == total.as_dict()
    territorial = passports.of(sample_store(), "ES0002", 2017, "level:territorial", "gpc")
    assert all("scope 1" in part.name for part in territorial.inputs)
    assert not territorial.faults()


def test_the_remaining_budget_opens_to_every_inventory_that_it_counts() -> None:
    found = passports.of(sample_store(), "US-BOS", None, "years-left")
    left, newest = found.inputs
    whole, spent = left.inputs
    assert [left.name, newest.name, whole.name, spent.name] == [
        "Budget left",
        "Emissions of 2020",
        "Budget of 2006 to 2030",
        "Emitted up to 2020",
    ]
    years = {part.name for part in found.walk() if part.name.startswith("Emissions of ")}
    assert years == {f"Emissions of {year}" for year in range(2005, 2021)}
    assert whole.step == "sum of a linear path"
    assert not found.faults()


def test_a_change_opens_to_the_two_years_that_it_lies_between() -> None:
    store = sample_store()
    since = passports.of(store, "US-BOS", None, "change")
    assert [part.name for part in since.inputs] == ["Emissions of 2020", "Emissions of 2005"]
    assert since.value == since.inputs[0].value - since.inputs[1].value
    share = passports.of(store, "US-BOS", None, "change-percent")
    assert share.value == pytest.approx(100 * since.value / since.inputs[1].value, rel=1e-12)
    head = passports.of(store, "US-BOS", None, "per-head-change")
    assert [part.name for part in head.inputs[0].inputs] == [
        "Emissions per inhabitant, 2020",
        "Emissions per inhabitant, 2005",
    ]
    last = passports.of(store, "US-BOS", 2020, "change-before")
    assert [part.name for part in last.inputs] == ["Emissions of 2020", "Emissions of 2019"]
    for made in (since, share, head, last):
        assert made.formula is not None
        assert made.formula.name == "Change of the emissions"
        assert not made.faults()


def test_an_inventory_that_was_made_otherwise_is_subtracted_from_none() -> None:
    made = {
        year: submission(
            row("buildings", 100.0, year=year),
            about=(AboutRow(TOWN.city_id, year, "covenant", "activity-based", gwp, ""),),
        )
        for year, gwp in ((2015, "AR4"), (2019, "AR5"))
    }
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], list(made.values()))
        with pytest.raises(Refused) as refusal:
            passports.of(store, TOWN.city_id, 2019, "change-before")
    assert "made alike" in refusal.value.problems[0].fix


def test_how_likely_the_answer_is_opens_to_the_gap_and_to_every_error_with_its_source() -> None:
    found = passports.of(sample_store(), "US-BOS", None, "probability")
    assert found.value == pytest.approx(53.1, abs=0.1)
    assert found.faults() == []
    assert found.holds(found.recomputed())
    distance, half, plain, expected = found.inputs
    named = {part.name for part in half.inputs} - {part.name for part in plain.inputs}
    assert named == {"versions of the total of the base year", "versions of the total of the year"}
    assert plain.value < half.value
    assert expected.step == "given"
    assert distance.formula == gap.formula
    assert half.value == pytest.approx(777_000, rel=0.1)
    assert "activity data modelled from vehicle kilometres" in [part.name for part in half.inputs]
    assert all(part.facts["source"] for part in half.inputs)


def test_what_is_absent_says_its_own_reason() -> None:
    with pytest.raises(Refused) as refusal:
        passports.of(sample_store(), "US-BOS", 2020, "level:other")
    assert refusal.value.problems[0].fix == "The inventory holds no number for it."
    ahead = Target(TOWN.city_id, "per-capita", 2015, 2030, 40.0, source="a council", method="covenant")
    before = submission(row("buildings", 100.0, year=2015), heads=10.0, targets=[ahead])
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [before, submission(row("buildings", 90.0), heads=12.0)])
        with pytest.raises(Refused, match="has no budget in tonnes"):
            passports.of(store, TOWN.city_id, None, "budget-left")
        assert passports.of(store, TOWN.city_id, None, "budget-ahead").value > 0
