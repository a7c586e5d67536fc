"""A cell that shows another text than it holds is told of at its place, in every column that means something."""

from __future__ import annotations

import pytest

from tests.datasets.files import drafted, row, sample_store, table, told

OVERRIDE, POP = "\u202e", "\u202c"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("city", f"{OVERRIDE}niruT{POP}"),
        ("year", f"20{OVERRIDE}91{POP}"),
        ("unit", f"{OVERRIDE}hWM{POP}"),
        ("notation_key", f"{OVERRIDE}EN{POP}"),
        ("scope", f"{OVERRIDE}1{POP}"),
        ("sector", f"resi{OVERRIDE}x{POP}"),
        ("carrier", "\u202bnatural_gas\u202c"),
        ("year", "\u20672019\u2069"),
        ("value", f"{OVERRIDE}123{POP}"),
    ],
)
def test_a_text_whose_direction_is_turned_is_refused_at_its_place(column: str, text: str) -> None:
    draft = drafted(table(row(), row(**{column: text, "carrier": text if column == "carrier" else "electricity"})))
    codes = {code for severity, code, line, where in told(draft) if (severity, line, where) == ("block", 3, column)}
    assert codes & {"text-reordered", "value-unseen"}
    problem = next(problem for problem in draft.problems if problem.severity == "block")
    assert "[U+2" in problem.found, "the character is shown by its number, and turns nothing of the sentence"
    assert draft.imported == 1


def test_hidden_marks_that_turn_nothing_and_sources_are_taken_as_before() -> None:
    text = table(row(city="\ufeffTurin\u200e", value="\u200e100\u200e"), row(year="\u200f2019", carrier="electricity"))
    assert drafted(text).imported == 2
    named = "city,year,sector,value,unit,source\nTurin,2019,residential,1,MWh,\u202eabc\u202c\n"
    draft = drafted(named, store=sample_store())
    assert draft.imported == 1
    assert "\u202e" not in draft.table["source"][0].as_py()
