"""A city as it stood after an earlier revision, by a link (``?rev=7``): what is said above the page."""

from __future__ import annotations

import streamlit as st

from analytics.text.digits import whole
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.widgets import text
from datasets import CityRecord, Revision


def banner(city: CityRecord | None) -> None:
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
    told = {"revision": chosen, "date": theme.date(revision.committed_at), "newest": found[0].revision}
    words = _("You are looking at revision {revision} of {date}; revision {newest} is newest.", **told)
    if whole(said) not in numbers:
        words = _(
            "Revision {asked} did not touch {city}. You are looking at revision {revision} of {date}, as it stood "
            "then; revision {newest} is newest.",
            asked=said,
            city=city.name,
            **told,
        )
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":orange[:material/history: **{text(words)}**]", width="content")
        # Translators: show the newest revision.
        st.button(_("Show newest"), on_click=session.newest, icon=":material/update:")


def _not_shown(city: CityRecord, said: str, found: list[Revision]) -> str:
    newest, asked = session.newest_revision(), whole(said) or 0
    if not 0 < asked <= newest:
        why = _("The address names the revision “{asked}”, which is not known here.", asked=said)
    elif not found or asked < found[-1].revision:
        why = _("At revision {asked} nothing was on file for {city} yet.", asked=said, city=city.name)
    else:
        why = _("Revision {asked} did not touch {city}, and nothing has changed since.", asked=said, city=city.name)
    return f"{why} {_('Shown is the newest state.')}"
