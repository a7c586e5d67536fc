"""Other readings as dots: one row each, the verdict first, and the same in words."""

from __future__ import annotations

from dashboard.figures import reading_dots
from datasets import City
from tests.datasets.files import sample_store


def test_each_reading_has_a_row_and_the_verdict_stands_first() -> None:
    found = City(sample_store(), "Boston").flips()
    figure = reading_dots.dots(found)
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    assert len(marks) == 1 + len(found.readings)
    assert [mark.marker.symbol for mark in marks[:2]] == ["circle", "triangle-up"]
    labels = [label.text for label in figure.layout.annotations]
    assert "<b>As filed</b>" in labels
    assert "0.18\u00a0Mt ahead" in labels
    assert "0.32\u00a0Mt behind" in labels


def test_the_picture_has_a_table() -> None:
    found = City(sample_store(), "Boston").flips()
    table = reading_dots.behind(found)
    assert len(table["Reading"]) == 1 + len(found.readings)
