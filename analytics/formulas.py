"""Every formula and rule in use, as a reader can check it: text, units, source, how well sourced, and its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analytics.comparison import FURTHEST_YEARS
from analytics.progress import OLDEST_INVENTORY_YEARS

Mark = Literal["V", "V2", "M", "R"]

MARKS: dict[Mark, str] = {
    "V": "read in the source",
    "V2": "read in a second-hand transcription",
    "M": "from memory, not yet confirmed",
    "R": "our own rule",
}
"""How well a statement is sourced. [M] has to be confirmed against the document before it is called official."""

GPC = "Global Protocol for Community-Scale Greenhouse Gas Inventories (GPC) v1.1"
JRC_APPROACH = "JRC, The Covenant of Mayors approach on building emission inventories (EDGAR pages)"
IPCC = "IPCC 2006 Guidelines, Vol. 2"
OURS = "This program"


@dataclass(frozen=True)
class Formula:
    """One formula or rule. ``text`` is the formula, ``units`` explains its letters, ``source`` says where it is from.

    ``function`` is the dotted name of the code that applies it. ``remark`` is what a reader should know beside it.
    """

    group: str
    name: str
    text: str
    units: str
    source: str
    mark: Mark
    function: str
    remark: str = ""


FORMULAS: tuple[Formula, ...] = (
    Formula(
        "Emissions",
        "Emissions of an energy use",
        "E = A × F",
        "E in t, A (activity data: final energy, net calorific value) in MWh, F (emission factor) in t/MWh",
        JRC_APPROACH,
        "V",
        "analytics.emissions.emissions",
        "Used where a city reports energy only. One carrier without a factor leaves the whole total open: a part is "
        "never shown as a total.",
    ),
    Formula(
        "Emissions",
        "Factor of a fuel",
        "F = f × 3.6 × 10⁻⁶",
        "F in t/MWh, f in kg/TJ of net calorific value; 1 MWh is 0.0036 TJ and 1 t is 1 000 kg",
        f"{IPCC}, Tables 2.2 to 2.5, 3.2.1 and 3.2.2",
        "V",
        "analytics.emissions.factor_t_per_mwh",
        "A bill by the gross calorific value is 1.11 times (gas) or 1.05 times (oil) the net energy [V2].",
    ),
    Formula(
        "Emissions",
        "CO₂ equivalent",
        "CO₂e = CO₂ + CH₄ × GWP(CH₄) + N₂O × GWP(N₂O)",
        "all gases in t; GWP over 100 years, from one set for the whole series",
        f"{IPCC}; IPCC assessment reports, Working Group I",
        "V",
        "analytics.gases.co2e",
        "Where a source gives CO₂e only, it stays as reported. CO₂ alone and CO₂e are never added or compared.",
    ),
    Formula(
        "Emissions",
        "National electricity factor",
        "F = national emissions from generation ÷ national final electricity consumption",
        "F in t/MWh at the meter; grid losses are inside, so none are added",
        "JRC CoM NEEFE 2024; com-east.eu note on the update of national factors (2021)",
        "V",
        "datasets.catalogue.electricity_factor",
        "One edition for all years of a series: the 2024 edition recalculated every year.",
    ),
    Formula(
        "Emissions",
        "Sustainable biomass",
        "F(CO₂) = 0; CH₄ and N₂O count",
        "biogenic CO₂ is a memo item in t and stands in no total",
        "JRC, SEAP Guidebook Part 2 (2010)",
        "V",
        "datasets.catalogue.fuel_factor",
        "Biomass that is not produced sustainably counts in full.",
    ),
    Formula(
        "Emissions",
        "Blended fuel",
        "F = s × F(fossil) + (1 − s) × F(bio)",
        "F in t/MWh, s the fossil share of the energy from 0 to 1; CO₂ of a sustainable bio part is 0",
        "JRC, SEAP Guidebook Part 2 (2010), Box 1",
        "V",
        "analytics.emissions.blend",
        "Where IPCC 2006 prints no CH₄ and N₂O of a biofuel on the road, those of the fossil part count [R].",
    ),
    Formula(
        "Emissions",
        "Net from gross calorific value",
        "net = gross × r",
        "MWh; r is 0.95 for solids and liquids and 0.90 for gases, or the supplier's own ratio",
        f"{IPCC}, section 1.4.1.2",
        "V2",
        "analytics.fuels.net_from_gross",
        "A factor goes the other way: per net MWh it is the factor per gross MWh ÷ r.",
    ),
    Formula(
        "Emissions",
        "Energy of an amount of fuel",
        "A = m × NCV = V × ρ × NCV",
        "A in MWh, mass m in t, volume V in m³, density ρ in t/m³, net calorific value NCV in MWh/t",
        f"{IPCC}, Table 1.2; each density by its own source",
        "V",
        "analytics.calorific.to_mwh",
        "A volume without a density is asked about. A normal and a standard cubic metre differ by 5.5 % [M].",
    ),
    Formula(
        "Emissions",
        "Local electricity factor",
        "EFE = ((TCE − LPE − GEP) × NEEFE + CO₂LPE + CO₂GEP) ÷ TCE",
        "t/MWh; consumption TCE, local production LPE and certified purchases GEP in MWh, NEEFE the national factor; "
        "of a net exporter (CO₂LPE + CO₂GEP) ÷ (LPE + GEP)",
        "JRC, technical annex to the SEAP template instructions",
        "V",
        "analytics.electricity.local_factor",
        "Taken where the city states its figures and local electricity is asked for; the location-based factor "
        "(GEP = 0) stands beside it.",
    ),
    Formula(
        "Emissions",
        "Local heat factor",
        "EFH = (CO₂LPH + CO₂IH − CO₂EH) ÷ LHC",
        "t/MWh; CO₂ of heat produced in the territory, imported and exported in t, consumption LHC in MWh",
        "JRC, SEAP Guidebook Part 2 (2010), p. 21",
        "V",
        "analytics.heat.local_factor",
        "There is no default factor of district heat.",
    ),
    Formula(
        "Inventory",
        "Total of a GPC inventory (BASIC)",
        "BASIC = I scopes 1 and 2 (without I.4.4) + II scopes 1 and 2 + III scopes 1 and 3 for waste of the city",
        "t CO₂e; BASIC+ rows, grid supply and imported waste are left out",
        f"{GPC}; sector tables of CityCatalyst",
        "V",
        "analytics.cells.in_total",
        "BASIC and territorial totals overlap and are never added.",
    ),
    Formula(
        "Inventory",
        "Total of other inventories",
        "Total = sum of all rows but energy supplied to the grid, other scope 3 and industry in the ETS",
        "t or MWh; what is left out stands beside the total as a memo item",
        f"GCoM Common Reporting Framework, reporting tables; {JRC_APPROACH}",
        "V",
        "analytics.cells.in_total",
        "Consumption already carries the emissions of generation. Industry in the ETS is left out of baseline and "
        "monitoring alike [R]; a GPC inventory keeps it and names it.",
    ),
    Formula(
        "Inventory",
        "Levels of a GPC inventory",
        "BASIC+ = BASIC + scope 3 of I and II + IV + V; territorial = every scope 1 with I.4.4 and imported waste",
        "t CO₂e; other scope 3 (VI.1) stands in none of them",
        f"{GPC}; sector tables of CityCatalyst",
        "V",
        "analytics.levels.level_totals",
        "The levels share rows: adding two of them is refused.",
    ),
    Formula(
        "Inventory",
        "Gases and their potentials",
        "E = CO₂ + CH₄ × GWP(CH₄) + N₂O × GWP(N₂O)",
        "t CO₂e; one set of GWPs for the whole series, chosen when it is read",
        "IPCC assessment reports, see the table of potentials",
        "V",
        "analytics.weighing.reported",
        "Reported CO₂e keeps the set that it was made with and is never restated. CH₄ of fugitive sources is fossil, "
        "of waste and land use non-fossil, where the set tells them apart [R].",
    ),
    Formula(
        "Inventory",
        "Completeness",
        "c = places with a number, NO, C or valid IE ÷ required places",
        "required: the 32 references of GPC BASIC, else the four key sectors; an IE is valid where its target holds a "
        "number",
        "GPC and GCoM notation keys, as quoted by the Open Risk Manual",
        "R",
        "analytics.completeness.completeness",
        "NE and nothing leave a place open, and so does an IE that does not say where.",
    ),
    Formula(
        "Inventory",
        "Restatement",
        "ΔE = E(after) − E(before), of one city and year under two settings, by group of sectors",
        "t CO₂e; method, boundary, edition of the factors, GWP set or corrected figures",
        f"{GPC}, recalculation of a base year",
        "R",
        "analytics.restatement.restated",
        "A restatement is no progress and stands in a bar of its own.",
    ),
    Formula(
        "Inventory",
        "Notation keys",
        "Total = sum of the numbers; NO is a true zero; NE, IE and C are not numbers",
        "counts of cells beside the total",
        "GPC and GCoM notation keys, as quoted by the Open Risk Manual",
        "V",
        "analytics.inventory.inventories",
        "A blank cannot be stored.",
    ),
    Formula(
        "Inventory",
        "Key sectors",
        "municipal, tertiary, residential, transport",
        "a key sector is covered by a number, NO, IE or C; NE or nothing leaves it open",
        JRC_APPROACH,
        "V",
        "analytics.inventory.missing_key_sectors",
        "The four sectors are the Covenant's. That all four must be covered for a verdict is our own rule [R]; the "
        "Covenant's minimum is said to be three of four [M].",
    ),
    Formula(
        "Inventory",
        "Per inhabitant",
        "e = E ÷ P",
        "e in t per inhabitant and year, P the inhabitants of that inventory year by the inventory's own source",
        OURS,
        "R",
        "analytics.inventory.Inventory.per_head_t",
    ),
    Formula(
        "Inventory",
        "Units",
        "value in the store = value in the file × factor(unit)",
        "energy in MWh, every gas in t; CO₂, CH₄, N₂O, CO₂e and plain mass are five dimensions",
        "Definitions of the units; 1 toe = 41.868 GJ, convention of the IEA [M]",
        "R",
        "analytics.units.convert",
        "The text of the unit is looked up in a closed list; nothing is guessed.",
    ),
    Formula(
        "Target",
        "Baseline",
        "E₀ = the inventory of the base year by the target's own method",
        "t CO₂e; where there is none, the base-year emissions that the target itself declares, marked as declared",
        OURS,
        "R",
        "analytics.baseline.baseline",
        "The Covenant recommends 1990, or the closest later year with reliable data [V, JRC].",
    ),
    Formula(
        "Target",
        "Target level, absolute",
        "E_T = E₀ × (1 − r)",
        "t CO₂e; r is the reduction, 0.5 for 50 %",
        OURS,
        "R",
        "analytics.targets.target_level",
        "Absolute or per inhabitant is chosen once [V, JRC].",
    ),
    Formula(
        "Target",
        "Allowed emissions, per inhabitant",
        "E(y) = path(E₀ ÷ P₀, (E₀ ÷ P₀) × (1 − r), y) × P(y)",
        "t CO₂e; P₀ and P(y) are the inhabitants of the base year and of the year y",
        OURS,
        "R",
        "analytics.progress.allowed",
        "The allowed tonnes move with the population of each year.",
    ),
    Formula(
        "Target",
        "Straight path",
        "path(y) = E₀ + (E_T − E₀) × (y − y₀) ÷ (y_T − y₀)",
        "t CO₂e in year y between base year y₀ and target year y_T; after y_T it stays at E_T",
        OURS,
        "R",
        "analytics.trajectory.linear_path",
        "The Covenant prescribes no path between baseline and target.",
    ),
    Formula(
        "Target",
        "Path at a constant rate",
        "path(y) = E₀ × (E_T ÷ E₀)^((y − y₀) ÷ (y_T − y₀))",
        "as the straight path; both ends above zero, so there is none to net zero",
        OURS,
        "R",
        "analytics.trajectory.constant_rate_path",
        "Chosen per target; the straight path is the default.",
    ),
    Formula(
        "Target",
        "Target level, other kinds",
        "per GDP: E₀ ÷ D₀ × (1 − r) × D(y);  scenario: E_BAU(y_T) × (1 − r);  fixed level: as stated;  neutrality: 0",
        "t CO₂e; D is the GDP of the year at one price basis, E_BAU what the baseline scenario expects",
        "GCoM Common Reporting Framework, target types; the formulas are our own reading",
        "M",
        "analytics.targets.level",
        "The path of a scenario target runs from the base-year level to the level allowed.",
    ),
    Formula(
        "Target",
        "Remaining carbon budget",
        "budget = Σ path(y), y₀ < y ≤ y_T;  remaining = budget − Σ E(y);  years left = remaining ÷ E(newest)",
        "t CO₂e and years; years without an inventory lie on the straight line between the two around them",
        OURS,
        "R",
        "analytics.budget.budget",
        "The trapezoid rule, year by year. A target per inhabitant or per GDP has no budget in tonnes.",
    ),
    Formula(
        "Target",
        "Beside the national target",
        "r ÷ (y_T − y₀) against r ÷ (y_T − y₀);  1 − (1 − r)^(1 ÷ (y_T − y₀)) against the same",
        "per cent a year of each one's own base, and as a compound rate; on one base year where an inventory allows it",
        OURS,
        "R",
        "analytics.ambition.ambition",
        "On two base years both measures must agree, or nobody can tell. The national target is as it was given.",
    ),
    Formula(
        "Verdict",
        "Gap",
        "gap = E(y) − path(y);  gap in % = 100 × gap ÷ E₀",
        "t CO₂e and per cent of the baseline; positive is behind",
        OURS,
        "R",
        "analytics.progress.assess",
    ),
    Formula(
        "Verdict",
        "Years late",
        "years late = y − the year in which the path passes E(y)",
        "years; negative is ahead",
        OURS,
        "R",
        "analytics.trajectory.year_on_path",
    ),
    Formula(
        "Verdict",
        "On track, behind, cannot tell",
        "On track: gap ≤ 0.  Behind: gap > 0.  Cannot tell: one condition is missing",
        "conditions: a target on the whole inventory, a baseline above zero, an inventory after it by the same method, "
        "boundary, factors, gas, GWP set and approach, a total in CO₂e, and all four key sectors",
        OURS,
        "R",
        "analytics.progress.assess",
        "Missing data never counts as good. In the target year the outcome is met or missed.",
    ),
    Formula(
        "Verdict",
        "How long an inventory speaks",
        f"today: cannot tell when the newest inventory is more than {OLDEST_INVENTORY_YEARS} years old",
        "calendar years",
        OURS,
        "R",
        "analytics.progress.assess",
        "The Covenant asks for a monitoring inventory at least every four years [V, JRC and eumayors.eu].",
    ),
    Formula(
        "Verdict",
        "Robustness",
        "5 GWP sets × 2 approaches × 2 electricity factors × total or per inhabitant, each judged again",
        "cells met or on track, missed or behind, or cannot tell with the reason",
        OURS,
        "R",
        "analytics.robustness.grid",
        "Reported CO₂e is never restated: it counts only in the cell that it was made for.",
    ),
    Formula(
        "Pairs",
        "Side by side",
        "row = sum of the groups that both report in full ÷ inhabitants",
        "t per inhabitant and year; the pair of inventories with one method, then the closest years, then the newest",
        OURS,
        "R",
        "analytics.comparison.compare",
        f"Refused between CO₂ and CO₂e, without inhabitants, or when more than {FURTHEST_YEARS} years lie between. "
        "Industry and waste are left out between two methods, whose boundaries differ [V, JRC and GPC].",
    ),
)
