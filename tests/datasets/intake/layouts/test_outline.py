"""Sectors as headings above their carriers, whatever columns stand beside them."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted

ROWS = (
    ("Buildings", None),
    ("Electricity", 900),
    ("Heat", 1500),
    ("Natural gas", 1700),
    ("Transport", None),
    ("Diesel", 70),
    ("Petrol", 60),
)
OWED = {
    ("buildings", "electricity"): 900.0,
    ("buildings", "heat_cold"): 1500.0,
    ("buildings", "natural_gas"): 1700.0,
    ("transport", "diesel"): 70.0,
    ("transport", "gasoline"): 60.0,
}
HEADERS = {
    "one column": "Sector\tMWh",
    "a column of values": "Sector\tValue\tUnit",
    "years": "Sector (MWh)\t2018\t2019",
    "scopes": "Sector\tScope 1\tScope 2\tTotal",
}
ABOVE = "Year\t2019\nUnit\tMWh\n"


def text(kind: str, *rows: tuple[str, float | None], above: str = ABOVE) -> str:
    """A table of these rows under one of the headers."""
    cells = {
        "one column": "{0}\t{1}",
        "a column of values": "{0}\t{1}\tMWh",
        "years": "{0}\t1\t{1}",
        "scopes": "{0}\t{1}\t\t{1}",
    }[kind]
    blank = cells.replace("\t1\t", "\t\t")
    lines = [(blank if value is None else cells).format(label, "" if value is None else value) for label, value in rows]
    return above + "\n".join([HEADERS[kind], *lines]) + "\n"


def figures(draft: Draft, year: int = 2019) -> dict[tuple[str, str | None], float]:
    """The figures of a year by sector and carrier."""
    assert draft.table is not None
    wanted: list[list[Any]] = [draft.table[name].to_pylist() for name in ("sector", "carrier", "value", "year")]
    return {(sector, carrier): value for sector, carrier, value, of in zip(*wanted, strict=True) if of == year}


@pytest.mark.parametrize("kind", HEADERS)
def test_a_heading_without_figures_is_the_sector_of_the_carriers_below_it(kind: str) -> None:
    draft = drafted(text(kind, *ROWS), city="Turin")
    assert draft.ready, draft.problems
    assert figures(draft) == OWED


@pytest.mark.parametrize("kind", HEADERS)
def test_the_sum_of_a_sector_above_its_carriers_is_held_against_them_and_left_out(kind: str) -> None:
    sums = {"Buildings": 4100, "Transport": 130}
    rows = [(label, sums.get(label, value)) for label, value in ROWS]
    if kind == "years":
        rows = [(label, value) for label, value in rows if label != "Petrol"]
        rows[rows.index(("Transport", 130))] = ("Transport", 70)
    draft = drafted(text(kind, *rows, above=ABOVE), city="Turin")
    differing = [problem.row for problem in draft.problems if problem.code == "printed-total"]
    assert differing == ([4] if kind == "years" else [])  # in 2018 one beside three times one
    found = figures(draft)
    assert ("buildings", None) not in found
    assert found["buildings", "natural_gas"] == 1700


def test_a_sum_that_differs_from_its_carriers_is_a_question_with_the_difference() -> None:
    rows = [*ROWS[:4], ("Transport", 999), *ROWS[5:]]
    draft = drafted(text("one column", *rows), city="Turin")
    (asked,) = [problem for problem in draft.problems if problem.severity == "ask"]
    assert (asked.key, asked.row) == ("printed-totals", 8)
    assert "869" in asked.sentence()


def test_what_is_not_known_below_a_heading_is_asked_about_as_a_carrier() -> None:
    rows = [*ROWS[:4], ("Elixir", 5), *ROWS[4:]]
    asked = [problem.key for problem in drafted(text("one column", *rows), city="Turin").problems if problem.key]
    assert asked == ["carrier:Elixir"]


def test_what_is_not_known_is_a_carrier_where_it_makes_up_the_sum_of_its_sector() -> None:
    rows = [("Buildings", 3000), ("Electricity", 900), ("Elixir", 400), ("Natural gas", 1700), ("Waste", 12)]
    draft = drafted(text("one column", *rows), {"carrier:Elixir": "coal"}, city="Turin")
    assert draft.ready
    assert figures(draft)["buildings", "coal"] == 400
    assert figures(draft)["waste", None] == 12


def test_in_a_language_that_nobody_knows_labels_that_come_back_are_the_carriers() -> None:
    rows = [("Cartrefi", None), ("Trydan", 9), ("Nwy", 4), ("Cludiant", None), ("Trydan", 3), ("Nwy", 1)]
    draft = drafted(text("one column", *rows), city="Turin")
    asked = {problem.key for problem in draft.problems if problem.key}
    assert asked == {"sector:Cartrefi", "sector:Cludiant", "carrier:Trydan", "carrier:Nwy"}


def test_a_carrier_that_nobody_used_heads_no_other_carrier() -> None:
    rows = [("Transport", 100), ("Diesel", 70), ("Electricity", None), ("Heat", 30), ("Waste", 12)]
    draft = drafted(text("one column", *rows), city="Turin")
    assert figures(draft)["transport", "heat_cold"] == 30


def test_leaving_out_a_total_of_an_unknown_word_leaves_out_no_row_below_it() -> None:
    rows = "Kaikki\t640\t97\nPalvelut\t549\t11\nAsuminen\t90\t86\nOsuus\t59%\t56%\nPopulation\t171\t103\n"
    above = f"{ABOVE}Toimiala\tScope 1\tScope 2\n"
    answers = dict.fromkeys(("sector:Kaikki", "sector:Osuus", "sector:Population", "total-rows"), "leave-out")
    meant = {"sector:Palvelut": "tertiary", "sector:Asuminen": "residential"}
    draft = drafted(above + rows, answers | meant, city="Turin")
    assert draft.ready
    assert draft.inventories[0].total == 736


def test_carriers_above_the_first_sector_make_no_outline() -> None:
    draft = drafted(text("one column", ("Diesel", 5), ("Natural gas", 4), *ROWS), city="Turin")
    assert not draft.ready


def test_a_list_of_sectors_of_which_some_are_called_like_a_carrier_is_no_outline() -> None:
    rows = [("Transport", 906), ("Buildings", 813), ("Electricity", 1505), ("Waste", 366)]
    draft = drafted(text("scopes", *rows), city="Turin")
    assert {sector for sector, _ in figures(draft)} == {"transport", "buildings", "electricity", "waste"}


def test_in_a_language_that_nobody_knows_a_word_under_two_headings_tells_what_carriers_are() -> None:
    rows = (("Alfa", None), ("Beta", 900), ("Gamma", None), ("Beta", 70), ("Delta", 60))
    draft = drafted(text("one column", *rows), city="Turin")
    assert {problem.key for problem in draft.problems if problem.severity == "ask"} == {
        "sector:Alfa",
        "sector:Gamma",
        "carrier:Beta",
        "carrier:Delta",
    }


def test_one_name_may_head_sectors_and_their_carriers_beside_energy_and_emissions() -> None:
    rows = "Households,,\nElectricity,900,300\nNatural gas,1700,340\nTransport,,\nDiesel,70,19\n"
    draft = drafted(f"Sector / energy source,Energy (MWh),GHG (t CO2e)\n{rows}", None, "Turin", 2019)
    assert draft.ready, draft.problems
    assert {(row["sector"], row["carrier"], row["value"]) for row in draft.table.to_pylist()} == {
        ("residential", "electricity", 900),
        ("residential", "electricity", 300),
        ("residential", "natural_gas", 1700),
        ("residential", "natural_gas", 340),
        ("transport", "diesel", 70),
        ("transport", "diesel", 19),
    }
