"""The line of time of the duties: a lane for each rule, on to today where nothing shows what is past as done."""

from __future__ import annotations

from dashboard.figures.duty_lines import lines
from datasets import City
from tests.samples import own_samples


def test_what_is_past_its_date_runs_on_to_today_and_says_for_how_many_years() -> None:
    with own_samples() as store:
        found = City(store, "Turin").duties("2026-11-27")
    drawn = lines(found)
    said = [note.text.replace("<br>", " ") for note in drawn.layout.annotations]
    assert "New inventory: date past for 2 years" in said
    past = [trace for trace in drawn.data if trace.line.width == 9]
    assert len(past) == len(found.past)
    assert {round(float(trace.x[1]), 1) for trace in past} == {2026.9}
    assert sum(trace.marker.symbol == "triangle-up" for trace in drawn.data) == len(found.past)
