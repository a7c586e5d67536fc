"""Rows that stand beside their own parts, such as all transport beside road transport: one of them counts twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, isclose

from analytics.formula import OURS, formula
from analytics.inventories.cells import Cell, in_total
from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, SECTORS

OWNERS = ("municipal_fleet", "public_transport", "private_transport")
MODES = ("road_transport", "railways", "navigation", "aviation", "off_road")
"""Transport by mode, as GPC (II.1 to II.5) and the common reporting framework tell it."""
OFFICES = ("municipal_buildings", "public_lighting", "tertiary")
PARTS: dict[str, tuple[str, ...]] = {
    "commercial_institutional": OFFICES,
    "buildings": (*OFFICES, "commercial_institutional", "residential"),
    "transport": (*OWNERS, *MODES),
    "road_transport": OWNERS,
    "waste": ("solid_waste", "wastewater", "waste_to_energy"),
    "industry": ("industry_non_ets", "industry_ets"),
    "total": tuple(code for code in SECTORS if code != "total"),
}
"""The sectors that another sector holds. Transport is split by owner (Covenant) or by mode (GPC), and road transport
holds the road part of all owners."""
DIVISIONS: dict[str, tuple[frozenset[str], ...]] = {
    "transport": (frozenset(OWNERS), frozenset(MODES[:2])),
    "road_transport": (frozenset(OWNERS),),
    "commercial_institutional": (frozenset(OFFICES[::2]),),
    "buildings": (
        frozenset({*OFFICES[::2], "residential"}),
        frozenset({"commercial_institutional", "residential"}),
    ),
    "waste": (frozenset({"solid_waste", "wastewater"}),),
    "industry": (frozenset({"industry_non_ets", "industry_ets"}),),
}
"""[R] What has to be told of a sector, as a number or a key that settles, before it is divided: all owners, or road and
rail of transport; homes and offices of buildings. With less of it the rest is missing."""
ROUNDING = 5e-4
"""[R] A parent counts as the sum of its parts within this share of it."""
SMALLEST = 10.0
"""[R] MWh or t from which whole numbers that differ by their rounding alone are taken as equal."""


@dataclass(frozen=True)
class Overlap:
    """A parent beside its parts, in one carrier, scope and quantity; amounts in MWh or t.

    ``carrier`` and ``scope`` are the parent's; where it names none it is held against the parts of all.
    """

    year: int
    method: str
    parent: str
    parts: tuple[str, ...]
    carrier: str | None
    scope: int | None
    quantity: str
    parent_amount: float
    parts_amount: float

    @property
    def equal(self) -> bool:
        """Whether the parent is the sum of its parts within rounding: it is then counted twice for certain."""
        whole = min(abs(self.parent_amount), abs(self.parts_amount)) >= SMALLEST
        return isclose(self.parent_amount, self.parts_amount, rel_tol=ROUNDING, abs_tol=0.5 if whole else 0.0)

    @property
    def certain(self) -> bool:
        """Whether something is counted twice for certain; else the parent may hold only what its parts lack, such as
        the other transport beside road transport."""
        return self.equal or self.parent == "total"

    def clause(self) -> Sentence:
        """What stands beside what, and by how much, without a full stop."""
        whole = SECTORS[self.parent].name
        said: dict[str, object] = {
            "sector": Sentence("{sector} ({carrier})", sector=whole, carrier=CARRIERS[self.carrier].name)
            if self.carrier
            else whole,
            "parts": joined((SECTORS[part].name for part in self.parts), "comma"),
            "amount": self.parent_amount,
            "parts_amount": self.parts_amount,
            "unit": "MWh" if self.quantity == "energy" else "t",
        }
        if self.equal:
            return Sentence(
                "{sector} counts with its parts {parts}: {amount:,.0f} {unit} equal to {parts_amount:,.0f} {unit}; "
                "it is counted twice",
                **said,
            )
        if self.certain:
            return Sentence(
                "{sector} counts with its parts {parts}: {amount:,.0f} {unit} against {parts_amount:,.0f} {unit}; "
                "it is counted twice",
                **said,
            )
        return Sentence(
            "{sector} counts with its parts {parts}: {amount:,.0f} {unit} against {parts_amount:,.0f} {unit}; "
            "part of it may be counted twice",
            **said,
        )

    def sentence(self) -> Sentence:
        """That a sector stands beside its parts, as a note of an inventory."""
        # Translators: a whole sentence without its full stop, and the full stop.
        return Sentence("{clause}.", clause=self.clause())

    def problem(self) -> Problem:
        """That a sector stands beside its parts, as a warning (parent-beside-parts); nothing is left out by itself."""
        return warn(
            "parent-beside-parts",
            self.clause(),
            "either the whole or its parts",
            "Leave out the parent row, or keep both if the parent holds only what the parts lack.",
            column="sector",
        )


@formula(
    name="Parents and children",
    text=Sentence("of a row and the rows that it is the sum of, one side counts"),
    units="t or MWh; equal within half a unit of the last digit",
    source=OURS,
    mark="R",
    remark="Public lighting or a fleet beside the whole that holds it would count twice.",
)
def overlaps(cells: Iterable[Cell]) -> list[Overlap]:
    """Every parent that stands beside parts of itself in the totals of ``cells``, of one or many inventories.

    Compared are cells of one year, method and quantity. Zeros and keys are no figures to count twice. Rows with a GPC
    reference overlap with none. Nothing is dropped: the finding is a warning. Source: our own check [R].
    """
    groups: dict[tuple[int, str, str], list[Cell]] = {}
    for cell in cells:
        if cell.gpc_ref is None and cell.amount and in_total(None, cell.sector, cell.method):
            groups.setdefault((cell.year, cell.method, cell.quantity), []).append(cell)
    found = []
    for (year, method, quantity), group in sorted(groups.items()):
        parents: dict[tuple[str, str, int], list[float]] = {}
        for cell in group:
            if cell.sector in PARTS:
                parents.setdefault((cell.sector, cell.carrier or "", cell.scope or 0), []).append(cell.amount or 0.0)
        for (parent, carrier, scope), amounts in sorted(parents.items()):
            inside = [
                cell
                for cell in group
                if cell.sector in PARTS[parent] and carrier in ("", cell.carrier) and scope in (0, cell.scope)
            ]
            if inside:
                found.append(
                    Overlap(
                        year,
                        method,
                        parent,
                        tuple(sorted({cell.sector for cell in inside})),
                        carrier or None,
                        scope or None,
                        quantity,
                        fsum(amounts),
                        fsum(cell.amount or 0.0 for cell in inside),
                    )
                )
    return found
