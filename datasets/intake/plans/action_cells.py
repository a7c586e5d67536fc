"""The cells of a list of actions: what each says, and what is wrong with those that say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np

from analytics import units
from analytics.commitment import actions as rules
from analytics.commitment.actions import STATUS_NAMES, Action, Status
from analytics.frames import frame_tags
from analytics.text import multiples
from analytics.text.header_units import header_problem, header_unit
from analytics.text.problems import Problem, Refused, ask, block, blocked, warn
from analytics.text.sentences import Sentence, quoted
from analytics.units import Unit
from datasets.intake.checking import checks, number_cells
from datasets.intake.checking.account import Account, resolved
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.checking.shown_numbers import Formats
from datasets.intake.meaning import questions
from datasets.intake.plans.action_table import AMOUNTS, FIELDS, REQUIRED, Listing
from datasets.intake.readers.text_table import array_of, texts_of
from datasets.reference import catalogue

CURRENCIES = frozenset(
    (
        "ALL",
        "AMD",
        "ARS",
        "AUD",
        "AZN",
        "BAM",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EUR",
        "GBP",
        "GEL",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "KZT",
        "MAD",
        "MDL",
        "MKD",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "PEN",
        "PHP",
        "PLN",
        "RON",
        "RSD",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "XOF",
        "ZAR",
    )
)
"""The ISO 4217 codes that are taken; a currency is kept as it is and never converted."""
_WORDS = catalogue.lexicon("actions")
_SCALED = re.compile(r"(?i)\b[km]\b|[km]€")
_GOAL = re.compile(rf"(?i){_WORDS.one_of('goal')}?[\s#-]*(\d{{1,2}})(?:\.[0-9a-z]{{1,2}})?")
_BETWEEN_GOALS = re.compile(rf"(?i)\s*[;,/|+&]\s*|\s+(?={_WORDS.one_of('goal')})")
_BLANK = number_cells.KEYS.index("NE")
"""What stands for a blank cell of a figure that an action may lack."""
_HOLDS = {
    "id": Sentence("an id of the action, each once"),
    "name": Sentence("the name of the action"),
    "start": Sentence("a year"),
    "end": Sentence("a year"),
    "status": Sentence("one of {names}", names=", ".join(STATUS_NAMES)),
    "sector": Sentence("a sector"),
}


@dataclass(frozen=True)
class ActionsDraft:
    """A list of actions that was read and checked, and not yet committed; one that was typed has no name. ``columns``
    says which column of the file was taken for which field. ``rows_in`` is always ``imported + rejected``. ``over`` is
    the list that was on file when that of a file was read, in whose place it comes."""

    name: str
    sha256: str
    city_id: str
    actions: tuple[Action, ...]
    problems: tuple[Problem, ...]
    rows_in: int
    imported: int
    rejected: int
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    over: tuple[Action, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it may be committed: there are actions, nothing blocks, and every question has its answer."""
        return bool(self.actions) and not any(problem.severity in ("block", "ask") for problem in self.problems)

    @property
    def outcome(self) -> str:
        """ "blocked", "needs-answers", or "dry-run" when it stands ready."""
        severities = {problem.severity for problem in self.problems}
        return "blocked" if "block" in severities else "needs-answers" if "ask" in severities else "dry-run"


def read_cells(listing: Listing, answers: Mapping[str, str], city_id: str) -> ActionsDraft:
    """Every row of a list as an action of a city, with one located problem for each cell that cannot be read.

    ``answers`` settles the questions of an import (``decimal``, ``sector:WORD``, ``carrier:WORD``, ``column:FIELD``)
    and ``status:WORD``.
    """
    table, held = _Rows(listing, answers), listing.table
    expected = Sentence("one of {names}", names=", ".join(STATUS_NAMES))
    faults = [
        *questions.faults(
            {key: answer for key, answer in answers.items() if not key.startswith("status:")},
            held.header,
            held.dialect.header_row,
            tuple(FIELDS),
        ),
        *[
            questions.refused(key, answer, expected)
            for key, answer in answers.items()
            if key.startswith("status:") and cast(Any, answer) not in STATUS_NAMES
        ],
    ]
    table.account.tell(*faults)
    actions: tuple[Action, ...] = ()
    if not faults and all(field in listing.fields for field in REQUIRED):
        actions = table.actions()
    columns = {field: held.header[place] for field, place in listing.fields.items()}
    rows_in = len(held.rows) + held.ragged_rows
    problems, taken = tuple(table.account.problems()), len(actions)
    return ActionsDraft("", "", city_id, actions, problems, rows_in, taken, rows_in - taken, columns)


