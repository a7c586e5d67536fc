"""Verifying a database: that its ledger is what was committed, and that every figure follows from the rows of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.commitment.targets import KIND_NAMES
from analytics.commitment.trajectory import PATHS
from analytics.passport import Passport
from analytics.text import numerals
from analytics.text.problems import Refused
from analytics.text.rereading import AGREES, reread, steps_of
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, Method, NotationKey, Quantity, measure
from datasets.city import assessment, overview
from datasets.city.trace.passports import CityFigures
from datasets.intake.checking import fuel_steps, repaired_cells
from datasets.store import Reader, Store
from datasets.store import chain as chains

if TYPE_CHECKING:
    import pyarrow

VALUE_WORDS = {
    "sector": frozenset(SECTORS),
    "carrier": frozenset(CARRIERS),
    "gpc_ref": frozenset(GPC_REFERENCES),
    "method": frozenset(method.value for method in Method),
    "quantity": frozenset(quantity.value for quantity in Quantity),
    "notation_key": frozenset(key.value for key in NotationKey),
}
"""What a word of a row can be, by column."""
TARGET_WORDS = {
    "kind": frozenset(KIND_NAMES),
    "path": frozenset(PATHS),
    "method": VALUE_WORDS["method"],
}
"""What a word of a target can be, by field."""
CHECKS = {
    # Translators: what a check of the database looks at: the chain of hashes, a row, the text of a cell, a figure.
    "chain": Sentence("chain"),
    "row": Sentence("row"),
    "text": Sentence("text"),
    "figure": Sentence("figure"),
    # Translators: the list of all commits that is kept beside the database.
    "heads": Sentence("list of commits"),
    # Translators: the ledger of several dashboards, on a PostgreSQL server.
    "ledger": Sentence("ledger of the server"),
}
NOTHING, FIGURES = Sentence("nothing"), Sentence("figures")
Step = Callable[[str], None]
STUMBLED = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError)
"""What a calculation raises over content that the program never writes: a difference, and no fault of the check."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be: ``check`` is one of ``CHECKS``, ``where`` it stands in the database."""

    check: str
    where: str
    expected: str
    found: str

    def sentence(self) -> str:
        """The difference as a person reads it."""
        return Sentence(
            "[{check}] {place}: expected {expected}, found {found}.",
            check=CHECKS[self.check],
            place=self.where,
            expected=self.expected,
            found=self.found,
        )


@dataclass(frozen=True)
class Verification:
    """What was looked at and what was wrong. ``head`` is the newest hash of the chain, to be noted down elsewhere:
    with it a later check can tell that no revision was taken away."""

    head: str
    counts: dict[str, int]
    differences: tuple[Difference, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.differences

    def as_dict(self) -> dict[str, Any]:
        """The answer of ``verify --json``."""
        return {
            "outcome": "sound" if self.sound else "different",
            "head": self.head,
            "counts": self.counts,
            "differences": [
                {"check": item.check, "place": item.where, "expected": item.expected, "found": item.found}
                for item in self.differences
            ],
        }

    def lines(self) -> Iterator[str]:
        """The answer as people read it."""
        yield from (item.sentence() for item in self.differences)
        yield ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self.counts.items())
        yield f"newest hash of the chain: {self.head}"
        yield "sound" if self.sound else f"{len(self.differences):,} differences"


def verify(store: Store, head: str | None = None, step: Step = lambda _name: None) -> Verification:
    """Recompute the chain, every row's value from its text, and every figure of every city, and compare.

    ``head`` is a hash noted down earlier, which must be in the chain; ``step`` is told what is looked at, one of
    ``CHECKS``, again and again, and what it raises ends the check. Nothing is raised for what is wrong; every
    difference is in the answer. Standings are computed twice, for each city from its own rows and for all of them from
    sums; every figure is computed again from the rows up. Revisions that come meanwhile are not looked at.
    """
    counts: Counter[str] = Counter(
        dict.fromkeys(("revisions", "rows", "values_read_again", "values_taken_as_stored", "cities", "figures"), 0)
    )
    noted = store.heads.noted() if store.heads is not None else []  # before the chain, which only grows
    with store.reader() as reader:
        newest, links = reader.newest_revision(), reader.links()
    differences = [*_noted(noted, links), *_chain(store, newest, links, head, step), *_ledger(store, step)]
    step("row")
    differences += _rows(store, newest, counts)
    differences += [
        *_in_force(store),
        *_sheltered(_figures(store, counts, step), "figure", Sentence("the register of the cities")),
    ]
    counts["revisions"] = newest
    return Verification(links[max(links)] if links else chains.BEGINNING, dict(counts), tuple(differences))


