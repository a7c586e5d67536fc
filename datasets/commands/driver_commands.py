"""The command of the drivers: what moved the total."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.change.attribution import Attribution
from analytics.factors.heating import Correction
from datasets import City, Drivers, Refused, Store
from datasets.commands import Commands


def add(commands: Commands) -> None:
    """It with its options."""
    telling = commands.add("drivers", "city")
    telling.add_argument("--from", dest="first", type=int, metavar="YEAR", help="default: the baseline")
    telling.add_argument("--to", dest="last", type=int, metavar="YEAR", help="default: the newest inventory")
    telling.add_argument("--method", help="the inventories to use (default: those of the target)")
    telling.set_defaults(tells=listing)


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The answer of ``drivers``: the bars in one step and year by year, and the weather."""
    found = City(store, asked.city).drivers(asked.first, asked.last, asked.method)
    if found.problems:
        raise Refused(*found.problems)
    return as_dict(found)


def as_dict(found: Drivers) -> dict[str, Any]:
    """The drivers with plain values, tonnes unrounded."""
    return {
        "city": found.report.city.city_id,
        "from": found.first and found.first.year,
        "to": found.last and found.last.year,
        "method": found.direct and found.direct.method,
        "depth": found.direct and found.direct.depth,
        "change_t": found.direct and found.direct.change_t,
        "bars": _bars(found.direct),
        "bars_year_by_year": _bars(found.stepwise),
        "bars_weather_apart": _bars(found.apart),
        "reasons": list(found.direct.reasons) if found.direct else [],
        "restatements": [change._asdict() for change in found.direct.changes] if found.direct else [],
        "weather_corrected": [_corrected(item) for item in found.corrections],
        "weather_missing": [problem.sentence() for problem in found.lacking],
    }


def _bars(found: Attribution | None) -> list[dict[str, Any]] | None:
    return None if found is None else [{**bar._asdict(), "t": tonnes} for bar, tonnes in found.bars.items()]


def _corrected(item: Correction) -> dict[str, Any]:
    return {
        "year": item.reported.year,
        "reported_t": item.reported.emissions_t,
        "corrected_t": item.corrected.emissions_t,
        "heating_t": item.heating_t,
        "hdd": item.days.hdd,
        "reference_hdd": item.reference.hdd,
        "reference": item.reference.period,
        "basis": item.days.basis,
        "share": item.share,
        "source": item.days.source,
        "share_source": item.share_source,
    }
