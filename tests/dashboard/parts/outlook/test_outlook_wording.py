"""What lies ahead in words."""

from __future__ import annotations

from dashboard.parts.outlook import outlook_wording
from tests.dashboard.conftest import inventory, standing, target


def test_half_of_a_base_year_of_nothing_is_no_net_zero() -> None:
    nothing, reached = (
        standing(inventory(2010, base), inventory(2024, 40.0), targets=(target(percent=percent),)).leading
        for base, percent in ((0.0, 50.0), (100.0, 100.0))
    )
    assert (outlook_wording.level(nothing), outlook_wording.level(reached)) == ("cannot be told", "net zero")
