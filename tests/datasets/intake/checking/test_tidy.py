"""Tables with one number a row: the published figures come out exactly, and nothing is changed or lost on the way."""

from __future__ import annotations

import csv
import io
import itertools
import math
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics import units
from analytics.text.sentences import Sentence
from datasets.intake import drafting
from datasets.intake.checking.number_cells import MISSING
from datasets.intake.drafted import Draft
from tests.datasets.files import HEADER, drafted, empty_store, row, table, told

PUBLISHED = (
    ("turin_2019_energy_mwh.csv", 51, {("IT0004", 2019, "energy"): 10_479_355.0}),
    ("turin_2019_emissions_tco2.csv", 53, {("IT0004", 2019, "emissions"): 2_396_906.6}),
    ("lyon_2019_emissions_kgco2e.csv", 14, {("FR0009", 2019, "emissions"): 1_353_569.245}),
    ("lyon_2019_energy_mwh.csv", 7, {("FR0009", 2019, "energy"): 8_232_281.0}),
    ("barcelona_2019_energy_gwh.csv", 12, {("ES0002", 2019, "energy"): 15_315_370.0}),
    ("bologna_2018_energy_mwh.csv", 14, {("IT0007", 2018, "energy"): 6_694_051.13}),
    (
        "barcelona_2019-2021_emissions_ktco2e.csv",
        15,
        {
            ("ES0002", 2019, "emissions"): 3_819_000.0,
            ("ES0002", 2020, "emissions"): 2_851_000.0,
            ("ES0002", 2021, "emissions"): 3_166_000.0,
        },
    ),
)
C40 = "c40_gpc_nyc_boston_austin_barcelona_long.csv"
GPC_BASIC = {
    ("US-BOS", 2005): 7_819_794,
    ("US-BOS", 2019): 6_192_460,
    ("US-BOS", 2020): 5_298_687,
    ("US-NYC", 2020): 48_442_437,
    ("US-AUS", 2018): 11_956_893,
    ("ES0002", 2020): 2_253_048,
}


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Callable[[str], Draft]:
    """Drafts of the files that cities published."""
    folder = shared_data / "seed-cities-published"
    if not folder.is_dir():
        pytest.skip("the files of the sample cities are not in ../shared/data")
    return lambda name: drafting.draft(empty_store(), (folder / name).read_bytes(), name)


@pytest.mark.parametrize(("name", "rows", "totals"), PUBLISHED, ids=[name for name, *_ in PUBLISHED])
def test_a_published_inventory_comes_out_with_its_printed_total(
    published: Callable[[str], Draft], name: str, rows: int, totals: dict[tuple[str, int, str], float]
) -> None:
    draft = published(name)
    assert (draft.rows_in, draft.imported, draft.rejected, draft.ignored) == (rows, rows, 0, 0)
    assert draft.problems == ()
    found = {(item.city_id, item.year, item.measure): item.total for item in draft.inventories}
    assert found == pytest.approx(totals, rel=1e-12)


def test_the_gpc_table_keeps_every_row_and_every_notation_key(published: Callable[[str], Draft]) -> None:
    draft = published(C40)
    assert (draft.layout, draft.rows_in, draft.imported, draft.rejected, draft.ignored) == ("gpc", 1674, 1674, 0, 0)
    assert sum(count for item in draft.inventories for count in item.keys.values()) == 1186
    assert len(draft.inventories) == 31
    assert draft.problems == ()


def test_the_total_of_a_gpc_inventory_is_basic(published: Callable[[str], Draft]) -> None:
    totals = {(item.city_id, item.year): item.total for item in published(C40).inventories}
    assert {key: round(totals[key] or 0.0) for key in GPC_BASIC} == GPC_BASIC


def test_the_inhabitants_of_the_gpc_table_carry_the_source_of_their_rows(published: Callable[[str], Draft]) -> None:
    draft = published(C40)
    austin = next(item for item in draft.population if item.city_id == "US-AUS" and item.year == 2018)
    assert austin.inhabitants == 1_230_766
    assert all(item.source.startswith("C40 GPC inventory database") for item in draft.population)


def test_totals_beside_their_parts_are_asked_about_in_the_published_collection(
    published: Callable[[str], Draft],
) -> None:
    draft = published("seed_city_published_totals.csv")
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored == 291
    assert draft.outcome == "blocked"
    asked = [problem for problem in draft.problems if problem.code == "total-row"]
    assert [(problem.severity, problem.cells) for problem in asked] == [("ask", 110)]


