"""What is on file of two partners: their pairings, milestones, promises and notes, as one of them sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.pairs import dated, promised, running
from analytics.pairs.at_a_glance import OtherPairing, PairLine
from analytics.text.problems import Problem, ask, warn
from analytics.text.sentences import Sentence, listed
from datasets.city.counted_statements import counting, everywhere, said
from datasets.exports import duty_calendar
from datasets.exports.duty_calendar import CalendarDay
from datasets.reference import programme_facts
from datasets.store import CityRecord
from datasets.store.kind import StatedKind
from datasets.store.kinds.city_pairings import KIND as PAIRINGS
from datasets.store.kinds.city_pairings import CityPairing
from datasets.store.kinds.milestones import KIND as MILESTONES
from datasets.store.kinds.milestones import Milestone
from datasets.store.kinds.pair_promises import KIND as PROMISES
from datasets.store.kinds.pair_promises import PairPromise
from datasets.store.kinds.partner_notes import KIND as NOTES
from datasets.store.kinds.partner_notes import PartnerNote
from datasets.store.records import Register

OF_PAIRS: tuple[StatedKind[Any], ...] = (PAIRINGS, MILESTONES, PROMISES, NOTES)
"""The kinds of data that two partners share."""
_WHOSE = ": "
"""What parts the city that wants to learn from what it wants to learn, in an interest."""
ACTION = "action-unknown"
"""The code of a doubt: a promise names an action that is not on file."""
_FIRST_LETTERS = 60
"""So many letters of an entry name it in a sentence."""
MET = ("meeting", "visit", "exchange", "event")
"""The kinds of milestones at which partners met."""


@dataclass(frozen=True)
class PairRoom:
    """What counts of a city's pairings, with one ``partner`` or with all: the oldest first, what has no date last."""

    city_id: str
    partner: str | None
    pairings: tuple[CityPairing, ...]
    milestones: tuple[Milestone, ...]
    promises: tuple[PairPromise, ...]
    notes: tuple[PartnerNote, ...]
    doubts: tuple[Problem, ...] = ()
    """What is on file and looks doubtful: it stands, and is told."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its pairings, each once."""
        return tuple(dict.fromkeys(topic for pairing in self.pairings for topic in pairing.topic_list))

    def announced(self, start: str) -> bool:
        """Whether the start of a pairing is the date of its announcement alone, of no start that anybody printed."""
        told = {one.kind for one in self.milestones if one.date.startswith(start)}
        return "announcement" in told and "start" not in told

    def without_action(self) -> frozenset[str]:
        """The promises whose action is not on file, by their ids."""
        return frozenset(doubt.key for doubt in self.doubts if doubt.code == ACTION and doubt.key)

    def wanted_by(self, city: CityRecord) -> list[tuple[str, str]]:
        """What a city told that it wants to learn from its partner, each with its source: an interest begins with whose
        it is."""
        interests = [(*one.what.partition(_WHOSE), one.source) for one in self.milestones if one.kind == "interest"]
        return [(wanted, source) for whose, _sign, wanted, source in interests if whose.casefold() in city.names]

    def held(self, record: str) -> tuple[Any, ...]:
        """Its entries by what a line of a file calls them: pairing, milestone, promise or note."""
        every = {"pairing": self.pairings, "milestone": self.milestones, "promise": self.promises, "note": self.notes}
        return every[record]

    @property
    def group(self) -> str | None:
        """The group of sectors that its first topic with one touches."""
        return next((group for _said, group in map(programme_facts.topic, self.topics) if group), None)

    @property
    def task(self) -> str | None:
        """What the partners share: the first topic that touches a sector, otherwise the first."""
        named = [programme_facts.topic(topic) for topic in self.topics]
        return next((said for said, group in named if group), named[0][0] if named else None)

    def to_come(self, today: date) -> list[Milestone]:
        """What is still to come, the next first: meetings, visits and the like with a date after today."""
        ahead = [one for one in self.milestones if one.date and dated.latest(one.date) >= today]
        return sorted(ahead, key=lambda one: one.date)

    def last_met(self, today: date) -> str:
        """The date of the last meeting, visit, exchange or event, as far as it is known; "" where none is."""
        return max(
            (
                one.date
                for one in self.milestones
                if one.kind in MET and (bool(one.date) and dated.latest(one.date) < today)
            ),
            default="",
        )

    def calendar(self, today: date, title: str) -> bytes:
        """What is to come and the open promises as a file for calendar programs, each under a ``title`` on the last day
        it may mean."""
        days = [CalendarDay(dated.latest(one.date), title, one.what, one.id) for one in self.to_come(today)]
        waiting = [one for one in self.promises if not one.kept]
        days += [CalendarDay(dated.latest(one.due), f"{title}: {one.who}", one.what, one.id) for one in waiting]
        return duty_calendar.calendar(sorted(days, key=lambda day: day.day), today)

    @staticmethod
    def named(topics: Iterable[str]) -> list[str]:
        """Topics in words that can be said in other languages where they ship."""
        return [programme_facts.topic(topic)[0] for topic in topics]


