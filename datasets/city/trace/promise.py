"""One judged target taken apart: its path, gap and budget as passports, each down to the inventories that it uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from analytics.commitment import budget as budgets
from analytics.commitment import programme, trajectory
from analytics.commitment.baseline import Baseline, level_gas
from analytics.commitment.budget import Budget
from analytics.commitment.judged import Progress
from analytics.commitment.paths import ALLOWED_PER_GDP, allowed_by, driver, ends
from analytics.commitment.progress import CHANGE, LEFT
from analytics.commitment.targets import Target, intensity, scenario_emissions, target_level
from analytics.formula import Formula
from analytics.inventories.inventory import Inventory
from analytics.passport import Passport
from analytics.text.sentences import Sentence
from analytics.uncertainty import likelihood, propagation
from analytics.uncertainty.widths import Width
from datasets.city.trace import figure_names
from datasets.city.trace.bookkeeping import Books, node, traced
from datasets.store import GdpRow

BASE_YEAR, TARGET_YEAR = Sentence("Base year"), Sentence("Target year")
# Translators: the year that a number is of, in a list of what it was made from.
YEAR = Sentence("Year")
FIRST_YEAR, LAST_YEAR = Sentence("First year"), Sentence("Last year")
PATH_FORMULAS = {"linear": trajectory.linear_path.formula, "constant-rate": trajectory.constant_rate_path.formula}
GAP, BUDGET = trajectory.gap.formula, budgets.budget.formula


class Promise:
    """The figures of one target with a baseline, as ``found`` judges it. Each is None where it cannot be given.

    The figures of ``found`` and of its budget are the values of the passports; the trees below them are built from the
    inventories' own ``books`` and from what the target states. ``gdp`` holds the city's GDP by year.
    """

    def __init__(
        self,
        found: Progress,
        target: Target,
        base: Baseline,
        inventories: Sequence[Inventory],
        books: Callable[[Inventory], Books],
        gdp: Mapping[int, GdpRow],
    ) -> None:
        self.found, self._target, self._base = found, target, base
        self._inventories, self._books, self._gdp = inventories, books, gdp
        self._year = found.latest.year if found.latest else base.year
        self._named = figure_names.of_progress(found, inventories)

    @cached_property
    def baseline(self) -> Passport:
        """The emissions of the base year, by its inventory or as the target declares them."""
        if self._base.inventory is not None and (total := self._books(self._base.inventory).total()):
            return total
        facts = {
            "source": self._target.source,
            "stated_as": Sentence("base-year emissions declared with the target"),
        }
        name = Sentence("Emissions of {year}, declared", year=self._base.year)
        return Passport(name, self._base.emissions_t, "t CO2e", facts=facts)

    @cached_property
    def total(self) -> Passport | None:
        """The total of the inventory that is judged."""
        return self._books(self.found.latest).total() if self.found.latest else None

    @cached_property
    def target(self) -> Passport | None:
        """The level that the target leads to."""
        if self.found.target_t is None:
            return None
        if self._target.intensity:
            return self._on_path(self._target.year, self.found.target_t)
        return self._ends[1] if self._ends else None

    @cached_property
    def path(self) -> Passport | None:
        """What the path allows in the inventory year."""
        if self.found.latest is None or self.found.path_t is None:
            return None
        return self._on_path(self._year, self.found.path_t)

    @cached_property
    def gap(self) -> Passport | None:
        """The inventory total minus the path."""
        return self._figure("gap", self.found.gap_t, None, "difference", (self.total, self.path), GAP)

    @cached_property
    def interval(self) -> Passport | None:
        """How far the gap may lie towards the other answer: the root of the squares of what each error may move it."""
        strength, gap_t = self.found.strength, self.found.gap_t
        if strength is None or gap_t is None or self.gap is None:
            return None
        parts = tuple(_error(move.width, move.tonnes, move.move_t) for move in strength.moves)
        side = strength.gap.lower if gap_t > 0 else strength.gap.upper
        name = Sentence("Half interval of the gap of {year}", year=self._year)
        return Passport(name, side, "t CO2e", "root of squares", parts, propagation.of_gap.formula)

    @cached_property
    def plain(self) -> Passport | None:
        """How far the gap may lie towards the other answer without the errors of published versions."""
        strength, gap_t = self.found.strength, self.found.gap_t
        if strength is None or strength.plain is None or gap_t is None:
            return None
        moves = [move for move in strength.moves if move.width.origin != "published"]
        parts = tuple(_error(move.width, move.tonnes, move.move_t) for move in moves)
        side = strength.plain.lower if gap_t > 0 else strength.plain.upper
        name = Sentence("Half interval of the gap without versions")
        return Passport(name, side, "t CO2e", "root of squares", parts, propagation.of_gap.formula)

    @cached_property
    def shift(self) -> Passport | None:
        """What the years beside lead to expect of the gap."""
        strength = self.found.strength
        if strength is None:
            return None
        name = Sentence("What the years beside the two lead to expect")
        return Passport(name, strength.shift_t, "t CO2e", formula=programme.expected.formula)

    @cached_property
    def probability(self) -> Passport | None:
        """How likely the emissions are at or below the path, of 100."""
        if self.found.strength is None:
            return None
        value, unit = self.found.strength.probability, Sentence("of 100")
        parts = (self.gap, self.interval, self.plain, self.shift)
        return self._figure("probability", value, unit, "odds", parts, likelihood.with_expected.formula)

    @cached_property
    def gap_percent(self) -> Passport | None:
        """The gap in per cent of the baseline."""
        unit, parts = Sentence("% of the baseline"), (self.gap, self.baseline)
        return self._figure("gap-percent", self.found.gap_percent, unit, "per cent", parts, GAP)

    @cached_property
    def years_late(self) -> Passport | None:
        """The gap in years."""
        if self.total is None or self._ends is None:
            return None
        stands = self.total
        if self._drivers:
            parts = (stands, self._drivers[1])
            stands = node(Sentence("Stands at"), self._ends[0].unit, "per unit", parts, intensity.formula)
        made_of = (*self._ends, *self._years, stands, _year(YEAR, self._year))
        step, formula = f"years late, {self._target.path} path", trajectory.year_on_path.formula
        return self._figure("years-late", self.found.years_late, Sentence("years"), step, made_of, formula)

    @cached_property
    def left(self) -> Passport | None:
        """What is left to cut from the inventory total to the target."""
        return self._figure("left", self.found.left_t, None, "difference", (self.total, self.target), LEFT)

    @cached_property
    def left_yearly(self) -> Passport | None:
        """What is left to cut in each year up to the target."""
        if self.left is None:
            return None
        years = (_year(TARGET_YEAR, self._target.year), _year(YEAR, self._year))
        span = node(Sentence("Years between"), Sentence("years"), "difference", years)
        unit = Sentence("{unit} a year", unit=self.left.unit)
        return self._figure("left-yearly", self.found.left_yearly_t, unit, "per unit", (self.left, span), LEFT)

    # The change since the base year

    @cached_property
    def change(self) -> Passport | None:
        """The inventory total minus the baseline."""
        return self._figure("change", self.found.change_t, None, "difference", (self.total, self.baseline), CHANGE)

    @cached_property
    def change_percent(self) -> Passport | None:
        """The change since the base year in per cent of the baseline."""
        unit, parts = Sentence("% of the baseline"), (self.change, self.baseline)
        return self._figure("change-percent", self.found.change_percent, unit, "per cent", parts, CHANGE)

    @cached_property
    def per_head_change(self) -> Passport | None:
        """The change of the emissions per inhabitant, in per cent of the base year's."""
        latest, first = self.found.latest, self._base.inventory
        if latest is None or first is None:
            return None
        now, then = self._books(latest).per_head(), self._books(first).per_head()
        if now is None or then is None:
            return None
        moved = node(Sentence("Change per inhabitant"), now.unit, "difference", (now, then), CHANGE)
        value, unit = self.found.per_head_change_percent, Sentence("% of the base year")
        return self._figure("per-head-change", value, unit, "per cent", (moved, then), CHANGE)

    # The budget

    @cached_property
    def _budget(self) -> Budget:
        return budgets.budget(self.found, self._inventories)

    @cached_property
    def budget(self) -> Passport | None:
        """What the path allows in all years from the base year to the target."""
        left = self._budget
        if left.whole_t is None or left.first_year is None or left.last_year is None:
            return None
        return self._along(self._named.get("budget", ""), left.first_year, left.last_year, left.whole_t)

    @cached_property
    def spent(self) -> Passport | None:
        """What was emitted of the budget: between each two inventories on the straight line."""
        left, end = self._budget, self._budget.emitted_to
        if end is None:
            return None
        known = [(self._base.year, self.baseline)]
        for item in budgets.added(self.found, self._inventories):
            if total := self._books(item).total():
                known.append((item.year, total))
        parts = [_between(*first, *last, end) for first, last in pairwise(known) if min(last[0], end) > first[0]]
        unit = self.baseline.unit
        return self._figure("budget-spent", left.emitted_t, unit, "sum", parts, BUDGET, left.notes)

    @cached_property
    def remaining(self) -> Passport | None:
        """What remains of the budget."""
        parts = (self.budget, self.spent)
        return self._figure("budget-left", self._budget.remaining_t, None, "difference", parts, BUDGET)

    @cached_property
    def ahead(self) -> Passport | None:
        """What the path allows in the years after the inventory."""
        left, end, last = self._budget, self._budget.emitted_to, self._budget.last_year
        if left.ahead_t is None or end is None or last is None or end >= last:
            return None
        if not self._drivers:
            return self._along(self._named.get("budget-ahead", ""), end + 1, last, left.ahead_t)
        along = self._along(Sentence("Sum of the path, {first} to {last}", first=end + 1, last=last), end + 1, last)
        parts, unit = (along, self._drivers[1]), self.baseline.unit
        return self._figure("budget-ahead", left.ahead_t, unit, "product", parts, BUDGET, left.notes)

    @cached_property
    def years_left(self) -> Passport | None:
        """In how many years the budget is used up at the emissions of the inventory year."""
        unit, parts = Sentence("years"), (self.remaining, self.total)
        return self._figure("years-left", self._budget.years_left, unit, "years left", parts, BUDGET)

    def _along(self, name: str, first: int, last: int, value: float | None = None) -> Passport | None:
        """The sum of the path over the years ``first`` to ``last``."""
        if self._ends is None:
            return None
        parts = (*self._ends, *self._years, _year(FIRST_YEAR, first), _year(LAST_YEAR, last))
        step, unit = f"sum of a {self._target.path} path", self._ends[0].unit
        if value is None:
            return node(name, unit, step, parts, BUDGET)
        return Passport(name, value, unit, step, parts, BUDGET)

    # What they are made of

    def _figure(
        self,
        name: str,
        value: float | None,
        unit: str | None,
        step: str,
        parts: Sequence[Passport | None],
        formula: Formula,
        notes: tuple[str, ...] = (),
    ) -> Passport | None:
        """A figure by its name in ``names``, which says what it is called."""
        return traced(self._named.get(name, ""), value, unit, step, parts, formula, notes=notes)

    @property
    def _years(self) -> tuple[Passport, Passport]:
        return _year(BASE_YEAR, self._target.base_year), _year(TARGET_YEAR, self._target.year)

    @cached_property
    def _drivers(self) -> tuple[Passport, Passport] | None:
        """Inhabitants (or GDP) of the base year and of the inventory year, for an intensity target."""
        target, base, latest = self._target, self._base, self.found.latest
        if not target.intensity or latest is None:
            return None
        before = driver(target, base.inhabitants, base.gdp)
        now = driver(target, latest.inhabitants, latest.gdp)
        if before is None or now is None:
            return None
        if target.kind == "per-capita" and base.inventory is not None:
            return self._books(base.inventory).inhabitants(), self._books(latest).inhabitants()
        return self._gdp_of(base.year, before), self._gdp_of(latest.year, now)

    def _gdp_of(self, year: int, amount: float) -> Passport:
        row = self._gdp.get(year)
        unit = Sentence("units of GDP")
        if row:
            unit = Sentence(
                "{unit} {currency}, prices of {year}", unit=row.unit, currency=row.currency, year=row.price_year
            )
        return Passport(Sentence("GDP of {year}", year=year), amount, unit, facts={"source": row.source} if row else {})

    @cached_property
    def _ends(self) -> tuple[Passport, Passport] | None:
        """Where the path starts and ends, in t or in t per inhabitant or unit of GDP."""
        target, base, start = self._target, self._base, self.baseline
        known = ends(target, base)
        if known is None or (target.intensity and self._drivers is None):
            return None
        if self._drivers:
            per = (
                Sentence("{unit} per inhabitant", unit=start.unit)
                if target.kind == "per-capita"
                else Sentence("{unit} per unit of GDP", unit=start.unit)
            )
            parts = (start, self._drivers[0])
            start = Passport(Sentence("Start of the path"), known[0], per, "per unit", parts, intensity.formula)
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
        return start, Passport(name, known[1], unit, "reduction", (of, reduction), target_level.formula, facts)

    def _on_path(self, year: int, value: float) -> Passport | None:
        """What the path allows in a year, in t."""
        if self._ends is None:
            return None
        step, name = f"{self._target.path} path", Sentence("Path in {year}", year=year)
        parts, formula = (*self._ends, *self._years, _year(YEAR, year)), PATH_FORMULAS.get(self._target.path)
        if not self._drivers:
            return Passport(name, value, self._ends[0].unit, step, parts, formula)
        on = node(name, self._ends[0].unit, step, parts, formula)
        called, unit = Sentence("Allowed emissions in {year}", year=year), f"t {self._base.gas}"
        moved = ALLOWED_PER_GDP if self._target.kind == "per-gdp" else allowed_by.formula
        return Passport(called, value, unit, "product", (on, self._drivers[1]), moved)


