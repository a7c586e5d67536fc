"""What drove the emissions of a city between two of its inventories, in one step and year by year, weather apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.change.attribution import Attribution, attributed, chained, settings
from analytics.factors.heating import Correction, DegreeDays, in_reference_weather, one_basis
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Problem, Refused, blocked
from analytics.text.sentences import Sentence, joined
from datasets.city import assessment
from datasets.city.assessment import CityReport
from datasets.reference.factor_sources import gwp as known_gwp
from datasets.store import Store

Restated = Callable[[str], Sequence[Inventory]]
"""A GWP set -> the city's inventories weighed with it."""


@dataclass(frozen=True)
class Drivers:
    """What a page or a command says of the drivers of one city between two years.

    ``series`` are the inventories of one method with a total, ``methods`` those that offer at least two. ``direct`` is
    the change from ``first`` to ``last`` in one step and ``stepwise`` the same over the years between (None where
    there are none or a step is refused). ``apart`` sets the weather apart, and ``corrections`` are the inventories
    whose weather can be corrected; ``lacking`` says why the others cannot. ``problems`` say why there is no ``direct``.
    """

    report: CityReport
    methods: tuple[str, ...]
    series: tuple[Inventory, ...] = ()
    first: Inventory | None = None
    last: Inventory | None = None
    direct: Attribution | None = None
    stepwise: Attribution | None = None
    apart: Attribution | None = None
    corrections: tuple[Correction, ...] = ()
    lacking: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def drivers(
    store: Store,
    city_id: str,
    first: int | None = None,
    last: int | None = None,
    method: str | None = None,
    gwp: str = assessment.GWP_SET,
    revision: int | None = None,
    approach: str = "activity-based",
    report: CityReport | None = None,
) -> Drivers:
    """The drivers of one city from ``first`` (default: the baseline, else the oldest year) to ``last`` (the newest).

    ``method`` names the inventories (default: those of the leading target where it has two, unless these are totals
    without sectors and another method has sectors; else the longest series).
    Two inventories that differ only in the GWP set are restated where their gases are on file. With ``revision`` all
    is as it was after that one; ``report`` is the standing that is read there, where it is at hand. Raises Refused for
    an unknown city or revision, a method that has no two totals, and a year without an inventory that gives one.
    """
    with store.reader(revision) as reader:
        report = report or assessment.read(reader, city_id, gwp=gwp, approach=approach)
        known = reader.register.degree_days
    series = _series(report)
    methods = tuple(name for name, found in series.items() if len(found) > 1)
    if method is not None and method not in methods:
        raise _unknown("method", method, methods)
    chosen = method or _main(report, series, methods)
    if chosen is None:
        return Drivers(report, methods, tuple(item for found in series.values() for item in found))
    mine = series[chosen]
    start, end = _ends(report, mine, first, last)
    days = known.get(report.city.city_id, ())
    held: dict[str, Sequence[Inventory]] = {}

    def restated(name: str) -> Sequence[Inventory]:
        if name not in held:
            held[name] = assessment.report(store, city_id, None, name, approach, revision=revision).inventories
        return held[name]

    return _told(Drivers(report, methods, tuple(mine), start, end), days, restated)


def _told(found: Drivers, days: Sequence[DegreeDays], restated: Restated) -> Drivers:
    first, last, series = found.first, found.last, found.series
    assert first is not None
    assert last is not None
    between = [item for item in series if min(first.year, last.year) <= item.year <= max(first.year, last.year)]
    path = between if first.year <= last.year else between[::-1]
    base_year = _base_year(found.report, series)
    corrections, lacking = _corrections(path, days, base_year)

    def step(one: Inventory, other: Inventory) -> Attribution:
        return attributed(one, other, _basis(one, other, restated))

    def plain(one: Inventory) -> Inventory:
        return in_reference_weather(one, days, base_year).corrected

    try:
        direct = step(first, last)
    except Refused as refusal:
        return replace(found, problems=tuple(refusal.problems), corrections=corrections, lacking=lacking)
    ends = {item.reported.year for item in corrections} >= {first.year, last.year}
    return replace(
        found,
        direct=direct,
        stepwise=_stepwise(path, step),
        apart=attributed(first, last, _basis(first, last, restated), plain) if ends and first != last else None,
        corrections=corrections,
        lacking=lacking,
    )


