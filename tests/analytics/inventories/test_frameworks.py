"""The rows of the common reporting framework: whatever moves has one place in it, and what a move loses is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analytics.inventories.frameworks import (
    COMMERCIAL,
    COVENANT_NAMES,
    CRF_ROWS,
    DIRECT,
    GPC,
    GPC_SUBSECTORS,
    INDIRECT,
    INSTITUTIONAL,
    OUTSIDE,
    reference,
    row_name,
    to_crf,
    to_gpc,
)
from analytics.vocabulary import CARRIERS, GPC_CELLS, SECTORS

SIDES = [(carrier, scope) for carrier in (None, *CARRIERS) for scope in (None, 1, 2, 3)]
HOMES = "Stationary energy > Residential buildings"


@pytest.fixture(scope="module")
def facts(shared_data: Path) -> list[dict[str, str]]:
    path = shared_data.parent / "method" / "factors" / "sectors.csv"
    if not path.is_file():
        pytest.skip("the table of sectors (../shared/method/factors) is not beside this copy of the project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_common_reporting_framework_has_the_rows_and_references_of_its_workbook(
    facts: list[dict[str, str]],
) -> None:
    rows = {row["crf_row"]: row for row in facts if row["framework"] == "GCoM_CRF" and row["code"] != "CRF-TOT"}
    assert set(rows) == set(CRF_ROWS)
    for code, row in CRF_ROWS.items():
        assert "|".join(row.direct) == rows[code]["gpc_ref_direct"]
        assert (row.indirect or "") == rows[code]["gpc_ref_indirect_grid"]
        assert (row.outside or "") == rows[code]["gpc_ref_outside_boundary"]
        assert row.counted == ("EXCLUDED" not in rows[code]["notes"])


def test_the_covenant_template_has_its_rows(facts: list[dict[str, str]]) -> None:
    labels = {row["name"] for row in facts if row["framework"] == "CoM_SECAP" and row["level"] == "subsector"}
    assert labels <= set(COVENANT_NAMES.values())
    assert set(COVENANT_NAMES) <= set(SECTORS)


def test_every_gpc_reference_has_a_name() -> None:
    assert {".".join(ref.split(".")[:2]) for ref in GPC_CELLS} == set(GPC_SUBSECTORS)
    assert row_name(GPC, "I.1.2") == "I.1.2 Residential buildings"


@pytest.mark.parametrize(
    ("place", "gpc", "crf"),
    [
        (("residential", "natural_gas", None), ("I.1.1", DIRECT), (HOMES, DIRECT)),
        (("residential", "electricity", 2), ("I.1.2", INDIRECT), (HOMES, INDIRECT)),
        (("municipal_buildings", "heat_cold", None), ("I.2.2", INDIRECT), (INSTITUTIONAL, INDIRECT)),
        (("public_lighting", "electricity", None), ("I.2.2", INDIRECT), (INSTITUTIONAL, INDIRECT)),
        (("tertiary", "diesel", None), ("I.2.1", DIRECT), (COMMERCIAL, DIRECT)),
        (("commercial_institutional", None, 2), ("I.2.2", INDIRECT), (COMMERCIAL, INDIRECT)),
        (("private_transport", "diesel", None), ("II.1.1", DIRECT), ("Transportation > On-road", DIRECT)),
        (("railways", "electricity", None), ("II.2.2", INDIRECT), ("Transportation > Rail", INDIRECT)),
        (("wastewater", None, 3), ("III.4.2", OUTSIDE), ("Waste > Wastewater", OUTSIDE)),
        (("residential", "electricity", 3), ("I.1.3", OUTSIDE), (HOMES, OUTSIDE)),
    ],
)
def test_a_sector_goes_to_its_row(
    place: tuple[str, str | None, int | None], gpc: tuple[str, int], crf: tuple[str, int]
) -> None:
    assert to_gpc(*place)[:2] == gpc
    assert to_crf(*place)[:2] == crf


@pytest.mark.parametrize("sector", SECTORS)
def test_whatever_has_no_place_says_why_and_whatever_has_one_stands_in_the_table(sector: str) -> None:
    for side in SIDES:
        gpc, crf = to_gpc(sector, *side), to_crf(sector, *side)
        assert gpc.row in GPC_CELLS if gpc.row else len(gpc.lost) == 1
        assert crf.row in CRF_ROWS if crf.row else crf.lost
        if gpc.row:
            assert gpc.scope == GPC_CELLS[gpc.row].scope
            assert SECTORS[GPC_CELLS[gpc.row].sector].group in (SECTORS[sector].group, "Tertiary", "Other")


@pytest.mark.parametrize("ref", GPC_CELLS)
def test_a_reference_comes_back_from_its_row_or_the_loss_is_said(ref: str) -> None:
    there = to_crf(ref, None, GPC_CELLS[ref].scope)
    assert there.lost or (there.row and reference(there.row, there.scope) == ref)


def test_plants_have_the_reference_of_grid_supply_and_renewables_none() -> None:
    plants = [row for row in CRF_ROWS if row.startswith("Generation")]
    assert [reference(row, None) for row in plants] == ["I.4.4"] * 3 + [None]
    assert reference("Stationary energy > Fugitive emissions", DIRECT) == "I.8.1"


@pytest.mark.parametrize("sector", ["public_transport", "transport"])
def test_transport_told_by_owner_has_no_place(sector: str) -> None:
    assert to_crf(sector, "electricity", 2).row is None


def test_commercial_and_institutional_of_one_figure_leave_the_other_row_included_elsewhere() -> None:
    assert to_crf("I.2.1", None, DIRECT).elsewhere == INSTITUTIONAL
