"""Every formula and rule in use, as a reader can check it: text, units, source, how well sourced, and its code."""

from __future__ import annotations

from analytics.formulas.entry import MARKS, Formula, Mark
from analytics.formulas.fuels import FUELS
from analytics.formulas.inventories import CHECKS, INVENTORIES, PAIRS
from analytics.formulas.networks import NETWORKS
from analytics.formulas.outlook import OUTLOOK
from analytics.formulas.targets import DRIVERS, TARGET, TARGETS, VERDICT
from analytics.formulas.waste import WASTE

__all__ = ["FORMULAS", "GROUPS", "MARKS", "Formula", "Mark"]

GROUPS: tuple[str, ...] = (
    INVENTORIES[0].group,
    FUELS[0].group,
    NETWORKS[0].group,
    WASTE[0].group,
    TARGET,
    VERDICT,
    DRIVERS,
    OUTLOOK[0].group,
    PAIRS,
    CHECKS,
)
"""What the formulas are for, in the order of the page: from the rows of a city to what is said of it."""

FORMULAS: tuple[Formula, ...] = tuple(
    sorted(
        (*FUELS, *NETWORKS, *WASTE, *INVENTORIES, *TARGETS, *OUTLOOK), key=lambda formula: GROUPS.index(formula.group)
    )
)
"""The register. A test holds it against the code: what computes is named here, and what is named exists."""
