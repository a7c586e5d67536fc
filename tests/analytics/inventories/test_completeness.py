"""What settles a required place, and what leaves it open."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.completeness import BASIC_REFERENCES, Completeness, completeness
from analytics.inventories.inventory import Cell
from analytics.vocabulary import GPC_REFERENCES, KEY_SECTORS
from tests.analytics.builders import cell, one, whole

CONTENT = st.tuples(st.sampled_from(BASIC_REFERENCES), st.sampled_from([None, "NO", "NE", "IE", "C"]))


def gpc(ref: str, key: str | None = None, text: str | None = None) -> Cell:
    return cell(
        GPC_REFERENCES[ref].sector, method="gpc", gpc_ref=ref, scope=GPC_REFERENCES[ref].scope, key=key, text=text
    )


def test_basic_asks_for_32_references_and_the_covenant_for_four_key_sectors() -> None:
    assert completeness([gpc("I.1.1")], "gpc").required == len(BASIC_REFERENCES) == 32
    assert completeness(whole(2019, 100.0), "covenant").settled == dict.fromkeys(KEY_SECTORS, "number")


@pytest.mark.parametrize(
    ("key", "text", "settles"),
    [
        (None, None, "number"),
        ("NO", None, "NO"),
        ("C", None, "C"),
        ("IE", "IE (I.2.1)", "IE"),
        ("NE", None, None),
        ("IE", "IE (I.5.1)", None),
        ("IE", "IE", None),
        ("IE", None, None),
    ],
)
def test_a_number_no_c_and_an_ie_with_a_target_settle_a_place(
    key: str | None, text: str | None, settles: str | None
) -> None:
    found = completeness([gpc("I.2.1"), gpc("I.1.1", key, text)], "gpc")
    assert found.settled.get("I.1.1") == settles
    assert ("I.1.1" in found.open) == (settles is None)


def test_what_is_open_says_why() -> None:
    found = completeness([gpc("I.1.1", "NE"), gpc("I.1.2", "IE", "IE"), gpc("I.2.1", "IE", "IE (I.1.1)")], "gpc")
    assert [found.open[ref] for ref in ("I.1.1", "I.1.2", "I.2.1", "I.2.2")] == [
        "NE",
        "IE that names no place",
        "IE to I.1.1, which has no number",
        "blank",
    ]
    assert found.share == 0.0


def test_rows_outside_basic_settle_nothing_that_basic_asks_for() -> None:
    assert completeness([gpc("I.1.3"), gpc("I.4.4"), gpc("IV.1")], "gpc").settled == {}


@given(st.lists(CONTENT, min_size=1), st.randoms(use_true_random=False))
def test_settled_and_open_are_all_that_is_required_in_any_order(
    rows: list[tuple[str, str | None]], random: Random
) -> None:
    cells = [gpc(ref, key) for ref, key in rows]
    found = completeness(cells, "gpc")
    assert set(found.settled) | set(found.open) == set(BASIC_REFERENCES)
    assert not set(found.settled) & set(found.open)
    random.shuffle(cells)
    assert completeness(cells, "gpc") == found


def test_a_number_beside_a_not_estimated_row_settles_a_key_sector() -> None:
    found = one([cell("residential", 5.0), cell("residential", key="NE"), cell("transport", key="NE")]).completeness
    assert found == Completeness(
        {"residential": "number"}, {"municipal": "blank", "tertiary": "blank", "transport": "NE"}
    )
    assert found.share == 0.25


def test_nothing_required_has_no_share() -> None:
    assert Completeness().share is None
