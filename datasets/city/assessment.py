"""A city's whole standing: its inventories, its targets, and the verdict on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analytics.commitment import verdict_tables
from analytics.commitment.coverage import judged_by
from analytics.commitment.default_factors import by_default
from analytics.commitment.flips import GWP_SETS, Flips, flips
from analytics.commitment.former_inventories import NO_FORMER, FormerInventories
from analytics.commitment.judged import Progress
from analytics.commitment.looking_back import FormerAim, asked_for_more
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess, assess_all, of_today
from analytics.commitment.targets import Target
from analytics.detection.case import Finding
from analytics.inventories.inventory import Inventory, inventories
from analytics.inventories.spots import columns
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence, counted, joined
from analytics.uncertainty.errors import Interval
from analytics.uncertainty.strength import around
from analytics.uncertainty.widths import Widths
from analytics.vocabulary import METHOD_NAMES, Method, Verdict
from datasets.city import error_widths, factor_choice, former_standing, held_places, outlived_reasons, row_meaning
from datasets.city.examining import detective, other_cities
from datasets.reference import published_totals
from datasets.reference.naming import find_city as _find
from datasets.store import CityRecord, Reader, Store
from datasets.store.once_in_force import FormerFactors
from datasets.store.records import Register

GWP_SET = "AR5"
"""The GWP set that weighs gases kept apart unless another is asked for."""
NO_LOCAL_FACTOR = Sentence(
    "No local electricity factor is known here: it needs the city's production or certified purchases with their CO2."
)


@dataclass(frozen=True)
class CityReport:
    """Everything a page or a command says of one city.

    ``progress`` has one entry a target; ``leading`` is the next target that is not over, or the last one; ``today``
    judges the same target for today's calendar year, where an inventory older than four years gives no verdict.
    ``samples`` are the revisions of its inventories that ship with the program, ``explanations`` what
    somebody said of places that vanished, ``widths`` how wide the errors of its figures are. ``asked_year`` is the year
    of the inventory as of which it was asked, ``this_year`` the calendar year of ``today``. ``alike`` are the names of
    the cities that have every figure of the inventory that judges on file as theirs, too.
    """

    city: CityRecord
    inventories: tuple[Inventory, ...]
    targets: tuple[Target, ...]
    progress: tuple[Progress, ...]
    leading: Progress
    today: Progress
    twin: CityRecord | None
    samples: frozenset[int] = frozenset()
    asked_year: int | None = None
    this_year: int | None = None
    explanations: tuple[Cause, ...] = ()
    alike: tuple[str, ...] = ()
    widths: Widths | None = field(default=None, compare=False, repr=False)

    @cached_property
    def around(self) -> dict[tuple[int, str], Interval]:
        """The half intervals of the totals of its inventories in t, by year and method; none where errors are not
        known."""
        if self.widths is None:
            return {}
        years = np.array([item.year for item in self.inventories], dtype=np.int64)
        found = around(columns([item.spots for item in self.inventories]), len(years), years, self.widths)
        return {(item.year, item.method): sides for item, sides in zip(self.inventories, found, strict=True)}

    @cached_property
    def judging(self) -> tuple[Inventory, ...]:
        """The inventories that the leading target is held against: what they hold in the sectors that it covers."""
        leading = self.leading
        if leading.target is None or leading.latest is None or leading.latest.covers is None:
            return self.inventories
        return tuple(judged_by(leading.target, self.inventories))

    def of_today(self, progress: Progress) -> Progress:
        """The target of any verdict of this report judged for today's calendar year."""
        if self.this_year is None:
            return progress
        return of_today(progress, self.inventories, self.this_year, self.asked_year)

    def past(self, progress: Progress) -> int | None:
        """The year that a verdict of this report is of, where it says nothing about today; None where it holds today or
        there is none."""
        judged = progress.latest is not None and progress.verdict is not Verdict.CANNOT_TELL
        outlived = judged and self.of_today(progress).verdict is Verdict.CANNOT_TELL
        return progress.latest.year if outlived and progress.latest else None

    def judged(self, target: str | None = None) -> Progress:
        """The verdict on the target of a name (``target_names``), or on the leading one. A year alone asks for the
        first target of that year, one of a single sector where there is no other. Raises Refused where there is none.
        """
        return one_target(self, target)

    @property
    def target_names(self) -> dict[str, Target]:
        """The targets of the whole city by what they are asked for: the year ("2030"), and as much of kind, base year
        and method as tells several of one year apart."""
        return names_of(self.targets)

    def holds_samples(self, *shown: Inventory | None) -> bool:
        """Whether one of these inventories ships with the program."""
        return any(item is not None and item.revision in self.samples for item in shown)


