"""The slides of a city full screen, one at a time, as those of its file; the address is a link to the slide."""

from __future__ import annotations

from dashboard import session
from dashboard.packs import city_parts
from dashboard.parts.present import stage


def _page() -> None:
    city = session.at_city(session.city().city_id)
    found = city_parts.mayor(city, session.this_year())
    number = stage.chosen(len(found))
    stage.slide(city.report(), found[number - 1], number, len(found))


_page()