def room(register: Register, city_id: str, partner: str | None = None) -> PairRoom:
    """What counts of a city and its ``partner`` (an id, or a name that is none of a city on file), or of all."""
    pairings = tuple(_with(partner, counting(register, PAIRINGS, city_id)))
    facts, promises, notes = (tuple(counting_of_both(register, kind, city_id, partner)) for kind in OF_PAIRS[1:])
    doubts = (*_too_many(register, city_id), *_of_promises(register, promises, pairings))
    return PairRoom(city_id, partner, pairings, facts, promises, notes, doubts)


def of_both(register: Register, kind: StatedKind[Any], city_id: str, partner: str | None = None) -> dict[Any, Any]:
    """What a city and its partners say of each matter of theirs, as the city sees it: the later word counts, so that
    what a partner said on another installation stands here once its bundle is opened."""
    found = dict(said(register, kind, city_id))
    others = [partner] if partner else dict.fromkeys(one.partner for one in counting(register, PAIRINGS, city_id))
    for other in others:
        for theirs in said(register, kind, other).values() if other in register.by_id else ():
            mine = found.get(kind.same(theirs._replace(partner=other)))
            if theirs.partner == city_id and (mine is None or theirs.revision > mine.revision):
                seen = programme_facts.mirrored(theirs)
                found[kind.same(seen)] = seen
    return found


def counting_of_both(register: Register, kind: StatedKind[Any], city_id: str, partner: str | None = None) -> list[Any]:
    """Those of ``of_both`` that count, in the order of the kind."""
    told = _with(partner, of_both(register, kind, city_id, partner).values())
    return sorted((one for one in told if not one.withdrawn), key=kind.order)


def _too_many(register: Register, city_id: str) -> list[Problem]:
    """A warning where a city has more pairings at once than one can work at."""
    pairings = counting(register, PAIRINGS, city_id)
    most = running.most_at_once([(one.start, one.end, one.months) for one in pairings])
    if len(most) <= running.MOST_AT_ONCE:
        return []
    known, partners = register.by_id, [pairings[place].partner for place in most]
    names = listed([known[partner].name if partner in known else partner for partner in partners])
    return [
        warn(
            "pairings-many",
            Sentence(
                "{number} pairings of {city} at once, with {names}",
                number=len(most),
                city=known[city_id].name,
                names=names,
            ),
            Sentence("at most {number} at once", number=running.MOST_AT_ONCE),
            "Enter the end of those that are over, if any.",
            column="end",
        )
    ]


def unfounded(register: Register, cells: Mapping[str, str], by_city: str) -> Iterator[Problem]:
    """What a promise of a city, in the ``cells`` of a form, rests on that cannot be found: an action that is not on
    file, and a figure that is a number alone."""
    action, figure = cells.get("action", "").strip(), cells.get("figure", "").strip()
    if action and action not in {one.id for one in register.actions.get(by_city, ())}:
        yield ask(
            ACTION,
            f'"{action[:40]}"',
            "a recorded action",
            "Correct the number, or leave the field empty and name the action in the text.",
            column="action",
        )
    from analytics.text import numerals  # all that a cell may hold, for which a start does not wait

    if numerals.read_one(figure, "point").value is not None:
        yield ask(
            "figure-bare",
            f'"{figure[:40]}"',
            "a figure with its unit, and of what it is",
            "Add its unit and what it counts, such as “40 t CO2e a year”.",
            column="figure",
        )


