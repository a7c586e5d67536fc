"""A year is read as it is written, and what is none says why."""

from __future__ import annotations

import pytest

from analytics.text.years import YEAR_FAULTS, by_calendar, otherwise_written, read_year


@pytest.mark.parametrize(
    ("text", "year", "notes"),
    [
        ("2019", 2019, ()),
        ("1990", 1990, ()),
        ("2060", 2060, ()),
        ("2019.0", 2019, ("decimals",)),
        (" 2019", 2019, ("spaces",)),
    ],
)
def test_a_year_is_read(text: str, year: int, notes: tuple[str, ...]) -> None:
    reading = read_year(text)
    assert (reading.value, reading.fault, reading.notes) == (year, None, notes)


@pytest.mark.parametrize(
    ("text", "fault", "choices"),
    [
        ("20l9", "typo", (2019,)),
        ("2O19", "typo", (2019,)),
        ("2109", "out-of-range", ()),
        ("1989", "out-of-range", ()),
        ("12/31/2013 12:00:00 AM", "date", (2013,)),
        ("2016-01-01 - 2016-12-31", "date", (2016,)),
        ("- 2017-12-31", "date", (2017,)),
        ("2019-05", "date", (2019,)),
        ("May 2019", "date", (2019,)),
        ("gennaio 2019", "date", (2019,)),
        ("ene. 2019", "date", (2019,)),
        ("септември 2019", "date", (2019,)),
        ("2017-07-01 - 2018-06-30", "fiscal", (2017, 2018)),
        ("2019/20", "fiscal", (2019, 2020)),
        ("2019-2020", "fiscal", (2019, 2020)),
        ("April 2018 - April 2019", "fiscal", (2018, 2019)),
        ("2019/2020", "fiscal", (2019, 2020)),
        ("1999/00", "fiscal", (1999, 2000)),
        ("FY17-18", "fiscal", (2017, 2018)),
        ("FY17/18", "fiscal", (2017, 2018)),
        ("17/18", "fiscal", (2017, 2018)),
        ("17/19", "text", ()),
        ("FY2019", "fiscal-named", (2019, 2018)),
        ("FY17", "fiscal-named", (2017, 2016)),
        ("FY '17", "fiscal-named", (2017, 2016)),
        ("", "blank", ()),
        ("-", "blank", ()),
        ("Please select", "text", ()),
        ("2019.5", "text", (2019,)),
        ("approx. 2019", "text", (2019,)),
        ("43831", "text", ()),
    ],
)
def test_what_is_no_year_says_why(text: str, fault: str, choices: tuple[int, ...]) -> None:
    reading = read_year(text)
    assert (reading.value, reading.fault, reading.choices) == (None, fault, choices)
    assert YEAR_FAULTS[fault].fix


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2,019", (2019,)),
        ("2.019", (2019,)),
        ("1905-07-11", (2019,)),
        ("1905-02-30", ()),
        ("2562", (2019,)),
        ("1398", (2019,)),
        ("108", (2019,)),
        ("平成30年度", (2018,)),
        ("令和元年度", (2019,)),
        ("Ｒ2", (2020,)),
        ("๒๕๖๑", (2018,)),
        ("۱۳۹۷", (2018,)),
        ("٢٠١٨", (2018,)),
        ("พ.ศ. 2561", (2018,)),
        ("民國107年", (2018,)),
        ("2018¹", (2018,)),
        ("20018", (2018, 2001, 2008)),
        ("20191", (2019, 2011)),
        ("43831", ()),
        ("2019", ()),
        ("9999", ()),
        ("total", ()),
    ],
)
def test_a_year_may_be_written_as_none(text: str, meant: tuple[int, ...]) -> None:
    assert otherwise_written(text) == meant


def test_a_number_is_a_year_by_every_calendar_in_which_it_may_be_one() -> None:
    assert by_calendar("2561") == {"thai": 2018}
    assert by_calendar("1397") == {"iranian": 2018}
    assert by_calendar("107年") == {"taiwanese": 2018}
    assert by_calendar("2018") == by_calendar("41230") == by_calendar("year") == {}
