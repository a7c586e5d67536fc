"""A long column of numbers is read in pieces, and says what it says whole."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import numerals
from datasets.intake.checking import number_cells
from datasets.intake.readers.texts import Texts

CELLS = st.sampled_from(["1", "1.5", "1,5", "1.234", "1,234", "12.345,6", "NE", "NO; IE", "", "abc", " 7", "1 000"])


@given(st.lists(CELLS, max_size=12), st.sampled_from([None, "point", "comma"]), st.integers(1, 5))
def test_a_column_in_pieces_is_read_as_the_whole_is(
    cells: list[str], decimal: numerals.Decimal | None, piece: int
) -> None:
    whole = numerals.read(pd.Series(cells, dtype="str"), decimal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_cells, "PIECE", piece)
        parts = number_cells._Read.of(pa.array(cells, pa.string()), decimal)
    cut = Texts([pa.array(cells[start : start + piece], pa.string()) for start in range(0, len(cells), piece)])
    for found in (parts, number_cells._Read.of(cut, decimal)):
        assert np.array_equal(found.values, whole.values, equal_nan=True)
        assert (found.needs_answer, found.ambiguous.tolist()) == (whole.needs_answer, whole.ambiguous.tolist())
        keys = [None if key < 0 else number_cells.KEYS[key] for key in found.keys.tolist()]
        assert keys == whole.notation.tolist()
        faults = {place: fault for fault, places in found.faults.items() for place in places.tolist()}
        assert faults == whole.faults.to_dict()
        assert {note: places.tolist() for note, places in found.notes.items()} == {
            note: places.tolist() for note, places in whole.notes.items()
        }
