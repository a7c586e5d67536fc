"""A note below a table is asked of the rows that bear its mark, and of no others."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import workbook

LONG = "City,Year,Sector,Carrier,Unit,Value\n"


def crossed(note: str, mark: str = "*", title: str = "Leeds 2019 (MWh)") -> str:
    rows = f"Residential;4102;8103\nIndustry{mark};5105;3106\nTertiary;2105;1106\n"
    return f"{title};;\nSector;Electricity;Natural gas\n{rows}{note};;\n"


def asked(found: Draft) -> list[tuple[str, int | None, int, tuple[str, ...]]]:
    return [
        (problem.key or "", problem.row, problem.cells, problem.choices)
        for problem in found.problems
        if problem.code == "row-note" and problem.severity == "ask"
    ]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("*", "* data of 2017"),
        ("*", "*) Werte aus 2017"),
        ("**", "** données 2017"),
        (" (a)", "a) datos de 2017"),
        ("¹", "1) dati 2017"),
        (" (1)", "(1) Data from 2017"),
        ("†", "† date din anul 2017"),
        ("*", "* данни за 2017 г."),
    ],
)
def test_a_note_of_another_year_offers_it_for_the_rows_of_its_mark(mark: str, note: str) -> None:
    text = crossed(note, mark)
    sector = {f"sector:Industry{mark}": "industry"}
    found = drafted(text, sector, "Leeds")
    key = f"note:{note}"
    assert asked(found) == [(key, 4, 2, ("2017", "keep", "leave-out"))]
    assert found.imported == 4, "the rows of the mark wait"
    years = {
        answer: [each.year for each in drafted(text, sector | {key: answer}, "Leeds").slots]
        for answer in ("2017", "keep", "leave-out")
    }
    assert years == {"2017": [2017, 2019], "keep": [2019], "leave-out": [2019]}
    assert drafted(text, sector | {key: "leave-out"}, "Leeds").imported == 4


@pytest.mark.parametrize(
    "note",
    [
        "* January to June only",
        "* nur erstes Halbjahr",
        "* per inhabitant",
        "* dato de la provincia",
        "* avoided emissions",
        "* in thousands of EUR saved",
    ],
)
def test_a_note_of_a_part_another_place_or_per_head_is_asked_of_its_rows_alone(note: str) -> None:
    found = drafted(crossed(note), None, "Leeds")
    assert [each[:3] for each in asked(found)] == [(f"note:{note}", 4, 2)]
    assert found.imported == 4
    assert not [one for one in found.problems if one.key in ("other-figures", "scale")], "asked of its rows alone"


def test_a_note_of_another_unit_offers_it_and_the_answer_counts_in_it() -> None:
    text = crossed("* in GWh")
    found = drafted(text, None, "Leeds")
    assert asked(found) == [("note:* in GWh", 4, 2, ("GWh", "keep", "leave-out"))]
    taken = drafted(text, {"note:* in GWh": "GWh"}, "Leeds")
    assert taken.ready
    assert taken.inventories[0].total == pytest.approx(4102 + 8103 + 2105 + 1106 + 1000 * (5105 + 3106))


def test_labels_that_state_another_unit_than_the_title_are_asked_about_with_both() -> None:
    text = "Leeds 2019 (GWh);;\nSector;Electricity;Natural gas\nResidential;41;81\nIndustry (MWh);5105;3106\n"
    sector = {"sector:Industry (MWh)": "industry"}
    found = drafted(text, sector, "Leeds")
    assert asked(found) == [("note:(MWh)", 4, 2, ("MWh", "keep", "leave-out"))]
    (said,) = [one for one in found.problems if one.code == "row-note"]
    assert "MWh counts for these rows" in said.fix
    assert "or GWh, as the table says" in said.fix
    taken = drafted(text, sector | {"note:(MWh)": "MWh"}, "Leeds")
    assert taken.inventories[0].total == pytest.approx(122_000 + 5105 + 3106)


@pytest.mark.parametrize("note", ["* Source: Agency, 2021", "* published in 2021", "* provisional", "* data of 2019"])
def test_a_note_that_says_nothing_else_of_its_rows_is_told_and_they_count(note: str) -> None:
    found = drafted(crossed(note), None, "Leeds")
    assert asked(found) == []
    assert found.imported == 6
    assert [(one.severity, one.row) for one in found.problems if one.code == "row-note"] == [("warn", 4)]


def test_a_mark_without_a_note_and_a_note_without_a_mark_say_nothing_of_a_row() -> None:
    for text in (crossed("", "*"), crossed("** data of 2017", "*"), crossed("(2) data of 2017", " m²")):
        assert asked(drafted(text, None, "Leeds")) == []


def test_a_note_below_a_long_table_is_asked_of_its_rows_and_a_year_of_the_file_gives_way() -> None:
    rows = "Leeds,2019,Residential,Electricity,MWh,31\nLeeds,2019,Industry*,Electricity,MWh,21\n"
    found = drafted(f"{LONG}{rows}* data of 2017\n")
    assert asked(found) == [("note:* data of 2017", 3, 1, ("2017", "keep", "leave-out"))]
    undated = crossed("* data of 2017", title="(MWh)")
    assert asked(drafted(undated, None, "Leeds", 2019)) == [
        ("note:* data of 2017", 4, 2, ("2017", "keep", "leave-out"))
    ]
    taken = drafted(undated, {"note:* data of 2017": "2017"}, "Leeds", 2019)
    assert [each.year for each in taken.slots] == [2017, 2019]


def test_another_answer_than_those_offered_is_refused() -> None:
    found = drafted(crossed("* data of 2017"), {"note:* data of 2017": "2015"}, "Leeds")
    assert [(one.code, one.key) for one in found.problems if one.severity == "block"] == [
        ("answer-unknown", "note:* data of 2017")
    ]
    assert len(asked(found)) == 1


def test_in_a_workbook_the_note_is_of_its_own_sheet() -> None:
    cells = [
        ["Leeds 2019 (MWh)"],
        ["Sector", "Electricity"],
        ["Residential", 31],
        ["Industry*", 21],
        ["* data of 2017"],
    ]
    found = drafting.draft(empty_store(), workbook({"A": cells}), "a.xlsx", {}, "Leeds")
    assert asked(found) == [("note:* data of 2017", 4, 1, ("2017", "keep", "leave-out"))]
