"""The stem of a Bulgarian word: without its article, the ending of its number and its last vowel.

A light stemmer of our own after the endings that J. Savoy names ("Searching strategies for the Bulgarian language",
Information Retrieval 10, 2007); Snowball has none. Words come folded: without case, and with и for й.
"""

from __future__ import annotations

ARTICLES = (("ият", 6), ("ът", 5), ("то", 5), ("те", 5), ("та", 5), ("ия", 5), ("ят", 4))
"""The endings of the article, the longest first, each with how many letters a word has to have more than."""
PLURALS = (("ища", 5), ("ове", 6), ("еве", 6), ("та", 5), ("и", 4))
VOWELS = "аеияо"
_LEAST = 3


def stem(word: str) -> str:
    """The stem of a folded word; a word of another script ends otherwise, and stays as it is."""
    for endings in (ARTICLES, PLURALS):
        found = next((ending for ending, least in endings if len(word) > least and word.endswith(ending)), "")
        word = word.removesuffix(found)
    return word[:-1] if len(word) > _LEAST and word[-1] in VOWELS else word
