"""Degree days, and heating energy as it would have been in a year of ordinary weather.

A corrected figure stands beside the reported one and never in its place, unless the city declares it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.detection.plausibility import above_zero, limit, not_negative
from analytics.formula import GUIDEBOOK, formula
from analytics.text.sentences import Sentence

GUIDEBOOK_BASE = 15.0
"""°C, base of the SEAP Guidebook Part 2, p. 31 [V]."""

EUROSTAT_BASE, EUROSTAT_LIMIT = 18.0, 15.0
"""°C: Eurostat counts 18 − T on days of at most 15 °C, from memory [M]. Never mix it with the Guidebook's base."""


@formula(
    name="Heating degree days",
    text=Sentence("HDD = Σ (T_base − T), over the days with T < T_base"),
    units="°C day; T the daily mean, T_base 15 °C",
    source=f"{GUIDEBOOK}, p. 31",
    mark="V",
    remark="Eurostat counts 18 − T on days of at most 15 °C [M]; two bases are never mixed.",
    in_use=False,
)
def heating_degree_days(daily_means: Any, base: Any = GUIDEBOOK_BASE, coldest_unheated: Any = None) -> Any:
    """The heating degree days of the given days, in °C day: the sum of base − mean over the days colder than the base.

    ``daily_means`` in °C: a list, array, column or quantity in K; ``base`` in the same unit. ``coldest_unheated``
    counts only days up to that mean (Eurostat: base 18, days of at most 15 °C [M]). A sum over a year needs every day.
    Raises Refused for a missing temperature. Source: SEAP Guidebook Part 2, p. 31 [V].
    """
    means = _days(daily_means, base)
    below = base - means
    below = (below + abs(below)) / 2
    return (below if coldest_unheated is None else below * (means <= coldest_unheated)).sum()


@formula(
    name="Cooling degree days",
    text=Sentence("CDD = Σ (T − T_base), over the days with T > T_base"),
    units="°C day; the base is that of the data, there is no default",
    source=f"{GUIDEBOOK}, p. 31",
    mark="V",
    in_use=False,
)
def cooling_degree_days(daily_means: Any, base: Any, warmest_uncooled: Any = None) -> Any:
    """The cooling degree days in °C day: the sum of mean − base over the days warmer than the base.

    There is no base without a source: give the one of your data. ``warmest_uncooled`` counts only days from that mean
    on. Otherwise as ``heating_degree_days``. Source: SEAP Guidebook Part 2, p. 31 [V].
    """
    means = _days(daily_means, base)
    above = means - base
    above = (above + abs(above)) / 2
    return (above if warmest_uncooled is None else above * (means >= warmest_uncooled)).sum()


@formula(
    name="Weather correction",
    text="E = E(other) + E(heating) × HDD(average) ÷ HDD(year)",
    units="MWh or t; without a long-term average, that of the base year stands in its place",
    source=f"{GUIDEBOOK}, p. 31; the equation from memory, the heating part alone is our own rule [R]",
    mark="M",
    remark=(
        "An extra figure: it never replaces the reported one. The city states which share of fuels and heat warms "
        "rooms; there is no default."
    ),
    also=(
        "analytics.factors.heating.in_reference_weather",
        "analytics.factors.heating.reference",
    ),
)
def corrected(heating: Any, degree_days: Any, reference_degree_days: Any, other: Any = None) -> Any:
    """Energy (or emissions) with its space-heating part brought to the weather of a reference: in the unit given.

    E = E_other + E_heating x HDD_reference / HDD. ``heating`` is the space-heating part, the only one that follows
    the weather; ``other`` (hot water, cooking, industry) stays. ``degree_days`` are those of the inventory year and
    ``reference_degree_days`` the long-term average on the same base; where there is none, leave the baseline as it is
    and take the baseline year's. Any shape.

    Raises Refused for a negative energy and for degree days that are not above zero. Source:
    SEAP Guidebook Part 2, p. 31: average and fallback [V], equation from memory [M]; heating part only is ours [R].
    """
    not_negative("space heating", heating, "MWh")
    above_zero("degree days of the year", degree_days, "°C day")
    above_zero("degree days of the reference", reference_degree_days, "°C day")
    moved = heating * (reference_degree_days / degree_days)
    if other is None:
        return moved
    not_negative("other energy", other, "MWh")
    return other + moved


def _days(daily_means: Any, base: Any) -> Any:
    limit("daily mean temperature", daily_means, "°C", -90.0, 60.0, fix="Give daily means in °C.")
    limit("base temperature", base, "°C", -90.0, 60.0, fix="Give the base in °C.")
    return np.asarray(daily_means, dtype=float) if isinstance(daily_means, (list, tuple)) else daily_means
