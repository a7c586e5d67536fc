"""What ships of results and plans is what their sources hold, each of its own class, and nothing that is doubtful."""

from __future__ import annotations

import csv
from pathlib import Path

from analytics.knowledge.evidence import EVIDENCE, FOUND, rank
from datasets.reference import catalogue, knowledge_facts

OF_RESULT = {name: name for name in ("evidence", "direction", "how_known", "city", "country")} | {
    "first_year": "year_from",
    "last_year": "year_to",
    "shown_with": "show_with",
}
OF_PLAN = {"title": "action"} | {
    name: name
    for name in ("tonnes", "cost", "currency", "start", "end", "gas", "kind", "status", "actor", "code", "city")
}
"""By column of a shipped table the column of its source that says the same."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_result_has_the_figure_and_the_class_of_its_source_and_no_other(shared_data: Path) -> None:
    known = {row["result_id"]: row for row in rows(shared_data / "results" / "results.csv")}
    shipped = [row for row in catalogue.records("experiences") if row["id"] in known]
    assert len(shipped) == sum(row["ship"] != "no" and not row["case_id"] for row in known.values())
    for row in shipped:
        source = known[row["id"]]
        assert {name: row[name] for name in OF_RESULT} == {name: source[of] for name, of in OF_RESULT.items()}, row[
            "id"
        ]
        figures = [source[name] if source["ship"] == "yes" else "" for name in ("result", "low", "high", "result_unit")]
        assert [row[name] for name in ("result", "low", "high", "unit")] == figures, row["id"]


def test_the_cases_of_before_take_their_class_from_the_results(shared_data: Path) -> None:
    of_case: dict[str, set[str]] = {}
    for row in rows(shared_data / "results" / "results.csv"):
        of_case.setdefault(row["case_id"], set()).add(row["evidence"])
    for row in catalogue.records("experiences"):
        assert row["evidence"] in of_case.get(row["id"], {row["evidence"]}), row["id"]
    assert {row["evidence"] for row in catalogue.records("experiences") if row["id"] == "cs11"} == {"purchased"}


def test_a_case_is_of_a_year_where_its_source_prints_per_year(shared_data: Path) -> None:
    spans = {(row["id"], float(row["result"])): row["span"] for row in catalogue.records("experiences") if row["span"]}
    compared = 0
    for row in rows(shared_data / "results" / "results.csv"):
        key = (row["case_id"], float(row["result"] or 0))
        if row["ship"] == "yes" and key in spans:
            assert spans[key] == ("year" if "per year" in row["result_unit"] else "sum"), row["result_id"]
            compared += 1
    assert compared == 18


def test_every_plan_is_the_row_of_its_contract_that_may_ship(shared_data: Path) -> None:
    known = {row["action_id"]: row for row in rows(shared_data / "contract-actions" / "contract-actions.csv")}
    shipped = catalogue.records("contract_actions")
    assert {row["id"] for row in shipped} == {key for key, row in known.items() if row["ship"] == "yes"}
    assert len({row["city"] for row in shipped}) == 72
    for row in shipped:
        source = known[row["id"]]
        assert {name: row[name] for name in OF_PLAN} == {name: source[of] for name, of in OF_PLAN.items()}, row["id"]
        assert row["per"] == {"a year": "year", "in total": "sum", "": ""}[source["per"]], row["id"]


def test_what_contradicts_a_result_is_there_to_stand_beside_it() -> None:
    by_id = {entry.id: entry for entry in knowledge_facts.shipped()}
    named = [one for entry in by_id.values() for one in entry.shown_with]
    assert named
    assert set(named) <= by_id.keys()
    assert {by_id[one].direction for one in named} >= {"no effect", "harms"}


def test_what_was_measured_comes_before_what_is_bought_and_what_did_harm_last() -> None:
    helped = [rank(evidence, "helps", in_figures=True) for evidence in EVIDENCE]
    assert helped == sorted(set(helped))
    assert max(helped) < rank("claimed", "helps", in_figures=False) < rank("", "", in_figures=False)
    assert rank("control group", "harms", in_figures=True) > rank("", "", in_figures=False)
    assert set(FOUND) < set(EVIDENCE)


def test_a_figure_that_its_source_doubts_says_so() -> None:
    by_id = {entry.id: entry for entry in knowledge_facts.shipped()}
    assert by_id["m164"].results[0].note == "a plain reading of the sensors showed no effect; lockdown times"
    assert by_id["cs29"].shown_with == ("m184",)
    assert by_id["m184"].direction == "harms"
