"""Searches in seven languages find the right entry among the first three, by judgements written before."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.knowledge.matching import Library
from datasets import Cities, Store
from datasets.reference.word_forms import stem
from tests.samples import own_samples

HERE = Path(__file__).parents[2] / "data" / "knowledge"
LEAST = {
    "judged_queries": (100, 95),
    "judged_queries_later": (35, 33),
    "judged_queries_looked_at": (126, 122),
    "judged_queries_unseen": (126, 114),
}
"""By file how many searches were judged, and how many find the right entry at least. The first hundred were judged
before the vocabulary was made; the others when it stood, by who had not read it. What the third file missed led to
stems, compounds and tags in seven languages; no word was chosen for the last one. When measured cases joined, those of
each subject were judged by what they are about: of the misses of the last file five are theirs, the others older."""


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with own_samples() as store:
        yield _library(store)


@pytest.fixture(scope="module")
def plans() -> Iterator[Library]:
    with own_samples() as store:
        yield Cities(store).plans()


def _library(store: Store) -> Library:
    return Cities(store).knowledge()


def right(library: Library, name: str) -> list[bool]:
    found = []
    for row in csv.DictReader((HERE / name).open(encoding="utf-8")):
        first = [library.entries[hit.place].id for hit in library.search.find(row["query"]).hits[:3]]
        found.append(not set(first).isdisjoint(row["right"].split("|")))
    return found


@pytest.mark.longer("whole lists of searches")
@pytest.mark.parametrize("name", LEAST)
def test_nine_of_ten_searches_find_the_right_entry_among_the_first_three(library: Library, name: str) -> None:
    number, least = LEAST[name]
    judged = right(library, f"{name}.csv")
    assert len(judged) == number
    assert sum(judged) >= least


@pytest.mark.parametrize(
    ("name", "number", "least"), [("mayors_questions", 100, 95), ("mayors_questions_later", 59, 54)]
)
def test_nine_of_ten_questions_of_mayors_find_what_was_measured(
    library: Library, name: str, number: int, least: int
) -> None:
    """By what the title of a right entry says. The first hundred were written before anybody had searched, and their 17
    misses led to words; the second list was written before those words by who made them, and had missed 20."""
    asked = list(csv.DictReader((HERE / f"{name}.csv").open(encoding="utf-8")))
    found = 0
    for row in asked:
        titles = [library.entries[hit.place].title for hit in library.search.find(row["query"]).hits[:3]]
        found += any(re.search(row["right"], title, re.IGNORECASE) for title in titles)
    assert len(asked) == number
    assert found >= least


@pytest.mark.parametrize(("round_", "number", "least"), [("1", 100, 96), ("2", 50, 48), ("3", 50, 45)])
def test_nine_of_ten_questions_of_mayors_find_what_was_found_or_what_cities_plan(
    library: Library, plans: Library, round_: str, number: int, least: int
) -> None:
    """Each question is asked of the list of ideas that it is about, and was written before anybody had searched it. The
    30 misses of the first round led to words; the second was written before those words, the third after them."""
    lists = {"found": library, "planned": plans}
    asked = csv.DictReader((HERE / "ideas_questions.csv").open(encoding="utf-8"))
    found = []
    for row in (one for one in asked if one["round"] == round_):
        ideas = lists[row["list"]]
        titles = [ideas.entries[hit.place].title for hit in ideas.search.find(row["query"]).hits[:3]]
        found.append(any(re.search(row["right"], title, re.IGNORECASE) for title in titles))
    assert len(found) == number
    assert sum(found) >= least


@pytest.mark.parametrize(
    ("query", "title"), [("30 km/h", "30 km/h in the whole city"), ("e-bike", "Grants for e-bikes")]
)
def test_a_phrase_whose_first_word_is_short_is_found_as_it_is_said_first(
    library: Library, query: str, title: str
) -> None:
    first = library.search.find(query).hits[0]
    assert library.entries[first.place].title.startswith(title)


def test_a_slip_is_looked_for_among_words_that_begin_with_the_same_letter(library: Library) -> None:
    assert library.search.find("ightning").unknown == ("ightning",)


@pytest.mark.parametrize(("query", "found"), [("Wasserversorgung", "water"), ("luminarias", "light")])
def test_a_word_of_no_vocabulary_is_read_by_a_part_or_its_root(library: Library, query: str, found: str) -> None:
    first = library.search.find(query).hits[0]
    assert (first.matched[0].how, found in first.matched[0].found) == ("akin", True)


@pytest.mark.parametrize(
    ("word", "other"), [("горещата", "горещи"), ("автобусите", "автобус"), ("училища", "училищата")]
)
def test_forms_of_a_bulgarian_word_share_their_stem(word: str, other: str) -> None:
    assert stem("bg", word) == stem("bg", other)


def test_each_hit_says_which_words_matched_and_how(library: Library) -> None:
    first = library.search.find("Elektrobusse").hits[0]
    assert library.entries[first.place].title == "41 electric buses"
    assert [(one.how, one.found, one.column) for one in first.matched] == [
        ("meaning", "electric", "title"),
        ("meaning", "buses", "title"),
    ]


def test_a_slip_of_the_keyboard_is_told_as_one(library: Library) -> None:
    first = library.search.find("ligthing street").hits[0]
    assert library.entries[first.place].topic == "lighting"
    assert first.matched[0].how == "slip"


@pytest.mark.parametrize(
    "query", ["", "   ", "' OR 1=1 --", '"unbalanced', "*", "NEAR(", "<script>", "a" * 5000, "\x00"]
)
def test_whatever_is_typed_is_searched_as_words_alone(library: Library, query: str) -> None:
    assert len(library.search.find(query).hits) <= len(library.entries)


def test_what_nobody_wrote_about_is_named(library: Library) -> None:
    found = library.search.find("qqqqzzzz")
    assert found.hits == ()
    assert found.unknown == ("qqqqzzzz",)
