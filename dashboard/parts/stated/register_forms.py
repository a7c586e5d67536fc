"""The entry of a city: a new city by its name, another name, putting a city away and bringing one back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import choices, language, session, theme, visitors
from dashboard.language import gettext as _
from dashboard.parts import outcomes
from dashboard.parts.history.revisions import undo_form
from dashboard.widgets import text
from datasets import CityRecord, Refused, Revision

ENTRIES = "city_entries"
"""The layout of the revisions of a city's entry."""
FIELDS = ("name", "country", "reason")
MOST_UNDONE = 3
MOST_LETTERS = 300
"""So many letters of a name are taken from an address (``?new=Nice&in=FR``), as a suggestion that is put on file."""
_ASKED = "new-city-asked"


def register(city: CityRecord | None) -> None:
    """What can be done with the entry of this city and with others, each in a small form of its own."""
    st.header(_("Cities in the list"), anchor=False)
    st.markdown(_("Nothing is deleted: a city that is put away keeps its figures and can be brought back."))
    where = city.city_id if city else ""
    outcomes.of_form("register", where)
    newest = session.newest_revision()  # what was done closes the form in which it was done
    with st.container(horizontal=True, gap="small"):
        key, asked = f"register-new-{newest}", bool(st.query_params.get("new"))
        if asked:  # who comes from a suggestion finds the form open
            session.keep(key, session.kept(key, True))
        if visitors.may("add_city"):
            with st.popover(
                _("New city"),
                icon=":material/add_location_alt:",
                key=key,
                on_change="rerun" if asked else "ignore",
            ):
                _new_city(city)
        if city is not None and visitors.may("rename", city.city_id):
            with st.popover(_("Rename"), icon=":material/edit:", key=f"register-rename-{newest}"):
                _rename(city)
        if city is not None and visitors.may("put_away", city.city_id):
            with st.popover(_("Put away"), icon=":material/archive:", key=f"register-away-{newest}"):
                _put_away(city)
        away = [other for other in session.all_cities().away() if visitors.may("bring_back", other.city_id)]
        if away:
            # Translators: a button: the cities that were put away, with their number.
            with st.popover(_("Put away: {number}", number=theme.number(len(away))), icon=":material/inventory_2:"):
                _bring_back({other.city_id: other.name for other in away}, where)
    if city is not None:
        _on_file(city.city_id)


def _new_city(city: CityRecord | None) -> None:
    countries = language.countries()
    asked = st.query_params.get("new", "")[:MOST_LETTERS]
    mine = st.query_params.get("in", "") if asked else city.country_code if city else ""
    if asked and session.kept(_ASKED) != asked:  # once: what is typed afterwards stays
        session.keep(_ASKED, asked)
        session.keep("new-city-name", asked)
    with st.form("register-new", border=False):
        st.text_input(_("Name of the city"), key="new-city-name", placeholder=_("As the city writes it"))
        chosen = list(countries).index(mine) if mine in countries else None
        st.selectbox(_("Country"), list(countries), chosen, countries.__getitem__, key="new-city-country")
        st.text_input(_("Reason"), key="new-city-reason", max_chars=300, placeholder=_("Why the city is added"))
        st.form_submit_button(_("Add the city"), type="primary", on_click=_add)


def _rename(city: CityRecord) -> None:
    key = f"rename-{city.city_id}"
    with st.form(f"form-{key}", border=False):
        session.keep(key, session.kept(key, city.name))
        st.text_input(_("Name of the city"), key=key)
        st.text_input(_("Reason"), key=f"{key}-reason", max_chars=300, placeholder=_("Why it is called so"))
        st.form_submit_button(_("Rename the city"), type="primary", on_click=_renamed, args=(city.city_id, key))


def _put_away(city: CityRecord) -> None:
    key = f"away-{city.city_id}"
    with st.form(f"form-{key}", border=False):
        name = text(city.name)
        st.markdown(_("{city} leaves every list and overview. Its figures are kept.", city=name))
        st.text_input(_("Reason"), key=key, max_chars=300, placeholder=_("Why it is put away"))
        # Translators: the button that takes a city off every list.
        st.form_submit_button(_("Put it away"), type="primary", on_click=_away, args=(city.city_id, key))


def _bring_back(away: dict[str, str], where: str) -> None:
    with st.form("register-back", border=False):
        st.selectbox(_("City"), list(away), format_func=away.__getitem__, key="back-city")
        st.text_input(_("Reason"), key="back-reason", max_chars=300, placeholder=_("Why it comes back"))
        st.form_submit_button(_("Bring it back"), type="primary", on_click=_back, args=(where,))


def _add() -> None:
    """Put the new city on file and open it."""
    said = (str(session.kept(f"new-city-{field}") or "") for field in FIELDS)
    name, country, reason = said

    def act() -> Revision:
        return session.all_cities().add_city(name, country, visitors.author(), reason)

    here = session.on_screen()
    added = _done(here.city_id if here else "", act, Sentence("{city} is here.", city=name.strip()))
    if added is not None:
        session.keep("new-city-name", "")
        session.keep("new-city-reason", "")
        session.forget("new-city-country")
        _open(session.store().cities_of(added.revision)[0], added, Sentence("{city} is here.", city=name.strip()))


def _renamed(city_id: str, key: str) -> None:
    name, reason = (str(session.kept(field) or "") for field in (key, f"{key}-reason"))

    def act() -> Revision:
        return session.at_city(city_id).rename(name, visitors.author(), reason)

    if _done(city_id, act, Sentence("The city is called {city} now.", city=name.strip())) is not None:
        session.forget(key)
        session.keep(f"{key}-reason", "")


def _away(city_id: str, key: str) -> None:
    name, reason = session.at_city(city_id).record.name, str(session.kept(key) or "")

    def act() -> Revision:
        return session.at_city(city_id).put_away(visitors.author(), reason)

    words = Sentence("{city} is put away; it can be brought back here.", city=name)
    added = _done(city_id, act, words)
    if added is not None:
        session.forget(key)
        left = [other.city_id for other in session.all_cities().records()]
        _open(session.DEFAULT_CITY if session.DEFAULT_CITY in left else next(iter(left), ""), added, words)


def _back(where: str) -> None:
    city_id, reason = (str(session.kept(field) or "") for field in ("back-city", "back-reason"))

    def act() -> Revision:
        return session.all_cities().bring_back(city_id, visitors.author(), reason)

    words = Sentence("The city is on the lists again.")
    added = _done(where, act, words)
    if added is not None:
        session.keep("back-reason", "")
        _open(city_id, added, words)


def _done(where: str, act: Callable[[], Revision], words: Sentence) -> Revision | None:
    """Do what was entered and tell what it led to; what is refused stays in its fields."""
    try:
        added = act()
    except Refused as refusal:
        outcomes.done("register", city_id=where, refused=refusal.problems)
        return None
    outcomes.done("register", words, where, revision=added)
    return added


def _open(city_id: str, added: Revision, words: Sentence) -> None:
    """Go on with another city, on whose page it is told what was done."""
    choices.choose("city", city_id)
    outcomes.done("register", words, city_id, revision=added, where=city_id)


def _on_file(city_id: str) -> None:
    """The newest revisions of the entry that count, each with its way back."""
    mine = [item for item in session.revisions(city_id) if item.layout == ENTRIES and item.in_force]
    for revision in mine[:MOST_UNDONE]:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            said = {"revision": revision.revision, "author": revision.author, "date": theme.date(revision.committed_at)}
            line = _("Revision {revision}, {author}, {date}: {reason}", reason=revision.reason or "", **said)
            st.markdown(text(line), width="stretch")
            undo_form(revision)
