"""Combinations of codes are numbered alike, however they are told apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.store import combinations

ROWS = st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=40)


@given(ROWS, st.sampled_from([combinations.MOST_MARKS, 0]), st.sampled_from([1, 1 << 12, 1 << 28]))
def test_combinations_are_numbered_as_they_first_stand(rows: list[tuple[int, ...]], marks: int, far: int) -> None:
    columns = [np.array([row[place] * far for row in rows], dtype=np.int32) for place in range(3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combinations, "MOST_MARKS", marks if far == 1 else 0)
        codes, found = combinations.combined(*columns)
    order = list(dict.fromkeys(rows))
    assert codes.tolist() == [order.index(each) for each in rows]
    assert found == [tuple(code * far for code in each) for each in order]


@given(ROWS)
def test_a_number_stands_for_one_combination(rows: list[tuple[int, ...]]) -> None:
    found = combinations.keyed(*(np.array([row[place] for row in rows], dtype=np.int8) for place in range(3)))
    assert len(set(zip(found.tolist(), rows, strict=True))) == len(set(found.tolist())) == len(set(rows))
