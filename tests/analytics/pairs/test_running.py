"""How many pairings run at once."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analytics.pairs import dated
from analytics.pairs.at_a_glance import PairLine
from analytics.pairs.running import most_at_once

DATE = st.sampled_from(["", "2018", "2018-07", "2019-01-31", "2020", "2021-12"])
SPAN = st.tuples(DATE, DATE, st.sampled_from([None, 1, 18])).filter(
    lambda span: not (span[0] and span[1]) or dated.earliest(span[0]) <= dated.latest(span[1])
)


def test_what_has_ended_does_not_run_beside_what_began_later() -> None:
    assert most_at_once([("2018-07", "", 18), ("2019", "2019", None), ("2020-03", "2021", None)]) == (0, 1)
    assert most_at_once([("", "", None), ("2018", "", None), ("2030", "", 1)]) == (0, 1, 2)
    assert most_at_once([]) == ()


@given(st.lists(SPAN, max_size=6))
def test_a_span_more_never_makes_them_fewer_and_they_are_never_more_than_all(
    spans: list[tuple[str, str, None]],
) -> None:
    found = len(most_at_once(spans))
    assert bool(spans) <= bool(found)
    assert found <= len(spans)
    assert len(most_at_once([*spans, ("2019", "", None)])) >= found


def test_a_promise_is_late_after_the_last_day_that_its_date_may_mean() -> None:
    line = PairLine("A", "B", (), "2018", False, "", 18, None, "", ("2026", "2026-11", "2027"))
    assert line.late(date(2026, 12, 1)) == 1
    assert line.late(date(2027, 1, 1)) == 2
