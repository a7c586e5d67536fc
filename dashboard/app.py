"""The frame of every page: the list of pages, the city selector, and how errors are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from dashboard import choices, city_search, frame, identity, session, theme, widgets
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import reading_aid
from dashboard.parts.history import past
from dashboard.widgets import a_page

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

HERE = Path(__file__).resolve().parent

choices.speak()
st.set_page_config(
    page_icon=frame.icon(),
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
st.html(HERE / "page.css")
st.html(theme.sheet(widgets.dark()))

PAGES: dict[str, list[StreamlitPage]] = {
    # Translators: the heading above the pages that show one city.
    Sentence("My city"): [
        a_page("progress", _("Progress"), ":material/flag:"),
        a_page("pillars", _("Three pillars"), ":material/view_column:"),
        a_page("inventory", _("Inventory"), ":material/stacked_bar_chart:"),
        a_page("drivers", _("Drivers"), ":material/waterfall_chart:"),
        a_page("outlook", _("Outlook"), ":material/trending_down:"),
        a_page("adaptation", _("Adaptation"), ":material/flood:"),
        a_page("energy", _("Energy access"), ":material/bolt:"),
        a_page("duties", _("Duties"), ":material/event_available:"),
    ],
    Sentence("Programme"): [
        a_page("cities", _("Cities"), ":material/public:"),
        a_page("pairs", _("Pairs"), ":material/handshake:"),
        a_page("twin", _("Twin room"), ":material/compare_arrows:"),
        a_page("partners", _("Partners"), ":material/diversity_3:"),
        a_page("knowledge", _("Knowledge"), ":material/menu_book:"),
        a_page("innovation", _("Innovation"), ":material/lightbulb:"),
        a_page("frames", _("Frames"), ":material/track_changes:"),
    ],
    # Translators: the heading above the pages that show what the figures rest on: files, history and method.
    Sentence("Evidence"): [
        a_page("data", _("Data"), ":material/upload_file:"),
        a_page("figures", _("Figures"), ":material/edit_note:"),
        a_page("history", _("History"), ":material/history:"),
        a_page("method", _("Method"), ":material/rule:"),
    ],
}
ROLES = a_page("roles", _("Roles"), ":material/group:")
SIGNS_IN = identity.configured() is not None
if SIGNS_IN:
    PAGES["Evidence"].append(ROLES)
    from dashboard.parts import sign_in
WITHOUT_A_CITY = ("data", "figures", "method", "pairs")
"""The pages that stand where no city is on file."""

WIDTHS: dict[str, Literal["stretch"]] = {"present": "stretch"}
"""How wide a page is where it is not as wide as the others."""

# The built-in menu puts its group names between the items of a list, which screen readers stumble over, and drops the
# city from the address; so the menu is made of links.
PRESENTATION = a_page("present", _("Presentation"))
PLAN = a_page("plan", _("Plan"))
MOVED = st.Page(session.moved_to("outlook"), title=_("Outlook"), url_path="targets")
OTHERS = [PRESENTATION, PLAN, MOVED, *([] if SIGNS_IN else [ROLES])]
PLACES = [item.url_path or FRONT_PAGE for item in (*OTHERS, *(item for group in PAGES.values() for item in group))]
OTHERS += session.nowhere(PLACES)
page = st.navigation({**PAGES, "": OTHERS}, position="hidden")

try:
    session.begin(past=page in (*PAGES["My city"], PRESENTATION))
    session.follow(PLACES)
    if SIGNS_IN:
        sign_in.door()
    city = session.settle()  # first of all: title, menu and page are those of this city
    named = session.named_on_screen() if page not in PAGES["Programme"] else ""
    st.set_page_config(page_title=f"{page.title} – {named}" if named else page.title)
    with st.sidebar:
        if page is not PRESENTATION:
            city_search.field(page.url_path or FRONT_PAGE)
            frame.menu(PAGES)
            reading_aid.notes(page.url_path or FRONT_PAGE)
            reading_aid.first_visit()
            choices.languages()
        if SIGNS_IN:
            sign_in.badge()
        frame.marks(session.named_on_screen() or None)
    with st.container(horizontal_alignment="center"), st.container(width=WIDTHS.get(page.url_path, widgets.PAGE_WIDTH)):
        if (followed := session.store().followed) is not None and followed.fault is not None:
            widgets.problems([followed.fault])
        if (visited := session.visited()) is not None and page in (*PAGES["My city"], PRESENTATION, PLAN):
            from dashboard.parts.published import city_page

            city_page.page(visited)
        elif not session.cities() and page.url_path not in WITHOUT_A_CITY:
            from dashboard.parts.data import welcome

            welcome.page()
        else:
            if page in PAGES["My city"]:
                past.banner(city)
            if SIGNS_IN and city is not None and page.url_path in sign_in.PAGES_OF_ACTS:
                sign_in.note(city.city_id, say(city.name))
            page.run()
except Refused as refusal:
    widgets.problems(refusal.problems)
finally:
    session.end()
