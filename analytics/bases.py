"""On which calorific value an amount of energy is stated: net (lower, Hi, PCI) or gross (higher, Hs, PCS).

Texts are read by closed lists of words, as units are. Steam leaves a fire with the heat that made it: the gross
calorific value counts that heat, the net one does not, and every factor of the IPCC is per net TJ.
"""

from __future__ import annotations

import re
from typing import Literal

Basis = Literal["net", "gross"]

_CALORIFIC = r"(?:calorific|heating|heat)(?:\s+(?:values?|power|content))?\b"
# What says the basis wherever it stands. Abbreviations count in capitals alone: "pcs" are pieces.
_GROSS_TERMS = (
    rf"\b(?:gross|higher|high|upper|superior)[\s-]+{_CALORIFIC}",
    r"\b(?:poder(?:es)?|potere|pouvoir|valeur|valor)\s+calor\w+\s+(?:superior|superiore|supérieure?|brute?|bruto)\b",
    r"\b(?:oberer\s+heizwert|brennwert)s?\b",
    r"\b(?:висша|горна)\s+(?:топлина\s+на\s+изгаряне|калоричност|топлотворна(?:\s+способност)?)",
)
_NET_TERMS = (
    rf"\b(?:net|lower|low|inferior)[\s-]+{_CALORIFIC}",
    r"\b(?:poder(?:es)?|potere|pouvoir|valeur|valor)\s+calor\w+\s+(?:inferior|inferiore|inférieure?|nette?|neto)\b",
    r"(?<!oberer )\bheizwert\b",
    r"\b(?:низша|долна)\s+(?:топлина\s+на\s+изгаряне|калоричност|топлотворна(?:\s+способност)?)",
)
# "Hs" and its like count in brackets, where a name does not use them.
_GROSS_LETTERS = r"(?<!\w)(?:HHV|GCV|G\.C\.V\.|PCS|P\.C\.S\.)(?!\w)|[(\[]\s*H_?[so]\s*[)\]]"
_NET_LETTERS = r"(?<!\w)(?:LHV|NCV|N\.C\.V\.|PCI|P\.C\.I\.)(?!\w)|[(\[]\s*H_?[iu]\s*[)\]]"
_GROSS = (re.compile("|".join(_GROSS_TERMS), re.IGNORECASE), re.compile(_GROSS_LETTERS))
_NET = (re.compile("|".join(_NET_TERMS), re.IGNORECASE), re.compile(_NET_LETTERS))
# What says it right beside a unit of energy, where nothing else can be meant: "kWh Hs", "MWh (gross)", "GJ, brut".
_BESIDE = r"[\s,;:/(\[_-]*(?:{0})\.?[\s)\]]*$"
_BEFORE = r"^[\s(\[]*(?:{0})[\s)\],;:_-]+(?=\S)"
_GROSS_SHORT = "|".join(
    (
        *_GROSS_TERMS,
        "HHV",
        "GCV",
        r"G\.C\.V",
        "PCS",
        r"P\.C\.S",
        "H_?s",
        "H_?o",
        "gross",
        r"brut[aeo]?s?",
        "lord[aoi]",
        "superior",
        "superiore",
        "supérieur",
        "higher",
        "upper",
        "бруто",
        "горна",
        "висша",
    )
)
_NET_SHORT = "|".join(
    (
        *_NET_TERMS,
        "LHV",
        "NCV",
        r"N\.C\.V",
        "PCI",
        r"P\.C\.I",
        "H_?i",
        "H_?u",
        "net",
        "nett[aeo]?",
        "nets?",
        "net[ao]s?",
        "líquid[ao]",
        "inferior",
        "inferiore",
        "inférieur",
        "lower",
        "нето",
        "долна",
        "низша",
    )
)
_SHORT: tuple[tuple[Basis, str], ...] = (("gross", _GROSS_SHORT), ("net", _NET_SHORT))
_PLACES = [
    (basis, re.compile(place.format(words), re.IGNORECASE)) for place in (_BESIDE, _BEFORE) for basis, words in _SHORT
]
LONGEST = 500


def said(text: str) -> Basis | None:
    """The basis that a text speaks of by a term of its own, such as "HHV" or "pouvoir calorifique supérieur". Gross
    where it speaks of both; None where it speaks of neither: a bare "gross" may mean many things."""
    read = text[:LONGEST]
    if any(words.search(read) for words in _GROSS):
        return "gross"
    return "net" if any(words.search(read) for words in _NET) else None


def without(text: str) -> str:
    """A text without the terms of which ``said`` speaks: "Natural gas (HHV)" is "Natural gas"."""
    for words in (*_GROSS, *_NET):
        text = words.sub("", text)
    return re.sub(r"[(\[][\s,;]*[)\]]", "", text).strip(" ,;:-\u2013")


def parted(unit: str) -> tuple[str, Basis] | None:
    """The text of a unit without the basis beside it, and that basis: "kWh (Hs)" is ("kWh", "gross")."""
    for basis, words in _PLACES:
        if words.search(unit) and (rest := words.sub("", unit).strip(" ,;:/_-")):
            return rest, basis
    return None
