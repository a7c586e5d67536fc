"""An answer as lines: every value of it, and what is missing shown as missing."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.commands.answer_lines import lines


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], []),
        ({}, []),
        ({"year": 2019, "gap_t": None}, ["year: 2019, gap t: –"]),
        ({"gap_t": 12345.5, "rows": 12345, "held": False}, ["gap t: 12,345.5, rows: 12,345, held: no"]),
        ({"share": 0.0, "note": "", "of": []}, ["share: 0, of: –"]),
        ([{"name": "a"}, {"name": "b"}], ["- name: a", "- name: b"]),
        ({"years": [2019, 2020]}, ["years: 2019, 2020"]),
        ({"name": "a", "parts": {"x": {"y": 1}}}, ["name: a", "parts:", "  x:", "    y: 1"]),
        ({"city": "a" * 60, "named": "b" * 60}, [f"city: {'a' * 60}", f"named: {'b' * 60}"]),
        (["one", "two"], ["- one", "- two"]),
        ([{}, [1, 2]], ["- –", "- - 1", "  - 2"]),
        ("a text", ["a text"]),
    ],
)
def test_values_are_said_line_by_line(values: Any, said: list[str]) -> None:
    assert lines(values) == said
