"""Why two cities are paired, with figures: size, the sector of their task, the way so far, targets, hazards."""

from __future__ import annotations

import streamlit as st

from analytics.adaptation import risk_matrix
from analytics.pairs.facing import PairSide, index
from dashboard import opened, session, tables, theme, widgets
from dashboard.figures.mirrored_bars import percent
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.adaptation import adaptation_words
from dashboard.parts.pairs.pairing import Facing
from dashboard.widgets import text
from dashboard.words import origins, verdicts
from dashboard.words.names import group_name
from datasets import CityReport


def part(found: Facing) -> None:
    """A row for each thing that either city has; what one of them lacks is named, a row of neither is left out."""
    st.header(_("Why they are paired"), anchor=False)
    sides = (found.left, found.right)
    rows = {
        _("Inhabitants"): [_people(report) for report in sides],
        _("Emissions"): [_total(report) for report in sides],
        **_sector(found),
        _("Change"): [_change(side) for side in found.sides],
        _("Target"): [say(report.leading.target.name) if report.leading.target else "" for report in sides],
    }
    told = {name: cells for name, cells in rows.items() if any(cells)}
    columns = {_("What"): list(told)}
    for place, name in enumerate(found.names):
        head = f"{name} " if name in columns else name
        columns[head] = [cells[place] or _("missing") for cells in told.values()]
    if told:
        tables.table(columns, _("Why they are paired"))
    if risk_matrix.shared(*(room.codes for room in found.adapting)).both:
        title = adaptation_words.hazards_title(found.names, found.adapting)
        _both, hazards = adaptation_words.hazards_faced(found.names, found.adapting)[0]
        st.markdown(f"**{text(title)}:** {text(hazards)}")
    for report in sides:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = _("Progress of {city}", city=report.city.name)
            session.link("progress", words, report.city.city_id, icon=":material/arrow_forward:")
            widgets.verdict_badge(verdicts.answer(report, chance=True))
    opens = opened.expander(_("Sources"), None, "why-sources")
    if opens is not None:
        opens.caption(text(_sources(found)))


def _people(report: CityReport) -> str:
    """The newest inhabitants that an inventory is divided by, with their year."""
    counted = [item for item in report.inventories if item.people]
    newest = max(counted, key=lambda item: item.year, default=None)
    if newest is None or newest.people is None:
        return ""
    return _with_year(theme.number(newest.people.inhabitants), newest.people.year or newest.year)


def _with_year(what: str, year: int) -> str:
    # Translators: a figure with the year that it is of: "866,510 (2019)".
    return _("{what} ({year})", what=what, year=year)


def _total(report: CityReport) -> str:
    told = [item for item in report.inventories if item.emissions_t is not None]
    judged = report.leading.latest if report.leading.latest in told else None
    newest = judged or max(told, key=lambda item: (item.year, item.method), default=None)
    return _with_year(theme.tonnes(newest.emissions_t, newest.gas), newest.year) if newest else ""


def _sector(found: Facing) -> dict[str, list[str]]:
    """What the sector of the task is of the emissions of each city."""
    row = found.shares.of(found.room.group) if found.room.group else None
    if row is None:
        return {}
    sides = zip((found.shares.left, found.shares.right), (row.left, row.right), strict=True)
    return {
        group_name(row.name): [
            _with_year(percent(part), item.year) if item and part is not None else "" for item, part in sides
        ]
    }


def _change(side: PairSide) -> str:
    """How far a city has come since the first year of its curve."""
    curve = index(side)
    if len(curve) < 2:
        return ""
    first = side.base[0] if side.base else curve[0][0]
    years = f"{first}–{curve[-1][0]}"
    return f"{theme.percent(curve[-1][1] - 100, signed=True)}, {years}"


def _sources(found: Facing) -> str:
    told = []
    for name, side in zip(found.names, found.sides, strict=True):
        newest = side.latest or (side.inventories[-1] if side.inventories else None)
        if newest is not None:
            told.append(_("{city} {year}: {sources}", city=name, year=newest.year, sources=origins.source_note(newest)))
    return " ".join(told)
