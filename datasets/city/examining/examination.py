"""The findings about a file that is being taken in: whether it is examined at all, and what is said of each finding.

A file waits for a large finding until somebody has looked at it (``looked_at``). Examining costs about a millisecond an
inventory and twenty a city, so that only files up to a limit are examined on the way in: beyond it the examination
would take longer than the import.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analytics.detection.case import Finding
from analytics.text.problems import Problem, Refused, warn
from analytics.text.sentences import Sentence, counted, joined, listed, plain_values, sentences
from datasets.city.examining import detective, proposals
from datasets.intake import looked_at
from datasets.intake.checking import repaired_cells
from datasets.intake.checking.repaired_cells import RepairedCell
from datasets.intake.drafted import Draft
from datasets.intake.meaning import tag_answers
from datasets.store import Revision, Store

MOST_INVENTORIES = 100
"""Inventories of one file that are examined on the way in. All years of one city by two methods are fewer."""
MOST_CITIES = 10
"""Cities of one file that are examined on the way in; each is read beside all that is on file of it."""
MOST_ROWS = 50_000
"""Rows of one file that are examined on the way in."""
MOST_PRINTED = 20
"""Findings that the command line prints; JSON holds all."""
NAMES = sentences(
    {
        "implied-factor": "Implied factor out of range",
        "unit-slip": "Unit slip",
        "repeated-quantity": "Repeated quantity",
        "placeholder-zero": "Placeholder zero",
        "constant-ratio": "Constant ratio between years",
        "total-differs": "Total differs from its parts",
        "year-jump": "Jump between years",
        "vanished-place": "Place without its figure",
        "new-place": "Place that no other year has",
        "exchanged": "Places exchanged",
        "per-head": "Implausible per head",
        "population": "Inhabitants in doubt",
        "below-zero": "Sign in doubt",
        "other-gas": "Another gas than the rest",
        "rounded-figures": "Rounded figures",
        "finer-figure": "Finer than all other figures",
        "other-city": "Figures of another city",
        "as-taken": "Taken otherwise than written",
    }
)
"""The kinds of findings in a few words."""
DOOR = "data"
"""The page on which a finding is settled, by a correction of the file."""


@dataclass(frozen=True)
class Examination:
    """The findings about a draft, most tonnes at stake first; ``not_examined`` says why there are none to give."""

    findings: tuple[Finding, ...] = ()
    not_examined: Problem | None = None
    sheets: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    """The sheet of each row of a workbook, by city, year and row."""
    proposed: Mapping[str, str] = field(default_factory=dict)
    """The repairs that the findings propose, each as an answer that the draft takes, by its question."""
    repaired: Mapping[str, Finding] = field(default_factory=dict)
    """What each repair of the draft mends, by its question."""
    unfitting: tuple[str, ...] = ()
    """The repairs of the draft that nothing proposes any more, by their questions."""

    def repair(self, finding: Finding) -> tuple[str, str] | None:
        """The question and the answer that repair a finding; None where that cannot be carried out as it is."""
        question = proposals.question(finding)
        return (question, self.proposed[question]) if question in self.proposed else None

    def together(self) -> dict[str, str]:
        """The repairs that can be taken at once, as answers by their questions: of those that touch one place of a city
        in any year, since one fault may explain the other, that with more tonnes at stake."""
        found, touched = dict[str, str](), set[tuple[object, ...]]()
        for finding in self.findings:
            repair = self.repair(finding)
            if repair is None or finding.mends is None:
                continue
            places = {(finding.city_id, place._replace(scope=None)) for place in finding.mends.places}
            if not places & touched:
                found[repair[0]] = repair[1]
                touched |= places
        return found

    @staticmethod
    def cells(answers: Mapping[str, str]) -> dict[str, tuple[RepairedCell, ...]]:
        """The cells of the repairs among answers, by their questions."""
        return repaired_cells.given(answers)

    @staticmethod
    def corrections(answers: Mapping[str, str]) -> dict[str, Sentence]:
        """What answers correct of the units, scopes and totals of a file, in words, by their questions."""
        return {one.key: tag_answers.told(one) for one in tag_answers.given(answers, *tag_answers.KINDS)}

    @staticmethod
    def question(finding: Finding) -> str:
        """The question whether somebody has looked at a finding; its answer is who has."""
        return looked_at.question(finding)

    @staticmethod
    def looked(finding: Finding, answers: Mapping[str, str]) -> str | None:
        """Who has looked at a finding as it stands; None where nobody has."""
        return looked_at.by(finding, answers)

    @staticmethod
    def looked_by(answers: Mapping[str, str]) -> list[str]:
        """Who has looked at each of the findings that answers tell of."""
        return looked_at.everybody(answers)

    def holding(self, answers: Mapping[str, str]) -> tuple[Finding, ...]:
        """The large findings that a draft with these answers waits for."""
        return looked_at.holding(self.findings, answers)

    def sheet(self, finding: Finding) -> str | None:
        """The sheet on which the row of a finding stands; None for a plain file or no row."""
        return self.sheets.get((finding.city_id, finding.year, finding.row or 0))


def of_draft(store: Store, draft: Draft) -> Examination:
    """Examine what a draft would bring, beside what is on file and the totals that it prints. Nothing is written.

    ``column`` of a finding is the header of the file's own column where one column alone can be meant. A draft that
    still waits for answers is not examined: half of its figures may be missing or in another unit.
    """
    if not draft.ready or draft.rows is None:
        return Examination()
    inventories = {(item.city_id, item.year, item.method) for item in draft.inventories}
    cities = {city_id for city_id, _, _ in inventories}
    if len(cities) > MOST_CITIES or len(inventories) > MOST_INVENTORIES or draft.imported > MOST_ROWS:
        return Examination(not_examined=_too_large(len(inventories), len(cities), draft.imported))
    table = draft.table

    def examined(rows: Any) -> tuple[Finding, ...]:
        return detective.of_rows(store, rows, draft.population, totals=draft.totals, approach=_approach(draft))

    found = examined(table)
    repaired, unfitting = proposals.fitting(table, draft.answers, examined)
    return Examination(
        tuple(_in_the_file(item, draft) for item in found),
        sheets=_sheets(table),
        proposed=proposals.of(table, found),
        repaired={key: _in_the_file(item, draft) for key, item in repaired.items()},
        unfitting=unfitting,
    )


def waiting(draft: Draft, examined: Examination, newest: Sequence[Revision] = ()) -> list[Problem]:
    """Why a draft that stands ready waits all the same: a large finding that nobody has looked at, or a repair that
    fits no longer. ``newest`` are the revisions of its city, the newest first, of which one may be the reason."""
    given = repaired_cells.given(draft.answers)
    outdated = [proposals.outdated(key, given[key], newest) for key in examined.unfitting]
    return [*outdated, *map(looked_at.problem, examined.holding(draft.answers))]


def insist(draft: Draft, examined: Examination, newest: Sequence[Revision] = ()) -> None:
    """Raise Refused, with what it waits for, for a draft that waits for a person (``waiting``)."""
    if found := waiting(draft, examined, newest):
        raise Refused(*found)


def looked_through(draft: Draft, examined: Examination, who: str) -> Draft:
    """The draft with the word of ``who`` for every large finding that it waits for."""
    said = {looked_at.question(item): who for item in examined.holding(draft.answers)}
    return replace(draft, answers={**draft.answers, **said})


def _approach(draft: Draft) -> str | None:
    """The approach that the whole file states, else the answer; None where its inventories state different ones."""
    stated = {said.approach for said in draft.about.values()} - {None}
    return draft.answers.get("approach") if not stated else next(iter(stated)) if len(stated) == 1 else None


def of_city(store: Store, city_id: str, revision: int | None = None) -> Examination:
    """Examine everything that is in force for a city, or was after ``revision``; no finding has rows of a file then."""
    return Examination(detective.of_city(store, city_id, revision))


def _too_large(inventories: int, cities: int, rows: int) -> Problem:
    held = counted("{number:,} inventory", "{number:,} inventories", inventories)
    of = counted("{number:,} city", "{number:,} cities", cities)
    # Translators: how much a file holds: "101 inventories of 3 cities in 5,000 rows".
    found = Sentence("{inventories} of {cities} in {rows:,} rows", inventories=held, cities=of, rows=rows)
    return warn(
        "not-examined",
        found,
        Sentence(
            "at most {inventories} inventories of {cities} cities in {rows:,} rows to look for findings on the way in",
            inventories=MOST_INVENTORIES,
            cities=MOST_CITIES,
            rows=MOST_ROWS,
        ),
        "Not examined: ask city by city once it is committed (python -m datasets findings CITY), or bring fewer.",
    )


def _sheets(table: Any) -> dict[tuple[str, int, int], str]:
    """Where the rows of a workbook stand. A row of two sheets that fill one inventory is that of the first."""
    names = table["source_sheet"].to_pylist()
    if not any(names):
        return {}
    places = zip(*(table[name].to_pylist() for name in ("city_id", "year", "source_row")), strict=True)
    found: dict[tuple[str, int, int], str] = {}
    for place, name in zip(places, names, strict=True):
        found.setdefault(place, name)
    return found


def _in_the_file(finding: Finding, draft: Draft) -> Finding:
    """A finding under the column name of the file, where a person looks for it."""
    field = "population" if finding.column == "population" else "value"
    columns = [match.column for match in draft.mapping if match.field == field]
    return replace(finding, column=columns[0]) if len(columns) == 1 and finding.row else finding


def as_dict(finding: Finding, sheet: str | None = None, repair: tuple[str, str] | None = None) -> dict[str, Any]:
    """A finding with plain values, as JSON prints it. ``row`` counts as a spreadsheet does; tonnes are of the gas that
    the inventory counts, and null where no factor turns the figure into tonnes. ``repair`` is the question and answer
    by which the file is taken with the repair."""
    return {
        "code": finding.code,
        "city": finding.city_id,
        "year": finding.year,
        "sheet": sheet,
        "row": finding.row,
        "column": finding.column,
        "rows": list(finding.rows),
        "tonnes_at_stake": finding.tonnes_at_stake,
        "should_be_t": finding.should_t,
        "message": finding.message,
        "repair": finding.repair,
        "places": [spot._asdict() for spot in finding.spots],
        "values": plain_values(finding.message),
        "door": DOOR,
        "settled": finding.settled or None,
        "share_of_total": finding.share,
        "repair_answer": list(repair) if repair else None,
    }


def place(finding: Finding, most: int = 6, of_city: bool = True) -> str:
    """Where to look, in words: ``Rows 9 and 41, column "value"``; the inventory where no file is known, ``of_city``
    with the id of its city."""
    rows = [str(row) for row in ([finding.row] if finding.row else []) + [x for x in finding.rows if x != finding.row]]
    if not rows:
        about = f"{finding.city_id} {finding.year}" if of_city else str(finding.year)
        return joined((about, finding.column), "comma") if finding.column else about
    rest = counted("{number} more", "{number} more", len(rows) - most)
    shown = listed([*rows[:most], rest] if len(rows) > most else rows)
    if finding.column:
        return counted(
            'Row {rows}, column "{column}"',
            'Rows {rows}, column "{column}"',
            len(rows),
            rows=shown,
            column=finding.column,
        )
    return counted("Row {rows}", "Rows {rows}", len(rows), rows=shown)


def lines(findings: Sequence[Finding], most: int | None = MOST_PRINTED) -> list[str]:
    """The findings as lines for a terminal, most tonnes at stake first, with the rest counted."""
    shown = findings if most is None else findings[:most]
    said = []
    for item in shown:
        tonnes = "tonnes not known" if item.tonnes_at_stake is None else f"{item.tonnes_at_stake:,.0f} t at stake"
        mark = "settled" if item.settled else "finding"
        last = item.settled or item.repair
        said.append(f"[{mark}] {place(item)} ({item.code}, {tonnes}): {item.message} {last}")
    if len(findings) > len(shown):
        said.append(f"          and {len(findings) - len(shown):,} more (all of them with --json)")
    return said
