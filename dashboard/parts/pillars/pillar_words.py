"""What the page of the three pillars says: the finding over all three, and that of each."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.adaptation import adaptation_words
from dashboard.parts.energy import energy_words
from dashboard.words import verdicts
from datasets import AdaptationRoom, CityDuties, CityReport, EnergyRoom


@dataclass(frozen=True)
class PillarState:
    """What is on file of one pillar: its finding in a sentence, and its newest year."""

    finding: str
    newest: int | None


def headline(found: CityDuties) -> str:
    """How many steps of the three pillars are on file, and how many duties are past without anything that meets
    them."""
    city, past = say(found.city.name), len(found.past)
    whole = sum(phase.state == "on_file" for phase in found.phases)
    said = {"city": city, "number": whole, "all": len(found.phases)}
    if not found.steps:
        return _("{city}: {number} of {all} steps done; nothing says whether it joined the Covenant", **said)
    if not past:
        return _("{city}: {number} of {all} steps done, and no duty is overdue", **said)
    return ngettext(
        "{city}: {whole} of {all} steps done; {number} duty is overdue",
        "{city}: {whole} of {all} steps done; {number} duties are overdue",
        past,
        city=city,
        whole=whole,
        all=len(found.phases),
    )


def states(report: CityReport, adaptation: AdaptationRoom, energy: EnergyRoom) -> dict[str, PillarState]:
    """Each pillar by its code: mitigation in one line from the verdict, the others from what is on file."""
    city = say(report.city.name)
    inventory = max((item.year for item in report.inventories), default=None)
    return {
        "mitigation": PillarState(verdicts.headline(report), inventory),
        "adaptation": PillarState(adaptation_words.headline(adaptation, city), adaptation.newest_year),
        "energy": PillarState(energy_words.headline(energy, city), energy.newest_year),
    }
