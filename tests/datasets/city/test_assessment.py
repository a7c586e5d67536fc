"""The whole standing of a city: the published verdicts, and what each choice changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analytics.commitment.codes import Code, codes
from analytics.commitment.coverage import covered
from analytics.commitment.targets import Target
from analytics.text.problems import Refused
from analytics.vocabulary import Verdict
from datasets.city import City, assessment, new_explanation
from datasets.city.assessment import CityReport, names_of, one_target, report
from datasets.city.overview import read, standing_of_all
from datasets.store import AboutRow, CityRecord, LocalEnergy, Store, Submission
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.datasets.published_facts import facts
from tests.effort import first
from tests.samples import own_samples

MT = 1e6


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def target(**changes: Any) -> Target:
    values: dict[str, Any] = {
        "city_id": TOWN.city_id,
        "kind": "absolute",
        "base_year": 2005,
        "year": 2025,
        "reduction_percent": 50.0,
        "method": "covenant",
        "source": "a plan",
    } | changes
    return Target(**values)


def town(*targets: Target, city: CityRecord = TOWN) -> Store:
    opened = Store(":memory:")
    opened.seed([city], [], targets, [])
    return opened


def whole(year: int, value: float, **changes: Any) -> list[dict[str, Any]]:
    sectors = ("municipal_buildings", "tertiary", "residential", "transport")
    return [row(sector, value / 4, year=year, **changes) for sector in sectors]


# The published verdicts


def test_boston_was_behind_by_half_a_megatonne_in_2019(store: Store) -> None:
    found = one_target(report(store, "Boston", year=2019), "2030")
    assert (found.verdict, found.reasons) == (Verdict.BEHIND, ())
    assert found.gap_t == pytest.approx(0.56 * MT, abs=0.005 * MT)
    assert found.years_late == pytest.approx(3.6, abs=0.05)


@pytest.mark.parametrize("year", [2020, None])
def test_boston_was_too_near_its_path_in_2020_to_call_in_one_year(store: Store, year: int | None) -> None:
    found = one_target(report(store, "Boston", year=year), "2030")
    assert (found.verdict, found.reasons) == (Verdict.TOO_CLOSE, ())
    assert found.gap_t == pytest.approx(-0.18 * MT, abs=0.005 * MT)
    assert "In 2019 the city was above the path; 2020 alone may be an exception." in found.notes
    assert found.baseline is not None
    assert not found.baseline.declared


def test_boston_met_its_target_of_2020_and_is_behind_the_one_of_2050(store: Store) -> None:
    found = report(store, "Boston")
    assert one_target(found, "2020").outcome == "met"
    assert one_target(found, "2050").verdict is Verdict.TOO_CLOSE
    assert found.leading.target is not None
    assert found.leading.target.year == 2030


def test_new_york_was_behind_by_two_megatonnes_in_2020(store: Store) -> None:
    found = one_target(report(store, "New York"), "2030")
    assert found.verdict is Verdict.TOO_CLOSE
    assert found.gap_t == pytest.approx(2.03 * MT, abs=0.005 * MT)
    assert found.baseline is not None
    assert (found.baseline.declared, found.baseline.emissions_t) == (True, 61_062_452)


def test_austin_was_above_its_path_by_a_fifteenth_of_a_megatonne_in_2018_which_nobody_can_call(store: Store) -> None:
    found = report(store, "Austin").leading
    assert found.target is not None
    assert (found.target.year, found.verdict) == (2050, Verdict.TOO_CLOSE)
    assert found.gap_t == pytest.approx(0.067 * MT, abs=0.0005 * MT)


@pytest.mark.parametrize(
    ("city", "verdict"),
    [("Baltimore", Verdict.BEHIND), ("Fort Collins", Verdict.BEHIND), ("Santa Monica", Verdict.TOO_CLOSE)],
)
def test_a_city_that_published_totals_alone_is_judged_by_them(store: Store, city: str, verdict: Verdict) -> None:
    found = report(store, city).leading
    assert (found.verdict, found.reasons) == (verdict, ())
    assert found.latest is not None
    assert f"The figure of {found.latest.year} is a total without sectors, and judged as one." in found.notes


def test_the_samples_that_are_on_track_are_these(store: Store) -> None:
    on_track = {
        (found.city.name, item.target.year)
        for found in (report(store, city.city_id) for city in store.cities())
        for item in found.progress
        if item.verdict is Verdict.ON_TRACK and item.target
    }
    assert on_track == {("Boston", 2020)}


def test_every_verdict_that_is_withheld_has_a_reason_and_no_other_has(store: Store) -> None:
    for city in store.cities():
        found = report(store, city.city_id)
        for item in (*found.progress, found.leading, found.today):
            assert (item.verdict is Verdict.CANNOT_TELL) == bool(item.reasons)


def test_turin_is_in_co2_and_its_energy_is_the_published_one(store: Store) -> None:
    found = next(item for item in report(store, "Torino").inventories if item.method == "covenant")
    assert (found.gas, found.computed, found.energy_mwh) == ("CO2", False, 10_479_355)
    assert found.emissions_t == pytest.approx(2_396_906.6)


def test_partners_are_each_others_twin(store: Store) -> None:
    for left, right in store.pairings():
        one, other = report(store, left), report(store, right)
        assert one.twin == other.city
        assert other.twin == one.city


def test_a_city_is_found_by_any_name_and_an_unknown_one_is_refused(store: Store) -> None:
    assert report(store, "torino") == report(store, "IT0004")
    with pytest.raises(Refused):
        report(store, "Atlantis")


@pytest.mark.longer("every sample city is judged twice")
def test_reading_twice_gives_the_very_same(store: Store) -> None:
    for city in store.cities():
        assert report(store, city.city_id) == report(store, city.city_id)


# Choices


def test_the_set_of_potentials_changes_a_series_of_gases_apart_together() -> None:
    with town(target()) as store:
        gases = [row("waste", 10.0, year=year, quantity="ch4") for year in (2005, 2015)]
        cells = [*whole(2005, 1000.0, quantity="co2"), *whole(2015, 600.0, quantity="co2"), *gases]
        store.commit(submission(*cells))
        found = {name: report(store, "Town", gwp=name).leading for name in ("SAR", "AR5")}
    assert [round(found[name].latest.emissions_t) for name in found] == [810, 880]  # type: ignore[union-attr, arg-type]
    assert [found[name].gap_t for name in found] == [pytest.approx(810 - 907.5), pytest.approx(880 - 960)]


def test_an_unknown_set_of_potentials_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="AR7"):
        report(store, "Boston", gwp="AR7")


def test_the_life_cycle_of_fuels_is_not_computable() -> None:
    italian = CityRecord(TOWN.city_id, "Town", (), "IT", "Italy", "EU", None, None, False, "a register")
    with town(city=italian) as store:
        store.commit(submission(row(value=100.0, quantity="energy", carrier="natural_gas")))
        (standard,) = report(store, "Town").inventories
        (life_cycle,) = report(store, "Town", approach="life-cycle").inventories
    assert standard.emissions_t == pytest.approx(20.3, abs=0.1)
    assert life_cycle.emissions_t is None
    assert "not computable" in life_cycle.notes[0]


# Which target leads


def leading(store: Store, today: int = 2020) -> tuple[int | None, str | None]:
    """Year and sector of the target that leads in a calendar year, on the page of the city and among all cities."""
    found = report(store, "Town", today=today).leading
    with store.reader() as reader:
        assert read(reader, today=today).line(0).target == found.target
    return (found.target.year, found.target.sector) if found.target else (None, None)


def test_the_next_target_ahead_of_the_newest_inventory_leads() -> None:
    years = (2050, 2020, 2030)
    with town(*(target(year=year) for year in years)) as store:
        assert leading(store) == (2020, None)
        for newest, expected in ((2005, 2020), (2019, 2020), (2020, 2030), (2030, 2050), (2060, 2050)):
            store.commit(submission(*whole(newest, 1000.0)))
            assert leading(store) == (expected, None)


@pytest.mark.longer("a ledger of its own")
def test_a_target_whose_year_is_over_leads_only_where_none_is_left() -> None:
    with town(target(year=2020), target(year=2030)) as store:
        store.commit(submission(*whole(2005, 1000.0), *whole(2017, 900.0)))
        for today, expected in ((2020, 2020), (2021, 2030), (2030, 2030), (2031, 2030)):
            assert leading(store, today) == (expected, None)


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize(
    ("newest", "today", "code"), first(2, [(2024, 2025, 0), (2024, 2026, "over"), (2025, 2029, 0)])
)
def test_whether_a_target_was_reached_that_is_over_without_an_inventory_cannot_be_told(
    newest: int, today: int, code: int | str
) -> None:
    expected = Code.TARGET_OVER if code else Code(0)
    with town(target()) as store:
        store.commit(submission(*whole(2005, 1000.0), *whole(newest, 900.0)))
        found = report(store, "Town", today=today)
        with store.reader() as reader:
            line = read(reader, today=today).line(0, today)
    assert (found.leading.verdict, found.today.codes) == (Verdict.BEHIND, expected)
    assert (line.then, line.verdict, Code(line.reasons)) == (Verdict.BEHIND, found.today.verdict, expected)
    told = "The year of the target, 2025, is over, and it is judged by the inventory of 2024: whether it was reached"
    assert bool(code) == any(reason.startswith(told) for reason in found.today.reasons)


def test_a_target_on_one_sector_leads_only_where_there_is_no_other() -> None:
    with town(target(year=2020, sector="Waste"), target(year=2030)) as store:
        assert leading(store) == (2030, None)
    with town(target(year=2020, sector="Waste")) as store:
        assert leading(store) == (2020, "Waste")


def test_a_target_is_asked_for_by_its_year(store: Store) -> None:
    found = report(store, "Barcelona")
    assert one_target(found, None) == found.leading
    asked = one_target(found, "2030").target
    assert asked is not None
    assert (asked.year, asked.sector) == (2030, None)
    with pytest.raises(Refused, match="the target 2031") as refusal:
        one_target(found, "2031")
    assert refusal.value.problems[0].code == "target-unknown"


def test_of_two_targets_of_one_year_each_can_be_asked_for_by_its_kind() -> None:
    aims = (
        target(year=2030),
        target(year=2030, kind="per-capita"),
        target(year=2030, kind="per-capita", base_year=2000),
        target(year=2050),
    )
    with town(*aims) as store:
        found = report(store, TOWN.city_id)
        named = names_of(found.targets)
        assert set(named) == {"2030-absolute", "2030-per-capita-2005", "2030-per-capita-2000", "2050"}
        assert [one_target(found, name).target for name in named] == list(found.targets)
        assert one_target(found, "2030").target == next(item for item in found.targets if item.year == 2030)
        with pytest.raises(Refused, match="2030-per-capita-2005"):
            one_target(found, "2030-per-gdp")


def test_targets_that_differ_in_their_method_alone_have_names_of_their_own() -> None:
    aims = (target(year=2030, method="covenant"), target(year=2030, method="gpc"), target(year=2040))
    assert names_of(aims) == {
        "2030-absolute-2005-covenant": aims[0],
        "2030-absolute-2005-gpc": aims[1],
        "2040": aims[2],
    }


def test_without_targets_none_can_be_asked_for(store: Store) -> None:
    with pytest.raises(Refused, match="none"):
        one_target(report(store, "Varna"), "2030")


# What a commit does to the verdict


def verdicts(found: CityReport) -> list[str]:
    return [item.verdict for item in found.progress]


def test_a_commit_an_undo_and_a_rehearsal_move_the_verdict() -> None:
    with town(target(reduction_percent=30.0)) as store:
        store.commit(submission(*whole(2005, 1000.0)))
        assert verdicts(report(store, "Town")) == ["cannot-tell"]
        offered = submission(*whole(2015, 700.0))
        with store.rehearsal(offered) as reader:
            assert verdicts(assessment.read(reader, "Town")) == ["on-track"]
        assert verdicts(report(store, "Town")) == ["cannot-tell"]
        store.commit(offered)
        correction = store.commit(submission(*whole(2015, 990.0)))
        assert verdicts(report(store, "Town")) == ["behind"]
        store.undo(correction.revision, "Ada", "the first was right")
        assert verdicts(report(store, "Town")) == ["on-track"]
        store.undo(1, "Ada", "the baseline is wrong")
        assert verdicts(report(store, "Town")) == ["cannot-tell"]


def test_inhabitants_move_what_a_per_capita_target_allows() -> None:
    with town(target(kind="per-capita")) as store:
        store.commit(submission(*whole(2005, 1000.0), heads=100.0))
        store.commit(submission(*whole(2015, 800.0), heads=100.0))
        assert report(store, "Town").leading.path_t == pytest.approx(750.0)
        store.commit(submission(*whole(2015, 800.0), heads=120.0))
        found = report(store, "Town").leading
        assert (found.path_t, found.codes) == (pytest.approx(900.0), Code.HEADS_IN_DOUBT)  # they were 100 before
        store.commit(submission(*whole(2015, 800.0)))
        assert report(store, "Town").leading.verdict is Verdict.CANNOT_TELL


def test_cells_outside_the_total_reach_no_figure() -> None:
    with town(target(method="gpc")) as store:
        refs = {"I.1.1": "residential", "I.2.1": "commercial_institutional", "II.1.1": "road_transport"}
        counted = [row(sector, 100.0, method="gpc", gpc_ref=ref) for ref, sector in refs.items()]
        outside = [
            row("energy_supply", 1e6, method="gpc", gpc_ref="I.4.4"),
            row("afolu", -1e6, method="gpc", gpc_ref="V.2"),
        ]
        keyed = [row("residential", None, method="gpc", gpc_ref="I.1.3", notation_key="NE")]
        store.commit(submission(*counted, *outside, *keyed))
        (found,) = report(store, "Town").inventories
    assert (found.emissions_t, found.keys, found.missing_key_sectors) == (300.0, {}, ())


# Levels, memo items and completeness, as published and as stored

C40 = ("US-NYC", "US-BOS", "US-AUS", "ES0002")


def test_the_c40_cities_reach_their_published_basic_totals(store: Store) -> None:
    printed = {(row["city"], int(row["year"])): float(row["basic_t"]) for row in facts("published_totals")}
    found = {
        (city, item.year): item.levels["BASIC"].tonnes
        for city in C40
        for item in report(store, city).inventories
        if item.method == "gpc"
    }
    assert len(found) == 31
    assert found == {key: pytest.approx(tonnes, abs=0.06) for key, tonnes in printed.items()}


def test_basic_plus_and_territorial_totals_are_those_of_the_published_cells(store: Store) -> None:
    sums = {(row["city"], row["year"]): row for row in facts("published_totals")}
    for city in C40:
        for item in (item for item in report(store, city).inventories if item.method == "gpc"):
            row = sums[city, str(item.year)]
            assert item.levels["BASIC+"].tonnes == pytest.approx(float(row["basic_plus_t"]), rel=1e-12)
            assert item.levels["territorial"].tonnes == pytest.approx(float(row["territorial_t"]), rel=1e-12)
            supply = row["grid_supply_t"]
            assert item.memo.get("grid_supply") == (pytest.approx(float(supply)) if supply else None)


def test_austin_reaches_the_basic_plus_total_that_it_told_cdp(store: Store) -> None:
    found = {item.year: item.levels["BASIC+"].tonnes for item in report(store, "Austin").inventories}
    assert found[2017] == pytest.approx(12_485_799, abs=1)


def test_completeness_counts_the_32_references_of_basic_and_a_bare_ie_leaves_its_place_open(store: Store) -> None:
    found = next(item for item in report(store, "Austin").inventories if item.year == 2018).completeness
    assert found.required == 32
    assert set(found.settled.values()) <= {"number", "NO"}
    assert set(found.open.values()) <= {"NE", "IE that names no place"}


def test_of_turin_the_industry_in_the_ets_is_no_open_cell_of_the_total(store: Store) -> None:
    found = next(item for item in report(store, "Torino").inventories if item.method == "covenant")
    assert found.memo == {}
    assert found.emissions_t == pytest.approx(2_396_906.6)
    assert found.completeness.share == 1.0


def test_no_published_inventory_counts_a_parent_beside_its_parts(store: Store) -> None:
    for city in store.cities():
        for item in report(store, city.city_id).inventories:
            assert not [note for note in item.notes if "counts with its parts" in note or "where no number" in note]


def test_memo_items_and_the_text_of_an_ie_come_back_from_the_store() -> None:
    with town() as store:
        rows = [
            *whole(2019, 400.0),
            row("industry_ets", 77.0),
            row("energy_supply", 55.0),
            row("waste", None, notation_key="IE", original_text="IE (included in industry)"),
        ]
        store.commit(submission(*rows))
        (found,) = report(store, "Town").inventories
    assert (found.emissions_t, dict(found.memo)) == (400.0, {"ets": 77.0, "grid_supply": 55.0})
    assert found.notes == ("Waste, not split holds IE to industry, which has no number.",)


def test_the_biogenic_co2_of_wood_and_certified_purchases_stand_beside_the_total() -> None:
    with town() as store:
        energy = [row("residential", 1000.0, quantity="energy", carrier="other_biomass")]
        bought = LocalEnergy(TOWN.city_id, 2019, "GEP", 30.0, "30", "MWh", "a contract")
        store.commit(submission(*energy, supply=(bought,)))
        (found,) = report(store, "Town").inventories
    assert found.emissions_t == pytest.approx(33.8, abs=1.0)  # CH4 and N2O of wood alone
    assert found.memo == {"biogenic_co2": pytest.approx(1000 * 112_000 * 3.6e-6), "certified_electricity": 30.0}


def test_two_inventories_of_different_stated_sets_are_comparable_where_gases_are_apart() -> None:
    with town(target()) as store:
        for year, stated in ((2005, "SAR"), (2015, "AR5")):
            gases = row("solid_waste", 10.0, year=year, quantity="ch4")
            told = (AboutRow(TOWN.city_id, year, "covenant", "activity-based", stated, ""),)
            store.commit(submission(*whole(year, 600.0, quantity="co2"), gases, about=told))
        for gwp, level in (("SAR", 810.0), ("AR5", 880.0)):
            found = report(store, "Town", gwp=gwp).leading
            assert (found.verdict, found.reasons) == (Verdict.BEHIND, ())
            assert [item.emissions_t for item in report(store, "Town", gwp=gwp).inventories] == [level, level]
            assert {item.gwp_set for item in report(store, "Town", gwp=gwp).inventories} == {gwp}


# Energy without emissions, and places that hold a figure in one year alone


def own_factor(opened: Store, carrier: str, year: int, source: str, value: float) -> None:
    cells = {"kind": "factor", "carrier": carrier, "first_year": f"{year}", "last_year": f"{year}", "value": f"{value}"}
    cells |= {"original_unit": "t/MWh", "gas": "CO2e", "used_for": "all", "approach": "activity-based"}
    city = City(opened, TOWN.city_id)
    city.state_figures(city.figures("factors").stating(cells | {"source": source}), "Ada", "measured")


def told(opened: Store, start: str) -> list[str]:
    """What stands beside the verdict on the leading target and begins so."""
    return [note for note in report(opened, TOWN.city_id).leading.notes if note.startswith(start)]


def beside(opened: Store) -> Code:
    """What the overview of all cities says beside the verdict on the town."""
    return Code(standing_of_all(opened).line(0).beside)


def gas(year: int, mwh: float) -> list[dict[str, Any]]:
    """Energy alone, of which 5,000 MWh make 1,027 t, and 4,400 MWh 904 t."""
    use = {"quantity": "energy", "carrier": "natural_gas", "scope": 1, "original_unit": "MWh"}
    return whole(year, mwh, **use)


@pytest.mark.longer("judged after each of several commits")
def test_inhabitants_that_were_corrected_in_plausible_steps_leave_no_good_answer_per_head() -> None:
    with town(target(kind="per-capita")) as opened:
        opened.commit(submission(*whole(2005, 1000.0), heads=1000.0))
        for heads in (1060.0, 1090.0, 1120.0):
            opened.commit(submission(*whole(2015, 800.0), heads=heads, reason="counted anew"))
        found = report(opened, TOWN.city_id).leading
        assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.HEADS_IN_DOUBT)
        said = "The inhabitants of 2015 were 1,060 when they first came on file, and are 1,120 now."
        assert said in found.reasons
        assert standing_of_all(opened).line(0).reasons & Code.HEADS_IN_DOUBT
        with pytest.raises(Refused, match="found Inhabitants, 2005"):
            City(opened, TOWN.city_id).explain(2005, "inhabitants", "", "Ada", "no figure of this year is in doubt")
        City(opened, TOWN.city_id).explain(2015, "inhabitants", "", "Ada", "the census came out")
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.ON_TRACK
        assert standing_of_all(opened).line(0).verdict is not Verdict.BEHIND
        assert standing_of_all(opened).line(0).reasons & Code.HEADS_IN_DOUBT == 0


@pytest.mark.longer("judged after each of several commits")
def test_inhabitants_that_were_undone_were_never_first_on_file_until_the_undo_is_undone() -> None:
    with town(target(kind="per-capita")) as opened:
        opened.commit(submission(*whole(2005, 1000.0), heads=1000.0))
        slip = opened.commit(submission(*whole(2015, 800.0), heads=1200.0)).revision
        undo = opened.undo(slip, "Ada", "a slip").revision
        right = opened.commit(submission(*whole(2015, 800.0), heads=1100.0)).revision
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.ON_TRACK
        assert standing_of_all(opened).line(0).reasons & Code.HEADS_IN_DOUBT == 0
        opened.undo(right, "Ada", "to begin again")
        opened.undo(undo, "Ada", "it was none")
        opened.commit(submission(*whole(2015, 800.0), heads=1100.0))
        assert report(opened, TOWN.city_id).leading.codes & Code.HEADS_IN_DOUBT
        assert standing_of_all(opened).line(0).reasons & Code.HEADS_IN_DOUBT


@pytest.mark.longer("several commits, and what follows from each")
def test_a_target_that_was_on_file_for_more_than_a_day_counts_although_it_was_taken_back() -> None:
    with town() as opened:
        for year, tonnes in ((2005, 1000.0), (2015, 800.0)):
            opened.commit(submission(*whole(year, tonnes)))
        strict = opened.commit(Submission(None, 0, "Ada", "targets", reason="a plan", targets=(target(),)))
        a_day_later(opened)
        opened.undo(strict.revision, "Ada", "too strict")
        opened.commit(
            Submission(None, 0, "Ada", "targets", reason="another", targets=(target(reduction_percent=30.0),))
        )
        assert told(opened, "Until ")[0].endswith("With it: Behind. Why it was changed: too strict (Ada).")


def put(opened: Store, reason: str, *targets: Target) -> None:
    opened.commit(Submission(None, 0, "Ada", "targets", reason=reason, targets=targets))


def test_the_sector_of_a_target_may_be_given_by_its_code() -> None:
    for word in ("solid_waste", "Solid waste"):
        assert covered(target(sector=word)) == {"solid_waste"}


@pytest.mark.longer("several commits, and what follows from each")
def test_an_explanation_on_file_settles_a_place_that_vanished_and_survives_in_the_overview() -> None:
    """Industry is gone; somebody says why; the page, the overview and the verdict of the command agree."""
    with town(target()) as opened:
        opened.commit(submission(*whole(2005, 1000.0), row("industry", 300.0, year=2005)))
        gone = row("industry", None, year=2015, notation_key="NO")
        opened.commit(submission(*whole(2015, 900.0), gone))
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.CANNOT_TELL
        assert standing_of_all(opened).line(0).verdict is Verdict.CANNOT_TELL
        closed = new_explanation.explanation(TOWN, "2012", "industry", "", "the steelworks closed", "Ada")
        new_explanation.state(opened, (closed,), "Ada", "told by the owner")
        found = report(opened, TOWN.city_id).leading
        assert found.verdict is Verdict.ON_TRACK
        assert "Manufacturing and construction, 2012: the steelworks closed (Ada)" in found.notes
        assert standing_of_all(opened).line(0).verdict is Verdict.ON_TRACK


def test_a_finding_that_could_turn_a_good_answer_withholds_it_on_the_page_and_in_the_overview() -> None:
    """Homes at two fifths of what every other year has: less than the limit of a place alone would ask about."""
    with town(target(reduction_percent=35.0)) as opened:
        for year, homes, others in (
            (2005, 250.0, 250.0),
            (2009, 240.0, 230.0),
            (2012, 245.0, 220.0),
            (2015, 100.0, 200.0),
        ):
            rows = [
                item | {"value": homes} if item["sector"] == "residential" else item for item in whole(year, 4 * others)
            ]
            opened.commit(submission(*rows))
        found = report(opened, TOWN.city_id).leading
        assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.UNSETTLED)
        assert found.reasons[0].startswith("residential: 100 t in 2015 against 245 in 2012")
        assert standing_of_all(opened).line(0).verdict is Verdict.CANNOT_TELL
        City(opened, TOWN.city_id).explain(2015, "residential", "", "Ada", "the gas works closed")
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.ON_TRACK
        assert standing_of_all(opened).line(0).verdict is Verdict.ON_TRACK


# Factors of a city's own


USED = {
    2010: {"electricity": (240.0, 251.0, 199.0, 9.0), "natural_gas": (410.0, 702.0, 1803.0, 88.0)},
    2021: {"electricity": (221.0, 247.0, 171.0, 11.0), "natural_gas": (388.0, 631.0, 1722.0, 97.0)},
}
"""MWh by year and carrier, of four sectors."""


def italian_town() -> Store:
    """A town in Italy that states energy alone and is behind by the default factors."""
    italian = CityRecord(TOWN.city_id, "Town", (), "IT", "Italy", "EU", None, None, False, "a register")
    opened = town(target(base_year=2010, year=2030), city=italian)
    for year, used in USED.items():
        opened.commit(submission(*(item for carrier, mwh in used.items() for item in energy(year, carrier, *mwh))))
    return opened


def energy(year: int, carrier: str, *amounts: float) -> list[dict[str, Any]]:
    rows = whole(year, 0.0, quantity="energy", carrier=carrier)
    return [item | {"value": amount} for item, amount in zip(rows, amounts, strict=True)]


BY_DEFAULT = "By the default factors in place of the city's own"


@pytest.mark.longer("judged after each of several commits")
@pytest.mark.parametrize(
    ("carrier", "value", "year", "said"),
    [
        ("electricity", 0.9, 2010, "electricity 0.9 t/MWh against 0.423 in 2010"),
        ("natural_gas", 0.05, 2021, "natural gas 0.05 t/MWh against 0.203 in 2021"),
    ],
)
def test_an_answer_that_a_factor_of_the_citys_own_turns_says_so(
    carrier: str, value: float, year: int, said: str
) -> None:
    with italian_town() as opened:
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.BEHIND
        assert BY_DEFAULT not in [name for item in City(opened, "Town").flips().readings for name in item.names]
        own_factor(opened, carrier, year, "our lab", value)
        leading = report(opened, TOWN.city_id).leading
        assert leading.verdict is Verdict.ON_TRACK
        assert told(opened, BY_DEFAULT) == [f"{BY_DEFAULT} ({said}): Behind."]
        assert Code.FACTORS_OF_ITS_OWN in codes(leading.beside)
        assert Code.FACTORS_OF_ITS_OWN in beside(opened)
        turning = {name: item.verdict for item in City(opened, "Town").flips().turning for name in item.names}
        assert turning[BY_DEFAULT] is Verdict.BEHIND


@pytest.mark.longer("judged after each of several commits")
def test_of_several_factors_of_the_citys_own_three_are_named_and_the_others_counted() -> None:
    with italian_town() as opened:
        for carrier, year, value in (
            ("electricity", 2010, 0.6),
            ("natural_gas", 2010, 0.25),
            ("natural_gas", 2021, 0.15),
            ("electricity", 2021, 0.3),
        ):
            own_factor(opened, carrier, year, "our lab", value)
        (said,) = told(opened, BY_DEFAULT)
    assert said.count("t/MWh against") == 3
    assert said.endswith(" and 1 more): Behind.")


def test_a_base_year_that_lacks_the_citys_own_electricity_is_not_said_to_be_missing() -> None:
    with italian_town() as opened:
        own_factor(opened, "electricity", 2021, "our lab", 0.3)
        untold = {name: why for names, why in City(opened, "Town").flips().untold for name in names}
    said = untold["Electricity as bought (market-based)"]
    assert said.startswith("No baseline: the inventory of 2010 gives no total of emissions. ")
    assert "no sourced factor for electricity (699 MWh)" in said


@pytest.mark.longer("judged after each of several commits")
def test_a_factor_of_the_citys_own_that_turns_no_answer_is_not_told() -> None:
    with italian_town() as opened:
        own_factor(opened, "natural_gas", 2021, "the network", 0.2)
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.BEHIND
        assert (told(opened, BY_DEFAULT), beside(opened)) == ([], Code(0))


@pytest.mark.longer("judged after each of several commits")
def test_a_factor_of_the_citys_own_without_a_default_in_its_place_stays() -> None:
    with italian_town() as opened:
        for year, value, mwh in (
            (2010, 0.4, (2000.0, 3100.0, 2700.0, 50.0)),
            (2021, 0.1, (1900.0, 3200.0, 2500.0, 61.0)),
        ):
            opened.commit(submission(*energy(year, "heat_cold", *mwh)))
            own_factor(opened, "heat_cold", year, "the network", value)
        assert report(opened, TOWN.city_id).leading.verdict is Verdict.ON_TRACK
        assert (told(opened, BY_DEFAULT), beside(opened) & Code.FACTORS_OF_ITS_OWN) == ([], 0)
