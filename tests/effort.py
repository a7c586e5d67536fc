"""How long a test looks: which of many like cases `make test` takes, and a share of what the profile says, so that
`make thorough` reaches all. And how much of the processor that may take at which it looks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings


def examples(share: float) -> settings:
    """``share`` times the examples of the profile, at least ten: below 1 where one example is slow, above 1 where it is
    quick and rare cases matter."""
    number = settings().max_examples
    return settings(max_examples=max(10, round(number * share)), deadline=None)


LONGER = pytest.mark.longer("more cases of the same kind")


def seeds(number: int) -> list[ParameterSet]:
    """The beginnings of so many walks at random, of which all but the first are left to `make test_rest`."""
    return first(1, range(number))


def few(values: Iterable[object], *kept: object) -> list[ParameterSet]:
    """Every one of ``values``, of which all but those that are ``kept`` are left to `make test_rest`."""
    every = list(values)
    assert kept, "name one that `make test` takes"
    assert all(value in every for value in kept), f"{kept} are not all among {every}"
    return [_case(value in kept, value) for value in every]


def first(number: int, values: Iterable[object]) -> list[ParameterSet]:
    """Every one of ``values``, of which all after so many are left to `make test_rest`."""
    return [_case(at < number, *(value if isinstance(value, tuple) else (value,))) for at, value in enumerate(values)]


def _case(kept: bool, *given: object) -> ParameterSet:
    return pytest.param(*given, marks=() if kept else LONGER)


@contextmanager
def at_most(floors: float) -> Iterator[None]:
    """What is done in here, its child processes with it, takes less than so many times the processor time of a million
    additions in the same run: a bound that holds on a slow machine and beside others."""
    began = sum(os.times()[:4])
    yield
    spent = (sum(os.times()[:4]) - began) / _floor()
    assert spent < floors, f"took {spent:.1f} times a million additions; expected less than {floors:g}"


@cache
def _floor() -> float:
    """Seconds of processor time of a million additions."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - began
