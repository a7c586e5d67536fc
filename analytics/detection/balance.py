"""Sums of energy and emissions by use, where no place holds both, and figures of more decimals than all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.implied import Plausible
from analytics.detection.places import EMISSIONS, ENERGY, digits_after_point
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTORS

LITTLE_BIOMASS = 0.85
"""[R] What burns in a city emits at least so much of what the leanest fossil fuel does, with some wood in it."""
OF_THE_GRID = (0.6, 1.7)
"""[R] What grid-supplied energy emits, heat among it, for each share of the national factor of electricity."""
ROUNDING = 1.05
"""[R] How far sums of figures that were rounded one by one may be off."""
FEWEST_FIGURES, MOST_DECIMALS = 8, 3
"""[R] So many figures have to be printed more coarsely, to so many decimals, before one is told to be finer."""
FINE_FROM = 100.0
"""[R] Smaller figures need decimals to say anything."""

CHECK_BOTH = Sentence("Check unit, carrier and both figures.")
CHECK_CONVERSION = Sentence("Check whether it was converted from another unit, and how.")


class _Use(NamedTuple):
    """Sectors whose energy and emissions are held together, and where their fuels burn."""

    groups: frozenset[str]
    scope: int
    burnt: str


_USES = (
    _Use(frozenset({"Municipal", "Tertiary", "Residential", "Buildings"}), 1, "stationary"),
    _Use(frozenset({"Transport"}), 1, "road"),
    _Use(
        frozenset({"Municipal", "Tertiary", "Residential", "Buildings", "Electricity", "Industry", "Transport"}), 2, ""
    ),
)


def balance(case: Case, factors: Mapping[tuple[str, str], Plausible]) -> None:
    """Tell uses whose emissions no mix of fuels explains, and figures that were worked out in another way than all
    others."""
    if np.isfinite(case.places.amounts[ENERGY]).any():
        for use in _USES:
            _use(case, use, factors)
    for measured in (ENERGY, EMISSIONS):
        _finer(case, measured)


def _use(case: Case, use: _Use, factors: Mapping[tuple[str, str], Plausible]) -> None:
    """The emissions of a use against its energy times what its fuels, or the grid, can emit."""
    places = case.places
    mine = np.array([SECTORS[sector].group in use.groups for sector in places.sector]) & (places.scope == use.scope)
    energy, tonnes = mine & (places.amounts[ENERGY] > 0), mine & (places.amounts[EMISSIONS] > 0)
    beside = (energy & tonnes).any() or (places.carrier[energy] != "").any()
    if not energy.any() or not tonnes.any() or beside:
        return
    burnt, emitted = float(places.amounts[ENERGY][energy].sum()), float(places.amounts[EMISSIONS][tonnes].sum())
    low, high = _range(use, factors)
    if low <= emitted / burnt <= high:
        return
    members = np.flatnonzero(energy | tonnes)
    said = messages.of_use([places.name(place) for place in members], emitted, burnt, low, high)
    bound = low if emitted / burnt < low else high
    case.tell("implied-factor", members, EMISSIONS, abs(emitted - bound * burnt), said, CHECK_BOTH)


def _range(use: _Use, factors: Mapping[tuple[str, str], Plausible]) -> tuple[float, float]:
    """What a MWh of a use can emit, in t."""
    if not use.burnt:
        grid = factors["electricity", "stationary"]
        return (OF_THE_GRID[0] * grid.default, OF_THE_GRID[1] * grid.default) if grid.default else (grid.low, grid.high)
    fossil = [
        found
        for (carrier, burnt), found in factors.items()
        if burnt == use.burnt
        and carrier not in ("electricity", "heat_cold", "other_fossil")
        and not CARRIERS[carrier].renewable
    ]
    return LITTLE_BIOMASS * min(x.low for x in fossil), ROUNDING * max(x.high for x in fossil)


def _finer(case: Case, measured: str) -> None:
    """One figure with more decimals than every other one of its table: it was worked out in another way. Decimals count
    as they are written, where that is known: 198,112.00 has as many as 281,345.55."""
    amounts = case.places.amounts[measured]
    given = np.flatnonzero(np.isfinite(amounts) & (amounts != 0))
    if len(given) <= FEWEST_FIGURES:
        return
    stated = case.places.decimals[measured][given]
    decimals = np.where(np.isnan(stated), digits_after_point(amounts[given]), stated)
    finest = decimals == decimals.max()
    fine = given[finest]
    if finest.sum() > 1 or (amounts[fine] < FINE_FROM).any() or set(fine) & set(case.told):
        return
    others = int(decimals[~finest].max())
    if others > MOST_DECIMALS:
        return
    said = messages.finer(case.places.name(fine[0]), measured, float(amounts[fine[0]]), int(decimals.max()), others)
    stake = float(amounts[fine[0]]) if measured == EMISSIONS else case.tonnes(amounts[fine], fine)
    case.tell("finer-figure", fine, measured, stake, said, CHECK_CONVERSION)
