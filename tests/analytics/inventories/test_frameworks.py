"""The rows of the three tables and how they relate: nothing has two places, and what a move loses is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analytics.inventories.frameworks import (
    COMMERCIAL,
    COVENANT_ROWS,
    CRF,
    CRF_ROWS,
    DIRECT,
    GPC,
    GPC_SUBSECTORS,
    INDIRECT,
    INSTITUTIONAL,
    MODES,
    OUTSIDE,
    counted,
    row_name,
    to_covenant,
    to_crf,
    to_gpc,
)
from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS

SIDES = [(carrier, scope) for carrier in (None, *CARRIERS) for scope in (None, 1, 2, 3)]
HOMES = "Stationary energy > Residential buildings"


def facts(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "tests" / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_common_reporting_framework_has_the_rows_and_references_of_its_workbook(root: Path) -> None:
    rows = {row["row"]: row for row in facts(root, "crf_rows.csv")}
    assert set(rows) == set(CRF_ROWS)
    for code, row in CRF_ROWS.items():
        assert "|".join(row.direct) == rows[code]["direct"]
        assert (row.indirect or "") == rows[code]["indirect"]
        assert (row.outside or "") == rows[code]["outside"]
        assert row.counted == (rows[code]["counted"] == "yes")


def test_the_covenant_template_has_its_rows(root: Path) -> None:
    labels = {row["row"] for row in facts(root, "covenant_rows.csv")}
    assert labels <= {row.name for row in COVENANT_ROWS.values()}
    assert set(COVENANT_ROWS) <= set(SECTORS)


def test_every_gpc_reference_has_a_name() -> None:
    assert {".".join(ref.split(".")[:2]) for ref in GPC_REFERENCES} == set(GPC_SUBSECTORS)
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
        assert gpc.row in GPC_REFERENCES if gpc.row else len(gpc.lost) == 1
        assert crf.row in CRF_ROWS if crf.row else crf.lost
        if gpc.row:
            assert gpc.scope == GPC_REFERENCES[gpc.row].scope
            assert SECTORS[GPC_REFERENCES[gpc.row].sector].group in (SECTORS[sector].group, "Tertiary", "Other")


@pytest.mark.parametrize("sector", COVENANT_ROWS)
def test_there_and_back_is_the_same_place_or_a_loss_that_was_said(sector: str) -> None:
    for carrier, scope in SIDES:
        for there in (to_gpc(sector, carrier, scope), to_crf(sector, carrier, scope)):
            if there.row is not None:
                back = to_covenant(there.row, carrier, there.scope)
                assert back.row == sector or there.lost or back.lost, f"{there} came back as {back}"


@pytest.mark.parametrize("ref", GPC_REFERENCES)
def test_a_reference_comes_back_from_the_common_reporting_framework_or_the_loss_is_said(ref: str) -> None:
    there = to_crf(ref, None, GPC_REFERENCES[ref].scope)
    if there.row is not None:
        back = to_gpc(there.row, None, there.scope)
        assert back.row == ref or there.lost
    else:
        assert there.lost


@pytest.mark.parametrize("ref", GPC_REFERENCES)
def test_what_both_tables_count_is_counted_in_both(ref: str) -> None:
    """Only industrial processes and land use count in the common reporting framework and not in BASIC."""
    there = to_crf(ref, None, GPC_REFERENCES[ref].scope)
    if there.row is not None:
        wider = ref.startswith(("IV", "V."))
        assert counted(CRF, there.row, there.scope) == (wider or GPC_REFERENCES[ref].level == "BASIC")


def test_grid_supply_never_counts_anywhere() -> None:
    assert not any(counted(CRF, code, DIRECT) for code in CRF_ROWS if code.startswith("Generation"))
    assert not counted(GPC, "I.4.4", DIRECT)
    assert not counted("covenant", "energy_supply", DIRECT)


@pytest.mark.parametrize("sector", ["public_transport", "transport"])
def test_transport_told_by_owner_has_no_place_until_its_mode_is_said(sector: str) -> None:
    assert to_gpc(sector, "electricity", 2).row is None
    assert [to_gpc(sector, "electricity", 2, mode).row for mode in MODES] == [f"II.{at}.2" for at in range(1, 6)]
    assert "owner" in to_gpc(sector, "electricity", 2, "railways").lost[0]


def test_commercial_and_institutional_of_one_figure_leave_the_other_row_included_elsewhere() -> None:
    assert to_crf("I.2.1", None, DIRECT).elsewhere == INSTITUTIONAL
    assert to_covenant("I.2.1", None, DIRECT).elsewhere == "municipal_buildings"


@pytest.mark.parametrize("ref", ["I.3.1", "I.4.1", "I.7.1", "I.1.3", "II.1.3", "III.1.3", "VI.1"])
def test_what_the_covenant_does_not_count_stays_out(ref: str) -> None:
    assert to_covenant(ref, None, GPC_REFERENCES[ref].scope).row is None


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: to_gpc("I.1", None, None), "row-unknown"),
        (lambda: to_covenant("residential", None, 1), "row-unknown"),
        (lambda: to_gpc("public_transport", None, None, "metro"), "mode-unknown"),
        (lambda: to_gpc("residential", None, None, "railways"), "mode-unwanted"),
    ],
)
def test_an_unknown_row_or_mode_is_refused_with_the_alternatives(call: object, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        call()  # type: ignore[operator]
    assert refusal.value.problems[0].code == code
