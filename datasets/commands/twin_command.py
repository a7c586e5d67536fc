"""The command ``twin``: two cities restated to what both report, how well they compare, and what each could borrow."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from analytics.inventories.inventory import Inventory
from analytics.pairs.borrowing import Borrowed
from analytics.pairs.twin import Twin, twin
from datasets import City, Store
from datasets.city.assessment import GWP_SET
from datasets.commands import Commands, option, place


def add(commands: Commands) -> None:
    """The command with its options."""
    commands.add(
        "twin",
        "city",
        partner=place("any other city on file, by its name or id"),
        gwp=option("the GWP set for gases kept apart", default=GWP_SET),
        tells=told,
    )


def told(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The room as values and as lines. Raises Refused for a city that is not on file."""
    found = twin(*(City(store, name, gwp=asked.gwp).twin_side() for name in (asked.city, asked.partner)))
    compared, score = found.comparison, found.comparability
    return {
        "cities": [found.left.city_id, found.right.city_id],
        "inventories": [_inventory(compared.left), _inventory(compared.right)],
        "refused": list(compared.refused),
        "comparability": {
            "score": score.score,
            "parts": [
                {"code": part.code, "alike": part.alike, "sentence": part.said, "points_missing": part.points}
                for part in score.parts
            ],
        },
        "rows": [{"name": row.name, "left_t": row.left_t, "right_t": row.right_t} for row in compared.rows],
        "restated": [_moved(one) for one in compared.restated],
        "left_out": [_moved(one) for one in compared.left_out],
        "differences": list(compared.differences),
        "measures": [
            {"code": one.code, "left": one.left, "right": one.right, "unit": one.unit, "reasons": list(one.reasons)}
            for one in found.measures
        ],
        "energy": [
            {"name": row.name, "mwh": row.mwh, "mwh_per_head": row.per_head, "t_per_mwh": row.t_per_mwh}
            for row in found.energy.rows
        ],
        "borrowed": [[_borrowed(one) for one in side] for side in (found.left_borrows, found.right_borrows)],
    }, [*_lines(found)]


def _inventory(item: Inventory | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {"city": item.city_id, "year": item.year, "method": item.method, "gas": item.gas, "gwp": item.gwp_set} | {
        "emissions_t": item.emissions_t
    }


def _moved(one: Any) -> dict[str, Any]:
    return {"name": one.name, "left_t": one.left_t, "right_t": one.right_t, "reason": one.reason}


def _borrowed(one: Borrowed) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "own": one.own,
        "partner": one.partner,
        "change_t": one.change_t,
        "total_t": one.total_t,
        "gap_t": one.gap_t,
        "left_to_target_t": one.left_t,
        "year": one.own_year,
        "partner_year": one.partner_year,
        "refused": one.refused or None,
    }


def _lines(found: Twin) -> Iterator[str]:
    left, right = found.names
    compared, score = found.comparison, found.comparability
    years = [item.year if item else "none" for item in (compared.left, compared.right)]
    yield f"{left} ({years[0]}) beside {right} ({years[1]}): " + (
        "no inventory to compare" if score.score is None else f"comparable to {score.score:.0f} of 100"
    )
    yield from (f"  {part.alike:4.2f}  {part.said}" for part in score.parts)
    yield from compared.refused
    yield from (f"  {row.name}: {_pair((row.left_t, row.right_t), ',.0f')} t" for row in compared.rows)
    for word, moved in (("Restated", compared.restated), ("Left out", compared.left_out)):
        yield from (f"{word}: {one.name}: {_pair((one.left_t, one.right_t), ',.0f')} t. {one.reason}" for one in moved)
    yield from compared.differences
    units = {"total": "t", "head": "t per inhabitant", "area": "t/km2", "product": "t per GDP"}
    for one in found.measures:
        why = f" {' '.join(one.reasons)}" if one.reasons else ""
        yield f"{units[one.code]}: {_pair((one.left, one.right), ',.2f')}{why}"
    for row in found.energy.rows:
        yield f"{row.name}: {_pair(row.per_head, '.2f')} MWh per inhabitant, {_pair(row.t_per_mwh, '.3f')} t/MWh"
    for name, partner, borrowed in ((left, right, found.left_borrows), (right, left, found.right_borrows)):
        yield f"{name} with what {partner} has:"
        yield from (f"  {_borrowing(one)}" for one in borrowed)


def _borrowing(one: Borrowed) -> str:
    if one.change_t is None:
        return one.refused
    years = f"{one.own_year}, as the partner in {one.partner_year}"
    gap = "" if one.gap_t is None else f", {abs(one.gap_t):,.0f} t {'above' if one.gap_t > 0 else 'below'} the path"
    return f"{one.name} per {one.code}: {one.change_t:+,.0f} t in {years}, total {one.total_t:,.0f} t{gap}"


def _pair(values: Sequence[float | None], form: str) -> str:
    return " / ".join("-" if value is None else format(value, form) for value in values)
