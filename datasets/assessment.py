"""A city's whole standing: its inventories, its targets, and the verdict on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from analytics import inventory as inventories
from analytics.inventory import Inventory
from analytics.problems import Problem, Refused
from analytics.progress import Progress, assess
from analytics.targets import Target
from datasets import factors
from datasets.store import City, Reader, Store
from datasets.store import find_city as _find

GWP_SET = "AR5"
"""The GWP set that weighs gases kept apart unless another is asked for."""


@dataclass(frozen=True)
class CityReport:
    """Everything a page or a command says of one city.

    ``progress`` has one entry a target; ``leading`` is the next target still ahead of the newest inventory; ``today``
    judges the same target for today's calendar year, where an inventory older than four years gives no verdict.
    """

    city: City
    inventories: tuple[Inventory, ...]
    targets: tuple[Target, ...]
    progress: tuple[Progress, ...]
    leading: Progress
    today: Progress
    twin: City | None


def report(
    store: Store,
    city_id: str,
    year: int | None = None,
    gwp: str = GWP_SET,
    approach: str = "activity-based",
    today: int | None = None,
) -> CityReport:
    """The standing of one city, as of the inventory of ``year`` when given. Raises Refused for an unknown city."""
    with store.reader() as reader:
        return read(reader, city_id, year, gwp, approach, today)


def read(
    reader: Reader,
    city_id: str,
    year: int | None = None,
    gwp: str = GWP_SET,
    approach: str = "activity-based",
    today: int | None = None,
) -> CityReport:
    """The same through an open reader, so that a rehearsal can be judged like the real thing."""
    register = reader.register
    city = _find(city_id, register.cities)
    found = inventories.inventories(
        city.city_id,
        *reader.standing(city.city_id),
        factors.chosen(city.country_code, approach, gwp),
        factors.gwp(gwp),
    )
    targets = register.targets.get(city.city_id, ())
    progress = tuple(assess(target, found, year) for target in targets)
    leading = _leading(progress) or assess(None, found, year)
    this_year = today or datetime.now(UTC).year
    partner = {left: right for pair in register.pairings for left, right in (pair, pair[::-1])}.get(city.city_id)
    return CityReport(
        city=city,
        inventories=tuple(found),
        targets=targets,
        progress=progress,
        leading=leading,
        today=assess(leading.target, found, year, as_of=this_year),
        twin=next((other for other in register.cities if other.city_id == partner), None),
    )


def one_target(report: CityReport, year: int | None) -> Progress:
    """The verdict on the whole-city target of ``year``, or the leading one. Raises Refused where there is none."""
    if year is None:
        return report.leading
    found = [item for item in report.progress if item.target and item.target.year == year]
    whole = [item for item in found if item.target and not item.target.sector]
    if not found:
        known = ", ".join(str(target.year) for target in report.targets) or "none on file"
        raise Refused(
            Problem("block", "target-unknown", f"target year {year}", f"one of: {known}", "Ask for one of these years.")
        )
    return (whole or found)[0]


def _leading(progress: tuple[Progress, ...]) -> Progress | None:
    """The next whole-city target still ahead of the newest inventory; after the last one, the last."""
    whole = [item for item in progress if item.target and not item.target.sector] or list(progress)
    newest = max((item.latest.year for item in whole if item.latest), default=None)
    later = [item for item in whole if item.target and (newest is None or item.target.year > newest)]
    chosen = sorted(later or whole, key=lambda item: item.target.year if item.target else 0)
    return (chosen[0] if later else chosen[-1]) if chosen else None
