"""A cell, row or column of the sheet that was picked: what it was read as, and what it can be instead.

What is chosen is an answer about the word of the cell (``sector:Public Lightning``), as if it had been asked; the file
is read anew with it, and it can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import streamlit as st

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from dashboard import session
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.data import (
    answers,
    consequences,
    corrected_figures,
    question_words,
    recognition,
    review,
    sheet_view,
)
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from datasets import DraftInventory, Examination, SheetPart, ShownCell
from datasets.intake.meaning import questions

HEARD = "sheet-cells"
COLUMN = "column"
"""The question about what a column holds, by which the cell with its name is known."""
_UNASKED = Problem("warn", "", "", "", "")
"""Stands for a question that nobody asked: it has no choices of its own."""
FIRST_YEAR = 1990
SAID_OF: dict[str, str] = {
    "figure": Sentence("A figure: the words of its row and its column say what it is of."),
    "sum": Sentence("A printed sum: it is held against its parts and counts for nothing itself."),
    "label": Sentence("A word that names what stands beside or below it."),
    "note": Sentence("It is kept as a note, or not used."),
    "left": Sentence("Nothing was read from it: it counts for nothing."),
}
"""What is said of a cell that no answer changes, by its tag."""


class Corrected(NamedTuple):
    """Answers that were given by way of the sheet: what stood there before, by question (None for nothing), and the
    total of the newest table before them."""

    before: dict[str, str | None]
    total: DraftInventory | None


def picked(found: Review) -> str:
    """The cell that is picked, "" for none."""
    return str(session.kept(_picked(found)) or "")


def corrected(found: Review) -> bool:
    """Whether an answer was given by way of the sheet, or one that was remembered corrects it."""
    return bool(_done(found) or Examination.corrections(found.answers))


def _pick(found: Review) -> None:
    session.keep(_picked(found), session.kept(HEARD)["picked"])


def panel(found: Review, part: SheetPart | None) -> None:
    """What the picked cell was read as and can be instead, and what the file adds up to as it is read now; nothing
    where there is neither, or no sheet."""
    if part is None:
        return
    sheet_view.hear(HEARD, picked(found), partial(_pick, found))
    cell = _chosen(part, picked(found))
    if cell is None and not corrected(found) and review.newest(found.read_so_far) is None:
        return
    with st.container(border=True, gap="xsmall", key="picked-cell"):
        if cell is not None:
            row, shown = cell
            letter = part.letters[part.columns.index(shown.column)]
            st.markdown(f"**{letter}{row}** {text(_('“{label}”', label=shown.text.strip()[:80]))}")
            figures = corrected_figures.picked(part, picked(found))
            _meaning(found, shown)
            if figures is not None:
                corrected_figures.fields(found, figures, partial(take, found))
        corrected_figures.in_force(found, partial(take, found))
        _total(found)


def _chosen(part: SheetPart, name: str) -> tuple[int, ShownCell] | None:
    """The cell that is meant: of a whole row or column the first one with a word that an answer may change."""
    number, _dash, column = name.partition("-")
    cells = [
        (line.number, cell)
        for line in part.rows
        for cell in line.cells
        if cell.tag and number in (str(line.number), "0") and column in (str(cell.column), "")
    ]
    return next((found for found in cells if found[1].tag and found[1].tag.key), next(iter(cells), None))


def _meaning(found: Review, cell: ShownCell) -> None:
    tag = cell.tag
    assert tag is not None, "a blank cell is not chosen"
    words = sheet_view.meant_words([tag.meant], [tag.meant]) if tag.meant else []
    told = say(sheet_view.TAG_WORDS["asked" if tag.asked else tag.tag])
    st.caption(text(_("Read as: {what}", what=": ".join([told, *words[:1]]))))
    options = choices(found, cell)
    if not options and tag.tag not in tag.corrected:  # a unit or a scope says by its field what it can be
        st.caption(text(say(SAID_OF.get(tag.tag, SAID_OF["note"]))))
    if not options:
        return
    key = f"correct-{tag.key}-{cell.column}"
    now = found.answers.get(tag.key) or (tag.meant if tag.meant in options else None)
    session.keep(key, now)
    st.selectbox(
        _("What it is"),
        options,
        format_func=partial(_named, found, tag.key),
        key=key,
        placeholder=_("Choose one"),
        on_change=_corrected,
        args=(found, cell, key),
    )


def choices(found: Review, cell: ShownCell) -> list[str]:
    """What a cell can be, its question's own choices first; nothing where no answer changes it."""
    tag = cell.tag
    if tag is None or not tag.key:
        return []
    if tag.key == COLUMN:
        if not found.draft or found.draft.layout not in recognition.BY_COLUMNS:
            return []
        return [*([questions.NONE] if tag.meant in recognition.FIELD_NAMES else []), *recognition.FIELD_NAMES]
    asked = found.questions.get(tag.key, _UNASKED)
    kind, _colon, word = tag.key.partition(":")
    if kind == "year" and word:
        return [*map(str, range(session.this_year(), FIRST_YEAR - 1, -1)), questions.LEAVE_OUT]
    return question_words.choices(tag.key, asked, found.city)


