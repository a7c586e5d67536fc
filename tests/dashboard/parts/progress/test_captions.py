"""The captions say what the pictures draw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.commitment.targets import Target
from dashboard.parts.progress import captions
from tests.dashboard.conftest import inventory, standing, target

STRAIGHT = "Dotted: the straight path to each target."


@pytest.mark.parametrize(
    ("aims", "said", "unsaid"),
    [
        ((target(),), STRAIGHT, "rises and falls"),
        ((replace(target(), path="constant-rate"),), "Dotted: the path to each target.", STRAIGHT),
        ((target(), target(kind="per-capita")), "rises and falls with the inhabitants", STRAIGHT),
    ],
)
def test_a_path_is_called_straight_only_where_it_is(aims: tuple[Target, ...], said: str, unsaid: str) -> None:
    note = " ".join(captions.curve_reading(standing(inventory(2010, 100.0), inventory(2020, 80.0), targets=aims)))
    assert said in note
    assert unsaid not in note
