"""The pictures of hazards: every rated hazard has its number in the matrix, and no event and no figure is lost."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.adaptation.hazard_names import NAMES
from analytics.adaptation.risk_matrix import named
from analytics.adaptation.vulnerable import RANKS
from dashboard.figures.climate_change_bars import ChangeRow, amount, bars
from dashboard.figures.event_lanes import LaneEvent, lanes
from dashboard.figures.hazard_matrix import matrix


class Said(NamedTuple):
    """What a source states of a hazard."""

    hazard: str
    probability: str
    consequence: str
    stated: int | None = None


LEVEL = st.sampled_from([*RANKS])


@pytest.mark.longer("a picture for each example")
@given(said=st.lists(st.builds(Said, st.sampled_from(sorted(NAMES)), LEVEL, LEVEL), min_size=1, max_size=15))
def test_each_number_stands_in_the_field_of_its_levels(said: list[Said]) -> None:
    hazards = named(said)
    *fields, numbers = matrix(hazards).data
    assert len(fields) == 9
    for one, x, y in zip(hazards, numbers.x, numbers.y, strict=True):
        field = fields[3 * (RANKS[one.probability] - 1) + RANKS[one.consequence] - 1]
        assert min(field.x) < x < max(field.x)
        assert min(field.y) < y < max(field.y)


EVENTS = [
    LaneEvent("river_flood", 1840, 1840, "", "the highest flood"),
    LaneEvent("heat_wave", 2010, 2022, "23 alerts", "alerts"),
    LaneEvent("drought", 2022, 2022, "47 days", "alert"),
]


def test_the_axis_of_events_is_broken_where_nothing_is_on_file_and_hatched_up_to_today() -> None:
    drawn = lanes(EVENTS, 2026.9)
    ticks = dict(zip(drawn.layout.xaxis.ticktext, drawn.layout.xaxis.tickvals, strict=True))
    assert ticks["1840"] > 1950, "a hundred years without an event take no room"
    assert [note.text for note in drawn.layout.annotations if "since 2022" in note.text]
    assert "1840" not in lanes(EVENTS[1:], 2026.9).layout.xaxis.ticktext


def test_what_was_observed_is_solid_and_what_is_expected_hatched() -> None:
    rows = [
        ChangeRow("Days above 35 °C", "days/year", 2.0, 5.0, None, "1922–1951 → 1993–2022", expected=False),
        ChangeRow("Heat wave days", "days/year", None, 28.0, None, "2100", expected=True),
        ChangeRow("Heat island", "days/year", None, 3.0, 5.0, "2100", expected=True),
    ]
    solid, hatched, ranged = (trace for trace in bars(rows).data if trace.type == "bar")
    assert (solid.base, solid.x, solid.marker.pattern.shape) == ((2.0,), (3.0,), None)
    assert (hatched.base, hatched.x, hatched.marker.pattern.shape) == ((0.0,), (28.0,), "/")
    assert (ranged.base, ranged.x, amount(rows[2])) == ((3.0,), (2.0,), "3 to 5")
