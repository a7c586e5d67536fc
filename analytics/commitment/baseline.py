"""What a target is measured against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.commitment.targets import Target
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Problem, block
from analytics.text.sentences import Sentence


@dataclass(frozen=True)
class Baseline:
    """Emissions of the base year, in tonnes. ``inventory`` is None when the target's own declaration is used.

    ``gdp`` is that of the base year, in the unit of the later inventories; None where it is not on file.
    """

    year: int
    emissions_t: float
    inhabitants: float | None
    inventory: Inventory | None
    gdp: float | None = None

    @property
    def declared(self) -> bool:
        """Whether the figure is the target's declaration and not an inventory."""
        return self.inventory is None

    @property
    def rounding_t(self) -> float | None:
        """By how much a declared figure may be off through its rounding, in t: half of its last digit that is not zero,
        50,000 for 14,500,000; None for the total of an inventory. Source: our own rule [R]."""
        if self.inventory is not None or not self.emissions_t:
            return None
        digits = f"{abs(self.emissions_t):.12g}"
        if "." in digits or "e" in digits:
            return 0.5 * 10.0 ** -len(digits.partition(".")[2])
        return 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0")))

    @property
    def gas(self) -> str:
        """What the tonnes count, "CO2" or "CO2e": as the inventory does; those that a target declares are CO2e."""
        return (self.inventory.gas if self.inventory else None) or "CO2e"


def level_gas(target: Target, base: Baseline | None) -> str:
    """What the tonnes of the target's level count, "CO2" or "CO2e".

    A reduction in per cent of the baseline, and net zero, count what the baseline counts; tonnes that the target
    states itself, as a level or as a baseline scenario, are t CO2e. Source: our own rule [R].
    """
    stated = target.kind in ("fixed-level", "baseline-scenario")
    return "CO2e" if base is None or stated else base.gas


def path_gas(target: Target, base: Baseline | None) -> str | None:
    """What the tonnes of the target's path count, "CO2" or "CO2e"; None where its two ends count different things, so
    that what lies between them is neither. Source: our own rule [R]."""
    found = level_gas(target, base)
    return found if base is None or base.gas == found else None


@formula(
    name="Baseline",
    text=Sentence("E₀ = the inventory of the base year by the target's own method"),
    units="t CO₂e; where there is none, the base-year emissions that the target itself declares, marked as declared",
    source=OURS,
    mark="R",
    remark=(
        "The Covenant recommends 1990, or the closest later year with reliable data [V, JRC]. One that was raised "
        "since it first counted, in steps too, says so until somebody explains the places."
    ),
)
def baseline(target: Target, inventories: Iterable[Inventory]) -> Baseline | None:
    """The base year's inventory by the target's own method; where none has a total, the emissions it declares.

    None when neither exists. Tonnes. Source: our own rule [R]; the Covenant asks for one method in all inventories
    (JRC).
    """
    for inventory in inventories:
        if (inventory.year, inventory.method) == (
            target.base_year,
            target.method,
        ) and inventory.emissions_t is not None:
            return Baseline(target.base_year, inventory.emissions_t, inventory.inhabitants, inventory, inventory.gdp)
    if target.declared_base_t is not None:
        return Baseline(target.base_year, target.declared_base_t, None, None)
    return None


def missing(target: Target, inventories: Iterable[Inventory]) -> Problem | None:
    """The problem of a target without a baseline, with the years that could be one; None where there is a baseline."""
    inventories = list(inventories)
    if baseline(target, inventories) is not None:
        return None
    own = {item.year for item in inventories if item.method == target.method and item.emissions_t is not None}
    years = tuple(str(year) for year in sorted(own) if year < target.year)
    return block(
        "base-year-without-inventory",
        Sentence(
            "the base year {year}, of which there is no inventory by the target's method with a total",
            year=target.base_year,
        ),
        Sentence(
            "a base year with an inventory ({first} to {last}), or base-year emissions that the target itself declares",
            first=years[0],
            last=years[-1],
        )
        if years
        else "a base year with an inventory (there is none), or base-year emissions that the target itself declares",
        "Take one of these years, import the inventory first, or state the declared tonnes.",
        choices=years,
    )
