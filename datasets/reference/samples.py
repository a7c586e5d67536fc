"""The sample cities: real published figures, committed to a new database as ordinary revisions."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from analytics.commitment.actions import Action, Status
from analytics.commitment.targets import Kind, Target
from analytics.factors.heating import DegreeDays
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import Method, measure
from datasets.reference import catalogue
from datasets.store import (
    ROW_COLUMNS,
    AboutRow,
    CityFactor,
    CityRecord,
    PopulationRow,
    Revision,
    Store,
    Submission,
    creation,
    location,
)

# Translators: the author of the revisions that hold the sample cities.
AUTHOR = Sentence("Sample data")
REASON = Sentence("Published figures that ship with the program")


class PublishedPeople(NamedTuple):
    """How many people live in a city: the ``number`` of the year ``counted``, by its ``source``."""

    number: float
    counted: int
    source: str


_KINDS: Mapping[str, Kind] = {"absolute": "absolute", "neutrality": "neutrality"}
"""The kinds of target that ship."""
_STATUSES: Mapping[str, Status] = {
    "decided": "decided",
    "partly": "partly",
    "unstated": "unstated",
    "expected": "expected",
}
"""Where the actions that ship stand."""


def open_store(path: str | Path, samples: bool = True) -> Store:
    """Open the database at ``path``; a new one is given the sample cities unless ``samples`` is False.

    A new database without them still knows which city is which as soon as one is imported (see ``register``).
    It is made under another name and gets its own when it is whole, so that a program that is stopped, or a full disk,
    leaves nothing that looks like a database. Where the environment names a ledger (COVENANT_LEDGER), the database
    follows it, and a new one is given what that holds. Raises Refused when the file cannot be opened or made.
    """
    followed = location.ledger()
    if str(path) != ":memory:" and not os.path.exists(path):
        with creation.whole(Path(path)) as part, Store(part, listed=False, followed=followed) as store:
            if followed is None:
                _begin(store, samples)
    store = Store(path, followed=followed)
    try:
        if store.new and followed is None:
            _begin(store, samples)
    except BaseException:
        store.close()
        raise
    return store


def _begin(store: Store, samples: bool) -> None:
    if samples:
        _load(store)
    else:
        store.seed((), (), (), ())  # so that it stays empty when it is opened again


def add(store: Store) -> None:
    """Give an empty database the sample cities. Raises Refused where anything is on file already."""
    if store.cities() or store.newest_revision():
        raise blocked(
            "not-empty",
            Sentence(
                "{cities} cities and {revisions} revisions",
                cities=len(store.cities()),
                revisions=store.newest_revision(),
            ),
            "an empty database",
            "Start the program with a new database to see the samples.",
        )
    _load(store)


@cache
def register() -> tuple[CityRecord, ...]:
    """The cities of the programme, by which a file's city is recognised even in an empty database."""
    return tuple(
        CityRecord(
            row["city_id"],
            row["name"],
            tuple(filter(None, row["other_names"].split("|"))),
            row["country_code"],
            row["country"],
            row["region"],
            _number(row["latitude"]),
            _number(row["longitude"]),
            True,
            row["source"],
        )
        for row in catalogue.records("cities")
    )


@cache
def accounts() -> Mapping[str, str]:
    """The ids of the cities of the programme by their account numbers with CDP."""
    return {row["cdp_account"]: row["city_id"] for row in catalogue.records("cities") if row["cdp_account"]}


@cache
def inhabitants(city_id: str) -> PublishedPeople | None:
    """The inhabitants of a city of the programme as they ship; None where they are not known."""
    found = (row for row in catalogue.records("cities") if row["city_id"] == city_id and row["population"])
    row = next(found, None)
    if row is None:
        return None
    return PublishedPeople(float(row["population"]), int(row["population_year"]), row["population_source"])


def _load(store: Store) -> None:
    pairings = [(row["left_city"], row["right_city"], row["source"]) for row in catalogue.records("pairings")]
    rows = list(catalogue.records("inventories"))
    about, population = list(catalogue.records("inventories_about")), list(catalogue.records("population"))
    digest = hashlib.sha256((files("datasets.shipped") / "samples" / "inventories.csv").read_bytes()).hexdigest()
    submissions = []
    for city_id, method in dict.fromkeys((row["city_id"], row["method"]) for row in rows):
        mine = _belonging(city_id, method)
        own = [row for row in rows if mine(row)]
        submissions.append(
            Submission(
                rows=_arrow(own),
                row_count=len(own),
                author=AUTHOR,
                layout="sample",
                reason=REASON,
                file_name="inventories.csv",
                file_sha256=digest,
                sample=True,
                factors=_factors(city_id, about) if method == Method.COVENANT else (),
                degree_days=_degree_days(city_id) if method == Method.COVENANT else (),
                actions=_actions(city_id) if method == Method.COVENANT else {},
                population=[
                    PopulationRow(city_id, int(row["year"]), method, float(row["inhabitants"]), row["source"])
                    for row in population
                    if mine(row)
                ],
                about=[
                    AboutRow(city_id, int(row["year"]), method, row["approach"], row["gwp_set"], row["notes"])
                    for row in about
                    if mine(row)
                ],
            )
        )
    store.seed(register(), pairings, [_target(row) for row in catalogue.records("targets")], submissions)


