"""The number of an account with CDP, as files write it, and whether two names may be those of one account."""

from __future__ import annotations

import re
from collections.abc import Iterable

from datasets.reference import catalogue, registry
from datasets.reference.naming import LEAST_ALIKE

_WHOLE = re.compile(r"(\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+|\d+)(?:[.,]0+)?")


def number(text: str) -> str:
    """An account number without what a spreadsheet adds ("777.0", "50,568", "00777"); "" where a cell says that there
    is none. A dash in a hundred rows is no account that a hundred cities share."""
    words = registry.folded(text)
    if words in ("", "0") or words in catalogue.lexicon("columns").words("no account"):
        return ""
    whole = _WHOLE.fullmatch(text.strip())
    return re.sub(r"\D", "", whole[1]).lstrip("0") if whole else " ".join(text.split())


def alike(word: str, others: Iterable[str]) -> bool:
    """Whether a name is much like one of others, holds its words, or names the same signatory: "Region of Durham" and
    "Durham", "Torino" and "Turin"; not "Alpha" and "Beta"."""
    from rapidfuzz import fuzz

    own, signatories = registry.bare(word), {item.city_id for item in registry.matches(word)}
    for other in others:
        theirs = registry.bare(other)
        likeness = max(fuzz.ratio(own, theirs), fuzz.token_set_ratio(own, theirs))
        if likeness >= LEAST_ALIKE or not signatories.isdisjoint(item.city_id for item in registry.matches(other)):
            return True
    return False
