"""The number passport: a figure with everything it was made of, down to the rows of a file, as data.

A passport is a tree. Each node says by which step its value follows from its inputs, so that every value can be worked
out again from what stands below it and nowhere else. The steps are the formulas of the method, not copies of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum, isfinite
from typing import Any

from analytics.commitment import budget, targets, trajectory
from analytics.factors import emissions, gases
from analytics.formulas import FORMULAS, Formula

TOLERANCE = 1e-12
"""How far a value may lie from its recomputation, relative to what went into it: sums are rounded once or twice."""
GIVEN = "given"
"""The step of a leaf: the value was published, stated or read."""


def years_late(
    path: str, start: float, end: float, base_year: float, target_year: float, stands: float, year: float
) -> float:
    """Years between ``year`` and the year in which the path passes the level at which a city ``stands``.

    Negative is ahead. The path ends at the target: at or below its level a city is as early as the years that are left
    to it, and never late. NaN where the path is level. Source: our own rule [R].
    """
    reached = trajectory.year_at(path, start, end, base_year, target_year, stands)
    if reached is None:
        return float("nan")
    return min(float(year - target_year), 0.0) if stands <= end else float(year - reached)


def _product(*factors: float) -> float:
    found = 1.0
    for factor in factors:
        found *= factor
    return found


def _on(path: str) -> Callable[..., float]:
    return lambda *values: float(trajectory.level_on(path, *values))


def _late(path: str) -> Callable[..., float]:
    return lambda *values: years_late(path, *values)


def _along(path: str) -> Callable[..., float]:
    return lambda *values: float(trajectory.cumulative(path, *values))


STEPS: dict[str, Callable[..., float]] = {
    "same": lambda value: value,
    "read": _product,
    "sum": lambda *parts: fsum(parts),
    "product": _product,
    "CO2e of gases": gases.co2e,
    "energy times factor": emissions.emissions,
    "factor of a fuel": emissions.factor_co2e,
    "CO2 factor of a fuel": emissions.factor_t_per_mwh,
    "per unit": targets.intensity,
    "reduction": targets.target_level,
    "linear path": _on("linear"),
    "constant-rate path": _on("constant-rate"),
    "difference": trajectory.gap,
    "per cent": trajectory.percent_of,
    "years late, linear path": _late("linear"),
    "years late, constant-rate path": _late("constant-rate"),
    "sum of a linear path": _along("linear"),
    "sum of a constant-rate path": _along("constant-rate"),
    "between inventories": budget.between_inventories,
    "years left": budget.years_left,
}
"""How a value follows from its inputs, in their order."""

_BY_NAME = {formula.name: formula for formula in FORMULAS}


@dataclass(frozen=True)
class Passport:
    """One figure and its trace.

    ``step`` is a key of ``STEPS`` or "given"; ``inputs`` are figures with passports of their own, in the order of the
    step. ``formula`` names an entry of ``analytics.formulas``. ``facts`` are plain values: the place of a row and what
    stood there, a source with edition and mark, what was left out of a total and why.
    """

    name: str
    value: float
    unit: str
    step: str = GIVEN
    inputs: tuple[Passport, ...] = ()
    formula: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def stepped(self) -> float:
        """The value worked out from the values of its inputs; a leaf is what was given."""
        return self.value if self.step == GIVEN else float(STEPS[self.step](*(part.value for part in self.inputs)))

    def recomputed(self) -> float:
        """The value worked out from the leaves alone, through every step between."""
        return self._from_leaves

    # A figure may stand in a tree many times, as an inventory does in a budget: it is worked out once.
    @cached_property
    def _from_leaves(self) -> float:
        if self.step == GIVEN:
            return self.value
        return float(STEPS[self.step](*(part.recomputed() for part in self.inputs)))

    @cached_property
    def scale(self) -> float:
        """What a difference is measured by: the value, or what went into it where that is more."""
        return max(abs(self.value), self._went_in())

    def _went_in(self) -> float:
        parts = self.inputs
        match self.step:
            case "sum" | "difference" | "same":
                return fsum(part.scale for part in parts)
            case "per cent":
                return 100 * parts[0].scale / abs(parts[1].value)
            case "per unit" | "years left":
                return parts[0].scale / abs(parts[1].value)
            case "between inventories":
                return (parts[0].scale + parts[1].scale) * (parts[3].value - parts[2].value + 1) / 2
            case "linear path":
                return parts[0].scale + parts[1].scale
            case "sum of a linear path":
                return (parts[0].scale + parts[1].scale) * max(parts[5].value - parts[4].value + 1, 0)
        return max(part.scale for part in parts) if self.step.startswith("years late") else 0.0

    def holds(self, value: float | None = None) -> bool:
        """Whether this step (or ``value``, such as a recomputation) gives the figure, within ``TOLERANCE``."""
        found = self.stepped() if value is None else value
        return isfinite(found) and abs(found - self.value) <= TOLERANCE * self.scale

    def walk(self) -> Iterator[Passport]:
        """This figure and every figure below it; one that stands in several places comes once."""
        yield from self._walk(set())

    def _walk(self, seen: set[int]) -> Iterator[Passport]:
        if id(self) in seen:
            return
        seen.add(id(self))
        yield self
        for part in self.inputs:
            yield from part._walk(seen)

    def faults(self) -> list[Passport]:
        """Every figure in the tree that does not follow from its inputs."""
        return [part for part in self.walk() if not part._follows]

    @cached_property
    def _follows(self) -> bool:
        return self.holds()

    @property
    def rule(self) -> Formula | None:
        """The formula as the method states it, None for a leaf."""
        return _BY_NAME[self.formula] if self.formula else None

    def as_dict(self) -> dict[str, Any]:
        """The whole tree in plain values, for JSON."""
        rule = self.rule
        return {
            "figure": self.name,
            "value": self.value,
            "unit": self.unit,
            "step": self.step,
            "formula": rule
            and {"name": rule.name, "text": rule.text, "units": rule.units, "source": rule.source, "mark": rule.mark},
            "facts": dict(self.facts),
            "notes": list(self.notes),
            "inputs": [part.as_dict() for part in self.inputs],
        }

    def lines(self, most: int = 5) -> list[str]:
        """The tree as people read it. Of a long list the ``most`` largest are shown, and how many more there are; a
        figure that was shown is not taken apart again."""
        return list(_lines(self, most, "", set()))


def _lines(passport: Passport, most: int, margin: str, seen: set[tuple[str, float]]) -> Iterator[str]:
    key = (passport.name, passport.value)
    if passport.inputs and key in seen:
        yield f"{margin}{passport.name}: {amount(passport.value, passport.unit)}, as above"
        return
    seen.add(key)
    if isinstance(place := passport.facts.get("row"), Mapping):
        yield f"{margin}{passport.name}: {amount(passport.value, passport.unit)}, {_written(passport, place)}"
        return
    yield f"{margin}{passport.name}: {amount(passport.value, passport.unit)}"
    margin += "  "
    if rule := passport.rule:
        yield f"{margin}by {rule.text}  [{rule.mark}: {rule.source}]"
        if (told := ("", hash(rule.name))) not in seen:  # once is enough
            yield f"{margin}in {rule.units}"
        seen.add(told)
    yield from (f"{margin}{text}" for text in _told(passport.facts, most))
    yield from (f"{margin}{note}" for note in passport.notes)
    shown, rest = _largest(passport, most)
    for part in shown:
        yield from _lines(part, most, margin, seen)
    if rest:
        together = amount(fsum(part.value for part in rest), passport.unit)
        yield f"{margin}and {len(rest)} more, together {together}"


def _largest(passport: Passport, most: int) -> tuple[Sequence[Passport], Sequence[Passport]]:
    """The inputs to show, in their order, and the rest: of a long sum the largest alone are shown."""
    parts = passport.inputs
    if passport.step != "sum" or len(parts) <= most:
        return parts, ()
    largest = set(sorted(range(len(parts)), key=lambda place: -abs(parts[place].value))[:most])
    places = range(len(parts))
    return [parts[place] for place in places if place in largest], [
        parts[place] for place in places if place not in largest
    ]


def _written(passport: Passport, place: Mapping[str, Any]) -> str:
    """What stood in a row, and where."""
    sheet = f', sheet "{place["sheet"]}"' if place.get("sheet") else ""
    where = f"{place.get('file') or 'no file'}{sheet}, revision {place.get('revision')}"
    text = f'"{place.get("original_text")}" {place.get("original_unit")}'
    step = f" x {passport.inputs[1].value:.12g}" if passport.step == "read" else ""
    return " ".join((f"from {text}{step} in {where}.", *passport.notes))


def _told(facts: Mapping[str, Any], most: int) -> Iterator[str]:
    for key, value in facts.items():
        name = key.replace("_", " ")
        if isinstance(value, str | int | float):
            yield f"{name}: {value}"
        elif isinstance(value, Sequence):
            yield from (f"{name}: {item['cell']} (row {item['row']}): {item['why']}" for item in value[:most])
            if len(value) > most:
                yield f"and {len(value) - most} more rows {name}"


def amount(value: float, unit: str) -> str:
    """A number with its unit as a person reads it: no more than six decimals, a year without a mark."""
    if unit == "year":
        return f"{value:.0f}"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    shown = f"{value:.6g}" if text in ("0", "-0") and value else text
    return f"{shown} {unit}"
