"""How the intake takes real tables that nobody tuned it to: read, asked about, refused, and whether what it stores is
what the table prints as its total."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
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
    " the Climate City Contracts is one file, drafted for its city and answered through as an analyst would; what stays"
    " asked has no answer that fits (a forecast, a list, the second half of a table). A total is that of the last row"
    " whose first word is the total, in the column so called, read apart from the intake."
)
LEFT_OUT = {"dash": "leave-out"}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "barcelona-1": {"decimal": "comma", "total-rows": "leave-out"},
    "bologna-2": {**LEFT_OUT, "carrier:Gas": "gasoline"},
    "bologna-4": {**LEFT_OUT, "printed-totals": "as-read"},
    **{f"gabrovo-{number}": LEFT_OUT for number in (3, 4, 5, 7, 8)},
    "guimaraes-1": {"carrier:Non-Energy Use": "not-stated", "sector:Energy production": "energy_supply"},
    "helsinki-2": {"marked": "drop"},
    "lyon-2": {"total-rows": "leave-out", "printed-totals": "as-read"},
    **{name: {**LEFT_OUT, "year": "2019"} for name in ("turin-1", "turin-3")},
}
"""What an analyst answers to the questions about a table of a contract."""
_TOTAL = re.compile(r"total", re.IGNORECASE)
READ = ("read", "read by answers")
"""What becomes of a table that is stored, without a question and with answers."""
_NEAR = 0.005
"""How far a sum may be from a printed total that is rounded."""


class Taken(NamedTuple):
    """A table with what became of it, how many questions it was asked in how many rounds, and how it stands beside its
    printed total."""

    name: str
    state: str
    questions: int
    rounds: int
    beside_total: str


def measured() -> str:
    """Both tables: of the contracts by city, and of the other files one by one."""
    if not CONTRACTS.is_dir():
        return "The published files (../shared/data) are not beside this copy of the project."
    taken = [_taken(name, data, city) for name, data, city in _contracts()]
    lines = [
        "| tables of | tables | read | read by answers | asked in vain | refused | questions of those read, median and"
        " most | rounds at most | beside the printed total |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
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
    read = [one for one in taken if one.state in READ]
    asked = [one.questions for one in read] or [0]
    beside = ", ".join(f"{count} {word}" for word, count in Counter(one.beside_total for one in read).items())
    counted = " | ".join(str(states[state]) for state in (*READ, "asked", "refused"))
    rounds = max((one.rounds for one in read), default=0)
    return f"| {name} | {len(taken)} | {counted} | {median(asked):g}, {max(asked)} | {rounds} | {beside} |"


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
    answers: dict[str, str] = {}
    rounds = 0
    while True:
        with open_store(":memory:", samples=False) as store:
            draft = drafting.draft(store, data, f"{name}.csv", answers, city=city)
        asked = {problem.key for problem in draft.problems if problem.severity == "ask" and problem.key}
        given = {key: ANSWERS.get(name, {}).get(key, "") for key in asked}
        if not asked or not all(given.values()) or given.items() <= answers.items():
            break
        answers |= given
        rounds += 1
    blocked = any(problem.severity == "block" for problem in draft.problems)
    state = "refused" if blocked else "asked" if asked else READ[bool(answers)]
    return Taken(name, state, len({*answers, *asked}), rounds, _beside(data, draft) if state in READ else "")


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
