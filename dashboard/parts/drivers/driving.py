"""The parts of the Drivers page: each takes what moved a city's emissions and shows one thing of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import fsum

import streamlit as st

from analytics.change.attribution import Attribution
from analytics.change.drivers import RESTATEMENT
from analytics.inventories.alignment import group_of
from analytics.vocabulary import METHOD_NAMES, SECTOR_GROUPS, Method
from dashboard import choices, opened, session, tables, theme, widgets
from dashboard.figures import reading_dots, waterfall
from dashboard.figures.scale import scale
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.notation import subscripts
from dashboard.parts.drivers import cautions, driver_wording
from dashboard.widgets import text
from dashboard.words import driver_names, origins, spans, verdicts
from dashboard.words.names import group_name
from datasets import CityReport, Drivers

LINES = 2
"""So many lines say what not to conclude; the rest is opened."""
FINER = 100
"""How much finer than its largest figure asks for the table of sectors is, so that a small sector is not written as
nothing."""


def views() -> dict[str, str]:
    """The ways to look at a change, by their name in the address."""
    return {"once": _("In one step"), "yearly": _("Year by year"), "weather": _("Weather apart")}


def found(report: CityReport) -> Drivers:
    """The drivers between the two years of the address (``from=``, ``to=``, ``method=``)."""
    city_id = report.city.city_id
    whole = session.at_city(city_id).drivers()
    method = session.asked("method", whole.methods, "method")
    if method is not None:
        whole = session.at_city(city_id).drivers(method=method)
    years = [str(item.year) for item in whole.series]
    first, last = (session.asked(parameter, years, "year") for parameter in ("from", "to"))
    if first is None and last is None:
        return whole
    return session.at_city(city_id).drivers(int(first) if first else None, int(last) if last else None, method)


def head(moved: Drivers) -> None:
    """Who, the finding, and what lies behind it."""
    with st.container(gap="xsmall"):
        sample = moved.last is not None and session.is_sample(moved.last)
        widgets.eyebrow(f"{_('Drivers')} · {say(verdicts.eyebrow(moved.report))}", sample)
        st.title(text(driver_wording.headline(moved)), anchor=False)
        st.markdown(text(driver_wording.context(moved)))


def controls(moved: Drivers) -> None:
    """From which year to which, by which method; a choice goes into the address."""
    if moved.first is None or moved.last is None:
        return
    years = [str(item.year) for item in moved.series]
    ends, rest = st.columns([2, 3], vertical_alignment="bottom")
    left, right = ends.columns(2, wrap=False)
    with left:
        # Translators: the first and the last year of a comparison.
        choices.menu("from", _("From"), {year: year for year in years}, str(moved.first.year))
    with right:
        # Translators: the last year of a comparison.
        choices.menu("to", _("To"), {year: year for year in years}, str(moved.last.year))
    with rest:
        if len(moved.methods) > 1:
            names = {name: say(METHOD_NAMES[Method(name)]) for name in moved.methods}
            choices.row("method", names, moved.first.method)


def shown(moved: Drivers) -> None:
    """The waterfall with what not to conclude from it, beside it what would turn the verdict, and below the weather and
    the sectors; or why there is none."""
    if moved.direct is None:
        _nothing(moved)
        if moved.report.inventories:  # without one there is nothing to correct, and no claim to try
            widgets.stacked(partial(weather, moved), partial(readings, moved))
        return
    left, right = st.columns([1.8, 1])
    with left, st.container(border=True):
        _picture(moved, moved.direct)
        _cautions(moved)
    with right:
        with st.container(border=True):
            readings(moved)
        if not moved.corrections:
            with st.container(border=True):
                weather(moved)
    if moved.corrections:
        with st.container(border=True):
            weather(moved)
    with st.container(border=True):
        _sectors(moved, moved.direct)


def _nothing(moved: Drivers) -> None:
    """What is missing, and what would fill it."""
    with st.container(border=True):
        st.header(_("What is missing"), anchor=False)
        widgets.problems(moved.problems)
        if not moved.problems:
            have = spans.year_list(item.year for item in moved.series)
            known = (
                _("On file with a total: {years}.", years=have)
                if have
                else _("No inventory with a total is known here.")
            )
            widgets.nothing(known, _("Two years by one method make a waterfall."))
        needed = (
            _("**Two inventories** of one method, each with a total, give the change, sector by sector."),
            _("**Inhabitants of both years** separate the growth of the city from the emissions per inhabitant."),
            _("**Energy by sector and carrier** shows whether less was used or the energy became cleaner."),
        )
        widgets.numbered(needed)
        session.link("data", _("Add an inventory"), icon=":material/upload_file:")
        if moved.report.twin:
            twin = moved.report.twin
            label = _("See the drivers of {city}", city=twin.name)
            session.link("drivers", label, twin.city_id, icon=":material/handshake:")


def _picture(moved: Drivers, direct: Attribution) -> None:
    options = {"once": direct, "yearly": moved.stepwise, "weather": moved.apart}
    offered = {name: label for name, label in views().items() if options[name] is not None}
    view = session.asked("view", tuple(offered), "view") or "once"
    picture = options[view] or direct
    title = driver_wording.title(picture, view == "weather")
    st.header(text(title), anchor=False)
    if len(offered) > 1:
        choices.row("view", offered, view)
    dark = widgets.dark()
    review = driver_wording.in_review(moved)
    kind = f"waterfall-{direct.method}-{direct.years[0]}-{direct.years[-1]}-{view}"
    figure = session.drawn(kind, moved, dark, lambda: waterfall.waterfall(picture, dark, review))
    widgets.figure(
        figure,
        driver_wording.note(moved, picture, waterfall.symbol(picture)),
        "waterfall",
        waterfall.behind(picture),
        f"{say(moved.report.city.name)}: {title}",
        about(moved, picture, title),
    )


def about(moved: Drivers, picture: Attribution, title: str) -> dict[str, str]:
    """What the files of the waterfall say of their numbers; with the weather apart, whose degree days they use."""
    used = [item for item in moved.series if item.year in picture.years]
    weather = [item.days.source for item in moved.corrections] if picture is moved.apart else []
    gas = theme.GASES.get(picture.gas or "", picture.gas or "")
    return origins.about(moved.report.city.name, title, f"t {gas}".strip(), used, weather)


def _cautions(moved: Drivers) -> None:
    """What not to conclude in two lines, the rest and the method on demand; the door to inhabitants in review."""
    first, rest = (said := cautions.cautions(moved))[:LINES], said[LINES:]
    st.markdown("  \n".join(f":material/info: {text(caution)}" for caution in first))
    if driver_wording.in_review(moved):
        session.link("data", _("Check or explain the inhabitants"), icon=":material/arrow_forward:")
    opens = opened.expander(_("How the bars are made, and what else not to conclude"), ":material/rule:", "bars-made")
    if opens is None:
        return
    with opens:
        st.markdown(text(say(driver_wording.HOW)))
        if told := driver_wording.two_shares(moved):
            st.markdown(text(told))
        st.markdown("\n".join(f"- {text(caution)}" for caution in rest))
        session.link("method", _("The whole method"), icon=":material/menu_book:")


def _sectors(moved: Drivers, direct: Attribution) -> None:
    """Every group of sectors: both years, the change, and each driver in it."""
    first, last = moved.first, moved.last
    assert first is not None
    assert last is not None
    by_group: dict[str, dict[str, float]] = {}
    for (compared, _carrier), effects in direct.detail.items():
        held = by_group.setdefault(group_of(compared), {})
        for driver, tonnes in effects.items():
            held[driver] = held.get(driver, 0.0) + tonnes
    names = list(dict.fromkeys(driver for effects in by_group.values() for driver in effects))
    groups = [name for name in (*SECTOR_GROUPS, *sorted(by_group)) if name in by_group]
    groups = list(dict.fromkeys(groups))
    unit = scale([tonnes / FINER for effects in by_group.values() for tonnes in effects.values()])

    def column(amounts: Mapping[str, float]) -> list[str]:
        values = [*(amounts.get(group) for group in groups), fsum(amounts.values())]
        return ["–" if value is None else unit.number(value / unit.tonnes, signed=True) for value in values]

    # Translators: the sum of the sectors above, as the last row of a table.
    rows = {_("Sector"): [*(say(group_name(group)) for group in groups), _("All of these")]}
    rows[_("Change, {unit}", unit=unit.symbol)] = column(
        {group: fsum(effects.values()) for group, effects in by_group.items()}
    )
    for driver in names:
        rows[driver_names.head(driver)] = column(
            {group: effects[driver] for group, effects in by_group.items() if driver in effects}
        )
    st.header(_("By sector"), anchor=False)
    years = {"first": first.year, "last": last.year}
    tables.table(rows, _("The change from {first} to {last} by sector and driver", **years), total=True)
    apart = {bar: tonnes for bar, tonnes in direct.bars.items() if bar.driver == RESTATEMENT}
    rest = "; ".join(f"{driver_names.name(bar, t)} {theme.tonnes(t, None, signed=True)}" for bar, t in apart.items())
    # Translators: restatements, which are no change of the city and stand in no row of the table.
    beside = [_("Apart from these: {restatements}.", restatements=rest)] if rest else []
    st.caption(text(" ".join([driver_wording.note(moved, direct, unit.symbol), *beside])))


def weather(moved: Drivers) -> None:
    """The corrected figures beside the reported ones, or what is missing for them."""
    st.header(_("The weather"), anchor=False)
    if moved.corrections:
        one = moved.corrections[0]
        tables.table(
            {
                _("Year"): [str(item.reported.year) for item in moved.corrections],
                _("As reported"): [theme.tonnes(item.reported.emissions_t, None) for item in moved.corrections],
                _("Weather-corrected"): [theme.tonnes(item.corrected.emissions_t, None) for item in moved.corrections],
                _("Difference"): [theme.tonnes(item.effect_t, None, signed=True) for item in moved.corrections],
                _("Degree days"): [theme.number(item.days.hdd) for item in moved.corrections],
            },
            _("Emissions as reported and as they would have been in the reference weather"),
        )
        said = _(
            "Reference: {degree_days} °C day of {period}, {basis}. Only {share} of the fuels and heat of buildings is "
            "space heating ({share_source}). Degree days: {sources}. The reported figure stays the figure of record.",
            degree_days=theme.number(one.reference.hdd),
            period=one.reference.period,
            basis=one.days.basis,
            share=theme.percent(100 * one.share),
            share_source=one.share_source,
            sources=listed(list(dict.fromkeys(item.days.source for item in moved.corrections))),
        )
        st.caption(text(said))
        return
    if moved.lacking:
        missing = _("No weather-corrected figure: {found}.", found=moved.lacking[0].found)
    else:
        missing = _("No weather-corrected figure: no two inventories to compare.")
    cold = _("A cold winter raises the need for heat whatever a city does; degree days tell that part from the rest.")
    widgets.nothing(missing, cold)
    st.markdown(
        _(
            "Needed: the heating degree days of both years on one base, and the stated share of the fuels and heat of "
            "buildings that warms rooms. No default is put in their place."
        )
    )
    session.link("figures", _("State the degree days"), icon=":material/edit_note:", asked={"table": "degree_days"})


def readings(moved: Drivers) -> None:
    """Which other readings of the figures would turn the verdict?"""
    city = moved.report.city
    tried = session.at_city(city.city_id).flips()
    st.header(text(tried.answer), anchor=False)
    if tried.readings:
        dark = widgets.dark()
        figure = session.drawn("readings", tried, dark, lambda: reading_dots.dots(tried, dark))
        claim = tried.claim
        judged = [item for item in (claim.baseline and claim.baseline.inventory, claim.latest) if item]
        extra = [claim.target.source] if claim.target else []
        sentence = say(tried.answer)
        said = origins.about(city.name, sentence, f"t {theme.GASES['CO2e']}", judged, extra)
        note = _("The same target each time, read in another way that could be defended as well.")
        widgets.figure(figure, note, "readings", reading_dots.behind(tried), sentence, said)
    others = [
        *(_("{name}: makes no difference.", name=name) for name in tried.alike),
        # Translators: a way to read the figures, and why it cannot be told.
        *(_("{name}: cannot be told. {reason}", name=listed(names), reason=reason) for names, reason in tried.untold),
    ]
    if others:
        with st.expander(_("What changes nothing or cannot be told"), icon=":material/table_rows:"):
            st.markdown("\n".join(f"- {text(subscripts(other))}" for other in others))
