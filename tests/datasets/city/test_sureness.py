"""How sure the verdicts on the sample cities are, by both approaches of the IPCC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from analytics.commitment.progress import Progress
from analytics.uncertainty.strength import strength
from datasets import City
from datasets.city import sureness
from datasets.reference.samples import open_store
from datasets.store.records import Register
from tests.datasets.files import sample_store


def judged() -> Iterator[tuple[str, Register, Progress]]:
    """Every verdict with a gap on the sample cities."""
    store = sample_store()
    with store.reader() as reader:
        for city in reader.register.cities:
            for progress in City(store, city.city_id).report().progress:
                if progress.gap_t is not None:
                    yield city.name, reader.register, progress


def test_both_approaches_agree_within_three_points_on_every_sample_city() -> None:
    """They differ by what is skewed: landfills and wastewater are drawn lognormal, whose mean lies above the figure
    that error propagation stays around. New York has most of it, in landfills outside of the city."""
    apart = {}
    for name, register, progress in judged():
        found, drawn = sureness.strength_of(register, progress), sureness.drawn(register, progress)
        assert found is not None
        assert drawn is not None
        assert progress.target is not None
        apart[name, progress.target.year] = drawn.probability - found.probability
        assert drawn.half_t == pytest.approx((found.gap.lower + found.gap.upper) / 2, rel=0.05), name
    assert len(apart) >= 11
    assert max(map(abs, apart.values())) < 3
    assert max(apart, key=lambda key: abs(apart[key])) == ("New York", 2030)


@pytest.mark.parametrize(
    ("city", "target", "word", "least", "most"),
    [
        ("Boston", "2030", "likely", 84, 89),
        ("Austin", "2050", "about-as-likely-as-not", 50, 60),
        ("Santa Monica", "2030", "about-as-likely-as-not", 50, 55),
        ("Fort Collins", "2030", "virtually-certain", 99, 100),
        ("New York", "2030", "likely", 70, 80),
    ],
)
def test_a_verdict_is_as_strong_as_its_figures(city: str, target: str, word: str, least: float, most: float) -> None:
    found = City(sample_store(), city).strength(target)
    assert found is not None
    assert found.likelihood == word
    assert least <= found.answer <= most
    assert found.by_default
    assert found.default_percent == pytest.approx(100)


def test_what_to_measure_better_in_boston_is_its_road_traffic() -> None:
    found = City(sample_store(), "Boston").strength("2030")
    assert found is not None
    assert [weight.spot.gpc_ref for weight in found.weights if weight.spot] == ["II.1.1", "I.2.1", "I.2.2"]
    assert found.weights[0].percent > 80
    assert found.gap.upper == pytest.approx(307_000, rel=0.01)


def test_a_city_exactly_on_its_path_is_too_close_to_call() -> None:
    for _, register, progress in judged():
        compared = sureness.compared_of(register, progress)
        assert compared is not None
        found = strength(compared, 0.0, sureness.slope_of(progress))
        assert (found.probability, found.too_close) == (50.0, True)


def test_a_city_that_knows_its_traffic_better_is_surer_and_an_undo_takes_it_back() -> None:
    store = open_store(":memory:")
    boston = City(store, "Boston")
    before = boston.strength("2030")
    revision = boston.state_uncertainty("activity", 5, place="transport", who="Ada", reason="fuel sales")
    now = boston.strength("2030")
    assert before is not None
    assert now is not None
    assert now.answer > before.answer
    assert now.default_percent < 100
    boston.undo(revision.revision, "Ada", "a slip")
    assert City(store, "Boston").strength("2030") == before


def test_a_path_that_does_not_hang_on_the_baseline_has_no_slope() -> None:
    for name, _, progress in judged():
        if name == "Boston" and progress.target is not None and progress.target.year == 2030:
            assert sureness.slope_of(progress) == pytest.approx(0.7)
            fixed = replace(progress.target, kind="neutrality", reduction_percent=None)
            assert 0 < sureness.slope_of(replace(progress, target=fixed)) < 1


def test_without_a_gap_there_is_no_strength() -> None:
    store = sample_store()
    assert City(store, "Turin").strength() is None
    assert City(store, "Turin").drawn() is None
