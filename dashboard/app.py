"""The frame of every page: the list of pages, the city selector, and how errors are shown."""

from __future__ import annotations

import streamlit as st

from analytics.problems import Refused
from dashboard import session, widgets

st.set_page_config(
    page_title="Covenant of Mayors dashboard",
    page_icon=str(session.ROOT / "dashboard" / "icon.svg"),
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)

PAGES = {
    "City": [st.Page("views/progress.py", title="Progress", icon=":material/flag:", default=True)],
    "Data": [
        st.Page("views/data.py", title="Data", icon=":material/upload_file:"),
        st.Page("views/method.py", title="Method", icon=":material/rule:"),
    ],
    "Programme": [
        st.Page("views/cities.py", title="Cities", icon=":material/public:"),
        st.Page("views/pairs.py", title="Pairs", icon=":material/handshake:"),
    ],
}

# The built-in menu puts its group names between the items of a list, which screen readers stumble over, and drops the
# city from the address; so the menu is made of links.
page = st.navigation(PAGES, position="hidden")

try:
    with st.sidebar:
        session.menu(PAGES)
        session.city_selector()
    with st.container(horizontal_alignment="center"), st.container(width=widgets.PAGE_WIDTH):
        page.run()
except Refused as refusal:
    widgets.problems(refusal.problems)
