"""What is remembered of the answers to a file's questions, and offered for the next file with the same columns.

Only answers about the layout are: which column is what, units, the decimal style, what a word for a sector or carrier
means, what was corrected of whole columns and sheets. What is said of particular values (why a year is corrected, which
of two rows counts, whether totals are left out) is asked every time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics import units
from analytics.text.problems import warn
from analytics.text.sentences import Sentence, first_of, listed
from datasets.intake.layouts.long_records import VALUE
from datasets.intake.meaning import fuel_amounts, tag_answers
from datasets.intake.meaning.questions import LEAVE_OUT, UNIT_OF
from datasets.reference.catalogue import folded
from datasets.store import MappingRow, Store

if TYPE_CHECKING:
    from datasets.intake.drafted import Draft
    from datasets.intake.layouts import Layout

OF_THE_LAYOUT = frozenset(
    {
        "decimal",
        "gas",
        "method",
        "unit",
        "unit-in-cell",
        "trailing-minus",
        "marked",
        "header-row",
        "sheet",
        "fill-down",
        "year-date",
        "year-words",
        "swapped-columns",
        "fiscal-year",
        "fiscal-named",
        "calendar",
        "two-months",
        "per-period",
        "gal",
        "basis",
        fuel_amounts.GROSS_UNITS,
        *units.ASKED,
    }
)
MEANINGS = frozenset({"sector", "carrier"})
WORDS_OF_THE_LAYOUT = MEANINGS | {"column", UNIT_OF}
ANY_SHEETS = "sheet"
"""The signature under which the choice of a sheet is kept: the columns are not known before it is made."""
MOST_ROUNDS = 4
"""An answer may lead to the next question; after so many rounds the rest is asked."""
MOST_NAMED = 6


@dataclass(frozen=True)
class Remembered:
    """Answers that are on file for questions that a draft asks, with the revision they were given for."""

    revision: int
    city_id: str
    answers: Mapping[str, str]

    def fits(self, draft: Draft) -> bool:
        """Whether a draft made with these answers turned out to be of no other city than they were given for."""
        cities = {slot.city_id for slot in draft.slots}
        return len(cities) != 1 or self.city_id in cities


def concerns_layout(question: str) -> bool:
    """Whether the answer to a question is about how files of this kind are laid out."""
    if tag_answers.corrects(question):
        return not tag_answers.names_row(question)
    kind, colon, _ = question.partition(":")
    return kind in WORDS_OF_THE_LAYOUT if colon else question in OF_THE_LAYOUT


def signature(header: Iterable[str], layout: Layout | None) -> str:
    """What the columns of a file are called and how it is laid out, as one SHA-256; digits (of years) do not count.

    Of a table that an adapter made long, the columns of the figures in the file count as well: electricity and gas
    beside each other are another kind of table than coal and wood.
    """
    sheets = sorted({str(sheet) for sheet in layout.origins.sheets if sheet}) if layout else []
    figures = dict.fromkeys(map(_without_digits, layout.origins.columns.get(VALUE, ()))) if layout else ()
    words = [*map(_without_digits, header), *figures]
    return hashlib.sha256("\n".join([layout.name if layout else "long", *sheets, "", *words]).encode()).hexdigest()


@lru_cache(maxsize=4096)
def _without_digits(name: str) -> str:
    return "".join(letter for letter in folded(name) if not letter.isdigit())


def rows(draft: Draft) -> tuple[MappingRow, ...]:
    """The kinds of files for which the answers of a draft are kept with its commit; none where it asked nothing."""
    if not any(map(concerns_layout, draft.answers)):
        return ()
    cities = {slot.city_id for slot in draft.slots}
    city = next(iter(cities)) if len(cities) == 1 else ""
    kinds = (draft.signature, ANY_SHEETS) if "sheet" in draft.answers else (draft.signature,)
    return tuple(MappingRow(city, kind) for kind in kinds)


def recalled(store: Store, draft: Draft) -> Remembered | None:
    """The newest answers for files like this one, of the same city where the draft knows its city already.

    Only questions that the draft asks, and only answers that it offers; and what was corrected of sheets and columns.
    Where the file does not say its city, only what words mean: the unit or the decimal sign of another city's table
    says nothing of this one.
    """
    unsaid = any(problem.key in ("city", "column:city") for problem in draft.problems)
    asked = {
        problem.key: problem.choices
        for problem in draft.problems
        if problem.severity in ("ask", "block")
        and problem.key
        and concerns_layout(problem.key)
        and problem.code != "answer-unknown"
    }
    cities = {slot.city_id for slot in draft.slots}
    city = None if not cities else next(iter(cities)) if len(cities) == 1 else ""
    found: dict[int, dict[str, str]] = {}
    whose: dict[int, str] = {}
    for row in store.remembered(draft.signature, *([ANY_SHEETS] if "sheet" in asked else ())):
        # Whether an answer may be another than those offered: the choices of a word or unit are only the nearest.
        offered = row.question in asked and (
            row.answer in asked[row.question]
            or (row.question == "unit" or row.question.partition(":")[0] in WORDS_OF_THE_LAYOUT)
        )
        offered &= not unsaid or row.question.partition(":")[0] in MEANINGS
        corrected = tag_answers.corrects(row.question) and concerns_layout(row.question) and not unsaid
        offered |= corrected and row.question not in draft.answers
        if offered and row.answer != LEAVE_OUT and city in (None, row.city_id):
            found.setdefault(row.revision, {})[row.question] = row.answer
            whose[row.revision] = row.city_id
    if not found:
        return None
    newest = max(found)
    return Remembered(newest, whose[newest], found[newest])


def answered(read: Callable[[Mapping[str, str]], Draft], store: Store, answers: Mapping[str, str]) -> Draft:
    """A draft with the remembered answers, which a warning names; ``read`` makes the draft with given answers.

    Where they turn out to be of another city, or not to fit, the file is asked about as if nothing were remembered.
    """
    first = draft = read(answers)
    used: dict[str, str] = {}
    revisions: set[int] = set()
    for _ in range(MOST_ROUNDS):
        found = recalled(store, draft)
        if found is None or not found.answers.keys() - used.keys():
            break
        used |= found.answers
        revisions.add(found.revision)
        draft = read({**answers, **used})
        refused = {problem.found for problem in draft.problems if problem.code == "answer-unknown"}
        if not found.fits(draft) or refused - {problem.found for problem in first.problems}:
            return first
    if not used:
        return first
    said = [f"{question}={answer}" for question, answer in used.items()]
    return replace(
        draft,
        problems=(
            warn(
                "answers-remembered",
                Sentence(
                    "answers of revision {numbers} for the same columns were used: {names}",
                    numbers=listed(map(str, sorted(revisions))),
                    names=first_of(said, MOST_NAMED),
                ),
                "the answers for this file",
                "Answer otherwise where they do not fit, or leave them out (--no-memory).",
                cells=len(said),
            ),
            *draft.problems,
        ),
    )
