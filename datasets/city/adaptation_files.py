"""Hazards, climate facts, goals and actions of cities as files: our own table, and CDP's of 2021, in and out.

Our own table is taken in whole or not at all. CDP's holds hundreds of cities: what it says of the cities on file is
taken in, and every other row is told with the reason why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from analytics.adaptation.hazard_names import HAZARDS, hazard_code
from analytics.adaptation.vulnerable import HEALTH_IMPACTS, PEOPLE_HIT, TIMEFRAMES, code_of
from analytics.text import numerals
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence, joined
from datasets.city import adaptation_rows, edited_cells, stated_table
from datasets.city.adaptation_room import OF_ADAPTATION
from datasets.city.counted_statements import counting
from datasets.intake.own_files.harmless import table
from datasets.reference import samples
from datasets.reference.naming import find_city
from datasets.store import Reader, Revision, Store
from datasets.store.kind import EditedColumn, StatedKind
from datasets.store.kinds import adaptation_actions, adaptation_goals, city_hazards, climate_facts
from datasets.store.kinds.city_hazards import CityHazard
from datasets.store.records import Register

LAYOUT = "adaptation"
"""The layout of a revision that such a file brings."""
RECORDS: Mapping[str, StatedKind[Any]] = {
    "hazard": city_hazards.KIND,
    "fact": climate_facts.KIND,
    "goal": adaptation_goals.KIND,
    "action": adaptation_actions.KIND,
}
"""What a row of our own table calls its kind."""
_BY_NAME = {kind.name: kind for kind in OF_ADAPTATION}
COLUMNS = tuple(
    dict.fromkeys(["record", "city", *(name for kind in OF_ADAPTATION if kind.form for name in kind.form.columns)])
)
CDP_COLUMNS = ("city_id", "cdp_account", "name", "country", "year", "source_row", "kind", "group", "value")
CDP_SOURCE = (
    "CDP-ICLEI, 2021 Cities Climate Change Impacts on Health and Health Systems (question 2.3a), self-reported, "
    "unverified"
)
_LEVELS = ("probability", "consequence", "intensity", "frequency", "confidence")
_NEEDED = ("cdp_account", "source_row", "kind", "value")
_LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "vulnerable_group": ("people", PEOPLE_HIT),
    "health_issue": ("impacts", HEALTH_IMPACTS),
    "timescale": ("timeframe", TIMEFRAMES),
}
"""What CDP's table calls the lists of an answer, with their field and their codes."""
_PLAIN = ("hazard", "area", "assessment_undertaken", *_LISTS)


@dataclass(frozen=True)
class AdaptationFile:
    """What a file holds: entries by the name of their kind, and what of it is not taken in, with row and reason."""

    name: str
    content: bytes
    entries: Mapping[str, tuple[Any, ...]]
    problems: tuple[Problem, ...] = ()
    rows: int = 0

    @property
    def cities(self) -> tuple[str, ...]:
        """The ids of the cities of which it says anything."""
        return tuple(dict.fromkeys(one.city_id for held in self.entries.values() for one in held))


def read(reader: Reader, data: bytes, name: str, city_id: str | None = None) -> AdaptationFile:
    """Read a file; rows of our own table that name no city are those of ``city_id``. Raises Refused for what is neither
    table, and with every row of our own that is wrong."""
    header = data[:2000].decode("utf-8", "replace").partition("\n")[0].casefold()
    if "cdp_account" in header and "source_row" in header:
        return _CdpAnswers(reader.register).file(data, name)
    return _own(reader, data, name, city_id)


def commit(store: Store, found: AdaptationFile, who: str, reason: str) -> Revision:
    """Put in force what a file holds. Raises Refused where it holds nothing, and where nobody says why."""
    if not found.cities:
        expected, fix = Sentence("hazards of a city on file"), Sentence("Add the cities first, in Figures.")
        raise Refused(Problem("block", "nothing-taken", Sentence("no row of a city on file"), expected, fix))
    return stated_table.bring(store, LAYOUT, found.entries, who, reason, (found.name, found.content))


def written(register: Register, city_id: str) -> bytes:
    """What counts of a city as our own table, which reads back without a difference."""
    lines: list[Sequence[Any]] = [COLUMNS]
    for record, kind in RECORDS.items():
        form = kind.form
        assert form is not None
        for one in counting(register, kind, city_id):
            cells = dict(zip(form.columns, form.cells(one), strict=True)) | {"record": record, "city": city_id}
            lines.append([cells.get(column) for column in COLUMNS])
    return table(lines)


