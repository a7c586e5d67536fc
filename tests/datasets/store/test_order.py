"""The order of the ledger: it is written down with each row, and is not that in which the engine keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from analytics.commitment.actions import Action
from analytics.commitment.targets import Target
from analytics.factors.heating import DegreeDays
from datasets.city import assessment
from datasets.city.trace import verification
from datasets.store import (
    AccountRow,
    CityFactor,
    GdpRow,
    LeftOutRow,
    LocalEnergy,
    MappingRow,
    PrintedRow,
    Store,
    Submission,
    backup,
    carrying,
    chain,
    compacting,
    database,
)
from datasets.store.kinds.access_tokens import AccessToken
from datasets.store.kinds.adaptation_actions import AdaptationAction
from datasets.store.kinds.adaptation_goals import AdaptationGoal
from datasets.store.kinds.carried_revisions import CarriedRow
from datasets.store.kinds.city_entries import CityEntry
from datasets.store.kinds.city_hazards import CityHazard
from datasets.store.kinds.city_pairings import CityPairing
from datasets.store.kinds.city_regions import CityRegion
from datasets.store.kinds.city_roles import CityRole
from datasets.store.kinds.climate_facts import ClimateFact
from datasets.store.kinds.contact_offices import ContactOffice
from datasets.store.kinds.covenant_steps import CovenantStep
from datasets.store.kinds.energy_goals import EnergyGoal
from datasets.store.kinds.energy_indicators import EnergyIndicator
from datasets.store.kinds.energy_measures import EnergyMeasure
from datasets.store.kinds.entry_tags import EntryTags
from datasets.store.kinds.experiences import Experience
from datasets.store.kinds.explanations import Explanation
from datasets.store.kinds.grades import Grade
from datasets.store.kinds.innovation_projects import InnovationProject
from datasets.store.kinds.milestones import Milestone
from datasets.store.kinds.pair_promises import PairPromise
from datasets.store.kinds.partner_notes import PartnerNote
from datasets.store.kinds.region_clusters import RegionCluster
from datasets.store.kinds.region_priorities import StatedPriority
from datasets.store.kinds.resources import CityResource
from datasets.store.kinds.stated_areas import CityArea
from datasets.store.kinds.uncertainties import Uncertainty
from datasets.store.kinds.value_chains import ValueChain
from tests.datasets.builders import TOWN, Beginning, links, row, seals, submission
from tests.effort import THOROUGH, first

PLACE = TOWN.city_id
PARTNER = "IT0004"
LATER = {
    "access_tokens",
    "adaptation_actions",
    "adaptation_goals",
    "areas",
    "carried_revisions",
    "city_entries",
    "city_hazards",
    "city_pairings",
    "city_regions",
    "city_roles",
    "climate_facts",
    "contact_offices",
    "energy_goals",
    "energy_indicators",
    "energy_measures",
    "covenant_steps",
    "entry_tags",
    "experiences",
    "explanations",
    "grades",
    "innovation_projects",
    "milestones",
    "pair_promises",
    "partner_notes",
    "region_clusters",
    "region_priorities",
    "resources",
    "uncertainties",
    "value_chains",
}


def factor(year: int, value: float, last: int = 0) -> CityFactor:
    return CityFactor(
        PLACE, year, last or year, "diesel", "all", "factor", "CO2", value, "activity-based", "a plan", None, None, "x"
    )


def printed(total: float) -> PrintedRow:
    where = ("BEI", 9, "value")
    return PrintedRow(
        PLACE, 2019, "covenant", "emissions", total, 1.0, 2, 0.5, "Total", "", None, None, True, "x", "t", *where
    )


def of_a_pair() -> dict[str, list[Any]]:
    """Entries of a pair by their kind: each is said twice, then another of the same date, so that the order tells."""
    several = (("b", "first"), ("b", "then"), ("a", "besides"))
    return {
        "pairings": [
            CityPairing(PLACE, PARTNER, name, "", "", "2019", "", None, what, "a plan", "", "")
            for name, what in several
        ],
        "milestones": [
            Milestone(PLACE, PARTNER, name, "visit", "2019-05", what, None, "", "a plan", "", "")
            for name, what in several
        ],
        "promises": [
            PairPromise(PLACE, PARTNER, name, PLACE, "the office", what, "2027", "", "", "") for name, what in several
        ],
        "notes": [
            PartnerNote(PLACE, PARTNER, name, PARTNER, "Ada", "2026-05-04", "", "", what) for name, what in several
        ],
    }


_STEPS = (("1", "first"), ("1", "then"), ("0", "besides"))


def of_adaptation() -> dict[str, list[Any]]:
    """Entries of adaptation by their kind, each said twice, then another."""
    several = (("b", "first"), ("b", "then"), ("a", "besides"))
    none = ("",) * 7
    return {
        "hazards": [
            CityHazard(PLACE, "drought", "high", *none, "", None, "a plan", name, what) for name, what in several
        ],
        "climate_facts": [
            ClimateFact(PLACE, "event", "drought", name, 2022, 2022, 47.0, None, "days", "", "a plan", what, "")
            for name, what in several
        ],
        "adaptation_goals": [
            AdaptationGoal(PLACE, name, "", "", "", None, None, 2035, None, "", "a plan", what, "")
            for name, what in several
        ],
        "energy_indicators": [
            EnergyIndicator(PLACE, "arrears", "city", "", 2020, 5.0, "", "", "", name, what, "")
            for name, what in several
        ],
        "energy_goals": [
            EnergyGoal(PLACE, name, "secure", "", None, None, 2035, None, "", "", "a plan", what, "")
            for name, what in several
        ],
        "energy_measures": [
            EnergyMeasure(PLACE, name, "secure", "", "", None, None, None, "", "", "a plan", what, "")
            for name, what in several
        ],
        "covenant_steps": [CovenantStep(PLACE, "report", f"202{name}", "a plan", what, "") for name, what in _STEPS],
        "adaptation_actions": [
            AdaptationAction(
                PLACE, name, "", "", "", "", None, 2030, None, "", None, "", "", "", "", "a plan", what, ""
            )
            for name, what in several
        ],
    }


def of_innovation() -> dict[str, list[Any]]:
    """Entries of regions and tags by their kind, each said twice, then another."""
    several = (("b", "first"), ("b", "then"), ("a", "besides"))
    where = ("a plan", "")
    return {
        "city_regions": [CityRegion(PLACE, name, "X1", "", "", *where, what) for name, what in several],
        "region_priorities": [
            StatedPriority(PLACE, "R", 2021, None, "", name, "", *where, what) for name, what in several
        ],
        "region_clusters": [RegionCluster(PLACE, "R", name, "", "", *where, "", what) for name, what in several],
        "value_chains": [ValueChain(PLACE, "R", name, "", "", "", 5.0, *where, "", what) for name, what in several],
        "innovation_projects": [
            InnovationProject(PLACE, name, "", "", "", "2021", "2022", "", "", None, *where, "", what)
            for name, what in several
        ],
        "entry_tags": [EntryTags(PLACE, "action", name, "SDG 7", "a plan", what) for name, what in several],
    }


def of_knowledge() -> dict[str, list[Any]]:
    """Entries of knowledge by their kind, each said twice, then another."""
    several = (("b", "first"), ("b", "then"), ("a", "besides"))
    return {
        "contact_offices": [ContactOffice(PLACE, name, "", "en", "", "", "a plan", what) for name, what in several],
        "resources": [
            CityResource(PLACE, name, "a press", None, "report", "transport", *("",) * 8, "a plan", what)
            for name, what in several
        ],
        "experiences": [
            Experience(
                *(PLACE, name, "x", "", 2019, None, "transport", "", None, "", "", "", "", None, ""),
                *("", "", "", "a plan", "", what),
            )
            for name, what in several
        ],
    }


def fill(store: Store) -> None:
    """Commit something of every kind, each with several rows whose order can be told."""
    aims = [Target(PLACE, "absolute", 2019, 2030, percent, "covenant", "a plan") for percent in (40.0, 41.0, 42.0)]
    path = tuple((year, 100.0 - year % 7) for year in (2019, 2022, 2025, 2030))
    aims.append(
        Target(
            PLACE, "baseline-scenario", 2019, 2030, 30.0, "covenant", "a plan", scenario=path, scenario_source="a plan"
        )
    )
    actions = [Action(name, name, "residential", None, 2020, 2025, "planned", avoided_t=1.0) for name in "cabd"]
    store.commit(
        submission(
            *(row(year=2019, label=f"{number * 7 % 11}", value=number / 7, source_row=number) for number in range(60)),
            heads=900.0,
            new_cities=(TOWN,),
            targets=aims,
            gdp=[GdpRow(PLACE, year, float(year), "million", "EUR", "2015", "a yearbook") for year in (2021, 2019)],
            actions={PLACE: actions},
            factors=[factor(2019, 0.2), factor(2019, 0.3), factor(2018, 0.4, 2020)],
            supply=[LocalEnergy(PLACE, 2019, "GEP", value, "1", "MWh", "a bill") for value in (1.0, 2.0)],
            brings={
                "areas": [CityArea(PLACE, 2019, km2, None, "a map") for km2 in (48.0, 47.0, 48.5)],
                "explanations": [
                    Explanation(PLACE, year, "residential", None, "why", "Ada") for year in (2019, 2020, 2019)
                ],
                "grades": [
                    Grade(PLACE, 2019, "covenant", "energy", sector, "", None, None, None, "activity", "M")
                    for sector in ("tertiary", "residential", "transport")
                ],
                "access_tokens": [AccessToken("*", name, "a", "0" * 64, 9, False) for name in "bac"],
                "city_roles": [
                    CityRole(PLACE, name, role) for name, role in (("b", "viewer"), ("b", "analyst"), ("a", "viewer"))
                ],
                "city_entries": [CityEntry(PLACE, what, f"{what} it is") for what in ("name", "begun", "listed")],
                "uncertainties": [
                    Uncertainty(PLACE, year, None, None, None, "activity", 5.0, 5.0, None, "why", "Ada")
                    for year in (2019, 2020, 2019)
                ],
                "carried": [
                    CarriedRow(PLACE, 1, number, name, False) for number, name in ((9, "b"), (8, "c"), (9, "a"))
                ],
                **of_a_pair(),
                **of_adaptation(),
                **of_innovation(),
                **of_knowledge(),
            },
            degree_days=[DegreeDays(PLACE, 2019, 2019, 15.0, None, days, None, "a station") for days in (2e3, 2.1e3)],
            answers={"decimal": "comma", "city": "Town", "year": "2019"},
            mappings=[MappingRow(PLACE, name) for name in "ba"],
            printed=[printed(total) for total in (9.0, 8.0, 9.5)],
            left_out=[LeftOutRow("BEI", 1, name, 3) for name in ("m2", "km", "t")],
            accounts=[AccountRow(PLACE, "7"), AccountRow(PARTNER, "7")],
        )
    )
    store.commit(Submission(None, 0, "Ada", "factors", reason="newer", factors=[factor(2019, 0.25)]))
    second = store.commit(submission(row(year=2019, value=5.0), row(year=2020, value=4.0), heads=905.0))
    store.undo(second.revision, "Ada", "a slip")


def everything(store: Store) -> dict[str, Any]:
    """What can be read of a store, in the order in which it is given."""
    numbers = range(1, store.newest_revision() + 1)
    found: dict[str, Any] = {
        "links": links(store),
        "seals": [seals(store, number) for number in (0, *numbers)],
        "register": store.register(),
        "rows": [store.rows_of(number).to_pylist() for number in numbers],
        "remembered": store.remembered("a", "b"),
    }
    with store.reader() as reader:
        found["read"] = [
            (
                store.history(city.city_id),
                reader.inventory_rows(city.city_id),
                reader.printed_totals(city.city_id),
                reader.activity_left_out(city.city_id),
            )
            for city in store.cities()
        ]
    found["reports"] = [assessment.report(store, city.city_id, today=2026) for city in store.cities()]
    return found


def begins(store: Store) -> None:
    elsewhere = replace(TOWN, city_id=PARTNER, name="Elsewhere", other_names=())
    store.seed([elsewhere], [(PARTNER, name, "a programme") for name in (PLACE, "BG0002")], [], [])


class Filled(NamedTuple):
    """The file of a database that holds every kind of row, what is read of it, and the address of its ledger where that
    is on a server: then every row was committed there, and the file follows."""

    content: bytes
    found: dict[str, Any]
    ledger: str | None


@pytest.fixture(scope="module")
def filled(beginning: Beginning, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    path = tmp_path_factory.mktemp("order") / "covenant.duckdb"
    with beginning(begins, path) as store:
        fill(store)
        found, followed = everything(store), store.followed
        store.close()
        yield Filled(path.read_bytes(), found, followed and followed.ledger.address)


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()]


def test_every_table_of_the_ledger_is_filled_so_that_the_order_of_each_is_put_to_the_test(
    filled: Filled, tmp_path: Path
) -> None:
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(filled.content)
    with duckdb.connect(str(path)) as connection:
        counts = {name: connection.table(name).aggregate("count(*)").fetchall()[0][0] for name in names(connection)}
    empty = {name for name, count in counts.items() if count < 2}
    assert empty == {"browser_key", "draft_files", "edition", "followed_ledger", "people"}


def moved(source: Path, target: Path, order: str) -> int:
    """Write every table of a database to a new one, its rows in another order. How many tables stand otherwise now."""
    with duckdb.connect(str(source), read_only=True) as old, database.connect(target) as new:
        for name in names(old):
            new.from_arrow(old.table(name).order(order).to_arrow_table()).insert_into(name)
        return sum(old.table(name).fetchall() != new.table(name).fetchall() for name in names(old))


@pytest.mark.longer("every table is written in another order")
@pytest.mark.parametrize("order", first(1, ["hash(COLUMNS(*)::VARCHAR)", "COLUMNS(*)::VARCHAR DESC"], rest=THOROUGH))
def test_rows_that_stand_in_another_order_in_the_file_give_the_same_chain_and_the_same_figures(
    filled: Filled, tmp_path: Path, order: str
) -> None:
    (tmp_path / "old.duckdb").write_bytes(filled.content)
    assert moved(tmp_path / "old.duckdb", tmp_path / "covenant.duckdb", order) > 15
    with Store(tmp_path / "covenant.duckdb", followed=filled.ledger) as store:
        found = everything(store)
        for part, known in filled.found.items():
            assert found[part] == known, part
        assert verification.verify(store).sound


@pytest.mark.longer("every table is written anew")
def test_a_database_that_was_compacted_gives_the_same_chain_and_the_same_figures(
    filled: Filled, tmp_path: Path
) -> None:
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(filled.content)
    compacting.compact(path)
    with Store(path, followed=filled.ledger) as store:
        assert everything(store) == filled.found


@pytest.mark.longer("a database of an earlier edition is brought up")
def test_rows_of_edition_5_keep_the_order_in_which_they_stood_and_their_seals(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    (tmp_path / "new.duckdb").write_bytes(filled.content)
    with duckdb.connect(str(tmp_path / "new.duckdb")) as new, duckdb.connect(str(path)) as old:
        for name in names(new):  # as edition 5 made it; tables that came later stand as they are
            held = new.table(name).to_arrow_table()
            numbered = "position" in held.column_names and name not in LATER
            old.from_arrow(held.drop_columns(["position"]) if numbered else held).create(name)
        old.execute("UPDATE edition SET schema_version = 5")
    with Store(path, followed=filled.ledger) as store:
        found = everything(store)
        for part, known in filled.found.items():
            assert found[part] == known, part
    with duckdb.connect(str(path)) as connection, database.connect(":memory:") as new:
        assert names(connection) == names(new)
        for name in set(names(new)) - {"edition", "cities", "revisions", "chain", "places", "origins", "draft_files"}:
            assert connection.table(name).columns == new.table(name).columns
            assert connection.table(name).types == new.table(name).types


def test_the_positions_of_a_revision_are_those_of_its_rows_from_one(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(filled.content)
    with duckdb.connect(str(path)) as connection:
        for name in {*chain.tables_of_revisions(connection), "cells", "seals"} - {"revisions", "inventory_rows"}:
            by_revision: dict[int, list[int]] = {}
            for revision, position in connection.table(name).select("revision, position").fetchall():
                by_revision.setdefault(revision, []).append(position)
            for found in by_revision.values():
                assert sorted(found) == list(range(1, len(found) + 1)), name


def test_nothing_asks_the_engine_in_which_order_it_keeps_the_rows() -> None:
    store = Path(str(files("datasets.store")))
    texts = {path.name: path.read_text(encoding="utf-8") for path in store.rglob("*") if path.suffix in (".py", ".sql")}
    assert texts.pop("full_text.py")  # an index of SQLite in memory, whose numbers are given by the program
    assert not [name for name, text in texts.items() if re.search(r"\brow_?id\b", text, re.IGNORECASE)]


@pytest.mark.longer("every table goes to a server and back")
def test_a_ledger_on_a_server_carries_every_table_to_another_database(
    filled: Filled, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    path, copy, address = tmp_path / "covenant.duckdb", tmp_path / "copy.duckdb", new_database()
    path.write_bytes(filled.content)
    with Store(path, followed=filled.ledger) as store:
        store.backup(copy)  # a database of its own, whichever ledger that one has
    with Store(copy) as store:
        store.found_ledger(address)
    with Store(":memory:", followed=address) as follower:
        assert everything(follower) == filled.found


@pytest.mark.longer("a ledger of its own")
def test_a_bundle_carries_every_table_of_a_city_into_an_empty_ledger_and_back(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(filled.content)
    with Store(path, listed=False, followed=filled.ledger) as store, Store(":memory:", listed=False) as other:
        city, revisions = store.city_revisions(PLACE)
        tables = {name for one in revisions.values() for name in one.tables}
        assert tables == {carrying.ROWS, *carrying.TABLES}
        assert other.carry(city, tuple(revisions.values()), Submission(None, 0, "Ada", "bundle")) is not None
        again, carried = other.city_revisions(PLACE)
        assert (again, [*carried.values()]) == (city, [*revisions.values()])
        assert backup.broken(other._connection) is None
