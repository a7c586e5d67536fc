"""How many errors of each kind the detective finds in published inventories, and what it tells of them as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from datasets.city import City
from datasets.reference.samples import open_store
from tests.datasets.city.examining.kinds import KINDS
from tests.datasets.city.examining.trials import SUBJECTS, Outcome, Stores, outcomes

ABOUT = (
    "Written by `python -m tests.benchmarks --only detective`. Each kind of error, of"
    " `tests/datasets/city/examining/kinds.py`, is put into each of these published inventories in which it can be"
    " made, and the file is taken in: beside the other years of its city that are on file, or alone, with nothing on"
    " file. An error is found where a problem or finding that was not told of the sound file names a wrong row; where"
    " the whole year is wrong, anything new counts. A kind with a star was written down before anybody looked whether a"
    " check finds it; what is here is after the checks were mended."
)


def measured(seeds: int) -> str:
    """Every kind in every inventory, ``seeds`` times each, and what is told of the inventories as they are."""
    with open_store(":memory:") as samples, open_store(":memory:", samples=False) as empty:
        found = list(outcomes(Stores(samples, empty), seeds))
        told, number = [], 0
        for city in samples.cities():
            asked = City(samples, city.city_id)
            number += len(asked.report().inventories)
            told += [f"- {city.name} {item.year}: {item.message}" for item in asked.findings().findings]
    subjects = ", ".join(clean.name for clean in SUBJECTS)
    alarms = f"Of {number} published inventories as they are, {len(told)} findings are told:"
    return "\n\n".join([f"Inventories: {subjects}.", table(found), alarms, "\n".join(told)])


def table(found: Sequence[Outcome]) -> str:
    """The share of errors found, by kind."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in found:
        by_kind[outcome.kind].append(outcome)
    rows = [("kind of error", "beside other years", "alone", "told as")]
    rows.append(("**all**", *_shares(found), ""))
    unseen = {made.name for made in KINDS if made.unseen}
    rows.append(("**those with a star**", *_shares([item for item in found if item.kind in unseen]), ""))
    for name, mine in by_kind.items():
        said = sorted({code for outcome in mine for code in outcome.said})
        rows.append((f"{name}{' *' if name in unseen else ''}", *_shares(mine), ", ".join(said)))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    return "\n".join(lines)


def _shares(found: Sequence[Outcome]) -> tuple[str, str]:
    sides = [[item for item in found if item.clean.alone == alone] for alone in (False, True)]
    one, two = (f"{sum(item.found for item in side)} of {len(side)}" if side else "" for side in sides)
    return one, two
