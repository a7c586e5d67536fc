"""The curve holds exactly the inventories, and its sentence says the same."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.figures import behind, trajectory_curve, trajectory_words
from dashboard.parts.progress import captions, cards
from dashboard.words import shown_series
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import SAMPLES, inventory, standing, target

Sample = Callable[[str], CityReport]


@pytest.mark.parametrize("city_id", SAMPLES)
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


def test_the_path_of_boston_runs_from_the_baseline_to_each_target(sample: Sample) -> None:
    report = sample("US-BOS")
    paths = {trace.name: trace for trace in trajectory_curve.curve(report).data if trace.name.startswith("path")}
    assert list(paths) == ["path to 2020", "path to 2030", "path to 2050"]
    for progress, trace in zip(report.progress, paths.values(), strict=True):
        assert progress.baseline is not None
        assert list(trace.x) == [progress.baseline.year, progress.target.year]
        assert np.allclose(trace.y * 1e6, [progress.baseline.emissions_t, progress.target_t])
        assert trace.line.dash == "dot"


def test_another_method_is_hollow_and_never_part_of_the_line(sample: Sample) -> None:
    figure = trajectory_curve.curve(sample("IT0004"))
    names = [trace.name for trace in figure.data]
    assert "inventories" not in names
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


@pytest.mark.parametrize("city_id", SAMPLES)
def test_the_sentence_for_the_curve_names_first_last_and_every_target(sample: Sample, city_id: str) -> None:
    report = sample(city_id)
    said = trajectory_words.curve_alt(report)
    assert report.city.name in said
    own = shown_series.own_series(report)
    for item in own[:1] + own[-1:]:
        assert f"{theme.tonnes(item.emissions_t, item.gas)} in {item.year}" in said
    for progress in shown_series.drawn_targets(report):
        assert progress.target is not None
        assert f"{theme.tonnes(progress.target_t)} in {progress.target.year}" in said


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
    for text in (trajectory_words.curve_alt(report), *said, *(card.label for card in cards.cards(report))):
        assert theme.GASES["CO2e"] not in text
    assert set(table["Gas"]) == {"CO2"}
    assert cards.cards(report)[1].label == "Required in 2020, CO₂"


def test_a_stated_level_in_co2e_makes_no_path_from_a_baseline_in_carbon_dioxide() -> None:
    stated = target(percent=None, kind="fixed-level", level_t=500.0)
    report = standing(inventory(2010, 1000.0, gas="CO2"), inventory(2020, 900.0, gas="CO2"), targets=(stated,))
    assert cards.cards(report)[1].value == "Unknown"
    figure = trajectory_curve.curve(report)
    assert [trace.name for trace in figure.data if "path" in trace.name or trace.line.dash] == []
    assert "target 2030" in [trace.name for trace in figure.data]
    assert not any("required path" in str(note.text) for note in figure.layout.annotations)
    assert "Path from" not in trajectory_words.curve_alt(report)
    note = captions.curve_note(report)
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
    assert "No line between inventories that were made differently" in captions.curve_note(report)
    alike = standing(inventory(2010, 1000.0), inventory(2020, 900.0), targets=(target(),))
    assert "No line" not in captions.curve_note(alike)


def test_below_zero_the_zero_line_is_drawn_where_zero_is() -> None:
    below = trajectory_curve.curve(standing(inventory(2010, 100.0), inventory(2020, -20.0), targets=(target(),)))
    above = trajectory_curve.curve(standing(inventory(2010, 100.0), inventory(2020, 20.0), targets=(target(),)))
    assert (below.layout.yaxis.zeroline, below.layout.xaxis.showline) == (True, False)
    assert (above.layout.yaxis.zeroline, above.layout.xaxis.showline) == (False, True)
