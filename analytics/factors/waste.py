"""Waste and wastewater: what lies in a landfill, rots, is burnt, or flows away.

Plain ``*`` and ``/`` in one mass unit: t of waste give t of gas, and factors are t per t (4 g/kg is 0.004). Default
values stand in the shipped table ``waste_defaults``. IPCC 2006 vol. 5 is the source of every formula but one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analytics.detection.plausibility import limit, magnitudes, not_negative, share
from analytics.factors.fuels import CO2_PER_CARBON, co2_of_carbon
from analytics.formula import GPC, IPCC_WASTE, OURS, formula
from analytics.text.problems import Problem, Refused, blocked
from analytics.text.sentences import Sentence

CH4_PER_CARBON = 16 / 12
"""t CH4 per t C, the ratio of the molar masses as the IPCC rounds them [V]."""

N2O_PER_NITROGEN = 44 / 28
"""t N2O per t N [V]."""

ROUNDING = 1 + 1e-12
DAYS = 365  # the IPCC counts every year with 365 days (vol. 5, equation 6.3)


@formula(
    name="A mixture of waste",
    text=Sentence("value = Σ share × value of the part"),
    units="share from 0 to 1, value in any one unit (such as DOC in t C/t)",
    source=f"{IPCC_WASTE}, equation 3.7",
    mark="M",
    in_use=False,
)
def of_mix(shares: Any, values: Any) -> Any:
    """The value of a mixture: sum of share x value, such as the DOC of mixed waste or the MCF of several treatments.

    ``shares`` by part, from 0 to 1 and together at most 1; what they leave out counts as 0. ``values`` by part in any
    one unit. Raises Refused for a share or sum outside, and a negative value. Source: IPCC 2006 vol. 5, eq. 3.7 [M].
    """
    share("share of the mixture", shares)
    total = float(magnitudes(shares).sum())
    limit("sum of the shares", round(total, 9), "", 0.0, 1.0, fix="Correct the shares: together they are at most 1.")
    not_negative("value of a part", values, "")
    return (np.asarray(shares, dtype=float) * (np.asarray(values, float) if isinstance(values, list) else values)).sum()


def methane_potential(mcf: Any, doc: Any, docf: Any, f: Any, ch4_per_carbon: Any = CH4_PER_CARBON) -> Any:
    """The methane potential L0 in t CH4 per t of waste: MCF x DOC x DOCf x F x 16/12.

    ``mcf`` methane correction factor of the site, ``doc`` degradable organic carbon (t C/t wet waste), ``docf`` its
    share that decomposes (IPCC 0.5; the GPC text 0.6 [M]), ``f`` methane in landfill gas (0.5): all from 0 to 1, any
    shape. Raises Refused outside. Source: GPC v1.1, methane commitment; parameters IPCC 2006 vol. 5 ch. 3 [V].
    """
    for name, value in (("MCF", mcf), ("DOC", doc), ("DOCf", docf), ("F", f)):
        share(name, value)
    return mcf * doc * docf * f * ch4_per_carbon


@formula(
    name="Methane commitment",
    text="CH₄ = MSW × L₀ × (1 − f_rec) × (1 − OX);  L₀ = MCF × DOC × DOCf × F × 16 ÷ 12",
    units=(
        "CH₄ in t, waste MSW in t (wet), potential L₀ in t CH₄/t, shares from 0 to 1: recovered f_rec, oxidised "
        "OX, site MCF, carbon DOC, its decaying part DOCf, methane in the gas F"
    ),
    source=f"{GPC}, methane commitment; parameters {IPCC_WASTE}, ch. 3. The text of the GPC takes DOCf 0.6 [M]",
    mark="V",
    remark="Counts all the gas of a tonne in the year of disposal.",
    also=("analytics.factors.waste.methane_potential",),
    in_use=False,
)
def methane_commitment(waste: Any, potential: Any, recovered_share: Any = 0.0, oxidation: Any = 0.0) -> Any:
    """All the CH4 that waste of one year will ever give, in t, counted in that year: MSW x L0 x (1 − f_rec)(1 − OX).

    ``waste`` in t (wet), ``potential`` L0 from ``methane_potential``, ``recovered_share`` of the gas captured,
    ``oxidation`` OX 0 or 0.1. Any shape. Do not switch between this and ``first_order_decay`` inside a series.
    Raises Refused for negative waste and shares outside 0 to 1. Source: GPC v1.1 [V].
    """
    not_negative("waste", waste, "t")
    limit("methane potential", potential, "t/t", 0.0, CH4_PER_CARBON, fix="Give t CH4 per t of waste, such as 0.05.")
    share("recovered share", recovered_share)
    share("oxidation", oxidation)
    return waste * potential * (1 - recovered_share) * (1 - oxidation)


@formula(
    name="First-order decay",
    text="D(T) = W(T) × L₀ + D(T−1) × e^−k;  CH₄(T) = (D(T−1) × (1 − e^−k) − R) × (1 − OX)",
    units="CH₄ and R (recovered) in t, waste W in t a year, k in 1/year by climate and kind of waste",
    source=f"{IPCC_WASTE}, equations 3.1 and 3.4 to 3.6; equal to an independent implementation (bonsai_ipcc 0.5.3)",
    mark="V2",
    remark="Spreads the gas over decades. The two methods are never mixed in a series.",
    in_use=False,
)
def first_order_decay(
    waste: Sequence[float], decay_rate: float, potential: float, recovered: Any = 0.0, oxidation: float = 0.0
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The CH4 that a landfill gives off year by year, in t, one figure for each year of ``waste``.

    ``waste`` in t deposited in consecutive years from the first on, of one type; several types are added up.
    ``decay_rate`` k in 1/year by climate and type, ``potential`` L0 as in ``methane_commitment``, ``recovered`` CH4 in
    t (one figure or one a year), ``oxidation`` OX. Decay starts in January after the year of deposit, the IPCC's
    average delay of six months: DDOC(T) = deposited(T) + DDOC(T−1) x e^−k; decayed(T) = DDOC(T−1) x (1 − e^−k).

    Raises Refused for negative waste, a rate that is not above zero or beyond 10, and more CH4 recovered than formed.
    Source: IPCC 2006 vol. 5, eq. 3.1 and 3.4 to 3.6; equal to an independent implementation to 1e-15 [V2].
    """
    not_negative("waste", waste, "t")
    limit("decay rate", decay_rate, "1/year", 0.0, 10.0, above=True, fix="Give k per year, such as 0.05.")
    limit("methane potential", potential, "t/t", 0.0, CH4_PER_CARBON, fix="Give t CH4 per t of waste, such as 0.05.")
    not_negative("recovered CH4", recovered, "t")
    share("oxidation", oxidation)
    kept = math.exp(-decay_rate)
    stock, formed = 0.0, []
    for deposited in waste:
        formed.append(stock * (1 - kept))
        stock = stock * kept + deposited * potential
    emitted: np.ndarray[Any, np.dtype[np.float64]] = _left(np.asarray(formed, dtype=float), recovered)
    return emitted * (1 - oxidation)


