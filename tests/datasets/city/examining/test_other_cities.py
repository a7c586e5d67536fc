"""The very same rows on file for two cities are told of both, and of nobody whose figures differ anywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from datasets import City, Store
from tests.datasets.builders import TOWN, row, submission

SECTORS = ("municipal_buildings", "tertiary", "residential", "transport", "solid_waste")


def filed(store: Store, city_id: str, last: float, sectors: tuple[str, ...] = SECTORS) -> City:
    town = replace(TOWN, city_id=city_id, name=f"Town {city_id}")
    amounts = [*(100.25 + place for place in range(len(sectors) - 1)), last]
    rows = [row(code, amount, city_id=city_id, year=2019) for code, amount in zip(sectors, amounts, strict=True)]
    store.commit(submission(*rows, new_cities=(town,)))
    return City(store, city_id)


def told(city: City) -> list[str]:
    return [str(finding.message) for finding in city.findings().findings if finding.code == "other-city"]


@pytest.mark.parametrize(
    ("last", "sectors", "alike"), [(9.5, SECTORS, True), (9.75, SECTORS, False), (9.5, SECTORS[1:], False)]
)
def test_every_figure_of_another_city_is_told_of_both(last: float, sectors: tuple[str, ...], alike: bool) -> None:
    with Store(":memory:") as store:
        store.seed([], [], [], [])
        first, second = filed(store, "XX1", 9.5), filed(store, "XX2", last, sectors)
        said = "Every figure of 2019 is that of Town {}, too: no two cities are so alike."
        assert told(first) == ([said.format("XX2")] if alike else [])
        assert told(second) == ([said.format("XX1")] if alike else [])
        assert (first.report().alike, second.report().alike) == ((("Town XX2",), ("Town XX1",)) if alike else ((), ()))
        draft = second.draft(
            "".join(
                ["city,year,sector,value,unit\n", *(f"Town XX2,2019,{code},1,t CO2e\n" for code in sectors)]
            ).encode(),
            "other.csv",
            {"method": "covenant", "reason": "counted anew"},
        )
        second.commit(draft, "Ada", "counted anew", looked_at=True)
        assert told(first) == []


def test_each_year_is_held_against_its_own_year_of_the_others() -> None:
    """The amounts of 2019 on file of another city for 2020 are none of its 2019."""
    with Store(":memory:") as store:
        store.seed([], [], [], [])
        for number, years in enumerate([(2018, 2019, 2020), (2019, 2018, 2020)], start=1):
            town = replace(TOWN, city_id=f"XX{number}", name=f"Town XX{number}")
            for year, of in zip((2018, 2019, 2020), years, strict=True):
                rows = [
                    row(code, of + place / 4, city_id=town.city_id, year=year) for place, code in enumerate(SECTORS)
                ]
                store.commit(submission(*rows, new_cities=(town,) if year == 2018 else ()))
        said = "Every figure of 2020 is that of Town {}, too: no two cities are so alike."
        assert told(City(store, "XX1")) == [said.format("XX2")]
        assert told(City(store, "XX2")) == [said.format("XX1")]