# The chain


def _chain(store: Store, newest: int, links: dict[int, str], head: str | None, step: Step) -> Iterator[Difference]:
    for revision, made, now in store.seals(range(max([newest, *links]) + 1)):
        step("chain")
        place = Sentence("revision {revision}", revision=revision)
        if revision not in links:
            yield Difference("chain", place, Sentence("a hash in the chain"), Sentence("none"))
            continue
        broken = list(_parts(place, made, now))
        yield from broken
        before = links.get(revision - 1, chains.BEGINNING)
        expected = chains.joined(before, revision, made)
        if expected != links[revision]:
            wanted = Sentence("the hash {hash}… of its parts", hash=expected[:12])
            yield Difference("chain", place, wanted, f"{links[revision][:12]}…")
    if head is not None and head not in links.values():
        wanted = Sentence("the hash {hash}… noted down earlier", hash=head[:12])
        yield Difference("chain", Sentence("the chain"), wanted, Sentence("a chain without it"))


def _noted(heads: list[chains.Head], links: dict[int, str]) -> Iterator[Difference]:
    """Commits of the list beside the database that the chain does not hold."""
    for noted in heads:
        found = links.get(noted.revision)
        if found != noted.sha256:
            place = Sentence("revision {revision}", revision=noted.revision)
            wanted = Sentence("the hash {hash}… noted with the commit", hash=noted.sha256[:12])
            yield Difference("heads", place, wanted, Sentence("none") if found is None else f"{found[:12]}…")


def _ledger(store: Store, step: Step) -> Iterator[Difference]:
    """What is wrong with the ledger of the server that the database follows, read there anew."""
    if store.followed is None:
        return
    step("ledger")
    try:
        store.followed.look_through()
    except Refused as refusal:
        for problem in refusal.problems:
            yield Difference("ledger", store.followed.ledger.name, problem.expected, problem.found)


def _parts(place: str, made: list[chains.Seal], now: list[chains.Seal]) -> Iterator[Difference]:
    """The blocks of rows that are not what was sealed, each with its table and its rows of the file."""
    for name in dict.fromkeys(seal.table for seal in (*made, *now)):
        before = [seal for seal in made if seal.table == name]
        after = [seal for seal in now if seal.table == name]
        for number in range(max(len(before), len(after))):
            was = before[number] if number < len(before) else None
            found = after[number] if number < len(after) else None
            if was is not None and found is not None and was.sha256 == found.sha256:
                continue
            shown = was or found
            assert shown is not None
            at = Sentence("{place}, table {table}", place=place, table=name)
            if shown.first_row is not None:
                at = Sentence(
                    "{place}, table {table}, rows {first} to {last} of its file",
                    place=place,
                    table=name,
                    first=shown.first_row,
                    last=shown.last_row,
                )
            expected = Sentence("what was committed") if was else NOTHING
            yield Difference("chain", at, expected, Sentence("something else") if found else NOTHING)


# The rows


def _rows(store: Store, newest: int, counts: Counter[str]) -> Iterator[Difference]:
    for revision in range(1, newest + 1):
        table = store.rows_of(revision)
        counts["rows"] += table.num_rows
        if table.num_rows:
            place = Sentence("revision {revision}, table {table}", revision=revision, table="inventory_rows")
            yield from _sheltered(_words(table, revision), "row", place)
            yield from _sheltered(_texts(store, table, revision, counts), "text", place)


