"""What a mayor needs stands on one screen: verdict, figures, curve beside drivers, next steps beside the targets."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

LOWEST = """() => Math.max(...[...document.querySelectorAll('[data-testid="stColumn"]')]
    .map(part => part.getBoundingClientRect().bottom))"""
LEAST_ROOM = 8


def test_steps_and_targets_of_boston_end_above_the_lower_edge_of_the_window(visit: Callable[[str], Page]) -> None:
    page = visit("/?city=US-BOS")
    assert page.get_by_role("heading", name="Three next steps").is_visible()
    assert page.evaluate(LOWEST) < page.viewport_size["height"] - LEAST_ROOM  # type: ignore[index]
