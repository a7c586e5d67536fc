"""The rows of a table as an outline: sectors as headings, with or without a figure, and below them their carriers, or
their scopes.

What is a heading follows from words where they are known, from blanks, and from sums: rows that add up to the figure of
the row above them are its parts, whatever they are called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from datasets.intake.layouts import head_words, header_rows, sum_rows, titled_figures, titles
from datasets.intake.layouts.declared import NAMING, TitledPart
from datasets.intake.layouts.long_records import NOWHERE, SheetCell
from datasets.intake.meaning import tag_answers
from datasets.intake.meaning.questions import KEEP, LEAVE_OUT
from datasets.intake.meaning.sum_words import closes_group, counts_twice, is_total, part_named, summed_up

LEAST_CARRIERS = 2
"""So many different carriers stand among the sectors before a table is read as an outline."""


class LabelledRow(NamedTuple):
    """A row of a table: its label, its filled cells by column, whether it is a total, the rows that it adds up, where
    that is known by their figures, whether they only come ``near`` it, and whether that is to be ``asked``; what its
    columns of labels have ``said`` by field, its labels down the ``path`` to it, and the sector that it is ``within``,
    where that has sub-sectors."""

    row: int
    label: SheetCell
    figures: Mapping[int, SheetCell]
    total: bool = False
    parts: tuple[int, ...] = ()
    said: Mapping[str, SheetCell] = MappingProxyType({})
    path: tuple[str, ...] = ()
    near: bool = False
    asked: bool = False
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """``sectors`` gives for the row of a carrier or scope the label of its sector; ``parents`` for a heading the rows
    of its carriers or scopes."""

    sectors: Mapping[int, SheetCell] = field(default_factory=dict)
    parents: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def outlined(lines: Sequence[LabelledRow], answers: Mapping[str, str]) -> Outline:
    """The outline of a table without carriers across or in a column of their own; an empty one where its labels are all
    of one kind, or where no heading is blank or the sum of what stands below it. A carrier above the first heading
    belongs to nobody knows whom: the table is no outline then."""
    parts = _parts(lines)
    if not parts:
        return Outline()
    decimal = sum_rows.style([line.figures for line in lines], answers)
    numbers = [sum_rows.numbers(line.figures, decimal) for line in lines]
    sectors: dict[int, SheetCell] = {}
    children: dict[int, list[int]] = {}
    heading: LabelledRow | None = None
    added = 0
    for place, line in enumerate(lines):
        if line.total:
            heading = None
        elif not line.figures:
            heading = heading if heading and _blank(line, lines[place + 1 : place + 2]) else line
        elif heading is not None and _is_part(line, heading, parts, place < added):
            sectors[line.row] = heading.label
            children.setdefault(heading.row, []).append(line.row)
        elif head_words.like_carrier(line.label.text) and not header_rows.sector(line.label.text):
            return Outline()
        else:
            heading = line
            added = place + 1 + _added(lines, numbers, place)
    figures = {line.row: own for line, own in zip(lines, numbers, strict=True) if line.figures}
    certain = any(
        row not in figures or sum_rows.equal(figures[row], [figures[part] for part in rows])
        for row, rows in children.items()
    )
    if not certain:
        return Outline()
    return Outline(sectors, {row: tuple(rows) for row, rows in children.items()})


class _Rows:
    """Rows of a table, added up."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.added = sum_rows.Added()


def with_totals(lines: Sequence[LabelledRow], answers: Mapping[str, str]) -> list[LabelledRow]:
    """The rows, those marked as totals that are called by no known word and are the sum of all rows above them, or of
    those since the last total: so a person reads a total in any language."""
    decimal = sum_rows.style([line.figures for line in lines], answers)
    every, since = _Rows(), _Rows()
    found: list[LabelledRow] = []
    for line in lines:
        own = sum_rows.numbers(line.figures, decimal)
        unknown = not (line.total or header_rows.sector(line.label.text) or header_rows.carrier(line.label.text))
        sums = [above for above in (every, since) if unknown and sum_rows.certain(own, above.added)]
        found.append(line._replace(total=line.total or bool(sums), parts=tuple(sums[0].rows) if sums else ()))
        if found[-1].total:
            since = _Rows()
        elif own:
            for above in (every, since):
                above.rows.append(line.row)
                above.added.add(own)
    return found


def with_carriers(lines: list[LabelledRow]) -> list[LabelledRow]:
    """The rows, those with the carrier in their label ("Passenger cars petrol") whose sector is asked about in all its
    words; one such word alone may be the name of a branch, such as wood."""
    found = {
        place: carrier
        for place, line in enumerate(lines)
        if line.figures and line.said.get("sector", NOWHERE).text == line.label.text
        if not line.said.get("carrier", NOWHERE).text and (carrier := head_words.carrier_in(line.label.text))
    }
    if len({*found.values()}) >= LEAST_CARRIERS:
        for place, carrier in found.items():
            line = lines[place]
            lines[place] = line._replace(said={**line.said, "carrier": line.label.saying(carrier)})
    return lines


