"""What stood before: the places of all earlier inventories, and of what these held at first, as they were last told.

A place that is unsettled once stays so whatever the years between, until it is back or somebody says why: each earlier
inventory, and each content that it once had, is held against those before it, and what it leaves open is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from analytics.commitment.corrected import FormerInventories
from analytics.commitment.place_questions import PlaceQuestions
from analytics.commitment.unsettled import unsettled
from analytics.inventories.spots import COLUMNS, Integers, PlaceColumns, Truths


class RememberedPlaces(NamedTuple):
    """The places of earlier inventories by question, and for each row the inventory that told it."""

    places: PlaceColumns
    told_by: Integers

    def at(self, chosen: Truths) -> RememberedPlaces:
        """These rows alone."""
        return RememberedPlaces(self.places.at(chosen), self.told_by[chosen])


def remembered(places: PlaceColumns, former: FormerInventories, asked: PlaceQuestions) -> RememberedPlaces:
    """For each question the places of the last earlier inventory, and those of all before it that it leaves open, in t.
    What an undo took back within a day is not among them. Source: our own rule [R]."""
    count, nothing = len(asked.then), np.full(len(asked.then), -1)
    known = RememberedPlaces(places.of(nothing), nothing[:0])
    for step in range(asked.earlier.shape[1] - 1, -1, -1):  # the oldest first
        rows = asked.earlier[:, step]
        question, state = former.of(np.where(asked.gap_t <= 0, rows, -1))
        question, state = question[~former.withdrawn[state]], state[~former.withdrawn[state]]
        rank = np.arange(len(question)) - np.searchsorted(question, question)
        for number in range(int(rank.max(initial=-1)) + 1):
            states = nothing.copy()
            states[question[rank == number]] = state[rank == number]
            held = former.places.of(states)
            # Where an IE led in a former content is nobody's question any more.
            held = replace(held, aim=np.full(len(held), -1), aims=places.aims)
            known = _held_on(known, RememberedPlaces(held, rows[held.inventory]), states >= 0, count)
        held = places.of(rows)
        known = _held_on(known, RememberedPlaces(held, rows[held.inventory]), rows >= 0, count)
    return known


def _held_on(known: RememberedPlaces, now: RememberedPlaces, there: Truths, count: int) -> RememberedPlaces:
    """What a next inventory tells, with what it leaves open of what is known; all of that where none is ``there``."""
    if not len(known.told_by):
        return now
    kept = ~there[known.places.inventory]
    found = unsettled(known.places, now.places, count)
    rows = found.row[(found.row >= 0) & (found.tonnes > 0)]
    kept[rows] = True
    left = known.at(kept)
    fresh = now.at(~np.isin(now.places.key(), left.places.key()))
    columns = {name: np.concatenate([getattr(side.places, name) for side in (left, fresh)]) for name in COLUMNS}
    order = np.argsort(columns["inventory"], kind="stable")
    both = PlaceColumns(**{name: column[order] for name, column in columns.items()}, aims=now.places.aims)
    return RememberedPlaces(both, np.concatenate([left.told_by, fresh.told_by])[order])
