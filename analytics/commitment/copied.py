"""A newest year that is another year over again: copied, or multiplied by one number, place by place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.spots import NUMBER, WIDTHS, Floats, Integers, PlaceColumns, Truths, summed
from analytics.text.sentences import Sentence

FEWEST = 5
"""[R] So many places must stand in one ratio: with fewer it is no surprise."""
LARGEST_PART = 0.9
"""[R] The share of the emissions that must stand in one ratio: a few places are carried over for good reasons."""
SHARP = 0.001
"""[R] The share by which ratios may differ and count as one: figures are rounded."""
_APART = 1_000.0
"""More than logarithms of ratios can be apart."""


class CopiedYears(NamedTuple):
    """By question how many places of the newest inventory stand in one ratio to those of another year, the ``share`` of
    its emissions that they hold, and the ``ratio``; and whether these are so many that it is no year of its own."""

    places: Integers
    share: Floats
    ratio: Floats
    copied: Truths

    def of(self, question: int) -> CopiedYears:
        """What is told of one question."""
        return CopiedYears._make(column[[question]] for column in self)


@formula(
    name=Sentence("A year made from another one"),
    text=Sentence("On track needs a year of its own:  Σ E(y) where E(y) ÷ E(other) = k  <  0.9 × Σ E(y)"),
    units=Sentence(
        "t CO₂e; k is one number for all of these places, to a thousandth; the other year is that of the baseline or "
        "of the last earlier inventory, and has five such places or more"
    ),
    source=OURS,
    mark="R",
    remark=Sentence("A copied or scaled year is no measurement. An explanation of the whole inventory settles it."),
)
def copied(other: PlaceColumns, then: PlaceColumns, questions: int) -> CopiedYears:
    """How much of the newest inventories (``then``) stands in one ratio to what an other one holds in the very same
    places: the most tonnes within one thousandth. Source: our own rule [R]."""
    mine, others = (side.at((side.state == NUMBER) & (side.tonnes > 0)) for side in (then, other))
    keys = _key(others)
    order = np.argsort(keys, kind="stable")
    at = np.minimum(np.searchsorted(keys[order], _key(mine)), max(len(keys) - 1, 0))
    both = keys[order][at] == _key(mine) if len(keys) else np.zeros(len(mine), dtype=bool)
    question, tonnes = mine.inventory[both], mine.tonnes[both]
    log = np.log(tonnes / others.tonnes[order][at][both]) if len(keys) else tonnes
    by_ratio = np.lexsort((log, question))
    question, tonnes, log = question[by_ratio], tonnes[by_ratio], log[by_ratio]
    where = question * _APART + log
    last = np.searchsorted(where, where + SHARP, side="right")
    held = np.concatenate([[0.0], np.cumsum(tonnes)])
    count, within = last - np.arange(len(where)), held[last] - held[:-1]
    best = np.lexsort((within, question))
    found = np.full(questions, -1)
    found[question[best]] = best  # the last one of a question holds most
    some, total = found >= 0, summed(then.inventory, np.abs(then.tonnes), questions)
    places, share, ratio = np.zeros(questions, dtype=np.int64), np.zeros(questions), np.ones(questions)
    places[some], ratio[some] = count[found[some]], np.exp(log[found[some]])
    share[some] = within[found[some]] / total[some]
    return CopiedYears(places, share, ratio, (places >= FEWEST) & (share >= LARGEST_PART))


def _key(places: PlaceColumns) -> Integers:
    key = places.inventory
    for name, width in WIDTHS.items():
        key = key * width + getattr(places, name)
    return key
