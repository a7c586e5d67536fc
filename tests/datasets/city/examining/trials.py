"""The inventories that errors are put into, and how many of the errors are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from datasets.city.examining import examination
from datasets.intake import drafting
from datasets.reference import catalogue
from datasets.store import Store
from tests.datasets.city.examining.kinds import KINDS, Made, NotHere, Year
from tests.shipped_tables import shipped_table

COLUMNS = ["city", "year", "sector", "label", "carrier", "scope", "gpc_ref", "value", "unit", "notation_key", "method"]
UNITS = {"energy": "MWh", "co2": "t CO2", "co2e": "t CO2e"}


class Clean(NamedTuple):
    """A published inventory: alone in its file, or beside the other years of its city that are on file."""

    city_id: str
    year: int
    method: str
    alone: bool

    @property
    def name(self) -> str:
        """The inventory in a few words."""
        return f"{self.city_id} {self.year} {self.method}{' alone' if self.alone else ''}"


SUBJECTS = (
    Clean("US-BOS", 2019, "gpc", False),
    Clean("US-BOS", 2012, "gpc", False),
    Clean("ES0002", 2018, "gpc", False),
    Clean("US-AUS", 2017, "gpc", False),
    Clean("US-NYC", 2016, "gpc", False),
    Clean("IT0004", 2019, "covenant", True),
    Clean("IT0007", 2018, "covenant", True),
    Clean("ES0002", 2019, "covenant", False),
    Clean("FR0009", 2019, "covenant", True),
    Clean("US-BOS", 2016, "gpc", True),
)


@cache
def published(city_id: str, method: str) -> dict[int, pd.DataFrame]:
    """The years of a city by a method, as rows of the long table."""
    rows = shipped_table("inventories")
    rows = rows[(rows["city_id"] == city_id) & (rows["method"] == method)]
    rows = rows.assign(city=city_id, unit=rows["quantity"].map(UNITS), wrong=False)[[*COLUMNS, "wrong"]]
    rows = rows.astype(
        {"sector": object, "label": object, "carrier": object, "gpc_ref": object, "notation_key": object}
    )
    return {int(year): found.reset_index(drop=True) for year, found in rows.groupby("year")}


@cache
def people(city_id: str, method: str) -> dict[int, float]:
    """The inhabitants of a city as its inventories state them, by year."""
    found = {
        int(row["year"]): float(row["inhabitants"])
        for row in catalogue.records("population")
        if (row["city_id"], row["method"]) == (city_id, method)
    }
    if city_id in ("IT0004", "FR0009"):
        found[2019] = {"IT0004": 866510.0, "FR0009": 522969.0}[city_id]
    return found


def year_of(clean: Clean, random: np.random.Generator) -> Year:
    """An inventory with its surroundings, to put an error into."""
    years, heads = published(clean.city_id, clean.method), people(clean.city_id, clean.method)
    beside = {} if clean.alone else {year: rows for year, rows in years.items() if year != clean.year}
    others = {year: count for year, count in heads.items() if year in beside}
    return Year(years[clean.year].copy(), heads.get(clean.year), beside, others, random)


Told = frozenset[tuple[str, tuple[int, ...], str]]


def told(store: Store, year: Year) -> Told:
    """What is told of a year on its way in: problems and findings, by code and rows."""
    rows = year.rows.drop(columns="wrong").assign(population=year.inhabitants)
    data = rows.to_csv(index=False).encode()
    draft = drafting.draft(store, data, "file.csv", {"reason": "a test"})
    said = {(problem.code, (problem.row or 0,), problem.sentence()) for problem in draft.problems}
    findings = examination.of_draft(store, draft).findings
    return frozenset(said | {(item.code, item.rows, str(item.message)) for item in findings})


@dataclass
class Stores:
    """Where inventories are examined: beside the sample cities, or with nothing on file."""

    samples: Store
    empty: Store

    def of(self, clean: Clean) -> Store:
        """The store for an inventory."""
        return self.empty if clean.alone else self.samples


class Outcome(NamedTuple):
    """One error put into an inventory, whether it was found, and what was told."""

    kind: str
    clean: Clean
    found: bool
    said: frozenset[str]


def tried(stores: Stores, made: Made, clean: Clean, seed: int, before: Mapping[Clean, Told]) -> Outcome | None:
    """Put one error into an inventory; None where it cannot be made there. Found is what was not told before and
    names a wrong row, or anything of the year where all of it is wrong."""
    year = year_of(clean, np.random.default_rng([seed, sum(made.name.encode())]))
    try:
        made.make(year)
    except NotHere:
        return None
    new = told(stores.of(clean), year) - before[clean]
    wrong = set(np.flatnonzero(year.rows["wrong"]) + 2)
    hits = {code for code, rows, _ in new if year.whole or wrong & set(rows)}
    return Outcome(made.name, clean, bool(hits), frozenset(hits))


def outcomes(stores: Stores, seeds: int = 1) -> Iterator[Outcome]:
    """Every kind in every inventory in which it can be made."""
    random = np.random.default_rng(0)
    before = {clean: told(stores.of(clean), year_of(clean, random)) for clean in SUBJECTS}
    for made in KINDS:
        for clean in SUBJECTS:
            for seed in range(seeds):
                outcome = tried(stores, made, clean, seed, before)
                if outcome is not None:
                    yield outcome
