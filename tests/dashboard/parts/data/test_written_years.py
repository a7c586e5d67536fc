"""The years that a file names outside of its table are offered where its year is asked for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.parts.data import written_years


def of(*rows: tuple[str, ...], name: str = "file.csv") -> dict[str, str]:
    return written_years.of([SimpleNamespace(rows=rows)], name)


NAMES = ("სექტორი", "ელექტროენერგია", "სულ")


def test_a_year_above_the_table_is_offered_with_its_text() -> None:
    title = "ქალაქი რუსთავი, 2019 წელი"
    assert of((title, "", ""), NAMES, ("სახლები", "2012", "2012")) == {"2019": title}


def test_a_year_of_another_calendar_is_offered_as_ours() -> None:
    assert list(of(("เทศบาลนครเชียงใหม่ พ.ศ. 2562", ""), NAMES)) == ["2019"]


def test_the_name_of_the_file_may_say_it() -> None:
    assert of(NAMES, ("a", "1", "2"), name="bills_2023.xlsx") == {"2023": "bills_2023.xlsx"}


@pytest.mark.parametrize("text", ["12019 MWh", "Table 3", "1850"])
def test_what_is_no_year_is_not_offered(text: str) -> None:
    assert of((text,), NAMES) == {}


def test_of_many_years_none_is_likelier() -> None:
    assert of(("2015, 2016, 2017, 2018",), NAMES) == {}
