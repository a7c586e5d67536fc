"""What can be done with a page: present it, take its slides, its page of paper or its story along, copy its address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import offered, opened, session, widgets
from dashboard.downloads import XLSX
from dashboard.language import gettext as _
from dashboard.parts.pairs.pairing import Facing
from dashboard.parts.present import deck_door
from datasets import CityReport, Programme

if TYPE_CHECKING:
    from dashboard.packs.paper import Paper


def actions(report: CityReport) -> None:
    """The presentation, the slides, the page of paper and the story, made when they are asked for, and the address. The
    pages on which a story begins show them in their upper corner."""
    city = session.at_city(report.city.city_id)

    def printed() -> bytes:
        from dashboard.packs.city_paper import city_paper
        from dashboard.packs.handout import handout

        today = datetime.now(UTC)
        return handout(city_paper(report, city.outlook(), today, city.code()), today)

    def told() -> Paper:
        from dashboard.packs.city_story import city_story

        return city_story(city, datetime.now(UTC))

    with _corner():
        session.link("present", _("Present"), report.city.city_id, icon=":material/slideshow:")
        name = report.city.city_id.lower()
        _download(printed, told, name, lambda: deck_door.of_mayor(city), lambda: deck_door.of_city(city))
        widgets.copy_link()


def of_pair(found: Facing) -> None:
    """The slides, the page of paper and the story of a pair."""
    cities = found.cities

    def printed() -> bytes:
        from dashboard.packs.handout import handout
        from dashboard.packs.pair_paper import pair_paper

        today = datetime.now(UTC)
        return handout(pair_paper(found, today, [city.code() for city in cities]), today)

    def told() -> Paper:
        from dashboard.packs.pair_story import pair_story

        return pair_story(found, datetime.now(UTC), [city.code() for city in cities])

    with _corner():
        name = "-".join(city.id.lower() for city in cities)
        slides, more = partial(deck_door.of_pair, *cities), partial(deck_door.of_pair, *cities, beside=True)
        _download(printed, told, name, slides, more)
        widgets.copy_link()


def of_programme(found: Programme) -> None:
    """The slides and the page of paper of the programme, and the latter as a story."""
    lines, read = session.pair_lines(), session.at_city

    def paper(today: datetime) -> Paper:
        from dashboard.packs.programme_paper import programme_paper

        return programme_paper(found, lines, read, today)

    def printed() -> bytes:
        from dashboard.packs.handout import handout

        today = datetime.now(UTC)
        return handout(paper(today), today)

    def told() -> Paper:
        return paper(datetime.now(UTC))

    with _corner():
        _download(printed, told, "programme", deck_door.of_programme, partial(deck_door.of_programme, beside=True))
        widgets.copy_link()


def _corner() -> st.delta_generator.DeltaGenerator:
    return st.container(key="page-actions", horizontal=True, gap="small", vertical_alignment="center")


def _download(
    printed: Callable[[], bytes],
    told: Callable[[], Paper],
    name: str,
    slides: Callable[[], None],
    more_slides: Callable[[], None],
) -> None:
    """One button that opens all that can be taken along: slides, a page of paper, a story, the numbers."""
    here = opened.popover(_("Download"), ":material/download:", "page-more")
    if here is not None:
        with here, st.container(key=deck_door.TAKING):
            slides()
            _paper(printed, name)
            _story(told, name)
            _numbers(told, name)
            more_slides()


def _paper(printed: Callable[[], bytes], name: str) -> None:
    offered.download(
        # Translators: one page of paper to hand out.
        _("Handout (PDF)"),
        printed,
        f"{name}-handout.pdf",
        "application/pdf",
        icon=":material/description:",
        on_click="ignore",
        help=_("One page to print and to write on"),
    )


def _story(told: Callable[[], Paper], name: str) -> None:
    def made() -> bytes:
        from dashboard.packs.story import story

        return story(told())

    offered.download(
        # Translators: a city or a pair told in one file, to be read in any browser.
        _("Story"),
        made,
        f"{name}-story.html",
        "text/html",
        icon=":material/auto_stories:",
        on_click="ignore",
        help=_("One file that opens in any browser, without a network"),
    )


def _numbers(told: Callable[[], Paper], name: str) -> None:
    def made() -> bytes:
        from dashboard.packs import pack_numbers

        return pack_numbers.workbook(told())

    offered.download(
        # Translators: the numbers of a page and its charts as a workbook.
        _("Numbers (XLSX)"),
        made,
        f"{name}-numbers.xlsx",
        XLSX,
        icon=":material/table_view:",
        on_click="ignore",
        help=_("Every number of the slides and the story, with sources and how to cite them"),
    )
