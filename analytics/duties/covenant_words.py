"""What a city can promise the Covenant and submit to it, and the rules by which something is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.sentences import Sentence, sentences

STEPS: Mapping[str, str] = sentences(
    {
        "joined": "Joined the Covenant",
        "target_2020": "Commitment for 2020",
        "target_2030": "Commitment for 2030",
        "target_2040": "Commitment for 2040",
        "target_2050": "Commitment for 2050",
        "adaptation": "Commitment to adapt",
        "energy": "Commitment to energy access",
        "plan": "Action plan submitted",
        "report": "Monitoring report submitted",
    }
)
"""The steps by code, in the order in which they are told. A badge is no step: GCoM alone awards it."""
TARGET_YEARS: Mapping[str, int] = {
    "target_2020": 2020,
    "target_2030": 2030,
    "target_2040": 2040,
    "target_2050": 2050,
}
"""The year of each commitment to cut emissions."""


@dataclass(frozen=True)
class DutyRule:
    """One rule: what is due, by when in words, where that is said, how sure it is (V confirmed, M from memory, R our
    own reasoning), of which pillars it is, and after how many years it is due."""

    name: str
    text: str
    source: str
    mark: str
    pillars: tuple[str, ...]
    years: int = 0
    """So many years after the day from which it counts; 0 where it is reckoned otherwise."""


_CUTS = ("mitigation",)
_ALL = ("mitigation", "adaptation", "energy")
RULES: Mapping[str, DutyRule] = {
    "plan": DutyRule(
        Sentence("Action plan with inventory and risk assessment"),
        Sentence("Within two years of joining, or of a new commitment."),
        "Covenant of Mayors – Europe, commitment document",
        "V",
        _CUTS,
        years=2,
    ),
    "plan_2020": DutyRule(
        Sentence("Action plan with baseline inventory"),
        Sentence("Within the year after joining, where a city joined before October 2015, for 2020."),
        "JRC, European Energy Efficiency Platform, Covenant of Mayors Sustainable Energy Action Plans",
        "V",
        _CUTS,
        years=1,
    ),
    "adaptation_plan": DutyRule(
        Sentence("Risk assessment and plan for adaptation"),
        Sentence(
            "Within two years of the commitment to adapt; that for 2030 and later includes it. It takes both: the risk "
            "of each hazard, and a plan of after the commitment."
        ),
        Sentence(
            "Covenant of Mayors – Europe, commitment document. From memory: the commitment for 2030 includes adaptation"
        ),
        "M",
        ("adaptation",),
        years=2,
    ),
    "report": DutyRule(
        Sentence("Monitoring report"),
        Sentence("Every two years after the newest plan or report."),
        "Covenant of Mayors – Europe, commitment document",
        "V",
        _ALL,
        years=2,
    ),
    "inventory": DutyRule(
        Sentence("New inventory"),
        Sentence("At least every four years: by the end of the fourth year after that of the newest inventory."),
        Sentence(
            "Covenant of Mayors – Europe, frequently asked questions, 53. Our own rule: the four years count from the "
            "year of the newest inventory"
        ),
        "R",
        _CUTS,
        years=4,
    ),
    "energy": DutyRule(
        Sentence("Energy poverty in plan and monitoring"),
        Sentence("In every plan and report due from January 2025 on, for signatories in the European Union."),
        "Covenant of Mayors – Europe, reporting on energy poverty",
        "V",
        ("energy",),
    ),
    "first_year": DutyRule(
        Sentence("Inventory and hazards"),
        Sentence("Within two years of joining."),
        "Global Covenant of Mayors, Oceania",
        "V",
        ("mitigation", "adaptation"),
        years=2,
    ),
    "all_parts": DutyRule(
        Sentence("All parts of mitigation, adaptation and energy access"),
        Sentence("Within three years of joining."),
        "Global Covenant of Mayors, Oceania",
        "V",
        _ALL,
        years=3,
    ),
    "progress": DutyRule(
        Sentence("Progress report"),
        Sentence("Every two years."),
        "Global Covenant of Mayors, USA, translated",
        "M",
        _ALL,
        years=2,
    ),
    "target": DutyRule(
        Sentence("Year of the target"),
        Sentence("The last day of the year for which the city committed itself."),
        Sentence("Our own reasoning"),
        "R",
        _CUTS,
    ),
}
"""The rules by code."""
STATES: Mapping[str, str] = {
    # Translators: the state of a duty.
    "done": Sentence("on file"),
    # Translators: the state of a duty: its date is past, and nothing on file here says that it was done.
    "not_on_file": Sentence("overdue"),
    # Translators: the state of a duty: whether and when something was submitted is not known.
    "not_known": Sentence("date not known"),
    # Translators: the state of the year of a target that is over; whether it was reached is told elsewhere.
    "past": Sentence("date past"),
    # Translators: the state of a duty.
    "open": Sentence("to come"),
    # Translators: the state of a duty: from when it counts is not on file.
    "undated": Sentence("no date"),
}
