"""What tells by a word alone which field of our own table it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analytics import units
from analytics.text import years
from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Method
from datasets.intake.meaning.unit_words import is_unit
from datasets.reference import catalogue


def is_energy_unit(word: str) -> bool:
    """Whether a word is a unit of energy, or of a fuel that is burnt."""
    try:
        return units.unit(word, suggesting=False).kind == "energy"
    except Refused as refusal:
        return refusal.problems[0].code == "unit-needs-fuel"


def is_method(word: str) -> bool:
    """Whether a word is the id or the name of a method, in either case."""
    return word.casefold() in {name.casefold() for method in Method for name in (method, METHOD_NAMES[method])}


HOLDS: Mapping[str, Callable[[str], bool]] = {
    "year": lambda word: years.read_year(word).value is not None,
    "sector": lambda word: word in SECTORS or catalogue.sector_code(word) is not None,
    "carrier": lambda word: word in CARRIERS or catalogue.carrier_code(word) is not None,
    "unit": is_unit,
}
"""What tells by a word alone that it is of a field."""
