"""What keeps a comparison per inhabitant open: jumps, repeated figures, and sources that differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.inventories.inventory import Inventory, Population
from analytics.inventories.people import doubts
from tests.analytics.builders import read, whole


def series(*people: tuple[int, float | None], method: str = "gpc") -> list[Inventory]:
    (made,) = read(whole(2005, 1000.0))
    return [replace(made, year=year, inhabitants=count, method=method) for year, count in people]


def said(*people: tuple[int, float | None], others: list[Inventory] | None = None) -> str:
    found = series(*people)
    return " ".join(doubts(found[0], found[-1], [*found, *(others or [])])).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "people",
    [
        ((2005, 1000.0), (2010, 1050.0), (2015, 1100.0)),
        ((2005, 1000.0), (2015, None)),
        ((2005, None), (2010, 1000.0), (2015, 5000.0))[:1],
        ((2005, 1000.0), (2015, 1300.0)),  # 2.7 % a year
        ((2015, 1100.0), (2005, 1000.0)),  # asked the other way round
    ],
)
def test_people_who_come_and_go_raise_no_doubt(people: tuple[tuple[int, float | None], ...]) -> None:
    assert said(*people) == ""


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (((2005, 1000.0), (2006, 1100.0), (2015, 1150.0)), "change by +10 % from 2005 to 2006"),
        (((2005, 1000.0), (2014, 990.0), (2015, 700.0)), "change by -29 % from 2014 to 2015"),
        (((2005, 1000.0), (2007, None), (2009, 1400.0)), "change by +9 % a year from 2005 to 2009"),
        (((2005, 1000.0), (2010, 1010.0), (2015, 1010.0)), "inhabitants of 2015 are the very figure of 2010"),
        (((2005, 1000.0), (2006, 1000.0), (2015, 1010.0)), "inhabitants of 2006 are the very figure of 2005"),
    ],
)
def test_a_jump_and_a_figure_that_was_carried_over_are_told(
    people: tuple[tuple[int, float | None], ...], words: str
) -> None:
    assert words in said(*people)


def test_small_steps_that_add_up_to_more_than_cities_grow_are_told() -> None:
    steps = ((2005, 1000.0), (2008, 1120.0), (2011, 1250.0), (2015, 1440.0))  # at most 3.9 % a year, 3.7 % over all
    assert "change by +4 % a year from 2005 to 2015" in said(*steps)
    assert said(*steps[:2]) == ""


def test_what_somebody_explained_of_the_inhabitants_of_a_year_is_settled() -> None:
    found = series((2005, 1000.0), (2006, 1100.0), (2015, 1150.0))
    assert [len(doubts(found[0], found[-1], found, [year])) for year in (2015, 2006)] == [1, 0]


def test_a_repetition_between_the_two_years_says_nothing_about_them() -> None:
    assert said((2005, 1000.0), (2008, 1010.0), (2009, 1010.0), (2015, 1020.0)) == ""


@pytest.mark.parametrize(("people", "told"), [(1005.0, False), (1100.0, True), (None, False)])
def test_another_source_of_the_same_year_that_differs_is_told(people: float | None, told: bool) -> None:
    others = series((2005, people), method="covenant")
    assert (
        "Two sources differ on the inhabitants of 2005" in said((2005, 1000.0), (2015, 1010.0), others=others)
    ) is told


def counted(*people: tuple[int, str, int | None], own: str = "The city's report") -> str:
    """Inhabitants with their sources and years of counting, of inventories from ``own``."""
    (made,) = read(whole(2005, 1000.0))
    found = [
        replace(
            made,
            year=year,
            inhabitants=1000.0 + year,
            people=Population(1000.0 + year, source, of),
            people_apart=source != own,
        )
        for year, source, of in people
    ]
    return " ".join(doubts(found[0], found[-1], found))


def test_inhabitants_from_two_sources_are_told_and_editions_of_one_are_not() -> None:
    report = "The city's report"
    assert "from two sources: Census; Eurostat, metro" in counted(
        (2005, "Census", None), (2020, "Eurostat, metro", None)
    )
    assert "from two sources" in counted((2005, report, None), (2020, "Eurostat, metro", None))
    assert counted((2005, "Census 2001, table 4", None), (2020, "Census 2011, table 7", None)) == ""
    assert counted((2005, "C40 (population of 2005)", None), (2020, "C40", None)) == ""
    assert counted((2005, report, None), (2020, report, None)) == ""


@pytest.mark.parametrize(("year", "told"), [(1991, True), (2003, True), (2004, False), (None, False), (2008, True)])
def test_inhabitants_who_were_counted_in_another_year_are_told(year: int | None, told: bool) -> None:
    found = counted((2005, "Census", year), (2020, "Census", None))
    assert (f"The inhabitants of 2005 were counted in {year}." in found) is told
