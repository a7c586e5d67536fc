"""A city as it stood after an earlier revision, by a link (``?rev=7``): what is said above the page."""

from __future__ import annotations

import streamlit as st

from dashboard import session, theme
from dashboard.widgets import text
from datasets.store import City, Revision


def banner(city: City | None) -> None:
    """That the page shows the past, where the address asks for it; a revision that cannot be shown is named."""
    said = session.asked_revision()
    if said is None or city is None:
        return
    found = session.revisions(city.city_id)
    chosen = session.past(city.city_id)
    numbers = {revision.revision for revision in found}
    if chosen is None:
        if found and said == str(found[0].revision):
            return
        st.warning(text(_not_shown(city, said, found)), icon=":material/history:")
        return
    revision = next(item for item in found if item.revision == chosen)
    words = f"You are looking at revision {chosen} of {theme.date(revision.committed_at)}"
    if said.isdigit() and int(said) not in numbers:
        words = f"Revision {said} did not touch {city.name}. {words}, as it stood then"
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f":orange[:material/history: **{text(words)}; revision {found[0].revision} is newest.**]", width="content"
        )
        st.button("Show newest", on_click=session.newest, icon=":material/update:")


def _not_shown(city: City, said: str, found: list[Revision]) -> str:
    newest = session.store().newest_revision()
    if not said.isascii() or not said.isdigit() or not 0 < int(said) <= newest:
        why = f"The address names the revision “{said}”, which is not on file"
    elif not found or int(said) < found[-1].revision:
        why = f"At revision {said} nothing was on file for {city.name} yet"
    else:
        why = f"Revision {said} did not touch {city.name}, and nothing has changed since"
    return f"{why}. Shown is the newest state."
