"""Where a city stands among similar ones: who is a dot, who is left out and why, and what is in question."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.partners.peers import FEWEST, PublishedCities, Standpoint, stand

PEOPLE = 1_000_000.0


def published(*per_head: float, **columns: list[float]) -> PublishedCities:
    """Cities of one size with these tonnes per inhabitant, and whatever else is said of them."""
    count = len(per_head)

    def of(name: str, usual: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray(columns.get(name, [usual] * count), dtype=float)

    people = of("inhabitants", PEOPLE)
    return PublishedCities(
        key=[f"c{place}" for place in range(count)],
        name=[f"n{place}" for place in range(count)],
        country=["FR"] * count,
        continent=["EU" if place % 2 == 0 else "NA" for place in range(count)],
        year=np.full(count, 2017),
        total_t=np.asarray(per_head) * np.nan_to_num(people, nan=PEOPLE),
        inhabitants=people,
        counted=of("counted", 2017).astype(np.int64),
        other_inhabitants=of("other", np.nan),
        latitude=of("latitude", 45),
        income=of("income", 40_000),
        bought=of("bought", 0.3),
    )


OWN = Standpoint("", "Own", PEOPLE, 2017, "EU", "FR", -44.0, 40_000.0, 0.3, 5.0, 2017)


def test_two_groups_by_continent_with_their_middle_and_middle_half() -> None:
    found = stand(published(1, 10, 2, 20, 3, 30, 4, 40, 5, 50), OWN)
    alike, others = found.groups
    assert (alike.alike, others.alike) == (True, False)
    assert (alike.middle, alike.half) == (3, (2, 4))
    assert (others.middle, others.half) == (30, (20, 40))
    assert (alike.below, alike.above) == (4, 0), "the one level with it is neither"
    assert (others.below, others.above) == (0, 5)
    assert found.dots == 10


def test_of_few_dots_there_is_no_middle() -> None:
    found = stand(published(*[1.0] * (FEWEST - 1)), OWN)
    assert [group.middle for group in found.groups] == [None, None]


def test_what_is_left_out_is_counted_with_its_reason_once() -> None:
    people = [PEOPLE, 3 * PEOPLE, np.nan, PEOPLE, PEOPLE, PEOPLE / 2]
    counted = [2017, 2017, 0, 2021, 2014, 2017]
    found = stand(published(5, 5, 5, 5, 5, 0, inhabitants=people, counted=counted), OWN)
    assert found.left_out == {"zero": 1, "people": 1, "size": 1, "years": 1}
    assert found.dots == 2


def test_the_city_itself_is_no_other() -> None:
    own = Standpoint("c1", "Own", PEOPLE, 2017, "EU", "FR", 45.0, 1.0, 0.3, 5.0, 2017)
    found = stand(published(5, 5, 5), own)
    assert found.dots == 2
    assert found.left_out == {}


def test_a_figure_that_cannot_be_right_is_told_apart_and_counts_in_no_middle() -> None:
    people = [PEOPLE, PEOPLE, PEOPLE / 1000, PEOPLE, PEOPLE]
    other = [PEOPLE, np.nan, PEOPLE, 2.9 * PEOPLE, np.nan]
    found = stand(published(5, 5, 5, 5, 0.2, inhabitants=people, other=other), OWN)
    assert found.cities.doubted == ["", "", "people", "", "low"]
    assert found.in_question.tolist() == [2, 4]
    alike, others = found.groups
    assert alike.doubted.tolist() == [4, 2], "of the size that its other report tells"
    assert (alike.lines.tolist(), others.lines.tolist()) == ([0], [1, 3])


@pytest.mark.parametrize(
    ("trait", "columns", "alike"),
    [
        ("latitude", {"latitude": [40.0, -48.0, 30.0, np.nan]}, [0, 1]),
        ("income", {"income": [50_000.0, 27_000.0, 90_000.0, np.nan]}, [0, 1]),
        ("bought", {"bought": [0.35, 0.25, 0.5, np.nan]}, [0, 1]),
    ],
)
def test_another_trait_makes_other_groups(trait: str, columns: dict[str, list[float]], alike: list[int]) -> None:
    found = stand(published(5, 6, 7, 8, **columns), OWN, trait)
    assert found.groups[0].lines.tolist() == alike
    assert found.groups[1].lines.tolist() == [2]
    assert found.left_out == {"trait": 1}


def test_what_is_not_known_of_the_city_is_named_and_nothing_is_shown() -> None:
    unknown = Standpoint("", "Own", None, None, "EU", "FR", None, None, None)
    assert stand(published(5), unknown).missing == "inhabitants"
    sized = Standpoint("", "Own", PEOPLE, None, "", "FR", None, None, None)
    assert [stand(published(5), sized, trait).missing for trait in ("continent", "latitude", "bought")] == [
        "continent",
        "latitude",
        "bought",
    ]
    assert stand(published(5), sized).groups == ()
