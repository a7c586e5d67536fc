"""A sentence reads as English text and remembers its template and values, so that it can be said again."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.ambition import ambition
from analytics.commitment.budget import budget
from analytics.text.problems import Problem
from analytics.text.sentences import (
    Joint,
    Sentence,
    Series,
    counted,
    first_of,
    joined,
    listed,
    plain_values,
    remembered,
)
from datasets.city import City
from datasets.city.assessment import report
from tests.samples import own_samples

LACKING = Sentence(
    "The inventory of {year} lacks {sectors} ({emissions:,.0f} t).",
    year=2019,
    sectors=listed([Sentence("Waste"), Sentence("Public lighting"), "Other"]),
    emissions=1234.5,
)
ROWS = counted("{number} row of {year}", "{number} rows of {year}", 3, year=2019)

words = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=20)


def pickled(text: str) -> str:
    return pickle.loads(pickle.dumps(text))  # type: ignore[no-any-return]


@given(words, words, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
def test_english_is_the_template_with_its_values_filled_in(before: str, name: str, year: int, amount: float) -> None:
    template = before + " of {year}: {amount:,.0f} t in {name}"
    said = Sentence(template, year=year, amount=amount, name=name)
    assert said == f"{before} of {year}: {amount:,.0f} t in {name}"
    assert isinstance(said, str)
    assert hash(said) == hash(str(said))


def test_a_template_without_values_is_the_text_as_it_stands() -> None:
    assert Sentence("Write {number} in braces.") == "Write {number} in braces."


def test_a_value_that_a_template_asks_for_has_to_be_there() -> None:
    with pytest.raises(KeyError, match="sector"):
        Sentence("The inventory of {year} lacks {sector}.", year=2019)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 rows of 2019"), (1, "1 row of 2019"), (1.5, "1.5 rows of 2019"), (2, "2 rows of 2019")]
)
def test_a_count_chooses_between_one_and_many(number: float, words: str) -> None:
    said = counted("{number} row of {year}", "{number} rows of {year}", number, year=2019)
    assert said == words
    assert (said.template, said.many, said.number) == ("{number} row of {year}", "{number} rows of {year}", number)


@pytest.mark.parametrize("kept", [pickled, copy, deepcopy], ids=["pickle", "copy", "deepcopy"])
def test_a_copy_remembers_its_template_its_values_and_its_parts(kept: Callable[[str], str]) -> None:
    for sentence in (LACKING, ROWS, Sentence("Waste")):
        again = kept(sentence)
        assert isinstance(again, Sentence)
        assert again == sentence
        assert (again.template, again.many, again.number, again.values) == (
            sentence.template,
            sentence.many,
            sentence.number,
            sentence.values,
        )
    again = kept(LACKING)
    assert isinstance(again, Sentence)
    series = again.values["sectors"]
    assert isinstance(series, Series)
    assert series.joint == "and"
    assert [type(part) for part in series.parts] == [Sentence, Sentence, str]


def test_json_holds_the_text() -> None:
    assert json.loads(json.dumps({"reason": LACKING, "parts": [ROWS], str(ROWS): 1})) == {
        "reason": "The inventory of 2019 lacks Waste, Public lighting and Other (1,234 t).",
        "parts": ["3 rows of 2019"],
        "3 rows of 2019": 1,
    }


@pytest.mark.parametrize(
    ("joint", "words"),
    [("comma", "a, b, c"), ("semicolon", "a; b; c"), ("space", "a b c"), ("dot", "a · b · c"), ("and", "a, b and c")],
)
def test_a_series_keeps_its_parts(joint: Joint, words: str) -> None:
    parts = (Sentence("a"), Sentence("b"), "c")
    series = joined(parts, joint)
    assert series == words
    assert series.parts == parts
    assert [type(part) for part in series.parts] == [Sentence, Sentence, str]


@pytest.mark.parametrize(("names", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b")])
def test_few_names_are_listed_as_a_person_does(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_a_problem_keeps_the_memory_of_what_was_found_also_as_plain_values() -> None:
    problem = Problem("warn", "gap", LACKING, Sentence("all sectors"), Sentence("Add them."), row=3, sheet="BEI")
    said = problem.sentence()
    assert said == f'Sheet "BEI", row 3: found {LACKING}. Expected all sectors. Add them.'
    assert said.values["found"] is LACKING
    found = asdict(problem)["found"]
    assert isinstance(found, Sentence)
    assert found.values == LACKING.values


def test_whatever_is_said_of_a_city_remembers_how_it_was_made_but_for_what_others_wrote() -> None:
    with own_samples() as store:
        standings = [report(store, city.city_id, today=2026) for city in store.cities()]
        others = [City(store, standing.city.city_id).flips() for standing in standings]
    told: list[str] = []
    for standing in standings:
        for item in (*standing.progress, standing.today):
            told += [*item.reasons, *item.notes, *([item.target.name, item.target.promise] if item.target else [])]
            national = ambition(item, standing.inventories)
            told += national.reasons if national else ()
            found = budget(item, standing.inventories)
            told += [*found.reasons, *found.notes]
        for inventory in standing.inventories:
            told += [note for note in inventory.notes if note != inventory.about.notes]
            told += [*inventory.missing_key_sectors, *inventory.sectors, *inventory.counted, *inventory.lacking]
    for found in others:
        told += [*(name for reading in found.readings for name in reading.names), *found.alike]
        told += [words for names, why in found.untold for words in (*names, why)]
    assert len(told) > 800
    assert [text for text in told if not isinstance(text, Sentence | Series)] == []


def test_the_standing_of_a_city_comes_back_from_the_cache_with_its_sentences() -> None:
    with own_samples() as store:
        standing = report(store, "IT0004", today=2026)
    again = pickle.loads(pickle.dumps(standing))
    assert again == standing
    for before, after in zip(standing.progress, again.progress, strict=True):
        told = [*before.reasons, *before.notes]
        assert [type(text) for text in told] == [type(text) for text in (*after.reasons, *after.notes)]
    reasons = [reason for item in again.progress for reason in (*item.reasons, *item.notes)]
    assert any(isinstance(reason, Sentence) and reason.values for reason in reasons)
    name = again.leading.target.name
    assert isinstance(name, Sentence)
    assert name.template == "{promise} by {year}"


@pytest.mark.parametrize("said", [LACKING, ROWS, Sentence("Waste"), listed(["a", Sentence("b")]), "plain {text}", 3])
def test_a_sentence_passes_through_json_with_its_memory(said: object) -> None:
    again = remembered(json.loads(json.dumps(plain_values(said))))
    assert (type(again), again) == (type(said), said)
    assert plain_values(again) == plain_values(said)


@pytest.mark.parametrize("template", ["{row.__class__}", "{row[0]}", "{row!r}", "{row:9999999}", "{}", "{row:{row}}"])
def test_a_template_of_a_stranger_reaches_into_nothing(template: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        remembered({"template": template, "many": None, "number": 1, "values": {"row": 3}})


def test_of_many_names_the_first_are_told_and_how_many_more_there_are() -> None:
    assert first_of(["a", "b"], 2) == "a, b"
    more = first_of(["a", "b", "c", "d"], 2, "semicolon")
    assert more == "a; b and 2 more"
    assert isinstance(more, Sentence)
    assert more.template == "{names} and {number} more"
