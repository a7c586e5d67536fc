"""Units that are counted by the thousand, the million or the lakh: "1000 MWh", "Mio. kWh", "lakh kWh"."""

from __future__ import annotations

import re

from analytics.text.lexicon import lexicon

_NUMBERS = lexicon("numbers")
# A thousand million has the same word for a million million in other languages, so that "billion" stays unknown.
_DIGITS = {
    3: ("thousand", r"1[.,'\u2019 ]?000|10 ?(?:\^|\*\*) ?3|['\u2019]?000['\u2019]?s?"),
    6: ("million", r"1[.,'\u2019 ]?000[.,'\u2019 ]?000|10 ?(?:\^|\*\*) ?6"),
    9: ("thousand million", r"10 ?(?:\^|\*\*) ?9"),
    4: ("ten thousand", r"10 ?(?:\^|\*\*) ?4"),
    5: ("lakh", r"1,00,000"),
    7: ("crore", r"1,00,00,000"),
}
"""Each multiple by its power of ten: its name, and how it is written in digits."""
_WORDS = {power: f"{digits}|{_NUMBERS.one_of('multiple', name)}" for power, (name, digits) in _DIGITS.items()}
_OF, _OF_VOWEL, _IN = map(_NUMBERS.one_of, ("of", "of before a vowel", "in"))
_ANY = "|".join(_WORDS.values())
# Nothing parts a word of another script from the symbol of a unit: "千kWh".
_BEFORE_A_UNIT = rf"(?:\.|\b|(?<=[^\x00-\u024f])(?=[A-Za-z]))\s*[)\]]?\s*(?:(?:{_OF}|{_OF_VOWEL})\s*)?(?=[^\W\d_])"
_COUNTED = tuple(
    (power, re.compile(rf"[(\[]?(?:{words}){_BEFORE_A_UNIT}", re.IGNORECASE)) for power, words in _WORDS.items()
)
_POWERS = str.maketrans({"³": "^3 ", "⁶": "^6 ", "⁹": "^9 "})
_ENDING = re.compile(rf"(?<![\w.,])[x×*]?\s?(?:{_ANY}|10{{2,}}|1[0-9.,'\u2019 ]*00)(?:\s?{_OF})?[\s.)\]:,;\-]*$", re.I)
_STATED, _THOUSANDS = (
    re.compile(rf"(?:\b{_IN}\s+|[x×]\s?|[(\[]\s*)(?:{words})\.?\s*(?:[)\],;:]|$)", re.IGNORECASE)
    for words in (_ANY, _WORDS[3])
)
_MENTIONED = re.compile(rf"(?<![^\W_])(?:{_ANY})(?![^\W_])", re.IGNORECASE)
_LADDERS = (
    ("Wh", "kWh", "MWh", "GWh", "TWh"),
    ("J", "kJ", "MJ", "GJ", "TJ", "PJ"),
    ("toe", "ktoe", "Mtoe"),
    ("tce", "ktce", "Mtce"),
    ("kcal", "Mcal", "Gcal", "Tcal", "Pcal"),
    ("Btu", "kBtu", "MMBtu", "BBtu", "TBtu"),
    ("therm", "ktherm", "Mtherm"),
    ("g", "kg", "t", "kt", "Mt"),
)
"""Units of which each is a thousand of the one before; not every one of them is accepted under its name."""


def powers(text: str) -> str:
    """Ten to a power in small figures as plain ones, which would otherwise read as another number: 10³ is no 103."""
    return re.sub("10[³⁶⁹]", lambda found: found[0].translate(_POWERS), text)


def counted(text: str) -> tuple[int, str] | None:
    """By which power of ten a text counts (3: thousand, 4: ten thousand, 5: lakh, 6: million, 7: crore, 9: thousand
    million), and the unit that it counts; None where it does not."""
    for power, pattern in _COUNTED:
        if found := pattern.match(text):
            return power, text[found.end() :]
    return None


def ends_in_one(text: str) -> bool:
    """Whether what stands before a unit ends in a multiple that is no part of it: "Energy (thousands)"."""
    return _ENDING.search(text) is not None


def mentioned(text: str) -> bool:
    """Whether a text speaks of thousands or millions at all: "Cost (Mio. EUR)"."""
    return _MENTIONED.search(text) is not None


def larger(name: str, steps: int) -> str | None:
    """The unit that is ``steps`` thousands of the one called ``name`` ("t CO2"); None where none has a name."""
    base, gap, gas = name.partition(" ")
    for ladder in _LADDERS:
        if base in ladder and ladder.index(base) + steps < len(ladder):
            return ladder[ladder.index(base) + steps] + gap + gas
    return None


def stated(text: str) -> bool:
    """Whether a text says that figures are in thousands or millions and of what not: "(values in thousands)"."""
    return _STATED.search(text) is not None


def in_thousands(text: str) -> bool:
    """Whether a text says that figures are in thousands and of what not: "(values in thousands)"."""
    return _THOUSANDS.search(text) is not None
