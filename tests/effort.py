"""How many examples a property test tries: a share of what the profile says, so that `make thorough` reaches all."""

from __future__ import annotations

from hypothesis import settings


def examples(share: float) -> settings:
    """``share`` times the examples of the profile, at least ten: below 1 where one example is slow, above 1 where it is
    quick and rare cases matter."""
    number = settings().max_examples
    return settings(max_examples=max(10, round(number * share)), deadline=None)
