"""An inventory against what cities usually hold: which places, how much of each per inhabitant, and of scope 2.

A place is held against its GPC sub-sector and scope, whatever the method, so that emissions without any energy and
without another year are held against something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.per_head import People
from analytics.detection.places import EMISSIONS
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, SECTORS


class Usual(NamedTuple):
    """What the inventories that hold a GPC reference emit there: kg CO2e per inhabitant in the least, the lower
    quartile, the upper quartile and the most; ``number`` is how many they are, ``of`` how many were looked at."""

    number: int
    of: int
    least: float
    lower: float
    upper: float
    most: float
    source: str

    @property
    def range(self) -> tuple[float, float]:
        """What is plausible in kg per inhabitant: what some inventory holds, and at most ``FENCE`` times the distance
        of the quartiles (of the logarithm) beyond them. Source: Tukey's fences on logarithms [R]."""
        apart = (self.upper / self.lower) ** FENCE
        return max(self.least, self.lower / apart), min(self.most, self.upper * apart)

    @property
    def always(self) -> bool:
        """Whether practically every inventory holds a figure there."""
        return self.number >= ALWAYS * self.of


FENCE = 1.5
"""[R] As for outliers in a box plot; of a bell curve that is one in 150 on both sides together."""
ALWAYS = 0.98
"""[R] A place that so many inventories hold is missed where another one does not."""
MOST_KNOWN = 3
"""[R] So many of the places that all hold have to be there before one is missed: else it is a part of an inventory."""
SUB_SECTORS = {
    "residential": "I.1",
    "municipal_buildings": "I.2",
    "public_lighting": "I.2",
    "tertiary": "I.2",
    "commercial_institutional": "I.2",
    "municipal_fleet": "II.1",
    "public_transport": "II.1",
    "private_transport": "II.1",
    "road_transport": "II.1",
    "transport": "II.1",
}
"""The GPC sub-sector of a sector outside of the GPC."""
WHOLES = {"total": ("I.1", "I.2", "II.1"), "buildings": ("I.1", "I.2"), "electricity": ("I.1", "I.2")}
"""Sectors that hold a part of several sub-sectors, about which then nothing is said."""

CHECK_UNIT = Sentence("Check the unit and the place of the figure, and whether it is for the whole year.")


def places_of_cities(case: Case, inhabitants: People | None, usual: Mapping[str, Usual]) -> None:
    """Tell which places hold more or less per inhabitant than cities do, and which usual ones hold nothing."""
    held = _by_reference(case)
    if not held:
        return
    always = [reference for reference, found in usual.items() if found.always]
    present = [name for name in always if name in held and (case.places.amounts[EMISSIONS][held[name]] != 0).any()]
    whole = len(present) >= min(MOST_KNOWN, len(always))
    if inhabitants is not None:
        for reference, members in held.items():
            if reference in usual:
                _per_head(case, reference, members, inhabitants, usual[reference], whole)
    if whole and not set(case.places.sector[case.places.counted]) & WHOLES.keys():
        _missing(case, held, usual, sorted(set(always) - set(present)))


def _by_reference(case: Case) -> dict[str, np.ndarray]:
    """The places with emissions in the total by GPC reference; those of other methods by their sub-sector and scope."""
    places = case.places
    counted = places.counted & np.isfinite(places.amounts[EMISSIONS])
    found: dict[str, list[int]] = {}
    for place in np.flatnonzero(counted):
        reference = str(places.ref[place])
        if not reference:
            scope = places.scope[place]
            if np.isnan(scope):
                scope = 2 if places.carrier[place] in ("electricity", "heat_cold") else 1
            reference = f"{SUB_SECTORS.get(places.sector[place], '')}.{int(scope)}"
        found.setdefault(reference, []).append(int(place))
    known = {reference: np.array(members) for reference, members in found.items() if reference in GPC_REFERENCES}
    for sector, parts in WHOLES.items():
        if (places.sector[counted] == sector).any():
            known = {
                name: members
                for name, members in known.items()
                if not name.startswith(tuple(f"{part}." for part in parts))
            }
    return known


def _per_head(case: Case, reference: str, members: np.ndarray, people: People, usual: Usual, whole: bool) -> None:
    """Tell a sub-sector far from what cities emit; too little only of usual places in a ``whole`` inventory."""
    low, high = usual.range
    inhabitants = people.known or 0.0
    tonnes = float(case.places.amounts[EMISSIONS][members].sum())
    head = 1000 * tonnes / inhabitants
    if head > high:
        bound = high
    elif 0 < head < low and usual.always and whole:
        bound = low
    else:
        return
    if set(members) & set(case.told) or set(_lines(case, members)) & case.seen:
        return
    said = messages.per_inhabitant(
        [case.places.name(place) for place in members], reference, head, (low, high), usual.number, usual.source
    )
    apart = abs(tonnes - bound * inhabitants / 1000)
    should = bound * inhabitants / 1000
    case.tell("per-head", members, EMISSIONS, apart, people.citing(said), CHECK_UNIT, should=should)


def _lines(case: Case, members: np.ndarray) -> list[int]:
    return [int(line) for line in np.flatnonzero(np.isin(case.years.keys, case.places.key[members]))]


def _missing(case: Case, held: Mapping[str, np.ndarray], usual: Mapping[str, Usual], references: Sequence[str]) -> None:
    """Places that practically every inventory holds, in one that holds most of them."""
    for reference in references:
        known = GPC_REFERENCES[reference]
        told = {(spot.gpc_ref or SUB_SECTORS.get(spot.sector, "")) for found in case.found for spot in found.spots}
        if reference in told or reference[: reference.rindex(".")] in told:
            continue
        members = held.get(reference, np.zeros(0, dtype=int))
        found = usual[reference]
        said = messages.usual_place(
            SECTORS[known.sector].name, reference, known.scope, found.number, found.of, found.source
        )
        case.tell("vanished-place", members, EMISSIONS, None, said, messages.GIVE_OR_EXPLAIN)
        case.about(known.sector, reference if (case.places.ref != "").any() else "")
