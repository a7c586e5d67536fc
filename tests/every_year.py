"""How far the leading target of each city was from its path in each of its inventories, by the totals alone."""

from __future__ import annotations

import numpy as np

from analytics.commitment import programme
from analytics.commitment.verdict_tables import Standing
from analytics.inventories.spots import Integers
from datasets.city.programme_standing import Programme


def every_year(found: Programme) -> tuple[Integers, Standing]:
    """Rows of the totals, and what they give. Single places are not looked at: its verdicts are no answers."""
    which = found.leading[found.totals.city]
    rows = np.flatnonzero(which >= 0)
    return rows, programme.judge(found.targets, found.totals, which[rows], found.totals.year[rows])
