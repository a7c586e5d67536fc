"""A number that a person types reads one way, by the marks of their language, or is asked about."""

from __future__ import annotations

import pytest

from analytics.text.problems import Refused
from analytics.text.typed_numbers import digits, number

ENGLISH, ITALIAN, FRENCH = ",", ".", "\u202f"


@pytest.mark.parametrize(
    ("typed", "grouping", "value"),
    [
        ("866510", ENGLISH, 866_510),
        ("866,510", ENGLISH, 866_510),
        ("866.510", ITALIAN, 866_510),
        ("866 510", FRENCH, 866_510),
        ("866\u202f510", FRENCH, 866_510),
        ("1.234,5", ENGLISH, 1234.5),
        ("1,234.5", ITALIAN, 1234.5),
        ("0,202", ENGLISH, 0.202),
        ("0.202", ITALIAN, 0.202),
        ("13,4", ENGLISH, 13.4),
        ("\u22125", ENGLISH, -5),
        (" 12 ", ENGLISH, 12),
    ],
)
def test_what_reads_one_way_is_taken(typed: str, grouping: str, value: float) -> None:
    assert number(typed, grouping) == value


@pytest.mark.parametrize(
    ("typed", "grouping", "found", "fix"),
    [
        ("866.510", ENGLISH, "“866.510”, which can be 866.51 or 866,510", "Type 866510 or 866.5100."),
        ("866,510", ITALIAN, "“866,510”, which can be 866.51 or 866,510", "Type 866510 or 866,5100."),
        ("866.510", FRENCH, "“866.510”, which can be 866.51 or 866,510", "Type 866510 or 866.5100."),
        ("-1.234", "", "“-1.234”, which can be -1.234 or -1,234", "Type -1234 or -1.2340."),
    ],
)
def test_what_reads_two_ways_is_asked_and_each_of_the_ways_out_reads_one_way(
    typed: str, grouping: str, found: str, fix: str
) -> None:
    with pytest.raises(Refused) as refusal:
        number(typed, grouping)
    (problem,) = refusal.value.problems
    assert (problem.severity, problem.found, problem.fix) == ("ask", found, fix)
    large, small = fix.removeprefix("Type ").removesuffix(".").split(" or ")
    assert number(large, grouping) == 1000 * number(small, grouping)


@pytest.mark.parametrize("typed", ["many", "12 t", "1.2.3", "NE", "12..5", "nan", "1e999", "٣", "1" * 400])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        number(typed)


@pytest.mark.parametrize("value", [0.0, 1.234, -1.234, 866510, 866.51, 0.1 + 0.2, 1e-7, 1e22, 12.5, 1000.125])
def test_a_number_that_is_shown_to_be_typed_over_reads_as_itself_in_every_language(value: float) -> None:
    shown = digits(value)
    for grouping, decimal in ((ENGLISH, "."), (ITALIAN, ","), (FRENCH, ",")):
        assert number(shown.translate({ord(","): grouping, ord("."): decimal}), grouping) == value
