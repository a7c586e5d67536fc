"""The file under review: what was chosen, what was answered, and what the check says now.

Nothing of it is written before the commit. The state of one review lives in the session, so that it survives a look at
another page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from analytics import units
from analytics.findings import Finding
from analytics.problems import Problem, Refused
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Method
from dashboard import session
from dashboard.widgets import text
from datasets import examination, intake
from datasets.examination import Examination
from datasets.intake import Draft, Effect

_REVIEW = "review"
_ROUND = "review-round"
_DONE = "review-done"
_AUTHOR = "author"
OTHER = "Another year for the whole file"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

CHOICE_WORDS = {
    ("decimal", "comma"): "A comma: 1.234,5 is one thousand two hundred thirty-four and a half",
    ("decimal", "point"): "A point: 1,234.5 is one thousand two hundred thirty-four and a half",
    ("total-rows", "leave-out"): "Leave these rows out: they add up other rows",
    ("total-rows", "keep"): "Keep these rows: they are figures of their own",
    ("duplicate-rows", "keep-one"): "Keep one row: the other repeats it by mistake",
    ("duplicate-rows", "keep-all"): "Keep all rows: they are different things and add up",
    ("gas", "CO2e"): "CO₂e, all gases together",
    ("gas", "CO2"): "CO₂ alone",
    ("gas", "CH4"): "CH₄, methane",
    ("gas", "N2O"): "N₂O, nitrous oxide",
    **{("method", method.value): METHOD_NAMES[method] for method in Method},
}


@dataclass
class Review:
    """One chosen file. ``questions`` keeps every question that was asked, so that an answer can be changed later."""

    name: str
    data: bytes
    answers: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Problem] = field(default_factory=dict)
    city: str | None = None
    year: int | None = None
    draft: Draft | None = None
    effects: list[Effect] | None = None
    examined: Examination | None = None
    checked: tuple[object, ...] = ()


def current() -> Review | None:
    """The file under review, checked with the answers given so far; None when none is chosen."""
    review: Review | None = st.session_state.get(_REVIEW)
    if review is None:
        return None
    store = session.store()
    asked = (tuple(sorted(review.answers.items())), review.city, review.year, store.newest_revision())
    if review.draft is None or review.checked != asked:
        try:
            with st.spinner("Checking every row …"):
                review.draft = intake.draft(store, review.data, review.name, review.answers, review.city, review.year)
        except Exception:
            put_aside()  # a file that stops the program must not stop the page for good
            raise
        review.checked, review.effects, review.examined = asked, None, None
        for problem in review.draft.problems:
            if problem.key and problem.severity != "warn":
                review.questions.setdefault(problem.key, problem)
    return review


def effects(review: Review) -> list[Effect]:
    """What a commit would do, found once for each check."""
    assert review.draft is not None
    if review.effects is None:
        review.effects = intake.effects(session.store(), review.draft)
    return review.effects


def examined(review: Review) -> Examination:
    """What looks doubtful in the file, found once for each check."""
    assert review.draft is not None
    if review.examined is None:
        review.examined = examination.of_draft(session.store(), review.draft)
    return review.examined


def uploader() -> None:
    """The field that takes a file. Any file is taken; what it is, the check says."""
    key = f"upload-{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        "Inventory file",
        key=key,
        on_change=_take,
        args=(key,),
        help="CSV with any delimiter, encoding and decimal style; up to 20 MB. Nothing is written before you commit.",
    )
    review: Review | None = st.session_state.get(_REVIEW)
    if review is not None and st.session_state.get(key) is None:
        st.markdown(f":material/draft: Still under review: **{text(review.name)}**")
    if review is not None:
        st.button("Put the file aside", icon=":material/close:", on_click=put_aside, type="tertiary")


def _take(key: str) -> None:
    uploaded = st.session_state[key]
    st.session_state.pop(_DONE, None)
    if uploaded is None:
        st.session_state.pop(_REVIEW, None)
    else:
        st.session_state[_REVIEW] = Review(uploaded.name, uploaded.getvalue())


def put_aside() -> None:
    """Forget the file under review."""
    st.session_state.pop(_REVIEW, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def done(words: str | None = None, city_id: str | None = None, refused: Sequence[Problem] = ()) -> None:
    """Remember what the last commit or undo led to, for the next drawing of the page."""
    st.session_state[_DONE] = (words, city_id, tuple(refused))


def last_done() -> tuple[str | None, str | None, tuple[Problem, ...]] | None:
    """What the last commit or undo led to: its words and city, or the problems that forbade it."""
    found: tuple[str | None, str | None, tuple[Problem, ...]] | None = st.session_state.get(_DONE)
    return found


def author() -> str:
    """The name under which this person commits and undoes."""
    return str(st.session_state.get(_AUTHOR) or "").strip() or session.author()


def author_field() -> None:
    """Who is asking, kept for the whole visit."""
    st.session_state.setdefault(_AUTHOR, session.author())
    st.text_input(
        "Your name", key=_AUTHOR, persist_state="session", max_chars=80, help="It stands beside the revision for good."
    )


def commit(review: Review, reason: str | None) -> None:
    """Write the file under review as one revision and say so, or say why it could not be."""
    assert review.draft is not None
    try:
        revision = intake.commit(session.store(), review.draft, author(), reason)
    except Refused as refusal:
        done(refused=refusal.problems)
        return
    city_id = review.draft.inventories[0].city_id
    put_aside()
    done(f"Committed as revision {revision.revision}: {revision.rows} rows of {review.name}.", city_id)


def questions_form(review: Review) -> None:
    """Every question of the file as one form. Nothing is chosen beforehand: an answer is always a person's."""
    with st.form(f"answers-{review.draft.sha256[:12] if review.draft else ''}", border=False):
        for key, problem in review.questions.items():
            _question(review, key, problem)
        st.form_submit_button(
            "Apply the answers", icon=":material/check:", type="primary", on_click=_answered, args=(review,)
        )


