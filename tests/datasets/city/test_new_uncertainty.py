"""How uncertain figures of a city are: one by one, from a table, and back from the archive of a city."""

from __future__ import annotations

import io
import zipfile

import pytest

from analytics.text.problems import Refused
from datasets import City
from datasets.city import new_uncertainty
from datasets.city.new_uncertainty import NewUncertainty
from datasets.store.kinds.uncertainties import Uncertainty
from tests.datasets.builders import TOWN
from tests.samples import own_samples


def read(text: str) -> tuple[Uncertainty, ...]:
    return new_uncertainty.from_table(text.encode(), "sure.csv", TOWN, "Ada")


def test_a_half_interval_two_sides_or_a_grade_are_taken() -> None:
    found = read(
        "part,place,carrier,half_percent,lower_percent,upper_percent,grade,reason,year\n"
        "activity,Residential buildings,Natural gas,8 %,,,,bills,2019\n"
        "factor,,electricity,,5,10,,the grid,\n"
        "emissions,III.1.1,,,,,l,a guess,\n"
    )
    assert [item[1:9] for item in found] == [
        (2019, "residential", "natural_gas", None, "activity", 8.0, 8.0, None),
        (None, None, "electricity", None, "factor", 5.0, 10.0, None),
        (None, "III.1.1", None, None, "emissions", None, None, "L"),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"half_percent": "-1"}, "uncertainty-range"),
        ({"half_percent": "501"}, "uncertainty-range"),
        ({"half_percent": "wide"}, "uncertainty-range"),
        ({"half_percent": "nan"}, "uncertainty-range"),
        ({"half_percent": ""}, "uncertainty-missing"),
        ({"grade": "H"}, "uncertainty-missing"),
        ({"half_percent": "", "grade": "X"}, "grade-unknown"),
        ({"upper_percent": "9"}, "uncertainty-sides"),
        ({"half_percent": "", "lower_percent": "9"}, "uncertainty-sides"),
        ({"part": "luck"}, "part-unknown"),
        ({"place": "moon"}, "place-unknown"),
        ({"carrier": "gas"}, "carrier-unknown"),
        ({"gas": "SF6"}, "gas-unknown"),
        ({"year": "19"}, "year-range"),
        ({"year": "²019"}, "year-range"),
        ({"year": "2" * 5000}, "year-range"),
    ],
)
def test_what_is_wrong_with_a_statement_is_named(changed: dict[str, str], code: str) -> None:
    said = {"part": "activity", "half_percent": "5"} | changed
    with pytest.raises(Refused) as refusal:
        new_uncertainty.uncertainty(TOWN, NewUncertainty(**said), "why", "Ada")
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_statement_without_a_reason_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        new_uncertainty.uncertainty(TOWN, NewUncertainty("activity", "5"), " ", "Ada")
    assert [problem.code for problem in refusal.value.problems] == ["reason-missing"]


def test_every_wrong_row_of_a_table_is_named_and_nothing_is_taken() -> None:
    with pytest.raises(Refused) as refusal:
        read(
            "part,place,half_percent,reason\nactivity,moon,5,why\nactivity,residential,5,why\nactivity,residential,6,why\n"
        )
    assert [(item.code, item.row) for item in refusal.value.problems] == [("place-unknown", 2), ("stated-twice", 4)]


@pytest.mark.longer("several commits, and what follows from each")
def test_what_is_stated_leaves_with_the_archive_of_the_city_and_comes_back_the_same() -> None:
    with own_samples() as store, own_samples() as another:
        boston = City(store, "Boston")
        boston.state_uncertainty("activity", 8, place="transport", who="Ada", reason="counts")
        boston.state_uncertainty("emissions", grade="M", place="wastewater", year=2020, who="Ada", reason="the plant")
        archive = zipfile.ZipFile(io.BytesIO(boston.export("all").content))
        table = archive.read("US-BOS_uncertainties.csv")
        other = City(another, "Boston")
        other.state_uncertainties(table, "US-BOS_uncertainties.csv", "Bea", "moved")
        plain = [[item[1:-1] for item in city.uncertainties()] for city in (boston, other)]
        assert plain[0] == plain[1]
        assert len(plain[0]) == 2
