"""Activity data times emission factor, and the factors themselves.

Plain ``*`` and ``/``: numbers, arrays, columns and quantities with units go through the same lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.detection.plausibility import figure, magnitudes, not_negative
from analytics.formula import GUIDEBOOK, IPCC, JRC_APPROACH, Formula, formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence

T_PER_MWH = 3.6e-6  # in one kg/TJ: 0.001 t/kg x 0.0036 TJ/MWh, exact


@formula(
    name="Emissions of an energy use",
    text="E = A × F",
    units="E in t, A (activity data: final energy, net calorific value) in MWh, F (emission factor) in t/MWh",
    source=JRC_APPROACH,
    mark="V",
    remark=(
        "Used where a city reports energy only. One carrier without a factor leaves the whole total open: a part "
        "is never shown as a total."
    ),
    also=("analytics.inventories.weighing.computed",),
)
def emissions(energy_mwh: Any, factor_t_per_mwh: Any) -> Any:
    """Emissions in t: final energy in MWh (net calorific value) x factor in t/MWh.

    Number, array, column or quantity. Energy without a factor (NaN) is not computable and stays NaN, never 0. Raises
    Refused (value-range) for a negative consumption. Source: IPCC 2006 Guidelines vol. 2, tier 1; the core equation of
    a Covenant inventory.
    """
    # A plain number is compared by itself: this runs for every cell of a city, and numpy costs more than the formula.
    if energy_mwh < 0 if isinstance(energy_mwh, float | int) else (magnitudes(energy_mwh) < 0).any():
        not_negative("final energy", energy_mwh, "MWh")
    return energy_mwh * factor_t_per_mwh


@formula(
    name="Factor of a fuel",
    text="F = f × 3.6 × 10⁻⁶",
    units="F in t/MWh, f in kg/TJ of net calorific value; 1 MWh is 0.0036 TJ and 1 t is 1 000 kg",
    source=f"{IPCC}, Tables 2.2 to 2.5, 3.2.1 and 3.2.2",
    mark="V",
    remark="CH₄ and N₂O differ by where a fuel burns, CO₂ does not.",
)
def factor_t_per_mwh(kg_per_tj: Any) -> Any:
    """A factor in t/MWh from kg/TJ of net calorific value, the unit of IPCC 2006 vol. 2: 56,100 gives 0.20196."""
    return kg_per_tj * T_PER_MWH


@formula(
    name="A factor in another unit",
    text=Sentence("F = f × unit of mass ÷ unit of energy"),
    units="F in t of one gas per MWh, f as stated, such as kg/kWh, g/kWh or kg/TJ",
    source=Sentence("Definitions of the units"),
    mark="R",
    remark="A factor without a unit, or in the unit of another gas, is refused.",
)
def stated_factor(value: Any, unit: str, gas: str) -> Any:
    """A factor in t of ``gas`` per MWh from ``value`` in ``unit``, such as "kg/kWh", "g CO2e/kWh" or "kg/TJ".

    ``gas`` is CO2, CH4, N2O or CO2e. Number, array or column. Raises Refused: factor-unit without a unit or for one
    that is no mass per energy, factor-gas where the unit names another gas, value-range for a negative factor, and as
    ``units.unit`` does for either half. Source: definitions of the units.
    """
    from analytics import units  # the spellings of all units, for which no figure that is there already waits

    mass, per, energy = units.plain_text(unit[: 5 * units.LONGEST_TEXT]).replace(" per ", "/").partition("/")
    expected = Sentence("a mass per energy, such as t/MWh, kg/kWh or kg/TJ")
    if not (mass.strip() and per and energy.strip()):
        raise blocked(
            "factor-unit",
            Sentence('the unit "{unit}"', unit=unit[:60]) if unit.strip() else Sentence("a factor without a unit"),
            expected,
            "Give the unit of the factor.",
            column="unit",
        )
    over, under = units.unit(mass), units.unit(energy)
    if over.kind not in ("mass", "emissions") or under.kind != "energy":
        raise blocked(
            "factor-unit",
            Sentence("{unit} per {other}", unit=over.symbol, other=under.symbol),
            expected,
            "Convert it by the calorific value, or give t/MWh.",
            column="unit",
        )
    if over.kind == "emissions" and over.quantity != gas.casefold():
        raise blocked(
            "factor-gas",
            Sentence("a factor in {unit} for {gas}", unit=over.symbol, gas=gas),
            Sentence("a factor of {gas}", gas=gas),
            "Name the gas that the factor counts.",
            column="gas",
        )
    not_negative("emission factor", value, unit)
    return value * (units.factor(over, "t") / units.factor(under, "MWh"))


@formula(
    name="Blended fuel",
    text="F = s × F(fossil) + (1 − s) × F(bio)",
    units="F in t/MWh, s the fossil share of the energy from 0 to 1; CO₂ of a sustainable bio part is 0",
    source=f"{GUIDEBOOK}, Box 1",
    mark="V",
    remark="Where IPCC 2006 prints no CH₄ and N₂O of a biofuel on the road, those of the fossil part count [R].",
)
def blend(fossil_share: Any, ef_fossil: Any, ef_bio: Any) -> Any:
    """The factor of a blended fuel in the unit of its parts, by energy share from 0 to 1.

    ``ef_bio`` is 0 only for the CO2 of sustainably produced biofuel (SEAP Guidebook part 2, Box 1). Raises Refused
    (share-range) for a share outside 0 to 1, such as a percentage, and (value-missing) for a single NaN; in a column
    NaN is a figure that is missing and stays NaN. Source: JRC, SEAP Guidebook Part 2, Box 1 [V].
    """
    for name, part in (("fossil share", fossil_share), ("fossil factor", ef_fossil), ("bio factor", ef_bio)):
        figure(name, part)
    shares = np.asarray(fossil_share, dtype=float)
    outside = shares[(shares < 0) | (shares > 1)]
    if outside.size:
        raise blocked(
            "share-range",
            Sentence("a fossil share of {share:g}", share=float(outside.flat[0])),
            "a share from 0 to 1",
            "Divide a percentage by 100.",
        )
    return fossil_share * ef_fossil + (1 - fossil_share) * ef_bio


SUSTAINABLE_BIOMASS = Formula(
    name="Sustainable biomass",
    text=Sentence("F(CO₂) = 0; CH₄ and N₂O count"),
    units="biogenic CO₂ is a memo item in t and stands in no total",
    source=GUIDEBOOK,
    mark="V",
    function="datasets.reference.catalogue.fuel_factor",
    remark="Biomass that is not produced sustainably counts in full.",
    conditional=True,
)
