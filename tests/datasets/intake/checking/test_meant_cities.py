"""A city is its country, its name and its account, whatever the order of the rows that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.problems import Problem, Refused
from datasets.exports.holding import holding
from datasets.exports.long_csv import long
from datasets.intake import drafting
from datasets.intake.checking import meant_cities
from datasets.intake.checking.meant_cities import MeantCities, MeantCity, unified
from datasets.intake.drafted import Draft
from datasets.reference import registry
from datasets.reference.naming import find_city
from datasets.reference.registry import signatories
from datasets.reference.samples import open_store, register
from datasets.store import CityRecord, Store
from tests.datasets.files import drafted
from tests.effort import examples

CITIES = register()
TURIN = CityRecord("IT0004", "Turin", (), "IT", "Italy", "", None, None, False, "on file")


def settled(*places: MeantCity, known: Sequence[CityRecord] = CITIES, **settings: Any) -> list[str | None]:
    """The id of the city of each place, None where it is asked about."""
    found = MeantCities(known, places=places, **settings)
    ids: list[str | None] = []
    for place in places:
        try:
            ids.append(found.city(place).city_id)
        except Refused:
            ids.append(None)
    return ids


def asked(place: MeantCity, known: Sequence[CityRecord] = CITIES, answers: Mapping[str, str] | None = None) -> Problem:
    with pytest.raises(Refused) as caught:
        MeantCities(known, answers or {}, [place]).city(place)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("word", "city_id"),
    [("Turin", "IT0004"), ("torino", "IT0004"), ("IT0004", "IT0004"), ("cardiff", "GB0012"), ("Austin, TX", "US-AUS")],
)
def test_a_city_is_known_by_its_id_and_its_names(word: str, city_id: str) -> None:
    assert settled(MeantCity(word)) == [city_id]
    assert MeantCities([TURIN]).city(MeantCity("Torino")) is TURIN


def test_a_city_that_nobody_knows_is_asked_about_with_near_names_and_may_be_added() -> None:
    place = MeantCity("Bolonga")
    problem = asked(place)
    assert (problem.severity, problem.key) == ("ask", "city:Bolonga")
    assert "Bologna" in problem.choices
    assert problem.choices[-1] == "add"
    assert settled(place, answers={"city:Bolonga": "Bologna"}) == ["IT0007"]
    assert settled(place, answers={"city:Bolonga": "add"}) == ["BOLONGA"]
    landing = [settled(place, answers={"city:Bolonga": choice})[0] for choice in problem.choices]
    assert len(landing) == len(set(landing)), "each answer is another city"


def test_among_many_a_name_means_the_city_that_it_means_where_each_is_looked_at() -> None:
    known = [one.city() for one in signatories() if not one.group][::40]
    words = [form.format(one.name) for one in known[::40] for form in ("{}", " {} ", "Comune di {}", "City of {}")]
    words += [*(word.upper() for word in words), *(one.city_id for one in known[::90]), "Qxzk", "Comune di Qxzk"]
    found = 0
    for word in words:
        try:
            alone = find_city(word, known).city_id
        except Refused:
            continue
        found += settled(MeantCity(word), known=known) == [alone]
        assert settled(MeantCity(word), known=known) in ([alone], [None])
    assert found > len(words) / 2


def test_of_cities_that_nobody_knows_only_so_many_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meant_cities, "MOST_UNKNOWN", 8)
    lines = [f"Qx{number}zk,2019,residential,coal,1,MWh" for number in range(12)]
    draft = drafted("\n".join(["city,year,sector,carrier,value,unit", *lines, "Boston,2019,residential,coal,1,MWh"]))
    told = {problem.code: problem for problem in draft.problems}
    assert (told["too-many-cities"].severity, told["too-many-cities"].column) == ("block", "city")
    assert told["cities-unknown"].found.startswith("8 new cities")
    assert not draft.ready


def test_a_gpc_reference_in_the_place_of_a_city_is_refused_and_never_added() -> None:
    lines = [f"{ref},2019,residential,coal,1,MWh" for ref in ("I.1.1", "I.1.2", "I.2.1", "II.1.1", "III.1.1", "IV.1")]
    text = "\n".join(["city,year,sector,carrier,value,unit", *lines])
    for answers in ({}, {"new-cities": "add"}, {"city:I.1.1": "add"}):
        draft = drafted(text, answers)
        assert [(problem.severity, problem.code, problem.key) for problem in draft.problems] == [
            ("block", "city-unknown", "unread:city-unknown")
        ] * len(lines)
        assert (draft.imported, draft.rejected) == (0, len(lines))


def test_new_cities_in_another_script_have_ids_of_their_own() -> None:
    names = ("София", "Пловдив", "Besançon", "St. Pölten")
    answers = {f"city:{name}": "add" for name in names}  # though some are signatories
    ids = settled(*map(MeantCity, names), answers=answers)
    assert len(set(ids)) == 4
    assert {"BESANCON", "ST-POLTEN"} < set(ids)


def test_what_could_be_several_signatories_is_asked_and_may_be_answered_by_an_id() -> None:
    essen = MeantCity("Essen")
    problem = asked(essen, [])
    assert (problem.key, problem.choices) == ("city:Essen", ("BE0297", "DE0009", "add"))
    assert MeantCities([], {"city:Essen": "DE0009"}).city(essen).country == "Germany"
    assert settled(essen, MeantCity("Essen", "Germany"), known=[], answers={"new-city": "add"}) == ["ESSEN", "DE0009"]


@pytest.mark.parametrize("country", ["Italia", "IT", "ITA", "Italie", "Италия", "italy"])
def test_the_country_that_a_file_states_counts_for_cities_on_file_too(country: str) -> None:
    (place,) = set(unified([MeantCity("Turin", country)]).values())
    assert settled(place, known=[TURIN]) == ["IT0004"]


@pytest.mark.parametrize("country", ["United States", "Spain", "Nowhere"])
def test_a_country_that_contradicts_the_city_on_file_is_asked_about_and_none_of_another_is_offered(
    country: str,
) -> None:
    problem = asked(MeantCity("Turin", country), [TURIN])
    assert (problem.severity, problem.key) == ("ask", "city:Turin")
    assert "IT0004" not in problem.choices
    assert settled(MeantCity("Turin", country), known=[TURIN], answers={"new-city": "add"}) != ["IT0004"]


def test_a_city_beside_which_several_countries_stand_is_asked_about() -> None:
    assert asked(MeantCity("Cardiff", None), []).choices == ("GB0012", "add")
    blank, stated = MeantCity("Cardiff"), MeantCity("Cardiff", "Canada")
    assert unified([blank, stated])[blank].country is None


@pytest.mark.parametrize("order", list(permutations(["City of Manchester", "Manchester", "CITY OF MANCHESTER"])))
def test_two_names_of_one_file_are_not_taken_for_the_same_signatory(order: tuple[str, ...]) -> None:
    found = dict(zip(order, settled(*map(MeantCity, order), known=[]), strict=True))
    assert found.pop("Manchester") == "GB0050"
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    "name",
    [
        "Greater Manchester",
        "Área Metropolitana de Barcelona",
        "Comunidad de Madrid",
        "Città metropolitana di Torino",
        "County Durham",
        "Durham County",
        "Durham Region",
        "Metropolitan Barcelona",
        "Grand Lyon",
        "Austin, MN",
        "Austin County",
        "Austin, Minnesota",
        "Province of Bologna",
        "Bologna Metropolitan Area",
    ],
)
def test_a_region_or_a_namesake_is_never_taken_for_the_city(name: str) -> None:
    cities = {"IT0004", "IT0007", "ES0002", "FR0009", "US-AUS", "GB0050"}
    assert settled(MeantCity(name))[0] not in cities
    assert settled(MeantCity(name), answers={"new-city": "add"})[0] not in cities


NAMESAKES = [
    MeantCity("San José", "Costa Rica"),
    MeantCity("San Jose", "Guatemala"),
    MeantCity("San José", "United States of America"),
    MeantCity("Durham", "United States of America", "1"),
    MeantCity("Durham", "Canada", "2"),
    MeantCity("Durham", "United Kingdom"),
    MeantCity("Manchester", "United Kingdom", "3"),
    MeantCity("Greater Manchester", "United Kingdom", "4"),
    MeantCity("Austin", "United States of America", "5"),
    MeantCity("Austin", "United States of America", "6"),
    MeantCity("Austin", "United States of America", "7"),
    MeantCity("Santiago", "Chile"),
    MeantCity("Santiago", "Cuba"),
]


@examples(0.4)
@given(st.permutations(NAMESAKES))
def test_namesakes_never_become_one_whatever_their_order(places: list[MeantCity]) -> None:
    ids = dict(zip(places, settled(*places, answers={"new-cities": "add"}), strict=True))
    assert len(set(ids.values())) == len(NAMESAKES)
    assert None not in ids.values()
    assert ids == dict(zip(NAMESAKES, settled(*NAMESAKES, answers={"new-cities": "add"}), strict=True))
    for place in places:
        found = MeantCities(CITIES, {"new-cities": "add"}, places).city(place)
        assert found.country == place.country


def test_several_accounts_of_one_name_are_asked_about_each_by_its_account() -> None:
    places = [MeantCity("Austin", "United States of America", number) for number in ("1184", "2", "3")]
    known = MeantCities(CITIES, places=places, accounts={"1184": "US-AUS"})
    assert known.city(places[0]).city_id == "US-AUS"
    for place in places[1:]:
        with pytest.raises(Refused) as caught:
            known.city(place)
        (problem,) = caught.value.problems
        assert problem.key == f"city:Austin, {place.account}"
        assert problem.choices == ("US-AUS", "add")


def test_an_account_beside_two_names_is_asked_about_even_where_all_new_cities_are_added() -> None:
    places = [MeantCity("Alpha", "Ireland", "777"), MeantCity("Beta", "Ireland", "777")]
    known = MeantCities(CITIES, {"new-cities": "add"}, list(unified(places).values()))
    for place, other in zip(places, ("IE-BETA", "IE-ALPHA"), strict=True):
        with pytest.raises(Refused) as caught:
            known.city(place)
        assert caught.value.problems[0].choices == (other, "add")
    answers = {"city:Alpha": "add", "city:Beta": "add"}
    assert settled(*places, answers=answers) == ["IE-ALPHA", "IE-BETA"]
    assert settled(*places, answers=answers | {"city:Beta": "IE-ALPHA"}) == ["IE-ALPHA", "IE-ALPHA"]


@pytest.mark.parametrize("number", ["0", "-", "n/a", "Not Applicable", ""])
def test_cities_without_an_account_are_not_one_city(number: str) -> None:
    places = unified([MeantCity("Alpha", "Ireland", number), MeantCity("Beta", "Ireland", number)])
    assert {place.word for place in places.values()} == {"Alpha", "Beta"}
    assert {place.account for place in places.values()} == {""}


def on_file(name: str, code: str = "US", country: str = "United States of America") -> CityRecord:
    return CityRecord(
        f"{code}-{name}".upper(), name, (), code, country, "", None, None, False, "named in an imported file"
    )


@pytest.mark.parametrize("word", ["San Jose", "San José", "SAN JOSE"])
def test_a_name_without_a_country_that_two_cities_bear_but_for_an_accent_is_asked_about(word: str) -> None:
    known = [on_file("San Jose"), on_file("San José", "CR", "Costa Rica")]
    assert settled(MeantCity(word), known=known) == [None]
    there = settled(MeantCity(word, "Costa Rica"), known=known)
    assert there == (["CR-SAN JOSÉ"] if "é" in word else [None]), "the register holds no city of that name there"


HABO = on_file("Habo", "SE", "Sweden")


@pytest.mark.parametrize("word", ["Håbo", "HÅBO", "Håbo kommun", "Kommun Håbo"])
def test_towns_that_differ_by_an_accent_are_two_where_the_register_does_not_know_them(word: str) -> None:
    with pytest.raises(Refused) as caught:
        MeantCities([HABO]).city(MeantCity(word, "Sweden"))
    assert caught.value.problems[0].choices[-1] == "add"
    added = settled(MeantCity(word, "Sweden"), known=[HABO], answers={"new-cities": "add"})
    assert added != ["SE-HABO"]
    assert settled(MeantCity("HABO", "Sweden"), known=[HABO]) == ["SE-HABO"]


@pytest.mark.parametrize("order", [1, -1])
def test_towns_of_one_file_that_differ_by_an_accent_are_two(order: int) -> None:
    places = [MeantCity("Habo", "Sweden"), MeantCity("Håbo", "Sweden")][::order]
    habo, haabo = settled(*places, answers={"new-cities": "add"})[::order]
    assert habo == "SE-HABO"
    assert haabo is not None
    assert haabo.startswith("SE-HABO-")
    assert settled(MeantCity("Håbo", "Sweden"), known=[HABO], answers={"new-cities": "add"}) == [haabo]


def test_an_accent_may_be_missing_where_the_register_holds_one_such_city() -> None:
    malmo = registry.find("Malmö", "SE").city()
    for word in ("Malmo", "MALMO", "Malmö", "City of Malmo"):
        assert settled(MeantCity(word, "Sweden"), known=[malmo]) == [malmo.city_id]
    own = on_file("Malmo", "SE", "Sweden")
    assert settled(MeantCity("Malmo", "Sweden"), known=[own]) == ["SE-MALMO"]


@pytest.mark.parametrize(
    ("word", "country", "offered"),
    [
        ("istanbul", "", ()),
        ("Truro", "", ()),
        ("Truro", "United Kingdom", ()),
        ("Cardif", "", ("GB0012",)),
        ("Cardif", "United Kingdom", ("GB0012",)),
        ("Cardif", "Spain", ()),
    ],
)
def test_towns_of_other_countries_are_not_offered_and_one_of_the_register_is(
    word: str, country: str, offered: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as caught:
        MeantCities([]).city(MeantCity(word, country))
    assert caught.value.problems[0].choices == (*offered, "add")


def test_one_city_without_a_country_is_not_that_of_two_countries() -> None:
    durham = CityRecord("DURHAM", "Durham", (), "", "", "", None, None, False, "named in an imported file")
    assert settled(MeantCity("Durham", "Canada"), MeantCity("Durham", "Cuba"), known=[durham]) == [None, None]
    assert settled(MeantCity("Durham", "Canada"), known=[durham]) == ["DURHAM"]
    san_jose = CityRecord("SAN-JOSE", "San Jose", (), "", "", "", None, None, False, "named in an imported file")
    assert settled(MeantCity("San José", "Costa Rica"), known=[san_jose]) == [None]


@pytest.mark.parametrize(
    ("held", "word"), [("Carson", "Carson City"), ("Carson City", "Carson"), ("Carson City", "City of Carson")]
)
def test_a_city_whose_name_ends_with_city_is_another_one(held: str, word: str) -> None:
    assert settled(MeantCity(word, "United States of America"), known=[on_file(held)]) == [None]


@pytest.mark.parametrize(
    ("held", "word"),
    [
        ("Ayuntamiento de Villaprueba", "Villaprueba"),
        ("Villaprueba", "Municipalidad de Villaprueba"),
        ("Villaprueba", "Prefeitura Municipal de Villaprueba"),
        ("Ciudad de Villaprueba", "Municipio de Villaprueba"),
    ],
)
def test_the_words_for_a_municipality_stand_on_either_side(held: str, word: str) -> None:
    city = on_file(held, "PE", "Peru")
    assert settled(MeantCity(word, "Peru"), MeantCity(word), known=[city]) == [city.city_id] * 2
    assert settled(MeantCity(word, "Spain"), known=[city]) == [None]


# --- in whole files

HEAD = "city,country,cdp account number,year,sector,value,unit"
ROWS = [
    "San José,Costa Rica,11,2019,residential,1,t CO2e",
    "San José,CRI,11,2019,transport,2,t CO2e",
    "San José,Guatemala,12,2019,residential,3,t CO2e",
    "Durham,United States,13,2019,residential,4,t CO2e",
    "Durham,USA,13,2019,transport,5,t CO2e",
    "Durham,Canada,14,2019,residential,6,t CO2e",
    "Manchester,UK,15,2019,residential,7,t CO2e",
    "Greater Manchester,GB,16,2019,residential,8,t CO2e",
    "Torino,Italia,17,2019,residential,9,t CO2e",
    "Ha Noi,Viet Nam,18,2019,residential,10,t CO2e",
    "Hanoi,Vietnam,18,2019,transport,11,t CO2e",
]


def told(draft: Draft) -> set[tuple[object, ...]]:
    """What a draft stores, and what it says of its cities, without the order."""
    rows = draft.table.to_pylist() if draft.rows is not None else []
    cities = {(city.city_id, city.name, city.country_code, city.country) for city in draft.new_cities}
    accounts = set(map(tuple, draft.accounts))
    return cities | accounts | {(row["city_id"], row["sector"], row["value"]) for row in rows}


def questions(draft: Draft) -> set[str | None]:
    return {problem.key for problem in draft.problems if problem.severity != "warn"}


@pytest.mark.longer("a file is read twice for each example")
@examples(0.4)
@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_nothing(rows: list[str]) -> None:
    for answers in ({}, {"new-cities": "add"}):
        mine, first = (drafted("\n".join([HEAD, *lines]), answers) for lines in (rows, ROWS))
        assert told(mine) == told(first)
        assert questions(mine) == questions(first)
    assert len({slot.city_id for slot in first.slots}) == 8
    assert {city.country_code for city in first.new_cities} >= {"CR", "GT", "US", "CA", "VN"}


def committed(store: Store, text: str, **answers: str) -> Draft:
    draft = drafting.draft(store, text.encode(), "file.csv", {"reason": "a test", **answers})
    drafting.commit(store, draft, "Ada", None)
    return draft


def test_a_later_file_finds_the_same_city_by_its_account_whatever_it_is_called() -> None:
    with open_store(":memory:", samples=False) as store:
        committed(store, f"{HEAD}\nDurham,Canada,14,2019,residential,6,t CO2e", **{"new-city": "add"})
        for name, number in (('"City of Durham, ON"', "14"), ("Region of Durham", "14"), ("DURHAM", "")):
            later = drafting.draft(store, f"{HEAD}\n{name},CA,{number},2020,residential,7,t CO2e".encode(), "later.csv")
            assert [slot.city_id for slot in later.slots] == ["CA-DURHAM"]
            assert (later.ready, later.new_cities, later.accounts) == (True, (), ())
        other = drafting.draft(store, f"{HEAD}\nDurham,Canada,99,2020,residential,7,t CO2e".encode(), "other.csv")
        assert questions(other) == {"city:Durham"}
        abroad = drafting.draft(store, f"{HEAD}\nDurham,Cuba,14,2020,residential,7,t CO2e".encode(), "abroad.csv")
        assert questions(abroad) == {"city:Durham"}
        store.undo(1, "Ada", "another city")
        assert store.register().accounts == {}


def test_a_name_that_is_quite_another_is_told_where_the_account_says_which_city_it_is() -> None:
    with open_store(":memory:", samples=False) as store:
        committed(store, f"{HEAD}\nAlpha,Ireland,777,2019,residential,6,t CO2e", **{"new-city": "add"})
        later = drafting.draft(store, f"{HEAD}\nBeta,Ireland,777.0,2020,residential,7,t CO2e".encode(), "later.csv")
    assert [slot.city_id for slot in later.slots] == ["IE-ALPHA"]
    (told,) = [problem for problem in later.problems if problem.code == "city-by-account"]
    assert (told.severity, told.found, told.row) == ("warn", '"Beta" with account number 777', 2)


def test_the_country_of_a_city_that_was_added_survives_its_export_and_a_backup(tmp_path: Any) -> None:
    with open_store(tmp_path / "one.duckdb", samples=False) as store:
        committed(store, f"{HEAD}\nSan José,Costa Rica,11,2019,residential,6,t CO2e", **{"new-city": "add"})
        written = long(holding(store, "CR-SAN-JOSE"))
        store.backup(tmp_path / "two.duckdb")
    with open_store(tmp_path / "two.duckdb") as copy:
        assert copy.register().accounts == {"11": "CR-SAN-JOSE"}
    with open_store(":memory:", samples=False) as empty:
        again = drafting.draft(empty, written, "long.csv", {"new-city": "add"})
        assert [(city.city_id, city.name, city.country_code) for city in again.new_cities] == [
            ("CR-SAN-JOSE", "San José", "CR")
        ]


def test_a_city_that_is_not_on_file_is_named_for_a_file_with_its_country() -> None:
    text = b"sector,year,value,unit\nresidential,2020,5,t CO2\n"
    with open_store(":memory:", samples=False) as store:
        asked = drafting.draft(store, text, "file.csv", {}, "Newtownia, Ireland")
        assert questions(asked) == {"city:Newtownia"}
        added = drafting.draft(store, text, "file.csv", {"city:Newtownia": "add"}, "Newtownia, Ireland")
        assert [(city.city_id, city.name, city.country) for city in added.new_cities] == [
            ("IE-NEWTOWNIA", "Newtownia", "Ireland")
        ]
        known = drafting.draft(store, text, "file.csv", {}, "Plovdiv, Bulgaria")
        assert [slot.city_id for slot in known.slots] == ["BG0031"]
