"""The limits by which figures are doubted, each with its unit, what it is for and its source: the bound and the
findings read them here, and the Method page shows them."""

from __future__ import annotations

from typing import NamedTuple

from analytics.formula import OURS, Mark
from analytics.text.sentences import Sentence

PLACE_LIMIT = 0.70
TOTAL_LIMIT, TOTAL_YEARLY = 0.89, 0.955
PANDEMIC_YEARS, PANDEMIC, NEAR = (2020, 2021), 0.89, 2
WORTH_NAMING = 0.1
PER_HEAD_T = (0.5, 20.0)
PER_HEAD_MWH = (5.0, 60.0)
STEP = 0.60
"""A natural logarithm."""
OLDEST_INVENTORY_YEARS = 4
NEAR_YEARS, FAR_APART = 5, 0.1

C40 = "C40 Cities, GPC inventory database: 10 % of 2,148"
UK = "UK local authorities, 2005–2020: 5 % of 5,910"
BUDGET = "Global Carbon Budget 2021: CO₂, USA, EU, 2020/2019"
SERIES = "C40 Cities: Austin, Barcelona, Boston, New York"
VERDICT, FINDINGS, TODAY = Sentence("Verdict"), Sentence("Findings"), Sentence("Today")
BASELINE = Sentence("Baseline")


class Limit(NamedTuple):
    """One limit, or two, as a reader sees them: in a unit, or as a share (``%``)."""

    name: str
    values: tuple[float, ...]
    unit: str
    used_in: str
    source: str
    mark: Mark = "R"

    @property
    def shown(self) -> str:
        """Its values with their unit."""
        values = (f"{100 * value if self.unit == '%' else value:.3g}" for value in self.values)
        return f"{'–'.join(values)} {self.unit}".rstrip()


LIMITS = (
    Limit(Sentence("Least that a place keeps"), (PLACE_LIMIT,), "%", VERDICT, C40),
    Limit(Sentence("Least that a total keeps in one year"), (TOTAL_LIMIT,), "%", VERDICT, UK),
    Limit(Sentence("Least of that in each further year"), (TOTAL_YEARLY,), "%", VERDICT, UK),
    Limit(Sentence("What the pandemic alone left of a total"), (PANDEMIC,), "%", VERDICT, BUDGET, "M"),
    Limit(Sentence("Most years to an inventory before the pandemic"), (NEAR,), "", VERDICT, OURS),
    Limit(Sentence("Least part of what would turn the answer that is named"), (WORTH_NAMING,), "%", VERDICT, OURS),
    Limit(Sentence("Plausible emissions per inhabitant"), PER_HEAD_T, "t", VERDICT, OURS),
    Limit(Sentence("Plausible energy per inhabitant"), PER_HEAD_MWH, "MWh", FINDINGS, OURS),
    Limit(Sentence("Most that a place moves from its other years (logarithm)"), (STEP,), "", FINDINGS, SERIES),
    Limit(Sentence("Most years that an inventory speaks for"), (OLDEST_INVENTORY_YEARS,), "", TODAY, OURS),
    Limit(Sentence("Most years to an inventory that bears out a baseline"), (NEAR_YEARS,), "", BASELINE, OURS),
    Limit(Sentence("Most that it differs from that baseline"), (FAR_APART,), "%", BASELINE, OURS),
)
"""Every limit of the bound and the findings that rest on it, in the order of the page."""
