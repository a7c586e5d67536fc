"""The command ``twin``: two cities restated to what both report, how well they compare, and what each could borrow."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.inventories.inventory import Inventory
from analytics.pairs.borrowing import Borrowed
from analytics.pairs.twin import twin
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


def told(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The room as values. Raises Refused for a city that is not on file."""
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
    }


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
