"""The form by which a figure of energy access is entered on its page."""

from __future__ import annotations

import streamlit as st

from analytics.energy_access.access_indicators import ATTRIBUTES, BOUNDS, GEOGRAPHIES, INDICATORS
from dashboard import session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from datasets import CityRecord, FigureEdit, Refused

_TABLE = "energy_indicators"
_FIELDS = ("indicator", "geography", "area", "year", "value", "bound", "unit", "people", "source", "page", "note")
_EMPTIED = ("value", "area", "people")


def asked() -> str:
    """The indicator of which a figure is to be entered, as the address says (``enter``); "" where none is."""
    code = session.asked_by_address("enter")
    return code if code in INDICATORS else ""


def told(city_id: str) -> None:
    """What was last put on file by the form, and the button that takes it back."""
    outcomes.of_form("energy", city_id)
    outcomes.undo("energy", city_id, _("Taken back on the page Energy access"))


def form(city: CityRecord, indicator: str) -> None:
    """The fields of one figure of an ``indicator``, of which another one can be chosen."""
    if session.kept(_key("asked", city.city_id)) != indicator:  # a door that was opened anew chooses its indicator
        session.keep(_key("indicator", city.city_id), indicator)
        session.keep(_key("asked", city.city_id), indicator)
    codes = list(INDICATORS)
    with st.container(border=True), st.form(f"energy-figure-{city.city_id}", border=False):
        st.header(_("Enter a figure"), anchor=False)
        st.selectbox(_("Indicator"), codes, format_func=_named, key=_key("indicator", city.city_id))
        left, middle, right = st.columns(3)
        left.number_input(_("Figure"), value=None, key=_key("value", city.city_id))
        # Translators: the unit of a figure; {none} is an empty field.
        middle.text_input(
            _("Unit, if another one"), key=_key("unit", city.city_id), help=_("Left empty, it is the one named above.")
        )
        right.number_input(_("Year"), value=None, step=1, format="%d", key=_key("year", city.city_id))
        left, middle, right = st.columns(3)
        with left:
            st.selectbox(_("Of what"), list(GEOGRAPHIES), format_func=_geography, key=_key("geography", city.city_id))
        middle.text_input(_("Area, if not the city"), key=_key("area", city.city_id))
        bounds = ["", *BOUNDS]
        right.selectbox(_("How exact"), bounds, format_func=_bound, key=_key("bound", city.city_id))
        st.text_input(_("Of whom, if not everyone"), key=_key("people", city.city_id))
        left, right = st.columns([2, 1])
        left.text_input(_("Source"), key=_key("source", city.city_id))
        right.text_input(_("Page or line"), key=_key("page", city.city_id))
        visitors.author_field()
        st.text_input(_("Reason"), key=_key("reason", city.city_id), max_chars=300)
        st.form_submit_button(
            _("Put it on file"), type="primary", icon=":material/save:", on_click=_state, args=(city.city_id,)
        )


def _named(code: str) -> str:
    one = INDICATORS[code]
    unit = "EUR, USD …" if one.unit == "money" else one.unit
    return f"{say(ATTRIBUTES[one.attribute])}: {say(one.name)} ({unit})"


def _geography(code: str) -> str:
    return say(GEOGRAPHIES[code])


def _bound(code: str) -> str:
    # Translators: how exactly a figure is stated: as it is printed.
    return say(BOUNDS[code]) if code else _("exact")


def _key(name: str, city_id: str) -> str:
    return f"energy-{name}-{city_id}"


def _state(city_id: str) -> None:
    """Put the figure on file beside the others, or say what is wrong with it."""
    here = session.at_city(city_id)
    row = {name: session.kept(_key(name, city_id)) for name in _FIELDS}
    row = {name: (cell.strip() or None if isinstance(cell, str) else cell) for name, cell in row.items()}
    table = here.figures(_TABLE)
    try:
        edit = FigureEdit(_TABLE, table.rows, (*table.rows, row))
        made = here.state_figures(edit, visitors.author(), str(session.kept(_key("reason", city_id)) or ""))
    except Refused as refusal:
        outcomes.done("energy", city_id=city_id, refused=refusal.problems)
        return
    for name in _EMPTIED:
        session.keep(_key(name, city_id), None if name == "value" else "")
    outcomes.done("energy", _("On file as revision {revision}.", revision=made.revision), city_id, revision=made)
