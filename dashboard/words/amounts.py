"""How an amount of an inventory is shown: tonnes, energy, or tonnes per inhabitant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from dashboard import theme
from dashboard.language import gettext as _

Shown = Literal["emissions", "energy", "per-head"]


@dataclass(frozen=True)
class Amounts:
    """One way to show amounts: t of ``gas``, MWh, or t of ``gas`` per inhabitant."""

    shown: Shown
    gas: str | None = None

    @property
    def unit(self) -> str:
        """The unit in words, as the head of a column has it: ``t CO₂e``, ``MWh``, ``t CO₂e per inhabitant``."""
        if self.shown == "energy":
            return "MWh"
        tonnes = f"t {theme.GASES[self.gas]}" if self.gas else "t"
        if self.shown == "per-head":
            # Translators: a unit, as in "t CO₂e per inhabitant".
            return _("{unit} per inhabitant", unit=tonnes)
        return tonnes

    @property
    def what(self) -> str:
        """What is shown: energy, emissions, or emissions per inhabitant."""
        if self.shown == "per-head":
            return _("emissions per inhabitant")
        return _("energy") if self.shown == "energy" else _("emissions")

    @property
    def head(self) -> str:
        """What is shown, with its unit: ``Energy (MWh)``."""
        if self.shown == "energy":
            return _("Energy ({unit})", unit=self.unit)
        return _("Emissions ({unit})", unit=self.unit)

    def words(self, value: float, like: float | None = None, signed: bool = False) -> str:
        """An amount as it is shown, without its gas; ``like`` is a larger one beside it."""
        if self.shown == "energy":
            return theme.energy(value, signed)
        if self.shown == "per-head":
            digits = 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 3
            return f"{theme.number(value, digits, signed)}{theme.NBSP}t"
        return theme.tonnes(value, None, signed, like, theme.OF_ONE_CHART)


def never_zero(value: float, digits: int = 2) -> str:
    """A number with ``digits`` decimals, or with as many more as a small one needs to show two figures: what is above
    nothing never reads as zero."""
    if value == 0 or round(abs(value), digits) >= 10.0 ** (1 - digits):
        return theme.number(value, digits)
    return theme.number(value, min(9, 1 - math.floor(math.log10(abs(value)))))
