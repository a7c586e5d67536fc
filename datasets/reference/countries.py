"""Countries by their names in several languages and by their ISO codes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from datasets.reference import catalogue

COUNTRY_NAMES = {"US": "United States of America"}
"""Countries that the cities on file bear another name of than the usual English one."""
UNION = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
"""The members of the European Union by their ISO codes, since 2020."""
LANGUAGES: tuple[str, ...] = tuple(dict.fromkeys(row["language"] for row in catalogue.records("template_words")))
"""The languages of the workbooks, which are those whose names of countries are known."""
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"})


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """A name in the form in which names are compared: without case, accents and punctuation."""
    text = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    if not text.isascii():
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text).split())


def code(text: str) -> str | None:
    """The ISO code of a country by its code of two or three letters or its name; None where it is no country."""
    key = folded(text)
    if re.fullmatch("(?:[a-z] )+[a-z]", key):  # "U.S.A."
        key = key.replace(" ", "")
    if not key:
        return None
    others = catalogue.lexicon("places").meanings("country")
    if key.startswith("the ") and key not in others:
        key = key.removeprefix("the ")
    found = others.get(key)
    if found is None and re.fullmatch("[a-z]{2}", key) and key.upper() in _countries().values():
        found = key.upper()
    if found is None and re.fullmatch("[a-z]{3}", key):
        found = _three_letters().get(key.upper())
    return found or _countries().get(key)


def name(code: str) -> str:
    """The name of a country by its ISO code of two letters."""
    from babel import Locale

    return COUNTRY_NAMES.get(code) or str(Locale("en").territories[code])


@cache
def _countries() -> dict[str, str]:
    """Folded names of all countries of the world in LANGUAGES, and their ISO codes."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ"):
                found.setdefault(folded(name), code)
    return found


@cache
def _three_letters() -> dict[str, str]:
    """The ISO codes of three letters, with those of two."""
    from babel.core import get_global

    known = set(_countries().values())
    return {old: new[0] for old, new in get_global("territory_aliases").items() if len(old) == 3 and new[0] in known}
