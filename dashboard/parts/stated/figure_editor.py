"""A kind of data as a table in which people edit: checked as it is filled, its effect told before it is saved.

What stands in a table is said by its kind of data (``Editing``); nothing here knows any single one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.text.problems import Problem
from dashboard import language, number_field, session, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.parts.history.revisions import undo_form
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import CityRecord, CityReport, FigureEdit, Refused

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS = 10
"""So many columns fit beside each other; of a wider table those that nothing fills are asked for."""
LETTER, WIDEST, NARROW = 7, 280, 170
"""Pixels of a letter in a table; so wide is a column with a list at most, which Streamlit measures by its head; and one
that tells rows apart."""
_LISTS = ("choice", "choices")
"""What a column with a list holds."""
MOST_TOLD = 8
"""So many changes or faults of one table are listed; the rest is counted."""
MOST_UNDONE = 3
"""So many of the newest revisions of a table have their way back beside it; History has all."""


def editor(city: CityRecord, name: str) -> None:
    """The table of one kind of data, what is changed in it, and the field that commits it."""
    found = session.at_city(city.city_id).figures(name)
    st.header(text(found.editing.title), anchor=False)
    st.markdown(text(found.editing.purpose))
    outcomes.of_form("figures", city.city_id, ("reason",))
    if found.fixed and not found.rows:
        widgets.nothing(
            _("No inventory is known here."), _("These figures go with inventories: the first one comes first.")
        )
        session.link("data", _("Add an inventory"), icon=":material/upload_file:")
    else:
        edit = _edited(city.city_id, name)
        if not visitors.may("state_figures", city.city_id):
            pass
        elif edit.rows != edit.seen:
            _saving(city.city_id, edit)
        else:
            st.caption(_("Change a cell: what that does is told here before it is saved."))
    _on_file(city.city_id, name)


def _key(city_id: str, name: str) -> str:
    """Where the session keeps what is made of a table: what is typed for one city is not shown for the next."""
    return f"figures-{name}-{city_id}"


def _edited(city_id: str, name: str) -> FigureEdit:
    """The table on the screen, as it was left when the page was left, and what is made of it."""
    key, found = _key(city_id, name), session.at_city(city_id).figures(name)
    left: FigureEdit = session.kept(key) or FigureEdit(name, found.rows, found.rows)
    if left.seen != found.rows and (left.rows == left.seen or session.kept(f"{key}-refused")):
        _begin_anew(city_id, name)
        left = left.on(found)
    session.forget(f"{key}-refused")
    place = f"{key}-table-{session.kept(f'{key}-round', 0)}-{st.query_params.get('row', '')}"
    if session.kept(place) is None:  # the page was left: its fields begin anew with what was made of them
        session.keep(f"{key}-beginning", left.rows)
    beginning: Sequence[Mapping[str, Any]] = session.kept(f"{key}-beginning")
    columns = found.editing.columns
    one, whole = _asked_row(found.editing.identity[0], beginning), _frame(columns, beginning)
    telling = apart(found.editing.identity, beginning)
    asked_for = _asked_for(city_id, name, columns, beginning)
    may = visitors.may("state_figures", city_id)
    shown = st.data_editor(
        whole.loc[one] if one else whole,
        key=place,
        column_order=sorted(asked_for, key=lambda field: field not in telling),
        column_config={"_index": _("Row"), **{column.field: _column(column, beginning, telling) for column in columns}},
        disabled=[column.field for column in columns if column.fixed] if may else True,
        num_rows="fixed" if found.fixed or one or not may else "dynamic" if found.editing.withdrawn else "add",
        placeholder="",
        alt=_("{title}: a table to edit", title=found.editing.title),
    )
    if lists := [
        say(column.title)
        for column in columns
        if column.field in asked_for and column.holds in _LISTS and not column.fixed
    ]:
        told = _(
            "{columns}: such a cell takes only what its list offers. Anything else that is typed or pasted is not "
            "taken and leaves the cell as it was; what was taken is listed below.",
            columns=language.listed(lists),
        )
        st.caption(text(told))
    rows = _rows(columns, shown)
    if one:
        edited = dict(zip(one, rows, strict=True))
        rows = tuple(edited.get(number, dict(row)) for number, row in enumerate(beginning, 1))
        session.link("figures", _("Every row"), icon=":material/table_rows:", asked={"table": name}, to_read=True)
    edit = FigureEdit(name, left.seen, rows)
    session.keep(key, edit)
    return edit


def _asked_row(field: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the rows of the matter that the address asks for; none where it asks for none that is here."""
    asked = st.query_params.get("row")
    return [number for number, row in enumerate(rows, 1) if asked and row[field] == asked]


