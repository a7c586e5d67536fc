"""The parts of the Inventory page: what the address asks for, picture, table, two years, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import cast

import streamlit as st

from analytics.inventories import between_years
from analytics.inventories.breakdown import Breakdown, Entry
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from analytics.inventories.people import doubts
from analytics.vocabulary import METHOD_NAMES, SECTORS, Measure, Method, NotationKey
from dashboard import choices, session, tables, theme, widgets
from dashboard.figures import change_bars, scopes, yearly_columns
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import traces
from dashboard.parts.data import takeaways
from dashboard.parts.inventory import inventory_wording, other_totals
from dashboard.widgets import text
from dashboard.words import origins, shown_series, verdicts
from dashboard.words.amounts import Amounts, Shown
from dashboard.words.names import carrier_name
from datasets import CityReport


def measures() -> dict[str, str]:
    """The measures to choose from, by their name in the address."""
    return {"emissions": _("Emissions"), "energy": _("Energy"), "per-head": _("Per inhabitant")}


@dataclass(frozen=True)
class InventoryView:
    """One inventory as the address asks to see it; ``other`` is the one it is compared with, ``named`` are all of the
    city by their name in the address."""

    report: CityReport
    found: Inventory
    shown: Shown
    other: Inventory | None
    named: Mapping[str, Inventory]

    @property
    def measure(self) -> Measure:
        """The table that is shown."""
        return Measure.ENERGY if self.shown == "energy" else Measure.EMISSIONS

    @property
    def amounts(self) -> Amounts:
        """How its amounts are written."""
        return Amounts(self.shown, self.found.gas)

    @cached_property
    def parts(self) -> Breakdown:
        """The inventory taken apart, per inhabitant where that is asked and can be told."""
        return self.of(self.found)

    def of(self, found: Inventory) -> Breakdown:
        """Another inventory, shown in the same way."""
        parts = session.at_city(found.city_id).breakdown(self.measure, found.year, found.method)
        return parts.per(found.inhabitants) if self.shown == "per-head" and found.inhabitants else parts

    @property
    def whole(self) -> float | None:
        """The total that the parts add up to; None where the inventory gives none."""
        if self.shown == "per-head":
            return self.found.per_head_t
        return self.found.energy_mwh if self.shown == "energy" else self.found.emissions_t

    @cached_property
    def series(self) -> list[yearly_columns.YearColumn]:
        """The inventories of this method that hold what is shown, by sector, oldest first."""
        mine = {key: item for key, item in self.named.items() if item.method == self.found.method}
        return yearly(mine, self.shown)

    @property
    def first(self) -> Inventory | None:
        """The oldest inventory whose total may be set against this one's; None where there is none before it."""
        older = sorted(
            (item for item in self.named.values() if item.year < self.found.year), key=lambda item: item.year
        )
        return next((item for item in older if not any(between_years.unlike(item, self.found, self.measure))), None)

    @property
    def missing(self) -> str | None:
        """Why there is nothing to show, None where there is."""
        if self.shown == "per-head" and not self.found.inhabitants:
            return _(
                "The inhabitants of {year} are not known, so nothing can be given per inhabitant.",
                year=self.found.year,
            )
        if self.parts.total() is None:
            if self.measure is Measure.ENERGY:
                return _("The inventory of {year} holds no energy.", year=self.found.year)
            return _("The inventory of {year} holds no emissions.", year=self.found.year)
        return None


def view(report: CityReport) -> InventoryView | None:
    """What the address asks for (``year=``, ``with=``, ``measure=``) and the row to choose; None without inventory."""
    named = _named(report)
    if not named:
        return None
    years = {key: _label(item, named) for key, item in named.items()}
    year = session.asked("year", list(years), "year") or _first(report, named)
    others = {"": _("No other year")} | {key: label for key, label in years.items() if key != year}
    other = session.asked("with", list(others), "year to compare with") or ""
    found = named[year]
    default = "emissions" if found.emissions_t is not None or found.energy_mwh is None else "energy"
    options = measures()
    shown = session.asked("measure", list(options), "measure") or default
    left, right = st.columns([1.6, 1], vertical_alignment="bottom")
    with left:
        choices.row("measure", options, shown)
    with right, st.container(horizontal=True):
        if len(years) > 2:
            choices.slider("year", _("Year"), dict(reversed(years.items())), year)
        else:
            choices.menu("year", _("Year"), years, year)
        if len(years) > 1:
            choices.menu("with", _("Compare with"), others, other)
    return InventoryView(report, found, cast("Shown", shown), named.get(other), named)


