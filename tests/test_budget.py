"""The budget of the house, and that it is held."""

from __future__ import annotations

import pytest

from tests import budget


def test_no_room_holds_more_code_than_its_budget_and_a_number_falls_with_its_room() -> None:
    assert budget.outgrown(budget.counted(), budget.allowed()) == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a = 1\n", 3),
        ("# why\na = 1\n", 3),
        ('"""What it is."""\n\na = (\n    1\n)\n', 5),
        ('a = f"{b:>{c}} and {d!r}" + "e"\n', 5),
    ],
)
def test_neither_comments_nor_docstrings_nor_layout_count(text: str, size: int) -> None:
    assert budget.tokens(text) == size


@pytest.mark.parametrize(
    ("found", "may_grow", "written", "wrong"),
    [
        (100, set(), 100, 0),
        (98, set(), 100, 0),
        (96, set(), 96, 0),
        (101, set(), 100, 1),
        (101, {"datasets/city"}, 101, 0),
    ],
)
def test_a_number_falls_by_itself_and_rises_only_with_a_reason(
    found: int, may_grow: set[str], written: int, wrong: int
) -> None:
    after = budget.rewritten({"datasets/city": found}, {"datasets/city": 100}, may_grow)
    assert after == {"datasets/city": written}
    assert len(budget.outgrown({"datasets/city": found}, after)) == wrong


def test_a_room_grows_where_the_unreleased_changelog_names_it() -> None:
    unreleased = "## [Unreleased]\n\n- Budget: `datasets/published` holds the signatories.\n"
    log = f"# Changelog\n\n{unreleased}\n## [1.0]\n- Budget: `analytics/text`.\n"
    assert budget.explained(log) == {"datasets/published", "datasets (whole)", "(whole)"}
