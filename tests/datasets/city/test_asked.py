"""Questions of a city whose answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from datasets import City, Store
from tests.samples import own_samples


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


class Answers:
    """Keeps every answer, and how often each reading was made."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._answers: dict[Any, Any] = {}

    def keep(self, read: Callable[..., Any], city: Any, named: Mapping[str, Any], /) -> Any:
        question = (read.__name__, *named.items())
        if question not in self._answers:
            self.made.append(read.__name__)
            self._answers[question] = read(city, **named)
        return self._answers[question]


def test_one_question_has_one_answer_however_it_is_asked(samples: Store) -> None:
    answers = Answers()
    city = City(samples, "US-BOS", keep=answers.keep)
    found = [city.report(), city.report(None), city.report(year=None)]
    assert all(one is found[0] for one in found)
    assert city.report(2019) is city.report(year=2019) is not found[0]
    assert city.flips(year=2019) is city.flips(None, 2019)
    assert answers.made == ["report", "report", "flips"]
    with pytest.raises(TypeError):
        city.report(2019, 2020)  # type: ignore[call-arg]


def test_what_follows_from_the_report_takes_the_one_that_is_kept(samples: Store) -> None:
    answers = Answers()
    city = City(samples, "US-BOS", samples.newest_revision(), keep=answers.keep)
    report = city.report()
    assert city.drivers().report is report
    assert city.outlook().report is report
    city.passport("gap")
    city.examples()
    assert answers.made.count("report") == 1


def test_readings_without_a_revision_are_each_of_one_moment(samples: Store) -> None:
    answers = Answers()
    City(samples, "US-BOS", keep=answers.keep).drivers()
    assert answers.made == ["drivers"]
