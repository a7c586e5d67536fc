"""To document an inventory better never costs the verdict, and what others published costs no more than it should."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.inventories.inventory import About, Cell
from analytics.inventories.published import PublishedTotal
from analytics.uncertainty.source_spread import columns, half_spread
from analytics.uncertainty.weighing_sets import CH4, N2O, WORDS, ratios
from analytics.vocabulary import Verdict
from datasets.city import error_widths
from datasets.reference import catalogue
from tests.analytics.builders import cell, read, target, whole
from tests.effort import examples

sets = st.sampled_from(list(CH4))


def judged(cells: list[Cell], base: str, latest: str, **more: object) -> Progress:
    about = {2005: About("unknown", base), 2015: About("unknown", latest)}
    aim = target(declared_base_t=1000.0)
    return assess(aim, read(cells, about=about), widths=error_widths.shipped(), **more)  # type: ignore[arg-type]


@examples(0.5)
@given(sets, st.floats(500, 1000), st.floats(0, 200), st.floats(0, 200), st.booleans())
def test_to_state_a_gwp_set_never_costs_the_verdict(
    word: str, rest: float, waste: float, then: float, declared: bool
) -> None:
    cells = [*whole(2015, rest), cell("solid_waste", waste, year=2015)]
    cells += [] if declared else [*whole(2005, 1000.0 - then), cell("solid_waste", then, year=2005)]
    for steps in permutations((0, 1)):
        said = ["unknown", "unknown"]
        before = judged(cells, *said)
        for step in steps:
            said[step] = word
            after = judged(cells, *said)
            assert (before.strength is None) == (after.strength is None)
            if before.strength is not None and after.strength is not None:
                assert after.strength.answer >= before.strength.answer - 1e-9
            if before.verdict in (Verdict.ON_TRACK, Verdict.BEHIND):
                assert after.verdict is before.verdict
            before = after


def test_an_unknown_set_is_as_wide_as_all_of_them_and_one_set_is_no_doubt() -> None:
    code = {word: np.array([place]) for place, word in enumerate(WORDS)}
    nothing = ratios(code["unknown"], code["unknown"])
    for one in CH4:
        for side in (ratios(code[one], code["unknown"]), ratios(code["unknown"], code[one])):
            assert nothing.lowest <= side.lowest <= 1 <= side.highest <= nothing.highest
        assert ratios(code[one], code[one]) == (1.0, 1.0)
    assert nothing.highest[0] == pytest.approx(36 / 21)


def test_the_weights_are_those_of_the_shipped_sets() -> None:
    for row in catalogue.records("gwp"):
        if row["gas"] == "CH4":
            lowest, highest = CH4[row["gwp_set"]]
            assert lowest <= float(row["gwp"]) <= highest
        if row["gas"] == "N2O":
            assert N2O[row["gwp_set"]] == float(row["gwp"])


def other(total_t: float, year: int = 2015, **changes: object) -> PublishedTotal:
    values: dict[str, object] = {
        "city_id": "XX",
        "year": year,
        "label": "Total",
        "total_t": total_t,
        "rounding_t": 0.0,
        "gas": "CO2e",
        "boundary": "",
        "source": "a news page",
        "remark": "",
    }
    return PublishedTotal(**(values | changes))  # type: ignore[arg-type]


def test_a_total_that_others_published_makes_an_answer_less_sure_and_is_said_beyond_the_gap() -> None:
    cells = [*whole(2005, 1000.0), *whole(2015, 600.0)]
    alone = judged(cells, "AR5", "AR5").strength
    near, far = (judged(cells, "AR5", "AR5", published=[other(amount)]) for amount in (620.0, 800.0))
    assert alone is not None
    assert near.strength is not None
    assert far.strength is not None
    assert alone.answer > near.strength.answer > far.strength.answer
    codes = [[note.code for note in item.notes if isinstance(note, Reason)] for item in (near, far)]
    assert [Code.TOTALS_DISAGREE in mine for mine in codes] == [False, True]
    assert far.strength.weights[0].named == "other published totals of the year"
    in_base_year = judged(cells, "AR5", "AR5", published=[other(1300.0, 2005)]).strength
    assert in_base_year is not None
    assert in_base_year.answer < alone.answer


def test_what_counts_another_boundary_measures_another_thing() -> None:
    cells = [*whole(2005, 1000.0), *whole(2015, 600.0)]
    alone = judged(cells, "AR5", "AR5")
    for item in (other(800.0, boundary="BASIC+"), other(800.0, gas="CO2", boundary="BASIC+"), other(800.0, 2014)):
        found = judged(cells, "AR5", "AR5", published=[item])
        assert (found.strength, found.notes) == (alone.strength, alone.notes)


def test_a_total_in_co2_alone_is_bounded_by_the_gases_that_it_lacks() -> None:
    """600 t CO2e in 2015: 560 t of CO2 are 560 to 622 t CO2e, which says the same; 700 t are at least 100 t away."""
    cells = [*whole(2005, 1000.0), *whole(2015, 600.0)]
    alone = judged(cells, "AR5", "AR5").strength
    near, far = (judged(cells, "AR5", "AR5", published=[other(amount, gas="CO2")]) for amount in (560.0, 800.0))
    assert far.strength is not None
    assert alone is not None
    assert near.strength == alone
    assert far.strength.answer < alone.answer
    (said,) = (note for note in far.notes if isinstance(note, Reason) and note.code is Code.TOTALS_DISAGREE)
    assert said.tonnes == pytest.approx(200.0)
    assert "800 t of CO2 alone were published, too (a news page): with 10 % of other gases that is still 200 t" in said


def test_the_spread_is_that_of_two_measurements_and_the_furthest_counts() -> None:
    """3,557 kt beside 3,819 kt of Barcelona in 2019: 262 kt apart, half a kilotonne of it rounding."""
    published = columns([other(3_819_000.0, 2019, rounding_t=500.0), other(3_600_000.0, 2019)], {"XX": 0})
    found = half_spread(np.array([0, 1]), np.array([2019, 2019]), np.array([3_557_000.0, 3_557_000.0]), published)
    assert found.tolist() == [pytest.approx(1.96 * 261_500 / 2**0.5, rel=1e-4), 0.0]
