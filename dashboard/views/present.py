"""The story of a city full screen, one slide at a time; its address is a link to the slide."""

from __future__ import annotations

from dashboard import session
from dashboard.parts.present import chapters, stage


def _page() -> None:
    city = session.at_city(session.city().city_id)
    report = city.report()
    found = chapters.chapters(report, session.this_year(), city.outlook())
    number = stage.chosen(len(found))
    stage.slide(report, found[number - 1], number, len(found))


_page()
