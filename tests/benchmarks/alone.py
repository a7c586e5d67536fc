"""One visit alone on the running program: what a rerun of each page takes of its processor, and what it sends.

Processor time, since the clock tells how busy the machine is with others; the way over the websocket is in it, and
nothing of the browser.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.floor import plain_loop, told
from tests.browser.screenshot import pages
from tests.visits.client import visit
from tests.visits.program import Program, running

CITIES = ("US-BOS", "IT0004", "BG0002")
"""A rich city, one with energy, and a poor one."""
ABOUT = (
    "One visit alone to the running program, on the sample cities {cities}: a rerun of each page, as a click makes it,"
    " in processor time of the server, and the messages that it sends; what opens with a click is closed. {memory} MB"
    " in memory after all of them. {floors}"
)


@dataclass
class Reruns:
    """Those of one page: what each took of the processor and of the floor beside it, the longest ``first`` opening of a
    city, in milliseconds, and the most messages of one."""

    taken: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    messages: int = 0
    first: float = 0.0

    def line(self, name: str) -> str:
        """The page as a line of a Markdown table."""
        late = sorted(self.taken)[int(0.95 * (len(self.taken) - 1))]
        ratio = median(taken / floor for taken, floor in zip(self.taken, self.floors, strict=True))
        return f"| {name:<10} | {median(self.taken):6.1f} ms | {ratio:8.2f} | {late:6.1f} ms | {self.messages:8} |"


def table(database: Path, log: Path, runs: int) -> str:
    """Each page as a Markdown table, with how it was measured."""
    lines = [
        "| page       | median    | of floor | p95       | messages |",
        "|------------|-----------|----------|-----------|----------|",
    ]
    with running(database, log) as program:
        found = asyncio.run(reruns(program, runs))
        lines += [mine.line(name) for name, mine in found.items()]
        memory = program.tell("memory")
    floors = told([floor for mine in found.values() for floor in mine.floors])
    return "\n".join([ABOUT.format(cities=", ".join(CITIES), memory=memory, floors=floors), "", *lines])


async def reruns(program: Program, runs: int) -> dict[str, Reruns]:
    """The reruns of each page."""
    mine = await visit(program.url)
    found: dict[str, Reruns] = {}
    for page in ("", *pages()):
        here = found[page or "progress"] = Reruns()
        for city in CITIES:
            floor = await asyncio.to_thread(plain_loop)
            begun = await asyncio.to_thread(program.tell, "processor")
            for _ in range(2):  # what is kept is made, which a click does not do again
                await mine.open(page, city=city)
            here.first = max(here.first, (await asyncio.to_thread(program.tell, "processor") - begun) / 1000)
            for _ in range(runs):
                begun = await asyncio.to_thread(program.tell, "processor")
                shown = await mine.open(page, city=city)
                if shown.fault:
                    raise SystemExit(f"The page {page!r} of {city} stopped: {shown.fault}")
                here.taken.append((await asyncio.to_thread(program.tell, "processor") - begun) / 1000)
                here.floors.append(floor)
                here.messages = max(here.messages, shown.messages)
    return found
