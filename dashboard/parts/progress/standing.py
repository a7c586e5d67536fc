"""The parts of Progress: the answer, the course of the emissions, what comes next, and which sectors moved them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from dashboard import cards, choices, session, theme, widgets
from dashboard.cards import ChartCard
from dashboard.decisions import NextStep
from dashboard.figures import behind, per_head_curve, sector_curves, trajectory_curve
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.drivers import driver_wording
from dashboard.parts.progress import captions, city_cards, how_sure, steps, strip
from dashboard.parts.progress.answer import CityAnswer
from dashboard.parts.published import published_beside
from dashboard.sendable import Sendable
from dashboard.widgets import text
from dashboard.words import commitments, origins, shown_series, verdicts
from dashboard.words.names import group_name
from datasets import CityReport, Outlook, Value

PER_HEAD = "head"
"""The measure of the address that shows the curve per inhabitant."""
SMALL = 3
"""So many sectors are drawn by themselves."""


def head(report: CityReport, found: CityAnswer) -> None:
    """Whose page it is, the answer for today, the finding, and one line below it."""
    with st.container(gap="xsmall"):
        widgets.eyebrow(
            verdicts.eyebrow(report),
            report.holds_samples(report.leading.latest),
            verdicts.Answer(found.verdict, found.badge),
        )
        st.title(text(found.title), anchor=False)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="lead"):
            st.markdown(text(found.line), width="content")
            if report.leading.target is not None or report.leading.latest is not None:
                how_sure.link("why-link", _("How sure, and why"))
        if found.warning:
            st.warning(text(found.warning), icon=widgets.SEVERITY_ICONS["warn"])
    if (drawing := strip.drawing(report.leading)) is not None:
        strip.strip(drawing)


def course(report: CityReport) -> None:
    """The emissions against the path to one target, in all or per inhabitant; or what one inventory was made of."""
    names = report.target_names
    asked = session.asked("target", list(names), "target")
    measure = session.asked("measure", ["total", PER_HEAD], "measure") or "total"
    if not shown_series.has_curve(report):
        _one_inventory(report)
        return
    shown = shown_series.in_front(report, names.get(asked or ""))
    of_heads = measure == PER_HEAD
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="curve-head"
    ):
        st.header(_("Emissions per inhabitant") if of_heads else _("Emissions against the path"), anchor=False)
        with st.container(horizontal=True, gap="small", width="content", vertical_alignment="center"):
            _targets(report, shown)
            choices.row("measure", {"total": _("Total"), PER_HEAD: _("Per inhabitant")}, measure, beside=True)
    if of_heads:
        _per_head(report)
    else:
        published = published_beside.series(report.city.city_id)
        cards.chart(city_cards.curve(report, shown, tuple(published)), _kind(shown, published))


def _targets(report: CityReport, shown: Progress | None) -> None:
    """The targets whose path can be drawn, as a list; nothing where there is one."""
    drawn = [item.target for item in shown_series.drawn_targets(report)]
    names = {name: target for name, target in report.target_names.items() if target in drawn}
    if len(names) > 1 and shown is not None:
        labels = {name: commitments.target_label(target, report.targets) for name, target in names.items()}
        chosen = next((name for name, target in names.items() if target == shown.target), next(iter(names)))
        with st.container(width=170):
            choices.menu("target", _("Target"), labels, chosen, quiet=True)


def curve_of(report: CityReport, shown: Progress | None, dark: bool) -> Sendable:
    """The picture of the curve against the path to one target, made once."""
    published = published_beside.series(report.city.city_id)
    kind = f"curve {_kind(shown, published)}"
    return session.drawn(kind, report, dark, lambda: trajectory_curve.curve(report, dark, shown, published))


def _kind(shown: Progress | None, published: published_beside.Figures) -> str:
    promise = commitments.promise(shown.target) if shown and shown.target else ""
    return f"{promise} {hash(published)}"


def _per_head(report: CityReport) -> None:
    """The curve per inhabitant, or what it lacks."""
    found = per_head_curve.series(report)
    latest = report.leading.latest
    if not found:
        year = latest.year if latest else None
        widgets.nothing(
            _("The inhabitants of {year} are missing.", year=year) if year else _("There is no inventory yet."),
            _("Add the population to see per-person figures."),
        )
        asked = {"table": "population"}
        session.link("figures", _("Add the inhabitants"), icon=":material/arrow_forward:", asked=asked)
        return
    title = _("Emissions per inhabitant")
    about = origins.about(report.city.name, title, "t", found)
    source = " ".join([_("The target is a total: there is no path per inhabitant."), origins.source_note(found[-1])])
    card = ChartCard(
        "per-head",
        title,
        per_head_curve.rows(report),
        lambda dark: per_head_curve.curve(report, dark),
        source,
        report,
        about,
    )
    cards.chart(card)
    if report.leading.doubts:
        asked = {"table": "population"}
        session.link("figures", _("Check the population"), icon=":material/arrow_forward:", asked=asked)


def _one_inventory(report: CityReport) -> None:
    latest = report.leading.latest
    st.header(text(shown_series.curve_title(report)), anchor=False)
    if latest is None:
        widgets.nothing(_("There is no inventory to draw yet."), _("Two years make a curve; a target makes a path."))
        session.link("data", _("Add an inventory"), icon=":material/upload_file:")
    elif shown_series.has_sectors(latest) and (card := city_cards.composition(report)):
        cards.chart(card)
    else:
        point = _("{year} is one point without sectors.", year=latest.year)
        widgets.nothing(point, _("A second year makes a curve."))


def next_steps(report: CityReport, ahead: Outlook) -> None:
    """Up to three next steps, each a door to where it is done."""
    found = steps.steps(report, session.this_year(), ahead, session.leads)
    if not found:
        return
    st.header(ngettext("{count} next step", "{count} next steps", len(found)), anchor=False)
    for place, step in enumerate(found):
        _step(place, step)


def _step(place: int, step: NextStep) -> None:
    with st.container(border=True, gap="xxsmall", key=f"step-{place}"):
        session.link(
            step.door.place, step.about, step.door.city_id, icon=":material/arrow_forward:", asked=step.door.asked
        )
        st.caption(text(step.why))


def causes(report: CityReport) -> None:
    """Which sectors moved the emissions since the base year, or by which causes; else what the newest year was made
    of."""
    latest, base = report.leading.latest, report.leading.baseline
    first = base.inventory if base and report.leading.gap_t is not None else None
    drawn = shown_series.has_curve(report)
    if latest and first and shown_series.moves(first, latest):
        _since(report, first, latest)
    elif card := (city_cards.composition(report) if drawn else None) or city_cards.carriers(report):
        cards.show(card)
    elif latest is not None and drawn:
        title, what, then = captions.no_drivers(report)
        st.header(title, anchor=False)
        widgets.nothing(what, then)
        session.link("data", _("Add energy by carrier"), icon=":material/upload_file:")


def _since(report: CityReport, first: Inventory, latest: Inventory) -> None:
    moved = session.at_city(report.city.city_id).drivers() if _asked_for_causes() else None
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(text(captions.sector_title(first, latest)), anchor=False)
        chosen = "cause" if moved else "sector"
        choices.row("by", {"sector": _("By sector"), "cause": _("By cause")}, chosen, beside=True)
    left, right = st.columns([1.05, 1], gap="large")
    with left:
        if moved is not None and moved.direct is not None:
            cards.chart(city_cards.drivers(moved, moved.direct, driver_wording.title(moved.direct, False)))
        else:
            cards.chart(city_cards.changes(report, first, latest))
        session.link("drivers", _("What moved them, step by step"), icon=":material/arrow_forward:")
    with right, st.container(key="sector-curves"):
        _small(report, first, latest)


def _asked_for_causes() -> bool:
    return session.asked("by", ["sector", "cause"], "view") == "cause"


def _small(report: CityReport, first: Inventory, latest: Inventory) -> None:
    """The largest sectors of the base year, each by its years."""
    every = [item for item in shown_series.own_series(report) if first.year <= item.year <= latest.year]
    largest = sorted(set(first.sectors) & set(latest.sectors), key=lambda group: -first.sectors[group])[:SMALL]
    found = []
    for group in largest:
        before, after = first.sectors[group], latest.sectors[group]
        moved = theme.percent(100 * (after - before) / before, signed=True) if before > 0 else ""
        points = tuple((item.year, item.sectors[group]) for item in every if group in item.sectors)
        found.append(sector_curves.SectorCurve(group, captions.short(group), moved, after <= before, points))
    if not found or min(len(one.points) for one in found) < 2:
        return
    title = _("The largest sectors by year")
    rows: dict[str, Sequence[Value]] = {
        _("Sector"): [group_name(one.group) for one in found for _point in one.points],
        _("Year"): [year for one in found for year, _tonnes in one.points],
        behind.tonnes_head(latest.gas): [tonnes for one in found for _year, tonnes in one.points],
    }
    cards.chart(
        ChartCard(
            "small",
            title,
            rows,
            lambda dark: sector_curves.curves(found, dark),
            _("On one scale from zero."),
            report,
            origins.about(report.city.name, title, city_cards.unit(latest), every),
        )
    )


def evidence(report: CityReport) -> None:
    """The way to all that stands behind the answer, with what the other readings say."""
    tried = how_sure.readings(report)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="evidence"):
        how_sure.link("why-row", _("How sure, and why"))
        said = say(tried.answer) if tried is not None else _("Method, sources and all notes.")
        st.caption(text(said), width="stretch")
