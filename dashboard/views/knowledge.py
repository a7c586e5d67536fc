"""Knowledge: what worked elsewhere for the gap of the city, a search among all of it, and what it tells others."""

from __future__ import annotations

import streamlit as st

from dashboard import session, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.knowledge import connecting, elsewhere, entry_list, learned_form
from dashboard.parts.stated import statement_file
from dashboard.widgets import text
from dashboard.words import knowledge_words as words


def _page() -> None:
    city = session.city()
    library = session.library()
    found, threats = session.help_for(city.city_id), session.help_for(city.city_id, of_hazards=True)
    with st.container(gap="xsmall"):
        # Translators: the name of a page: what worked in other cities.
        st.caption(text(f"{_('Knowledge')} · {say(city.name)}"))
        st.title(text(words.headline(found or threats, say(city.name))), anchor=False)
    with st.container(key="page-actions", horizontal=True):
        widgets.copy_link()
    second = session.help_for(city.city_id, after=found.gap.group) if found is not None else None
    offered = [one for one in (found, second, threats) if one is not None]
    if offered:
        elsewhere.table(offered)
    fits = {fit.entry.id: (one.gap, fit) for one in offered for fit in one.fits}
    query = entry_list.search_field(len(library.entries))
    main, side = st.columns([2.6, 1], gap="large")
    with main:
        entry_list.part(library, query, fits)
    with side:
        files = st.toggle(_("Take all along, or bring a file"), key="knowledge-files")
        if files:  # in the place of the form: both ask who one is
            asked = _("A table of resources, experiences and contact offices")
            statement_file.files(city, "knowledge", asked, "resource", "experience", "contact")
        else:
            with st.container(border=True):
                learned_form.part(city)
        with st.container(border=True):
            connecting.part(city, found)


_page()
