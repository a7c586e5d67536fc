"""What stands beside each key is gathered in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.grouped import grouped


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers())))
def test_every_value_stands_once_by_its_key_in_the_order_in_which_it_came(pairs: list[tuple[str, int]]) -> None:
    found = grouped(pairs)
    assert list(found) == list(dict.fromkeys(key for key, _ in pairs))
    assert all(values == [value for key, value in pairs if key == own] for own, values in found.items())
