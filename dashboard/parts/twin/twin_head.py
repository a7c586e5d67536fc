"""The finding of the twin room in one sentence, and how well the two compare, part by part."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.pairs.likeness import Comparability, Likeness
from analytics.pairs.twin import Twin
from analytics.text.sentences import Sentence
from dashboard import session, tables, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.pairs.pairing import headline, rests_on
from dashboard.parts.twin.two_cities import names
from dashboard.widgets import text

PART_NAMES: Mapping[str, str] = {
    "places": Sentence("Places: sectors that both report"),
    # Translators: a part of the comparability of two inventories.
    "years": Sentence("Years"),
    # Translators: a part of the comparability of two inventories.
    "method": Sentence("Method and boundary"),
    # Translators: a part of the comparability of two inventories: the weights of CH4 and N2O.
    "gwp": Sentence("Warming potentials"),
    # Translators: a part of the comparability of two inventories: whether factors count combustion or the life cycle.
    "approach": Sentence("Approach"),
    # Translators: a part of the comparability of two inventories.
    "electricity": Sentence("Electricity by one factor"),
}
STATED_ON = {"gwp": "figures", "approach": "figures"}
"""The page on which what a part lacks is stated; everything else is in a file of the Data page."""
WORTH_A_DOOR = 1.0
"""So many points must be missing for a door."""


def title(found: Twin) -> None:
    """What one sees first: what the two emit where both report, or what would make them comparable."""
    first, second = names(found)
    compared = found.comparison
    with st.container(gap="xsmall"):
        if compared.same:
            said = _("{city} beside itself: nothing differs", city=first)
        elif compared.rows:
            said = headline(compared, (first, second))
        else:
            said = _("{first} and {second}, each by its own figures", first=first, second=second)
        st.title(text(said), anchor=False)
        st.markdown(text(_basis(found)))


def _basis(found: Twin) -> str:
    left, right = found.comparison.left, found.comparison.right
    if not found.comparison.rows or left is None or right is None:
        why = " ".join(subscripts(reason) for reason in found.comparison.refused)
        return _(
            "No figure of the two means the same yet. {reasons} What each says by itself stands below.", reasons=why
        )
    first, second = names(found)
    beside = _(
        "{first} {first_year} beside {second} {second_year}, restated to the places, gases and electricity that both "
        "report.",
        first=first,
        first_year=left.year,
        second=second,
        second_year=right.year,
    )
    return f"{beside} {rests_on(found.comparison, (first, second))}".strip()


def score(found: Twin) -> None:
    """The score with its parts in words, and a door to what would raise it most."""
    told = found.comparability
    st.header(_("How well they compare"), anchor=False)
    if told.score is None:
        lacking = [side for side in (found.left, found.right) if not side.inventories]
        st.markdown(text(_("Without an inventory of both there is nothing to compare.")))
        for side in {side.city_id: side for side in lacking}.values():
            door("data", side.city_id, say(side.name))
        return
    st.markdown(f"### {text(_('{score} of 100', score=theme.number(told.score)))}")
    st.caption(text(_("How far the two count the same; it judges neither city. What is missing is shown by part.")))
    tables.table(
        {
            _("What must be alike"): [PART_NAMES[part.code] for part in told.parts],
            # Translators: how far something is alike in two inventories, in per cent.
            _("Alike"): [theme.percent(100 * part.alike) for part in told.parts],
            # Translators: points of 100 that are missing in a score.
            _("Points missing"): list(map(theme.number, missing(told))),
            _("In words"): [subscripts(part.said) for part in told.parts],
        },
        _("Parts of the comparability of {first} and {second}", first=names(found)[0], second=names(found)[1]),
    )
    _doors(found, [part for part in told.parts if part.points >= WORTH_A_DOOR])


def missing(told: Comparability) -> list[int]:
    """The points that are missing by part as whole numbers that make 100 with the score as it is shown."""
    whole = [int(part.points) for part in told.parts]
    left = 100 - round(told.score or 0.0) - sum(whole)
    for place in sorted(range(len(whole)), key=lambda place: whole[place] - told.parts[place].points)[: max(left, 0)]:
        whole[place] += 1
    return whole


def _doors(found: Twin, parts: list[Likeness]) -> None:
    """A link to each page and city that could give what is missing, once."""
    cities = {side.city_id: say(side.name) for side in (found.left, found.right)}
    ordered = sorted(parts, key=lambda part: -part.points)
    asked = {(STATED_ON.get(part.code, "data"), city): None for part in ordered for city in part.cities}
    if asked:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":gray[{text(_('What would raise it:'))}]", width="content")
            for page, city_id in asked:
                door(page, city_id, cities[city_id])


def door(page: str, city_id: str, city: str, table: str = "") -> None:
    """A link to where something of a city is entered, in a ``table`` of its figures where one is named."""
    words = _("Figures of {city}", city=city) if page == "figures" else _("Data of {city}", city=city)
    session.link(page, words, city_id, icon=":material/arrow_forward:", asked={"table": table} if table else None)
