"""What a portal would send back is told before anything is filed, each with the page that settles it; what is settled
is told no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets import Cities, City, Refused, Store
from datasets.reference import catalogue
from tests.effort import first
from tests.samples import own_samples

SAMPLES = [city["city_id"] for city in catalogue.records("cities")]
FORMS = ("covenant", "crf", "cdp")


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


def told(store: Store, city: str, form: str) -> dict[str, str]:
    return {str(one.found): one.page for one in Cities.rehearsal(City(store, city, this_year=2026), form)}


@pytest.mark.longer("what a portal would send back of a whole city")
def test_what_is_missing_is_told_with_its_page(samples: Store) -> None:
    turin = told(samples, "Turin", "crf")
    assert "2019: no inhabitants" not in turin
    assert turin["the newest inventory that fits is of 2019"] == "data"
    assert any("neither a figure nor a notation key for Fugitive emissions, Rail" in found for found in turin)
    assert told(samples, "Lyon", "covenant")["2019: nothing of municipal buildings"] == "data"
    assert told(samples, "Varna", "covenant")["no target"] == "plan"


@pytest.mark.parametrize("form", first(1, FORMS))
@pytest.mark.parametrize("city", SAMPLES)
def test_every_sample_city_has_an_answer_and_every_page_is_one(samples: Store, city: str, form: str) -> None:
    found = Cities.rehearsal(City(samples, city), form)
    assert {one.page for one in found} <= {"data", "figures", "plan"}
    assert all(one.wanted.endswith(".") and not one.found.endswith(".") for one in found)


@pytest.mark.parametrize("form", FORMS)
def test_of_a_city_without_a_figure_two_things_are_missing(samples: Store, form: str) -> None:
    assert told(samples, "Varna", form) == {"no inventory": "data", "no target": "plan"}


@pytest.mark.longer("what a portal would send back is found again and again")
def test_what_was_explained_and_stated_is_sent_back_no_more() -> None:
    with own_samples() as store:
        city = City(store, "Boston")
        assert "2020: IE without a reason in I.3.1, I.3.2, III.3.2" in told(store, "Boston", "crf")
        table = b"year,place,carrier,reason,by\n2020,III.3.2,,counted with electricity,Ada\n"
        city.explain_all(table, "reasons.csv", "Ada", "the answers of the utility")
        assert "2020: IE without a reason in I.3.1, I.3.2" in told(store, "Boston", "crf")


def test_a_form_that_is_filed_nowhere_is_refused(samples: Store) -> None:
    with pytest.raises(Refused, match="one of covenant, crf, cdp"):
        Cities.rehearsal(City(samples, "Boston"), "long")
