"""What somebody corrects of units, scopes and totals counts, is told with what the file states, and is kept so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from analytics.passport import Passport
from datasets import Cities, City, Draft
from datasets.store import Store
from tests.datasets.intake.test_cell_tags import MATRIX
from tests.samples import own_samples

LONG = """\
city;year;sector;carrier;scope;value;unit
Varna;2019;Residential;natural gas;1;1000.5;kWh
Varna;2019;Transport;electricity;2;2000.5;kWh
Varna;2019;Public lighting;electricity;2;3001;kWh
"""
LAMPS = {"sector:Lamps of squares": "public_lighting"}
STRANGE = """\
Emissions of the city;;;;
Base year;2019;;;
Unit;t CO2e;;;
Fuel;Electricity;Natural gas;Diesel;Sammen
Gather;66;34;12;112
Residential;40;10;0;50
Transport;26;24;12;62
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


@pytest.fixture
def fresh() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def read(store: Store, said: str, answers: Mapping[str, str]) -> Draft:
    return Cities(store).draft(said.encode(), "table.csv", answers, "BG0002")


def total(draft: Draft) -> float | None:
    (inventory,) = draft.inventories
    return inventory.total


def told(draft: Draft, code: str) -> list[tuple[int | None, str | None, str]]:
    return [(one.row, one.column, str(one.found)) for one in draft.problems if one.code == code]


@pytest.mark.parametrize(
    ("answers", "amount"),
    [
        ({}, 6.002),
        ({"unit::value": "MWh"}, 6002),
        ({"unit:": "MWh"}, 6002),
        ({"unit:3": "MWh"}, 1.0005 + 2000.5 + 3.001),
        ({"unit:3:value": "GWh", "unit::value": "MWh"}, 1000.5 + 2_000_500 + 3001),
    ],
)
def test_a_unit_is_corrected_for_a_file_a_column_a_row_or_a_cell_and_the_most_particular_counts(
    store: Store, answers: Mapping[str, str], amount: float
) -> None:
    draft = read(store, LONG, answers)
    assert draft.ready
    assert total(draft) == pytest.approx(amount, rel=1e-12)
    assert all(
        found.startswith('"kWh" in the file, corrected to ') for _row, _column, found in told(draft, "tag-corrected")
    )
    assert bool(told(draft, "tag-corrected")) == bool(answers)


def test_the_unit_above_a_table_is_corrected_for_all_of_it_and_its_printed_totals_go_with_it(store: Store) -> None:
    draft = read(store, MATRIX, LAMPS | {"unit:": "kt CO2e"})
    assert (draft.ready, total(draft)) == (True, 100_000)
    one_row = read(store, MATRIX, LAMPS | {"unit:6": "kt CO2e"})
    assert [place[:2] for place in told(one_row, "printed-total")] == [
        (9, "Total"),
        (9, "Scope 2 Electricity"),
        (9, "Scope 1 Natural gas"),
    ]
    assert not one_row.ready


def test_a_unit_that_nothing_could_be_read_of_needs_no_other_answer_once_it_is_corrected(store: Store) -> None:
    said = LONG.replace("2000.5;kWh", "2000.5;stones")
    assert not read(store, said, {}).ready
    draft = read(store, said, {"unit:3": "MWh"})
    assert (draft.ready, told(draft, "tag-corrected")) == (
        True,
        [(3, "value", '"stones" in the file, corrected to MWh')],
    )


@pytest.mark.parametrize("unit", ["t", "m3", "kt"])
def test_a_mass_or_volume_of_electricity_is_refused_at_its_cell(store: Store, unit: str) -> None:
    draft = read(store, LONG, {"unit:3": unit})
    assert told(draft, "answer-unknown") == [(3, "value", "a mass, volume or calorific value of Electricity")]
    assert [one.key for one in draft.problems if one.severity == "block"] == ["unit:3"]


def test_a_scope_is_corrected_and_one_against_its_reference_is_refused(store: Store) -> None:
    draft = read(store, LONG, {"scope:3": "3", "scope:4": "not-stated"})
    assert draft.table is not None
    assert draft.table.column("scope").to_pylist() == [1, 3, None]
    assert told(draft, "tag-corrected") == [
        (3, "scope", '"2" in the file, corrected to scope 3'),
        (4, "scope", '"2" in the file, corrected to no scope'),
    ]
    gpc = "city;year;gpc_ref;carrier;value;unit\nVarna;2019;I.1.2;electricity;5;t CO2e\n"
    refused = read(store, gpc, {"scope:2": "1"})
    assert told(refused, "answer-unknown") == [(2, "gpc_ref", "scope 1 beside I.1.2")]


def test_a_row_that_is_a_total_is_left_out_and_held_against_its_parts(store: Store) -> None:
    assert total(read(store, LONG, {})) == pytest.approx(6.002)
    draft = read(store, LONG, {"total:4": "yes"})
    assert draft.ready
    assert total(draft) == pytest.approx(3.001)
    assert (draft.imported, draft.ignored) == (2, 1)
    (printed,) = next(iter(draft.totals.values()))
    assert (printed.value, printed.parts, printed.number) == (3.001, pytest.approx(3.001), 2)


