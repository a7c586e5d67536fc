"""What is written most like a word that nobody knows."""

from __future__ import annotations

import pytest

from analytics.text.nearest import nearest

CARRIERS = ("natural_gas", "electricity", "diesel", "gasoline", "biogas")


def test_the_likest_word_comes_first_and_no_more_than_wanted() -> None:
    assert nearest("naturalgas", CARRIERS)[0] == "natural_gas"
    assert len(nearest("gas", CARRIERS, most=2, least=0)) == 2


@pytest.mark.parametrize("text", ["", "xyz", "12345"])
def test_a_text_that_is_like_no_word_has_none(text: str) -> None:
    assert nearest(text, CARRIERS) == []


def test_the_likeness_is_twice_the_letters_in_common_by_all_letters() -> None:
    assert nearest("abcd", ["abxy"], least=50) == ["abxy"]
    assert nearest("abcd", ["abxy"], least=50.1) == []


def test_words_in_another_order_are_alike_by_their_words_alone() -> None:
    assert nearest("gas natural", ["natural gas"], least=90) == []
    assert nearest("gas natural", ["natural gas"], least=90, likeness="token_sort_ratio") == ["natural gas"]
