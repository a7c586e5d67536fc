"""A list of actions as it is edited cell by cell: checked like a file, and held against what others did meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from analytics.commitment.actions import Action
from analytics.text import numerals, typed_numbers
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.intake.corrections import LOOK_AGAIN
from datasets.intake.plans.action_cells import ActionsDraft, read_cells
from datasets.intake.plans.action_table import FIELDS, Listing
from datasets.intake.plans.listing import COLUMNS
from datasets.intake.readers.dialect import Dialect
from datasets.intake.readers.text_table import TextTable
from datasets.store import Reader

Cells = Mapping[str, str]
"""One action as the texts of its cells, by the names of ``COLUMNS``."""
COLUMN_NAMES: dict[str, str] = {
    # Translators: the name of a column of a list of actions; so are all that follow.
    "id": Sentence("Id"),
    "name": Sentence("Action"),
    "sector": Sentence("Sector"),
    "carrier": Sentence("Carrier"),
    "start": Sentence("Start"),
    "end": Sentence("End"),
    "status": Sentence("Status"),
    "energy_saved_mwh": Sentence("Energy saved (MWh a year)"),
    "renewable_mwh": Sentence("Renewable energy (MWh a year)"),
    "avoided_t": Sentence("Avoided (t CO₂e a year)"),
    "cost": Sentence("Cost"),
    "currency": Sentence("Currency"),
    "life_years": Sentence("Life (years)"),
    "responsible": Sentence("Responsible"),
    "sdg": Sentence("SDGs"),
    "source": Sentence("Source"),
}
"""What the columns of a list of actions are called where it is edited."""
NUMBERS = ("avoided_t", "cost", "life_years", "energy_saved_mwh", "renewable_mwh")
"""The columns that hold a number."""
TEMPLATE_CSV = ",".join(COLUMNS) + "\n"
"""The columns of a list of actions. It holds no example: an invented action would be taken for a real one."""
TYPED = (
    Sentence("the list that you began to edit; somebody changed it since"),
    Sentence("Go on from the newest list; what you typed stays."),
)
BROUGHT = (
    Sentence("the list that the file was compared with; somebody changed it since"),
    LOOK_AGAIN,
)
"""What was expected of the list on file, and what to do now, for who typed one and for who brought a file."""
MOST_TOLD = 6
"""Changes of others that a refusal names one by one; the rest is counted."""


def cells(action: Action) -> dict[str, str]:
    """An action as the texts of its cells; blank where nothing is stated."""
    said: dict[str, str] = {}
    for column in COLUMNS:
        value = getattr(action, column)
        said[column] = "; ".join(map(str, value)) if isinstance(value, tuple) else text_of(value)
    return said


def text_of(value: object) -> str:
    """What stands in a cell as text; blank for none. A number has a point for decimals, and none where it is whole:
    it reads one way."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, int | float):
        return typed_numbers.digits(value).replace(",", "")
    return " ".join(str(value).split())


def named(rows: Sequence[Cells]) -> list[dict[str, str]]:
    """The rows that say anything, each with an id: one that has none is given the next that is free."""
    filled = [dict(row) for row in rows if any(said.strip() for said in row.values())]
    taken = {row["id"].casefold() for row in filled}
    free = (f"N{number}" for number in range(1, len(filled) + len(taken) + 2) if f"n{number}" not in taken)
    return [row if row["id"].strip() else row | {"id": next(free)} for row in filled]


def draft(city_id: str, rows: Sequence[Cells]) -> ActionsDraft:
    """Rows as a list of actions, each cell read or refused at its place: the row counts from 1, the column is that of
    ``COLUMNS``."""
    given = named(rows)
    columns = tuple(pa.array([row[column] for row in given], pa.string()) for column in COLUMNS)
    table = TextTable(COLUMNS, columns, np.arange(1, len(given) + 1), dialect=Dialect(",", 0, ()))
    listing = Listing(table, dict(zip(FIELDS, range(len(FIELDS)), strict=True)))
    read = read_cells(listing, {"decimal": "point"}, city_id)
    return replace(read, problems=(*_two_ways(given), *read.problems))


def _two_ways(rows: Sequence[Cells]) -> Iterator[Problem]:
    """The numbers that can be two, each at its cell."""
    for number, row in enumerate(rows, start=1):
        for column in NUMBERS:
            if numerals.read_one(row[column]).shape == "either":
                try:
                    typed_numbers.number(row[column], column=column)
                except Refused as refusal:
                    yield from (replace(problem, row=number) for problem in refusal.problems)


def insist_unchanged(reader: Reader, city_id: str, base: Sequence[Action], words: tuple[str, str] = TYPED) -> None:
    """Raise Refused, with what changed, where the list on file is no longer the one that the editing began with;
    ``words`` are ``TYPED`` or ``BROUGHT``."""
    changed = changes(base, reader.register.actions.get(city_id, ()))
    if not changed:
        return
    expected, fix = words
    told = [block("actions-changed", said, expected, fix) for said in changed[:MOST_TOLD]]
    if more := len(changed) - MOST_TOLD:
        told += (
            [
                block(
                    "actions-changed",
                    Sentence("further changes meanwhile: {number}", number=more),
                    expected,
                    fix,
                )
            ]
            if more > 0
            else []
        )
    raise Refused(*told)


def changes(before: Sequence[Action], now: Sequence[Action]) -> list[Sentence]:
    """What is otherwise in a list than before, a sentence for each action that came or went and for each cell."""
    was, found = {item.id: item for item in before}, {item.id: item for item in now}
    said = [Sentence("“{action}” is gone meanwhile", action=was[key].name) for key in was if key not in found]
    said += [Sentence("“{action}” is new meanwhile", action=found[key].name) for key in found if key not in was]
    for key in (key for key in found if key in was):
        old, new = cells(was[key]), cells(found[key])
        said += [
            Sentence(
                "“{action}”, {column}: meanwhile {after} in place of {before}",
                action=found[key].name,
                column=COLUMN_NAMES[column],
                after=new[column] or "–",
                before=old[column] or "–",
            )
            for column in COLUMNS
            if old[column] != new[column]
        ]
    return said


def rebased(base: Sequence[Action], typed: Sequence[Cells], now: Sequence[Action]) -> list[dict[str, str]]:
    """What was typed over ``base``, over the list that is on file ``now``: of a cell that both changed, what was typed.
    A row that was deleted stays away, one that somebody else deleted comes back only where it was changed."""
    was = {item.id: cells(item) for item in base}
    mine = {row["id"]: dict(row) for row in named(typed)}
    found: list[dict[str, str]] = []
    for action in now:
        row = cells(action)
        if action.id in was and action.id not in mine:
            continue
        old, new = was.get(action.id, row), mine.pop(action.id, row)
        found.append({column: new[column] if new[column] != old[column] else row[column] for column in COLUMNS})
    return found + [row for key, row in mine.items() if row != was.get(key)]


def twice(actions: Sequence[Action]) -> list[tuple[Action, Action]]:
    """Actions whose tonnes and cost are those of an earlier one, each with that: one of them may be a misprint."""
    first: dict[tuple[float, float], Action] = {}
    found = []
    for action in actions:
        if action.avoided_t and action.cost:
            other = first.setdefault((action.avoided_t, action.cost), action)
            if other is not action:
                found.append((other, action))
    return found


def without_tonnes(rows: Sequence[Cells], action_id: str) -> list[dict[str, str]]:
    """The rows with the tonnes of one action left blank."""
    return [dict(row) | ({"avoided_t": ""} if row["id"] == action_id else {}) for row in rows]