def _named(found: Review, key: str, choice: str) -> str:
    """A choice in words, with the total that it would lead to where that was tried."""
    if key == COLUMN:
        # Translators: a column of a file that is taken for nothing.
        return _("nothing: leave the column out") if choice == questions.NONE else say(recognition.FIELD_NAMES[choice])
    word = choice if choice.isdecimal() else question_words.choice_words(key, choice)
    told = consequences.would_be(found.totals.get(key, {}).get(choice))
    return f"{word}: {told}" if told else word


def _corrected(found: Review, cell: ShownCell, key: str) -> None:
    """Take what was chosen as the answer about the word of the cell."""
    tag, choice = cell.tag, session.kept(key)
    assert tag is not None, "a blank cell is not chosen"
    if not choice:
        return
    question, answer = tag.key, str(choice)
    if tag.key == COLUMN:
        question = f"{COLUMN}:{tag.meant if choice == questions.NONE else choice}"
        answer = questions.NONE if choice == questions.NONE else cell.text.strip()
    take(found, {question: answer})


def take(found: Review, given: Mapping[str, str | None]) -> None:
    """Take answers that were given by way of the sheet, and what is taken back (None)."""
    before, done = {question: found.answers.get(question) for question in given}, _done(found)
    if done and done[-1].before == given:  # just what stood there before the last one
        _undo(found)
        return
    session.keep(_kept(found), [*done, Corrected(before, review.newest(found.read_so_far))])
    _put(found, given)


def _undo(found: Review) -> None:
    *rest, last = _done(found)
    session.keep(_kept(found), rest)
    _put(found, last.before)


def _put(found: Review, given: Mapping[str, str | None]) -> None:
    for question in given:
        answers.renew(found, question)
        found.answers.pop(question, None)
        found.remembered.pop(question, None)
    found.answer({question: answer for question, answer in given.items() if answer is not None})


def _total(found: Review) -> None:
    """What the newest table adds up to as it is read now, and did before the last correction, which can be undone."""
    now, done = review.newest(found.read_so_far), _done(found)
    if now is not None:
        said = consequences.amount(now.total, now.unit)
        st.markdown(text(_("Total of {year} as read so far: {amount}", year=now.year, amount=said)))
    if done:
        before = done[-1].total
        if before is not None and now is not None and before.year == now.year:
            said = consequences.amount(before.total, before.unit)
            st.caption(text(_("Before the last correction: {amount}", amount=said)))
        if not done[-1].before.keys() <= Examination.corrections(found.answers).keys():  # else it stands with them
            label = _("Undo the last correction")
            st.button(label, icon=":material/undo:", key="undo-correction", on_click=_undo, args=(found,))


def _done(found: Review) -> list[Corrected]:
    return list(session.kept(_kept(found)) or ())


def _kept(found: Review) -> str:
    return f"corrected-{found.draft.sha256[:12] if found.draft else ''}"


def _picked(found: Review) -> str:
    return f"picked-{found.draft.sha256[:12] if found.draft else ''}"
