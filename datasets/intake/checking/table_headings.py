"""Headings of further tables that are no city that is known: whose figures stand below them is asked, and they may be
left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.intake.checking.account import Account, CellWords
from datasets.intake.checking.meant_cities import MeantCities, MeantCity
from datasets.intake.meaning.questions import LEAVE_OUT
from datasets.intake.readers.encoding import quoted
from datasets.store.combinations import positions

_QUESTION = Problem(
    "ask",
    "table-heading",
    "",
    Sentence("the name of a city that is known above a further table, or a table of its own file"),
    Sentence(
        "Say which city the figures below this heading are of, or add it; or leave them out, where they are a sum of "
        "others or no inventory."
    ),
)


def leave_out(places: CellWords, account: Account, answers: Mapping[str, str]) -> frozenset[str]:
    """Leave out the rows below the headings of which the answer says so; returns all headings that nobody knows."""
    headings = account.origins.headings if account.origins else frozenset[str]()
    for place in places.words if headings else ():
        if place.word in headings and answers.get(f"city:{place.word}") == LEAVE_OUT:
            fix = Sentence("The figures below it were left out, as answered.")
            told = replace(_QUESTION, severity="warn", found=quoted(place.word), column=places.name, fix=fix)
            account.leave_out(told, positions(places.mask(place.__eq__)))
    return headings


def whose(place: MeantCity, known: MeantCities, mine: Sequence[str]) -> Refused:
    """The question whose figures stand below a heading: those of a city of the file, ``mine``, of the nearest names or
    of a new one; or they are left out."""
    near: tuple[str, ...] = ()
    try:
        known.city(place)
    except Refused as refusal:
        near = tuple(choice.split(" (")[0] for choice in refusal.problems[0].choices)
    choices = tuple(dict.fromkeys((LEAVE_OUT, *mine, *near, "add")))
    return Refused(replace(_QUESTION, found=quoted(place.word), key=f"city:{known.shown(place)}", choices=choices))
