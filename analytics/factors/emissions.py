"""Activity data times emission factor, and the factors themselves.

Plain ``*`` and ``/``: numbers, arrays, columns and quantities with units go through the same lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics import units
from analytics.factors.gases import GWP_CO2, co2e
from analytics.plausibility import figure, magnitudes, not_negative
from analytics.problems import Problem, Refused
from analytics.sentences import Sentence

T_PER_MWH = 3.6e-6  # in one kg/TJ: 0.001 t/kg x 0.0036 TJ/MWh, exact


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


def factor_t_per_mwh(kg_per_tj: Any) -> Any:
    """A factor in t/MWh from kg/TJ of net calorific value, the unit of IPCC 2006 vol. 2: 56,100 gives 0.20196."""
    return kg_per_tj * T_PER_MWH


def stated_factor(value: Any, unit: str, gas: str) -> Any:
    """A factor in t of ``gas`` per MWh from ``value`` in ``unit``, such as "kg/kWh", "g CO2e/kWh" or "kg/TJ".

    ``gas`` is CO2, CH4, N2O or CO2e. Number, array or column. Raises Refused: factor-unit without a unit or for one
    that is no mass per energy, factor-gas where the unit names another gas, value-range for a negative factor, and as
    ``units.unit`` does for either half. Source: definitions of the units.
    """
    mass, per, energy = units.plain_text(unit[: 5 * units.LONGEST_TEXT]).replace(" per ", "/").partition("/")
    expected = Sentence("a mass per energy, such as t/MWh, kg/kWh or kg/TJ")
    if not (mass.strip() and per and energy.strip()):
        found = Sentence('the unit "{unit}"', unit=unit[:60]) if unit.strip() else Sentence("a factor without a unit")
        raise Refused(
            Problem("block", "factor-unit", found, expected, Sentence("Give the unit of the factor."), column="unit")
        )
    over, under = units.unit(mass), units.unit(energy)
    if over.kind not in ("mass", "emissions") or under.kind != "energy":
        found, fix = (
            Sentence("{unit} per {other}", unit=over.symbol, other=under.symbol),
            Sentence("Convert it by the calorific value, or give t/MWh."),
        )
        raise Refused(Problem("block", "factor-unit", found, expected, fix, column="unit"))
    if over.kind == "emissions" and over.quantity != gas.casefold():
        found, fix = (
            Sentence("a factor in {unit} for {gas}", unit=over.symbol, gas=gas),
            Sentence("Name the gas that the factor counts."),
        )
        raise Refused(Problem("block", "factor-gas", found, Sentence("a factor of {gas}", gas=gas), fix, column="gas"))
    not_negative("emission factor", value, unit)
    return value * (units.factor(over, "t") / units.factor(under, "MWh"))


def factor_co2e(
    co2_kg_per_tj: Any, ch4_kg_per_tj: Any, n2o_kg_per_tj: Any, gwp_ch4: Any, gwp_n2o: Any, gwp_co2: Any = GWP_CO2
) -> Any:
    """A factor in t CO2e/MWh from three in kg/TJ and a set of GWPs (IPCC 2006 vol. 2)."""
    return factor_t_per_mwh(co2e(co2_kg_per_tj, ch4_kg_per_tj, n2o_kg_per_tj, gwp_ch4, gwp_n2o, gwp_co2))


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
        found = Sentence("a fossil share of {share:g}", share=float(outside.flat[0]))
        raise Refused(
            Problem(
                "block", "share-range", found, Sentence("a share from 0 to 1"), Sentence("Divide a percentage by 100.")
            )
        )
    return fossil_share * ef_fossil + (1 - fossil_share) * ef_bio
