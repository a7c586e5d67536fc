"""A worked example of every formula from a city's own rows; where one was not applied, the reason and a published one.

Nothing is traced twice: the arithmetic is that of the passports, and the factors are those of ``factor_choice``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analytics.formulas import FORMULAS
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from analytics.text.sentences import Sentence
from datasets.city import assessment
from datasets.city.assessment import CityReport
from datasets.city.trace import passports
from datasets.city.worked.arithmetic import ArithmeticLine, numbered
from datasets.city.worked.example_case import KIND_NAMES, ExampleCase, Worked
from datasets.city.worked.rules import RULES
from datasets.reference import catalogue
from datasets.store import Reader

__all__ = ["KIND_NAMES", "Examples", "Line", "Worked", "of", "published"]


@dataclass(frozen=True)
class Examples:
    """The worked examples of one city, inventory year and method, by the name of the formula. Without an inventory
    ``year`` and ``method`` are None."""

    city_id: str
    city: str
    year: int | None
    method: str | None
    by_formula: Mapping[str, Worked]


def of(
    reader: Reader,
    city_id: str,
    year: int | None = None,
    method: str | None = None,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    report: CityReport | None = None,
) -> Examples:
    """A worked example of every formula for the inventory of ``year`` (default: the newest of the leading target).

    Of several inventories of a year the one by the leading target's method is taken, unless ``method`` says which.
    ``report`` is the standing of that year, where it is at hand. Raises Refused for an unknown city, and for a year or
    method of which there is no inventory, with those on file.
    """
    city = passports.CityFigures(reader, city_id, year, gwp, approach, report)
    found = _inventory(city, year, method)
    case = ExampleCase(reader, city, found, gwp, approach)
    examples = {}
    for formula in FORMULAS:
        made = RULES[formula](case)
        examples[formula.name] = _published(formula.name, made) if made.kind == "none" else made
    name = city.report.city.name
    year, method = (found.year, found.method) if found else (None, None)
    return Examples(city_id, name, year, method, examples)


def published() -> Examples:
    """The published examples alone, where no city is on file."""
    nothing = Worked("none", reason=Sentence("No city is known here."))
    return Examples("", "", None, None, {formula.name: _published(formula.name, nothing) for formula in FORMULAS})


def _inventory(city: passports.CityFigures, year: int | None, method: str | None) -> Inventory | None:
    known = city.report.inventories
    leading = city.report.leading
    if year is None and method is None:
        return opening(leading.latest, known)
    found = [item for item in known if year in (None, item.year) and method in (None, item.method)]
    if not found:
        city.figure("total", year, method, None)  # refuses, with the years on file
    wanted = leading.target.method if leading.target else None
    return max(
        found, key=lambda item: (item.year, not item.unsplit, item.method == wanted, item.emissions_t is not None)
    )


def _published(name: str, made: Worked) -> Worked:
    """The published example of a formula that was not applied, where there is one."""
    rows = [row for row in catalogue.records("worked_examples") if row["formula"] == name]
    if not rows:
        return made
    lines = tuple(ArithmeticLine(numbered(row["arithmetic"]), Sentence(row["about"])) for row in rows)
    return replace(made, kind="published", lines=lines, source=rows[0]["source"], mark=rows[0]["mark"])
