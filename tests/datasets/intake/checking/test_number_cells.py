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
from tests.analytics.text.number_columns import read
from tests.datasets.files import drafted, row, table

CELLS = st.sampled_from(["1", "1.5", "1,5", "1.234", "1,234", "12.345,6", "NE", "NO; IE", "", "abc", " 7", "1 000"])


@given(st.lists(CELLS, max_size=12), st.sampled_from([None, "point", "comma"]), st.integers(1, 5))
def test_a_column_in_pieces_is_read_as_the_whole_is(
    cells: list[str], decimal: numerals.Decimal | None, piece: int
) -> None:
    whole = read(pd.Series(cells, dtype="str"), decimal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_cells, "PIECE", piece)
        parts = number_cells._Read.of(pa.array(cells, pa.string()), decimal)
    cut = Texts([pa.array(cells[start : start + piece], pa.string()) for start in range(0, len(cells), piece)])
    for found in (parts, number_cells._Read.of(cut, decimal)):
        assert np.array_equal(found.values, whole.values, equal_nan=True)
        assert found.ambiguous.tolist() == whole.ambiguous.tolist()
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


@pytest.mark.parametrize(
    ("cell", "key", "answer", "value"),
    [
        ("120O", "digits", "as-digits", 1200),
        ("l2OO", "digits", "as-digits", 1200),
        ("\uff11\uff12\uff10\uff10", "digits", "as-digits", 1200),
        ("1,23,456", "grouping", "as-one-number", 123456),
        ("3.5 million", "multiple", "multiply", 3500000),
        ("12 thousand", "multiple", "multiply", 12000),
    ],
)
def test_a_cell_that_can_be_one_number_is_asked_about_with_that_number(
    cell: str, key: str, answer: str, value: int
) -> None:
    text = table(row(value=f'"{cell}"'))
    (asked,) = drafted(text).problems
    assert (asked.severity, asked.key, asked.choices[0]) == ("ask", key, answer)
    assert f"(perhaps {value:,})" in asked.found
    rows = drafted(text, {key: answer}).table
    assert rows is not None
    assert (rows["value"].to_pylist(), rows["original_text"].to_pylist()) == ([value], [cell])
    without = drafted(text, {key: "NE"}).table
    assert without is not None
    assert without["notation_key"].to_pylist() == ["NE"]
    assert drafted(text, {key: "leave-out"}).ignored == 1


@pytest.mark.parametrize("cell", ["120l", "12.34.567", "1,2,3", "\u00bd", "1,200 thousand", "3.5 billion", "O"])
def test_what_can_be_several_numbers_or_none_has_no_repair(cell: str) -> None:
    assert not any(numerals.inner(cell, fault) for fault in numerals.INNER)


def test_one_number_with_fewer_decimals_among_what_may_be_thousands_is_asked_about() -> None:
    rows = ("Haushalte;41.230;40.111", "Verkehr;62.155;3.5", "Abfall;880;866")
    draft = drafted("CO2 (t);;\nSector;2018;2019\n" + "\n".join(rows) + "\n", city="Turin", year=None)
    asked = [problem for problem in draft.problems if problem.key == "odd-marks"]
    assert [problem.found for problem in asked] == ['"3.5", written otherwise than the other numbers of the column']
    figures = ("Residential;41.235;40.111", "Transport;62.155;3.5", "Waste;0.88;12")
    plain = drafted("GWh;;\nSector;2018;2019\n" + "\n".join(figures) + "\n", city="Turin")
    assert not [problem for problem in plain.problems if problem.key == "odd-marks"]


def test_numbers_that_may_stand_for_a_missing_figure_are_asked_about_and_may_be_the_figures() -> None:
    text = "City,Year,Sector,Value,Unit\nTurin,2019,waste,-9999,t CO2e\nTurin,2019,industry,99999999.0,t CO2e\n"
    (problem,) = drafted(text).problems
    assert (problem.code, problem.key, problem.cells) == ("value-missing-number", "missing-number", 2)
    assert problem.choices == ("as-written", "NO", "NE", "IE", "C", "leave-out")
    rows = drafted(text, {"missing-number": "NE"}).table
    assert rows is not None
    assert rows.column("notation_key").to_pylist() == ["NE", "NE"]
    meant = drafted(text, {"missing-number": "as-written"})
    assert not meant.problems
    assert meant.table is not None
    assert meant.table.column("value").to_pylist() == [-9999, 99999999]
    assert (
        drafted(text.replace("99999999.0", "n/a"), {"missing-number": "as-written"}).problems[0].key == "not-available"
    )


def test_a_remark_among_numbers_asks_which_notation_key_is_meant_and_the_words_of_a_key_are_one() -> None:
    table = "City,Year,Sector,Value,Unit\nTurin,2019,industry,7,t CO2e\nTurin,2019,waste,{cell},t CO2e\n"
    for cell in ("Not listed", "Recommended by 2030", "(No public information)"):
        text = table.replace("{cell}", cell)
        (asked,) = drafted(text).problems
        assert (asked.severity, asked.code, asked.key) == ("ask", "value-not-available", "not-available")
        assert cell in asked.found
        rows = drafted(text, {"not-available": "NE"}).table
        assert rows is not None
        assert rows["notation_key"].to_pylist() == [None, "NE"]
    for cell, key in (("Not estimated", "NE"), ("Kommt nicht vor", "NO"), ("Non stimato", "NE")):
        rows = drafted(table.replace("{cell}", cell)).table
        assert rows is not None
        assert rows["notation_key"].to_pylist() == [None, key]


@pytest.mark.parametrize("cell", ["much", "five hundred", "two million", "Scope 1", "Natural gas", "Energy in MWh"])
def test_one_word_or_what_names_something_is_no_remark(cell: str) -> None:
    text = f"City,Year,Sector,Value,Unit\nTurin,2019,industry,7,t CO2e\nTurin,2019,waste,{cell},t CO2e\n"
    assert [(problem.severity, problem.code) for problem in drafted(text).problems] == [("block", "value-text")]
    words = "City,Year,Sector,Value,Unit\nTurin,2019,industry,see above,t CO2e\nTurin,2019,waste,of the city,t CO2e\n"
    assert "value-text" in {problem.code for problem in drafted(words).problems}


def test_a_gas_without_a_weight_asks_for_it_and_takes_the_answer() -> None:
    text = "City,Year,Sector,Value,Unit\nTurin,2019,industry,700,CO2 equivalent/year\nTurin,2019,waste,20,CO2 eq\n"
    found = drafted(text).problems
    assert {(problem.code, problem.key, problem.choices) for problem in found} == {
        ("unit-missing", "unit", ("t CO2e", "kt CO2e", "t CO2"))
    }
    rows = drafted(text, {"unit": "kt CO2e"}).table
    assert rows is not None
    assert rows["value"].to_pylist() == [700_000, 20_000]
