"""What is recorded, part by part: each gives names with answers, made anew by the program as it is."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from datasets import City, Refused, Store
from datasets.__main__ import main
from datasets.city import figure_tables, pair_table, stated_files
from datasets.city.trace import figure_names, verification
from datasets.intake import drafting
from datasets.intake.plans import listing
from datasets.reference.samples import open_store
from tests.benchmarks import programme
from tests.golden import corpus
from tests.golden.corpus import Given
from tests.golden.differences import HASH, plain
from tests.golden.personas import PERSONAS
from tests.samples import own_samples, sample_database

Answers = Iterator[tuple[str, Any]]
ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "data"
LARGEST_PUBLISHED = 2_000_000
MADE = 200
"""So many made cities are asked."""
TAKING_IN = ("--answer", "city:Testville=add", "--reason", "a persona city", "--looked-at")
"""How the files of persona cities are taken in."""
OF_A_CITY = (
    "status",
    "findings",
    "factors",
    "targets",
    "robustness",
    "uncertainties --draws 500",
    "actions",
    "drivers",
    "published",
    "explanations",
    "pairings",
    "hazards",
    "energy",
    "innovation",
    "frames",
    "partners",
    "peers",
    "duties --on 2026-12-01",
    "history",
    "knowledge --city",
    *(f"figures {table} " for table in figure_tables.titles()),
)
"""The commands that answer of a city, which is named last; a blank at the end puts it first."""
OF_ALL = (
    "cities",
    "cities --verdicts",
    "cities --find Torino",
    "cities --find Springfield",
    "duties --on 2026-12-01",
    "grid-factors IT",
    "grid-factors US",
    "knowledge buses",
    "knowledge heat pumps in old buildings",
    "verify",
    "tokens",
    "roles",
    "twin US-BAL IT0004",
    "twin US-BOS FR0009",
    "wastewater --people 1000 --bod 60 --protein 30",
    "convert IT0004 --year 2019 --to crf",
    "convert US-BOS --year 2020 --to covenant",
    "status Nowhere",
    "status",
)


def commands() -> Answers:
    """What every command says of the twelve cities."""
    with _samples() as path:
        for line in OF_ALL:
            yield line, _asked(path, *line.split())
        for city in _ids(path):
            for line in OF_A_CITY:
                words = line.split()
                words.insert(1 if line.endswith(" ") else len(words), city)
                yield " ".join(words), _asked(path, *words)


def made() -> Answers:
    """The verdict on cities that are made by rule, on each and on all at once."""
    with TemporaryDirectory() as folder:
        path = programme.build(Path(folder) / "made.duckdb", MADE)
        yield "cities --verdicts", _asked(path, "cities", "--verdicts")
        for city in _ids(path):
            yield f"status {city}", _asked(path, "status", city)


def passports() -> Answers:
    """Where each figure of the newest inventories of the twelve cities comes from."""
    with _samples() as path:
        for city in _ids(path):
            listed = _asked(path, "passport", city, "nothing")
            for named in listed["answer"]["problems"][0]["choices"]:
                kind, _, of = named.partition(":")
                for figure in [f"{kind}:{part}" for part in figure_names.PARTS.get(kind, ())] if of else [named]:
                    yield f"{city} {figure}", _asked(path, "passport", city, figure)


def statements() -> Answers:
    """What comes of every file of the corpus."""
    with own_samples() as store:
        for given in corpus.read():
            yield _name(given), outcome(store, given)


def published() -> Answers:
    """What comes of the published files beside the project."""
    with own_samples() as store:
        for path in sorted(PUBLISHED.rglob("*")):
            if path.suffix in (".csv", ".xlsx", ".xls", ".ods") and path.stat().st_size < LARGEST_PUBLISHED:
                yield path.relative_to(PUBLISHED).as_posix(), _drafted(store, path.read_bytes(), path.name)


def editions() -> Answers:
    """The tables and the chain of a database of each earlier edition, brought up to this one."""
    for file in sorted((ROOT / "tests" / "data" / "editions").glob("*.sql")):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "covenant.duckdb"
            with duckdb.connect(str(path)) as connection:
                connection.execute(file.read_text(encoding="utf-8"))
            with Store(path) as store:
                sound = verification.verify(store).sound
            with duckdb.connect(str(path), read_only=True) as connection:
                columns = connection.execute(
                    "SELECT table_name, column_name, data_type FROM duckdb_columns() ORDER BY table_name, column_index"
                ).fetchall()
                chain = connection.execute("SELECT revision, sha256 FROM chain ORDER BY revision").fetchall()
            yield file.stem, {"sound": sound, "columns": [" ".join(row) for row in columns], "chain": chain}


def personas() -> Answers:
    """What is said of each persona city, and what its first screen says."""
    from tests.golden import screens

    for name, persona in PERSONAS.items():
        with _samples() as path:
            for number, file in enumerate(persona.files):
                written = path.with_name(f"{name}-{number}.csv")
                written.write_text(file, encoding="utf-8")
                yield f"{name} import {number}", _asked(path, "import", str(written), *TAKING_IN)
            for line in persona.commands:
                yield f"{name} {line}", _asked(path, *line.split())
            for city in persona.shown:
                yield f"{name} screen {city}", screens.first(path, city)


def pages() -> Answers:
    """The texts of every page: of all cities in English, of a rich one in every language."""
    from tests.golden import screens

    with _samples() as path:
        yield from screens.pages(path, _ids(path))


def decks() -> Answers:
    """The words and the values of the charts of every deck."""
    from tests.golden import screens

    with _samples() as path:
        yield from screens.decks(path, _ids(path))


PARTS: Mapping[str, Callable[[], Answers]] = {
    "commands": commands,
    "made": made,
    "passports": passports,
    "statements": statements,
    "published": published,
    "editions": editions,
    "personas": personas,
    "pages": pages,
    "decks": decks,
}


@contextmanager
def _samples() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield sample_database(Path(folder) / "covenant.duckdb")


def _ids(path: Path) -> list[str]:
    with open_store(path) as store:
        return [city.city_id for city in store.cities()]


def _asked(path: Path, *words: str) -> dict[str, Any]:
    """What a command answers, with its exit status."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status: Any = main([*words, "--database", str(path), "--json"])
        except SystemExit as stopped:
            status = stopped.code
        except Exception as fault:  # one fault is one difference, and the other answers are still compared
            status = _fault(fault)
    text = HASH.sub("HASH", out.getvalue().replace(str(path.parent), "FOLDER"))
    try:
        answer = json.loads(text)
    except ValueError:
        answer = text.splitlines()
    return {
        "status": status,
        "answer": answer,
        "beside": err.getvalue().replace(str(path.parent), "FOLDER").splitlines(),
    }


