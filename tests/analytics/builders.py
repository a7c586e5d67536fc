"""Small inventories and targets to reason about: every figure is chosen so that the answer can be seen by eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from analytics.commitment.former_inventories import FormerInventories
from analytics.commitment.place_questions import Cause
from analytics.commitment.targets import Target
from analytics.factors.gases import Gwp
from analytics.inventories import inventory
from analytics.inventories.inventory import About, Cell, Inventory, Population
from analytics.inventories.spots import columns
from analytics.inventories.weighing import YearlyFactor

AR5 = Gwp("AR5", 28.0, 265.0)
KEY_SECTOR_CODES = ("municipal_buildings", "tertiary", "residential", "transport")
COMMITTED = datetime(2024, 5, 1, tzinfo=UTC)


def cell(sector: str = "residential", amount: float | None = 1.0, **changes: Any) -> Cell:
    """One cell of CO2e of 2019 by the Covenant method; with ``key`` it holds that key in the place of the number."""
    values: dict[str, Any] = {
        "year": 2019,
        "method": "covenant",
        "sector": sector,
        "carrier": None,
        "scope": None,
        "gpc_ref": None,
        "quantity": "co2e",
        "key": None,
        "amount": amount,
        "rows": 1,
        "source": "a report",
        "revision": 1,
        "committed_at": COMMITTED,
    } | changes
    if values["key"] is not None:
        values["amount"] = None
    return Cell(**values)


def whole(year: int, tonnes: float, **changes: Any) -> list[Cell]:
    """The four key sectors with a quarter of ``tonnes`` each."""
    return [cell(code, tonnes / 4, year=year, **changes) for code in KEY_SECTOR_CODES]


def no_factor(year: int, carrier: str, sector: str) -> float | None:
    """No factor for anything."""
    return None


def read(
    cells: Iterable[Cell],
    inhabitants: Mapping[int, float] | None = None,
    about: Mapping[int, About] | None = None,
    factor: YearlyFactor = no_factor,
    gwp: Gwp = AR5,
) -> list[Inventory]:
    """The inventories of these cells, with inhabitants and descriptions by year, whatever the method."""
    cells = list(cells)
    slots = {(found.year, found.method) for found in cells}
    population = {
        slot: Population((inhabitants or {})[slot[0]], "a register") for slot in slots if slot[0] in (inhabitants or {})
    }
    described = {slot: (about or {})[slot[0]] for slot in slots if slot[0] in (about or {})}
    return inventory.inventories("XX", cells, population, described, inventory.Making(factor, gwp))


def one(cells: Iterable[Cell], **more: Any) -> Inventory:
    """The only inventory of these cells."""
    (found,) = read(cells, **more)
    return found


def explained(*years: int, places: Iterable[str] = KEY_SECTOR_CODES) -> list[Cause]:
    """Why places hold what they hold in these years, so that no fall of theirs is open."""
    return [Cause(year, place, None, "measured anew", "Ada") for year in years for place in places]


def formers(*filed: Sequence[Inventory]) -> FormerInventories:
    """What the inventories of the last filing held in those before, which followed one another from revision 1 on."""
    now = {(item.year, item.method): (row, item.spots) for row, item in enumerate(filed[-1])}
    states = [
        (now[item.year, item.method][0], revision, item.spots)
        for revision, held in enumerate(filed[:-1], 1)
        for item in held
        if (item.year, item.method) in now and item.spots != now[item.year, item.method][1]
    ]
    states.sort(key=lambda state: state[:2])
    numbers = np.array([state[:2] for state in states], dtype=np.int64).reshape(-1, 2)
    kept, places = np.zeros(len(states), dtype=bool), columns([state[2] for state in states])
    filings = [{(item.year, item.method) for item in held} for held in filed]
    came = [next(number for number, held in enumerate(filings, 1) if slot in held) for slot in now]
    return FormerInventories(numbers[:, 0], numbers[:, 1], numbers[:, 1] + 1, kept, places, np.array(came))


def target(**changes: Any) -> Target:
    """Half of 2005 by 2025: with 1,000 t in 2005 the path falls by 25 t a year."""
    values: dict[str, Any] = {
        "city_id": "XX",
        "kind": "absolute",
        "base_year": 2005,
        "year": 2025,
        "reduction_percent": 50.0,
        "method": "covenant",
        "source": "a plan",
    } | changes
    return Target(**values)
