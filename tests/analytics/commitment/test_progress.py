"""The verdict: every reason for "cannot tell", on track and behind, and that missing data is never good.

The example of most tests: 1,000 t in 2005, half of it by 2025, so that the path allows 25 t less each year.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.commitment.paths import allowed, ends
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.factors.gases import Gwp
from analytics.inventories.inventory import About, Cell, Inventory
from analytics.vocabulary import Verdict
from tests.analytics.builders import AR5, cell, explained, read, target, whole

ON_TRACK, BEHIND, CANNOT_TELL = Verdict.ON_TRACK, Verdict.BEHIND, Verdict.CANNOT_TELL


def judged(latest: float, year: int = 2015, base: float = 1000.0, **changes: Any) -> Progress:
    """1,000 t in 2005 and a later year, of which somebody says why it fell, however far."""
    filed = read([*whole(2005, base), *whole(year, latest)])
    return assess(target(**changes), filed, explanations=explained(year))


def reasons(found: Progress) -> str:
    assert found.verdict is CANNOT_TELL
    assert found.outcome is None
    return " ".join(found.reasons)


# On track, behind, and by how much


@pytest.mark.parametrize(
    ("latest", "verdict", "gap", "percent", "years"),
    [
        (750.0, ON_TRACK, 0.0, 0.0, 0.0),
        (700.0, ON_TRACK, -50.0, -5.0, -2.0),
        (800.0, BEHIND, 50.0, 5.0, 2.0),
        (1100.0, BEHIND, 350.0, 35.0, 14.0),
        (-100.0, ON_TRACK, -850.0, -85.0, -10.0),  # the path ends in 2025, ten years on
    ],
)
def test_gap_per_cent_and_years_of_a_falling_path(
    latest: float, verdict: Verdict, gap: float, percent: float, years: float
) -> None:
    found = judged(latest)
    assert (found.verdict, found.reasons) == (verdict, ())
    assert (found.target_t, found.path_t) == (500.0, 750.0)
    assert (found.gap_t, found.gap_percent, found.years_late) == (
        pytest.approx(gap),
        pytest.approx(percent),
        pytest.approx(years),
    )


@given(
    st.floats(1, 1e8), st.floats(0.1, 100), st.integers(1, 40), st.integers(1, 40), st.floats(-0.5, 2), st.booleans()
)
def test_gap_per_cent_and_years_always_point_the_same_way(
    base: float, percent: float, length: int, after: int, share: float, per_head: bool
) -> None:
    kind = "per-capita" if per_head else "absolute"
    aim = target(kind=kind, year=2005 + length, reduction_percent=percent)
    inhabitants = {2005: base / 5, 2005 + after: 1.3 * base / 5}  # 5 t each
    filed = read([*whole(2005, base), *whole(2005 + after, base * share)], inhabitants=inhabitants)
    found = assess(aim, filed, explanations=explained(2005 + after, places=["total"]))
    assert found.gap_t is not None
    assert found.gap_percent is not None
    assert found.years_late is not None
    doubted = Code.HEADS_IN_DOUBT in found.codes
    assert found.verdict is (BEHIND if found.gap_t > 0 else CANNOT_TELL if doubted else ON_TRACK)
    if abs(found.gap_percent) > 1e-6:
        assert (found.gap_t > 0) == (found.gap_percent > 0)
        assert (found.years_late > 0) == (found.gap_t > 0) or abs(found.years_late) < 1e-6


@given(st.floats(1, 1e8), st.floats(0.1, 100), st.integers(1, 20))
def test_on_the_path_nothing_is_late(base: float, percent: float, after: int) -> None:
    aim = target(reduction_percent=percent)
    (baseline,) = read(whole(2005, base))
    start = assess(aim, [baseline]).baseline
    assert start is not None
    level = allowed(aim, start, 2005 + after, None)
    assert level is not None
    found = assess(aim, [baseline, *read(whole(2005 + after, level))])
    assert found.gap_t == pytest.approx(0.0, abs=1e-6 * base)
    assert found.years_late == pytest.approx(0.0, abs=1e-4)


@given(st.lists(st.floats(-1e3, 1e4), min_size=2, max_size=2), st.integers(2006, 2040))
def test_more_emissions_are_never_better(levels: list[float], year: int) -> None:
    less, more = (judged(level, year) for level in sorted(levels))
    assert (less.gap_t or 0) <= (more.gap_t or 0)
    assert (less.years_late or 0) <= (more.years_late or 0)
    assert not (less.verdict is BEHIND and more.verdict is ON_TRACK)


def test_what_is_left_to_cut_is_spread_over_the_years_to_the_target() -> None:
    """From 750 t in 2015 to 500 t in 2025; below the target there is room to spare, and nothing a year."""
    found = judged(750.0)
    assert (found.left_t, found.left_yearly_t) == (250.0, 25.0)
    below = judged(400.0)
    assert (below.left_t, below.left_yearly_t) == (-100.0, None)
    late = judged(600.0, year=2027)
    assert (late.left_t, late.left_yearly_t) == (100.0, None)
    assert assess(None, read(whole(2015, 1.0))).left_t is None


def test_the_verdict_names_its_sources_once_each() -> None:
    cells = [*whole(2005, 1000.0, source="a report"), *whole(2015, 700.0, source="a later report")]
    assert assess(target(), read(cells)).sources == ("a later report", "a report", "a plan")


# Every reason for "cannot tell"


def test_without_a_target_there_is_no_verdict() -> None:
    found = assess(None, read(whole(2015, 700.0)))
    assert reasons(found) == "This city has no target here."
    assert found.latest is not None


def test_without_a_target_and_an_inventory_both_are_named() -> None:
    assert reasons(assess(None, [])) == ("This city has no target here. This city has no inventory here.")


def test_without_any_inventory_there_is_no_verdict() -> None:
    found = assess(target(declared_base_t=1000.0), [])
    assert reasons(found) == "This city has no inventory here."
    assert found.target_t == 500.0


def test_without_an_inventory_up_to_the_year_asked_for_there_is_no_verdict() -> None:
    found = assess(target(), read(whole(2015, 700.0)), year=2010)
    assert reasons(found) == "No inventory of 2010 or before is known here."


def test_without_a_baseline_there_is_no_verdict() -> None:
    found = assess(target(), read(whole(2015, 700.0)))
    assert "No baseline: there is no inventory of 2005 and the target declares no emissions." in reasons(found)
    assert (found.target_t, found.path_t, found.gap_t) == (None, None, None)


def test_an_inventory_of_the_base_year_alone_gives_no_verdict() -> None:
    found = assess(target(), read(whole(2005, 1000.0)))
    assert reasons(found) == "There is no inventory by the target's method after the base year 2005."


def test_an_inventory_before_the_base_year_gives_no_verdict_and_no_path() -> None:
    found = assess(target(declared_base_t=1000.0), read(whole(2000, 400.0)))
    assert "There is no inventory by the target's method after the base year 2005." in reasons(found)
    assert (found.path_t, found.gap_t) == (None, None)


@pytest.mark.parametrize("key", ["NO", "IE"])
def test_a_sector_that_did_not_occur_or_stood_elsewhere_leaves_the_boundary_as_it_is(key: str) -> None:
    base = [*whole(2005, 1000.0), cell("solid_waste", key=key, year=2005, text="IE (transport)")]
    assert assess(target(), read([*base, *whole(2015, 700.0), cell("solid_waste", 1.0, year=2015)])).verdict is ON_TRACK


def test_the_same_buildings_in_other_words_are_one_boundary() -> None:
    base = [cell("buildings", 750.0, year=2005), cell("transport", 250.0, year=2005)]
    assert assess(target(), read([*base, *whole(2015, 700.0)])).verdict is ON_TRACK


def test_a_newer_inventory_of_another_method_does_not_stand_in_for_an_own_one() -> None:
    cells = [*whole(2005, 1000.0), *whole(2015, 800.0), *whole(2016, 1.0, method="gpc")]
    found = assess(target(), read(cells))
    assert found.latest is not None
    assert (found.latest.year, found.verdict) == (2015, BEHIND)


def test_a_switch_of_gwp_sets_is_no_progress_where_the_gases_are_apart() -> None:
    """1990 told in SAR and 2019 in AR5, the same landfill in both: restated to one set, nothing has moved."""
    cells = [
        item
        for year in (2005, 2015)
        for item in (*whole(year, 1000.0, quantity="co2"), cell("solid_waste", 100.0, year=year, quantity="ch4"))
    ]
    about = {2005: About("activity-based", "SAR"), 2015: About("activity-based", "AR5")}
    for gwp, methane in ((Gwp("SAR", 21.0, 310.0), 2100.0), (AR5, 2800.0)):
        found = assess(target(), read(cells, about=about, gwp=gwp))
        assert (found.verdict, found.reasons) == (BEHIND, ())
        assert found.baseline is not None
        assert found.latest is not None
        assert found.baseline.emissions_t == found.latest.emissions_t == 1000.0 + methane
        assert found.gap_t == pytest.approx(0.25 * (1000.0 + methane))


def test_industry_in_the_ets_moves_no_verdict() -> None:
    cells = [*whole(2005, 1000.0), *whole(2015, 700.0)]
    plain = assess(target(), read(cells))
    for years in ((2005,), (2015,), (2005, 2015)):
        found = assess(target(), read([*cells, *(cell("industry_ets", 5000.0, year=year) for year in years)]))
        assert (found.verdict, found.gap_t, found.reasons) == (plain.verdict, plain.gap_t, ())


def test_co2_alone_is_not_set_against_a_declared_baseline() -> None:
    found = assess(target(declared_base_t=1000.0), read(whole(2015, 100.0, quantity="co2")))
    assert "counts CO2 alone" in reasons(found)
    assert found.gap_t is None


def flat_factor(year: int, carrier: str, sector: str) -> float | None:
    return None if carrier == "heat_cold" else 0.2


def test_computed_and_reported_emissions_are_not_subtracted() -> None:
    latest = whole(2015, 100.0, quantity="energy", carrier="natural_gas")
    found = assess(target(), read([*whole(2005, 1000.0), *latest], factor=flat_factor))
    assert "their factors differ" in reasons(found)
    assert found.gap_t is None


def test_two_computed_inventories_are_one_chain() -> None:
    cells = [*whole(2005, 1000.0, quantity="energy", carrier="natural_gas")]
    cells += whole(2015, 700.0, quantity="energy", carrier="natural_gas")
    found = assess(target(), read(cells, factor=flat_factor))
    assert (found.verdict, found.gap_t) == (ON_TRACK, pytest.approx(140 - 150))


def test_a_total_that_cannot_be_computed_gives_no_verdict_and_says_why() -> None:
    latest = whole(2015, 100.0, quantity="energy", carrier="heat_cold")
    told = reasons(assess(target(declared_base_t=1000.0), read(latest, factor=flat_factor)))
    assert "The inventory of 2015 gives no total of emissions." in told
    assert "no sourced factor for district heat and cold (100 MWh)" in told


def test_an_inventory_of_keys_alone_gives_no_verdict() -> None:
    latest = [cell(found.sector, key="IE", year=2015) for found in whole(2015, 1.0)]
    assert "gives no total of emissions" in reasons(assess(target(), read([*whole(2005, 1000.0), *latest])))


def test_an_inventory_older_than_four_years_says_nothing_about_today() -> None:
    inventories = read([*whole(2005, 1000.0), *whole(2015, 700.0)])
    assert assess(target(), inventories, as_of=2015 + OLDEST_INVENTORY_YEARS).verdict is ON_TRACK
    found = assess(target(), inventories, as_of=2015 + OLDEST_INVENTORY_YEARS + 1)
    assert "The newest inventory is of 2015, 5 years before 2020;" in reasons(found)
    assert found.gap_t == pytest.approx(-50.0)


def test_a_target_on_one_sector_is_not_judged_by_the_whole() -> None:
    assert "covers a part of the emissions (Waste), which the inventories do not tell apart" in reasons(
        judged(100.0, sector="Waste")
    )


@pytest.mark.parametrize("base", [0.0, -100.0])
@pytest.mark.parametrize("latest", [-200.0, 0.0, 50.0])
def test_a_base_year_without_net_emissions_gives_no_verdict(base: float, latest: float) -> None:
    found = judged(latest, base=base)
    assert "needs a baseline above zero" in reasons(found)
    assert (found.target_t, found.path_t, found.gap_t, found.gap_percent, found.years_late) == (None,) * 5
    assert found.target is not None
    assert found.baseline is not None
    assert ends(found.target, found.baseline) is None


@pytest.mark.parametrize("known", [{}, {2005: 100.0}, {2015: 100.0}])
def test_a_per_capita_target_needs_the_inhabitants_of_both_years(known: dict[int, float]) -> None:
    inventories = read([*whole(2005, 1000.0), *whole(2015, 1.0)], inhabitants=known)
    found = assess(target(kind="per-capita"), inventories)
    assert "A per-capita target needs the inhabitants of " in reasons(found)
    assert found.gap_t is None


def test_a_declared_baseline_knows_no_inhabitants() -> None:
    inventories = read(whole(2015, 1.0), inhabitants={2015: 100.0})
    found = assess(target(kind="per-capita", declared_base_t=1000.0), inventories)
    assert "needs the inhabitants" in reasons(found)


def test_a_refusal_always_has_a_reason() -> None:
    for base, latest in itertools.product(("co2", "co2e", "energy"), repeat=2):
        for known in ({}, {2005: 10.0, 2015: 10.0}):
            cells = [*whole(2005, 1000.0, quantity=base, carrier="natural_gas")]
            cells += whole(2015, 700.0, quantity=latest, carrier="natural_gas")
            for kind in ("absolute", "per-capita"):
                found = assess(target(kind=kind), read(cells, inhabitants=known, factor=flat_factor))
                assert (found.verdict is CANNOT_TELL) == bool(found.reasons)


# Missing data never scores green


def without(cells: list[Cell], sector: str) -> list[Cell]:
    return [found for found in cells if found.sector != sector]


@given(
    st.floats(1, 1e6), st.floats(-1e5, 2e6), st.floats(0, 100), st.integers(2006, 2030), st.booleans(), st.booleans()
)
def test_taking_away_any_input_never_leads_to_on_track(
    base: float, latest: float, percent: float, year: int, per_head: bool, declared: bool
) -> None:
    kind = "per-capita" if per_head else "absolute"
    aim = target(kind=kind, reduction_percent=percent, declared_base_t=None if per_head or not declared else base)
    first, last = whole(2005, base), whole(year, latest)
    inhabitants = {2005: 1000.0, year: 900.0}
    taken: dict[str, Progress] = {
        "target": assess(None, read([*first, *last], inhabitants=inhabitants)),
        "latest": assess(aim, read(first, inhabitants=inhabitants)),
    }
    if aim.declared_base_t is None:
        taken["baseline"] = assess(aim, read(last, inhabitants=inhabitants))
    for found in last:
        kept = read([*first, *without(last, found.sector)], inhabitants=inhabitants)
        taken[found.sector] = assess(aim, kept)
    if per_head:
        for gone in inhabitants:
            fewer = {known: count for known, count in inhabitants.items() if known != gone}
            taken[f"inhabitants of {gone}"] = assess(aim, read([*first, *last], inhabitants=fewer))
    for what, found in taken.items():
        stands = what not in ("target", "latest", "baseline") and (found.gap_t or 0) > 0  # missing tonnes only add
        if found.verdict is ON_TRACK:  # with all that the base year had, it would be, too
            assert (found.gap_t or 0.0) + base / 4 <= 1e-9 * base
            continue
        assert found.verdict is (BEHIND if stands and not found.reasons else CANNOT_TELL)


@given(st.sampled_from(["NE", "IE", "NO", "C"]), st.integers(0, 3), st.floats(1, 1e6))
def test_a_key_in_the_place_of_a_number_is_never_counted_as_a_number(key: str, place: int, base: float) -> None:
    """Behind with all four sectors; a key in one of them may at most take the verdict away, or its tonnes."""
    last = whole(2015, base * 0.9)
    keyed = [*last[:place], cell(last[place].sector, key=key, year=2015), *last[place + 1 :]]
    found = assess(target(), read([*whole(2005, base), *keyed]))
    if key in ("NE", "C"):
        assert found.verdict is CANNOT_TELL
    assert found.latest is not None
    assert found.latest.emissions_t == pytest.approx(base * 0.9 * 3 / 4)


# Per inhabitant


def per_head(latest_heads: float, latest: float = 700.0) -> Progress:
    inhabitants = {2005: 100.0, 2015: latest_heads}
    return assess(
        target(kind="per-capita"), read([*whole(2005, 1000.0), *whole(2015, latest)], inhabitants=inhabitants)
    )


def test_a_per_capita_target_allows_more_tonnes_to_more_people() -> None:
    """10 t a head in 2005, 7.5 in 2015, 5 in 2025. The very figure of 2005 again was probably carried over."""
    same, grown, shrunk = per_head(100.0), per_head(120.0), per_head(80.0)
    assert (same.path_t, grown.path_t, shrunk.path_t) == (750.0, 900.0, 600.0)
    assert (same.target_t, grown.target_t, shrunk.target_t) == (500.0, 600.0, 400.0)
    assert (same.verdict, grown.verdict, shrunk.verdict) == (CANNOT_TELL, ON_TRACK, BEHIND)


def test_the_years_of_a_per_capita_target_are_those_of_the_figure_per_head() -> None:
    assert per_head(100.0, 800.0).years_late == pytest.approx(2.0)
    assert per_head(200.0, 1600.0).years_late == pytest.approx(2.0)
    assert per_head(200.0, 1600.0).gap_t == pytest.approx(100.0)


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_with_a_steady_population_both_kinds_agree(latest: float, heads: float) -> None:
    inventories = read([*whole(2005, 1000.0), *whole(2015, latest)], inhabitants={2005: heads, 2015: heads})
    one, other = (assess(target(kind=kind), inventories) for kind in ("absolute", "per-capita"))
    assert one.gap_t == pytest.approx(other.gap_t, abs=1e-6)
    assert one.years_late == pytest.approx(other.years_late, abs=1e-6)


# Several targets, target years, level paths


def test_each_target_is_judged_by_itself() -> None:
    inventories = read([*whole(2005, 1000.0), *whole(2015, 700.0)])
    near, far = (
        assess(target(year=year, reduction_percent=percent), inventories) for year, percent in ((2025, 50), (2035, 100))
    )
    assert (near.path_t, far.path_t) == (750.0, pytest.approx(1000 * 2 / 3))
    assert (near.verdict, far.verdict) == (ON_TRACK, BEHIND)


@pytest.mark.parametrize(("latest", "outcome"), [(500.0, "met"), (499.0, "met"), (501.0, "missed")])
def test_a_target_whose_year_has_an_inventory_is_met_or_missed(latest: float, outcome: str) -> None:
    found = judged(latest, 2025)
    assert found.outcome == outcome
    assert (found.verdict is ON_TRACK) == (outcome == "met")


def test_before_and_after_its_year_a_target_is_neither_met_nor_missed() -> None:
    assert judged(100.0, 2024).outcome is None
    assert judged(100.0, 2026).outcome is None


@pytest.mark.parametrize(("latest", "late"), [(500.0, 0.0), (480.0, 0.0), (300.0, 0.0), (600.0, 9.0)])
def test_after_the_target_year_the_path_stays_and_who_is_below_it_is_not_late(latest: float, late: float) -> None:
    """The path is not prolonged below its end; 600 t stood on it in 2021."""
    found = judged(latest, 2030)
    assert (found.path_t, found.outcome) == (500.0, None)
    assert found.years_late == pytest.approx(late)


@pytest.mark.parametrize("latest", [900.0, 1000.0, 1100.0])
def test_on_a_level_path_there_is_a_gap_and_no_years(latest: float) -> None:
    found = judged(latest, reduction_percent=0.0)
    assert (found.path_t, found.gap_t, found.years_late) == (1000.0, latest - 1000.0, None)
    assert found.verdict is (BEHIND if latest > 1000 else ON_TRACK)


@pytest.mark.parametrize("latest", [900.0, 1050.0, 1200.0])
def test_on_a_rising_path_there_are_no_years(latest: float) -> None:
    found = judged(latest, reduction_percent=-20.0)
    assert (found.path_t, found.years_late) == (1100.0, None)
    assert found.verdict is (BEHIND if latest > 1100 else ON_TRACK)


# As of a year, and what a reader should know beside the verdict


def test_asked_as_of_a_year_before_the_base_year_the_baseline_stays_what_it_is() -> None:
    inventories = read([*whole(2000, 1200.0), *whole(2005, 1000.0)])
    found = assess(target(declared_base_t=1.0), inventories, year=2004)
    assert found.baseline is not None
    assert (found.baseline.emissions_t, found.verdict) == (1000.0, CANNOT_TELL)


def test_an_earlier_year_that_lacks_a_key_sector_says_nothing() -> None:
    inventories = read([*whole(2005, 1000.0), *whole(2014, 900.0)[:3], *whole(2015, 900.0)])
    assert not any("one year" in note for note in assess(target(), inventories).notes)


def test_a_declared_baseline_and_exclusions_are_said() -> None:
    found = assess(target(declared_base_t=1000.0, exclusions="No Waste"), read(whole(2015, 700.0)))
    assert found.verdict is ON_TRACK
    assert any("is the figure that the target declares" in note for note in found.notes)
    assert 'Judged without "No Waste", as the target says: 0 t in 2015.' in found.notes


def test_an_unknown_gwp_set_is_said() -> None:
    assert any("Which GWP set the CO2e of 2005 and 2015" in note for note in judged(700.0).notes)
    about = dict.fromkeys((2005, 2015), About("activity-based", "AR5"))
    told = assess(target(), read([*whole(2005, 1000.0), *whole(2015, 700.0)], about=about))
    assert not any("GWP set" in note for note in told.notes)


@given(st.permutations(range(4)))
def test_the_order_of_the_inventories_changes_nothing(order: list[int]) -> None:
    inventories: list[Inventory] = read([found for year in (2005, 2010, 2014, 2015) for found in whole(year, 800.0)])
    aim: Target = target()
    assert assess(aim, [inventories[place] for place in order]) == assess(aim, inventories)


def test_a_path_is_allowed_only_where_it_reaches() -> None:
    base = judged(700.0).baseline
    assert base is not None
    assert allowed(target(), base, 2004, None) is None
    assert allowed(target(year=2005), base, 2005, None) is None
    assert allowed(target(kind="per-capita"), base, 2015, 100.0) is None


# Kinds of target, and the path at a constant rate

SCENARIO = ((2015, 1100.0), (2025, 1400.0))


def kind_of(kind: str, latest: float = 700.0, **changes: Any) -> Progress:
    inventories = read([*whole(2005, 1000.0), *whole(2015, latest)], inhabitants={2005: 100.0, 2015: 120.0})
    gdp = {2005: 50.0, 2015: 80.0}
    return assess(target(kind=kind, **changes), [replace(item, gdp=gdp[item.year]) for item in inventories])


@pytest.mark.parametrize(
    ("found", "target_t", "path_t"),
    [
        (kind_of("absolute"), 500.0, 750.0),
        (kind_of("per-capita"), 600.0, 900.0),
        (kind_of("per-gdp"), 800.0, 1200.0),
        (kind_of("baseline-scenario", reduction_percent=25.0, scenario=SCENARIO), 1050.0, 1025.0),
        (kind_of("fixed-level", reduction_percent=None, level_t=400.0), 400.0, 700.0),
        (kind_of("neutrality", reduction_percent=None), 0.0, 500.0),
        (kind_of("absolute", path="constant-rate", reduction_percent=75.0), 250.0, 500.0),
        (kind_of("per-gdp", path="constant-rate", reduction_percent=75.0), 400.0, 800.0),
    ],
)
def test_every_kind_of_target_allows_its_own_tonnes(found: Progress, target_t: float, path_t: float) -> None:
    assert (found.target_t, found.path_t) == (pytest.approx(target_t), pytest.approx(path_t))
    assert found.gap_t == pytest.approx(700.0 - path_t)
    assert found.verdict is (ON_TRACK if path_t >= 700 - 1e-9 else BEHIND)
    assert found.reasons == ()


def test_the_years_at_a_constant_rate_are_those_of_its_curve() -> None:
    """1,000 t in 2005 and 250 t in 2025 are halved every ten years."""
    found = kind_of("absolute", 1000 * 0.5**0.5, path="constant-rate", reduction_percent=75.0)
    assert found.years_late == pytest.approx(5.0)
    assert any("same per cent each year" in note for note in found.notes)


def test_a_per_gdp_target_without_gdp_gives_no_verdict() -> None:
    found = assess(target(kind="per-gdp"), read([*whole(2005, 1000.0), *whole(2015, 700.0)]))
    assert reasons(found) == "A target per unit of GDP needs the GDP of the base year and of the inventory year."
    assert (found.path_t, found.gap_t, found.target_t) == (None, None, None)


def test_a_scenario_that_does_not_reach_the_target_year_gives_no_verdict() -> None:
    found = kind_of("baseline-scenario", scenario=((2010, 1.0), (2020, 2.0)))
    assert reasons(found) == "The target has no baseline scenario that reaches 2025."


def test_a_baseline_scenario_is_told_with_its_base_year_and_its_source() -> None:
    (note,) = [
        note
        for note in kind_of("baseline-scenario", scenario=SCENARIO, scenario_source="a study").notes
        if "scenario" in note
    ]
    assert "(a study) expects 1,400 t in 2025; the base year 2005 had 1,000 t." in note
    between = kind_of("baseline-scenario", scenario=((2015, 1100.0), (2035, 1500.0)))
    assert any("1,300 t in 2025, on the line between two of its points" in note for note in between.notes)


@pytest.mark.parametrize("changes", [{"kind": "neutrality", "reduction_percent": None}, {"reduction_percent": 100.0}])
def test_net_zero_at_a_constant_rate_gives_no_verdict(changes: dict[str, Any]) -> None:
    found = assess(target(path="constant-rate", **changes), read([*whole(2005, 1000.0), *whole(2015, 700.0)]))
    assert "falls by the same per cent each year" in reasons(found)
    assert found.path_t is None


def test_a_fixed_level_needs_no_baseline_above_zero() -> None:
    found = judged(300.0, base=-10.0, kind="fixed-level", reduction_percent=None, level_t=400.0)
    assert (found.verdict, found.gap_percent) == (BEHIND, None)


def test_gases_that_were_weighed_alike_are_one_chain_whatever_their_source_says() -> None:
    about = {2005: About("activity-based", "SAR"), 2015: About("activity-based", "AR4")}
    cells = [found for year, tonnes in ((2005, 100.0), (2015, 70.0)) for found in whole(year, tonnes, quantity="ch4")]
    found = assess(target(), read(cells, about=about))
    assert (found.verdict, found.gap_t) == (ON_TRACK, pytest.approx(28 * (70 - 75)))


# One answer: what forbids a verdict, or is not comparable, gives no figures beside it


def test_an_inventory_without_a_key_sector_is_not_the_year_before() -> None:
    lacking = whole(2012, 990.0)[1:]
    found = assess(target(), read([*whole(2005, 1000.0), *lacking, *whole(2015, 700.0)]))
    assert found.previous_gap_t is None


def test_a_target_of_one_sector_has_no_figures_of_the_whole_city() -> None:
    found = judged(700.0, sector="Energy")  # which is none of ours
    assert (found.baseline, found.target_t, found.path_t, found.gap_t, found.years_late) == (None,) * 5
    found = judged(700.0, sector="Transport")
    assert found.baseline is not None
    assert (found.baseline.emissions_t, found.target_t, found.path_t, found.gap_t) == (250.0, 125.0, 187.5, -12.5)


def test_the_base_year_itself_has_no_gap() -> None:
    found = assess(target(), read(whole(2005, 1000.0)))
    assert "no inventory by the target's method after the base year 2005" in reasons(found)
    assert (found.gap_t, found.years_late) == (None, None)


def test_a_past_target_says_which_inventory_judges_it_where_there_is_a_newer_one() -> None:
    series = read([*whole(2005, 1000.0), *whole(2025, 480.0), *whole(2029, 900.0)])
    assert "judged by the inventory of 2025" in reasons(assess(target(), series, as_of=2031))
    assert "newest inventory is of 2025" in reasons(assess(target(), series[:2], as_of=2031))
