"""What is wrong in a file and where, grouped by the repair that each problem needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.text.problems import Problem, Severity
from dashboard import language, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.data import answers, question_words
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from dashboard.words import spans
from datasets.intake.meaning import questions

MOST_SHOWN = 8
"""Problems of one repair that stand open on the page; the rest is folded away."""
MOST_RUNS = 8
"""Runs of rows that one line names."""
MOST_UNFOLDED = 500
"""Problems of one repair that the page lists at all; the table to take away holds every one."""
SEVERITIES: tuple[Severity, ...] = ("block", "ask", "warn")
"""In the order of the page."""


@dataclass(frozen=True)
class Repair:
    """Problems that one and the same repair mends: what to do, what is expected, and every place."""

    severity: Severity
    words: str
    expected: str
    problems: tuple[Problem, ...]

    @property
    def cells(self) -> int:
        """How many cells want this repair."""
        return sum(problem.cells for problem in self.problems)


def repairs(problems: Sequence[Problem]) -> list[Repair]:
    """The problems by the repair that they need: what keeps the file out first, then the most cells.

    Problems of one code are of one repair; where their advice differs, the advice stands at each place.
    """
    by_code: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        by_code.setdefault((problem.severity, problem.code), []).append(problem)
    found = []
    for (severity, _code), members in by_code.items():
        fixes = Counter(question_words.question(problem) for problem in members)
        expected = {problem.expected for problem in members}
        alike = len(expected) > 1 and len({problem.found for problem in members}) == 1
        words = next(iter(fixes)) if len(fixes) == 1 else _told(members[0].found if alike else members[0].expected)
        same = len(expected) == 1 and len(fixes) == 1
        found.append(Repair(severity, words, members[0].expected if same else "", tuple(members)))
    return sorted(found, key=lambda repair: (SEVERITIES.index(repair.severity), -repair.cells))


def _told(words: str) -> str:
    return _ended(_capital(say(words)))


def _ended(words: str) -> str:
    return words + ("" if words.endswith(("?", "!", ".")) else ".")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def listed(found: Review) -> list[Problem]:
    """The problems that the page lists; open questions stand in their own form."""
    asked = set(answers.open_questions(found))
    problems = found.draft.problems if found.draft else ()
    return [one for one in problems if one.key not in asked or str(one.key).startswith(questions.UNREAD)]


def problem_list(found: Review) -> None:
    """Every problem with its place, grouped by the repair that it needs."""
    draft = found.draft
    assert draft is not None
    if not draft.problems:
        st.markdown(f":green[:material/check_circle: {_('No problem was found in any row.')}]")
        return
    repairs_listed = repairs(listed(found))
    for severity in SEVERITIES:
        members = [repair for repair in repairs_listed if repair.severity == severity]
        if members:
            title, then = _heading(severity, len(members))
            st.header(f"{widgets.SEVERITY_ICONS[severity]} {title}", anchor=False)
            st.caption(then)
            for number, repair in enumerate(members, start=1):
                _repair(number, repair)


def _heading(severity: Severity, count: int) -> tuple[str, str]:
    """The title of the repairs of one severity, and what it means."""
    if severity == "block":
        title = ngettext("{count} repair is needed", "{count} repairs are needed", count)
        return title, _(
            "Correct the file and choose it again, or pick in the sheet what was read otherwise than it is meant."
        )
    if severity == "ask":
        title = ngettext("{count} question is open", "{count} questions are open", count)
        return title, _("Answer in the form; the file itself stays as it is.")
    title = ngettext("{count} thing is good to know", "{count} things are good to know", count)
    return title, _("None of this keeps the file out.")


def _repair(number: int, repair: Repair) -> None:
    """One repair: what to do, how many cells want it, and where they are."""
    # Translators: how many places of a file want a repair.
    told = [ngettext("{number} place.", "{number} places.", repair.cells, number=theme.number(repair.cells))]
    if repair.expected:
        told.append(_("Expected: {expected}", expected=_ended(say(repair.expected))))
    st.markdown(f"**{number}. {text(repair.words)}** :gray[{text(' '.join(told))}]")
    found = alike(repair.problems)
    shown, folded = found[:MOST_SHOWN], found[MOST_SHOWN:MOST_UNFOLDED]
    _places(shown, repair)
    if folded:
        rest = len(found) - len(shown)
        label = ngettext("{number} more", "{number} more", rest, number=theme.number(rest))
        with st.expander(label, icon=":material/more_horiz:"):
            _places(folded, repair)
            if len(found) > MOST_UNFOLDED:
                st.caption(_("The list of all problems to take away holds the rest."))


def alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """The problems with the same find in the same column together, in the order of their first row."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.sheet, problem.column, problem.found, problem.expected, problem.fix)
        found.setdefault(key, []).append(problem)
    return list(found.values())


def _places(found: Sequence[Sequence[Problem]], repair: Repair) -> None:
    columns = {
        _("Where"): [places(members) for members in found],
        # Translators: the head of a column: what was found in a file.
        _("Found"): [members[0].found for members in found],
    }
    if not repair.expected:
        columns[_("What to do")] = [_remedy(members[0]) for members in found]
    tables.table(columns, _("From {place}: place, what was found, and what to do", place=places(found[0])))


def places(members: Sequence[Problem]) -> str:
    """Where problems that are alike stand: ``Rows 3, 5, 7 to 9 and 140 more, column "value"``."""
    first, cells = members[0], sum(problem.cells for problem in members)
    rows = sorted({problem.row for problem in members if problem.row is not None})
    place = say(first.place()) if len(rows) < 2 else _at_rows(first, rows)
    if cells > max(len(rows), 1):
        return _("{place} ({cells} cells)", place=place, cells=theme.number(cells))
    return place


def _at_rows(first: Problem, rows: list[int]) -> str:
    """Several rows of one sheet and column."""
    runs = spans.runs(rows)
    shown = [
        # Translators: rows of a file.
        _("{first} to {last}", first=run[0], last=run[-1])
        if len(run) > 2
        else language.listed([str(row) for row in run])
        for run in runs
    ]
    more = len(rows) - sum(map(len, runs[:MOST_RUNS]))
    if more:
        told = _("{names} and {number} more", names=", ".join(shown[:MOST_RUNS]), number=theme.number(more))
    else:
        told = language.listed(shown)
    values = {"sheet": first.sheet, "rows": told, "column": first.column}
    match bool(first.sheet), bool(first.column):
        case True, True:
            return _('Sheet "{sheet}", rows {rows}, column "{column}"', **values)
        case True, False:
            return _('Sheet "{sheet}", rows {rows}', **values)
        case False, True:
            return _('Rows {rows}, column "{column}"', **values)
    return _("Rows {rows}", **values)


def _remedy(problem: Problem) -> str:
    return f"{_told(problem.expected)} {question_words.question(problem)}"