def test_a_list_of_targets_is_not_an_inventory(published: Callable[[str], Draft]) -> None:
    draft = published("seed_city_targets.csv")
    assert draft.outcome == "needs-answers"
    assert {problem.column for problem in draft.problems if problem.code == "missing-column"} == {"year", "value"}


# What a file says and what comes of it.


@pytest.mark.parametrize(
    "text",
    [
        "t CO2e,BAU 2030,Target 2030\nBuildings,100,50\nTransport,200,80\n",
        "Sector,BAU scenario (t CO2e),Climate neutrality scenario (t CO2e)\nBuildings,100,50\nTransport,200,80\n",
        "Sector,t CO2e\nBuildings,100\nTransport,200\n",
    ],
)
def test_figures_of_no_year_that_was_can_be_left_out_where_their_year_is_asked(text: str) -> None:
    (asked,) = [problem for problem in drafted(text).problems if problem.key == "year"]
    assert asked.choices == ("leave-out",)
    left = drafted(text, {"year": "leave-out"})
    assert (left.imported, left.rejected) == (0, 0)
    assert left.ignored == left.rows_in > 0
    codes = [problem.code for problem in left.problems if problem.code != "column-unused"]
    assert codes == ["undated-left-out", "nothing-left"]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("city,year,sector,carrier,value,unit\nTurin,2019,zzfoo,electricity,5,MWh\n", {"sector:zzfoo": "leave-out"}),
        ("Sector,t CO2e\nBuildings,100\nTransport,200\n", {"year": "leave-out"}),
    ],
)
def test_a_file_of_which_no_row_is_left_is_refused_and_names_the_answer_that_left_them_out(
    text: str, answers: dict[str, str]
) -> None:
    left = drafted(text, answers)
    assert (left.outcome, left.imported) == ("blocked", 0)
    (none_left,) = [problem for problem in left.problems if problem.code == "nothing-left"]
    assert "leave-out" in str(none_left.found)
    assert next(iter(answers)) in str(none_left.found)


def test_a_year_that_a_file_states_is_not_left_out_by_an_answer_about_the_whole_file() -> None:
    assert drafted("City,Year,Sector,t CO2e\nTurin,2019,Buildings,100\n", {"year": "leave-out"}).imported == 1


def test_a_population_without_a_source_column_has_the_file_as_its_source() -> None:
    text = "city,year,sector,energy_mwh,population\nTurin,2019,residential,5,875698\n"
    assert [(item.inhabitants, item.source) for item in drafted(text).population] == [(875698.0, "file.csv")]


def test_two_populations_of_one_inventory_are_asked_about_where_the_second_stands() -> None:
    text = "city,year,sector,energy_mwh,population\nTurin,2019,residential,5,100\nTurin,2019,tertiary,5,200\n"
    assert told(drafted(text)) == [("ask", "population-conflict", 3, "population")]


def test_thousands_of_inhabitants_are_told_and_a_scaled_column_is_asked_about_before_anything_is_taken_in() -> None:
    text = "city,year,sector,energy_mwh,population\nTurin,2019,residential,5,389.261\n"
    assert told(drafted(text)) == [("warn", "population-grouped", 2, "population")]
    assert drafted(text).population[0].inhabitants == 389_261
    scaled = drafted(text.replace("population", "Population (thousands)"))
    assert told(scaled) == [("ask", "population-scaled", 1, "Population (thousands)")]
    assert (scaled.ready, scaled.population) == (False, ())


def test_the_city_and_the_year_of_a_file_stand_in_for_its_columns() -> None:
    draft = drafted("sector,energy_mwh\nresidential,5\n", city="Torino", year=2019)
    assert [(item.city_id, item.year, item.total) for item in draft.inventories] == [("IT0004", 2019, 5.0)]


def test_a_column_that_contradicts_the_city_or_year_of_the_file_is_refused() -> None:
    text = table(row(), row(city="Lyon", sector="tertiary"), row(year="2018", sector="industry"))
    assert told(drafted(text, city="Turin", year=2019)) == [
        ("block", "city-conflict", 3, "city"),
        ("block", "year-conflict", 4, "year"),
    ]


def test_a_city_or_year_of_the_file_that_is_none_is_refused_without_a_row() -> None:
    assert told(drafted("sector,energy_mwh\nresidential,5\n", city="Atlantis", year=1066)) == [
        ("ask", "city-unknown", None, None),
        ("block", "year-out-of-range", None, None),
    ]