@formula(
    name="Composting, digestion and burning",
    text="E = W × F − R",
    units="t of CH₄ or N₂O; waste W in t and factor F in t of gas per t, both wet or both dry; R is recovered",
    source=f"{IPCC_WASTE}, Tables 4.1 and 5.6; the numbers of the equations [M]",
    mark="V",
    remark=(
        "Composting: 4 g CH₄ and 0.24 g N₂O per kg of wet waste. Open burning: 6 500 g CH₄ per wet tonne, 150 g N₂O "
        "per dry tonne."
    ),
    in_use=False,
)
def treated(waste: Any, factor: Any, recovered: Any = None) -> Any:
    """CH4 or N2O of composting, digestion, incineration or open burning, in t: waste x factor, less what is recovered.

    ``waste`` in t, ``factor`` in t of gas per t of waste on the same weight basis (composting 0.004 wet, 0.010 dry),
    ``recovered`` gas in t or None. Any shape. Digestion: N2O is taken as negligible.
    Raises Refused for a negative input, a factor above 1 (g/kg: divide by 1000) and more recovered than formed.
    Source: IPCC 2006 vol. 5, Tables 4.1 and 5.6 [V]; equations 4.1, 4.2, 5.4 and 5.5, numbered from memory [M].
    """
    not_negative("waste", waste, "t")
    limit("emission factor", factor, "t/t", 0.0, 1.0, fix="Give t of gas per t of waste: divide g/kg by 1000.")
    formed = waste * factor
    return formed if recovered is None else _left(formed, recovered)


