"""The form by which a figure of energy access is entered on its page."""

from __future__ import annotations

import streamlit as st

from analytics.energy_access.access_indicators import ATTRIBUTES, BOUNDS, GEOGRAPHIES, INDICATORS
from dashboard import number_field, session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from datasets import CityRecord, FigureEdit, Refused

_TABLE = "energy_indicators"
_FIELDS = ("indicator", "geography", "area", "year", "value", "bound", "unit", "people", "source", "page", "note")
_EMPTIED = ("value", "area", "people")


def asked(city_id: str) -> str:
    """The indicator of which a figure is to be entered, as the address says (``enter``); "" where none is."""
    code = st.query_params.get("enter", "")
    return code if code in INDICATORS and visitors.may("state_figures", city_id) else ""


def told(city_id: str) -> None:
    """What was last put on file by the form, and the button that takes it back."""
    outcomes.of_form("energy", city_id, (*_FIELDS, "reason"))
    outcomes.undo("energy", city_id, _("Taken back on the page Energy access"))


def form(city: CityRecord, indicator: str) -> None:
    """The fields of one figure of an ``indicator``, of which another one can be chosen."""
    if session.kept(_key("asked", city.city_id)) != indicator:  # a door that was opened anew chooses its indicator
        session.keep(_key("indicator", city.city_id), indicator)
        session.keep(_key("asked", city.city_id), indicator)
    codes = list(INDICATORS)
    here = city.city_id
    with st.container(border=True):
        st.header(_("Enter a figure"), anchor=False)
        st.selectbox(_("Indicator"), codes, format_func=_named, key=_key("indicator", here))
        _wrong(here, "indicator")
        left, middle, right = st.columns(3)
        with left:
            one = INDICATORS[str(session.kept(_key("indicator", here)))]
            number_field.field(_("Figure"), _key("value", here), "" if one.unit == "money" else one.unit)
            _wrong(here, "value")
        with middle:
            # Translators: the unit of a figure; {none} is an empty field.
            unit = _("Unit, if another one")
            st.text_input(unit, key=_key("unit", here), help=_("Left empty, it is the one named above."))
            _wrong(here, "unit")
        with right:
            st.number_input(_("Year"), value=None, step=1, format="%d", key=_key("year", here))
            _wrong(here, "year")
        left, middle, right = st.columns(3)
        with left:
            st.selectbox(_("Of what"), list(GEOGRAPHIES), format_func=_geography, key=_key("geography", here))
            _wrong(here, "geography")
        with middle:
            _line(here, "area", _("Area, if not the city"))
        with right:
            st.selectbox(_("How exact"), ["", *BOUNDS], format_func=_bound, key=_key("bound", here))
            _wrong(here, "bound")
        _line(here, "people", _("Of whom, if not everyone"))
        left, right = st.columns([2, 1])
        with left:
            _line(here, "source", _("Source"))
        with right:
            _line(here, "page", _("Page or line"))
        visitors.author_field()
        st.text_input(_("Reason"), key=_key("reason", here), max_chars=300)
        _wrong(here, "reason")
        st.button(_("Save"), type="primary", icon=":material/save:", on_click=_state, args=(here,))


def _line(city_id: str, name: str, label: str) -> None:
    st.text_input(label, key=_key(name, city_id))
    _wrong(city_id, name)


def _wrong(city_id: str, name: str) -> None:
    """Below a field, what is wrong with what was entered in it."""
    outcomes.at_field("energy", city_id, name)


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
    row["value"] = number_field.taken(row["value"])
    table = here.figures(_TABLE)
    fields = {column.title: column.field for column in table.editing.columns}
    try:
        edit = FigureEdit(_TABLE, table.rows, (*table.rows, row))
        made = here.state_figures(edit, visitors.author(), str(session.kept(_key("reason", city_id)) or ""))
    except Refused as refusal:
        outcomes.done("energy", city_id=city_id, refused=outcomes.of_fields(fields, refusal.problems))
        return
    for name in _EMPTIED:
        session.keep(_key(name, city_id), "")
    outcomes.done("energy", _("On file as revision {revision}.", revision=made.revision), city_id, revision=made)