def _stepwise(path: Sequence[Inventory], step: Callable[[Inventory, Inventory], Attribution]) -> Attribution | None:
    try:
        return chained(path, step) if len(path) > 2 else None
    except Refused:
        return None


def _corrections(
    path: Iterable[Inventory], days: Sequence[DegreeDays], base_year: int
) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """Every inventory that can be brought to the reference weather, and what keeps the others from it."""
    corrected: list[Correction] = []
    lacking: list[Problem] = []
    try:
        one_basis(days)
    except Refused as refusal:
        return (), tuple(refusal.problems)
    for item in path:
        try:
            corrected.append(in_reference_weather(item, days, base_year))
        except Refused as refusal:
            lacking += refusal.problems
    return tuple(corrected), tuple(dict.fromkeys(lacking))


def _basis(one: Inventory, other: Inventory, restated: Restated) -> tuple[Inventory, Inventory] | None:
    """The two restated to the GWP set of either, where that makes them alike."""
    if settings(one) == settings(other):
        return None
    for name in dict.fromkeys((other.gwp_set, one.gwp_set)):
        try:
            known_gwp(name)
        except Refused:  # "unknown", or "mixed"
            continue
        pair = tuple(_again(item, restated(name)) for item in (one, other))
        if settings(pair[0]) == settings(pair[1]):
            return pair[0], pair[1]
    return None


def _again(item: Inventory, inventories: Sequence[Inventory]) -> Inventory:
    same = next(found for found in inventories if (found.year, found.method) == (item.year, item.method))
    return replace(same, inhabitants=item.inhabitants)


def _series(report: CityReport) -> dict[str, list[Inventory]]:
    found: dict[str, list[Inventory]] = {}
    for item in sorted(report.inventories, key=lambda item: item.year):
        if item.emissions_t is not None:
            found.setdefault(item.method, []).append(item)
    return dict(sorted(found.items(), key=lambda held: -len(held[1])))


def _main(report: CityReport, series: Mapping[str, Sequence[Inventory]], methods: Sequence[str]) -> str | None:
    """The method of the leading target, unless another one has sectors and that one nothing but totals."""
    split = [name for name in methods if not all(item.unsplit for item in series[name])]
    wanted = report.leading.target.method if report.leading.target else None
    if wanted in methods and (wanted in split or not split):
        return wanted
    return next(iter(split or methods), None)


def _ends(
    report: CityReport, series: Sequence[Inventory], first: int | None, last: int | None
) -> tuple[Inventory, Inventory]:
    years = {item.year: item for item in series}
    for asked in (first, last):
        if asked is not None and asked not in years:
            raise _unknown("year", str(asked), tuple(map(str, years)))
    newest = series[-1].year if last is None else last
    start = first if first is not None else _base_year(report, series)
    if start == newest and first is None:  # nothing lies between a year and itself, unless that was asked for
        start = series[0].year if newest != series[0].year else series[-1].year
    return years[start], years[newest]


def _base_year(report: CityReport, series: Sequence[Inventory]) -> int:
    """The base year of the leading target where the series holds it, else its oldest year."""
    target = report.leading.target
    years = [item.year for item in series]
    return target.base_year if target is not None and target.base_year in years else years[0]


def _unknown(what: str, asked: str, known: Sequence[str]) -> Refused:
    if what == "method":
        found, fix = Sentence("the method {method}", method=asked), Sentence("Choose another method.")
        expected = Sentence("a method with two inventories that give a total")
    else:
        found, fix = Sentence("the year {year}", year=asked), Sentence("Choose another year.")
        expected = Sentence("a year with two inventories that give a total")
    if known:
        expected = Sentence("one of {names}", names=joined(known, "comma"))
    return blocked(f"drivers-{what}", found, expected, fix, key=what, choices=tuple(known))
