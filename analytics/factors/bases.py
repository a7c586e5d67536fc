"""On which calorific value an amount of energy is stated: net (lower, Hi, PCI) or gross (higher, Hs, PCS).

Texts are read by closed lists of words, as units are. Steam leaves a fire with the heat that made it: the gross
calorific value counts that heat, the net one does not, and every factor of the IPCC is per net TJ.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from analytics.text.lexicon import lexicon

Basis = Literal["net", "gross"]

_WORDS = lexicon("units")


def _terms(basis: Basis) -> str:
    """What says the basis wherever it stands: "higher heating value", "poder calorífico superior", "Brennwert"."""
    gap = r"\s+"
    first, last = _WORDS.one_of("calorific before", basis), _WORDS.one_of("calorific behind", basis)
    behind = _WORDS.one_of("calorific value behind", gap=gap)
    before = _WORDS.one_of("calorific value before", gap=gap)
    return rf"\b(?:{first}[\s-]+{behind}|{before}\s+{last}|{_WORDS.one_of('calorific term', basis, gap)})\b"


@cache
def _anywhere(basis: Basis) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Terms in either case; abbreviations in capitals alone, since "pcs" are pieces, and "Hs" and its like in brackets,
    where a name does not use them."""
    letters, symbol = _WORDS.one_of("calorific letters", basis), _WORDS.one_of("calorific symbol", basis)
    capitals = rf"(?<!\w){letters}(?!\w)|[(\[]\s*{symbol}\s*[)\]]"
    return re.compile(_terms(basis), re.IGNORECASE), re.compile(capitals)


def _right_beside(basis: Basis) -> str:
    """What says it right beside a unit of energy, where nothing else can be meant: "kWh Hs", "MWh (gross)"."""
    short = ("calorific letters", "calorific symbol", "calorific beside a unit")
    return "|".join((_terms(basis), *(_WORDS.one_of(kind, basis) for kind in short)))


_BESIDE = r"[\s,;:/(\[_-]*(?:{0})\.?[\s)\]]*$"
_BEFORE = r"^[\s(\[]*(?:{0})[\s)\],;:_-]+(?=\S)"


@cache
def _places() -> list[tuple[Basis, re.Pattern[str]]]:
    bases: tuple[Basis, ...] = ("gross", "net")
    return [
        (basis, re.compile(place.format(_right_beside(basis)), re.IGNORECASE))
        for place in (_BESIDE, _BEFORE)
        for basis in bases
    ]


LONGEST = 500


@lru_cache(maxsize=1 << 12)
def said(text: str) -> Basis | None:
    """The basis that a text speaks of by a term of its own, such as "HHV" or "pouvoir calorifique supérieur". Gross
    where it speaks of both; None where it speaks of neither: a bare "gross" may mean many things."""
    read = text[:LONGEST]
    if any(words.search(read) for words in _anywhere("gross")):
        return "gross"
    return "net" if any(words.search(read) for words in _anywhere("net")) else None


def without(text: str) -> str:
    """A text without the terms of which ``said`` speaks: "Natural gas (HHV)" is "Natural gas"."""
    for words in (*_anywhere("gross"), *_anywhere("net")):
        text = words.sub("", text)
    return re.sub(r"[(\[][\s,;]*[)\]]", "", text).strip(" ,;:-\u2013")


def parted(unit: str) -> tuple[str, Basis] | None:
    """The text of a unit without the basis beside it, and that basis: "kWh (Hs)" is ("kWh", "gross")."""
    for basis, words in _places():
        if words.search(unit) and (rest := words.sub("", unit).strip(" ,;:/_-")):
            return rest, basis
    return None
