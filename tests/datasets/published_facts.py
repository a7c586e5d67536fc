"""What others published, as far as the tests need it: facts with their source and edition in ``tests/data``.

Tables of others are not copied. Of each there is a fingerprint: the number of its rows and the SHA-256 of its figures
as text, taken once from the published file; what we ship has to have the same.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data"


def facts(name: str) -> list[dict[str, str]]:
    """The rows of a table of facts; each of them says its source and edition."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert found
    assert all(row["source"] and row["edition"] for row in found), name
    return found


def fingerprint(rows: Iterable[Sequence[Any]]) -> tuple[int, str]:
    """How many rows there are, and the SHA-256 of their cells as text, in order."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return len(cells), hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def published(name: str) -> tuple[int, str]:
    """The fingerprint of a published table."""
    row = next(row for row in facts("published_fingerprints") if row["name"] == name)
    return int(row["rows"]), row["sha256"]
