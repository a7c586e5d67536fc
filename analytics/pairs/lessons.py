"""What one city could ask the other, from the figures that are on file of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.formula import OURS, formula
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.pairs.facing import ENERGY_WITHOUT_SECTOR, PairSide, index
from analytics.text.sentences import Sentence

LEAST_AHEAD = 5.0
"""[R] A fall is worth a question where it is so many percentage points larger than the asking city's own."""
LEAST_SHARE = 0.05
"""[R] A sector below this share of the total is worth none."""
MOST = 4
APART = ("Other", UNSPLIT, ENERGY_WITHOUT_SECTOR, "Energy generation", "Land use")
"""Groups that mean something else in every city, or hold several sectors."""


@dataclass(frozen=True)
class Lesson:
    """A question worth asking: what it is about (``code``), with the figures of who is asked, and of who asks.

    ``sector``: a group of sectors and its change in per cent between two years of one method; ``total`` the change of
    the whole; ``inventories``, ``actions``: how many are on file; ``target``: its words.
    """

    code: str
    subject: str = ""
    asked: float | None = None
    own: float | None = None
    first: int | None = None
    last: int | None = None


@formula(
    name=Sentence("What one city could ask the other"),
    text=Sentence("change = 100 × (last year ÷ first year − 1), of one method, sector by sector and of the whole"),
    units=Sentence(
        "per cent; asked where the other fell, by at least {points} percentage points more, in a sector of at least "
        "{share} % of its total",
        points=f"{LEAST_AHEAD:g}",
        share=f"{100 * LEAST_SHARE:g}",
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "Only of a city whose newest inventory may be subtracted from its base year. A change says what to ask, never "
        "what caused it."
    ),
)
def lessons(own: PairSide, asked: PairSide) -> tuple[Lesson, ...]:
    """What ``own`` could ask ``asked``, at most ``MOST``: sectors that fell by more there, the whole where it did, the
    inventories kept, the actions and the target on file. A city has nothing to ask itself. In per cent. Source: our own
    rule [R]."""
    found = [*_sectors(own, asked), *_total(own, asked), *_kept(own, asked)]
    return tuple(found[:MOST])


def _sectors(own: PairSide, asked: PairSide) -> Iterator[Lesson]:
    theirs, mine = _changes(asked), _changes(own)
    ahead = [
        (change, group)
        for group, change in theirs.items()
        if change < 0 and (group not in mine or mine[group] - change >= LEAST_AHEAD)
    ]
    ends = _ends(asked.series)
    for change, group in sorted(ahead)[:2]:
        assert ends is not None
        yield Lesson("sector", group, change, mine.get(group), ends[0].year, ends[1].year)


def _total(own: PairSide, asked: PairSide) -> Iterator[Lesson]:
    theirs, mine = index(asked), index(own)
    change, behind = _whole(theirs), _whole(mine)
    if change is not None and change < 0 and asked.comparable and (behind is None or behind - change >= LEAST_AHEAD):
        yield Lesson("total", "", change, behind, theirs[0][0], theirs[-1][0])


def _whole(curve: Sequence[tuple[int, float]]) -> float | None:
    """The change of a curve from its first to its last year, in per cent."""
    if len(curve) < 2 or curve[0][1] <= 0:
        return None
    return 100 * (curve[-1][1] / curve[0][1] - 1)


def _kept(own: PairSide, asked: PairSide) -> Iterator[Lesson]:
    years = sorted({item.year for item in asked.inventories})
    mine = {item.year for item in own.inventories}
    if len(years) > len(mine):
        yield Lesson("inventories", "", len(years), len(mine), years[0], years[-1])
    if asked.actions > own.actions:
        yield Lesson("actions", "", asked.actions, own.actions)
    if asked.target and not own.target:
        yield Lesson("target", asked.target)


def _changes(side: PairSide) -> dict[str, float]:
    """By group of sectors its change in per cent between the first and the last inventory of the curve that tell it
    apart, of groups that both name and that are no trifle."""
    ends = _ends(side.series)
    if ends is None or not side.comparable:
        return {}
    first, last = ends
    return {
        group: 100 * (last.sectors[group] / first.sectors[group] - 1)
        for group in first.sectors
        if group in last.sectors and group not in APART and _large(first, group)
    }


def _ends(series: Sequence[Inventory]) -> tuple[Inventory, Inventory] | None:
    told = [item for item in series if set(item.sectors) - {*APART} and item.emissions_t]
    return (told[0], told[-1]) if len(told) > 1 else None


def _large(inventory: Inventory, group: str) -> bool:
    amount = inventory.sectors[group]
    return amount > 0 and bool(inventory.emissions_t) and amount >= LEAST_SHARE * (inventory.emissions_t or 0.0)
