"""A city in its region: what can be asked of regions, of what they share, and of the frames that its entries serve."""

from __future__ import annotations

from typing import Protocol

from analytics.innovation.sectors_to_cut import SectorsToCut, to_cut
from datasets.city import frames_served, innovation_room
from datasets.city.asked import CityThatIsRead, reading
from datasets.city.assessment import CityReport
from datasets.city.frames_served import FramesServed
from datasets.city.innovation_room import InnovationRoom


class CityWithReport(CityThatIsRead, Protocol):
    """A city with its verdicts."""

    def report(self) -> CityReport:
        """Its verdicts."""


class CityInnovation:
    """The region of one city and the others on file, as they stood when the city is read."""

    def __init__(self, city: CityWithReport) -> None:
        self._city, self._keep = city, city._keep

    def room(self) -> InnovationRoom:
        """What is on file of its region, of all others, and of the projects that it takes part in."""
        with self._city.store.reader(self._city.revision) as reader:
            return innovation_room.room(reader.register, self._city.id)

    @reading
    def to_cut(self) -> SectorsToCut | None:
        """In which sectors it must cut by the verdict on its leading target; None where that is not known."""
        return to_cut(self._city.report().leading)

    @reading
    def served(self) -> FramesServed:
        """What on file of it serves which goal, commitment, priority or article."""
        with self._city.store.reader(self._city.revision) as reader:
            return frames_served.of_city(reader.register, self._city.id)
