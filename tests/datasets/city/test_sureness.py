"""How sure the verdicts on the sample cities are, by both approaches of the IPCC."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.commitment.judged import Progress
from analytics.commitment.programme import VERDICTS
from analytics.vocabulary import Verdict
from datasets import Cities, City
from datasets.city import sureness
from tests.datasets.files import sample_store
from tests.samples import own_samples


def judged() -> Iterator[tuple[City, Progress]]:
    """Every verdict with a gap on the sample cities."""
    store = sample_store()
    for record in store.cities():
        city = City(store, record.city_id)
        yield from ((city, progress) for progress in city.report().progress if progress.gap_t is not None)


@pytest.mark.longer("every target of every sample city is drawn at random")
def test_both_approaches_agree_within_three_points_on_every_sample_city() -> None:
    """They differ by what is skewed: landfills and wastewater are drawn lognormal, whose mean lies above the figure
    that error propagation stays around, and products of errors are. Austin and Santa Monica differ most: their gaps are
    nearly zero, where a small shift of the draws moves most of the chance."""
    apart = {}
    for city, progress in judged():
        found = progress.strength
        assert found is not None
        assert progress.target is not None
        drawn = city.drawn(str(progress.target.year))
        assert drawn is not None
        apart[city.record.name, progress.target.year] = drawn.probability - found.probability
        assert drawn.half_t == pytest.approx((found.gap.lower + found.gap.upper) / 2, rel=0.05), city.id
        assert drawn.half_points == pytest.approx((found.change.lower + found.change.upper) / 2, rel=0.03), city.id
    assert len(apart) >= 11
    assert max(map(abs, apart.values())) < 3
    assert sorted(apart, key=lambda key: -abs(apart[key]))[:2] == [("Austin", 2050), ("Santa Monica", 2030)]


@pytest.mark.longer("every city is judged alone and with the others")
def test_many_cities_at_once_are_as_sure_as_each_by_itself() -> None:
    store = sample_store()
    everyone = Cities(store).programme()
    for row, target in enumerate(everyone.rows):
        alone = next(item for item in City(store, target.city_id).report().progress if item.target == target)
        assert VERDICTS[everyone.standing.verdict[row]] is alone.verdict
        if alone.verdict is not Verdict.CANNOT_TELL:
            assert alone.strength is not None
            assert everyone.standing.probability[row] == pytest.approx(alone.strength.probability)


@pytest.mark.parametrize(
    ("city", "target", "word", "least", "most"),
    [
        ("Boston", "2030", "about-as-likely-as-not", 50, 60),
        ("Austin", "2050", "about-as-likely-as-not", 50, 60),
        ("Santa Monica", "2030", "about-as-likely-as-not", 50, 55),
        ("Fort Collins", "2030", "virtually-certain", 99, 100),
        ("New York", "2030", "about-as-likely-as-not", 50, 62),
    ],
)
def test_a_verdict_is_as_strong_as_its_figures(city: str, target: str, word: str, least: float, most: float) -> None:
    found = City(sample_store(), city).report().judged(target).strength
    assert found is not None
    assert found.likelihood == word
    assert least <= found.answer <= most
    assert found.by_default
    assert found.default_percent == pytest.approx(100)


def test_what_to_measure_better_in_boston_is_its_road_traffic() -> None:
    found = City(sample_store(), "Boston").report().judged("2030").strength
    assert found is not None
    assert [weight.spot.gpc_ref for weight in found.weights if weight.spot] == ["II.1.1"]
    assert sum(weight.named is not None for weight in found.weights) == 2  # versions of both totals
    assert found.weights[0].percent > 30


@pytest.mark.longer("judged after each of several commits")
def test_a_city_that_knows_its_traffic_better_is_surer_and_an_undo_takes_it_back() -> None:
    with own_samples() as store:
        boston = City(store, "Boston")
        before = boston.report().judged("2030").strength
        revision = boston.state_uncertainty("activity", 5, place="transport", who="Ada", reason="fuel sales")
        now = boston.report().judged("2030").strength
        assert before is not None
        assert now is not None
        assert now.answer > before.answer
        assert now.default_percent < 100
        boston.undo(revision.revision, "Ada", "a slip")
        assert City(store, "Boston").report().judged("2030").strength == before


def test_a_path_moves_with_its_baseline_by_what_is_left_of_it() -> None:
    boston = City(sample_store(), "Boston").report().judged("2030")
    assert sureness.slope_of(boston) == pytest.approx(0.7)


def test_without_a_gap_there_is_no_strength() -> None:
    store = sample_store()
    assert City(store, "Bologna").report().leading.strength is None
    assert City(store, "Bologna").drawn() is None
