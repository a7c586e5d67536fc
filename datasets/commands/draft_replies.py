"""What the commands answer about a file that is brought: as plain values for JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.text.problems import Problem
from analytics.vocabulary import Measure
from datasets import CellChange, Draft, DraftInventory, Effect, Examination, Revision
from datasets.city.examining import examination
from datasets.commands.arguments import visible
from datasets.commands.replies import head, nothing_read, several
from datasets.intake.cell_changes import Figure

MOST_CELLS = 100
"""Cells on file that an import changes or removes, listed of each table in JSON; a tenth of them in the lines for
people. How many there are is always said."""


def of_draft(
    draft: Draft, outcome: str, revision: Revision | None, examined: Examination, replaced: Sequence[Effect] = ()
) -> dict[str, Any]:
    """The answer of ``import --json``: energy in MWh, emissions in tonnes of the gas that the key names.

    A GPC inventory gives its BASIC total. Rows called imported stand ready; they are written when the outcome is
    "committed". A file too large to be examined says so among its problems, and so does one whose tables lack figures
    that are on file. ``replaced`` are the tables in whose place those of the file come.
    """
    inventories: dict[tuple[str, int, str], dict[str, Any]] = {}
    for item in draft.inventories:
        found = inventories.setdefault((item.city_id, item.year, item.method), _inventory(item))
        found["rows"] += item.rows
        key = {"MWh": "energy_mwh", "t CO2e": "emissions_tco2e", "t CO2": "emissions_tco2"}.get(item.unit)
        if key:
            found[key] = item.total
        for notation_key, count in item.keys.items():
            found["notation_keys"][notation_key] = found["notation_keys"].get(notation_key, 0) + count
    left = [*_removals(replaced), *([examined.not_examined] if examined.not_examined else [])]
    return nothing_read([*draft.problems, *left]) | {
        "outcome": outcome,
        "revision": str(revision.revision) if revision else None,
        "head": revision.head if revision else None,
        "layout": draft.layout,
        "rows": {
            "in": draft.rows_in,
            "imported": draft.imported,
            "rejected": draft.rejected,
            "ignored": draft.ignored,
        },
        "inventories": list(inventories.values()),
        "replaced": [_replaced(effect) for effect in replaced],
        "findings": [
            examination.as_dict(finding, examined.sheet(finding), examined.repair(finding))
            for finding in examined.findings
        ],
    }


def _removals(replaced: Sequence[Effect]) -> list[Problem]:
    """A warning for each table from which a commit takes figures that are on file, since the file has none for them."""
    return [
        Problem(
            "warn",
            "figures-removed",
            f"no row for {effect.removed:,} of the cells on file for {_named(effect)}, such as "
            f"{_cell(first)}: {_figures(first.before, effect)}",
            "the whole table, since it takes the place of the one on file",
            "They are removed with this file; bring it with every row where they are to stay.",
            cells=effect.removed,
        )
        for effect in replaced
        if (first := next((change for change in effect.cells if change.kind == "removed"), None))
    ]


def _replaced(effect: Effect) -> dict[str, Any]:
    """A table on file that another one takes the place of: totals, counts of cells, and the cells that differ."""
    differing = [change for change in effect.cells if change.kind != "new"]
    return {
        "city": effect.city_id,
        "year": effect.year,
        "method": effect.method,
        "measure": effect.measure,
        "unit": effect.unit,
        "before": effect.before,
        "after": effect.after,
        "new": effect.new,
        "changed": effect.changed,
        "unchanged": effect.unchanged,
        "removed": effect.removed,
        "cells": [
            {
                "change": change.kind,
                **change.place._asdict(),
                "before": [figure.key or figure.value for figure in change.before],
                "after": [figure.key or figure.value for figure in change.after],
            }
            for change in differing[:MOST_CELLS]
        ],
        "cells_not_listed": max(len(differing) - MOST_CELLS, 0),
    }


def _named(effect: Effect | DraftInventory) -> str:
    return f"{effect.city_id} {effect.year} {effect.method} {effect.measure}"


def _cell(change: CellChange) -> str:
    place = change.place
    scope = f"scope {place.scope}" if place.scope and not place.gpc_ref else None
    label = place.label if place.label and place.label.casefold() != place.sector else None
    return ", ".join(filter(None, (place.gpc_ref, place.sector, label and f'"{label}"', place.carrier, scope)))


def _figures(found: Sequence[Figure], effect: Effect) -> str:
    unit = "MWh" if effect.measure == Measure.ENERGY else "t"
    return " + ".join(figure.key or _amount(figure.value, unit) for figure in found)


def _amount(value: float | None, unit: str) -> str:
    if value is None and "several gases" in unit:
        return "several gases, which status adds up in CO2e"
    return "no number" if value is None else f"{value:,.3f}".rstrip("0").rstrip(".") + f" {unit}"


def _inventory(item: DraftInventory) -> dict[str, Any]:
    return {
        "city": item.city_id,
        "year": item.year,
        "kind": item.kind,
        "method": item.method,
        "rows": 0,
        "energy_mwh": None,
        "emissions_tco2e": None,
        "emissions_tco2": None,
        "notation_keys": {},
    }


def draft(
    draft: Draft, outcome: str, revision: Revision | None, examined: Examination, replaced: Sequence[Effect] = ()
) -> None:
    """Print every problem with the answer it asks for, the findings, the account of the rows, and the totals, each with
    what it takes the place of."""
    for problem in (*draft.problems, *_removals(replaced)):
        print(f"[{problem.severity}] {problem.sentence()}")
        if problem.key and problem.code != "answer-unknown":
            choices = f" ({' | '.join(problem.choices)})" if problem.choices else ""
            print(f"        answer with --answer '{problem.key}=...'{choices}")
    if examined.not_examined:
        print(f"[{examined.not_examined.severity}] {examined.not_examined.sentence()}")
    for sentence in examination.lines(examined.findings, examination.MOST_PRINTED):
        print(sentence)
    account = f"{draft.imported} imported, {draft.rejected} rejected, {draft.ignored} ignored"
    brought = several(draft.rows_in, "cell" if draft.of_cells else "row")
    print(f"{outcome}: {brought} in, {account}" + (f"; revision {revision.revision}" if revision else ""))
    if revision:
        head(revision)
    for item in draft.inventories:
        total = _amount(item.total, item.unit)
        keys = "".join(f", {count} {key}" for key, count in item.keys.items())
        print(f"  {item.city_id} {item.year} {item.method} {item.measure}: {several(item.rows, 'cell')}, {total}{keys}")
        _in_the_place_of([effect for effect in replaced if _named(effect) == _named(item)])


def _in_the_place_of(replaced: Sequence[Effect]) -> None:
    """Print what is on file in the place of a table, and the cells of it that are changed or removed."""
    for effect in replaced:
        held = effect.changed + effect.unchanged + effect.removed
        print(
            f"    in the place of {several(held, 'cell')}, {_amount(effect.before, effect.unit)}: "
            f"{effect.changed:,} changed, {effect.removed:,} removed, "
            f"{effect.unchanged:,} unchanged, {effect.new:,} new"
        )
        differing = [change for change in effect.cells if change.kind != "new"]
        for change in differing[: MOST_CELLS // 10]:
            after = f" -> {_figures(change.after, effect)}" if change.after else ""
            print(visible(f"    {change.kind}: {_cell(change)}: {_figures(change.before, effect)}{after}"))
        if len(differing) > MOST_CELLS // 10:
            print(f"    and {len(differing) - MOST_CELLS // 10:,} more; --json lists {MOST_CELLS}")
