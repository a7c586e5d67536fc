"""The grid has a sign and a word for every cell, and its sentence counts them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from analytics.commitment.progress import Progress
from analytics.commitment.robustness import APPROACHES, BASES, ELECTRICITY, GWP_SETS, Cell, Grid
from analytics.vocabulary import Verdict
from dashboard import language, theme
from dashboard.figures import robustness_grid


def made(told: Callable[[str], bool]) -> Grid:
    """Behind wherever ``told`` says so of the GWP set, else it cannot be told."""
    cells = tuple(
        Cell(*place, Verdict.BEHIND, gap_t=5_000.0)
        if told(place[0])
        else Cell(*place, Verdict.CANNOT_TELL, reasons=("no",))
        for place in product(GWP_SETS, APPROACHES, ELECTRICITY, BASES)
    )
    return Grid(Progress(None, verdict=Verdict.BEHIND), cells, cells[:2])


def test_every_cell_stands_at_its_place_with_sign_colour_and_word() -> None:
    found = made(lambda gwp_set: gwp_set == "AR5")
    marks = robustness_grid.grid(found).data[0]
    assert len(marks.x) == 40
    rows = robustness_grid.rows(found)
    assert [name for name, _ in rows][4:7] == ["AR5, standard", "AR5, life-cycle", "AR5 + feedbacks, standard"]
    assert all([(cell.electricity, cell.base) for cell in line] == list(robustness_grid.COLUMNS) for _, line in rows)
    behind = [index for index, symbol in enumerate(marks.marker.symbol) if symbol == "triangle-up"]
    assert behind == list(range(16, 24))
    assert {marks.marker.color[index] for index in behind} == {theme.LIGHT.rising}
    words = [label.text for label in robustness_grid.grid(found).layout.annotations]
    assert words.count("behind") == 8
    assert words.count("cannot tell") == 32


def test_a_long_answer_goes_on_below_and_its_row_grows_with_it() -> None:
    found = made(lambda gwp_set: gwp_set == "AR5")
    plain = robustness_grid.grid(found)
    language.use("bg")
    try:
        long = robustness_grid.grid(found)
    finally:
        language.use("en")
    answers = {label.text for label in long.layout.annotations}
    assert "не може да<br>се каже" in answers
    assert long.layout.height == plain.layout.height + 10 * robustness_grid.LINE


def test_the_words_carry_sign_and_gap() -> None:
    (first, *_), (other, *_) = (line for _, line in robustness_grid.rows(made(lambda gwp_set: gwp_set == "SAR"))[1:3])
    assert robustness_grid.answers([first, other]) == ["▲\u00a0Behind, +5.0\u00a0kt", "○\u00a0cannot tell"]


def test_its_sentence_counts_the_answers() -> None:
    found = made(lambda gwp_set: gwp_set == "AR6")
    assert "32 cannot tell, 8 behind" in robustness_grid.grid_alt(found)
    assert "Behind in 8 of 8 cells that can be told" in robustness_grid.grid_alt(found)
    assert [gap for gap in robustness_grid.behind(found)["Gap, t"] if gap is not None] == [5_000.0] * 8