def test_a_gpc_reference_decides_the_scope_and_a_contradiction_is_told() -> None:
    draft = drafted("city,year,gpc_ref,scope,emissions_tco2e\nBoston,2019,I.1.2,3,6\n")
    assert told(draft) == [("warn", "scope-conflict", 2, "scope")]
    assert draft.table.column("scope").to_pylist() == [2]


def test_a_row_of_a_gpc_table_without_a_reference_is_refused_at_that_column() -> None:
    draft = drafted("city,year,gpc_ref,emissions_tco2e\nBoston,2019,I.1.2,6\nBoston,2019,,7\n")
    assert told(draft) == [("block", "blank-value", 3, "gpc_ref")]


def test_two_spellings_of_one_cell_are_one_cell() -> None:
    text = table(row(), row(city="Torino", carrier="Natural gas", sector="Residential", value="0.1", unit="GWh"))
    draft = drafted(text)
    assert told(draft) == [("ask", "duplicate-row", 3, "value")]
    assert "2 and 3" in draft.problems[0].found
    assert (draft.imported, draft.rejected) == (1, 1)


def test_a_row_with_the_same_figure_in_other_words_is_left_out_or_added_as_answered_and_never_unasked() -> None:
    text = table(row(), row(value="100.0"))
    assert told(drafted(text)) == [("ask", "duplicate-row", 3, "value")]
    one = drafted(text, answers={"duplicate-rows": "keep-one"})
    assert told(one) == [("warn", "duplicate-row", 3, "value")]
    assert (one.imported, one.ignored, one.inventories[0].total) == (1, 1, 100)
    both = drafted(text, answers={"duplicate-rows": "keep-all"})
    assert (both.imported, both.ignored, both.inventories[0].total) == (2, 0, 200)


@pytest.mark.parametrize("answer", ["4", "", "row 2"])
def test_an_answer_that_names_no_row_of_the_conflict_is_refused_by_name(answer: str) -> None:
    draft = drafted(table(row(), row(value="101")), {"conflicting-rows:2": answer})
    assert "answer-unknown" in {problem.code for problem in draft.problems}
    assert draft.imported == 0


def test_each_cell_with_different_figures_has_its_own_choice() -> None:
    text = table(row(), row(value="101"), row(sector="tertiary"), row(sector="tertiary", value="7"))
    one = drafted(text, {"conflicting-rows:2": "3", "reason": "a new meter"})
    assert [(problem.code, problem.row, problem.key) for problem in one.problems] == [
        ("conflict-settled", 2, None),
        ("conflicting-duplicate", 4, "conflicting-rows:4"),
        ("conflicting-duplicate", 5, "conflicting-rows:4"),
    ]
    both = drafted(text, {"conflicting-rows:2": "3", "conflicting-rows:4": "4", "reason": "a new meter"})
    assert (both.imported, both.ignored, both.inventories[0].total) == (2, 2, 201)


def test_more_rows_in_conflict_than_can_be_chosen_are_all_refused_at_their_places() -> None:
    cells = [(str(year), sector) for year in range(1990, 2010) for sector in ("residential", "tertiary")]
    many = [row(year=year, sector=sector, value=value) for year, sector in cells for value in ("5", "6")]
    draft = drafted(table(*many))
    assert draft.rejected == 80
    assert len({problem.key for problem in draft.problems if problem.key}) == 30
    assert [problem.row for problem in draft.problems] == list(range(2, 82))


def test_conflicts_beyond_those_offered_at_a_time_are_offered_next_and_followed() -> None:
    many = [row(city="Turin", year=str(1990 + place), value=str(value)) for place in range(35) for value in (5, 6)]
    answers, rounds = {"reason": "the later file"}, []
    while asked := {
        problem.key: problem.choices[1]
        for problem in drafted(table(*many), answers).problems
        if problem.key and problem.key not in answers
    }:
        answers |= asked
        rounds.append(len(asked))
    assert rounds == [30, 5]
    draft = drafted(table(*many), answers)
    assert (draft.ready, draft.imported, draft.ignored) == (True, 35, 35)
    assert set(draft.table["value"].to_pylist()) == {6}


@pytest.mark.parametrize("values", [("100", "101"), ("100", "100"), ("100",)])
def test_an_answer_about_rows_that_are_in_no_conflict_is_refused_by_name(values: tuple[str, ...]) -> None:
    given_answers = {"conflicting-rows:3": "3", "conflicting-rows:9": "9", "reason": "a new meter"}
    draft = drafted(table(*(row(value=value) for value in values)), given_answers)
    unknown = [problem.found for problem in draft.problems if problem.code == "answer-unknown"]
    assert unknown == ["the answer conflicting-rows:3=3", "the answer conflicting-rows:9=9"]


