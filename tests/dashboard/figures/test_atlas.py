"""Every city stands where it is, marked by its verdict, with a name that meets no other."""

from __future__ import annotations

from itertools import combinations, cycle

import numpy as np
import pytest

from analytics.vocabulary import Verdict
from dashboard import downloads
from dashboard.figures import atlas, behind
from datasets.store import Store


@pytest.fixture(scope="module")
def places(samples: Store) -> list[atlas.MapPoint]:
    return [
        atlas.MapPoint(city.name, city.latitude, city.longitude, verdict, "")
        for city, verdict in zip(samples.cities(), cycle(Verdict), strict=False)
        if city.latitude is not None and city.longitude is not None
    ]


def test_every_city_stands_in_exactly_one_panel(places: list[atlas.MapPoint]) -> None:
    assert all(sum(panel.holds(place) for panel in atlas.PANELS) == 1 for place in places)


@pytest.mark.parametrize("panel", atlas.PANELS, ids=lambda panel: panel.name)
def test_the_map_holds_the_coordinates_of_its_cities(panel: atlas.Panel, places: list[atlas.MapPoint]) -> None:
    figure = atlas.atlas(panel, places)
    drawn = {
        (name.removeprefix("<b>").removesuffix("</b>"), x, y)
        for trace in figure.data
        if trace.text is not None
        for name, x, y in zip(trace.text, trace.x, trace.y, strict=True)
    }
    assert drawn == {(p.name, p.longitude, p.latitude) for p in places if panel.holds(p)}
    assert sum(len(trace.x) for trace in figure.data) <= 5000


def test_the_line_of_a_pair_runs_from_city_to_city_and_its_marks_open_the_pair() -> None:
    pair = atlas.MapPair((-71.1, 42.4), (4.8, 45.7), "Boston – Lyon", "US-BOS~FR0009")
    assert pair.points()[[0, -1]].tolist() == [[-71.1, 42.4], [4.8, 45.7]]
    for panel in atlas.PANELS:
        (marks,) = [
            trace
            for trace in atlas.atlas(panel, [], [pair]).data
            if trace.customdata is not None and len(trace.customdata)
        ]
        assert set(marks.customdata) == {"US-BOS~FR0009"}
        assert set(marks.hovertext) == {"Boston – Lyon"}
        assert all(panel.west < x < panel.east for x in marks.x)


@pytest.mark.parametrize("panel", atlas.PANELS, ids=lambda panel: panel.name)
def test_the_shores_lie_within_the_frame_and_are_closed(panel: atlas.Panel) -> None:
    for shores in (panel.land, panel.water):
        shore, *_rest = np.split(shores, np.flatnonzero(np.isnan(shores[:, 0])))
        assert shore[0].tolist() == shore[-1].tolist()
        assert np.nanmax(np.abs(shores)) <= 180


@pytest.mark.parametrize("panel", atlas.PANELS, ids=lambda panel: panel.name)
def test_the_sentence_for_the_map_names_every_city_with_its_verdict(
    panel: atlas.Panel, places: list[atlas.MapPoint]
) -> None:
    said = downloads.aloud(panel.name, behind.atlas(panel, places))
    for place in places:
        assert (place.name in said) == panel.holds(place)


@pytest.mark.parametrize("panel", atlas.PANELS, ids=lambda panel: panel.name)
def test_no_two_names_meet_on_a_phone(panel: atlas.Panel, places: list[atlas.MapPoint]) -> None:
    shown = [place for place in places if panel.holds(place)]
    boxes = atlas.label_boxes(panel, shown)
    assert set(boxes) == {place.name for place in shown}
    for (_, (left, right, bottom, top)), (_, (l2, r2, b2, t2)) in combinations(boxes.values(), 2):
        assert left >= r2 or l2 >= right or bottom >= t2 or b2 >= top
