"""Climate hazards of a city as a source states them: how probable and how grave, how they change, when, and whom they
hit.

What a source does not state is blank. A city states a hazard once for each source and place in it: CDP's answers of
2021 name one hazard for several areas of health, each with its own timeframe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from analytics.adaptation.hazard_names import NAMES
from analytics.adaptation.vulnerable import CHANGES, HEALTH_IMPACTS, LEVELS, PEOPLE_HIT, SECTORS_HIT, TIMEFRAMES
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Form, Row, StatedKind


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


TABLE = """
CREATE TABLE IF NOT EXISTS city_hazards (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    hazard VARCHAR NOT NULL CHECK (hazard <> ''),
    probability VARCHAR NOT NULL CHECK (probability IN ('', 'low', 'moderate', 'high', 'not_known')),
    consequence VARCHAR NOT NULL CHECK (consequence IN ('', 'low', 'moderate', 'high', 'not_known')),
    intensity VARCHAR NOT NULL CHECK (intensity IN ('', 'increase', 'decrease', 'no_change', 'not_known')),
    frequency VARCHAR NOT NULL CHECK (frequency IN ('', 'increase', 'decrease', 'no_change', 'not_known')),
    timeframe VARCHAR NOT NULL CHECK (timeframe IN ('', 'current', 'short', 'medium', 'long', 'not_known')),
    confidence VARCHAR NOT NULL CHECK (confidence IN ('', 'low', 'moderate', 'high', 'not_known')),
    sectors VARCHAR NOT NULL, -- several codes, parted by semicolons, as are people and impacts
    people VARCHAR NOT NULL,
    impacts VARCHAR NOT NULL,
    stated SMALLINT,
    source VARCHAR NOT NULL CHECK (source <> ''),
    page VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL
)
"""
HAZARD = EditedColumn("hazard", Sentence("Hazard"), "choice", choices=NAMES)
PAGE = EditedColumn("page", Sentence("Page or line"), "text", blank=True)
NOTE = EditedColumn("note", Sentence("Note"), "text", blank=True)
SECTORS = EditedColumn("sectors", Sentence("Sectors hit"), "choices", choices=SECTORS_HIT, blank=True)
PEOPLE = EditedColumn("people", Sentence("Groups of people"), "choices", choices=PEOPLE_HIT, blank=True)


def cells(hazard: CityHazard) -> Row:
    """A hazard as the cells of a line."""
    return hazard[1:-2]


def several(entry: Any, *names: str) -> Mapping[str, tuple[str, ...] | None]:
    """The fields of an entry that hold several codes, one by one."""
    return {name: tuple(filter(None, getattr(entry, name).split(";"))) or None for name in names}


KIND = StatedKind(
    name="hazards",
    called="climate hazards",
    tables={"city_hazards": TABLE},
    entry=CityHazard,
    replaces="same",
    key=("hazard", "source", "page"),
    order=lambda hazard: (hazard.source, hazard.page, list(NAMES).index(hazard.hazard)),
    form=Form(CityHazard._fields[1:-2], cells),
    editing=Editing(
        title=Sentence("Climate hazards"),
        purpose=Sentence(
            "The hazards that a document of the city names, with their probability and consequence today and how they "
            "change. What the document does not state stays blank: Adaptation shows it as not stated."
        ),
        columns=(
            HAZARD,
            EditedColumn("probability", Sentence("Probability"), "choice", choices=LEVELS, blank=True),
            EditedColumn("consequence", Sentence("Consequence"), "choice", choices=LEVELS, blank=True),
            EditedColumn("intensity", Sentence("Intensity"), "choice", choices=CHANGES, blank=True),
            EditedColumn("frequency", Sentence("Frequency"), "choice", choices=CHANGES, blank=True),
            EditedColumn("timeframe", Sentence("Timeframe"), "choice", choices=TIMEFRAMES, blank=True),
            EditedColumn("confidence", Sentence("Confidence"), "choice", choices=LEVELS, blank=True),
            SECTORS,
            PEOPLE,
            EditedColumn("impacts", Sentence("Impacts on health"), "choices", choices=HEALTH_IMPACTS, blank=True),
            EditedColumn("stated", Sentence("Stated in"), "year", blank=True),
            SOURCE,
            PAGE,
            NOTE,
        ),
        entry=CityHazard,
        identity=("hazard", "source", "page"),
        withdrawn=True,
        place=20,
        cells=lambda entry: several(entry, "sectors", "people", "impacts"),
    ),
)
