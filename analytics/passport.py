"""The number passport: a figure with everything it was made of, down to the rows of a file, as data.

A passport is a tree. Each node says by which step its value follows from its inputs, so that every value can be worked
out again from what stands below it and nowhere else. The steps are the formulas of the method, not copies of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import fsum, isfinite, sqrt
from typing import Any, NamedTuple

import numpy as np

from analytics.commitment import budget, targets, trajectory
from analytics.energy_access.energy_burden import energy_burden
from analytics.factors import emissions, gases
from analytics.formula import Formula
from analytics.uncertainty.errors import Sides
from analytics.uncertainty.likelihood import with_expected

TOLERANCE = 1e-12
"""How far a value may lie from its recomputation, relative to what went into it: sums are rounded once or twice."""
GIVEN = "given"
"""The step of a leaf: the value was published, stated or read."""


class Step(NamedTuple):
    """How a value follows from its inputs, in their order: ``apply`` works it out, ``written`` writes it with figures.

    ``{0}`` is the first input as a figure. Beside it stand ``{1:less}``, taken off with its sign; ``{1:share}``, of a
    percentage; ``{1:bare}``, without its unit; ``{2:span}``, the years from an input to the next one, and
    ``{2:years}``, with the last of them; ``{4:until}``, a year or, where that is earlier, the target year ``{3}``.
    ``{sum}`` and ``{product}`` are those of all inputs. What has no arithmetic of its own is written as its name.
    """

    apply: Callable[..., float]
    written: str = ""


def _product(*factors: float) -> float:
    found = 1.0
    for factor in factors:
        found *= factor
    return found


def _sum(*parts: float) -> float:
    return fsum(parts)


def _same(value: float) -> float:
    return value


def _root_of_squares(*parts: float) -> float:
    return sqrt(fsum(part * part for part in parts))


def _odds(gap_t: float, half_t: float, plain_t: float, shift_t: float) -> float:
    interval, plain = (Sides(np.array(half), np.array(half)) for half in (half_t, plain_t))
    return float(with_expected(np.array(gap_t), interval, plain, shift_t))


STEPS: dict[str, Step] = {
    "same": Step(_same),
    "read": Step(_product, "{product}"),
    "sum": Step(_sum, "{sum}"),
    "product": Step(_product, "{product}"),
    "CO2e of gases": Step(gases.co2e, "{0} + {1} × {3:bare} + {2} × {4:bare}"),
    "energy times factor": Step(emissions.emissions, "{0} × {1}"),
    "per unit": Step(targets.intensity, "{0} ÷ {1}"),
    "reduction": Step(targets.target_level, "{0} × (1 − {1:share})"),
    "linear path": Step(trajectory.linear_path, "{0} + ({1} − {0}) × ({4:until} − {2}) ÷ ({3} − {2})"),
    "constant-rate path": Step(trajectory.constant_rate_path, "{0} × ({1} ÷ {0})^(({4:until} − {2}) ÷ ({3} − {2}))"),
    "difference": Step(trajectory.gap, "{0} {1:less}"),
    "per cent": Step(trajectory.percent_of, "100 × {0} ÷ {1}"),
    "years late, linear path": Step(
        partial(trajectory.years_late, "linear"), "{5} − ({2} + ({0} − {4}) ÷ ({0} − {1}) × ({3} − {2}))"
    ),
    "years late, constant-rate path": Step(
        partial(trajectory.years_late, "constant-rate"),
        "{5} − ({2} + ln({4} ÷ {0}) ÷ ln({1} ÷ {0}) × ({3} − {2}))",
    ),
    "sum of a linear path": Step(
        partial(trajectory.cumulative, "linear"),
        "({0} + ({1} − {0}) × ({4:until} − {2}) ÷ ({3} − {2}) + {0} + ({1} − {0}) × ({5:until} − {2}) ÷ ({3} − {2}))"
        " × {4:years} ÷ 2",
    ),
    "sum of a constant-rate path": Step(
        partial(trajectory.cumulative, "constant-rate"),
        "{0} × ({1} ÷ {0})^(({4:until} − {2}) ÷ ({3} − {2}))"
        " × (({1} ÷ {0})^({4:years} ÷ {2:span}) − 1) ÷ (({1} ÷ {0})^(1 ÷ {2:span}) − 1)",
    ),
    "between inventories": Step(budget.between_inventories),
    "root of squares": Step(_root_of_squares),
    "odds": Step(_odds),
    "years left": Step(budget.years_left, "{0} ÷ {1}"),
    "energy burden": Step(energy_burden, "100 × {0} ÷ {1}"),
}
"""Every step by the name that a passport gives it."""


@dataclass(frozen=True)
class Passport:
    """One figure and its trace.

    ``step`` is a key of ``STEPS`` or "given"; ``inputs`` are figures with passports of their own, in the order of the
    step. ``formula`` is what the method says of it, None for a leaf. ``facts`` are plain values: the place of a row and
    what stood there, a source with edition and mark, what was left out of a total and why.
    """

    name: str
    value: float
    unit: str
    step: str = GIVEN
    inputs: tuple[Passport, ...] = ()
    formula: Formula | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def stepped(self) -> float:
        """The value worked out from the values of its inputs; a leaf is what was given."""
        return self._applied([part.value for part in self.inputs])

    def _applied(self, values: Iterable[float]) -> float:
        return self.value if self.step == GIVEN else float(STEPS[self.step].apply(*values))

    def recomputed(self) -> float:
        """The value worked out from the leaves alone, through every step between."""
        return self._from_leaves

    # A figure may stand in a tree many times, as an inventory does in a budget: it is worked out once.
    @cached_property
    def _from_leaves(self) -> float:
        return self._applied([part.recomputed() for part in self.inputs])

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

    def as_dict(self) -> dict[str, Any]:
        """The whole tree in plain values, for JSON."""
        rule = self.formula
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
    if rule := passport.formula:
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
    steps = passport.inputs[1:] if passport.step == "read" else ()
    step = "".join(f" x {part.value:.12g}" for part in steps)
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
