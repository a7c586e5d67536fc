"""The code below what leaves the screen: it leads to the figures that it was made from, or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from datasets import Cities, City, NewTarget, Refused, Store
from tests.samples import own_samples


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def aim(store: Store, percent: float) -> None:
    target = NewTarget(2005, 2035, reduction_percent=percent, source="A law")
    City(store, "US-BOS").state_target(target, "Ada", "The council decided.")


def test_a_code_names_the_city_its_newest_revision_and_the_beginning_of_its_hash(store: Store) -> None:
    newest = store.history("US-BOS")[0]
    assert newest.head is not None
    assert City(store, "Boston").code() == f"US-BOS-R{newest.revision}-{newest.head[:4].upper()}"


@pytest.mark.longer("several commits, read at each revision")
def test_a_code_leads_to_the_figures_as_they_stood_when_it_was_made(store: Store) -> None:
    code = City(store, "US-BOS").code()
    before = City(store, "US-BOS").report().targets
    aim(store, 60.0)
    assert code is not None
    for typed in (code, code.lower(), f"  {code[:8]} {code[8:]} "):
        city, revision = Cities(store).by_code(typed)
        assert City(store, city.city_id, revision).report().targets == before
        assert City(store, city.city_id, revision).code() == code
    assert City(store, "US-BOS").code() != code


@pytest.mark.parametrize("typed", ["", "Boston", "US-BOS-R", "US-BOS-R3-XYZ1", "US-BOS-R3-7F3A1", "<b>R1-AAAA</b>"])
def test_what_is_no_code_is_told_how_one_looks(store: Store, typed: str) -> None:
    with pytest.raises(Refused, match="a figure code, as US-BOS-R3-7F3A"):
        Cities(store).by_code(typed)


def test_a_code_of_another_database_or_of_another_city_opens_nothing(store: Store) -> None:
    code = City(store, "US-BOS").code()
    assert code is not None
    other = "0000" if not code.endswith("0000") else "1111"
    wrong = (code[:-4] + other, re.sub(r"-R\d+-", "-R999999-", code), code.replace("US-BOS", "BG0002"))
    for typed in wrong:
        with pytest.raises(Refused, match="was made from another database"):
            Cities(store).by_code(typed)
    with pytest.raises(Refused, match="Bostn"):
        Cities(store).by_code(code.replace("US-BOS", "Bostn"))


def test_a_city_that_was_added_without_a_figure_has_the_code_of_that_entry(store: Store) -> None:
    added = Cities(store).add_city("Newtown", "Portugal", "Ada", "It joined.")
    city_id = store.cities_of(added.revision)[0]
    assert City(store, city_id).code() == f"{city_id}-R{added.revision}-{(added.head or '')[:4].upper()}"
