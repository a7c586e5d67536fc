"""The passport of any figure of a city: asked for by name, given as a tree down to the rows of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from analytics.commitment.baseline import Baseline, level_gas
from analytics.commitment.progress import Progress, driver, ends
from analytics.commitment.targets import Target, scenario_emissions
from analytics.inventories.inventory import Inventory, Population
from analytics.passport import Passport
from analytics.problems import Problem, Refused
from analytics.sentences import Sentence, counted, joined
from analytics.vocabulary import CARRIERS, KEY_SECTORS, METHOD_NAMES, SECTOR_GROUPS, Method
from datasets import assessment, catalogue, factors
from datasets.store import Line, Reader, Revision, Store
from datasets.trace.bookkeeping import Books

INVENTORY_FIGURES = {
    "total": Sentence("the inventory total in t"),
    "energy": Sentence("the energy of all carriers in MWh"),
    "per-head": Sentence("tonnes per inhabitant"),
    "sector:GROUP": Sentence("the tonnes of one group of sectors: {names}", names=joined(SECTOR_GROUPS, "comma")),
    "key-sector:KEY": Sentence("the tonnes of one Covenant key sector: {names}", names=joined(KEY_SECTORS, "comma")),
    "carrier:CARRIER": Sentence("the energy of one carrier in MWh: {names}", names=", ".join(CARRIERS)),
}
PROGRESS_FIGURES = {
    "baseline": Sentence("the emissions of the base year in t"),
    "target": Sentence("the level that the target leads to, in t"),
    "path": Sentence("what the path allows in the inventory year, in t"),
    "gap": Sentence("the inventory total minus the path, in t"),
    "gap-percent": Sentence("the gap in per cent of the baseline"),
    "years-late": Sentence("the gap in years"),
}
FIGURES = INVENTORY_FIGURES | PROGRESS_FIGURES
"""Every figure that has a passport, by the name under which it is asked for."""
BASE_YEAR, TARGET_YEAR = Sentence("Base year"), Sentence("Target year")
# Translators: the year that a number is of, in a list of what it was made from.
YEAR = Sentence("Year")
PATH_FORMULAS = {"linear": "Straight path", "constant-rate": "Path at a constant rate"}


def of(
    store: Store,
    city_id: str,
    year: int | None,
    figure: str,
    method: str | None = None,
    target_year: int | None = None,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    revision: int | None = None,
) -> Passport:
    """The passport of one figure, by a name of ``FIGURES``, as of the inventory of ``year`` (the newest if None).

    ``method`` chooses between several inventories of a year, ``target_year`` the target that is judged; ``revision``
    asks how the figure stood after that revision. Raises Refused for a name that is no figure, a figure that cannot be
    given (with the reason), and a year with several inventories.
    """
    with store.reader(revision) as reader:
        found = City(reader, city_id, year, gwp, approach)
        return found.figure(figure, year, method, target_year)


class City:
    """Everything that one city's figures are made of, as one reader sees it."""

    def __init__(
        self,
        reader: Reader,
        city_id: str,
        year: int | None = None,
        gwp: str = assessment.GWP_SET,
        approach: str = "activity-based",
    ) -> None:
        """Read the city as of the inventory of ``year``. Raises Refused for an unknown city or GWP set."""
        self._reader, self._gwp, self._approach = reader, gwp, approach
        self.report = assessment.read(reader, city_id, year, gwp, approach)
        self._books: dict[tuple[int, str], Books] = {}
        self._revisions: dict[int, Revision] = {}

    def figure(self, name: str, year: int | None, method: str | None, target_year: int | None) -> Passport:
        """One figure by its name. Raises Refused where there is none."""
        asked, _, part = name.partition(":")
        asked = asked.strip().casefold()
        if asked in PROGRESS_FIGURES and not part:
            progress = assessment.one_target(self.report, target_year)
            found = dict(self.progress(progress)).get(asked)
            return found or self._absent(asked, (*progress.reasons, *progress.notes))
        maker = self._maker(asked, part.strip())
        if maker is None:
            raise Refused(_unknown(name))
        books = self.books(self._inventory(year, method))
        return maker(books) or self._absent(name, books.found.notes)

    def _maker(self, asked: str, part: str) -> Callable[[Books], Passport | None] | None:
        """How a figure of an inventory is made; None for a name that is no figure."""
        whole: dict[str, Callable[[Books], Passport | None]] = {
            "total": Books.total, "energy": Books.energy, "per-head": Books.per_head,
        }  # fmt: skip
        if not part:
            return whole.get(asked)
        known = {"sector": SECTOR_GROUPS, "key-sector": KEY_SECTORS, "carrier": tuple(CARRIERS)}.get(asked, ())
        named = next((item for item in known if item.casefold() == part.casefold()), None)
        if named is None:
            return None
        makers: dict[str, Callable[[Books, str], Passport | None]] = {
            "sector": Books.sector, "key-sector": Books.key_sector, "carrier": Books.carrier,
        }  # fmt: skip
        return lambda books: makers[asked](books, named)

    def _absent(self, name: str, notes: tuple[str, ...]) -> Passport:
        why = joined(notes) or Sentence("The inventory holds no number for it.")
        found = Sentence("no {figure} for {city}", figure=name, city=self.report.city.name)
        raise Refused(Problem("block", "figure-absent", found, Sentence("a figure"), why))

    def _inventory(self, year: int | None, method: str | None) -> Inventory:
        known, leading = self.report.inventories, self.report.leading.latest
        if year is None and method is None and leading:
            return leading
        mine = [item for item in known if method in (None, item.method)]
        newest = max((item.year for item in mine), default=None) if year is None else year
        found = [item for item in mine if item.year == newest]
        if len(found) > 1:
            choices = tuple(item.method for item in found)
            # Translators: the word by which a method is asked for, and its name.
            names = [Sentence("{code} ({name})", code=item, name=METHOD_NAMES[Method(item)]) for item in choices]
            said = counted("{number} inventory of {year}", "{number} inventories of {year}", len(found), year=newest)
            expected = Sentence("one method: {names}", names=joined(names, "comma"))
            fix = Sentence("Name the method with --method.")
            raise Refused(Problem("ask", "method-open", said, expected, fix, key="method", choices=choices))
        if not found:
            years = ", ".join(dict.fromkeys(str(item.year) for item in known)) or Sentence("none on file")
            said = Sentence("no inventory of {year}", year=newest) if newest else Sentence("no inventory")
            expected, fix = Sentence("one of: {names}", names=years), Sentence("Ask for one of these years.")
            raise Refused(Problem("block", "inventory-unknown", said, expected, fix))
        return found[0]

    def books(self, found: Inventory) -> Books:
        """The rows behind one inventory."""
        key = (found.year, found.method)
        if key not in self._books:
            used = factors.of(self._reader.register, self.report.city, self._approach, self._gwp)
            lines = self._lines.get(key, [])
            people = self._population.get(key)
            source = people.source if people else ""
            weights = factors.gwp(self._gwp), self._weights
            self._books[key] = Books(found, lines, self._revision, *weights, used.use, source)
        return self._books[key]

    @cached_property
    def _lines(self) -> dict[tuple[int, str], list[Line]]:
        found: dict[tuple[int, str], list[Line]] = {}
        for line in self._reader.lines(self.report.city.city_id):
            found.setdefault((line.year, line.method), []).append(line)
        return found

    @cached_property
    def _population(self) -> dict[tuple[int, str], Population]:
        return self._reader.standing(self.report.city.city_id).population

    @cached_property
    def _weights(self) -> dict[str, Any]:
        found = catalogue.gwp(self._gwp)
        return {"gwp_set": found.name, "source": found.source, "mark": found.mark}

    def _revision(self, number: int) -> Revision:
        if number not in self._revisions:
            self._revisions[number] = self._reader.revision(number)
        return self._revisions[number]

    def of_inventory(self, found: Inventory) -> Iterator[tuple[str, Passport]]:
        """Every figure of one inventory that can be given, by its name."""
        books = self.books(found)
        makers: dict[str, Passport | None] = {
            "total": books.total(), "energy": books.energy(), "per-head": books.per_head(),
        }  # fmt: skip
        makers |= {f"sector:{group}": books.sector(group) for group in found.sectors}
        makers |= {f"key-sector:{key}": books.key_sector(key) for key in KEY_SECTORS}
        makers |= {f"carrier:{carrier}": books.carrier(carrier) for carrier in found.energy_by_carrier}
        yield from ((name, made) for name, made in makers.items() if made is not None)

    def progress(self, found: Progress) -> Iterator[tuple[str, Passport]]:
        """Every figure of one judged target that can be given, by its name."""
        target, base, latest = found.target, found.baseline, found.latest
        if target is None or base is None:
            return
        start = self._baseline(target, base)
        yield "baseline", start
        level = self._level(found, target, base, start, target.year, found.target_t)
        if level is not None:
            yield "target", level
        if latest is None or found.path_t is None:
            return
        path = self._path(found, target, base, start, latest.year, found.path_t)
        if path is None:
            return
        yield "path", path
        total = self.books(latest).total()
        if found.gap_t is None or total is None:
            return
        name = Sentence("Gap of {year}", year=latest.year)
        gap = Passport(name, found.gap_t, total.unit, "difference", (total, path), "Gap")
        yield "gap", gap
        if found.gap_percent is not None:
            name, unit = Sentence("Gap in per cent"), Sentence("% of the baseline")
            yield "gap-percent", Passport(name, found.gap_percent, unit, "per cent", (gap, start), "Gap")
        if found.years_late is not None:
            yield "years-late", self._late(found, target, base, start, total)

    def _baseline(self, target: Target, base: Baseline) -> Passport:
        if base.inventory is not None and (total := self.books(base.inventory).total()):
            return total
        facts = {"source": target.source, "stated_as": Sentence("base-year emissions declared with the target")}
        name = Sentence("Emissions of {year}, declared", year=base.year)
        return Passport(name, base.emissions_t, "t CO2e", facts=facts)

    def _drivers(self, found: Progress, target: Target, base: Baseline) -> tuple[Passport, Passport] | None:
        """Inhabitants (or GDP) of the base year and of the inventory year, for an intensity target."""
        latest = found.latest
        if not target.intensity or latest is None:
            return None
        before = driver(target, base.inhabitants, base.gdp)
        now = driver(target, latest.inhabitants, latest.gdp)
        if before is None or now is None:
            return None
        if target.kind == "per-capita" and base.inventory is not None:
            return self.books(base.inventory).inhabitants(), self.books(latest).inhabitants()
        rows = {row.year: row for row in self._reader.register.gdp.get(self.report.city.city_id, ())}
        made = []
        for year, amount in ((base.year, before), (latest.year, now)):
            row = rows.get(year)
            unit = Sentence("units of GDP")
            if row:
                unit = Sentence(
                    "{unit} {currency}, prices of {year}", unit=row.unit, currency=row.currency, year=row.price_year
                )
            name = Sentence("GDP of {year}", year=year)
            made.append(Passport(name, amount, unit, facts={"source": row.source} if row else {}))
        return made[0], made[1]

    def _ends(
        self, found: Progress, target: Target, base: Baseline, start: Passport
    ) -> tuple[Passport, Passport] | None:
        """Where the path starts and ends, in t or in t per inhabitant or unit of GDP."""
        known, drivers = ends(target, base), self._drivers(found, target, base)
        if known is None or (target.intensity and drivers is None):
            return None
        if drivers is not None:
            per = (
                Sentence("{unit} per inhabitant", unit=start.unit)
                if target.kind == "per-capita"
                else Sentence("{unit} per unit of GDP", unit=start.unit)
            )
            name = Sentence("Start of the path")
            start = Passport(name, known[0], per, "per unit", (start, drivers[0]), "Per inhabitant")
        facts = {"target": target.name, "source": target.source}
        name = Sentence("End of the path, {year}", year=target.year)
        # A level is as the target states it, whatever the inventory counts.
        unit = start.unit if level_gas(target, base) == base.gas else "t CO2e"
        if target.kind in ("fixed-level", "neutrality") or target.reduction_percent is None:
            return start, Passport(name, known[1], unit, facts=facts)
        of = start
        if target.kind == "baseline-scenario":
            expected = scenario_emissions(target.scenario, target.year) or 0.0
            source = {"source": target.scenario_source or target.source}
            of = Passport(Sentence("Baseline scenario, {year}", year=target.year), expected, unit, facts=source)
        reduction = Passport(Sentence("Reduction"), target.reduction_percent, "%", facts={"source": target.source})
        formula = "Target level, absolute"
        return start, Passport(name, known[1], unit, "reduction", (of, reduction), formula, facts)

    def _path(
        self, found: Progress, target: Target, base: Baseline, start: Passport, year: int, value: float
    ) -> Passport | None:
        """What the path allows in a year, in t."""
        known = self._ends(found, target, base, start)
        if known is None:
            return None
        years = [_year(BASE_YEAR, target.base_year), _year(TARGET_YEAR, target.year), _year(YEAR, year)]
        step, name = f"{target.path} path", Sentence("Path in {year}", year=year)
        on = Passport(name, value, known[0].unit, step, (*known, *years), PATH_FORMULAS.get(target.path))
        drivers = self._drivers(found, target, base)
        if drivers is None:
            return on
        on = Passport(on.name, on.stepped(), on.unit, on.step, on.inputs, on.formula)
        allowed = Sentence("Allowed emissions in {year}", year=year)
        formula = "Allowed emissions, per inhabitant"
        return Passport(allowed, value, f"t {base.gas}", "product", (on, drivers[1]), formula)

    def _level(
        self, found: Progress, target: Target, base: Baseline, start: Passport, year: int, value: float | None
    ) -> Passport | None:
        if value is None:
            return None
        if target.intensity:
            return self._path(found, target, base, start, year, value)
        known = self._ends(found, target, base, start)
        return known[1] if known else None

    def _late(self, found: Progress, target: Target, base: Baseline, start: Passport, total: Passport) -> Passport:
        known, drivers = self._ends(found, target, base, start), self._drivers(found, target, base)
        assert known is not None
        assert found.latest is not None
        assert found.years_late is not None
        stands = total
        if drivers is not None:
            made = Passport(
                Sentence("Stands at"), 0.0, known[0].unit, "per unit", (total, drivers[1]), "Per inhabitant"
            )
            stands = Passport(made.name, made.stepped(), made.unit, made.step, made.inputs, made.formula)
        years = [_year(BASE_YEAR, target.base_year), _year(TARGET_YEAR, target.year)]
        parts = (*known, *years, stands, _year(YEAR, found.latest.year))
        step, name = f"years late, {target.path} path", Sentence("Years late")
        return Passport(name, found.years_late, Sentence("years"), step, parts, "Years late")


def _unknown(name: str) -> Problem:
    """What is said to a name that is no figure."""
    # Translators: the word by which a figure is asked for, and what it is.
    known = [Sentence("{key}: {what}", key=key, what=what) for key, what in FIGURES.items()]
    expected = Sentence("one of: {names}", names=joined(known, "semicolon"))
    found, fix = Sentence('the figure "{name}"', name=name), Sentence("Ask for one of these.")
    if near := get_close_matches(name, FIGURES, n=3):
        fix = Sentence("Did you mean {names}?", names=" or ".join(near))
    return Problem("block", "figure-unknown", found, expected, fix, choices=tuple(FIGURES))


def _year(name: str, year: int) -> Passport:
    return Passport(name, float(year), "year")
