"""A reason and the name of a file have an end: what is longer is refused whole, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from datasets import Refused
from datasets.store import Store
from tests.datasets.builders import TOWN, row, submission


@pytest.mark.parametrize(("field", "most"), [("reason", 2_000), ("file_name", 255)])
def test_what_is_longer_than_anybody_reads_is_refused_with_both_numbers(field: str, most: int) -> None:
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])

        def named(letters: int) -> Any:
            longer: dict[str, Any] = {field: "é" * letters}
            return replace(submission(row()), **longer)

        with pytest.raises(Refused, match=f"of {most + 1:,} letters. Expected at most {most:,} letters"):
            store.commit(named(most + 1))
        assert store.newest_revision() == 0
        assert store.commit(named(most)).revision == 1


def test_an_undo_takes_no_longer_reason_than_a_commit() -> None:
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
        with pytest.raises(Refused, match="at most 2,000 letters"):
            store.undo(1, "Ada", "why " * 501)
        assert store.newest_revision() == 1
