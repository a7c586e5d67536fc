"""The command ``convert``: an inventory on file in the table of another framework."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.inventories.conversion import ConvertedFigure
from analytics.inventories.frameworks import FRAMEWORKS, counted, row_name
from analytics.vocabulary import Method
from datasets import City, Store
from datasets.city.converting import Converted
from datasets.commands import Commands, needed, option, whole
from datasets.commands.arguments import pairs


def add(commands: Commands) -> None:
    """The command ``convert`` with its options."""
    commands.add(
        "convert",
        "city",
        year=whole("the year of the inventory", required=True),
        to=needed("the table to convert to", choices=list(FRAMEWORKS)),
        method=option("which inventory, where the year has more", choices=[method.value for method in Method]),
        mode=option(
            "the mode of transport that is told by owner, such as public_transport/Metro=railways",
            action="append",
            default=[],
            metavar="SECTOR[/LABEL]=MODE",
        ),
        electricity=option("the factor of electricity there", type=float, metavar="T_PER_MWH"),
        tells=_converted,
    )


def _converted(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    modes = pairs(asked.mode, "--mode public_transport=railways")
    found = City(store, asked.city).conversion(asked.year, asked.to, asked.method, modes, asked.electricity)
    return as_dict(found)


def as_dict(found: Converted) -> dict[str, Any]:
    """The answer of ``convert --json``: energy in MWh, gases in tonnes; null where a notation key stands."""
    conversion = found.conversion
    return {
        "city": found.city_id,
        "year": found.year,
        "method": found.method,
        "from": conversion.source,
        "to": conversion.target,
        "electricity": found.electricity
        and {
            "t_per_mwh": dict(found.electricity.t_per_mwh),
            "source": found.electricity.source,
        },
        "cells": [_cell(cell, conversion.target) for cell in conversion.cells],
        "recomputed": [item._asdict() for item in conversion.recomputed],
        "left_out": [
            {
                "place": item.place,
                "quantity": item.figure.quantity,
                "amount": item.figure.amount,
                "notation_key": item.figure.key,
                "reason": item.reason,
            }
            for item in conversion.left_out
        ],
        "reasons": [item._asdict() for item in conversion.reasons],
        "totals": {
            quantity: {"before": change.before, "after": change.after, "steps": dict(change.steps)}
            for quantity, change in conversion.totals.items()
        },
    }


def _cell(cell: ConvertedFigure, framework: str) -> dict[str, Any]:
    return {
        "row": cell.row,
        "name": row_name(framework, cell.row),
        "scope": cell.scope,
        "carrier": cell.carrier,
        "quantity": cell.quantity,
        "amount": cell.amount,
        "notation_key": cell.key,
        "included_in": cell.included_in,
        "in_total": counted(framework, cell.row, cell.scope),
    }
