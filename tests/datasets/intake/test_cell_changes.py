"""The difference that a commit makes, cell by cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from datasets.intake.cell_changes import Figure, cells, changes

ROW = ("residential", "Homes", "electricity", 2, None, "energy")
FIGURES = st.tuples(st.sampled_from("abc"), st.sampled_from([1.0, 2.0, None]))


def test_a_cell_is_new_changed_or_removed_and_an_equal_one_is_not_told() -> None:
    before = cells([(*ROW, 1.0, None), ("waste", "Waste", None, 1, None, "co2e", 5.0, None)])
    after = cells([(*ROW, None, "NE"), ("transport", "Roads", None, 1, None, "co2e", 5.0, None)])
    found = {(change.kind, change.place.sector): (change.before, change.after) for change in changes(before, after)}
    assert found == {
        ("changed", "residential"): ((Figure(1.0, None),), (Figure(None, "NE"),)),
        ("new", "transport"): ((), (Figure(5.0, None),)),
        ("removed", "waste"): ((Figure(5.0, None),), ()),
    }


def test_a_gpc_reference_names_its_cell_whatever_its_caption_says() -> None:
    one = cells([("stationary", "Homes", None, 1, "I.1.1", "co2e", 1.0, None)])
    other = cells([("stationary", "Residential", None, 1, "I.1.1", "co2e", 1.0, None)])
    assert list(changes(one, other)) == []


def _rows(figures: list[tuple[str, float | None]]) -> list[tuple[object, ...]]:
    return [(sector, sector, None, 1, None, "co2e", value, None if value else "NO") for sector, value in figures]


@given(st.lists(FIGURES), st.lists(FIGURES), st.randoms())
def test_the_order_of_rows_never_matters_and_the_way_back_is_the_mirror(
    before: list[tuple[str, float | None]], after: list[tuple[str, float | None]], chance: object
) -> None:
    shuffled = list(after)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    there = {(c.place, c.before, c.after) for c in changes(cells(_rows(before)), cells(_rows(shuffled)))}
    back = {(c.place, c.after, c.before) for c in changes(cells(_rows(after)), cells(_rows(before)))}
    assert there == back
    assert list(changes(cells(_rows(after)), cells(_rows(shuffled)))) == []
