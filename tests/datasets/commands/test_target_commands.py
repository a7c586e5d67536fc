"""Targets that a user enters: what is kept, what is refused, that an undo puts back, and what the commands answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from analytics.commitment.targets import National, Target
from analytics.text.problems import Refused
from analytics.vocabulary import Verdict
from datasets import City
from datasets.city import assessment
from datasets.store import CityRecord, GdpRow, LocalEnergy, Store, Submission
from tests.datasets.builders import TOWN, row, submission
from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]
SECTORS = ("municipal_buildings", "tertiary", "residential", "transport")


def target(**changes: Any) -> Target:
    values: dict[str, Any] = {
        "city_id": TOWN.city_id,
        "kind": "absolute",
        "base_year": 2005,
        "year": 2025,
        "reduction_percent": 50.0,
        "method": "covenant",
        "source": "a plan",
    }
    return Target(**(values | changes))


def whole(year: int, value: float, **changes: Any) -> list[dict[str, Any]]:
    return [row(sector, value / 4, year=year, **changes) for sector in SECTORS]


def brings(*targets: Target, gdp: tuple[GdpRow, ...] = (), **changes: Any) -> Submission:
    return Submission(None, 0, "Ada", "targets", reason="the council", targets=targets, gdp=gdp, **changes)


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with a town of two inventories and one target from the beginning."""
    with Store(":memory:") as opened:
        opened.seed([TOWN], [], [target()], [submission(*whole(2005, 1000.0)), submission(*whole(2015, 700.0))])
        yield opened


def held(store: Store) -> tuple[Target, ...]:
    return store.register().targets.get(TOWN.city_id, ())


EVERY_KIND = (
    target(),
    target(kind="per-capita", year=2026, path="constant-rate"),
    target(kind="per-gdp", year=2027, national=National(55.0, 1990, 2030, "a law")),
    target(kind="baseline-scenario", year=2030, scenario=((2020, 1100.0), (2030, 1500.0)), scenario_source="a study"),
    target(
        kind="fixed-level", year=2031, reduction_percent=None, level_t=0.1 + 0.2, exclusions="aviation", set_in=2020
    ),
    target(kind="neutrality", year=2050, declared_base_t=1.0, declared_target_t=0.0),
    target(sector="Waste", year=2030),
)


# The store


def test_every_field_of_every_kind_comes_back(store: Store) -> None:
    store.commit(brings(*EVERY_KIND))
    assert held(store) == EVERY_KIND


@pytest.mark.longer("several commits, and what follows from each")
def test_the_targets_of_the_newest_revision_count_and_an_undo_puts_those_before_back(store: Store) -> None:
    before = held(store)
    one = store.commit(brings(target(reduction_percent=60.0)))
    two = store.commit(brings(target(reduction_percent=70.0), target(year=2050)))
    assert [item.reduction_percent for item in held(store)] == [70.0, 50.0]
    with pytest.raises(Refused, match=f"revision {two.revision} has since replaced"):
        store.undo(one.revision, "Ada", "a slip")
    taken = store.undo(two.revision, "Ada", "a slip")
    assert [item.reduction_percent for item in held(store)] == [60.0]
    store.undo(taken.revision, "Ada", "it was right")
    assert [item.year for item in held(store)] == [2025, 2050]
    store.undo(store.newest_revision(), "Ada", "no, it was not")
    store.undo(one.revision, "Ada", "a slip")
    assert held(store) == before


@pytest.mark.longer("several commits, and what follows from each")
def test_a_revision_of_targets_stands_in_the_history_with_author_and_reason(store: Store) -> None:
    made = store.commit(brings(target(reduction_percent=60.0)))
    assert (made.author, made.reason, made.layout, made.slots, made.in_force) == (
        "Ada",
        "the council",
        "targets",
        (),
        True,
    )
    later = store.commit(brings(target(reduction_percent=70.0)))
    undone = store.undo(later.revision, "Bob", "a slip")
    assert [(item.revision, item.in_force) for item in store.history(TOWN.city_id)] == [
        (undone.revision, True),
        (later.revision, False),
        (made.revision, True),
        (2, True),
        (1, True),
    ]


def test_a_rehearsal_of_targets_leaves_nothing(store: Store) -> None:
    with store.rehearsal(brings(target(reduction_percent=90.0))) as reader:
        assert assessment.read(reader, "Town").leading.verdict is Verdict.BEHIND
    assert assessment.report(store, "Town").leading.verdict is Verdict.TOO_CLOSE