def report(
    store: Store,
    city_id: str,
    year: int | None = None,
    gwp: str = GWP_SET,
    approach: str = "activity-based",
    today: int | None = None,
    revision: int | None = None,
) -> CityReport:
    """The standing of one city, as of the inventory of ``year`` and as it stood after ``revision`` when given.

    Raises Refused for an unknown city and an unknown revision.
    """
    with store.reader(revision) as reader:
        return read(reader, city_id, year, gwp, approach, today)


def read(
    reader: Reader,
    city_id: str,
    year: int | None = None,
    gwp: str = GWP_SET,
    approach: str = "activity-based",
    today: int | None = None,
) -> CityReport:
    """The standing of one city through an open reader, so that a rehearsal can be judged like the real thing."""
    register = reader.register
    city = _find(city_id, register.cities)
    chosen = factor_choice.of(register, city, approach, gwp)
    targets = register.targets.get(city.city_id, ())
    known = outlived_reasons.causes(reader, [city.city_id], approach, gwp).get(city.city_id, ())
    widths = error_widths.of(register, city.city_id)
    others = published_totals.of(city.city_id)
    before = reader.former_factors(city.city_id) if targets else []

    def held(by: factor_choice.Factors, told: Sequence[Finding] = ()) -> tuple[list[Inventory], Sequence[Progress]]:
        made = made_inventories(reader, city, by)
        former = _former(reader, city, made, by, before) if targets else NO_FORMER
        return made, assess_all(targets, made, year, None, known, widths, others, former, told)

    found, judged = held(chosen)
    good = any(item.verdict is Verdict.ON_TRACK for item in judged)
    if good and (told := detective.telling(reader, city.city_id)):
        found, judged = held(chosen, told)
    progress = tuple(_looking_back(reader, city, judged, found, year, widths, known)) if judged else ()
    if judged and chosen.own:
        progress = tuple(_beside_default(progress, held(chosen.by_default())[1], chosen))
    this_year = today or datetime.now(UTC).year
    leading = leading_of(progress, this_year) or assess(None, found, year)
    partner = {left: right for pair in register.pairings for left, right in (pair, pair[::-1])}.get(city.city_id)
    return CityReport(
        city=city,
        inventories=tuple(found),
        targets=targets,
        progress=progress,
        leading=leading,
        today=of_today(leading, found, this_year, year),
        twin=next((other for other in register.cities if other.city_id == partner), None),
        samples=reader.samples(city.city_id),
        asked_year=year,
        this_year=this_year,
        explanations=known,
        alike=other_cities.of_inventory(reader, city.city_id, leading.latest),
        widths=widths,
    )


def made_inventories(reader: Reader, city: CityRecord, chosen: factor_choice.Factors) -> list[Inventory]:
    """The inventories of a city as these factors make them."""
    kept, gdp = reader.in_force(city.city_id), gdp_of(reader.register, city.city_id)
    return inventories(city.city_id, *kept, chosen.making(), gdp)


def _beside_default(
    progress: Sequence[Progress], others: Sequence[Progress], chosen: factor_choice.Factors
) -> Iterator[Progress]:
    """Progress with a word where the default factors, by which the ``others`` are judged, give another answer."""
    default = chosen.by_default()
    for item, other in zip(progress, others, strict=True):
        said = by_default(item, other, chosen.value, default.value)
        yield replace(item, notes=(said, *item.notes)) if said else item


