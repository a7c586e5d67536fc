"""What a city puts on file for others is taken in, undone, and read back; what is wrong is answered by a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import pytest

from datasets import Cities, City, Refused, Store
from datasets.store.declared_kind import ADDRESS, DeclaredKind
from datasets.store.kinds import DECLARED
from tests.effort import first
from tests.samples import own_samples

WHO = {"who": "Ada", "reason": "for our partner"}
DONE = {
    "title": "Voltas",
    "what": "City buses",
    "sector": "transport",
    "result": "12",
    "unit": "t CO2e",
    "span": "year",
}
DONE |= {"last_year": "2023", "source": "Municipality"}
EUR = {"currency": "EUR"}
REPORT = {"title": "A plan", "publisher": "The city", "kind": "plan", "sector": "transport", "source": "The city"}
OFFICE = {"office": "Climate Office", "languages": "pt;en", "offers": "transport", "source": "The city"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def problem(store: Store, record: str, **cells: str) -> tuple[str, str | None, str]:
    whole = {"experience": DONE, "resource": REPORT, "contact": OFFICE}[record] | cells
    with pytest.raises(Refused) as refusal:
        City(store, "PT0014").knowledge.state(record, whole, **WHO)
    first = refusal.value.problems[0]
    return first.code, first.column, f"{first.found} {first.expected} {first.fix}"


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize(
    ("record", "cells", "column", "suggested"),
    first(
        6,
        [
            ("experience", {"unit": ""}, "unit", "MWh"),
            ("experience", {"unit": "tCO2x"}, "unit", "t CO2"),
            ("experience", {"result": "-12"}, "result", "Write 12"),
            ("experience", {"result": "0"}, "result", "blank"),
            ("experience", {"result": "120", "unit": "%"}, "result", "at most 100%"),
            ("experience", {"result": "9000000"}, "result", "at most what the city emits"),
            ("experience", {"last_year": "20223"}, "last_year", "Did you mean 2022, 2023?"),
            ("experience", {"first_year": "2020", "last_year": "2018"}, "last_year", "2020 or later"),
            ("experience", {"first_year": "2050", "last_year": "2059"}, "last_year", "an action of the plan"),
            ("experience", {"last_year": ""}, "last_year", "an action of the plan"),
            ("experience", {"source": ""}, "source", "the source of the result"),
            ("experience", {"action": "NONE-1"}, "action", "no such action"),
            ("experience", {"tags": "SDG 18"}, "tags", "SDG"),
            ("experience", {"sector": "Fliegen"}, "sector", "Transport"),
            ("resource", {"address": "javascript:alert(1)"}, "address", "https://"),
            ("resource", {"address": "example.org/plan"}, "address", "Write https://example.org/plan"),
            ("resource", {"title": "  nyc-BARCELONA partnership "}, "title", "NYC-Barcelona Partnership"),
            (
                "resource",
                {"address": "http://www.aceee.org/research-report/u2006"},
                "address",
                "How High Are Household",
            ),
            ("contact", {"office": "Dr. Anna Muster"}, "office", "no person"),
        ],
    ),
)
def test_what_cannot_be_is_answered_with_its_place_and_a_suggestion(
    store: Store, record: str, cells: dict[str, str], column: str, suggested: str
) -> None:
    _code, where, said = problem(store, record, **cells)
    assert where == column
    assert suggested in said


@pytest.mark.longer("several commits, and a file of them read again")
def test_an_experience_is_found_undone_and_reads_back_without_a_difference() -> None:
    with own_samples() as store:
        city = City(store, "PT0014")
        city.knowledge.state("contact", OFFICE, **WHO)
        city.knowledge.state("resource", REPORT | {"title": "<b>A</b> plan"}, **WHO)
        made = city.knowledge.state("experience", DONE, **WHO)
        library = Cities(store).knowledge()
        assert "PT0014:Voltas" in [library.entries[hit.place].id for hit in library.search.find("voltas").hits]
        found = City(store, "US-FTC").knowledge.help(library.entries)
        assert found is not None
        assert (found.fits[-1].entry.id, found.fits[-1].of_partner) == ("PT0014:Voltas", True), (
            "after what was measured"
        )
        assert (found.gap.moved, found.gap.since, found.gap.year, found.gap.partner) == (-10, 2005, 2020, "PT0014")
        table = city.statements_file("resource", "experience", "contact")
        cities = Cities(store)
        cities.state_statements(cities.read_statements(table, "again.csv", "PT0014"), **WHO)
        assert City(store, "PT0014").statements_file("resource", "experience", "contact") == table
        city.undo(store.newest_revision(), **WHO)
        city.undo(made.revision, **WHO)
        assert "PT0014:Voltas" not in [entry.id for entry in Cities(store).knowledge().entries]


@pytest.mark.longer("several commits, and what follows from each")
def test_what_a_city_on_file_tells_without_a_figure_still_has_one_of_the_places_and_a_partner_before_others() -> None:
    told = DONE | {"result": "", "unit": "", "span": ""}
    with own_samples() as store:

        def offered(city: str) -> list[tuple[str, bool]]:
            found = City(store, city).knowledge.help(Cities(store).knowledge().entries)
            return [(fit.entry.id, fit.of_partner) for fit in found.fits] if found else []

        City(store, "BG0002").knowledge.state("experience", told, **WHO)
        assert offered("US-FTC")[-1] == ("BG0002:Voltas", False)
        City(store, "PT0014").knowledge.state("experience", told, **WHO)
        assert offered("US-FTC")[-1] == ("PT0014:Voltas", True)
        assert offered("US-SMO")[-1] == ("BG0002:Voltas", True)
        assert len(offered("US-FTC")) == 3


@pytest.mark.longer("a commit, and one that is refused")
def test_a_second_source_with_another_result_never_takes_the_place_of_the_first_in_silence() -> None:
    with own_samples() as store:
        city = City(store, "PT0014")
        city.knowledge.state("experience", DONE, **WHO)
        code, column, said = problem(store, "experience", result="14", source="A newspaper")
        assert (code, column) == ("sources-differ", "result")
        for told in ("14 t CO2e by “A newspaper”", "12 t CO2e by “Municipality”"):
            assert told in said
        for cells in ({"result": "13"}, {"source": "The council"}):
            city.knowledge.state("experience", DONE | {"result": "13"} | cells, **WHO)


def test_what_lacks_in_a_form_is_to_be_filled_in_and_speaks_of_no_row(store: Store) -> None:
    assert problem(store, "experience", title="")[2].endswith("Fill it in.")


@pytest.mark.parametrize("kind", [kind for kind in DECLARED if ADDRESS in kind.editing.columns], ids=attrgetter("name"))
def test_every_kind_holds_its_addresses_to_one_rule(kind: DeclaredKind[Any]) -> None:
    whole = {column.field: None for column in kind.editing.columns} | {"tags": ""}
    for said in ("javascript:alert(1)", "a report", "ftp://example.org"):
        with pytest.raises(Refused) as refusal:
            kind.made("PT0014", whole | {"address": said})
        assert "address-none" in [problem.code for problem in refusal.value.problems]


def test_an_experience_points_at_an_action_and_shows_what_the_plan_states_of_it() -> None:
    with own_samples() as store:
        city = City(store, "IT0004")
        action = next(one for one in city.actions() if one.avoided_t)
        city.knowledge.state("experience", DONE | {"action": action.id}, **WHO)
        (told,) = (one for one in Cities(store).knowledge().entries if one.id.startswith("IT0004:"))
        assert (told.action, told.action_t) == (action.id, action.avoided_t)


@pytest.mark.longer("several commits, and what follows from each")
def test_a_result_stands_in_a_tree_down_to_what_was_written_and_gives_what_a_tonne_cost() -> None:
    with own_samples() as store:
        city = City(store, "IT0004")
        city.knowledge.state("experience", DONE | {"result": "12000", "unit": "kg CO2e", "cost": "600"} | EUR, **WHO)
        found = city.passport("result:Voltas")
        assert (found.value, found.unit) == (12, "t CO2e")
        assert [part.value for part in found.inputs] == [12_000, 0.001]
        cost = city.passport("result-cost:Voltas")
        assert (cost.value, cost.unit) == (50, "EUR per t avoided a year")
        assert not cost.faults()
        with pytest.raises(Refused, match="No experience of this title"):
            city.passport("result:Nothing")
        entry = next(one for one in Cities(store).knowledge().entries if one.id == "IT0004:Voltas")
        assert entry.inhabitants == 875_698, "as its newest inventory states them"
