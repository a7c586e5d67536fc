"""Who is asking: the signed-in person where sign-in is on, otherwise a browser, and the name that somebody typed."""

from __future__ import annotations

import getpass
import json
import secrets

import streamlit as st

from dashboard import browsers, identity, session
from dashboard.language import gettext as _
from dashboard.widgets import text
from datasets import DraftOwner, Refused, access

_TYPED = "author"
_KEEPER = "keeper"
may = session.may


def signed_in() -> str | None:
    """The name of the signed-in person, as the sign-in says it; None where nobody is signed in.

    Streamlit takes it from its own signed cookie alone; what else a request says of its user is nobody's word.
    """
    if identity.configured() is not None:
        return identity.person()
    if not getattr(st.user, "is_logged_in", False):
        return None
    named = (getattr(st.user, claim, None) for claim in ("email", "name", "sub"))
    return next((str(name) for name in named if name), "signed in")


def author() -> str:
    """The name under which somebody commits and undoes: whoever is signed in, whatever was typed; otherwise the typed
    name, otherwise the user of this machine. Where people sign in and nobody did, or whose sign-in has run out, it is
    a name under which nothing may be done."""
    if identity.configured() is not None:
        return identity.person() or _("Nobody")
    return signed_in() or str(session.kept(_TYPED) or "").strip() or _of_this_machine()


def may_undo(revision: int) -> bool:
    """Whether who is asking may take a revision back."""
    store, who = session.store(), author()
    cities = store.cities_of(revision)
    try:
        access.insist(store, who, "undo", *cities)
        access.insist_on_undoing(store, who, revision, cities)
    except Refused:
        return False
    return True


def author_field() -> None:
    """The name that stands beside a revision: asked for once a visit, and not at all of who is signed in."""
    person = signed_in()
    if person is not None:
        st.markdown(_("You are signed in as **{name}**.", name=text(person)))
        return
    session.keep(_TYPED, session.kept(_TYPED, ""))
    st.text_input(
        _("Your name"),
        key=_TYPED,
        persist_state="session",
        max_chars=80,
        # Translators: in the empty field of a name: which one stands beside a revision without it.
        placeholder=_("without one: {name}", name=_of_this_machine()),
        help=_("It stands beside the revision for good."),
    )


def draft_owner() -> DraftOwner:
    """Whose the files are that are brought to the page on screen and not committed: of this person or browser, and of
    the city shown.

    A browser that sends no cookie keeps them for its visit alone. Where the pages run without a server, they are those
    of the user of this machine.
    """
    city = session.on_screen()
    person = signed_in()
    return DraftOwner(
        _keeper() if person is None else _account(person),
        city.city_id if city else "",
        earlier=None if person is None else f"person:{person}",  # as the step to edition 5 names them
    )


def _account(person: str) -> str:
    """The keeper that a signed-in person is. A subject is unique within its issuer alone (OpenID Connect Core, section
    2), so both are in it; JSON keeps them apart, whatever characters they hold."""
    issuer = next((str(name) for claim in ("iss", "provider") if (name := getattr(st.user, claim, None))), "")
    subject = getattr(st.user, "sub", None)
    return "account:" + json.dumps([issuer, "sub", str(subject)] if subject else [issuer, "name", person])


def _keeper() -> str:
    known: str | None = session.kept(_KEEPER)
    if not st.context.headers:  # nobody is at the other end: the line broke during this run, or there is no server
        return known or f"machine:{_of_this_machine()}"
    browser = browsers.recognised(st.context.cookies, session.store().browser_key())
    if browser is not None:
        known = f"browser:{browser}"
    elif known is None or not known.startswith("visit:"):
        known = f"visit:{secrets.token_hex(16)}"
    session.keep(_KEEPER, known)
    return known


def _of_this_machine() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
