"""What can be done with a page of one city: present it, take its slides or page of paper along, copy its address."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import session, widgets
from dashboard.language import bound
from dashboard.language import gettext as _
from dashboard.parts.present import deck_door
from datasets import CityReport


def actions(report: CityReport) -> None:
    """The presentation, the slides and the page of paper, made when they are asked for, and the address. The pages on
    which a story begins show them in their upper corner."""
    city = session.at_city(report.city.city_id)

    def printed() -> bytes:
        from dashboard.packs.handout import handout

        return handout(report, city.outlook(), datetime.now(UTC), city.code())

    with st.container(key="page-actions", horizontal=True, gap="small", vertical_alignment="center"):
        session.link("present", _("Present"), report.city.city_id, icon=":material/slideshow:")
        deck_door.of_mayor(city)
        deck_door.of_city(city)
        st.download_button(
            # Translators: one page of paper to hand out.
            _("Handout (PDF)"),
            bound(printed),
            f"{report.city.city_id.lower()}-handout.pdf",
            "application/pdf",
            icon=":material/description:",
            on_click="ignore",
            help=_("One page to print and to write on"),
        )
        widgets.copy_link()
