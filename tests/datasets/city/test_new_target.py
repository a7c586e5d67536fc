"""A target as somebody states it: what it leaves out is filled in, and what makes no target is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets import City, NewTarget, Refused, Store
from tests.samples import own_samples


@pytest.fixture(scope="module")
def boston() -> Iterator[City]:
    store: Store
    with own_samples() as store:
        yield City(store, "US-BOS")


def test_what_is_left_out_is_filled_in(boston: City) -> None:
    boston.state_target(NewTarget(2005, 2040, kind="neutrality"), "Ada", "a vote")
    (added,) = (target for target in boston.report().targets if target.year == 2040)
    assert (added.reduction_percent, added.method, added.source) == (100.0, "gpc", "Entered by Ada")


def test_the_points_of_a_scenario_are_kept_by_year(boston: City) -> None:
    points = {2035: 7e6, 2020: 8e6}
    stated = NewTarget(2005, 2035, "baseline-scenario", 20, scenario=points, scenario_source="a study")
    boston.state_target(stated, "Ada", "a vote")
    (added,) = (target for target in boston.report().targets if target.kind == "baseline-scenario")
    assert added.scenario == ((2020, 8e6), (2035, 7e6))


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (NewTarget(2005, 2035, reduction_percent=60, national_percent=50), "national-incomplete"),
        (NewTarget(2005, 2035, reduction_percent=60, gdp={2005: 100}), "gdp-basis"),
        (NewTarget(2005, 2035, reduction_percent=60, method="nobody's"), "method-unknown"),
    ],
)
def test_half_a_statement_is_refused_and_nothing_is_written(boston: City, stated: NewTarget, code: str) -> None:
    before = boston.store.newest_revision()
    with pytest.raises(Refused) as refusal:
        boston.state_target(stated, "Ada", "a vote")
    assert refusal.value.problems[0].code == code
    assert boston.store.newest_revision() == before


def test_a_target_needs_a_reason(boston: City) -> None:
    with pytest.raises(Refused, match="no reason"):
        boston.state_target(NewTarget(2005, 2035, reduction_percent=60), "Ada", " ")
