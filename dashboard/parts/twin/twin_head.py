"""The finding of the twin room in one sentence, and how well the two compare, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.pairs.facing import index, matters
from analytics.pairs.likeness import Comparability
from analytics.pairs.twin import Twin
from analytics.text.sentences import Sentence
from dashboard import opened, session, tables, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.pairs import pair_learning, pair_pictures
from dashboard.parts.pairs.pairing import Facing, headline, rests_on
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
MEASURE_NAMES: Mapping[str, str] = {
    "total": Sentence("In all"),
    "head": Sentence("Per inhabitant"),
    "area": Sentence("Per square kilometre"),
    "product": Sentence("Per GDP"),
}


def title(found: Twin, faced: Facing) -> None:
    """What one sees first: what the two emit where both report, else what can be said of them each on its own base."""
    first, second = names(found)
    compared = found.comparison
    own_base = any(len(index(side)) > 1 for side in faced.sides)
    if compared.same:
        said = _("{city} against itself: nothing differs", city=first)
    elif compared.rows:
        said = headline(compared, (first, second))
    elif own_base:
        said = pair_pictures.curve_title(faced.sides)
    elif faced.shares.rows:
        said = pair_pictures.share_title(faced)
    else:
        said = _("{first} and {second}, each by its own figures", first=first, second=second)
    with st.container(gap="xsmall"):
        st.title(text(said), anchor=False)
        st.markdown(text(_basis(found)))


def _basis(found: Twin) -> str:
    left, right = found.comparison.left, found.comparison.right
    if not found.comparison.rows or left is None or right is None:
        return _("Each by its own method and boundary: these figures are not compared.")
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
    """The score with its parts in words, behind a click."""
    told = found.comparability
    if told.score is None:
        return
    opens = opened.expander(_("How well they compare"), None, "comparability")
    if opens is None:
        return
    with opens:
        st.markdown(f"**{text(_('{number} of 100', number=theme.number(told.score)))}**")
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


def missing(told: Comparability) -> list[int]:
    """The points that are missing by part as whole numbers that make 100 with the score as it is shown."""
    whole = [int(part.points) for part in told.parts]
    left = 100 - round(told.score or 0.0) - sum(whole)
    for place in sorted(range(len(whole)), key=lambda place: whole[place] - told.parts[place].points)[: max(left, 0)]:
        whole[place] += 1
    return whole


def doors(found: Twin, faced: Facing) -> None:
    """What is missing to compare more, each reason once with the way to where it is entered."""
    told: dict[str, tuple[str, str, Sequence[str], str]] = {}
    for matter in matters(*faced.sides, faced.shares, faced.comparison):
        if not matter.shown and (reason := " ".join(map(say, matter.reasons))):
            told.setdefault(reason, (say(pair_learning.MATTER_NAMES[matter.code]), matter.page, matter.city_ids, ""))
    for one in found.measures:
        if one.reasons:
            told.setdefault(
                " ".join(map(say, one.reasons)), (say(MEASURE_NAMES[one.code]), "figures", one.cities, one.table)
            )
    for side, item in ((found.left, found.energy.left), (found.right, found.energy.right)):
        if item is None:
            told.setdefault(_("{city} has no energy here.", city=side.name), (_("Energy"), "data", (side.city_id,), ""))
    if not told:
        return
    cities = {side.city_id: say(side.name) for side in (found.left, found.right)}
    st.header(_("What would compare more"), anchor=False)
    held = list(told.items())
    for start in range(0, len(held), 3):
        for place, (reason, (name, page, lacking, table)) in zip(st.columns(3), held[start : start + 3], strict=False):
            with place, st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f":material/lock_open: **{text(name)}**  \n{text(subscripts(reason))}")
                for city_id in lacking:
                    door(page, city_id, cities[city_id], table)


def door(page: str, city_id: str, city: str, table: str = "") -> None:
    """A link to where something of a city is entered, in a ``table`` of its figures where one is named."""
    words = {"plan": _("Plan of {city}", city=city), "figures": _("Figures of {city}", city=city)}.get(page)
    words = words or _("Data of {city}", city=city)
    session.link(page, words, city_id, icon=":material/arrow_forward:", asked={"table": table} if table else None)
