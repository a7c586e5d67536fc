"""The built cases of the verdict: what may not be told as on track, and what may be told although something is missing.

The example: 1,000 t in 2005, half of it by 2025, so that the path allows 750 t in 2015.
"""

from __future__ import annotations

import pytest

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.inventories.inventory import About, Cell
from analytics.vocabulary import Verdict
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


# 5. Sinks


def test_a_sink_turns_no_verdict_unless_the_target_is_net_zero() -> None:
    filed = [*whole(2005, 1000.0), *whole(2015, 900.0), cell("afolu", -300.0, year=2015)]
    filed += [cell("afolu", -1.0, year=2005)]
    found = assess(target(), read(filed))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.SINKS)
    assert assess(target(kind="neutrality", reduction_percent=None, year=2055), read(filed)).verdict is ON_TRACK


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


# 9. Inhabitants


def test_inhabitants_that_jump_leave_no_good_answer_per_head() -> None:
    filed = read([*whole(2005, 1000.0), *whole(2015, 900.0)], inhabitants={2005: 100.0, 2015: 200.0})
    found = assess(target(kind="per-capita"), filed)
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.HEADS_IN_DOUBT)


# Where the answer may be given although something is missing


def test_behind_stands_without_a_sector_that_is_missing() -> None:
    latest = [item for item in whole(2015, 1200.0) if item.sector != "transport"]
    found = assess(target(), read([*whole(2005, 1000.0), *latest]))
    assert (found.verdict, found.gap_t) == (BEHIND, pytest.approx(150.0))
    assert "What is missing can only add: it is behind without it, too." in " ".join(found.notes)
    lower = [item for item in whole(2015, 700.0) if item.sector != "transport"]
    assert assess(target(), read([*whole(2005, 1000.0), *lower])).codes & Code.KEY_SECTORS_MISSING


@pytest.mark.parametrize(
    ("latest", "verdict"), [(700.0, ON_TRACK), (745.0, CANNOT_TELL), (755.0, CANNOT_TELL), (800.0, BEHIND)]
)
@pytest.mark.parametrize("unsaid", [2005, 2015])
def test_a_gwp_set_that_one_year_does_not_state_is_bounded(latest: float, verdict: Verdict, unsaid: int) -> None:
    about = {year: About("activity-based", "unknown" if year == unsaid else "AR5") for year in (2005, 2015)}
    found = assess(target(), read([*whole(2005, 1000.0), *whole(2015, latest)], about=about))
    assert found.verdict is verdict
    assert (Code.WEIGHTS_DIFFER in found.codes) == (verdict is CANNOT_TELL)


def test_an_exclusion_that_names_a_sector_is_applied_and_another_is_a_reason() -> None:
    def year(year: int, waste: float, rest: float) -> list[Cell]:
        return [*whole(year, rest), cell("solid_waste", waste, year=year)]

    filed = read([*year(2005, 200.0, 800.0), *year(2015, 100.0, 630.0)])
    assert assess(target(), filed).verdict is ON_TRACK
    found = assess(target(exclusions="No Waste"), filed)
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.EXCLUSIONS)
    assert assess(target(exclusions="No aviation"), filed).verdict is ON_TRACK
    assert assess(target(exclusions="see the plan"), filed).codes == Code.EXCLUSIONS
