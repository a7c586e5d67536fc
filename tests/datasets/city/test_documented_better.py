"""To document an inventory better never costs the verdict, and what others published costs no more than it should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import strategies as st

from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.inventories.inventory import About, Cell
from analytics.inventories.published import PublishedTotal
from analytics.uncertainty.weighing_sets import CH4, N2O, WORDS, ratios
from datasets.city import error_widths
from datasets.reference import catalogue
from tests.analytics.builders import read, target, whole

sets = st.sampled_from(list(CH4))


def judged(cells: list[Cell], base: str, latest: str, **more: object) -> Progress:
    about = {2005: About("unknown", base), 2015: About("unknown", latest)}
    aim = target(declared_base_t=1000.0)
    return assess(aim, read(cells, about=about), widths=error_widths.shipped(), **more)  # type: ignore[arg-type]


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


def test_what_counts_another_boundary_measures_another_thing() -> None:
    cells = [*whole(2005, 1000.0), *whole(2015, 600.0)]
    alone = judged(cells, "AR5", "AR5")
    for item in (other(800.0, boundary="BASIC+"), other(800.0, gas="CO2", boundary="BASIC+"), other(800.0, 2014)):
        found = judged(cells, "AR5", "AR5", published=[item])
        assert (found.strength, found.notes) == (alone.strength, alone.notes)
