"""How rows are hashed: the same content gives the same digest, however it is kept, another content another."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from datasets.store import canonical
from tests.datasets.builders import row, table

WORDS = st.sampled_from(["", "a", "b", "è", "a\nb", "1 a"])
COLUMN = st.lists(WORDS | st.none(), min_size=1, max_size=12)


def digest(words: list[str | None], name: str = "label", kind: Any = None) -> str:
    return canonical.digest(pa.table({name: pa.array(words, kind or pa.string())}))


@given(COLUMN, COLUMN, st.sampled_from(["label", "original_text"]))
def test_two_columns_share_a_digest_only_if_they_say_the_same(one: Any, other: Any, name: str) -> None:
    blank = {None}
    same = one == other or (set(one) == blank == set(other) and len(one) == len(other))
    assert (digest(one, name) == digest(other, name)) == same


@given(COLUMN, st.integers(0, 12))
def test_how_a_column_is_kept_does_not_matter(words: Any, cut: int) -> None:
    for name in ("label", "original_text"):
        whole = pa.array(words, pa.string())
        chunked = pa.chunked_array([whole[:cut], whole[cut:]], pa.string())
        coded = pa.array(words, pa.string()).dictionary_encode()
        found = {canonical.digest(pa.table({name: kept})) for kept in (whole, chunked, coded, whole[:cut])}
        assert len(found - {digest(words[:cut], name)}) <= 1
        assert {canonical.digest(pa.table({name: kept})) for kept in (chunked, coded)} == {digest(words, name)}


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.none(), min_size=1, max_size=8))
def test_a_number_that_changes_by_its_last_bit_changes_the_digest(values: list[float | None]) -> None:
    before = canonical.digest(pa.table({"value": pa.array(values, pa.float64())}))
    for place, value in enumerate(values):
        other = 1.0 if value is None else math.nextafter(value, math.inf) if value < 1e308 else 0.0
        changed = [*values[:place], other, *values[place + 1 :]]
        assert canonical.digest(pa.table({"value": pa.array(changed, pa.float64())})) != before


@given(st.lists(st.tuples(WORDS | st.none(), st.floats(0, 9) | st.none()), max_size=12), st.integers(0, 12))
def test_a_run_of_rows_has_the_digest_of_a_table_of_these_rows_alone(rows: Any, start: int) -> None:
    for many in (1, canonical.FEW_ROWS):
        held = [row for row in rows for _ in range(many)]
        words, numbers = ([row[place] for row in held] for place in (0, 1))
        whole = pa.table(
            {
                "city_id": pa.array(words, pa.string()),
                "original_text": pa.array(words, pa.string()),
                "value": pa.array(numbers, pa.float64()),
                "other_names": pa.array([None if word is None else [word] for word in words], pa.list_(pa.string())),
            }
        )
        start = min(start, len(held))
        made = canonical.Canonical(whole)
        assert made.digest(start, len(held)) == canonical.digest(whole.slice(start))
        assert made.cities(start, len(held)) == set(words[start:]) - {None}


def test_a_column_that_a_later_edition_adds_without_values_changes_nothing() -> None:
    held = table([row()])
    assert canonical.digest(held.append_column("sheet", pa.nulls(1, pa.string()))) == canonical.digest(held)
