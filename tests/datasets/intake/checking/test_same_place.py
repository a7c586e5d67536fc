"""Rows of one place that differ in a label or in the name of a sector or carrier alone add up only where they are parts
of it."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted

LABELLED = "Year,Sector,Label,Carrier,MWh\n"
NAMED = "Year,Sector,Carrier,MWh\n"


def labelled(first: str, second: str) -> str:
    return LABELLED + "".join(
        f"2019,{sector},{label},Electricity,{value}\n"
        for sector, base in (("Residential", 400), ("Tertiary", 500))
        for label, value in ((first, base), (second, base + 3))
    )


def asked(draft: Draft) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(problem.key, problem.choices) for problem in draft.problems if problem.severity == "ask"]


@pytest.mark.parametrize(
    ("first", "second"), [("first release", "revised"), ("location-based", "market-based"), ("North", "South")]
)
def test_labels_that_come_back_in_several_sectors_are_asked_about_once(first: str, second: str) -> None:
    draft = drafted(labelled(first, second), city="Turin")
    assert asked(draft) == [("same-place:Label", ("add-up", first, second))]
    assert draft.imported == 0


def test_the_label_that_counts_leaves_the_others_of_its_places_out() -> None:
    text = labelled("first release", "revised") + "2019,Industry,first release,Electricity,50\n"
    settled = drafted(text, {"same-place:Label": "revised"}, city="Turin")
    assert (settled.ready, settled.imported, settled.ignored) == (True, 3, 2)
    assert settled.inventories[0].total == 403 + 503 + 50
    added = drafted(text, {"same-place:Label": "add-up"}, city="Turin")
    assert (added.ready, added.inventories[0].total) == (True, 400 + 403 + 500 + 503 + 50)


def test_bounds_of_one_sector_are_asked_about() -> None:
    rows = "".join(
        f"2019,Residential,{label},Electricity,{value}\n"
        for label, value in (("low", 380), ("best estimate", 402), ("high", 430))
    )
    assert asked(drafted(LABELLED + rows, city="Turin")) == [
        ("same-place:Label", ("add-up", "low", "best estimate", "high"))
    ]


def test_parts_of_a_sector_and_lists_of_buildings_add_up_unasked() -> None:
    parts = "".join(
        f"2019,{sector},{label},{carrier},{value}\n"
        for sector, label, value in (
            *(("Residential", "Flats", 201), ("Residential", "Houses", 298)),
            *(("Tertiary", "Offices", 311), ("Tertiary", "Shops", 304)),
        )
        for carrier in ("Electricity", "Natural gas")
    )
    buildings = "".join(f"2019,Municipal buildings,School {number},Electricity,{number + 7}\n" for number in range(20))
    draft = drafted(LABELLED + parts + buildings, city="Turin")
    assert (draft.ready, draft.imported) == (True, 28)


def test_a_row_that_is_the_sum_of_the_other_labels_of_its_place_is_asked_about() -> None:
    rows = "".join(
        f"2019,Residential,{label},Electricity,{value}\n"
        for label, value in (("North", 190), ("South", 213), ("Whole city", 403))
    )
    text = f"{LABELLED}{rows}2019,Tertiary,Whole city,Electricity,510\n"
    draft = drafted(text, city="Turin")
    assert asked(draft) == [("sum-rows", ("leave-out", "keep"))]
    settled = drafted(text, {"sum-rows": "leave-out"}, city="Turin")
    assert (settled.ready, settled.inventories[0].total) == (True, 403 + 510)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Residential,Natural gas", "Residential,Methane"),
        ("Residential,Electricity", "Households,Electricity"),
        ("Public lighting,Electricity", "Street lighting,Electricity"),
        ("Transport,Petrol", "Transport,Gasoline"),
    ],
)
def test_two_names_of_one_sector_or_carrier_are_asked_about(first: str, second: str) -> None:
    text = f"{NAMED}2019,{first},302\n2019,{second},299\n2019,Tertiary,Heating oil,98\n"
    ((key, choices),) = asked(drafted(text, city="Turin"))
    one, other = next(pair for pair in zip(first.split(","), second.split(","), strict=True) if pair[0] != pair[1])
    assert (key, choices) == (f"same-place:{one}", ("add-up", one, other))
    settled = drafted(text, {str(key): other}, city="Turin")
    assert (settled.ready, settled.inventories[0].total) == (True, 299 + 98)


def test_two_words_that_somebody_said_are_of_one_sector_add_up() -> None:
    text = f"{NAMED}2019,Gewächshäuser am Ring,Electricity,302\n2019,Tertiary,Electricity,299\n"
    settled = drafted(text, {"sector:Gewächshäuser am Ring": "tertiary"}, city="Turin")
    assert (settled.ready, settled.inventories[0].total) == (True, 601)
