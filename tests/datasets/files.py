"""Small files for the tests of the intake, and the draft that comes of one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store
from datasets.store import Store

HEADER = ("city", "year", "sector", "carrier", "scope", "value", "unit", "notation_key")
GOOD = {
    "city": "Turin",
    "year": "2019",
    "sector": "residential",
    "carrier": "natural_gas",
    "scope": "1",
    "value": "100",
    "unit": "MWh",
    "notation_key": "",
}


@cache
def sample_store() -> Store:
    """A store with the sample cities, for tests that write nothing."""
    return open_store(":memory:", samples=True)


@cache
def empty_store() -> Store:
    """A store without a figure, for tests of how a file is read; it knows the cities of the programme all the same."""
    return open_store(":memory:", samples=False)


def row(**cells: str) -> str:
    """One good row of a long table, with some of its cells replaced."""
    return ",".join({**GOOD, **cells}.values())


def table(*rows: str) -> str:
    """A long table with these rows."""
    return "\n".join((",".join(HEADER), *rows)) + "\n"


def drafted(
    text: str | bytes,
    answers: Mapping[str, str] | None = None,
    city: str | None = None,
    year: int | None = None,
    store: Store | None = None,
) -> Draft:
    """The draft of a file, with every row accounted for whatever else is the matter."""
    data = text if isinstance(text, bytes) else text.encode()
    draft = drafting.draft(store or empty_store(), data, "file.csv", answers, city, year)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def told(draft: Draft) -> list[tuple[str, str, int | None, str | None]]:
    """Each problem of a draft: severity, code, row and column."""
    return [(problem.severity, problem.code, problem.row, problem.column) for problem in draft.problems]
