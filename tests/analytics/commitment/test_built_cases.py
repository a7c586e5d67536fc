"""The built cases of the verdict: what may not be told as on track, and what may be told although something is missing.

The example: 1,000 t in 2005, half of it by 2025, so that the path allows 750 t in 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.looking_back import FormerBaseline, restated
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess
from analytics.inventories.inventory import About, Cell
from analytics.vocabulary import Verdict
from datasets.city.error_widths import shipped
from tests.analytics.builders import cell, explained, read, target, whole

ON_TRACK, BEHIND, CANNOT_TELL = Verdict.ON_TRACK, Verdict.BEHIND, Verdict.CANNOT_TELL


def told(found: Progress) -> Code:
    """The codes of all that is said against a verdict or beside it."""
    codes = Code(0)
    for item in (*found.reasons, *found.notes):
        if isinstance(item, Reason):
            codes |= item.code
    return codes


# 1. A place that vanished


@pytest.mark.parametrize("left", [None, 0.0, 1.0, -100.0, 40.0])
@pytest.mark.parametrize("year", [2006, 2015, 2024])
def test_a_place_that_vanished_is_open_whatever_the_years_between(left: float | None, year: int) -> None:
    industry = cell("industry", left, year=year, key="NO" if left is None else None)
    allowed = 1300.0 * (1 - 0.025 * (year - 2005))
    filed = read([*whole(2005, 1000.0), cell("industry", 300.0, year=2005), *whole(year, allowed - 100), industry])
    found = assess(target(), filed)
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.VANISHED)
    assert "Manufacturing and construction" in found.reasons[0]
    assert assess(target(), filed, explanations=explained(year, places=["industry"])).verdict is ON_TRACK


def test_a_place_may_vanish_since_the_last_inventory_alone() -> None:
    filed = [*whole(2005, 1000.0), *whole(2014, 800.0)]
    filed += [cell("industry", 20.0, year=2005), cell("industry", 300.0, year=2014)]
    found = assess(target(), read([*filed, *whole(2015, 700.0), cell("industry", 0.0, year=2015)]))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.VANISHED)
    assert "2014" in found.reasons[0]
    assert assess(target(), read([*filed, *whole(2015, 700.0), cell("industry", 61.0, year=2015)])).verdict is ON_TRACK


def test_on_track_stands_where_it_would_stand_with_the_place_as_it_was() -> None:
    filed = [*whole(2005, 1000.0), cell("industry", 50.0, year=2005)]
    found = assess(target(), read([*filed, *whole(2015, 600.0), cell("industry", key="NO", year=2015)]))
    assert found.verdict is ON_TRACK
    assert Code.VANISHED in told(found)


def test_small_places_that_vanished_count_one_by_one() -> None:
    small = [cell("industry", 4.0, carrier=carrier, year=2005) for carrier in ("coal", "lignite", "heating_oil")]
    gone = [item._replace(year=2015, amount=0.0) for item in small]
    for latest, verdict in ((752.0, ON_TRACK), (758.0, CANNOT_TELL)):
        found = assess(target(), read([*whole(2005, 1000.0), *small, *whole(2015, latest), *gone]))
        assert found.verdict is verdict


# 2. IE must lead somewhere


@pytest.mark.parametrize(
    ("grown", "verdict"), [(0.0, CANNOT_TELL), (150.0, CANNOT_TELL), (300.0, BEHIND)], ids=["no", "in part", "all"]
)
def test_an_ie_counts_where_the_place_that_it_names_grew_by_it(grown: float, verdict: Verdict) -> None:
    first = [*whole(2005, 1000.0), cell("industry", 300.0, year=2005)]
    latest = [
        item._replace(amount=250.0 + grown) if item.sector == "tertiary" else item for item in whole(2015, 1000.0)
    ]
    elsewhere = cell("industry", key="IE", text="IE (tertiary)", year=2015)
    found = assess(target(reduction_percent=10.0), read([*first, *latest, elsewhere]))
    assert found.verdict is verdict
    assert (Code.LEADS_NOWHERE in found.codes) == (verdict is CANNOT_TELL)
    lenient = assess(target(reduction_percent=0.0), read([*first, *latest, elsewhere]))
    assert lenient.verdict is ON_TRACK
    assert (Code.LEADS_NOWHERE in told(lenient)) == (verdict is CANNOT_TELL)


def test_a_bare_ie_is_not_estimated() -> None:
    first = [*whole(2005, 1000.0), cell("public_lighting", 300.0, year=2005)]
    found = assess(target(), read([*first, *whole(2015, 700.0), cell("public_lighting", key="IE", year=2015)]))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.PLACES_DIFFER)


# 3. A parent divided in part


def test_transport_of_which_the_municipal_fleet_alone_is_told_is_missing_for_the_rest() -> None:
    part = [item for item in whole(2015, 700.0) if item.sector != "transport"]
    fleet = cell("municipal_fleet", 5.0, year=2015)
    found = assess(target(), read([*whole(2005, 1000.0), *part, fleet]))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.DIVIDED_IN_PART)
    assert "(245 t)" in found.reasons[0]
    others = [cell(code, 80.0, year=2015) for code in ("public_transport", "private_transport")]
    assert assess(target(), read([*whole(2005, 1000.0), *part, fleet, *others])).verdict is ON_TRACK


# 4. A dropped row


def test_a_row_that_is_gone_is_missing_where_it_could_turn_the_verdict() -> None:
    gas = [cell("industry", 100.0, carrier="natural_gas", year=year) for year in (2005, 2015)]
    first = [*whole(2005, 1000.0), *gas, cell("industry", 300.0, carrier="coal", year=2005)]
    found = assess(target(), read([*first, *whole(2015, 900.0)]))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.DROPPED)
    far = assess(target(), read([*first, *whole(2015, 600.0)]))
    assert (far.verdict, Code.DROPPED in told(far)) == (ON_TRACK, True)


# 5. Sinks


def test_a_sink_turns_no_verdict_unless_the_target_is_net_zero() -> None:
    filed = [*whole(2005, 1000.0), *whole(2015, 900.0), cell("afolu", -300.0, year=2015)]
    filed += [cell("afolu", -1.0, year=2005)]
    found = assess(target(), read(filed))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.SINKS)
    assert assess(target(kind="neutrality", reduction_percent=None, year=2055), read(filed)).verdict is ON_TRACK


# 6. A baseline that was raised


def former(tonnes: float, explained: Sequence[str] = (), back: bool = False) -> FormerBaseline:
    """The base year as it was up to 3 March 2026, with residential buildings at another figure."""
    rest = [item for item in whole(2005, 1000.0) if item.sector != "residential"]
    (then,) = read([*rest, cell("residential", tonnes - 750.0, year=2005)])
    return FormerBaseline(then, date(2026, 3, 3), frozenset((place, None) for place in explained), back)


def test_a_baseline_is_held_against_the_lowest_that_it_ever_was() -> None:
    now = assess(target(), read([*whole(2005, 1000.0), *whole(2015, 700.0)]))
    steps = [former(tonnes) for tonnes in (890.0, 925.0, 960.0)]  # each step is below 5 %
    said = restated(now, steps)
    assert said is not None
    assert said.code is Code.BASELINE_RESTATED
    assert said == (
        "Baseline raised by 12.4 % since 2026-03-03: Residential buildings (110 t). With the former 890 t: Behind."
    )
    assert restated(now, [former(890.0, explained=["residential"])]) is None
    assert restated(now, [former(890.0, explained=["transport"])]) is not None


def test_a_baseline_that_fell_is_told_from_five_per_cent_unless_it_only_went_back() -> None:
    now = assess(target(), read([*whole(2005, 1000.0), *whole(2015, 700.0)]))
    assert restated(now, [former(1040.0)]) is None
    said = restated(now, [former(1100.0)])
    assert said is not None
    assert said.startswith("Baseline lowered by 9.1 %")
    assert restated(now, [former(1100.0, back=True)]) is None


# 7. A declared baseline


@pytest.mark.parametrize(("near", "verdict"), [(1000.0, ON_TRACK), (850.0, CANNOT_TELL)])
def test_a_declared_baseline_is_held_against_the_nearest_inventory(near: float, verdict: Verdict) -> None:
    filed = read([*whole(2007, near), *whole(2015, 700.0)])
    found = assess(target(declared_base_t=1000.0), filed)
    assert (found.verdict, Code.BASELINE_APART in found.codes) == (verdict, verdict is CANNOT_TELL)
    far = read([*whole(2011, near), *whole(2015, 700.0)])
    assert assess(target(declared_base_t=1000.0), far).verdict is ON_TRACK
    high = read([*whole(2007, near), *whole(2015, 800.0)])  # behind stands with the lower baseline, too
    assert assess(target(declared_base_t=1000.0), high).verdict is BEHIND


def test_a_declared_baseline_that_no_inventory_is_near_is_unconfirmed_and_less_certain() -> None:
    near, far = (
        assess(target(declared_base_t=1000.0), read([*whole(year, 900.0), *whole(2015, 700.0)]), widths=shipped())
        for year in (2010, 2011)
    )
    assert [Code.BASELINE_UNCONFIRMED in told(found) for found in (near, far)] == [False, True]
    assert "the nearest inventory by its method is of 2011, 6 years away" in " ".join(far.notes)
    assert near.strength is not None
    assert far.strength is not None
    assert far.strength.gap.upper > near.strength.gap.upper


# 8. Sources that disagree


def test_two_totals_of_one_year_that_differ_by_more_than_the_gap_are_told() -> None:
    filed = [*whole(2005, 1000.0), *whole(2015, 700.0)]
    for other, disagree in ((740.0, False), (760.0, True)):
        found = assess(target(), read([*filed, *whole(2015, other, method="own")]))
        assert (Code.TOTALS_DISAGREE in told(found)) == disagree


# 9. Inhabitants


def test_inhabitants_that_jump_leave_no_good_answer_per_head() -> None:
    filed = read([*whole(2005, 1000.0), *whole(2015, 900.0)], inhabitants={2005: 100.0, 2015: 200.0})
    found = assess(target(kind="per-capita"), filed)
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.HEADS_IN_DOUBT)


def test_inhabitants_in_doubt_leave_behind_as_it_is_and_are_settled_by_an_explanation() -> None:
    filed = read([*whole(2005, 1000.0), *whole(2015, 1600.0)], inhabitants={2005: 100.0, 2015: 200.0})
    assert assess(target(kind="per-capita"), filed).verdict is BEHIND
    filed = read([*whole(2005, 1000.0), *whole(2015, 900.0)], inhabitants={2005: 100.0, 2015: 200.0})
    why = Cause(2015, "inhabitants", None, "two towns joined in 2012", "Ada")
    found = assess(target(kind="per-capita"), filed, explanations=[why])
    assert found.verdict is ON_TRACK
    assert "Inhabitants, 2015: two towns joined in 2012 (Ada)" in found.notes


# 10. A target that does not fall


def test_a_target_that_asks_for_no_fall_or_for_less_than_the_trend_says_so() -> None:
    for percent, before, words in (
        (0.0, 800.0, "it asks for no fall"),
        (60.0, 800.0, "less of a fall than there is without it"),
        (60.0, 700.0, ""),
    ):
        filed = [item for year in (2011, 2013) for item in whole(year, before)]
        filed = [*whole(2005, 1000.0), *filed, *whole(2015, 700.0)]
        found = assess(target(year=2030, reduction_percent=percent), read(filed))
        assert found.verdict is ON_TRACK
        assert (Code.ASKS_LITTLE in told(found)) == bool(words)
        assert words in " ".join(found.notes)


# Where the answer may be given although something is missing


def test_behind_stands_without_a_sector_that_is_missing() -> None:
    latest = [item for item in whole(2015, 1200.0) if item.sector != "transport"]
    found = assess(target(), read([*whole(2005, 1000.0), *latest]))
    assert (found.verdict, found.gap_t) == (BEHIND, pytest.approx(150.0))
    assert "What is missing can only add: it is behind without it, too." in " ".join(found.notes)
    lower = [item for item in whole(2015, 700.0) if item.sector != "transport"]
    assert assess(target(), read([*whole(2005, 1000.0), *lower])).codes & Code.KEY_SECTORS_MISSING


@pytest.mark.parametrize(
    ("base", "latest"), [("unknown", "AR5"), ("AR5", "unknown"), ("unknown", "unknown"), ("AR5", "AR5"), ("SAR", "AR5")]
)
def test_only_two_gwp_sets_that_are_stated_and_differ_forbid_a_verdict(base: str, latest: str) -> None:
    about = {2005: About("activity-based", base), 2015: About("activity-based", latest)}
    found = assess(target(), read([*whole(2005, 1000.0), *whole(2015, 700.0)], about=about))
    assert (found.verdict is CANNOT_TELL) == (Code.WEIGHTS_DIFFER in found.codes) == (base == "SAR")
    assert any("is not stated" in note for note in found.notes) == ("unknown" in (base, latest))


@pytest.mark.parametrize(
    ("base", "latest", "told"), [("unknown", "life-cycle", True), ("activity-based", "life-cycle", False)]
)
def test_an_approach_that_one_year_does_not_state_contradicts_nothing(base: str, latest: str, told: bool) -> None:
    about = {2005: About(base, "AR5"), 2015: About(latest, "AR5")}
    found = assess(target(), read([*whole(2005, 1000.0), *whole(2015, 700.0)], about=about))
    assert (found.verdict is ON_TRACK) == told == (Code.WEIGHTS_DIFFER not in found.codes)


def with_waste(year: int, waste: float, rest: float) -> list[Cell]:
    return [*whole(year, rest), cell("solid_waste", waste, year=year)]


def test_a_sector_target_is_judged_on_its_sector_where_both_years_report_it() -> None:
    filed = read([*with_waste(2005, 200.0, 800.0), *with_waste(2015, 160.0, 400.0)])
    found = assess(target(sector="Waste"), filed)
    assert (found.verdict, found.gap_t) == (BEHIND, pytest.approx(10.0))
    assert "Judged by Waste alone; 400 t of 2015 stand beside it." in found.notes
    assert assess(target(sector="Waste", reduction_percent=50.0, year=2045), filed).verdict is ON_TRACK
    assert assess(target(sector="Transport"), filed).verdict is ON_TRACK
    one_year = read([*whole(2005, 1000.0), *with_waste(2015, 100.0, 600.0)])
    assert assess(target(sector="Waste"), one_year).codes & Code.NO_BASELINE
    for unknown in ("Energy", "Waste, shipping"):
        assert assess(target(sector=unknown), filed).codes == Code.ONE_SECTOR


def test_an_exclusion_that_names_sectors_is_applied_to_both_years_and_another_is_a_reason() -> None:
    filed = read([*with_waste(2005, 200.0, 800.0), *with_waste(2015, 100.0, 630.0)])
    assert assess(target(), filed).verdict is ON_TRACK
    found = assess(target(exclusions="No Waste"), filed)
    assert (found.verdict, found.gap_t) == (BEHIND, pytest.approx(30.0))
    said = 'Judged without "No Waste", as the target says: 200 t in 2005 and 100 t in 2015.'
    assert said in found.notes
    assert assess(target(exclusions="No industry"), filed).verdict is ON_TRACK  # of which there is none
    for unknown in ("see the plan", "No Waste, no shipping", "All but waste", "No aviation"):  # transport may hold it
        assert assess(target(exclusions=unknown), filed).codes == Code.EXCLUSIONS
    total = read([cell("total", 1000.0, year=2005), cell("total", 700.0, year=2015)])
    assert assess(target(exclusions="No Waste"), total).codes == Code.EXCLUSIONS


def test_what_a_declared_baseline_leaves_out_is_not_known() -> None:
    for waste, codes in ((40.0, Code(0)), (80.0, Code.EXCLUSIONS)):
        filed = read(with_waste(2015, waste, 700.0))
        assert assess(target(exclusions="No Waste", declared_base_t=1000.0), filed).codes == codes


def test_a_sector_that_stands_for_more_cannot_be_divided() -> None:
    filed = read([cell("buildings", 500.0, year=year) for year in (2005, 2015)])
    assert assess(target(sector="residential"), filed).codes & Code.ONE_SECTOR
    assert assess(target(exclusions="residential buildings"), filed).codes & Code.EXCLUSIONS