def yearly(named: Mapping[str, Inventory], shown: Shown) -> list[yearly_columns.YearColumn]:
    """The inventories that hold what is shown, by sector, oldest first, each with its name in the address."""
    found = {key: _by_sector(item, shown) for key, item in named.items()}
    made = [yearly_columns.YearColumn(key, named[key].year, parts) for key, parts in found.items() if parts]
    return sorted(made, key=lambda column: column.year)


def _by_sector(found: Inventory, shown: Shown) -> Mapping[str, float]:
    """The amounts of one inventory by group of sectors; nothing where it holds none or cannot be divided so."""
    if shown == "energy":
        sums: dict[str, list[float]] = {}
        for (sector, _carrier), use in found.uses.items():
            if use.energy_mwh:
                sums.setdefault(SECTORS[sector].group, []).append(use.energy_mwh)
        return {group: fsum(parts) for group, parts in sums.items()}
    if shown == "emissions":
        return found.sectors
    return {group: t / found.inhabitants for group, t in found.sectors.items()} if found.inhabitants else {}


def _named(report: CityReport) -> dict[str, Inventory]:
    """The inventories by their name in the address, the newest first: the year, and for a second method both."""
    main = shown_series.main_method(report)
    found: dict[str, Inventory] = {}
    for item in sorted(report.inventories, key=lambda item: (-item.year, item.method != main)):
        found[f"{item.year}-{item.method}" if str(item.year) in found else str(item.year)] = item
    return found


def _first(report: CityReport, named: dict[str, Inventory]) -> str:
    """The inventory that the Progress page speaks of, or one that has sectors where that one has none."""
    first = opening(report.leading.latest, report.inventories)
    return next((key for key, item in named.items() if item is first), next(iter(named)))


def _label(found: Inventory, named: dict[str, Inventory]) -> str:
    if len({item.method for item in named.values()}) == 1:
        return str(found.year)
    if found.method == Method.GPC:
        return f"{found.year}, GPC"
    if found.method == Method.COVENANT:
        # Translators: an inventory by the method of the Covenant of Mayors.
        return _("{year}, Covenant", year=found.year)
    return _("{year}, own method", year=found.year)


def head(view: InventoryView) -> None:
    """Who, whether the figures are samples, the finding, and what the inventory holds."""
    city = view.report.city
    with st.container(gap="xsmall"):
        widgets.eyebrow(f"{_('Inventory')} · {say(city.name)} · {view.found.year}", session.is_sample(view.found))
        whole = view.whole
        said = inventory_wording.headline(city.name, view.found, view.parts, whole)
        if view.shown == "emissions" and view.first is not None and whole and whole > 0:
            said = inventory_wording.since(city.name, view.first, view.found, view.parts) or said
        st.title(text(said), anchor=False)
        st.markdown(text(inventory_wording.context(city.name, view.found)))


def empty(report: CityReport) -> None:
    """A city without an inventory: what is missing, and what would fill the page."""
    with st.container(gap="xsmall"):
        widgets.eyebrow(f"{_('Inventory')} · {verdicts.eyebrow(report)}", False)
        st.title(text(_("{city} has no inventory yet", city=report.city.name)), anchor=False)
        st.markdown(_("Energy by sector and carrier, or emissions by sector, as the city has them, fill this page."))
    left, right = st.columns([1.6, 1])
    with left, st.container(border=True, height="stretch"):
        needed = (
            _("**Energy by sector and carrier** gives the emissions, with the factor of each carrier."),
            _("**Emissions by sector** count as they were reported."),
            _("**Inhabitants** give both per inhabitant."),
        )
        st.header(_("What is missing"), anchor=False)
        widgets.numbered(needed)
        session.link("data", _("Add an inventory"), icon=":material/upload_file:")
        if report.twin:
            label = _("See {city}", city=report.twin.name)
            session.link("inventory", label, report.twin.city_id, icon=":material/handshake:")
    with right, st.container(border=True, height="stretch"):
        takeaways.template()


def beside(view: InventoryView) -> None:
    """The totals and what stands beside them, and how the inventory was made."""
    year = view.found.year
    st.header(_("What counts, and what stands beside it"), anchor=False)
    tables.table(inventory_wording.beside(view.found), _("Totals and memo items of {year}", year=year))
    st.caption(text(inventory_wording.beside_note(view.found)))
    tables.table(inventory_wording.setting(view.found), _("How the inventory of {year} was made", year=year))


