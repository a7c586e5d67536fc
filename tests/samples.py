"""The sample cities as tests take them: to make their database takes a second, so a process makes one and copies it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from datasets.reference.samples import open_store
from datasets.store import Store


def sample_database(path: Path) -> Path:
    """Write a new database with the sample cities to ``path``, and give the path back."""
    path.write_bytes(_database())
    return path


@contextmanager
def own_samples() -> Iterator[Store]:
    """A store with the sample cities that a test may write to."""
    with TemporaryDirectory() as folder, Store(sample_database(Path(folder) / "covenant.duckdb")) as store:
        yield store


@cache
def sample_revisions() -> int:
    """How many revisions the sample cities begin with."""
    with own_samples() as store:
        return store.newest_revision()


@cache
def _database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "covenant.duckdb"
        open_store(path).close()
        return path.read_bytes()
