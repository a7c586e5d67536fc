"""One action as a form in the place where the list is read: what saving would change stands below its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from analytics.commitment.actions import STATUS_NAMES, Action
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS
from dashboard import choices, number_field, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.parts.plan import action_list
from dashboard.widgets import text
from datasets import ActionsDraft, Outlook
from datasets.intake.plans import edited

ACTION = "action"
"""The parameter of the address that opens an action by its id, or a ``NEW`` one."""
NEW = "new"
YEARS = (1990, 2100)
MOST_LETTERS = 300
CHOICES: Mapping[str, Mapping[Any, str]] = {
    "sector": {code: sector.name for code, sector in SECTORS.items()},
    "status": STATUS_NAMES,
}
ROWS = (("name", "sector", "status"), ("start", "end", "avoided_t"), ("cost", "currency", "responsible"), ("source",))
"""What the form asks for; all else that an action can say stays as it is, and is edited in the table."""


@dataclass(frozen=True)
class _Opened:
    """An open form: the list that it was opened over, and the cells of the action as they were then."""

    key: str
    base: tuple[Action, ...]
    row: Mapping[str, str]


def asked(ahead: Outlook) -> str | None:
    """The action that the address asks to edit; None without one, and where nobody may."""
    if not visitors.may("commit_edited", ahead.report.city.city_id):
        return None
    return session.asked(ACTION, [NEW, *(item.action.id for item in ahead.estimates)], "view")


def form(ahead: Outlook, action_id: str) -> None:
    """The form of an action with what is wrong in it and what saving it would change."""
    city_id = ahead.report.city.city_id
    now = _opened(city_id, action_id, tuple(item.action for item in ahead.estimates))
    with st.container(border=True, key="action-form"):
        typed = dict(now.row)
        for columns in ROWS:
            for place, column in zip(st.columns(len(columns)), columns, strict=True):
                with place:
                    typed[column] = edited.text_of(_field(now, column))
        changed = typed != now.row
        draft = _draft(city_id, now, typed)
        if changed:
            _check(draft, typed["id"])
        said, leave, save = st.columns([3, 1, 1], vertical_alignment="bottom")
        said.text_input(_("Reason"), key=f"{now.key}-reason", max_chars=MOST_LETTERS)
        leave.button(_("Cancel"), key=f"{now.key}-cancel", on_click=_close, width="stretch")
        save.button(
            _("Save"),
            key=f"{now.key}-save",
            type="primary",
            on_click=_save,
            args=(draft, now),
            disabled=not (changed and draft.ready),
            width="stretch",
        )


def _opened(city_id: str, action_id: str, listed: tuple[Action, ...]) -> _Opened:
    """The form as it was opened; anew where another one was open."""
    key = f"action-{city_id}-{action_id}"
    now: _Opened | None = session.kept(ACTION)
    if now is None or now.key != key:
        blank = dict.fromkeys(edited.COLUMN_NAMES, "")
        row = next((edited.cells(action) for action in listed if action.id == action_id), blank)
        now = _Opened(key, listed, row)
        session.keep(ACTION, now)
    return now


def _field(now: _Opened, column: str) -> Any:
    """The field of a column, and the value that stands in it."""
    label, said, key = say(edited.COLUMN_NAMES[column]), now.row[column], f"{now.key}-{column}"
    if column in CHOICES:
        names = CHOICES[column]
        place = list(names).index(said) if said in names else None
        return st.selectbox(label, list(names), place, lambda code: say(names[code]), key=key)
    if column in ("start", "end"):
        return st.number_input(label, *YEARS, int(said) if said else None, key=key)
    if column in edited.NUMBERS:
        shown = number_field.shown(float(said)) if said else ""
        return number_field.taken(st.text_input(label, shown, number_field.MOST_LETTERS, key=key))
    return st.text_input(label, said, MOST_LETTERS, key=key)


def _draft(city_id: str, now: _Opened, typed: dict[str, str]) -> ActionsDraft:
    """The whole list with the action as it is typed, checked."""
    rows = [typed if action.id == typed["id"] else edited.cells(action) for action in now.base]
    return session.at_city(city_id).edited_actions(rows if typed["id"] else [*rows, typed])


def _check(draft: ActionsDraft, action_id: str) -> None:
    """What is wrong in the form, by the names of its fields; else what saving would change."""
    wrong = [
        replace(one, row=None, column=say(edited.COLUMN_NAMES.get(one.column or "", ""))) for one in draft.problems
    ]
    widgets.problems(wrong)
    if draft.ready:
        st.markdown(text(action_list.effect_words(session.at_city(draft.city_id).actions_effect(draft))))
        for first, second in edited.twice(draft.actions):
            if action_id in (first.id, second.id):
                twice = _("“{action}” has the same tonnes and the same cost.", action=first.name)
                st.markdown(f"▲ {text(twice)}")


def _close() -> None:
    session.forget(ACTION)
    choices.choose(ACTION, "")


def _save(draft: ActionsDraft, now: _Opened) -> None:
    reason = str(session.kept(f"{now.key}-reason") or "")
    try:
        added = session.at_city(draft.city_id).commit_edited(draft, now.base, visitors.author(), reason)
    except Refused as refusal:
        listed = tuple(item.action for item in session.at_city(draft.city_id).outlook().estimates)
        session.keep(ACTION, replace(now, base=listed))
        outcomes.done("plan", city_id=draft.city_id, refused=refusal.problems)
        return
    _close()
    words = Sentence("The plan is saved as revision {revision}.", revision=added.revision)
    outcomes.done("plan", words, draft.city_id, revision=added)