def test_an_answer_about_a_row_that_waits_for_another_answer_is_not_refused_yet() -> None:
    text = table(row(), row(value="101", year="2018/19"))
    answers = {"conflicting-rows:2": "3", "reason": "a new meter"}
    assert "answer-unknown" not in {problem.code for problem in drafted(text, answers).problems}
    assert drafted(text, {**answers, "fiscal-year": "last"}).inventories[0].total == 101


def test_sums_of_repeated_rows_are_written_in_the_style_of_the_reader() -> None:
    (told_of,) = drafted(table(row(value="1234"), row(value="1234"))).problems
    assert "leaves 1,234 MWh out of the sum" in told_of.fix
    sums = told_of.fix.values["amount"].parts  # type: ignore[attr-defined]
    assert [(amount.template, float(amount.values["number"])) for amount in sums] == [("{number} {unit}", 1234)]


def test_the_question_about_equal_figures_says_that_its_answer_counts_for_exact_copies() -> None:
    text = table(row(), row(value="100.0"), row(sector="tertiary"), row(sector="tertiary"))
    (asked,) = [problem for problem in drafted(text).problems if problem.severity == "ask"]
    assert "exact copies" in asked.fix
    assert drafted(text, {"duplicate-rows": "keep-all"}).imported == 4


def test_what_is_said_about_an_answer_can_be_said_in_other_languages() -> None:
    draft = drafted(table(row(), row(value="101")), {"conflicting-rows:2": "4", "conflicting-rows:7": "7"})
    for problem in draft.problems:
        assert all(isinstance(said, Sentence) for said in (problem.found, problem.expected, problem.fix))


def test_lines_of_a_matrix_with_different_figures_take_a_choice_too() -> None:
    lines = (
        "Turin 2019 MWh",
        "Sector,Electricity,Natural gas,Diesel",
        "Residential,1,2,3",
        "Residential,1,5,3",
        "Transport,7,8,9",
    )
    asked = drafted("\n".join(lines), city="Turin", year=2019)
    assert [(problem.row, problem.column, problem.key) for problem in asked.problems] == [
        (3, "Natural gas", "conflicting-rows:3"),
        (4, "Natural gas", "conflicting-rows:3"),
        (4, "Electricity", "duplicate-rows"),
    ]
    chosen = {"conflicting-rows:3": "4", "duplicate-rows": "keep-one", "reason": "the later line"}
    assert drafted("\n".join(lines), chosen, "Turin", 2019).inventories[0].total == 1 + 5 + 3 + 7 + 8 + 9


def test_more_than_the_world_uses_is_refused_whatever_the_unit() -> None:
    draft = drafted(table(row(value="1e308", unit="TWh"), row(sector="tertiary", value="2e12"), row(sector="industry")))
    assert told(draft) == [("block", "value-impossible", 2, "value"), ("block", "value-impossible", 3, "value")]
    assert draft.imported == 1


def test_two_fuels_of_one_carrier_are_two_cells() -> None:
    assert drafted(table(row(carrier="pellets"), row(carrier="firewood"))).imported == 2


def test_a_row_is_a_duplicate_only_when_all_its_figures_are() -> None:
    text = "city,year,sector,energy_mwh,emissions_tco2e\nTurin,2019,residential,5,6\nTurin,2019,residential,5,7\n"
    assert told(drafted(text)) == [
        ("block", "conflicting-duplicate", 2, "emissions_tco2e"),
        ("block", "conflicting-duplicate", 3, "emissions_tco2e"),
    ]


def test_a_total_row_asks_and_is_left_out_or_kept_as_answered() -> None:
    text = table(row(), row(sector="tertiary", value="50"), "Total,,,,,150,MWh,")
    assert told(drafted(text)) == [("ask", "total-row", 4, "city")]
    left_out = drafted(text, {"total-rows": "leave-out"})
    assert (left_out.outcome, left_out.imported, left_out.ignored) == ("dry-run", 2, 1)
    assert left_out.inventories[0].total == 150.0
    kept = drafted(table(row(), row(sector="Total")), {"total-rows": "keep"})
    assert kept.inventories[0].total == 200.0


def test_an_inventory_that_is_one_total_is_no_double_count() -> None:
    assert drafted(table(row(), row(city="Baltimore", sector="Total", unit="t CO2e"))).problems == ()


