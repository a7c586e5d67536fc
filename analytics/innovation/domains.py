"""The domains in which regions set priorities, and the words by which a priority is matched with them.

No official list holds for all strategies: domains, words and the sector of an inventory that each touches are our own
reading [R]. A priority can be of several domains; one in which no word stands is of none, and is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analytics.text.lexicon import lexicon
from analytics.text.sentences import Sentence


@dataclass(frozen=True)
class Domain:
    """One domain: its name, and what of an inventory it ``touches`` in a word, with the groups of sectors that this is
    (``vocabulary.SECTOR_GROUPS``); most touch none."""

    name: str
    touches: str = ""
    groups: tuple[str, ...] = ()


# Translators: a sector that a priority of a region touches, within a line.
_TRANSPORT, _INDUSTRY = Sentence("transport"), Sentence("industry")
# Translators: the sectors that a priority of a region touches, within a line.
_ENERGY_SUPPLY, _BUILDINGS = Sentence("energy supply"), Sentence("buildings")
DOMAINS: Mapping[str, Domain] = {
    "mobility": Domain(Sentence("Mobility, vehicles and logistics"), _TRANSPORT, ("Transport",)),
    "energy": Domain(Sentence("Energy"), _ENERGY_SUPPLY, ("Electricity", "Energy generation")),
    "construction": Domain(
        Sentence("Building and living"), _BUILDINGS, ("Municipal", "Tertiary", "Residential", "Buildings")
    ),
    "manufacturing": Domain(Sentence("Manufacturing"), _INDUSTRY, ("Industry", "Industrial processes")),
    "materials": Domain(Sentence("Materials and chemistry"), _INDUSTRY, ("Industry", "Industrial processes")),
    "environment": Domain(Sentence("Environment and circular economy")),
    "food": Domain(Sentence("Food and farming")),
    "marine": Domain(Sentence("Sea and coast")),
    "health": Domain(Sentence("Health and life sciences")),
    "creative": Domain(Sentence("Culture, design and fashion")),
    "tourism": Domain(Sentence("Tourism")),
    "digital": Domain(Sentence("Digital technologies")),
    "aerospace": Domain(Sentence("Aerospace")),
    "security": Domain(Sentence("Safety and security")),
    "skills": Domain(Sentence("Skills and people")),
    "social": Domain(Sentence("Social innovation")),
}
"""The domains by code, those that touch a sector first."""
_WORDS = lexicon("domains")


def found_in(text: str) -> Mapping[str, tuple[str, ...]]:
    """The domains that a text names, each with the words of it that say so, as they stand there."""
    told = {code: tuple(dict.fromkeys(_pattern(code).findall(text))) for code in DOMAINS}
    return {code: words for code, words in told.items() if words}


@cache
def _pattern(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_WORDS.one_of('domain', code)}(?!\w)", re.IGNORECASE)
