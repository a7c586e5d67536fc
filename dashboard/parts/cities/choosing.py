"""Which cities the page shows, and in which order: a search, the last answer, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from analytics.commitment.verdict_tables import VERDICTS
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import choices, session
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.cities import city_sentences
from dashboard.widgets import text
from datasets import Programme

ALL = "all"
"""No answer in particular."""


def orders() -> dict[str, str]:
    """What cities can be sorted by, by its name in the address."""
    return {
        "name": _("Name"),
        # Translators: sort cities by how far they are above their path, the furthest first.
        "path": _("Furthest above the path"),
        "newest": _("Newest inventory"),
        "emissions": _("Largest emissions"),
    }


def answers() -> dict[str, str]:
    """The last answers to choose from, by their name in the address."""
    # Translators: cities of any verdict.
    return {ALL: _("All")} | {verdict.value: say(VERDICT_NAMES[verdict]) for verdict in Verdict}


def chosen(found: Programme, heading: str) -> list[int]:
    """The numbers of the cities that were asked for, in the order that was asked for; few cities need no search, and
    the heading, where there is one, stands on the line of the menus."""
    many = len(found.cities) > city_sentences.FEW
    if many and heading:
        st.header(text(heading), anchor=False)
    first, second, third = st.columns([1.4, 1, 1], vertical_alignment="bottom")
    asked = ""
    with first:
        if many:
            asked = st.text_input(_("Find a city"), placeholder=_("a part of its name or its id"), max_chars=80)
        elif heading:
            st.header(text(heading), anchor=False)
    with second:
        answer = session.asked("answer", list(answers()), "view") or ALL
        choices.menu("answer", _("Last known"), answers(), answer)
    with third:
        order = session.asked("sort", list(orders()), "view") or "name"
        choices.menu("sort", _("Sort by"), orders(), order)
    numbers = sorted_by(found, city_sentences.matching(found, asked), order)
    if answer != ALL:
        wanted = VERDICTS.index(Verdict(answer))
        numbers = [number for number in numbers if found.verdicts[number] == wanted]
    if not numbers and asked.strip():
        st.markdown(text(_("No city on file has “{asked}” in its name or id.", asked=asked.strip())))
    elif not numbers:
        st.markdown(text(_("No city has this answer.")))
    return numbers


def asked_for() -> bool:
    """Whether the address asks for some cities, or an order."""
    return any(name in st.query_params for name in ("answer", "sort"))


def sorted_by(found: Programme, numbers: Sequence[int], order: str) -> list[int]:
    """These cities in an order of ``orders``; of equal ones the first stay first, and what is not known comes last."""
    if order == "name":
        return list(numbers)
    worth = _worth(found, order)[list(numbers)]
    places = np.argsort(np.where(np.isnan(worth), np.inf, -worth), kind="stable")
    return [numbers[place] for place in places]


def _worth(found: Programme, order: str) -> Any:
    """By city number what it is sorted by; NaN where that is not known."""
    totals, latest = found.totals, found.latest
    emissions = np.append(totals.emissions_t, np.nan)[latest]
    if order == "emissions":
        return emissions
    if order == "newest":
        return np.append(totals.year.astype(float), np.nan)[latest]
    gap = np.append(found.standing.gap_t, np.nan)[found.leading]
    told = found.verdicts != VERDICTS.index(Verdict.CANNOT_TELL)
    return np.where(told & (emissions > 0), gap / emissions, np.nan)
