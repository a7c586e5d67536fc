"""Many cities on columns: cell by cell what is said of one city by itself, every "cannot tell" included."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment import programme, verdict_tables
from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.commitment.targets import KIND_NAMES, Target
from analytics.commitment.verdict_tables import ALL_YEARS, BOUNDARY, METHODS, VERDICTS, Standing, Totals
from analytics.inventories.inventory import About, Inventory, Setting
from analytics.vocabulary import KEY_SECTORS, NotationKey, Verdict
from datasets.city.assessment import leading_of
from tests.effort import examples

WORDS = ("unknown", "AR5", "AR4", "activity-based", "life-cycle")
tonnes = st.sampled_from([-40.0, 0.0, 250.0, 500.0, 700.0, 1000.0, 1300.0])
names = st.frozensets(st.sampled_from(BOUNDARY), max_size=6)
lacking = st.sampled_from([(), (), ("transport",)])
often = st.sampled_from(
    [frozenset(KEY_SECTORS), frozenset(KEY_SECTORS), frozenset([*KEY_SECTORS, "Waste"]), frozenset(["Total"])]
)


@st.composite
def inventories(draw: st.DrawFn) -> list[Inventory]:
    slots = draw(st.lists(st.tuples(st.integers(2003, 2022), st.sampled_from(METHODS[:2])), unique=True, max_size=5))
    alike, found = draw(st.booleans()), []
    for year, method in sorted(slots):
        emissions_t = draw(tonnes if alike else st.none() | tonnes)
        computed = False if alike else draw(st.booleans())
        counted = draw(often if alike else often | names)
        effective = None if alike else draw(st.sampled_from([None, "AR5", "mixed"]))
        found.append(
            Inventory(
                city_id="XX",
                year=year,
                method=method,
                emissions_t=emissions_t,
                gas=None if emissions_t is None else "CO2e" if alike else draw(st.sampled_from(["CO2e", "CO2"])),
                energy_mwh=None,
                inhabitants=draw(st.sampled_from([None, 900.0, 1000.0, 1100.0])),
                sectors={},
                energy_by_carrier={},
                keys={} if alike or draw(st.booleans()) else {NotationKey.NE: 1},
                missing_key_sectors=KEY_SECTORS if counted == {"Total"} else () if alike else draw(lacking),
                computed=computed,
                about=About() if alike else About(draw(st.sampled_from(WORDS[::3])), draw(st.sampled_from(WORDS[:3]))),
                notes=(),
                sources=(),
                revision=1,
                committed_at=datetime(2026, 1, 1, tzinfo=UTC),
                counted=counted,
                settled=frozenset() if alike else draw(names),
                effective_gwp=effective,
                made_with=Setting("activity-based") if computed else Setting(),
                gdp=draw(st.sampled_from([None, 30.0, 40.0])),
            )
        )
    return found


@st.composite
def promises(draw: st.DrawFn) -> Target:
    kind = draw(st.sampled_from([*KIND_NAMES, "absolute", "absolute", "per-capita"]))
    base_year, year = draw(st.integers(2003, 2008)), draw(st.sampled_from([2002, 2010, 2015, 2020, 2030]))
    return Target(
        "XX",
        kind,
        base_year,
        year,
        draw(st.sampled_from([20.0, 50.0, 100.0, 120.0, 0.0, None])),
        draw(st.sampled_from(METHODS[:2])),
        "a plan",
        sector=draw(st.sampled_from([None, None, None, "Transport"])),
        declared_base_t=draw(st.sampled_from([None, 1000.0])),
        path=draw(st.sampled_from(["linear", "constant-rate"])),
        level_t=draw(st.sampled_from([None, 400.0, -10.0])) if kind == "fixed-level" else None,
        scenario=draw(st.sampled_from([(), ((2000, 900.0), (2040, 1500.0))])) if kind == "baseline-scenario" else (),
    )


def equal(column: float, figure: float | None) -> bool:
    return math.isnan(column) if figure is None else column == pytest.approx(figure, rel=1e-12, abs=1e-9)


def same(found: Standing, row: int, expected: Progress, totals: Totals) -> None:
    """One row of the columns against the progress of one city, whose inhabitants alone are doubted elsewhere."""
    of_places = Code.HEADS_IN_DOUBT | Code.UNSETTLED | Code.BASE_LACKS
    doubted = bool(expected.codes) and not expected.codes & ~of_places
    assert VERDICTS[found.verdict[row]] is (
        (Verdict.ON_TRACK if (expected.gap_t or 0.0) <= 0 else Verdict.BEHIND) if doubted else expected.verdict
    )
    for column, figure in (
        (found.target_t, expected.target_t),
        (found.path_t, expected.path_t),
        (found.gap_t, expected.gap_t),
        (found.gap_percent, expected.gap_percent),
        (found.years_late, expected.years_late),
        (found.base_t, expected.baseline.emissions_t if expected.baseline else None),
    ):
        assert equal(column[row], figure), (column[row], figure)
    latest = found.latest[row]
    assert (expected.latest is None) == (latest < 0)
    if expected.latest:
        assert (totals.year[latest], METHODS[totals.method[latest]]) == (expected.latest.year, expected.latest.method)
    assert doubted or found.final[row] == (expected.outcome is not None)
    assert Code(int(found.reasons[row])) == expected.codes & ~of_places, expected.reasons
    assert bool(expected.reasons) == (expected.verdict is Verdict.CANNOT_TELL)


@given(st.lists(st.tuples(inventories(), st.lists(promises(), max_size=3)), min_size=1, max_size=4), st.data())
@examples(2)
def test_many_cities_are_judged_as_each_by_itself(
    cities: list[tuple[list[Inventory], list[Target]]], data: st.DataObject
) -> None:
    totals = verdict_tables.columns([city for city, _ in cities])
    rows = [replace(item, city_id=str(number)) for number, (_, mine) in enumerate(cities) for item in mine]
    if not rows:
        return
    targets = verdict_tables.targets(rows, {str(number): number for number in range(len(cities))})
    asked = [data.draw(st.sampled_from([None, 2004, 2010, 2015, 2021])) for _ in rows]
    as_of = data.draw(st.sampled_from([None, 2024]))
    found = programme.judge(
        targets, totals, np.arange(len(rows)), np.array([ALL_YEARS if year is None else year for year in asked]), as_of
    )
    for row, (aim, year) in enumerate(zip(rows, asked, strict=True)):
        same(found, row, assess(aim, cities[int(aim.city_id)][0], year, as_of), totals)


@given(
    st.lists(st.tuples(inventories(), st.lists(promises(), max_size=4)), min_size=1, max_size=4),
    st.sampled_from([2000, 2015, 2026, 2060]),
)
@examples(2)
def test_the_leading_target_is_the_one_of_the_citys_own_page(
    cities: list[tuple[list[Inventory], list[Target]]], this_year: int
) -> None:
    totals = verdict_tables.columns([city for city, _ in cities])
    rows = [replace(item, city_id=str(number)) for number, (_, mine) in enumerate(cities) for item in mine]
    if not rows:
        return
    targets = verdict_tables.targets(rows, {str(number): number for number in range(len(cities))})
    every = programme.judge(targets, totals, np.arange(len(rows)), np.full(len(rows), ALL_YEARS))
    expected = [
        leading_of(tuple(assess(item, held) for item in rows if item.city_id == str(number)), this_year)
        for number, (held, _) in enumerate(cities)
    ]
    chosen = [rows[row] for row in programme.leading(targets, every, totals, this_year)]
    assert chosen == [item.target for item in expected if item is not None]


def test_no_target_and_no_inventory_give_no_rows() -> None:
    empty, no_targets = verdict_tables.columns([]), verdict_tables.targets([], {})
    found = programme.judge(no_targets, empty, np.arange(0), np.arange(0))
    assert len(found.verdict) == len(programme.leading(no_targets, found, empty, 2026)) == 0
    assert VERDICTS.index(Verdict.CANNOT_TELL) == 3
