"""The register: totals, boundaries, completeness, readings of one inventory, and the checks on it."""

from __future__ import annotations

from analytics.detection.heads import PER_HEAD_MWH, PER_HEAD_T
from analytics.detection.series import JUMP_A_YEAR, LONGEST_GAP
from analytics.formulas.entry import CRF, GPC, JRC_APPROACH, OURS, Formula
from analytics.inventories.comparison import FURTHEST_YEARS
from analytics.plausibility import POPULATION_LIMIT_PERCENT
from analytics.sentences import Sentence

GROUP, CHECKS, PAIRS = Sentence("Inventory"), Sentence("Checks"), Sentence("Pairs")
KEYS = "GPC and GCoM notation keys, as quoted by the Open Risk Manual"

INVENTORIES: tuple[Formula, ...] = (
    Formula(
        GROUP,
        Sentence("Total of a GPC inventory (BASIC)"),
        Sentence(
            "BASIC = I scopes 1 and 2 (without I.4.4) + II scopes 1 and 2 + III scopes 1 and 3 for waste of the city"
        ),
        Sentence("t CO₂e; BASIC+ rows, grid supply and imported waste are left out"),
        f"{GPC}; sector tables of CityCatalyst",
        "V",
        "analytics.inventories.weighing.total",
        Sentence("BASIC and territorial totals overlap and are never added."),
        ("analytics.inventories.inventory.inventories",),
    ),
    Formula(
        GROUP,
        Sentence("Total of other inventories"),
        Sentence("Total = sum of all rows but energy supplied to the grid, other scope 3 and industry in the ETS"),
        Sentence("t or MWh; what is left out stands beside the total as a memo item"),
        f"{CRF}, reporting tables; {JRC_APPROACH}",
        "V",
        "analytics.inventories.cells.in_total",
        Sentence("Consumption already carries the emissions of generation."),
        ("analytics.inventories.weighing.by_group",),
    ),
    Formula(
        GROUP,
        Sentence("Industry in the ETS"),
        Sentence("Covenant: in no total, of the baseline and of monitoring alike; GPC: in the total, and named"),
        Sentence("t, as a memo item"),
        f"{JRC_APPROACH}; {CRF}, comments of the reporting table",
        "V",
        "analytics.inventories.cells.in_total",
        Sentence("That it is left out of every inventory of a series alike is our own rule [R]."),
    ),
    Formula(
        GROUP,
        Sentence("Memo items"),
        Sentence("memo = Σ of the rows of one kind that stand beside the total;  biogenic CO₂ = Σ A × F(biogenic)"),
        Sentence("t, biogenic CO₂ in t CO₂ with A in MWh and F in t/MWh, certified green electricity in MWh"),
        OURS,
        "R",
        "analytics.inventories.inventory.inventories",
        Sentence("Nothing of it is in a total. Rows count as in the total: as reported, else energy times factor."),
    ),
    Formula(
        GROUP,
        Sentence("Levels of a GPC inventory"),
        Sentence(
            "BASIC+ = BASIC + scope 3 of I and II + IV + V; territorial = every scope 1 with I.4.4 and imported waste"
        ),
        Sentence("t CO₂e; other scope 3 (VI.1) stands in none of them"),
        f"{GPC}; sector tables of CityCatalyst",
        "V",
        "analytics.inventories.levels.level_totals",
        Sentence("The levels share rows: adding two of them is refused."),
    ),
    Formula(
        GROUP,
        Sentence("Gases and their potentials"),
        "E = CO₂ + CH₄ × GWP(CH₄) + N₂O × GWP(N₂O)",
        Sentence("t CO₂e; one set of GWPs for the whole series, chosen when it is read"),
        "IPCC assessment reports, see the table of potentials",
        "V",
        "analytics.inventories.weighing.reported",
        Sentence(
            "Reported CO₂e keeps the set that it was made with and is never restated. CH₄ of fugitive sources is "
            "fossil, of waste and land use non-fossil, where the set tells them apart [R]."
        ),
        ("analytics.inventories.weighing.effective",),
    ),
    Formula(
        GROUP,
        Sentence("Completeness"),
        Sentence("c = places with a number, NO, C or valid IE ÷ required places"),
        Sentence(
            "required: the 32 references of GPC BASIC, else the four key sectors; an IE is valid where its target "
            "holds a number"
        ),
        KEYS,
        "R",
        "analytics.inventories.completeness.completeness",
        Sentence("NE and nothing leave a place open, and so does an IE that does not say where."),
        conditional=True,
    ),
    Formula(
        GROUP,
        Sentence("Included elsewhere"),
        Sentence("IE counts where the row that it names holds a number"),
        Sentence("no figure: an IE adds nothing to a total"),
        KEYS,
        "V",
        "analytics.inventories.pointers.standing",
        Sentence("An IE in a circle, or one that leads to NE, is named."),
        conditional=True,
    ),
    Formula(
        GROUP,
        Sentence("Parents and children"),
        Sentence("of a row and the rows that it is the sum of, one side counts"),
        Sentence("t or MWh; equal within half a unit of the last digit"),
        OURS,
        "R",
        "analytics.inventories.parents.overlaps",
        Sentence("Public lighting or a fleet beside the whole that holds it would count twice."),
    ),
    Formula(
        GROUP,
        Sentence("Notation keys"),
        Sentence("Total = sum of the numbers; NO is a true zero; NE, IE and C are not numbers"),
        Sentence("counts of cells beside the total"),
        KEYS,
        "V",
        "analytics.inventories.inventory.inventories",
        Sentence("A blank cannot be stored."),
        conditional=True,
    ),
    Formula(
        GROUP,
        Sentence("Key sectors"),
        Sentence("municipal, tertiary, residential, transport"),
        Sentence(
            "a key sector is covered by a number, NO, C, or an IE that leads to a number; all else leaves it open"
        ),
        JRC_APPROACH,
        "V",
        "analytics.inventories.inventory.missing_key_sectors",
        Sentence(
            "The four sectors are the Covenant's. That all four must be covered for a verdict is our own rule [R]; the "
            "Covenant's minimum is said to be three of four [M]. An IE that names no place leads to a number of its "
            "group of sectors, or of one that holds its own [R]."
        ),
        conditional=True,
    ),
    Formula(
        GROUP,
        Sentence("Energy without emissions"),
        Sentence("E lacks a place where A > 0 and no figure of emissions stands for it"),
        Sentence(
            "A in MWh by sector and carrier; renewable carriers need none, and emissions without any carrier cover all"
        ),
        OURS,
        "R",
        "analytics.missing.without_emissions",
        Sentence(
            "Where emissions are reported, what has none counts as lacking, never as zero: the total gives no verdict."
        ),
    ),
    Formula(
        GROUP,
        Sentence("Per inhabitant"),
        "e = E ÷ P",
        Sentence(
            "e in t per inhabitant and year, P the inhabitants of that inventory year by the inventory's own source"
        ),
        OURS,
        "R",
        "analytics.commitment.targets.intensity",
        also=("analytics.inventories.inventory.Inventory.per_head_t",),
    ),
    Formula(
        GROUP,
        Sentence("Restatement"),
        Sentence("ΔE = E(after) − E(before), of one city and year under two settings, by group of sectors"),
        Sentence("t CO₂e; method, boundary, edition of the factors, GWP set or corrected figures"),
        f"{GPC}, recalculation of a base year",
        "R",
        "analytics.inventories.restatement.restated",
        Sentence("A restatement is no progress and stands in a bar of its own."),
    ),
    Formula(
        GROUP,
        Sentence("From one framework to another"),
        Sentence("total there = total here + what is recomputed − what is left out"),
        Sentence(
            "t or MWh; electricity is recomputed with the factor of the other framework, transport needs its mode"
        ),
        f"Reporting tables of the Covenant, {CRF} and {GPC}",
        "R",
        "analytics.inventories.conversion.converted",
        Sentence(
            "A figure that cannot be moved is left out with the reason. Row labels of the Covenant template: [M]."
        ),
        ("analytics.inventories.conversion.figures",),
    ),
    Formula(
        CHECKS,
        Sentence("Implied factor"),
        Sentence("f = E ÷ A, held against the city's other rows, its stated factor and the published range"),
        Sentence(
            "t/MWh; a factor of another carrier or of one, and slips by 1 000, 3.6, 11.63 or a short ton are named"
        ),
        OURS,
        "R",
        "analytics.detection.implied.hits",
        Sentence("A finding changes no figure: it names the rows, the tonnes at stake and a repair."),
        ("analytics.detection.findings.examined",),
    ),
    Formula(
        CHECKS,
        Sentence("Plausible ranges"),
        Sentence(
            "{low_t:g} to {high_t:g} t and {low_mwh:g} to {high_mwh:g} MWh per inhabitant; at most {share:.0%} from "
            "one year to the next",
            low_t=PER_HEAD_T[0],
            high_t=PER_HEAD_T[1],
            low_mwh=PER_HEAD_MWH[0],
            high_mwh=PER_HEAD_MWH[1],
            share=JUMP_A_YEAR,
        ),
        Sentence(
            "per inhabitant and year; inventories more than {years} years apart are not held against each other",
            years=LONGEST_GAP,
        ),
        OURS,
        "R",
        "analytics.detection.findings.findings",
        Sentence(
            "With fewer than three key sectors, said to be the Covenant's minimum [M], a low figure says nothing."
        ),
    ),
    Formula(
        CHECKS,
        Sentence("Population against a register"),
        Sentence("100 × (reported ÷ register − 1), a finding beyond {percent:g} %", percent=POPULATION_LIMIT_PERCENT),
        Sentence("per cent of the register's inhabitants, downwards by the same factor"),
        "CDP, 2019 City Emissions Data Quality Checks; the limit is ours [R]",
        "V",
        "analytics.plausibility.population_problem",
        Sentence("CDP printed passes up to +22 % and flags from +54 %."),
        ("analytics.plausibility.deviation_percent", "analytics.plausibility.implied_population_percent"),
    ),
    Formula(
        PAIRS,
        Sentence("Side by side"),
        Sentence("row = sum of the groups that both report in full ÷ inhabitants"),
        Sentence(
            "t per inhabitant and year; the pair of inventories with one method, then the closest years, then the "
            "newest"
        ),
        OURS,
        "R",
        "analytics.inventories.comparison.compare",
        Sentence(
            "Refused between CO₂ and CO₂e, without inhabitants, or when more than {years} years lie between. Industry "
            "and waste are left out between two methods, whose boundaries differ [V, JRC and GPC].",
            years=FURTHEST_YEARS,
        ),
    ),
)