def within_sectors(lines: Sequence[LabelledRow], labels: Mapping[str, int]) -> list[LabelledRow]:
    """The rows of a table with ``labels`` of sectors and sub-sectors (field -> column), each with the city and sector
    that it is within; one that is called a total there is none where it is all that there is of its sector."""
    if not {"sector", "subsector"} <= labels.keys():
        return list(lines)
    places = [labels[name] for name in ("city", "sector") if name in labels]
    found = [line._replace(within=_within(line, places)) for line in lines]
    held = Counter(line.within for line in found if line.figures)
    return [line._replace(total=line.total and not (line.within and held[line.within] == 1)) for line in found]


def _within(line: LabelledRow, places: Sequence[int]) -> tuple[str, ...]:
    """The labels in some columns, the last of them that of sectors, as the cells above go on; nothing of a row that is
    the total of several sectors."""
    names = tuple(line.path[place] if place < len(line.path) else "" for place in places)
    total = any(is_total(cell.text) for name, cell in line.said.items() if name != "subsector")
    return names if names[-1] and not total else ()


def with_parents(
    lines: list[LabelledRow],
    labels: Mapping[str, int],
    columns: Container[int],
    answers: Mapping[str, str],
    near: bool,
) -> list[LabelledRow]:
    """The rows, those marked that are the sum of the rows below them in the ``columns`` of figures; also where they are
    ``near`` it, as asked about. ``labels`` are the columns of labels by their field."""
    plain = [
        place
        for place, line in enumerate(lines)
        if not line.total
        and not line.parts
        and not {"carrier", "scope"} & (line.said.keys() - labels.keys())
        and not closes_group(line.label.text)
        and any("%" not in cell.text for cell in line.figures.values())
    ]
    cells = [{at: cell for at, cell in lines[place].figures.items() if at in columns} for place in plain]
    said = answers.get("total-rows")
    sectors = [header_rows.sector(lines[place].label.text) for place in plain]
    named = [lines[place].label.text for place in plain]  # a row equal to another of its name is not the sum of it
    found = {} if said == KEEP else sum_rows.families(cells, answers, sectors)
    sure = {place: parts for place, parts in found.items() if len(parts) > 1 or named[place] != named[parts[0]]}
    for place, parts in sorted(sure.items()):  # the outermost first, whose sector holds for all within
        below = tuple(lines[plain[leaf]].row for leaf in sum_rows.leaves(sure, place))
        lines[plain[place]] = lines[plain[place]]._replace(parts=below)
        for part in () if sum_rows.of_all(place, len(below), sectors) else _unnamed(place, parts, sectors):
            lines[plain[part]] = _below(lines[plain[part]], lines[plain[place]])
    rest = [place for place in range(len(plain)) if place not in sure] if near and said != KEEP else []
    close = sum_rows.children([cells[place] for place in rest], answers, [sectors[place] for place in rest])
    for at, count in close.items():
        following = rest[at + 1 : at + 1 + count]
        below = tuple(lines[plain[part]].row for part in following)
        parent = lines[plain[rest[at]]]
        if not any(tag_answers.at(answers, tag_answers.TOTAL, cell.where) for cell in parent.figures.values()):
            lines[plain[rest[at]]] = parent._replace(parts=below, near=True, asked=said != LEAVE_OUT)
        of_all = sum_rows.of_all(at, count, [sectors[p] for p in rest])
        for part in () if of_all else _unnamed(rest[at], following, sectors):
            lines[plain[part]] = _below(lines[plain[part]], parent)
    return lines


def _unnamed(whole: int, parts: Sequence[int], sectors: Sequence[str | None]) -> list[int]:
    """The parts of a row that no sector is named for, which are of its sector; not where that is unknown itself and
    holds several: "Buildings, equipment and sites" above homes, industry and what is asked about then."""
    several = sectors[whole] is None and any(sectors[part] for part in parts)
    return [part for part in parts if sectors[part] is None and not several]


def _below(line: LabelledRow, parent: LabelledRow) -> LabelledRow:
    """A row that no sector is named for, as a part of the row that is the sum of it and others; its own sector is the
    one of which it says so ("of which road")."""
    if header_rows.sector(own := part_named(line.label.text)):
        return line._replace(
            said={**line.said, **dict.fromkeys(NAMING[:-1], NOWHERE), "sector": line.label.saying(own)}
        )
    above = {name: parent.said[name] for name in NAMING if name in parent.said} if "sector" in parent.said else {}
    return line._replace(said={**line.said, **above, "subsector": line.label} if above else line.said)


