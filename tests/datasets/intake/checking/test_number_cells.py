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
from tests.datasets.files import drafted

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


def odd(*cells: str, **answers: str) -> list[str]:
    """What is asked of cells that are written otherwise than the others of their column."""
    rows = "".join(f'Turin,{2000 + place},residential,"{cell}",t CO2\n' for place, cell in enumerate(cells))
    draft = drafted(f"city,year,sector,value,unit\n{rows}", answers)
    return [f"{problem.row} {problem.found}" for problem in draft.problems if problem.code == "decimal-odd"]


def test_a_cell_written_otherwise_than_its_column_is_asked_about() -> None:
    column = ("48.200", "79.100", "61.350", "31.900", "98.700", "39,5")
    (told,) = odd(*column)
    assert told.startswith('7 "39,5"')
    assert odd(*column, decimal="comma") == [told]
    assert odd(*column, **{"decimal": "comma", "odd-marks": "as-read"}) == []
    assert odd("211,245", "3.885", decimal="comma")  # nobody knows what either of them means


@pytest.mark.parametrize(
    "column",
    [
        ("48.200,0", "79.100", "61.350", "31.900", "98.700", "39,5"),  # the first shows how all are meant
        ("48.200", "79.100", "61.350", "31.900", "98.700", "0,5"),  # which has no thousands to part
        ("48,2", "79,1", "6.135"),  # one of three is no exception
        ("1", "2", "NE"),
    ],
)
def test_a_column_that_is_written_in_one_way_is_not(column: tuple[str, ...]) -> None:
    assert odd(*column, decimal="comma") == []


def test_a_comma_without_another_reading_is_said_to_be_one() -> None:
    text = 'city,year,sector,value,unit\nTurin,2019,residential,"281.345,50",t CO2\n'
    (asked,) = [problem for problem in drafted(text).problems if problem.key == "decimal"]
    assert '"281.345,50" has no other reading' in asked.fix
