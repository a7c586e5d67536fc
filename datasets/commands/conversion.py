"""An inventory on file in the table of another framework, and the answer of ``python -m datasets convert``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from analytics.inventories.conversion import Change, Conversion, ElectricityFactor, Figure, converted, figures
from analytics.inventories.frameworks import COVENANT, COVENANT_ROWS, CRF, CRF_ROWS, FRAMEWORKS, GPC, counted, row_name
from analytics.problems import Problem, Refused
from analytics.vocabulary import CARRIERS, METHOD_NAMES, Approach, Measure, Method, Quantity
from datasets import factors
from datasets.factors import FactorUse
from datasets.naming import find_city
from datasets.store import Slot, Store

TABLES = {Method.GPC.value: GPC, Method.COVENANT.value: COVENANT, Method.OWN.value: COVENANT}
"""The table that an inventory of each method is in; a city's own method is read by its sectors."""
GASES = ("CO2", "CO2e")


class Converted(NamedTuple):
    """One inventory in another table, and the factor that its electricity was counted with, if any was."""

    city_id: str
    year: int
    method: str
    conversion: Conversion
    electricity: ElectricityFactor | None


def convert(
    store: Store,
    city_id: str,
    year: int,
    target: str,
    method: str | None = None,
    modes: Mapping[str, str] | None = None,
    t_per_mwh: float | None = None,
) -> Converted:
    """The inventory of one city and year in the table ``target`` (gpc, crf or covenant).

    ``method`` chooses among several inventories of the year. Electricity is recomputed with ``t_per_mwh`` where given
    (of the gas that the inventory counts); else on the way to GPC or the common reporting framework with the national
    factor of that year, on the way to the Covenant with the city's own or local factor (EFE), which is the national
    one where neither is on file. Raises Refused where the year has no inventory that could be moved.
    """
    with store.reader() as reader:
        standing = reader.standing(city_id)
        known = {(cell.year, cell.method) for cell in standing.cells}
        chosen = _chosen(known, year, target, method)
        rows = [row for measure in Measure for row in reader.rows_in_force(Slot(city_id, year, chosen, measure.value))]
        city = find_city(city_id, reader.register.cities)
        about = standing.about.get((year, chosen))
        approach = about.approach if about and about.approach != "unknown" else Approach.ACTIVITY_BASED.value
        local = [
            factors.of(reader.register, city, approach, electricity="local", gas=gas, cells=standing.cells)
            for gas in GASES
        ]
    source = TABLES[chosen]
    factor = None
    if t_per_mwh is not None:
        factor = ElectricityFactor(dict.fromkeys(GASES, t_per_mwh), "given by hand")
    elif COVENANT in (source, target):
        grid = [factors.Factors(city.country_code, approach, gas=gas) for gas in GASES]
        chosen_factors = local if target == COVENANT else grid
        factor = _factor([choice.use(year, "electricity", "residential") for choice in chosen_factors])
    found = converted(figures(rows, source), source, target, factor, modes)
    return Converted(city_id, year, chosen, found, factor if found.recomputed else None)


def _chosen(known: set[tuple[int, str]], year: int, target: str, method: str | None) -> str:
    """The method of the inventory to move: the nearest table first, GPC before Covenant before the city's own."""
    movable = [kind.value for kind in Method if (year, kind.value) in known and TABLES[kind.value] != target]
    wanted = [kind for kind in movable if method in (None, kind)]
    if wanted:
        return wanted[0]
    listed = ", ".join(f"{at} ({METHOD_NAMES[Method(kind)]})" for at, kind in sorted(known)) or "none"
    asked = f" by the method {method}" if method else ""
    raise Refused(
        Problem(
            "block",
            "inventory-unknown",
            f"no inventory of {year}{asked} in another table than {target}",
            f"one of those on file: {listed}",
            "Ask for another year, method or table.",
        )
    )


def _factor(uses: Sequence[FactorUse]) -> ElectricityFactor | None:
    """The factors of electricity of both gases as one, None where no source gives either."""
    known = [use for use in uses if use.value is not None]
    sources = dict.fromkeys(f"{use.source}. {use.reason}".removesuffix(".") for use in known)
    values = {use.gas: use.value for use in known if use.value is not None}
    return ElectricityFactor(values, "; ".join(sources)) if values else None


def add(commands: Any, shared: argparse.ArgumentParser, command: Callable[[Store, argparse.Namespace], int]) -> None:
    """The command ``convert`` with its options."""
    parser = commands.add_parser("convert", parents=[shared], help="an inventory in the table of another framework")
    parser.add_argument("city")
    parser.add_argument("--year", type=int, required=True, help="the year of the inventory")
    parser.add_argument("--to", required=True, choices=list(FRAMEWORKS), help="the table to convert to")
    parser.add_argument("--method", choices=list(TABLES), help="which inventory, where the year has more")
    parser.add_argument(
        "--mode",
        action="append",
        default=[],
        metavar="SECTOR[/LABEL]=MODE",
        help="the mode of transport that is told by owner, such as public_transport/Metro=railways",
    )
    parser.add_argument("--electricity", type=float, metavar="T_PER_MWH", help="the factor of electricity there")
    parser.set_defaults(command=command)


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


def _cell(cell: Figure, framework: str) -> dict[str, Any]:
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


def _order(cell: Figure, framework: str) -> tuple[Any, ...]:
    """Cells in the order of their table."""
    rows = [*(COVENANT_ROWS if framework == COVENANT else CRF_ROWS if framework == CRF else ())]
    place = rows.index(cell.row) if cell.row in rows else len(rows)
    return place, cell.row, cell.scope or 0, cell.carrier or "", cell.quantity


def _where(cell: Figure, framework: str) -> str:
    parts = [row_name(framework, cell.row)]
    if framework == CRF and cell.scope:
        parts.append(("direct", "indirect", "outside")[cell.scope - 1])
    if cell.carrier:
        parts.append(CARRIERS[cell.carrier].name)
    return ", ".join(parts)


def _amount(figure: Figure) -> str:
    if figure.amount is None:
        return (figure.key or "no number") + (f", included in {figure.included_in}" if figure.included_in else "")
    return f"{figure.amount:,.1f} {_unit(figure.quantity)}"


def _unit(quantity: str) -> str:
    return "MWh" if quantity == Quantity.ENERGY else "t " + {"co2e": "CO2e"}.get(quantity, quantity.upper())


def _change(quantity: str, change: Change) -> str:
    steps = "; ".join(f"{name} {amount:+,.1f}" for name, amount in change.steps.items())
    return f"  {change.before:,.1f} -> {change.after:,.1f} {_unit(quantity)}" + (f" ({steps})" if steps else "")
