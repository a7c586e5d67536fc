"""Words of human languages out of tables, and what they are looked for in."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.text.lexicon import Lexicon, Word, rows

TABLE = """kind,meaning,language,word,source
flag,,de,vorl*,common word
flag,,en,p,common word
flag,,en,prelim*,common word
per,gross,en,higher heating value,common word
per,net,de,heizwert,common word
year,,de,*jahr,common word
year,,en,year,common word
"""


@pytest.fixture
def words(tmp_path: Path) -> Lexicon:
    path = tmp_path / "words.csv"
    path.write_text(TABLE, encoding="utf-8")
    return Lexicon(path)


def test_a_row_of_a_table_is_a_word(words: Lexicon) -> None:
    assert rows(words.table)[0] == Word("flag", "", "de", "vorl*", "common word")


def test_a_kind_gives_its_words_and_what_they_mean(words: Lexicon) -> None:
    assert words.words("flag") == {"vorl*", "p", "prelim*"}
    assert words.words("per", "net") == {"heizwert"}
    assert words.meanings("per") == {"higher heating value": "gross", "heizwert": "net"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019 (p)", True),
        ("2019 P", True),
        ("2019p", False),
        ("pro", False),
        ("Prelim. 2019", True),
        ("preliminary", True),
        ("not-preliminary", True),
        ("vorläufig", True),
    ],
)
def test_a_word_counts_whole_in_either_case_and_a_star_stands_for_letters(
    words: Lexicon, text: str, found: bool
) -> None:
    assert words.any_in(text, "flag") is found


def test_a_star_before_a_word_stands_for_letters_too(words: Lexicon) -> None:
    assert words.any_in("Bezugsjahr", "year")
    assert not words.any_in("Jahreszahl", "year")
    assert not words.any_in("yearly", "year")


def test_several_kinds_are_looked_for_at_once(words: Lexicon) -> None:
    assert [words.any_in(text, "flag", "year") for text in ("p", "Zieljahr", "value")] == [True, True, False]


def test_a_part_of_a_pattern_is_any_word_the_longest_first(words: Lexicon) -> None:
    assert words.one_of("flag") == r"(?:prelim\w*|vorl\w*|p)"
    assert words.one_of("per", "gross", gap=r"\s+") == r"(?:higher\s+heating\s+value)"


def test_a_kind_that_no_row_has_is_a_fault(words: Lexicon) -> None:
    with pytest.raises(KeyError):
        words.words("colour")
