"""Partners suggested among twelve thousand cities: the first call of a process, and one of the next."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.serving import ROOT

ABOUT = (
    "Written by `python -m tests.benchmarks --only partners`: processes that open a store and suggest partners of"
    " Boston, each for itself, medians. The first call reads the tables of signatories and of CDP; a later one of a"
    " page takes the cities that are kept and weighs them anew. The aim is a second at the first call, too."
)
PROGRAM = """
import json, sys, time
from datasets import Cities, Store
store = Store({path!r})
store.moment()  # a page has it before it asks for anything
marks = [(time.perf_counter(), time.process_time())]
from analytics.partners.suggesting import USUAL, suggested
cities = Cities(store).candidates()
found = suggested(cities, "US-BOS", USUAL, "EU")
first = cities.name[found.pool[found.order[0]]]
marks.append((time.perf_counter(), time.process_time()))
again = suggested(cities, "US-BOS", {{**USUAL, "size": 3}}, "EU")
assert len(again.order)
marks.append((time.perf_counter(), time.process_time()))
told = [[later - sooner for sooner, later in zip(*pair)] for pair in zip(marks, marks[1:])]
print(json.dumps({{"cities": len(cities), "first": str(first), "told": told}}))
"""


def measured(stores: dict[str, Path], runs: int) -> str:
    """The table of each store with the seconds of the clock and of the processor; all of them in turn."""
    told: dict[str, list[list[list[float]]]] = {name: [] for name in stores}
    compared: dict[str, int] = {}
    for _ in range(runs):
        for name, path in stores.items():
            command = [sys.executable, "-c", PROGRAM.format(path=str(path))]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
            answer = json.loads(done.stdout)
            assert answer["first"] == "Rotterdam", answer
            told[name].append(answer["told"])
            compared[name] = answer["cities"]
    lines = [
        "| on file | cities compared | first call | processor | moving a slider | processor | runs |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, answers in told.items():
        first, again = ([median(answer[call][of] for answer in answers) for of in (0, 1)] for call in (0, 1))
        lines.append(
            f"| {name} | {compared[name]:,} | {first[0]:.2f} s | {first[1]:.2f} s | {1000 * again[0]:.0f} ms"
            f" | {1000 * again[1]:.0f} ms | {runs} |"
        )
    return "\n".join(lines)