def apart(identity: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns that tell rows of one matter apart, after that of the matter itself: they stand first. None where
    every row is of another matter."""
    first, *others = identity
    alike = [[row for row in rows if row[first] == matter] for matter in {row[first] for row in rows}]
    telling = [name for name in others if any(len({row[name] for row in held}) > 1 for held in alike)]
    return [first, *telling] if telling else []


def _asked_for(city_id: str, name: str, columns: Sequence[Any], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns to show: of a wide table without those that may stay empty, are, and are not asked for by what the
    table is for, until all are wanted."""
    every = [column.field for column in columns]
    empty = {
        column.field
        for column in columns
        if column.blank and not column.asked and all(row[column.field] is None for row in rows)
    }
    if len(columns) <= MOST_COLUMNS or not empty:
        return every
    wanted = st.toggle(_("Every column"), key=f"{_key(city_id, name)}-every")
    return every if wanted else [field for field in every if field not in empty]


def _frame(columns: Sequence[Any], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a frame that an editor shows, numbered from 1, an empty cell for nothing, numbers as they are typed."""
    import pandas as pd  # here and not above: only this page waits for it

    held: dict[str, Any] = {}
    for column in columns:
        cells: Any = [row[column.field] for row in rows]
        if column.holds == "number":
            cells = [number_field.shown(cell) if isinstance(cell, int | float) else cell for cell in cells]
        several = column.holds == "choices"
        kind = object if several else "Int64" if column.holds == "year" else "string"
        held[column.field] = pd.Series([list(cell or ()) for cell in cells] if several else cells, dtype=kind).array
    return pd.DataFrame(held, index=pd.RangeIndex(1, len(rows) + 1))


def _rows(columns: Sequence[Any], frame: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """The rows of a frame, None for an empty cell."""
    import pandas as pd  # as in _frame

    found: list[dict[str, Any]] = []
    for cells in frame.to_dict("records"):
        row: dict[str, Any] = {}
        for column in columns:
            cell = cells[column.field]
            if column.holds == "choices":
                row[column.field] = tuple(cell) or None if isinstance(cell, list | tuple) else None
            elif pd.isna(cell):
                row[column.field] = None
            else:
                row[column.field] = number_field.taken(cell) if column.holds == "number" else cell
        if any(cell is not None for cell in row.values()):
            found.append(row)
    return tuple(found)


def _column(column: Any, rows: Sequence[Mapping[str, Any]], telling: Collection[str]) -> Any:
    """How a column is shown and filled, one with a list as wide as its words, one of ``telling`` so that others stand
    beside it. What is out of range is taken, and answered with a reason."""
    # Translators: the heading of a column with its unit.
    title = _("{column} ({unit})", column=column.title, unit=column.unit) if column.unit else say(column.title)
    if column.holds in _LISTS:
        named = {code: say(name) for code, name in column.choices.items()}

        def called(code: object) -> str:
            return named.get(str(code), str(code))

        if column.holds == "choices":
            return st.column_config.MultiselectColumn(title, options=list(named), format_func=called)
        longest = max((len(named.get(row[column.field], "")) for row in rows), default=0)
        width = min(WIDEST, LETTER * max(longest, len(title) + len("icon")) + 2 * LETTER)
        return st.column_config.SelectboxColumn(title, width=width, options=list(named), format_func=called)
    if column.holds == "year":
        return st.column_config.NumberColumn(title, format="%d", step=1, width="small")
    if column.holds == "number":
        return st.column_config.TextColumn(title, alignment="right", max_chars=number_field.MOST_LETTERS)
    return st.column_config.TextColumn(title, width=NARROW if column.field in telling else None)


def _saving(city_id: str, edit: FigureEdit) -> None:
    """What an edit changes and would do, and the form that commits it."""
    key, confirmed, asked = _key(city_id, edit.name), True, (city_id, edit, session.newest_revision())
    if not session.is_made("figures-effect", asked):
        session.forget(f"{key}-looked")  # who looked at other figures did not look at these
    try:
        effect = session.once("figures-effect", asked, lambda: session.at_city(city_id).figures_effect(edit))
    except Refused as refusal:
        _told(refusal.problems)
    else:
        lines = [text(change) for change in effect.changes[:MOST_TOLD]]
        more = len(effect.changes) - MOST_TOLD
        if more > 0:
            lines.append(_("and {number} more", number=theme.number(more)))
        st.markdown("\n".join(f"- {line}" for line in lines))
        verdict = verdict_moves(effect.before, effect.after)
        told = [verdict] if effect.pillars is None else pillar_moves(effect.pillars)
        st.markdown("\n\n".join(map(text, told)))
        confirmed = _confirmed(key, effect.doubts)
    with st.form(f"{key}-form", border=False):
        reason = st.text_input(
            _("Reason"),
            key=f"{key}-reason",
            max_chars=300,
            placeholder=_("Where the figures are from, and why they change"),
        )
        outcomes.at_field("figures", city_id, "reason")
        with st.container(horizontal=True):
            save = st.form_submit_button(
                _("Save as a revision"), type="primary", icon=":material/save:", disabled=not confirmed
            )
            drop = st.form_submit_button(_("Drop the changes"), type="tertiary")
    if save:
        _save(city_id, edit, reason)
    elif drop:
        _begin_anew(city_id, edit.name)
        outcomes.forget("figures")
    if save or drop:
        st.rerun()


def _confirmed(key: str, doubts: Sequence[str]) -> bool:
    """Whether nothing is doubtful about an edit, or somebody says that it is so all the same."""
    for doubt in doubts[:MOST_TOLD]:
        st.warning(text(doubt), icon=widgets.SEVERITY_ICONS["ask"])
    if not doubts:
        return True
    return bool(st.checkbox(_("I have looked at it: the figures are right"), key=f"{key}-looked"))


def _told(problems: Sequence[Problem]) -> None:
    """What is wrong with the cells, each with its row, column and what to do."""
    widgets.problems(problems[:MOST_TOLD])
    if len(problems) > MOST_TOLD:
        st.caption(_("and {number} more", number=theme.number(len(problems) - MOST_TOLD)))


def pillar_moves(told: Sequence[str]) -> list[str]:
    """What an edit does to the three pillars, each as a sentence; that it does nothing to them where that is so."""
    nothing = _("The risk matrix, the steps of the three pillars and the duties stay as they are.")
    return [say(move) for move in told] or [nothing]


def verdict_moves(before: CityReport, after: CityReport) -> str:
    """What an edit does to the verdict on the leading target and to its gap, in a sentence."""
    was, becomes = before.leading, after.leading
    earlier, verdict = (verdicts.headed(one.leading.verdict, one.past(one.leading)) for one in (before, after))
    moved = was.gap_t is not None and becomes.gap_t is not None and abs(becomes.gap_t - was.gap_t) >= 1
    if verdict != earlier:
        return _("The verdict becomes “{verdict}”; it was “{before}”.", verdict=verdict, before=earlier)
    if moved and was.gap_t is not None and becomes.gap_t is not None:
        gaps = {"before": theme.tonnes(was.gap_t, signed=True), "after": theme.tonnes(becomes.gap_t, signed=True)}
        return _("The verdict stays “{verdict}”; the gap moves from {before} to {after}.", verdict=verdict, **gaps)
    return _("The verdict stays “{verdict}”, and its gap stays as it is.", verdict=verdict)


def _save(city_id: str, edit: FigureEdit, reason: str) -> None:
    """Commit an edit and tell what it led to. What is refused stays in the table; where somebody else changed it
    meanwhile, it is laid over what is on file now."""
    key = _key(city_id, edit.name)
    try:
        added = session.at_city(city_id).state_figures(edit, visitors.author(), reason)
    except Refused as refusal:
        beside = [problem for problem in refusal.problems if problem.row is None]  # the cells are told below the table
        outcomes.done("figures", city_id=city_id, refused=beside)
        session.keep(f"{key}-refused", True)  # where somebody else changed it, the next run lays it over that
        return
    _begin_anew(city_id, edit.name)
    session.forget(f"{key}-reason")
    outcomes.done("figures", _("On file as revision {revision}.", revision=added.revision), city_id, revision=added)


def _begin_anew(city_id: str, name: str) -> None:
    """Show a table as it is on file."""
    key = _key(city_id, name)
    session.forget(key)
    session.keep(f"{key}-round", session.kept(f"{key}-round", 0) + 1)


def _on_file(city_id: str, name: str) -> None:
    """The newest revisions of a table that count, each with its way back."""
    mine = [item for item in session.revisions(city_id) if item.layout == name and item.in_force]
    for revision in mine[:MOST_UNDONE]:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            said = {"revision": revision.revision, "author": revision.author, "date": theme.date(revision.committed_at)}
            # Translators: one revision of a table: its number, who made it, when, and the reason that was given.
            line = _("Revision {revision}, {author}, {date}: {reason}", reason=revision.reason or "", **said)
            st.markdown(text(line), width="stretch")
            undo_form(revision)
    if len(mine) > MOST_UNDONE:
        number = len(mine) - MOST_UNDONE
        session.link("history", ngettext("{number} more in History", "{number} more in History", number), city_id)
