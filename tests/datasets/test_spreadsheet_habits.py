"""Habits of spreadsheets: years and measures in two rows, marks behind numbers, tables side by side, titles that say
that figures are in thousands. Each is read as it is meant, or asked about or refused at its place."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from datasets.city.trace import verification
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store
from tests.datasets.files import drafted, empty_store, row, table, told
from tests.datasets.workbooks import workbook

LABELS = "city,year,sector"


def totals(draft: Draft) -> dict[tuple[int, str], float | None]:
    """The total of each table of a draft, by year and unit."""
    return {(item.year, item.unit): item.total for item in draft.inventories}


def codes(draft: Draft) -> set[tuple[str, str]]:
    """Severity and code of every problem."""
    return {(problem.severity, problem.code) for problem in draft.problems}


@pytest.mark.parametrize(
    ("header", "total"),
    [("Energy in Mio. kWh", 5000.0), ("Energy (1000 MWh)", 5000.0), ("Energy thousand MWh", 5000.0)],
)
def test_thousands_in_a_header_count(header: str, total: float) -> None:
    draft = drafted(f"{LABELS},{header}\nTurin,2012,residential,5\n")
    assert (draft.problems, draft.inventories[0].total) == ((), total)


def test_a_multiple_beside_the_unit_of_a_header_is_refused() -> None:
    draft = drafted(f"{LABELS},Energy x 1000 (MWh)\nTurin,2012,residential,5\n")
    assert ("block", "unit-multiplied") in codes(draft)
    assert draft.imported == 0


def test_a_title_that_says_thousands_is_asked_about() -> None:
    named = "Sector,Natural gas (MWh),Electricity (MWh),Diesel (MWh)"
    text = f"Energy 2012 (values in thousands)\n{named}\nResidential,1,2,3\n"
    asked = drafted(text, city="Turin")
    assert told(asked) == [("warn", "year-read", 1, "A"), ("ask", "scale-stated", 1, None)]
    assert asked.imported == 0
    written = drafted(text, {"scale": "as-written"}, city="Turin")
    assert (written.imported, written.inventories[0].total) == (3, 6.0)


@pytest.mark.parametrize(
    ("above", "below", "asked"),
    [
        ("Energy 2012 in GWh", "", True),
        ("Energy 2012", "Note: all figures in GWh", True),
        ("Energy 2012 (MWh)", "Note: all figures in MWh", False),
        ("Energy 2012", "1 MWh = 3.6 GJ", False),
        ("Emissions 2012 in thousand tonnes", "", False),
    ],
)
def test_a_unit_beside_the_table_that_contradicts_its_figures_is_asked_about(
    above: str, below: str, asked: bool
) -> None:
    named = "Sector,Natural gas (MWh),Electricity (MWh),Diesel (MWh)"
    text = f"{above}\n{named}\nResidential,1,2,3\n{below}\n"
    found = drafted(text, city="Turin")
    assert ("ask", "scale-stated") in codes(found) if asked else found.imported == 3
    assert drafted(text, {"scale": "as-written"}, city="Turin").imported == 3


def test_a_column_of_numbers_that_is_called_thousands_is_asked_about() -> None:
    draft = drafted(f"{LABELS},value (thousands),unit\nTurin,2012,residential,5,MWh\n")
    assert ("ask", "scale-stated") in codes(draft)
    assert draft.imported == 0


GROUPS = {
    "units below the years": "Sector;2012;;2013;\n;Energy (MWh);Emissions (t CO2);Energy (MWh);Emissions (t CO2)\n",
    "units above the years": "Sector;Energy (MWh);CO2 (t);Energy (MWh);CO2 (t)\n;2012;2012;2013;2013\n",
    "units beside the years": "Sector;Energy 2012 (MWh);CO2 2012 (t);Energy 2013 (MWh);CO2 2013 (t)\n",
}


@pytest.mark.parametrize("header", GROUPS.values(), ids=GROUPS.keys())
def test_years_and_measures_in_groups_of_columns(header: str) -> None:
    draft = drafted(header + "Residential;100;20;110;22\nTransport;200;50;210;52\n", city="Turin")
    assert draft.problems == ()
    assert totals(draft) == {(2012, "MWh"): 300, (2012, "t CO2"): 70, (2013, "MWh"): 320, (2013, "t CO2"): 74}


def test_a_measure_may_stand_once_over_its_years() -> None:
    text = "Sector;Energy (MWh);;Emissions (t CO2);\n;2012;2013;2012;2013\nResidential;100;110;20;22\n"
    assert totals(drafted(text, city="Turin")) == {
        (2012, "MWh"): 100,
        (2012, "t CO2"): 20,
        (2013, "MWh"): 110,
        (2013, "t CO2"): 22,
    }


def test_shares_among_the_measures_of_a_year_are_left_out() -> None:
    cells = [
        ("Sector", 2012, "", "", 2013, "", ""),
        ("", "MWh", "t CO2", "%", "MWh", "t CO2", "t CO2/cap"),
        ("Residential", 100, 20, 33, 110, 22, 1.2),
    ]
    draft = drafting.draft(empty_store(), workbook({"Data": cells}), "file.xlsx", None, "Turin")
    assert totals(draft) == {(2012, "MWh"): 100, (2012, "t CO2"): 20, (2013, "MWh"): 110, (2013, "t CO2"): 22}
    assert (draft.rows_in, draft.imported, draft.ignored) == (6, 4, 2)
    assert told(draft) == [("warn", "share-left-out", 3, "%")]


def test_a_period_above_a_column_is_asked_about() -> None:
    text = "Sector,Unit,2011/12,2012/13\nResidential,MWh,100,110\n"
    assert codes(drafted(text, city="Turin")) == {("ask", "year-fiscal")}
    assert totals(drafted(text, {"fiscal-year": "last"}, "Turin")) == {(2012, "MWh"): 100, (2013, "MWh"): 110}


def test_a_year_may_be_marked_as_provisional() -> None:
    draft = drafted("Sector,Unit,2012*,2013 (prelim.),2014 (est.)\nResidential,MWh,1,2,3\n", city="Turin")
    assert totals(draft) == {(2012, "MWh"): 1, (2013, "MWh"): 2, (2014, "MWh"): 3}


def test_a_letter_that_may_mark_a_forecast_is_asked_about_for_each_year() -> None:
    text = "Sector,Unit,2012,2013 (p),2014e\nResidential,MWh,1,2,3\n"
    asked = [problem for problem in drafted(text, city="Turin").problems if problem.severity == "ask"]
    assert [(problem.code, problem.key, problem.choices) for problem in asked] == [
        ("year-marked", "year:2013 (p)", ("leave-out", "2013")),
        ("year-marked", "year:2014e", ("leave-out", "2014")),
    ]
    draft = drafted(text, {"year:2013 (p)": "2013", "year:2014e": "leave-out"}, city="Turin")
    assert (draft.ready, totals(draft)) == (True, {(2012, "MWh"): 1, (2013, "MWh"): 2})


def test_rows_of_years_that_may_be_forecasts_are_asked_about() -> None:
    text = "Year;Residential electricity (MWh);Tertiary electricity (MWh)\n2018;402;510\n2019;398;505\n2024e;380;480\n"
    keys = {problem.key for problem in drafted(text, city="Turin").problems if problem.severity == "ask"}
    assert keys == {"year:2024e"}
    left = drafted(text, {"year:2024e": "leave-out"}, city="Turin")
    assert (left.ready, {year for year, _ in totals(left)}) == (True, {2018, 2019})


def test_the_labels_left_of_the_years_are_the_sectors_whatever_they_are_called() -> None:
    text = "Row Labels,Unit,2012,2013\nResidential,MWh,100,110\nTransport,MWh,200,210\n"
    draft = drafted(text, city="Turin")
    assert (draft.problems, totals(draft)) == ((), {(2012, "MWh"): 300, (2013, "MWh"): 320})


def test_years_without_sectors_wait_for_the_sector() -> None:
    draft = drafted("Code,Unit,2012,2013\n1,MWh,100,110\n", city="Turin")
    assert codes(draft) == {("ask", "sector-unnamed")}
    assert draft.imported == 0


def test_a_year_still_to_come_is_asked_about() -> None:
    text = "Sector,Unit,2012,2050\nResidential,MWh,100,50\n"
    asked = drafted(text, city="Turin")
    assert [(problem.code, problem.key) for problem in asked.problems] == [("year-ahead", "year:2050")]
    assert totals(drafted(text, {"year:2050": "leave-out"}, "Turin")) == {(2012, "MWh"): 100}
    assert (2050, "MWh") in totals(drafted(text, {"year:2050": "2050"}, "Turin"))


@pytest.mark.parametrize(
    "header",
    [
        "Energy savings (MWh)",
        "Avoided emissions (t CO2)",
        "Change in emissions (t CO2e)",
        "Emissions index t CO2e",
        "Electricity production (MWh)",
        "Risparmio energetico (MWh)",
        "Einsparung (MWh)",
        "Consumption Jan-Jun (MWh)",
        "Winter consumption (MWh)",
        "Consumo primeiro semestre (MWh)",
        "Maximum consumption (MWh)",
        "Emissions with measures (t CO2e)",
    ],
)
def test_what_is_saved_changed_produced_or_of_another_time_is_not_taken_for_what_was_used(header: str) -> None:
    draft = drafted(f"{LABELS},{header}\nTurin,2012,residential,5\n")
    assert ("ask", "missing-column") in codes(draft)
    assert draft.imported == 0
    assert drafted(f"{LABELS},{header}\nTurin,2012,residential,5\n", {"column:value": header}).imported == 1


def test_emissions_of_a_changed_use_of_land_are_emissions() -> None:
    assert drafted(f"{LABELS},Emissions from land use change (t CO2e)\nTurin,2012,afolu,5\n").imported == 1


def test_figures_per_head_beside_a_matrix_are_no_totals() -> None:
    text = "Turin 2012 MWh\nSector,Natural gas,Electricity,Diesel,Total,MWh per capita\nResidential,1,2,3,6,0.5\n"
    assert ("warn", "printed-total") not in codes(drafted(text, city="Turin"))
    assert ("warn", "share-left-out") in codes(drafted(text, city="Turin"))


def test_names_of_the_columns_once_more_are_left_out() -> None:
    names = table().rstrip("\n")
    draft = drafted(table(row(), names, row(year="2018")))
    assert told(draft) == [("warn", "header-again", 3, "city")]
    assert (draft.rows_in, draft.imported, draft.ignored) == (3, 2, 1)


def test_another_table_below_the_first_is_refused_from_its_names_on() -> None:
    other = table().rstrip("\n").replace("value", "emissions_tco2e")
    draft = drafted(table(row(), other, row(sector="waste", value="7")))
    assert told(draft) == [("block", "two-tables", 3, "city")]
    assert (draft.imported, draft.rejected) == (1, 2)


def test_two_tables_side_by_side_are_read_each_with_its_own_labels() -> None:
    cells = [
        ("city", "year", "sector", "energy_mwh", "", "city", "year", "sector", "emissions_tco2e"),
        ("Turin", 2012, "residential", 100, "", "Turin", 2012, "transport", 30),
        ("Turin", 2012, "transport", 200, "", "Turin", 2012, "residential", 20),
    ]
    draft = drafting.draft(empty_store(), workbook({"Data": cells}), "file.xlsx")
    assert (draft.problems, draft.imported) == ((), 4)
    assert draft.table is not None
    names = ("sector", "quantity", "value")
    assert set(zip(*(draft.table[name].to_pylist() for name in names), strict=True)) == {
        ("residential", "energy", 100),
        ("transport", "energy", 200),
        ("residential", "co2e", 20),
        ("transport", "co2e", 30),
    }


def test_two_tables_side_by_side_without_a_blank_column_are_refused() -> None:
    cells = [
        ("city", "year", "sector", "energy_mwh", "city", "year", "sector", "emissions_tco2e"),
        ("Turin", 2012, "residential", 100, "Turin", 2012, "transport", 30),
        ("Turin", 2012, "transport", 200, "Turin", 2012, "residential", 20),
    ]
    draft = drafting.draft(empty_store(), workbook({"Data": cells}), "file.xlsx", {"column:city": "[A]"})
    assert ("block", "two-tables") in codes(draft)
    assert draft.imported == 0


def test_a_title_with_a_unit_above_the_names_is_no_part_of_a_name() -> None:
    cells = [("Energy consumption (MWh)",), ("city", "year", "sector", "energy_mwh"), ("Turin", 2012, "residential", 5)]
    draft = drafting.draft(empty_store(), workbook({"Data": cells}), "file.xlsx", {"header-row": "2"})
    assert (draft.problems, draft.imported) == ((), 1)


@pytest.mark.parametrize(
    "lines",
    [
        '"city,year,sector,energy_mwh"\n"Turin,2012,residential,5"\n',
        "city  year  sector  energy_mwh\nTurin  2012  a  5\n",
    ],
)
def test_a_table_in_one_column_says_how_to_part_it(lines: str) -> None:
    assert told(drafted(lines)) == [("block", "one-cell", 1, None)]


def test_delimited_text_in_one_column_of_a_workbook_says_how_to_part_it() -> None:
    cells = [("city;year;sector;energy_mwh",), ("Turin;2012;residential;5",)]
    draft = drafting.draft(empty_store(), workbook({"Data": cells}), "file.xlsx")
    assert told(draft) == [("block", "one-cell", 1, None)]
    assert draft.rows_in == draft.rejected == 2


def hidden(letter: str, *cells: tuple[object, ...]) -> bytes:
    def hide(book: Workbook) -> None:
        book["Data"].column_dimensions[letter].hidden = True

    return workbook({"Data": cells}, hide)


def test_figures_in_a_hidden_column_are_asked_about_and_count_or_do_not_as_answered() -> None:
    heads = ("Sector", "2018", "2019", "2020")
    data = hidden("D", ("Energy use (MWh)",), heads, ("Residential", 5, 6, 7), ("Transport", 1, 2, 3))
    (asked,) = drafting.draft(empty_store(), data, "file.xlsx", None, "Turin").problems
    assert (asked.key, asked.choices) == ("hidden-columns", ("keep", "leave-out"))
    assert "[D] 2020" in asked.found
    kept = drafting.draft(empty_store(), data, "file.xlsx", {"hidden-columns": "keep"}, "Turin")
    left = drafting.draft(empty_store(), data, "file.xlsx", {"hidden-columns": "leave-out"}, "Turin")
    assert {year: total for (year, _), total in totals(kept).items()} == {2018: 6, 2019: 8, 2020: 10}
    assert {year: total for (year, _), total in totals(left).items()} == {2018: 6, 2019: 8}
    assert codes(kept) == codes(left) == {("warn", "hidden-columns")}


def test_hidden_columns_without_figures_are_read_and_told() -> None:
    cells = [("city", "year", "sector", "energy_mwh"), ("Turin", 2012, "residential", 5)]
    draft = drafting.draft(empty_store(), hidden("A", *cells), "file.xlsx")
    assert (codes(draft), draft.imported) == ({("warn", "hidden-columns")}, 1)


def test_marks_of_footnotes_behind_numbers_are_asked_about() -> None:
    values = ("1234*", "1 234 (p)", "500 r", "77†", "8[1]", "300 a)")
    sectors = ("residential", "tertiary", "transport", "industry", "waste", "agriculture")
    text = table(*(row(value=value, sector=sector) for value, sector in zip(values, sectors, strict=True)))
    assert told(drafted(text)) == [("ask", "value-marked", 2, "value")]
    draft = drafted(text, {"marked": "drop"})
    assert draft.table.column("value").to_pylist() == [1234, 1234, 500, 77, 8, 300]
    assert draft.table.column("original_text").to_pylist() == list(values)


def test_a_minus_behind_a_number_is_asked_about() -> None:
    text = table(row(value="1234.5-", unit="t CO2e", sector="afolu"))
    assert told(drafted(text)) == [("ask", "value-trailing-minus", 2, "value")]
    assert drafted(text, {"trailing-minus": "negative"}).inventories[0].total == -1234.5


def test_marks_of_direction_around_a_number_do_not_count_and_within_it_are_named() -> None:
    assert drafted(table(row(value="\u200f1234\u200e"))).inventories[0].total == 1234
    assert told(drafted(table(row(value="12\u200b34")))) == [("block", "value-unseen", 2, "value")]


def test_a_hyphen_that_does_not_break_is_a_minus() -> None:
    draft = drafted(table(row(value="\u20115", unit="t CO2e", sector="afolu")))
    assert draft.inventories[0].total == -5
    assert told(draft) == [("warn", "value-minus", 2, "value")]


def test_a_soft_hyphen_is_no_part_of_a_word() -> None:
    assert drafted(table(row(sector="resi\u00addential", city="Tur\u200bin"))).problems == ()


def test_a_year_in_other_digits_is_asked_about() -> None:
    asked = drafted(table(row(year="٢٠١٢")))
    assert told(asked) == [("ask", "year-digits", 2, "year")]
    assert asked.problems[0].choices == ("2012", "leave-out")
    settled = drafted(table(row(year="٢٠١٢")), {"year:٢٠١٢": "2012"})
    assert [year for year, _ in totals(settled)] == [2012]


def test_a_total_of_all_carriers_in_a_unit_of_fuel_is_refused() -> None:
    text = table(row(carrier="electricity"), row(carrier="Total", unit="m3"))
    draft = drafted(text, {"total-rows": "keep"})
    assert ("block", "carrier-missing", 3, "carrier") in told(draft)
    assert draft.imported == 1


def test_a_title_that_names_units_of_energy_and_of_emissions_says_neither() -> None:
    text = "{}\nSector;2011;2012\nResidential;1;2\nWaste;3;4\n"
    both = drafted(text.format("Energy in MWh and emissions in kt CO2;;"), city="Turin")
    assert both.imported == 0
    assert "unit" in {problem.key for problem in both.problems}
    assert drafted(text.format("Emissions in kt CO2;;"), city="Turin").imported == 4


@pytest.mark.parametrize("title", ["Figures in thousands", "All emissions in kt CO2e"])
def test_figures_that_a_text_says_are_in_thousands_count_so_by_an_answer(title: str) -> None:
    text = f"Sector,2019 (t CO2e),2020 (t CO2e)\nResidential,12.5,11\nWaste,2.5,2\nTotal,15.0,13\n{title},,\n"
    (asked,) = (problem for problem in drafted(text, city="Turin").problems if problem.severity == "ask")
    assert (asked.key, asked.choices) == ("scale", ("as-written", "thousands"))
    with open_store(":memory:", samples=False) as store:
        draft = drafted(text, {"scale": "thousands"}, city="Turin", store=store)
        assert [item.total for item in draft.inventories] == [15_000, 13_000]
        assert {problem.severity for problem in draft.problems} <= {"warn"}
        drafting.commit(store, draft, "Ada", None)
        assert verification.verify(store).sound


def test_cells_and_units_that_were_settled_by_an_answer_agree_with_their_texts_afterwards() -> None:
    cells = ("120O", "1,23,456", "3.5 million", "~700")
    units = ("MWh/month", "t CO2e", "tC", "GWh/day")
    sectors = ("residential", "waste", "afolu", "tertiary")
    rows = zip(cells, units, sectors, strict=True)
    text = table(*(row(value=f'"{cell}"', unit=unit, sector=sector, carrier="") for cell, unit, sector in rows))
    answers = {"digits": "as-digits", "grouping": "as-one-number", "multiple": "multiply", "marked": "drop"}
    with open_store(":memory:", samples=False) as store:
        draft = drafted(text, {**answers, "per-period": "times", "carbon": "carbon"}, store=store)
        assert draft.table.column("value").to_pylist() == pytest.approx(
            [14_400, 123_456, 3_500_000 * 44 / 12, 700_000 * 365], rel=1e-12
        )
        drafting.commit(store, draft, "Ada", None)
        found = verification.verify(store)
        assert found.sound
        assert found.counts["values_read_again"] == len(cells)
