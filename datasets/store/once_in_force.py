"""What once counted and does not any more: the former contents of inventories, and the former targets of cities.

What was taken back within a day after it came was a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from analytics.commitment.targets import Target
from datasets.store import touched
from datasets.store.kind import Cursor
from datasets.store.kinds.local_energy import KIND as SUPPLY
from datasets.store.kinds.local_energy import LocalEnergy
from datasets.store.kinds.own_factors import KIND as FACTORS
from datasets.store.kinds.own_factors import CityFactor
from datasets.store.kinds.stated_targets import KIND as TARGETS

_CHANGED = """
    SELECT slots.city_id, year, method, measure, slots.revision, content_revision, committed_at
    FROM slots LEFT JOIN revisions USING (revision)
    WHERE ($upto IS NULL OR slots.revision <= $upto)
      AND (slots.city_id, year, method) IN (
        SELECT (city_id, year, method) FROM slots
        WHERE ($upto IS NULL OR revision <= $upto) AND ($cities::VARCHAR[] IS NULL OR list_contains($cities, city_id))
        GROUP BY city_id, year, method HAVING min(revision) < max(revision)
    )
    ORDER BY slots.city_id, year, method, slots.revision
"""
_FILLED = """
    SELECT city_id, year, method, max(revision) FROM slots
    WHERE ($upto IS NULL OR revision <= $upto) AND list_contains($cities, city_id) GROUP BY city_id, year, method
"""
_STATED = """
    SELECT revision, committed_at, coalesce(address, author), reason, undoes
    FROM revisions LEFT JOIN people ON pseudonym = author
    WHERE ($upto IS NULL OR revision <= $upto)
      AND (revision IN (SELECT revision FROM targets) OR undoes IS NOT NULL)
    ORDER BY revision
"""
_OF_CITIES = """
    SELECT * FROM TABLE
    WHERE ($upto IS NULL OR revision <= $upto) AND ($cities::VARCHAR[] IS NULL OR list_contains($cities, city_id))
    ORDER BY revision, position
"""
_FACTORS = """
    SELECT DISTINCT city_id, revision FROM (
        SELECT city_id, revision FROM city_factors UNION ALL SELECT city_id, revision FROM local_energy
    ) WHERE ($upto IS NULL OR revision <= $upto) AND ($cities::VARCHAR[] IS NULL OR list_contains($cities, city_id))
