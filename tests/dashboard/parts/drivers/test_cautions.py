"""The cautions name what the data of a city cannot carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.parts.drivers import cautions
from datasets.city.change_causes import Drivers, drivers
from datasets.store import Store


@pytest.fixture(scope="module")
def boston(samples: Store) -> Drivers:
    return drivers(samples, "US-BOS")


def test_the_cautions_name_what_the_data_cannot_carry(boston: Drivers) -> None:
    said = " ".join(cautions.cautions(boston)).replace("\u00a0", " ")
    assert "No energy is stated for 2005 and 2020" in said
    assert "The inhabitants on file change by +10% from 2005 to 2006" in said
    assert "2020 alone is 14% below 2019" in said
    assert "Summed year by year" in said


def test_where_the_way_of_summing_changes_nothing_no_bar_is_named(boston: Drivers) -> None:
    said = " ".join(cautions.cautions(replace(boston, stepwise=boston.direct)))
    assert "no bar moves by a tonne" in said
    assert "at most" not in said
    assert "at most" in " ".join(cautions.cautions(boston))
