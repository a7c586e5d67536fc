"""The frame of every page: the list of pages, the city selector, and how errors are shown."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from analytics.text.problems import Refused
from dashboard import choices, city_search, frame, identity, session, sitemap, theme, widgets
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.history import past
from dashboard.widgets import a_page

HERE = Path(__file__).resolve().parent

choices.speak()
st.set_page_config(
    page_icon=frame.icon(),
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
st.html(HERE / "page.css")
st.html(theme.sheet(widgets.dark()))

SIGNS_IN = identity.configured() is not None
if SIGNS_IN:
    from dashboard.parts import sign_in
MENU = [name for name in sitemap.ENTRIES if SIGNS_IN or name != "roles"]
"""The pages of the menu, which names Roles where people sign in."""
WIDTHS: dict[str, Literal["stretch"]] = {"present": "stretch"}
"""How wide a page is where it is not as wide as the others."""

# The built-in menu puts its group names between the items of a list, which screen readers stumble over, and drops the
# city from the address; so the menu is made of links.
PAGES = [a_page(name, say(entry.title), f":material/{entry.icon}:") for name, entry in sitemap.ENTRIES.items()]
PRESENTATION = a_page("present", _("Presentation"))
page = st.navigation([*PAGES, PRESENTATION, *session.old_or_none()], position="hidden")
name = page.url_path or FRONT_PAGE
here = (name, sitemap.tab(name, st.query_params.to_dict()))

try:
    session.begin(past=name in sitemap.PAST)
    session.follow()
    if SIGNS_IN:
        sign_in.door()
    city = session.settle()  # first of all: title, menu and page are those of this city
    of_city = name not in sitemap.ENTRIES or sitemap.ENTRIES[name].of_city
    named = session.named_on_screen() if of_city else ""
    st.set_page_config(page_title=f"{page.title} – {named}" if named else page.title)
    with st.sidebar:
        if page is not PRESENTATION:
            city_search.field(name)
            frame.menu(MENU)
            choices.languages()
        if SIGNS_IN:
            sign_in.badge()
        frame.marks(session.named_on_screen() or None)
    with st.container(horizontal_alignment="center"), st.container(width=WIDTHS.get(page.url_path, widgets.PAGE_WIDTH)):
        if (followed := session.store().followed) is not None and followed.fault is not None:
            widgets.problems([followed.fault])
        if of_city and here not in sitemap.WITHOUT_A_CITY and (visited := session.visited()) is not None:
            from dashboard.parts.published import city_page

            city_page.page(visited)
        elif not session.cities() and here not in sitemap.WITHOUT_A_CITY:
            from dashboard.parts.data import welcome

            welcome.page()
        else:
            if name in sitemap.PAST and page is not PRESENTATION:
                past.banner(city)
            if SIGNS_IN and city is not None and name in sign_in.PAGES_OF_ACTS:
                sign_in.note(city.city_id, say(city.name))
            page.run()
except Refused as refusal:
    widgets.problems(refusal.problems)
finally:
    session.end()
