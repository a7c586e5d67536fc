"""The forms of the Targets page: a new target, and a list of actions that is checked before it counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import streamlit as st

from analytics.commitment.actions import STATUS_NAMES
from analytics.commitment.targets import KIND_NAMES, Kind, Target
from analytics.commitment.trajectory import PATHS
from analytics.commitment.wedges import Needs
from analytics.problems import Problem, Refused
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Method
from dashboard import session, theme, widgets
from dashboard.widgets import text
from datasets import assessment
from datasets.commands import commitments
from datasets.plans import actions
from datasets.plans.actions import ActionsDraft, ActionsEffect
from datasets.plans.outlook import Outlook
from datasets.readers.limits import UPLOAD

_DONE = "targets-done"
_LIST = "actions-list"
_ROUND = "actions-round"
MOST_SHOWN = 12
"""Problems that the page lists one by one; the rest is counted."""
_PATH_NAMES = {"linear": "The same tonnes each year", "constant-rate": "The same per cent each year"}


@dataclass
class _Chosen:
    """The list of actions under review."""

    name: str
    data: bytes
    answers: dict[str, str] = field(default_factory=dict)


def outcome(ahead: Outlook) -> None:
    """What the last commit for this city led to, until something else is done."""
    city_id, words, refused = st.session_state.get(_DONE, (None, None, ()))
    if city_id != ahead.report.city.city_id:
        return
    for problem in refused:
        said = f"Not done: {problem.found}. Expected {problem.expected}. {problem.fix}"
        st.warning(text(said), icon=widgets.SEVERITY_ICONS["block"])
    if words:
        st.markdown(f":green[:material/task_alt: **{text(words)}**]")


def new_target(ahead: Outlook) -> None:
    """A form for one more target, or another one of the same kind and years."""
    st.header("Add a target", anchor=False)
    years = sorted({item.year for item in ahead.report.inventories if item.emissions_t is not None})
    methods = list(dict.fromkeys(item.method for item in ahead.report.inventories))
    if not years:
        widgets.nothing("A target is measured from an inventory.", "Add the inventory of the base year first.")
        session.link("data", "Add an inventory", icon=":material/upload_file:")
        return
    with st.form("new-target", border=False):
        st.selectbox(
            "Kind", list(KIND_NAMES), format_func=lambda kind: KIND_NAMES[kind].capitalize(), key="target-kind"
        )
        left, right = st.columns(2)
        left.number_input("Base year", 1990, 2060, value=years[0], key="target-base")
        right.number_input("Target year", 1990, 2060, value=2030, key="target-by")
        left.number_input("Reduction in per cent", 0.0, 200.0, value=None, key="target-percent", step=1.0)
        right.number_input("Or a level in t CO₂e", value=None, key="target-level", step=1000.0)
        left.selectbox("Path", list(PATHS), format_func=lambda path: _PATH_NAMES[path], key="target-path")
        right.selectbox(
            "Judged by", methods, format_func=lambda method: METHOD_NAMES[Method(method)], key="target-method"
        )
        st.text_input("Document that sets it", key="target-source", max_chars=300)
        st.text_input(
            "Reason", key="target-reason", max_chars=300, placeholder="Why it is set, such as a council's vote"
        )
        st.form_submit_button("Add the target", type="primary", on_click=_add_target, args=(ahead,))


def _add_target(ahead: Outlook) -> None:
    said = {key: st.session_state.get(f"target-{key}") for key in ("kind", "base", "by", "percent", "level", "path",
                                                                   "method", "source", "reason")}  # fmt: skip
    reason = str(said["reason"] or "").strip()
    author = session.author()
    kind = cast(Kind, said["kind"])
    target = Target(
        city_id=ahead.report.city.city_id,
        kind=kind,
        base_year=int(said["base"] or 0),
        year=int(said["by"] or 0),
        reduction_percent=100.0 if kind == "neutrality" and said["percent"] is None else said["percent"],
        method=str(said["method"]),
        source=str(said["source"] or "").strip() or f"Entered by {author}",
        path=str(said["path"]),
        level_t=said["level"],
    )
    try:
        if not reason:
            raise Refused(_no_reason("target"))
        # Read again: the page may show the city as it stood after an older revision.
        now = assessment.report(session.store(), ahead.report.city.city_id)
        added = commitments.commit(session.store(), now, target, author, reason)
    except Refused as refusal:
        st.session_state[_DONE] = (target.city_id, None, refusal.problems)
        return
    st.session_state[_DONE] = (target.city_id, f"The target is on file as revision {added.revision}.", ())


def upload(ahead: Outlook) -> None:
    """A list of actions: chosen, checked, its effect shown, and committed in the place of the one on file."""
    st.header("Bring a list of actions", anchor=False)
    st.markdown("One action a row. The list replaces the one on file; the earlier one stays in the history.")
    st.download_button(
        "Template (CSV)", actions.TEMPLATE_CSV.encode("utf-8-sig"), "actions-template.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    with st.expander("What the columns hold", icon=":material/view_column:"):
        st.markdown(
            "Needed: id, name, sector, start, end (years) and status ("
            + text(", ".join(STATUS_NAMES))
            + "). Then what is known: carrier, energy saved and renewable energy (MWh a year), avoided (t CO₂e a "
            "year), cost with currency (such as EUR), responsible, SDGs (such as 7; 11), source. Without tonnes they "
            "are computed from the energy and the city's own factor."
        )
    key = f"actions-upload-{st.session_state.get(_ROUND, 0)}"
    st.file_uploader("List of actions", key=key, on_change=_take, args=(key,), help="CSV or workbook, up to 20 MB")
    chosen: _Chosen | None = st.session_state.get(_LIST)
    if chosen is None:
        return
    draft = actions.draft(session.store(), chosen.data, chosen.name, ahead.report.city.city_id, chosen.answers, UPLOAD)
    _checked(draft, chosen)
    st.button("Put the list aside", icon=":material/close:", on_click=_aside, type="tertiary")


def _checked(draft: ActionsDraft, chosen: _Chosen) -> None:
    st.markdown(text(f"{draft.name}: {draft.rows_in} rows, {draft.imported} read, {draft.rejected} not."))
    asked = [problem for problem in draft.problems if problem.severity == "ask" and problem.key and problem.choices]
    others = [problem for problem in draft.problems if problem not in asked]
    widgets.problems(others[:MOST_SHOWN])
    if len(others) > MOST_SHOWN:
        st.caption(f"And {len(others) - MOST_SHOWN} more. `python -m datasets import-actions` lists every one.")
    for place, problem in enumerate(asked[:MOST_SHOWN]):
        st.selectbox(
            text(f"{problem.place()}: {problem.found}. {problem.fix}"), problem.choices, index=None,
            format_func=_choice, key=f"actions-answer-{place}", on_change=_answer,
            args=(chosen, str(problem.key), f"actions-answer-{place}"),
        )  # fmt: skip
    if draft.ready:
        st.markdown(text(effect_words(actions.effect(session.store(), draft))))
        with st.form("commit-actions", border=False):
            st.text_input("Reason", key="actions-reason", max_chars=300, placeholder="Why the list is taken in")
            st.form_submit_button("Commit the list", type="primary", on_click=_commit, args=(draft,))


def effect_words(effect: ActionsEffect) -> str:
    """What a commit would do, in one or two sentences."""
    parts = [
        f"{count} {word}"
        for count, word in (
            (effect.new, "new"), (effect.changed, "changed"), (effect.unchanged, "unchanged"), (effect.removed, "gone"),
        )
        if count
    ]  # fmt: skip
    said = f"Actions: {', '.join(parts)}."
    before, after = _closes(effect.before), _closes(effect.after)
    if before is None or after is None or effect.after is None:
        return said
    return (
        f"{said} They close {after} of the gap to {effect.after.year}; before it was {before}. Nothing is written yet."
    )


def _closes(needs: Needs | None) -> str | None:
    if needs is None or needs.closed_percent is None:
        return None
    return theme.percent(needs.closed_percent, 1)


def _choice(word: str) -> str:
    known: Any = SECTORS.get(word) or CARRIERS.get(word)
    return known.name if known else word


def _answer(chosen: _Chosen, key: str, place: str) -> None:
    answer = st.session_state.get(place)
    if answer:
        chosen.answers[key] = answer


def _take(key: str) -> None:
    uploaded = st.session_state[key]
    st.session_state.pop(_DONE, None)
    if uploaded is None:
        st.session_state.pop(_LIST, None)
    else:
        st.session_state[_LIST] = _Chosen(uploaded.name, uploaded.getvalue())


def _aside() -> None:
    st.session_state.pop(_LIST, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _commit(draft: ActionsDraft) -> None:
    try:
        reason = str(st.session_state.get("actions-reason") or "")
        added = actions.commit(session.store(), draft, session.author(), reason)
    except Refused as refusal:
        st.session_state[_DONE] = (draft.city_id, None, refusal.problems)
        return
    _aside()
    words = f"The list of {draft.imported} actions is on file as revision {added.revision}."
    st.session_state[_DONE] = (draft.city_id, words, ())


def _no_reason(what: str) -> Problem:
    return Problem("ask", "reason-missing", f"no reason for the {what}", "a reason", "Say in a few words why.",
                   key="reason")  # fmt: skip
