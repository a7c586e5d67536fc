"""What an inventory says of itself: how it was counted, and notes on it."""

from __future__ import annotations

from typing import NamedTuple

from analytics.inventories.inventory import About
from analytics.text.sentences import Sentence
from analytics.vocabulary import Approach, stated
from datasets.store.kind import METHOD, YEAR, EditedColumn, Editing, InventoryKind

UNKNOWN = "unknown"
GWP_SETS = {name: stated(name) for name in ("SAR", "AR4", "AR5", "AR6", UNKNOWN)}
APPROACHES = {name: stated(name) for name in (*(approach.value for approach in Approach), UNKNOWN)}


class AboutRow(NamedTuple):
    """Approach, GWP set and notes of one inventory; "unknown" where its source does not say."""

    city_id: str
    year: int
    method: str
    approach: str
    gwp_set: str
    notes: str


TABLE = """
CREATE TABLE IF NOT EXISTS about (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    approach VARCHAR NOT NULL,
    gwp_set VARCHAR NOT NULL,
    notes VARCHAR NOT NULL
)
"""
KIND = InventoryKind(
    name="about",
    tables={"about": TABLE},
    told=About,
    of_one="SELECT revision, year, method, approach, gwp_set, notes FROM about WHERE city_id = $city",
    compared=("approach", "gwp_set"),
    editing=Editing(
        title=Sentence("GWP set and approach"),
        purpose=Sentence("How the source of each inventory counted: its global warming potentials and its approach."),
        columns=(
            YEAR,
            METHOD,
            EditedColumn("gwp_set", "GWP set", "choice", choices=GWP_SETS),
            EditedColumn("approach", "Approach", "choice", choices=APPROACHES),
            EditedColumn("notes", "Notes", "text", blank=True),
        ),
        entry=AboutRow,
        place=6,
        identity=("year", "method"),
    ),
)
