"""A city among its partners: what can be asked of its pairings, and done for them."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.pairs.at_a_glance import OtherPairing
from analytics.text.problems import Problem, Refused
from datasets.city import access, pair_room, pair_table
from datasets.city.asked import CityThatIsRead
from datasets.city.pair_room import PairRoom
from datasets.reference.naming import find_city
from datasets.store import CityRecord, Revision


class CityPairs:
    """The partners of one city, as they stood when the city is read; an act builds on what is on file now."""

    def __init__(self, city: CityThatIsRead) -> None:
        self._city, self._keep = city, city._keep

    def room(self, partner: str | None = None) -> PairRoom:
        """What is on file of the city and a ``partner`` (an id or a name), or all its partners: pairings, milestones,
        promises and notes. It is read anew each time, since what a partner alone recorded stands in it, too."""
        with self._city.store.reader(self._city.revision) as reader:
            return pair_room.room(reader.register, self._city.id, partner and self._partner(partner))

    def others(self) -> tuple[OtherPairing, ...]:
        """Its pairings, and those of its metropolitan body, with partners that are not on file."""
        with self._city.store.reader(self._city.revision) as reader:
            found = pair_room.others(reader.register)
        city = self._city.record
        return tuple(one for one in found if one.partner_of(city.names, city.country_code))

    def file(self, partner: str | None = None) -> bytes:
        """What it shares with a partner, or with all, as a table (CSV) that ``state_all`` takes in again."""
        with self._city.store.reader(self._city.revision) as reader:
            return pair_table.written(reader.register, self._city.id, partner and self._partner(partner))

    def state(self, record: str, cells: Mapping[str, str], who: str, reason: str, seen: int | None = None) -> Revision:
        """Put a pairing, milestone, promise or note (``record``) on file for it and its partner, or replace one of the
        same name; ``cells`` are texts by the columns of ``file``. Raises Refused where another revision than the one
        that was ``seen`` says it by now."""
        access.insist(self._city.store, who, "pairs.state", self._city.id)
        speaker = self._speaker(who)
        given = [pair_table.entry(speaker, {**cells, "record": record})]
        return pair_table.state(self._city.store, speaker, given, reason, seen=seen)

    def unfounded(self, promise: Mapping[str, str]) -> tuple[Problem, ...]:
        """What a promise, by the columns of ``file``, rests on that cannot be found; told before it is kept."""
        register = self._city.store.register()
        return tuple(pair_room.unfounded(register, promise, promise.get("by_city") or self._city.id))

    def state_all(self, data: bytes, name: str, who: str, reason: str) -> Revision:
        """Take in a table of pairings, milestones, promises and notes, all of it or nothing."""
        access.insist(self._city.store, who, "pairs.state_all", self._city.id)
        speaker = self._speaker(who)
        given = pair_table.from_table(data, name, speaker)
        return pair_table.state(self._city.store, speaker, given, reason, (name, data))

    def side_of(self, data: bytes, name: str) -> CityRecord:
        """Whose side of its pairings a table tells: its own, or that of a partner on file whose table it is. Raises
        Refused for what is no such table."""
        return pair_table.side_of(data, name, self._speaker(""))

    def only_named(self, data: bytes, name: str) -> tuple[Problem, ...]:
        """A note on each partner of a table that is not on file, and stands as a name. Raises Refused as
        ``state_all``."""
        return pair_table.only_named(data, name, self._speaker(""))

    def _speaker(self, who: str) -> pair_table.Speaker:
        return pair_table.Speaker(self._city.record, who, self._city.store.register())

    def _partner(self, named: str) -> str:
        """The id of a partner on file, else the name as it is given."""
        try:
            return find_city(named, self._city.store.cities()).city_id
        except Refused:
            return named
