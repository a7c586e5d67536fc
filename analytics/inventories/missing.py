"""Places that hold a number in one inventory and none in another, and energy that stands in a total without emissions.

A place is a GPC reference, else a sector and scope; where "not estimated" was written out, also a carrier or a gas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.cells import Cell
from analytics.inventories.spots import (
    ELSEWHERE,
    GASES,
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
    ranges,
    related,
    summed,
)
from analytics.inventories.weighing import YearlyFactor
from analytics.text.sentences import Sentence, counted, joined
from analytics.vocabulary import CARRIERS, SECTORS, NotationKey

_CO2 = GASES.index("co2")
LARGEST_FALL = 0.8
"""[R] The share of a place by which it may fall before it counts as gone."""
_NAMED = 5


class Pairs(NamedTuple):
    """The places of two inventories of each question side by side: each place of ``first`` (``left``) beside each of
    ``then`` (``right``) in the same sector, where the former is ``doubtful``.

    The inventory of both is the number of the question; ``known`` are the places of ``then`` that hold a number in
    ``first``, too.
    """

    first: PlaceColumns
    then: PlaceColumns
    left: Integers
    right: Integers
    doubtful: Truths
    known: Truths

    def any_of(self, holds: Truths) -> Truths:
        """For each place of ``first`` whether any of its pairs ``holds``."""
        found: Truths = np.bincount(self.left[holds], minlength=len(self.first)) > 0
        return found

    def sides(self, name: str) -> tuple[Integers, Integers]:
        """One column of both places of each pair."""
        return getattr(self.first, name)[self.left], getattr(self.then, name)[self.right]

    @property
    def place(self) -> Truths:
        """Which pairs are of one GPC reference, or may be: where one says none."""
        one, other = self.sides("reference")
        found: Truths = (one == other) | (one == 0) | (other == 0)
        return found

    @property
    def same(self) -> Truths:
        """Which pairs stand in one place: one reference, or one sector and scope."""
        one, other = self.sides("scope")
        found: Truths = self.place & ((one == other) | (one == 0) | (other == 0))
        return found

    @property
    def holds(self) -> Truths:
        """Where the gases of the later place hold that of the earlier one; CO2 alone is not all of a CO2e."""
        one, other = self.sides("gas")
        found: Truths = (one == other) | (one == 0) | (other == 0)
        return found


def pairs(first: PlaceColumns, then: PlaceColumns) -> Pairs:
    """The places of two inventories of each question side by side, where they are of one sector and the earlier place
    is ``unlike`` the later one; of the others nothing is open."""
    doubtful, known = unlike(first, then)
    width = len(SECTOR_CODES)
    keys = then.inventory * width + then.sector
    order = np.argsort(keys, kind="stable")
    mine = first.inventory * width + first.sector
    start, end = (np.searchsorted(keys[order], mine, side=side) for side in ("left", "right"))
    left, place = ranges(start, np.where(doubtful, end, start))
    return Pairs(first, then, left, order[place], doubtful, known)


def unlike(first: PlaceColumns, then: PlaceColumns) -> tuple[Truths, Truths]:
    """Which earlier numbers have no number in the very same place later, or one that fell by more than
    ``LARGEST_FALL`` or stands in fewer rows; and which later places have a number in the very same place earlier."""
    rows, others = (np.flatnonzero(side.state == NUMBER) for side in (first, then))
    mine, later = _key(first)[rows], _key(then)[others]
    order = np.argsort(later, kind="stable")  # of each place one number at most
    place = np.searchsorted(later[order], mine)
    same = np.append(later[order], -1)[place] == mine
    match = np.append(others[order], -1)[np.where(same, place, -1)]
    before, now, count = first.tonnes[rows], np.append(then.tonnes, 0.0)[match], np.append(then.rows, 0)[match]
    fine = same & ((before <= 0) | (now >= (1 - LARGEST_FALL) * before)) & (count >= first.rows[rows])
    doubtful, known = np.zeros(len(first), dtype=bool), np.zeros(len(then) + 1, dtype=bool)
    doubtful[rows] = ~fine & (before != 0)
    known[match] = True
    return doubtful, known[:-1]


def _key(places: PlaceColumns) -> Integers:
    """One number for the very place of each row."""
    key = places.inventory
    for name, width in WIDTHS.items():
        key = key * width + getattr(places, name)
    return key


def held(places: PlaceColumns, questions: int, wanted: Truths) -> Integers:
    """For each question the bits of the sectors in which a ``wanted`` place stands."""
    found = np.zeros(questions, dtype=np.int64)
    np.bitwise_or.at(found, places.inventory[wanted], 1 << places.sector[wanted])
    return found


def newcomers(first: PlaceColumns, then: PlaceColumns, questions: int) -> Integers:
    """For each question the bits of the sectors that hold numbers in ``then`` and none in ``first``."""
    return held(then, questions, then.state == NUMBER) & ~held(first, questions, first.state == NUMBER)


def left_open(found: Pairs, divided: Integers) -> Truths:
    """Which numbers of the earlier inventories the later ones neither hold nor settle. ``divided`` are the bits of the
    sectors of each question that came since: sectors that hold each other answer for each other.

    A row that is absent for one carrier of a place with other numbers is none of these places; one that says NE is.
    Source: our own rule [R].
    """
    first, states = found.first, found.then.state[found.right]
    carrier, other = found.sides("carrier")
    place, same, holds = found.place, found.same, found.holds
    settled = found.any_of(
        ((states == NOT_OCCURRING) | (states == ELSEWHERE))
        & place
        & holds
        & ((carrier == other) | (carrier == 0) | (other == 0))
    )
    there = (states == NUMBER) & same
    full = found.any_of(there & holds & ((other == 0) | (carrier == other)))
    refused = found.any_of((states >= OPEN) & place & holds & (carrier == other) & (carrier > 0))
    # Where other carriers hold numbers there, or other gases do, it is open if none of these holds its gas.
    elsewhere = np.where(
        found.any_of(there), ~found.any_of(there & holds), divided[first.inventory] & RELATED[first.sector] == 0
    )
    gone: Truths = found.doubtful & ~settled & ~full & (refused | elsewhere)
    return gone


def fallen(found: Pairs, gone: Truths, questions: int) -> Floats:
    """By question and sector (in ``SECTOR_CODES``) the tonnes that NE for one carrier leaves open where the carriers of
    the earlier inventory are not known: as much as the sector fell. Source: our own rule [R]."""
    width = len(SECTOR_CODES)

    def held_by(places: PlaceColumns, chosen: Truths) -> Floats:
        keys = places.inventory[chosen] * width + places.sector[chosen]
        return summed(keys, places.tonnes[chosen], questions * width)

    def stands(places: PlaceColumns, chosen: Truths) -> Truths:
        keys = places.inventory[chosen] * width + places.sector[chosen]
        found: Truths = np.bincount(keys, minlength=questions * width) > 0
        return found

    first, then = found.first, found.then
    numbers, others = first.state == NUMBER, then.state == NUMBER
    unsaid = stands(first, numbers & (first.reference == 0) & (first.carrier == 0))
    refused = stands(then, (then.state >= OPEN) & (then.reference == 0))
    fell = held_by(first, numbers) - held_by(then, others) - held_by(first, gone)
    return np.where(unsaid & refused & stands(then, others) & (fell > 0), fell, 0.0).reshape(questions, width)


def apart(first: PlaceColumns, then: PlaceColumns, questions: int) -> Integers:
    """For each question the bits of the sectors that hold CO2 alone in one inventory, and CO2e in the other.
    Source: our own rule [R]."""
    whole, only = [], []
    for places in (first, then):
        numbers = places.state == NUMBER
        mine = held(places, questions, numbers & (places.gas == 0))
        whole.append(mine)
        only.append(
            held(places, questions, numbers & (places.gas == _CO2))
            & ~held(places, questions, numbers & (places.gas != _CO2))
        )
    found: Integers = (only[0] & whole[1]) | (only[1] & whole[0])
    return found


def listed(found: Mapping[str, float]) -> str:
    """Places and their tonnes in words, the largest first."""
    ordered = sorted(found.items(), key=lambda item: (-abs(item[1]), item[0]))
    # Translators: a place of an inventory and its tonnes, as in "Waste (1,200 t)".
    named = [Sentence("{place} ({amount:,.0f} t)", place=name, amount=amount) for name, amount in ordered[:_NAMED]]
    places, rest = joined(named, "comma"), len(ordered) - _NAMED
    return (
        counted("{places} and {number} more", "{places} and {number} more", rest, places=places) if rest > 0 else places
    )


@formula(
    name="Energy without emissions",
    text=Sentence("E lacks a place where A > 0 and no figure of emissions stands for it"),
    units="A in MWh by sector and carrier; renewable carriers need none, and emissions without any carrier cover all",
    source=OURS,
    mark="R",
    remark="Where emissions are reported, what has none counts as lacking, never as zero: the total gives no verdict.",
)
def without_emissions(energy: Iterable[Cell], reported: Sequence[Cell], factor: YearlyFactor) -> tuple[Sentence, ...]:
    """One sentence for each sector and carrier whose energy (MWh) stands beside reported emissions and has none.

    Covered is energy whose sector, or one that holds it or that it holds, has a number (NO, a followed IE or C too)
    for its carrier or without any. NE leaves it open. Emissions that name no carrier at all cover everything, and
    renewable carriers need none. Source: our own rule [R].
    """
    told = [cell for cell in reported if cell.key != NotationKey.NE]
    if not any(cell.amount is not None for cell in reported):
        return ()
    whole = not any(cell.carrier for cell in reported)
    refused = {(cell.sector, cell.carrier, cell.gpc_ref) for cell in reported if cell.key == NotationKey.NE}
    found: dict[tuple[str, str | None], list[float]] = {}
    for cell in energy:
        if cell.amount is None or cell.amount <= 0 or _needs_none(cell, factor):
            continue
        if whole and (cell.sector, None, cell.gpc_ref) not in refused:
            continue
        if not any(_covers(other, cell) for other in told):
            found.setdefault((cell.sector, cell.carrier), []).append(cell.amount)
    return tuple(
        unweighed(sector, carrier, fsum(amounts))
        for (sector, carrier), amounts in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    )


def unweighed(sector: str, carrier: str | None, mwh: float) -> Sentence:
    """That the energy (MWh) of a sector and carrier has no emissions."""
    where = SECTORS[sector].within
    if not carrier:
        return Sentence(
            "The energy in {sector} ({energy:,.0f} MWh) has no emissions; the total lacks them.",
            sector=where,
            energy=mwh,
        )
    return Sentence(
        "The energy of {carrier} in {sector} ({energy:,.0f} MWh) has no emissions; the total lacks them.",
        carrier=CARRIERS[carrier].within,
        sector=where,
        energy=mwh,
    )


def _needs_none(cell: Cell, factor: YearlyFactor) -> bool:
    if cell.carrier is None:
        return False
    return CARRIERS[cell.carrier].renewable or factor(cell.year, cell.carrier, cell.sector) == 0


def _covers(other: Cell, cell: Cell) -> bool:
    if other.sector not in (cell.sector, *related(cell.sector)):
        return False
    if other.sector == cell.sector and None not in (other.gpc_ref, cell.gpc_ref) and other.gpc_ref != cell.gpc_ref:
        return False
    return cell.carrier is None or other.carrier in (None, cell.carrier)
