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

page = st.navigation(
    {
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
)

try:
    with st.sidebar:
        session.city_selector()
    with st.container(horizontal_alignment="center"), st.container(width=widgets.PAGE_WIDTH):
        page.run()
except Refused as refusal:
    widgets.problems(refusal.problems)
