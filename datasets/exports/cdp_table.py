"""A city's GPC inventories as the cells of CDP's city-wide emissions table, with the column names of 2021."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum
from typing import NamedTuple

from analytics.text.problems import Problem, Refused
from analytics.vocabulary import (
    GPC_REFERENCES,
    METHOD_NAMES,
    OPEN_KEYS,
    WEAKEST_FIRST,
    GpcReference,
    Method,
    Quantity,
)
from datasets.exports.holding import Holding
from datasets.intake.checking.stated import UNKNOWN
from datasets.intake.own_files.harmless import plain, shortest, table
from datasets.store import InventoryRow

DIRECT_SUPPLY = "Direct emissions (metric tonnes CO2e) for Total generation of grid-supplied energy"
SCOPES = (
    "Direct emissions (metric tonnes CO2e) for Total emissions (excluding generation of grid-supplied energy)",
    "Indirect emissions from use of grid supplied energy (metric tonnes CO2e) for Total Emissions (excluding "
    "generation of grid-supplied energy)",
    "Emissions occurring outside city boundary (metric tonnes CO2e) for Total Emissions (excluding generation of "
    "grid-supplied energy)",
)
BASIC, BASIC_PLUS = "TOTAL BASIC Emissions (GPC)", "TOTAL BASIC+ Emissions (GPC)"
COLUMNS = (
    "Year Reported to CDP",
    "Account Number",
    "Organization",
    "City",
    "Country",
    "CDP Region",
    "Access",
    "City-wide emissions inventory",
    "Accounting year",
    "Administrative city boundary",
    "Inventory boundary (compared to Administrative city boundary)",
    "Primary Protocol",
    "Primary Protocol Comment",
    "Gases Included",
    DIRECT_SUPPLY,
    SCOPES[0],
    "Indirect emissions from use of grid supplied energy (metric tonnes CO2e) for Total generation of grid supplied "
    "energy",
    SCOPES[1],
    "Emissions occurring outside city boundary (metric tonnes CO2e) for Total Generation of grid supplied energy",
    SCOPES[2],
    "TOTAL Scope 1 Emissions (metric tonnes CO2e)",
    "TOTAL Scope 2 emissions (metric tonnes CO2e)",
    "TOTAL Scope 3 Emissions",
    BASIC,
    BASIC_PLUS,
    "Change in emissions",
    "Primary reason for the change in emissions",
    "Land area (in square km)",
    "Population",
    "Population Year",
    "City Location",
    "Last update",
)
"""CDP Open Data Portal, 2021 City-wide Emissions; the names change from year to year."""
PROTOCOL = "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC)"
WHAT_IT_IS = (
    "Totals of {rows} rows that are on file for {year}, written for reporting. They do not take the place of the "
    "inventory: to bring it back, take the long table or the Covenant workbook."
)


class Left(NamedTuple):
    """Something that the table does not hold, and why."""

    what: str
    reason: str


def cdp(holding: Holding) -> tuple[bytes, tuple[Left, ...]]:
    """One row a GPC inventory, in t CO2e, as CSV; and what it leaves out with the reasons.

    Direct, indirect and outside emissions are the parts of the BASIC total by scope, so that they add up to it. A cell
    for which there is no number holds the notation key that leaves most open, or stays blank, and is never 0. Raises
    Refused where a city has no GPC inventory in CO2e.
    """
    left = []
    rows = []
    for year, method in holding.inventories:
        held = [row for row in holding.of(year, method) if row.quantity == Quantity.CO2E and row.gpc_ref]
        if method == Method.GPC and held:
            city, people = holding.city, holding.population.get((year, Method.GPC))
            found = {
                "City": city.name,
                "Country": city.country,
                "City-wide emissions inventory": "Yes",
                "Accounting year": f"{year}-01-01 - {year}-12-31",
                "Primary Protocol": PROTOCOL,
                "Primary Protocol Comment": WHAT_IT_IS.format(rows=len(holding.of(year, Method.GPC)), year=year),
                DIRECT_SUPPLY: _filled(held, lambda cell: cell.ref == "I.4.4"),
                BASIC: _sum(held, lambda cell: cell.level == "BASIC"),
                **{name: _filled(held, _of_scope(scope)) for scope, name in enumerate(SCOPES, start=1)},
            }
            if _sum(held, lambda cell: cell.level == "BASIC+"):
                found[BASIC_PLUS] = _sum(held, lambda cell: cell.level in ("BASIC", "BASIC+"))
            if people:
                found |= {"Population": shortest(people.inhabitants), "Population Year": str(people.year or year)}
            if city.longitude is not None and city.latitude is not None:
                found["City Location"] = f"POINT ({shortest(city.longitude)} {shortest(city.latitude)})"
            rows.append(found)
            left += _left(holding, year, held)
        else:
            reason = "CDP asks for totals by GPC scope and level, and this inventory does not tell them."
            left.append(Left(f"{year}, {METHOD_NAMES[Method(method)]}", reason))
    if not rows:
        raise Refused(
            Problem(
                "block",
                "no-gpc-inventory",
                f"no GPC inventory of {holding.city.name}",
                "an inventory by GPC reference in t CO2e",
                "Choose another format.",
            )
        )
    return table([COLUMNS, *([row.get(name) for name in COLUMNS] for row in rows)]), tuple(left)


def _of_scope(scope: int) -> Callable[[GpcReference], bool]:
    return lambda cell: cell.level == "BASIC" and cell.scope == scope


def _sum(rows: Sequence[InventoryRow], belongs: Callable[[GpcReference], bool]) -> str:
    """The sum of the numbers in some references; blank where there is none."""
    numbers = [row.value for row in rows if row.value is not None and belongs(GPC_REFERENCES[row.gpc_ref or ""])]
    return plain(fsum(numbers)) if numbers else ""


def _filled(rows: Sequence[InventoryRow], belongs: Callable[[GpcReference], bool]) -> str:
    """The sum of the numbers in some references; without one, the weakest of their keys."""
    keys = {row.notation_key for row in rows if row.notation_key and belongs(GPC_REFERENCES[row.gpc_ref or ""])}
    return _sum(rows, belongs) or next((str(key) for key in WEAKEST_FIRST if key in keys), "")


def _left(holding: Holding, year: int, rows: Sequence[InventoryRow]) -> list[Left]:
    found = []
    about = holding.about.get((year, Method.GPC))
    others = sorted({row.quantity for row in holding.of(year, Method.GPC)} - {Quantity.CO2E.value})
    if others:
        found.append(Left(f"{year}, rows of {', '.join(others)}", "The table is in t CO2e alone."))
    for name, said in (("GWP set", about.gwp_set), ("approach", about.approach)) if about else ():
        if said != UNKNOWN:
            found.append(Left(f"{year}, the {name} {said}", f"CDP has no column for the {name}."))
    basic = [row for row in rows if GPC_REFERENCES[row.gpc_ref or ""].level == "BASIC"]
    opened = [row for row in basic if row.notation_key in OPEN_KEYS]
    if opened:
        named = ", ".join(f"{row.gpc_ref} {row.notation_key}" for row in opened)
        found.append(Left(f"{year}, {BASIC}", f"It is a sum without the references that hold no number: {named}."))
    if not _sum(rows, lambda cell: cell.level == "BASIC+"):
        found.append(Left(f"{year}, {BASIC_PLUS}", "No reference of BASIC+ holds a number."))
    every = holding.of(year, Method.GPC)
    found.append(
        Left(
            f"{year}, the {len(every)} rows on file with their labels, carriers and sources",
            "The table holds their totals alone; the long table and the Covenant workbook hold the rows.",
        )
    )
    found.append(
        Left(
            f"{year}, TOTAL Scope 1, 2 and 3",
            "Those cells are for totals that are not split; here their parts stand beside them.",
        )
    )
    return found
