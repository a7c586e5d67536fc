"""The check of a file on the Data page: its step, what it says first, and one thing after the other."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import opened, session
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.data import (
    answers,
    consequences,
    corrected_cells,
    doubtful_figures,
    held_findings,
    recognition,
    repairs,
    review,
    sheet_view,
    stepper,
    takeaways,
)
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from datasets import CityRecord, Draft

PREPARED = 3
"""New cities that are named one by one where the file is committed."""


def head(city: CityRecord | None, found: Review | None) -> None:
    """The step, and what the check says, or whose inventory can be added."""
    name = say(city.name) if city else _("your city")
    title = _("Add an inventory of {city}", city=city.name) if city else _("Add an inventory of your city")
    with st.container(gap="small"):
        st.caption(text(f"{_('Data')} · {name}"))
        stepper.steps(found)
        st.title(text(headline(found) if found else title), anchor=False)
        if found is None:
            st.markdown(
                _("A file is read and checked first. Nothing counts before you commit it; everything can be undone.")
            )


def result(found: Review) -> None:
    """The step at which the file stands, and what can be done with it."""
    draft = found.draft
    assert draft is not None
    if draft.rows_in or draft.mapping:
        stepper.ledger(found)
    for problem in draft.problems:
        if problem.code == "same-file":
            told = say(problem.found)
            st.info(text(f"{told[:1].upper()}{told[1:]}. {say(problem.fix)}"), icon=":material/content_copy:")
    if stepper.step(found) == "questions":
        _questions(found, draft)
    else:
        _checked(found, draft)
    with st.container(horizontal=True):
        takeaways.file_back(found)
        st.button(_("Close the file"), icon=":material/close:", on_click=review.put_aside, type="tertiary")
        st.button(_("Delete the draft"), icon=":material/delete:", on_click=review.give_up, type="tertiary")


def _questions(found: Review, draft: Draft) -> None:
    """What needs a person, beside the rows that it is about."""
    marked = [
        (problem.sheet, problem.row, problem.column)
        for problem in draft.problems
        if problem.row is not None and problem.severity != "warn"
    ]
    left, right = st.columns([2, 1], gap="medium")
    with left:
        part = sheet_view.sheet_to_correct(found, marked[:1], corrected_cells.picked(found))
    with right, st.container(key=sheet_view.BESIDE):
        corrected_cells.panel(found, part)
        blocked = bool(answers.keeping_out(found))
        of_pairs = next((problem for problem in draft.problems if problem.code == "table-of-pairings"), None)
        if blocked and of_pairs is None:
            repairs.problem_list(found)
        if of_pairs is not None:
            st.markdown(text(say(of_pairs.fix)))
            session.link("pairs", _("Bring it on Pairs"), icon=":material/handshake:")
        if found.questions or answers.out_of_place(found):
            answers.take_back(found)
            answers.slips(found, partial(corrected_cells.take, found))
            if found.questions:
                answers.form(found)
        new_cities(draft)
    if not blocked and repairs.listed(found):
        with st.expander(_("What was told beside the questions"), icon=":material/info:"):
            repairs.problem_list(found)
    _understood(found, draft)


def _checked(found: Review, draft: Draft) -> None:
    """What looks doubtful and its repair, what a commit would do, and the commit beside it."""
    worst = found.worst()
    left, right = st.columns([2, 1], gap="medium")
    with left:
        if worst is not None:
            st.markdown(text(worst.message))
            held_findings.apply_button(found, worst, first=True)
            held_findings.apply_every(found)
            places = [(found.examined.sheet(worst), row, worst.column) for row in worst.rows[:1]]
            sheet_view.sheet(found, places, most=5)
        held_findings.applied(found)
        if found.repaired:
            consequences.with_repair(found.effects, found.repaired)
        else:
            consequences.effect(found.effects)
    with right, st.container(border=True):
        waits = held_findings.word(found)
        new_cities(draft)
        consequences.commitment(found, waits)
    if corrected_cells.corrected(found):
        _to_correct(found)
    else:
        place = opened.expander(_("The sheet, and what each cell was read as"), ":material/table:", "sheet-checked")
        if place is not None:
            with place:
                _to_correct(found)
    with st.expander(doubtful_figures.title(found.examined), icon=":material/search:"):
        doubtful_figures.finding_list(found.examined, repair=lambda finding: held_findings.apply_button(found, finding))
    if found.questions:
        with st.expander(_("Your answers, which you can still change"), icon=":material/edit:"):
            answers.take_back(found)
            answers.form(found)
    if repairs.listed(found) or not draft.problems:
        with st.expander(_("What was told of the file"), icon=":material/info:"):
            repairs.problem_list(found)
    _understood(found, draft)


def _to_correct(found: Review) -> None:
    """The sheet, beside it what a picked cell can be instead."""
    left, right = st.columns([2, 1], gap="medium")
    with left:
        part = sheet_view.sheet_to_correct(found, (), corrected_cells.picked(found))
    with right, st.container(key=sheet_view.BESIDE):
        corrected_cells.panel(found, part)


def new_cities(draft: Draft) -> None:
    """Which cities a commit would create, beside the button that does."""
    made = draft.new_cities
    if not made:
        return
    if len(made) <= PREPARED:
        for city in made:
            # Translators: a city with its country.
            name = _("{city}, {country}", city=city.name, country=city.country) if city.country else city.name
            said = _("{city} is new: the commit will create it. No other city changes.", city=text(name))
            st.markdown(f":material/add_location: {said}")
    else:
        names = ", ".join(city.name for city in made[:PREPARED])
        number = len(made) - PREPARED
        said = _("{cities} and {number} more cities are new: the commit will create them.", cities=names, number=number)
        st.markdown(f":material/add_location: {text(said)}")


def _understood(found: Review, draft: Draft) -> None:
    """How the file was read without asking."""
    if not draft.mapping:
        return
    with st.expander(
        _("Understood without asking: {layout}", layout=recognition.layout(draft)), icon=":material/done:"
    ):
        left, right = st.columns(2)
        with left:
            recognition.recognised(draft)
            recognition.change(found)
        with right:
            recognition.holds(draft)


def headline(found: Review) -> str:
    """What the check says, in one sentence."""
    draft = found.draft
    assert draft is not None
    faults = sum(problem.cells for problem in answers.keeping_out(found))
    now = {problem.key or problem.code for problem in draft.problems if problem.severity != "warn"}
    questions = now | found.ahead.keys()
    if faults:
        return ngettext("{count} problem keeps {file} out", "{count} problems keep {file} out", faults, file=draft.name)
    if questions:
        return ngettext(
            "{count} question before {file} can be committed",
            "{count} questions before {file} can be committed",
            len(questions),
            file=draft.name,
        )
    worst = found.worst()
    if worst is not None:
        return held_findings.title(worst)
    return _("{file} is ready to commit", file=draft.name)
