"""The command of knowledge: what worked elsewhere, by words and by the gap of a city."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., tuple[int, Any, str]]


def test_entries_are_found_by_words_of_any_language_with_what_matched(run: Run) -> None:
    _, said, _ = run("knowledge", "Deponiegas")
    assert "  title: Landfill gas capture and less landfilling\n" in said
    assert "said: deponiegas, how: meaning, found: " in said.casefold()
    _, values, _ = run("knowledge", "autobuses", "eléctricos", "--most", "1", "--json")
    assert [one["id"] for one in values] == ["cs02"]
    assert values[0]["evidence"] == "claimed"


def test_what_fits_the_gap_of_a_city_is_told_or_that_nothing_does(run: Run) -> None:
    _, values, _ = run("knowledge", "--city", "Boston", "--json")
    assert [one["id"] for one in values] == ["m127", "m116", "m117"]
    assert {one["evidence"] for one in values} <= {"control group", "before-after", "measured"}
    assert run("knowledge", "--city", "Varna", "--hazards")[1].strip() == "Nothing is on file."
