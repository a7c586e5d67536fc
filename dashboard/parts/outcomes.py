"""What the last commit or undo led to, told when the page is drawn again: the way on, or why it was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import streamlit as st

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from dashboard import frame, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import Refused, Revision

Place = Literal[
    "data",
    "plan",
    "reasons",
    "widths",
    "figures",
    "register",
    "pair",
    "pairing",
    "statements",
    "tags",
    "energy",
    "hazards",
    "knowledge",
    "ideas",
    "bundle",
    "roles",
]
"""Where something is committed: inventories, which Data and History tell of, what Plan takes in, and on Figures what
is said of single figures (why they vanished, how sure they are), its tables, the entries of cities; what partners
share, their pairings, files of adaptation, tags, a figure of energy access, the level of a hazard, and bundles of
cities; on Roles, who may do what."""


@dataclass(frozen=True)
class Outcome:
    """What was done for which city, or the problems that forbade it; told on the page of the city ``where`` it was done
    ("" where none was on file)."""

    words: str | None
    city_id: str | None
    where: str
    refused: tuple[Problem, ...]
    revision: Revision | None
    notes: tuple[Problem, ...] = ()
    """What was done otherwise than it was said."""


def done(
    place: Place,
    words: str | None = None,
    city_id: str | None = None,
    refused: Sequence[Problem] = (),
    revision: Revision | None = None,
    where: str | None = None,
    notes: Sequence[Problem] = (),
) -> None:
    """Remember what a commit or undo led to, the ``revision`` that it made and ``notes`` on it, for the next drawing of
    the page; on that of the city ``where`` in the place of the one on screen. What was done before is told no longer.
    """
    frame.act()
    for other in get_args(Place):
        session.forget(_kept(other))
    session.keep(_kept(place), Outcome(words, city_id, where or _here(), tuple(refused), revision, tuple(notes)))


def forget(place: Place) -> None:
    """Tell of it no longer: something else is done."""
    session.forget(_kept(place))


def of_inventories(way_back: Callable[[Revision], None] | None = None) -> None:
    """What the last commit or undo of an inventory led to, with the way on, and the ``way_back`` where the page has no
    other one."""
    last = _last("data")
    if last is None:
        return
    _refusals(last.refused)
    if last.words:
        with st.container(border=True, key="outcome"):
            _words(last)
            with st.container(horizontal=True, vertical_alignment="center"):
                if last.city_id:
                    name = session.at_city(last.city_id).record.name
                    label = _("See what it does to {city}", city=name)
                    session.link("progress", label, last.city_id, icon=":material/arrow_forward:")
                if way_back is not None and last.revision is not None and last.revision.undoes is None:
                    way_back(last.revision)


def said_of_inventories() -> str:
    """What the last commit or undo of an inventory led to, in words to be said aloud; "" where there was none."""
    last = _last("data")
    if last is None:
        return ""
    return "\n".join([say(last.words)] if last.words else map(_refused, last.refused))


def stands(place: Place) -> bool:
    """Whether the last commit of a form is told on this page."""
    return _last(place) is not None


def of_form(
    place: Place, city_id: str, fields: Sequence[str] | None = (), labels: Mapping[str, str] | None = None
) -> None:
    """What the last commit of a form led to for this city. What is wrong with one of its ``fields`` is told beside that
    (``at_field``), with None all of it within the form (``refused``); of those that have ``labels`` the answer names
    the field as the form does."""
    last = _last(place)
    if last is None or last.city_id != city_id:
        return
    if fields is not None:
        _refusals([problem for problem in last.refused if problem.column not in fields], labels)
    if last.words:
        _words(last)
    for note in last.notes:
        st.info(text(_("{found}. {fix}", found=note.found, fix=note.fix)))


def undo(place: Place, city_id: str, reason: str) -> None:
    """A button that takes the last commit of a form back, as long as nothing was committed after it."""
    last = _last(place)
    made = last.revision if last is not None and last.city_id == city_id else None
    if made is None or made.undoes is not None or made.revision != session.newest_revision():
        return
    if not visitors.may_undo(made.revision):
        return
    words = _("Undo “{reason}”", reason=text(made.reason or str(made.revision)))
    given = (place, city_id, made.revision, reason)
    st.button(words, icon=":material/undo:", key=f"{place}-undo", on_click=_undo, args=given)


def _undo(place: Place, city_id: str, revision: int, reason: str) -> None:
    try:
        made = session.at_city(city_id).undo(revision, visitors.author(), reason)
    except Refused as refusal:
        done(place, city_id=city_id, refused=refusal.problems)
        return
    done(place, _("Revision {revision} is taken back.", revision=revision), city_id, revision=made)


def refused(place: Place, city_id: str) -> None:
    """Within a form, why what it holds was not taken."""
    last = _last(place)
    if last is not None and last.city_id == city_id:
        _refusals(last.refused)


def was_refused(place: Place, city_id: str) -> bool:
    """Whether what a form held was not taken."""
    last = _last(place)
    return last is not None and last.city_id == city_id and bool(last.refused)


def at_field(place: Place, city_id: str, field: str, label: str = "") -> None:
    """Below a field of a form, what is wrong with what was entered in it; named by its ``label`` where others are
    near."""
    last = _last(place)
    if last is not None and last.city_id == city_id:
        _refusals([problem for problem in last.refused if problem.column == field], {field: label} if label else None)


def _kept(place: Place) -> str:
    return f"{place}-done"


def _last(place: Place) -> Outcome | None:
    found: Outcome | None = session.kept(_kept(place))
    return found if found is not None and found.where in ("", _here()) else None


def _here() -> str:
    city = session.on_screen()
    return city.city_id if city else ""


def _words(last: Outcome) -> None:
    st.markdown(f":green[:material/task_alt: **{text(last.words)}**]")


def _refusals(refused: Sequence[Problem], labels: Mapping[str, str] | None = None) -> None:
    for problem in refused:
        st.warning(text(_refused(problem, labels)), icon=widgets.SEVERITY_ICONS["block"])


def _refused(problem: Problem, labels: Mapping[str, str] | None = None) -> str:
    told = {"found": problem.found, "expected": problem.expected, "fix": problem.fix}
    if problem.row is not None:  # of a file
        return _("Not done. {problem}", problem=problem.sentence())
    if labels and problem.column is not None and problem.column in labels:
        return _("Not done. {field}: {found}. Expected {expected}. {fix}", field=labels[problem.column], **told)
    return _("Not done: {found}. Expected {expected}. {fix}", **told)


def of_fields(fields: Mapping[str, str], problems: Sequence[Problem]) -> list[Problem]:
    """What is wrong with a row of a table, at the ``fields`` of the form that entered it, by the titles of its columns:
    a form has no row to be taken away."""
    told = []
    for problem in problems:
        column = fields.get(problem.column or "", problem.column)
        if problem.code == "row-twice":
            found, expected = Sentence("a figure that is recorded already"), Sentence("something that is not")
            elsewhere = Sentence("Change it on the page Figures.")
            told.append(Problem(problem.severity, problem.code, found, expected, elsewhere))
            continue
        fix = Sentence("Fill it in.") if problem.code == "cell-missing" else problem.fix
        told.append(replace(problem, row=None, column=column, fix=fix))
    return told