"""
_COMMITTED = (
    "SELECT revision, committed_at, undoes FROM revisions WHERE $upto IS NULL OR revision <= $upto ORDER BY ALL"
)


class FormerContent(NamedTuple):
    """What once filled the tables of one inventory: by measure the revision whose rows counted, up to and with the
    revision ``upto`` and the moment ``until``. ``back``: what counts now counted before it, too. ``slip``: it was taken
    back within a day. ``gone``: nothing counts in its place."""

    city_id: str
    year: int
    method: str
    content: Mapping[str, int]
    upto: int
    until: datetime
    back: bool
    slip: bool
    gone: bool


class FormerTarget(NamedTuple):
    """A target that was on file until a moment, with the reason that somebody gave for the change and who gave it."""

    target: Target
    until: datetime
    reason: str
    by: str


class FormerFactors(NamedTuple):
    """The factors and the local energy that a city stated before a revision, the newest first, and the moment of that
    revision. ``slip``: what was stated before came less than a day earlier and was taken back by it."""

    before: int
    until: datetime
    own: tuple[CityFactor, ...]
    supply: tuple[LocalEnergy, ...]
    slip: bool


class _State(NamedTuple):
    """What counted from a revision on; ``slip`` is whether one of the revisions that brought it was taken back within a
    day."""

    held: Any
    revision: int
    since: datetime
    slip: bool


def contents(cursor: Cursor, upto: int | None = None, cities: Sequence[str] | None = None) -> list[FormerContent]:
    """Every former content of the inventories of these ``cities`` (None: of all); with ``upto`` as after that
    revision."""
    rows = cursor.execute(_CHANGED, {"upto": upto, "cities": None if cities is None else list(cities)}).fetchall()
    if not rows:
        return []
    states: dict[tuple[str, int, str], list[_State]] = {}
    slips = touched.slips(cursor, upto)
    for city_id, year, method, measure, revision, content, at in rows:
        mine = states.setdefault((city_id, year, method), [])
        held = {**(mine[-1].held if mine else {}), measure: content}
        if mine and mine[-1].revision == revision:
            mine.pop()
        mine.append(_State(held, revision, at or datetime.min, not slips.isdisjoint(held.values())))
    found: list[FormerContent] = []
    for where, mine in states.items():
        now = mine[-1].held
        known = {}
        first = next(state.revision for state in mine if state.held == now)
        for state, following in pairwise(mine):
            content = {measure: number for measure, number in state.held.items() if number}
            key, slip = tuple(sorted(content.items())), _slip(state, following)
            if content and state.held != now and not (slip and key in known):
                known[key] = FormerContent(
                    *where,
                    content,
                    following.revision - 1,
                    following.since.replace(tzinfo=UTC),
                    first < state.revision,
                    slip,
                    not any(now.values()),
                )
        found += known.values()
    return found


def filled(cursor: Cursor, cities: Sequence[str], upto: int | None = None) -> dict[tuple[str, int, str], int]:
    """By city, year and method the newest revision that changed the content of an inventory of these ``cities``."""
    rows = cursor.execute(_FILLED, {"upto": upto, "cities": list(cities)}).fetchall()
    return {(city_id, year, method): revision for city_id, year, method, revision in rows}


def targets(
    cursor: Cursor, upto: int | None = None, cities: Sequence[str] | None = None
) -> dict[str, list[FormerTarget]]:
    """By city the targets that were once on file and are not any more; with ``upto`` as after that revision."""
    asked = {"upto": upto, "cities": None if cities is None else list(cities)}
    rows = {"targets": cursor.execute(_OF_CITIES.replace("TABLE", "targets"), asked).fetchall()}
    revisions: dict[str, set[int]] = {}
    for row in rows["targets"]:
        revisions.setdefault(row[2], set()).add(row[0])
    several = {city_id for city_id, mine in revisions.items() if len(mine) > 1}
    if not several:
        return {}
    rows["scenarios"] = cursor.execute(_OF_CITIES.replace("TABLE", "scenarios"), asked).fetchall()
    lists: dict[str, dict[int, list[Target]]] = {}
    assert TARGETS.together is not None
    for revision, city_id, target in TARGETS.together(rows):
        if city_id in several:
            lists.setdefault(city_id, {}).setdefault(revision, []).append(target)
    shipped = {0: (datetime.min, "", "", None)}
    events = shipped | {row[0]: row[1:] for row in cursor.execute(_STATED, {"upto": upto}).fetchall()}
    slips, found = touched.slips(cursor, upto), {}
    for city_id, mine in lists.items():
        states = list(_lists(mine, events, slips))
        known: dict[Target, FormerTarget] = {}
        for state, following in pairwise(states):
            if _slip(state, following):
                continue
            _, by, reason, _ = events[following.revision]
            for target in state.held:
                known[_judged(target)] = FormerTarget(target, following.since.replace(tzinfo=UTC), reason or "", by)
        now = {_judged(target) for target in states[-1].held} if states else set()
        found[city_id] = [former for target, former in known.items() if target not in now]
    return {city_id: mine for city_id, mine in found.items() if mine}


def factors(cursor: Cursor, city_id: str, upto: int | None = None) -> list[FormerFactors]:
    """What a city stated of factors before each revision that changed it, but for the first one; with ``upto`` as after
    that revision."""
    revisions = {number for _, number in cursor.execute(_FACTORS, {"upto": upto, "cities": [city_id]}).fetchall()}
    if not revisions:
        return []
    events: list[tuple[int, datetime]] = [(0, datetime.min)] if 0 in revisions else []
    slips, found = touched.slips(cursor, upto), []
    for number, at, undoes in cursor.execute(_COMMITTED, {"upto": upto}).fetchall():
        if number not in revisions and (undoes is None or touched.first(cursor, number) not in revisions):
            continue
        if events:
            came, since = events[-1]
            gone = touched.undone(cursor, number - 1)
            own = FACTORS.read(cursor, gone, [city_id]).get(city_id, ())
            supply = SUPPLY.read(cursor, gone, [city_id]).get(city_id, ())
            slip = undoes == came and came in slips and touched.within_a_day(since, at)
            found.append(FormerFactors(number, at.replace(tzinfo=UTC), own, supply, slip))
        events.append((number, at))
    return found


def refactored(cursor: Cursor, upto: int | None = None, cities: Sequence[str] | None = None) -> frozenset[str]:
    """The cities that changed what they state of factors; with ``upto`` as after that revision."""
    asked = {"upto": upto, "cities": None if cities is None else list(cities)}
    revisions: dict[str, set[int]] = {}
    for city_id, number in cursor.execute(_FACTORS, asked).fetchall():
        revisions.setdefault(city_id, set()).add(number)
    gone = touched.undone(cursor, upto) if revisions else frozenset()
    return frozenset(city_id for city_id, mine in revisions.items() if len(mine) > 1 or mine & gone)


def _lists(
    mine: Mapping[int, list[Target]], events: Mapping[int, tuple[Any, ...]], slips: Set[int]
) -> Iterator[_State]:
    """The lists of targets of one city that counted one after the other."""
    had: list[Target] | None = None
    gone: set[int] = set()
    for revision, (at, _, _, undoes) in sorted(events.items()):
        if undoes is not None:
            # Which of some revisions are taken back, where that was not taken back itself.
            numbers = [number for number in events if number <= revision]
            found: set[int] = set()
            for number in sorted(numbers, reverse=True):
                if events[number][3] is not None and number not in found:
                    found.add(events[number][3])
            gone = found
        counting = [number for number in mine if number <= revision and number not in gone]
        held = mine[max(counting)] if counting else []
        if had is None or held != had:
            had = held
            yield _State(held, revision, at, bool(counting) and max(counting) in slips)


def _slip(state: _State, following: _State) -> bool:
    """Whether a state stood for less than a day and was taken back."""
    return state.slip and touched.within_a_day(state.since, following.since)


def _judged(target: Target) -> Target:
    """A target with that alone by which it is judged."""
    return replace(target, source="", set_in=None, declared_target_t=None, scenario_source=None, national=None)
