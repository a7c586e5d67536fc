"""How far two years may lie apart because nobody states with which GWP sets their gases were weighed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.spots import WHOLE, Spot
from analytics.text.sentences import Sentence
from analytics.uncertainty.errors import Floats, Integers
from analytics.vocabulary import CARRIERS, SECTORS, TOTAL_PLACE

CH4 = {"SAR": (21.0, 21.0), "AR4": (25.0, 25.0), "AR5": (28.0, 30.0), "AR5_CCF": (34.0, 36.0), "AR6": (27.0, 29.8)}
"""The lowest and the highest weight of CH4 in each set of the IPCC, in t CO2e per t; fossil CH4 weighs more in some."""
N2O = {"SAR": 310.0, "AR4": 298.0, "AR5": 265.0, "AR5_CCF": 298.0, "AR6": 273.0}
"""The weight of N2O in each set, in t CO2e per t."""
WORDS = ("unknown", *CH4)
"""What an inventory may say of its set; the place of a word is its code, and any other word is a set unknown."""

OTHER_GASES = 0.1
"""[R] The share of CH4 and N2O in a total in CO2e that no sector is told of."""
OF_FUELS, OF_TRANSPORT, OF_COAL = 0.01, 0.03, 0.1
"""[R] The share of CH4 and N2O in the CO2e of what is burnt, from the default factors of the IPCC 2006 Guidelines, vol.
2, tables 2.2 to 2.5, 3.2.1 and 3.2.2: natural gas 0.3 %, oil 0.6 %, diesel 1.5 %, petrol 4 %, coal in homes 9 %."""
_BURNT = ("Municipal", "Tertiary", "Residential", "Buildings", "Industry", "Electricity", "Energy generation")
_COAL = ("coal", "lignite", "other_fossil")


class Ratios(NamedTuple):
    """How the weights of the later year may relate to those of the base year, at least and at most, one entry each;
    both are 1 where the two years state one set."""

    lowest: Floats
    highest: Floats


def ratios(base: Integers, year: Integers) -> Ratios:
    """How the weights of two sets, by their codes, may relate, year to year: what is not known may be any set. Source:
    IPCC assessment reports; that the extremes bound what nobody states is our own rule [R]."""
    lowest, highest = _weights(0), _weights(1)
    first, then = (np.where((codes > 0) & (codes < len(WORDS)), codes, 0) for codes in (base, year))
    found = [lowest[gas, then] / highest[gas, first] for gas in (0, 1)]
    most = [highest[gas, then] / lowest[gas, first] for gas in (0, 1)]
    one = (base == year) & (base != 0)
    return Ratios(np.where(one, 1.0, np.minimum(*found)), np.where(one, 1.0, np.maximum(*most)))


def _weights(side: int) -> Floats:
    """The lowest (0) or the highest (1) weight of CH4 and of N2O, by the code of a set; unknown: of all."""
    of_gases = ([found[side] for found in CH4.values()], list(N2O.values()))
    return np.array([[(min, max)[side](found), *found] for found in of_gases])


def of_other_gases(spot: Spot | None) -> float:
    """The share of CH4 and N2O in the CO2e of a place; of None, a baseline that a target declares, that of a total.
    Source: our own rule [R], see ``OF_FUELS``."""
    if spot is None or spot.sector == TOTAL_PLACE:
        return OTHER_GASES
    if spot.gas != WHOLE:
        return 0.0 if spot.gas == "CO2" else 1.0
    group, carrier = SECTORS[spot.sector].group, CARRIERS.get(spot.carrier or "")
    if carrier is not None and (carrier.renewable or carrier.column is None):
        return 1.0
    if spot.carrier in _COAL:
        return OF_COAL
    return OF_TRANSPORT if group == "Transport" else OF_FUELS if group in _BURNT else 1.0


@formula(
    name="GWP sets that are not stated",
    text=Sentence(
        "U = (max(k × N₀ × (w₊ − 1), N × (1 − 1 ÷ w₊)) + max(k × N₀ × (1 − w₋), N × (1 ÷ w₋ − 1))) ÷ 2;  "
        "w = weight in the later year ÷ weight in the base year, at least w₋ and at most w₊"
    ),
    units=(
        "t, half of the range of the gap, taken for half of a 95 % interval; N₀ and N are the CH₄ and N₂O "
        "of the two years in t CO₂e, k how the path moves with the baseline"
    ),
    source=OURS,
    mark="R",
    remark=(
        "A set that nobody states may be any of the IPCC's (SAR to AR6). CH₄ and N₂O are taken as 1 % of what is "
        "burnt, 3 % of transport, 10 % of coal and of a total without sectors, and all of waste, processes, leaks and "
        "land use. To state a set only ever narrows this. Two sets that are stated and differ give no verdict."
    ),
    also=("analytics.uncertainty.weighing_sets.ratios", "analytics.uncertainty.weighing_sets.of_other_gases"),
)
def apart(base_t: Floats, year_t: Floats, slope: Floats, weights: Ratios) -> Floats:
    """Half of the range of a gap, in t, since the two years may not be weighed alike.

    ``base_t`` and ``year_t`` are the t CO2e of CH4 and N2O, ``slope`` how the path moves with the baseline. Either year
    may be put into the set of the other; the larger move counts. Source: our own rule [R]."""
    moved = np.abs(slope) * base_t
    below = np.maximum(moved * (weights.highest - 1), year_t * (1 - 1 / weights.highest))
    above = np.maximum(moved * (1 - weights.lowest), year_t * (1 / weights.lowest - 1))
    return np.asarray((np.maximum(below, 0.0) + np.maximum(above, 0.0)) / 2, dtype=np.float64)
