"""The picture of what lies ahead with its sliders: a part of each sector's actions, or a cut of a sector. What is tried
stands in the address, so that it outlives the visit and can be shared; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.commitment import levers
from analytics.commitment.levers import Lever
from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence
from dashboard import choices, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.parts.outlook import outlook_wording, outlooks
from dashboard.widgets import text
from dashboard.words.names import group_name
from datasets import Outlook

_TRIED = re.compile(r"([A-Za-z ]{1,40}):(100|[0-9]{1,2})")
IN_A_ROW = 3


def picture(ahead: Outlook) -> None:
    """The sliders above the wedges, or why there is nothing to draw."""
    if ahead.plan is None:
        st.header(_("The way ahead"), anchor=False)
        widgets.nothing(_("There is nothing to draw."), _("A target or an action after the newest inventory would be."))
        return
    offered = levers.levers(ahead.places, ahead.estimates)
    parts = _asked(offered)
    tried = outlooks.tried(ahead, parts) if parts else ahead
    title = outlook_wording.tried_title(ahead, tried) if parts else outlook_wording.chart_title(ahead)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(text(title), anchor=False, width="stretch")
        if parts:
            st.button(
                # Translators: a button that puts all sliders back to what is on file.
                _("All as recorded"),
                icon=":material/restart_alt:",
                key="tried-none",
                on_click=choices.choose,
                args=(choices.TRIED, ""),
            )
    _sliders(offered, parts, ahead)
    outlooks.chart(ahead, tried, title)


def _sliders(offered: Sequence[Lever], parts: Mapping[str, float], ahead: Outlook) -> None:
    """A slider for each sector, some in a row, with what stands behind it in tonnes."""
    for first in range(0, len(offered), IN_A_ROW):
        row = offered[first : first + IN_A_ROW]
        for place, lever in zip(st.columns(IN_A_ROW, gap="medium"), row, strict=False):
            with place, st.container(gap=None, key=f"lever-{first}-{row.index(lever)}"):
                _slider(lever, parts, ahead)


def _slider(lever: Lever, parts: Mapping[str, float], ahead: Outlook) -> None:
    part = parts.get(lever.key, lever.usual)
    choices.part(lever.key, lever_name(lever), round(100 * part), round(100 * lever.usual))
    said = behind_it(lever, part, ahead)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(text(said), width="content")
        if lever.key in parts:
            st.button(
                # Translators: a button that puts one slider back to what is on file.
                _("Reset"),
                icon=":material/undo:",
                key=f"tried-{lever.key}-usual",
                type="tertiary",
                on_click=choices.try_part,
                args=(lever.key, round(100 * lever.usual), round(100 * lever.usual)),
            )


def lever_name(lever: Lever) -> str:
    """What a slider moves."""
    if lever.kind == "expected":
        # Translators: what others than the city bring, such as electricity with fewer emissions.
        return _("Expected without an action")
    return group_name(lever.key)


def behind_it(lever: Lever, part: float, ahead: Outlook) -> str:
    """The tonnes that a slider stands for."""
    amounts = {
        "part": theme.tonnes(part * lever.whole_t, None, like=lever.whole_t) if part else theme.number(0),
        "whole": theme.tonnes(lever.whole_t, None),
    }
    if lever.kind == "cut":
        year = ahead.start.year if ahead.start else 0
        return _("{part} less of {whole} in {year}", **amounts, year=year)
    if lever.kind == "expected":
        return _("{part} of {whole} a year", **amounts)
    return ngettext(
        "{part} of {whole} a year, {number} action",
        "{part} of {whole} a year, {number} actions",
        lever.count,
        **amounts,
    )


def _asked(offered: Sequence[Lever]) -> dict[str, float]:
    """What the address asks to try, by sector; a slider beyond its range or of no sector here is named, and its usual
    place taken."""
    known, found, wrong = {lever.key: lever for lever in offered}, {}, []
    for said in filter(None, str(st.query_params.get(choices.TRIED, "")).split(",")):
        match = _TRIED.fullmatch(said)
        if match and match[1] in known:
            part = int(match[2]) / 100
            if part != known[match[1]].usual:
                found[match[1]] = part
        else:
            wrong.append(said)
    if wrong:
        widgets.problems([_no_slider(", ".join(wrong), list(known))])
    return found


def _no_slider(said: str, offered: Sequence[str]) -> Problem:
    return warn(
        "lever-unknown",
        Sentence("“{said}” in the address", said=said[:60]),
        Sentence(
            "a sector of the sliders and 0 to 100, such as {example}", example=f"{offered[0]}:50" if offered else ""
        ),
        "The others are shown as they are asked for.",
    )
