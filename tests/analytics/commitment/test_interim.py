"""Interim targets: which are steps on the way to which, and the one path through them."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.commitment.interim import chain, interim
from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.commitment.trajectory import piecewise_path
from tests.analytics.builders import read, target, whole


def judged(*changes: dict[str, Any]) -> list[Progress]:
    inventories = read([*whole(2005, 1000.0), *whole(2015, 800.0)], inhabitants={2005: 100.0, 2015: 100.0})
    return [assess(target(**each), inventories) for each in changes]


NEAR = {"year": 2020, "reduction_percent": 25.0}
MIDDLE = {"year": 2030, "reduction_percent": 50.0}
FAR = {"year": 2050, "kind": "neutrality", "reduction_percent": None}


def test_earlier_targets_are_steps_on_the_way_to_a_later_one() -> None:
    far, near, middle = found = judged(FAR, NEAR, MIDDLE)
    assert interim(far, found) == (near, middle)
    assert interim(middle, found) == (near,)
    assert interim(near, found) == ()


@pytest.mark.parametrize(
    "other",
    [{"method": "gpc"}, {"sector": "Waste"}, {"kind": "per-capita"}, {"year": 2050}, {"base_year": 2020}],
)
def test_a_target_of_another_method_sector_or_unit_is_no_step(other: dict[str, Any]) -> None:
    far, step = judged(MIDDLE | {"year": 2050}, NEAR | other)
    assert interim(far, [far, step]) == ()


def test_steps_per_inhabitant_lead_to_a_target_per_inhabitant() -> None:
    far, step = judged(MIDDLE | {"kind": "per-capita"}, NEAR | {"kind": "per-capita"})
    assert interim(far, [far, step]) == (step,)


def test_the_chain_goes_through_every_step_and_each_is_still_judged_by_itself() -> None:
    far, near, middle = found = judged(FAR, NEAR, MIDDLE)
    points = chain(far, found)
    assert points == ((2005, 1000.0), (2020, 750.0), (2030, 500.0), (2050, 0.0))
    assert piecewise_path(points, 2025) == 625.0
    assert (near.path_t, middle.path_t, far.path_t) == (
        pytest.approx(1000 - 250 * 10 / 15),
        800.0,
        pytest.approx(1000 * 35 / 45),
    )


def test_of_two_steps_in_one_year_the_later_set_one_stands() -> None:
    far, old, new = found = judged(FAR, NEAR | {"set_in": 2018, "reduction_percent": 40.0}, NEAR | {"set_in": 2009})
    assert chain(far, found)[1] == (2020, 600.0)
    assert len(interim(far, found)) == 2
    assert old.target_t == 600.0
    assert new.target_t == 750.0


def test_without_a_baseline_there_is_no_chain() -> None:
    alone = assess(target(), read(whole(2015, 700.0)))
    assert chain(alone, [alone]) == ()
    assert chain(assess(None, []), []) == ()
    assert interim(assess(None, []), [alone]) == ()
