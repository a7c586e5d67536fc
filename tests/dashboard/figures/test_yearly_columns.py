"""The columns of years: what is framed, what is hatched, and what the pointer, the sentence and the table say."""

from __future__ import annotations

from dashboard.figures import yearly_columns
from dashboard.figures.yearly_columns import YearColumn
from dashboard.words.amounts import Amounts

AMOUNTS = Amounts("emissions", "CO2e")
SERIES = [
    YearColumn("2005", 2005, {"Transport": 4e6, "Waste": 1e6}),
    YearColumn("2007", 2007, {"Transport": 3e6, "Waste": 2e6, "Land use": -1e6}),
]


def test_years_without_an_inventory_are_hatched_up_to_today() -> None:
    assert yearly_columns.gaps(SERIES, 2010) == [[2006], [2008, 2009, 2010]]
    figure = yearly_columns.columns(SERIES, "2007", AMOUNTS, 2010)
    hatched = [trace for trace in figure.data if trace.type == "scatter"]
    assert [(min(trace.x), max(trace.x)) for trace in hatched] == [(2005.5, 2006.5), (2007.5, 2010.5)]


def test_the_chosen_year_is_framed_up_to_its_top_and_every_column_bears_its_key() -> None:
    figure = yearly_columns.columns(SERIES, "2007", AMOUNTS, 2010, "−20%")
    (frame,) = figure.layout.shapes
    assert (frame.x0, frame.x1, frame.y1) == (2006.54, 2007.46, 5e6)
    assert {key for trace in figure.data if trace.type == "bar" for key in trace.customdata} == {"2005", "2007"}
    assert any("−20%" in label.text for label in figure.layout.annotations)


def test_years_without_an_inventory_are_named_along_their_narrow_stretch() -> None:
    figure = yearly_columns.columns(SERIES, "2007", AMOUNTS, 2012)
    (said,) = (label for label in figure.layout.annotations if "no inventory" in label.text)
    assert (said.textangle, said.x) == (-90, 2010)


def test_a_total_takes_removals_off_and_a_blank_is_no_zero() -> None:
    assert SERIES[1].total == 4e6
    table = yearly_columns.columns_table(SERIES, AMOUNTS)
    assert table["Land use (t CO₂e)"] == [None, -1e6]
    assert table["Total (t CO₂e)"] == [5e6, 4e6]


def test_the_pointer_says_the_year_the_sector_its_part_and_the_whole() -> None:
    figure = yearly_columns.columns(SERIES, "2005", AMOUNTS, 2010)
    told = next(trace for trace in figure.data if trace.name == "Waste").hovertext[0].replace("\u00a0", " ")
    assert told == "<b>2005: Waste</b><br>1.00 Mt · 20%<br>in all 5.00 Mt"
