"""How each page grows with the number of cities: its rerun and its first opening among more and more of them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median

from tests.benchmarks import alone
from tests.visits.program import running

ABOUT = (
    "Each page of the running program for the sample cities {cities}, among so many cities on file (thirty years and"
    " 3,000 rows each): processor time of a rerun in loops of a million additions, how many times that is what it takes"
    " among the samples alone, and the first opening after a start in seconds of the processor."
)


def table(stores: dict[str, Path], log: Path, runs: int) -> str:
    """Each page on each of the stores, by how many cities they hold, the fewest first, as a Markdown table."""
    found: dict[str, dict[str, alone.Reruns]] = {}
    for name, path in stores.items():
        with running(path, log) as program:
            found[name] = asyncio.run(alone.reruns(program, runs))
    few, *more = stores
    heads = ["page", f"{few} cities", *(f"{name}, ratio" for name in more), *(f"first, {name}" for name in stores)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for page in found[few]:
        here = {name: found[name][page] for name in stores}
        ratios = [f"{_loops(here[name]):.2f}, {_loops(here[name]) / _loops(here[few]):.2f}" for name in more]
        first = [f"{here[name].first / 1000:.2f} s" for name in stores]
        lines.append("| " + " | ".join([page, f"{_loops(here[few]):.2f}", *ratios, *first]) + " |")
    return "\n".join([ABOUT.format(cities=", ".join(alone.CITIES)), "", *lines])


def _loops(reruns: alone.Reruns) -> float:
    return median(taken / floor for taken, floor in zip(reruns.taken, reruns.floors, strict=True))
