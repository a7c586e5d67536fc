"""A PostgreSQL server for what a test of the store asks of one, started when the first does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests import postgres


@pytest.fixture(scope="session")
def ledger_server() -> Iterator[postgres.Server]:
    """A quick server, one for each process of the tests."""
    with postgres.server() as server:
        yield server


@pytest.fixture
def new_database(ledger_server: postgres.Server) -> Iterator[Callable[[], str]]:
    """Gives the address of an empty database, again and again; what was in them is thrown away after the test."""
    given: list[str] = []

    def new() -> str:
        given.append(ledger_server.free.pop() if ledger_server.free else ledger_server.database())
        return given[-1]

    yield new
    for address in given:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS covenant CASCADE")
    ledger_server.free += given