def _in_force(store: Store) -> Iterator[Difference]:
    """Tables put in force that no revision holds, and words of these entries and of targets that mean nothing."""
    methods = VALUE_WORDS["method"]
    for revision, slot, content in store.stray_slots(sorted(methods)):
        place = Sentence(
            "revision {revision}, table slots ({city} {year} {measure})",
            revision=revision,
            city=slot.city_id,
            year=slot.year,
            measure=slot.measure,
        )
        if slot.method not in methods:
            yield Difference("row", place, Sentence("a known {field}", field="method"), f'"{slot.method}"')
        else:
            expected = Sentence("content of a revision that is on file, at most {revision}", revision=revision)
            yield Difference("row", place, expected, Sentence("content of revision {revision}", revision=content))
    for target in (target for mine in store.register().targets.values() for target in mine):
        for name, known in TARGET_WORDS.items():
            word = getattr(target, name)
            if word not in known:
                place = Sentence("table targets ({city}, the target for {year})", city=target.city_id, year=target.year)
                yield Difference("row", place, Sentence("a known {field}", field=name), f'"{word}"')


def _sheltered(found: Iterator[Difference], check: str, place: str) -> Iterator[Difference]:
    """Differences as they are found, and one more where what stands in the file lets no further one be computed."""
    try:
        yield from found
    except Refused as refusal:  # such as an amount that no formula takes
        yield Difference(check, place, FIGURES, refusal.problems[0].sentence().rstrip("."))
    except STUMBLED as fault:
        said = Sentence(
            "content that stops the calculation ({kind}: {fault})", kind=type(fault).__name__, fault=str(fault)
        )
        yield Difference(check, place, FIGURES, said)


def _place(table: pyarrow.Table, revision: int, row: int) -> str:
    city, year, number = (table.column(name)[row].as_py() for name in ("city_id", "year", "source_row"))
    return Sentence(
        "revision {revision}, row {row} ({city} {year})", revision=revision, row=number, city=city, year=year
    )


def _words(table: pyarrow.Table, revision: int) -> Iterator[Difference]:
    """Words that mean nothing, a value beside a key, and a quantity in the wrong table."""
    for name, known in VALUE_WORDS.items():
        column = table.column(name)
        unknown = {word for word in column.unique().to_pylist() if word is not None} - known
        for row, word in enumerate(column.to_pylist() if unknown else ()):
            if word in unknown:
                yield Difference(
                    "row", _place(table, revision, row), Sentence("a known {field}", field=name), f'"{word}"'
                )
    both = table.column("value").is_valid().to_numpy() == table.column("notation_key").is_valid().to_numpy()
    for place in np.flatnonzero(both).tolist():
        expected, found = Sentence("a number or a notation key"), Sentence("both or neither")
        yield Difference("row", _place(table, revision, place), expected, found)
    quantities, measures = table.column("quantity").to_pylist(), table.column("measure").to_pylist()
    wrong = {pair for pair in set(zip(quantities, measures, strict=True)) if measure(pair[0]).value != pair[1]}
    for row, pair in enumerate(zip(quantities, measures, strict=True) if wrong else ()):
        if pair in wrong:
            found = Sentence("{quantity} among {measure}", quantity=pair[0], measure=pair[1])
            yield Difference("row", _place(table, revision, row), Sentence("a quantity of its table"), found)


def _texts(store: Store, table: pyarrow.Table, revision: int, counts: Counter[str]) -> Iterator[Difference]:
    """Values that are not what their text says in its unit, with what was answered, and keys that are not what is
    written."""
    texts, stated, quantities, values, keys = (
        table.column(name).to_pylist()
        for name in ("original_text", "original_unit", "quantity", "value", "notation_key")
    )
    carriers, answers = table.column("carrier").to_pylist(), store.revision(revision).answers
    sheets, rows, columns = (table.column(name).to_pylist() for name in ("source_sheet", "source_row", "source_column"))
    for row in _doubtful(table, counts):
        if values[row] is None:
            said = numerals.read_one(texts[row]).key
            if said is not None and said != keys[row]:
                expected = Sentence('"{text}" as written', text=said)
                yield Difference("text", _place(table, revision, row), expected, f'"{keys[row]}"')
            continue
        answered = fuel_steps.again(carriers[row], stated[row], answers) if quantities[row] == Quantity.ENERGY else ()
        where = (sheets[row], rows[row], columns[row])
        answered, _times = repaired_cells.steps(where, stated[row], quantities[row], answered, answers)
        again = reread(texts[row], stated[row], quantities[row], values[row], answered)
        counts["values_read_again" if again.number is not None else "values_taken_as_stored"] += 1
        if not again.agrees:
            assert again.number is not None
            assert again.step is not None
            expected = Sentence(
                '{number} from "{text}" {unit}',
                number=repr(again.number * again.step),
                text=texts[row],
                unit=stated[row],
            )
            yield Difference("text", _place(table, revision, row), expected, repr(values[row]))


