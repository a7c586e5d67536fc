"""A newest year that is another year over again: copied, or multiplied by one number, place by place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analytics.commitment.corrected import FormerInventories
from analytics.commitment.place_questions import PlaceQuestions
from analytics.formula import OURS, formula
from analytics.inventories.spots import CARRIER_CODES, NUMBER, Floats, Integers, PlaceColumns, Truths, summed
from analytics.text.sentences import Sentence

FEWEST = 5
"""[R] So many places must stand in one ratio: with fewer it is no surprise."""
LARGEST_PART = 0.9
"""[R] The share of the emissions that must stand in one ratio: a few places are carried over for good reasons."""
SHARP = 0.001
"""[R] The share by which ratios may differ and count as one: figures are rounded."""
_ELECTRICITY, _FROM_GRID = CARRIER_CODES.index("electricity"), 2
_APART = 2_000.0
"""More than the logarithms of two ratios can be apart."""
_LARGEST = np.log(np.finfo(float).max)
"""The logarithm of the largest ratio that is a number."""


class CopiedYears(NamedTuple):
    """By question how many places of the newest inventory stand in one ratio to those of another year, and the
    ``share`` of its emissions that they hold; that ``ratio``, and the one of places from the ``grid``, whose factor
    moves by itself; and whether these places are so many that it is no year of its own."""

    places: Integers
    share: Floats
    ratio: Floats
    grid: Floats
    copied: Truths

    def of(self, question: int) -> CopiedYears:
        """What is told of one question."""
        return CopiedYears._make(column[[question]] for column in self)


@formula(
    name="A year made from another one",
    text=Sentence("On track needs a year of its own:  Σ E(y) where E(y) ÷ E(other) = k  <  0.9 × Σ E(y)"),
    units=(
        "t CO₂e; k is one number for all of these places, to a thousandth, and one for those from the grid; the other "
        "year is that of the baseline or of the last earlier inventory, and has five such places or more"
    ),
    source=OURS,
    mark="R",
    remark=(
        "A copied or scaled year is no measurement. An explanation of the whole inventory settles it. What an earlier "
        "year held at first counts, too, and an inventory of the year by another method."
    ),
)
def copied(other: PlaceColumns, then: PlaceColumns, questions: int) -> CopiedYears:
    """How much of the newest inventories (``then``) stands in one ratio to what an other one holds in the very same
    places: the most tonnes within one thousandth, and so again of those from the grid. Source: our own rule [R]."""
    mine, others = (side.at((side.state == NUMBER) & (side.tonnes > 0)) for side in (then, other))
    keys = others.key()
    order = np.argsort(keys, kind="stable")
    at = np.searchsorted(keys[order], mine.key())
    both = np.append(keys[order], -1)[at] == mine.key()
    mine, before = mine.at(both), others.tonnes[order][at[both]]
    grid = (mine.carrier == _ELECTRICITY) | (mine.scope == _FROM_GRID)
    found = [_one_ratio(mine.at(side), before[side], questions) for side in (~grid, grid)]
    whole = summed(then.inventory, np.abs(then.tonnes), questions)
    (count, tonnes, ratio), (more, further, second) = found
    several = more >= np.where(count > 0, 2, 1)  # one place alone is in one ratio with itself
    places = count + np.where(several, more, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(whole > 0, (tonnes + np.where(several, further, 0.0)) / whole, 0.0)
    first = np.where(count > 0, ratio, second)
    return CopiedYears(
        places, share, first, np.where(several, second, first), (places >= FEWEST) & (share >= LARGEST_PART)
    )


def copied_years(
    places: PlaceColumns, former: FormerInventories, asked: PlaceQuestions
) -> tuple[CopiedYears, Integers]:
    """Of what the baseline and the last earlier inventory hold, and of what all before held at first, that to which
    the most of the newest inventory stands in one ratio, and the inventory that holds or held it. Source: our own rule
    [R]."""
    count = len(asked.then)
    best, source = copied(places.of(asked.first), places.of(asked.then), count), asked.first
    held = [(places.of(asked.before), np.arange(count), asked.before)]
    for rows in (asked.first, *asked.earlier.T):
        question, state = former.of(np.where(asked.gap_t <= 0, rows, -1))
        if len(state):
            held.append((former.places.of(state), question, rows[question]))
    for other, question, rows in held:
        found = copied(other, places.of(asked.then[question]), len(question))
        order = np.argsort(found.share, kind="stable")
        mine = np.full(count, -1)
        mine[question[order]] = order  # the last one of a question stands for most
        more = (mine >= 0) & (np.append(found.share, 0.0)[mine] > best.share)
        best = CopiedYears._make(
            np.where(more, np.append(new, new[:1] * 0)[mine] if len(new) else old, old)
            for new, old in zip(found, best, strict=True)
        )
        source = np.where(more, np.append(rows, -1)[mine], source)
    return best, source


def relabelled(places: PlaceColumns, former: FormerInventories, asked: PlaceQuestions) -> Integers:
    """The inventory of the newest year by another method whose figures, or these times one number, the newest one has,
    or which held them at first; -1 for none. Source: our own rule [R]."""
    found = np.full(len(asked.then), -1)
    for rows in asked.others.T:
        question, state = former.of(rows)
        held = [(places.of(rows), np.arange(len(rows))), (former.places.of(state), question)]
        for other, question in held if (rows >= 0).any() else ():
            mine = question[copied(other, places.of(asked.then[question]), len(question)).copied]
            found[mine] = rows[mine]
    return found


def _one_ratio(mine: PlaceColumns, before: Floats, questions: int) -> tuple[Integers, Floats, Floats]:
    """By question how many places hold the most tonnes in one ratio to those ``before``; their tonnes and the ratio."""
    log = np.log(mine.tonnes) - np.log(before)  # the ratio itself may be too small for a number
    order = np.lexsort((log, mine.inventory))
    question, tonnes, log = mine.inventory[order], mine.tonnes[order], log[order]
    where = question * _APART + log
    last = np.searchsorted(where, where + SHARP, side="right")
    held = np.concatenate([[0.0], np.cumsum(tonnes)])
    count, within = last - np.arange(len(where)), held[last] - held[:-1]
    best = np.lexsort((within, question))
    found = np.full(questions, -1)
    found[question[best]] = best  # the last one of a question holds most
    return (
        np.append(count, 0)[found],
        np.append(within, 0.0)[found],
        np.append(np.exp(np.minimum(log, _LARGEST)), 1.0)[found],
    )
