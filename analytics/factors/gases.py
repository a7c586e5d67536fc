"""Greenhouse gases and their global warming potentials (GWP).

Gases are kept apart, so that the set of potentials is a choice at reading time and changes a whole series together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.formula import IPCC, formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence

GWP_CO2 = 1.0  # t CO2e/t CO2, the definition of the potential

CH4_ORIGINS = {
    "fugitive": "fossil",
    "solid_waste": "non-fossil",
    "wastewater": "non-fossil",
    "waste": "non-fossil",
    "afolu": "non-fossil",
}
"""The sectors whose CH4 has one origin only. Of CH4 from burning the set's own value serves, since the CO2 factors of
the fuels hold its carbon already (IPCC 2006 vol. 2: all carbon counts as oxidised) [R]."""


@dataclass(frozen=True)
class Gwp:
    """One set of 100-year global warming potentials, in t CO2e per t of the gas, such as AR5: 28 and 265.

    ``ch4_fossil`` and ``ch4_non_fossil`` are None where the set tells no origins apart; ``from_memory`` names those
    origins whose value was not seen in the IPCC's own table.
    """

    name: str
    ch4: float
    n2o: float
    ch4_fossil: float | None = None
    ch4_non_fossil: float | None = None
    from_memory: frozenset[str] = frozenset()

    def of(self, gas: str, origin: str | None = None) -> float:
        """The potential of CO2, CH4 or N2O in t CO2e/t; of CH4 by ``origin`` ("fossil", "non-fossil") where it is told.

        Raises Refused (gas-without-gwp, origin-unknown) with the alternatives: no potential is put in the place of
        a missing one. Source: IPCC assessment reports, as the shipped table cites them.
        """
        weights = {"CO2": GWP_CO2, "CH4": self.ch4, "N2O": self.n2o}
        if gas.upper() not in weights:
            _refuse(
                "gas-without-gwp",
                Sentence("{gas} in the GWP set {name}", gas=gas, name=self.name),
                Sentence("one of {names}", names=", ".join(weights)),
                "gas",
            )
        if origin not in (None, "fossil", "non-fossil"):
            _refuse(
                "origin-unknown",
                Sentence('"{origin}" as the origin of {gas}', origin=origin, gas=gas),
                Sentence("fossil or non-fossil"),
                "origin",
            )
        if gas.upper() != "CH4" or origin is None:
            return weights[gas.upper()]
        told = self.ch4_fossil if origin == "fossil" else self.ch4_non_fossil
        return self.ch4 if told is None else told


def _refuse(code: str, found: str, expected: str, column: str) -> None:
    raise blocked(
        code,
        found,
        expected,
        "Choose one, or give these emissions in t CO2e with the set they were made with.",
        column=column,
    )


@formula(
    name="CO₂ equivalent",
    text="CO₂e = CO₂ + CH₄ × GWP(CH₄) + N₂O × GWP(N₂O)",
    units="all gases in t; GWP over 100 years, from one set for the whole series",
    source=f"{IPCC}; IPCC assessment reports, Working Group I",
    mark="V",
    remark="Where a source gives CO₂e only, it stays as reported. CO₂ alone and CO₂e are never added or compared.",
    also=("analytics.factors.gases.Gwp.of",),
)
def co2e(co2_t: Any, ch4_t: Any, n2o_t: Any, gwp_ch4: Any, gwp_n2o: Any, gwp_co2: Any = GWP_CO2) -> Any:
    """CO2 equivalent in t CO2e of three gases in t each: the sum of gas x GWP (IPCC).

    Numbers, arrays and columns alike; a gas that is missing (NaN) leaves the sum missing, since unknown is not zero.
    Raises pint's DimensionalityError, which names both units, for a quantity of another dimension.
    """
    return co2_t * gwp_co2 + ch4_t * gwp_ch4 + n2o_t * gwp_n2o
