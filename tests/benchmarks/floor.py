"""The floor of every machine: a plain loop of additions. What is told as a multiple of it compares across machines."""

from __future__ import annotations

import time
from statistics import median

ADDITIONS = 1_000_000
ROUNDS = 3


def plain_loop() -> float:
    """What a plain loop of ``ADDITIONS`` takes of the processor, in milliseconds: the least of ``ROUNDS``, since others
    who work on the same cores only ever lengthen it."""
    return min(_once() for _ in range(ROUNDS))


def _once() -> float:
    start, total = time.thread_time(), 0
    for step in range(ADDITIONS):
        total += step
    return 1000 * (time.thread_time() - start)


def told(floors: list[float]) -> str:
    """The floors of one run in words."""
    return (
        f"A plain loop of {ADDITIONS:,} additions took {median(floors):.0f} ms of the processor ({min(floors):.0f} to"
        f" {max(floors):.0f}), measured in between; the ratio is to the nearest of them."
    )
