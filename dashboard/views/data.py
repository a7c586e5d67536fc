"""Data: take in a file, edit what the city enters itself, see every revision, and take it all along."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import choices, frame, session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.parts.data import check, doubtful_figures, review, takeaways, welcome
from dashboard.parts.history import revisions, whole_copy
from dashboard.parts.history.revisions import undo_form
from dashboard.parts.inventory import lacking
from dashboard.parts.stated import bundle_card, exports_card, figure_editor, published_grids, register_forms, statements
from dashboard.widgets import text
from datasets import Cities, CityRecord


def bring() -> None:
    """Take in a file, see what it would do, and commit it."""
    city = session.chosen()
    brings = visitors.may("commit", city.city_id if city else None)
    found = review.current() if brings else None
    check.head(city, found)
    outcomes.of_inventories(undo_form)
    frame.tell(check.headline(found) if found else outcomes.said_of_inventories())
    if found:
        check.result(found)
        return
    left, right = st.columns([1.6, 1])
    with left, st.container(border=True, height="stretch"):
        if brings:
            st.header(_("Choose a file"), anchor=False)
            review.uploader()
        welcome.on_file(city)
    with right, st.container(border=True, height="stretch"):
        if city is not None:
            lacking.to_fill(city.city_id)
        takeaways.template()
    doubtful_figures.on_file(city)


GROUPS: Mapping[str, tuple[str, ...]] = {
    # Translators: a group of tables: what a city states of itself and beside its inventories.
    Sentence("City and inventories"): (),
    Sentence("Adaptation"): ("hazards", "climate_facts", "adaptation_goals", "adaptation_actions"),
    Sentence("Energy access"): ("energy_indicators", "energy_goals", "energy_measures"),
    # Translators: a group of tables: what a city promised, and which goals and agreements its entries serve.
    Sentence("Commitments and frames"): ("covenant_steps", "entry_tags"),
    Sentence("Knowledge"): ("resources", "experiences", "contact_offices"),
    Sentence("Innovation"): (
        "city_regions",
        "region_priorities",
        "region_clusters",
        "value_chains",
        "innovation_projects",
    ),
}
"""The tables by group, so that few stand side by side; one that no other group names is of the first."""
FACTORS = "factors"
REASONS = "reasons"
"""How the address names a city's own factors, and what is said of single figures."""


def edit() -> None:
    """What a city enters itself, in tables, and its entry in the list of cities."""
    city = session.chosen()
    with st.container(gap="xsmall"):
        title = _("Edit the data of {city}", city=city.name) if city else _("No city yet")
        st.title(text(title), anchor=False)
        st.markdown(
            _("Each change is a revision with a reason under your name, and can be undone here and in History.")
        )
    with st.container(width=320):
        visitors.author_field()
    if city is None:
        for part in (register_forms.register, bundle_card.bundle):
            with st.container(border=True):
                part(None)
        return
    outcomes.of_inventories()
    _tables(city)
    with st.container(border=True):
        register_forms.register(city)


def grouped(options: Collection[str]) -> dict[str, list[str]]:
    """The tables that there are, by group, each in one of them."""
    named = {code for codes in GROUPS.values() for code in codes}
    return {
        name: [code for code in options if (code in codes if codes else code not in named)]
        for name, codes in GROUPS.items()
    }


def _tables(city: CityRecord) -> None:
    """One table at a time, of those that the kinds of data make, and what is said of single figures."""
    # Translators: the choice of the reasons for single figures and of how sure they are.
    options = {**Cities.figure_titles(), REASONS: _("Reasons and uncertainties")}
    first = next(iter(options))
    chosen = session.asked("table", list(options), "table") or first
    groups = grouped(options)
    mine = next(codes for codes in groups.values() if chosen in codes)
    with st.container(border=True):
        choices.row("table", {codes[0]: say(name) for name, codes in groups.items()}, mine[0], above="group")
        choices.row("table", {code: options[code] for code in mine}, chosen)
        if chosen == REASONS:
            statements.forms(city)
        else:
            figure_editor.editor(city, chosen)
            if chosen == FACTORS:
                published_grids.grids(city)


def history() -> None:
    """Every revision of a city with its reason, what it changed, and the way back."""
    city = session.city()
    revisions.head(city)
    outcomes.of_inventories()
    frame.tell(outcomes.said_of_inventories())
    revisions.history(city)
    revisions.soundness()


def export() -> None:
    """What leaves the program: files for other programmes, the city as a bundle, a copy of everything."""
    city = session.city()
    st.title(text(_("Export the data of {city}", city=city.name)), anchor=False)
    with st.container(border=True):
        exports_card.exports(city)
    with st.container(border=True):
        bundle_card.bundle(city)
    whole_copy.backup()


frame.tabs("data", {"import": bring, "edit": edit, "history": history, "export": export})
