"""Which verdicts on many cities hang on single places, of which totals know nothing; each is judged city by city."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from analytics.commitment.programme import VERDICTS, Integers, Standing, Targets, Totals
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.vocabulary import Verdict
from datasets.city import assessment, factor_choice
from datasets.store import Reader


class Unsure(NamedTuple):
    """Pairs of a target and an inventory without a verdict, each as target row times the number of inventories plus
    inventory row, in ascending order; of each the codes of its reasons; and the pairs whose good verdict rests on
    inhabitants in doubt (``Progress.in_doubt``)."""

    pairs: Integers
    codes: Integers
    in_doubt: Integers


@dataclass(frozen=True)
class Held:
    """By inventory which places hold numbers (``datasets.store.sums.HELD``), and what of it only its single places
    tell: ``alone`` in itself, ``beside`` another inventory. Two with the same ``signature`` hold numbers in the same
    places; what one then lacks is a key (``keyed``) beside numbers of unsaid carriers (``unsaid``)."""

    places: tuple[Integers, ...]
    alone: Any
    beside: Any
    signature: Integers
    keyed: Any
    unsaid: Any


def doubtful(found: Standing, which: Integers, targets: Targets, totals: Totals, held: Held) -> Integers:
    """The pairs of target and inventory whose verdict may hang on single places, as in ``Programme.unsure``."""
    decided = np.flatnonzero(found.verdict != VERDICTS.index(Verdict.CANNOT_TELL))
    latest, base = found.latest[decided], found.base[decided]
    had = base >= 0
    other = np.where(had, base, latest)
    differ = held.beside[latest] | held.beside[other]
    for places in held.places:
        differ |= places[latest] != places[other]
    same = held.signature[latest] == held.signature[other]
    keyed, unsaid = (column[latest] | column[other] for column in (held.keyed, held.unsaid))
    doubt = held.alone[latest] | held.alone[other] | (had & differ & (~same | (keyed & unsaid)))
    doubt |= targets.of_kind("per-capita")[which[decided]] & (found.gap_t[decided] <= 0)  # see inventories.people
    pairs: Integers = (which[decided] * len(totals) + latest)[doubt]
    return pairs


def one_by_one(
    reader: Reader, pairs: Integers, totals: Totals, rows: tuple[Target, ...], gwp: str, approach: str
) -> Unsure:
    """Of these pairs those without a verdict or in doubt, each city judged by itself from its single places."""
    register = reader.register
    places = {city.city_id: city for city in register.cities}
    by_city: dict[str, list[int]] = {}
    for pair in pairs.tolist():
        by_city.setdefault(rows[pair // len(totals)].city_id, []).append(pair)
    found, in_doubt = dict[int, int](), list[int]()
    for city_id, mine in by_city.items():
        chosen = factor_choice.of(register, places[city_id], approach, gwp)
        inventories = assessment.inventories_of(register, places[city_id], reader.standing(city_id), chosen)
        for pair in mine:
            row, latest = divmod(pair, len(totals))
            judged = assess(rows[row], inventories, int(totals.year[latest]))
            if judged.codes:
                found[pair] = int(judged.codes)
            if judged.in_doubt:
                in_doubt.append(pair)
    ordered = sorted(found)
    columns = (ordered, [found[pair] for pair in ordered], in_doubt)
    return Unsure(*(np.asarray(column, dtype=np.int64) for column in columns))


def without(found: Standing, which: Integers, inventories: int, unsure: Unsure) -> Standing:
    """A standing without a verdict on the pairs that are ``unsure``."""
    pair = which * inventories + found.latest
    mine = (found.latest >= 0) & np.isin(pair, unsure.pairs)
    codes = np.append(unsure.codes, 0)[np.searchsorted(unsure.pairs, pair)]
    return replace(
        found,
        verdict=np.where(mine, VERDICTS.index(Verdict.CANNOT_TELL), found.verdict),
        reasons=found.reasons | np.where(mine, codes, 0),
        final=found.final & ~mine,
    )
