"""Lists of actions: every cell is read or refused at its place, and a list replaces the one before it until an undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analytics.commitment.actions import Action
from analytics.text.problems import Refused
from datasets.__main__ import main
from datasets.city import effects, outlook
from datasets.intake.plans import listing
from datasets.intake.plans.action_cells import ActionsDraft
from datasets.intake.plans.edited import TEMPLATE_CSV
from datasets.intake.plans.listing import COLUMNS
from datasets.store import Store
from tests.effort import THOROUGH, few
from tests.samples import own_samples

HEADER = ",".join(COLUMNS)
GOOD = "A1,Retrofit,Residential,Natural gas,2021,2030,ongoing,1000,,,50000,EUR,25,Housing,7; 11,a plan"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The sample cities, for tests that write nothing."""
    with own_samples() as opened:
        yield opened


@pytest.fixture
def written() -> Iterator[Store]:
    """The sample cities, for one test that writes."""
    with own_samples() as opened:
        yield opened


def read(store: Store, *rows: str, header: str = HEADER, **answers: str) -> ActionsDraft:
    return listing.draft(store, "\n".join((header, *rows)).encode(), "actions.csv", "US-BOS", answers)


def faults(draft: ActionsDraft) -> list[tuple[str, str, int | None, str | None]]:
    return [(item.severity, item.code, item.row, item.column) for item in draft.problems if item.severity != "warn"]


def test_a_whole_row_is_read_as_it_stands(store: Store) -> None:
    found = read(store, GOOD)
    assert found.ready
    assert found.actions == (
        Action(
            "A1",
            "Retrofit",
            "residential",
            "natural_gas",
            2021,
            2030,
            "ongoing",
            1000.0,
            None,
            None,
            50000.0,
            "EUR",
            "Housing",
            (7, 11),
            "a plan",
            25.0,
        ),
    )
    assert (found.rows_in, found.imported, found.rejected) == (1, 1, 0)


def test_a_goal_is_read_by_its_name_and_one_that_is_none_is_answered_with_what_is_nearest(store: Store) -> None:
    assert read(store, GOOD.replace("7; 11", "Ação climática; SDG 11.2")).actions[0].sdg == (11, 13)
    (problem,) = read(store, GOOD.replace("7; 11", "SDG 18")).problems
    assert "SDG 17" in problem.fix


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (GOOD.replace("EUR,25", "EUR,0"), "action-life", "life_years"),
        (GOOD.replace("EUR,25", "EUR,250"), "action-life", "life_years"),
        (GOOD.replace("2021,2030", "2030,2021"), "action-years", "end"),
        (GOOD.replace(",1000,", ",-1000,"), "action-negative", "energy_saved_mwh"),
        (GOOD.replace(",EUR", ","), "currency-missing", "currency"),
        (GOOD.replace("EUR", "$"), "currency-unknown", "currency"),
        (GOOD.replace("7; 11", "seven"), "tag-unknown", "sdg"),
        (GOOD.replace("7; 11", "18"), "tag-unknown", "sdg"),
        (GOOD.replace("2021", "soon"), "year-text", "start"),
        (GOOD.replace("A1", ""), "blank-value", "id"),
        (GOOD.replace(",1000,", ",much,"), "value-text", "energy_saved_mwh"),
    ],
)
def test_a_bad_cell_is_refused_at_its_place_and_the_others_are_read(
    store: Store, row: str, code: str, column: str
) -> None:
    found = read(store, GOOD.replace("A1", "A0"), row)
    assert faults(found) == [("block", code, 3, column)]
    assert [action.id for action in found.actions] == ["A0"]
    assert (found.rows_in, found.imported, found.rejected) == (2, 1, 1)
    with pytest.raises(Refused):
        listing.commit(store, found, "Ada", "why")


@pytest.mark.parametrize(
    ("old", "new", "key", "answer"),
    [
        ("Residential", "Residental", "sector:Residental", "residential"),
        ("Natural gas", "Naturl gas", "carrier:Naturl gas", "natural_gas"),
        ("ongoing", "running", "status:running", "ongoing"),
    ],
)
def test_an_unknown_word_is_asked_about_with_the_nearest_and_an_answer_settles_it(
    store: Store, old: str, new: str, key: str, answer: str
) -> None:
    asked = read(store, GOOD.replace(old, new))
    (problem,) = [item for item in asked.problems if item.severity == "ask"]
    assert problem.key == key
    assert answer in problem.choices
    settled = read(store, GOOD.replace(old, new), **{key: answer})
    assert settled.ready
    assert settled.actions == read(store, GOOD).actions
    assert faults(read(store, GOOD, **{key: "nonsense"}))[0][1] == "answer-unknown"


