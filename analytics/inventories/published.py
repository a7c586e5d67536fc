"""Totals that others published of a city and year: how far they lie from the inventory that judges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.uncertainty.weighing_sets import OTHER_GASES


class PublishedTotal(NamedTuple):
    """One published total in t of ``gas``, with half of its last printed digit (``rounding_t``) and its source.
    ``boundary`` is what it counts where that is said and is not what the inventories count, else blank."""

    city_id: str
    year: int
    label: str
    total_t: float
    rounding_t: float
    gas: str
    boundary: str
    source: str
    remark: str

    @property
    def name(self) -> str:
        """What it is called, and who published it, which a source names first."""
        # Translators: a published total and who published it.
        return Sentence("{label} ({publisher})", label=self.label, publisher=self.source.partition(",")[0])

    @property
    def alike(self) -> bool:
        """Whether it measures what an inventory in CO2e does, or the CO2 of that, as far as is known."""
        return not self.boundary

    @property
    def bounds_t(self) -> tuple[float, float]:
        """The least and the most CO2e that it may stand for, in t: a total in CO2 alone lacks the other gases, of which
        nobody states the share."""
        share = OTHER_GASES if self.gas == "CO2" else 0.0
        return self.total_t - self.rounding_t, (self.total_t + self.rounding_t) / (1 - share)


@formula(
    name="Sources that disagree",
    text=Sentence("difference = published total − E(y);  they disagree where |difference| − rounding > |gap|"),
    units=Sentence(
        "t of one gas; rounding is half of the last printed digit, the gap that of the verdict; a total in CO₂ alone "
        "may stand for up to {share:.0f} % more in CO₂e",
        share=100 * OTHER_GASES / (1 - OTHER_GASES),
    ),
    source=OURS,
    mark="R",
    remark="A total in CO₂ is never subtracted from one in CO₂e. Another boundary is a reason, not an error.",
    also=("analytics.inventories.published.beyond_gap",),
)
def difference(published: PublishedTotal, inventory: Inventory) -> float | None:
    """The published total minus that of the inventory, in t; None of another year or gas, or without a total. Source:
    our own rule [R]."""
    if inventory.emissions_t is None or (published.year, published.gas) != (inventory.year, inventory.gas):
        return None
    return published.total_t - inventory.emissions_t


def beyond_gap(
    published: Iterable[PublishedTotal], inventory: Inventory, gap_t: float
) -> tuple[tuple[PublishedTotal, float], ...]:
    """The published totals of the same boundary that are further from an inventory in CO2e than the gap of its verdict,
    whatever their rounding and the gases that they lack; each with how far it is at least, in t. Source: our own rule
    [R]."""
    total_t = inventory.emissions_t
    if total_t is None or inventory.gas != "CO2e":
        return ()
    apart = ((item, item.bounds_t) for item in published if item.alike and item.year == inventory.year)
    least = ((item, max(lowest - total_t, total_t - highest)) for item, (lowest, highest) in apart)
    return tuple((item, by) for item, by in least if by > abs(gap_t))
