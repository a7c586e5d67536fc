"""What was ever recorded of the intake is read so still: nothing is stored otherwise, and nothing unasked."""

from __future__ import annotations

import pytest

from tests.datasets.intake import corpus
from tests.effort import first

PARTS = 24


@pytest.mark.parametrize("part", first(1, range(PARTS)))
def test_nothing_is_read_otherwise_than_recorded(part: int) -> None:
    found = []
    for case in corpus.cases()[part::PARTS]:
        now = corpus.read(case)
        found += [(how, case["id"], case["test"])] if (how := corpus.differs(case, now)) else []
    assert not found, 'see python -m tests.datasets.intake.corpus; what is meant: --accept "WHY"'


def test_a_silent_difference_is_told_as_one() -> None:
    case = next(case for case in corpus.cases() if case["stored"])
    (*place, value), *rest = case["stored"]
    other = {**case, "stored": [[*place, (value or 0.0) + 1.0], *rest]}
    assert corpus.differs(case, case) == ""
    assert corpus.differs(case, other) == "silent: stored otherwise"
    assert corpus.differs({**case, "outcome": "needs-answers"}, case) == "silent: needs-answers is now dry-run"
