"""Many cities that nobody knows in one file: asked about once, not one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence, joined
from datasets.intake.checking.account import Account, CellWords, Resolve
from datasets.intake.checking.meant_cities import TOO_MANY, MeantCities, MeantCity
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.intake.readers.encoding import quoted
from datasets.store.combinations import positions

MOST_ASKED = 5
"""So many unknown cities are asked about one by one, each with the nearest names; more of them together."""
MOST_NAMED = 3


def together(words: CellWords, cities: MeantCities, account: Account, answers: Mapping[str, str]) -> Resolve:
    """Which city a place is, with the unknown ones of a column settled by one question, where there are many of them.

    The question ``new-cities`` is answered by "add" (``Cities`` adds them) or "leave-out": their rows are then
    ignored, and looked at no further. Resolves to None where a city is left out or waits for the answer. The heading
    of a table may be no city at all, and is asked about on its own.
    """
    headings = account.origins.headings if account.origins else frozenset()
    found: dict[MeantCity, Any] = {}
    unknown, beyond = set[MeantCity](), set[MeantCity]()
    for word in filter(None, words.words):
        try:
            found[word] = cities.city(word)
        except Refused as refusal:
            if refusal.problems[0] is TOO_MANY:
                beyond.add(word)
            asks = any(problem.severity == "ask" for problem in refusal.problems)
            if asks and word.word not in headings and not cities.shares(word):
                unknown.add(word)
    _tell_renamed(words, {word: found[word].name for word in found if cities.renamed(word)}, account)
    if beyond:
        account.add(replace(TOO_MANY, column=words.name), positions(words.mask(beyond.__contains__)))
    if len(unknown) <= MOST_ASKED:
        return cities.city
    places = positions(words.mask(unknown.__contains__))
    first = [cities.shown(word) for word in words.words if word in unknown][:MOST_NAMED]
    named = joined(map(quoted, first), "comma")
    problem = Problem(
        "ask",
        "cities-unknown",
        Sentence("{number} cities that are not on file, such as {named}", number=len(unknown), named=named),
        Sentence("cities on file"),
        Sentence("Say whether they are added, or their rows left out."),
        column=words.name,
        key="new-cities",
        choices=CHOICES["new-cities"],
    )
    if answers.get("new-cities") == LEAVE_OUT:
        done = replace(
            problem, severity="warn", key=None, choices=(), fix=Sentence("Their rows were left out, as answered.")
        )
        account.leave_out(done, places)
    else:
        account.add(problem, places)
    unknown |= beyond
    return lambda word: None if word in unknown else found[word] if word in found else cities.city(word)


def _tell_renamed(words: CellWords, renamed: Mapping[MeantCity, str], account: Account) -> None:
    """Say which names were taken for a city on file because of their account alone."""
    for place, city in renamed.items():
        problem = Problem(
            "warn",
            "city-by-account",
            Sentence("{named} with account number {number}", named=quoted(place.word), number=place.account),
            Sentence("the name of {city}, to which this account belongs on file", city=city),
            Sentence("The rows were taken for {city}; where another city is meant, correct the account.", city=city),
            column=words.name,
        )
        account.add(problem, positions(words.mask(place.__eq__)))
