"""The register: targets, paths, budgets, the verdict, and what moved the emissions."""

from __future__ import annotations

from analytics.commitment.reasons import OLDEST_INVENTORY_YEARS
from analytics.formulas.entry import CRF, GPC, OURS, Formula
from analytics.sentences import Sentence

KINDS = f"{CRF}, target types; the formula is our own reading"
# Translators: these are groups of formulas: what is promised, what is said of it, and what moved the emissions.
TARGET, VERDICT, DRIVERS = Sentence("Target"), Sentence("Verdict"), Sentence("Drivers")

TARGETS: tuple[Formula, ...] = (
    Formula(
        TARGET,
        Sentence("Baseline"),
        Sentence("E₀ = the inventory of the base year by the target's own method"),
        Sentence(
            "t CO₂e; where there is none, the base-year emissions that the target itself declares, marked as declared"
        ),
        OURS,
        "R",
        "analytics.commitment.baseline.baseline",
        Sentence("The Covenant recommends 1990, or the closest later year with reliable data [V, JRC]."),
    ),
    Formula(
        TARGET,
        Sentence("Target level, absolute"),
        "E_T = E₀ × (1 − r)",
        Sentence("t CO₂e; r is the reduction, 0.5 for 50 %"),
        KINDS,
        "M",
        "analytics.commitment.targets.target_level",
        Sentence("Absolute or per inhabitant is chosen once [V, JRC]."),
    ),
    Formula(
        TARGET,
        Sentence("Allowed emissions, per inhabitant"),
        "E(y) = path(E₀ ÷ P₀, (E₀ ÷ P₀) × (1 − r), y) × P(y)",
        Sentence("t CO₂e; P₀ and P(y) are the inhabitants of the base year and of the year y"),
        OURS,
        "R",
        "analytics.commitment.progress.allowed",
        Sentence("The allowed tonnes move with the population of each year."),
        ("analytics.commitment.progress.ends", "analytics.commitment.progress.driver"),
    ),
    Formula(
        TARGET,
        Sentence("Allowed emissions, per unit of GDP"),
        "E(y) = (E₀ ÷ D₀) × (1 − r) × D(y)",
        Sentence("t CO₂e; D is the gross domestic product of the year, in one currency at the prices of one year"),
        KINDS,
        "M",
        "analytics.commitment.targets.intensity_level",
    ),
    Formula(
        TARGET,
        Sentence("Target level, other kinds"),
        Sentence("scenario: E_BAU(y_T) × (1 − r);  fixed level: as stated;  neutrality: 0"),
        Sentence("t CO₂e; E_BAU is what the baseline scenario expects"),
        KINDS,
        "M",
        "analytics.commitment.targets.level",
        Sentence("The path of a scenario target runs from the base-year level to the level allowed."),
    ),
    Formula(
        TARGET,
        Sentence("Baseline scenario"),
        Sentence("E_BAU(y) = the scenario's tonnes of y, or on the straight line between its points around y"),
        Sentence("t CO₂e"),
        OURS,
        "R",
        "analytics.commitment.targets.scenario_emissions",
    ),
    Formula(
        TARGET,
        Sentence("Straight path"),
        "path(y) = E₀ + (E_T − E₀) × (y − y₀) ÷ (y_T − y₀)",
        Sentence("t CO₂e in year y between base year y₀ and target year y_T; after y_T it stays at E_T"),
        OURS,
        "R",
        "analytics.commitment.trajectory.linear_path",
        Sentence("The Covenant prescribes no path between baseline and target."),
        ("analytics.commitment.trajectory.level_on",),
    ),
    Formula(
        TARGET,
        Sentence("Path at a constant rate"),
        "path(y) = E₀ × (E_T ÷ E₀)^((y − y₀) ÷ (y_T − y₀))",
        Sentence("t CO₂e, as the straight path; both ends above zero, so there is none to net zero"),
        OURS,
        "R",
        "analytics.commitment.trajectory.constant_rate_path",
        Sentence("Chosen per target; the straight path is the default."),
    ),
    Formula(
        TARGET,
        Sentence("Path through interim targets"),
        Sentence("baseline → interim target → target, a path of one kind between each two"),
        Sentence("t CO₂e by year"),
        OURS,
        "R",
        "analytics.commitment.trajectory.piecewise_path",
        Sentence("Interim targets of one method, kind and base."),
        ("analytics.commitment.interim.chain", "analytics.commitment.interim.interim"),
    ),
    Formula(
        TARGET,
        Sentence("Remaining carbon budget"),
        Sentence("budget = Σ path(y), y₀ < y ≤ y_T;  remaining = budget − Σ E(y);  years left = remaining ÷ E(newest)"),
        Sentence("t CO₂e and years; years without an inventory lie on the straight line between the two around them"),
        OURS,
        "R",
        "analytics.commitment.budget.budget",
        Sentence("The trapezoid rule, year by year. A target per inhabitant or per GDP has no budget in tonnes."),
        (
            "analytics.commitment.budget.added",
            "analytics.commitment.budget.between_inventories",
            "analytics.commitment.budget.years_left",
            "analytics.commitment.trajectory.cumulative",
        ),
    ),
    Formula(
        TARGET,
        Sentence("Beside the national target"),
        Sentence("r ÷ (y_T − y₀) against r ÷ (y_T − y₀);  1 − (1 − r)^(1 ÷ (y_T − y₀)) against the same"),
        Sentence(
            "per cent a year of each one's own base, and as a compound rate; on one base year where an inventory "
            "allows it"
        ),
        OURS,
        "R",
        "analytics.commitment.ambition.ambition",
        Sentence(
            "On two base years both measures must agree; if not, the answer is cannot tell. The national target is as "
            "it was given."
        ),
        ("analytics.commitment.ambition.annual_change", "analytics.commitment.ambition.compound_rate"),
    ),
    Formula(
        VERDICT,
        Sentence("Gap"),
        Sentence("gap = E(y) − path(y);  gap in % = 100 × gap ÷ E₀"),
        Sentence("t CO₂e and per cent of the baseline; positive is behind"),
        OURS,
        "R",
        "analytics.commitment.trajectory.gap",
        also=("analytics.commitment.trajectory.percent_of",),
    ),
    Formula(
        VERDICT,
        Sentence("Change of the emissions"),
        Sentence("change = E(y) − E₀;  in % = 100 × change ÷ E₀"),
        Sentence(
            "t CO₂e and per cent of the base year, in total or per inhabitant; since an earlier inventory in t CO₂e; "
            "negative is a fall"
        ),
        OURS,
        "R",
        "analytics.commitment.progress.Progress.change_t",
        Sentence("Only between inventories by one method that count alike."),
        (
            "analytics.commitment.progress.Progress.change_percent",
            "analytics.commitment.progress.Progress.per_head_change_percent",
            "analytics.commitment.comparability.change_since",
            "analytics.commitment.comparability.earlier",
        ),
    ),
    Formula(
        VERDICT,
        Sentence("Left to cut"),
        Sentence("left = E(newest) − E_T;  a year = left ÷ (y_T − y)"),
        Sentence("t CO₂e and t CO₂e a year; y is the year of the newest inventory, negative is to spare"),
        OURS,
        "R",
        "analytics.commitment.progress.Progress.left_t",
        also=("analytics.commitment.progress.Progress.left_yearly_t",),
    ),
    Formula(
        VERDICT,
        Sentence("Years late"),
        Sentence(
            "years late = y − the year in which the path passes E(y); at or below the target level min(y − yT, 0)"
        ),
        Sentence("years; negative is ahead"),
        OURS,
        "R",
        "analytics.commitment.trajectory.year_on_path",
        also=(
            "analytics.commitment.trajectory.year_at_rate",
            "analytics.commitment.trajectory.year_at",
            "analytics.passport.years_late",
        ),
    ),
    Formula(
        VERDICT,
        Sentence("On track, behind, cannot tell"),
        Sentence("On track: gap ≤ 0.  Behind: gap > 0.  Cannot tell: one condition is missing"),
        Sentence(
            "conditions: a target on the whole inventory, a baseline above zero, an inventory after it by the same "
            "method, boundary, factors, gas, GWP set and approach, a total in CO₂e that lacks no place, and all four "
            "key sectors"
        ),
        OURS,
        "R",
        "analytics.commitment.progress.assess",
        Sentence("Missing data never counts as good. In the target year the outcome is met or missed."),
        conditional=True,
    ),
    Formula(
        VERDICT,
        Sentence("Missing places"),
        Sentence("On track stands if gap + m ≤ 0.  Behind stands if gap − n > 0.  Else: cannot tell"),
        Sentence(
            "m: tonnes of the baseline in places with no figure in the newest inventory; n: tonnes of the newest in "
            "places with none in the baseline; a place is a GPC reference, else a sector and scope, and what is "
            "written as NE"
        ),
        OURS,
        "R",
        "analytics.missing.missing",
        Sentence(
            "Tonnes below zero count on the other side. NO, and an IE that leads to a number, is an answer; C is not."
        ),
        ("analytics.missing.spots", "analytics.missing.dropped"),
    ),
    Formula(
        VERDICT,
        Sentence("How long an inventory speaks"),
        Sentence(
            "today: cannot tell when the newest inventory is more than {years} years old", years=OLDEST_INVENTORY_YEARS
        ),
        Sentence("calendar years"),
        OURS,
        "R",
        "analytics.commitment.progress.assess",
        Sentence("The Covenant asks for a monitoring inventory at least every four years [V, JRC and eumayors.eu]."),
    ),
    Formula(
        VERDICT,
        Sentence("Robustness"),
        Sentence("5 GWP sets × 2 approaches × 2 electricity factors × total or per inhabitant, each judged again"),
        Sentence("cells met or on track, missed or behind, or cannot tell with the reason"),
        OURS,
        "R",
        "analytics.commitment.robustness.grid",
        Sentence("Reported CO₂e is never restated: it counts only in the cell that it was made for."),
        ("analytics.commitment.robustness.judged_on",),
        conditional=True,
    ),
    Formula(
        DRIVERS,
        Sentence("Drivers of a change"),
        Sentence("E = Σ P × (A ÷ P) × (A_s ÷ A) × (A_sc ÷ A_s) × (E_sc ÷ A_sc);  bar of x = Σ L(E₁, E₀) × ln(x₁ ÷ x₀)"),
        Sentence("t CO₂e; inhabitants P, energy A in MWh, by sector s and carrier c"),
        "Ang 2004, Energy Policy 32, 1131-1139 (LMDI-I); zeros: Wood and Lenzen 2006, Energy Policy 34, 1326-1331",
        "V",
        "analytics.change.drivers.decompose",
        Sentence("The bars sum to the change. Uses without energy data are a bar of their own."),
        ("analytics.change.attribution.attributed",),
    ),
    Formula(
        DRIVERS,
        Sentence("Drivers year by year"),
        Sentence("bar = Σ of the bars of each step between inventories"),
        Sentence("t CO₂e"),
        "Ang and Liu 2007, Energy Policy 35, 1426-1432 (chained LMDI)",
        "M",
        "analytics.change.attribution.chained",
        Sentence("Takes the way between the two years into account."),
    ),
    Formula(
        DRIVERS,
        Sentence("Logarithmic mean"),
        "L(a, b) = (a − b) ÷ ln(a ÷ b);  L(a, a) = a;  L(a, 0) = 0",
        Sentence("t, as a and b"),
        "Ang 2004, Energy Policy 32, 1131-1139",
        "V",
        "analytics.change.drivers.logarithmic_mean",
    ),
    Formula(
        DRIVERS,
        Sentence("Restatement bar"),
        Sentence("restatement = change as reported − change on one basis"),
        Sentence("t CO₂e"),
        f"{GPC}, recalculation of a base year; the bar is our own rule",
        "R",
        "analytics.change.drivers.restated",
        Sentence("What is due to method, boundary, factors or GWP set is never counted as progress."),
    ),
)
