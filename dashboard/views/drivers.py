"""Drivers: what moved the emissions from one year to another, the weather, and what would turn the verdict."""

from __future__ import annotations

from dashboard import session
from dashboard.parts import page_actions
from dashboard.parts.drivers import driving
from dashboard.parts.knowledge import elsewhere


def _page() -> None:
    report = session.at_city(session.city().city_id).report()
    moved = driving.found(report)
    driving.head(moved)
    if report.inventories:
        page_actions.actions(report)
    driving.controls(moved)
    driving.shown(moved)
    elsewhere.part(report.city)


_page()
