"""What both cities report as amounts: in all, per inhabitant, per area and per GDP; what was restated or left out; and
their energy apart from its carbon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.inventories.comparison import LeftOut, Restated
from analytics.inventories.inventory import Inventory
from analytics.pairs.twin import Twin, TwinMeasure
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import session, tables, theme, widgets
from dashboard.figures import behind
from dashboard.figures.pair_bars import side_by_side
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.notation import subscripts
from dashboard.parts.twin.twin_head import MEASURE_NAMES
from dashboard.parts.twin.two_cities import names
from dashboard.widgets import text
from dashboard.words import origins
from dashboard.words.amounts import never_zero
from dashboard.words.names import group_name

NOTHING = "–"


def bars(found: Twin) -> None:
    """What both report, row by row: as bars per inhabitant where both tell their inhabitants, else in tonnes."""
    compared, both = found.comparison, names(found)
    left, right = compared.left, compared.right
    assert left is not None
    assert right is not None
    pair = {"left": both[0], "left_year": left.year, "right": both[1], "right_year": right.year}
    title = _("What {left} {left_year} and {right} {right_year} both report, per inhabitant", **pair)
    if compared.headless:
        st.header(text(_("What both report, sector by sector")), anchor=False)
        _rows(found)
        return
    st.header(text(title), anchor=False)
    dark = widgets.dark()
    drawn = session.drawn("pair", compared, dark, partial(side_by_side, compared, both, dark))
    unit = _("t {gas} per inhabitant", gas=theme.GASES.get(left.gas or "", ""))
    said = origins.about(listed(both), title, unit, (left, right))
    widgets.figure(drawn, _sources(found), "pair", behind.side_by_side(compared, both), title, said)


def _rows(found: Twin) -> None:
    first, second = names(found)
    rows = found.comparison.rows
    tables.table(
        {
            _("Sector"): [group_name(row.name) for row in rows],
            first: [_tonnes(row.left_t, found.comparison.left) for row in rows],
            f"{second} " if first == second else second: [_tonnes(row.right_t, found.comparison.right) for row in rows],
        },
        _("What {first} and {second} both report", first=first, second=second),
    )
    st.caption(text(_sources(found)))


def _tonnes(value: float | None, item: Inventory | None) -> str:
    return NOTHING if value is None else theme.tonnes(value, item.gas if item else None)


def _sources(found: Twin) -> str:
    sides = zip(names(found), (found.comparison.left, found.comparison.right), strict=True)
    return " ".join(
        _("{city} {year}: {sources}", city=name, year=item.year, sources=origins.source_note(item))
        for name, item in sides
        if item
    )


def measures(found: Twin) -> None:
    """The sums of what both report by each measure."""
    first, second = names(found)
    st.header(_("What both report, by measure"), anchor=False)
    told = found.measures
    tables.table(
        {
            _("Measure"): [MEASURE_NAMES[one.code] for one in told],
            first: [_amount(one, one.left, found) for one in told],
            f"{second} " if first == second else second: [_amount(one, one.right, found) for one in told],
            # Translators: the first city divided by the second, as in "2.8 times".
            _("First to second"): [_ratio(one) for one in told],
        },
        _("What {first} and {second} both report, by measure", first=first, second=second),
    )
    for one in told:
        for note in one.notes:
            st.caption(text(say(note)))


def _amount(one: TwinMeasure, value: float | None, found: Twin) -> str:
    gas = theme.GASES.get((found.comparison.left.gas if found.comparison.left else None) or "", "")
    if value is None:
        return NOTHING
    if one.code == "total":
        return theme.tonnes(value, gas or None)
    unit = {"head": f"t {gas}", "area": "t/km²", "product": f"t/{one.unit}"}[one.code]
    return f"{theme.number(value) if abs(value) >= 100 else never_zero(value)}{theme.NBSP}{unit.strip()}"


def _ratio(one: TwinMeasure) -> str:
    if one.reasons or not one.left or not one.right:
        return NOTHING
    # Translators: a ratio of two amounts: "2.8 times".
    return _("{ratio} times", ratio=never_zero(one.left / one.right))


def left_out(found: Twin) -> None:
    """What was restated or left out, with its tonnes of each city, and what is left of each total."""
    compared = found.comparison
    st.header(_("What was restated or left out"), anchor=False)
    _list(found, compared.restated, _("Restated"))
    _list(found, compared.left_out, _("Left out"))
    if not compared.restated and not compared.left_out:
        st.markdown(text(_("Nothing: both report the same places, and all of them are compared.")))
    st.caption(text(" ".join(_held(found))))
    differences(found)


def _list(found: Twin, changed: Sequence[Restated | LeftOut], what: str) -> None:
    """What was restated, or left out, as a table under its word."""
    if not changed:
        return
    (first, second), compared = names(found), found.comparison
    st.markdown(f"**{text(what)}**")
    tables.table(
        {
            _("Matter"): [group_name(one.name) for one in changed],
            first: [_moved(one.left_t, one, compared.left) for one in changed],
            f"{second} " if first == second else second: [_moved(one.right_t, one, compared.right) for one in changed],
            _("Why"): [subscripts(one.reason) for one in changed],
        },
        _("What was restated or left out of {first} and {second}", first=first, second=second),
    )


def _moved(value: float | None, one: Restated | LeftOut, item: Inventory | None) -> str:
    if value is None:
        return NOTHING
    return theme.tonnes(value, item.gas if item else None, signed=isinstance(one, Restated))


def _held(found: Twin) -> list[str]:
    """How much of each city's total stands in what is compared."""
    sides = zip(names(found), (found.comparison.left, found.comparison.right), found.comparison.compared_t, strict=True)
    return [
        _(
            "Of {city}, {amount} of {total} is compared.",
            city=name,
            amount=theme.tonnes(tonnes, item.gas),
            total=theme.tonnes(item.emissions_t, item.gas),
        )
        for name, item, tonnes in sides
        if item is not None
    ]