def remove(store: Store, city_id: str, author: str, reason: str) -> list[Revision]:
    """Take back the sample figures of a city that still count, each revision of them by one more. The city stays, and
    so do its targets and whatever was committed over a sample.

    Raises Refused when no reason is given, where no sample counts, and where a part of one has been replaced since:
    that part has to be undone first.
    """
    counting = [item.revision for item in store.history(city_id) if item.sample and item.in_force]
    if not counting:
        raise blocked(
            "sample-absent",
            Sentence("no sample figures in force for {city}", city=city_id),
            "a city shown with samples",
            "Look at its history.",
        )
    return store.undo_all(counting, author, reason)


def _factors(city_id: str, about: list[dict[str, str]]) -> list[CityFactor]:
    """The factors that a city prints beside its inventory, with the approach of that inventory."""
    approaches = {(row["city_id"], row["year"]): row["approach"] for row in about if row["method"] == Method.COVENANT}
    return [
        CityFactor(
            city_id=city_id,
            first_year=int(row["year"]),
            last_year=int(row["year"]),
            carrier=row["carrier"],
            used_for=row["use"],
            kind="factor",
            gas=row["gas"],
            value=float(row["t_per_mwh"]),
            approach=approaches.get((city_id, row["year"]), "unknown"),
            source=row["source"],
            original_text=row["t_per_mwh"],
            original_unit=f"t {row['gas']}/MWh",
        )
        for row in catalogue.records("city_factors")
        if row["city_id"] == city_id
    ]


def _degree_days(city_id: str) -> list[DegreeDays]:
    """The heating degree days of a city, each of one year; nobody states which share of its heat warms rooms."""
    return [
        DegreeDays(
            city_id=city_id,
            first_year=int(row["year"]),
            last_year=int(row["year"]),
            base=float(row["base"]),
            coldest_unheated=float(row["coldest_unheated"]),
            hdd=float(row["hdd"]),
            heating_share=None,
            source=row["source"],
        )
        for row in catalogue.records("degree_days")
        if row["city_id"] == city_id
    ]


def _actions(city_id: str) -> dict[str, list[Action]]:
    """The mitigation actions that a city published, as one list; nothing for a city without any."""
    found = [
        Action(
            id=row["id"],
            name=row["name"],
            sector=row["sector"],
            carrier=row["carrier"] or None,
            start=int(row["start"]),
            end=int(row["end"]),
            status=_STATUSES[row["status"]],
            avoided_t=_number(row["avoided_t"]),
            cost=_number(row["cost"]),
            currency=row["currency"] or None,
            responsible=row["responsible"] or None,
            source=row["source"],
        )
        for row in catalogue.records("actions")
        if row["city_id"] == city_id
    ]
    return {city_id: found} if found else {}


def _belonging(city_id: str, method: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: (row["city_id"], row["method"]) == (city_id, method)


def _arrow(rows: list[dict[str, str]]) -> Any:
    import pyarrow as pa

    types = {"year": pa.int16(), "source_row": pa.int32(), "scope": pa.int8(), "value": pa.float64()}
    whole: dict[str, Callable[[str], Any]] = {"year": int, "source_row": int, "scope": int, "value": float}
    optional = ("carrier", "scope", "gpc_ref", "value", "notation_key", "source_sheet", "source_column")
    columns = {}
    for name in ROW_COLUMNS:
        texts = [measure(row["quantity"]).value if name == "measure" else row.get(name, "") for row in rows]
        read = whole.get(name, str)
        values = [None if name in optional and text == "" else read(text) for text in texts]
        columns[name] = pa.array(values, types.get(name, pa.string()))
    return pa.table(columns)


def _target(row: dict[str, str]) -> Target:
    return Target(
        city_id=row["city_id"],
        kind=_KINDS[row["kind"]],
        base_year=int(row["base_year"]),
        year=int(row["year"]),
        reduction_percent=_number(row["reduction_percent"]),
        method=row["method"],
        source=row["source"],
        sector=row["sector"] or None,
        declared_base_t=_number(row["declared_base_t"]),
        declared_target_t=_number(row["declared_target_t"]),
        set_in=int(row["set_in"]) if row["set_in"] else None,
        exclusions=row["exclusions"] or None,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
