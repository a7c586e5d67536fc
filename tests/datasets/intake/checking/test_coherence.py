"""What rows say of each other is told at import, and nothing is left out by itself."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, row, table


def warned(draft: Draft, code: str) -> list[tuple[int | None, str | None, int]]:
    assert draft.outcome == "dry-run"
    return [(problem.row, problem.column, problem.cells) for problem in draft.problems if problem.code == code]


@pytest.mark.parametrize("text", ["IE: included in transport", "IE (transport)", '"IE, see transport"'])
def test_an_ie_that_names_a_place_with_a_number_is_silent_and_kept_as_written(text: str) -> None:
    draft = drafted(table(row(value=text), row(sector="road transport", carrier="diesel")))
    assert warned(draft, "ie-without-target") == []
    assert draft.table["notation_key"].to_pylist()[0] == "IE"
    assert draft.table["original_text"].to_pylist()[0] == text.strip('"')


def test_an_ie_that_names_a_place_without_a_number_is_told_at_its_cell() -> None:
    draft = drafted(table(row(sector="tertiary"), row(value="IE: included in transport")))
    assert warned(draft, "ie-without-target") == [(3, "value", 1)]


def test_the_key_beside_the_number_points_as_well_and_the_year_counts() -> None:
    text = table(row(value="", notation_key="IE (transport)"), row(sector="transport", year="2020"))
    assert warned(drafted(text), "ie-without-target") == [(2, "notation_key", 1)]


def test_an_ie_of_a_gpc_table_points_by_reference() -> None:
    header = "city,year,gpc_ref,emissions_tco2e\n"
    assert warned(drafted(f'{header}Turin,2019,I.1.1,5\nTurin,2019,I.2.1,"IE, see I.1"\n'), "ie-without-target") == []
    lost = drafted(f'{header}Turin,2019,I.1.1,5\nTurin,2019,I.2.1,"IE, see II.1"\n')
    assert warned(lost, "ie-without-target") == [(3, "emissions_tco2e", 1)]


def test_many_cells_that_point_at_the_same_nothing_are_one_warning() -> None:
    rows = [row(value="IE: waste", year=year) for year in ("2018", "2019")]
    assert warned(drafted(table(*rows, row(sector="tertiary", year="2018"))), "ie-without-target") == [(2, "value", 2)]


def test_a_parent_beside_its_parts_is_told_at_its_row_and_counted_still() -> None:
    draft = drafted(table(row(sector="private transport", value="60"), row(sector="transport", value="70")))
    assert warned(draft, "parent-beside-parts") == [(3, "sector", 1)]
    assert draft.inventories[0].total == 130


def test_other_transport_is_no_parent_of_road_transport() -> None:
    draft = drafted(table(row(sector="road transport"), row(sector="Other transport")))
    assert warned(draft, "parent-beside-parts") == []


def test_parts_of_another_city_year_or_carrier_are_none() -> None:
    text = table(
        row(sector="transport"),
        row(sector="private transport", year="2020"),
        row(sector="private transport", city="Lyon"),
        row(sector="private transport", carrier="diesel"),
    )
    assert warned(drafted(text), "parent-beside-parts") == []


def test_the_total_of_an_inventory_leaves_out_what_its_method_leaves_out() -> None:
    rows = (row(sector="residential"), row(sector="industry_ets", value="7"))
    assert drafted(table(*rows)).inventories[0].total == 100
    assert drafted(table(*rows), {"method": "gpc"}).inventories[0].total == 107


def test_electricity_under_a_reference_of_burnt_fuel_is_told_and_kept() -> None:
    rows = ("I.1.1,electricity,5", "I.1.2,electricity,4", "I.1.1,natural_gas,3")
    draft = drafted("city,year,gpc_ref,carrier,energy_mwh\n" + "".join(f"Turin,2001,{line}\n" for line in rows))
    assert warned(draft, "electricity-burnt") == [(2, "gpc_ref", 1)]
    assert draft.imported == 3
