"""How the intake takes real tables that nobody tuned it to: read, asked about, refused, and whether what it stores is
what the table prints as its total."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from analytics import units
from analytics.text import numerals
from analytics.text.problems import Refused
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store

DATA = Path(__file__).parents[3] / "shared" / "data"
CONTRACTS = DATA / "climate-city-contracts"
FILES = ("citycatalyst-inventories-br", "cdp-citywide", "newer-inventories", "seed-cities-published")
ABOUT = (
    "Written by `make bench ARGS='--only intake'`, which needs the published files beside the project. Each table of"
    " the Climate City Contracts is one file, drafted for its city without an answer; a total is that of the last row"
    " whose first word is the total, in the column so called, read apart from the intake."
)
_TOTAL = re.compile(r"total", re.IGNORECASE)
_NEAR = 0.005
"""How far a sum may be from a printed total that is rounded."""


class Taken(NamedTuple):
    """A table with what became of it, how many questions it was asked, and how it stands beside its printed total."""

    name: str
    state: str
    questions: int
    beside_total: str


def measured() -> str:
    """Both tables: of the contracts by city, and of the other files one by one."""
    if not CONTRACTS.is_dir():
        return "The published files (../shared/data) are not beside this copy of the project."
    taken = [_taken(name, data, city) for name, data, city in _contracts()]
    lines = ["| tables of | tables | read | asked | refused | questions, median and most | beside the printed total |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for city in (*dict.fromkeys(one.name.split("-")[0] for one in taken), ""):
        lines.append(_line(city or "all", [one for one in taken if one.name.startswith(city)]))
    lines += ["", "| file | state | questions |", "|---|---|---|"]
    for folder in FILES:
        for path in sorted((DATA / folder).glob("*.csv")):
            one = _taken(path.stem, path.read_bytes(), None)
            lines.append(f"| {folder}/{path.name} | {one.state} | {one.questions} |")
    return "\n".join(lines)


def _line(name: str, taken: list[Taken]) -> str:
    states = Counter(one.state for one in taken)
    asked = [one.questions for one in taken if one.state != "refused"] or [0]
    totals = Counter(one.beside_total for one in taken if one.state == "read")
    beside = ", ".join(f"{count} {word}" for word, count in totals.items())
    numbers = f"{states['read']} | {states['asked']} | {states['refused']} | {median(asked):g}, {max(asked)}"
    return f"| {name} | {len(taken)} | {numbers} | {beside} |"


def _contracts() -> Iterator[tuple[str, bytes, str]]:
    """Each table of each contract as delimited text, with the name of its city."""
    for path in sorted(CONTRACTS.glob("*.md")):
        if path.stem != "SOURCE":
            for number, rows in enumerate(tables(path.read_text(encoding="utf-8")), start=1):
                yield f"{path.stem}-{number}", _delimited(rows), path.stem.title()


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text in Markdown, each as rows of cells."""
    found: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if not line.lstrip().startswith("|"):
            found.append([])
            continue
        cells = [cell.strip().replace("\\", "") for cell in line.strip().strip("|").split("|")]
        if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells):
            found[-1].append(cells)
    return [rows for rows in found if rows]


def _delimited(rows: list[list[str]]) -> bytes:
    width = max(map(len, rows))
    held = io.StringIO()
    csv.writer(held).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return held.getvalue().encode()


def _taken(name: str, data: bytes, city: str | None) -> Taken:
    with open_store(":memory:", samples=False) as store:
        draft = drafting.draft(store, data, f"{name}.csv", {}, city=city)
    blocked = any(problem.severity == "block" for problem in draft.problems)
    questions = len({problem.key for problem in draft.problems if problem.severity == "ask"})
    state = "refused" if blocked else "asked" if questions else "read"
    return Taken(name, state, questions, _beside(data, draft) if state == "read" else "")


def _beside(data: bytes, draft: Draft) -> str:
    """How what a draft would store stands beside the total that its table prints."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8", errors="replace"))))
    heads = next((row for row in rows if any(_TOTAL.fullmatch(cell) for cell in row[1:])), [])
    column = next((place for place, cell in enumerate(heads) if place and _TOTAL.fullmatch(cell)), None)
    last = next((row for row in reversed(rows) if row and _TOTAL.match(row[0])), None)
    if column is None or last is None:
        return "without one"
    read = {numerals.read_one(last[column], style).value for style in ("point", "comma")} - {None}
    (one,) = draft.inventories if len(draft.inventories) == 1 else (None,)
    if one is None or one.total is None or not read:
        return "without one"
    unit = next((found for row in rows[:6] for cell in row if (found := _unit(cell))), None)
    step = units.factor(unit, units.canonical(unit)) if unit else 1.0
    near = any(abs(value * step - one.total) <= _NEAR * abs(one.total) for value in read if value is not None)
    return "equal" if near else "different"


def _unit(text: str) -> units.Unit | None:
    try:
        return units.unit(re.sub(r"^unit[a-z ]*[-:]?\s*", "", text, flags=re.IGNORECASE).removesuffix("/year"))
    except Refused:
        return None
