"""How long a test looks: which of many like cases `make test` takes, and a share of what the profile says, so that
`make thorough` reaches all. And how much of the processor that may take at which it looks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
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
THOROUGH = pytest.mark.thorough("more cases of the same kind")


def seeds(number: int) -> list[ParameterSet]:
    """The beginnings of so many walks at random, of which all but the first are left to `make thorough`."""
    return first(1, range(number), rest=THOROUGH)


def few(
    values: Iterable[object], *kept: object, longer: Sequence[object] = (), rest: pytest.MarkDecorator = LONGER
) -> list[ParameterSet]:
    """Every one of ``values``: `make test` takes those that are ``kept``, `make test_rest` the ``longer`` ones, and all
    others have the mark ``rest``."""
    every = list(values)
    assert kept, "name one that `make test` takes"
    assert all(value in every for value in (*kept, *longer)), f"{kept}, {longer} are not all among {every}"
    marks = [() if value in kept else LONGER if value in longer else rest for value in every]
    return [_case(mark, value) for mark, value in zip(marks, every, strict=True)]


def first(number: int, values: Iterable[object], rest: pytest.MarkDecorator = LONGER) -> list[ParameterSet]:
    """Every one of ``values``, of which all after so many have the mark ``rest``: by it `make test_rest` or
    `make thorough` takes them."""
    cases = (value if isinstance(value, tuple) else (value,) for value in values)
    return [_case(() if at < number else rest, *case) for at, case in enumerate(cases)]


def _case(marks: pytest.MarkDecorator | tuple[()], *given: object) -> ParameterSet:
    return pytest.param(*given, marks=marks)


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
