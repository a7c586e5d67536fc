"""The parts of the Targets page: each takes what lies ahead of a city and shows one thing of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import streamlit as st

from analytics.commitment.actions import Estimate
from dashboard import choices, session, tables, theme, widgets
from dashboard.figures import wedges
from dashboard.parts import origins, outlook_words, wording
from dashboard.widgets import text
from datasets.assessment import CityReport
from datasets.plans.outlook import Outlook

_RATE = re.compile(r"[+-]?[0-9]{1,2}(?:\.[0-9]{1,3})?")


def found(report: CityReport) -> Outlook:
    """What the address asks for: the target of a year (``target=``) against a scenario (``scenario=``)."""
    years = [str(target.year) for target in report.targets if target.sector is None]
    chosen = session.asked("target", years, "target")
    asked = str(st.query_params.get("scenario", "")).strip()
    if not _RATE.fullmatch(asked):
        asked = session.asked("scenario", tuple(outlook_words.SCENARIOS), "scenario") or ""
    return session.outlook(report.city.city_id, int(chosen) if chosen else None, asked or None)


def head(ahead: Outlook) -> None:
    """Who, the finding, and what cannot be told."""
    with st.container(gap="xsmall"):
        st.caption(text(f"TARGETS · {wording.eyebrow(ahead.report).upper()}"))
        st.title(text(outlook_words.headline(ahead, datetime.now(UTC).year)), anchor=False)
        st.markdown(text(outlook_words.context(ahead)))
        for reason in ahead.reasons:
            st.markdown(f":gray[:material/info: {text(reason)}]")


def controls(ahead: Outlook) -> None:
    """Which target, and against which scenario; a choice goes into the address."""
    years = {str(item.year): f"Target {item.year}" for item in ahead.report.targets if item.sector is None}
    target = ahead.progress.target
    if len(years) > 1 and target:
        choices.row("target", dict(sorted(years.items())), str(target.year))
    if ahead.scenario is None:
        return
    offered = {name: label for name, label in outlook_words.SCENARIOS.items() if name not in ahead.refused}
    kind = ahead.scenario.kind
    if kind == "rate":
        rate = st.query_params.get("scenario", "")
        offered[rate] = f"{float(rate):+g}{theme.NBSP}% a year"
    if len(offered) > 1:
        choices.row("scenario", offered, st.query_params.get("scenario", "") if kind == "rate" else kind)


def picture(ahead: Outlook) -> None:
    """The wedges, or why there are none."""
    if ahead.plan is None:
        st.header("The way ahead", anchor=False)
        if ahead.start is None:
            widgets.nothing("There is no inventory to start from.", "One with a total is enough to look ahead from.")
            session.link("data", "Add an inventory", icon=":material/upload_file:")
            twin = ahead.report.twin
            if twin:
                session.link("targets", f"See the targets of {twin.name}", twin.city_id, icon=":material/handshake:")
        else:
            widgets.nothing("There is nothing to draw.", "A target or an action after the newest inventory would be.")
        return
    title = outlook_words.chart_title(ahead)
    st.header(text(title), anchor=False)
    dark = widgets.dark()
    target = ahead.progress.target
    kind = f"wedges-{target.year if target else ''}-{ahead.scenario.said if ahead.scenario else ''}"
    figure = session.drawn(kind, ahead.report.city.city_id, dark, lambda: wedges.wedges(ahead, dark))
    widgets.figure(
        figure, wedges.wedges_alt(ahead), outlook_words.chart_note(ahead), "wedges", wedges.behind(ahead), title,
        about(ahead, title),
    )  # fmt: skip
    with st.expander("How this is reckoned", icon=":material/rule:"):
        st.markdown(text(outlook_words.HOW))
        for name, why in ahead.refused.items():
            st.caption(text(f"{outlook_words.SCENARIOS.get(name, name)}: {why}"))
        _rate()


def about(ahead: Outlook, title: str) -> dict[str, str]:
    """What the files of the wedges say of their numbers: those of the inventories, the target, scenario and actions."""
    start, target, scenario = ahead.start, ahead.progress.target, ahead.scenario
    drawn = [item for item in ahead.report.inventories if start and item.method == start.method]
    gas = theme.GASES.get((start.gas if start else None) or "", "")
    extra = [target.source if target and ahead.needs else None, scenario.source if scenario else None]
    extra += [item.action.source for item in ahead.estimates]
    known = [source for source in extra if source]
    return origins.about(ahead.report.city.name, title, f"t {gas}".strip(), drawn, known)


def _rate() -> None:
    """A change in per cent a year, as one more scenario."""
    st.number_input(
        "Another scenario: change in per cent a year", -20.0, 20.0, value=None, step=0.5, key="scenario-rate",
        on_change=_take_rate, placeholder="Such as 1 or -2",
    )  # fmt: skip


def _take_rate() -> None:
    value = st.session_state.get("scenario-rate")
    choices.choose("scenario", "" if value is None else f"{value:g}")


def every_target(ahead: Outlook) -> None:
    """All targets with verdict, level, gap, ambition and budget."""
    report = ahead.report
    st.header(text(wording.targets_title(report)), anchor=False)
    if not report.targets:
        widgets.nothing("No target was found for this city.", "A base year, a target year and a percentage are enough.")
        return
    columns = {
        "Target": [wording.promise(item.target) if item.target else "" for item in report.progress],
        "Verdict": [outlook_words.verdict(item) for item in report.progress],
        "Level": [outlook_words.level(item) for item in report.progress],
        "From the path": [wording.gap(item) for item in report.progress],
        "Budget left": [outlook_words.budget_words(item, ahead) for item in report.progress],
    }
    if any(target.national for target in report.targets):
        columns["Beside the national target"] = [outlook_words.ambition_words(item, ahead) for item in report.progress]
    tables.table(columns, "Every target with its verdict, level, gap and budget")
    budget = outlook_words.budget_sentence(ahead)
    if budget:
        st.markdown(text(budget))
    st.caption(text(wording.target_sources(report)))


def needs(ahead: Outlook) -> None:
    """What it would take: the undecided actions that close what the decided ones leave open, and what still lacks."""
    st.header("What it would take", anchor=False)
    lacking, start = ahead.needs, ahead.start
    if lacking is None or start is None:
        widgets.nothing("It cannot be told.", "It takes a target and an inventory by the same method before its year.")
        return
    like = start.emissions_t
    if lacking.to_cut_t <= 0:
        widgets.nothing("Nothing more, in this scenario.", "The target is reached without an action.")
        return
    if lacking.open_t <= 0:
        st.markdown(text(f"The decided actions are enough for {lacking.year}, once all of them are in effect."))
        return
    still = theme.tonnes(lacking.open_t, None, like=like)
    if lacking.decided_t > 0:
        st.markdown(text(f"After the decided actions {still} are still open."))
    else:
        st.markdown(text(f"{still} have to be cut by {lacking.year}, and no decided action cuts any of it."))
    lines = [
        f"{place}. **{text(step.estimate.action.name)}** "
        + text(f"takes {theme.tonnes(step.adds_t, None, like=like)} more off{_at_cost(step.estimate)}; "
               f"{theme.tonnes(step.left_t, None, like=like) if step.left_t > 0 else 'nothing'} then lacks.")
        for place, step in enumerate(lacking.steps, start=1)
    ]  # fmt: skip
    if lines:
        st.markdown("\n".join(lines))
    if lacking.left_t > 0:
        span = lacking.year - start.year
        yearly = theme.tonnes(lacking.left_t / span, None)
        left = theme.tonnes(lacking.left_t, None, like=like)
        which = (
            f"After these, {left} are left that no action on file closes." if lines else "No other action closes it."
        )
        st.markdown(text(f"{which} Spread over the {span} years from {start.year}, it is {yearly} less each year."))
    for note in lacking.notes:
        st.caption(text(note))


def _at_cost(item: Estimate) -> str:
    return f" at {outlook_words.cost_per_tonne(item)} per yearly tonne" if item.cost_per_tonne is not None else ""


def actions(ahead: Outlook) -> None:
    """Every action with what it saves and costs."""
    count = len(ahead.estimates)
    st.header(wording.counted(count, "action", "actions") + ("" if count else " on file"), anchor=False)
    if not count:
        widgets.nothing(
            f"Nobody has entered an action of {ahead.report.city.name} yet.", "A list as CSV or workbook is enough."
        )
        return
    by_id = {wedge.action.id: wedge for wedge in ahead.plan.wedges} if ahead.plan else {}
    end = ahead.plan.years[-1] if ahead.plan else None
    listed = ahead.estimates
    tables.table(
        {
            "Action": [item.action.name for item in listed],
            "Where": [outlook_words.place(item) for item in listed],
            "Years": [f"{item.action.start}–{item.action.end}" for item in listed],
            "Status": [outlook_words.status(item) for item in listed],
            "Avoids a year": [outlook_words.avoided(item) for item in listed],
            f"Counts in {end}" if end else "Counts": [outlook_words.counts(by_id.get(i.action.id)) for i in listed],
            "Cost": [outlook_words.cost(item) for item in listed],
            "Per yearly tonne": [outlook_words.cost_per_tonne(item) for item in listed],
            "Responsible": [item.action.responsible or "not stated" for item in listed],
            "SDGs": [", ".join(map(str, item.action.sdg)) or "not stated" for item in listed],
        },
        f"Every action of {ahead.report.city.name} with what it saves and costs",
    )
    sources = dict.fromkeys(item.action.source for item in listed if item.action.source)
    if sources:
        st.caption(text(f"Source: {'; '.join(sources)}."))
