"""One visit alone on the running program: what a rerun of each page takes of its processor, and what it sends.

Processor time, since the clock tells how busy the machine is with others; the way over the websocket is in it, and
nothing of the browser.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from statistics import median

from tests.browser.screenshot import pages
from tests.visits.client import visit
from tests.visits.program import Program, running

CITIES = ("US-BOS", "IT0004", "BG0002")
"""A rich city, one with energy, and a poor one."""
LOOP = 2_000_000
ABOUT = (
    "One visit alone to the running program, on the sample cities {cities}: a rerun of each page, as a click makes it,"
    " in processor time of the server, and the messages that it sends; {memory} MB in memory after all of them. A"
    " plain loop of {loop:,} steps took {before:.0f} ms of processor before and {after:.0f} ms after:"
    " times are longer where others work on the same cores."
)


def plain_loop() -> float:
    """What a plain loop takes of the processor, in milliseconds: how fast the machine is now."""
    start = time.process_time()
    for _ in range(LOOP):
        pass
    return 1000 * (time.process_time() - start)


def table(database: Path, log: Path, runs: int) -> str:
    """Each page as a Markdown table, with how it was measured."""
    before = plain_loop()
    lines = ["| page      | median  | p95     | messages |", "|-----------|---------|---------|----------|"]
    with running(database, log) as program:
        for name, (taken, messages) in asyncio.run(_pages(program, runs)).items():
            late = sorted(taken)[int(0.95 * (len(taken) - 1))]
            lines.append(f"| {name:<9} | {median(taken):4.1f} ms | {late:4.1f} ms | {messages:8} |")
        memory = program.tell("memory")
    about = ABOUT.format(cities=", ".join(CITIES), memory=memory, loop=LOOP, before=before, after=plain_loop())
    return "\n".join([about, "", *lines])


async def _pages(program: Program, runs: int) -> dict[str, tuple[list[float], int]]:
    """The processor time of each rerun in milliseconds, and the most messages of one, by page."""
    mine = await visit(program.url)
    found: dict[str, tuple[list[float], int]] = {}
    for page in ("", *pages()):
        taken, most = list[float](), 0
        for city in CITIES:
            for _ in range(2):  # what is kept is made, which a click does not do again
                await mine.open(page, city=city)
            for _ in range(runs):
                begun = await asyncio.to_thread(program.tell, "processor")
                shown = await mine.open(page, city=city)
                if shown.fault:
                    raise SystemExit(f"The page {page!r} of {city} stopped: {shown.fault}")
                taken.append((await asyncio.to_thread(program.tell, "processor") - begun) / 1000)
                most = max(most, shown.messages)
        found[page or "progress"] = (taken, most)
    return found
