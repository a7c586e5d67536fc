"""A target as somebody states it: what it leaves out is filled in, what cannot be judged is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from analytics.commitment.baseline import missing
from analytics.commitment.targets import Kind, National, Target, check
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Problem, Refused, blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method
from datasets.city import assessment, stated_table
from datasets.city.assessment import CityReport
from datasets.store import GdpRow, Revision, Store
from datasets.store.kinds.gdp import KIND as GDP
from datasets.store.kinds.stated_targets import KIND
from datasets.store.sources import entered

LAYOUT = "targets"


@dataclass(frozen=True)
class NewTarget:
    """A target that is to be put on file, beside those that a city has.

    ``reduction_percent`` is below the base year, or below the baseline scenario; of neutrality it is 100 where nothing
    else is said. ``level_t`` are the tonnes of a fixed-level target, ``base_t`` those of the base year that the target
    itself states. ``method`` names the inventories to judge by, and may be left out where the city has them by one.
    ``scenario`` gives the tonnes of a baseline scenario by year, ``gdp`` the GDP of the city by year, in
    ``gdp_unit`` of ``gdp_currency`` at prices of ``gdp_price_year``; they may be left out where the city has a GDP on
    file. The four fields of the national target stand together. Without ``source`` it is whoever enters it.
    """

    base_year: int
    year: int
    kind: str = "absolute"
    reduction_percent: float | None = None
    level_t: float | None = None
    base_t: float | None = None
    path: str = "linear"
    method: str | None = None
    sector: str | None = None
    exclusions: str | None = None
    scenario: Mapping[int, float] = field(default_factory=dict)
    scenario_source: str | None = None
    national_percent: float | None = None
    national_base_year: int | None = None
    national_year: int | None = None
    national_source: str | None = None
    gdp: Mapping[int, float] = field(default_factory=dict)
    gdp_unit: str | None = None
    gdp_currency: str | None = None
    gdp_price_year: str | None = None
    gdp_source: str | None = None
    source: str | None = None


def state(store: Store, city: str, stated: NewTarget, who: str, reason: str) -> Revision:
    """Commit one target of a city beside those it has. Raises Refused: a kind, path or method that is unknown, years
    that do not follow each other, a base year without an inventory, a reduction outside 0 to 100 %, a missing reason.
    """
    stated_table.insist_on_reason(who, reason)
    found = assessment.report(store, city)
    bare_neutrality = stated.kind == "neutrality" and stated.reduction_percent is None
    target = Target(
        city_id=found.city.city_id,
        kind=cast(Kind, stated.kind),  # what it is not is refused by check
        base_year=stated.base_year,
        year=stated.year,
        reduction_percent=100.0 if bare_neutrality else stated.reduction_percent,
        method=_method(stated.method, found.inventories),
        source=stated.source or entered(who),
        sector=stated.sector,
        declared_base_t=stated.base_t,
        exclusions=stated.exclusions,
        path=stated.path,
        level_t=stated.level_t,
        scenario=tuple(sorted(stated.scenario.items())),
        scenario_source=stated.scenario_source,
        national=_national(stated),
    )
    return put(store, found, target, who, reason, _gdp(store, stated, found.city.city_id, who))


def put(store: Store, found: CityReport, target: Target, who: str, reason: str, gdp: Sequence[GdpRow] = ()) -> Revision:
    """Put a target in force beside the city's others, as one revision. One of the same kind, sector, years and method
    is replaced. Raises Refused for a target that cannot be judged, and for a base year of which a city that has
    inventories has none."""
    check(target)
    lacking = missing(target, found.inventories)
    if lacking and found.inventories:  # a city without any may promise before it counts
        raise Refused(lacking)
    kept = [other for other in found.targets if _identity(other) != _identity(target)]
    return stated_table.bring(store, LAYOUT, {KIND.name: (*kept, target), GDP.name: tuple(gdp)}, who, reason)


def withdraw(store: Store, city: str, name: str, who: str, reason: str) -> Revision:
    """Take back the target of this ``name`` (``assessment.names_of``); the others stay. Raises Refused without a
    reason, for a name that is none, and for the only target, which an undo of its revision takes back."""
    stated_table.insist_on_reason(who, reason)
    found = assessment.report(store, city)
    target = assessment.one_target(found, name).target
    kept = [other for other in found.targets if other != target]
    if not kept:
        raise blocked(
            "only-target",
            Sentence("the only target"),
            "one of several targets",
            "Undo the revision that brought it, on History.",
        )
    return stated_table.bring(store, LAYOUT, {KIND.name: tuple(kept)}, who, reason)


def _identity(target: Target) -> tuple[object, ...]:
    return target.kind, target.sector, target.base_year, target.year, target.method


def _method(asked: str | None, inventories: Sequence[Inventory]) -> str:
    """The method that was asked for, or the only one that the city's inventories have."""
    had = tuple(dict.fromkeys(item.method for item in inventories))
    if asked is None and len(had) == 1:
        return had[0]
    if asked in set(Method):
        return str(asked)
    known = tuple(method.value for method in Method)
    found = f'the method "{asked}"' if asked else "no method, and inventories by " + (" and ".join(had) or "none")
    expected = "one of " + ", ".join(f"{method.value} ({METHOD_NAMES[method]})" for method in Method)
    raise Refused(Problem("ask", "method-unknown", found, expected, "Name it with --method.", choices=had or known))


def _national(stated: NewTarget) -> National | None:
    percent, base_year = stated.national_percent, stated.national_base_year
    year, source = stated.national_year, stated.national_source
    if percent is None and base_year is None and year is None and source is None:
        return None
    if percent is None or base_year is None or year is None or source is None:
        expected = "its reduction in per cent, its base year, its target year and its source"
        fix = "Give --national-percent, --national-base-year, --national-year and --national-source together."
        raise blocked("national-incomplete", "a part of a national target", expected, fix)
    return National(percent, base_year, year, source)


def _gdp(store: Store, stated: NewTarget, city_id: str, who: str) -> tuple[GdpRow, ...]:
    """The GDP of the city with the years that were given; none where none were, so that nothing changes.

    Raises Refused (gdp-basis) where years would not share unit, currency and price year: then they make no series.
    """
    points = sorted(stated.gdp.items())
    if not points:
        return ()
    before = store.register().gdp.get(city_id, ())
    unit, currency, prices = stated.gdp_unit, stated.gdp_currency, stated.gdp_price_year
    if before and unit is None and currency is None and prices is None:
        unit, currency, prices = before[0].unit, before[0].currency, before[0].price_year
    basis = (unit, currency, prices)
    differs = any((row.unit, row.currency, row.price_year) != basis for row in before)
    if unit is None or currency is None or prices is None or differs:
        had = f"{before[0].unit} {before[0].currency} at prices of {before[0].price_year}" if before else "one basis"
        found = "GDP of " + " / ".join(str(part or "nothing stated") for part in basis)
        fix = (
            "Give --gdp-unit (such as million), --gdp-currency (such as EUR) and --gdp-price-year for every year alike."
        )
        raise blocked("gdp-basis", found, f"{had} for every year", fix)
    wrong = next((f"{amount:g} for {year}" for year, amount in points if not amount > 0), None)
    if wrong:
        raise Refused(Problem("block", "gdp-zero", f"a GDP of {wrong}", "an amount above zero", "Correct it."))
    source = stated.gdp_source or entered(who)
    rows = {row.year: row for row in before}
    rows |= {year: GdpRow(city_id, year, amount, unit, currency, prices, source) for year, amount in points}
    return tuple(rows[year] for year in sorted(rows))
