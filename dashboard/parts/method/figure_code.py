"""The field for the code below a slide or a page of paper, and the way to the figures that it was made from."""

from __future__ import annotations

import streamlit as st

from dashboard import session, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from datasets import Refused

LONGEST = 80
_KEY = "figure-code"


def field() -> None:
    """A field for a code; below it the doors to the figures as they stood then, or why none can be opened."""
    with st.container(width=420):
        said = st.text_input(
            _("Figure code"),
            key=_KEY,
            max_chars=LONGEST,
            placeholder=session.all_cities().code_like,
            help=_("It stands at the foot of a slide or a page of paper, and leads to the figures behind it."),
        )
    if not said.strip():
        return
    try:
        city, number = session.all_cities().by_code(said)
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    made = next(item for item in session.revisions(city.city_id) if item.revision == number)
    st.markdown(
        _(
            "{city} as it stood after revision {number} of {date}:",
            city=widgets.text(say(city.name)),
            number=number,
            date=theme.date(made.committed_at),
        )
    )
    with st.container(horizontal=True, gap="small"):
        trace, icon = {"figure": "total"}, ":material/account_tree:"
        session.link(
            "progress", _("The total and every row behind it"), city.city_id, icon, revision=number, asked=trace
        )
        session.link("inventory", _("The inventory"), city.city_id, icon=":material/table_chart:", revision=number)
