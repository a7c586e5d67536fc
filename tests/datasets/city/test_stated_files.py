"""What is entered of adaptation goes in and out without a difference, and what is wrong is answered where it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.adaptation.climate_history import FACTS
from analytics.adaptation.goals_and_actions import STATUSES
from analytics.adaptation.hazard_names import NAMES
from analytics.adaptation.vulnerable import CHANGES, LEVELS, PEOPLE_HIT, SECTORS_HIT
from analytics.text.problems import Refused
from datasets import Cities, City, FigureEdit, Store
from datasets.city import stated_files, statement_words
from datasets.city.stated_files import RECORDS
from datasets.reference.countries import LANGUAGES
from datasets.store.kinds import DECLARED
from datasets.store.kinds.adaptation_goals import past
from tests.datasets.builders import TOWN, links
from tests.effort import THOROUGH, few, first
from tests.samples import own_samples

COLUMNS = tuple(dict.fromkeys(["record", "city", *(one.field for kind in DECLARED for one in kind.editing.columns)]))
CDP = "city_id,cdp_account,name,country,year,source_row,kind,group,value\n"


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Store, Store]]:
    with Store(":memory:") as first, Store(":memory:") as second:
        for store in (first, second):
            store.seed([TOWN], [], [], [])
        yield first, second


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


def table(*rows: Mapping[str, str]) -> bytes:
    written = io.StringIO()
    lines = csv.DictWriter(written, COLUMNS, restval="")
    lines.writeheader()
    lines.writerows(rows)
    return written.getvalue().encode()


def refused(store: Store, *rows: Mapping[str, str]) -> list[tuple[int | None, str, str | None]]:
    with pytest.raises(Refused) as refusal:
        Cities(store).read_statements(table(*({"source": "a plan", **row} for row in rows)), "a.csv", TOWN.city_id)
    return [(problem.row, problem.code, problem.column) for problem in refusal.value.problems]


def told(store: Store) -> Any:
    room = City(store, TOWN.city_id).adaptation()
    return [[one._replace(revision=0) for one in held] for held in (room.hazards, room.facts, room.goals, room.actions)]


@pytest.mark.longer("several commits, and what follows from each")
@pytest.mark.parametrize(
    ("row", "code", "column"),
    first(
        6,
        [
            ({"hazard": "frogs"}, "cell-choice", "hazard"),
            ({"hazard": ""}, "cell-missing", "hazard"),
            ({"hazard": "drought", "probability": "5"}, "cell-choice", "probability"),
            ({"hazard": "drought", "people": "elderly; frogs"}, "cell-choice", "people"),
            ({"hazard": "drought", "stated": "2050"}, "year-to-come", "stated"),
            ({"hazard": "drought", "source": ""}, "cell-missing", "source"),
            ({"record": "frog"}, "record-unknown", "record"),
            ({"record": "fact", "kind": "event", "what": "flood", "unit": "days"}, "cell-missing", "value"),
            (
                {"record": "fact", "kind": "event", "what": "flood", "value": "5", "most": "3"},
                "range-upside-down",
                "most",
            ),
            (
                {"record": "fact", "kind": "event", "what": "a", "first_year": "2020", "last_year": "1999"},
                "years-upside-down",
                "last_year",
            ),
            ({"record": "goal", "goal": "cool", "target_year": "2020"}, "goal-past", "target_year"),
            (
                {"record": "goal", "goal": "cool", "base_year": "2040", "target_year": "2035"},
                "years-upside-down",
                "target_year",
            ),
            ({"record": "goal", "goal": "cool", "target_value": "5", "unit": "nights"}, "cell-missing", "target_year"),
            ({"record": "action", "action": "trees", "cost": "5"}, "cell-missing", "currency"),
            ({"record": "action", "action": "trees", "cost": "-5"}, "cell-range", "cost"),
            (
                {"record": "action", "action": "trees", "cost": "5", "currency": "EUR", "mitigation": "A1"},
                "cost-twice",
                "cost",
            ),
        ],
    ),
)
def test_what_is_wrong_is_answered_where_it_stands(
    both: tuple[Store, Store], row: Mapping[str, str], code: str, column: str
) -> None:
    assert refused(both[0], {"hazard": "fog"}, row) == [(3, code, column)]


@pytest.mark.parametrize(
    ("record", "row", "code", "field"),
    first(
        3,
        [
            ("hazard", {"hazard": "drought", "probability": "5"}, "cell-choice", "probability"),
            ("goal", {"goal": "cool", "target_year": 2020}, "goal-past", "target_year"),
            (
                "goal",
                {"goal": "cool", "target_year": 2050, "target_value": 101, "unit": "% of homes"},
                "share",
                "target_value",
            ),
            ("fact", {"kind": "impact", "what": "asked", "value": 100.5, "unit": "% of people"}, "share", "value"),
            ("step", {"step": "joined", "date": "2099-01-31"}, "step-later", "date"),
            ("step", {"step": "joined", "date": "2012-05-01"}, "step-twice", "date"),
            ("step", {"step": "badge", "date": "2024"}, "cell-choice", "step"),
        ],
    ),
)
def test_a_fault_is_answered_alike_in_a_file_and_in_the_table_of_the_page(
    samples: Store, record: str, row: Mapping[str, Any], code: str, field: str
) -> None:
    turin, said = City(samples, "Turin"), {"source": "a plan", **row}
    file = table({"record": record, **{name: str(cell) for name, cell in said.items()}})
    with pytest.raises(Refused) as of_file:
        Cities(samples).read_statements(file, "a.csv", turin.id)
    assert [(one.row, one.code, one.column) for one in of_file.value.problems] == [(2, code, field)]
    held = turin.figures(RECORDS[record].name)
    with pytest.raises(Refused) as of_table:
        turin.state_figures(FigureEdit(held.name, held.rows, (*held.rows, said)), "Ada", "the minutes")
    titles = {column.field: column.title for column in RECORDS[record].editing.columns}
    wrong = [(one.row, one.code, one.column) for one in of_table.value.problems]
    assert wrong == [(len(held.rows) + 1, code, titles[field])]


def test_a_mitigation_action_that_is_not_on_file_and_a_row_said_twice_are_answered(both: tuple[Store, Store]) -> None:
    assert refused(both[0], {"record": "action", "action": "trees", "mitigation": "A1"}) == [
        (2, "mitigation-unknown", "mitigation")
    ]
    assert refused(both[0], {"hazard": "Fog"}, {"hazard": "fog", "probability": "high"}) == [(3, "said-twice", None)]


def test_a_hazard_without_a_level_is_taken_as_not_stated_and_words_of_lists_as_codes(both: tuple[Store, Store]) -> None:
    rows = (
        {"hazard": "Water Scarcity > Drought", "people": "Elderly; Women", "probability": "Medium"},
        {"hazard": "Fog"},
    )
    found = Cities(both[0]).read_statements(table(*({"source": "a", **row} for row in rows)), "a.csv", TOWN.city_id)
    drought, fog = found.entries["hazards"]
    assert (drought.hazard, drought.people, drought.probability) == ("drought", "women;elderly", "moderate")
    assert (fog.probability, fog.consequence) == ("", "")


def test_a_goal_whose_year_is_past_counts_once_somebody_says_what_came_of_it() -> None:
    row = {"target_year": 2025, "outcome": None}
    problem = past(row, 2026)
    assert problem is not None
    assert (problem.code, problem.column) == ("goal-past", "target_year")
    assert past(row | {"outcome": "missed"}, 2026) is past(row, 2025) is None


TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co"]), min_size=1, max_size=20),
    st.sampled_from(["=1+1", "'=1", "<b>bold</b>", "-", "a,b;c|d", '"quoted"', "- x"]),
)
NUMBER = st.sampled_from(["", "0", "58000", "-0.1", "1e-7"])


def _row(record: str, **fields: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"record": st.just(record), "source": TEXT, "page": TEXT, "note": TEXT} | fields)


def _of(codes: Mapping[str, str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *codes])


def _some(codes: Mapping[str, str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*codes]), max_size=3).map(";".join)


SAID = st.one_of(
    _row(
        "hazard",
        hazard=st.sampled_from([*NAMES]),
        probability=_of(LEVELS),
        consequence=_of(LEVELS),
        intensity=_of(CHANGES),
        people=_some(PEOPLE_HIT),
        sectors=_some(SECTORS_HIT),
        stated=st.sampled_from(["", "2021"]),
    ),
    _row("fact", kind=st.sampled_from([*FACTS]), hazard=_of(NAMES), what=TEXT, value=NUMBER, unit=TEXT, area=TEXT),
    _row("goal", goal=TEXT, indicator=TEXT, unit=TEXT, target_year=st.just("2050"), target_value=NUMBER),
    _row("action", action=TEXT, status=_of(STATUSES), cost=NUMBER, currency=TEXT, sdg=st.sampled_from(["", "3;11"])),
)


@pytest.mark.longer("a ledger of its own for each example")
@given(entered=st.lists(SAID, max_size=5))
@settings(deadline=None)
def test_whatever_is_entered_comes_out_as_a_table_and_in_again_without_a_difference(
    both: tuple[Store, Store], entered: list[dict[str, str]]
) -> None:
    before = [store.newest_revision() for store in both]
    taken: dict[Any, Any] = {}
    for said in entered:
        kind = RECORDS[said["record"]]
        with suppress(Refused):  # such as a text that is blank
            one = stated_files.entry(kind, TOWN.city_id, said)
            taken[kind.name, kind.same(one)] = kind.name, one
    if not taken:
        return
    held: dict[str, list[Any]] = {}
    for name, one in taken.values():
        held.setdefault(name, []).append(one)
    entries = {name: tuple(mine) for name, mine in held.items()}
    Cities(both[0]).state_statements(stated_files.StatedFile("a.csv", b"", entries), "Ada", "a property")
    file = City(both[0], TOWN.city_id).statements_file()
    again = Cities(both[1])
    again.state_statements(again.read_statements(file, "a.csv"), "Bea", "from Ada")
    assert told(both[1]) == told(both[0])
    assert City(both[1], TOWN.city_id).statements_file() == file
    for store, revision in zip(both, before, strict=True):
        store.undo(revision + 1, "Ada", "the next one")
        assert told(store) == [[], [], [], []]


def test_what_ships_is_edited_taken_back_and_undone_in_the_table_of_figures() -> None:
    with own_samples() as store:
        boston = City(store, "Boston")
        table_before = boston.figures("hazards")
        first, second, *others = table_before.rows
        rated = {**first, "probability": "high", "consequence": "moderate"}
        made = boston.state_figures(FigureEdit("hazards", table_before.rows, (rated, *others)), "Ada", "our assessment")
        room = boston.adaptation()
        assert [(one.code, one.probability, one.consequence) for one in room.named if one.rated] == [
            ("heat_wave", "high", "moderate")
        ]
        assert second["hazard"] not in {one.hazard for one in room.hazards if one.page == second["page"]}
        boston.undo(made.revision, "Ada", "not agreed yet")
        assert boston.figures("hazards").rows == table_before.rows
        assert links(store)


@pytest.mark.parametrize(
    "language", few([*LANGUAGES, "crf", "mycovenant"], "bg", "crf", longer=("pt", "mycovenant"), rest=THOROUGH)
)
def test_a_table_in_any_language_reads_back_as_the_one_with_codes_does(samples: Store, language: str) -> None:
    for name in ("Boston", "Lyon", "Turin"):
        city = City(samples, name)
        plain = Cities(samples).read_statements(city.statements_file(), "a.csv", city.id)
        said = city.statements_file(language=language)
        assert Cities(samples).read_statements(said, "a.csv", city.id).entries == plain.entries
    assert plain.rows >= 10


def test_the_framework_calls_a_rated_hazard_by_its_own_words(both: tuple[Store, Store]) -> None:
    said = b"Climate hazard,Probability of hazard,Expected change in hazard intensity,Timeframe,Source\n"
    said += b"River flood,Moderate,Increase,Long-term,a plan\n"
    (flood,) = Cities(both[0]).read_statements(said, "rva.csv", TOWN.city_id).entries["hazards"]
    assert (flood.hazard, flood.probability, flood.consequence) == ("river_flood", "moderate", "")
    assert (flood.intensity, flood.timeframe) == ("increase", "long")


@pytest.mark.longer("several commits, and what follows from each")
@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("crf", {"Goal statement", "Metric", "Baseline year", "Target year", "Action title", "Implementation status"}),
        ("mycovenant", {"timeframe_start", "timeframe_end", "action_implementation_status"}),
    ],
)
def test_goals_and_actions_go_out_by_the_words_of_another_framework_and_come_in_without_a_difference(
    both: tuple[Store, Store], language: str, headings: set[str]
) -> None:
    given = b"record,goal,action,hazard,status,first_year,last_year,base_year,base_value,target_year,target_value,"
    given += b"indicator,unit,cost,currency,source\n"
    given += b"goal,More shade,,heat,,,,2020,10,2035,25,cover of trees,%,,,a plan\n"
    given += b"action,,Plant trees,storm,ongoing,2024,2030,,,,,,,50000,EUR,a plan\n"
    given += b"hazard,,,water_scarcity,,,,,,,,,,,,a plan\n"
    for store in both:
        everyone = Cities(store)
        everyone.state_statements(everyone.read_statements(given, "a.csv", TOWN.city_id), "Ada", "the plan")
    first, second = (City(store, TOWN.city_id) for store in both)
    said = first.statements_file("goal", "action", "hazard", language=language)
    assert headings <= set(said.decode("utf-8-sig").splitlines()[0].split(","))
    read = Cities(both[1]).read_statements(said, "b.csv", TOWN.city_id)
    plain = Cities(both[1]).read_statements(second.statements_file("goal", "action", "hazard"), "c.csv", TOWN.city_id)
    assert read.entries == plain.entries


@pytest.mark.parametrize("language", [*LANGUAGES, "crf", "mycovenant"])
def test_no_heading_and_no_choice_of_a_kind_means_two_things_in_a_language(language: str) -> None:
    for kind in DECLARED:
        titles = [statement_words.word(column.title, language).casefold() for column in kind.editing.columns]
        assert len(set(titles)) == len(titles), kind.name
        for column in kind.editing.columns:
            names = [statement_words.word(name, language).casefold() for name in column.choices.values()]
            assert len(set(names)) == len(names), (kind.name, column.field)
            assert not any(";" in name for name in names)


def test_an_empty_table_is_filled_in_in_its_language_and_what_is_wrong_has_its_row(both: tuple[Store, Store]) -> None:
    empty = City(both[0], TOWN.city_id).statements_file("hazard", "goal", "step", language="de", empty=True).decode()
    assert Cities(both[0]).read_statements(empty.encode(), "a.csv", TOWN.city_id).rows == 0
    cells = {"Art der Zeile": "Klimagefahren", "Gefahr": "Dürre", "Wahrscheinlichkeit": "hoch", "Auswirkung": "mittel"}
    header = next(csv.reader(empty.lstrip("\ufeff").splitlines()))
    line = ",".join((cells | {"Quelle": "ein Plan"}).get(name, "") for name in header) + "\n"
    found = Cities(both[0]).read_statements((empty + line).encode(), "a.csv", TOWN.city_id)
    (drought,) = found.entries["hazards"]
    assert (drought.hazard, drought.probability, drought.consequence, drought.source) == (
        *("drought", "high", "moderate"),
        "ein Plan",
    )
    wrong = line.replace("hoch", "riesig")
    with pytest.raises(Refused) as refusal:
        Cities(both[0]).read_statements((empty + wrong).encode(), "a.csv", TOWN.city_id)
    assert [(one.row, one.column) for one in refusal.value.problems] == [(5, "probability")]


def test_a_row_of_another_city_a_file_without_a_source_and_an_unknown_language_are_refused(
    both: tuple[Store, Store], samples: Store
) -> None:
    assert refused(both[0], {"hazard": "fog", "city": "Lyon"}) == [(2, "other-city", "city")]
    with pytest.raises(Refused) as refusal:
        Cities(samples).read_statements(b"Gefahr,Stadt\nNebel,Lyon\n", "a.csv")
    assert [problem.code for problem in refusal.value.problems] == ["missing-column"]
    lyon = City(samples, "Lyon")
    with pytest.raises(Refused, match="xx"):
        lyon.statements_file(language="xx")
    with pytest.raises(Refused, match="frog"):
        lyon.statements_file("frog")


def test_cdps_table_is_taken_in_for_the_cities_on_file_and_everything_else_is_told_with_row_and_column() -> None:
    rows = (
        ",35268,City of Boston,USA,2021,1,hazard,Water Scarcity,Drought\n"
        ",35268,City of Boston,USA,2021,1,vulnerable_group,,Elderly\n"
        ",35268,City of Boston,USA,2021,1,hazard,Storm and wind,Frogs\n"
        ",35268,City of Boston,USA,2021,1,mood,,Good\n"
        ',1093,"City of Atlanta, GA",USA,2021,1,hazard,Water Scarcity,Drought\n'
    )
    with own_samples() as store:
        found = Cities(store).read_statements((CDP + rows).encode(), "cdp.csv")
        (drought,) = found.entries["hazards"]
        assert (drought.city_id, drought.hazard, drought.people, drought.page, drought.probability) == (
            *("US-BOS", "drought", "elderly", "account 35268, row 1"),
            "",
        )
        assert [(one.row, one.code, one.column) for one in found.problems] == [
            (4, "cdp-label", "value"),
            (5, "cdp-kind", "kind"),
            (6, "city-not-on-file", "name"),
        ]
        with pytest.raises(Refused) as refusal:
            Cities(store).state_statements(
                Cities(store).read_statements((CDP + rows.splitlines()[-1]).encode(), "cdp.csv"), "Ada", "a test"
            )
        assert refusal.value.problems[0].code == "nothing-taken"
