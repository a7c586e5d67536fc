"""The parts of the Targets page: each takes what lies ahead of a city and shows one thing of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from analytics.commitment.actions import Estimate
from analytics.commitment.wedges import Needs, WedgeStep
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Verdict
from dashboard import choices, session, tables, theme, widgets
from dashboard.figures import wedge_areas
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.targets import beside, target_wording
from dashboard.widgets import text
from dashboard.words import commitments, origins, verdicts
from datasets import CityReport, Outlook
from datasets.city.outlook import RATE

Part = Callable[[Outlook], None]
FIRST_STEPS = 5
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
        asked = session.asked("scenario", tuple(target_wording.SCENARIOS), "scenario") or ""
    return session.at_city(report.city.city_id).outlook(chosen, asked or None)


def head(ahead: Outlook) -> None:
    """Who, the finding, and what cannot be told."""
    with st.container(gap="xsmall"):
        # Translators: the name of a page.
        sample = ahead.start is not None and session.is_sample(ahead.start)
        widgets.eyebrow(f"{_('Targets')} · {verdicts.eyebrow(ahead.report)}", sample)
        st.title(text(target_wording.headline(ahead, session.this_year())), anchor=False)
        st.markdown(text(target_wording.context(ahead)))
        caveat = verdicts.caveat(ahead.report)
        for reason in (*ahead.reasons, *([caveat] if caveat else [])):
            st.markdown(f":gray[:material/info: {text(subscripts(reason))}]")


def controls(ahead: Outlook) -> None:
    """Which target, and against which scenario; a choice goes into the address."""
    with st.container(horizontal=True, gap="medium"):
        _target_row(ahead)
        _scenario_row(ahead)


def _target_row(ahead: Outlook) -> None:
    names, target = ahead.report.target_names, ahead.progress.target
    labels = {name: commitments.target_label(item, ahead.report.targets) for name, item in sorted(names.items())}
    chosen = next((name for name, item in names.items() if item == target), None)
    if len(labels) > 1 and chosen:
        choices.row("target", labels, chosen, beside=True)


def _scenario_row(ahead: Outlook) -> None:
    if ahead.scenario is None:
        return
    offered = {name: say(label) for name, label in target_wording.SCENARIOS.items() if name not in ahead.refused}
    kind = ahead.scenario.kind
    if kind == "rate":
        rate = st.query_params.get("scenario", "")
        # Translators: a scenario: emissions change by this share each year.
        offered[rate] = _("{rate:+g}\u00a0% a year", rate=float(rate))
    if len(offered) > 1:
        chosen = st.query_params.get("scenario", "") if kind == "rate" else kind
        choices.row("scenario", offered, chosen, beside=True)


def picture(ahead: Outlook) -> None:
    """The wedges, or why there are none."""
    if ahead.plan is None:
        st.header(_("The way ahead"), anchor=False)
        if ahead.start is None:
            widgets.nothing(
                _("There is no inventory to start from."), _("One with a total is enough to look ahead from.")
            )
            session.link("data", _("Add an inventory"), icon=":material/upload_file:")
            _twin(ahead)
        else:
            widgets.nothing(
                _("There is nothing to draw."), _("A target or an action after the newest inventory would be.")
            )
        return
    title = target_wording.chart_title(ahead)
    st.header(text(title), anchor=False)
    dark = widgets.dark()
    target = ahead.progress.target
    aim = f"{target.year}-{target.kind}-{target.base_year}" if target else ""
    kind = f"wedges-{aim}-{ahead.scenario.said if ahead.scenario else ''}"
    figure = session.drawn(kind, ahead, dark, lambda: wedge_areas.wedges(ahead, dark))
    widgets.figure(
        figure,
        wedge_areas.wedges_alt(ahead),
        target_wording.chart_note(ahead),
        "wedges",
        wedge_areas.behind(ahead),
        title,
        about(ahead, title),
    )
    with st.expander(_("How this is reckoned"), icon=":material/rule:"):
        st.markdown(text(say(target_wording.HOW)))
        for name, why in ahead.refused.items():
            # Translators: a scenario, and why it cannot be had.
            st.caption(text(_("{scenario}: {reason}", scenario=target_wording.SCENARIOS.get(name, name), reason=why)))
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


def bare(ahead: Outlook) -> bool:
    """Whether nothing at all is on file to look ahead from."""
    return ahead.start is None and not ahead.report.inventories and not ahead.report.targets and not ahead.estimates


def missing(ahead: Outlook) -> None:
    """What would fill the page of a city without an inventory, a target and an action."""
    needed = (
        _("**An inventory of the base year** is what a target is measured from."),
        _("**A target** is a base year, a year and a percentage, or a level in tonnes."),
        _("**Actions**, as CSV or workbook, show how much of the way they close."),
    )
    st.header(_("What is missing"), anchor=False)
    widgets.numbered(needed)
    session.link("data", _("Add an inventory"), icon=":material/upload_file:")
    _twin(ahead)


def _twin(ahead: Outlook) -> None:
    twin = ahead.report.twin
    if twin:
        session.link(
            "targets", _("See the targets of {city}", city=twin.name), twin.city_id, icon=":material/handshake:"
        )


def every_target(ahead: Outlook) -> None:
    """All targets with verdict, level, gap, ambition and budget."""
    report = ahead.report
    st.header(text(commitments.targets_title(report)), anchor=False)
    if not report.targets:
        widgets.nothing(_("No target was found for this city."), commitments.to_set_a_target(ahead.report))
        return
    columns = {
        _("Target"): [commitments.promise(item.target) if item.target else "" for item in report.progress],
        _("Verdict"): [verdicts.answer(report, item).words for item in report.progress],
        _("Level"): [target_wording.level(item) for item in report.progress],
        _("From the path"): [commitments.gap(item) for item in report.progress],
        _("Budget left"): [target_wording.budget_words(item, ahead) for item in report.progress],
    }
    if any(target.national for target in report.targets):
        columns[_("Beside the national target")] = [
            target_wording.ambition_words(item, ahead) for item in report.progress
        ]
    tables.table(columns, _("Every target with its verdict, level, gap and budget"))
    st.caption(text(commitments.target_sources(report)))


def right(ahead: Outlook) -> tuple[Part, ...]:
    """What stands beside the picture: what it would take, the budget where one can be told, and that there are no
    actions as long as there are none."""
    parts: list[Part] = [needs]
    if target_wording.budget_sentence(ahead):
        parts.append(budget)
    if beside.told(ahead.progress):
        parts.append(rates_and_lines)
    return (*parts, actions) if not ahead.estimates else tuple(parts)


def below(ahead: Outlook) -> tuple[Part, ...]:
    """What needs the whole width below the picture: the targets, and the actions where there are any."""
    return (every_target, actions) if ahead.estimates else (every_target,)


def budget(ahead: Outlook) -> None:
    """What the chosen target's path still allows, in plain words."""
    st.header(_("Budget left"), anchor=False)
    st.markdown(text(target_wording.budget_sentence(ahead)))


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
        with st.expander(_("{number} more", number=len(rest)), icon=":material/more_horiz:"):
            st.markdown("\n".join(rest))
    if lacking.left_t > 0:
        st.markdown(text(_left_words(lacking, start)))
    for note in (*lacking.notes, *target_wording.overlap(ahead)):
        st.caption(text(say(note)))