def _former(
    reader: Reader,
    city: CityRecord,
    found: Sequence[Inventory],
    chosen: factor_choice.Factors,
    before: Sequence[FormerFactors],
) -> FormerInventories:
    """What inventories held before later files, and other factors than those of ``before``, took its place, by their
    places in ``found``."""
    changed = reader.refilled(city.city_id)
    rows = [row for row, item in enumerate(found) if (item.year, item.method) in changed or (before and item.computed)]
    totals = verdict_tables.columns([found])
    columns = former_standing.gone_from(reader, [city.city_id], {city.city_id: 0}, totals)
    for row in rows:
        for name, value in zip(columns, (row, city.city_id, found[row].year, found[row].method), strict=True):
            columns[name].append(value)
    if not columns["inventory"]:
        return NO_FORMER
    numbers = [item.before for item in before]
    tables = reader.former_tables(columns, numbers)
    then = np.searchsorted(numbers, tables.states["until"].to_numpy())  # by which factors each state was made
    by = [*(chosen.once(item.own, item.supply).value for item in before), chosen.value]
    first = reader.first_filled(city.city_id)
    came = np.array([first[item.year, item.method] for item in found], dtype=np.int64)
    meaning, gwp = row_meaning.meaning(chosen.approach), factor_choice.gwp(chosen.gwp)
    return held_places.former(tables, meaning, then, by.__getitem__, gwp, came)


def _looking_back(
    reader: Reader,
    city: CityRecord,
    judged: Sequence[Progress],
    found: Sequence[Inventory],
    year: int | None,
    widths: Widths,
    explanations: Sequence[Cause],
) -> Iterator[Progress]:
    """Progress with a word on another target, on file or once on file, that asks for more."""
    known = reader.former_targets([city.city_id]).get(city.city_id, [])
    others = published_totals.of(city.city_id)
    then = assess_all([item.target for item in known], found, year, None, explanations, widths, others)
    aims = [FormerAim(now, item.until.date(), item.reason, item.by) for now, item in zip(then, known, strict=True)]
    for item, said in zip(judged, asked_for_more(judged, aims), strict=True):
        yield replace(item, notes=(said, *item.notes)) if said else item


def tried(reader: Reader, found: CityReport, target: str | None = None) -> Flips:
    """What would turn the verdict on a target (the leading one, or the one called ``target``), through an open reader.
    Raises Refused for a target that is not on file."""
    otherwise = Otherwise(reader, found.city)

    def offered(gwp_set: str, electricity: str) -> Sequence[Inventory] | str:
        known = gwp_set if gwp_set in GWP_SETS else GWP_SET
        made = otherwise.made(known, "activity-based", electricity)
        return made if isinstance(made, str) else made.inventories

    others = published_totals.of(found.city.city_id)
    chosen = factor_choice.of(reader.register, found.city)
    plain = made_inventories(reader, found.city, chosen.by_default()) if chosen.own else ()
    return flips(one_target(found, target), found.inventories, offered, found.explanations, others, plain)


class Made(NamedTuple):
    """The inventories of a city made with one setting, and the factors that it gives."""

    inventories: tuple[Inventory, ...]
    chosen: factor_choice.Factors


class Otherwise:
    """The inventories of a city made with other GWP sets, factors and electricity than usual."""

    def __init__(self, reader: Reader, city: CityRecord) -> None:
        """Read what is in force of the city."""
        self._register, self._city, self._kept = reader.register, city, reader.in_force(city.city_id)
        cells = self._kept.cells
        self._use = {(cell.year, cell.sector) for cell in cells if cell.carrier == "electricity" and cell.amount}

    def made(self, gwp_set: str, approach: str, electricity: str) -> Made | str:
        """The inventories with this GWP set, approach and electricity factor (national or local), or the sentence why
        there are none. Raises Refused for an unknown GWP set."""
        kept, use = self._kept, self._use
        chosen = factor_choice.of(self._register, self._city, approach, gwp_set, electricity, cells=kept.cells)
        own = {place for place in use if chosen.use(place[0], "electricity", place[1]).kind in ("local", "city")}
        if electricity == "local" and use and not own:
            return NO_LOCAL_FACTOR

        def factor(year: int, carrier: str, sector: str) -> float | None:
            kept = electricity == "national" or carrier != "electricity" or (year, sector) in own
            return chosen.value(year, carrier, sector) if kept else None

        gdp = gdp_of(self._register, self._city.city_id)
        return Made(tuple(inventories(self._city.city_id, *kept, chosen.making(factor), gdp)), chosen)


