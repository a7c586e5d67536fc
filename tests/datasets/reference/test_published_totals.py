"""What else was published of a sample city stands beside its inventories, with its distance where one may be told."""

from __future__ import annotations

import pytest

from analytics.inventories.published import beyond_gap, difference
from datasets.city import assessment
from datasets.reference import catalogue, published_totals
from tests.samples import own_samples


def test_two_reports_of_santa_monica_lie_a_hundred_tonnes_apart_and_that_is_less_than_the_gap() -> None:
    with own_samples() as store:
        found = assessment.report(store, "US-SMO").leading
    (other,) = published_totals.of("US-SMO")
    assert found.latest is not None
    assert found.gap_t is not None
    assert difference(other, found.latest) == pytest.approx(-99.6)
    assert beyond_gap([other], found.latest, found.gap_t) == ()
    assert [item for item, _ in beyond_gap([other], found.latest, 99.0)] == [other]


def test_a_rounded_total_disagrees_only_beyond_its_rounding() -> None:
    with own_samples() as store:
        found = next(item for item in assessment.report(store, "US-FTC").inventories if item.year == 2020)
    (other,) = (item for item in published_totals.of("US-FTC") if item.year == 2020)
    assert (other.total_t, other.rounding_t) == (1_750_000, 5_000)
    assert difference(other, found) == pytest.approx(1_750_000 - 1_773_732.67)
    assert beyond_gap([other], found, 18_000.0)
    assert not beyond_gap([other], found, 19_000.0)


def test_a_total_in_co2_is_not_set_against_one_in_co2e() -> None:
    with own_samples() as store:
        inventories = assessment.report(store, "IT0004").inventories
    (contract,) = published_totals.of("IT0004")
    apart = {item.method: difference(contract, item) for item in inventories if item.year == 2019}
    assert apart == {"own": None, "covenant": pytest.approx(-0.03)}


def test_every_published_total_is_its_text_in_its_unit_and_belongs_to_a_sample_city() -> None:
    units = {"t": 1.0, "kt": 1e3, "million t": 1e6}
    for row in catalogue.records("published_totals"):
        mass, _, gas = row["original_unit"].rpartition(" ")
        digits = len(row["original_text"].partition(".")[2])
        assert float(row["total_t"]) == pytest.approx(float(row["original_text"]) * units[mass], rel=1e-12)
        assert float(row["rounding_t"]) == pytest.approx(0.5 * 10**-digits * units[mass])
        assert gas == row["gas"]
        assert row["city_id"] in {city["city_id"] for city in catalogue.records("cities")}
