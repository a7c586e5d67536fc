"""Verifying a database: that its ledger is what was committed, and that every figure follows from the rows of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
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
from analytics.text.sentences import Sentence, joined, listed
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, Method, NotationKey, Quantity, Verdict, measure
from datasets.city import overview
from datasets.city.trace.passports import CityFigures
from datasets.intake.checking import fuel_steps, repaired_cells
from datasets.intake.meaning import tag_answers
from datasets.store import Reader, Store, signatures
from datasets.store import chain as chains
from datasets.store.signatures import Signatures, Signed

if TYPE_CHECKING:
    from pathlib import Path

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
    # Translators: what the holder of a key signed of the database.
    "signature": Sentence("signature"),
    # Translators: the ledger of several dashboards, on a PostgreSQL server.
    "ledger": Sentence("ledger of the server"),
}
NOTHING, FIGURES = Sentence("nothing"), Sentence("figures")
Step = Callable[[str], None]
Answers = Mapping[int, Mapping[str, str]]
"""By revision what was answered about its file."""
Standing = tuple[Verdict, int | None, float | None, float | None]
"""The verdict on a city, its newest year, and the emissions and the gap in tonnes."""
Look = Callable[["pyarrow.Table", Answers, Counter[str]], Iterator["Difference"]]
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
    with it a later check can tell that no revision was taken away. ``signed`` is what was signed last by the key that
    was named; ``earlier`` are the revisions whose time is before that of the one before them, which is told, and no
    difference."""

    head: str
    counts: dict[str, int]
    differences: tuple[Difference, ...]
    signed: Signed | None = None
    earlier: tuple[int, ...] = ()

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
            "clock_went_back": list(self.earlier),
            "signed": self.signed and self.signed.as_dict(),
            "differences": [
                {"check": item.check, "place": item.where, "expected": item.expected, "found": item.found}
                for item in self.differences
            ],
        }

    def lines(self) -> Iterator[str]:
        """The answer as people read it."""
        yield from (item.sentence() for item in self.differences)
        yield ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self.counts.items())
        if self.earlier:
            numbers = ", ".join(map(str, self.earlier))
            yield f"the clock went back; revisions with an earlier time than the one before: {numbers}"
        yield f"newest hash of the chain: {self.head}"
        if self.signed is not None:
            (revision, sha256), at, key = self.signed[:3]
            later = f"{max(self.counts['revisions'] - revision, 0):,} later revisions are not signed"
            yield f"signed last: revision {revision} (hash {sha256[:12]}…) at {at} by the key {key[:16]}…; {later}"
        yield "sound" if self.sound else f"{len(self.differences):,} differences"


def verify(
    store: Store, head: str | None = None, step: Step = lambda _name: None, signed_by: Path | None = None
) -> Verification:
    """Recompute the chain, every row's value from its text, and every figure of every city, and compare.

    ``head`` is a hash noted down earlier, which must be in the chain; ``step`` is told what is looked at, one of
    ``CHECKS``, again and again, and what it raises ends the check; what a key signed last (``signed_by``, the file of
    the public one) must be in the chain, too. Nothing is raised for what is wrong but a file that is no key; every
    difference is in the answer. Standings are computed twice, for each city from its own rows and for all of them from
    sums; every figure is computed again from the rows up. Revisions that come meanwhile are not looked at.
    """
    counts: Counter[str] = Counter(
        dict.fromkeys(("revisions", "rows", "values_read_again", "values_taken_as_stored", "cities", "figures"), 0)
    )
    key = None if signed_by is None else signatures.public_key(signed_by)
    noted = store.heads.noted() if store.heads is not None else []  # before the chain, which only grows
    signed = signatures.of_key(store.heads.texts() if store.heads is not None else (), key) if key else None
    with store.reader() as reader:
        newest, links = reader.newest_revision(), reader.links()
    differences = [*_noted(noted, links), *_chain(store, newest, links, head, step), *_ledger(store, step)]
    if key is not None and signed is not None:
        differences += _signed(signed, key, links)
    step("row")
    with store.reader() as reader:
        differences += _rows(reader, newest, counts)
        earlier = reader.clock_went_back()
    differences += [
        *_in_force(store),
        *_sheltered(_figures(store, counts, step), "figure", Sentence("the register of the cities")),
    ]
    counts["revisions"] = newest
    return Verification(
        links[max(links)] if links else chains.BEGINNING,
        dict(counts),
        tuple(differences),
        signed and signed.last,
        tuple(earlier),
    )


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


