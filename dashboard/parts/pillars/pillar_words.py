"""What the page of the three pillars says of each, and slides of several cities together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.duties.pillar_phases import PILLARS, Phase
from dashboard.language import gettext as _
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


def steps_done(phases: Sequence[Phase]) -> list[str]:
    """How many steps of each pillar are done, the pillar with the fewest first; of one city or of several together."""
    done = {code: [one.state == "on_file" for one in phases if one.pillar == code] for code in PILLARS}
    return [
        # Translators: the title of a slide: how far a city, or many together, are with one pillar.
        _("{pillar}: {number} of {all} steps done", pillar=say(PILLARS[code]), number=sum(held), all=len(held))
        for code, held in sorted(done.items(), key=lambda item: sum(item[1]))
    ]