def test_an_id_that_stands_twice_names_the_row_of_the_first(store: Store) -> None:
    found = read(store, GOOD, GOOD.replace("A1", "a1"))
    assert faults(found) == [("block", "duplicate-id", 3, "id")]
    assert "of row 2" in found.problems[0].found


def test_the_decimal_style_is_asked_for_and_never_guessed(store: Store) -> None:
    row = GOOD.replace(",1000,", ',"1.234",')
    assert [item.key for item in read(store, row).problems if item.severity == "ask"] == ["decimal"]
    assert read(store, row, decimal="comma").actions[0].energy_saved_mwh == 1234.0
    assert read(store, row, decimal="point").actions[0].energy_saved_mwh == 1.234


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("In corso", "ongoing"),
        ("terminé", "done"),
        ("geplant", "planned"),
        ("aprobada", "decided"),
        ("adiada", "postponed"),
        ("отменена", "cancelled"),
        ("COMPLETED", "done"),
    ],
)
def test_the_status_is_read_in_several_languages(store: Store, word: str, status: str) -> None:
    assert read(store, GOOD.replace("ongoing", word)).actions[0].status == status


def test_units_in_the_headers_are_converted_and_a_missing_one_is_asked_for(store: Store) -> None:
    other = HEADER.replace("energy_saved_mwh", "Energy saved (GWh)").replace("avoided_t", "avoided (kt CO2e)")
    found = read(store, GOOD.replace(",,,", ",,2,"), header=other)
    assert (found.actions[0].energy_saved_mwh, found.actions[0].avoided_t) == (1_000_000.0, 2000.0)
    bare = read(store, GOOD, header=HEADER.replace("energy_saved_mwh", "energy_saved"))
    assert faults(bare) == [("block", "unit-missing", 1, "energy_saved")]
    wrong = read(store, GOOD, header=HEADER.replace("energy_saved_mwh", "energy_saved_t"))
    assert faults(wrong) == [("block", "unit-dimension", 1, "energy_saved_t")]
    thousand = read(store, GOOD, header=HEADER.replace("cost", "cost (k EUR)"))
    assert faults(thousand) == [("block", "cost-scale", 1, "cost (k EUR)")]
    for scaled in ("cost (1000 EUR)", "Kosten (Millionen EUR)", "custo (milhares EUR)"):
        assert ("block", "cost-scale", 1, scaled) in faults(read(store, GOOD, header=HEADER.replace("cost", scaled)))


def test_columns_that_are_missing_are_named_and_can_be_pointed_at(store: Store) -> None:
    header = HEADER.replace("name", "what we do")
    assert [item.key for item in read(store, GOOD, header=header).problems if item.severity == "ask"] == ["column:name"]
    assert read(store, GOOD, header=header, **{"column:name": "what we do"}).actions[0].name == "Retrofit"


def test_a_semicolon_file_with_decimal_commas_and_headers_of_another_language_is_taken(store: Store) -> None:
    header = "codice;azione;settore;vettore;inizio;fine;stato;risparmio energetico (MWh);costo (EUR)"
    row = "A1;Cappotto;Residenziale;gas naturale;2021;2030;in corso;1234,5;2.000.000,00"
    found = read(store, row, header=header, decimal="comma")
    assert faults(found) == []
    assert (found.actions[0].energy_saved_mwh, found.actions[0].cost, found.actions[0].currency) == (
        1234.5,
        2_000_000.0,
        "EUR",
    )


def test_the_template_holds_the_columns_and_no_invented_action(store: Store) -> None:
    assert TEMPLATE_CSV.strip() == HEADER
    assert not listing.draft(store, TEMPLATE_CSV.encode(), "t.csv", "US-BOS").ready
    assert "US-BOS" not in store.register().actions


def test_every_field_comes_back_and_a_list_replaces_the_one_before_until_an_undo(written: Store) -> None:
    first = read(written, GOOD, "A2,Buses,Transport,,2022,2028,planned,,,100,,,,,,")
    one = listing.commit(written, first, "Ada", "the plan")
    assert written.register().actions["US-BOS"] == first.actions
    changed = read(written, GOOD.replace("50000", "60000"), "A3,Trams,Transport,,2022,2028,planned,,,100,,,,,,")
    effect = effects.of_actions(written, changed)
    assert (effect.new, effect.changed, effect.unchanged, effect.removed) == (1, 1, 0, 1)
    two = listing.commit(written, changed, "Ada", "a correction")
    assert [action.id for action in written.register().actions["US-BOS"]] == ["A1", "A3"]
    assert [item.revision for item in written.history("US-BOS")][:2] == [two.revision, one.revision]
    with written.reader(one.revision) as reader:
        assert reader.register.actions["US-BOS"] == first.actions
    with pytest.raises(Refused, match="has since replaced"):
        written.undo(one.revision, "Ada", "a slip")
    written.undo(two.revision, "Ada", "a slip")
    assert written.register().actions["US-BOS"] == first.actions
    written.undo(one.revision, "Ada", "all of it")
    assert "US-BOS" not in written.register().actions