def test_merged_cells_are_asked_about_and_filled_as_answered() -> None:
    text = table(row(), row(city="", year="", sector="", carrier="electricity"))
    asked = drafted(text)
    assert [(problem.severity, problem.code, problem.key) for problem in asked.problems] == [
        ("ask", "blank-below", "fill-down")
    ]
    filled = drafted(text, {"fill-down": "yes"})
    assert (filled.problems, filled.inventories[0].total) == ((), 200.0)
    assert told(drafted(text, {"fill-down": "no"})) == [
        ("block", "blank-value", 3, "city"),
        ("block", "blank-value", 3, "year"),
        ("block", "blank-value", 3, "sector"),
    ]


SCOPES = """City;Year;Scope;Sector;Carrier;MWh
Turin;2016;1;Residential;Natural gas;10
Turin;2016;;Tertiary;Natural gas;20
Turin;2016;;Industry;Natural gas;5
Turin;2016;2;Residential;Electricity;10
Turin;2016;{};Tertiary;Electricity;20
"""


def test_a_scope_that_stands_in_the_first_row_of_its_block_alone_is_asked_about() -> None:
    def scopes(answer: str) -> list[int | None]:
        return list(drafted(SCOPES.format(""), {"fill-down": answer}).table["scope"].to_pylist())

    asked = [problem for problem in drafted(SCOPES.format("")).problems if problem.severity == "ask"]
    assert [(one.code, one.key, one.column, one.cells) for one in asked] == [("blank-below", "fill-down", "Scope", 3)]
    assert (scopes("yes"), scopes("no")) == ([1, 1, 1, 2, 2], [1, None, None, 2, None])
    assert "fill-down" not in {problem.key for problem in drafted(SCOPES.format("2")).problems}


def test_blanks_below_different_units_are_asked_about_and_no_one_unit_fills_them_all() -> None:
    text = table(
        row(unit="GWh"),
        row(unit="", carrier="electricity"),
        row(carrier="diesel"),
        row(unit="", carrier="gasoline"),
    )
    for answers in ({}, {"unit": "GWh"}):
        asked = drafted(text, answers)
        assert [(problem.severity, problem.code, problem.key, problem.cells) for problem in asked.problems] == [
            ("ask", "blank-below", "fill-down", 2)
        ]
        assert (told(asked)[0][2:], asked.imported) == ((3, "unit"), 2)
    filled = drafted(text, {"fill-down": "yes"})
    assert filled.problems == ()
    assert filled.table["value"].to_pylist() == [100_000.0, 100_000.0, 100.0, 100.0]
    assert told(drafted(text, {"fill-down": "no"})) == [("block", "unit-missing", 3, "unit")]


def test_blanks_below_one_unit_alone_are_asked_about_as_any_figures_without_a_unit() -> None:
    text = table(row(), row(unit="", carrier="electricity"))
    assert told(drafted(text)) == [("block", "unit-missing", 3, "unit")]
    assert drafted(text, {"unit": "GWh"}).inventories[0].total == 100_100.0


def test_a_cell_with_number_and_unit_is_taken_apart_as_answered() -> None:
    text = table(row(value="100 MWh", unit=""), row(value="2 GWh", unit="GWh", sector="tertiary"))
    draft = drafted(text, {"unit-in-cell": "split"})
    assert (draft.problems, draft.inventories[0].total) == ((), 2100.0)
    assert draft.table.column("original_text").to_pylist() == ["100 MWh", "2 GWh"]
    clash = drafted(table(row(value="100 GWh")), {"unit-in-cell": "split"})
    assert told(clash) == [("block", "unit-conflict", 2, "value")]


def test_brackets_are_negative_only_as_answered() -> None:
    text = table(row(value="(5)", unit="t CO2e", sector="afolu"))
    assert told(drafted(text)) == [("ask", "value-parentheses", 2, "value")]
    assert drafted(text, {"parentheses": "negative"}).inventories[0].total == -5.0


def test_the_text_of_a_cell_is_kept_beside_its_value() -> None:
    draft = drafted(table(row(value="1\u00a0234"), row(value="IE (II.1.1)", sector="tertiary")))
    assert draft.table.column("original_text").to_pylist() == ["1\u00a0234", "IE (II.1.1)"]
    assert draft.table.column("value").to_pylist() == [1234.0, None]
    assert draft.table.column("notation_key").to_pylist() == [None, "IE"]


