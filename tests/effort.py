"""How long a test looks: a share of what the profile says, so that `make thorough` reaches all."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings


def examples(share: float) -> settings:
    """``share`` times the examples of the profile, at least ten: below 1 where one example is slow, above 1 where it is
    quick and rare cases matter."""
    number = settings().max_examples
    return settings(max_examples=max(10, round(number * share)), deadline=None)


def seeds(number: int) -> list[ParameterSet]:
    """The beginnings of so many walks at random, of which all but the first are left to `make thorough`."""
    return first(1, range(number))


def few(values: Iterable[object], *kept: object) -> list[ParameterSet]:
    """Every one of ``values``, of which all but those that are ``kept`` are left to `make thorough`."""
    return [pytest.param(value, marks=[] if value in kept else [pytest.mark.thorough]) for value in values]


def first(number: int, values: Iterable[object]) -> list[ParameterSet]:
    """Every one of ``values``, of which all after so many are left to `make thorough`."""
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=[pytest.mark.thorough] * (at >= number))
        for at, value in enumerate(values)
    ]
