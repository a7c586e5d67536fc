"""Climate hazards of a city as a source states them: how probable and how grave, how they change, when, and whom they
hit.

What a source does not state is blank. A city states a hazard once for each source and place in it: CDP's answers of
2021 name one hazard for several areas of health, each with its own timeframe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analytics.adaptation.hazard_names import NAMES
from analytics.adaptation.vulnerable import CHANGES, HEALTH_IMPACTS, LEVELS, PEOPLE_HIT, SECTORS_HIT, TIMEFRAMES
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import WHENCE, declared, not_to_come
from datasets.store.kind import EditedColumn


class CityHazard(NamedTuple):
    """One hazard as one place of one source states it, by the codes of ``analytics.adaptation``.

    ``sectors``, ``people`` and ``impacts`` hold several codes, parted by semicolons; ``stated`` is the year in which it
    was said. What is ``withdrawn`` counts for nothing.
    """

    city_id: str
    hazard: str
    probability: str
    consequence: str
    intensity: str
    frequency: str
    timeframe: str
    confidence: str
    sectors: str
    people: str
    impacts: str
    stated: int | None
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


ASKED = ("probability", "consequence", "intensity", "frequency", "timeframe")
"""What a risk assessment has to say of each hazard; who is hit is told of all of them."""


def _level(field: str, title: str, choices: Mapping[str, str]) -> EditedColumn:
    return EditedColumn(field, title, "choice", choices=choices, settled=True, blank=True, asked=field in ASKED)


HAZARD = EditedColumn("hazard", "Hazard", "choice", choices=NAMES)
SECTORS = EditedColumn("sectors", "Sectors hit", "choices", choices=SECTORS_HIT, blank=True)
PEOPLE = EditedColumn("people", "Groups of people", "choices", choices=PEOPLE_HIT, blank=True)
KIND = declared(
    "city_hazards",
    CityHazard,
    (
        HAZARD,
        _level("probability", Sentence("Probability"), LEVELS),
        _level("consequence", Sentence("Consequence"), LEVELS),
        _level("intensity", Sentence("Intensity"), CHANGES),
        _level("frequency", Sentence("Frequency"), CHANGES),
        _level("timeframe", Sentence("Timeframe"), TIMEFRAMES),
        _level("confidence", Sentence("Confidence"), LEVELS),
        SECTORS,
        PEOPLE,
        EditedColumn("impacts", "Impacts on health", "choices", choices=HEALTH_IMPACTS, blank=True),
        EditedColumn("stated", "Named in", "year", blank=True),
        *WHENCE,
    ),
    name="hazards",
    called="climate hazards",
    record="hazard",
    title="Climate hazards",
    purpose=(
        "The hazards that a document of the city names, with their probability and consequence today and how they "
        "change. What the document does not state stays blank: Adaptation shows it as not stated."
    ),
    place=20,
    key=("hazard", "source", "page"),
    order=lambda hazard: (hazard.source, hazard.page, list(NAMES).index(hazard.hazard)),
    rules=(not_to_come("stated"),),
)