def test_a_key_in_its_own_column_is_kept_as_it_was_written() -> None:
    draft = drafted(table(row(value="", notation_key="NO; IE ")))
    assert told(draft) == [("warn", "value-keys", 2, "notation_key")]
    assert draft.table.column("original_text").to_pylist() == ["NO; IE"]


def test_text_that_looks_like_a_formula_is_kept_as_text() -> None:
    link = '=HYPERLINK("http://example.org")'
    draft = drafted(
        'city,year,sector,energy_mwh,source\nTurin,2019,residential,5,"=HYPERLINK(""http://example.org"")"\n'
    )
    assert draft.table.column("source").to_pylist() == [link]


def test_several_units_in_one_column_go_each_to_their_own_table() -> None:
    text = table(row(), row(unit="GWh", sector="tertiary"), row(unit="kt CO2e", sector="industry"))
    assert [(item.measure, item.total, item.unit) for item in drafted(text).inventories] == [
        ("emissions", 100_000.0, "t CO2e"),
        ("energy", 100_100.0, "MWh"),
    ]


def test_a_shifted_row_under_a_nameless_column_is_refused() -> None:
    draft = drafted("city,year,sector,energy_mwh,\nTurin,2019,residential,1,5\n")
    assert told(draft) == [("block", "unnamed-column", 2, None)]


def test_a_column_of_numbers_without_any_unit_is_refused_once_at_its_header() -> None:
    draft = drafted("city,year,sector,value\nTurin,2019,residential,5\nTurin,2019,tertiary,n.d.\n")
    assert told(draft) == [("block", "unit-missing", 1, "value"), ("block", "value-text", 3, "value")]


# Rules that hold for every file.

WORDS = {
    "city": ["Turin", "Torino", "Lyon", "Varna", "Trn", "", "Total"],
    "year": ["2019", "2018", "20l9", "2109", "2019/20", "31/12/2019", "", " 2019 "],
    "sector": ["residential", "Tertiary buildings", "Transpotr", "Total", "", "industry", "=1+1"],
    "carrier": ["electricity", "Natural gas", "gas", "", "Total"],
    "scope": ["1", "2", "Scope 3", "4", ""],
    "value": [
        "5",
        "12.5",
        "1.234",
        "1,5",
        "1.234,5",
        "NE",
        "NE; NE",
        "IE (II.1.1)",
        "n.d.",
        "N/A",
        "(5)",
        "100 MWh",
        "",
        "-3",
        "\u22125",
        "1\u202f234",
        "1e999",
        "#REF!",
        "12%",
        "x" * 200,
    ],
    "unit": ["MWh", "GWh", "mWh", "t CO2e", "kt", "ton", "", "m3", "kWh/a", "t CO2e per capita"],
    "notation_key": ["", "", "NO", "NE", "RN", "NO; IE"],
}
ROWS = st.tuples(*(st.sampled_from(WORDS[name]) for name in HEADER))
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "decimal": st.sampled_from(["comma", "point"]),
        "total-rows": st.sampled_from(["leave-out", "keep"]),
        "not-available": st.sampled_from(["NE", "leave-out"]),
        "fill-down": st.sampled_from(["yes", "no"]),
        "unit-in-cell": st.just("split"),
        "parentheses": st.just("negative"),
        "unit": st.sampled_from(["MWh", "t CO2e"]),
        "ton": st.just("tonne"),
        "gas": st.just("CO2e"),
        "fiscal-year": st.just("last"),
        "year-date": st.just("use-year"),
        "new-city": st.just("add"),
        "sector:Transpotr": st.just("transport"),
    },
)


def written(rows: list[tuple[str, ...]], delimiter: str = ";") -> str:
    return "\n".join(delimiter.join(cells) for cells in (HEADER, *rows)) + "\n"


@given(st.lists(ROWS, min_size=1, max_size=12), ANSWERS)
@example([("Total",) + ("",) * 7], {})
@example([("Turin", "2019", "residential", "", "", "", "MWh", "RN")], {"total-rows": "leave-out"})
def test_every_row_is_imported_rejected_or_ignored(rows: list[tuple[str, ...]], answers: dict[str, str]) -> None:
    draft = drafted(written(rows), answers)  # counts them
    assert draft.rows_in <= len(rows)
    if draft.ready:
        assert draft.rejected == 0
    if draft.table is not None:
        assert draft.table.num_rows == draft.imported
        for value, key in zip(
            draft.table.column("value").to_pylist(), draft.table.column("notation_key").to_pylist(), strict=True
        ):
            assert (value is None) != (key is None)
            assert value is None or math.isfinite(value)


