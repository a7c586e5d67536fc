"""The lines of a grid stand at round numbers."""

from __future__ import annotations

import pytest

from dashboard.figures import scale


@pytest.mark.parametrize(("lowest", "most", "step"), [(0, 8.8, 2), (0, 100, 20), (-190, 460, 200), (0, 0.7, 0.2)])
def test_the_grid_has_about_five_lines_at_round_numbers(lowest: float, most: float, step: float) -> None:
    assert scale.steps(lowest, most) == pytest.approx(step)
