"""Where people sign in: how to come in, who is signed in, and what they may not do on a page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import choices, frame, identity, session, uploads, visitors
from dashboard.language import gettext as _
from dashboard.widgets import text
from datasets import access

PAGES_OF_ACTS = ("data", "plan")
"""The pages of one city whose main matter is to change what is on file."""


def door() -> None:
    """Let in who signed in and has a role; any other visit is shown how to come in, and ends here."""
    how, found = identity.configured(), identity.person()
    if how is None:
        return
    known = found is not None and access.may_somewhere(session.store(), found)
    if (run := get_script_run_ctx()) is not None:
        uploads.let(run.session_id, found is not None and access.may_somewhere(session.store(), found, "commit"))
    if known:
        return
    with st.sidebar:
        choices.languages()
        badge()
        frame.marks(None)
    st.title(_("Sign in"), anchor=False)
    if found is not None:
        st.markdown(_("You have no role in any city yet. Ask a city lead or the programme office for one."))
    elif how.header:
        st.markdown(_("The sign-in of your organisation gave no name. Open the dashboard by its usual address."))
    else:
        ended, first = (
            _("Your sign-in has run out. What you saved is kept."),
            _("The figures are shown after signing in."),
        )
        st.markdown(ended if st.user.to_dict().get("is_logged_in") else first)
        _buttons(how.providers)
    st.stop()


def _buttons(providers: Sequence[str]) -> None:
    for name in providers:
        # Translators: {provider} is the name of a service by which people sign in.
        label = _("Sign in") if name == "default" else _("Sign in with {provider}", provider=text(name))
        st.button(label, key=f"sign-in-{name}", type="primary", icon=":material/login:", on_click=_login, args=(name,))


def _login(provider: str) -> None:
    st.login(None if provider == "default" else provider)


def badge() -> None:
    """Below the menu: who is signed in, and the way out."""
    found = identity.person()
    if found is None:
        return
    st.caption(_("You are signed in as **{name}**.", name=text(found)))
    how = identity.configured()
    if how is not None and how.providers:
        st.button(_("Sign out"), key="sign-out", icon=":material/logout:", on_click=st.logout)


def note(city_id: str, name: str) -> None:
    """On a page where figures are changed: that this person reads them only."""
    if not visitors.may("commit", city_id):
        words = _("You can read here. Changing figures of {city} takes the role of an analyst.", city=text(name))
        st.info(words, icon=":material/lock:")
