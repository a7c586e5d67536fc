"""A declared kind follows from its columns: its table refuses what its cells and rules refuse, each where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.store.declared_kind import WHENCE, Cells, declared, done_already, in_order, needs, not_to_come, range_of
from datasets.store.kind import EditedColumn

LATER = 2999


class Tree(NamedTuple):
    """A row with every sort of column."""

    city_id: str
    name: str
    state: str
    parks: str
    planted: int | None
    felled: int | None
    value: float | None
    most: float | None
    unit: str
    seen: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


_NAMES = {"a": "A", "b": "B"}
KIND = declared(
    "trees",
    Tree,
    (
        EditedColumn("name", "Name", "text"),
        EditedColumn("state", "State", "choice", choices=_NAMES, settled=True, blank=True),
        EditedColumn("parks", "Parks", "choices", choices=_NAMES, blank=True),
        EditedColumn("planted", "Planted", "year", blank=True),
        EditedColumn("felled", "Felled", "year", blank=True),
        EditedColumn("value", "Share", "number", least=0, most=100, blank=True),
        EditedColumn("most", "Up to", "number", blank=True),
        EditedColumn("unit", "Unit", "text", blank=True),
        EditedColumn("seen", "Seen", "date", blank=True),
        *WHENCE,
    ),
    called="trees",
    record="tree",
    title="Trees",
    purpose="A test.",
    place=1,
    key=("name",),
    order=lambda one: one.name,
    rules=(
        in_order("planted", "felled", strictly=True),
        range_of("value", "most"),
        needs("value", "unit", "the unit of the value"),
        not_to_come("planted"),
        done_already("seen"),
    ),
)
ROW: Cells = dict.fromkeys(Tree._fields[1:-2]) | {"name": "oak", "source": "a walk"}


@pytest.mark.parametrize(
    ("cells", "code", "column", "by_the_table"),
    [
        ({"planted": 2020, "felled": 2020}, "years-upside-down", "felled", True),
        ({"value": 5, "most": 4, "unit": "%"}, "range-upside-down", "most", True),
        ({"value": 5}, "cell-missing", "unit", True),
        ({"planted": LATER}, "year-to-come", "planted", False),
        ({"seen": f"{LATER}-01"}, "step-later", "seen", False),
    ],
)
def test_a_rule_is_answered_at_its_column_and_the_table_keeps_it_where_it_can(
    cells: Mapping[str, Any], code: str, column: str, by_the_table: bool
) -> None:
    with pytest.raises(Refused) as refusal:
        KIND.made("X", ROW | dict(cells))
    assert [(one.code, one.column) for one in refusal.value.problems] == [(code, column)]
    entry = Tree(*("" if cell is None and field not in _NUMBERS else cell for field, cell in _fields(cells)))
    assert written(entry) != by_the_table


_NUMBERS = ("planted", "felled", "value", "most")


def _fields(cells: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [("city_id", "X"), *(ROW | dict(cells)).items()]


def written(entry: Tree) -> bool:
    """Whether the table takes a row."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(KIND.tables["trees"])
        try:
            KIND.write(connection, 1, [entry])
        except duckdb.ConstraintException:
            return False
        ((_, _, *held),) = connection.table("trees").fetchall()
        return tuple(held) == entry[:-1]


@pytest.mark.parametrize(
    "cells", [{"value": 101, "unit": "%"}, {"value": -1, "unit": "%"}, {"state": "c"}, {"name": ""}]
)
def test_the_table_is_as_narrow_as_its_columns(cells: Mapping[str, Any]) -> None:
    oak = KIND.made("X", ROW)
    assert written(oak)
    assert not written(oak._replace(**cells))


def test_what_is_not_said_is_blank_and_several_codes_are_one_text_that_reads_back() -> None:
    oak = KIND.made("X", ROW | {"parks": ("a", "b"), "planted": 1999})
    assert (oak.parks, oak.planted, oak.felled, oak.state, oak.seen) == ("a;b", 1999, None, "", "")
    assert KIND.editing.row(oak) == ROW | {"parks": ("a", "b"), "planted": 1999}
    assert written(oak)


def test_an_entry_whose_fields_are_not_its_columns_is_no_declaration() -> None:
    with pytest.raises(AssertionError, match="the fields of woods"):
        declared(
            "woods",
            Tree,
            WHENCE,
            called="woods",
            record="wood",
            title="Woods",
            purpose="A test.",
            place=2,
            key=("source",),
            order=lambda one: one.source,
        )
