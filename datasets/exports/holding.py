"""What is on file of one city, ready to be written down: every row in force with all its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from analytics.factors.heating import DegreeDays
from analytics.inventories.inventory import About, Population
from analytics.text import numerals
from analytics.text.problems import Problem, Refused
from analytics.vocabulary import METHOD_NAMES, Method, Quantity
from datasets.intake.checking import printed_figures
from datasets.intake.meaning.fields import QUALITY
from datasets.reference.naming import find_city
from datasets.store import CityRecord, GdpRow, InventoryRow, Store
from datasets.store.kinds import STATED
from datasets.store.kinds.grades import KIND as GRADES
from datasets.store.kinds.grades import Grade, counting

UNITS = {
    Quantity.ENERGY: "MWh",
    Quantity.CO2: "t CO2",
    Quantity.CH4: "t CH4",
    Quantity.N2O: "t N2O",
    Quantity.CO2E: "t CO2e",
}
"""In what each quantity is kept, and so exported."""
BESIDE_REASON = "They stand beside the inventories and in none of their rows; a backup holds them."
NOTES_REASON = "No table has a column for notes; a backup holds them."
PEOPLE_REASON = "It has no place for them; the long table holds them."
PRINTED_REASON = "No table has a place for them beside their parts; a backup holds them."


@dataclass(frozen=True)
class Holding:
    """The rows in force of a city. ``as_of`` is when the newest of their revisions was committed, in UTC."""

    city: CityRecord
    rows: tuple[InventoryRow, ...]
    population: Mapping[tuple[int, str], Population]
    about: Mapping[tuple[int, str], About]
    revisions: tuple[int, ...]
    as_of: datetime
    gdp: tuple[GdpRow, ...] = ()
    degree_days: tuple[DegreeDays, ...] = ()
    tables: Mapping[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    """What the city states beside its inventories and can be written as lines, by the name of its kind."""
    beside: Mapping[str, int] = field(default_factory=dict)
    """How many targets, actions and other statements of the city are on file, which are no rows of an inventory."""
    printed: Mapping[tuple[int, str], int] = field(default_factory=dict)
    """How many totals of an inventory its file printed otherwise than the sum of their parts."""
    grades: Mapping[tuple[object, ...], Mapping[str, str]] = field(default_factory=dict)
    """The grades of data quality of its rows by column (``QUALITY``), by year, method, measure and place of the row."""

    @property
    def inventories(self) -> tuple[tuple[int, str], ...]:
        """Year and method of each inventory, oldest first."""
        return tuple(sorted({(row.year, row.method) for row in self.rows}))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, each source once."""
        people = [item.source for key, item in self.population.items() if key in self.inventories]
        return tuple(dict.fromkeys([*sorted({row.source for row in self.rows}), *people]))

    def graded(self, row: InventoryRow) -> Mapping[str, str]:
        """The grades of a row by column; none where its file gave none."""
        return self.grades.get(row[1:4] + row[5:10], {})

    def beside_row(self, row: InventoryRow) -> Mapping[str, Any]:
        """What stands in the further columns of a row: its grades, and of the inhabitants of its inventory the year in
        which they were counted and their source."""
        people = self.population.get((row.year, row.method))
        counted = {"population_year": people.year, "population_source": people.source} if people else {}
        return {**self.graded(row), **{name: said for name, said in counted.items() if said is not None}}

    def of(self, year: int, method: str) -> tuple[InventoryRow, ...]:
        """The rows of one inventory."""
        return tuple(row for row in self.rows if (row.year, row.method) == (year, method))


