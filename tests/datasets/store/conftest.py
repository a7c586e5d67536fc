"""What tests of the store begin with: a ledger in its own file, or on a PostgreSQL server that the first one starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest

from datasets.store import Store
from tests import postgres
from tests.datasets.builders import TOWN, Begin


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


SERVER = pytest.mark.longer("the claims about a ledger in its own file, once more on a server")


@pytest.fixture(params=["file", pytest.param("server", marks=SERVER)])
def begun(request: pytest.FixtureRequest) -> Iterator[Begin]:
    """Gives a store that begins with what is done to it first. Its ledger is in its own file, or on a server that it
    follows: whatever a test says of it holds of both."""
    with ExitStack() as stack:

        def begin(first: Callable[[Store], object]) -> Store:
            store = stack.enter_context(Store(":memory:"))
            first(store)
            if request.param == "file":
                return store
            address = request.getfixturevalue("new_database")()
            store.found_ledger(address)
            return stack.enter_context(Store(":memory:", followed=address))

        yield begin


@pytest.fixture
def store(begun: Begin) -> Store:
    """A store that knows one town and holds nothing of it."""
    return begun(lambda store: store.seed([TOWN], [], [], []))
