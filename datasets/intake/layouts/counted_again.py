"""Rows of a table that hold what other rows of it hold already, and would be counted twice: parts that are listed below
a figure and do not add up to it, and the same energy by carriers below that by sectors, whatever they add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analytics.text.digits import Digits
from analytics.text.problems import Problem, ask
from analytics.text.sentences import Sentence, quoted
from datasets.intake.layouts import head_words, header_rows, sum_rows
from datasets.intake.layouts.long_records import Page, Records, SheetCell
from datasets.intake.layouts.outline import LabelledRow
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT, LISTED_PARTS, SPLIT_ROWS
from datasets.intake.meaning.sum_words import counts_twice

LEAST = 2
"""So many carriers below so many sectors split the same energy once more."""
_LEFT_OR_KEPT = Sentence("Say whether such rows are left out or kept.")
_PART_OR_BESIDE = Sentence(
    "Say that the rows listed below a figure are part of it and left out, or that they count beside it."
)


class Again(NamedTuple):
    """Some rows that may be counted twice, with the question about them and what was found of them."""

    key: str
    code: str
    found: Sentence
    fix: Sentence
    rows: Sequence[LabelledRow]


def found(page: Page, lines: Sequence[LabelledRow], label: int, answers: Mapping[str, str]) -> list[Again]:
    """The rows of a table that hold again what other ones hold, by their labels in the column ``label``. Totals and
    rows whose parts are known are none of them."""
    decimal = sum_rows.style([line.figures for line in lines], answers)
    numbers = {line.row: sum_rows.numbers(line.figures, decimal) for line in lines}
    listed = list(_listed(page, lines, label, numbers))
    again = []
    if listed:
        again.append(
            Again(
                LISTED_PARTS,
                "listed-parts",
                Sentence("{name} in a list below a larger figure", name=quoted(listed[0].label.text)),
                _PART_OR_BESIDE,
                listed,
            )
        )
    again += _split_again(page, [line for line in lines if not line.total and not line.parts], numbers)
    return [each for each in again if any(answers.get(f"sector:{line.label.text}") != LEAVE_OUT for line in each.rows)]


def without(
    records: Records, lines: Sequence[LabelledRow], doubtful: Sequence[Again], answers: Mapping[str, str]
) -> list[LabelledRow]:
    """The rows without those that were answered to be left out, which is told."""
    left = set[int]()
    for each in doubtful:
        if answers.get(each.key) == LEAVE_OUT:
            records.leave_out(
                each.code, each.found, Sentence("The rows were left out, as answered."), _cells(each.rows)
            )
            left |= {line.row for line in each.rows}
    return [line for line in lines if line.row not in left]


def asked(
    records: Records,
    page: Page,
    label: int,
    lines: Sequence[LabelledRow],
    doubtful: Sequence[Again],
    answers: Mapping[str, str],
) -> set[int]:
    """Ask about the rows that look like the sum of others, and about those that are doubtful: the rows whose figures
    wait for an answer."""
    waiting = {line.row for line in lines if line.asked}
    parents = [line for line in lines if line.asked]
    for first in parents[:1]:
        said = {"name": first.label.text or "Total", "row": first.row + 1, "number": len(first.parts)}
        found = Sentence('"{name}" in row {row}, which looks like the sum of the {number} rows below it', **said)
        problem = _problem("parent-row", "total-rows", found, _LEFT_OR_KEPT, len(parents))
        records.problems.append(page.cell(first.row, label).located(problem))
    for each in doubtful:
        if each.key not in answers:
            problem = _problem(each.code, each.key, each.found, each.fix, len(_cells(each.rows)))
            records.problems.append(each.rows[0].label.located(problem))
            waiting |= {line.row for line in each.rows}
    return waiting


def _problem(code: str, key: str, found: Sentence, fix: Sentence, cells: int) -> Problem:
    return ask(code, found, "rows that add up once", fix, key=key, choices=CHOICES[key], cells=cells)


def _cells(rows: Sequence[LabelledRow]) -> list[SheetCell]:
    return [cell for line in rows for cell in line.figures.values()]


def _listed(
    page: Page, lines: Sequence[LabelledRow], label: int, numbers: Mapping[int, Mapping[int, float]]
) -> Iterator[LabelledRow]:
    """The rows that are listed below a figure which they do not add up to, and which may hold them."""
    known = {part for line in lines for part in line.parts}
    below: dict[int, list[LabelledRow]] = {}
    heading: LabelledRow | None = None
    for line in lines:
        if not _in_a_list(page, line.row, label):
            plain = line.figures and not (line.total or line.parts or line.row in known)
            heading = line if plain else None
        elif heading is not None and not counts_twice(line.label.text):  # which is asked about by its word
            below.setdefault(heading.row, []).append(line)
    for line in lines:
        if line.row in below and _within(line, below[line.row], numbers):
            yield from below[line.row]


def _in_a_list(page: Page, row: int, label: int) -> bool:
    """Whether a label stands behind the mark of a list, or further right than others in its cell."""
    cells = page.rows[row]
    raw = cells[label] if label < len(cells) else ""
    return raw[:1].isspace() or header_rows.unlisted(raw) != raw


def _within(heading: LabelledRow, below: Sequence[LabelledRow], numbers: Mapping[int, Mapping[int, float]]) -> bool:
    """Whether rows may be parts of the figure above them: it is larger in each column, and of no other sector."""
    sums = {at: sum(numbers[line.row].get(at, 0.0) for line in below) for line in below for at in line.figures}
    whole = numbers[heading.row]
    larger = all(0 < own < whole.get(at, 0.0) for at, own in sums.items())
    sector = header_rows.sector(heading.label.text)
    return bool(sums) and larger and sum_rows.may_hold(sector, [header_rows.sector(one.label.text) for one in below])


def _split_again(
    page: Page, lines: Sequence[LabelledRow], numbers: Mapping[int, Mapping[int, float]]
) -> Iterator[Again]:
    """The last rows of a table where they are carriers below sectors: those that add up to these in every column, but
    for rounding, and those that do not."""
    first = next((at for at in range(len(lines), 0, -1) if not _of_a_carrier(lines[at - 1])), 0)
    sectors, carriers = lines[:first], lines[first:]
    if len(sectors) < LEAST or len(carriers) < LEAST:
        return
    columns = sorted({at for line in lines for at in line.figures})
    whole, split = (
        {at: sum(numbers[line.row].get(at, 0.0) for line in rows) for at in columns} for rows in (sectors, carriers)
    )
    parts = [numbers[line.row] for line in carriers]
    if sum_rows.certain(whole, sum_rows.Added(parts)) or (len(columns) >= LEAST and sum_rows.equal(whole, parts)):
        yield Again(
            "total-rows",
            "split-again",
            Sentence(
                "{name} and the rows below it, which add up to the rows above them", name=quoted(carriers[0].label.text)
            ),
            _LEFT_OR_KEPT,
            carriers,
        )
    elif all(header_rows.sector(line.label.text) for line in sectors) and all(
        line.said.get("sector", line.label).text == line.label.text
        for line in carriers  # below none of them
    ):
        yield _of_another_sum(page, carriers, columns[0], whole[columns[0]], split[columns[0]])


def _of_a_carrier(line: LabelledRow) -> bool:
    return (
        bool(line.figures)
        and head_words.kind_of([line.label.text]) != "sector"
        and (header_rows.carrier(line.label.text) is not None)
    )


def _of_another_sum(page: Page, rows: Sequence[LabelledRow], column: int, whole: float, split: float) -> Again:
    """The question about carriers below sectors, with the totals of both readings in the first column of figures."""
    one, other, both = (Digits(value, f"{value:,.10g}") for value in (whole, split, whole + split))
    return Again(
        SPLIT_ROWS,
        "split-differs",
        Sentence(
            '{name} and the rows below it, which are carriers: {split} in the column "{column}", where the rows above '
            "them hold {whole}",
            name=quoted(rows[0].label.text),
            split=other,
            column=page.names[column],
            whole=one,
        ),
        Sentence(
            "Say that these rows are left out, as they hold the same once more by carrier, so that {whole} count in "
            "this column; or that they count beside the others, so that {both} count.",
            whole=one,
            both=both,
        ),
        rows,
    )
