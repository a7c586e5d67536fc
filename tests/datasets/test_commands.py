"""The command line: what it answers, in which form, with which exit status, and that it never ends in a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.commitment.targets import Target
from datasets.__main__ import main
from datasets.city.assessment import names_of, one_target, report
from datasets.commands import replies
from datasets.reference.samples import open_store
from datasets.store import CityRecord, Store
from tests.datasets.builders import TOWN, row, submission
from tests.effort import THOROUGH, few, first

ENERGY = """city,year,sector,label,carrier,value,unit,notation_key
Bologna,2021,residential,Residential,natural_gas,1000,MWh,
Bologna,2021,tertiary,Tertiary,electricity,500,MWh,
Bologna,2021,industry_non_ets,Industry,natural_gas,,MWh,NE
"""
OPEN_DECIMALS = ENERGY.replace("1000", "1.234").replace("500", "2.345")
BROKEN = ENERGY.replace("500", "five hundred")
STATUS_KEYS = {
    "city",
    "name",
    "baseline",
    "target",
    "latest",
    "path_tco2e",
    "gap_tco2e",
    "gap_percent_of_baseline",
    "years_late",
    "path_tco2",
    "gap_tco2",
    "verdict",
    "outcome",
    "reasons",
    "notes",
    "per_inhabitant",
    "today",
    "sources",
    "path",
    "interim",
    "budget",
    "national",
    "could_turn",
    "expert",
    "strength",
}
PROBLEM_KEYS = {
    "severity",
    "code",
    "sheet",
    "row",
    "column",
    "found",
    "expected",
    "fix",
    "key",
    "choices",
    "cells",
}

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, name: str = "energy.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def newest(database: Path) -> int:
    with open_store(database) as store:
        return store.newest_revision()


# cities


def test_cities_are_listed_with_id_name_and_country(run: Run) -> None:
    status, lines, _ = run("cities")
    assert status == 0
    assert "- city: US-BOS, name: Boston, country: United States of America" in lines.splitlines()
    status, listed, _ = run("cities", "--json")
    assert (status, len(listed)) == (0, 12)
    assert {"city": "PT0014", "name": "Vila Nova de Famalicão", "country": "Portugal"} in listed


def test_cities_are_listed_with_their_verdicts_and_how_sure_these_are(run: Run) -> None:
    status, lines, _ = run("cities", "--verdicts")
    assert status == 0
    boston = "US-BOS     Boston: too-close-to-call in 2020, 53 of 100; today cannot-tell; with reservations: "
    assert f"{boston}another target asks for more" in lines.splitlines()
    fort_collins = (
        "US-FTC     Fort Collins: behind in 2020, more than 99 of 100; today cannot-tell; with reservations: "
    )
    assert f"{fort_collins}no inventory is near the declared baseline" in lines.splitlines()
    _, listed, _ = run("cities", "--verdicts", "--json")
    (told,) = [line for line in listed if line["city"] == "US-BOS"]
    assert (told["reservations"], told["reservation"]) == (
        ["other-target"],
        "another target asks for more",
    )
    assert (told["verdict_today"], told["verdict"], told["year"]) == ("cannot-tell", "too-close-to-call", 2020)
    assert 52 < told["chance_of_100"] < 54


@pytest.mark.longer("two databases are begun")
def test_a_missing_database_is_created_with_the_samples_or_without_them(tmp_path: Path) -> None:
    for empty, cities in (((), 12), (("--empty",), 0)):
        path = tmp_path / f"new{cities}" / "covenant.duckdb"
        assert main(["cities", "--database", str(path), *empty]) == 0
        assert main(["cities", "--database", str(path)]) == 0
        with open_store(path) as store:
            assert len(store.cities()) == cities


# status


def test_status_has_the_published_shape_and_figures(run: Run) -> None:
    status, found, _ = run("status", "Boston", "--target", "2030", "--year", "2019", "--json")
    assert status == 0
    assert set(found) == STATUS_KEYS
    assert found["city"] == "US-BOS"
    assert found["baseline"] == {
        "year": 2005,
        "emissions_tco2e": pytest.approx(7_819_794, abs=1),
        "emissions_tco2": None,
        "inhabitants": 520702.0,
        "declared": False,
    }
    assert found["target"] == {
        "kind": "absolute",
        "sector": None,
        "base_year": 2005,
        "year": 2030,
        "reduction_percent": 50.0,
        "emissions_tco2e": pytest.approx(3_909_897, abs=1),
        "emissions_tco2": None,
        "method": "gpc",
    }
    assert found["latest"] == {
        "year": 2019,
        "method": "gpc",
        "emissions_tco2e": pytest.approx(6_192_460, abs=1),
        "emissions_tco2": None,
        "energy_mwh": None,
        "inhabitants": 694295.0,
        "revision": 3,
    }
    assert found["path_tco2e"] == pytest.approx(5_630_252, abs=1)
    assert found["gap_tco2e"] == pytest.approx(found["latest"]["emissions_tco2e"] - found["path_tco2e"])
    assert found["gap_percent_of_baseline"] == pytest.approx(7.19, abs=0.01)
    assert found["years_late"] == pytest.approx(3.59, abs=0.01)
    assert (found["verdict"], found["outcome"], found["reasons"]) == ("behind", None, [])
    assert found["today"]["verdict"] == "cannot-tell"
    assert len(found["sources"]) == 2


@pytest.mark.parametrize(
    ("city", "nulls"),
    [
        ("Varna", {"baseline", "target", "latest", "path_tco2e", "path", "budget", "expert"}),
        ("Lyon", set()),
        ("Bologna", set()),
    ],
)
def test_where_nobody_can_tell_every_key_is_there_and_null(run: Run, city: str, nulls: set[str]) -> None:
    status, found, _ = run("status", city, "--json")
    assert (status, found["verdict"]) == (0, "cannot-tell")
    assert set(found) == STATUS_KEYS
    always = {"path_tco2", "gap_tco2", "gap_tco2e", "gap_percent_of_baseline", "years_late", "outcome", "national"}
    always |= {"strength"}
    assert {key for key, value in found.items() if value is None} == nulls | always
    assert all(set(reason) == {"code", "sentence", "tonnes", "door", "field", "fix"} for reason in found["reasons"])
    assert found["reasons"]


def test_today_is_judged_by_the_target_that_was_asked_for(tmp_path: Path) -> None:
    """A target of 2020, whose year is over without an inventory of it, beside one of 2050 that a newer one judges."""
    newest = datetime.now(UTC).year - 1
    ends = [Target(TOWN.city_id, "absolute", 2005, year, 40.0, "covenant", source="a council") for year in (2020, 2050)]
    filed = [submission(row("buildings", amount, year=year)) for year, amount in ((2018, 90.0), (newest, 20.0))]
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [submission(row("buildings", 100.0, year=2005), targets=ends), *filed])
        found = report(store, TOWN.city_id)
    told = {year: replies.of_status(found, one_target(found, str(year)))["today"] for year in (2020, 2050)}
    codes = {year: [reason["code"] for reason in answer["reasons"]] for year, answer in told.items()}
    assert "target-over" in codes[2020]
    assert not {"target-over", "too-old"} & set(codes[2050])


def test_whatever_status_says_of_a_path_is_of_the_one_target_that_it_names(database: Path) -> None:
    """Every sample city, asked for each of its targets and for none."""
    with open_store(database) as store:
        reports = [report(store, city.city_id) for city in store.cities()]
    asked = [(city, name) for city in reports for name in (None, *names_of(city.targets))]
    assert len(asked) > 20
    judged = 0
    for city, name in asked:
        found = replies.of_status(city, one_target(city, name))
        target, path, latest, base = (found[key] for key in ("target", "path", "latest", "baseline"))
        if target is None or not path["points"]:
            continue
        judged += 1
        named = f"{target['reduction_percent'] or 0:g} % below {target['base_year']} by {target['year']}"
        named = f"net zero by {target['year']}" if target["kind"] == "neutrality" else named
        assert path["target"] == named
        levels = {point["year"]: point["emissions_tco2e"] for point in path["points"]}
        assert levels[base["year"]] == base["emissions_tco2e"]
        assert levels[target["year"]] == target["emissions_tco2e"]
        assert levels[latest["year"]] == found["path_tco2e"]
        assert all(step["target"] != named for step in found["interim"])
        through = path["through_interim"]
        assert bool(through) == bool(found["interim"])
        if through:
            assert through["targets"] == [*(step["target"] for step in found["interim"]), named]
        if found["gap_tco2e"] is not None:
            assert found["gap_tco2e"] == pytest.approx(latest["emissions_tco2e"] - found["path_tco2e"])
    assert judged > 15


def test_a_change_per_inhabitant_under_review_is_said_to_be_so(run: Run) -> None:
    _, found, _ = run("status", "Boston", "--json")
    told = found["per_inhabitant"]
    assert told["change_percent"] == pytest.approx(-47.78, abs=0.01)
    assert "change by +10" in told["under_review"][0]
    _, said, _ = run("status", "Boston")
    assert "per inhabitant: -47.8 % since 2005, under review\n" in said


def test_turin_is_judged_by_its_own_total_in_co2e_and_not_by_the_other_one_in_co2(run: Run) -> None:
    _, found, _ = run("status", "Torino", "--json")
    assert (found["latest"]["method"], found["latest"]["emissions_tco2e"]) == ("own", 3_076_205)
    assert (found["latest"]["emissions_tco2"], found["latest"]["energy_mwh"]) == (None, None)
    assert found["expert"]["rates"]["achieved_t"] == pytest.approx((4_469_786 - 3_076_205) / 28)


@pytest.fixture
def carbon_dioxide(database: Path) -> Path:
    """A town whose two inventories count CO2 alone, with a target in per cent of the first one."""
    made = {"sector": "buildings", "quantity": "co2", "original_unit": "t CO2"}
    target = Target(TOWN.city_id, "absolute", 2015, 2030, 40.0, "covenant", "a council decision")
    with open_store(database) as store:
        first = row(year=2015, value=1000.0, original_text="1000", **made)
        store.commit(submission(first, new_cities=[TOWN], targets=[target]))
        store.commit(submission(row(year=2020, value=900.0, original_text="900", **made)))
    return database


def test_a_baseline_and_a_path_in_co2_are_never_given_as_co2e(run: Run, carbon_dioxide: Path) -> None:
    _, found, _ = run("status", TOWN.city_id, "--json")
    assert (found["baseline"]["emissions_tco2e"], found["baseline"]["emissions_tco2"]) == (None, 1000.0)
    assert (found["target"]["emissions_tco2e"], found["target"]["emissions_tco2"]) == (None, 600.0)
    assert found["path_tco2e"] is None
    assert found["path_tco2"] == pytest.approx(1000 - 400 * 5 / 15)
    assert (found["gap_tco2e"], set(found)) == (None, STATUS_KEYS)
    assert [point["emissions_tco2"] for point in found["path"]["points"]] == [1000.0, found["path_tco2"], 600.0]
    _, (listed,), _ = run("targets", TOWN.city_id, "--json")
    assert (listed["path_tco2e"], listed["path_tco2"]) == (None, found["path_tco2"])
    _, said, _ = run("status", TOWN.city_id)
    assert "path: 867 t CO2\n" in said
    assert not re.search(r"[0-9] t CO2e", said)


@pytest.mark.longer("several commands, each on an opened database")
def test_between_a_baseline_in_co2_and_a_level_in_co2e_no_path_is_given(run: Run, carbon_dioxide: Path) -> None:
    command = ("target", TOWN.city_id, "--kind", "fixed-level", "--level-t", "500", "--base-year", "2015")
    assert run(*command, "--year", "2040", "--reason", "council")[0] == 0
    _, found, _ = run("status", TOWN.city_id, "--target", "2040", "--json")
    assert (found["baseline"]["emissions_tco2"], found["target"]["emissions_tco2e"]) == (1000.0, 500.0)
    assert (found["path_tco2e"], found["path_tco2"]) == (None, None)
    _, said, _ = run("status", TOWN.city_id, "--target", "2040")
    assert "path: none, since the baseline counts CO2 alone and the target states t CO2e" in said


def test_a_met_target_says_so(run: Run) -> None:
    _, found, _ = run("status", "Boston", "--target", "2020", "--json")
    assert (found["verdict"], found["outcome"]) == ("on-track", "met")


def test_status_in_words_names_verdict_gap_reason_and_source(run: Run) -> None:
    status, said, _ = run("status", "Boston", "--target", "2030")
    assert status == 0
    assert said.startswith(
        "Boston: too-close-to-call in 2020 (50 % below 2005 by 2030)\n  today: cannot-tell. The newest inventory is of"
    )
    assert "gap: -175,169 t CO2e, -2.2 % of the baseline, -1.1 years (positive is behind)" in said
    assert "In 2019 the city was above the path; 2020 alone may be an exception." in said
    assert (
        "too close to call: the chance of being at or below its path is 53 of 100, with default uncertainties" in said
    )
    assert "source: C40 Cities" in said


def test_an_unknown_city_is_refused_with_near_names(run: Run) -> None:
    status, said, errors = run("status", "Bostn")
    assert (status, said) == (2, "")
    assert 'Found "Bostn". Expected one of Boston' in errors
    status, found, errors = run("status", "BOSTN", "--json")
    assert (status, errors, found["outcome"]) == (2, "", "blocked")
    (problem,) = found["problems"]
    assert set(problem) == PROBLEM_KEYS
    assert (problem["code"], problem["choices"][0]) == ("city-unknown", "Boston")


def test_a_name_that_two_cities_bear_is_answered_with_both(run: Run, database: Path) -> None:
    other = CityRecord("YY0002", "Villa", (), "YY", "Elsewhere", "EU", None, None, False, "a register")
    with open_store(database) as store:
        store.commit(submission(row(), row(city_id="YY0002"), new_cities=(TOWN, other)))
    status, found, _ = run("status", "villa", "--json")
    assert status == 2
    assert found["problems"][0]["choices"] == ["XX0001 (Town, Nowhere)", "YY0002 (Villa, Elsewhere)"]
    assert run("status", "YY0002")[0] == 0


# findings and convert


@pytest.mark.longer("several commands, each on an opened database")
def test_findings_of_a_city_in_force_are_listed_most_tonnes_first(run: Run) -> None:
    status, found, _ = run("findings", "Barcelona", "--json")
    assert status == 0
    assert [(item["code"], item["year"], item["row"]) for item in found] == [
        ("year-jump", 2014, None),
    ]
    assert (found[0]["door"], found[0]["settled"]) == ("data", None)
    assert found[0]["places"] == [{"sector": "industry", "gpc_ref": "I.3.1", "carrier": ""}]
    assert found[0]["values"]["values"]["year"] == 2014
    assert run("findings", "Barcelona")[1].count("[finding] ") == 1
    assert run("findings", "Turin")[1] == "Nothing that is in force for Turin looks doubtful.\n"


# import


def test_an_import_has_the_published_shape(run: Run, file: Callable[..., Path]) -> None:
    status, found, _ = run("import", file(ENERGY), "--looked-at", "--json")
    assert status == 0
    assert set(found) == {
        "outcome",
        "revision",
        "head",
        "layout",
        "rows",
        "problems",
        "inventories",
        "findings",
        "replaced",
    }
    assert (found["outcome"], found["layout"], found["revision"]) == ("committed", "long", "15")
    assert found["rows"] == {"in": 3, "imported": 3, "rejected": 0, "ignored": 0}
    (inventory,) = found["inventories"]
    assert inventory == {
        "city": "IT0007",
        "year": 2021,
        "kind": "monitoring",
        "method": "covenant",
        "rows": 3,
        "energy_mwh": 1500.0,
        "emissions_tco2e": None,
        "emissions_tco2": None,
        "notation_keys": {"NE": 1},
    }
    assert all(problem["severity"] == "warn" for problem in found["problems"])


def test_the_answer_lists_the_findings_with_row_repair_and_tonnes(run: Run, file: Callable[..., Path]) -> None:
    both = "city,year,sector,carrier,value,unit\n" + "".join(
        f"Varna,2021,{sector},natural_gas,{value},{unit}\n"
        for factor, unit in ((1.0, "MWh"), (0.202, "t CO2"))
        for sector, value in (("residential", 1357911 * factor), ("tertiary", 824681 * factor))
    )
    status, found, _ = run("import", file(both), "--looked-at", "--dry-run", "--json")
    assert (status, found["findings"]) == (0, [])
    wrong = both.replace(str(824681 * 0.202), str(824681 * 202))
    status, found, _ = run("import", file(wrong), "--looked-at", "--json")
    assert (status, found["outcome"]) == (0, "committed")
    (slip,) = (item for item in found["findings"] if item["code"] == "unit-slip")
    assert (slip["row"], slip["rows"], slip["column"], slip["sheet"]) == (5, [3, 5], "value", None)
    assert slip["tonnes_at_stake"] == pytest.approx(824681 * (202 - 0.202), rel=1e-3)
    assert (slip["repair"], "kg" in slip["message"]) == ("Divide the emissions by 1000.", True)


def test_what_was_imported_counts_in_the_status(run: Run, file: Callable[..., Path]) -> None:
    run("import", file(ENERGY), "--looked-at")
    _, found, _ = run("status", "Bologna", "--json")
    assert (found["latest"]["year"], found["latest"]["energy_mwh"]) == (2021, 1500.0)
    assert found["latest"]["emissions_tco2"] is None


@pytest.mark.longer("several commands, each on an opened database")
def test_a_dry_run_tells_the_same_and_writes_nothing(run: Run, file: Callable[..., Path], database: Path) -> None:
    before = newest(database)
    status, rehearsed, _ = run("import", file(ENERGY), "--looked-at", "--dry-run", "--json")
    assert (status, rehearsed["outcome"], rehearsed["revision"]) == (0, "dry-run", None)
    assert newest(database) == before
    _, done, _ = run("import", file(ENERGY), "--looked-at", "--json")
    assert done["rows"] == rehearsed["rows"]
    assert done["inventories"] == rehearsed["inventories"]


@pytest.mark.longer("several commands, each on an opened database")
def test_a_question_is_asked_and_its_answer_taken(run: Run, file: Callable[..., Path], database: Path) -> None:
    before = newest(database)
    status, found, _ = run("import", file(OPEN_DECIMALS), "--looked-at", "--json")
    assert (status, found["outcome"], found["revision"]) == (2, "needs-answers", None)
    (question,) = [problem for problem in found["problems"] if problem["severity"] == "ask"]
    assert set(question) == PROBLEM_KEYS
    assert (question["key"], sorted(question["choices"])) == ("decimal", ["comma", "point"])
    assert newest(database) == before
    for answer, total in (("comma", 3579.0), ("point", 3.579)):
        more = ["--reason", "another reading"] if answer == "point" else []
        status, found, _ = run(
            "import", file(OPEN_DECIMALS), "--looked-at", "--answer", f"decimal={answer}", "--json", *more
        )
        assert (status, found["outcome"]) == (0, "committed")
        assert found["inventories"][0]["energy_mwh"] == pytest.approx(total)


def test_a_question_in_words_says_how_to_answer_it(run: Run, file: Callable[..., Path]) -> None:
    status, said, _ = run("import", file(OPEN_DECIMALS), "--looked-at")
    assert status == 2
    assert "--answer 'decimal=...'" in said
    assert "needs-answers: 3 rows in" in said


def test_answers_come_from_a_file_too(run: Run, file: Callable[..., Path]) -> None:
    answers = file('{"decimal": "comma"}', "answers.json")
    status, found, _ = run("import", file(OPEN_DECIMALS), "--looked-at", "--mapping", answers, "--json")
    assert (status, found["inventories"][0]["energy_mwh"]) == (0, 3579.0)


def test_a_blocked_file_names_every_problem_and_writes_nothing(
    run: Run, file: Callable[..., Path], database: Path
) -> None:
    before = newest(database)
    status, found, _ = run("import", file(BROKEN), "--looked-at", "--json")
    assert (status, found["outcome"], found["revision"]) == (2, "blocked", None)
    assert any((problem["row"], problem["column"]) == (3, "value") for problem in found["problems"])
    assert found["rows"]["in"] == found["rows"]["imported"] + found["rows"]["rejected"] + found["rows"]["ignored"]
    assert newest(database) == before


def test_a_commit_is_replaced_with_a_reason_alone(run: Run, file: Callable[..., Path], database: Path) -> None:
    path = file(ENERGY)
    assert run("import", path, "--looked-at")[0] == 0
    before = newest(database)
    later = file(ENERGY.replace("1000", "1001"), "later.csv")
    status, found, _ = run("import", later, "--looked-at", "--json")
    assert (status, found["outcome"]) == (2, "needs-answers")
    assert "year-committed" in {problem["code"] for problem in found["problems"]}
    assert run("import", later, "--looked-at", "--reason", "   ")[0] == 2
    assert newest(database) == before
    assert run("import", later, "--looked-at", "--reason", "a better meter", "--author", "Ada")[0] == 0
    _, history, _ = run("history", "Bologna", "--json")
    assert (history[0]["reason"], history[0]["author"], history[0]["in_force"]) == ("a better meter", "Ada", True)


def test_city_and_year_stand_in_for_missing_columns(run: Run, file: Callable[..., Path]) -> None:
    path = file("sector,carrier,value,unit\nresidential,diesel,7,MWh\n")
    assert run("import", path, "--looked-at")[0] == 2
    status, found, _ = run("import", path, "--looked-at", "--city", "Torino", "--year", "2022", "--json")
    assert status == 0
    assert [(item["city"], item["year"]) for item in found["inventories"]] == [("IT0004", 2022)]


def test_the_base_year_of_a_target_is_called_a_baseline(run: Run, file: Callable[..., Path]) -> None:
    _, found, _ = run("import", file(ENERGY.replace("2021", "2005"), "--looked-at"), "--dry-run", "--json")
    assert [item["kind"] for item in found["inventories"]] == ["baseline"]


@pytest.mark.parametrize("path", first(2, ["missing.csv", "/dev/zero", "missing/folder/file.csv", "a\0b"]))
def test_a_file_that_cannot_be_read_is_refused_in_the_published_shape(run: Run, path: str, database: Path) -> None:
    before = newest(database)
    status, found, _ = run("import", path, "--looked-at", "--json")
    assert (status, found["outcome"]) == (2, "blocked")
    assert set(found) == {
        "outcome",
        "revision",
        "head",
        "layout",
        "rows",
        "problems",
        "inventories",
        "findings",
        "replaced",
    }
    assert [problem["code"] for problem in found["problems"]] == ["file-unreadable"]
    assert newest(database) == before


# history and undo


def test_history_and_undo_in_words_and_values(run: Run, file: Callable[..., Path]) -> None:
    run("import", file(ENERGY), "--looked-at", "--author", "Ada")
    status, said, _ = run("history", "Bologna")
    assert status == 0
    assert [number for line in said.splitlines() if (number := line.split()[0]).isdecimal()] == ["15", "6"]
    assert "Ada: energy.csv, in force" in said
    status, undone, _ = run("undo", "15", "--reason", "the wrong file", "--author", "Ada", "--json")
    assert status == 0
    assert set(undone) == {
        "revision",
        "committed_at",
        "author",
        "reason",
        "file",
        "sha256",
        "layout",
        "rows",
        "undoes",
        "answers",
        "in_force",
        "inventories",
        "head",
        "told_by_a_bundle",
    }
    assert (undone["revision"], undone["undoes"], undone["reason"]) == ("16", "15", "the wrong file")
    assert undone["inventories"] == [{"city_id": "IT0007", "year": 2021, "method": "covenant", "measure": "energy"}]
    assert run("status", "Bologna", "--json")[1]["latest"]["year"] == 2018
    said = run("undo", "16", "--reason", "it was right")[1].splitlines()
    assert said[0] == "Revision 16 is undone by revision 17."
    assert said[1].startswith("newest head: revision 17, ")
    assert run("status", "Bologna", "--json")[1]["latest"]["year"] == 2021


def test_a_city_without_revisions_says_so(run: Run) -> None:
    assert run("history", "Varna") == (0, "Nothing is on file.\n", "")
    assert run("history", "Varna", "--json") == (0, [], "")


@pytest.mark.parametrize("number", first(2, ["0", "-1", "999", str(2**31), str(10**40)]))
def test_an_unknown_revision_is_not_undone(run: Run, database: Path, number: str) -> None:
    before = newest(database)
    status, said, errors = run("undo", number, "--reason", "a reason")
    assert (status, said) == (2, "")
    assert "a revision between 1 and 14" in errors
    assert newest(database) == before


def test_an_undo_without_a_reason_is_refused(run: Run, database: Path) -> None:
    before = newest(database)
    assert run("undo", "5", "--reason", " ")[0] == 2
    assert newest(database) == before


# Bad input of every kind

HOSTILE: list[list[str]] = [
    ["status", ""],
    ["status", "'; DROP TABLE cities; --"],
    ["status", "Boston", "--year", "-5"],
    ["status", "Boston", "--year", str(10**30)],
    ["status", "Boston", "--target", "0"],
    ["status", "Boston", "--gwp", "AR99"],
    ["status", "Boston", "--gwp", ""],
    ["status", "Boston", "--approach", "life-cycle"],
    ["status", "x" * 100_000],
    ["status", "\udcff\udcfe"],
    ["status", "a\0b"],
    ["history", "\u202eBoston"],
    ["history", "%"],
    ["import", "FILE", "--answer", "decimal"],
    ["import", "FILE", "--answer", "="],
    ["import", "FILE", "--answer", "decimal=maybe"],
    ["import", "FILE", "--answer", "nonsense=1"],
    ["import", "FILE", "--answer", "column:year=nowhere"],
    ["import", "FILE", "--answer", "method=magic"],
    ["import", "FILE", "--city", "Atlantis"],
    ["import", "FILE", "--city", ""],
    ["import", "FILE", "--year", str(10**30)],
    ["import", "FILE", "--year", "-1"],
    ["import", "FILE", "--mapping", "missing.json"],
    ["import", "FILE", "--mapping", "FILE"],
    ["import", "FILE", "--mapping", "DEEP"],
    ["import", "FILE", "--mapping", "LIST"],
    ["import", "DEEP"],
    ["import", "FILE", "--author", "\udcff"],
    ["undo", "1", "--reason", "\udcff"],
]


@pytest.mark.parametrize("as_json", few([True, False], True, rest=THOROUGH))
@pytest.mark.parametrize(
    "arguments", first(8, HOSTILE), ids=lambda words: " ".join(words)[:40].encode("unicode_escape").decode()
)
def test_bad_input_ends_in_an_answer_and_never_in_a_fault(
    run: Run, file: Callable[..., Path], arguments: list[str], as_json: bool
) -> None:
    files = {
        "FILE": file(ENERGY),
        "DEEP": file("[" * 200_000, "deep.json"),
        "LIST": file("[1, 2]", "list.json"),
    }
    status, _, _ = run(*(files.get(word, word) for word in arguments), *(["--json"] if as_json else []))
    assert status in (0, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["conquer"],
        ["status"],
        ["undo", "one", "--reason", "x"],
        ["undo", "1"],
        ["status", "Boston", "--year", "MMXX"],
    ],
    ids=" ".join,
)
def test_a_command_that_does_not_exist_or_lacks_a_part_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("place", "said_of_it"),
    [
        ("block.txt", "cannot be opened as a database"),
        ("folder", 'folder", which is a folder'),
        ("block.txt/covenant.duckdb", 'block.txt", which is a file'),
    ],
)
def test_a_path_that_is_no_database_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, said_of_it: str
) -> None:
    (tmp_path / "block.txt").write_text("a lock, a block, and no database", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert main(["cities", "--database", str(tmp_path / place)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said_of_it in said.err
    assert len(said.err.splitlines()) == 1


# The program itself


def program(root: Path, *arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "datasets", *arguments],
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        timeout=600,
    )


@pytest.mark.longer("a program is started")
def test_a_reader_who_has_seen_enough_gets_no_traceback(root: Path, database: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "datasets", "method"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (0, b"")


def test_the_program_answers_and_ends_with_zero(root: Path, database: Path) -> None:
    done = program(root, "status", "Boston", "--json", "--database", str(database))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["verdict"] == "too-close-to-call"


@pytest.mark.longer("a program is started")
def test_a_terminal_without_the_letters_still_gets_its_answer(root: Path, database: Path) -> None:
    done = program(root, "cities", "--json", "--database", str(database), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Vila Nova de Famalicão" in {city["name"] for city in json.loads(done.stdout)}


@pytest.mark.longer("a program is started")
@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
def test_bytes_that_are_no_text_are_refused_and_quoted(root: Path, database: Path) -> None:
    done = program(root, "status", b"\xff\xfe", "--json", "--database", str(database))
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(done.stdout)["problems"][0]["found"] == r'"\udcff\udcfe"'


@pytest.mark.longer("a program is started beside another one")
def test_a_database_in_use_is_refused_in_one_sentence(root: Path, database: Path) -> None:
    with open_store(database):
        done = program(root, "import", "FILE", "--database", str(database))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().strip().endswith("or name another file with --database.")
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