def _parts(lines: Sequence[LabelledRow]) -> frozenset[str]:
    """The labels of rows that are carriers: those that are known, where there are enough of them, and beside them what
    is not known under a heading without figures; in a language that no list knows, those that come back under several
    headings, one of them where every row stands under a heading. None where carriers have no heading. Beside them those
    that name a scope."""
    figured = [line for line in lines if line.figures and not line.total]
    scopes = {line.label.text for line in figured if titled_figures.plain_scope(line.label.text)}
    known = {line.label.text for line in figured if head_words.like_carrier(line.label.text)}
    under: dict[str, set[int]] = {}
    heading: LabelledRow | None = None
    for line in lines:
        heading = None if line.total else line if not line.figures else heading
        if heading is not None and line.figures and not header_rows.sector(line.label.text):
            under.setdefault(line.label.text, set()).add(heading.row)
    again = {word for word, headings in under.items() if len(headings) > 1}
    back = {word for word, count in Counter(line.label.text for line in figured).items() if count > 1}
    if any(map(sure, known)) and (len(known) >= LEAST_CARRIERS or known & back):
        within = {row for word in known for row in under.get(word, ())}
        return frozenset(known | again | scopes | {word for word, headings in under.items() if headings & within})
    unknown = not any(header_rows.sector(line.label.text) for line in figured)
    headed = bool(again) and len(set().union(*under.values())) > 1 and all(line.label.text in under for line in figured)
    return frozenset(scopes | under.keys() if unknown and (headed or len(again) >= LEAST_CARRIERS) else scopes)


def _is_part(line: LabelledRow, heading: LabelledRow, parts: frozenset[str], added: bool) -> bool:
    """Whether a row below a heading is one of its carriers: by its word, or ``added`` to its figure where the word is
    not known."""
    word = line.label.text
    if head_words.like_carrier(word):
        return True
    if header_rows.sector(word) or counts_twice(word):
        return False
    return added or (word in parts and not heading.figures)


def _blank(line: LabelledRow, after: Sequence[LabelledRow]) -> bool:
    """Whether a row without figures is a carrier that nobody used, and no heading: "Electricity", which is a sector to
    some, heads no other carrier."""
    below = any(one.figures and head_words.like_carrier(one.label.text) for one in after)
    return sure(line.label.text) or (below and header_rows.carrier(line.label.text) is not None)


def sure(word: str) -> bool:
    """Whether a label is that of a carrier, and not of a sector, too."""
    return header_rows.carrier(word) is not None and header_rows.sector(word) is None


def _added(lines: Sequence[LabelledRow], numbers: Sequence[Mapping[int, float]], place: int) -> int:
    """How many rows right below a row add up to it, one of them a carrier, or a scope."""
    below = list(takewhile(lambda at: lines[at].figures and not lines[at].total, range(place + 1, len(lines))))
    count = sum_rows.added([numbers[place], *(numbers[at] for at in below)])
    words = [lines[at].label.text for at in below[:count]]
    return count * any(head_words.like_carrier(word) or titled_figures.plain_scope(word) for word in words)


def summed(
    lines: Sequence[LabelledRow],
    place: int,
    known: tuple[list[LabelledRow], list[LabelledRow]],
    left: set[int],
    parts: Sequence[TitledPart],
) -> list[LabelledRow]:
    """The rows that a row of totals adds up, of one city, year and unit: those above it, or those below where such rows
    come first. One that names a sector ("Subtotal transport") adds up those of this sector, and those not known; one
    within a sector the rows of that, wherever they stand."""
    own, later = lines[place], lines[place + 1 :]
    since, whole = known
    label = _total_word(own)
    if own.within:
        tries = [[line for line in lines if line.row not in left and line.within == own.within]]
    elif lines[0].total and not whole and not summed_up(_total_word(lines[0])):  # the whole, above all its parts
        tries = [[line for line in later if line.row not in left]]
    elif lines[0].total and summed_up(label):
        tries = [list(takewhile(lambda line: line.row not in left, later))]
    else:
        within = titled_figures.plain_scope(label) or any(line.total for line in later)
        tries = [since, whole] if within else [whole]
    alike = {name: cell.text for name, cell in own.said.items() if name in ("city", "year", "unit")}
    alike = {name: text for name, text in alike.items() if text and not is_total(text)}
    unit = titles.at(parts, own.row).unit
    for rows in tries:
        mine = [
            line
            for line in rows
            if titles.at(parts, line.row).unit == unit
            and all(line.said[name].text == text for name, text in alike.items())
        ]
        sectors = {line.row: _sector(line) for line in mine}
        of = sum_rows.of_total(label, sectors)
        if of:
            return [line for line in mine if line.row in of]
    return []


def _total_word(line: LabelledRow) -> str:
    return next((cell.text for cell in line.said.values() if is_total(cell.text)), line.label.text)


def _sector(line: LabelledRow) -> str | None:
    cells = [line.said[name] for name in NAMING[:-1] if name in line.said]
    return next((code for cell in cells if (code := header_rows.sector(cell.text))), None)
