"""A cell of an OpenDocument spreadsheet that shows a thousandth of the number which it holds is asked about."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.readers.number_formats import any_divided, divided
from tests.datasets.files import empty_store
from tests.datasets.intake.readers.test_number_formats import ods


@pytest.mark.parametrize(
    ("held", "text", "many"),
    [
        ("210300", "210.3", 1000),
        ("210340", "210,3", 1000),
        ("210300000", "210.3", 10**6),
        ("-210300", "-210.3", 1000),
        ("210300", "210300", 1),
        ("210300", "210.300", 1),  # a whole number, its thousands parted
        ("210300", "210,300", 1),
        ("210.3", "210.3", 1),
        ("0", "0", 1),
        ("2019", "2019-01-01", 1),
        ("0.31", "31 %", 1),
    ],
)
def test_a_text_that_shows_a_part_of_its_number_is_told_from_one_that_shows_all_of_it(
    held: str, text: str, many: int
) -> None:
    assert divided(held, text) == many


def test_what_is_shown_in_thousands_is_found_without_reading_the_whole_table() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    assert any_divided(cell.format("210300", "210.3").encode())
    assert not any_divided(cell.format("210300", "210300").encode())


def test_the_figures_count_as_they_are_held_or_shown_as_was_answered() -> None:
    def cells(*texts: str) -> str:
        words = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )
        return f"<table:table-row>{words}{{}}</table:table-row>"

    figure = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    head = cells("City", "Year", "Sector", "GWh").format("")
    rows = head + cells("Turin", "2019", "Residential").format(figure.format("210300", "210.3"))
    asked = drafting.draft(empty_store(), ods(rows), "city.ods")
    assert [(problem.key, problem.choices) for problem in asked.problems] == [
        ("shown-divided", ("as-held", "as-shown"))
    ]
    for answer, amount in (("as-shown", 210300), ("as-held", 210300000)):
        draft = drafting.draft(empty_store(), ods(rows), "city.ods", {"shown-divided": answer})
        assert draft.table is not None
        assert draft.table["value"].to_pylist() == [amount]