class _Row(NamedTuple):
    """One entry of our own table, with the name of its kind."""

    kind: str
    entry: Any


def _own(reader: Reader, data: bytes, name: str, city_id: str | None) -> AdaptationFile:
    cities = reader.register.cities

    def of_row(said: Mapping[str, str]) -> _Row:
        record = said.get("record", "").strip().casefold() or "hazard"
        if record not in RECORDS:
            expected = Sentence("one of {names}", names=", ".join(RECORDS))
            fix = Sentence("Correct the name.")
            raise Refused(Problem("block", "record-unknown", f'"{record[:40]}"', expected, fix, column="record"))
        kind = RECORDS[record]
        named = said.get("city", "").strip()
        of_city = city_id if city_id and not named else find_city(named, cities).city_id
        return _Row(kind.name, entry(kind, of_city, said))

    def again(said: Mapping[str, str], first: int) -> Problem:
        found = Sentence("the {record} of row {row} again", record=said.get("record", "hazard").strip(), row=first)
        fix = Sentence("Take one of the two out.")
        return Problem("block", "said-twice", found, Sentence("one row for each"), fix)

    def matter(row: _Row) -> Any:
        return row.kind, row.entry.city_id, _BY_NAME[row.kind].same(row.entry)

    only = next((city for city in cities if city.city_id == city_id), None)
    taken = stated_table.from_table(data, name, only, COLUMNS, ("source",), of_row, matter, again)
    entries = {kind.name: tuple(row.entry for row in taken if row.kind == kind.name) for kind in OF_ADAPTATION}
    for city in dict.fromkeys(row.entry.city_id for row in taken):
        mine = [one for one in entries[adaptation_actions.KIND.name] if one.city_id == city]
        adaptation_rows.insist_on_mitigation(reader, city, mine)
    return AdaptationFile(name, data, {key: held for key, held in entries.items() if held}, rows=len(taken))


def entry(kind: StatedKind[Any], city_id: str, said: Mapping[str, str]) -> Any:
    """An entry of the texts of a row. Raises Refused with every cell that is wrong."""
    editing = kind.editing
    assert editing is not None
    row: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column in editing.columns:
        try:
            row[column.field] = edited_cells.cell_of(column, _meant(column, said.get(column.field, "")))
        except Refused as refusal:
            wrong += [replace(problem, column=column.field) for problem in refusal.problems]
    if wrong:
        raise Refused(*wrong)
    return adaptation_rows.MAKERS[kind.name](city_id, row)


def _meant(column: EditedColumn, said: str) -> Any:
    """The cell that a text means: a code for a word that is known, a number, several codes; None for nothing."""
    text = " ".join(said.split())
    if not text:
        return None
    if column.holds == "choice":
        return _code(column, text)
    if column.holds == "choices":
        return tuple(_code(column, part.strip()) for part in text.split(";") if part.strip())
    if column.holds == "text":
        return text
    number = numerals.read_one(text, "point").value
    return text if number is None else float(number)


def _code(column: EditedColumn, word: str) -> str:
    known = hazard_code(word) if column.field == "hazard" else code_of(word, column.choices)
    return known or word


