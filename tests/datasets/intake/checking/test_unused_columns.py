"""A column that is not used may say which figures count, or what they count: it is passed over only where it is known
to be harmless."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted

ROWS = (("Residential", "Electricity", 100), ("Residential", "Natural gas", 200), ("Tertiary", "Electricity", 300))


def table(column: str, *cells: str) -> str:
    rows = "".join(
        f"2019,{sector},{carrier},{value},{cell}\n" for (sector, carrier, value), cell in zip(ROWS, cells, strict=True)
    )
    return f"Year,Sector,Carrier,MWh,{column}\n{rows}"


def asked(draft: Draft) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(problem.key, problem.choices) for problem in draft.problems if problem.severity == "ask"]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Flow", ("Consumption", "Consumption", "Production")),
        ("Multiplier", ("1000", "1000", "1")),
        ("Scale", ("thousands", "units", "units")),
        ("Counted in total", ("yes", "yes", "no")),
        ("Share of the supply area", ("0.4", "0.4", "0.2")),
        ("Months covered", ("12", "12", "6")),
        ("Per", ("inhabitant", "inhabitant", "inhabitant")),
        ("Geography", ("Municipality", "Municipality", "Metropolitan area")),
        ("Bundesland", ("Brandenburg", "Brandenburg", "Brandenburg")),
        ("Data year", ("2017", "2017", "2017")),
    ],
)
def test_a_column_that_may_change_what_the_figures_mean_is_asked_about(column: str, cells: tuple[str, ...]) -> None:
    draft = drafted(table(column, *cells), city="Turin")
    assert asked(draft) == [("columns-unused", ("keep", column))]
    assert draft.imported == 0
    kept = drafted(table(column, *cells), {"columns-unused": "keep"}, city="Turin")
    assert (kept.ready, kept.inventories[0].total) == (True, 600)


def test_the_words_of_the_column_stand_in_the_question() -> None:
    (problem,) = (
        problem
        for problem in drafted(table("Flow", "Use", "Use", "Output"), city="Turin").problems
        if problem.severity == "ask"
    )
    assert problem.found == 'columns that are not used: "Flow" (Use, Output)'


def test_a_column_that_tells_which_rows_count_leaves_the_others_out() -> None:
    text = table("Flow", "Use", "Use", "Output")
    draft = drafted(text, {"columns-unused": "Flow"}, city="Turin")
    assert asked(draft) == [("rows:Flow", ("Use", "Output", "add-up", "of-the-city", "leave-out", "keep"))]
    settled = drafted(text, {"columns-unused": "Flow", "rows:Flow": "Use"}, city="Turin")
    assert (settled.ready, settled.imported, settled.ignored) == (True, 2, 1)
    assert settled.inventories[0].total == 300


def test_several_such_columns_are_one_question() -> None:
    text = "Year,Sector,MWh,Flow,Basin\n2019,Residential,100,Use,North\n2019,Tertiary,300,Output,South\n"
    assert asked(drafted(text, city="Turin")) == [("columns-unused", ("keep", "Flow", "Basin"))]
    assert asked(drafted(text, {"rows:Flow": "Use"}, city="Turin")) == [("columns-unused", ("keep", "Basin"))]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Comment", ("metered", "", "metered")),
        ("Bemerkungen", ("gemessen", "", "gemessen")),
        ("Contact e-mail", ("a@b.example", "", "")),
        ("Sector code", ("1", "1", "2")),
        ("Latitude", ("45.1", "45.1", "45.1")),
        ("Data quality (1-5)", ("1", "2", "2")),
        ("Last updated", ("2020-01-05", "2020-01-05", "2020-01-05")),
        ("Cost (EUR)", ("10", "20", "30")),
        ("Emission factor (t/MWh)", ("0.3", "0.2", "0.3")),
        ("Circumstances", ("", "", "")),
        ("Circumstances", ("the meters were read by the supplier in the week of January", "", "")),
    ],
)
def test_a_column_that_is_known_to_be_harmless_is_passed_over(column: str, cells: tuple[str, ...]) -> None:
    draft = drafted(table(column, *cells), city="Turin")
    assert (draft.ready, draft.inventories[0].total) == (True, 600)


def test_an_answer_that_names_no_column_is_refused() -> None:
    draft = drafted(table("Flow", "Use", "Use", "Output"), {"columns-unused": "Flux"}, city="Turin")
    assert [problem.code for problem in draft.problems if problem.severity == "block"] == ["answer-unknown"]


def test_an_answer_that_is_none_of_the_choices_is_refused() -> None:
    draft = drafted(table("Flow", "Consumption", "Consumption", "Production"), {"columns-unused": "nothing"}, "Turin")
    assert [(one.code, one.key) for one in draft.problems if one.severity == "block"] == [
        ("answer-unknown", "columns-unused")
    ]
    assert not draft.ready
