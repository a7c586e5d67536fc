"""The curve holds exactly the inventories, and its sentence says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.figures import behind, horizon, trajectory_curve, trajectory_words
from dashboard.parts.progress import captions
from dashboard.words import four_figures, shown_series
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import CITIES, inventory, standing, target

Sample = Callable[[str], CityReport]


@pytest.mark.parametrize("city_id", CITIES)
def test_every_inventory_with_a_total_is_drawn_once_with_its_own_value(sample: Sample, city_id: str) -> None:
    report = sample(city_id)
    if not shown_series.has_curve(report):
        return
    figure = trajectory_curve.curve(report)
    unit = 1e6 if figure.layout.yaxis.ticksuffix.endswith("Mt") else 1e3
    drawn = sorted(
        (int(year), value * unit)
        for trace in figure.data
        if trace.name in ("inventories", *trajectory_words.SHORT_METHODS.values())
        for year, value in zip(trace.x, trace.y, strict=True)
    )
    held = sorted((item.year, item.emissions_t) for item in report.inventories if item.emissions_t is not None)
    assert np.allclose(np.array(drawn), np.array(held), rtol=1e-12)


def named(figure: go.Figure, name: str) -> go.Scatter | None:
    """The one trace of this name."""
    return next((trace for trace in figure.data if trace.name == name), None)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_path_runs_from_the_baseline_to_the_target_that_is_chosen_and_no_other_is_drawn(
    sample: Sample, place: int
) -> None:
    report = sample("US-BOS")
    chosen = shown_series.drawn_targets(report)[place]
    assert chosen.target is not None
    assert chosen.baseline is not None
    paths = [trace for trace in trajectory_curve.curve(report, shown=chosen).data if trace.name.startswith("path")]
    assert [trace.name for trace in paths] == [f"path to {chosen.target.year}"]
    assert list(paths[0].x) == [chosen.baseline.year, chosen.target.year]
    assert np.allclose(paths[0].y * 1e6, [chosen.baseline.emissions_t, chosen.target_t])
    assert paths[0].line.dash is None


def test_without_a_choice_the_path_is_that_of_the_leading_target(sample: Sample) -> None:
    assert named(trajectory_curve.curve(sample("US-BOS")), "path to 2030") is not None


def test_the_years_without_an_inventory_are_hatched_up_to_this_one(sample: Sample) -> None:
    hatch = named(trajectory_curve.curve(sample("US-BOS")), horizon.UNKNOWN_YEARS)
    assert hatch is not None
    assert hatch.fillpattern.shape == "/"
    assert (min(hatch.x), max(hatch.x)) == (2020.5, 2026.5)


def test_nothing_is_hatched_where_the_newest_inventory_is_of_this_year() -> None:
    report = replace(standing(inventory(2010, 100.0), inventory(2026, 60.0), targets=(target(),)), this_year=2026)
    assert named(trajectory_curve.curve(report), horizon.UNKNOWN_YEARS) is None


def test_the_recent_trend_ends_where_the_sentence_says_and_the_bracket_is_what_is_short(sample: Sample) -> None:
    report = sample("US-BOS")
    figure, shown = trajectory_curve.curve(report), report.leading
    trend, short = named(figure, horizon.TREND), named(figure, horizon.SHORTFALL)
    line = shown_series.recent_trend(report, shown)
    assert trend is not None
    assert short is not None
    assert line is not None
    assert shown.target is not None
    assert np.allclose(trend.y[-1] * 1e6, line.tonnes(2030))
    assert np.allclose(short.y * 1e6, [shown.target_t, line.tonnes(2030)])
    said = theme.tonnes(float(line.tonnes(2030)) - (shown.target_t or 0), None, like=float(line.tonnes(2030)))
    assert any(f"{said} short" in str(note.text) for note in figure.layout.annotations)


def test_neither_area_nor_trend_is_drawn_where_the_verdict_is_open() -> None:
    aim = target(method="covenant")
    report = standing(inventory(2010, 100.0), inventory(2015, 90.0), inventory(2020, 80.0), targets=(aim,))
    names = {trace.name for trace in trajectory_curve.curve(report).data}
    assert not names & {horizon.TREND, horizon.SHORTFALL, trajectory_curve.BELOW, trajectory_curve.ABOVE}


def test_what_lies_below_the_path_and_what_lies_above_are_filled_apart(sample: Sample) -> None:
    figure = trajectory_curve.curve(sample("US-BOS"))
    below, above = named(figure, trajectory_curve.BELOW), named(figure, trajectory_curve.ABOVE)
    assert below is not None
    assert above is not None
    inventories = {item.year: item.emissions_t for item in sample("US-BOS").inventories}
    assert 2016 in above.x
    assert 2016 not in below.x
    assert 2012 in below.x
    assert 2012 not in above.x
    assert below.y[list(below.x).index(2012)] * 1e6 == pytest.approx(inventories[2012])


def test_another_method_is_hollow_and_never_part_of_the_line(sample: Sample) -> None:
    figure = trajectory_curve.curve(sample("IT0004"))
    names = [trace.name for trace in figure.data]
    assert list(figure.data[names.index("inventories")].x) == [2014, 2017, 2019]
    other = figure.data[names.index("Covenant inventory")]
    assert other.marker.symbol.endswith("-open")


def test_a_removal_below_zero_stays_in_the_picture() -> None:
    report = standing(inventory(2010, 100.0), inventory(2020, -20.0), targets=(target(),))
    assert trajectory_curve.curve(report).layout.yaxis.range[0] <= -20.0


def test_a_per_capita_path_has_points_only_where_the_inhabitants_are_known() -> None:
    report = standing(
        inventory(2010, 1000.0, inhabitants=100.0),
        inventory(2015, 900.0, inhabitants=None),
        inventory(2020, 800.0, inhabitants=110.0),
        targets=(target(kind="per-capita"),),
    )
    figure = trajectory_curve.curve(report)
    path = next(trace for trace in figure.data if trace.name == "path to 2030")
    assert list(path.x) == [2010, 2020, 2030]
    assert np.allclose(path.y * (1e3 if figure.layout.yaxis.ticksuffix.endswith("kt") else 1), [1000, 825, 550])


def test_a_path_at_a_constant_rate_is_drawn_as_a_curve_with_its_level() -> None:
    aim = target(kind="fixed-level", percent=None, level_t=250.0, path="constant-rate")
    figure = trajectory_curve.curve(standing(inventory(2010, 1000.0), inventory(2020, 800.0), targets=(aim,)))
    path = next(trace for trace in figure.data if trace.name == "path to 2030")
    unit = 1e3 if figure.layout.yaxis.ticksuffix.endswith("kt") else 1
    assert list(path.x) == list(range(2010, 2031))
    assert np.allclose(path.y[[0, 10, 20]] * unit, [1000, 500, 250])
    assert any(theme.tonnes(250.0) in str(note.text) for note in figure.layout.annotations)


@pytest.mark.parametrize("dark", [False, True])
def test_the_curve_is_small_and_made_of_arrays(sample: Sample, dark: bool) -> None:
    figure = trajectory_curve.curve(sample("US-BOS"), dark)
    assert all(isinstance(trace.x, np.ndarray) and isinstance(trace.y, np.ndarray) for trace in figure.data)
    assert sum(len(trace.x) for trace in figure.data) <= 5000


def test_a_baseline_and_a_path_in_carbon_dioxide_alone_are_never_said_to_be_co2e() -> None:
    report = standing(inventory(2010, 1000.0, gas="CO2"), inventory(2020, 900.0, gas="CO2"), targets=(target(),))
    figure, table = trajectory_curve.curve(report), behind.curve(report)
    said = [str(text) for trace in figure.data for text in trace.hovertext or ()]
    assert any("Baseline 2010" in text for text in said)
    for text in (*said, *(card.label for card in four_figures.cards(report))):
        assert theme.GASES["CO2e"] not in text
    assert set(table["Gas"]) == {"CO2"}
    assert four_figures.cards(report)[1].label == "Required in 2020, CO₂"


def test_a_stated_level_in_co2e_makes_no_path_from_a_baseline_in_carbon_dioxide() -> None:
    stated = target(percent=None, kind="fixed-level", level_t=500.0)
    report = standing(inventory(2010, 1000.0, gas="CO2"), inventory(2020, 900.0, gas="CO2"), targets=(stated,))
    assert four_figures.cards(report)[1].value == "Unknown"
    figure = trajectory_curve.curve(report)
    assert [trace.name for trace in figure.data if "path" in trace.name or trace.line.dash] == []
    assert "target 2030" in [trace.name for trace in figure.data]
    assert not any("required path" in str(note.text) for note in figure.layout.annotations)
    note = " ".join(captions.curve_reading(report))
    assert "Dotted" not in note
    assert "No line to 2030: its baseline counts CO₂ alone and the target CO₂e" in note
    assert "path" not in shown_series.curve_title(report)
    rows = dict(zip(behind.curve(report)["Point"], behind.curve(report)["Gas"], strict=True))
    assert rows == {
        f"Inventory, {METHOD_NAMES[Method.GPC]}": "CO2",
        "Path to 2030, base year": "CO2",
        "Path to 2030, target": "CO2e",
    }


def test_no_line_runs_between_inventories_of_two_gases() -> None:
    years = ((2010, 1000.0, "CO2"), (2012, 950.0, "CO2"), (2015, 990.0, "CO2e"), (2020, 900.0, "CO2e"))
    report = standing(*(inventory(year, tonnes, gas=gas) for year, tonnes, gas in years), targets=(target(),))
    lines = [list(trace.x) for trace in trajectory_curve.curve(report).data if trace.name == "inventories"]
    assert lines == [[2010, 2012], [2015, 2020]]
    assert "No line between inventories that were made differently" in " ".join(captions.curve_reading(report))
    alike = standing(inventory(2010, 1000.0), inventory(2020, 900.0), targets=(target(),))
    assert "No line" not in " ".join(captions.curve_reading(alike))


def test_below_zero_the_zero_line_is_drawn_where_zero_is() -> None:
    below = trajectory_curve.curve(standing(inventory(2010, 100.0), inventory(2020, -20.0), targets=(target(),)))
    above = trajectory_curve.curve(standing(inventory(2010, 100.0), inventory(2020, 20.0), targets=(target(),)))
    assert (below.layout.yaxis.zeroline, below.layout.xaxis.showline) == (True, False)
    assert (above.layout.yaxis.zeroline, above.layout.xaxis.showline) == (False, True)