def test_a_total_that_equals_no_sum_beside_it_is_refused_with_the_nearest_one(store: Store) -> None:
    draft = read(store, LONG, {"total:3": "yes"})
    assert told(draft, "answer-unknown") == [
        (3, "value", "2.0005 as a total, while the nearest sum beside it is 1.0005")
    ]
    assert not draft.ready


def test_a_row_and_a_column_of_totals_in_no_known_language_are_named_by_a_person(store: Store) -> None:
    asked = {str(one.key) for one in read(store, STRANGE, {}).problems if one.severity == "ask"}
    draft = read(store, STRANGE, {"total:5": "yes", "total::Sammen": "yes"})
    assert (draft.ready, total(draft)) == (True, 112), [asked, *(one.sentence() for one in draft.problems)]


def test_a_printed_total_counts_where_somebody_says_so_and_the_columns_of_totals_do_not(store: Store) -> None:
    draft = read(store, MATRIX, LAMPS | {"total:9": "no"})
    assert total(draft) == 200
    assert told(draft, "total-counts") == [
        (9, "Scope 2 Electricity", '"65" in "Total", which the file prints as the sum of 3 figures'),
        (9, "Scope 1 Natural gas", '"35" in "Total", which the file prints as the sum of 3 figures'),
    ]
    before = read(store, MATRIX, LAMPS)
    assert before.rows_in == draft.rows_in == draft.imported + draft.rejected + draft.ignored
    cell = read(store, MATRIX, LAMPS | {"total:9:Scope 2 Electricity": "no"})
    assert total(cell) == 165


def test_a_row_that_was_asked_about_as_a_total_counts_without_another_answer(store: Store) -> None:
    said = LONG.replace("Public lighting;electricity;2;3001", "Total;;;3001")
    assert [one.code for one in read(store, said, {}).problems if one.severity == "ask"] == ["total-row"]
    draft = read(store, said, {"total:4": "yes"})
    assert (draft.ready, total(draft)) == (True, pytest.approx(3.001))


@pytest.mark.parametrize(
    ("answers", "where", "expected"),
    [
        ({"unit:41": "MWh"}, (41, None), 'figures in rows 2 to 4 of the columns "value"'),
        ({"unit::Heat": "MWh"}, (None, "Heat"), 'figures in rows 2 to 4 of the columns "value"'),
        (
            {"unit:3": "GWh", "unit::value": "MWh"},
            (3, "value"),
            "one correction of each figure, or one of the cell itself",
        ),
    ],
)
def test_a_place_that_the_file_lacks_and_corrections_that_contradict_each_other_are_refused(
    store: Store, answers: Mapping[str, str], where: tuple[int | None, str | None], expected: str
) -> None:
    draft = read(store, LONG, answers)
    (problem,) = [one for one in draft.problems if one.severity == "block"]
    assert ((problem.row, problem.column), problem.expected, problem.cells) == (where, expected, 1)


@pytest.mark.parametrize(
    "answers",
    [{"unit:3": "blah"}, {"scope:3": "4"}, {"total:3": "perhaps"}, {"unit:x": "MWh"}, {"scope:3:": "1"}],
)
def test_an_answer_that_means_nothing_is_refused_by_name(store: Store, answers: Mapping[str, str]) -> None:
    draft = read(store, LONG, answers)
    ((key, answer),) = answers.items()
    assert told(draft, "answer-unknown") == [(None, None, f"the answer {key}={answer}")]


def _notes(passport: Passport) -> list[str]:
    return [*passport.notes, *(note for part in passport.inputs for note in _notes(part))]


@pytest.mark.longer("the whole ledger is verified after a commit")
def test_a_committed_correction_is_told_by_passport_history_and_findings_and_verified(fresh: Store) -> None:
    varna = City(fresh, "BG0002")
    answers = {"unit:2:value": "GWh", "unit::value": "MWh", "scope:3": "3"}
    draft = varna.draft(LONG.encode(), "varna.csv", answers=answers)
    done = varna.commit(draft, who="Ada", reason="the header is wrong", looked_at=True)
    passport = varna.passport("energy", 2019)
    notes = _notes(passport)
    assert "The file states kWh; the unit was corrected to GWh." in notes
    assert notes.count("The file states kWh; the unit was corrected to MWh.") == 2
    assert "The scope that the file states was corrected to 3." in notes
    finding = next(one for one in varna.findings().findings if one.code == "as-taken")
    assert "MWh as the unit of the column “value”" in finding.message
    assert varna.history()[0].answers == answers
    sound = Cities(fresh).verification()
    assert sound.differences == (), [str(one) for one in sound.differences]
    varna.undo(done.revision, who="Ada", reason="it was right")
    assert not [one for one in varna.findings().findings if one.code == "as-taken"]


def test_what_was_corrected_of_a_column_is_remembered_for_the_next_file_and_of_a_row_is_not(fresh: Store) -> None:
    varna = City(fresh, "BG0002")
    draft = varna.draft(LONG.encode(), "varna.csv", answers={"unit::value": "MWh", "scope:3": "3"})
    varna.commit(draft, who="Ada", reason="the header is wrong", looked_at=True)
    known = Cities(fresh).remembered(varna.draft(LONG.replace("2019", "2020").encode(), "next.csv"))
    assert known is not None
    assert dict(known.answers) == {"unit::value": "MWh"}
