"""Places of an earlier inventory of which a later one no longer tells what they emitted, in tonnes and by their rule.

Every rule takes the places of both inventories of many questions at once (``analytics.inventories.spots``), the number
of the question in the place of that of the inventory, and gives tonnes for each place of the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analytics.commitment.codes import Code
from analytics.formula import OURS, formula
from analytics.inventories.missing import LARGEST_FALL, Pairs, fallen, held, left_open, newcomers, pairs
from analytics.inventories.parents import DIVISIONS, PARTS
from analytics.inventories.spots import (
    ELSEWHERE,
    NOT_OCCURRING,
    NUMBER,
    OPEN,
    RELATED,
    SECTOR_CODES,
    WIDTHS,
    Floats,
    Integers,
    PlaceColumns,
    Truths,
    aimed,
    bits,
    summed,
)
from analytics.text.sentences import Sentence
from analytics.vocabulary import TOTAL_PLACE

SMALLEST_PLACE = 0.01
"""[R] The share of the baseline from which a place that is gone counts together with others; below, each by itself."""
_LEVELS = tuple(tuple(WIDTHS)[:count] for count in (5, 4, 3, 1))
"""How finely two inventories can be divided alike, the finest first."""
_CHILDREN = np.array([bits(PARTS.get(code, ())) for code in SECTOR_CODES], dtype=np.int64)
_DIVISIONS = tuple((SECTOR_CODES.index(code), bits(parts)) for code, ways in DIVISIONS.items() for parts in ways)


class OpenPlaces(NamedTuple):
    """Places whose former tonnes are open, one entry each: the question, the rule that found it (a ``Code``), the row
    of the earlier places (-1 for a sector as a whole), its sector, and the tonnes, below zero for a sink."""

    question: Integers
    code: Integers
    row: Integers
    sector: Integers
    tonnes: Floats

    def at(self, chosen: Truths | Integers) -> OpenPlaces:
        """These entries alone."""
        return OpenPlaces._make(column[chosen] for column in self)


@formula(
    name="Places that vanished",
    text=Sentence("On track stands if gap + u ≤ 0;  u = Σ (E before − E now) of the places that are open"),
    units=(
        "t CO₂e; open is a place of the baseline or of the last earlier inventory that is not estimated now, is NO, 0 "
        "or below, or fell by more than 80 %; whose IE leads to no place that grew by it; whose row is gone; or that "
        "is divided in part"
    ),
    source=OURS,
    mark="R",
    remark=(
        "A place is one sector, scope and carrier, or GPC reference. Vanished places of less than 1 % of the baseline "
        "count one by one. An explanation that somebody enters settles a place. Until then it stays open in later "
        "years, too."
    ),
    also=(
        "analytics.commitment.unsettled.vanished",
        "analytics.commitment.unsettled.pointed",
        "analytics.commitment.unsettled.dropped",
        "analytics.commitment.unsettled.divided_in_part",
        "analytics.commitment.unsettled.at_stake",
    ),
)
def unsettled(first: PlaceColumns, then: PlaceColumns, questions: int) -> OpenPlaces:
    """Every place of the earlier inventories (``first``) that the later ones (``then``) leave open, in t.

    A place that an IE stands for is judged by where that leads; of the rules after it the first
    that holds counts. Source: our own rule [R].
    """
    found = pairs(first, then)
    came = newcomers(first, then, questions)
    gone = left_open(found, came)
    fell = fallen(found, gone, questions)
    which, sector = np.nonzero(fell)
    parts = [_entries(which, Code.PLACES_DIFFER, np.full(len(which), -1), sector, fell[which, sector])]
    if found.doubtful.any():
        asked = np.zeros(questions, dtype=bool)
        asked[first.inventory[found.doubtful]] = True
        rows = np.flatnonzero(asked[first.inventory])
        some = pairs(first.at(rows), then.at(asked[then.inventory]))
        parts += [part._replace(row=rows[part.row]) for part in _by_rule(some, came, gone[rows], questions)]
    return OpenPlaces._make(np.concatenate(column) for column in zip(*parts, strict=True))


def _by_rule(found: Pairs, came: Integers, gone: Truths, questions: int) -> Iterator[OpenPlaces]:
    """The open places of questions in which something is in doubt, one rule after the other."""
    first = found.first
    rules = {
        Code.PLACES_DIFFER: np.where(gone, first.tonnes, 0.0),
        Code.LEADS_NOWHERE: pointed(found, questions),
        Code.DROPPED: dropped(found, questions),
        Code.DIVIDED_IN_PART: divided_in_part(found, came, questions),
        Code.VANISHED: vanished(found, came, questions),
    }
    told, later = gone | (following(found) >= 0), (Code.DROPPED, Code.DIVIDED_IN_PART, Code.VANISHED)
    for code, tonnes in rules.items():
        mine = (tonnes != 0) & (~told if code in later else True)
        told |= mine
        rows = np.flatnonzero(mine)
        yield _entries(first.inventory[rows], code, rows, first.sector[rows], tonnes[rows])


def _entries(question: Integers, code: Code, row: Integers, sector: Integers, tonnes: Floats) -> OpenPlaces:
    return OpenPlaces(question, np.full(len(row), int(code)), row, sector, tonnes)


def vanished(found: Pairs, came: Integers, questions: int) -> Floats:
    """How far places fell, in t, that are NO, 0 or below, or fell by more than ``LARGEST_FALL``.

    Two inventories are held against each other in their finest common division, but that no other rows answer for a
    place which is NO now; a place that stands in several rows of one place is held by these, too, and a row that is
    gone leaves open as much as it fell. Sectors that ``came`` since and hold a place, or are held by it, answer for it.
    Source: our own rule [R].
    """
    first, then = found.first, found.then
    numbers = found.doubtful & (first.tonnes > 0)
    before, now = first.tonnes.copy(), np.zeros(len(first))
    open_ones = ~_denied(found)
    for level in _LEVELS:
        was, amount, there = _compared(first, then, level)
        taken = open_ones & there
        before[taken], now[taken] = was[taken], amount[taken]
        open_ones &= ~there
    family = _of_sectors(first, then, RELATED[first.sector] & came[first.inventory], questions)
    before = np.where(open_ones, _of_family(first, came), before)
    now = np.where(open_ones, family, now)
    large = (before > 0) & (now < (1 - LARGEST_FALL) * before)
    fewer = found.any_of(_exact(found) & (found.sides("rows")[0] > found.sides("rows")[1]))
    share = np.divide(first.tonnes, before, out=np.zeros(len(first)), where=before > 0)
    fell = np.where(numbers & (large | fewer), np.minimum(share, 1.0) * (before - now), 0.0)
    left: Floats = np.maximum(fell - np.where(open_ones, 0.0, np.maximum(family, 0.0)), 0.0)
    return left


def _denied(found: Pairs) -> Truths:
    """The earlier places that NO stands for now, by reference and carrier, and no number. Its scope is not asked: keys
    are kept without one. Where no carrier was told and some are now, the NO may be of another one."""
    first, states = found.first, found.then.state[found.right]
    carrier, other = found.sides("carrier")
    one, there = found.sides("reference")
    here = (one == there) & found.holds
    named = found.any_of((states == NOT_OCCURRING) & here & (carrier == other))
    numbers = (states == NUMBER) & here
    held = found.any_of(numbers & found.same & (carrier == other))
    divided = (first.carrier == 0) & found.any_of(numbers & (other > 0))
    denied: Truths = found.doubtful & named & ~held & ~divided
    return denied


def _compared(first: PlaceColumns, then: PlaceColumns, level: Sequence[str]) -> tuple[Floats, Floats, Truths]:
    """For each earlier place what its inventory and the later one hold in it as divided by ``level``, in t, and
    whether the later one has any row there."""
    keys, where = np.unique(np.concatenate([_key(first, level), _key(then, level)]), return_inverse=True)
    mine, others = where[: len(first)], where[len(first) :]
    was, now = (summed(places, side.tonnes, len(keys)) for places, side in ((mine, first), (others, then)))
    there = np.bincount(others, minlength=len(keys)) > 0
    return was[mine], now[mine], there[mine]


def _key(places: PlaceColumns, level: Sequence[str]) -> Integers:
    key = places.inventory
    for name in level:
        key = key * WIDTHS[name] + getattr(places, name)
    return key


def _exact(found: Pairs) -> Truths:
    """Which pairs are one and the same place, with a number in both years."""
    same: Truths = found.then.state[found.right] == NUMBER
    for name in WIDTHS:
        one, other = found.sides(name)
        same &= one == other
    return same


def _of_sectors(first: PlaceColumns, then: PlaceColumns, wanted: Integers, questions: int) -> Floats:
    """For each earlier place what the later inventory holds in the sectors with the ``wanted`` bits, in t."""
    width = len(SECTOR_CODES)
    numbers = then.state == NUMBER
    sums = summed(
        then.inventory[numbers] * width + then.sector[numbers], then.tonnes[numbers], questions * width
    ).reshape(questions, width)
    found = np.zeros(len(first))
    for row in np.flatnonzero(wanted).tolist():
        members = [place for place in range(width) if wanted[row] >> place & 1]
        found[row] = sums[first.inventory[row], members].sum()
    return found


def _of_family(first: PlaceColumns, came: Integers) -> Floats:
    """For each earlier place what all earlier places hold whose sectors have the same relatives that ``came``, in t."""
    relatives = RELATED[first.sector] & came[first.inventory]
    known, code = np.unique(relatives, return_inverse=True)
    keys, where = np.unique(first.inventory * len(known) + code, return_inverse=True)
    return summed(where, first.tonnes, len(keys))[where]


def following(found: Pairs) -> Integers:
    """What the IE names that stands for each earlier place now, as its place among the aims; -1 for none. A place that
    was IE before held nothing of its own."""
    first, then = found.first, found.then
    carrier, other = found.sides("carrier")
    leading = (then.state[found.right] == ELSEWHERE) & found.place & found.holds
    leading &= (carrier == other) | (carrier == 0) | (other == 0)
    numbers = (first.state == NUMBER) & (first.tonnes > 0)
    filled = found.any_of((then.state[found.right] == NUMBER) & found.same & ((carrier == other) | (other == 0)))
    aim = np.full(len(first), -1)
    aim[found.left[leading]] = then.aim[found.right[leading]]
    aim[~numbers | filled] = -1
    return aim


def pointed(found: Pairs, questions: int) -> Floats:
    """What places held that are IE now, in t, less what the places that they name grew by since. Source: our own rule
    [R]."""
    first, then, aim = found.first, found.then, following(found)
    tonnes = np.zeros(len(first))
    for number in np.unique(aim[aim >= 0]).tolist():
        mine = aim == number
        there = [
            aimed(side.aims[number], side.sector, side.reference) & (side.state == NUMBER) for side in (first, then)
        ]
        grown = summed(then.inventory[there[1]], then.tonnes[there[1]], questions)
        there[0] &= ~mine
        grown = grown - summed(first.inventory[there[0]], first.tonnes[there[0]], questions)
        moved = summed(first.inventory[mine], first.tonnes[mine], questions)
        with np.errstate(divide="ignore", invalid="ignore"):
            left = np.where(moved > 0, np.maximum(1 - np.maximum(grown, 0.0) / moved, 0.0), 0.0)
        tonnes[mine] = first.tonnes[mine] * left[first.inventory[mine]]
    return tonnes


def dropped(found: Pairs, questions: int) -> Floats:
    """What carriers held of which the later inventory has no row beside other carriers of the place, in t, less what
    carriers hold there that came since. Source: our own rule [R]."""
    first, then = found.first, found.then
    carrier, other = found.sides("carrier")
    one, there = found.sides("reference")
    named = (carrier == other) & (one == there) & found.same
    numbers = then.state[found.right] == NUMBER
    mine = found.doubtful & (first.tonnes > 0) & (first.carrier > 0)
    known = np.bincount(found.right[named & (first.state[found.left] == NUMBER)], minlength=len(then)) > 0
    came = (then.state == NUMBER) & ~known & ~found.known
    merged = found.any_of(numbers & (other == 0) & (one == there) & came[found.right])
    absent = mine & ~found.any_of(named) & found.any_of((one == there) & (other > 0)) & ~merged
    keys, where = np.unique(
        np.concatenate([_key(first, ("sector", "reference")), _key(then, ("sector", "reference"))]),
        return_inverse=True,
    )
    gone, new = where[: len(first)], where[len(first) :]
    lost = summed(gone[absent], first.tonnes[absent], len(keys))
    grown = summed(new[came], np.maximum(then.tonnes[came], 0.0), len(keys))
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(lost > 0, np.maximum(1 - grown / lost, 0.0), 0.0)
    return np.where(absent, first.tonnes * left[gone], 0.0)


def divided_in_part(found: Pairs, came: Integers, questions: int) -> Floats:
    """What sectors held, in t, of which the later inventory has some parts and no row of their own, less what these
    parts hold. Told in full (``DIVISIONS``) they are divided. Source: our own rule [R]."""
    first, then = found.first, found.then
    settled = held(then, questions, then.state < OPEN)
    whole = np.zeros((questions, len(SECTOR_CODES)), dtype=bool)
    for parent, told in _DIVISIONS:
        whole[:, parent] |= settled & told == told
    own = held(then, questions, np.full(len(then), True))
    question, sector = first.inventory, first.sector
    parts = _CHILDREN[sector] & came[question]
    mine = (first.state == NUMBER) & (first.tonnes > 0) & (parts != 0) & ~whole[question, sector]
    mine &= own[question] >> sector & 1 == 0
    mine &= sector != SECTOR_CODES.index(TOTAL_PLACE)  # a bare total names no sectors
    now = _of_sectors(first, then, np.where(mine, parts, 0), questions)
    width = len(SECTOR_CODES)
    before = summed(question[mine] * width + sector[mine], first.tonnes[mine], questions * width)
    was = np.where(mine, before[question * width + sector], 1.0)
    return np.where(mine, first.tonnes * np.maximum(1 - now / was, 0.0), 0.0)


def at_stake(found: OpenPlaces, base_t: Floats) -> tuple[Floats, Truths]:
    """By question the tonnes that the places which are open could add, and which entries are among these.

    Of vanished places below ``SMALLEST_PLACE`` of the baseline the largest one counts. Source: our own rule [R].
    """
    questions = len(base_t)
    added = np.maximum(found.tonnes, 0.0)
    small = (found.code == int(Code.VANISHED)) & (added < SMALLEST_PLACE * np.abs(base_t[found.question]))
    more = summed(found.question[~small], added[~small], questions)
    largest = np.zeros(questions)
    np.maximum.at(largest, found.question[small], added[small])
    kept = ~small | (added >= largest[found.question])
    return more + largest, kept
