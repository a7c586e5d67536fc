"""The parts of the Outlook page: each takes what lies ahead of a city and shows one thing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.commitment.actions import Estimate
from analytics.commitment.wedges import Needs, WedgeStep
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Verdict
from dashboard import choices, opened, session, tables, theme, widgets
from dashboard.figures import wedge_areas
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.outlook import outlook_wording
from dashboard.widgets import text
from dashboard.words import commitments, origins, verdicts
from datasets import CityReport, Outlook
from datasets.city.outlook import RATE

FIRST_STEPS = 3
"""So many further actions are told at once; the others open below them."""
LIVES = (10, 15, 20, 25, 30, 40, 50)
"""The lives of actions in years that are offered; none is assumed."""


def found(report: CityReport) -> Outlook:
    """What the address asks for: a target by its name (``target=``) against a scenario (``scenario=``)."""
    names = report.target_names
    chosen = session.asked(
        "target", tuple(dict.fromkeys((*names, *(str(target.year) for target in names.values())))), "target"
    )
    asked = str(st.query_params.get("scenario", "")).strip()
    if not RATE.fullmatch(asked):
        asked = session.asked("scenario", tuple(outlook_wording.SCENARIOS), "scenario") or ""
    return session.at_city(report.city.city_id).outlook(chosen, asked or None)


def head(ahead: Outlook) -> None:
    """Who, the finding, and what cannot be told."""
    with st.container(gap="xsmall"):
        sample = ahead.start is not None and session.is_sample(ahead.start)
        # Translators: the name of a page.
        widgets.eyebrow(f"{_('Plan')} · {verdicts.eyebrow(ahead.report)}", sample)
        st.title(text(outlook_wording.headline(ahead, session.this_year())), anchor=False)
        st.markdown(text(outlook_wording.context(ahead)))
        for reason in map(say, ahead.reasons):
            st.markdown(f":gray[:material/info: {text(subscripts(reason))}]")


def targets(ahead: Outlook) -> None:
    """Which target; a choice goes into the address."""
    names, target = ahead.report.target_names, ahead.progress.target
    labels = {name: commitments.target_label(item, ahead.report.targets) for name, item in sorted(names.items())}
    chosen = next((name for name, item in names.items() if item == target), None)
    if len(labels) > 1 and chosen:
        choices.row("target", labels, chosen, beside=True)


def scenarios(ahead: Outlook) -> None:
    """Against which scenario; a choice goes into the address."""
    if ahead.scenario is None:
        return
    offered = {name: say(label) for name, label in outlook_wording.SCENARIOS.items() if name not in ahead.refused}
    kind = ahead.scenario.kind
    if kind == "rate":
        rate = st.query_params.get("scenario", "")
        # Translators: a scenario: emissions change by this share each year.
        offered[rate] = _("{rate:+g}\u00a0% a year", rate=float(rate))
    if len(offered) > 1:
        chosen = st.query_params.get("scenario", "") if kind == "rate" else kind
        choices.row("scenario", offered, chosen, beside=True)


def tried(ahead: Outlook, parts: Mapping[str, float]) -> Outlook:
    """What would lie ahead with a part of each sector, of the target and scenario that are shown."""
    return session.at_city(ahead.report.city.city_id).tried(ahead, parts)


def chart(ahead: Outlook, shown: Outlook, title: str) -> None:
    """The wedges of what is ``shown``, with the plan on file as a dotted line where that is another one."""
    dark, on_file = widgets.dark(), ahead.plan if shown is not ahead and ahead.estimates else None
    if shown is ahead:
        target = ahead.progress.target
        aim = f"{target.year}-{target.kind}-{target.base_year}" if target else ""
        kind = f"wedges-{aim}-{ahead.scenario.said if ahead.scenario else ''}"
        figure = session.drawn(kind, ahead, dark, lambda: wedge_areas.wedges(ahead, dark))
    else:
        figure = wedge_areas.wedges(shown, dark, on_file)
    widgets.figure(
        figure,
        outlook_wording.chart_note(shown, shown is not ahead),
        "wedges",
        wedge_areas.behind(shown, on_file),
        title,
        about(shown, title),
    )
    opens = opened.expander(_("How this is reckoned"), ":material/rule:", "reckoned")
    if opens is None:
        return
    with opens:
        st.markdown(text(say(outlook_wording.HOW)))
        for name, why in ahead.refused.items():
            # Translators: a scenario, and why it cannot be had.
            st.caption(text(_("{scenario}: {reason}", scenario=outlook_wording.SCENARIOS.get(name, name), reason=why)))
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
        _("Another scenario: change in per cent a year"),
        -20.0,
        20.0,
        value=None,
        step=0.5,
        key="scenario-rate",
        on_change=_take_rate,
        placeholder=_("Such as 1 or -2"),
    )


def _take_rate() -> None:
    value = session.kept("scenario-rate")
    choices.choose("scenario", "" if value is None else f"{value:g}")


def lacking(ahead: Outlook) -> bool:
    """Whether there is nothing to look ahead from: no inventory with a total, or neither a target nor an action."""
    return ahead.start is None or (ahead.progress.target is None and not ahead.estimates)


def missing(ahead: Outlook) -> None:
    """What would fill the page, the first of it as the door."""
    needed = (
        _("**An inventory of the base year** is what a target is measured from."),
        _("**A target** is a base year, a year and a percentage, or a level in tonnes."),
        _("**Actions**, entered or as a list, show how much of the way they close."),
    )
    have = (ahead.start is not None, bool(ahead.report.targets), bool(ahead.estimates))
    with st.container(key="missing-outlook"):
        st.header(_("What is missing"), anchor=False)
        widgets.numbered(said for said, there in zip(needed, have, strict=True) if not there)
        if ahead.start is None:
            session.link("data", _("Add an inventory"), icon=":material/upload_file:")
        else:
            session.link("plan", _("Set a target"), icon=":material/flag:", asked={"part": "targets"})
    twin = ahead.report.twin
    if twin:
        label = _("See the outlook of {city}", city=twin.name)
        session.link("outlook", label, twin.city_id, icon=":material/handshake:")


def every_target(ahead: Outlook) -> None:
    """All targets with verdict, level, gap, ambition and budget."""
    report = ahead.report
    st.header(text(commitments.targets_title(report)), anchor=False)
    if not report.targets:
        widgets.nothing(
            _("No target was found for this city."), _("A base year, a target year and a percentage are enough.")
        )
        return
    columns = {
        _("Target"): [commitments.promise(item.target) if item.target else "" for item in report.progress],
        _("Verdict"): [verdicts.answer(report, item).words for item in report.progress],
        _("Level"): [outlook_wording.level(item) for item in report.progress],
        _("From the path"): [commitments.gap(item) for item in report.progress],
        _("Budget left"): [outlook_wording.budget_words(item, ahead) for item in report.progress],
    }
    if any(target.national for target in report.targets):
        columns[_("Against the national target")] = [
            outlook_wording.ambition_words(item, ahead) for item in report.progress
        ]
    tables.table(columns, _("Every target with its verdict, level, gap and budget"))
    st.caption(text(commitments.target_sources(report)))


def budget(ahead: Outlook) -> None:
    """What the chosen target's path still allows, in plain words."""
    st.header(_("Budget left"), anchor=False)
    st.markdown(text(outlook_wording.budget_sentence(ahead)))


