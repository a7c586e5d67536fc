"""What changed since a day: the answers then and now, and real change apart from restatement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.packs import decks, since_slides
from dashboard.packs.since_slides import Since
from datasets import CityReport, Refused
from datasets.store import Store
from tests.dashboard.conftest import inventory, standing, target
from tests.dashboard.packs.slide_reading import EDITION, charts, drawn, opened, series, words

DAY = date(2026, 5, 12)
GOAL = (target(),)


def between(then: CityReport, now: CityReport) -> Since:
    return Since(DAY, then, now, ())


def test_a_newer_year_is_real_and_the_same_year_counted_anew_is_restatement() -> None:
    then = standing(inventory(2010, 1000e3), inventory(2020, 800e3), targets=GOAL)
    now = standing(inventory(2010, 1000e3), inventory(2020, 750e3), inventory(2024, 700e3), targets=GOAL)
    (slide,) = drawn(since_slides.real_and_restated(between(then, now)))
    said = words(slide)
    assert slide.shapes.title.text_frame.text.replace("\u00a0", " ") == (
        "Testville: −50 kt from 2020 to 2024, and −50 kt of restatement beside it"
    )
    assert "Restatement" in said
    assert "Real change" in said
    hung, moved = (list(values) for values in series(charts(slide)[0]).values())
    assert hung == pytest.approx([0, 750, 700, 0])
    assert moved == pytest.approx([800, 50, 50, 700])


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (inventory(2020, 800.0, gas="CO2"), inventory(2020, 700.0)),  # what counts another gas is not subtracted
        (inventory(2020, 800.0), inventory(2021, 700.0)),  # the year is not on file any more
        (inventory(2020, 800.0), inventory(2020, 800.0)),  # nothing moved
        (inventory(2020, None), inventory(2020, 700.0)),
    ],
)
def test_where_two_totals_cannot_be_subtracted_there_is_no_picture_of_it(then: object, now: object) -> None:
    first = inventory(2010, 1000.0)
    found = between(standing(first, then, targets=GOAL), standing(first, now, targets=GOAL))  # type: ignore[arg-type]
    assert since_slides.real_and_restated(found) is None


def test_only_a_restatement_is_never_called_a_change_of_the_city() -> None:
    then = standing(inventory(2010, 1000e3), inventory(2020, 800e3), targets=GOAL)
    found = between(then, standing(inventory(2010, 1100e3), inventory(2020, 700e3), targets=GOAL))
    (picture, table) = drawn(since_slides.real_and_restated(found), since_slides.restated(found))
    assert "no newer year is recorded" in picture.shapes.title.text_frame.text
    assert "Real change" not in words(picture)
    assert "Two totals counted anew" in table.shapes.title.text_frame.text
    assert "+0.10\u00a0Mt" in words(table)


def test_a_city_of_which_nothing_was_on_file_and_one_that_nothing_changed_of_say_so(samples: Store) -> None:
    boston, day = decks.read_once(samples, "US-BOS"), DAY
    assert decks.revision_of(boston, day) is None
    first = opened(decks.since(boston, None, day, EDITION))[0]
    assert "the record of Boston was empty" in first.shapes.title.text_frame.text
    today = datetime.now(UTC).date()
    revision = decks.revision_of(boston, today)
    then = decks.read_once(samples, "US-BOS", revision)
    found = opened(decks.since(boston, then, today, replace(EDITION, languages=("en", "bg"))))
    assert "Nothing of Boston" in words(found[0])
    assert len(found) == 2


def test_a_day_that_is_to_come_is_refused(samples: Store) -> None:
    with pytest.raises(Refused, match="which is to come"):
        decks.revision_of(decks.read_once(samples, "US-BOS"), datetime.now(UTC).date() + timedelta(days=1))
