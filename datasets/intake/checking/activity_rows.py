"""Rows of a long table whose unit is one of activity, such as passenger-km: told, and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasets.intake.meaning import activity
from datasets.store.combinations import positions

if TYPE_CHECKING:
    from datasets.intake.checking.word_columns import WordColumns


def leave_out(table: WordColumns) -> None:
    """Leave out the rows that are amounts of activity by their unit, and tell how many they are."""
    words = table.words("unit")
    if not any(map(activity.counted_in, words.words)):
        return
    places = positions(words.mask(activity.counted_in) & ~table.account.settled)
    if len(places):
        column = table.columns.values[0].column if table.columns.values else words.name or ""
        table.account.leave_out(activity.told(column, len(places)), places)
