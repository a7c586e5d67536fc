"""Countries by their names in several languages and by their ISO codes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

COUNTRY_ALIASES = {
    "uk": "GB",
    "el": "GR",
    "united kingdom of great britain and northern ireland": "GB",
    "state of palestine": "PS",
    "united states of america": "US",
    "bosnia herzegovina": "BA",
    "moldova republic of": "MD",
    "russian federation": "RU",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "usa": "US",
    "turkey": "TR",
    "czech republic": "CZ",
    "moldova": "MD",
    "holland": "NL",
    "macedonia": "MK",
    "viet nam": "VN",
    "korea": "KR",
    "republic of korea": "KR",
    "korea republic of": "KR",
    "south korea": "KR",
    "democratic people s republic of korea": "KP",
    "taiwan greater china": "TW",
    "taiwan province of china": "TW",
    "china hong kong special administrative region": "HK",
    "hong kong": "HK",
    "macau": "MO",
    "macao": "MO",
    "china macao special administrative region": "MO",
    "people s republic of china": "CN",
    "bolivia plurinational state of": "BO",
    "venezuela bolivarian republic of": "VE",
    "united republic of tanzania": "TZ",
    "tanzania united republic of": "TZ",
    "iran islamic republic of": "IR",
    "democratic republic of the congo": "CD",
    "congo democratic republic of the": "CD",
    "dr congo": "CD",
    "republic of the congo": "CG",
    "congo": "CG",
    "ivory coast": "CI",
    "cape verde": "CV",
    "cabo verde": "CV",
    "swaziland": "SZ",
    "burma": "MM",
    "syrian arab republic": "SY",
    "lao people s democratic republic": "LA",
    "brunei darussalam": "BN",
    "micronesia federated states of": "FM",
    "timor leste": "TL",
    "east timor": "TL",
    "republic of moldova": "MD",
    "republic of north macedonia": "MK",
    "the netherlands": "NL",
    "palestine": "PS",
    "northern ireland": "GB",
    "vatican": "VA",
    "holy see": "VA",
    "saint martin": "MF",
    "the gambia": "GM",
    "the bahamas": "BS",
}
COUNTRY_NAMES = {"US": "United States of America"}
"""Countries that the cities on file bear another name of than the usual English one."""
LANGUAGES = ("en", "fr", "es", "it", "pt", "de", "bg")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"})


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
    if key.startswith("the ") and key not in COUNTRY_ALIASES:
        key = key.removeprefix("the ")
    found = COUNTRY_ALIASES.get(key)
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
