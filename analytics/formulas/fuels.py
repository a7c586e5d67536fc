"""The register: energy, fuels, gases and their factors."""

from __future__ import annotations

from analytics.formulas.entry import GUIDEBOOK, IPCC, JRC_APPROACH, Formula
from analytics.sentences import Sentence

GROUP = Sentence("Energy and fuels")

FUELS: tuple[Formula, ...] = (
    Formula(
        GROUP,
        Sentence("Emissions of an energy use"),
        "E = A × F",
        Sentence("E in t, A (activity data: final energy, net calorific value) in MWh, F (emission factor) in t/MWh"),
        JRC_APPROACH,
        "V",
        "analytics.factors.emissions.emissions",
        Sentence(
            "Used where a city reports energy only. One carrier without a factor leaves the whole total open: a part "
            "is never shown as a total."
        ),
        ("analytics.inventories.weighing.computed",),
    ),
    Formula(
        GROUP,
        Sentence("Factor of a fuel"),
        "F = f × 3.6 × 10⁻⁶",
        Sentence("F in t/MWh, f in kg/TJ of net calorific value; 1 MWh is 0.0036 TJ and 1 t is 1 000 kg"),
        f"{IPCC}, Tables 2.2 to 2.5, 3.2.1 and 3.2.2",
        "V",
        "analytics.factors.emissions.factor_t_per_mwh",
        Sentence("CH₄ and N₂O differ by where a fuel burns, CO₂ does not."),
        ("analytics.factors.emissions.factor_co2e",),
    ),
    Formula(
        GROUP,
        Sentence("A factor in another unit"),
        Sentence("F = f × unit of mass ÷ unit of energy"),
        Sentence("F in t of one gas per MWh, f as stated, such as kg/kWh, g/kWh or kg/TJ"),
        Sentence("Definitions of the units"),
        "R",
        "analytics.factors.emissions.stated_factor",
        Sentence("A factor without a unit, or in the unit of another gas, is refused."),
    ),
    Formula(
        GROUP,
        Sentence("CO₂ equivalent"),
        "CO₂e = CO₂ + CH₄ × GWP(CH₄) + N₂O × GWP(N₂O)",
        Sentence("all gases in t; GWP over 100 years, from one set for the whole series"),
        f"{IPCC}; IPCC assessment reports, Working Group I",
        "V",
        "analytics.factors.gases.co2e",
        Sentence(
            "Where a source gives CO₂e only, it stays as reported. CO₂ alone and CO₂e are never added or compared."
        ),
        ("analytics.factors.gases.Gwp.of",),
    ),
    Formula(
        GROUP,
        Sentence("Sustainable biomass"),
        Sentence("F(CO₂) = 0; CH₄ and N₂O count"),
        Sentence("biogenic CO₂ is a memo item in t and stands in no total"),
        GUIDEBOOK,
        "V",
        "datasets.catalogue.fuel_factor",
        Sentence("Biomass that is not produced sustainably counts in full."),
        conditional=True,
    ),
    Formula(
        GROUP,
        Sentence("Blended fuel"),
        "F = s × F(fossil) + (1 − s) × F(bio)",
        Sentence("F in t/MWh, s the fossil share of the energy from 0 to 1; CO₂ of a sustainable bio part is 0"),
        f"{GUIDEBOOK}, Box 1",
        "V",
        "analytics.factors.emissions.blend",
        Sentence("Where IPCC 2006 prints no CH₄ and N₂O of a biofuel on the road, those of the fossil part count [R]."),
    ),
    Formula(
        GROUP,
        Sentence("Net from gross calorific value"),
        "net = gross × r",
        Sentence("MWh; r is 0.95 for solids and liquids and 0.90 for gases, or the supplier's own ratio"),
        f"{IPCC}, section 1.4.1.2",
        "V2",
        "analytics.factors.fuels.net_from_gross",
        Sentence("A bill of gas by the gross calorific value is 1.11 times the net energy, one of oil 1.05 times."),
        ("analytics.factors.fuels.gross_from_net", "analytics.factors.fuels.net_over_gross"),
    ),
    Formula(
        GROUP,
        Sentence("Factor on net or gross calorific value"),
        "F(net) = F(gross) ÷ r",
        Sentence("t/MWh; r as above, which is also the ratio of two printed factors of one fuel"),
        "Arithmetic; agrees with the gas factors that the UK government prints for 2026 (DESNZ)",
        "R",
        "analytics.factors.fuels.factor_on_net",
        also=("analytics.factors.fuels.factor_on_gross", "analytics.factors.fuels.ratio_of_factors"),
    ),
    Formula(
        GROUP,
        Sentence("Energy of an amount of fuel"),
        "A = m × NCV = V × ρ × NCV",
        Sentence(
            "A in MWh, mass m in t, volume V in m³, density ρ in t/m³, net calorific value NCV in MWh/t (TJ/Gg ÷ 3.6)"
        ),
        f"{IPCC}, Table 1.2; each density by its own source",
        "V",
        "analytics.factors.calorific.to_mwh",
        Sentence(
            "A volume without a density is asked about: IPCC 2006 prints none. The supplier's own calorific value goes "
            "first."
        ),
        (
            "analytics.factors.calorific.mwh_per_unit",
            "analytics.factors.fuels.energy",
            "analytics.factors.fuels.mass",
            "analytics.factors.fuels.ncv_mwh_per_t",
            "analytics.factors.fuels.per_volume",
        ),
    ),
    Formula(
        GROUP,
        Sentence("Factor per amount of fuel"),
        "F = NCV × f",
        Sentence("F in kg per t (or m³, litre), NCV in TJ/Gg and f in kg/TJ, both net or both gross"),
        f"{IPCC}, Tables 1.2 and 1.4; US EPA Emission Factors Hub (gross)",
        "V",
        "analytics.factors.fuels.factor_per_amount",
        Sentence("A gross calorific value with a factor on net is refused: 5 % off for oil, 11 % for gas."),
    ),
    Formula(
        GROUP,
        Sentence("Normal and standard cubic metres"),
        "V(normal) = V(standard) × 273.15 ÷ 288.15",
        Sentence("m³ of gas at 0 °C and at 15 °C, both at 101.325 kPa; 1 Sm³ is 0.948 Nm³"),
        "ISO 13443, reference conditions",
        "M",
        "analytics.factors.fuels.volume_at",
        Sentence("Which of the two is meant stands on the bill; they differ by 5.5 %."),
    ),
    Formula(
        GROUP,
        Sentence("Units of volume"),
        Sentence("V = v × m³ per unit"),
        Sentence(
            "m³; litre, US and UK gallon, barrel (42 US gallons), cubic foot and its multiples, exact by definition"
        ),
        Sentence("Definitions of the units"),
        "R",
        "analytics.factors.fuels.volume",
        Sentence("A bare gallon has two meanings and is refused."),
    ),
    Formula(
        GROUP,
        Sentence("CO₂ of carbon"),
        "CO₂ = C × OF × 44 ÷ 12",
        Sentence("CO₂ in the unit of the carbon C (kg/GJ gives kg CO₂/GJ); oxidised share OF is 1"),
        f"{IPCC}, Tables 1.3 and 1.4",
        "V",
        "analytics.factors.fuels.co2_of_carbon",
        Sentence("The IPCC prints its factors rounded to three digits."),
    ),
    Formula(
        GROUP,
        Sentence("Units"),
        Sentence("value in the store = value in the file × factor(unit)"),
        Sentence("energy in MWh, every gas in t; CO₂, CH₄, N₂O, CO₂e and plain mass are five dimensions"),
        "Definitions of the units; 1 toe = 41.868 GJ, convention of the IEA [M]",
        "R",
        "analytics.units.convert",
        Sentence("The text of the unit is looked up in a closed list; nothing is guessed."),
        ("analytics.units.factor",),
    ),
)