@formula(
    name="CO₂ of incineration",
    text="CO₂ = SW × dm × CF × FCF × OF × 44 ÷ 12",
    units="CO₂ and waste SW in t; shares: dry matter dm, carbon CF, fossil carbon FCF, oxidised OF",
    source=f"{IPCC_WASTE}, Table 5.2; equation 5.2 numbered from memory [M]",
    mark="V",
    remark="The biogenic rest is a memo item. Waste burnt for energy belongs to the energy carrier.",
    in_use=False,
)
def incineration_co2(
    waste: Any,
    dry_share: Any,
    carbon_share: Any,
    fossil_share: Any,
    oxidation: Any = 1.0,
    co2_per_carbon: Any = CO2_PER_CARBON,
) -> Any:
    """The fossil CO2 of burnt waste in t: SW x dm x CF x FCF x OF x 44/12; add up the components.

    ``waste`` in t wet, ``dry_share`` dm (1 for dry waste), ``carbon_share`` CF of the dry matter, ``fossil_share`` FCF
    of the carbon, ``oxidation`` OF 1 for incineration and 0.58 (2019 Refinement 0.71) for open burning: shares from 0
    to 1, any shape. The biogenic rest is a memo item. Waste burnt for energy belongs to the energy carrier, not here as
    well.
    Raises Refused for negative waste and shares outside. Source: IPCC 2006 vol. 5, Table 5.2
    [V]; equation 5.2, numbered from memory [M].
    """
    not_negative("waste", waste, "t")
    for name, value in (("dry matter", dry_share), ("carbon", carbon_share), ("fossil carbon", fossil_share)):
        share(name, value)
    return co2_of_carbon(waste * dry_share * carbon_share * fossil_share, oxidation, co2_per_carbon)


def organic_load(people: Any, bod: Any, correction: Any = 1.0, days: Any = DAYS) -> Any:
    """The degradable organics in the wastewater of a year, TOW: people x BOD x I x 365, in the mass unit of ``bod``.

    ``bod`` per person and day in t (Europe 60 g: 60e-6) for a result in t; ``correction`` I for industry in the sewer,
    1.25 collected, 1 not. Any shape. Raises Refused for a negative input, a correction below 1 and a plain ``bod``
    above 1. Source: IPCC 2006 vol. 5, eq. 6.3, Table 6.4 [V].
    """
    not_negative("people", people, "inhabitants")
    limit("BOD", bod, "t per inhabitant and day", 0.0, 1.0, fix="Give t (60 g is 60e-6) or kg, not grams.")
    limit("correction for industry", correction, "", 1.0, fix="Give 1.25 for collected wastewater or 1 for other.")
    return people * bod * correction * days


@formula(
    name="CH₄ of wastewater",
    text="CH₄ = (TOW − S) × Bo × MCF − R;  TOW = P × BOD × I × 365",
    units=(
        "CH₄ in t, organic load TOW and sludge S in t BOD a year, P inhabitants, BOD in t per inhabitant and day, "
        "Bo 0.6 t CH₄/t BOD, industry I 1.25 or 1"
    ),
    source=f"{IPCC_WASTE}, equations 6.1 to 6.3, Tables 6.2 to 6.4",
    mark="V",
    remark="Groups of people and treatments multiply: the MCF is the sum of U × T × MCF.",
    also=("analytics.factors.waste.organic_load",),
)
def wastewater_ch4(load: Any, capacity: Any, mcf: Any, sludge: Any = None, recovered: Any = None) -> Any:
    """The CH4 of domestic wastewater in t: (TOW − S) x Bo x MCF − R.

    ``load`` TOW in t BOD from ``organic_load``, ``capacity`` Bo in t CH4/t BOD (0.6), ``mcf`` of the treatment from 0
    to 1, ``sludge`` S removed in t BOD, ``recovered`` R in t CH4. Several groups of people and treatments: ``mcf`` is
    the sum of U x T x MCF over them, from ``of_mix`` with U x T as shares (multiplied, never divided by). Any shape.
    Raises Refused for a negative input, an MCF outside 0 to 1, more sludge than load, more recovered than formed.
    Source: IPCC 2006 vol. 5, eq. 6.1 and 6.2, Tables 6.2 and 6.3 [V].
    """
    not_negative("organic load", load, "t")
    not_negative("methane capacity", capacity, "t/t")
    share("MCF", mcf)
    treated_load = load if sludge is None else _left(load, sludge, "sludge removed", "organic load")
    formed = treated_load * capacity * mcf
    return formed if recovered is None else _left(formed, recovered)