def _field(review: Review, key: str) -> str:
    sha256 = review.draft.sha256 if review.draft else ""
    return f"answer-{sha256[:12]}-{key}"


def _question(review: Review, key: str, problem: Problem) -> None:
    label = f"**{text(question(problem))}**"
    st.markdown(f"{label}  \n{text(place(problem))}")
    given = _given(review, key)
    where = _field(review, key)
    options = choices(key, problem, review.city)
    if not options:
        st.text_input(question(problem), value=given or "", key=where, label_visibility="collapsed", max_chars=300)
        return
    index = options.index(given) if given in options else None
    if len(options) <= 4:
        st.radio(
            question(problem), options, index=index, key=where, label_visibility="collapsed",
            format_func=lambda choice: text(choice_words(key, choice)),
        )  # fmt: skip
    else:
        st.selectbox(
            question(problem), options, index=index, key=where, label_visibility="collapsed",
            format_func=lambda choice: choice_words(key, choice), placeholder="Choose one",
        )  # fmt: skip
    if key == "column:year":
        st.number_input(
            OTHER, 1990, 2060, review.year, key=f"{where}-whole", placeholder="If no column holds it", width=260
        )


def question(problem: Problem) -> str:
    """What a person is asked to decide, in one sentence."""
    return problem.fix.replace(" (--reason)", "").replace(", or --city", "").replace(", or --year", "")


def place(problem: Problem) -> str:
    """Where the doubt stands, what was found there and how often."""
    cells = f" ({problem.cells} cells)" if problem.cells > 1 else ""
    return f"{problem.place()}{cells}: found {problem.found}."


def choices(key: str, problem: Problem, city_id: str | None = None) -> list[str]:
    """The answers on offer: the check's own first, then every other one that it would take.

    A file without a column for the city may be all of the city on screen, or of ``city_id`` when that was said before.
    """
    kind = key.partition(":")[0]
    more: Sequence[str] = ()
    if kind == "sector":
        more = tuple(SECTORS)
    elif kind == "carrier":
        more = tuple(CARRIERS)
    elif key == "unit":
        more = tuple(unit.name for unit in units.UNITS.values() if unit.kind in ("energy", "emissions"))
    elif key == "column:city":
        more = tuple(f"city={known}" for known in (city_id, session.city().city_id) if known)
    return list(dict.fromkeys((*problem.choices, *more)))


def choice_words(key: str, choice: str) -> str:
    """An answer as a person reads it."""
    kind = key.partition(":")[0]
    if kind == "sector" and choice in SECTORS:
        return SECTORS[choice].name
    if kind == "carrier" and choice in CARRIERS:
        return CARRIERS[choice].name
    if kind == "city" and choice == "add":
        return "None of these: add it as a new city"
    if key == "column:city" and choice.startswith("city="):
        names = {city.city_id: city.name for city in session.cities()}
        return f"No column: the whole file is of {names.get(choice.removeprefix('city='), choice)}"
    if kind == "column":
        return f"The column “{choice}”"
    return CHOICE_WORDS.get((key, choice), choice)


def _given(review: Review, key: str) -> str | None:
    if key == "column:city" and review.city:
        return f"city={review.city}"
    return review.answers.get(key)


def _answered(review: Review) -> None:
    for key in review.questions:
        answer = st.session_state.get(_field(review, key))
        if key == "column:city":
            review.city = answer.removeprefix("city=") if answer and answer.startswith("city=") else None
            answer = None if review.city else answer
        if key == "column:year":
            whole = st.session_state.get(f"{_field(review, key)}-whole")
            review.year = int(whole) if whole else None
        if answer:
            review.answers[key] = answer
        else:
            review.answers.pop(key, None)


def problems_csv(problems: Sequence[Problem]) -> bytes:
    """All problems as a table for a spreadsheet. Text that a spreadsheet would run as a formula is made harmless."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    columns = ("severity", "code", "sheet", "row", "column", "found", "expected", "fix", "cells")
    table.writerow(columns)
    for problem in problems:
        table.writerow([_harmless(getattr(problem, column)) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def findings_csv(findings: Sequence[Finding]) -> bytes:
    """All findings as a table for a spreadsheet, as harmless as ``problems_csv``."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    columns = ("code", "city_id", "year", "row", "column", "rows", "tonnes_at_stake", "message", "repair")
    table.writerow(columns)
    for finding in findings:
        values = {**vars(finding), "rows": " ".join(map(str, finding.rows))}
        table.writerow([_harmless(values[column]) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