def needs(ahead: Outlook) -> None:
    """What it would take: the undecided actions that close what the decided ones leave open, and what still lacks."""
    st.header(_("What it would take"), anchor=False)
    lacking, start = ahead.needs, ahead.start
    if lacking is None or start is None:
        widgets.nothing(
            _("It cannot be assessed."), _("It takes a target and an inventory by the same method before its year.")
        )
        return
    if lacking.to_cut_t <= 0:
        said = _("The target is reached without an action.")
        if ahead.progress.verdict is Verdict.CANNOT_TELL:
            said = _("By what is reported no action is needed; whether the target is reached cannot be assessed.")
        widgets.nothing(_("Nothing more, in this scenario."), said)
        return
    if lacking.open_t <= 0:
        enough = _("The decided actions are enough for {year}, once all of them are in effect.", year=lacking.year)
        st.markdown(text(enough))
        return
    still = theme.tonnes(lacking.open_t, None, like=start.emissions_t)
    if lacking.decided_t > 0:
        st.markdown(text(_("After the decided actions {amount} are still open.", amount=still)))
    else:
        year = lacking.year
        said = _("{amount} have to be cut by {year}, and no decided action cuts any of it.", amount=still, year=year)
        st.markdown(text(said))
    lines = [f"{place}. {_step_words(step, start.emissions_t)}" for place, step in enumerate(lacking.steps, start=1)]
    if lines:
        st.markdown("\n".join(lines[:FIRST_STEPS]))
    if rest := lines[FIRST_STEPS:]:
        with st.expander(ngettext("{number} more", "{number} more", len(rest)), icon=":material/more_horiz:"):
            st.markdown("\n".join(rest))
    if lacking.left_t > 0:
        st.markdown(text(_left_words(lacking, start)))
    if notes := [*map(say, lacking.notes), *outlook_wording.overlap(ahead)]:
        with st.expander(_("How they are chosen"), icon=":material/rule:"):
            st.markdown(text(" ".join(notes)))