@formula(
    name="N₂O of effluent",
    text="N₂O = P × protein × 0.16 × F_non-con × F_ind-com × 0.005 × 44 ÷ 28",
    units="t; protein in t per inhabitant and year",
    source=f"{IPCC_WASTE}, equations 6.7 and 6.8, Table 6.11",
    mark="V",
)
def effluent_n2o(
    people: Any,
    protein: Any,
    nitrogen: Any = 0.16,
    not_consumed: Any = 1.1,
    industrial: Any = 1.25,
    factor: Any = 0.005,
    sludge_nitrogen: Any = None,
    n2o_per_nitrogen: Any = N2O_PER_NITROGEN,
    household: Any = 1.0,
    removed: Any = 0.0,
) -> Any:
    """The N2O of effluent in the mass unit of ``protein``: P x protein x F_NPR x F_NON-CON x F_IND-COM x EF x 44/28.

    ``protein`` eaten per inhabitant and year in t, for a result in t; ``nitrogen`` 0.16 t N/t; ``not_consumed`` 1.1,
    or 1.4 with garbage disposals; ``industrial`` 1.25; ``factor`` 0.005 t N2O-N/t N; ``sludge_nitrogen`` in t N is
    taken off before. By the 2019 Refinement ``household`` products add to the nitrogen (Europe 1.08) and the plant has
    ``removed`` a share of it (0.4 in a secondary one), both without effect by the 2006 Guidelines. Any shape. Raises
    Refused for a negative input, shares outside 0 to 1, factors below 1 and more nitrogen in the sludge than in all.
    Source: IPCC 2006 vol. 5, eq. 6.7 and 6.8, Table 6.11 [V]; 2019 Refinement by bonsai_ipcc 0.5.3 [V2].
    """
    not_negative("people", people, "inhabitants")
    not_negative("protein", protein, "t per inhabitant")
    share("nitrogen in protein", nitrogen)
    limit("factor of protein not consumed", not_consumed, "", 1.0, fix="Give 1.1, or 1.4 with garbage disposals.")
    limit("factor of industrial protein", industrial, "", 1.0, fix="Give 1.25, or 1 without industry.")
    share("emission factor", factor)
    limit("factor of household products", household, "", 1.0, fix="Give 1.08, or 1 by the 2006 Guidelines.")
    share("nitrogen removed", removed)
    flow = people * protein * nitrogen * not_consumed * industrial * household * (1 - removed)
    if sludge_nitrogen is not None:
        flow = _left(flow, sludge_nitrogen, "nitrogen in sludge", "nitrogen in wastewater")
    return flow * factor * n2o_per_nitrogen


def _left(formed: Any, taken: Any, what: str = "gas recovered", whole: str = "gas formed") -> Any:
    not_negative(what, taken, "t")
    rest = formed - taken
    # As much as there is may be taken, and a rounding error below zero is not more than that.
    fix = f"The {what} is more than the {whole}: correct one of them."
    limit(f"{whole} less {what}", formed * ROUNDING - taken, "t", 0.0, fix=fix)
    return (rest + abs(rest)) / 2


METHODS: Mapping[str, str] = {
    "methane-commitment": "analytics.factors.waste.methane_commitment",
    "first-order-decay": "analytics.factors.waste.first_order_decay",
}
"""How the CH4 of landfills can be counted, with the formula of each."""


@formula(
    name="One landfill method in a series",
    text=Sentence("methane commitment in every year, or first-order decay in every year"),
    units="method by inventory year",
    source=OURS,
    mark="R",
    remark="A switch would show as a change of emissions that never happened.",
    conditional=True,
    in_use=False,
)
def one_method(by_year: Mapping[int, str]) -> str:
    """The one method by which the landfills of a series were counted, from the method of each inventory year.

    The commitment puts all CH4 of a tonne in the year of disposal and the decay spreads it over decades, so that a
    switch between them shows as a change of emissions that never happened. Raises Refused: waste-method-mixed with the
    years, waste-method-unknown, and waste-method-missing for an empty series. Source: our own rule [R].
    """
    for year, method in by_year.items():
        if method not in METHODS:
            found, expected = f'"{method}" in {year}', f"one of {', '.join(METHODS)}"
            fix = "Name the method of the inventory."
            raise blocked("waste-method-unknown", found, expected, fix, column="method")
    used = {method: sorted(year for year, name in by_year.items() if name == method) for method in METHODS}
    listed = [f"{method} in {', '.join(map(str, years))}" for method, years in used.items() if years]
    if len(listed) != 1:
        found = " and ".join(listed) or "no inventory of landfills"
        code = "waste-method-mixed" if listed else "waste-method-missing"
        fix = "Recompute every year by one of them: the waste of earlier years is needed for the decay."
        raise Refused(Problem("block", code, found, "one method for all years of a series", fix, column="method"))
    return next(method for method, years in used.items() if years)