def test_the_targets_of_other_cities_stay(store: Store) -> None:
    other = CityRecord("YY0002", "Elsewhere", (), "YY", "Nowhere", "EU", None, None, False, "a register")
    store.commit(brings(target(city_id="YY0002"), new_cities=(other,)))
    assert held(store) == (target(),)
    assert store.register().targets["YY0002"] == (target(city_id="YY0002"),)


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "total"},
        {"path": "exponential"},
        {"reduction_percent": float("nan")},
        {"level_t": float("inf")},
        {"source": None},
        {"scenario": ((2030, float("nan")),)},
    ],
)
def test_the_store_holds_no_broken_target(store: Store, wrong: dict[str, Any]) -> None:
    with pytest.raises(duckdb.ConstraintException):
        store.commit(brings(target(**wrong)))
    assert held(store) == (target(),)


@pytest.mark.longer("several commits, and what follows from each")
def test_gdp_moves_what_a_target_per_gdp_allows(store: Store) -> None:
    """20 t a million in 2005, 15 in 2015: of 60 million 900 t, of 40 million 600 t."""
    basis = ("million", "EUR", "2015", "a register")

    def series(amount: float) -> tuple[GdpRow, ...]:
        return GdpRow(TOWN.city_id, 2005, 50.0, *basis), GdpRow(TOWN.city_id, 2015, amount, *basis)

    store.commit(brings(target(kind="per-gdp")))
    assert assessment.report(store, "Town").leading.verdict is Verdict.CANNOT_TELL
    store.commit(brings(gdp=series(60.0)))
    assert assessment.report(store, "Town").leading.path_t == pytest.approx(900.0)
    shrunk = store.commit(brings(gdp=series(40.0)))
    found = assessment.report(store, "Town").leading
    assert (found.path_t, found.verdict) == (pytest.approx(600.0), Verdict.BEHIND)
    store.undo(shrunk.revision, "Ada", "a slip")
    assert assessment.report(store, "Town").leading.path_t == pytest.approx(900.0)
    assert [item.kind for item in held(store)] == ["per-gdp"]


# What would turn a verdict on file


def test_local_power_is_tried_where_the_city_states_its_own() -> None:
    italian = CityRecord(TOWN.city_id, "Town", (), "IT", "Italy", "EU", None, None, False, "a register")
    with Store(":memory:") as store:
        store.seed([italian], [], [target(base_year=2008, year=2028)], [])
        energy = [
            item for year in (2008, 2018) for item in whole(year, 1000.0, quantity="energy", carrier="electricity")
        ]
        store.commit(submission(*energy))
        name = "Electricity as bought (market-based)"
        found = City(store, "Town").flips()
        assert ((name,), assessment.NO_LOCAL_FACTOR) in found.untold
        supply = [
            LocalEnergy(TOWN.city_id, year, kind, value, "", "MWh", "a plant")
            for year, made in ((2008, 0.0), (2018, 500.0))
            for kind, value in (("LPE", made), ("CO2LPE", 0.0))
        ]
        store.commit(Submission(None, 0, "Ada", "factors", reason="a plant", supply=supply))
        found = City(store, "Town").flips()
        assert {item.verdict for item in found.readings if name in item.names} == {Verdict.ON_TRACK}


def test_a_target_year_that_nobody_set_has_no_other_readings(store: Store) -> None:
    assert City(store, "Town").flips("2025").claim.target is not None
    with pytest.raises(Refused, match="the target 2031"):
        City(store, "Town").flips("2031")


# The commands


ADD = ("target", "Boston", "--base-year", "2005", "--reason", "the council")


def test_targets_are_listed_with_their_verdicts(run: Run) -> None:
    status, found, _ = run("targets", "Boston", "--json")
    assert (status, [(item["year"], item["verdict"], item["outcome"]) for item in found]) == (
        0,
        [(2020, "on-track", "met"), (2030, "too-close-to-call", None), (2050, "too-close-to-call", None)],
    )
    assert found[1]["gap_tco2e"] == pytest.approx(-175_169, abs=1)
    assert [step["year"] for step in found[2]["interim"]] == [2020, 2030]
    assert [point["year"] for point in found[2]["path"]["points"]] == [2005, 2020, 2050]  # its own path
    through = found[2]["path"]["through_interim"]
    assert [point["year"] for point in through["points"]] == [2005, 2020, 2030, 2050]
    status, said, _ = run("targets", "Boston")
    assert re.match(r"met in 2020, (more than )?\d+ of 100; today met: 25 % below 2005 by 2020 ", said)
    assert re.search(r"\ntoo-close-to-call in 2020, \d+ of 100; today cannot-tell: ", said)
    assert [item["today"]["verdict"] for item in found] == ["on-track", "cannot-tell", "cannot-tell"]
    assert {item["inventory_year"] for item in found} == {2020}
    assert run("targets", "Varna")[1] == "No target is on file for Varna.\n"
    assert run("targets", "Varna", "--json")[:2] == (0, [])


