"""Text in a CSV file is no formula, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.own_files.harmless import FORMULA_STARTS, as_written, harmless


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1", "'=1"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("-x", "'-x"),
        ("-5.25", "-5.25"), ("+3", "+3"), ("-1e-09", "-1e-09"), ("a=1", "a=1"),
    ],
)  # fmt: skip
def test_csv_text_is_made_harmless_and_numbers_are_left_alone(text: str, safe: str) -> None:
    assert harmless(text) == safe


@given(st.text("'=+-@\t\rx1.", max_size=6))
def test_a_text_made_harmless_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    safe = harmless(text)
    assert as_written(safe) == text
    assert not safe.startswith(FORMULA_STARTS) or float(safe) is not None
