"""The lines of a grid stand at round numbers."""

from __future__ import annotations

import pytest

from dashboard.figures import scale


@pytest.mark.parametrize(("lowest", "most", "step"), [(0, 8.8, 2), (0, 100, 20), (-190, 460, 200), (0, 0.7, 0.2)])
def test_the_grid_has_about_five_lines_at_round_numbers(lowest: float, most: float, step: float) -> None:
    assert scale.steps(lowest, most) == pytest.approx(step)


def test_a_label_of_which_nothing_would_remain_takes_a_smaller_unit() -> None:
    unit = scale.scale([5_300_000.0, 30_000.0])
    assert unit.words(0.65) == "0.65\u00a0Mt"
    assert unit.words(-0.03, signed=True) == "\u22120.03\u00a0Mt"
    assert unit.words(-0.003, signed=True) == "\u22123.0\u00a0kt"
