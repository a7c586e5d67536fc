"""Wastewater on the Method page: the gases of a year by the edition that a series takes, and by the other one."""

from __future__ import annotations

import streamlit as st

from analytics.factors.waste_editions import EDITIONS
from analytics.text import typed_numbers
from analytics.text.sentences import Sentence
from dashboard import number_field, session, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import Refused

_FIELDS = ("people", "bod", "protein")
PLANTS = {
    # Translators: how far a central wastewater plant cleans.
    "primary": Sentence("primary (settling)"),
    "secondary": Sentence("secondary (biological)"),
    "tertiary": Sentence("tertiary (with nitrogen removal)"),
}
REGIONS = (
    Sentence("Eastern, Northern, Southern and Western Europe"),
    Sentence("Northern America"),
    Sentence("Caribbean, Central and South America"),
    Sentence("Northern Africa"),
    Sentence("Southern, Eastern, Middle and Western Africa"),
    Sentence("Central and Western Asia"),
    Sentence("Eastern Asia"),
    Sentence("Southern and South-Eastern Asia"),
    Sentence("Australia, New Zealand and Pacific islands"),
)
"""The regions that the 2019 Refinement tells apart (``waste_parameters.regions``)."""


def editions() -> None:
    """A field for the edition of the series and for what a city knows, and the gases by both editions. Nothing of it is
    kept: an inventory takes the tonnes."""
    st.header(_("Wastewater by both editions"), anchor=False)
    st.markdown(
        text(_("A series takes one edition for all its years. What lies between the two is no change of emissions."))
    )
    left, middle, right = st.columns(3)
    edition = left.selectbox(_("Edition of the series"), EDITIONS, key="wastewater-edition")
    plant = middle.selectbox(_("Treatment"), list(PLANTS), 1, lambda code: say(PLANTS[code]), key="wastewater-plant")
    region = right.selectbox(_("Region"), REGIONS, format_func=say, key="wastewater-region")
    left, middle, right = st.columns(3)
    number_field.field(_("Inhabitants"), "wastewater-people", Sentence("inhabitants"), left)
    number_field.field(_("g BOD per inhabitant and day"), "wastewater-bod", "g", middle)
    number_field.field(_("kg of protein per inhabitant and year"), "wastewater-protein", "kg", right)
    try:
        people, bod, protein = (number_field.typed(session.kept(f"wastewater-{name}")) for name in _FIELDS)
        if people is None or bod is None or protein is None:
            st.caption(_("Fill in all three to see the gases."))
            return
        typed_numbers.insist_on_whole(people, Sentence("inhabitants"), Sentence("a whole number of inhabitants"))
        found = session.all_cities().wastewater(people, bod, protein, plant, region)
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    order = [edition, *(name for name in EDITIONS if name != edition), "difference"]
    names = {edition: _("{edition} (the series)", edition=edition), "difference": _("Refinement less 2006")}
    tables.table(
        {
            _("Edition"): [names.get(name, name) for name in order],
            "CH₄": [_tonnes(found[name].ch4_t) for name in order],
            # Translators: N₂O of the water that leaves a wastewater plant.
            _("N₂O of the effluent"): [_tonnes(found[name].n2o_effluent_t) for name in order],
            _("N₂O of the plants"): [_tonnes(found[name].n2o_plants_t) for name in order],
        },
        _("Gases of wastewater in a year by both editions"),
    )


def _tonnes(value: float) -> str:
    return f"{theme.number(value, 1)}{theme.NBSP}t"
