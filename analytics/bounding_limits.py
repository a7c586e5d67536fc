"""The limits by which figures are doubted, each with its unit, what it protects and its source; the bound and the
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

C40 = Sentence("C40 Cities, GPC inventory database: a tenth of 2,148 steps of places fall below")
UK = Sentence("UK local authorities, 2005 to 2020: one in twenty of 5,910 yearly steps of totals falls below")
BUDGET = Sentence("Global Carbon Budget 2021: fossil CO₂ of the USA and of the EU, 2020 against 2019")
SERIES = Sentence("Published series of Austin, Barcelona, Boston and New York")
GOOD_ANSWER = Sentence("a good answer against figures that are too low now or too high then")
STEADY = Sentence("a good answer against an accident of the year")
FINDINGS = Sentence("findings against odd figures")
TODAY = Sentence("an answer about today")
BASELINE = Sentence("a baseline that only the target states")
OF_BEFORE, PER_INHABITANT, YEARS = Sentence("of the figure before"), Sentence("t per inhabitant"), Sentence("years")
MWH_PER_INHABITANT = Sentence("MWh per inhabitant")


class Limit(NamedTuple):
    """One limit, as a reader sees it."""

    name: str
    value: float
    unit: str
    protects: str
    source: str
    mark: Mark = "R"

    @property
    def digits(self) -> int:
        """How many decimals it has."""
        return len(f"{self.value:g}".partition(".")[2])


LIMITS = (
    Limit(Sentence("A place keeps at least"), PLACE_LIMIT, OF_BEFORE, GOOD_ANSWER, C40),
    Limit(Sentence("A total keeps in a year at least"), TOTAL_LIMIT, OF_BEFORE, GOOD_ANSWER, UK),
    Limit(Sentence("Each further year leaves at least"), TOTAL_YEARLY, OF_BEFORE, GOOD_ANSWER, UK),
    Limit(Sentence("The pandemic alone leaves of a total"), PANDEMIC, OF_BEFORE, STEADY, BUDGET, "M"),
    Limit(Sentence("The pandemic counts between inventories apart by at most"), NEAR, YEARS, STEADY, OURS),
    Limit(
        Sentence("A figure is named from this share of what would turn the answer"), WORTH_NAMING, "", GOOD_ANSWER, OURS
    ),
    Limit(Sentence("Emissions, least"), PER_HEAD_T[0], PER_INHABITANT, GOOD_ANSWER, OURS),
    Limit(Sentence("Emissions, most"), PER_HEAD_T[1], PER_INHABITANT, GOOD_ANSWER, OURS),
    Limit(Sentence("Energy, least"), PER_HEAD_MWH[0], MWH_PER_INHABITANT, FINDINGS, OURS),
    Limit(Sentence("Energy, most"), PER_HEAD_MWH[1], MWH_PER_INHABITANT, FINDINGS, OURS),
    Limit(Sentence("A place moves from its other years by at most (logarithm)"), STEP, "", FINDINGS, SERIES),
    Limit(Sentence("An inventory speaks for at most"), OLDEST_INVENTORY_YEARS, YEARS, TODAY, OURS),
    Limit(Sentence("An inventory bears out a baseline from at most"), NEAR_YEARS, YEARS, BASELINE, OURS),
    Limit(Sentence("Baseline and inventory lie apart by at most"), FAR_APART, OF_BEFORE, BASELINE, OURS),
)
"""Every limit of the bound and the findings that rest on it, in the order of the page."""
