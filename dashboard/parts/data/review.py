"""The file under review: what was chosen, what was answered, and what the check says now.

Nothing of it counts before the commit. The file and its answers are kept as a draft (``datasets.intake.unfinished``)
of whoever brought it and of the city on whose page that was, so that they survive a refresh and a restart of the
program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any, NamedTuple

import streamlit as st

from analytics.detection.case import Finding
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, counted
from analytics.vocabulary import SECTORS
from dashboard import frame, long_work, session, visitors
from dashboard.language import gettext as _
from dashboard.parts import outcomes
from dashboard.parts.data import question_words
from dashboard.widgets import text
from dashboard.words import spans
from datasets import Cities, Draft, DraftInventory, DraftOwner, Effect, Examination, Refused, SavedDraft
from datasets.intake.meaning import questions
from datasets.intake.memory import MOST_ROUNDS

MOST_SECONDS = 1.0
"""What trying answers to the open questions may take; the questions that are left then show no totals."""
MOST_FORESEEN = 5000
"""Rows of a file that is read with likely answers, too, to ask at once what follows from them."""
MOST_BUTTONS = 4
"""Choices of a question that are all shown, and tried; of more of them, the likeliest one and leaving out are tried."""
LONGEST_SHOWN = 4 * 1024**2
"""Bytes of a file whose sheet is shown: its cells are kept as long as it is under review."""
ADD = "add"
"""The answer that a city is a new one."""
COLUMN = "column:"
"""How the question begins which column holds something; the only one that may hold it is no likely answer."""
_NOTHING = (questions.LEAVE_OUT, questions.NONE)
"""Answers from which nothing follows."""
_REVIEW = "review"
_ROUND = "review-round"
STEPS = {
    "read": Sentence("Reading the file …"),
    "check": Sentence("Checking every row …"),
    "examine": Sentence("Looking for figures that contradict each other …"),
    "rehearse": Sentence("Trying what a commit would do …"),
}


class Tried(NamedTuple):
    """What the newest table of a file would be with an answer, and whether rows still wait for other answers."""

    table: DraftInventory
    waits: bool


@dataclass
class Review:
    """One chosen file of its owner, shown on no other city's page.

    ``questions`` keeps every question that was asked, so that an answer can be changed later; ``remembered`` holds the
    revision that an answer was taken from, while nobody has changed it. ``totals`` are what answers to open questions
    would make of the newest table, ``repaired`` the effects with the repair of the worst finding. ``as_of_the_page`` is
    what the check would say if the file were of the city of the page, where it is open of which city it is. ``ahead``
    are the questions that are likely to follow, ``foreseen`` the answers to them, each of which counts once it is asked
    for."""

    name: str
    data: bytes
    owner: DraftOwner | None = None
    answers: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Problem] = field(default_factory=dict)
    remembered: dict[str, int] = field(default_factory=dict)
    ahead: dict[str, Problem] = field(default_factory=dict)
    foreseen: dict[str, str] = field(default_factory=dict)
    city: str | None = None
    year: int | None = None
    draft: Draft | None = None
    as_of_the_page: Draft | None = None
    effects: list[Effect] = field(default_factory=list)
    examined: Examination = field(default_factory=Examination)
    repaired: list[Effect] = field(default_factory=list)
    totals: dict[str, dict[str, Tried]] = field(default_factory=dict)
    checked: tuple[object, ...] = ()
    saved: SavedDraft | None = None
    _sheets: tuple[Any, ...] | None = None

    @property
    def read_so_far(self) -> Draft | None:
        """What the sheet shows: a question about the whole file puts no single cell of it in question."""
        return self.as_of_the_page or self.draft

    def sheets(self) -> tuple[Any, ...]:
        """The sheets of the file as a person sees them, read once; none of a file that is too long to keep them."""
        if self._sheets is None:
            short = len(self.data) <= LONGEST_SHOWN
            self._sheets = session.all_cities().sheets(self.data, self.name) if short else ()
        return self._sheets

    def worst(self) -> Finding | None:
        """The finding that the page puts first: one that holds the commit back, else one that can be repaired."""
        holding = self.examined.holding(self.draft.answers if self.draft else {})
        if holding:
            return max(holding, key=lambda finding: (self.examined.repair(finding) is not None, finding.share or 0.0))
        return next((finding for finding in self.examined.findings if self.examined.repair(finding)), None)

    def take(self, made: Review, asked: tuple[object, ...]) -> None:
        """Take what a check of this file found, when it was ``asked`` so."""
        self.answers, self.questions, self.remembered = made.answers, made.questions, made.remembered
        self.draft, self.examined, self.effects, self.totals = made.draft, made.examined, made.effects, made.totals
        self.as_of_the_page, self.repaired = made.as_of_the_page, made.repaired
        self.ahead, self.foreseen = made.ahead, made.foreseen
        self.checked = (tuple(sorted(self.answers.items())), *asked[1:])

    def answer(self, given: Mapping[str, str]) -> None:
        """Take answers about findings, and keep them with the draft."""
        self.answers |= given
        self.save()

    def take_back(self, *questions: str) -> None:
        """Take answers back, as if they had not been given."""
        for question in questions:
            self.answers.pop(question, None)
            self.remembered.pop(question, None)
        self.save()

    def save(self) -> bool:
        """Keep the file and the answers given so far, to be offered again later. Where that cannot be, say so."""
        try:
            self.saved = session.all_cities().keep_draft(
                visitors.draft_owner(), self.name, self.data, self.answers, self.city, self.year
            )
        except Refused as refusal:
            outcomes.done("data", refused=refusal.problems)
            return False
        self.owner = visitors.draft_owner()
        frame.act()
        return True


def current() -> Review | None:
    """The file under review on this page, checked with the answers given so far; None when none is chosen."""
    review = _held()
    if review is None:
        return None
    if review.draft is None or review.checked != _asked(review):
        cities, asked = session.all_cities(), _asked(review)
        try:
            made = long_work.done(lambda step: _checked(cities, review, step), STEPS, put_aside)
        except Exception:
            put_aside()  # a file that stops the program must not stop the page for good
            raise
        counted_now = review.foreseen.keys() - made.foreseen.keys()
        review.take(made, asked)
        if counted_now:
            review.save()
    return review


def _held() -> Review | None:
    """The file that this visit holds, on the page of the city where it was begun; on others it is not to be seen."""
    review: Review | None = session.kept(_REVIEW)
    return review if review is not None and review.owner == visitors.draft_owner() else None


def _asked(review: Review) -> tuple[object, ...]:
    return tuple(sorted(review.answers.items())), review.city, review.year, session.store().newest_revision()


def _checked(cities: Cities, review: Review, step: Callable[[str], None]) -> Review:
    """A file as it was read and checked, with the answers remembered for files of its kind the first time; and what it
    does. ``review`` itself stays as it is: nobody may wait for this any more."""
    found = replace(
        review,
        answers=dict(review.answers),
        questions=dict(review.questions),
        remembered=dict(review.remembered),
        ahead={},
        foreseen=dict(review.foreseen),
        examined=Examination(),
        effects=[],
        repaired=[],
        totals={},
        as_of_the_page=None,
    )
    first = review.draft is None and not found.answers
    if found.answers and not found.questions:  # taken up again: ask once without the answers, so that they can change
        _drafted(cities, Review(found.name, found.data, questions=found.questions), step)
    draft = _drafted(cities, found, step)
    if added := _added_by_name(draft):
        found.answers |= added
        draft = _drafted(cities, found, step)
    while given := found.foreseen.keys() & asked_by(draft):
        found.answers |= {key: found.foreseen.pop(key) for key in given}
        draft = _drafted(cities, found, step)
    for _round in range(MOST_ROUNDS if first else 0):
        known = cities.remembered(draft)
        if known is None or not known.answers.keys() - found.answers.keys():
            break
        before = dict(found.answers)
        found.answers |= known.answers
        again = _drafted(cities, found, step)
        if not known.fits(again) or any(problem.code == "answer-unknown" for problem in again.problems):
            found.answers = before
            break
        found.remembered |= dict.fromkeys(known.answers.keys() - before.keys(), known.revision)
        draft = again
    found.draft = draft
    if draft.ready:
        step("examine")
        found.examined = cities.examination(draft)
        step("rehearse")
        found.effects = cities.effects(draft)
        found.repaired = _with_repair(cities, found, draft)
    else:
        if _here(found, draft):
            found.as_of_the_page = _tried(cities, found, draft, found.answers)
        found.ahead = _ahead(cities, found, draft) if draft.rows_in <= MOST_FORESEEN else {}
        found.totals = _totals(cities, found, draft)
    return found


def _added_by_name(draft: Draft) -> dict[str, str]:
    """The answer by which the city that somebody named for the whole file is added, where no other can be meant: naming
    it has said so."""
    named = [problem for problem in draft.problems if problem.row is None and problem.choices == (ADD,)]
    return {problem.key: ADD for problem in named if problem.key and problem.key.startswith("city:")}


def _here(found: Review, draft: Draft) -> str | None:
    """The city of the page, where it is open of which city a file is."""
    open_ones = {problem.key for problem in draft.problems if problem.severity == "ask"}
    return found.owner.city_id if found.owner and {"city", "column:city"} & open_ones else None


def _tried(cities: Cities, found: Review, draft: Draft, answers: Mapping[str, str]) -> Draft:
    """What the check would say with other answers, of a file of the city of the page where its own is open."""
    here = found.city or _here(found, draft)
    return cities.draft(found.data, found.name, answers, here, found.year, uploaded=True)


def asked_by(draft: Draft) -> dict[str, Problem]:
    """What a draft still asks, by question."""
    asked = (one for one in draft.problems if one.severity != "warn" and one.code != "answer-unknown")
    return {problem.key: problem for problem in asked if problem.key}


def _ahead(cities: Cities, found: Review, draft: Draft) -> dict[str, Problem]:
    """The questions that follow from the answers that are likely to be given now, so that they can be asked in the same
    round; none where something has to be mended in the file first."""
    asked, tried, told = asked_by(draft), draft, dict[str, Problem]()
    answers = dict(found.answers)
    for _round in range(MOST_ROUNDS):
        likely = {key: value for one in asked_by(tried).values() for key, value in _likely(one).items()}
        if not likely.keys() - answers.keys() or any(one.severity == "block" and not one.key for one in tried.problems):
            break
        answers |= likely
        tried = _tried(cities, found, draft, answers)
        told |= {key: one for key, one in asked_by(tried).items() if key not in asked and key not in told}
    return told


def _likely(problem: Problem) -> dict[str, str]:
    """The answer to a question of structure that is likely to be given: the only one on offer, that each of several
    columns counts, any sector where one for the whole file can be named; nothing where none is likelier."""
    key = problem.key or ""
    if question_words.EVERY_COLUMN in problem.choices:
        return {key: question_words.EVERY_COLUMN}
    if key == "column:sector":
        return {"sector": next(iter(SECTORS))}
    alone = len(problem.choices) == 1 or key in questions.ONE_WAY
    return {key: problem.choices[0]} if alone and problem.choices[0] not in _NOTHING else {}


def _with_repair(cities: Cities, found: Review, draft: Draft) -> list[Effect]:
    """What a commit would do with the repair of the worst finding; none where it has none."""
    worst = found.worst()
    repair = found.examined.repair(worst) if worst else None
    if repair is None:
        return []
    answers = {**draft.answers, repair[0]: repair[1]}
    tried = _tried(cities, found, draft, answers)
    return cities.effects(tried) if tried.ready else []


def _totals(cities: Cities, found: Review, draft: Draft) -> dict[str, dict[str, Tried]]:
    """What the answers to an open question would make of the newest table of the file, as far as that can be told soon:
    by question and answer. Nothing of an answer that does not fit the figures."""
    told: dict[str, dict[str, Tried]] = {}
    asked = {key: problem.choices for key, problem in asked_by(draft).items() if problem.choices}
    wrong = {problem for problem in draft.problems if problem.severity == "block"}
    until = monotonic() + MOST_SECONDS
    for key, choices in asked.items():
        few = choices if len(choices) <= MOST_BUTTONS else dict.fromkeys((choices[0], questions.LEAVE_OUT))
        tries: dict[str, Tried] = {}
        for choice in few:
            if monotonic() > until:
                return told
            tried = _tried(cities, found, draft, {**found.answers, key: choice})
            table = newest(tried)
            if table is not None and all(one in wrong for one in tried.problems if one.severity == "block"):
                tries[choice] = Tried(table, tried.rejected > 0)
        told[key] = tries
    return told


def newest(draft: Draft | None) -> DraftInventory | None:
    """The newest table of a file that has a total, emissions before energy."""
    held = [item for item in draft.inventories if item.total is not None] if draft else []
    return max(held, key=lambda item: (item.year, item.measure == "emissions"), default=None)


def _drafted(cities: Cities, review: Review, step: Callable[[str], None]) -> Draft:
    draft = cities.draft(review.data, review.name, review.answers, review.city, review.year, uploaded=True, step=step)
    keep_questions(review.questions, draft)
    return draft


def keep_questions(questions: dict[str, Problem], draft: Draft) -> None:
    """Add what a draft asks to the questions of earlier ones; one that is asked again says what it says now."""
    asked: dict[str, Problem] = {}
    for problem in sorted(draft.problems, key=lambda problem: problem.severity == "warn"):
        if problem.key and problem.code != "answer-unknown":
            asked.setdefault(problem.key, problem)
    questions |= asked


def uploader() -> None:
    """The field that takes a file. Any file is taken; what it is, the check says."""
    key = f"upload-{visitors.draft_owner().city_id}-{session.kept(_ROUND, 0)}"
    st.file_uploader(
        _("Inventory file"),
        key=key,
        on_change=_take,
        args=(key,),
        help=_(
            "A workbook (XLSX, XLS, ODS) or CSV with any delimiter, encoding and decimal style; up to 20 MB and "
            "200,000 rows. Nothing counts before you commit it."
        ),
    )
    st.caption(
        _(
            "Delimited text or a workbook (XLSX, XLS, ODS), recognised by its content: a long table, a column for "
            "each carrier or year, the Covenant's template, the tables of GPC and GCoM, the open data of CDP and "
            "JRC."
        )
    )
    st.caption(_("Whole releases of the JRC or of national statistics are read by `python -m datasets published`."))
    _kept_files()


def _kept_files() -> None:
    """The files that were left before they were committed."""
    now = datetime.now(UTC)
    for saved in session.all_cities().kept_drafts(visitors.draft_owner()):
        left = spans.ago(saved.saved_at.replace(tzinfo=UTC), now)
        # Translators: a file that was left before it was committed; "ago" is such as "3 minutes ago".
        label = _("Continue with {file}, left {ago}", file=saved.file_name, ago=left)
        st.button(
            text(label), icon=":material/draft:", key=f"draft-{saved.draft_id}", on_click=_continue, args=(saved,)
        )


def _take(key: str) -> None:
    uploaded = session.kept(key)
    outcomes.forget("data")
    if uploaded is None:
        session.forget(_REVIEW)
        return
    review = Review(uploaded.name, uploaded.getvalue())
    if review.save():
        session.keep(_REVIEW, review)
    else:
        put_aside()


def _continue(saved: SavedDraft) -> None:
    outcomes.forget("data")
    try:
        found, data = session.all_cities().kept_draft(visitors.draft_owner(), saved.draft_id)
    except Refused as refusal:
        outcomes.done("data", refused=_by_file(refusal, saved.file_name))
        return
    owner, answers = visitors.draft_owner(), dict(found.answers)
    review = Review(found.file_name, data, owner, answers, city=found.city, year=found.year, saved=found)
    session.keep(_REVIEW, review)
    frame.act()


def _by_file(refusal: Refused, name: str) -> list[Problem]:
    """What was refused, a draft that is kept no longer by the name of its file: nobody knows its number."""
    called = Sentence('the draft "{name}"', name=name)
    return [replace(one, found=called) if one.code == "draft-unknown" else one for one in refusal.problems]


def put_aside() -> None:
    """Leave the file under review; it is offered again."""
    session.forget(_REVIEW)
    session.keep(_ROUND, session.kept(_ROUND, 0) + 1)


def give_up() -> None:
    """Leave the file under review for good."""
    review = _held()
    if review is not None and review.saved is not None:
        session.all_cities().discard_draft(visitors.draft_owner(), review.saved.draft_id)
    put_aside()


def commit(review: Review, reason: str | None) -> None:
    """Write the file under review as one revision and say so, or say why it could not be."""
    assert review.draft is not None
    assert review.saved is not None, "what is under review is kept"
    mine = review.saved._replace(owner=visitors.draft_owner())
    try:
        revision = session.all_cities().commit(review.draft, visitors.author(), reason, kept=mine, seen=True)
    except Refused as refusal:
        here = Sentence("Repair what is open, or tick that you have looked.")  # where the command says --looked-at
        problems = _by_file(refusal, review.name)
        told = [replace(one, fix=here) if one.code == "finding-open" else one for one in problems]
        outcomes.done("data", refused=told)
        return
    city_id = review.draft.inventories[0].city_id
    put_aside()
    said = {"revision": revision.revision, "file": review.name}
    words = counted(
        "Committed as revision {revision}: {number} row of {file}.",
        "Committed as revision {revision}: {number} rows of {file}.",
        revision.rows,
        **said,
    )
    if review.draft.of_cells:
        words = counted(
            "Committed as revision {revision}: {number} table entry of {file}.",
            "Committed as revision {revision}: {number} table entries of {file}.",
            revision.rows,
            **said,
        )
    outcomes.done("data", words, city_id, revision=revision)
