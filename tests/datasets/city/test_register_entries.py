"""A city is added by its name, called otherwise, put away and brought back, each as a revision that can be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.text.problems import Problem, Refused
from datasets import Cities, City, Store
from tests.effort import first
from tests.samples import own_samples

LONGEST = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch on the Isle of Anglesey"[:80]


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as samples:
        yield samples


def names(store: Store) -> set[str]:
    return {city.name for city in Cities(store).records()}


def refused(store: Store, name: str, country: str) -> Problem:
    with pytest.raises(Refused) as refusal:
        Cities(store).add_city(name, country, who="Ada", reason="it joins")
    (problem,) = refusal.value.problems
    return problem


def test_a_signatory_comes_with_its_id_and_any_other_city_gets_one(store: Store) -> None:
    everyone = Cities(store)
    everyone.add_city("Modena", "Italy", who="Ada", reason="it joins")
    made = everyone.add_city("Springfield", "US", who="Ada", reason="it joins")
    assert City(store, "Modena").id == "IT0021"
    springfield = City(store, "Springfield")
    assert (springfield.record.country_code, springfield.record.source) == ("US", "Entered by Ada")
    assert [revision.revision for revision in springfield.history()] == [made.revision]
    assert springfield.report().inventories == ()
    draft = springfield.draft(
        b"year,sector,carrier,value,unit\n2019,residential,natural_gas,10,MWh\n", "s.csv", {"method": "own"}
    )
    assert draft.slots[0].city_id == springfield.id, "its own page takes its files"


@pytest.mark.parametrize("name", first(2, [LONGEST, "ירושלים", "القاهرة الجديدة", "N'Djaména", "Þórshöfn"]))
def test_long_names_and_names_of_any_script_are_kept_as_they_are_written(store: Store, name: str) -> None:
    Cities(store).add_city(name, "IS", who="Ada", reason="it joins")
    assert name in names(store)
    assert City(store, name).record.name == name


@pytest.mark.parametrize(
    ("name", "country", "code", "found"),
    first(
        4,
        [
            ("", "IT", "city-name", "no name"),
            ("   ", "IT", "city-name", "no name"),
            ("12345", "IT", "city-name", "a name without a letter"),
            ("x" * 81, "IT", "city-name", "81 letters"),
            ("Ro\x07ma", "IT", "city-name", "an invisible character (U+0007)"),
            ("\u202eamoR", "IT", "city-name", "an invisible character (U+202E)"),
            ("Modena\nBologna", "IT", "city-name", "an invisible character (U+000A)"),
            ("Modena", "", "country-unknown", "no country"),
            ("Modena", "Atlantis", "country-unknown", 'the country "Atlantis"'),
            ("turin", "IT", "city-known", 'the name "Torino", which Turin (IT0004) bears'),
            ("BOSTON", "United States", "city-known", 'the name "BOSTON", which Boston (US-BOS) bears'),
        ],
    ),
)
def test_a_name_that_cannot_be_one_is_answered_at_its_field(
    store: Store, name: str, country: str, code: str, found: str
) -> None:
    before = names(store)
    problem = refused(store, name, country)
    assert (problem.code, problem.found) == (code, found)
    assert problem.column in ("name", "country")
    assert problem.fix
    assert names(store) == before


@pytest.mark.longer("a ledger of its own")
def test_a_city_is_found_by_both_of_its_names_and_the_first_one_comes_back(store: Store) -> None:
    boston = City(store, "US-BOS")
    rows = boston.export("long").content
    made = boston.rename("Boston upon Charles", who="Ada", reason="a vote")
    assert City(store, "boston").record.name == "Boston upon Charles"
    assert City(store, "US-BOS").draft(rows, "boston.csv").slots[0].city_id == "US-BOS"
    with pytest.raises(Refused, match="which Austin"):
        City(store, "US-BOS").rename("Austin", who="Ada", reason="a vote")
    with pytest.raises(Refused, match="which somebody gave meanwhile"):
        boston.rename("Beantown", who="Bob", reason="as he saw it")
    Cities(store).undo(made.revision, who="Ada", reason="no vote")
    assert City(store, "US-BOS").record.name == "Boston"


@pytest.mark.longer("the ledger is verified")
def test_a_city_that_is_put_away_is_in_no_list_and_comes_back_with_all_that_it_had(store: Store) -> None:
    everyone, boston = Cities(store), City(store, "US-BOS")
    before, report = everyone.programme(), boston.report()
    rows = boston.export("long").content
    boston.put_away(who="Ada", reason="not ours")
    assert "Boston" not in names(store)
    assert [city.name for city in everyone.away()] == ["Boston"]
    without = everyone.programme(last=before)
    assert len(without.cities) == len(before.cities) - 1
    assert "US-BOS" not in {city.city_id for city in without.cities}
    assert len(without.totals) < len(before.totals)
    assert not any("US-BOS" in pair for pair in store.pairings())
    assert City(store, "FR0009").report().twin is None
    (problem,) = (item for item in everyone.draft(rows, "boston.csv").problems if item.code == "city-away")
    assert problem.severity == "block"
    with pytest.raises(Refused, match="somebody put away meanwhile"):
        boston.put_away(who="Bob", reason="as he saw it")
    everyone.bring_back("US-BOS", who="Ada", reason="ours after all")
    assert City(store, "US-BOS").report().leading.verdict is report.leading.verdict
    again = everyone.programme(last=without)
    assert [city.city_id for city in again.cities] == [city.city_id for city in before.cities]
    assert [again.line(number) for number in range(len(again.cities))] == [
        before.line(number) for number in range(len(before.cities))
    ]
    with pytest.raises(Refused, match="not put away"):
        everyone.bring_back("US-BOS", who="Ada", reason="again")
    assert everyone.verification().sound


def test_undoing_a_new_city_puts_it_away_and_undoing_that_brings_it_back(store: Store) -> None:
    everyone = Cities(store)
    made = everyone.add_city("Springfield", "US", who="Ada", reason="it joins")
    gone = everyone.undo(made.revision, who="Ada", reason="a mistake")
    assert "Springfield" not in names(store)
    assert [city.name for city in everyone.away()] == ["Springfield"]
    with pytest.raises(Refused, match="bring it back"):
        everyone.add_city("Springfield", "US", who="Ada", reason="again")
    everyone.undo(gone.revision, who="Ada", reason="a slip")
    assert "Springfield" in names(store)
