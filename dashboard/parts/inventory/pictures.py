"""The pictures of the Inventory page: the years as columns, the year by sector, its energy from carrier to sector."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.inventories.between_years import unlike
from analytics.inventories.inventory import Inventory
from dashboard import choices, session, theme, widgets
from dashboard.figures import flows, scopes, supply_lines, yearly_columns
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.inventory import inventory_wording, lacking
from dashboard.parts.inventory.inventory_parts import InventoryView, measures
from dashboard.widgets import text
from dashboard.words import origins


def pictures(view: InventoryView) -> None:
    """The years beside the year; below the years where its energy goes, below the year what is missing."""
    report, this_year = view.report, session.this_year()
    several, flowing = len(view.series) > 1, view.parts.across == "carrier" and bool(flows.drawable(view.parts))
    left, right = st.columns([1.8, 1])
    with left:
        if view.missing:
            with st.container(border=True):
                _nothing(view)
        if several:
            with st.container(border=True):
                _years(view, this_year)
        if not view.missing and (flowing or not several):
            with st.container(border=True):
                (_flows if flowing else _sectors)(view)
        bought = supply_lines.supplies(_alike(view)) if view.shown == "emissions" else []
        if bought:
            with st.container(border=True):
                _supply(view, bought)
    with right:
        if not view.missing and (flowing or several):
            with st.container(border=True):
                _sectors(view)
        with st.container(border=True):
            lacking.doors(report, view.found, this_year)


def _nothing(view: InventoryView) -> None:
    """Why there is no picture, and what would give one."""
    assert view.missing
    st.header(text(measures()[view.shown]), anchor=False)
    widgets.nothing(view.missing, _("A file that holds it fills this place."))
    session.link("data", _("Add it"), icon=":material/upload_file:")


def _alike(view: InventoryView) -> list[Inventory]:
    """The inventories that may be set beside the one shown, and that one."""
    others = [view.named[column.key] for column in view.series]
    return [item for item in others if item is view.found or not any(unlike(item, view.found, view.measure))]


def _supply(view: InventoryView, bought: list[supply_lines.Supply]) -> None:
    """What arises in the city and what is bought, over the years."""
    title, city = supply_lines.supply_title(bought), view.report.city.name
    dark, used = widgets.dark(), [item for item in _alike(view) if item.year in {year for year, _o, _b in bought}]
    drawn = session.drawn(f"supply-{_kind(view)}", view.found, dark, lambda: supply_lines.lines(bought, dark))
    st.header(text(title), anchor=False)
    widgets.figure(
        drawn,
        origins.source_note(view.found),
        "supply",
        supply_lines.lines_table(bought, view.found.gas),
        f"{say(city)}: {title}",
        origins.about(city, title, view.amounts.unit, used),
    )


def _kind(view: InventoryView) -> str:
    return f"{view.shown}-{view.found.year}-{view.found.method}"


def _years(view: InventoryView, this_year: int) -> None:
    """Every year of the method as a column; a click on one chooses it."""
    series, amounts, dark = view.series, view.amounts, widgets.dark()
    chosen = next((key for key, item in view.named.items() if item is view.found), "")
    front = chosen if any(column.key == chosen for column in series) else series[-1].key
    change = ""
    if view.first is not None and view.shown == "emissions" and view.first.year == series[0].year and front == chosen:
        before = series[0].total
        moved = 100 * (view.found.emissions_t / before - 1) if before > 0 and view.found.emissions_t else 0.0
        change = theme.percent(moved, signed=True) if round(moved) else ""
    title = yearly_columns.columns_title(series, amounts)
    st.header(text(title), anchor=False)
    draw = partial(yearly_columns.columns, series, front, amounts, this_year, change, dark)
    drawn = session.drawn(f"years-{_kind(view)}", view.found, dark, draw)
    used = [view.named[column.key] for column in series]
    city = view.report.city.name
    widgets.figure(
        drawn,
        " ".join([_("A click on a column shows its year."), origins.source_note(view.found)]),
        "years",
        yearly_columns.columns_table(series, amounts),
        f"{say(city)}: {title}",
        origins.about(city, title, amounts.unit, used),
        partial(choices.point, "year", "years"),
    )


def _sectors(view: InventoryView) -> None:
    """The sectors of the year, each divided by scope where that is told."""
    parts, amounts, year = view.parts, view.amounts, view.found.year
    title = inventory_wording.scopes_title(parts, amounts, year)
    drawn = session.drawn(
        f"scopes-{_kind(view)}", view.found, widgets.dark(), lambda: scopes.scopes(parts, amounts, widgets.dark())
    )
    said = origins.about(view.report.city.name, title, amounts.unit, [view.found])
    st.header(text(title), anchor=False)
    widgets.figure(
        drawn,
        _note(view),
        "inventory",
        scopes.scopes_table(parts, amounts),
        f"{say(view.report.city.name)}: {title}",
        said,
    )


def _note(view: InventoryView) -> str:
    """How to read the bars where scopes are told apart, then unit, method, source, revision and date."""
    told = []
    if view.parts.across == "scope":
        told.append(_("Full colour: arises in the city. Pale: energy from the grid."))
        if view.parts.column("3"):
            told.append(_("Crossed: arises elsewhere."))
    return " ".join([*told, origins.source_note(view.found)])


def _flows(view: InventoryView) -> None:
    """The energy or the emissions of the year from carriers to sectors."""
    parts, amounts = view.parts, view.amounts
    title = inventory_wording.flows_title(flows.drawable(parts), amounts, flows.whole_of(parts))
    drawn = session.drawn(
        f"flows-{_kind(view)}", view.found, widgets.dark(), lambda: flows.flows(parts, amounts, widgets.dark())
    )
    told = []
    if removed := sum(amount for amount in parts.by_group().values() if amount < 0):
        told.append(_("Not drawn: removals of {amount}, which the total takes off.", amount=amounts.words(-removed)))
    said = origins.about(view.report.city.name, title, amounts.unit, [view.found])
    st.header(text(title), anchor=False)
    widgets.figure(
        drawn,
        " ".join([*told, origins.source_note(view.found)]),
        "flows",
        flows.flows_table(parts, amounts),
        f"{say(view.report.city.name)}: {title}",
        said,
    )
