"""Rows of hazards, climate facts, goals and actions as entries of their kind: what a row needs beyond its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.store import Reader
from datasets.store.kinds.adaptation_actions import AdaptationAction
from datasets.store.kinds.adaptation_goals import AdaptationGoal
from datasets.store.kinds.city_hazards import CityHazard
from datasets.store.kinds.climate_facts import ClimateFact

Cells = Mapping[str, Any]
_NUMBERS = frozenset(
    {
        *("stated", "first_year", "last_year", "base_year", "target_year"),
        *("value", "most", "base_value", "target_value", "cost"),
    }
)
"""The fields that are empty rather than blank where nothing is said."""


def hazard(city_id: str, row: Cells) -> CityHazard:
    """A hazard; a level that is not stated is blank. Raises Refused for a year to come."""
    this_year = datetime.now(UTC).year
    if row["stated"] is not None and row["stated"] > this_year:
        expected = Sentence("a year up to {year}", year=this_year)
        raise _refused("stated-later", row["stated"], expected, Sentence("Correct the year."), "stated")
    return CityHazard(city_id, **_plain(row))


def fact(city_id: str, row: Cells) -> ClimateFact:
    """A climate fact. Raises Refused for years or figures in the wrong order, and for a unit of nothing."""
    _insist_on_order(row, "first_year", "last_year")
    if row["value"] is None and (row["most"] is not None or row["unit"]):
        fix = Sentence("Fill in the figure, or leave its unit blank.")
        raise _refused("figure-missing", Sentence("a unit without a figure"), Sentence("a figure"), fix, "value")
    if row["most"] is not None and row["most"] < row["value"]:
        expected = Sentence("at least {low}", low=f"{row['value']:,.15g}")
        raise _refused("range-upside-down", f"{row['most']:,.15g}", expected, Sentence("Correct the figure."), "most")
    return ClimateFact(city_id, **_plain(row))


def goal(city_id: str, row: Cells, this_year: int | None = None) -> AdaptationGoal:
    """A goal. Raises Refused for a target year that is not after the base year, for values without a unit or a year,
    and for a target year that is past where nobody says what came of the goal."""
    this_year = this_year or datetime.now(UTC).year
    base, target = row["base_year"], row["target_year"]
    if base is not None and target is not None and target <= base:
        expected = Sentence("a year after {year}", year=base)
        raise _refused("goal-years", target, expected, Sentence("Correct one of the two."), "target_year")
    if target is not None and target < this_year and not row["outcome"]:
        found = Sentence("{year}, which is past", year=target)
        expected = Sentence("a year to come, or what came of the goal")
        fix = Sentence("Correct the year, or choose what came of it.")
        raise _refused("goal-past", found, expected, fix, "target_year")
    for value, year in (("base_value", "base_year"), ("target_value", "target_year")):
        for needed, name in ((year, Sentence("the year of the value")), ("unit", Sentence("the unit of the value"))):
            if row[value] is not None and row[needed] is None:
                raise _refused("goal-open", Sentence("nothing"), name, Sentence("Fill it in."), needed)
    return AdaptationGoal(city_id, **_plain(row))


def action(city_id: str, row: Cells) -> AdaptationAction:
    """An action. Raises Refused for years in the wrong order, for a cost without a currency, and for a cost beside the
    mitigation action that holds it."""
    _insist_on_order(row, "first_year", "last_year")
    if row["cost"] is not None and not row["currency"]:
        fix = Sentence("Name the currency, such as EUR.")
        raise _refused("currency-missing", Sentence("nothing"), Sentence("a currency"), fix, "currency")
    if row["cost"] is not None and row["mitigation"]:
        found = Sentence("a cost beside the mitigation action that it is")
        fix = Sentence("Leave the cost blank: it is counted with the mitigation action.")
        raise _refused("cost-twice", found, Sentence("one cost for one action"), fix, "cost")
    return AdaptationAction(city_id, **_plain(row))


MAKERS: Mapping[str, Callable[[str, Cells], Any]] = {
    "hazards": hazard,
    "climate_facts": fact,
    "adaptation_goals": goal,
    "adaptation_actions": action,
}
"""What makes an entry of a row, by the name of the kind."""


def insist_on_mitigation(reader: Reader, city_id: str, made: Sequence[AdaptationAction]) -> None:
    """Raise Refused where an action names a mitigation action that is not on file."""
    known = [item.id for item in reader.register.actions.get(city_id, ())]
    for one in made:
        if one.mitigation and one.mitigation not in known:
            expected = Sentence("one of {names}", names=", ".join(known[:12])) if known else Sentence("no such action")
            fix = Sentence("Name a mitigation action on file by its id, or none.")
            raise _refused("mitigation-unknown", f'"{one.mitigation[:40]}"', expected, fix, "mitigation")


def _insist_on_order(row: Cells, first: str, last: str) -> None:
    if row[first] is not None and row[last] is not None and row[last] < row[first]:
        expected = Sentence("{year} or later", year=row[first])
        raise _refused("years-upside-down", row[last], expected, Sentence("Correct one of the two."), last)


def _plain(row: Cells) -> dict[str, Any]:
    """The cells as the fields of an entry: several codes as one text, nothing as a blank."""
    held = {field: ";".join(cell) if isinstance(cell, tuple) else cell for field, cell in row.items()}
    return {field: "" if cell is None and field not in _NUMBERS else cell for field, cell in held.items()}


def _refused(code: str, found: object, expected: str, fix: str, column: str) -> Refused:
    told = found if isinstance(found, str) else str(found)
    return Refused(Problem("block", code, told, expected, fix, column=column, key=column))
