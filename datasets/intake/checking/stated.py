"""The GWP set and the approach that a file states beside its figures, one of each for an inventory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from analytics.vocabulary import stated
from datasets.intake.checking.account import resolved
from datasets.intake.checking.table import CheckedTable
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.readers.encoding import quoted
from datasets.store.combinations import combined

UNKNOWN = "unknown"
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
        codes, groups = combined(
            table.city.codes[rows], table.year.codes[rows], table.method.codes[rows], words.codes[rows]
        )
        first = np.zeros(len(groups), dtype=np.int64)
        first[codes[::-1]] = rows[::-1]
        for place in sorted(range(len(groups)), key=lambda group: int(first[group])):
            city, year, method, word = groups[place]
            said = meant[word]
            if said is None:
                continue
            key = (table.city.values[city], table.year.values[year], table.method.values[method])
            known = getattr(found.get(key, Stated()), field)
            if known not in (None, said):
                table.account.add(
                    Problem(
                        "block",
                        f"{FIELDS[field]}-conflict",
                        Sentence("{stated} beside {earlier}", stated=stated(said), earlier=stated(known)),
                        _ONE[field],
                        Sentence("Correct the one that is wrong."),
                        column=words.name,
                    ),
                    rows[codes == place],
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
                Problem(
                    "ask",
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