def _of_promises(
    register: Register, promises: Iterable[PairPromise], pairings: Sequence[CityPairing]
) -> Iterator[Problem]:
    """A warning for each promise whose action is not on file, or no longer: what it names stands as plain text; that
    was due before the pairing began; whose figure is a share of more than all."""
    for one in promises:
        told = {"promise": " ".join(one.what.split())[:_FIRST_LETTERS], "action": one.action[:40], "due": one.due}
        if one.action and one.action not in {action.id for action in register.actions.get(one.by_city, ())}:
            yield warn(
                ACTION,
                Sentence("the action “{action}” of the promise “{promise}”", **told),
                "a recorded action",
                "It stands as plain text. Name another one, or enter the action.",
                column="action",
                key=one.id,
            )
        if first := promised.before_all(
            one.due, [pairing.start for pairing in pairings if pairing.partner == one.partner]
        ):
            yield warn(
                "promise-early",
                Sentence("the promise “{promise}”, due by {due}", **told),
                Sentence("a date after the pairing began, {start}", start=first),
                _IF_A_SLIP,
                column="due",
                key=one.id,
            )
        if promised.above_the_whole(one.figure):
            yield warn(
                "figure-above",
                Sentence("the figure “{figure}” of the promise “{promise}”", figure=one.figure, **told),
                "a share of at most 100 %, or words that say of what it is more",
                _IF_A_SLIP,
                column="figure",
                key=one.id,
            )


_IF_A_SLIP = Sentence("It stands as it was said. Put it away and record it anew if it is a slip.")


def pairs(register: Register) -> tuple[tuple[str, str], ...]:
    """Every pair of cities on file, each once: those that came with the database, then those that were entered."""
    told = ((one.revision, city_id, one.partner) for city_id, held in register.of(PAIRINGS).items() for one in held)
    entered = [(city_id, partner) for _, city_id, partner in sorted(told)]
    found: dict[frozenset[str], tuple[str, str]] = {}
    for left, right in (*register.pairings, *entered):
        if left != right and {left, right} <= register.by_id.keys() and not _taken_back(register, left, right):
            found.setdefault(frozenset((left, right)), (left, right))
    return tuple(found.values())


def lines(register: Register) -> tuple[PairLine, ...]:
    """Each of the ``pairs`` in a line."""
    return tuple(_line(register, left, right) for left, right in pairs(register))


def _line(register: Register, left: str, right: str) -> PairLine:
    found = room(register, left, right)
    newest = max(found.pairings, key=lambda pairing: pairing.start, default=None)
    last = max(((one.date, one.kind, one.what) for one in found.milestones if one.date), default=None)
    followed = next((one.what for one in found.milestones if one.kind == "follow_up" and not one.date), "")
    return PairLine(
        left,
        right,
        tuple(found.named(found.topics)),
        newest.start if newest else "",
        newest is not None and bool(newest.start) and found.announced(newest.start),
        newest.end if newest else "",
        newest.months if newest else None,
        last,
        followed,
        tuple(one.due for one in found.promises if not one.kept),
    )


def at_work(register: Register) -> dict[str, str]:
    """By city the group of sectors that its pairings work on, of the cities on file whose pairings touch one."""
    paired = dict.fromkeys(one.city_id for one in everywhere(register, PAIRINGS))
    found = {city_id: room(register, city_id).group for city_id in paired}
    return {city_id: group for city_id, group in found.items() if group}


def others(register: Register) -> tuple[OtherPairing, ...]:
    """The pairings with a partner that is not on file: those that were entered, then those that ship."""
    cities = register.by_id
    entered = [
        OtherPairing(
            cities[city_id].name,
            cities[city_id].country_code,
            one.partner,
            "",
            False,
            one.programme,
            one.start,
            one.source,
            one.address,
        )
        for city_id in register.of(PAIRINGS)
        if city_id in cities
        for one in counting(register, PAIRINGS, city_id)
        if one.partner not in cities
    ]
    known = {(one.first, one.second.casefold()) for one in entered}
    shipped = [one for one in programme_facts.other_pairings() if not _entered(one, register.cities, known)]
    return (*entered, *shipped)


def _entered(other: OtherPairing, cities: Iterable[CityRecord], known: Collection[tuple[str, str]]) -> bool:
    """Whether somebody entered a pairing that ships, for the city on file that is one of the two."""
    mine = [city.name for city in cities if other.partner_of(city.names, city.country_code)] if known else []
    return any((name, side.casefold()) in known for name in mine for side in (other.first, other.second))


def _taken_back(register: Register, left: str, right: str) -> bool:
    told = list(_with(right, said(register, PAIRINGS, left).values()))
    return bool(told) and all(pairing.withdrawn for pairing in told)


def _with(partner: str | None, entries: Iterable[Any]) -> Iterable[Any]:
    return (entry for entry in entries if partner in (None, entry.partner))
