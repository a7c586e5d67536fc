"""The pictures of a pair: the shares of sectors and carriers, the curves on their own base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from analytics.inventories.inventory import Inventory
from analytics.pairs.facing import PairSide, ShareRow, carrier_shares, index
from analytics.pairs.milestone_kinds import MILESTONES
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import downloads, opened, session, theme, widgets
from dashboard.figures import behind
from dashboard.figures.mirrored_bars import mirrored, percent
from dashboard.figures.pair_curves import curves
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.pairs.pairing import Facing
from dashboard.widgets import text
from dashboard.words import origins
from dashboard.words.printed_dates import printed
from datasets import CityReport

LEAST_APART = 0.02
"""Two shares that differ by less are not said to differ."""


def time_alt(found: Facing, years: Sequence[Sequence[int]]) -> str:
    """The line of time as it is read aloud: what happened when, and when each of the two counted."""
    rows = [(printed(one.date), say(MILESTONES[one.kind])) for one in found.room.milestones if one.date]
    rows += [(", ".join(map(str, own)), name) for name, own in zip(found.names, years, strict=True) if own]
    when, what = zip(*rows, strict=True) if rows else ((), ())
    return downloads.aloud(_("What happened"), {_("When"): when, _("What"): what})


def happened(what: str, value: float | None, unit: str) -> str:
    """What a milestone is of, with its figure where it has one."""
    return what if value is None else f"{what}: {theme.number(value)}{theme.NBSP}{unit}"


def inventory_years(found: Facing) -> list[list[int]]:
    """The years of which each city has an inventory."""
    return [sorted({item.year for item in report.inventories}) for report in (found.left, found.right)]


def year_and_day(now: datetime) -> float:
    """A day as a place on an axis of years."""
    return now.year + (now.timetuple().tm_yday - 1) / 366


def share_card(found: Facing) -> None:
    """What each sector is of the emissions of each city."""
    shown, names = found.shares, found.names
    st.header(text(share_title(found)), anchor=False)
    st.caption(_("Share of each city’s own emissions, by its own method"))
    dark = widgets.dark()
    drawn = session.drawn("pair-shares", found, dark, partial(mirrored, shown, names, dark))
    note, table = share_note(found), behind.shares(shown, names)
    widgets.figure(drawn, note, "pair-shares", table, share_title(found))
    with st.expander(_("Sources")):
        st.caption(text(sources(names, (shown.left, shown.right))))
    _carriers(found)


def share_note(found: Facing) -> str:
    """By which method and gas the shares of each city are counted."""
    told = zip(found.names, (found.shares.left, found.shares.right), strict=True)
    return " ".join(_counted_by(name, item) for name, item in told if item is not None)


def _counted_by(name: str, item: Inventory) -> str:
    method, gas = METHOD_NAMES[Method(item.method)], theme.GASES.get(item.gas or "", "")
    return _("{city} {year}: {method}, {gas}.", city=name, year=item.year, method=method, gas=gas)


def share_title(found: Facing) -> str:
    """The sector in which the two differ most; of one city alone its largest one."""
    first, second = found.names
    both = [row for row in found.shares.rows if row.left is not None and row.right is not None]
    if both:
        row = max(both, key=_apart)
        told = {"sector": say(row.name), "left": first, "right": second}
        if _apart(row) < LEAST_APART:
            return _("{left} and {right} are made up alike", left=first, right=second)
        return _(
            "{sector}: {left_share} in {left}, {right_share} in {right}",
            left_share=percent(row.left or 0.0),
            right_share=percent(row.right or 0.0),
            **told,
        )
    for name, inventory, place in ((first, found.shares.left, 0), (second, found.shares.right, 1)):
        if inventory is not None:
            largest = max(found.shares.rows, key=lambda one: (one.left, one.right)[place] or 0.0)
            part = percent((largest.left, largest.right)[place] or 0.0)
            return _("The largest part of {city}: {sector}, {share}", sector=say(largest.name), city=name, share=part)
    raise ValueError("Without a share there is no title.")


def _apart(row: ShareRow) -> float:
    return abs((row.left or 0.0) - (row.right or 0.0))


def _carriers(found: Facing) -> None:
    """Energy by carrier, where one of the two has any on file."""
    energy = carrier_shares(found.left.inventories, found.right.inventories)
    if not energy.rows:
        return
    opens = opened.expander(_("Energy by carrier"), None, "pair-carriers")
    if opens is None:
        return
    with opens:
        dark = widgets.dark()
        drawn = session.drawn("pair-energy", found, dark, partial(mirrored, energy, found.names, dark, carriers=True))
        note = sources(found.names, (energy.left, energy.right))
        table = behind.shares(energy, found.names, carriers=True)
        widgets.figure(drawn, note, "pair-energy", table, _("Energy by carrier"))


def sources(names: tuple[str, str], inventories: tuple[Inventory | None, Inventory | None]) -> str:
    """Where the figures of both are from."""
    return " ".join(
        _("{city} {year}: {sources}", city=name, year=item.year, sources=origins.source_note(item))
        for name, item in zip(names, inventories, strict=True)
        if item is not None
    )


def curve_card(found: Facing, headed: bool) -> None:
    """How far each city has come since its own base year; ``headed`` where the title of the page says another thing."""
    if headed:
        st.header(text(curve_title(found.sides)), anchor=False)
    st.caption(_("Emissions as an index, each city’s own base year = 100"))
    aims = both_aims(found)
    dark = widgets.dark()
    draw = partial(curves, found.sides, aims, session.this_year(), dark)
    drawn, note = session.drawn("pair-curves", found, dark, draw), curves_note(found)
    widgets.figure(drawn, note, "pair-curves", behind.indices(found.sides), curve_title(found.sides))


def curves_note(found: Facing) -> str:
    """By which method each curve is counted, and of which year its 100 is."""
    return " ".join(map(method_of, found.sides))


def both_aims(found: Facing) -> tuple[tuple[int, float] | None, ...]:
    """Year and level of the leading target of each city, on its own base."""
    return tuple(aim(report, side) for report, side in zip((found.left, found.right), found.sides, strict=True))


def aim(report: CityReport, side: PairSide) -> tuple[int, float] | None:
    """Year and level of the leading target as an index of the curve; None where its base is not that of the curve."""
    judged = report.leading
    if judged.target is None or judged.target_t is None or side.base is None or side.base[1] <= 0:
        return None
    return judged.target.year, 100 * judged.target_t / side.base[1]


def curve_title(sides: tuple[PairSide, PairSide]) -> str:
    """How far each has come, where it has a curve."""
    told = []
    for side in sides:
        found = index(side)
        if len(found) > 1:
            first = side.base[0] if side.base else found[0][0]
            told.append((side.name, theme.percent(found[-1][1] - 100, signed=True), first, found[-1][0]))
    if len(told) == 2:
        (left, left_change, left_first, left_last), (right, right_change, right_first, right_last) = told
        return _(
            "{left} {left_change} from {left_first} to {left_last}, {right} {right_change} from {right_first} to "
            "{right_last}",
            left=left,
            left_change=left_change,
            left_first=left_first,
            left_last=left_last,
            right=right,
            right_change=right_change,
            right_first=right_first,
            right_last=right_last,
        )
    if told:
        name, fall, first, last = told[0]
        other = next(side.name for side in sides if len(index(side)) < 2)
        return _(
            "{city} {change} from {first} to {last}; {other} has no curve yet",
            city=name,
            change=fall,
            first=first,
            last=last,
            other=other,
        )
    return _("Neither city has a curve yet")


def method_of(side: PairSide) -> str:
    """By which method the curve of a city is, and which of its years is 100."""
    found = index(side)
    if not found:
        return _("{city}: no inventory here.", city=side.name)
    base = side.base[0] if side.base else found[0][0]
    return _(
        "{city}: {method}, {year} = 100.",
        city=side.name,
        method=METHOD_NAMES[Method(side.series[-1].method)],
        year=base,
    )