def _step_words(step: WedgeStep, like: float | None) -> str:
    """One more action, as markdown: what it takes off, what lacks after it, and what a tonne costs over its life."""
    adds, left = theme.tonnes(step.adds_t, None, like=like), theme.tonnes(step.left_t, None, like=like)
    said = {"action": text(step.estimate.action.name), "amount": text(adds), "left": text(left)}
    if step.estimate.over_life() is None:
        if step.left_t > 0:
            return _("**{action}** takes {amount} more off; {left} then remain open.", **said)
        return _("**{action}** takes {amount} more off; the gap is then closed.", **said)
    said["cost"] = text(outlook_wording.over_life(step.estimate, None))
    if step.left_t > 0:
        return _("**{action}** takes {amount} more off at {cost} per tonne; {left} then remain open.", **said)
    return _("**{action}** takes {amount} more off at {cost} per tonne; the gap is then closed.", **said)


def _left_words(lacking: Needs, start: Inventory) -> str:
    """What no action on file closes, and how much that is a year."""
    span = lacking.year - start.year
    if lacking.steps:
        left = theme.tonnes(lacking.left_t, None, like=start.emissions_t)
        which = _("After these, {amount} are left that no action on file closes.", amount=left)
    else:
        which = _("No further action would close the rest.")
    yearly = ngettext(
        "Spread over the {number} year from {year}, it is {yearly} less each year.",
        "Spread over the {number} years from {year}, it is {yearly} less each year.",
        span,
        year=start.year,
        yearly=theme.tonnes(lacking.left_t / span, None),
    )
    return f"{which} {yearly}"


def _life(listed: Sequence[Estimate]) -> int | None:
    """The life that the address asks for (``life=``) where none is stated, with the row to choose it; None without one.
    It is offered where a cost per tonne waits for it."""
    if not any(item.cost_per_tonne is not None and item.action.life_years is None for item in listed):
        return None
    years = {str(number): ngettext("{number} year", "{number} years", number) for number in LIVES}
    options = {"": _("not assumed"), **years}
    asked = session.asked("life", list(options), "life") or ""
    choices.menu("life", _("Without a life of its own, an action lasts"), options, asked)
    return int(asked) if asked else None


def costs(ahead: Outlook) -> None:
    """Every action with what it saves and costs, over its life or one that is assumed."""
    listed = planned(ahead)
    if not listed:
        return
    st.header(text(costs_title(ahead)), anchor=False)
    _listed(ahead, listed, _life(listed))
    sources = dict.fromkeys(item.action.source for item in listed if item.action.source)
    said = [_("Source: {sources}.", sources="; ".join(sources))] if sources else []
    if notes := " ".join(filter(None, [outlook_wording.shortened(ahead), *said])):
        st.caption(text(notes))


def planned(ahead: Outlook) -> list[Estimate]:
    """The actions of the city, the largest first; what nobody does is on the ladder alone."""
    own = [item for item in ahead.estimates if item.action.status != "expected"]
    return sorted(own, key=lambda item: -(item.avoided_t or 0.0))


def _listed(ahead: Outlook, listed: Sequence[Estimate], life: int | None) -> None:
    """Some actions as a table."""
    by_id = {wedge.action.id: wedge for wedge in ahead.plan.wedges} if ahead.plan else {}
    # Translators: what an action takes off the emissions of the last year of a plan.
    counting = _("Counts in {year}", year=ahead.plan.years[-1]) if ahead.plan else _("Counts")
    tables.table(
        {
            _("Action"): [item.action.name for item in listed],
            _("Status"): [outlook_wording.status(item) for item in listed],
            # Translators: the tonnes that an action avoids in a year.
            _("Avoids a year"): [outlook_wording.avoided(item) for item in listed],
            counting: [outlook_wording.counts(by_id.get(item.action.id)) for item in listed],
            _("Cost"): [outlook_wording.cost(item) for item in listed],
            # Translators: the cost of an action for each tonne that it avoids in all the years that it lasts.
            _("Per tonne over its life"): [outlook_wording.over_life(item, life) for item in listed],
            # Translators: who is responsible for an action.
            _("Responsible"): [item.action.responsible or _("not stated") for item in listed],
        },
        costs_title(ahead),
    )


def costs_title(ahead: Outlook) -> str:
    """What a table of the actions is called."""
    return _("Every action of {city} with what it saves and costs", city=ahead.report.city.name)
