"""The actions of a city as a table to type in: checked cell by cell, its effect shown, and committed with a reason.

What is typed is kept by the visit until it is committed or dropped, whatever page is looked at meanwhile. Somebody
else's commit in between is told, and nothing that was typed is lost by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.commitment.actions import STATUS_NAMES, Action
from analytics.text import numerals
from analytics.text.problems import Refused, block
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTORS
from dashboard import number_field, session, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.parts.plan import action_list
from dashboard.widgets import text
from datasets import ActionsDraft, Outlook
from datasets.intake.plans import edited

SHOWN = (
    "name",
    "status",
    "avoided_t",
    "cost",
    "currency",
    "life_years",
    "start",
    "end",
    "sector",
    "carrier",
    "responsible",
    "energy_saved_mwh",
    "renewable_mwh",
    "sdg",
    "source",
    "id",
)
"""The columns of the table, in the order in which they are looked at."""
NAMES = edited.COLUMN_NAMES
NUMBERS = edited.NUMBERS
YEARS = ("start", "end")
MOST_SHOWN = 8
"""Problems that the page lists one by one; the rest is counted."""
HEIGHT = 560
"""Pixels that the table takes at most; a longer list scrolls in it."""
NEW_ROWS = 3
"""So many new actions are in sight below those that the table began with."""
KEPT = "plan-edited"
"""Where the visit keeps what is typed."""
_REASON = "plan-reason"


@dataclass(frozen=True)
class TypedActions:
    """What is typed for one city: the list on file that it began with, the rows that the table began with, those that
    stand in it now, the number of the table, and the doubts that were answered by keeping the figure."""

    city_id: str
    base: tuple[Action, ...]
    began: list[dict[str, str]]
    typed: list[dict[str, str]]
    number: int = 0
    settled: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """The key of its table: another table begins anew."""
        return f"plan-table-{self.city_id}-{self.number}"


def editor(ahead: Outlook) -> None:
    """The table, what is wrong in it, what is doubtful, and the commit with its reason."""
    city_id = ahead.report.city.city_id
    on_file = tuple(item.action for item in ahead.estimates)
    now, may = _editing(city_id, on_file), visitors.may("commit_edited", city_id)
    if may:
        st.caption(_("One action a row; the last row takes a new one. Nothing counts before it is committed."))
    table = st.data_editor(
        _frame(now.began),
        key=now.key,
        num_rows="dynamic" if may else "fixed",
        disabled=not may,
        placeholder="–",
        hide_index=True,
        column_order=SHOWN,
        column_config=_columns(),
        height=min(HEIGHT, 35 * (len(now.began) + NEW_ROWS + 2) + 3),
        # Translators: what a screen reader says of the table in which actions are typed.
        alt=_("The actions of {city}, to be changed", city=ahead.report.city.name),
    )
    now = replace(now, typed=_texts(table))
    session.keep(KEPT, now)
    if not may:
        return
    if edited.named(now.typed) == [edited.cells(action) for action in now.base]:
        _doubts(now)
        return
    draft = session.at_city(city_id).edited_actions(now.typed)
    _problems(draft, len(now.typed))
    _doubts(now)
    _commit_form(draft, now)


def _editing(city_id: str, on_file: tuple[Action, ...]) -> TypedActions:
    """What is being typed for the city; anew where nothing is. A table that was left is laid out with what stood in it,
    and a list that changed on file is taken up as long as nothing was typed over the one before."""
    now: TypedActions | None = session.kept(KEPT)
    if now is None or now.city_id != city_id:
        return _begin(city_id, on_file, 0)
    if now.base != on_file and edited.named(now.typed) == [edited.cells(action) for action in now.base]:
        return _begin(city_id, on_file, now.number + 1)
    if session.kept(now.key) is None and now.typed != now.began:
        return replace(now, began=now.typed, number=now.number + 1)
    return now


def _begin(city_id: str, on_file: tuple[Action, ...], number: int) -> TypedActions:
    rows = [edited.cells(action) for action in on_file]
    return TypedActions(city_id, on_file, rows, rows, number)


def _frame(rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """The rows as a table with its kinds of columns."""
    found = pd.DataFrame({column: [row[column] or None for row in rows] for column in NAMES}, dtype=object)
    for column in YEARS:
        found[column] = pd.to_numeric(found[column], errors="coerce").astype("Int64")
    for column in NUMBERS:
        found[column] = pd.array([_shown(row[column]) for row in rows], dtype="string")
    return found


def _shown(said: str) -> str | None:
    """A number of the list as people of the language type it; what is none as it was typed."""
    reading = numerals.read_one(said)
    if reading.value is None or reading.shape not in ("plain", "point"):
        return said or None
    return number_field.shown(reading.value)


def _texts(table: pd.DataFrame) -> list[dict[str, str]]:
    """The table as the texts of its cells, its numbers read by the marks of the language."""
    return [
        {column: edited.text_of(None if pd.isna(row[column]) else _plain(column, row[column])) for column in NAMES}
        for row in table.to_dict("records")
    ]


def _plain(column: str, value: Any) -> object:
    return number_field.taken(value) if column in NUMBERS else value


def _columns() -> dict[str, Any]:
    """What each column is called and takes."""
    config: dict[str, Any] = {column: st.column_config.TextColumn(say(NAMES[column])) for column in NAMES}
    config |= {column: st.column_config.TextColumn(say(NAMES[column]), alignment="right") for column in NUMBERS}
    config |= {column: st.column_config.NumberColumn(say(NAMES[column]), format="%d") for column in YEARS}
    config["name"] = st.column_config.TextColumn(say(NAMES["name"]), pinned=True, width="medium")
    for column, offered in (("sector", SECTORS), ("carrier", CARRIERS), ("status", STATUS_NAMES)):
        config[column] = st.column_config.SelectboxColumn(
            say(NAMES[column]), options=list(offered), format_func=_word, width="medium"
        )
    return config


def _word(code: object) -> str:
    """A sector, a carrier or a status as people read it."""
    named: dict[Any, str] = {key: sector.name for key, sector in SECTORS.items()}
    named |= {key: carrier.name for key, carrier in CARRIERS.items()}
    return say({**named, **STATUS_NAMES}.get(code, str(code)))


def _problems(draft: ActionsDraft, rows: int) -> None:
    """What is wrong in the table, each at its row and under the name that its column has there."""
    told = [replace(item, column=say(NAMES.get(item.column or "", ""))) for item in draft.problems]
    if not draft.problems and not rows:
        fix = Sentence("Undo the revision that brought it, on History.")
        told = [block("no-actions", Sentence("no action"), "at least one", fix)]
    widgets.problems(told[:MOST_SHOWN])
    if len(told) > MOST_SHOWN:
        st.caption(_("And {number} more.", number=len(told) - MOST_SHOWN))


def _doubts(now: TypedActions) -> None:
    """Figures that stand at two actions alike, each with its two answers."""
    names = {row["id"]: row for row in now.typed}
    draft = session.at_city(now.city_id).edited_actions(now.typed)
    for first, second in edited.twice(draft.actions):
        if second.id in now.settled or second.id not in names:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"doubt-{second.id}"):
            amount = theme.tonnes(second.avoided_t, None)
            said = _(
                "**{action}:** {amount} at a cost of {cost} {currency} also stand at {other}.",
                action=text(second.name),
                amount=text(amount),
                cost=theme.number(second.cost or 0.0),
                currency=text(second.currency or ""),
                other=text(first.name),
            )
            st.markdown(f"▲ {said}", width="stretch")
            st.button(
                text(_("Keep {amount}", amount=amount)), key=f"keep-{second.id}", on_click=_keep, args=(now, second.id)
            )
            st.button(_("Leave it open"), key=f"open-{second.id}", on_click=_leave_open, args=(now, second.id))


def _keep(now: TypedActions, action_id: str) -> None:
    session.keep(KEPT, replace(now, settled=now.settled | {action_id}))


def _leave_open(now: TypedActions, action_id: str) -> None:
    rows = edited.without_tonnes(now.typed, action_id)
    session.keep(KEPT, replace(now, began=rows, typed=rows, number=now.number + 1))


def _commit_form(draft: ActionsDraft, now: TypedActions) -> None:
    """What the commit would do, the reason and the button; beside it what drops the typing."""
    if draft.ready:
        st.markdown(text(action_list.effect_words(session.at_city(now.city_id).actions_effect(draft))))
    with st.form("commit-plan", border=False):
        said, button = st.columns([3, 1], vertical_alignment="bottom")
        said.text_input(
            _("Reason"), key=_REASON, max_chars=300, placeholder=_("Why it is changed, such as a council's vote")
        )
        button.form_submit_button(
            _("Commit the plan"), type="primary", on_click=_commit, args=(draft, now), disabled=not draft.ready
        )
    with st.container(horizontal=True):
        if now.base != _on_file(now.city_id):
            st.button(_("Go on from the newest list"), icon=":material/merge:", on_click=_rebase, args=(now,))
        st.button(_("Drop what was typed"), icon=":material/close:", type="tertiary", on_click=_drop, args=(now,))


def _on_file(city_id: str) -> tuple[Action, ...]:
    return tuple(item.action for item in session.at_city(city_id).outlook().estimates)


def _rebase(now: TypedActions) -> None:
    """What was typed, over the list that is on file by now."""
    outcomes.forget("plan")
    base = _on_file(now.city_id)
    rows = edited.rebased(now.base, now.typed, base)
    session.keep(KEPT, replace(now, base=base, began=rows, typed=rows, number=now.number + 1))


def _drop(now: TypedActions) -> None:
    outcomes.forget("plan")
    session.keep(KEPT, _begin(now.city_id, _on_file(now.city_id), now.number + 1))


def _commit(draft: ActionsDraft, now: TypedActions) -> None:
    reason = str(session.kept(_REASON) or "")
    try:
        added = session.at_city(now.city_id).commit_edited(draft, now.base, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("plan", city_id=now.city_id, refused=refusal.problems)
        return
    session.keep(KEPT, _begin(now.city_id, draft.actions, now.number + 1))
    session.keep(_REASON, "")
    words = Sentence("The plan is saved as revision {revision}.", revision=added.revision)
    outcomes.done("plan", words, now.city_id, revision=added)
