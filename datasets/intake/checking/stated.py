"""What a file states beside its figures: the GWP set and the approach, one of each for an inventory, and the grades of
data quality of its rows (H, M or L), of their activity data and of their factors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from analytics.text.problems import Refused, ask, block, warn
from analytics.text.sentences import Sentence, quoted
from analytics.uncertainty.widths import GRADES
from analytics.vocabulary import stated
from datasets.intake.checking.account import resolved
from datasets.intake.checking.coded_columns import Coded, groups
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.meaning.fields import QUALITY
from datasets.intake.meaning.questions import CHOICES
from datasets.store.combinations import positions
from datasets.store.kinds.grades import Grade

UNKNOWN = "unknown"
_MEANT = {grade.casefold(): grade for grade in GRADES} | {"high": "H", "medium": "M", "low": "L"}
"""The grades by the words that are taken for them, in small letters."""
FIELDS = {"gwp_set": "gwp", "approach": "approach"}
"""The columns, and the question that each of them answers."""
_ONE = {
    "gwp_set": Sentence("one GWP set for an inventory"),
    "approach": Sentence("one approach for an inventory"),
}
_WHICH = {
    "gwp_set": Sentence("Say which GWP set is meant."),
    "approach": Sentence("Say which approach is meant."),
}


class Stated(NamedTuple):
    """What a file says of one inventory; None where it says nothing."""

    gwp_set: str | None = None
    approach: str | None = None


def about(table: CheckedTable) -> dict[tuple[str, int, str], Stated]:
    """GWP set and approach by city, year and method. A blank and "unknown" say nothing; two that differ within one
    inventory are refused at the later ones; a word that is none of the choices is asked about."""
    found: dict[tuple[str, int, str], Stated] = {}
    for field in FIELDS:
        words = table.words(field)
        if words.name is None:
            continue
        meant = resolved(words, _choice(field, table.answers), table.account)
        rows = table.account.ready
        for (*named, said), mine in groups(rows, table.city, table.year, table.method, Coded(words.codes, meant)):
            if said is None:
                continue
            key = (named[0], named[1], named[2])
            known = getattr(found.get(key, Stated()), field)
            if known not in (None, said):
                table.account.add(
                    block(
                        f"{FIELDS[field]}-conflict",
                        Sentence("{stated} beside {earlier}", stated=stated(said), earlier=stated(known)),
                        _ONE[field],
                        "Correct the one that is wrong.",
                        column=words.name,
                    ),
                    mine,
                )
            found[key] = found.get(key, Stated())._replace(**{field: known or said})
    return found


def _choice(field: str, answers: Mapping[str, str]) -> Callable[[str], str | None]:
    """Text -> one of the choices, in any case; None for a blank and "unknown". An answer stands for other words."""
    question = FIELDS[field]
    choices = CHOICES[question]
    known = {choice.casefold(): choice for choice in choices}

    def resolve(word: str) -> str | None:
        if not word:
            return None
        said = known.get(word.casefold(), answers.get(question))
        if said is None:
            raise Refused(
                ask(
                    f"{question}-unknown",
                    quoted(word),
                    Sentence("one of {choices}, or a blank", choices=", ".join(choices)),
                    _WHICH[field],
                    key=question,
                    choices=choices,
                )
            )
        return None if said == UNKNOWN else said

    return resolve


def grades(table: CheckedTable, parts: Sequence[NumberColumn]) -> tuple[Grade, ...]:
    """The grades of the rows that stand ready. Of several rows of one place and label the lowest grade counts. A word
    that is no grade is pointed out with its cell; its figure is kept, ungraded."""
    lowest: dict[tuple[object, ...], Grade] = {}
    for field, part in QUALITY.items():
        words = table.words(field)
        if words.name is None:
            continue
        meant = Coded(words.codes, [_MEANT.get(word.casefold(), "") for word in words.words])
        table.account.tell_words(words, lambda word: bool(word) and word.casefold() not in _MEANT, _NO_GRADE)
        rows = positions(table.account.taken & meant.mask(bool))
        for column in parts:
            of, place = (table.city, table.year, table.method, column.measure), (table.sector, table.label)
            every = (*of, *place, table.carrier, table.scope, table.gpc, meant)
            for (*named, sector, label, carrier, scope, ref, grade), _ in groups(rows, *every):
                city, year, method, measure = named
                where = sector, label or "", carrier, None if scope is None else int(scope), ref
                found = Grade(city, int(year), str(method), str(measure), *where, part=part, grade=grade)
                known = lowest.setdefault(found[:10], found)
                if GRADES.index(grade) > GRADES.index(known.grade):
                    lowest[found[:10]] = found
    return tuple(lowest.values())


_NO_GRADE = warn(
    "grade-unknown",
    "",
    "a grade of data quality: H, M or L, or a blank",
    "The figure was kept without a grade; correct the grade where it should count.",
)
