"""The commands of pairings: what they list, state, take in and write down."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from datasets.__main__ import main

Run = Callable[..., tuple[int, Any, str]]
SAID = ("Boston", "--partner", "Lyon", "--reason", "the meeting of May", "--by", "Ada", "--json")


def test_a_pairing_is_listed_with_its_milestones_and_what_was_stated_of_it(run: Run) -> None:
    assert run("promise", *SAID, "--who", "Transport", "--what", "Send the counts", "--due", "2027-03")[0] == 0
    status, note, _ = run("note", *SAID, "--what", "How are <b>streets</b> closed?", "--written", "2026-11-02")
    assert (status, note["layout"], note["author"]) == (0, "pairings", "Ada")
    _, listed, _ = run("pairings", "Lyon", "--partner", "Boston", "--json")
    assert [pairing["topics"] for pairing in listed["pairings"]] == ["urban mobility; smart city; economic development"]
    assert [(one["by_city"], one["due"]) for one in listed["promises"]] == [("US-BOS", "2027-03")]
    assert [one["due"] for one in run("pairings", "Boston", "--json")[1]["promises"]] == ["2027-03"]
    _, said, _ = run("pairings", "Lyon")
    assert "programme: International Urban Cooperation" in said
    assert "what: How are <b>streets</b> closed?" in said
    assert run("pairings", "Varna", "--partner", "Boston", "--json")[1]["pairings"] == []


@pytest.mark.longer("several commands, each on an opened database")
def test_a_milestone_is_stated_and_taken_back(run: Run) -> None:
    visit = ("--kind", "visit", "--date", "2019-10", "--what", "Three days", "--source", "a page", "--id", "v")
    assert run("milestone", *SAID, *visit)[0] == 0
    assert "what: Three days" in run("pairings", "Lyon")[1]
    assert run("milestone", *SAID, *visit, "--withdrawn")[0] == 0
    assert "Three days" not in run("pairings", "Lyon")[1]


@pytest.mark.longer("several commands, each on an opened database")
def test_what_is_written_down_is_taken_in_once_and_the_second_time_is_nothing_new(run: Run, tmp_path: Path) -> None:
    file, again = tmp_path / "pair.csv", tmp_path / "again.csv"
    assert run("export-pairs", "Turin", "--partner", "Baltimore", "--out", file)[0] == 0
    told = file.read_bytes()
    file.write_bytes(told.replace(b"Business partnership signed", b"A business partnership signed"))
    assert file.read_bytes() != told
    status, made, _ = run("import-pairs", "Turin", file, "--reason", "its own words", "--json")
    assert (status, made["file"], made["notes"]) == (0, "pair.csv", [])
    status, answer, _ = run("import-pairs", "Turin", file, "--reason", "the same again", "--json")
    assert (status, [one["code"] for one in answer["problems"]]) == (2, ["nothing-new"])
    _, written, _ = run("export-pairs", "Turin", "--partner", "Baltimore", "--out", again, "--json")
    assert written["outcome"] == "written"
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.longer("a command on an opened database")
def test_an_empty_database_is_offered_the_cities_of_a_table_and_a_partner_that_is_a_name_alone_is_told(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, reason = tmp_path / "pair.csv", ("--reason", "a meeting")
    assert run("export-pairs", "Turin", "--partner", "Baltimore", "--out", file)[0] == 0

    def taken(*more: str) -> tuple[int, str, str]:
        empty = ("--database", str(tmp_path / "empty.duckdb"), "--empty")
        status = main(["import-pairs", "Turin", str(file), *reason, *empty, *more])
        return status, *capsys.readouterr()

    status, _, told = taken()
    assert (status, "Say --add-cities: it adds Turin, Baltimore" in told) == (2, True)
    assert taken("--add-cities")[0] == 0
    file.write_bytes(file.read_bytes().replace(b"US-BAL,Baltimore", b"XX,Columbia"))
    status, made, _ = taken("--json")
    (note,) = json.loads(made)["notes"]
    assert (status, note["code"]) == (0, "partner-only-named")
    assert note["found"].startswith("Columbia is not on file here")


def test_a_column_with_a_misspelt_name_is_no_silence_about_who_spoke(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pair.csv"
    assert run("promise", *SAID, "--who", "Transport", "--what", "Send the counts", "--due", "2027-03")[0] == 0
    assert run("export-pairs", "Boston", "--partner", "Lyon", "--out", file)[0] == 0
    file.write_bytes(file.read_bytes().replace(b"by_city", b"by_citi"))
    status, answer, _ = run("import-pairs", "Boston", file, "--reason", "the same again", "--json")
    assert (status, [(one["code"], one["column"]) for one in answer["problems"]]) == (
        2,
        [("column-unknown", "by_citi")],
    )


def test_a_partner_that_is_not_on_file_is_answered_where_it_stands(run: Run) -> None:
    said = ("--programme", "IUC", "--source", "a page", "--reason", "the page", "--partner", "Guangzhou", "--json")
    status, answer, _ = run("pairing", "Bologna", *said)
    (problem,) = answer["problems"]
    assert (status, problem["code"], problem["column"]) == (2, "partner-unknown", "partner")
    assert run("pairing", "Bologna", *said, "--not-on-file")[0] == 0
    assert "partner: Guangzhou, programme: IUC" in run("pairings", "Bologna")[1]


@pytest.mark.longer("several commands, each on an opened database")
def test_a_second_pairing_is_listed_apart_and_a_fourth_at_once_is_taken_with_a_warning(run: Run) -> None:
    others = run("pairings", "Turin", "--json")[1]["other_pairings"]
    assert [(one["first"], one["second"]) for one in others] == [("Consórcio ABC", "Turin")]
    said = ("--programme", "Twinning", "--source", "a page", "--start", "2018", "--reason", "the page", "--not-on-file")
    for number in range(3):
        status, _, warned = run("pairing", "Turin", *said, "--partner", f"Far {number}")
        assert (status, bool(warned)) == (0, number == 2)
    assert "4 pairings of Turin at once, with Far 0, Far 1, Far 2 and Baltimore" in warned
    (doubt,) = run("pairings", "Turin", "--json")[1]["doubts"]
    assert (doubt["code"], doubt["column"]) == ("pairings-many", "end")


@pytest.mark.longer("several commands, each on an opened database")
def test_the_overview_names_the_pairs_of_each_city(run: Run) -> None:
    assert run("promise", *SAID, "--who", "Transport", "--what", "Send the counts", "--due", "2020-03")[0] == 0
    cities = {one["city"]: one["pairs"] for one in run("cities", "--verdicts", "--json")[1]}
    ((lyon,), (boston,)) = cities["FR0009"], cities["US-BOS"]
    assert lyon == boston | {"partner": "US-BOS"}
    assert (boston["partner"], boston["since"], boston["until"]) == ("FR0009", "2018", "2020")
    assert (boston["promises_open"], boston["promises_late"]) == (0, 1)
    assert boston["last_milestone"]["date"].startswith("2020")
