"""Months and quarters as people write them."""

from __future__ import annotations

import pytest

from analytics.text.parts_of_year import are_parts, part_of_year, parts_of_year


@pytest.mark.parametrize(
    ("text", "number", "of"),
    [
        ("2019-03", 3, 12),
        ("03/2019", 3, 12),
        ("201903", 3, 12),
        ("2019M03", 3, 12),
        ("2019-03-15 00:00:00", 3, 12),
        ("15.03.2019", 3, 12),
        ("März", 3, 12),
        ("Sept. 2019", 9, 12),
        ("juillet 2019", 7, 12),
        ("juin", 6, 12),
        ("gen-20", 1, 12),
        ("ottobre", 10, 12),
        ("3 март 2020", 3, 12),
        ("Q1", 1, 4),
        ("2019-Q4", 4, 4),
        ("2. Quartal 2019", 2, 4),
        ("3T 2019", 3, 4),
        ("IV trimestre", 4, 4),
        ("H2", 2, 2),
        ("2019-H1", 1, 2),
        ("1H 2019", 1, 2),
        ("2. Halbjahr 2019", 2, 2),
        ("1er semestre", 1, 2),
        ("Secondo semestre", 2, 2),
        ("First half-year", 1, 2),
        ("първо полугодие", 1, 2),
        ("2019-W05", 5, 52),
        ("KW 12", 12, 52),
        ("Week 53", 53, 52),
        ("15.01.2019 - 14.02.2019", 1, 12),
        ("2019-12-15 to 2020-01-14", 12, 12),
        ("01.03.2019 bis 30.04.2019", 3, 12),
    ],
)
def test_a_month_a_quarter_or_a_half_is_read_in_many_styles(text: str, number: int, of: int) -> None:
    found = part_of_year(text)
    assert found is not None
    assert found[:2] == (number, of)


@pytest.mark.parametrize(
    "text",
    [
        "2019",
        "2018/19",
        "2017-07-01 - 2018-06-30",
        "3",
        "Residential",
        "",
        "2019-13",
        "jui",
        "H3",
        "Half",
        "W54",
        "20193",
        "01.01.2019 - 31.12.2019",
    ],
)
def test_what_is_no_part_of_a_year_or_not_sure_is_none(text: str) -> None:
    assert part_of_year(text) is None


def test_a_column_tells_whether_days_or_months_come_first_and_what_its_numbers_count() -> None:
    american = [f"{month:02}/01/2019" for month in range(1, 13)]
    assert [part.number for part in parts_of_year(american, "Date") if part] == list(range(1, 13))
    assert [part[:2] for part in parts_of_year(["01", "12"], "Month") if part] == [(1, 12), (12, 12)]
    assert [part and part[:2] for part in parts_of_year(["1", "4", "5"], "Quartal")] == [(1, 4), (4, 4), None]
    assert [part and part[:2] for part in parts_of_year(["1", "2"], "Half year")] == [(1, 2), (2, 2)]
    assert [part and part[:2] for part in parts_of_year(["1", "53"], "Week")] == [(1, 52), (53, 52)]


def test_periods_across_two_years_are_no_months_unless_months_stand_beside_them() -> None:
    assert parts_of_year(["2010/11", "2011/12", "2012/13"], "Year") == [None, None, None]
    months = [f"2011/{number:02}" for number in range(1, 13)]
    assert [part and part.number for part in parts_of_year(months, "Month")] == list(range(1, 13))
    assert not are_parts(["2010/11", "2011/12"])
    assert are_parts(months)


@pytest.mark.parametrize("name", ["Kwartał", "Quarter", "Negyedév", "Тримесечие"])
def test_quarters_are_counted_in_roman_numbers_too_and_months_are_not(name: str) -> None:
    texts = ["I", "II", "III", "IV"]
    assert [part and (part.number, part.of) for part in parts_of_year(texts, name)] == [(n, 4) for n in (1, 2, 3, 4)]
    assert parts_of_year(texts, "Month") == [None] * 4
