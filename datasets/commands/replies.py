"""What the commands answer: the same findings as plain values for JSON and as lines for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from analytics.commitment.baseline import level_gas, path_gas
from analytics.commitment.flips import Flips
from analytics.commitment.judged import Progress
from analytics.text.problems import Problem
from analytics.vocabulary import Measure
from datasets import CellChange, CityReport, Draft, DraftInventory, Effect, Examination, Revision
from datasets.city.examining import examination
from datasets.commands import strength_values, target_commands
from datasets.commands.arguments import visible
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


def nothing_read(problems: Sequence[Problem]) -> dict[str, Any]:
    """The answer of ``import --json`` before anything is known of the file."""
    return {
        "outcome": "blocked",
        "revision": None,
        "head": None,
        "layout": None,
        "rows": {"in": 0, "imported": 0, "rejected": 0, "ignored": 0},
        "problems": [problem.as_dict() for problem in problems],
        "inventories": [],
        "replaced": [],
        "findings": [],
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


def of_revision(revision: Revision) -> dict[str, Any]:
    """One revision as ``history --json`` and ``undo --json`` print it."""
    return {
        "revision": str(revision.revision),
        "committed_at": revision.committed_at.isoformat(),
        "author": revision.author,
        "told_by_a_bundle": revision.came,
        "reason": revision.reason,
        "file": revision.file_name,
        "sha256": revision.file_sha256,
        "layout": revision.layout,
        "rows": revision.rows,
        "undoes": str(revision.undoes) if revision.undoes else None,
        "answers": dict(revision.answers),
        "in_force": revision.in_force,
        "head": revision.head,
        "inventories": [slot._asdict() for slot in revision.slots],
    }


def of_status(found: CityReport, progress: Progress, turning: Flips | None = None) -> dict[str, Any]:
    """The answer of ``status --json``: tonnes of the gas that a key names, per cent and years; null where a figure
    cannot be given."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    gas = path_gas(target, base) if target else None
    return {
        "city": found.city.city_id,
        "name": found.city.name,
        "baseline": base
        and {
            "year": base.year,
            **target_commands.tonnes("emissions", base.emissions_t, base.gas),
            "inhabitants": base.inhabitants,
            "declared": base.declared,
        },
        "target": target
        and {
            "kind": target.kind,
            "sector": target.sector,
            "base_year": target.base_year,
            "year": target.year,
            "reduction_percent": target.reduction_percent,
            **target_commands.tonnes("emissions", progress.target_t, level_gas(target, base)),
            "method": target.method,
        }
        | target_commands.stated(target),
        "latest": latest
        and {
            "year": latest.year,
            "method": latest.method,
            **target_commands.tonnes("emissions", latest.emissions_t, latest.gas),
            "energy_mwh": latest.energy_mwh,
            "inhabitants": latest.inhabitants,
            "revision": latest.revision,
        },
        **target_commands.tonnes("path", progress.path_t, gas),
        **target_commands.beside(found, progress),
        **target_commands.tonnes("gap", progress.gap_t, gas),
        "gap_percent_of_baseline": progress.gap_percent,
        "years_late": progress.years_late,
        "verdict": progress.verdict,
        "outcome": progress.outcome,
        "strength": progress.strength and strength_values.of_strength(progress.strength),
        "reasons": [reason.as_dict() for reason in progress.reasons],
        "could_turn": _could_turn(progress, turning),
        "notes": list(progress.notes),
        "per_inhabitant": target_commands.per_inhabitant(progress),
        "today": target_commands.today(found, progress),
        "sources": list(progress.sources),
    }


def _could_turn(progress: Progress, turning: Flips | None) -> list[dict[str, Any]]:
    """What could turn a verdict, the largest turn first: other readings of the figures with the gap in t that they
    give, and in sentences what could of the figures themselves, by how much nobody knows."""
    read = [target_commands.of_reading(item) for item in turning.turning] if turning else []
    return [*read, *({"sentence": limit} for limit in progress.limits)]