def test_a_commit_needs_a_reason_and_a_rehearsal_leaves_nothing(store: Store) -> None:
    found = read(store, GOOD)
    effects.of_actions(store, found)
    assert "US-BOS" not in store.register().actions
    with pytest.raises(Refused, match="reason"):
        listing.commit(store, found, "Ada", "  ")


# The outlook


def test_the_effect_says_what_is_closed_before_and_after(store: Store) -> None:
    effect = effects.of_actions(store, read(store, "A2,Buses,Transport,,2020,2030,planned,,,500000,,,,,,"))
    assert effect.before is not None
    assert effect.after is not None
    assert effect.before.closed_percent == 0.0
    assert effect.after.every_t == pytest.approx(500_000.0)
    assert effect.after.closed_percent == pytest.approx(100 * 500_000 / effect.after.to_cut_t)


def test_an_action_of_a_city_takes_its_own_factor(written: Store) -> None:
    row = "A1,Retrofit,Residential,Natural gas,2021,2030,ongoing,1000,,,,,,,,"
    found = listing.draft(written, f"{HEADER}\n{row}".encode(), "a.csv", "IT0004")
    listing.commit(written, found, "Ada", "why")
    (estimate,) = outlook.outlook(written, "IT0004").estimates
    assert estimate.avoided_t == pytest.approx(1000 * 0.202, rel=0.01)


@pytest.mark.parametrize("scenario", ["held", "trend", "1.5", "-2", None])
@pytest.mark.parametrize(
    "city",
    few(["US-BOS", "US-NYC", "IT0004", "BG0002", "US-BAL", "ES0002"], "US-BOS", "IT0004", "BG0002", rest=THOROUGH),
)
def test_every_city_has_an_outlook_or_a_reason(store: Store, city: str, scenario: str | None) -> None:
    found = outlook.outlook(store, city, scenario=scenario)
    if found.plan is None:
        assert found.reasons
    else:
        assert sum(found.places.values()) == pytest.approx(found.start.emissions_t if found.start else None)
        assert (found.plan.after_t == found.plan.reference_t) is not bool(store.register().actions.get(city))


def test_a_scenario_that_nobody_knows_is_refused_and_one_that_cannot_be_had_is_said(store: Store) -> None:
    with pytest.raises(Refused, match="scenario"):
        outlook.outlook(store, "US-BOS", scenario="doom")
    found = outlook.outlook(store, "US-BOS", scenario="given")
    assert found.scenario is not None
    assert found.scenario.kind == "held"
    assert "held level in its place" in found.reasons[0]


# The commands


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.longer("several commands, each on an opened database")
def test_the_commands_take_a_list_in_and_tell_what_it_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, file = str(tmp_path / "c.duckdb"), tmp_path / "list.csv"
    file.write_text(f"{HEADER}\nA2,Buses,Transport,,2020,2030,soonish,,,500000,1000,EUR,,,,\n", "utf-8")
    taking = ("import-actions", str(file), "--city", "Boston", "--database", database)
    code, said = answered(capsys, *taking)
    assert (code, said["outcome"], said["problems"][0]["key"]) == (2, "needs-answers", "status:soonish")
    settled = (*taking, "--answer", "status:soonish=planned")
    assert answered(capsys, *settled, "--dry-run")[1]["outcome"] == "dry-run"
    code, said = answered(capsys, *settled)
    assert (code, said["problems"][0]["code"]) == (2, "reason-missing")
    code, said = answered(capsys, *settled, "--reason", "the plan")
    assert (code, said["outcome"], said["imported"]) == (0, "committed", 1)
    _, said = answered(capsys, "actions", "Boston", "--database", database)
    (action,) = said["actions"]
    assert action["saved_t"][-1] == pytest.approx(500_000.0)
    assert action["cost_per_yearly_tonne"] == 0.002
    assert said["needs"]["steps"][0]["action"] == "A2"
    assert said["after_t"][-1] == pytest.approx(said["scenario"]["tonnes"][-1] - 500_000.0)
    assert main(["actions", "Boston", "--database", database]) == 0
    assert "next: A2" in capsys.readouterr().out
