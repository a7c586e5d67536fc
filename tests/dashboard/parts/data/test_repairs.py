"""What is wrong in a file is told once for each repair, with every place."""

from __future__ import annotations

from analytics.text.problems import Problem
from dashboard.parts.data import repairs
from tests.dashboard.conftest import asked


def test_hundreds_of_equal_faults_are_one_repair_and_one_line() -> None:
    faults = [
        Problem("block", "value-text", '"n.d."', "a number", "Write it.", row=row, column="value")
        for row in (*range(2, 400), 500)
    ]
    (repair,) = repairs.repairs(faults)
    assert repair.cells == 399
    (line,) = repairs.alike(repair.problems)
    assert repairs.places(line) == 'Rows 2 to 399 and 500, column "value"'


def test_different_advice_for_one_fault_stays_at_its_place() -> None:
    faults = [
        Problem("block", "year-range", '"2109"', "a year", "Did you mean 2019?", row=2),
        Problem("block", "year-range", '"1019"', "a year", "Did you mean 2010?", row=3),
    ]
    (repair,) = repairs.repairs(faults)
    assert repair.expected == ""
    assert repair.words == "A year."


def test_what_keeps_the_file_out_stands_before_what_is_good_to_know() -> None:
    faults = [asked("", severity="warn", code="w"), asked("", severity="block", code="b")]
    assert [repair.severity for repair in repairs.repairs(faults)] == ["block", "warn"]
