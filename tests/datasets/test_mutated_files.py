"""Whatever is done to a file: every row is accounted for, nothing raises, and no number changes silently."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from analytics.text import numerals
from datasets.intake import drafting
from datasets.store import Store
from tests.datasets import tables
from tests.datasets.files import empty_store, row, table
from tests.datasets.workbooks import grid, workbook
from tests.effort import at_most, first

FILES = int(os.environ.get("COVENANT_FILES", "100"))
"""How many files are made and read; 10,000 is a long look."""
LONGEST = 40
"""Times a million additions; 2 s on the machine that checks."""
ANSWERS = {
    "decimal": "point",
    "dash": "NO",
    "not-available": "NE",
    "total-rows": "leave-out",
    "sum-rows": "leave-out",
    "total-alone": "leave-out",
    "fill-down": "yes",
    "new-city": "add",
    "new-cities": "add",
    "duplicate-rows": "keep-all",
    "unit": "MWh",
    "gas": "CO2e",
    "year-date": "use-year",
    "fiscal-year": "first",
    "reported-again": "latest",
    "sector": "total",
}
TEXTS = (
    tables.MATRIX,
    tables.BARCELONA,
    tables.BOLOGNA,
    tables.GABROVO,
    tables.WIDE,
    tables.GPC,
    tables.CDP,
    tables.FLAT,
    tables.TOTALS,
    tables.FACTS,
    tables.SERIES,
    tables.SERIES_OF_CARRIERS,
    tables.SERIES_IN_GROUPS,
)
LONG = table(row(), row(sector="tertiary", value="12.5"), row(sector="transport", carrier="diesel", value="NE"))
ODD = (
    "",
    "-",
    "n.d.",
    "NE",
    "NO; IE",
    "1.234",
    "1.234,5",
    "(5)",
    "\u22125",
    "#REF!",
    "=A1",
    "1e999",
    "2019",
    "20l9",
    "Total",
    "100 MWh",
    "m3",
    "x" * 300,
    "\u200b",
    "Citt\u00e0",
    "01/02/2019",
    "0",
    "%",
    "Scope 1",
    "II.1.1",
    "CO2e",
    "\t",
    '"',
)


def mutated(rng: random.Random) -> list[list[str]]:
    """The cells of one of the layouts, with some of them, or whole rows and columns, changed."""
    text = rng.choice((*TEXTS, "\n".join(line.replace(",", "|") for line in LONG.splitlines())))
    cells = [list(line) for line in grid(text).rows]
    for _ in range(rng.randint(0, 6)):
        if not cells or not cells[0]:
            break
        line, place = rng.randrange(len(cells)), rng.randrange(len(cells[0]))
        rng.choice(CHANGES)(cells, line, place, rng)
    return cells


def _cell(cells: list[list[str]], line: int, place: int, rng: random.Random) -> None:
    cells[line][place] = rng.choice(ODD)


def _drop_row(cells: list[list[str]], line: int, place: int, rng: random.Random) -> None:
    del cells[line]


def _repeat_row(cells: list[list[str]], line: int, place: int, rng: random.Random) -> None:
    cells.insert(rng.randrange(len(cells) + 1), list(cells[line]))


def _drop_column(cells: list[list[str]], line: int, place: int, rng: random.Random) -> None:
    for own in cells:
        del own[place]


def _shift(cells: list[list[str]], line: int, place: int, rng: random.Random) -> None:
    cells[line] = [*cells[line][1:], ""]


def _blank_row(cells: list[list[str]], line: int, place: int, rng: random.Random) -> None:
    cells.insert(line, [""] * len(cells[0]))


CHANGES: tuple[Callable[[list[list[str]], int, int, random.Random], None], ...] = (
    _cell,
    _cell,
    _cell,
    _drop_row,
    _repeat_row,
    _drop_column,
    _shift,
    _blank_row,
)


def file_of(cells: list[list[str]], rng: random.Random) -> bytes:
    """The cells as a delimited file, now and then cut off or with a byte changed."""
    data = "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in cells).encode()
    if rng.random() < 0.05 and data:
        data = data[: rng.randrange(len(data))]
    if rng.random() < 0.05 and data:
        at = rng.randrange(len(data))
        data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data


def checked(store: Store, data: bytes, name: str, answers: dict[str, str]) -> None:
    """Read one file and hold it to the promises."""
    with at_most(LONGEST):
        draft = drafting.draft(store, data, name, answers, city="Turin", year=2019)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    assert min(draft.rows_in, draft.imported, draft.rejected, draft.ignored) >= 0
    assert all(problem.found and problem.expected and problem.fix for problem in draft.problems)
    if draft.table is None:
        return
    for text, unit, value in zip(
        *(draft.table[name].to_pylist() for name in ("original_text", "original_unit", "value")), strict=True
    ):
        if value is not None and unit in ("MWh", "t CO2e") and "dash" not in numerals.read_one(text).notes:
            reading = numerals.read_one(text, "point")
            zero = text.strip("-–— \u200b") == "" and value == 0
            assert zero or reading.value == value


@pytest.mark.parametrize("part", first(1, range(5)))
def test_no_file_raises_loses_a_row_or_changes_a_number(part: int) -> None:
    store = empty_store()
    rng = random.Random(20_260_000 + part)
    for _ in range(FILES // 5):
        cells = mutated(rng)
        checked(store, file_of(cells, rng), "file.csv", ANSWERS if rng.random() < 0.7 else {})


def test_mutated_workbooks_keep_the_same_promises() -> None:
    store = empty_store()
    rng = random.Random(7)
    for _ in range(max(FILES // 30, 3)):
        cells = mutated(rng)
        typed = [[float(cell) if cell.replace(".", "", 1).isdecimal() else cell for cell in line] for line in cells]
        plain = [[cell if not isinstance(cell, str) else cell.replace("\x00", "") for cell in line] for line in typed]
        checked(store, workbook({"Sheet": plain or [["x"]]}), "file.xlsx", ANSWERS)