@given(st.lists(ROWS, min_size=1, max_size=12), ANSWERS)
def test_every_problem_is_located_in_order_and_told_once(rows: list[tuple[str, ...]], answers: dict[str, str]) -> None:
    draft = drafted(written(rows), answers)
    places = [problem.row for problem in draft.problems if problem.row is not None]
    assert places == sorted(places)
    assert len(set(draft.problems)) == len(draft.problems)
    cells = [(problem.row, problem.column) for problem in draft.problems if problem.severity == "block" and problem.row]
    assert len(set(cells)) == len(cells)
    for problem in draft.problems:
        assert problem.found
        assert problem.expected
        assert problem.fix.endswith((".", "?"))
        assert len(problem.sentence()) < 1200
        if problem.severity == "ask":
            assert problem.key
            assert problem.choices


@given(st.lists(ROWS, min_size=1, max_size=8))
def test_reading_the_same_bytes_again_gives_the_same_draft(rows: list[tuple[str, ...]]) -> None:
    one, two = drafted(written(rows)), drafted(written(rows))
    assert (one.problems, one.inventories, one.population) == (two.problems, two.inventories, two.population)
    assert (one.table is None) == (two.table is None)
    assert one.table is None or one.table.equals(two.table)


FIGURES = st.one_of(
    st.floats(min_value=0, allow_nan=False, allow_infinity=False, max_value=1e8).map(repr),
    st.integers(0, 10**8).map(str),
    st.decimals(min_value=0, max_value=10**9, places=2).map(str),
).filter(lambda text: float(text) not in MISSING)
UNIT_NAMES = st.sampled_from(["kWh", "MWh", "GWh", "TJ", "toe", "t CO2e", "kt CO2e", "kg CO2", "lb CO2e", "t CH4"])


@given(st.lists(st.tuples(FIGURES, UNIT_NAMES), min_size=1, max_size=20))
@example([("514921.1717483634", "MWh"), ("5e-324", "kWh"), ("0.1", "GWh")])
def test_every_value_is_the_float_of_its_text_times_the_factor_of_its_unit(figures: list[tuple[str, str]]) -> None:
    labels = ("city", "year", "sector", "label", "value", "unit")
    lines = [f"Turin;2019;residential;line {place};{text};{unit}" for place, (text, unit) in enumerate(figures)]
    draft = drafted("\n".join((";".join(labels), "Turin;2019;residential;sure;0.25;MWh", *lines)))
    assert draft.ready
    found = draft.table.to_pylist()[1:]
    assert len(found) == len(figures)
    for record, (text, name) in zip(found, figures, strict=True):
        unit = units.unit(name)
        assert record["value"] == float(text) * units.factor(unit, units.canonical(unit))
        assert (record["original_text"], record["original_unit"]) == (text, name)


MUTATIONS: dict[str, Callable[[random.Random, list[list[str]]], None]] = {
    "a cell is deleted": lambda chance, rows: rows[chance.randrange(1, len(rows))].pop(),
    "a cell is emptied": lambda chance, rows: _set(chance, rows, ""),
    "a mark is swapped": lambda chance, rows: _set(chance, rows, "1.234,5"),
    "a header is doubled": lambda chance, rows: rows[0].__setitem__(-1, rows[0][0]),
    "a quote is opened": lambda chance, rows: _set(chance, rows, '"'),
    "a row is doubled": lambda chance, rows: rows.append(list(chance.choice(rows[1:]))),
    "a blank row comes between": lambda chance, rows: rows.insert(chance.randrange(1, len(rows)), []),
    "a delimiter trails": lambda chance, rows: chance.choice(rows).append(""),
    "a footnote follows": lambda chance, rows: rows.extend([[], ["Source: the city"]]),
    "a total follows": lambda chance, rows: rows.append(["Total", *[""] * (len(rows[0]) - 1)]),
    "a NUL slips in": lambda chance, rows: _set(chance, rows, "\0"),
    "a row is shifted": lambda chance, rows: rows[chance.randrange(1, len(rows))].insert(0, ""),
}


def _set(chance: random.Random, rows: list[list[str]], text: str) -> None:
    record = rows[chance.randrange(1, len(rows))]
    record[chance.randrange(len(record))] = text


