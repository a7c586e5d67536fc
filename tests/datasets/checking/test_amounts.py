"""A long column of numbers is read in pieces, and says what it says whole."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import numerals
from datasets.checking import amounts

CELLS = st.sampled_from(["1", "1.5", "1,5", "1.234", "1,234", "12.345,6", "NE", "NO; IE", "", "abc", " 7", "1 000"])


@given(st.lists(CELLS, max_size=12), st.sampled_from([None, "point", "comma"]), st.integers(1, 5))
def test_a_column_in_pieces_is_read_as_the_whole_is(
    cells: list[str], decimal: numerals.Decimal | None, piece: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "PIECE", piece)
        parts = amounts._read(pd.Series(cells, dtype="str"), decimal)
    whole = numerals.read(pd.Series(cells, dtype="str"), decimal)
    assert np.array_equal(parts.values, whole.values, equal_nan=True)
    assert (parts.style, parts.needs_answer, parts.shapes) == (whole.style, whole.needs_answer, whole.shapes)
    assert parts.faults.to_dict() == whole.faults.to_dict()
    assert parts.notation.tolist() == whole.notation.tolist()
    for mine, other in ((parts.ambiguous, whole.ambiguous), (parts.bad, whole.bad)):
        assert mine.tolist() == other.tolist()
    assert {note: places.tolist() for note, places in parts.notes.items()} == {
        note: places.tolist() for note, places in whole.notes.items()
    }