def _signed(found: Signatures, key: str, links: dict[int, str]) -> Iterator[Difference]:
    """What speaks against a ledger that should be as the holder of a key signed it."""
    place = Sentence("the list of commits")
    wanted = Sentence("what the key {key}… signed", key=key[:16])
    if found.forged:
        said = Sentence("lines with its name that it did not sign: {count}", count=found.forged)
        yield Difference("signature", place, wanted, said)
    if found.last is None:
        others = listed([f"{other[:16]}…" for other in found.others])
        said = Sentence("signatures of other keys: {others}", others=others) if found.others else Sentence("none")
        yield Difference("signature", place, wanted, said)
        return
    revision, sha256 = found.last.head
    now = links.get(revision)
    if now != sha256:
        at = Sentence("revision {revision}", revision=revision)
        signed = Sentence("the hash {hash}…, signed at {at}", hash=sha256[:12], at=found.last.at)
        yield Difference("signature", at, signed, Sentence("none") if now is None else f"{now[:12]}…")


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


def _rows(reader: Reader, newest: int, counts: Counter[str]) -> Iterator[Difference]:
    for table, answers in reader.rows_together(newest):
        counts["rows"] += table.num_rows
        yield from _looked_at(_words, "row", table, answers, counts)
        yield from _looked_at(_texts, "text", table, answers, counts)


def _looked_at(
    look: Look, check: str, table: pyarrow.Table, answers: Answers, counts: Counter[str]
) -> Iterator[Difference]:
    """What is wrong in rows of many revisions, which are looked at together; by themselves where one stops the look."""
    import pyarrow.compute as pc

    numbers = table.column("revision").unique().to_pylist()
    if len(numbers) > 1:
        counted: Counter[str] = Counter()
        with suppress(Refused, *STUMBLED):
            found = list(look(table, answers, counted))
            counts.update(counted)
            yield from found
            return
    for number in numbers:
        place = Sentence("revision {revision}, table {table}", revision=number, table="inventory_rows")
        alone = table.filter(pc.equal(table.column("revision"), number)) if len(numbers) > 1 else table
        yield from _sheltered(look(alone, answers, counts), check, place)


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
            expected = Sentence("content of a recorded revision, at most {revision}", revision=revision)
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


def _place(table: pyarrow.Table, row: int) -> str:
    revision, city, year, number = (
        table.column(name)[row].as_py() for name in ("revision", "city_id", "year", "source_row")
    )
    return Sentence(
        "revision {revision}, row {row} ({city} {year})", revision=revision, row=number, city=city, year=year
    )


def _words(table: pyarrow.Table, _answers: Answers, _counts: Counter[str]) -> Iterator[Difference]:
    """Words that mean nothing, a value beside a key, and a quantity in the wrong table."""
    for name, known in VALUE_WORDS.items():
        column = table.column(name)
        unknown = {word for word in column.unique().to_pylist() if word is not None} - known
        for row, word in enumerate(column.to_pylist() if unknown else ()):
            if word in unknown:
                yield Difference("row", _place(table, row), Sentence("a known {field}", field=name), f'"{word}"')
    both = table.column("value").is_valid().to_numpy() == table.column("notation_key").is_valid().to_numpy()
    for place in np.flatnonzero(both).tolist():
        expected, found = Sentence("a number or a notation key"), Sentence("both or neither")
        yield Difference("row", _place(table, place), expected, found)
    quantities, measures = table.column("quantity").to_pylist(), table.column("measure").to_pylist()
    wrong = {pair for pair in set(zip(quantities, measures, strict=True)) if measure(pair[0]).value != pair[1]}
    for row, pair in enumerate(zip(quantities, measures, strict=True) if wrong else ()):
        if pair in wrong:
            found = Sentence("{quantity} among {measure}", quantity=pair[0], measure=pair[1])
            yield Difference("row", _place(table, row), Sentence("a quantity of its table"), found)