class _CdpAnswers:
    """The answers to CDP of 2021, one fact a row: those of the cities on file as hazards, everything else as
    problems."""

    def __init__(self, register: Register) -> None:
        self._cities = register.cities
        self._accounts = {**samples.accounts(), **register.accounts}
        self._problems: list[Problem] = []

    def file(self, data: bytes, name: str) -> AdaptationFile:
        """What the file holds. An answer is what stands in one row of the questionnaire."""
        answers: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
        rows = 0
        for number, said in stated_table.read_rows(data, name, CDP_COLUMNS, _NEEDED):
            rows += 1
            answers.setdefault((said["cdp_account"].strip(), said["source_row"].strip()), []).append((number, said))
        found: list[CityHazard] = []
        absent: dict[str, list[int]] = {}
        for (account, row), said_so in answers.items():
            city_id = self._city(account, said_so[0][1])
            if city_id is None:
                absent.setdefault(account, []).extend(number for number, _ in said_so)
                self._checked(said_so)
            else:
                found += self._hazards(city_id, f"account {account}, row {row}", said_so)
        self._tell_absent(absent, {account: said_so[0][1] for (account, _), said_so in answers.items()})
        problems = tuple(sorted(self._problems, key=lambda problem: problem.row or 0))
        return AdaptationFile(name, data, {city_hazards.KIND.name: tuple(found)} if found else {}, problems, rows)

    def _city(self, account: str, said: Mapping[str, str]) -> str | None:
        known = self._by_id.get(said.get("city_id", "").strip()) or self._by_id.get(self._accounts.get(account, ""))
        return known or self._by_name.get(said.get("name", "").strip().casefold())

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {city.city_id: city.city_id for city in self._cities}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name.casefold(): city.city_id for city in self._cities for name in (city.name, *city.other_names)}

    def _checked(self, said_so: Sequence[tuple[int, Mapping[str, str]]]) -> dict[str, dict[str, None]]:
        """The codes and words of an answer, by the field that holds them; what is not understood becomes a problem."""
        held: dict[str, dict[str, None]] = {}
        for number, said in said_so:
            kind, value = said["kind"].strip(), " ".join(said["value"].split())
            if kind == "hazard":
                word = " > ".join(filter(None, (said.get("group", "").strip(), value)))
                self._keep(held, "hazard", hazard_code(word), number, word)
            elif kind in _LISTS:
                field, choices = _LISTS[kind]
                self._keep(held, field, code_of(value, choices), number, value)
            elif kind in _PLAIN:
                held.setdefault(kind, {})[value.partition(" (")[0]] = None
            else:
                expected = Sentence("one of {names}", names=", ".join(_PLAIN))
                self._tell("cdp-kind", number, "kind", f'"{kind[:40]}"', expected)
        return held

    def _keep(self, held: dict[str, dict[str, None]], field: str, code: str | None, number: int, word: str) -> None:
        if code is None:
            self._tell("cdp-label", number, "value", f'"{word[:60]}"', Sentence("a label of CDP's list of 2021"))
        else:
            held.setdefault(field, {})[code] = None

    def _hazards(
        self, city_id: str, page: str, said_so: Sequence[tuple[int, Mapping[str, str]]]
    ) -> Iterator[CityHazard]:
        held = self._checked(said_so)
        not_asked: dict[str, Any] = dict.fromkeys((*_LEVELS, "sectors"), "")
        stated = said_so[0][1].get("year", "").strip()
        area, assessed = ("; ".join(held.get(kind, ())) for kind in ("area", "assessment_undertaken"))
        note = [f"Area: {area}."] if area else []
        note += [f"Assessment of the impacts undertaken: {assessed.casefold()}."] if assessed else []
        timeframe = list(held.get("timeframe", ()))
        if len(timeframe) > 1:
            found = joined((TIMEFRAMES[code] for code in timeframe), "comma")
            self._tell("cdp-timescales", said_so[0][0], "value", found, Sentence("one timescale for an answer"))
        for code in sorted(held.get("hazard", ()), key=list(HAZARDS).index):
            yield CityHazard(
                city_id=city_id,
                hazard=code,
                **not_asked,
                timeframe=timeframe[0] if len(timeframe) == 1 else "",
                people=_in_order(held.get("people", {}), PEOPLE_HIT),
                impacts=_in_order(held.get("impacts", {}), HEALTH_IMPACTS),
                stated=int(stated) if stated.isdigit() else None,
                source=CDP_SOURCE,
                page=page,
                note=" ".join(note),
            )

    def _tell_absent(self, absent: Mapping[str, Sequence[int]], named: Mapping[str, Mapping[str, str]]) -> None:
        for account, numbers in absent.items():
            found = Sentence(
                "{city} (account {account}), {number} rows",
                city=named[account].get("name", "").strip()[:60],
                account=account,
                number=len(numbers),
            )
            self._tell("city-not-on-file", numbers[0], "name", found, Sentence("a city on file"))

    def _tell(self, code: str, row: int, column: str, found: str, expected: str) -> None:
        fix = Sentence("It is left out; everything else is taken in.")
        self._problems.append(Problem("warn", code, found, expected, fix, row=row, column=column))


def _in_order(codes: Mapping[str, None], order: Mapping[str, str]) -> str:
    return ";".join(code for code in order if code in codes)
