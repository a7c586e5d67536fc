"""What tests of the store begin with: a ledger in its own file, or on a PostgreSQL server that the first one starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from datasets.store import Store
from tests import postgres
from tests.datasets.builders import Begin, Beginning, knows_a_town


@pytest.fixture(scope="session")
def ledger_server() -> Iterator[postgres.Server]:
    """A quick server, one for each process of the tests."""
    with postgres.server() as server:
        yield server


@contextmanager
def empty_database(server: postgres.Server) -> Iterator[str]:
    """The address of an empty database, whose ledger is thrown away at the end."""
    address = server.free.pop() if server.free else server.database()
    try:
        yield address
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS covenant CASCADE")
        server.free.append(address)


@pytest.fixture
def new_database(ledger_server: postgres.Server) -> Iterator[Callable[[], str]]:
    """Gives the address of an empty database, again and again; what was in them is thrown away after the test."""
    with ExitStack() as given:
        yield lambda: given.enter_context(empty_database(ledger_server))


SERVER = pytest.mark.longer("the claims about a ledger in its own file, once more on a server")


@pytest.fixture(scope="module", params=["file", pytest.param("server", marks=SERVER)])
def beginning(request: pytest.FixtureRequest) -> Beginning:
    """Gives a store that begins with what is done to it first, for a while. Its ledger is in its own file, or on a
    server that it follows by a role that may read and add alone: whatever a test says of it holds of both."""

    @contextmanager
    def begin(first: Callable[[Store], object], path: Path | str = ":memory:") -> Iterator[Store]:
        if request.param == "file":
            with Store(path) as store:
                first(store)
                yield store
            return
        server = request.getfixturevalue("ledger_server")
        with empty_database(server) as address:
            with Store(":memory:") as founder:
                first(founder)
                founder.found_ledger(address)
            with Store(path, followed=server.rights(address)) as store:
                yield store

    return begin


@pytest.fixture
def begun(beginning: Beginning) -> Iterator[Begin]:
    """Gives such a store until the end of the test."""
    with ExitStack() as stack:
        yield lambda first: stack.enter_context(beginning(first))


@pytest.fixture
def store(begun: Begin) -> Store:
    """A store that knows one town and holds nothing of it."""
    return begun(knows_a_town)


@pytest.fixture(scope="module")
def grown(beginning: Beginning) -> Iterator[Store]:
    """A store that knows one town, to which every test of a file and every example of it adds."""
    with beginning(knows_a_town) as store:
        yield store
