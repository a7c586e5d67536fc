"""Who has which role in a city and in every city, what each may do, and the form that gives and takes one."""

from __future__ import annotations

import streamlit as st

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from dashboard import identity, session, tables, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.widgets import text
from datasets import CityRecord, access

MAY = {
    access.VIEWER: Sentence("Reads everything that was committed, in every city."),
    access.ANALYST: Sentence("Brings files, states figures, actions, reasons and what is shared with partners."),
    access.CITY_LEAD: Sentence("Also sets targets, undoes revisions, renames the city and gives roles in it."),
    access.PROGRAMME_OFFICE: Sentence("Also adds cities, puts them away, and makes backups."),
}
"""What each role may do beside what the ones before it may."""
FIELDS = ("person", "role", "where", "reason")


def page(city: CityRecord) -> None:
    """The roles that hold in a city, and the way to change them for who may."""
    name = text(say(city.name))
    with st.container(gap="xsmall"):
        # Translators: the name of a page: who may do what.
        st.caption(text(_("Roles")) + f" · {name}")
        st.title(_("Who may do what in {city}", city=name), anchor=False)
    if identity.configured() is None:
        st.info(
            _("People do not sign in here: whoever opens the dashboard may do everything. Roles count once they do.")
        )
    outcomes.of_form("roles", city.city_id)
    with st.container(border=True):
        _held(city)
    if visitors.may("people.give", city.city_id):
        with st.container(border=True):
            _form(city)
    else:
        st.info(_("Roles of {city} are given by its city lead and by the programme office.", city=name))
    with st.container(border=True):
        st.header(_("What each role may do"), anchor=False)
        told = {
            _("Role"): [say(access.ROLES[role]) for role in MAY],
            _("What it may do"): [say(words) for words in MAY.values()],
        }
        tables.table(told, _("What each role may do"))


def _held(city: CityRecord) -> None:
    st.header(_("Roles that hold here"), anchor=False)
    held = session.all_cities().people.roles(city.city_id)
    if not held:
        st.markdown(_("Nobody has a role in this city yet."))
        return
    told = {
        _("Person"): [one.person for one in held],
        _("Role"): [say(access.ROLES[one.role]) for one in held],
        # Translators: the column that says in which city a role holds.
        _("Where"): [_("every city") if one.city_id == access.EVERY_CITY else say(city.name) for one in held],
        _("Revision"): [str(one.revision) for one in held],
    }
    tables.table(told, _("Roles that hold here"))


def _form(city: CityRecord) -> None:
    st.header(_("Give or take a role"), anchor=False)
    # Translators: a choice in the list of roles: the person has none any more.
    roles = {role: say(name) for role, name in access.ROLES.items()} | {access.NO_ROLE: _("no role")}
    places = {city.city_id: say(city.name)}
    if visitors.may("people.give"):
        places[access.EVERY_CITY] = _("every city")
    else:
        del roles[access.PROGRAMME_OFFICE]  # nobody gives a role above their own
    with st.form("give-role", border=False):
        first, second = st.columns(2), st.columns(2)
        first[0].text_input(_("Person"), key="role-person", max_chars=254, placeholder=_("As the sign-in names them"))
        first[1].selectbox(_("Role"), list(roles), format_func=roles.__getitem__, key="role-role")
        second[0].selectbox(_("Where"), list(places), format_func=places.__getitem__, key="role-where")
        second[1].text_input(_("Reason"), key="role-reason", max_chars=300)
        st.form_submit_button(_("Give the role"), type="primary", on_click=_give, args=(city.city_id,))


def _give(city_id: str) -> None:
    person, role, where, reason = (str(session.kept(f"role-{field}") or "") for field in FIELDS)
    place = None if where == access.EVERY_CITY else city_id
    try:
        made = session.all_cities().people.give(person, role, place, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("roles", city_id=city_id, refused=refusal.problems)
        return
    for field in FIELDS:
        session.forget(f"role-{field}")
    outcomes.done("roles", Sentence("On file as revision {revision}.", revision=made.revision), city_id, revision=made)