@pytest.mark.longer("a published file, damaged again and again")
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_damaged_inventory_never_gives_other_figures_for_the_rows_that_stand(
    published: Callable[[str], Draft], shared_data: Path, mutation: str
) -> None:
    path = shared_data / "seed-cities-published" / "turin_2019_energy_mwh.csv"
    clean = {
        record["original_text"] + record["label"]: record["value"] for record in published(path.name).table.to_pylist()
    }
    original = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    for seed in range(8):
        chance, rows = random.Random(seed), [list(record) for record in original]
        MUTATIONS[mutation](chance, rows)
        buffer = io.StringIO()
        csv.writer(buffer, quoting=csv.QUOTE_MINIMAL if seed % 2 else csv.QUOTE_ALL).writerows(rows)
        draft = drafted(buffer.getvalue())
        for record in draft.table.to_pylist() if draft.table is not None else ():
            key = record["original_text"] + record["label"]
            assert key not in clean or record["value"] == clean[key]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_changes_nothing(delimiter: str) -> None:
    rows = [("Turin", "2019", name, "electricity", "2", "12.5", "MWh", "") for name in ("residential", "tertiary")]
    assert drafted(written(rows, delimiter)).inventories == drafted(written(rows)).inventories


def test_the_order_of_rows_changes_no_total() -> None:
    rows = [
        ("Turin", "2019", name, "electricity", "2", value, "MWh", "")
        for name, value in (("residential", "0.1"), ("tertiary", "0.2"), ("industry", "0.3"), ("transport", "1e15"))
    ]
    totals = {drafted(written(list(order))).inventories[0].total for order in itertools.permutations(rows)}
    assert len(totals) == 1


def test_a_row_with_the_same_figure_is_asked_about_also_beside_one_that_repeats_every_cell() -> None:
    same = row(value="5")
    draft = drafted(table(same, same, row(value="5", sector="Residential")))
    assert [(p.severity, p.key, p.row) for p in draft.problems] == [
        ("warn", "duplicate-rows", 3),
        ("ask", "duplicate-rows", 4),
    ]
    assert not draft.ready
    assert (
        drafted(table(same, same, row(value="5", sector="Residential")), {"duplicate-rows": "keep-all"}).imported == 3
    )


UNDATED = "city,sector,carrier,{}\nTurin,residential,electricity,5\n"


def test_a_year_ahead_that_is_named_for_the_file_is_asked_about_like_one_in_a_column() -> None:
    text = UNDATED.format("Energy (MWh)")
    for asked in (drafted(text, year=2055), drafted(text, {"year": "2055"})):
        assert [(problem.code, problem.key, problem.choices) for problem in asked.problems] == [
            ("year-ahead", "year:2055", ("2055",))
        ]
        assert asked.imported == 0
    assert drafted(text, {"year:2055": "2055"}, year=2055).imported == 1


def test_a_header_of_another_year_than_the_file_is_refused_and_beside_a_column_of_years_told() -> None:
    text = UNDATED.format("Consumption 2018 (MWh)")
    refused = drafted(text, year=2019)
    assert told(refused) == [("block", "year-conflict", 1, "Consumption 2018 (MWh)")]
    assert drafted(text, year=2018).inventories[0].year == 2018
    beside = drafted("city,year,sector,Consumption 2018 (MWh)\nTurin,2019,residential,5\n")
    assert told(beside) == [("warn", "year-in-header", 1, "Consumption 2018 (MWh)")]
    assert drafted("city,year,sector,Emissions (t CO2e) IPCC 2006\nTurin,2019,residential,5\n").imported == 1


def test_the_year_of_a_publication_or_forecast_is_no_year_of_the_rows() -> None:
    dated = drafted("city,Publication year,sector,energy_mwh\nTurin,2019,residential,5\n")
    assert ("ask", "missing-column", 1, "year") in told(dated)
    ahead = drafted("city,year,sector,Prévision 2030 (MWh)\nTurin,2019,residential,5\n")
    assert ("ask", "missing-column", 1, "value") in told(ahead)


def test_the_one_unit_above_a_long_table_is_used_and_told() -> None:
    text = "All values in GWh\nyear,sector,carrier,value\n2019,residential,electricity,5\n"
    draft = drafted(text, {"header-row": "2"}, city="Turin")
    assert draft.ready
    assert [(problem.code, problem.found) for problem in draft.problems] == [("unit-read", '"All values in GWh"')]
    assert [item.total for item in draft.inventories] == [5000.0]
    assert not drafted(text.replace("GWh", "GWh and t CO2"), {"header-row": "2"}, city="Turin").ready