def _doubtful(table: pyarrow.Table, counts: Counter[str]) -> list[int]:
    """The rows that a fast reading of whole columns does not settle: keys, open texts, and values that differ."""
    import pandas as pd

    texts = table.column("original_text").to_pandas()
    values = table.column("value").to_pandas().to_numpy(dtype=np.float64, na_value=np.nan)
    numbers = numerals.read(pd.Series(texts)).values.to_numpy(dtype=np.float64)
    units = table.column("original_unit").to_pandas().astype(str) + "\n" + table.column("quantity").to_pandas()
    codes, pairs = pd.factorize(units)
    steps = np.array([known[0] if len(known := steps_of(*pair.split("\n"))) == 1 else np.nan for pair in pairs])
    found = numbers * steps[codes]
    settled = np.abs(found - values) <= AGREES * np.maximum(np.abs(found), np.abs(values))
    counts["values_read_again"] += int(settled.sum())
    return [int(row) for row in np.flatnonzero(~settled)]


# The figures


def _figures(store: Store, counts: Counter[str], step: Step) -> Iterator[Difference]:
    with store.reader() as reader:
        yield from _sheltered(_twice(reader), "figure", Sentence("the register of the cities"))
        for city in reader.register.cities:
            step("figure")
            counts["cities"] += 1
            yield from _sheltered(_of_city(reader, city.city_id, counts), "figure", city.city_id)


def _twice(reader: Reader) -> Iterator[Difference]:
    """Cities whose standing from the sums of all rows is another than that from their own rows."""
    every = overview.read(reader)
    for number, city in enumerate(every.cities):
        line, own = every.line(number), assessment.read(reader, city.city_id).leading
        year, emissions_t = (own.latest.year, own.latest.emissions_t) if own.latest else (None, None)
        same = (line.verdict, line.year) == (own.verdict, year)
        if not (same and _alike(line.emissions_t, emissions_t) and _alike(line.gap_t, own.gap_t)):
            expected = Sentence("the same standing from the sums of all rows")
            yield Difference("figure", city.city_id, expected, Sentence("another"))


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=AGREES, abs_tol=1e-6)


def _of_city(reader: Reader, city_id: str, counts: Counter[str]) -> Iterator[Difference]:
    found = CityFigures(reader, city_id)
    for inventory in found.report.inventories:
        place = f"{city_id} {inventory.year} {inventory.method}"
        for name, made in found.of_inventory(inventory):
            counts["figures"] += 1
            yield from _figure(f"{place}, {name}", made)
    for name, made in (*found.actions(), *found.experiences()):
        counts["figures"] += 1
        yield from _figure(f"{city_id}, {name}", made)
    for progress in found.report.progress:
        if progress.target is None:
            continue
        for name, made in found.progress(progress):
            counts["figures"] += 1
            yield from _figure(f"{city_id}, {progress.target.name}, {name}", made)


def _figure(place: str, made: Passport) -> Iterator[Difference]:
    for part in made.faults():
        at = joined((place, part.name), "comma")
        expected = Sentence("{number} by {step}", number=repr(part.stepped()), step=part.step)
        yield Difference("figure", at, expected, repr(part.value))
    whole = made.recomputed()
    if not made.holds(whole):
        expected = Sentence("{number} from its rows", number=repr(whole))
        yield Difference("figure", place, expected, repr(made.value))
