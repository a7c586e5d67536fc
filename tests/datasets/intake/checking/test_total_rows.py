"""Totals among the rows of a long table: left out, and held against the rows that they add up."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from datasets.intake import drafting
from datasets.intake.checking import total_rows
from datasets.intake.drafted import Draft
from datasets.store import Store

HEADER = "city,year,sector,carrier,value,unit\n"
PARTS = (
    "Turin,2019,residential,electricity,100,MWh\nTurin,2019,residential,natural gas,250.5,MWh\n"
    "Turin,2019,tertiary,electricity,70,MWh\nTurin,2019,tertiary,natural gas,30,MWh\n"
)


def drafted(text: str, answers: Mapping[str, str] | None = None) -> Draft:
    with Store(":memory:") as store:
        return drafting.draft(store, text.encode(), "file.csv", {"total-rows": "leave-out", **(answers or {})})


def told(draft: Draft) -> list[tuple[int | None, str | None, str]]:
    return [
        (problem.row, problem.column, problem.found.split(" as the sum")[0].rsplit(", ", 1)[1])
        for problem in draft.problems
        if problem.code == "printed-total"
    ]


@pytest.mark.parametrize(
    ("total", "sum_told"),
    [
        ("Turin,2019,TOTAL,,450.5,MWh", None),
        ("Turin,2019,TOTAL,,0.4505,GWh", None),
        ("Turin,2019,TOTAL,,460.5,MWh", "450.5 MWh"),
        ("Turin,2019,TOTAL,,0.4605,GWh", "0.4505 GWh"),
        ("Total,,,,450.5,MWh", None),
        ("Total,,,,45,MWh", "450.5 MWh"),
        ("Turin,2019,Total,electricity,170,MWh", None),
        ("Turin,2019,Total,electricity,450.5,MWh", "170 MWh"),
        ("Turin,2019,Total residential,,350.5,MWh", None),
        ("Turin,2019,Total residential,,450.5,MWh", "350.5 MWh"),
        ("Turin,2019,residential: Total,,350.5,MWh", None),
        ("Turin,2019,Residential - Total,,450.5,MWh", "350.5 MWh"),
        ("Turin,2019,Residential (Total),,450.5,MWh", "350.5 MWh"),
        ("Turin,2019,Total - residential,,450.5,MWh", "350.5 MWh"),
        ("Turin,2019,residential,Total natural gas,250.5,MWh", None),
        ("Turin,2019,residential,Total natural gas,280.5,MWh", "250.5 MWh"),
        ("Turin,2019,Total of the old town,,99,MWh", None),
        ("Turin,2019,Total,,NE,", None),
    ],
)
def test_a_total_is_held_against_the_rows_that_share_what_it_says(total: str, sum_told: str | None) -> None:
    draft = drafted(f"{HEADER}{PARTS}{total}\n")
    assert (draft.imported, draft.ignored) == (4, 1)
    assert told(draft) == ([(6, "value", sum_told)] if sum_told else [])


def test_totals_of_blocks_and_the_total_of_all_are_each_held_against_their_own_rows() -> None:
    rows = PARTS.splitlines()
    text = "\n".join(
        [
            HEADER.strip(),
            *rows[:2],
            "Turin,2019,Total,,350.5,MWh",
            *rows[2:],
            "Turin,2019,Total,,100,MWh",
            "Turin,2019,Total,,450.5,MWh",
            "",
        ]
    )
    assert told(drafted(text)) == []
    assert told(drafted(text.replace(",,350.5,", ",,351.5,"))) == [(4, "value", "350.5 MWh")]


@pytest.mark.longer("a word of every language, each in two files")
@pytest.mark.parametrize(
    "word",
    [
        "Grand total",
        "TOTAL emissions",
        "Total GHG emissions",
        "Total général",
        "Totale complessivo",
        "Totales",
        "Total all sectors",
        "Общо емисии",
        "Gesamtsumme",
        "All sectors",
        "Total (GPC BASIC)",
    ],
)
def test_a_total_that_only_says_that_it_is_the_whole_is_held_against_all(word: str) -> None:
    assert told(drafted(f"{HEADER}{PARTS}Turin,2019,{word},,450.5,MWh\n")) == []
    assert told(drafted(f"{HEADER}{PARTS}Turin,2019,{word},,45050,MWh\n")) == [(6, "value", "450.5 MWh")]


def test_a_subtotal_is_held_against_the_sectors_it_names_or_the_rows_next_to_it() -> None:
    buildings = "Turin,2019,Subtotal buildings,,460.5,MWh\n"
    rest = "Turin,2019,transport,diesel,20,MWh\nTurin,2019,waste,,10,MWh\nTurin,2019,Subtotal other,,300,MWh\n"
    assert told(drafted(HEADER + PARTS + buildings + rest)) == [(6, "value", "450.5 MWh"), (9, "value", "30 MWh")]
    right = (HEADER + PARTS + buildings + rest).replace(",460.5,", ",450.5,").replace(",300,", ",30,")
    assert told(drafted(right)) == []


def test_a_total_of_something_unknown_near_a_sum_is_held_against_it() -> None:
    assert told(drafted(f"{HEADER}{PARTS}Turin,2019,Total of the boroughs,,455,MWh\n")) == [(6, "value", "450.5 MWh")]
    assert told(drafted(f"{HEADER}{PARTS}Turin,2019,Total of the old town,,99,MWh\n")) == []


def test_totals_among_gpc_references_are_held_against_the_references_below_them() -> None:
    text = (
        "city,year,gpc_ref,sector,emissions_tco2e\n"
        "Turin,2019,I,Stationary energy,{I}\nTurin,2019,I.1,Residential,3000.9\n"
        "Turin,2019,I.1.1,Residential,1000.5\nTurin,2019,I.1.2,Residential,2000.4\nTurin,2019,I.2.1,Commercial,500.3\n"
        "Turin,2019,II.1.1,On-road,4000\nTurin,2019,TOTAL BASIC,,{total}\n"
    )
    right = drafted(text.format(I=3501.2, total=7501.2))
    assert (right.imported, right.ignored, told(right)) == (4, 3, [])
    wrong = drafted(text.format(I=3601.2, total=7601.2))
    assert told(wrong) == [(2, "emissions_tco2e", "3,501.2 t CO₂e"), (8, "emissions_tco2e", "7,501.2 t CO₂e")]
    alone = drafted("city,year,gpc_ref,emissions_tco2e\nTurin,2019,I.1,5\nTurin,2019,II.1.1,5\n")
    assert [problem.code for problem in alone.problems] == ["gpc-ref-unknown"]


def test_a_total_above_its_parts_is_held_against_them() -> None:
    assert told(drafted(f"{HEADER}Turin,2019,Total,,450.5,MWh\n{PARTS}")) == []
    assert told(drafted(f"{HEADER}Turin,2019,Total,,459.5,MWh\n{PARTS}")) == [(2, "value", "450.5 MWh")]


def test_the_difference_is_told_with_the_question_too_and_a_kept_total_is_compared_with_nothing() -> None:
    text = f"{HEADER}{PARTS}Turin,2019,Total,,460.5,MWh\n"
    with Store(":memory:") as store:
        asked = drafting.draft(store, text.encode(), "file.csv")
        kept = drafting.draft(store, text.encode(), "file.csv", {"total-rows": "keep"})
    assert {problem.code for problem in asked.problems} == {"total-row", "printed-total"}
    assert "printed-total" not in {problem.code for problem in kept.problems}
    assert kept.inventories[0].total == 911.0


def test_each_column_of_numbers_has_its_own_totals_and_each_year_its_own_parts() -> None:
    text = (
        "city;year;sector;energy_mwh;emissions_tco2e\nTurin;2019;residential;100,5;40\nTurin;2019;tertiary;70,5;30\n"
        "Turin;2019;Totale;171;75\nTurin;2020;residential;90;38\nTurin;2020;tertiary;60;NE\nTurin;2020;Totale;155;38\n"
    )
    draft = drafted(text, {"decimal": "comma"})
    assert told(draft) == [(4, "emissions_tco2e", "70 t CO₂e"), (7, "energy_mwh", "150 MWh")]
    assert [total[:3] for total in draft.totals["IT0004", 2020, "covenant"]] == [
        ("energy_mwh", 155.0, 7),
        ("emissions_t", 38.0, 7),
    ]


def test_the_basic_total_of_a_gpc_table_holds_only_what_is_basic() -> None:
    text = (
        "city,year,gpc_ref,sector,value,unit\nBoston,2019,I.1.1,,100,t CO2e\nBoston,2019,I.1.2,,50,t CO2e\n"
        "Boston,2019,I.1.3,,7,t CO2e\nBoston,2019,,Total BASIC,{},t CO2e\n"
    )
    assert told(drafted(text.format("150"))) == []
    assert drafted(text.format("150")).inventories[0].total == 150.0


def test_a_total_of_rows_that_were_not_all_read_says_nothing() -> None:
    text = f"{HEADER}{PARTS.replace('250.5', 'about 250')}Turin,2019,Total,,450.5,MWh\n"
    assert told(drafted(text)) == []


def test_many_differences_of_rounding_are_told_together() -> None:
    blocks = "".join(
        f"Turin,{year},residential,electricity,1.4,MWh\nTurin,{year},tertiary,electricity,1.4,MWh\n"
        f"Turin,{year},Total,,2.9,MWh\n"
        for year in range(2000, 2012)
    )
    draft = drafted(HEADER + blocks)
    found = [problem for problem in draft.problems if problem.code == "printed-total"]
    assert [(problem.row, problem.cells) for problem in found] == [(4, 12)]
    assert "as much as rounding can do" in found[0].found


def test_of_very_many_totals_the_first_are_compared_and_the_others_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(total_rows, "MOST_COMPARED", 20)
    total = "Turin,2019,Total,electricity,999,MWh\n"
    draft = drafted(HEADER + PARTS + total * 3)
    many = next(problem for problem in draft.problems if problem.code == "printed-totals-many")
    assert (many.row, many.cells, len(told(draft))) == (8, 1, 2)


def test_a_total_of_rows_that_were_left_out_by_answer_is_not_told_as_the_only_figure() -> None:
    rows = "Turin,2019,agriculture,mystery fuel,5,MWh\nTurin,2019,agriculture,Total,9,MWh\n"
    draft = drafted(f"{HEADER}{PARTS}{rows}", {"carrier:mystery fuel": "leave-out"})
    assert (draft.imported, draft.ignored) == (4, 2)
    assert {problem.code for problem in draft.problems} == {"total-row", "row-left-out"}


def test_a_total_by_one_method_is_none_of_the_rows_by_another() -> None:
    """A city may hold an inventory by sector and, for the same year, a total that it published by its own method."""
    header = "city,year,method,sector,value,unit\n"
    parts = "Turin,2019,covenant,residential,60,t CO2e\nTurin,2019,covenant,tertiary,40,t CO2e\n"
    draft = drafted(f"{header}{parts}Turin,2019,own,total,250,t CO2e\n")
    assert (draft.imported, draft.ignored, told(draft)) == (3, 0, [])
    draft = drafted(f"{header}{parts}Turin,2019,,total,100,t CO2e\n")
    assert (draft.imported, draft.ignored) == (2, 1), "of no method said it is the total of what stands there"