def as_json(answer: Any) -> None:
    """Print an answer as JSON. A number that JSON does not know raises ValueError: none should get this far."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(answer, ensure_ascii=not unicode, indent=2, allow_nan=False))


def line(revision: Revision) -> str:
    """One revision on one line."""
    what = f"undoes {revision.undoes}" if revision.undoes else revision.file_name or revision.layout
    force = "in force" if revision.in_force else "replaced"
    reason = f" ({revision.reason})" if revision.reason else ""
    when = f"{revision.committed_at:%Y-%m-%d %H:%M} UTC"
    told = " (told by a bundle)" if revision.came else ""
    said = "".join(f"\n       answered {question}={answer}" for question, answer in revision.answers.items())
    return f"{revision.revision:>5}  {when}  {revision.author}{told}: {what}{reason}, {force}{said}"


def committed(revision: Revision, as_values: bool, notes: Sequence[Problem] | None = None) -> None:
    """Print what a command brought, with the newest head, and the ``notes`` on it of a command that makes any."""
    if as_values:
        told = {} if notes is None else {"notes": [note.as_dict() for note in notes]}
        as_json(of_revision(revision) | told)
    else:
        for note in notes or ():
            warning(note)
        print(line(revision))
        head(revision)


def head(revision: Revision) -> None:
    """Print the newest head after a commit: noted down elsewhere, it tells later whether any was lost."""
    print(f"newest head: revision {revision.revision}, {revision.head}")


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
    findings(examined)
    account = f"{draft.imported} imported, {draft.rejected} rejected, {draft.ignored} ignored"
    counted = "cells" if draft.of_cells else "rows"
    print(
        f"{outcome}: {draft.rows_in} {counted} in, {account}" + (f"; revision {revision.revision}" if revision else "")
    )
    if revision:
        head(revision)
    for item in draft.inventories:
        total = _amount(item.total, item.unit)
        keys = "".join(f", {count} {key}" for key, count in item.keys.items())
        print(f"  {item.city_id} {item.year} {item.method} {item.measure}: {item.rows} cells, {total}{keys}")
        _in_the_place_of([effect for effect in replaced if _named(effect) == _named(item)])


def _in_the_place_of(replaced: Sequence[Effect]) -> None:
    """Print what is on file in the place of a table, and the cells of it that are changed or removed."""
    for effect in replaced:
        held = effect.changed + effect.unchanged + effect.removed
        print(
            f"    in the place of {held:,} cells, {_amount(effect.before, effect.unit)}: {effect.changed:,} changed, "
            f"{effect.removed:,} removed, {effect.unchanged:,} unchanged, {effect.new:,} new"
        )
        differing = [change for change in effect.cells if change.kind != "new"]
        for change in differing[: MOST_CELLS // 10]:
            after = f" -> {_figures(change.after, effect)}" if change.after else ""
            print(visible(f"    {change.kind}: {_cell(change)}: {_figures(change.before, effect)}{after}"))
        if len(differing) > MOST_CELLS // 10:
            print(f"    and {len(differing) - MOST_CELLS // 10:,} more; --json lists {MOST_CELLS}")


def findings(examined: Examination, most: int | None = examination.MOST_PRINTED) -> None:
    """Print what looks doubtful, most tonnes at stake first, or why nothing was looked for."""
    if examined.not_examined:
        print(f"[{examined.not_examined.severity}] {examined.not_examined.sentence()}")
    for sentence in examination.lines(examined.findings, most):
        print(sentence)


def status(found: CityReport, progress: Progress, turning: Flips | None = None) -> None:
    """Print the verdict with its figures, reasons, notes and sources."""
    target, latest = progress.target, progress.latest
    gas = path_gas(target, progress.baseline) if target else None
    when = f" in {latest.year}" if latest and not progress.reasons else ""
    said = f"{found.city.name}: {progress.outcome or progress.verdict}{when}"
    print(said + (f" ({target.name})" if target else ""))
    if not progress.reasons and (today := found.of_today(progress)).reasons:
        print(f"  today: {today.verdict}. {today.reasons[0]}")
    if latest and latest.emissions_t is not None:
        print(
            f"  {latest.year}: {latest.emissions_t:,.0f} t {latest.gas} ({latest.method}, revision {latest.revision})"
        )
    if progress.path_t is not None and gas:
        print(f"  path: {progress.path_t:,.0f} t {gas}")
    if progress.path_t is not None and not gas:
        print("  path: none, since the baseline counts CO2 alone and the target states t CO2e")
    if progress.gap_t is not None and not progress.reasons:
        years = "" if progress.years_late is None else f", {progress.years_late:+.1f} years"
        percent = "" if progress.gap_percent is None else f", {progress.gap_percent:+.1f} % of the baseline"
        print(f"  gap: {progress.gap_t:+,.0f} t {gas}{percent}{years} (positive is behind)")
    if progress.strength is not None and not progress.reasons:
        print("\n".join(strength_values.lines_of_strength(progress.strength)))
    for sentence in (*progress.reasons, *progress.notes):
        print(f"  {sentence}")
    for sentence in target_commands.lines_of_turning(turning) if turning else ():
        print(f"  {sentence}")
    for sentence in target_commands.lines_per_inhabitant(progress):
        print(f"  {sentence}")
    for sentence in target_commands.lines_beside(found, progress):
        print(f"  {sentence}")
    for source in progress.sources:
        print(f"  source: {source}")


def warning(problem: Problem) -> None:
    """Print what is to be mended beside what was done, to standard error."""
    print(visible(f"[{problem.severity}] {problem.sentence()}"), file=sys.stderr)


def refusal(problems: Sequence[Problem], as_values: bool, importing: bool = False) -> None:
    """Print why a request was refused: to standard output as JSON, or to standard error for people."""
    if as_values:
        answer = nothing_read(problems)
        as_json(answer if importing else {key: answer[key] for key in ("outcome", "problems")})
        return
    for problem in problems:
        print(visible(problem.sentence()), file=sys.stderr)
        if problem.choices:
            print(visible("  " + "\n  ".join(problem.choices)), file=sys.stderr)


@contextmanager
def told_as_it_goes() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, where somebody sits at a terminal; it is gone when all is done."""
    terminal = sys.stderr.isatty()

    def step(words: str) -> None:
        if terminal:
            print(f"\r\033[K{words} …", end="", file=sys.stderr, flush=True)

    try:
        yield step
    finally:
        if terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