def gdp_of(register: Register, city_id: str) -> dict[int, float]:
    """The GDP of a city by year, in the unit that all its years share."""
    return {row.year: row.amount for row in register.gdp.get(city_id, ())}


def names_of(targets: Sequence[Target]) -> dict[str, Target]:
    """The targets of a whole city by what they are asked for: the year ("2030"), and as much of kind, base year and
    method as tells several of one year apart ("2030-per-capita", "2030-absolute-1990", "2030-absolute-1990-gpc")."""
    whole = [target for target in targets if not target.sector]
    said = {target: (str(target.year), target.kind, str(target.base_year), target.method) for target in whole}
    found: dict[str, Target] = {}
    for target, words in said.items():
        alone = (count for count in range(1, 5) if sum(other[:count] == words[:count] for other in said.values()) == 1)
        found["-".join(words[: next(alone, 4)])] = target
    return found


def one_target(report: CityReport, name: str | None) -> Progress:
    """The verdict on the target of a ``name`` (``names_of``), or on the leading one. A year alone asks for the first
    target of that year, one of a single sector where there is no other. Raises Refused where there is none."""
    if name is None:
        return report.leading
    named = names_of(report.targets)
    of_year = [item for item in report.progress if item.target and str(item.target.year) == name]
    whole = [item for item in of_year if item.target and not item.target.sector]
    found = [item for item in report.progress if name in named and item.target == named[name]] or whole or of_year
    if not found:
        known = ", ".join(dict.fromkeys((*named, *(str(target.year) for target in report.targets if target.sector))))
        raise blocked(
            "target-unknown",
            Sentence("the target {name}", name=name),
            Sentence("one of {names}", names=known) if known else "one of: none",
            "Ask for one of these.",
        )
    return found[0]


def one_inventory(report: CityReport, year: int | None, method: str | None) -> Inventory:
    """The inventory of a ``year`` by a ``method``; without both, that of the leading target, else the newest. Raises
    Refused where there is none, or several."""
    known, leading = report.inventories, report.leading.latest
    if year is None and method is None and leading:
        return leading
    mine = [item for item in known if method in (None, item.method)]
    newest = max((item.year for item in mine), default=None) if year is None else year
    found = [item for item in mine if item.year == newest]
    if len(found) > 1:
        choices = tuple(item.method for item in found)
        # Translators: the word by which a method is asked for, and its name.
        named = [Sentence("{code} ({name})", code=item, name=METHOD_NAMES[Method(item)]) for item in choices]
        raise Refused(
            ask(
                "method-open",
                counted("{number} inventory of {year}", "{number} inventories of {year}", len(found), year=newest),
                Sentence("one method: {names}", names=joined(named, "comma")),
                "Name the method with --method.",
                key="method",
                choices=choices,
            )
        )
    if not found:
        years = ", ".join(dict.fromkeys(str(item.year) for item in known)) or Sentence("none")
        raise blocked(
            "inventory-unknown",
            Sentence("no inventory of {year}", year=newest) if newest else Sentence("no inventory"),
            Sentence("one of {names}", names=years),
            "Ask for one of these years.",
        )
    return found[0]


def leading_of(progress: tuple[Progress, ...], this_year: int) -> Progress | None:
    """The next whole-city target that is not over (``programme.leading``); after the last one, the last."""
    whole = [item for item in progress if item.target and not item.target.sector] or list(progress)
    newest = max((item.latest.year for item in whole if item.latest), default=None)
    least = this_year if newest is None else max(this_year, newest + 1)
    later = [item for item in whole if item.target and item.target.year >= least]
    chosen = sorted(later or whole, key=lambda item: item.target.year if item.target else 0)
    return (chosen[0] if later else chosen[-1]) if chosen else None
