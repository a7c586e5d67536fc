"""How much of what a method asks for an inventory holds: numbers, NO, C and valid IE against NE and nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analytics.formula import KEYS, formula
from analytics.inventories import pointers
from analytics.inventories.cells import Cell
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, KEY_SECTORS, SECTORS, Method

BASIC_REFERENCES = tuple(ref for ref, known in GPC_REFERENCES.items() if known.level == "BASIC")
BLANK = "blank"
SETTLING = {"number": 0, "NO": 1, "C": 2, "IE": 3}
"""What settles a place, the strongest first; all else leaves it open, NE least of all."""
_KEYS = {sector.code: sector.keys for sector in SECTORS.values()}


@dataclass(frozen=True)
class Completeness:
    """The required places of an inventory: GPC references of BASIC, else the Covenant's key sectors.

    ``settled`` says of each place that is answered how ("number", "NO", "C", "IE"), ``open`` of each other one why it
    is not ("NE", "blank", or an IE that cannot be followed to a number).
    """

    settled: Mapping[str, str] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)

    @property
    def required(self) -> int:
        """How many places the method asks for."""
        return len(self.settled) + len(self.open)

    @property
    def share(self) -> float | None:
        """The settled share of the required places, from 0 to 1; None where nothing is required."""
        return len(self.settled) / self.required if self.required else None


@formula(
    name="Completeness",
    text=Sentence("c = places with a number, NO, C or valid IE ÷ required places"),
    units=(
        "required: the 32 references of GPC BASIC, else the four key sectors; an IE is valid where its target "
        "holds a number"
    ),
    source=KEYS,
    mark="R",
    remark="NE and nothing leave a place open, and so does an IE that does not say where.",
    conditional=True,
)
def completeness(cells: Iterable[Cell], method: str) -> Completeness:
    """The completeness of one inventory from the cells of one of its tables.

    Required: each GPC reference of BASIC where the rows name references, else each of the four key sectors. One
    number, NO, C or valid IE settles a place; a number comes first. Source: GPC v1.1 and GCoM Common Reporting
    Framework, notation keys, and the Covenant's key sectors; the count itself is ours [R].
    """
    cells = list(cells)
    by_reference = method == Method.GPC and any(cell.gpc_ref for cell in cells)
    found: dict[str, str] = dict.fromkeys(BASIC_REFERENCES if by_reference else KEY_SECTORS, BLANK)
    numbers: frozenset[pointers.Filled] | None = None
    for cell in cells:
        worth = cell.key or "number"
        if worth == "IE":
            if numbers is None and pointers.named_by(cell.text):
                numbers = pointers.filled(cells)
            worth = pointers.worth(cell.text, numbers or ())
        for place in (cell.gpc_ref or "",) if by_reference else _KEYS[cell.sector]:
            had = found.get(place)
            if had is not None and had != worth and (had == BLANK or _rank(worth) < _rank(had)):
                found[place] = worth
    settled = {place: worth for place, worth in found.items() if worth in SETTLING}
    return Completeness(settled, {place: worth for place, worth in found.items() if worth not in SETTLING})


def _rank(worth: str) -> tuple[int, str]:
    """The order of answers, so that the strongest stands whatever the order of the rows."""
    if worth in SETTLING:
        return SETTLING[worth], ""
    return (6, "") if worth == BLANK else (5 if worth == "NE" else 4, worth)
