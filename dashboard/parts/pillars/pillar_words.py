"""What the page of the three pillars says of each."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.language import say
from dashboard.parts.adaptation import adaptation_words
from dashboard.parts.energy import energy_words
from dashboard.words import verdicts
from datasets import AdaptationRoom, CityReport, EnergyRoom


@dataclass(frozen=True)
class PillarState:
    """What is on file of one pillar: its finding in a sentence, and its newest year."""

    finding: str
    newest: int | None


def states(report: CityReport, adaptation: AdaptationRoom, energy: EnergyRoom) -> dict[str, PillarState]:
    """Each pillar by its code: mitigation in one line from the verdict, the others from what is on file."""
    city = say(report.city.name)
    inventory = max((item.year for item in report.inventories), default=None)
    return {
        "mitigation": PillarState(verdicts.headline(report), inventory),
        "adaptation": PillarState(adaptation_words.headline(adaptation, city), adaptation.newest_year),
        "energy": PillarState(energy_words.headline(energy, city), energy.newest_year),
    }
