"""Explanations of single places: one by one, from a table, and back from the archive of a city."""

from __future__ import annotations

import io
import zipfile

import pytest

from analytics.text.problems import Refused
from datasets.city import new_explanation
from datasets.exports.all_formats import packed as all_packed
from datasets.exports.holding import holding, left_beside
from datasets.reference.naming import find_city
from datasets.store import Submission
from datasets.store.kinds.explanations import KIND, Explanation
from tests.datasets.builders import TOWN
from tests.samples import own_samples


def read(text: str) -> tuple[Explanation, ...]:
    return new_explanation.from_table(text.encode(), "why.csv", TOWN, "Ada")


def test_a_place_is_a_sector_or_a_reference_under_any_name_that_is_known() -> None:
    for place, carrier, code in (
        ("residential", "natural_gas", ("residential", "natural_gas")),
        ("Residential buildings", "Natural gas", ("residential", "natural_gas")),
        (" I.1.1 ", "", ("I.1.1", None)),
        ("Inhabitants", "", ("inhabitants", None)),
    ):
        found = new_explanation.explanation(TOWN, "2019", place, carrier, " none is left ", "Ada")
        assert found == Explanation(TOWN.city_id, 2019, *code, "none is left", "Ada")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"year": "19"}, "year-range"),
        ({"year": "2" * 5000}, "year-range"),
        ({"year": "2019.5"}, "year-range"),
        ({"place": "nowhere"}, "place-unknown"),
        ({"place": ""}, "place-unknown"),
        ({"carrier": "gas"}, "carrier-unknown"),
        ({"reason": " "}, "reason-missing"),
        ({"by": ""}, "by-missing"),
    ],
)
def test_what_is_wrong_with_an_explanation_is_named(changed: dict[str, str], code: str) -> None:
    said = {"year": "2019", "place": "residential", "carrier": "", "reason": "none is left", "by": "Ada"}
    with pytest.raises(Refused) as refusal:
        new_explanation.explanation(TOWN, **(said | changed))
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_reason_that_says_nothing_is_refused_in_its_column() -> None:
    with pytest.raises(Refused, match="a reason in words") as refusal:
        read("year,place,carrier,reason,by\n2019,residential,,n/a,Bea\n")
    (problem,) = refusal.value.problems
    assert (problem.code, problem.row, problem.column) == ("reason-empty", 2, "reason")


def test_a_place_that_is_explained_twice_in_a_table_is_named_and_no_reason_is_lost() -> None:
    with pytest.raises(Refused) as refusal:
        read("year,place,carrier,reason,by\n2019,residential,,one,Bea\n2019,Residential buildings,,another,Bea\n")
    assert [(problem.code, problem.row) for problem in refusal.value.problems] == [("explained-twice", 3)]


def test_a_table_gives_every_row_and_whoever_is_not_named_is_who_brings_it() -> None:
    found = read(
        "city,year,place,carrier,reason,by\n"
        "Villa,2019,residential,natural_gas,district heating took over,Bea\n"
        'XX0001,2018,I.1.1,,"no census, yet",\n'
    )
    assert found == (
        Explanation(TOWN.city_id, 2019, "residential", "natural_gas", "district heating took over", "Bea"),
        Explanation(TOWN.city_id, 2018, "I.1.1", None, "no census, yet", "Ada"),
    )


def test_every_row_of_a_table_that_is_wrong_is_named_and_none_is_taken() -> None:
    with pytest.raises(Refused) as refusal:
        read("city,year,place,reason\nTown,2019,residential,why\nElsewhere,2019,residential,why\nTown,2019,moon,why\n")
    assert [(problem.code, problem.row) for problem in refusal.value.problems] == [
        ("other-city", 3),
        ("place-unknown", 4),
    ]


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"<html><body>2019</body></html>"])
def test_a_file_that_is_no_table_of_text_is_called_what_it_is(data: bytes) -> None:
    with pytest.raises(Refused, match=r"Save the table as CSV|save it as \.xlsx"):
        new_explanation.from_table(data, "why.csv", TOWN, "Ada")


def test_a_table_without_a_column_that_is_needed_says_which() -> None:
    with pytest.raises(Refused, match="a column reason"):
        read("year,place,carrier\n2019,residential,diesel\n2018,residential,diesel\n")


def test_the_archive_of_a_city_holds_its_explanations_as_a_table_that_reads_back() -> None:
    with own_samples() as store:
        city = find_city("Bologna", store.cities())
        given = (
            new_explanation.explanation(city, "2018", "residential", "natural_gas", "=none is left", "Ada"),
            new_explanation.explanation(city, "2018", "tertiary", "", "part of residential", "Bea"),
        )
        store.commit(Submission(None, 0, "Ada", "explanations", reason="why", brings={KIND.name: given}))
        found = holding(store, "Bologna")
        kept = store.register().of(KIND)[city.city_id]
    packed, left = all_packed(found)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        data = archive.read("IT0007_explanations.csv")
    assert new_explanation.from_table(data, "IT0007_explanations.csv", city, "nobody") == tuple(
        item._replace(revision=0) for item in kept
    )
    assert not any("explanations" in item["what"] for item in left)
    assert any(what == "2 explanations" for what, _ in left_beside(found))