def differences(found: Twin) -> None:
    """What a reader must know about how the two inventories were made."""
    told = found.comparison.differences
    if told:
        st.markdown("\n".join(f"- {text(subscripts(sentence))}" for sentence in told))


def energy(found: Twin) -> None:
    """How much energy is used, and how dirty it is, each apart; nothing where they cannot be compared."""
    first, second = names(found)
    told = found.energy
    if told.rows and told.left and told.right:
        st.header(_("Energy, and its carbon apart"), anchor=False)
        years = {"first": first, "first_year": told.left.year, "second": second, "second_year": told.right.year}
        st.caption(text(_("{first} {first_year} beside {second} {second_year}.", **years)))
        columns = [(first, ""), (second, " " if first == second else "")]
        tables.table(
            {
                _("Sector"): [group_name(row.name) for row in told.rows],
            }
            | {
                _("{city}, MWh per inhabitant", city=name) + apart: [
                    _decimal(row.per_head[side], 2) for row in told.rows
                ]
                for side, (name, apart) in enumerate(columns)
            }
            | {
                _("{city}, t per MWh", city=name) + apart: [_decimal(row.t_per_mwh[at], 3) for row in told.rows]
                for at, (name, apart) in enumerate(columns)
            },
            _("Energy of {first} and {second} by sector, and its carbon", first=first, second=second),
        )


def _decimal(value: float | None, digits: int) -> str:
    return NOTHING if value is None else never_zero(value, digits)


def by_itself(found: Twin) -> None:
    """What each city reports where nothing compares: never side by side in one column of a unit."""
    sides = [
        side for side in (found.left, found.right) if any(item.emissions_t is not None for item in side.inventories)
    ]
    for place, side in zip(st.columns(2), sides, strict=False):
        with place:
            st.markdown(f"**{text(say(side.name))}**")
            told = [item for item in side.inventories if item.emissions_t is not None]
            for item in sorted(told, key=lambda one: (-one.year, one.method))[:3]:
                st.markdown(text(_alone(item)))


def _alone(item: Inventory) -> str:
    total = _(
        "{year}: {amount}, {method}.",
        year=item.year,
        amount=theme.tonnes(item.emissions_t, item.gas),
        method=METHOD_NAMES[Method(item.method)],
    )
    if item.per_head_t is None:
        return total
    return f"{total} {_('{amount} per inhabitant.', amount=theme.per_head(item.per_head_t, item.gas))}"