def _texts(table: pyarrow.Table, answers: Answers, counts: Counter[str]) -> Iterator[Difference]:
    """Values that are not what their text says in its unit, with what was answered, and keys that are not what is
    written."""
    # The rows that a fast reading of whole columns does not settle: keys, open texts, and values that differ.
    import pandas as pd

    values = table.column("value").to_pandas().to_numpy(dtype=np.float64, na_value=np.nan)
    cells = table.column("original_text").cast("string").combine_chunks()
    numbers = numerals.read_cells(cells).values
    units = table.column("original_unit").to_pandas().astype(str) + "\n" + table.column("quantity").to_pandas()
    codes, pairs = pd.factorize(units)
    steps = np.array([known[0] if len(known := steps_of(*pair.split("\n"))) == 1 else np.nan for pair in pairs])
    found = numbers * steps[codes]
    settled = np.abs(found - values) <= AGREES * np.maximum(np.abs(found), np.abs(values))
    counts["values_read_again"] += int(settled.sum())
    table = table.take(np.flatnonzero(~settled))
    for number, row in enumerate(table.to_pylist()):
        text, stated, quantity, value = (row[name] for name in ("original_text", "original_unit", "quantity", "value"))
        if value is None:
            said = numerals.read_one(text).key
            if said is not None and said != row["notation_key"]:
                expected = Sentence('"{text}" as written', text=said)
                yield Difference("text", _place(table, number), expected, f'"{row["notation_key"]}"')
            continue
        given = answers.get(row["revision"], {})
        where = (row["source_sheet"], row["source_row"], row["source_column"])
        stated = tag_answers.at(given, tag_answers.UNIT, where) or stated
        answered = fuel_steps.again(row["carrier"], stated, given) if quantity == Quantity.ENERGY else ()
        answered, _times = repaired_cells.steps(where, stated, quantity, answered, given)
        again = reread(text, stated, quantity, value, answered)
        counts["values_read_again" if again.number is not None else "values_taken_as_stored"] += 1
        if not again.agrees:
            assert again.number is not None
            assert again.step is not None
            amount = repr(again.number * again.step)
            expected = Sentence('{number} from "{text}" {unit}', number=amount, text=text, unit=stated)
            yield Difference("text", _place(table, number), expected, repr(value))


# The figures


def _figures(store: Store, counts: Counter[str], step: Step) -> Iterator[Difference]:
    with store.reader() as reader:
        standings: dict[str, Standing] = {}
        yield from _sheltered(_from_sums(reader, standings), "figure", Sentence("the register of the cities"))
        for city in reader.register.cities:
            step("figure")
            counts["cities"] += 1
            of_city = _of_city(reader, city.city_id, standings.get(city.city_id), counts)
            yield from _sheltered(of_city, "figure", city.city_id)


def _from_sums(reader: Reader, standings: dict[str, Standing]) -> Iterator[Difference]:
    """Note the standing of each city from the sums of all rows, to be held against that from its own rows."""
    every = overview.read(reader)
    for number, city in enumerate(every.cities):
        line = every.line(number)
        standings[city.city_id] = (line.verdict, line.year, line.emissions_t, line.gap_t)
    yield from ()


def _same(one: Standing, other: Standing) -> bool:
    return one[:2] == other[:2] and all(map(_alike, one[2:], other[2:]))


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=AGREES, abs_tol=1e-6)


def _of_city(reader: Reader, city_id: str, from_sums: Standing | None, counts: Counter[str]) -> Iterator[Difference]:
    found = CityFigures(reader, city_id)
    own, latest = found.report.leading, found.report.leading.latest
    year, emissions_t = (latest.year, latest.emissions_t) if latest else (None, None)
    if from_sums is not None and not _same(from_sums, (own.verdict, year, emissions_t, own.gap_t)):
        expected = Sentence("the same standing from the sums of all rows")
        yield Difference("figure", city_id, expected, Sentence("another"))
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
