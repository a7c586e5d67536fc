"""The fields of our own table: the names that a column of each may bear, and what tells by a word alone that it is of
one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from analytics import units
from analytics.text import years
from analytics.text.header_units import is_factor_header
from analytics.text.problems import Problem, Refused
from analytics.units import Unit
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Method
from datasets.intake.meaning import other_figures, year_words
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("columns")
FIELDS: dict[str, frozenset[str]] = {
    field: _WORDS.words("field", field)
    for field in (
        "city",
        "country",
        "cdp_account",
        "year",
        "period",
        "macro_area",
        "sector",
        "subsector",
        "carrier",
        "scope",
        "gpc_ref",
        "value",
        "unit",
        "gas",
        "notation_key",
        "method",
        "gwp_set",
        "approach",
        "population",
        "population_year",
        "population_source",
        "source",
        "entry",
        "activity_quality",
        "factor_quality",
    )
}
"""The fields of our own table, and the names that a column of each may bear."""
BY_NAME_ALONE = ("period", "gwp_set", "approach", "gas", "entry", "activity_quality", "factor_quality")
"""Fields of few words: a longer header that holds one of their names speaks of something else."""
QUALITY = {"activity_quality": "activity", "factor_quality": "factor"}
"""The fields of grades of data quality, and the part of a figure that each of them grades."""
BY_CONTENT = "gas"
"""The field whose names are also those of a carrier: a column is taken for it only where gases stand in it."""
KNOWN_WORDS = frozenset(alias for field, aliases in FIELDS.items() for alias in aliases if field != BY_CONTENT)
OF_A_ROW = ("city", "year", "sector", "subsector", "carrier", "gpc_ref")
"""What tells the rows of a table apart."""
MERGED = ("city", "year", "macro_area", "sector")
"""The fields whose cells are merged in workbooks, so that a blank may mean what stands above it."""
TOTAL = "total"
"""The sector of what is not split by sector."""
EXACT, PARTLY = 1.0, 0.7
"""How surely a name is that of a field: it is one of its names, or holds one."""


def field_of(name: str, score: float) -> str | None:
    """The field whose very name this is, or the one whose longest name stands in it as whole words.

    Nothing may speak against a name that fits in part only.
    """
    words = catalogue.folded(name)
    if score == EXACT:
        return _WORDS.meanings("field").get(words)
    words = " ".join(re.sub(r"[().,:;*]", " ", words).split())
    split = {*other_figures.in_words(name)}
    if split & _WORDS.words("another column") or is_factor_header(name) or year_words.elsewhen(name):
        return None
    dated = year_words.kind(name) in year_words.LABELS
    other = other_figures.measures_others(name)
    fitting = [
        (len(alias), field)
        for field, aliases in FIELDS.items()
        if field not in BY_NAME_ALONE
        and (field != "year" or dated)
        and (field != "value" or not (other or split & _WORDS.words("no figure")))
        for alias in aliases
        if f" {alias} " in f" {words} "
    ]
    return max(fitting, key=lambda item: item[0])[1] if fitting else None


@lru_cache(maxsize=1 << 12)
def _unit(word: str) -> Unit | Problem:
    """The unit that a word is, or why it is none of one meaning."""
    try:
        return units.unit(word, suggesting=False)
    except Refused as refusal:
        return refusal.problems[0]


def is_unit(word: str) -> bool:
    """Whether a word is a unit of one meaning."""
    return isinstance(_unit(word), Unit)


def are_units(words: Sequence[str]) -> bool:
    """Whether there are words and each is a unit, or one that is asked about: of several meanings, or of a fuel."""
    open_ones = [found for found in map(_unit, words) if isinstance(found, Problem)]
    return bool(words) and all(found.severity == "ask" or found.code == "unit-needs-fuel" for found in open_ones)


def is_energy_unit(word: str) -> bool:
    """Whether a word is a unit of energy, or of a fuel that is burnt."""
    found = _unit(word)
    return found.kind == "energy" if isinstance(found, Unit) else found.code == "unit-needs-fuel"


def is_method(word: str) -> bool:
    """Whether a word is the id or the name of a method, in either case."""
    return word.casefold() in {name.casefold() for method in Method for name in (method, METHOD_NAMES[method])}


def gas_of(text: str) -> str | None:
    """The gas that a word names: CO2, CH4, N2O or CO2e; None for any other."""
    return _gases().get(_bare(text))


@cache
def _gases() -> dict[str, str]:
    return {_bare(word): gas for word, gas in catalogue.lexicon("figures").meanings("gas").items()}


def _bare(text: str) -> str:
    """A name without case, accents and what parts its words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


HOLDS: Mapping[str, Callable[[str], bool]] = {
    "year": lambda word: years.read_year(word).value is not None,
    "sector": lambda word: word in SECTORS or catalogue.sector_code(word) is not None,
    "carrier": lambda word: word in CARRIERS or catalogue.carrier_code(word) is not None,
    "unit": is_unit,
}
"""What tells by a word alone that it is of a field."""
