"""Eight lives of cities, each whole and small enough to be read: what is said of them is looked at with every change.

All figures are made up for these tests. But for two of them the city is Testville, which is on no list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

TOWN = "TESTVILLE"
TARGET = f"target {TOWN} --base-year 2005 --year 2030 --reduction-percent 40 --source council --reason a-council-vote"
JUDGED = (TARGET, f"status {TOWN}", f"findings {TOWN}", f"uncertainties {TOWN} --draws 500")


class Persona(NamedTuple):
    """The files that a city brought in their order, what is asked of it, and whose first screen is read."""

    files: Sequence[str]
    commands: Sequence[str] = JUDGED
    shown: Sequence[str] = (TOWN,)


def file(
    years: Mapping[int, Sequence[tuple[str, str, float]]], people: Mapping[int, int], city: str = "Testville"
) -> str:
    """A file of emissions by year: sector, carrier and tonnes of CO2e."""
    lines = ["city,year,sector,carrier,value,unit,population"]
    for year, rows in years.items():
        for sector, carrier, tonnes in rows:
            lines.append(f"{city},{year},{sector},{carrier},{tonnes},t CO2e,{people[year]}")
    return "\n".join(lines) + "\n"


PEOPLE = {2005: 50_000, 2008: 50_400, 2011: 50_900, 2014: 51_500, 2017: 52_000, 2020: 52_300, 2023: 52_900}


def _homes(oil: float, gas: float, power: float, traffic: float) -> tuple[tuple[str, str, float], ...]:
    rows = [
        ("residential", "heating_oil", oil),
        ("residential", "natural_gas", gas),
        ("tertiary", "electricity", power),
        ("private_transport", "diesel", traffic),
        ("municipal_buildings", "natural_gas", gas / 11 + 7),
    ]
    return tuple(row for row in rows if row[2])


OIL = {
    2005: _homes(60_000, 40_000, 80_000, 70_000),
    2011: _homes(42_000, 48_000, 76_000, 69_000),
    2017: _homes(20_000, 55_000, 70_000, 66_000),
    2020: _homes(8_000, 57_000, 66_000, 61_000),
    2023: _homes(0, 56_000, 60_000, 60_000),
}
STEADY = {
    2005: _homes(30_000, 60_000, 80_000, 80_000),
    2011: _homes(26_000, 57_000, 75_000, 78_000),
    2017: _homes(20_000, 53_000, 66_000, 73_000),
}
MERGED = {**STEADY, 2020: _homes(31_000, 88_000, 104_000, 121_000), 2023: _homes(28_000, 84_000, 97_000, 117_000)}
SWING = {
    2005: _homes(30_000, 60_000, 80_000, 80_000),
    2011: _homes(29_000, 59_000, 120_000, 79_000),
    2017: _homes(28_000, 58_000, 61_000, 79_000),
    2020: _homes(28_000, 58_000, 118_000, 78_000),
    2023: _homes(27_000, 57_000, 52_000, 78_000),
}
MOVED = {
    **STEADY,
    2020: (*_homes(18_000, 50_000, 61_000, 70_000), ("industry_non_ets", "natural_gas", 45_000)),
    2023: (*_homes(16_000, 47_000, 56_000, 66_000), ("industry_non_ets", "natural_gas", 44_000)),
}
EARLY = {
    2005: _homes(60_000, 60_000, 80_000, 80_000),
    2011: _homes(46_000, 54_000, 66_000, 72_000),
    2014: _homes(41_000, 49_000, 57_500, 68_000),
    2017: _homes(34_000, 46_000, 51_000, 62_000),
    2020: _homes(28_000, 41_000, 44_000, 56_000),
    2023: _homes(23_000, 37_000, 37_000, 51_000),
}
VILLANUEVA = file({2019: _homes(1_000, 2_000, 3_000, 4_000)}, {2019: 9_000}, "Villanueva")
PERSONAS: Mapping[str, Persona] = {
    "oil phased out in steps": Persona((file(OIL, PEOPLE),)),
    "a merger": Persona((file(MERGED, PEOPLE | {2020: 88_000, 2023: 88_700}),)),
    "a swing of the grid": Persona((file(SWING, PEOPLE),)),
    "a boundary moved": Persona((file(STEADY, PEOPLE), file(MOVED, PEOPLE))),
    "a target met early": Persona((file(EARLY, PEOPLE),)),
    "one inventory only": Persona((file({2005: OIL[2005]}, PEOPLE),)),
    "published figures only": Persona(
        (), ("status Modena", "cities --find Modena", "published Modena", "peers Modena"), ("Modena",)
    ),
    "five towns of one name": Persona((VILLANUEVA,), ("status Villanueva", "cities --find Villanueva"), ()),
}