def test_a_target_is_added_judged_and_undone(run: Run) -> None:
    status, revision, _ = run(
        *ADD, "--kind", "fixed-level", "--year", "2030", "--level-t", "4000000", "--path", "constant-rate", "--json"
    )
    assert (status, revision["layout"], revision["reason"]) == (0, "targets", "the council")
    _, found, _ = run("targets", "Boston", "--json")
    (added,) = [item for item in found if item["kind"] == "fixed-level"]
    assert (len(found), added["level_t"], added["path"]["kind"]) == (4, 4e6, "constant-rate")
    assert added["emissions_tco2e"] == 4e6
    assert run("undo", revision["revision"], "--reason", "a slip")[0] == 0
    assert len(run("targets", "Boston", "--json")[1]) == 3


def test_a_target_of_the_same_kind_and_years_takes_the_place_of_the_old_one(run: Run) -> None:
    assert run(*ADD, "--year", "2030", "--reduction-percent", "60")[0] == 0
    _, found, _ = run("targets", "Boston", "--json")
    assert [(item["year"], item["reduction_percent"]) for item in found] == [(2020, 25.0), (2030, 60.0), (2050, 100.0)]


def test_status_says_path_interim_budget_and_the_national_target(run: Run) -> None:
    national = (
        "--national-percent",
        "60",
        "--national-base-year",
        "2005",
        "--national-year",
        "2030",
        "--national-source",
        "a law",
    )
    assert run(*ADD, "--year", "2030", "--reduction-percent", "50", *national)[0] == 0
    _, found, _ = run("status", "Boston", "--target", "2030", "--json")
    assert found["path"]["kind"] == "linear"
    assert [(step["year"], step["outcome"]) for step in found["interim"]] == [(2020, "met")]
    rest = found["budget"]
    assert (rest["first_year"], rest["last_year"], rest["emitted_to"]) == (2006, 2030, 2020)
    assert rest["whole_t"] == pytest.approx(rest["emitted_t"] + rest["remaining_t"])
    assert rest["years_left"] == pytest.approx(rest["remaining_t"] / found["latest"]["emissions_tco2e"])
    assert found["national"]["answer"] == "less"
    assert found["national"]["national"]["source"] == "a law"
    said = run("status", "Boston", "--target", "2030")[1]
    assert "budget 2006-2030: about 145,000,000 t" in said
    assert "beside the national target: less ambitious. Both on the base year 2005" in said