def _fault(fault: Exception) -> str:
    return f"FAULT {type(fault).__name__}: {fault}"


def _name(given: Given) -> str:
    """By what an input is found again: its kind, its name, and the digest of all of it."""
    return f"{given.kind} {given.name[:60]} {hashlib.sha256(corpus.line(given).encode()).hexdigest()[:12]}"


def outcome(store: Store, given: Given) -> Any:
    """What one file of the corpus comes to."""
    try:
        return _TAKEN[given.kind.partition(" ")[0]](store, given)
    except Refused as refusal:
        return {"refused": [problem.as_dict() for problem in refusal.problems]}
    except Exception as fault:
        return _fault(fault)


def _drafted(store: Store, data: bytes, name: str) -> Any:
    """What a published file comes to. It is others', and stays where it is: of its rows a digest is kept."""
    found = drafting.draft(store, data, name)
    table = plain(found.table.to_pylist()) if found.table is not None else []
    return {
        "outcome": found.outcome,
        "layout": found.layout,
        "counts": [found.rows_in, found.imported, found.rejected, found.ignored],
        "problems": [f"{one.severity} {one.code} {one.key or ''}" for one in found.problems],
        "inventories": found.inventories,
        "rows": hashlib.sha256(json.dumps(table).encode()).hexdigest(),
    }


def _statements(store: Store, given: Given) -> Any:
    with store.reader() as reader:
        found = stated_files.read(reader, given.data, given.name, given.city or None)
    return {
        "rows": found.rows,
        "entries": {kind: [one._asdict() for one in held] for kind, held in found.entries.items()},
        "problems": [problem.as_dict() for problem in found.problems],
    }


def _figures(store: Store, given: Given) -> Any:
    table = City(store, "IT0004").figures(given.kind.partition(" ")[2])
    edit = table.merged(given.data, given.name)
    effect = City(store, "IT0004").figures_effect(edit)
    return {"rows": edit.rows, "changes": effect.changes, "doubts": effect.doubts}


def _pairs(store: Store, given: Given) -> Any:
    register = store.register()
    city = register.by_id.get(given.city) or register.by_id["US-BOS"]  # a city of that test alone
    speaker = pair_table.Speaker(city, "Ada", register)
    return [one._asdict() for one in pair_table.from_table(given.data, given.name, speaker)]


def _actions(store: Store, given: Given) -> Any:
    found = listing.draft(store, given.data, given.name, given.city, given.answers)
    counts = [found.rows_in, found.imported, found.rejected]
    problems = [problem.as_dict() for problem in found.problems]
    return {"ready": found.ready, "counts": counts, "problems": problems, "actions": found.actions}


_TAKEN: Mapping[str, Callable[[Store, Given], Any]] = {
    "statements": _statements,
    "figures": _figures,
    "pairs": _pairs,
    "actions": _actions,
}