def holding(store: Store, city: str, years: Sequence[int] = (), revision: int | None = None) -> Holding:
    """What is on file of a city, of ``years`` or of all, or was after ``revision``. Raises Refused where that is
    nothing, with what there is."""
    found = find_city(city, store.cities())
    with store.reader(revision) as reader:
        rows, kept, register = reader.inventory_rows(found.city_id), reader.in_force(found.city_id), reader.register
        of_files = {"columns of activity not taken from the files": len(reader.activity_left_out(found.city_id))}
        totals = printed_figures.totals(reader.printed_totals(found.city_id))
    differing = {key[1:]: sum(total.differs for total in held) for key, held in totals.items()}
    wanted = tuple(row for row in rows if not years or row.year in years)
    if not wanted:
        on_file = sorted({(row.year, row.method) for row in rows})
        named = ", ".join(f"{year} ({METHOD_NAMES[Method(method)]})" for year, method in on_file)
        asked = f" in {', '.join(map(str, years))}" if years else ""
        raise Refused(
            Problem(
                "block",
                "nothing-on-file",
                f"no inventory of {found.name}{asked}",
                f"one of {named}" if named else "a city with an inventory",
                "Choose another year or city.",
            )
        )
    revisions = tuple(sorted({row.revision for row in wanted}))
    as_of = max(store.revision(number).committed_at for number in revisions)
    of_city = [kind for kind in STATED if kind.of_city]
    stated = {kind.called: register.of(kind).get(found.city_id, ()) for kind in of_city}
    counts = {name: len(held) for name, held in stated.items()} | of_files
    beside = {name: count for name, count in counts.items() if count}
    tables = {}
    for kind in of_city:
        told = [entry for entry in stated[kind.called] if not years or _of_years(entry, years)]
        if kind.form is not None and told:
            tables[kind.name] = kind.form.lines([(found.city_id, entry) for entry in told])
    gdp, days = register.gdp.get(found.city_id, ()), register.degree_days.get(found.city_id, ())
    return Holding(
        found,
        wanted,
        kept.population,
        kept.about,
        revisions,
        as_of,
        gdp,
        days,
        tables,
        beside,
        differing,
        _graded(register.of(GRADES).get(found.city_id, ())),
    )


def _graded(entries: tuple[Grade, ...]) -> dict[tuple[object, ...], dict[str, str]]:
    """The grades that count, by row and column."""
    found: dict[tuple[object, ...], dict[str, str]] = {}
    columns = {part: name for name, part in QUALITY.items()}
    for entry in counting(entries):
        found.setdefault(entry[1:9], {})[columns[entry.part]] = entry.grade
    return found


def _of_years(entry: object, years: Sequence[int]) -> bool:
    """Whether an entry is of one of these years, or of all."""
    year = getattr(entry, "year", None)
    return year is None or year in years


def left_beside(holding: Holding, carried: Set[str] = frozenset()) -> list[tuple[str, str]]:
    """What no table of inventories holds, with the reasons: what the city states beside them (but for the kinds that
    are ``carried`` in a table of their own), the notes of an inventory, and what its file printed as totals."""
    kept = {kind.called for kind in STATED if kind.name in carried}
    found = [(f"{count} {name}", BESIDE_REASON) for name, count in holding.beside.items() if name not in kept]
    for key in holding.inventories:
        about = holding.about.get(key)
        if about and about.notes:
            found.append((f"{_named(*key)}: the notes on it", NOTES_REASON))
        if count := holding.printed.get(key):
            found.append((f"{_named(*key)}: totals that differ from their parts, as printed: {count}", PRINTED_REASON))
    return found


def people_left(holding: Holding, year_carried: bool = False) -> list[tuple[str, str]]:
    """What a format with the bare number of inhabitants leaves out of them: their source where it is not that of the
    rows, and the year in which they were counted where it is another (unless ``year_carried``)."""
    found = []
    for key in holding.inventories:
        people = holding.population.get(key)
        if people and people.source and people.source != holding.of(*key)[0].source:
            found.append((f'{_named(*key)}: the source of the inhabitants, "{people.source}"', PEOPLE_REASON))
        if people and people.year and not year_carried:
            found.append((f"{_named(*key)}: the year of the inhabitants, {people.year}", PEOPLE_REASON))
    return found


def _named(year: int, method: str) -> str:
    return f"{year}, {METHOD_NAMES[Method(method)]}"


def key_as_said(row: InventoryRow) -> str | None:
    """The notation key of a row as its file gave it, with the place that an IE points at: "IE (II.1.1)"; None for a
    row with a number."""
    said = numerals.read_one(row.original_text)
    return row.original_text.strip() if row.notation_key and said.key == row.notation_key else row.notation_key
