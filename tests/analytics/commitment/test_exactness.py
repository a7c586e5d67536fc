"""What could turn an answer that is given: totals that swing, scope 3 in a total."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from tests.analytics.builders import cell, read, target, whole


def totals(*figures: tuple[int, float], scope_3: float = 0.0) -> Progress:
    """Published totals without sectors against 1,000 t declared for 2005; of the last one a part is of scope 3."""
    cells = [cell("total", amount, year=year, scope=1) for year, amount in figures]
    if scope_3:
        year, amount = figures[-1]
        cells[-1] = cell("total", amount - scope_3, year=year, scope=1)
        cells.append(cell("total", scope_3, year=year, scope=3))
    return assess(target(declared_base_t=1000.0), read(cells))


def said(found: Progress) -> str:
    return " ".join(found.limits).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (((2011, 700.0), (2015, 1100.0)), "change by +57 % from 2011 to 2015"),
        (((2011, 700.0), (2015, 1100.0), (2018, 950.0), (2020, 550.0)), "change by -42 % from 2018 to 2020"),
        (((2011, 900.0), (2015, 800.0)), ""),
        (((2006, 900.0), (2015, 500.0)), ""),  # nine years are not few
    ],
)
def test_totals_without_sectors_that_swing_may_not_count_the_same(
    figures: tuple[tuple[int, float], ...], words: str
) -> None:
    found = said(totals(*figures))
    assert words in found
    assert ("may not count the same" in found) is bool(words)


def test_inventories_by_sector_are_held_against_each_other_by_their_places_and_not_by_their_swing() -> None:
    found = assess(target(), read([*whole(2005, 1000.0), *whole(2013, 900.0), *whole(2015, 500.0)]))
    assert found.limits == ()


@pytest.mark.parametrize(("scope_3", "told"), [(60.0, True), (40.0, False), (0.0, False)])
def test_scope_3_in_a_total_is_told_where_the_city_is_above_its_path_by_it_alone(scope_3: float, told: bool) -> None:
    assert ("outside the city (scope 3)" in said(totals((2015, 800.0), scope_3=scope_3))) is told


def test_where_no_verdict_is_given_nothing_could_turn_it() -> None:
    found = totals((2011, 700.0), (2015, 1100.0))
    assert found.limits
    assert assess(replace(target(), sector="Waste", declared_base_t=1000.0), []).limits == ()
    assert assess(None, []).limits == ()
