"""The register: scenarios, actions and what they take off."""

from __future__ import annotations

from analytics.formulas.entry import OURS, Formula

GROUP = "Actions"

OUTLOOK: tuple[Formula, ...] = (
    Formula(
        GROUP,
        "Scenario",
        "held: E(y) = E₀;  changing: E(y) = E₀ × (1 + p)^(y − y₀);  given: straight lines between its points",
        "t CO₂e; E₀ is the newest inventory of year y₀, p the change a year",
        OURS,
        "R",
        "analytics.commitment.scenarios.at_rate",
        "What would be emitted without the actions; a choice of the reader, and no forecast.",
        (
            "analytics.commitment.scenarios.held",
            "analytics.commitment.scenarios.changing",
            "analytics.commitment.scenarios.given",
        ),
    ),
    Formula(
        GROUP,
        "Recent trend",
        "slope = median of (E_j − E_i) ÷ (y_j − y_i) over all pairs of years",
        "t CO₂e a year, from the inventories of the last ten years that are made like the newest",
        "Theil 1950; Sen 1968",
        "M",
        "analytics.commitment.scenarios.theil_sen",
        "At least three inventories; one odd year does not move it.",
        (
            "analytics.commitment.scenarios.trend",
            "analytics.commitment.scenarios.following",
            "analytics.commitment.scenarios.least_squares",
        ),
    ),
    Formula(
        GROUP,
        "What an action avoids",
        "ΔE = as stated, or (energy saved + renewable energy) × F",
        "ΔE in t CO₂e a year in full effect, energy in MWh, F in t/MWh of the carrier replaced",
        OURS,
        "R",
        "analytics.commitment.actions.estimate",
        "A missing factor leaves the figure open. Cost per tonne is the whole cost ÷ ΔE.",
        ("analytics.commitment.actions.cost_per_tonne",),
    ),
    Formula(
        GROUP,
        "An action takes effect",
        "part(y) = (y − start) ÷ (end − start), within 0 and 1",
        "part from 0 to 1; none of a cancelled action, all of a done one",
        OURS,
        "R",
        "analytics.commitment.actions.ramp",
        also=("analytics.commitment.actions.in_effect",),
    ),
    Formula(
        GROUP,
        "Actions on one cell",
        "left = E × (1 − f₁) × (1 − f₂) …;  saved of each = saved × f ÷ Σ f",
        "t CO₂e; f is the part of the cell that an action takes off, from 0 to 1",
        OURS,
        "R",
        "analytics.commitment.wedges.remaining",
        "Never more is saved than is emitted, and the order of the actions does not matter.",
        ("analytics.commitment.wedges.shared", "analytics.commitment.wedges.plan"),
    ),
    Formula(
        GROUP,
        "What a target still needs",
        "lacking = what is left in the target year − the level of the target",
        "t CO₂e; undecided actions are added by cost per yearly tonne, the cheapest first",
        OURS,
        "R",
        "analytics.commitment.wedges.needs",
    ),
)
