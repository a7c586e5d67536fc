"""What an IE names, and whether a number stands there."""

from __future__ import annotations

import pytest

from analytics.inventories.pointers import NAMELESS, Filled, Pointer, filled, target, without_target, worth
from tests.analytics.builders import cell, one


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("IE (II.1.1)", ("II.1.1",)),
        ("IE: I.2.2 and III.1.2", ("I.2.2", "III.1.2")),
        ("see IV.1.", ("IV.1",)),
        ("included in II.1", ("II.1",)),
        ("IE (I.9.9)", ()),
    ],
)
def test_a_reference_in_the_text_is_the_target(text: str, references: tuple[str, ...]) -> None:
    found = target(text)
    assert found is not None
    assert found.references == references


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("included in Residential buildings", {"residential"}),
        ("IE, included in road transport", {"road_transport"}),
        ("IE - on-road transport", {"road_transport"}),
        ("included elsewhere (solid waste)", {"solid_waste"}),
        ("included in wastewater and solid waste", {"wastewater", "solid_waste"}),
    ],
)
def test_a_sector_in_the_text_is_the_target(text: str, sectors: set[str]) -> None:
    found = target(text)
    assert found is not None
    assert found.sectors == sectors


def test_the_name_of_a_group_means_all_its_sectors() -> None:
    found = target("included in transport")
    assert found is not None
    assert {"transport", "road_transport", "municipal_fleet"} <= found.sectors
    assert "residential" not in found.sectors


def test_further_names_are_asked_for_first() -> None:
    found = target("incluso in trasporti privati", {"incluso in trasporti privati": "private_transport"}.get)
    assert found is not None
    assert found.sectors == {"private_transport"}


@pytest.mark.parametrize("text", ["", "IE", " ie ", "IE.", "included elsewhere", "as agreed with the region"])
def test_a_text_may_name_no_place(text: str) -> None:
    assert target(text) is None
    assert worth(text, set()) == NAMELESS


def test_the_beginning_of_a_reference_means_all_below_it_and_nothing_else() -> None:
    numbers = {Filled("road_transport", "II.1.2")}
    assert worth("IE (II.1)", numbers) == "IE"
    assert worth("IE (II.1.2)", numbers) == "IE"
    assert worth("IE (II.1.1)", numbers) == "IE to II.1.1, which has no number"
    assert worth("IE (III.1)", {Filled("solid_waste", "III.1.2")}) == "IE"
    assert worth("IE (I.1)", {Filled("solid_waste", "III.1.2")}) != "IE"


def test_an_ie_whose_target_holds_no_number_is_a_warning_at_its_place() -> None:
    pointers = [
        Pointer(3, ("Town", 2019), "IE (II.1.1)"),
        Pointer(5, ("Town", 2019), "IE (I.1.1)"),
        Pointer(7, ("Town", 2020), "IE (I.1.1)"),
        Pointer(9, ("Town", 2019), "IE"),
    ]
    numbers = [(("Town", 2019), Filled("residential", "I.1.1"))]
    found = without_target(pointers, numbers)
    assert [(place, problem.severity, problem.code) for place, problem in found] == [
        (3, "warn", "ie-without-target"),
        (7, "warn", "ie-without-target"),
    ]
    assert "II.1.1" in found[0][1].found


def test_an_ie_to_an_ie_points_at_no_number() -> None:
    cells = [
        cell("residential", key="IE", text="IE (I.2.1)", method="gpc", gpc_ref="I.1.1"),
        cell("commercial_institutional", key="IE", text="IE (I.1.1)", method="gpc", gpc_ref="I.2.1"),
        cell("road_transport", 5.0, method="gpc", gpc_ref="II.1.1", scope=1),
    ]
    assert filled(cells) == {Filled("road_transport", "II.1.1")}
    found = one(cells)
    assert found.notes == (
        "Commercial and institutional buildings holds IE to I.1.1, which has no number.",
        "Residential buildings holds IE to I.2.1, which has no number.",
    )
    assert {found.completeness.open[ref] for ref in ("I.1.1", "I.2.1")} == {
        "IE to I.1.1, which has no number",
        "IE to I.2.1, which has no number",
    }