MAKERS: dict[str, Callable[[Promise], Passport | None]] = {
    "baseline": lambda promise: promise.baseline,
    "target": lambda promise: promise.target,
    "path": lambda promise: promise.path,
    "gap": lambda promise: promise.gap,
    "gap-percent": lambda promise: promise.gap_percent,
    "interval": lambda promise: promise.interval,
    "probability": lambda promise: promise.probability,
    "years-late": lambda promise: promise.years_late,
    "left": lambda promise: promise.left,
    "left-yearly": lambda promise: promise.left_yearly,
    "change": lambda promise: promise.change,
    "change-percent": lambda promise: promise.change_percent,
    "per-head-change": lambda promise: promise.per_head_change,
    "budget": lambda promise: promise.budget,
    "budget-spent": lambda promise: promise.spent,
    "budget-left": lambda promise: promise.remaining,
    "budget-ahead": lambda promise: promise.ahead,
    "years-left": lambda promise: promise.years_left,
}
"""How each figure of a judged target is made, by its name in ``names``."""


def _error(width: Width, tonnes: tuple[float, float], move_t: float) -> Passport:
    """By how much one error may move a gap; what it is and where its width is from stand beside it."""
    base_t, year_t = tonnes
    facts = {
        "interval": Sentence(
            "−{below} % to +{above} %",
            below=f"{100 * width.interval.lower:.3g}",
            above=f"{100 * width.interval.upper:.3g}",
        ),
        "tonnes_of_the_path": round(base_t),
        "tonnes_of_the_inventory": round(year_t),
        "source": width.source,
    }
    if width.alike:
        return Passport(
            Sentence("{error}, the same in both years", error=width.quantity), move_t, "t CO2e", facts=facts
        )
    return Passport(width.quantity, move_t, "t CO2e", facts=facts)


def _year(name: str, year: int) -> Passport:
    return Passport(name, float(year), "year")


def _between(first: int, before: Passport, last: int, after: Passport, end: int) -> Passport:
    """The tonnes of the years after one inventory up to the next one, or up to ``end`` where that comes before it."""
    stop, unit = min(last, end), before.unit
    if stop < last:
        years = (_year(FIRST_YEAR, first), _year(LAST_YEAR, last), _year(YEAR, stop))
        name = Sentence("Between the inventories, {year}", year=stop)
        after = node(name, unit, "linear path", (before, after, *years), BUDGET)
    name = Sentence("Emissions after {first} up to {last}", first=first, last=stop)
    parts = (before, after, _year(FIRST_YEAR, first), _year(LAST_YEAR, stop))
    return node(name, unit, "between inventories", parts, BUDGET)
