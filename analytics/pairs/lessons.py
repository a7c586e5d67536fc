"""What one city could ask the other, from the figures that are on file of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.formula import OURS, formula
from analytics.inventories.comparison import Comparison
from analytics.inventories.inventory import UNSPLIT
from analytics.pairs.facing import ENERGY_WITHOUT_SECTOR, PairSide
from analytics.text.sentences import Sentence

LEAST_AHEAD = 5.0
"""[R] A fall is worth a question where it is so many percentage points larger than the asking city's own."""
LEAST_SHARE = 0.05
"""[R] A sector below this share of the total is worth none."""
LIGHTER = 0.8
"""[R] What a sector emits per inhabitant is worth a question where it is at most so much of the asking city's own."""
MOST = 4
MOST_LIGHTER = 2
APART = ("Other", UNSPLIT, ENERGY_WITHOUT_SECTOR, "Energy generation", "Land use")
"""Groups that mean something else in every city, or hold several sectors."""


@dataclass(frozen=True)
class Lesson:
    """A question worth asking: what it is about (``code``), with the figures of who is asked, and of who asks.

    ``sector``: a group of sectors and its change in per cent between two years of one method; ``total`` the change of
    the whole; ``head``: a group that both report, in t per inhabitant of the years ``last`` and ``own_last``;
    ``inventories``, ``actions``: how many are on file; ``target``: its words.
    """

    code: str
    subject: str = ""
    asked: float | None = None
    own: float | None = None
    first: int | None = None
    last: int | None = None
    own_first: int | None = None
    own_last: int | None = None


@formula(
    name="What one city could ask the other",
    text=Sentence("change = 100 × (newest inventory ÷ base year − 1), sector by sector and of the whole"),
    units=Sentence(
        "per cent; asked where the other fell, by at least {points} percentage points more, in a sector of at least "
        "{share} % of its total",
        points=f"{LEAST_AHEAD:g}",
        share=f"{100 * LEAST_SHARE:g}",
    ),
    source=OURS,
    mark="R",
    also=("analytics.pairs.lessons.whole", "analytics.pairs.lessons.lighter"),
    remark=(
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


def lighter(found: Comparison, asked_first: bool) -> tuple[Lesson, ...]:
    """The groups of sectors in which the city that is asked, the first of a comparison or the second, emits clearly
    less per inhabitant than the other, at most ``MOST_LIGHTER``, the largest difference first. In t per inhabitant;
    nothing where inhabitants of one are unknown. Source: our own rule [R]."""
    if found.headless or found.same or found.left is None or found.right is None:
        return ()
    years = (found.left.year, found.right.year) if asked_first else (found.right.year, found.left.year)
    told = []
    for row in found.rows:
        amounts = found.amounts(row)
        theirs, mine = amounts if asked_first else amounts[::-1]
        if row.name not in APART and 0 < theirs <= LIGHTER * mine:  # nothing at all may be nothing counted
            told.append(Lesson("head", row.name, theirs, mine, last=years[0], own_last=years[1]))
    told.sort(key=lambda lesson: (lesson.asked or 0.0) - (lesson.own or 0.0))
    return tuple(told[:MOST_LIGHTER])


def _sectors(own: PairSide, asked: PairSide) -> Iterator[Lesson]:
    theirs, mine = _changes(asked), _changes(own)
    ahead = [
        (change, group)
        for group, change in theirs.items()
        if change < 0 and (group not in mine or mine[group] - change >= LEAST_AHEAD)
    ]
    for change, group in sorted(ahead)[:2]:
        assert asked.base_inventory is not None
        assert asked.latest is not None
        yield Lesson(
            "sector", group, change, mine.get(group), asked.base_inventory.year, asked.latest.year, *_span(own)
        )


def _total(own: PairSide, asked: PairSide) -> Iterator[Lesson]:
    change, behind = whole(asked), whole(own)
    if change is not None and change < 0 and (behind is None or behind - change >= LEAST_AHEAD):
        assert asked.base is not None
        assert asked.latest is not None
        yield Lesson("total", "", change, behind, asked.base[0], asked.latest.year, *_span(own))


def _span(side: PairSide) -> tuple[int | None, int | None]:
    return side.base[0] if side.base else None, side.latest.year if side.latest else None


def whole(side: PairSide) -> float | None:
    """The change of a city since the base year of its target, in per cent; None where the verdict subtracts nothing.
    Source: our own rule [R]."""
    if side.base is None or side.base[1] <= 0 or side.latest is None or side.latest.emissions_t is None:
        return None
    return 100 * (side.latest.emissions_t / side.base[1] - 1)


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
    """By group of sectors its change in per cent between the two inventories that the verdict subtracts, of groups that
    both name and that are no trifle."""
    first, last = side.base_inventory, side.latest
    if first is None or last is None or not first.emissions_t:
        return {}
    least = LEAST_SHARE * first.emissions_t
    return {
        group: 100 * (last.sectors[group] / amount - 1)
        for group, amount in first.sectors.items()
        if group in last.sectors and group not in APART and amount > 0 and amount >= least
    }
