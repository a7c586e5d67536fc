"""What a table shows is what is on file, an empty cell for nothing, and its effect is told in a sentence."""

from __future__ import annotations

import pytest

from dashboard import language
from dashboard.parts.stated.figure_editor import _frame, _rows, verdict_moves
from datasets import City, Store
from datasets.city.figure_tables import EDITED, FigureEdit


@pytest.mark.parametrize("name", EDITED)
def test_a_row_comes_back_from_the_screen_as_it_went(samples: Store, name: str) -> None:
    table = City(samples, "IT0004").figures(name)
    assert _rows(table.editing.columns, _frame(table.editing.columns, table.rows)) == table.rows


@pytest.mark.parametrize(
    ("reader", "typed", "read"),
    [
        ("it", "866.510", 866_510),
        ("bg", "866 510", 866_510),
        ("en", "866,510", 866_510),
        ("en", "866.510", "866.510"),
        ("fr", "866.510", "866.510"),
        ("en", "many", "many"),
    ],
)
def test_a_typed_number_is_read_by_the_readers_language_and_what_can_be_two_stays_to_be_asked(
    samples: Store, reader: str, typed: str, read: object
) -> None:
    table = City(samples, "IT0004").figures("population")
    language.use(reader)
    try:
        frame = _frame(table.editing.columns, table.rows)
        assert _rows(table.editing.columns, frame) == table.rows
        frame.loc[1, "inhabitants"] = typed
        assert _rows(table.editing.columns, frame)[0]["inhabitants"] == read
    finally:
        language.use("en")


def test_a_row_without_a_cell_is_none(samples: Store) -> None:
    columns = City(samples, "IT0004").figures("gdp").editing.columns
    assert _rows(columns, _frame(columns, [{column.field: None for column in columns}])) == ()


def test_the_sentence_of_an_effect_says_what_stays_and_what_moves(samples: Store) -> None:
    boston = City(samples, "US-BOS")
    table = boston.figures("population")
    edit = FigureEdit("population", table.rows, ({**table.rows[0], "inhabitants": 1.0}, *table.rows[1:]))
    effect = boston.figures_effect(edit)
    assert verdict_moves(effect.before, effect.after) == (
        "The verdict stays “Cannot tell · too close to call in 2020”, and its gap stays as it is."
    )
    turin = City(samples, "IT0004").report()
    assert verdict_moves(effect.before, turin).startswith("The verdict becomes “")
