"""The bars hold exactly the sectors and carriers, each in its colour, and their sentences say the same."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analytics.inventories.opening import opening
from dashboard import theme
from dashboard.figures import sectors
from dashboard.words import shown_series
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import inventory

Sample = Callable[[str], CityReport]


def test_changes_are_the_later_minus_the_earlier_and_the_largest_fall_stands_first(sample: Sample) -> None:
    leading = sample("US-BOS").leading
    assert leading.baseline is not None
    first, last = leading.baseline.inventory, leading.latest
    assert first is not None
    assert last is not None
    bars = sectors.bars(sectors.change_bars(first, last), False).data[0]
    found = shown_series.moves(first, last)
    assert np.allclose(bars.x * 1e6, [last.sectors[group] - first.sectors[group] for group, _ in found])
    assert list(bars.x) == sorted(bars.x)


def test_falling_is_green_and_rising_vermilion_with_the_sign_written_out() -> None:
    before = inventory(2010, 100.0, sectors={"Transport": 40.0, "Waste": 60.0})
    after = inventory(2020, 95.0, sectors={"Transport": 50.0, "Waste": 45.0})
    figure = sectors.bars(sectors.change_bars(before, after), False)
    assert list(figure.data[0].marker.color) == [theme.LIGHT.ours, theme.LIGHT.rising]
    written = [label.text for label in figure.layout.annotations]
    assert "\u221215\u00a0t" in written
    assert "+10\u00a0t" in written


def test_a_sector_of_one_year_only_is_no_change() -> None:
    before = inventory(2010, 100.0, sectors={"Transport": 100.0})
    after = inventory(2020, 90.0, sectors={"Transport": 80.0, "Waste": 10.0})
    assert shown_series.moves(before, after) == [("Transport", -20.0)]


def test_composition_has_every_sector_in_its_own_colour_and_keeps_removals_negative(sample: Sample) -> None:
    turin = opening(sample("IT0004").leading.latest, sample("IT0004").inventories)
    assert turin is not None
    bars = sectors.bars(sectors.composition_bars(turin), False).data[0]
    expected = sorted(turin.sectors.items(), key=lambda item: -item[1])
    assert np.allclose(bars.x * 1e3, [value for _, value in expected])
    assert list(bars.marker.color) == [theme.SECTOR_COLOURS[group] for group, _ in expected]
    assert min(bars.x) < 0


def test_energy_bars_hold_every_carrier_in_its_own_colour(sample: Sample) -> None:
    turin = opening(sample("IT0004").leading.latest, sample("IT0004").inventories)
    assert turin is not None
    bars = sectors.bars(sectors.carrier_bars(turin), False).data[0]
    expected = sorted(turin.energy_by_carrier.items(), key=lambda item: -item[1])
    assert np.allclose(bars.x * 1e3, [value for _, value in expected])
    assert list(bars.marker.color) == [theme.CARRIER_COLOURS[carrier] for carrier, _ in expected]


def test_energy_without_a_carrier_is_not_called_one(sample: Sample) -> None:
    lyon = sample("FR0009").leading.latest
    assert shown_series.has_sectors(lyon)
    assert not shown_series.has_carriers(lyon)