def _step_words(step: WedgeStep, like: float | None) -> str:
    """One more action, as markdown: what it takes off at which cost, and what lacks after it."""
    adds, left = theme.tonnes(step.adds_t, None, like=like), theme.tonnes(step.left_t, None, like=like)
    said = {"action": text(step.estimate.action.name), "amount": text(adds), "left": text(left)}
    if step.estimate.cost_per_tonne is None:
        if step.left_t > 0:
            return _("**{action}** takes {amount} more off; {left} then remain open.", **said)
        return _("**{action}** takes {amount} more off; the gap is then closed.", **said)
    said["cost"] = text(target_wording.cost_per_tonne(step.estimate))
    if step.left_t > 0:
        return _("**{action}** takes {amount} more off at {cost} per yearly tonne; {left} then remain open.", **said)
    return _("**{action}** takes {amount} more off at {cost} per yearly tonne; the gap is then closed.", **said)


def _left_words(lacking: Needs, start: Inventory) -> str:
    """What no action on file closes, and how much that is a year."""
    span = lacking.year - start.year
    if lacking.steps:
        left = theme.tonnes(lacking.left_t, None, like=start.emissions_t)
        which = _("After these, {amount} are left that no action on file closes.", amount=left)
    else:
        which = _("No further action is on file that would close the rest.")
    yearly = ngettext(
        "Spread over the {number} year from {year}, it is {yearly} less each year.",
        "Spread over the {number} years from {year}, it is {yearly} less each year.",
        span,
        year=start.year,
        yearly=theme.tonnes(lacking.left_t / span, None),
    )
    return f"{which} {yearly}"