def table(view: InventoryView) -> None:
    """Sectors down, carriers or scopes across: a number, a key or blank in each place."""
    parts, amounts = view.parts, view.amounts
    if view.missing:
        st.markdown(text(view.missing))
        return
    title = _places(view)
    st.header(text(title), anchor=False)
    total = _("Total")
    last = [total] if len(parts.sectors) > 1 else []
    columns = {_("Sector"): [say(SECTORS[code].name) for code in parts.sectors] + last}
    several = parts.across != "sector"
    for column in parts.columns if several else ():
        cells = [_cell(parts.at(code, column), amounts) for code in parts.sectors]
        columns[_head(parts, column)] = [*cells, *[_number(parts.column(column), amounts)] * len(last)]
    rows = [_row(parts, code, amounts) for code in parts.sectors]
    whole = _number(view.whole, amounts) if view.whole is not None else _("no total")
    columns[total] = [*rows, *[whole] * len(last)]
    tables.table(columns, title, numeric=[*columns][1:], total=bool(last))
    unit = _("In {unit}.", unit=amounts.unit)
    st.caption(text(f"{unit} {say(inventory_wording.KEYS_NOTE)}"))


def _places(view: InventoryView) -> str:
    """The title of the table."""
    year = view.found.year
    if view.shown == "energy":
        return _("Energy of {year}, place by place", year=year)
    if view.shown == "per-head":
        return _("Emissions per inhabitant of {year}, place by place", year=year)
    return _("Emissions of {year}, place by place", year=year)


def _head(parts: Breakdown, column: str) -> str:
    return say(carrier_name(column)) if parts.across == "carrier" else scopes.scope_name(column)


def _row(parts: Breakdown, code: str, amounts: Amounts) -> str:
    """The sum of a sector; where none of its places holds a number, the keys that say why."""
    found = parts.row(code)
    if found is not None:
        return _number(found, amounts)
    keys = {key for (sector, _column), entry in parts.entries.items() if sector == code for key in entry.keys}
    return inventory_wording.key_words([key for key in NotationKey if key in keys])


def _cell(entry: Entry, amounts: Amounts) -> str:
    if entry.amount is None:
        return inventory_wording.key_words(entry.keys)
    beside = f" ({inventory_wording.key_words(entry.keys)})" if entry.keys else ""
    return _number(entry.amount, amounts) + beside


def _number(value: float | None, amounts: Amounts) -> str:
    if value is None:
        return ""
    digits = 3 if amounts.shown == "per-head" else 0
    return theme.number(value, digits) if value == 0 or round(value, digits) else _("under 1")


def two_years(view: InventoryView) -> None:
    """What each sector moved since the other year, or why the two are not subtracted."""
    other = view.other
    if other is None:
        return
    before, after = sorted((other, view.found), key=lambda item: item.year)
    with st.container(border=True):
        reasons = list(between_years.unlike(before, after, view.measure))
        if view.shown == "per-head" and not (before.inhabitants and after.inhabitants):
            reasons.append(_("The inhabitants of both years are needed, and are not known."))
        if reasons:
            pair = {"first": _label_of(before), "last": _label_of(after)}
            st.header(text(_("{first} and {last} are not compared", **pair)), anchor=False)
            st.markdown("\n".join(f"- {text(say(reason))}" for reason in reasons))
            return
        moves = between_years.moves(view.of(before), view.of(after))
        years, amounts = (before.year, after.year), view.amounts
        title = inventory_wording.between(before, after, moves, amounts)
        st.header(text(title), anchor=False)
        if any(move.change is not None for move in moves):
            review = doubts(before, after, view.report.inventories) if view.shown == "per-head" else ()
            figure = change_bars.differences(moves, amounts, widgets.dark(), bool(review))
            told = " ".join(
                [*map(say, review), inventory_wording.one_sided(moves, before, after), origins.source_note(after)]
            )
            city = view.report.city.name
            said = origins.about(city, title, amounts.unit, (before, after))
            table = change_bars.differences_table(moves, amounts, years)
            widgets.figure(figure, told.strip(), "between", table, f"{say(city)}: {title}", said)


def _label_of(found: Inventory) -> str:
    return f"{found.year} ({say(METHOD_NAMES[Method(found.method)])})"


def made(view: InventoryView) -> None:
    """The sources and the remarks of the inventory."""
    st.header(_("Sources and remarks"), anchor=False)
    tables.table(
        inventory_wording.remarks(view.found), _("Sources and remarks of the inventory of {year}", year=view.found.year)
    )
    other_totals.beside(view.found)
    session.link("method", _("The whole method"), icon=":material/menu_book:")


def evidence(view: InventoryView) -> None:
    """What the picture rests on, one of four at a time: the table, what stands beside the total, a trace, sources."""
    parts = {
        "places": (_("Place by place"), table),
        "totals": (_("Beside the total"), beside),
        "trace": (say(traces.TITLE), lambda shown: traces.inventory(shown.found, shown.report)),
        "sources": (_("Sources and remarks"), made),
    }
    first = "trace" if "figure" in st.query_params else "places"
    asked = session.asked("view", list(parts), "view") or first
    choices.row("view", {name: label for name, (label, _part) in parts.items()}, asked)
    with st.container(border=True):
        parts[asked][1](view)
