"""The city of each row of a file, and what is asked where that is open: of headings of further tables that are no city
that is known, whose figures stand below them; and of many cities that nobody knows, once and not one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analytics.text.problems import Refused, ask, warn
from analytics.text.sentences import Sentence, joined, quoted
from datasets.intake.checking import checks
from datasets.intake.checking.account import Account, Resolve, resolved
from datasets.intake.checking.coded_columns import CellWords, Coded, together
from datasets.intake.checking.meant_cities import TOO_MANY, MeantCities, MeantCity, of_option, unified
from datasets.intake.checking.word_columns import WordColumns
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.reference import registry
from datasets.store import CityRecord
from datasets.store.combinations import positions

MOST_ASKED = 5
"""So many unknown cities are asked about one by one, each with the nearest names; more of them together."""
MOST_NAMED = 3
_HEADING = ask(
    "table-heading",
    "",
    "the name of a city that is known above a further table, or a table of its own file",
    "Say which city the figures below this heading are of, or add it; or leave them out, where they are a sum of "
    "others or no inventory.",
)


def of(
    table: WordColumns, cities: Sequence[CityRecord], option: str | None, accounts: Mapping[str, str]
) -> Coded | None:
    """The city of each row; where an ``option`` names it, the file must not say another. None where neither a column
    nor an option says it. ``cities`` are those that are known, ``accounts`` their ids by the accounts on file.

    The rows below a heading that is no city are left out where that was answered.
    """
    places = _places(table)
    if not table.given("city", option):
        return None
    known = MeantCities(cities, table.answers, places.words, accounts)
    _leave_out_headings(places, table.account)
    resolve = _many_together(places, known, table.account)
    wanted: CityRecord | None = None
    if option is not None:
        wanted = table.of_the_file(lambda word: known.city(of_option(word)), option, "city")
    headings = table.account.origins.headings
    mine = [wanted.city_id] if wanted else [city.city_id for city in known.settled(headings)]

    def identified(place: MeantCity) -> str | None:
        if not place and option is not None:
            found = wanted
            if found is not None and place.country and not registry.lies_in(found, place.country):
                raise checks.contradiction("city", place.country, found.name)
        elif not place:
            raise table.blank("city", checks.blank(Sentence("the name or id of a city")))
        else:
            if place.word in headings and f"city:{known.shown(place)}" not in table.answers:
                raise _whose(place, known, mine)
            found = resolve(place)
            if wanted is not None and found is not None and found.city_id != wanted.city_id:
                raise checks.contradiction("city", place.word, wanted.name)
        if found is None:
            return None
        one = table.known.setdefault(found.city_id, found)
        if found.name < one.name:  # one new city in two spellings
            table.known[found.city_id] = found
        if place.account and not known.shares(place):
            table.accounts[place.account] = found.city_id
        return str(found.city_id)

    if option is not None and wanted is None:
        table.account.rejected[:] = True
    return Coded(places.codes, resolved(places, identified, table.account))


def _places(table: WordColumns) -> CellWords:
    """What each row says of its city: name, country and account, in one spelling."""
    city, country, account = table.words("city"), table.words("country"), table.words("cdp_account")
    if country.name is None and account.name is None:
        return CellWords(city.name, city.codes, [MeantCity(word) for word in city.words])
    every = together(city, country, account)
    said = [MeantCity(*words) for words in every.words]
    one = unified(said)
    distinct = {place: at for at, place in enumerate(dict.fromkeys(one.values()))}
    return CellWords(city.name, np.array([distinct[one[place]] for place in said])[every.codes], list(distinct))


def _leave_out_headings(places: CellWords, account: Account) -> None:
    """Leave out the rows below the headings of which the answer says so."""
    for place in places.words if account.origins.headings else ():
        if place.word in account.origins.headings and account.answers.get(f"city:{place.word}") == LEAVE_OUT:
            told = _HEADING.answered(Sentence("The figures below it were left out, as answered."))
            told = replace(told, found=quoted(place.word), column=places.name)
            account.leave_out(told, positions(places.mask(place.__eq__)))


def _whose(place: MeantCity, known: MeantCities, mine: Sequence[str]) -> Refused:
    """The question whose figures stand below a heading: those of a city of the file, ``mine``, of the nearest names or
    of a new one; or they are left out."""
    near: tuple[str, ...] = ()
    try:
        known.city(place)
    except Refused as refusal:
        near = tuple(choice.split(" (")[0] for choice in refusal.problems[0].choices)
    choices = tuple(dict.fromkeys((LEAVE_OUT, *mine, *near, "add")))
    return Refused(replace(_HEADING, found=quoted(place.word), key=f"city:{known.shown(place)}", choices=choices))


def _many_together(words: CellWords, cities: MeantCities, account: Account) -> Resolve:
    """Which city a place is, with the unknown ones of a column settled by one question, where there are many of them.

    The question ``new-cities`` is answered by "add" (``Cities`` adds them) or "leave-out": their rows are then
    ignored, and looked at no further. Resolves to None where a city is left out or waits for the answer. The heading
    of a table may be no city at all, and is asked about on its own.
    """
    found: dict[MeantCity, Any] = {}
    unknown, beyond = set[MeantCity](), set[MeantCity]()
    for word in filter(None, words.words):
        try:
            found[word] = cities.city(word)
        except Refused as refusal:
            if refusal.problems[0] is TOO_MANY:
                beyond.add(word)
            asks = any(problem.severity == "ask" for problem in refusal.problems)
            if asks and word.word not in account.origins.headings and not cities.shares(word):
                unknown.add(word)
    # Say which names were taken for a city on file because of their account alone.
    renamed = {word: found[word].name for word in found if cities.renamed(word)}
    for place, city in renamed.items():
        account.add(
            warn(
                "city-by-account",
                Sentence("{named} with account number {number}", named=quoted(place.word), number=place.account),
                Sentence("the name of {city}, to which this account belongs on file", city=city),
                Sentence(
                    "The rows were taken for {city}; where another city is meant, correct the account.", city=city
                ),
                column=words.name,
            ),
            positions(words.mask(place.__eq__)),
        )
    if beyond:
        account.add(replace(TOO_MANY, column=words.name), positions(words.mask(beyond.__contains__)))
    if len(unknown) <= MOST_ASKED:
        return cities.city
    places = positions(words.mask(unknown.__contains__))
    first = [cities.shown(word) for word in words.words if word in unknown][:MOST_NAMED]
    question = ask(
        "cities-unknown",
        Sentence(
            "{number} new cities, such as {named}",
            number=len(unknown),
            named=joined(map(quoted, first), "comma"),
        ),
        "known cities",
        "Say whether they are added, or their rows left out.",
        column=words.name,
        key="new-cities",
        choices=CHOICES["new-cities"],
    )
    account.settle(question, places, {LEAVE_OUT: Sentence("The rows were left out, as answered.")})
    unknown |= beyond
    return lambda word: None if word in unknown else found[word] if word in found else cities.city(word)
