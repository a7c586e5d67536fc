"""Years in a row are drawn together."""

from __future__ import annotations

from dashboard.words import spans


def test_years_are_listed_as_people_do() -> None:
    assert spans.year_list([2021, 2019, 2017, 2018, 2015]) == "2015, 2017 to 2019 and 2021"
    assert spans.year_list([2020, 2021]) == "2020 and 2021"
