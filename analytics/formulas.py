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
        "Inventory",
        "Total of a GPC inventory (BASIC)",
        "BASIC = I scopes 1 and 2 (without I.4.4) + II scopes 1 and 2 + III scopes 1 and 3 for waste of the city",
        "t CO₂e; BASIC+ rows, grid supply and imported waste are left out",
        f"{GPC}; sector tables of CityCatalyst",
        "V",
        "analytics.inventory.in_total",
        "BASIC and territorial totals overlap and are never added.",
    ),
    Formula(
        "Inventory",
        "Total of other inventories",
        "Total = sum of all rows but energy supplied to the grid and other scope 3",
        "t or MWh",
        "GCoM Common Reporting Framework, reporting tables",
        "V",
        "analytics.inventory.in_total",
        "Consumption already carries the emissions of generation.",
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
        "years late = y − the year in which the straight path passes E(y)",
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
