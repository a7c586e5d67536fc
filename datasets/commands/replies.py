"""What the commands answer: the same findings as plain values for JSON and as lines for people."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from analytics.commitment.baseline import path_gas
from analytics.commitment.flips import Flips
from analytics.commitment.judged import Progress
from analytics.text.problems import Problem
from datasets import CityReport, Revision
from datasets.commands import strength_values, target_commands
from datasets.commands.arguments import visible
from datasets.store import disk


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


def written(asked: argparse.Namespace, content: bytes, **more: Any) -> int:
    """Write what a command made where it was ``asked`` to. Raises Refused where a file stands in the way."""
    disk.write(asked.out, content, asked.force)
    if asked.json:
        as_json({"outcome": "written", "file": str(asked.out), "bytes": len(content), **more})
    else:
        print(f"Wrote {asked.out} ({len(content):,} bytes).")
    return 0


def several(number: int, one: str, many: str = "") -> str:
    """A count with its word: ``several(1, "row")`` is "1 row"; ``many`` where it is not the word with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


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
        "target": target and target_commands.as_stated(target, progress),
        "latest": latest
        and {
            "year": latest.year,
            "method": latest.method,
            **target_commands.tonnes("emissions", latest.emissions_t, latest.gas),
            "energy_mwh": latest.energy_mwh,
            "inhabitants": latest.inhabitants,
            "revision": latest.revision,
        },
        **target_commands.beside(found, progress),
        **target_commands.answer(progress),
        "could_turn": _could_turn(progress, turning),
        "today": target_commands.today(found, progress),
        "sources": list(progress.sources),
    }


def _could_turn(progress: Progress, turning: Flips | None) -> list[dict[str, Any]]:
    """What could turn a verdict, the largest turn first: other readings of the figures with the gap in t that they
    give, and the figures that may be others where they could turn it."""
    read = [target_commands.of_reading(item) for item in turning.turning] if turning else []
    return [*read, *(note.as_dict() for note in progress.open)]


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


def status(found: CityReport, progress: Progress, turning: Flips | None = None) -> list[str]:
    """The verdict with its figures, reasons, notes and sources, as lines."""
    target, latest = progress.target, progress.latest
    gas = path_gas(target, progress.baseline) if target else None
    when = f" in {latest.year}" if latest and not progress.reasons else ""
    said = f"{found.city.name}: {progress.outcome or progress.verdict}{when}"
    lines = [said + (f" ({target.name})" if target else "")]
    if not progress.reasons and (today := found.of_today(progress)).reasons:
        lines.append(f"  today: {today.verdict}. {today.reasons[0]}")
    if latest and latest.emissions_t is not None:
        lines.append(
            f"  {latest.year}: {latest.emissions_t:,.0f} t {latest.gas} ({latest.method}, revision {latest.revision})"
        )
    if progress.path_t is not None and gas:
        lines.append(f"  path: {progress.path_t:,.0f} t {gas}")
    if progress.path_t is not None and not gas:
        lines.append("  path: none, since the baseline counts CO2 alone and the target states t CO2e")
    if progress.gap_t is not None and not progress.reasons:
        years = "" if progress.years_late is None else f", {progress.years_late:+.1f} years"
        percent = "" if progress.gap_percent is None else f", {progress.gap_percent:+.1f} % of the baseline"
        lines.append(f"  gap: {progress.gap_t:+,.0f} t {gas}{percent}{years} (positive is behind)")
    if progress.strength is not None and not progress.reasons:
        lines += strength_values.lines_of_strength(progress.strength)
    told = [
        *progress.reasons,
        *progress.notes,
        *(target_commands.lines_of_turning(turning) if turning else ()),
        *target_commands.lines_per_inhabitant(progress),
        *target_commands.lines_beside(found, progress),
        *(f"source: {source}" for source in progress.sources),
    ]
    return [*lines, *(f"  {sentence}" for sentence in told)]


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
        if problem.code == "bundle-contradicts":
            print(visible(f"  --answer {problem.key}={'|'.join(problem.choices)}"), file=sys.stderr)
        elif problem.choices:
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
