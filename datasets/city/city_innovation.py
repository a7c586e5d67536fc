"""A city in its region: what can be asked of regions, of what they share, and of the frames that its entries serve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from analytics.innovation.sectors_to_cut import SectorsToCut, to_cut
from datasets.city import (
    access,
    counted_statements,
    frames_served,
    innovation_room,
    stated_files,
)
from datasets.city.asked import CityThatIsRead, reading
from datasets.city.assessment import CityReport
from datasets.city.frames_served import FramesServed
from datasets.city.innovation_room import InnovationRoom
from datasets.store import Revision
from datasets.store.kinds import entry_tags


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

    def tag(self, what: str, entry: str, tags: Sequence[str], who: str, reason: str) -> Revision:
        """Give an entry on file these tags in the place of those that it was given before; with none it has none.
        Raises Refused for an entry or a tag that is none."""
        store, city_id, kind = self._city.store, self._city.id, entry_tags.KIND
        access.insist(store, who, "state_statements", city_id)
        given = counted_statements.counting(store.register(), kind, city_id)
        former = next((one for one in given if (one.what, one.entry) == (what, entry)), None)
        if former is not None and not tags:
            made = former._replace(withdrawn=True)
        else:
            cells = {"what": what, "entry": entry, "tags": "; ".join(tags), "source": reason}
            made = stated_files.entry(kind, city_id, cells)
        return stated_files.put(store, kind, made, who, reason)
