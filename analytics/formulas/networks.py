"""The register: bought electricity and heat, and heating weather."""

from __future__ import annotations

from analytics.formulas.entry import GPC, GUIDEBOOK, Formula
from analytics.sentences import Sentence

GROUP = Sentence("Electricity and heat")

NETWORKS: tuple[Formula, ...] = (
    Formula(
        GROUP,
        Sentence("National electricity factor"),
        Sentence("F = national emissions from generation ÷ national final electricity consumption"),
        Sentence("F in t/MWh at the meter; grid losses are inside, so none are added"),
        "JRC CoM NEEFE 2024; com-east.eu note on the update of national factors (2021)",
        "V",
        "datasets.catalogue.electricity_factor",
        Sentence("One edition for all years of a series: the 2024 edition recalculated every year."),
        ("analytics.factors.electricity.national_factor",),
    ),
    Formula(
        GROUP,
        Sentence("Local electricity factor"),
        "EFE = ((TCE − LPE − GEP) × NEEFE + CO₂LPE + CO₂GEP) ÷ TCE",
        Sentence(
            "t/MWh; consumption TCE, local production LPE and certified purchases GEP in MWh, NEEFE the national "
            "factor, CO₂LPE and CO₂GEP in t"
        ),
        "JRC, technical annex to the SEAP template instructions; that GEP is read today as certified electricity "
        "bought or sold in the territory: [M]",
        "V",
        "analytics.factors.electricity.local_factor",
        Sentence(
            "Taken where the city states its figures and local electricity is asked for. One factor for all "
            "electricity of the territory."
        ),
    ),
    Formula(
        GROUP,
        Sentence("Local electricity factor of a net exporter"),
        Sentence("EFE = (CO₂LPE + CO₂GEP) ÷ (LPE + GEP), where LPE + GEP > TCE"),
        Sentence("t/MWh, letters as above; the two formulas agree where production and purchases equal consumption"),
        "JRC, technical annex to the SEAP template instructions",
        "V",
        "analytics.factors.electricity.is_net_exporter",
        Sentence("Without it a city that produces more than it uses would get a factor below zero."),
    ),
    Formula(
        GROUP,
        Sentence("Location-based electricity"),
        Sentence("F = EFE with GEP = 0 and CO₂GEP = 0"),
        Sentence("t/MWh; the mix of the grid and of local plants, without certified purchases"),
        f"{GPC}, scope 2",
        "V",
        "datasets.factor_sources.local_electricity",
        Sentence("Shown beside the local factor, never in its place."),
    ),
    Formula(
        GROUP,
        Sentence("Grid losses"),
        "E(losses) = A × F(losses)",
        Sentence("E in t, consumption A in MWh, F in t per MWh consumed; scope 3, in BASIC+ alone"),
        f"{GPC}, x.x.3",
        "V",
        "analytics.factors.electricity.losses",
        Sentence("Refused on top of a factor of consumed electricity, which has the losses inside [R]."),
    ),
    Formula(
        GROUP,
        Sentence("Life-cycle electricity"),
        Sentence("F = generation + losses + upstream of generation + upstream of losses"),
        Sentence("all in t CO₂e/MWh, of a generation factor"),
        "UK DESNZ, greenhouse gas conversion factors 2026",
        "V2",
        "analytics.factors.electricity.life_cycle_factor",
        Sentence(
            "The life-cycle approach counts CO₂e alone, and never stands in a series with the activity-based one."
        ),
    ),
    Formula(
        GROUP,
        Sentence("Local heat factor"),
        "EFH = (CO₂LPH + CO₂IH − CO₂EH) ÷ LHC",
        Sentence("t/MWh; CO₂ of heat produced in the territory, imported and exported in t, consumption LHC in MWh"),
        f"{GUIDEBOOK}, p. 21",
        "V",
        "analytics.factors.heat.local_factor",
        Sentence("There is no default factor of district heat."),
    ),
    Formula(
        GROUP,
        Sentence("Heat and power from one plant"),
        Sentence("CO₂(heat) = CO₂ × (H ÷ ηh) ÷ (H ÷ ηh + P ÷ ηe); electricity takes the rest"),
        Sentence("CO₂ in t, heat H and electricity P in MWh, efficiencies ηh 0.90 and ηe 0.40 of separate production"),
        f"{GUIDEBOOK}, CHP formula",
        "M",
        "analytics.factors.heat.chp_split",
        Sentence(
            "Other conventions (0.80 and 0.35; heat twice as efficient) give other answers: one for all years of a "
            "series."
        ),
    ),
    Formula(
        GROUP,
        Sentence("Heating degree days"),
        Sentence("HDD = Σ (T_base − T), over the days with T < T_base"),
        Sentence("°C day; T the daily mean, T_base 15 °C"),
        f"{GUIDEBOOK}, p. 31",
        "V",
        "analytics.factors.weather.heating_degree_days",
        Sentence("Eurostat counts 18 − T on days of at most 15 °C [M]; two bases are never mixed."),
    ),
    Formula(
        GROUP,
        Sentence("Cooling degree days"),
        Sentence("CDD = Σ (T − T_base), over the days with T > T_base"),
        Sentence("°C day; the base is that of the data, there is no default"),
        f"{GUIDEBOOK}, p. 31",
        "V",
        "analytics.factors.weather.cooling_degree_days",
    ),
    Formula(
        GROUP,
        Sentence("Weather correction"),
        "E = E(other) + E(heating) × HDD(average) ÷ HDD(year)",
        Sentence("MWh or t; without a long-term average, that of the base year stands in its place"),
        f"{GUIDEBOOK}, p. 31; the equation from memory, the heating part alone is our own rule [R]",
        "M",
        "analytics.factors.weather.corrected",
        Sentence(
            "An extra figure: it never replaces the reported one. The city states which share of fuels and heat warms "
            "rooms; there is no default."
        ),
        ("analytics.factors.heating.in_reference_weather", "analytics.factors.heating.reference"),
    ),
)
