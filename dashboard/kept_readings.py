"""One moment for each run of a page: all that it shows is read as of that moment, and kept by what it was read from.

Three things are kept, each so that no commit can put one moment's content under another's name:

- readings of a city (``city``) by the newest revision that says anything of the city, up to the moment. The ledger is
  only added to, so that this name and what it stands for stay the same for good, and a commit elsewhere drops nothing;
- what is made of a reading (``made_of``), such as a picture, by the very object that it was made of;
- what is made of all cities at once (``Latest``): one of it.

What is asked of the library that keeps them is given by name and as one text: it looks up the name of whatever is not,
which takes longer than all else about a reading that is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import count
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast
from weakref import ref

import streamlit as st

from analytics.text.digits import whole
from dashboard import identity, language
from dashboard.long_work import EVERY, Stopped, WorkStep
from dashboard.turns import TURNS
from datasets import database, open_store

if TYPE_CHECKING:  # what reads a city is loaded while the first browser loads the page
    from datasets import City, Programme, Revision, Store
    from datasets.store import Moment

Made = TypeVar("Made")
REVISION = "rev"
"""The parameter of the address that asks for the past."""
PATIENCE = 0.5
"""Seconds that a reader waits for the newest of what is made of all cities before the last one is shown."""
REST = 9.0
"""What takes longer than ``PATIENCE`` to make is begun anew after a rest of so many times as long: all visits share one
process, so that making it after each commit would slow every page."""
CLOSING = 5.0
"""Seconds that closing the store waits for it."""
MANY_CITIES = 500
"""From so many on the standing of all is put beside the database for the next start; fewer are read in a second."""
_OPENINGS = count()
_NUMBERS = count()
_NUMBERING = Lock()
_numbered: dict[int, tuple[ref[Any], int]] = {}


class Opened(NamedTuple):
    """An open store, and a number that no other opening in this process has: a file may come back with other data."""

    store: Store
    number: int


@dataclass(frozen=True, eq=False)
class Run:
    """What one run of a page rests on: a moment of a store, and the calendar year, for an inventory of long ago says
    nothing about today. ``past`` says whether the page shows the past where the address asks for it. ``everyone`` is
    the standing of every city that the run was given, of its own moment."""

    opened: Opened
    moment: Moment
    year: int
    past: bool
    everyone: AllCities | None = None


_RUN: ContextVar[Run | None] = ContextVar("run", default=None)


def store() -> Store:
    """The one store of this process, with the sample cities. Raises Refused when another process holds the file."""
    return _opened(path=str(database())).store


def database_without_samples() -> None:
    """Make the database without a city, where there is none yet. Raises Refused as ``store``."""
    open_store(database(), samples=False).close()


def close() -> None:
    """Close the store of this process, so that nothing waits in a log file."""
    _latest.clear()
    _opened.clear()


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.store.close())
def _opened(path: str) -> Opened:
    store = open_store(path)
    if store.followed is not None:
        store.followed.listen()
    if identity.configured() is not None:
        from datasets import access

        access.guard(store)
    return Opened(store, next(_OPENINGS))


def begin(past: bool) -> None:
    """Begin a run of a page that can show the ``past`` or cannot: until ``end`` it sees one moment, whatever is
    committed meanwhile."""
    TURNS.take(store())
    _RUN.set(_now(past))


def end() -> None:
    """End the run: what is asked from here on, such as by a button before the next one, is of its own moment."""
    _RUN.set(None)
    TURNS.give_back()


def stand_at(everyone: AllCities) -> None:
    """Let the rest of the run that is under way see the moment of ``everyone``, and no later standing of all cities."""
    run = _RUN.get()
    if run is not None:
        _RUN.set(replace(run, moment=everyone.moment, everyone=everyone))


def current() -> Run:
    """The run that is under way; outside of one, such as in a callback before it, the newest moment."""
    return _RUN.get() or _now()


def _now(past: bool = True) -> Run:
    opened = _opened(path=str(database()))
    return Run(opened, opened.store.moment(), datetime.now(UTC).year, past)


def asked_revision() -> str | None:
    """What the address says of the revision (``?rev=7``), None where it says nothing."""
    return st.query_params.get(REVISION)


def past(city_id: str) -> int | None:
    """The revision of the city that the address asks for: the last one up to ``rev`` that touched the city.

    None where the newest is shown: nothing was asked, nothing older was meant, there is no such revision, or the page
    does not show the past.
    """
    said, run = whole(asked_revision() or ""), current()
    if said is None or not run.past or said > run.moment.revision:
        return None
    numbers = [revision.revision for revision in revisions(city_id)]
    earlier = [number for number in numbers if number <= said]
    return earlier[0] if earlier and earlier[0] != numbers[0] else None


def revisions(city_id: str) -> list[Revision]:
    """The revisions of a city, the newest first, as they stand at the moment of the run. Nobody may change the list."""
    run = current()
    return _revisions(opening=run.opened.number, revision=run.moment.revision, city_id=city_id)


# A revision of many cities can go out of force by a commit to any of them, so this is kept for the moment. A list takes
# a few kilobytes and milliseconds: enough for the cities that are looked at between two commits.
@st.cache_resource(show_spinner=False, max_entries=64)
def _revisions(opening: int, revision: int, city_id: str) -> list[Revision]:
    return store().history(city_id, revision)


class At(NamedTuple):
    """Where a reading of a city stands: as of ``revision`` of a store, judged in ``year``. ``name`` is the newest
    revision that says anything of the city up to there: all readings with one name are alike."""

    opened: Opened
    revision: int
    name: int
    year: int

    @property
    def store(self) -> Store:
        """The open store."""
        return self.opened.store

    def city(self, city_id: str) -> City:
        """A city as it is read here. What is read of it is kept."""
        from datasets import City

        return City(self.store, city_id, self.revision, this_year=self.year, keep=partial(_of_a_city, self, city_id))


def at(city_id: str, revision: int | None = None) -> At:
    """Where this run reads a city: as of ``revision``, else as the address asks for it, else at its own moment."""
    run, then = current(), past(city_id) if revision is None else revision
    newest = run.moment.of_city(city_id)
    if then is None or then == newest:
        return At(run.opened, run.moment.revision, newest, run.year)
    return At(run.opened, then, then, run.year)


def city(city_id: str, revision: int | None = None) -> City:
    """A city where this run reads it (``at``), whose readings are kept."""
    return at(city_id, revision).city(city_id)


def _of_a_city(
    here: At,
    city_id: str,
    read: Callable[..., Made],
    found: City,
    named: Mapping[str, Any],
) -> Made:
    """The answer of a reading of ``City``, which is shared by all visits."""
    # What is asked are plain values.
    name = repr((here.opened.number, here.year, city_id, here.name, named))
    return cast(Made, _kept(read)(name=name, _make=lambda: read(found, **named)))


# Fifty visits that look at another city each find theirs again, and a history its earlier states. A report takes 60 to
# 300 KB, and so does each of the other readings: full, all of them take some 200 MB, whatever is on file.
MOST_REPORTS, MOST_READINGS = 256, 128


@cache
def _kept(read: Callable[..., Any]) -> Callable[..., Any]:
    """Where the answers of a reading of ``City`` are kept, by what is asked."""

    def kept(name: str, _make: Callable[[], Any]) -> Any:
        return _make()

    kept.__qualname__ = f"{read.__qualname__}.kept"  # by which the library tells one cache from another
    most = MOST_REPORTS if read.__name__ == "report" else MOST_READINGS
    return st.cache_resource(show_spinner=False, max_entries=most)(kept)


def made_of(name: str, make: Callable[[], Made], *shown: object) -> Made:
    """What ``make`` makes of the things that are ``shown``, kept for each ``name``, language and year.

    It is kept by these very objects (not by equal ones), so that a picture never stands beside another's figures. All
    else that it depends on has to stand in the name. It is shared by all visits, so nobody may change it.
    """
    key = repr((name, *map(_number, shown), language.current(), current().year))
    return cast(Made, _made(key=key, _make=make))


# A picture takes some 60 KB, so all of them some 30 MB; fifty visits that look at another city each, at three pages of
# three pictures, find theirs again.
@st.cache_resource(show_spinner=False, max_entries=512)
def _made(key: str, _make: Callable[[], object]) -> object:
    return _make()


def _number(thing: object) -> int:
    """A number that this object alone has in this process: its address in memory is given out again."""
    place = id(thing)
    with _NUMBERING:
        known = _numbered.get(place)
        if known is None or known[0]() is not thing:
            known = _numbered[place] = (ref(thing, partial(_gone, place)), next(_NUMBERS))
        return known[1]


def _gone(place: int, thing: ref[Any]) -> None:
    # Called whenever something is collected, also by a thread that holds the lock; one step takes the entry away.
    if _numbered.get(place, (None, 0))[0] is thing:
        _numbered.pop(place, None)


class Latest(Generic[Made]):
    """What is made of all cities at once: one of it is kept, and one thread makes the next while the last one serves.

    It may be of an earlier moment than the page that shows it, so it has to say its own.
    """

    def __init__(
        self,
        make: Callable[[Moment, Made | None], Made],
        patience: float = PATIENCE,
        rest: float = REST,
        keep: Callable[[Made], None] = lambda _made: None,
    ) -> None:
        """Nothing is made before it is asked for; ``make`` gets the last one, to go on from it. The first one and the
        last one go to ``keep``."""
        self._make, self._patience, self._rest, self._keep = make, patience, rest, keep
        self._changing = Lock()
        self._last: tuple[Moment, Made] | None = None
        self._next: Future[None] | None = None
        self._took = 0.0
        self._rested = 0.0
        self._waiting = 0
        self._told = ("read", 0, 0)

    @property
    def empty(self) -> bool:
        """Whether whoever asks first has to wait."""
        return self._last is None

    def summed(self, done: int, of: int) -> None:
        """Take note of how many cities the first one has. Raises Stopped where nobody waits for it any more."""
        if self._last is None and not self._waiting:
            raise Stopped
        self._told = ("sum", done, of)

    def first(self, moment: Moment, step: WorkStep) -> Made:
        """The first one, for who waits for as long as ``step``, which is told how far it is, does not raise."""
        with self._changing:
            self._waiting += 1
        try:
            while not wait([making := self._begun(moment)], EVERY).done or isinstance(making.exception(), Stopped):
                step(*self._told)
            making.result()  # raises what kept it from being made
            return self.at(moment)
        finally:
            with self._changing:
                self._waiting -= 1

    def at(self, moment: Moment) -> Made:
        """The one of ``moment`` or a later one; where it is not made within ``PATIENCE``, the last one before it, and
        that at once where the last one took longer to make or was made only just now (``REST``)."""
        deadline = time.monotonic() + (self._patience if self._took <= self._patience else 0.0)
        while True:
            last = self._last
            if last is not None and last[0].revision >= moment.revision:
                return last[1]
            if last is not None and time.monotonic() < self._rested:
                return last[1]
            making = self._begun(moment)
            TURNS.give_back()  # the thread that makes it needs what this run would have taken
            wait([making], None if last is None else max(0.0, deadline - time.monotonic()))
            if making.done():
                making.result()  # raises what kept it from being made
            elif last is not None:
                return last[1]

    def _begun(self, moment: Moment) -> Future[None]:
        with self._changing:
            last = self._last
            if last is not None and last[0].revision >= moment.revision:  # made since the visit looked
                made: Future[None] = Future()
                made.set_result(None)
                return made
            if self._next is None:
                self._next = Future()
                Thread(target=self._follow, args=(moment, self._next), daemon=True).start()
            return self._next

    def _follow(self, moment: Moment, making: Future[None]) -> None:
        last, fault, start = self._last, None, time.monotonic()
        first = last is None
        try:
            last = (moment, self._make(moment, None if last is None else last[1]))
        except BaseException as raised:
            fault = raised
        with self._changing:
            end = time.monotonic()
            self._took = 0.0 if self._last is None else end - start  # the first one says nothing of those that go on
            self._last, self._next = last, None
            self._rested = end + self._rest * self._took if self._took > self._patience else end
        if fault is None:
            making.set_result(None)
            if first and last is not None:
                self._keep(last[1])
        else:
            making.set_exception(fault)  # raised again for those who wait

    def close(self) -> None:
        """Wait a little for what is being made, so that the file can be given back; nobody asks for it any more."""
        making = self._next
        if making is not None:
            wait([making], CLOSING)
        if self._last is not None:
            self._keep(self._last[1])


class AllCities(NamedTuple):
    """The standing of every city at once, and the moment that it is of."""

    moment: Moment
    programme: Programme


def overview() -> Latest[AllCities]:
    """The standing of every city at once, of the newest moment or of one shortly before."""
    opened = current().opened
    return _latest(opening=opened.number, _store=opened.store)


# Of thousands of cities one takes some forty megabytes.
@st.cache_resource(show_spinner=False, max_entries=1, on_release=lambda latest: latest.close())
def _latest(opening: int, _store: Store) -> Latest[AllCities]:
    def make(moment: Moment, last: AllCities | None) -> AllCities:
        from datasets import Cities

        before = None if last is None else last.programme
        return AllCities(moment, Cities(_store).programme(moment.revision, before, latest.summed))

    def keep(found: AllCities) -> None:
        from datasets import Cities

        if len(found.programme.cities) >= MANY_CITIES:
            Cities(_store).keep_programme(found.programme)

    latest: Latest[AllCities] = Latest(make, keep=keep)
    return latest
