"""How wrong the figures of a good answer may be: every place and both totals as intervals, and their worst corner.

Questions are columns: each is one target judged by one inventory, with the gap that its totals give. Places are
followed from the base year through every inventory between to the newest one; what a step leaves open stays so until a
figure or an explanation settles it. One city and a programme of thousands go the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from analytics.bounding_limits import (
    C40,
    NEAR,
    PANDEMIC,
    PANDEMIC_YEARS,
    PER_HEAD_T,
    PLACE_LIMIT,
    TOTAL_LIMIT,
    TOTAL_YEARLY,
    UK,
)
from analytics.commitment.codes import Code
from analytics.commitment.former_inventories import NO_FORMER, FormerInventories
from analytics.commitment.place_questions import NOTHING, ExplainedPlaces, PlaceQuestions
from analytics.detection.case import Finding
from analytics.formula import formula
from analytics.inventories.missing import apart
from analytics.inventories.parents import PARTS
from analytics.inventories.spots import (
    CARRIER_CODES,
    COLUMNS,
    ELSEWHERE,
    NOT_OCCURRING,
    NUMBER,
    REFERENCES,
    SECRET,
    SECTOR_CODES,
    Floats,
    Integers,
    PlaceColumns,
    Truths,
    aimed,
    bits,
    summed,
)
from analytics.text.sentences import Sentence
from analytics.vocabulary import KEY_SECTORS, SECTORS, TOTAL_PLACE

NEWEST, BASE, LACKED = range(3)
"""Where a figure is open: too low in the newest year, too high in the base year, or not in the base year at all."""
_TOTAL = SECTOR_CODES.index(TOTAL_PLACE)
_ROUNDING = 1e-9


def _families() -> Integers:
    """A number for each sector, one for all that hold each other."""
    family = np.arange(len(SECTOR_CODES))
    for parent, parts in PARTS.items():
        if parent != TOTAL_PLACE:
            mine = [SECTOR_CODES.index(code) for code in (parent, *parts)]
            family[np.isin(family, family[mine])] = family[mine].min()
    return family


_FAMILY = _families()
_NAMED_KEYS = ("municipal_buildings", "tertiary", "residential", "transport")
_KEYS = [bits(code for code in SECTOR_CODES if key in SECTORS[code].keys) for key in KEY_SECTORS]


class OpenFigures(NamedTuple):
    """Figures that may be others, one entry each: the question; where it is open (``NEWEST`` to ``LACKED``); sector,
    reference and carrier of the place (the sector of totals for the whole inventory); what it holds, and what it was
    held against, in t; the inventory of that figure, -1 for what a target declares; by how many tonnes it may move the
    gap, infinite where nobody can tell; and the finding that says so, -1 where none does."""

    question: Integers
    side: Integers
    sector: Integers
    reference: Integers
    carrier: Integers
    holds_t: Floats
    was_t: Floats
    source: Integers
    tonnes: Floats
    finding: Integers

    def at(self, chosen: Truths | Integers) -> OpenFigures:
        """These entries alone."""
        return OpenFigures._make(column[chosen] for column in self)


class Bounds(NamedTuple):
    """The figures that may be others, by how many tonnes in all the gap of each question may be larger with them
    (smaller, of what is behind), and the codes of what forbids a verdict for it."""

    open: OpenFigures
    open_t: Floats
    codes: Integers

    def of(self, question: int) -> OpenFigures:
        """The open figures of one question, those of most tonnes first."""
        found = self.open.at(self.open.question == question)
        return found.at(np.argsort(-found.tonnes, kind="stable"))


class _Step(NamedTuple):
    """What the inventories of the questions held at one time: the row of each (-1 for none), its year, and the places.
    ``again`` where the step before was another content of the very same inventory, ``content`` if this one is."""

    rows: Integers
    year: Integers
    places: PlaceColumns
    again: Truths
    content: bool = False


class _Held(NamedTuple):
    """A step as dense columns, one entry for each distinct place: its tonnes, whether it holds a number, the key that
    stands there else (-1 for none), what an IE names, and whether its question has an inventory."""

    tonnes: Floats
    number: Truths
    state: Integers
    aim: Integers
    asked: Truths


class _Known(NamedTuple):
    """What is known of each distinct place up to a step: the most that it may hold, the figure behind that, and its
    inventory; and whether it held a number."""

    most: Floats
    was: Floats
    source: Integers
    ever: Truths


@formula(
    name=Sentence("Bound of a good answer"),
    text=Sentence(
        "On track stands if gap + max(Σ m, M) + k × max(Σ b, B) ≤ 0;  m = max(0, {place:g} × before − now), or before "
        "where no figure above zero is there;  M = max(0, {total:g} × total before − total)",
        place=PLACE_LIMIT,
        total=TOTAL_LIMIT,
    ),
    units=Sentence(
        "t CO₂e; m and M of the newest year, b and B the same of the base year against the inventory after it, k how "
        "the path moves with the baseline; {total:g} over one year, {yearly:g} of it for each more, and {pandemic:g} "
        "of it into the pandemic; a former content of the two years counts in full",
        pandemic=PANDEMIC,
        total=TOTAL_LIMIT,
        yearly=TOTAL_YEARLY,
    ),
    source=f"{C40}; {UK}",
    mark="R",
    remark=Sentence(
        "What is missing can only add: behind stands without it. A place is a sector, carrier, scope and GPC "
        "reference; parts that came in its sector answer for it. An explanation, or inventories between that show the "
        "fall in steps, settle it. A total of more than {high:g} t per inhabitant in the base year, or of fewer than "
        "{low:g} t in the newest one, counts as so many at most, or at least.",
        low=PER_HEAD_T[0],
        high=PER_HEAD_T[1],
    ),
    also=("analytics.commitment.bound.pandemic", "analytics.inventories.spots.spots"),
)
def bound(
    places: PlaceColumns,
    asked: PlaceQuestions,
    given: ExplainedPlaces = NOTHING,
    former: FormerInventories = NO_FORMER,
    near: bool = False,
    findings: Sequence[tuple[int, Finding]] = (),
) -> Bounds:
    """What figures of the two years may be others, in t, and whether the answer is another one with them. ``near``
    holds the newest year against the inventory before it alone, by which less is open than by all; ``findings`` say of
    a question what its figures should be. Source: our own rule [R], with limits of published inventories."""
    count, good = len(asked.then), asked.gap_t <= 0
    steps = [*_steps(places, asked, former, good)]
    formers = [*_contents(former, np.where(good, asked.first, -1), asked, base=True)]
    keys, held = _dense([*steps, *formers])
    base, now = held[0], held[len(steps) - 1]
    known = _Known(base.tonnes, base.tonnes, np.where(base.number, steps[0].rows[keys.inventory], -1), base.number)
    year, base_open = np.where(steps[0].rows >= 0, steps[0].year, asked.base_year), np.zeros(len(keys))
    totals = [summed(keys.inventory, np.where(one.number, one.tonnes, 0.0), count) for one in held]
    last_t, next_t = np.where(steps[0].rows >= 0, totals[0], np.nan), np.full(count, np.nan)
    pending = (steps[0].rows >= 0) | ~np.isnan(asked.base_t)
    newest_open = np.zeros(count)
    for number in range(1, len(steps)):
        step, mine = steps[number], held[number]
        there, final = step.rows >= 0, number == len(steps) - 1
        limit = TOTAL_LIMIT * TOTAL_YEARLY ** np.maximum(step.year - year - 1, 0).astype(np.float64)
        limit = limit * pandemic(year, step.year)
        share = np.where(keys.sector == _TOTAL, limit[keys.inventory], PLACE_LIMIT)
        share = np.where(step.again[keys.inventory], 1.0, share)
        known = _followed(keys, known, mine, step, share, count)
        said = _explained(keys, step.year, given)
        known = known._replace(most=np.where(said & mine.asked, np.maximum(mine.tonnes, 0.0), known.most))
        if final:
            lost = np.where(there, limit * last_t - totals[number], 0.0)
            lost = np.fmax(lost, asked.least_t - (asked.path_t + asked.gap_t))
            newest_open = np.where(_whole(given, step.year, count), 0.0, np.fmax(lost, 0.0))
            break
        if step.content:
            continue
        if near:
            known = _Known(
                *(
                    np.where(mine.asked, one, other)
                    for one, other in zip(
                        (mine.tonnes, mine.tonnes, step.rows[keys.inventory], mine.number), known, strict=True
                    )
                )
            )
        opened = there & pending & (not near)
        above = np.where(mine.number & (mine.tonnes > 0), (known.most - mine.tonnes) / share, known.most)
        based = opened[keys.inventory] & base.number & (base.tonnes > 0)
        base_open = np.where(based, np.maximum(above, 0.0), base_open)
        next_t = np.where(opened, totals[number] / limit, next_t)
        pending, year = pending & ~opened, np.where(there, step.year, year)
        last_t = np.where(there, totals[number], last_t)
    base_total = np.fmax(np.fmax(asked.base_t - next_t, asked.base_t - asked.base_most_t), 0.0)
    for one in held[len(steps) :]:
        plain = _Known(base.tonnes, base.tonnes, known.source, base.number)
        step = steps[0]._replace(again=np.full(count, True))
        fell = _followed(keys, plain, one, step, np.ones(len(keys)), count).most
        base_open = np.maximum(base_open, np.where(one.asked, fell - np.maximum(one.tonnes, 0.0), 0.0))
    unraised = asked.declared_t < asked.base_t
    base_total = np.where(unraised, np.fmax(base_total, asked.base_t - asked.declared_t), base_total)
    base_open = np.where(_explained(keys, asked.base_year, given), 0.0, base_open)
    base_total = np.where(_whole(given, asked.base_year, count), 0.0, base_total)
    opened_t = (base_open, newest_open, base_total, last_t)
    return _bounds(asked, keys, known, (base, now), opened_t, given, (steps[0].places, steps[-1].places), findings)


def _steps(places: PlaceColumns, asked: PlaceQuestions, former: FormerInventories, good: Truths) -> Iterator[_Step]:
    """The base year, every inventory between, the earliest first, and the newest one; before each of those between and
    the newest what it once held, of the questions with a good answer."""
    nothing, never = np.full(len(good), -1), np.zeros(len(good), dtype=bool)
    yield _Step(asked.first, asked.base_year, places.of(asked.first), never)
    for column in range(asked.earlier.shape[1] - 1, -1, -1):
        rows = np.where(good, asked.earlier[:, column], nothing)
        yield from _with_contents(places, former, rows, asked.earlier_year[:, column], asked, own=False)
    yield from _with_contents(places, former, asked.then, asked.year, asked, own=True)


def _with_contents(
    places: PlaceColumns,
    former: FormerInventories,
    rows: Integers,
    year: Integers,
    asked: PlaceQuestions,
    own: bool,
) -> Iterator[_Step]:
    """What some inventories once held, one content after the other, and what they hold."""
    again = np.zeros(len(rows), dtype=bool)
    for step in _contents(former, np.where(asked.gap_t <= 0, rows, -1), asked, own=own):
        yield step._replace(again=again, year=year)
        again = again | (step.rows >= 0)
    yield _Step(rows, year, places.of(rows), again)


def pandemic(before: Integers, year: Integers) -> Floats:
    """The share that totals kept from just before the pandemic into it; 1 elsewhere. Source: our own rule [R], see
    ``PANDEMIC``."""
    into = np.isin(year, PANDEMIC_YEARS) & (before < PANDEMIC_YEARS[0]) & (year - before <= NEAR)
    return np.where(into, PANDEMIC, 1.0)


def _contents(
    former: FormerInventories, rows: Integers, asked: PlaceQuestions, own: bool = False, base: bool = False
) -> Iterator[_Step]:
    """What inventories once held, but for slips: of earlier ones what ended before the newest came, of the newest
    (``own``) what was above the path of its day. A recalculation of all years has turned nothing."""
    question, state = former.of(rows)
    kept = ~former.withdrawn[state]
    if own:
        kept &= _above_its_path(former, asked, question, state)
    elif not base:
        kept &= former.until[state] <= former.came[asked.then[question]]
    question, state = question[kept], state[kept]
    rank = np.arange(len(question)) - np.searchsorted(question, question)
    for number in range(int(rank.max(initial=-1)) + 1):
        mine = rank == number
        states, there = np.full(len(rows), -1), np.full(len(rows), -1)
        states[question[mine]] = state[mine]
        there[question[mine]] = rows[question[mine]]
        held = former.places.of(states)
        # Where an IE led in a former content is nobody's question any more.
        held = replace(held, aim=np.full(len(held), -1))
        yield _Step(there, asked.year, held, np.zeros(len(rows), dtype=bool), content=True)


def _above_its_path(former: FormerInventories, asked: PlaceQuestions, question: Integers, state: Integers) -> Truths:
    """Where a former content was above the path from the lowest baseline that was in force while it stood."""
    tonnes = former.tonnes()
    pair, base = former.of(asked.first[question])
    newest = np.zeros(len(question), dtype=np.int64)
    np.maximum.at(newest, pair, former.until[base])
    lowest = np.where(newest < former.until[state], asked.base_t[question], np.inf)
    both = ~former.withdrawn[base] & (former.since[base] < former.until[state][pair])
    both &= former.until[base] > former.since[state][pair]
    np.minimum.at(lowest, pair[both], tonnes[base[both]])
    lowest = np.where(np.isinf(lowest), asked.base_t[question], lowest)
    path_t = asked.path_t[question] + asked.slope[question] * (lowest - asked.base_t[question])
    above: Truths = tonnes[state] > path_t
    return above


def _dense(steps: Sequence[_Step]) -> tuple[PlaceColumns, list[_Held]]:
    """The distinct places of all steps, and each step as one entry for each of them."""
    columns: dict[str, Any] = {name: np.concatenate([getattr(step.places, name) for step in steps]) for name in COLUMNS}
    every = replace(steps[0].places, **columns)
    _, first, where = np.unique(every.key(), return_index=True, return_inverse=True)
    keys, found, start = every.at(first), [], 0
    for step in steps:
        mine = where[start : start + len(step.places)]
        start += len(mine)
        number = step.places.state == NUMBER
        tonnes, there = np.zeros(len(keys)), np.zeros(len(keys), dtype=bool)
        state, aim = np.full(len(keys), -1), np.full(len(keys), -1)
        tonnes[mine[number]], there[mine[number]] = step.places.tonnes[number], True
        state[mine] = step.places.state  # a number comes before a key of the same place
        aim[mine] = np.where(step.places.state == ELSEWHERE, step.places.aim, -1)
        found.append(_Held(tonnes, there, state, aim, (step.rows >= 0)[keys.inventory]))
    return keys, found


def _followed(keys: PlaceColumns, known: _Known, now: _Held, step: _Step, share: Floats, count: int) -> _Known:
    """What is known of each place after one more step; ``share`` is how much of its figure a place keeps at least.

    What no longer holds a number is answered by parts that came in its sectors, or by the place that its IE names,
    where they hold as much as it had to keep. Of two contents of one inventory what rose answers for what fell.
    """
    question = keys.inventory
    positive, again = now.number & (now.tonnes > 0), step.again[question]
    least = np.where(known.ever, known.most, 0.0)
    kept = np.maximum(now.tonnes, np.where(positive, share * np.maximum(least, 0.0), least))
    lost = now.asked & ~now.number & (known.most > 0)
    whole = _told_apart(keys, known.most > 0, positive, count)[question] & now.asked
    came = positive & (~known.ever | whole)
    family = question * (len(SECTOR_CODES) + 1) + np.where(whole, len(SECTOR_CODES), _FAMILY[keys.sector])
    size = count * (len(SECTOR_CODES) + 1)
    gone = summed(family[lost], known.most[lost], size)
    pool = summed(family[came], now.tonnes[came], size)
    left = _left(gone, pool, PLACE_LIMIT)[family]
    divided = (keys.sector == _TOTAL) & (pool[family] > 0)  # a bare total that another division of it answers
    left = np.where(divided, np.maximum(left - (1 - share), 0.0), left)
    left = np.where(lost & ~again, left, 1.0)
    for number in np.unique(now.aim[lost & (now.aim >= 0)]).tolist():
        mine, there = lost & (now.aim == number), aimed(step.places.aims[number], keys.sector, keys.reference)
        before = np.where(there & known.ever & ~mine, known.most, 0.0)
        grown = summed(question, np.where(there & now.number, now.tonnes, 0.0) - before, count)
        moved = summed(question[mine], known.most[mine], count)
        left = np.where(mine, np.minimum(left, _left(moved, np.maximum(grown, 0.0), PLACE_LIMIT)[question]), left)
    most = np.where(now.number, kept, np.maximum(known.most, 0.0) * left)
    if again.any():
        rose = np.maximum(np.where(now.number, now.tonnes, 0.0) - np.maximum(least, 0.0), 0.0)
        fell = np.maximum(most - np.maximum(now.tonnes, 0.0), 0.0)
        net = _left(summed(family[again], fell[again], size), summed(family[again], rose[again], size), 1.0)[family]
        most = np.where(again, np.maximum(now.tonnes, 0.0) * now.number + fell * net, most)
    fresh = positive & (most <= now.tonnes * (1 + _ROUNDING))
    ever = np.where(whole, now.number, (known.ever | now.number) & ~(lost & (left == 0)))
    return _Known(
        np.where(now.asked, most, known.most),
        np.where(now.asked & fresh, now.tonnes, known.was),
        np.where(now.asked & fresh, step.rows[question], known.source),
        np.where(now.asked, ever, known.ever),
    )


def _left(gone: Floats, pool: Floats, share: float) -> Floats:
    """The share of what is gone for which nothing answers; none where the pool holds as much as it had to keep."""
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(gone > 0, np.maximum(1 - pool / gone, 0.0), 1.0)
    return np.where((gone > 0) & (pool >= share * gone * (1 - _ROUNDING)), 0.0, left)


def _told_apart(keys: PlaceColumns, then: Truths, now: Truths, count: int) -> Truths:
    """The questions of which one side is a bare total and the other one tells sectors."""
    total, bare = keys.sector == _TOTAL, []
    for side in (then, now):
        some, told = (np.bincount(keys.inventory[mine], minlength=count) > 0 for mine in (side & total, side & ~total))
        bare.append((some & ~told, told))
    apart: Truths = (bare[0][0] & bare[1][1]) | (bare[0][1] & bare[1][0])
    return apart


def _explained(keys: PlaceColumns, year: Integers, given: ExplainedPlaces) -> Truths:
    """The places that somebody explained for a year of their question."""
    mine = given.of(given.year == year[given.question])
    named = (keys.sector, keys.reference, keys.carrier)
    found: Truths = mine.holds(keys.inventory, named) | np.isin(keys.inventory, mine.whole)
    return found


def _whole(given: ExplainedPlaces, year: Integers, count: int) -> Truths:
    """The questions of which somebody explained the total of a year."""
    found: Truths = np.isin(np.arange(count), given.of(given.year == year[given.question]).whole)
    return found


def _bounds(
    asked: PlaceQuestions,
    keys: PlaceColumns,
    known: _Known,
    sides: tuple[_Held, _Held],
    opened: tuple[Floats, Floats, Floats, Floats],
    given: ExplainedPlaces,
    others: tuple[PlaceColumns, PlaceColumns],
    findings: Sequence[tuple[int, Finding]],
) -> Bounds:
    """What is open in all, each figure with the tonnes by which it moves the gap."""
    count, question = len(asked.then), keys.inventory
    (base, now), (base_open, newest_total, base_total, last_t) = sides, opened
    good, slope = asked.gap_t <= 0, np.maximum(asked.slope, 0.0)
    most = known.most - np.where(now.number, now.tonnes, 0.0)
    newest = np.where(good[question] & now.asked, np.maximum(most, 0.0), 0.0)
    raised = np.where(good[question], np.maximum(slope[question] * base_open - newest, 0.0), 0.0)
    every = np.arange(count)
    doubted = [*_doubted(asked, keys, (newest, raised), findings)]
    wholes = [newest_total, slope * base_total]
    for one, side, *_, tonnes, _number in doubted:
        wholes[side][one] -= tonnes
    totals = [
        np.where(good, np.maximum(whole - summed(question, part, count), 0.0), 0.0)
        for whole, part in zip(wholes, (newest, raised), strict=True)
    ]
    none, total = np.zeros(count, dtype=np.int64), np.full(count, _TOTAL)
    where = (keys.sector, keys.reference, keys.carrier)
    now_t = summed(question, np.where(now.number, now.tonnes, 0.0), count)
    summed_up = (keys.sector == _TOTAL) & (~now.number | (now_t < last_t)[question])  # a division of it says less
    was = np.where(summed_up, last_t[question], known.was)
    plain, last = np.full(len(keys), -1), np.where(asked.before >= 0, asked.before, asked.first)
    parts: list[tuple[Any, ...]] = [
        (question, NEWEST, *where, np.where(summed_up, now_t[question], now.tonnes), was, known.source, newest, plain),
        (question, BASE, *where, base.tonnes, base.tonnes - base_open, plain, raised, plain),
        (every, NEWEST, total, none, none, now_t, last_t, last, totals[0], none - 1),
        (every, BASE, total, none, none, asked.base_t, asked.base_t - base_total, none - 1, totals[1], none - 1),
        *_unknown(asked, keys, sides, given),
        (question, LACKED, *where, now.tonnes, np.zeros(len(keys)), plain, _lacked(asked, keys, sides), plain),
        *(tuple(np.array([value]) for value in one) for one in doubted),
    ]
    columns = zip(*([np.broadcast_to(one, part[0].shape) for one in part] for part in parts), strict=True)
    found = OpenFigures(*(np.concatenate(column) for column in columns))
    found = found.at(found.tonnes > _ROUNDING * np.abs(asked.base_t[found.question]))
    open_t = summed(found.question, found.tonnes, count)
    codes = np.where(good & (asked.gap_t + open_t > 0), int(Code.UNSETTLED), 0)
    codes |= np.where(~good & (asked.gap_t - open_t <= 0), int(Code.BASE_LACKS), 0)
    mixed = asked.co2e & (apart(*others, count) != 0)
    codes |= np.where(mixed, int(Code.OTHER_GAS), 0)
    return Bounds(found, open_t, np.where(np.isnan(asked.gap_t), 0, codes))


def _unknown(
    asked: PlaceQuestions, keys: PlaceColumns, sides: tuple[_Held, _Held], given: ExplainedPlaces
) -> Iterator[tuple[Any, ...]]:
    """Key sectors without a figure of which no earlier figure is known either, and energy without emissions: nobody can
    tell how many tonnes that is."""
    count, (base, now) = len(asked.then), sides
    good = (asked.gap_t <= 0) & ~_whole(given, asked.year, count)
    for place, members in enumerate(_KEYS):
        mine = (members >> keys.sector & 1).astype(bool)
        some = [np.bincount(keys.inventory[mine & one], minlength=count) > 0 for one in _states(base, now)]
        left = good & ~some[0] & ~some[1] & ((asked.missing >> place & 1).astype(bool) | some[2])
        yield _without_tonnes(np.flatnonzero(left), NEWEST, SECTOR_CODES.index(_NAMED_KEYS[place]))
    yield _without_tonnes(np.flatnonzero(good & asked.lacking), NEWEST, _TOTAL)
    yield _without_tonnes(np.flatnonzero((asked.gap_t > 0) & asked.base_lacking), LACKED, _TOTAL)


def _states(base: _Held, now: _Held) -> tuple[Truths, Truths, Truths]:
    return base.number, now.number, now.state == SECRET


def _without_tonnes(rows: Integers, side: int, sector: int) -> tuple[Any, ...]:
    """Figures that are open without any limit, one a question."""
    none = np.zeros(len(rows), dtype=np.int64)
    unknown = np.full(len(rows), np.nan)
    return rows, side, none + sector, none, none, unknown, unknown, none - 1, np.full(len(rows), np.inf), none - 1


def _doubted(
    asked: PlaceQuestions, keys: PlaceColumns, opened: tuple[Floats, Floats], findings: Sequence[tuple[int, Finding]]
) -> Iterator[tuple[Any, ...]]:
    """What findings say a figure of the newest year or of the base year should be, where that opens more than its
    places are ``opened`` by themselves, and in the place of that. One about a place that the inventories of its
    question do not hold is about another part of the city."""
    named = _named(keys, keys.carrier)
    used = [np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)]
    for number in sorted(range(len(findings)), key=lambda at: -abs(findings[at][1].moves_t or 0.0)):
        question, finding = findings[number]
        held = [
            _numbered(question, SECTOR_CODES.index(sector), REFERENCES.index(reference), CARRIER_CODES.index(carrier))
            for sector, reference, carrier in finding.spots
        ]
        mine, moves = np.isin(named, held), finding.moves_t
        if moves is None or not held or not np.isin(held, named).all() or asked.gap_t[question] > 0:
            continue
        raised = -max(float(asked.slope[question]), 0.0) * moves
        for side, year, tonnes in ((NEWEST, asked.year, moves), (BASE, asked.base_year, raised)):
            own = opened[side][mine].sum()
            if finding.year == year[question] and tonnes > own and not used[side][mine].any():
                opened[side][mine], used[side][mine] = 0.0, True
                first = int(np.flatnonzero(mine)[0])
                one = (keys.sector[first], keys.reference[first], keys.carrier[first])
                where = one if len(held) == 1 else (_TOTAL, 0, 0)
                yield question, side, *where, finding.holds_t, finding.should_t, -1, tonnes, number


def _lacked(asked: PlaceQuestions, keys: PlaceColumns, sides: tuple[_Held, _Held]) -> Floats:
    """By place what the newest inventory of a city that is behind holds and the base year lacks, in t. What NO or an IE
    stands for in the base year lacks nothing."""
    count, (base, now), question = len(asked.then), sides, keys.inventory
    behind = ((asked.gap_t > 0) & (asked.first >= 0))[question]
    plain = _Known(now.tonnes, now.tonnes, keys.aim, now.number)
    nothing = keys.at(np.zeros(0, dtype=np.int64))
    step = _Step(asked.first, asked.base_year, nothing, np.zeros(count, dtype=bool))
    left = _followed(keys, plain, base._replace(aim=np.full(len(keys), -1)), step, np.ones(len(keys)), count).most
    answered = np.isin(base.state, (NOT_OCCURRING, ELSEWHERE))
    told = np.isin(_named(keys, keys.carrier), _named(keys, keys.carrier)[answered])
    told |= np.isin(_named(keys, keys.carrier * 0), _named(keys, keys.carrier)[answered & (keys.carrier == 0)])
    return np.where(behind & now.number & ~base.number & ~told, np.maximum(left, 0.0), 0.0)


def _named(keys: PlaceColumns, carrier: Integers) -> Integers:
    """One number for the sector, reference and carrier of each place."""
    found: Integers = _numbered(keys.inventory, keys.sector, keys.reference, carrier)
    return found


def _numbered(question: Any, sector: Any, reference: Any, carrier: Any) -> Any:
    return ((question * len(SECTOR_CODES) + sector) * len(REFERENCES) + reference) * len(CARRIER_CODES) + carrier
