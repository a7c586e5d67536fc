"""The register: waste and wastewater."""

from __future__ import annotations

from analytics.formulas.entry import GPC, IPCC_WASTE, OURS, Formula
from analytics.sentences import Sentence

GROUP = Sentence("Waste")

WASTE: tuple[Formula, ...] = (
    Formula(
        GROUP,
        Sentence("Methane commitment"),
        "CH₄ = MSW × L₀ × (1 − f_rec) × (1 − OX);  L₀ = MCF × DOC × DOCf × F × 16 ÷ 12",
        Sentence(
            "CH₄ in t, waste MSW in t (wet), potential L₀ in t CH₄/t, shares from 0 to 1: recovered f_rec, oxidised "
            "OX, site MCF, carbon DOC, its decaying part DOCf, methane in the gas F"
        ),
        f"{GPC}, methane commitment; parameters {IPCC_WASTE}, ch. 3. The text of the GPC takes DOCf 0.6 [M]",
        "V",
        "analytics.factors.waste.methane_commitment",
        Sentence("Counts all the gas of a tonne in the year of disposal."),
        ("analytics.factors.waste.methane_potential",),
    ),
    Formula(
        GROUP,
        Sentence("First-order decay"),
        "D(T) = W(T) × L₀ + D(T−1) × e^−k;  CH₄(T) = (D(T−1) × (1 − e^−k) − R) × (1 − OX)",
        Sentence("CH₄ and R (recovered) in t, waste W in t a year, k in 1/year by climate and kind of waste"),
        f"{IPCC_WASTE}, equations 3.1 and 3.4 to 3.6",
        "M",
        "analytics.factors.waste.first_order_decay",
        Sentence("Spreads the gas over decades. The two methods are never mixed in a series."),
    ),
    Formula(
        GROUP,
        Sentence("One landfill method in a series"),
        Sentence("methane commitment in every year, or first-order decay in every year"),
        Sentence("method by inventory year"),
        OURS,
        "R",
        "analytics.factors.waste.one_method",
        Sentence("A switch would show as a change of emissions that never happened."),
        conditional=True,
    ),
    Formula(
        GROUP,
        Sentence("A mixture of waste"),
        Sentence("value = Σ share × value of the part"),
        Sentence("share from 0 to 1, value in any one unit (such as DOC in t C/t)"),
        f"{IPCC_WASTE}, equation 3.7",
        "M",
        "analytics.factors.waste.of_mix",
    ),
    Formula(
        GROUP,
        Sentence("Composting, digestion and burning"),
        "E = W × F − R",
        Sentence("t of CH₄ or N₂O; waste W in t and factor F in t of gas per t, both wet or both dry; R is recovered"),
        f"{IPCC_WASTE}, Tables 4.1 and 5.6; the numbers of the equations [M]",
        "V",
        "analytics.factors.waste.treated",
        Sentence("Composting: 4 g CH₄ and 0.24 g N₂O per kg of wet waste."),
    ),
    Formula(
        GROUP,
        Sentence("CO₂ of incineration"),
        "CO₂ = SW × dm × CF × FCF × OF × 44 ÷ 12",
        Sentence("CO₂ and waste SW in t; shares: dry matter dm, carbon CF, fossil carbon FCF, oxidised OF"),
        f"{IPCC_WASTE}, Table 5.2; equation 5.2 numbered from memory [M]",
        "V",
        "analytics.factors.waste.incineration_co2",
        Sentence("The biogenic rest is a memo item. Waste burnt for energy belongs to the energy carrier."),
    ),
    Formula(
        GROUP,
        Sentence("CH₄ of wastewater"),
        "CH₄ = (TOW − S) × Bo × MCF − R;  TOW = P × BOD × I × 365",
        Sentence(
            "CH₄ in t, organic load TOW and sludge S in t BOD a year, P inhabitants, BOD in t per inhabitant and day, "
            "Bo 0.6 t CH₄/t BOD, industry I 1.25 or 1"
        ),
        f"{IPCC_WASTE}, equations 6.1 to 6.3, Tables 6.2 to 6.4",
        "V",
        "analytics.factors.waste.wastewater_ch4",
        Sentence("Groups of people and treatments multiply: the MCF is the sum of U × T × MCF."),
        ("analytics.factors.waste.organic_load",),
    ),
    Formula(
        GROUP,
        Sentence("N₂O of effluent"),
        "N₂O = P × protein × 0.16 × F_non-con × F_ind-com × 0.005 × 44 ÷ 28",
        Sentence("t; protein in t per inhabitant and year"),
        f"{IPCC_WASTE}, equations 6.7 and 6.8, Table 6.11",
        "V",
        "analytics.factors.waste.effluent_n2o",
    ),
)
