"""The waterfall ends at the last total, hatches what is no change of the city, and says all of it in words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from analytics.change.attribution import PER_HEAD, WEATHER, Attribution, Bar
from analytics.change.drivers import POPULATION, RESTATEMENT
from analytics.inventories.alignment import BY_HEAD
from dashboard import theme
from dashboard.figures import waterfall
from datasets.city.change_causes import drivers
from datasets.store import Store


def attribution(before: float, bars: dict[Bar, float]) -> Attribution:
    after = before + sum(bars.values())
    return Attribution(
        "XX", "gpc", (2005, 2020), "CO2e", before, after, after - before, bars, {}, BY_HEAD, {"waste": BY_HEAD}
    )


@pytest.mark.parametrize("city_id", ["US-BOS", "US-NYC", "US-AUS", "ES0002", "US-FTC"])
def test_every_row_hangs_where_the_one_before_ended(samples: Store, city_id: str) -> None:
    found = drivers(samples, city_id).direct
    assert found is not None
    rows = waterfall.steps(found)
    for one, other in pairwise(rows[:-1]):
        assert other.start == pytest.approx(one.end, rel=1e-12)
    assert rows[-2].end == pytest.approx(found.after_t, rel=1e-12)
    assert rows[-1].end == found.after_t
    bars = waterfall.waterfall(found).data[0]
    assert np.all(np.isfinite(bars.x))
    unit = rows[0].tonnes / bars.x[0]
    assert np.allclose((bars.base + bars.x) * unit, [row.end for row in rows])


def test_restatement_and_weather_are_hatched_and_stand_last() -> None:
    found = attribution(
        100.0,
        {
            Bar(RESTATEMENT, "GWP"): 7.0,
            Bar(WEATHER): -5.0,
            Bar(POPULATION): 10.0,
            Bar(PER_HEAD, "Waste"): -40.0,
        },
    )
    figure = waterfall.waterfall(found)
    names = [row.name for row in waterfall.steps(found)]
    assert names == ["2005", "More inhabitants", "Waste", "Milder weather", "Restatement (GWP)", "2020"]
    assert list(figure.data[0].marker.pattern.shape) == ["", "", "", ".", "/", ""]
    assert list(figure.data[0].marker.color[1:3]) == [theme.LIGHT.rising, theme.LIGHT.ours]


@pytest.mark.parametrize("fall", [-4.0, -40.0, -120.0, -400.0])
def test_every_bar_of_a_total_starts_at_zero_however_small_the_moves_are(fall: float) -> None:
    found = attribution(1000.0, {Bar(PER_HEAD, "Waste"): fall})
    rows = waterfall.steps(found)
    assert [(row.name, row.start) for row in (rows[0], rows[-1])] == [("2005", 0.0), ("2020", 0.0)]
    assert [row.name for row in rows[1:-1]] == ["Waste"], "told by itself, though its bar is narrow"
    figure = waterfall.waterfall(found)
    assert figure.layout.xaxis.range[0] == 0
    first, last = figure.data[0].x[0], figure.data[0].x[-1]
    assert last / first == pytest.approx(1 + fall / 1000), "the picture falls as much as the figures"


def test_what_cannot_be_seen_shares_one_row_and_the_table_behind_keeps_all() -> None:
    bars = {Bar(PER_HEAD, group): -1.0 for group in ("Waste", "Other", "Industry")} | {
        Bar(PER_HEAD, "Transport"): -500.0
    }
    found = attribution(1000.0, bars)
    assert [row.name for row in waterfall.steps(found)] == ["2005", "Transport", "3 smaller ones", "2020"]
    behind = waterfall.behind(found)
    assert behind["Bar"] == ["Total 2005", "Transport", "Waste", "Other", "Industry", "Total 2020"]
    assert behind["t CO2e"] == [1000.0, -500.0, -1.0, -1.0, -1.0, 497.0]


def test_a_net_negative_total_has_its_axis_below_zero() -> None:
    figure = waterfall.waterfall(attribution(50.0, {Bar(PER_HEAD, "Land use"): -80.0}))
    assert figure.layout.xaxis.range == (-30.0, 50.0)


def test_the_figure_is_one_for_each_theme() -> None:
    found = attribution(100.0, {Bar(PER_HEAD, "Waste"): -40.0})
    assert waterfall.waterfall(found, dark=True).data[0].marker.color[1] == theme.DARK.ours


def test_inhabitants_in_review_are_pale_dashed_and_say_so() -> None:
    found = attribution(100.0, {Bar(POPULATION): 10.0, Bar(PER_HEAD, "Waste"): -40.0})
    figure = waterfall.waterfall(found, review=True)
    assert "More inhabitants, in doubt" in [row.name for row in waterfall.steps(found, review=True)]
    (edge,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (edge.line.dash, edge.x0, edge.x1) == ("dash", 100.0, 110.0)
    assert figure.data[0].marker.color[1] == theme.faint(theme.LIGHT.rising, 0.3)
    assert not [shape for shape in waterfall.waterfall(found).layout.shapes if shape.type == "rect"]
