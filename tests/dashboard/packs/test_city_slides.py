"""The slides of a city say what its pages say, with charts that hold the inventories' own numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dashboard import language, theme
from dashboard.notation import subscripts
from dashboard.packs import city_parts, city_slides, decks
from dashboard.packs.city_parts import CitySlide
from dashboard.packs.slide_deck import Edition
from dashboard.parts.progress import steps
from dashboard.words import shown_series, verdicts
from datasets import City, CityReport
from datasets.store import Store
from tests.dashboard.conftest import CITIES, inventory, standing, target
from tests.dashboard.packs.slide_reading import EDITION, alt, charts, drawn, labels, opened, series, words
from tests.effort import first


def mayor(store: Store, city_id: str) -> list[Any]:
    return opened(decks.mayor(City(store, city_id, this_year=2026), EDITION))


def shown_of(report: CityReport, *told: CitySlide | None, edition: Edition = EDITION) -> list[Any]:
    """These slides of a city as somebody opens them."""
    return drawn(*(city_slides.slide(report, one) for one in told if one is not None), edition=edition)


@pytest.mark.parametrize("city_id", CITIES)
def test_the_first_slide_is_the_answer_of_the_page_with_its_curve_and_the_steps_follow(
    samples: Store, city_id: str
) -> None:
    city = City(samples, city_id, this_year=2026)
    report = city.report()
    found = mayor(samples, city_id)
    first = words(found[0])
    assert verdicts.headline(report) in first
    assert verdicts.answer(report).words in first
    assert subscripts(verdicts.caveat(report) or "") in found[0].notes_slide.notes_text_frame.text
    assert bool(charts(found[0])) == shown_series.has_curve(report)
    with_steps = words(found[1 if shown_series.has_curve(report) else 0])
    for step in steps.steps(report, 2026, city.outlook()):
        assert step.about in with_steps
        assert step.why in with_steps


@pytest.mark.parametrize(("city_id", "count"), first(2, [("US-BOS", 3), ("IT0004", 3), ("FR0009", 2), ("BG0002", 2)]))
def test_only_slides_that_say_something_are_there(samples: Store, city_id: str, count: int) -> None:
    assert len(mayor(samples, city_id)) == count


def test_a_city_without_a_verdict_shows_its_figures_and_what_is_missing(sample: Callable[[str], CityReport]) -> None:
    report = sample("FR0009")
    (slide,) = shown_of(report, city_parts.verdict(report, []))
    assert verdicts.context(report) in words(slide)
    assert verdicts.headline(report) in words(slide)


@pytest.mark.parametrize("city_id", CITIES)
def test_no_source_is_smaller_than_ten_points_and_all_of_it_is_on_the_slide_or_in_its_notes(
    samples: Store, city_id: str
) -> None:
    city = City(samples, city_id, this_year=2026)
    for slide, told in zip(mayor(samples, city_id), city_parts.mayor(city, 2026), strict=True):
        foot = next(one for one in slide.placeholders if one.placeholder_format.idx == 11).text_frame
        assert {run.font.size.pt for part in foot.paragraphs for run in part.runs} == {10}
        noted = slide.notes_slide.notes_text_frame.text
        assert told.foot == foot.text or (foot.text.endswith(" …") and told.foot in noted)


def test_an_axis_of_years_ends_two_years_after_the_last_that_is_drawn(samples: Store) -> None:
    pair = City(samples, "IT0004", this_year=2026), City(samples, "US-BAL", this_year=2026)
    ends = [
        (shape.chart.category_axis.maximum_scale, float(max(line._element.xpath("c:xVal//c:v/text()"))))
        for slide in opened(decks.pair(*pair, EDITION))
        for shape in charts(slide)
        if "from 1991" in slide.shapes.title.text_frame.text
        for line in shape.chart.plots[0].series
    ]
    assert {end for end, _last in ends} == {2032}
    assert max(last for _end, last in ends) == 2030


def test_the_curve_holds_every_inventory_and_can_be_edited(sample: Callable[[str], CityReport]) -> None:
    report = sample("US-BOS")
    (slide,) = shown_of(report, city_parts.verdict(report, []))
    (shape,) = charts(slide)
    own = shown_series.own_series(report)
    line = shape.chart.plots[0].series[0]
    assert [round(value * 1e6, 3) for value in line.values] == [round(item.emissions_t or 0.0, 3) for item in own]
    assert [float(text) for text in line._element.xpath("c:xVal//c:v/text()")] == [item.year for item in own]
    assert shape.chart.part.chart_workbook.xlsx_part is not None
    assert series(shape)["Target 2030"] == [pytest.approx((report.leading.target_t or 0.0) / 1e6)]


@pytest.mark.parametrize("city_id", CITIES)
def test_the_longest_line_of_the_curve_comes_first_and_both_axes_hold_all_of_it(
    sample: Callable[[str], CityReport], city_id: str
) -> None:
    for slide in shown_of(sample(city_id), city_parts.verdict(sample(city_id), [])):
        for shape in charts(slide):
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


def test_no_line_of_a_slide_runs_between_what_is_not_compared() -> None:
    stated = target(percent=None, kind="fixed-level", level_t=500.0)
    years = ((2010, 1000.0, "CO2"), (2012, 950.0, "CO2"), (2015, 990.0, "CO2e"), (2020, 900.0, "CO2e"))
    report = standing(*(inventory(year, tonnes, gas=gas) for year, tonnes, gas in years), targets=(stated,))
    (slide,) = shown_of(report, city_parts.verdict(report, []))
    lines = charts(slide)[0].chart.plots[0].series
    drawn_years = [[float(text) for text in line._element.xpath("c:xVal//c:v/text()")] for line in lines]
    assert drawn_years[:2] == [[2010, 2012], [2015, 2020]]
    assert "No line to 2030" in slide.notes_slide.notes_text_frame.text


def test_bars_of_change_are_labelled_as_on_the_page_and_fall_to_their_own_side(
    sample: Callable[[str], CityReport],
) -> None:
    report = sample("US-BOS")
    latest, first = report.leading.latest, shown_series.compared_with(report)
    assert latest is not None
    assert first is not None
    (slide,) = shown_of(report, city_parts.sector_changes(report))
    bars = charts(slide)[0].chart.plots[0].series[0]
    moves = shown_series.moves(first, latest)
    assert [value * 1e6 for value in bars.values] == pytest.approx([value for _, value in moves])
    largest = max(abs(value) for _, value in moves)
    assert labels(charts(slide)[0]) == [theme.tonnes(value, None, signed=True, like=largest) for _, value in moves]
    assert set(bars._element.xpath(".//c:dPt/c:invertIfNegative/@val")) == {"0"}


def test_of_a_total_below_zero_the_slide_gives_no_share() -> None:
    last = inventory(2024, -359.0, sectors={"Transport": 41.0, "Land use": -400.0})
    report = standing(inventory(2010, 100.0), last, targets=(target(),))
    (slide,) = shown_of(report, city_parts.composition(report))
    assert slide.shapes.title.text_frame.text == "What 2024 was made of"
    assert not [label for label in labels(charts(slide)[0]) if "%" in label]


def test_where_no_change_can_be_told_there_is_no_slide_of_it(sample: Callable[[str], CityReport]) -> None:
    assert [city_parts.sector_changes(sample(city)) for city in ("BG0002", "FR0009", "US-BAL")] == [None] * 3
    assert city_parts.composition(sample("BG0002")) is None


@pytest.mark.parametrize("city_id", CITIES)
def test_every_slide_that_shows_sample_figures_says_so(sample: Callable[[str], CityReport], city_id: str) -> None:
    report = sample(city_id)
    for told, marked in ((report, bool(report.inventories)), (replace(report, samples=frozenset()), False)):
        for slide in shown_of(told, city_parts.verdict(told, [])):
            assert ("Sample figures" in words(slide)) == marked


def test_every_chart_has_its_sentence_its_source_and_the_day(sample: Callable[[str], CityReport]) -> None:
    report = sample("US-BOS")
    shown = [city_parts.verdict(report, []), city_parts.sector_changes(report), city_parts.composition(report)]
    for slide in shown_of(report, *shown):
        assert [alt(shape) for shape in charts(slide)] != [""]
        assert "Source: " in words(slide)
        assert "Revision 3" in words(slide)
        assert theme.date(EDITION.today) in words(slide)
        assert "US-BOS-R3-7F3A" in words(slide)


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.parametrize(("code", "said"), [("de", "unter"), ("bg", "под")])
def test_the_direction_of_a_change_is_a_word(sample: Callable[[str], CityReport], code: str, said: str) -> None:
    report = sample("US-BOS")
    language.use(code)
    try:
        (slide,) = shown_of(report, city_parts.verdict(report, []), edition=replace(EDITION, languages=(code,)))
        assert said in words(slide)
    finally:
        language.use(language.ENGLISH)
