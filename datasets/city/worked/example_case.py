"""What a worked example can be, and everything of one city and inventory that the rules of the examples look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from math import fsum
from typing import Literal

from analytics.commitment.judged import Progress
from analytics.formula import Formula
from analytics.inventories.inventory import Inventory
from analytics.passport import Passport
from analytics.text.sentences import Sentence, joined, sentences
from analytics.vocabulary import CARRIERS, Quantity
from datasets.city import factor_choice
from datasets.city.trace import passports
from datasets.city.trace.bookkeeping import Books
from datasets.city.trace.figure_names import PROGRESS_FIGURES
from datasets.city.worked.arithmetic import ArithmeticLine
from datasets.reference.factor_sources import FactorUse
from datasets.store import InventoryRow, Reader

Kind = Literal["applied", "beside", "published", "none"]
KIND_NAMES: dict[Kind, str] = sentences(
    {
        "applied": "as applied",
        "beside": "worked out next to the total",
        "published": "a published example",
        "none": "not applied",
    }
)
"""What an example is: a figure of the city that counts, one of its rows that counts for nothing, or not the city's."""


@dataclass(frozen=True)
class Worked:
    """One formula with the city's own figures. ``reason`` says why it was not applied, or what to know beside it;
    ``source`` and ``mark`` are those of a published example."""

    kind: Kind
    lines: tuple[ArithmeticLine, ...] = ()
    reason: str = ""
    source: str = ""
    mark: str = ""


@dataclass(frozen=True)
class ExampleCase:
    """Everything that the rules of an example look at: one city and one of its inventories (None: there is none)."""

    reader: Reader
    city: passports.CityFigures
    found: Inventory | None
    gwp: str
    approach: str

    @property
    def name(self) -> str:
        """The city's name."""
        return self.city.report.city.name

    @property
    def progress(self) -> Progress:
        """The leading target, judged as of the year."""
        return self.city.report.leading

    @property
    def books(self) -> Books | None:
        """The rows of the inventory."""
        return self.city.books(self.found) if self.found else None

    @cached_property
    def trees(self) -> dict[str, Passport]:
        """Every figure of the total and of the verdict that can be given, with its trace: an example of a formula is
        taken from what counts, and not from other years, as a budget has them."""
        if self.found is None:
            return {}
        own = {
            name: made
            for name, made in self.city.of_inventory(self.found)
            if name.partition(":")[0] not in ("memo", "level", passports.BEFORE)
        }
        return own | {name: made for name, made in self.judged.items() if name in PROGRESS_FIGURES}

    @cached_property
    def beside(self) -> dict[str, Passport]:
        """What stands beside the total: the memo items."""
        if self.found is None:
            return {}
        named = self.city.of_inventory(self.found)
        return {name: made for name, made in named if name.startswith("memo:")}

    @cached_property
    def judged(self) -> dict[str, Passport]:
        """The figures of the leading target and its budget, where it is judged by this inventory."""
        latest = self.progress.latest
        same = latest is not None and self.found is not None and _key(latest) == _key(self.found)
        return dict(self.city.progress(self.progress)) if same else {}

    @cached_property
    def nodes(self) -> dict[Formula, list[Passport]]:
        """The steps of all figures by the formula that they follow, the largest first."""
        found: dict[Formula, dict[int, Passport]] = {}
        for tree in self.trees.values():
            for node in tree.walk():
                if node.formula:
                    found.setdefault(node.formula, {})[id(node)] = node
        return {formula: sorted(nodes.values(), key=lambda node: -abs(node.value)) for formula, nodes in found.items()}

    @cached_property
    def energy(self) -> list[InventoryRow]:
        """The counted rows of energy with a carrier and an amount, the largest first."""
        rows = self.books.counted if self.books else []
        mine = [row for row in rows if row.quantity == Quantity.ENERGY and row.carrier and row.value]
        return sorted(mine, key=lambda row: -abs(row.value or 0.0))

    @cached_property
    def factors(self) -> factor_choice.Factors:
        """The factors of the city in the gas of its inventory."""
        gas = (self.found.gas if self.found else None) or "CO2e"
        return factor_choice.of(self.reader.register, self.city.report.city, self.approach, self.gwp, gas=gas)

    @property
    def promise(self) -> str:
        """The leading target in words."""
        return self.progress.target.name if self.progress.target else Sentence("none")

    @property
    def why(self) -> str:
        """Why the leading target gives no figure or no verdict, in the words of the verdict."""
        latest = self.progress.latest
        if self.found and latest and _key(latest) != _key(self.found):
            return Sentence(
                "The leading target is judged by the inventory of {year}, made by the method {method}.",
                year=latest.year,
                method=latest.method,
            )
        return joined(self.progress.reasons or self.progress.notes)

    @property
    def today(self) -> int:
        """The present calendar year."""
        return datetime.now(UTC).year

    @cached_property
    def taken(self) -> list[tuple[InventoryRow, FactorUse]]:
        """The rows of energy with the factor that is taken for each."""
        return [(row, self.factors.use(row.year, row.carrier or "", row.sector)) for row in self.energy]

    def reported(self, row: InventoryRow) -> float | None:
        """The tonnes that the city reports for the place of a row of energy, in the gas of the inventory."""
        rows = self.books.counted if self.books else []
        gas = (self.found.gas or "").casefold() if self.found else ""
        place = (row.sector, row.carrier, row.label)
        mine = [
            other.value
            for other in rows
            if other.quantity == gas and other.value is not None and (other.sector, other.carrier, other.label) == place
        ]
        return fsum(mine) if mine else None

    @cached_property
    def uses(self) -> list[tuple[InventoryRow, FactorUse]]:
        """The rows of energy with the factor of each, and after it the choices that were passed over."""
        return [(row, use) for row in self.energy for use in self._choices(row)]

    def _choices(self, row: InventoryRow) -> Iterator[FactorUse]:
        taken = self.factors.use(row.year, row.carrier or "", row.sector)
        yield taken
        yield from taken.others

    @cached_property
    def local(self) -> FactorUse | None:
        """The factor of electricity by the city's production and purchases; None where it states none."""
        city = self.city.report.city
        if self.found is None or not self.reader.register.supply.get(city.city_id):
            return None
        cells = self.reader.in_force(city.city_id).cells
        used = factor_choice.of(
            self.reader.register, city, self.approach, self.gwp, "local", self.factors.gas, cells=cells
        )
        use = used.use(self.found.year, "electricity", "residential")
        return next((item for item in (use, *use.others) if item.kind == "local"), None)

    def none(self, why: str) -> Worked:
        """No example, and why; a city without an inventory says that instead."""
        return Worked(
            "none", reason=why if self.found else Sentence("No inventory of {city} is known here.", city=self.name)
        )

    def carrier(self, row: InventoryRow) -> str:
        """The name of a row's carrier."""
        return CARRIERS[row.carrier or ""].name


def _key(inventory: Inventory) -> tuple[int, str]:
    return inventory.year, inventory.method
