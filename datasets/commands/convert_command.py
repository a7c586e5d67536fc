"""The command ``convert``: an inventory on file in the table of another framework."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.inventories.conversion import ConvertedChange, ConvertedFigure
from analytics.inventories.frameworks import COVENANT, COVENANT_ROWS, CRF, CRF_ROWS, FRAMEWORKS, counted, row_name
from analytics.vocabulary import CARRIERS, METHOD_NAMES, Method, Quantity
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


def _converted(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    modes = pairs(asked.mode, "--mode public_transport=railways")
    found = City(store, asked.city).conversion(asked.year, asked.to, asked.method, modes, asked.electricity)
    return as_dict(found), list(lines(found))


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


def lines(found: Converted) -> list[str]:
    """The converted table and what the conversion cost, as lines for a terminal."""
    conversion = found.conversion
    said = [
        f"{found.city_id} {found.year}, {METHOD_NAMES[Method(found.method)]}, as {FRAMEWORKS[conversion.target]}",
    ]
    for cell in sorted(conversion.cells, key=lambda cell: _order(cell, conversion.target)):
        beside = "" if counted(conversion.target, cell.row, cell.scope) else " (beside the total)"
        said.append(f"  {_where(cell, conversion.target)}: {_amount(cell)}{beside}")
    if found.electricity:
        factors = ", ".join(f"{value:g} t {gas}/MWh" for gas, value in found.electricity.t_per_mwh.items())
        said.append(f"Electricity recomputed with {factors} ({found.electricity.source}):")
    for item in conversion.recomputed:
        said.append(
            f"  {item.place}: {item.before_t:,.1f} t before, {item.mwh:,.1f} MWh x {item.t_per_mwh:g} = "
            f"{item.after_t:,.1f} t"
        )
    if conversion.left_out:
        said.append("Left out:")
    said += [f"  {item.place}: {_amount(item.figure)}. {item.reason}" for item in conversion.left_out]
    if conversion.reasons:
        said.append("Lost or changed on the way:")
    said += [f"  {item.place}: {item.message}" for item in conversion.reasons]
    said += ["Totals:", *(_change(quantity, change) for quantity, change in conversion.totals.items())]
    return said


def _order(cell: ConvertedFigure, framework: str) -> tuple[Any, ...]:
    """Cells in the order of their table."""
    rows = [*(COVENANT_ROWS if framework == COVENANT else CRF_ROWS if framework == CRF else ())]
    place = rows.index(cell.row) if cell.row in rows else len(rows)
    return place, cell.row, cell.scope or 0, cell.carrier or "", cell.quantity


def _where(cell: ConvertedFigure, framework: str) -> str:
    parts = [row_name(framework, cell.row)]
    if framework == CRF and cell.scope:
        parts.append(("direct", "indirect", "outside")[cell.scope - 1])
    if cell.carrier:
        parts.append(CARRIERS[cell.carrier].name)
    return ", ".join(parts)


def _amount(figure: ConvertedFigure) -> str:
    if figure.amount is None:
        return (figure.key or "no number") + (f", included in {figure.included_in}" if figure.included_in else "")
    return f"{figure.amount:,.1f} {_unit(figure.quantity)}"


def _unit(quantity: str) -> str:
    return "MWh" if quantity == Quantity.ENERGY else "t " + {"co2e": "CO2e"}.get(quantity, quantity.upper())


def _change(quantity: str, change: ConvertedChange) -> str:
    steps = "; ".join(f"{name} {amount:+,.1f}" for name, amount in change.steps.items())
    return f"  {change.before:,.1f} -> {change.after:,.1f} {_unit(quantity)}" + (f" ({steps})" if steps else "")