@pytest.mark.longer("several commands, each on an opened database")
def test_a_scenario_and_gdp_are_taken_as_year_and_amount(run: Run) -> None:
    points = ("--scenario", "2020=8000000", "--scenario", "2030=9000000", "--scenario-source", "a study")
    assert run(*ADD, "--kind", "baseline-scenario", "--year", "2030", "--reduction-percent", "40", *points)[0] == 0
    gdp = (
        "--gdp",
        "2005=100",
        "--gdp",
        "2020=150",
        "--gdp-unit",
        "billion",
        "--gdp-currency",
        "USD",
        "--gdp-price-year",
        "2012",
    )
    assert run(*ADD, "--kind", "per-gdp", "--year", "2031", "--reduction-percent", "40", *gdp)[0] == 0
    found = {item["kind"]: item for item in run("targets", "Boston", "--json")[1]}
    assert found["baseline-scenario"]["emissions_tco2e"] == pytest.approx(5_400_000)
    assert found["baseline-scenario"]["scenario"]["source"] == "a study"
    assert found["per-gdp"]["verdict"] == "on-track"
    more = ("--gdp", "2021=160", "--gdp-unit", "million")
    status, _, errors = run(*ADD, "--kind", "per-gdp", "--year", "2031", "--reduction-percent", "40", *more)
    assert (status, "billion USD at prices of 2012 for every year" in errors) == (2, True)


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    ("arguments", "code"),
    first(
        3,
        [
            (("--year", "2004", "--reduction-percent", "50"), "target-year-order"),
            (("--year", "2030", "--reduction-percent", "-5"), "reduction-range"),
            (("--year", "2030"), "reduction-missing"),
            (("--year", "2030", "--kind", "total", "--reduction-percent", "50"), "target-kind"),
            (("--year", "2030", "--path", "exponential", "--reduction-percent", "50"), "path-unknown"),
            (("--year", "2050", "--path", "constant-rate", "--kind", "neutrality"), "path-above-zero"),
            (("--year", "2030", "--kind", "fixed-level"), "level-missing"),
            (("--year", "2030", "--kind", "baseline-scenario", "--reduction-percent", "5"), "scenario-missing"),
            (("--year", "2030", "--reduction-percent", "50", "--base-year", "1990"), "base-year-without-inventory"),
            (("--year", "2030", "--reduction-percent", "50", "--method", "iso"), "method-unknown"),
            (("--year", "2030", "--reduction-percent", "50", "--scenario", "2030"), "points-unreadable"),
            (
                (
                    "--year",
                    "2030",
                    "--reduction-percent",
                    "50",
                    "--gdp",
                    "2005=0",
                    "--gdp-unit",
                    "million",
                    "--gdp-currency",
                    "USD",
                    "--gdp-price-year",
                    "2012",
                ),
                "gdp-zero",
            ),
            (("--year", "2030", "--reduction-percent", "50", "--gdp", "2005=9"), "gdp-basis"),
            (("--year", "2030", "--reduction-percent", "50", "--national-percent", "9"), "national-incomplete"),
            (("--year", "2030", "--reduction-percent", "50", "--reason", " "), "reason-missing"),
            (("--year", "2030", "--reduction-percent", "50", "--reason", "x"), "reason-empty"),
        ],
    ),
)
def test_a_target_that_cannot_be_judged_is_refused_and_nothing_is_written(
    run: Run, arguments: tuple[str, ...], code: str
) -> None:
    status, found, errors = run(*ADD, *arguments, "--json")
    assert (status, errors) == (2, "")
    assert [problem["code"] for problem in found["problems"]] == [code]
    assert len(run("history", "Boston", "--json")[1]) == 1


def test_a_base_year_that_the_target_declares_itself_is_enough(run: Run) -> None:
    arguments = ("target", "Boston", "--reason", "a plan", "--base-year", "1990", "--year", "2035")
    assert run(*arguments, "--reduction-percent", "50", "--base-t", "9000000", "--source", "a plan")[0] == 0
    (added,) = [item for item in run("targets", "Boston", "--json")[1] if item["year"] == 2035]
    assert (added["emissions_tco2e"], added["source"]) == (4_500_000, "a plan")


def test_a_city_with_several_methods_is_asked_for_one(run: Run) -> None:
    arguments = (
        "target",
        "Barcelona",
        "--reason",
        "a plan",
        "--base-year",
        "2019",
        "--year",
        "2030",
        "--reduction-percent",
        "5",
    )
    status, found, _ = run(*arguments, "--json")
    assert (status, found["problems"][0]["code"]) == (2, "method-unknown")
    assert set(found["problems"][0]["choices"]) == {"gpc", "covenant", "own"}
    assert run(*arguments, "--method", "covenant")[0] == 0


@pytest.mark.longer("several commands, each on an opened database")
def test_robustness_says_in_a_sentence_what_would_turn_the_answer(run: Run) -> None:
    status, found, _ = run("robustness", "Boston", "--json")
    assert (status, found["verdict"], len(found["readings"])) == (0, "too-close-to-call", 5)
    turning = {item["names"][0] for item in found["readings"] if item["verdict"] == "behind"}
    assert turning == {
        "Mean of 2018 to 2020 in place of 2020",
        "Base year 2006",
        "The same per cent every year",
    }
    said = run("robustness", "Boston")[1]
    assert said.startswith("Of 5 other ways to read the same figures 2 end below the path and 3 above it.")
    assert "cannot be made: Per inhabitant: The inhabitants on file change by +10" in said
    assert "CO2e of 2005 was reported and cannot be restated" in said


def test_status_in_json_says_which_readings_would_turn_the_answer(run: Run) -> None:
    found = run("status", "Boston", "--target", "2030", "--json")[1]
    turning = [item for item in found["could_turn"] if "names" in item]
    assert len(turning) == 3
    assert all((item["verdict"], item["gap_t"] > 0) == ("behind", True) for item in turning)
    assert found["today"]["year"] is not None
