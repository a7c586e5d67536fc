"""How far two inventories that are set side by side mean the same: a score, with each part of it in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.comparison import FURTHEST_YEARS, Comparison
from analytics.inventories.comparison_reasons import is_whole, one_method
from analytics.inventories.grid_use import grid_t
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.uncertainty.weighing_sets import WORDS, of_other_gases, ratios
from analytics.vocabulary import SECTORS

ALIKE = ("years", "method", "gwp", "approach", "electricity")
"""What may be alike of two inventories beside the places that they report; each weighs the same."""


@dataclass(frozen=True)
class Likeness:
    """One part of the score: ``alike`` from 0 to 1, ``said`` in words, and how many ``points`` of 100 are missing for
    it, which the ``cities`` could give."""

    code: str
    alike: float
    said: str
    points: float
    cities: tuple[str, ...]


@dataclass(frozen=True)
class Comparability:
    """The score from 0 to 100 and its parts, ``places`` first; None where a city has no inventory to compare."""

    score: float | None
    parts: tuple[Likeness, ...] = ()


@formula(
    name="Comparability of two cities",
    text=Sentence("score = 100 × P × (Y + M + W + A + E) ÷ 5"),
    units=Sentence(
        "P: tonnes that both report ÷ all tonnes, mean of the two cities; Y = 1 − years apart ÷ {years}; M and A: 1 "
        "where both state one method and one approach, else 0; W = 1 − what other weights of CH₄ and N₂O could shift; "
        "E: part of the electricity that one factor counts for both",
        years=FURTHEST_YEARS + 1,
    ),
    source=OURS,
    mark="R",
    remark=(
        "A city beside itself has 100. The score says how far the two count the same; it judges neither city. Score "
        "and missing points make 100: the places first, then each other part of what the places leave."
    ),
    also=("analytics.pairs.likeness.weight_shift", "analytics.inventories.grid_use.grid_t"),
)
def comparability(found: Comparison) -> Comparability:
    """How far what is compared means the same, a number from 0 to 100, with its parts in words. None where one city has
    no inventory. Swapping the cities gives the same score; one inventory beside itself has the full one. Source:
    our own rule [R]."""
    left, right = found.left, found.right
    if left is None or right is None:
        return Comparability(None)
    places = _places(found)
    parts = dict.fromkeys(ALIKE, 1.0) if found.same else dict(zip(ALIKE, _alike(found, left, right), strict=True))
    mean = fsum(parts.values()) / len(parts)
    lacking = 100 * (1 - places)
    made = [Likeness("places", places, _places_said(found, places), lacking, _givers("places", left, right))]
    for code, value in parts.items():
        points = 100 * places * (1 - value) / len(parts)
        made.append(Likeness(code, value, _said(code, found, left, right), points, _givers(code, left, right)))
    return Comparability(100 * places * mean, tuple(made))


def _places(found: Comparison) -> float:
    """The part of the tonnes of the two that stands in the compared rows; a sink counts by its size."""
    if found.same:
        return 1.0
    if not found.rows:
        return 0.0
    shares = []
    for side in (0, 1):
        held = fsum(abs(tonnes) for tonnes in _before(found, side))
        out = fsum(abs((item.left_t, item.right_t)[side] or 0.0) for item in found.left_out)
        shares.append(held / (held + out) if held + out else 0.0)
    return fsum(shares) / 2


def _before(found: Comparison, side: int) -> Iterator[float]:
    """The tonnes of each compared row as the city reports them."""
    for row in found.rows:
        moved = fsum((item.left_t, item.right_t)[side] for item in found.restated if item.name == row.name)
        yield (row.left_t, row.right_t)[side] - moved


def _alike(found: Comparison, left: Inventory, right: Inventory) -> tuple[float, ...]:
    one_approach = left.approach == right.approach and left.approach != "unknown"
    return (
        max(0.0, 1 - abs(left.year - right.year) / (FURTHEST_YEARS + 1)),
        float(one_method(left, right)),
        1 - weight_shift(found),
        float(one_approach),
        _electricity(found),
    )


def weight_shift(found: Comparison) -> float:
    """The largest part of the compared tonnes by which the weights of CH4 and N2O of the two may differ, from 0 to 1:
    nothing of one set, or of CO2 alone. Source: our own rule [R], with the shares of ``uncertainty.weighing_sets``."""
    left, right = found.left, found.right
    if left is None or right is None or found.same:
        return 0.0
    if "CO2" in (left.gas, right.gas):  # restated to CO2, or not comparable at all
        return 0.0 if left.gas == right.gas or found.rows else 1.0
    codes = [np.array([_code(item)], dtype=np.int64) for item in (left, right)]
    spread = ratios(codes[0], codes[1])
    most = max(float(spread.highest[0]), 1 / float(spread.lowest[0])) - 1
    return min(1.0, max(most * _other_gases(item, found) for item in (left, right)))


def _code(item: Inventory) -> int:
    return WORDS.index(item.gwp_set) if item.gwp_set in WORDS else 0


def _other_gases(item: Inventory, found: Comparison) -> float:
    """The share of CH4 and N2O in what is compared of an inventory; the whole is taken where no place is told."""
    groups = {group for row in found.rows for group in row.groups}
    told = [(spot, abs(t)) for spot, t in item.spots.tonnes.items() if SECTORS[spot.sector].group in groups]
    whole = fsum(tonnes for _, tonnes in told)
    return fsum(of_other_gases(spot) * tonnes for spot, tonnes in told) / whole if whole else of_other_gases(None)


def _electricity(found: Comparison) -> float:
    """The part of the grid-supplied tonnes in the compared rows that one factor counts for both."""
    assert found.left is not None
    assert found.right is not None
    parts = []
    for item in (found.left, found.right):
        every = [(row, grid_t(item, row.groups, row.without)) for row in found.rows]
        whole = fsum(abs(tonnes) for _, tonnes in every)
        alike = fsum(abs(tonnes) for row, tonnes in every if row.electricity_t is not None)
        parts.append(alike / whole if whole else 0.0)
    return fsum(parts) / 2


def _places_said(found: Comparison, places: float) -> Sentence:
    if not found.rows:
        return Sentence("No place is reported alike by both.")
    return Sentence(
        "On average {share:.0f} of 100 tonnes of each city stand in places that both report.", share=100 * places
    )


def _said(code: str, found: Comparison, left: Inventory, right: Inventory) -> Sentence:
    """One part in words."""
    if found.same:
        return Sentence("One inventory beside itself.")
    if code == "years":
        if left.year == right.year:
            return Sentence("Both are of {year}.", year=left.year)
        return Sentence("{year} beside {other_year}.", year=left.year, other_year=right.year)
    if code == "method":
        alike = one_method(left, right)
        return Sentence("Both follow one method.") if alike else Sentence("Two methods: their boundaries differ.")
    if code == "gwp":
        shift = weight_shift(found)
        if "CO2" in (left.gas, right.gas):
            alone = Sentence("CO2 alone is compared, which needs no weights.")
            return Sentence("One counts CO2 alone, the other CO2e.") if shift else alone
        if shift == 0:
            return Sentence("Both weigh CH4 and N2O alike.")
        if not found.rows:
            return Sentence("Nothing is compared that other weights of CH4 and N2O could shift.")
        return Sentence(
            "Other weights of CH4 and N2O could shift up to {share:.1f}% of what is compared.", share=100 * shift
        )
    if code == "approach":
        if left.approach == right.approach and left.approach != "unknown":
            return Sentence("Both count by one approach.")
        if "unknown" in (left.approach, right.approach):
            return Sentence("The approach of the factors is not stated by both.")
        return Sentence("Two approaches: at the point of combustion, and over the life cycle.")
    if found.restated and _electricity(found):
        return Sentence(
            "{share:.0f} of 100 tonnes of electricity are counted by one factor.", share=100 * _electricity(found)
        )
    return Sentence("Each counts electricity by its own factor: the energy behind it is not told by both.")


def _givers(code: str, left: Inventory, right: Inventory) -> tuple[str, ...]:
    """The cities that could give what is missing for a part, by their ids; both where either could."""
    sides = sorted((left, right), key=lambda item: (item.city_id, item.year))
    if code == "places":
        fewest = min(len(item.sectors) for item in sides)
        wanting = [item for item in sides if is_whole(item)] or [item for item in sides if len(item.sectors) == fewest]
    elif code == "years":
        wanting = [min(sides, key=lambda item: item.year)]
    elif code == "gwp":
        wanting = [item for item in sides if item.gwp_set in ("unknown", "mixed")]
    elif code == "approach":
        wanting = [item for item in sides if item.approach == "unknown"]
    else:
        wanting = [item for item in sides if code == "electricity" and not item.energy_mwh]
    return tuple(dict.fromkeys(item.city_id for item in wanting or sides))
