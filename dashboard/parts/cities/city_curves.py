"""The curves of the cities that are shown, each on the index of its own base."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import session
from dashboard.figures.small_curves import CityCurve
from dashboard.language import say
from dashboard.parts.cities import city_sentences
from dashboard.words import shown_series
from datasets import CityLine, CityReport, Programme

MOST = 12
"""So many cities have a curve; their reports are read one by one."""


def curves(found: Programme, numbers: Sequence[int]) -> list[CityCurve]:
    """A curve for each of these cities, as this run of a page reads them."""
    lines = [found.line(number, session.this_year()) for number in numbers]
    return [curve(line, session.at_city(line.city.city_id).report()) for line in lines]


def curve(line: CityLine, report: CityReport) -> CityCurve:
    """One city: its base is that of the leading target, without one its first inventory."""
    series, leading = shown_series.own_series(report), report.leading
    path = shown_series.path_points(leading, report.inventories)
    if path and leading.baseline:
        base, gas = leading.baseline.emissions_t, leading.baseline.gas
    else:
        path, base, gas = [], 0.0, None
        if series:
            base, gas = series[0].emissions_t or 0.0, series[0].gas
    stretches = shown_series.runs([item for item in series if item.gas == gas]) if base > 0 else []
    return CityCurve(
        line.city.city_id,
        say(line.city.name),
        line.then,
        city_sentences.last_answer(line),
        tuple(
            tuple((item.year, 100 * item.emissions_t / base) for item in stretch if item.emissions_t is not None)
            for stretch in stretches
        ),
        tuple((year, 100 * tonnes / base) for year, tonnes in path) if base > 0 else (),
    )