def _life(listed: Sequence[Estimate]) -> int | None:
    """The life of the actions that the address asks for (``life=``), with the row to choose it; None without one. It is
    offered where a cost per tonne is known at all."""
    if not any(item.cost_per_tonne is not None for item in listed):
        return None
    years = {str(number): ngettext("{number} year", "{number} years", number) for number in LIVES}
    options = {"": _("not assumed"), **years}
    asked = session.asked("life", list(options), "life") or ""
    choices.menu("life", _("How long an action lasts"), options, asked)
    return int(asked) if asked else None


def actions(ahead: Outlook) -> None:
    """Every action with what it saves and costs."""
    count, city = len(ahead.estimates), ahead.report.city.name
    title = ngettext("{count} action", "{count} actions", count) if count else _("No actions on file")
    st.header(title, anchor=False)
    if not count:
        widgets.nothing(
            _("No action of {city} has been entered yet.", city=city), _("A list as CSV or workbook is enough.")
        )
        return
    by_id = {wedge.action.id: wedge for wedge in ahead.plan.wedges} if ahead.plan else {}
    listed = ahead.estimates
    # Translators: what an action takes off the emissions of the last year of a plan.
    counting = _("Counts in {year}", year=ahead.plan.years[-1]) if ahead.plan else _("Counts")
    # Translators: said of who is responsible for an action and of the goals that it serves.
    unsaid = _("not stated")
    life = _life(listed)
    tables.table(
        {
            _("Action"): [item.action.name for item in listed],
            # Translators: the sector and the carrier that an action works on.
            _("Where"): [target_wording.place(item) for item in listed],
            _("Years"): [f"{item.action.start}–{item.action.end}" for item in listed],
            _("Status"): [target_wording.status(item) for item in listed],
            # Translators: the tonnes that an action avoids in a year.
            _("Avoids a year"): [target_wording.avoided(item) for item in listed],
            counting: [target_wording.counts(by_id.get(item.action.id)) for item in listed],
            _("Cost"): [target_wording.cost(item) for item in listed],
            # Translators: the cost of an action for each tonne that it avoids in a year.
            _("Per yearly tonne"): [target_wording.cost_per_tonne(item) for item in listed],
            **target_wording.over_life(listed, life),
            # Translators: who is responsible for an action.
            _("Responsible"): [item.action.responsible or unsaid for item in listed],
            # Translators: Sustainable Development Goals of the United Nations.
            _("SDGs"): [", ".join(map(str, item.action.sdg)) or unsaid for item in listed],
        },
        _("Every action of {city} with what it saves and costs", city=city),
    )
    sources = dict.fromkeys(item.action.source for item in listed if item.action.source)
    if target_wording.shortened(ahead):
        st.caption(text(target_wording.shortened(ahead)))
    if sources:
        st.caption(text(_("Source: {sources}.", sources="; ".join(sources))))


def rates_and_lines(ahead: Outlook) -> None:
    """What an expert holds beside the chosen target."""
    beside.rates_and_lines(ahead.progress, ahead.report)
