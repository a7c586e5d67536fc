"""Borrow a sector: what one city's newest year and gap would be with what the other needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from analytics.pairs.borrowing import ENERGY, GRID, HEAD, Borrowed
from analytics.pairs.twin import Twin, TwinSide
from analytics.text.sentences import Sentence
from dashboard import tables, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.twin.twin_amounts import NOTHING
from dashboard.widgets import text
from dashboard.words.amounts import never_zero
from dashboard.words.names import group_name

BY: Mapping[str, str] = {
    HEAD: Sentence("Per inhabitant"),
    # Translators: tonnes for each MWh of energy.
    ENERGY: Sentence("Per MWh"),
    # Translators: tonnes for each MWh of electricity.
    GRID: Sentence("Per MWh of electricity"),
}
UNITS = {HEAD: "t", ENERGY: "t/MWh", GRID: "t/MWh"}


def borrowing(own: TwinSide, partner: TwinSide, told: tuple[Borrowed, ...]) -> None:
    """What a city would be with each thing of its partner, the largest change in a sentence; what cannot be borrowed
    says why."""
    city, other = say(own.name), say(partner.name)
    st.header(text(_("If {city} had what {partner} has", city=city, partner=other)), anchor=False)
    had = [one for one in told if one.change_t is not None]
    largest = min(had, key=lambda one: one.change_t or 0.0, default=None)
    if largest is not None and largest.change_t:
        lowers = largest.change_t < 0
        nothing = _("Nothing that {partner} has would lower the emissions of {city}.", partner=other, city=city)
        st.markdown(text(_sentence(largest, city, other) if lowers else nothing))
    if had:
        caption = _("What {city} would be with what {partner} has", city=city, partner=other)
        tables.table(_columns(had, city, other), caption)
        if not any(one.gap_t is not None for one in had):
            st.caption(text(_without_gap(own, city)))
    refused = dict.fromkeys(subscripts(one.refused) for one in told if one.refused)
    if refused:
        st.caption(text(" ".join(refused)))


def _without_gap(own: TwinSide, city: str) -> str:
    if own.progress is None:
        return _("{city} has no target here.", city=city)
    return _("No gap is told: the inventory that compares is none that a target of {city} judges.", city=city)


def _sentence(one: Borrowed, city: str, partner: str) -> str:
    said = {
        "city": city,
        "partner": partner,
        "sector": group_name(one.name),
        "year": one.own_year,
        "partner_year": one.partner_year,
        "change": theme.tonnes(one.change_t, None, signed=True),
        "total": theme.tonnes(one.total_t, None, like=one.change_t),
    }
    if one.code == HEAD:
        whole = _(
            "{sector} per inhabitant as in {partner} in {partner_year}: {city} would have emitted {total} in {year}, "
            "{change}.",
            **said,
        )
    elif one.code == ENERGY:
        whole = _(
            "{sector} per MWh as in {partner} in {partner_year}: {city} would have emitted {total} in {year}, "
            "{change}.",
            **said,
        )
    else:
        whole = _(
            "With the electricity of {partner} in {partner_year}, {city} would have emitted {total} in {year}, "
            "{change}.",
            **said,
        )
    if one.gap_t is None:
        return whole
    amount = theme.tonnes(abs(one.gap_t), None)
    if one.gap_t <= 0:
        return f"{whole} {_('That would be {amount} below its path.', amount=amount)}"
    return f"{whole} {_('That would be {amount} above its path.', amount=amount)}"


def _columns(had: list[Borrowed], city: str, partner: str) -> dict[str, list[str]]:
    beside, first = " " if city == partner else "", had[0]  # all of them are of the same two inventories
    columns = {
        _("Sector"): [group_name(one.name) for one in had],
        _("Measure"): [BY[one.code] for one in had],
        _("{city} {year}", city=city, year=first.own_year): [_intensity(one, one.own) for one in had],
        _("{city} {year}", city=partner, year=first.partner_year) + beside: [
            _intensity(one, one.partner) for one in had
        ],
        # Translators: by how much emissions would change.
        _("Change"): [theme.tonnes(one.change_t, None, signed=True) for one in had],
    }
    if any(one.gap_t is not None for one in had):
        columns |= {
            # Translators: the heading of a column with cells such as "634 kt below": how far below or above the path.
            _("From the path"): [_from_it(one.gap_t) for one in had],
            # Translators: the heading of a column with cells such as "930 kt above": how far below or above the target.
            _("From the target"): [_from_it(one.left_t) for one in had],
        }
    return columns


def _from_it(value: float | None) -> str:
    """How far emissions would be from a path or a level, in words: a sign would say the one thing of both."""
    if value is None:
        return NOTHING
    amount = theme.tonnes(abs(value), None)
    # Translators: so many tonnes below, or above, the path or the target.
    return _("{amount} below", amount=amount) if value <= 0 else _("{amount} above", amount=amount)


def _intensity(one: Borrowed, value: float | None) -> str:
    if value is None:
        return NOTHING
    digits = 2 if one.code == HEAD else 3
    return f"{never_zero(value, digits)}{theme.NBSP}{UNITS[one.code]}"


def _both(found: Twin) -> tuple[tuple[TwinSide, TwinSide, tuple[Borrowed, ...]], ...]:
    return (found.left, found.right, found.left_borrows), (found.right, found.left, found.right_borrows)


def parts(found: Twin) -> list[Callable[[], None]]:
    """What each could borrow, as parts of the page; none of a city that can borrow nothing."""
    held = [side for side in _both(found) if any(one.change_t is not None for one in side[2])]
    return [partial(borrowing, *side) for side in held]
