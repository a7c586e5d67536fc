"""The pairings of all cities of a store together, and tables that bring the cities of a pair."""

from __future__ import annotations

from analytics.pairs.at_a_glance import OtherPairing, PairLine
from analytics.text.problems import Refused
from datasets.city import access, pair_room, pair_table, register_entries
from datasets.reference.naming import find_city
from datasets.store import CityRecord, Revision, Store


class AllPairings:
    """What can be asked of the pairings of a store, whichever city told them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def known(self, revision: int | None = None) -> tuple[tuple[str, str], ...]:
        """Every pair of cities on file, by their ids, each once, as it was after ``revision``."""
        with self.store.reader(revision) as reader:
            return pair_room.pairs(reader.register)

    def lines(self, revision: int | None = None) -> tuple[PairLine, ...]:
        """Each of these pairs in a line: since when, what it did last, what it promised."""
        with self.store.reader(revision) as reader:
            return pair_room.lines(reader.register)

    def groups_at_work(self, revision: int | None = None) -> dict[str, str]:
        """By city the group of sectors that its pairings work on, of those whose pairings touch one."""
        with self.store.reader(revision) as reader:
            return pair_room.at_work(reader.register)

    def others(self, revision: int | None = None) -> tuple[OtherPairing, ...]:
        """The pairings with a partner that is not on file: of cities on file, of other cities and of regions."""
        with self.store.reader(revision) as reader:
            return pair_room.others(reader.register)

    def to_add(self, data: bytes, name: str) -> tuple[CityRecord, ...]:
        """The cities that a table of pairings names, that are not on file and that ship with the program."""
        register = self.store.register()
        return pair_table.shipping(data, name, (*register.cities, *register.away))

    def take(self, city: str, data: bytes, name: str, who: str, reason: str) -> Revision:
        """Put the cities ``to_add`` on file, each without a figure, then take in the table of the ``city``. What
        ships of these cities may be all that the table holds; they stay where the table is refused."""
        wanted = self.to_add(data, name)
        if wanted:
            access.insist(self.store, who, "add_city")
        added = register_entries.add_shipped(self.store, wanted, who, reason) if wanted else None
        register = self.store.register()
        speaker = pair_table.Speaker(find_city(city, register.cities), who, register)
        access.insist(self.store, who, "take_pairs", speaker.city.city_id)
        try:
            given = pair_table.from_table(data, name, speaker)
            return pair_table.state(self.store, speaker, given, reason, (name, data))
        except Refused as refusal:
            if added is None or {problem.code for problem in refusal.problems} != {"nothing-new"}:
                raise
            return added
