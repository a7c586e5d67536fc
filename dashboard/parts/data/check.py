"""The check of a file on the Data page: what it says first, the count of rows, and the order in which it is shown."""

from __future__ import annotations

import streamlit as st

from dashboard import theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.parts.data import answers, consequences, doubtful_figures, recognition, repairs, takeaways
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from dashboard.words.card import Card
from datasets import CityRecord, Draft


def head(city: CityRecord | None, found: Review | None) -> None:
    """What the check says, or whose inventory can be added."""
    name = city.name if city else _("your city")
    title = _("Add an inventory of {city}", city=city.name) if city else _("Add an inventory of your city")
    with st.container(gap="xsmall"):
        st.caption(text(f"{_('Data')} · {name}"))
        st.title(text(headline(found) if found else title), anchor=False)
        st.markdown(
            _("A file is read and checked first. Nothing counts before you commit it; everything can be undone.")
        )


def result(found: Review) -> None:
    """The whole check: first what needs a person, then what would happen, then how the file was read."""
    draft = found.draft
    assert draft is not None
    blocked = any(problem.severity == "block" for problem in draft.problems)
    if draft.rows_in or draft.mapping:
        account(draft)
    if blocked:
        with st.container(border=True):
            repairs.problem_list(found)
    if found.questions or answers.out_of_place(found):
        with st.container(border=True):
            asked = bool(answers.open_questions(found))
            title = _("Your answers") if asked else _("Your answers, which you can still change")
            st.header(title, anchor=False)
            answers.take_back(found)
            if found.questions:
                answers.form(found)
    if draft.ready:
        with st.container(border=True):
            doubtful_figures.finding_list(found.examined)
        with st.container(border=True):
            consequences.effect(found.effects)
            consequences.commitment(found)
    if not blocked and (repairs.listed(found) or not draft.problems):
        with st.container(border=True):
            repairs.problem_list(found)
    if draft.mapping:
        left, right = st.columns(2)
        with left, st.container(border=True, height="stretch"):
            recognition.recognised(draft)
        with right, st.container(border=True, height="stretch"):
            recognition.holds(draft)


def headline(found: Review) -> str:
    """What the check says, in one sentence."""
    draft = found.draft
    assert draft is not None
    faults = sum(problem.cells for problem in draft.problems if problem.severity == "block")
    questions = {problem.key or problem.code for problem in draft.problems if problem.severity == "ask"}
    if faults:
        return ngettext("{count} problem keeps {file} out", "{count} problems keep {file} out", faults, file=draft.name)
    if questions:
        return ngettext(
            "{count} question before {file} can be committed",
            "{count} questions before {file} can be committed",
            len(questions),
            file=draft.name,
        )
    return _("{file} is ready to commit", file=draft.name)


def account(draft: Draft) -> None:
    """The count of rows (of cells, where each cell of a row is a figure of its own), which always adds up."""
    shares = f"{draft.imported} + {draft.rejected} + {draft.ignored}"
    # Translators: no row of a file.
    none = _("none")
    widgets.cards(
        [
            Card(
                _("Filled cells in the file") if draft.of_cells else _("Rows in the file"),
                theme.number(draft.rows_in),
                f"= {shares}",
            ),
            Card(_("Ready to import"), theme.number(draft.imported), _("not yet written")),
            # Translators: rows of a file that are not imported as long as they have problems.
            Card(_("Held back"), theme.number(draft.rejected), _("see problems") if draft.rejected else none),
            # Translators: rows of a file that count for nothing, because they are blank, a total or repeat another.
            Card(_("Left out"), theme.number(draft.ignored), _("blank, total, repeated") if draft.ignored else none),
        ]
    )


def summary(found: Review) -> None:
    """What the file is taken for, and what can be taken away from the check."""
    draft = found.draft
    assert draft is not None
    st.header(_("What it is"), anchor=False)
    st.markdown(text(recognition.layout(draft)))
    takeaways.file_back(found)
