"""The ways to take slides along as a file: of a city with its kind, a second language and a logo; of a pair; of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard import language, offered, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.widgets import text
from datasets import City, Refused

MEETING = timedelta(days=182)
"""So long ago the last meeting was, where nobody says when."""
TAKING = "page-taking"
"""The key of what opens over a page with files to take along, of which is told that they are being made."""
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def button(label: str, made: Callable[[], bytes], name: str, about: str) -> None:
    """A button that makes a file of slides when it is pressed."""
    icon = ":material/download:"
    offered.download(text(label), made, name, _PPTX, icon=icon, on_click="ignore", help=about)


def of_mayor(city: City) -> None:
    """The slides for a mayor's office, at once."""

    def made() -> bytes:
        from dashboard.packs import decks
        from dashboard.packs.slide_deck import Edition

        return decks.mayor(city, Edition(datetime.now(UTC), decks.codes(city), languages=(language.current(),)))

    about = _("All charts can be edited; the notes hold what to say.")
    button(_("Slides (PPTX)"), made, f"{city.id.lower()}-progress.pptx", about)


def of_city(city: City) -> None:
    """Other slides of a city: which, in which second language, with which logo."""
    kinds = {
        # Translators: a set of slides for those who work with the figures of a city.
        "technical": _("For those who work with the figures"),
        # Translators: a set of slides for the office of a mayor.
        "mayor": _("For the mayor’s office"),
        # Translators: a set of slides that tells what changed since the last meeting.
        "since": _("What changed since we last met"),
    }
    st.markdown(f"**{_('More slides')}**")
    kind = st.selectbox(_("Which slides"), list(kinds), format_func=kinds.__getitem__, key="deck-kind")
    today = datetime.now(UTC).date()
    day = today
    if kind == "since":
        label, usual = _("Day of the last meeting"), today - MEETING
        day = st.date_input(label, usual, max_value=today, format="YYYY-MM-DD", key="deck-day")
    spoken = _languages("deck-language")
    brought = None
    if visitors.may("commit", city.id):  # who only reads brings no files
        brought = st.file_uploader(_("Logo of the city"), type=["png", "jpg", "jpeg", "gif", "webp"], key="deck-logo")
    picture = (brought.getvalue(), brought.name) if brought is not None else None

    def made() -> bytes:
        from dashboard.packs import decks, logo
        from dashboard.packs.slide_deck import Edition

        shown = logo.logo(*picture, _("Logo of the city")) if picture else None
        edition = Edition(datetime.now(UTC), decks.codes(city), shown, spoken)
        if kind == "since":
            revision = decks.revision_of(city, day)
            then = None if revision is None else decks.read_once(city.store, city.id, revision)
            return decks.since(city, then, day, edition)
        return (decks.technical if kind == "technical" else decks.mayor)(city, edition)

    if picture is not None and not _readable(*picture):
        return
    name = {"technical": "technical", "mayor": "progress", "since": f"since-{day}"}[kind]
    about = _("All charts can be edited; the notes hold what to say.")
    button(_("Make the slides"), made, f"{city.id.lower()}-{name}.pptx", about)


def _readable(content: bytes, name: str) -> bool:
    """Whether a logo can be shown; says why where it cannot."""
    from dashboard.packs import logo

    try:
        logo.logo(content, name, "")
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return False
    return True


def _languages(key: str) -> tuple[str, ...]:
    """The language of the page, and a second one beside it where it is wanted."""
    mine = language.current()
    # Translators: slides in the language of the page, with no second one beside it.
    named = {"": _("none"), **{code: name for code, name in language.LANGUAGES.items() if code != mine}}
    chosen = st.selectbox(_("Second language, side by side"), list(named), format_func=named.__getitem__, key=key)
    return (mine, chosen) if chosen else (mine,)


def of_pair(first: City, second: City, beside: bool = False) -> None:
    """The slides of two cities that are paired, at once; or with a second language ``beside``, which is chosen here."""
    spoken = _beside("pair-deck-language") if beside else (language.current(),)

    def made() -> bytes:
        from dashboard.packs import decks
        from dashboard.packs.slide_deck import Edition

        return decks.pair(first, second, Edition(datetime.now(UTC), decks.codes(first, second), None, spoken))

    _of_several(made, f"{first.id.lower()}-{second.id.lower()}-pair.pptx", beside)


def of_programme(beside: bool = False) -> None:
    """The slides of all cities and pairs, as those of a pair."""
    from dashboard.packs import programme_slides

    spoken = _beside("programme-deck-language") if beside else (language.current(),)
    held = programme_slides.meeting(session.programme(), session.pair_lines(), session.at_city)

    def made() -> bytes:
        from dashboard.packs import decks
        from dashboard.packs.slide_deck import Edition

        return decks.programme(held, Edition(datetime.now(UTC), (), None, spoken))

    _of_several(made, "programme.pptx", beside)


def _beside(key: str) -> tuple[str, ...]:
    """The languages of further slides, below their heading."""
    st.markdown(f"**{_('More slides')}**")
    return _languages(key)


def _of_several(made: Callable[[], bytes], name: str, beside: bool) -> None:
    label = _("Make the slides") if beside else _("Slides (PPTX)")
    button(label, made, name, _("All charts can be edited; the notes hold what to say."))