class _Rows:
    """The rows of one list while they are read, column by column."""

    def __init__(self, listing: Listing, answers: Mapping[str, str]) -> None:
        self.table, self.fields, self.answers = listing.table, listing.fields, answers
        self.header, self.header_row = self.table.header, self.table.dialect.header_row
        self.account = Account(self.table.rows, self.header, listing.origins, answers)
        self.count = len(self.table.rows)

    def actions(self) -> tuple[Action, ...]:
        """Every row that nothing is wrong with, as an action."""
        ids, names = self.words("id", str), self.words("name", str)
        sectors = self.words("sector", lambda word: checks.sector(("", word, ""), self.answers))
        carriers = self.words("carrier", checks.carrier(self.answers))
        starts, ends = (self.words(field, lambda word: checks.year(word, self.answers)) for field in ("start", "end"))
        states = self.words("status", self._status)
        saved, renewable, avoided = (self.amount(field) for field in AMOUNTS)
        cost, currency = self._costs()
        lives = self._plain("life")
        responsible, source = self.words("responsible", _text), self.words("source", _text)
        goals = self.words("sdg", _goals)
        self._twice(ids)
        made: dict[int, Action] = {}
        for place in self.account.ready:
            at = int(place)
            action = Action(
                ids[at],
                names[at],
                sectors[at],
                carriers[at],
                starts[at],
                ends[at],
                states[at],
                saved[at],
                renewable[at],
                avoided[at],
                cost[at],
                currency[at] if cost[at] is not None else None,
                responsible[at],
                goals[at] or (),
                source[at],
                lives[at],
            )
            wrong = rules.problems(action)
            for problem in wrong:
                self.account.add(replace(problem, column=self._column(problem.column)), np.array([at]))
            if not wrong:
                made[at] = action
        ready = {int(place) for place in self.account.ready}
        return tuple(action for at, action in made.items() if at in ready)

    def words(self, field: str, resolve: Callable[[str], Any]) -> Sequence[Any]:
        """What each row says in the column of a field; None where the file has no such column."""
        place = self.fields.get(field)
        if place is None:
            return [None] * self.count
        words = CellWords.of(self.header[place], self.table.columns[place])

        def filled(word: str) -> Any:
            if not word and field in REQUIRED:
                raise checks.blank(_HOLDS[field])
            return resolve(word)

        found = resolved(words, filled, self.account)
        return [found[code] for code in words.codes]

    def amount(self, field: str) -> list[float | None]:
        """A column of yearly energy in MWh, or of tonnes of CO2e, in the unit that its header names."""
        place = self.fields.get(field)
        if place is None:
            return [None] * self.count
        step = self._step(field, self.header[place])
        if step is None:
            self.account.rejected[:] = True
            return [None] * self.count
        numbers, formats = self._numbers(place)
        header = header_unit(self.header[place], self.answers)
        for cell in formats.units(lambda _: "", header[1] if header else None):
            self.account.add(
                block(
                    "unit-conflict",
                    formats.words(cell),
                    "the unit of the column",
                    "Correct the header or the unit.",
                    column=formats.column,
                ),
                np.array([cell]),
            )
        return [None if value is None else value * step for value in numbers]

    def _numbers(self, place: int) -> tuple[list[float | None], Formats]:
        """The numbers of a column, and what their formats show beside them."""
        column, name = array_of(texts_of(self.table.columns[place])), self.header[place]
        texts = column.to_pylist()
        blank = np.array([not text.strip() for text in texts], dtype=bool)
        stated = np.where(blank, _BLANK, number_cells.NO_KEY).astype(np.int8)
        kinds = self.account.origins.kinds.get(name)
        parted = None if self.account.origins.sheets else self.table.dialect.delimiter
        values, _ = number_cells.numbers(column, name, stated, self.account, parted, kinds)
        shown = self.account.origins.shown.get(name, ())
        formats = Formats(name, shown, texts.__getitem__, ~np.isnan(values), self.account)
        formats.refuse_percent()
        return [None if np.isnan(value) else float(value) for value in values], formats

    def _step(self, field: str, header: str) -> float | None:
        """By what the figures of a column are multiplied; None where its header leaves that open."""
        energy = field != "avoided"
        found = header_unit(header, self.answers)
        unit: Unit | None = found[1] if found else None
        expected = (
            Sentence("energy on net calorific value, such as MWh or GWh")
            if energy
            else Sentence("tonnes of CO2e, such as t or kt CO2e")
        )
        row, fix = self.header_row, Sentence("Write the unit into the name of the column, as in the template.")
        if unit is None:
            refused = header_problem(header, self.answers)
            problem = refused or block(
                "unit-missing", Sentence("{column} without a unit", column=quoted(header)), expected, fix
            )
            self.account.tell(replace(problem, row=row, column=header))
            return None
        if (
            unit.per_head
            or (unit.kind == "energy") != energy
            or unit.quantity in ("ch4", "n2o")
            or unit.basis == "gross"
        ):
            self.account.tell(
                block(
                    "unit-dimension",
                    Sentence("a column in {unit}", unit=unit.symbol),
                    expected,
                    fix,
                    row,
                    header,
                )
            )
            return None
        if unit.quantity == "co2":
            self.account.tell(
                warn(
                    "avoided-co2",
                    Sentence("avoided CO2 alone"),
                    "CO2e",
                    "It is counted as CO2e; what the other gases would add is left out.",
                    row,
                    header,
                )
            )
        return units.factor(unit, units.canonical(unit))

    def _plain(self, field: str) -> list[float | None]:
        """A column of numbers that bear no unit."""
        place = self.fields.get(field)
        return [None] * self.count if place is None else self._numbers(place)[0]

    def _costs(self) -> tuple[list[float | None], Sequence[str | None]]:
        """The costs and their currencies, from a column of their own or from the header of the costs."""
        place = self.fields.get("cost")
        if place is None:
            return [None] * self.count, [None] * self.count
        header = self.header[place]
        words = header.replace("_", " ")
        if _SCALED.search(words) or multiples.mentioned(words):
            row = self.header_row
            self.account.tell(
                block(
                    "cost-scale",
                    Sentence("{column}, costs in thousands or millions", column=quoted(header)),
                    "whole units of a currency",
                    "Write the costs in whole units of the currency and name the column cost.",
                    row,
                    header,
                )
            )
            self.account.rejected[:] = True
            return [None] * self.count, [None] * self.count
        if "currency" in self.fields:
            return self._cost(place), self.words("currency", _currency)
        named = next((code for part in re.split(r"[\s_()\[\],]+", header) if (code := _code(part))), None)
        return self._cost(place), [named] * self.count

    def _cost(self, place: int) -> list[float | None]:
        """The costs of a column; what their formats write is a currency, which is stated elsewhere."""
        numbers, formats = self._numbers(place)
        for found, places in formats.groups.items():
            if found.divided > 1:
                formats.warn_divided(found, places)
        return numbers

    def _status(self, word: str) -> Status:
        stated = self.answers.get(f"status:{word}", word)
        status = _WORDS.meanings("status").get(catalogue.folded(stated))
        if status is not None:
            return cast(Status, status)
        raise Refused(
            ask(
                "status-unknown",
                quoted(word),
                Sentence("one of {names}", names=", ".join(STATUS_NAMES)),
                "Say where the action stands.",
                key=f"status:{word}",
                choices=tuple(STATUS_NAMES),
            )
        )

    def _twice(self, ids: Sequence[str | None]) -> None:
        first: dict[str, int] = {}
        for place, name in enumerate(ids):
            key = (name or "").casefold()
            if key and key in first:
                problem = block(
                    "duplicate-id",
                    Sentence(
                        "the id {name} of row {row} again", name=quoted(name or ""), row=self.table.rows[first[key]]
                    ),
                    "each id once",
                    "Give one of them another id.",
                )
                self.account.add(replace(problem, column=self._column("id")), np.array([place]))
            elif key:
                first[key] = place

    def _column(self, field: str | None) -> str | None:
        """The header of the column of a field of an action, or that of the costs for a currency it lacks."""
        name = (field or "").removesuffix("_mwh").removesuffix("_t").removesuffix("_years")
        place = self.fields.get(name, self.fields.get("cost") if name == "currency" else None)
        return field if place is None else self.header[place]


def _text(word: str) -> str | None:
    return word or None


def _code(word: str) -> str | None:
    code = _WORDS.meanings("currency").get(word.casefold(), word.upper())
    return code if code in CURRENCIES else None


def _currency(word: str) -> str | None:
    if not word:
        return None
    found = _code(word)
    if found is None:
        raise blocked(
            "currency-unknown",
            quoted(word),
            "a code such as EUR, USD or BGN",
            "Write the code; a bare dollar sign may be of several countries." if "$" in word else "Write the code.",
        )
    return found


def _goals(word: str) -> tuple[int, ...]:
    """Text -> SDGs by number: "7; 11", "SDG 7, SDG 13", "11.2", or by name in seven languages. Raises Refused for what
    is no goal, with those that are nearest."""
    parts = filter(None, _BETWEEN_GOALS.split(word.strip()))
    said = (found[1] if (found := _GOAL.fullmatch(part)) else part for part in parts)
    try:
        codes = frame_tags.read(";".join(said), "SDG")
    except Refused as refusal:
        raise refusal.changed(column="sdg") from refusal
    return tuple(sorted({int(code.removeprefix("SDG ").partition(".")[0]) for code in codes}))
