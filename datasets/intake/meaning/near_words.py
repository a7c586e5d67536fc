"""Words for sectors and carriers that are a slip of the pen away from a known name."""

from __future__ import annotations

from collections.abc import Mapping

from datasets.intake.meaning.sum_words import counts_twice
from datasets.reference import catalogue

SLIP = 85
"""[R] From which likeness (of 100, by letters typed otherwise) on a word is taken for a name that was mistyped: one
letter in seven, so that names that differ by a word are not exchanged."""


def mistyped(word: str, kind: str) -> str | None:
    """The code of the sector or carrier (the ``kind``) whose name a word was most likely meant to be; None where no
    name is that near, where two of different codes are as near, and for what would count twice."""
    from rapidfuzz import fuzz, process

    names: Mapping[str, str] = catalogue.carriers()
    if kind == "sector":
        names = {row["label"]: row["code"] for row in catalogue.records("sectors_synonyms")}
    near = process.extract(
        catalogue.normal_label(word[:100]), list(names), scorer=fuzz.ratio, limit=8, score_cutoff=SLIP
    )
    nearest = [name for name, score, _place in near if score == near[0][1]]
    codes = {names[name] for name in nearest}
    return codes.pop() if len(codes) == 1 and not any(map(counts_twice, (word, *nearest))) else None
