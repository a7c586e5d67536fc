"""Slides that say what the page says, with charts that hold the inventory's own numbers."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_MARKER_STYLE

from dashboard import language, theme
from dashboard.notation import subscripts
from dashboard.packs.slides import slides
from dashboard.parts.progress import cards, steps
from dashboard.words import shown_series, verdicts
from datasets.city.assessment import CityReport
from datasets.city.change_causes import drivers
from datasets.store import Store
from tests.dashboard.conftest import CITIES, inventory, standing, target

TODAY = datetime(2026, 11, 24, tzinfo=UTC)


def read(report: CityReport) -> list[Any]:
    return list(Presentation(io.BytesIO(slides(report, TODAY))).slides)


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_has_five_slides_that_say_what_the_page_says(
    sample: Callable[[str], CityReport], city_id: str
) -> None:
    report = sample(city_id)
    verdict, curve, _, _, last = read(report)
    for said in (verdicts.headline(report), verdicts.context(report), subscripts(verdicts.caveat(report) or "")):
        assert said in words(verdict)
    assert f"{verdicts.answer(report).words}\n" in words(verdict)
    for card in cards.cards(report):
        assert card.value in words(verdict)
        assert card.change in words(verdict)
    assert shown_series.curve_title(report) in words(curve)
    for step in steps.steps(report, 2026):
        assert step.sentence in words(last)


@pytest.mark.parametrize("city_id", CITIES)
def test_every_slide_has_its_headline_and_date_and_every_chart_its_sentence_and_source(
    sample: Callable[[str], CityReport], city_id: str
) -> None:
    for slide in read(sample(city_id)):
        assert slide.shapes.title.text_frame.text
        if charts(slide):
            assert "Source: " in words(slide)
        for shape in charts(slide):
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
            assert f"Made on {theme.date(TODAY)}" in words(slide)


def test_the_curve_holds_every_inventory_and_can_be_edited(sample: Callable[[str], CityReport]) -> None:
    report = sample("US-BOS")
    chart = charts(read(report)[1])[0].chart
    own = shown_series.own_series(report)
    line = chart.plots[0].series[0]
    assert [round(value * 1e6, 3) for value in line.values] == [round(item.emissions_t or 0.0, 3) for item in own]
    assert [float(text) for text in line._element.xpath("c:xVal//c:v/text()")] == [item.year for item in own]
    assert chart.part.chart_workbook.xlsx_part is not None


def test_bars_of_change_are_labelled_as_on_the_page_and_fall_to_their_own_side(
    sample: Callable[[str], CityReport],
) -> None:
    report = sample("US-BOS")
    latest, base = report.leading.latest, report.leading.baseline
    assert latest is not None
    assert base is not None
    assert base.inventory is not None
    bars = charts(read(report)[3])[0].chart.plots[0].series[0]
    moves = shown_series.moves(base.inventory, latest)[::-1]
    assert [value * 1e6 for value in bars.values] == pytest.approx([value for _, value in moves])
    labels = list(bars._element.xpath(".//c:dLbl//a:t/text()"))
    largest = max(abs(value) for _, value in moves)
    assert labels == [theme.tonnes(value, None, signed=True, like=largest) for _, value in moves]
    assert set(bars._element.xpath(".//c:dPt/c:invertIfNegative/@val")) == {"0"}


def test_the_same_figures_give_the_same_bytes(sample: Callable[[str], CityReport]) -> None:
    first = slides(sample("US-NYC"), TODAY)
    time.sleep(1.1)  # the workbooks behind the charts note the second in which they are made
    assert slides(sample("US-NYC"), TODAY) == first


def test_no_line_of_a_slide_runs_between_what_is_not_compared() -> None:
    stated = target(percent=None, kind="fixed-level", level_t=500.0)
    years = ((2010, 1000.0, "CO2"), (2012, 950.0, "CO2"), (2015, 990.0, "CO2e"), (2020, 900.0, "CO2e"))
    report = standing(*(inventory(year, tonnes, gas=gas) for year, tonnes, gas in years), targets=(stated,))
    slide = read(report)[1]
    lines = charts(slide)[0].chart.plots[0].series
    drawn = [[float(text) for text in line._element.xpath("c:xVal//c:v/text()")] for line in lines]
    assert drawn == [[2010, 2012], [2015, 2020]]
    assert "No line to 2030" in words(slide)
    assert "No line between inventories that were made differently" in words(slide)


def test_of_a_total_below_zero_the_slide_gives_no_share() -> None:
    last = inventory(2024, -359.0, sectors={"Transport": 41.0, "Land use": -400.0})
    slide = read(standing(inventory(2010, 100.0), last, targets=(target(),)))[2]
    assert slide.shapes.title.text_frame.text == "What 2024 was made of"


@pytest.mark.parametrize("city_id", CITIES)
def test_the_longest_line_of_the_curve_comes_first_and_both_axes_hold_all_of_it(
    sample: Callable[[str], CityReport], city_id: str
) -> None:
    for shape in charts(read(sample(city_id))[1]):
        found = shape.chart
        lines = found.plots[0].series
        counts = [len(list(line.values)) for line in lines]
        assert counts == sorted(counts, reverse=True)
        values = [value for line in lines for value in line.values]
        years = [float(year) for line in lines for year in line._element.xpath("c:xVal//c:v/text()")]
        for axis, held in ((found.value_axis, values), (found.category_axis, years)):
            assert axis.minimum_scale <= min(held)
            assert max(held) <= axis.maximum_scale
        assert found.value_axis.minimum_scale % found.value_axis.major_unit == pytest.approx(0)


def test_an_inventory_by_another_method_is_drawn_as_squares_without_a_line(
    sample: Callable[[str], CityReport],
) -> None:
    report = sample("IT0004")
    slide = read(report)[1]
    other = charts(slide)[0].chart.plots[0].series[-1]
    assert other.marker.style == XL_MARKER_STYLE.SQUARE
    assert list(other.values) == pytest.approx(
        [(item.emissions_t or 0.0) / 1e6 for item in report.inventories if item.method == "covenant"]
    )
    assert "Squares: another method" in words(slide)


def test_two_targets_of_one_year_are_both_named_and_a_path_per_inhabitant_bends_as_on_the_page() -> None:
    report = standing(
        inventory(2010, 100.0, inhabitants=10.0),
        inventory(2020, 90.0, inhabitants=15.0),
        targets=(target(), target(kind="per-capita")),
    )
    (curve,) = charts(read(report)[1])
    drawn = {made.name: made for made in curve.chart.plots[0].series if made.name.startswith("Path")}
    assert sorted(len(list(made.values)) for made in drawn.values()) == [2, 3]
    ends = [made.points[len(list(made.values)) - 1].data_label.text_frame.text for made in drawn.values()]
    assert sorted(end.replace("\u00a0", " ") for end in ends) == ["−50%", "−50% a head"]


@pytest.mark.parametrize("city_id", CITIES)
def test_every_slide_that_shows_sample_figures_says_so(sample: Callable[[str], CityReport], city_id: str) -> None:
    report = sample(city_id)
    for slide in read(report):
        assert ("Sample figures" in words(slide)) == bool(report.inventories)
    own = replace(report, samples=frozenset())
    assert not any("Sample figures" in words(slide) for slide in read(own))


@pytest.mark.parametrize(
    ("city_id", "years", "first"), [("US-NYC", "2014 to 2020", "Residential buildings"), ("US-AUS", "2013 to 2018", "")]
)
def test_beside_a_declared_baseline_the_change_is_told_from_the_oldest_inventory(
    sample: Callable[[str], CityReport], samples: Store, city_id: str, years: str, first: str
) -> None:
    slide, moved = read(sample(city_id))[3], drivers(samples, city_id)
    assert f"Change {years}" in words(slide)
    assert moved.first is not None
    assert str(moved.first.year) == years[:4]  # as the page of the drivers has it
    bars = charts(slide)[0].chart.plots[0]
    assert first in list(bars.categories)[-1]
    assert sum(bars.series[0].values) < 0


def test_where_no_change_can_be_told_the_slide_says_why(sample: Callable[[str], CityReport]) -> None:
    told = {city: words(read(sample(city))[3]) for city in ("BG0002", "FR0009", "US-BAL")}
    assert "There are no figures yet to break down." in told["BG0002"]
    assert "2019 is the only inventory by its method; a change takes two." in told["FR0009"]
    assert "2017 was published as one total." in told["US-BAL"]
    apart = [replace(inventory(2010, 100.0, sectors={"Transport": 90.0}), computed=True)]
    report = standing(*apart, inventory(2024, 60.0, sectors={"Transport": 60.0}))
    assert "made alike" in words(read(report)[3])


@pytest.mark.parametrize(("code", "said"), [("en", "down"), ("de", "weniger"), ("it", "in meno"), ("bg", "по-малко")])
def test_the_direction_of_a_change_is_a_word(sample: Callable[[str], CityReport], code: str, said: str) -> None:
    language.use(code)
    try:
        assert said in words(read(sample("US-BOS"))[0])
    finally:
        language.use(language.ENGLISH)


def test_the_figure_code_stands_on_every_slide(sample: Callable[[str], CityReport]) -> None:
    made = Presentation(io.BytesIO(slides(sample("BG0002"), TODAY, "BG0002-R7-7F3A")))
    assert all("BG0002-R7-7F3A" in words(slide) for slide in made.slides)
