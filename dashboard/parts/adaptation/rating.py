"""A hazard is rated in its row: how probable and how grave it is, when it is felt, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from analytics.adaptation.hazard_names import hazard_name
from analytics.adaptation.risk_matrix import NamedHazard
from analytics.adaptation.vulnerable import LEVELS, RANKS, TIMEFRAMES
from dashboard import opened, session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.widgets import text
from datasets import AdaptationRoom, CityRecord, FigureEdit, Refused

_TABLE = "hazards"
_NEVER = object()
"""Stands for what no visit keeps: a field that was never drawn."""
_CHOSEN: Mapping[str, tuple[str, ...]] = {
    "probability": tuple(RANKS),
    "consequence": tuple(RANKS),
    "timeframe": ("current", "short", "medium", "long"),
}
_WORDS: Mapping[str, Mapping[str, str]] = {"probability": LEVELS, "consequence": LEVELS, "timeframe": TIMEFRAMES}
"""The fields of the form that are chosen, the words of their choices; the source is written."""


def unrated(city: CityRecord, room: AdaptationRoom) -> None:
    """The hazards without a level of risk, each in a row with its form."""
    outcomes.of_form("hazards", city.city_id, (*_CHOSEN, "source"))
    outcomes.undo("hazards", city.city_id, _("Taken back on the page Adaptation"))
    waiting = [one for one in room.named if not one.rated]
    if not waiting:
        return
    # Translators: the heading above hazards without a level of risk.
    st.header(_("Not rated yet"), anchor=False)
    for one in waiting:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{one.number}** {text(say(hazard_name(one.code)))}", width="stretch")
            if not visitors.may("state_figures", city.city_id):
                continue
            # Translators: a button: say how probable and how grave a hazard is.
            place = opened.popover(_("Rate"), ":material/edit_note:", _key("rate", city.city_id, one.code), "tertiary")
            if place is not None:
                with place:
                    _form(city, room, one)


def _form(city: CityRecord, room: AdaptationRoom, one: NamedHazard) -> None:
    """How probable and how grave a hazard is, when it is felt, and the source, first the one that names it."""
    here = city.city_id
    labels = {"probability": _("Probability"), "consequence": _("Consequence"), "timeframe": _("Timeframe")}
    named = next(iter(room.stated_of(one.code)), None)
    for name, label in labels.items():
        codes = list(_CHOSEN[name])
        before = getattr(named, name, "")
        key = _key(name, here, one.code)
        if session.kept(key, _NEVER) is _NEVER:
            session.keep(key, before if before in codes else None)
        st.segmented_control(label, codes, format_func=partial(_said, name), key=key)
        outcomes.at_field("hazards", here, name)
    key = _key("source", here, one.code)
    if session.kept(key, _NEVER) is _NEVER:
        session.keep(key, named.source if named else "")
    st.text_input(_("Source"), key=key)
    outcomes.at_field("hazards", here, "source")
    args = (here, one.code, named.source if named else "")
    st.button(_("Save"), type="primary", key=_key("save", here, one.code), on_click=_rate, args=args)


def _said(name: str, code: str) -> str:
    return say(_WORDS[name][code])


def _key(name: str, city_id: str, code: str) -> str:
    return f"hazard-{name}-{city_id}-{code}"


def _rate(city_id: str, code: str, named_by: str) -> None:
    """Put the levels on file: in the row of the source that names the hazard, or in one of another source."""
    here = session.at_city(city_id)
    said = {name: session.kept(_key(name, city_id, code)) or None for name in _CHOSEN}
    said["source"] = str(session.kept(_key("source", city_id, code)) or "").strip() or None
    table = here.figures(_TABLE)
    fields = {column.title: column.field for column in table.editing.columns}
    rows = [dict(row) for row in table.rows]
    mine = [row for row in rows if row["hazard"] == code and row["source"] == said["source"] == named_by]
    if mine:
        mine[0].update(said)
    else:
        rows.append({**dict.fromkeys(fields.values()), "hazard": code, **said})
    reason = f"{_('Probability / consequence')}: {say(hazard_name(code))}"
    try:
        made = here.state_figures(FigureEdit(_TABLE, table.rows, tuple(rows)), visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("hazards", city_id=city_id, refused=outcomes.of_fields(fields, refusal.problems))
        return
    outcomes.done("hazards", _("On file as revision {revision}.", revision=made.revision), city_id, revision=made)
