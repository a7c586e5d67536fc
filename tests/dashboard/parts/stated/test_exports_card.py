"""Each format of the command line is offered, and a table of another framework keeps keys and numbers apart."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.parts.stated.exports_card import FORMATS
from dashboard.parts.stated.other_framework import table
from datasets import City, Store
from datasets.exports import FORMATS as KNOWN


def test_every_format_of_the_command_line_is_offered() -> None:
    assert FORMATS.keys() == set(KNOWN) - {"bundle"}, "which has a card of its own"


def test_a_converted_table_keeps_keys_apart_from_numbers_and_adds_up(samples: Store) -> None:
    boston = City(samples, "US-BOS")
    made = boston.conversion(2020, "crf").conversion
    content = table(made, "crf", "2020, GPC BASIC", boston).csv().decode("utf-8-sig")
    lines = [line for line in content.splitlines() if not line.startswith(("#", '"#'))]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert len(rows) == len(made.cells)
    assert all(bool(row["Value"]) != bool(row["Notation key"]) for row in rows)
    total = sum(float(row["Value"]) for row in rows if row["Value"] and row["In the total"] == "yes")
    assert total == pytest.approx(made.totals["co2e"].after)
