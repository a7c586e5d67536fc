"""The gases by the names that a column of gases gives them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from datasets.reference import catalogue


def gas_of(text: str) -> str | None:
    """The gas that a word names: CO2, CH4, N2O or CO2e; None for any other."""
    return _named().get(_bare(text))


@cache
def _named() -> dict[str, str]:
    return {_bare(word): gas for word, gas in catalogue.lexicon("figures").meanings("gas").items()}


def _bare(text: str) -> str:
    """A name without case, accents and what parts its words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))
