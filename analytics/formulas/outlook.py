"""The register: scenarios, actions and what they take off."""

from __future__ import annotations

from analytics.formulas.entry import OURS, Formula
from analytics.sentences import Sentence

GROUP = Sentence("Actions")

OUTLOOK: tuple[Formula, ...] = (
    Formula(
        GROUP,
        Sentence("Scenario"),
        Sentence("held: E(y) = E₀;  changing: E(y) = E₀ × (1 + p)^(y − y₀);  given: straight lines between its points"),
        Sentence("t CO₂e; E₀ is the newest inventory of year y₀, p the change a year"),
        OURS,
        "R",
        "analytics.commitment.scenarios.at_rate",
        Sentence("What would be emitted without the actions; a choice of the reader, and no forecast."),
        (
            "analytics.commitment.scenarios.held",
            "analytics.commitment.scenarios.changing",
            "analytics.commitment.scenarios.given",
        ),
    ),
    Formula(
        GROUP,
        Sentence("Recent trend"),
        Sentence("slope = median of (E_j − E_i) ÷ (y_j − y_i) over all pairs of years"),
        Sentence("t CO₂e a year, from the inventories of the last ten years that are made like the newest"),
        "Theil 1950; Sen 1968",
        "M",
        "analytics.commitment.scenarios.theil_sen",
        Sentence("At least three inventories; one odd year does not move it."),
        (
            "analytics.commitment.scenarios.trend",
            "analytics.commitment.scenarios.following",
            "analytics.commitment.scenarios.least_squares",
        ),
    ),
    Formula(
        GROUP,
        Sentence("What an action avoids"),
        Sentence("ΔE = as stated, or (energy saved + renewable energy) × F"),
        Sentence("ΔE in t CO₂e a year in full effect, energy in MWh, F in t/MWh of the carrier replaced"),
        OURS,
        "R",
        "analytics.commitment.actions.estimate",
        Sentence("A missing factor leaves the figure open. Cost per tonne is the whole cost ÷ ΔE."),
        ("analytics.commitment.actions.cost_per_tonne",),
    ),
    Formula(
        GROUP,
        Sentence("An action takes effect"),
        Sentence("part(y) = (y − start) ÷ (end − start), within 0 and 1"),
        Sentence("part from 0 to 1; none of a cancelled action, all of a done one"),
        OURS,
        "R",
        "analytics.commitment.actions.ramp",
        also=("analytics.commitment.actions.in_effect",),
    ),
    Formula(
        GROUP,
        Sentence("Actions on one cell"),
        Sentence("left = E × (1 − f₁) × (1 − f₂) …;  saved of each = saved × f ÷ Σ f"),
        Sentence("t CO₂e; f is the part of the cell that an action takes off, from 0 to 1"),
        OURS,
        "R",
        "analytics.commitment.wedges.remaining",
        Sentence("Never more is saved than is emitted, and the order of the actions does not matter."),
        ("analytics.commitment.wedges.shared", "analytics.commitment.wedges.plan"),
    ),
    Formula(
        GROUP,
        Sentence("What a target still needs"),
        Sentence("lacking = what is left in the target year − the level of the target"),
        Sentence("t CO₂e; undecided actions are added by cost per yearly tonne, the cheapest first"),
        OURS,
        "R",
        "analytics.commitment.wedges.needs",
    ),
)
