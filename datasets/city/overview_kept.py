"""The standing of every city as a file beside the database, from which the next start goes on.

Anybody may delete it, and it is never a source: it counts only in the very ledger and by the very program and tables by
which it was made, and every city of which anything was said since is read anew (``renewal``).
"""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from analytics.commitment.verdict_tables import Standing, Targets, Totals
from datasets.city.programme_standing import CodedWords, Programme
from datasets.store import Reader, disk

ENDING = "overview"
_TABLES: tuple[tuple[str, Any], ...] = (("totals", Totals), ("targets", Targets), ("standing", Standing))
_BY_CITY = ("leading", "newest")
_ROOT = Path(__file__).resolve().parents[2]
_MAKERS = ("analytics", "datasets")


@cache
def program() -> str:
    """A hash of all code and tables by which figures are worked out: whatever changes in them changes it."""
    found = hashlib.sha256()
    for path in sorted(path for room in _MAKERS for path in (_ROOT / room).rglob("*.*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(_ROOT)}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def packed(found: Programme, reader: Reader) -> bytes:
    """A programme as the bytes that ``unpacked`` reads in the ledger of the ``reader``."""
    about = {
        "program": program(),
        "revision": found.revision,
        "head": reader.links().get(found.revision),
        "this_year": found.this_year,
        "words": found.words,
        "cities": [city.city_id for city in found.cities],
    }
    columns = {f"{name}.{field.name}": getattr(getattr(found, name), field.name) for name, field in _columns()}
    by_city = {name: getattr(found, name) for name in _BY_CITY}
    told = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, about=told, **by_city, **columns)
    return file.getvalue()


def unpacked(data: bytes, reader: Reader) -> Programme | None:
    """The programme as it was packed; None where the bytes are damaged, of another ledger, of a later revision than the
    ``reader`` sees, or made by another edition of the program. Whatever was said of a city since is not in it."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            held = {name: file[name] for name in file.files}
        about = json.loads(held["about"].tobytes())
    except (BadZipFile, EOFError, KeyError, OSError, ValueError):
        return None
    known, head = reader.register.by_id, reader.links().get(about["revision"])
    if about["program"] != program() or head is None or head != about["head"] or about["revision"] > reader.as_of:
        return None
    if not known.keys() >= set(about["cities"]):
        return None
    tables = {name: table(*(held[f"{name}.{field.name}"] for field in fields(table))) for name, table in _TABLES}
    stated = {city_id: iter(reader.register.targets.get(city_id, ())) for city_id in about["cities"]}
    rows = [next(stated[about["cities"][number]], None) for number in tables["targets"].city.tolist()]
    if None in rows:  # of a city that states fewer by now
        return None
    return Programme(
        tuple(known[city_id] for city_id in about["cities"]),
        tables["totals"],
        tables["targets"],
        tuple(row for row in rows if row is not None),
        tables["standing"],
        held["leading"],
        held["newest"],
        about["revision"],
        about["this_year"],
        CodedWords(*map(tuple, about["words"])),
    )


def _columns() -> list[tuple[str, Any]]:
    return [(name, field) for name, table in _TABLES for field in fields(table)]


def read(database: str, reader: Reader) -> Programme | None:
    """The programme beside a database, None where there is none that counts here."""
    try:
        data = Path(f"{database}.{ENDING}").read_bytes()
    except OSError:
        return None
    return unpacked(data, reader)


def write(database: str, found: Programme, reader: Reader) -> None:
    """Put a programme beside a database; where that is not possible, the next start reads all, and nothing is lost."""
    path = Path(f"{database}.{ENDING}")
    part = disk.aside(path, "part")
    with suppress(OSError):
        try:
            part.write_bytes(packed(found, reader))
            part.replace(path)
        finally:
            disk.remove(part)
