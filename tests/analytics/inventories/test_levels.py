"""BASIC, BASIC+, territorial and other: which references each holds, and that nobody adds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.inventory import Cell, Inventory
from analytics.inventories.levels import LEVELS, LevelTotal, at_level, level_totals
from analytics.text.problems import Refused
from analytics.vocabulary import GPC_REFERENCES
from tests.analytics.builders import cell, one

AMOUNTS = st.dictionaries(
    st.sampled_from(sorted(GPC_REFERENCES)), st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1
)


def gpc(ref: str, amount: float) -> Cell:
    return cell(GPC_REFERENCES[ref].sector, amount, method="gpc", gpc_ref=ref, scope=GPC_REFERENCES[ref].scope)


def of(amounts: dict[str, float]) -> Inventory:
    return one([gpc(ref, amount) for ref, amount in amounts.items()])


@given(AMOUNTS)
def test_the_levels_partition_what_was_reported(amounts: dict[str, float]) -> None:
    levels = of(amounts).levels
    narrow = {
        level: sum(amount for ref, amount in amounts.items() if GPC_REFERENCES[ref].level == level)
        for level in ("BASIC", "BASIC+", "territorial", "other")
    }
    shown = {level: found.tonnes or 0.0 for level, found in levels.items()}
    assert shown["BASIC"] == pytest.approx(narrow["BASIC"], abs=1e-6)
    assert shown["BASIC+"] - shown["BASIC"] == pytest.approx(narrow["BASIC+"], abs=1e-6)
    assert shown["other"] == pytest.approx(narrow["other"], abs=1e-6)
    scope_1 = sum(amount for ref, amount in amounts.items() if GPC_REFERENCES[ref].scope == 1)
    assert shown["territorial"] == pytest.approx(scope_1, abs=1e-6)


@given(AMOUNTS)
def test_the_basic_level_is_the_total_of_the_inventory(amounts: dict[str, float]) -> None:
    found = of(amounts)
    assert found.levels["BASIC"].tonnes == found.emissions_t


@pytest.mark.parametrize(
    ("ref", "levels"),
    [
        ("I.1.1", {"BASIC", "BASIC+", "territorial"}),
        ("I.1.2", {"BASIC", "BASIC+"}),
        ("I.1.3", {"BASIC+"}),
        ("I.4.4", {"territorial"}),
        ("II.4.3", {"BASIC+"}),
        ("III.1.1", {"BASIC", "BASIC+", "territorial"}),
        ("III.1.2", {"BASIC", "BASIC+"}),
        ("III.1.3", {"territorial"}),
        ("IV.1", {"BASIC+", "territorial"}),
        ("V.3", {"BASIC+", "territorial"}),
        ("VI.1", {"other"}),
    ],
)
def test_a_reference_counts_at_its_levels(ref: str, levels: set[str]) -> None:
    assert {level for level in LEVELS if at_level(level, ref, None)} == levels


def test_two_levels_are_never_added() -> None:
    levels = of({"I.1.1": 5.0, "I.1.3": 1.0}).levels
    with pytest.raises(Refused, match="BASIC total added to territorial"):
        levels["BASIC"] + levels["territorial"]
    with pytest.raises(Refused, match="one level at a time"):
        levels["BASIC+"] + 1.0
    with pytest.raises(Refused, match="one level at a time"):
        sum(levels.values())


def test_an_unknown_level_is_refused_with_the_levels() -> None:
    with pytest.raises(Refused, match="BASIC, BASIC\\+, territorial, other"):
        at_level("CITY", "I.1.1", 1)


def test_a_row_without_reference_and_scope_leaves_the_territorial_total_open() -> None:
    found = one([cell("residential", 5.0, method="gpc"), cell("energy_supply", 9.0, method="gpc", scope=1)]).levels
    assert (found["BASIC"].tonnes, found["BASIC+"].tonnes) == (5.0, 5.0)
    assert found["territorial"] == LevelTotal(
        "territorial", None, None, ("Some rows name neither a GPC reference nor a scope.",)
    )


def test_only_gpc_inventories_have_levels() -> None:
    assert one([cell()]).levels == {}
    assert level_totals([])["BASIC"].tonnes is None
