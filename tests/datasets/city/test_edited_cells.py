"""A cell that somebody typed: a choice is taken by its code and by the name that its refusal lists."""

from __future__ import annotations

import pytest

from analytics.text.problems import Refused
from datasets.city.edited_cells import cell_of
from datasets.store.kinds import experiences

SPAN = next(column for column in experiences.KIND.editing.columns if column.field == "span")


@pytest.mark.parametrize(("typed", "kept"), [("year", "year"), ("a year", "year"), ("In all", "sum"), (None, None)])
def test_a_choice_is_taken_by_its_code_and_by_its_name(typed: str | None, kept: str | None) -> None:
    assert cell_of(SPAN, typed) == kept


def test_what_is_no_choice_is_answered_with_the_names_of_those_there_are() -> None:
    with pytest.raises(Refused, match="one of a year, in all"):
        cell_of(SPAN, "yearly")
