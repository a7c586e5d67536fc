"""Who stands behind a pseudonym: what can be erased of a ledger in which nothing is ever changed.

Where an e-mail address would stand in a revision, a pseudonym stands. The table that tells whose it is belongs to no
revision and is sealed by none, so that a row can be deleted and every hash stays what it was. Whoever comes back after
that gets another pseudonym.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import duckdb

TABLE = "CREATE TABLE IF NOT EXISTS people (pseudonym VARCHAR NOT NULL, address VARCHAR NOT NULL)"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
"""What is an address in the place of a name; any other name is written as it is."""


def written(cursor: duckdb.DuckDBPyConnection, name: str) -> str:
    """A name as a revision holds it: for an address its pseudonym, which is made where there is none."""
    if not ADDRESS.fullmatch(name):
        return name
    known = cursor.execute("SELECT pseudonym FROM people WHERE address = ?", [name]).fetchone()
    if known is not None:
        return str(known[0])
    made = f"person-{secrets.token_hex(8)}"
    cursor.execute("INSERT INTO people VALUES (?, ?)", [made, name])
    return made


def addresses(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The address of each pseudonym that is known."""
    return dict(cursor.execute("SELECT pseudonym, address FROM people").fetchall())


def told(row: Sequence[Any], place: int, known: Mapping[str, str]) -> tuple[Any, ...]:
    """A row with the address in the place of a pseudonym, where it is known whose that is."""
    return (*row[:place], known.get(row[place], row[place]), *row[place + 1 :])


def take_over(cursor: duckdb.DuckDBPyConnection, known: Mapping[str, str]) -> None:
    """Know what the ledger of a server knows, and nothing else."""
    if (held := addresses(cursor)) != known:
        forget(cursor, [pseudonym for pseudonym in held if known.get(pseudonym) != held[pseudonym]])
        new = [list(one) for one in known.items() if held.get(one[0]) != one[1]]
        if new:
            cursor.executemany("INSERT INTO people VALUES (?, ?)", new)


def of(cursor: duckdb.DuckDBPyConnection, address: str) -> list[str]:
    """The pseudonyms of an address, however its letters are written."""
    found = cursor.execute("SELECT pseudonym FROM people WHERE lower(address) = lower(?) ORDER BY ALL", [address])
    return [pseudonym for (pseudonym,) in found.fetchall()]


def forget(cursor: duckdb.DuckDBPyConnection, pseudonyms: Collection[str]) -> None:
    """Know no longer whose some pseudonyms are."""
    cursor.execute("DELETE FROM people WHERE list_contains(?::VARCHAR[], pseudonym)", [list(pseudonyms)])
