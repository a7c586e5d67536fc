"""Labels of a curve stand off its lines and off each other, on a phone as on a wide page."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dashboard.figures import labels

FRAME = labels.Frame(
    years=(2000, 2050), values=(0, 100), height=360, left=40, right=60, top=10, bottom=30, grid=(20, 40, 60, 80)
)


def label(x: float, y: float, text: str = "five words of a label", **more: Any) -> dict[str, Any]:
    put = {"xanchor": "left", "yanchor": "bottom", "xshift": 4, "yshift": 4}
    return {"x": x, "y": y, "text": text, "font": {"size": 14}, **put, **more}


def boxes(found: list[dict[str, Any]], size: int) -> list[labels.Box]:
    return [labels._box(item, FRAME, size) for item in found]


def test_a_label_with_nothing_in_its_way_stays_where_it_was_put() -> None:
    wanted = label(2010, 66, "short")
    assert labels.placed([wanted], [], FRAME) == [wanted]


@pytest.mark.parametrize("size", labels.WIDTHS)
def test_two_labels_of_one_point_do_not_cover_each_other(size: int) -> None:
    one, other = boxes(labels.placed([label(2020, 50), label(2020, 51)], [], FRAME), size)
    assert labels._overlap(one, other) == 0


@pytest.mark.parametrize("size", labels.WIDTHS)
def test_a_label_leaves_the_line_that_runs_through_it(size: int) -> None:
    line = (np.array([2000, 2020, 2050]), np.array([50, 50, 60]))
    left, low, right, high = boxes(labels.placed([label(2020, 50)], [line], FRAME), size)[0]
    x, y = labels._sampled(FRAME, line[0], line[1])[labels.WIDTHS.index(size)]
    assert not ((x > left) & (x < right) & (y > low) & (y < high)).any()


@pytest.mark.parametrize("size", labels.WIDTHS)
def test_a_label_at_the_last_year_stays_in_the_picture(size: int) -> None:
    found = labels.placed([label(2050, 1, yanchor="top", yshift=-9)], [], FRAME)
    _left, low, right, _high = boxes(found, size)[0]
    assert right <= size - FRAME.left
    assert low >= 0


def test_a_label_of_a_path_moves_along_it_to_where_it_is_free() -> None:
    crowd = [(np.array([2020, 2030]), np.array([level, level])) for level in range(30, 90, 4)]
    (found,) = labels.placed([label(2025, 50, along=[(2042, 20)])], crowd, FRAME)
    assert (found["x"], found["y"]) == (2042, 20)
    assert "along" not in found


def test_markup_takes_no_room() -> None:
    assert labels.width("<b>5.30</b> in 2020", 14) == labels.width("5.30 in 2020", 14)
    assert labels.width("net zero<br>2050", 14) == labels.width("net zero", 14)
