"""The axes of a table: what the heads above its figures say, and what its columns of labels hold, found once.

Years across, years or cities down, and words both ways are one grammar: each text above a column is a year, a unit, a
sector, a carrier, a scope, a total, a share or a word that is asked about, and rows of heads over each other say it
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from analytics.text import numerals
from analytics.text.header_units import is_factor_header
from analytics.text.parts_of_year import are_parts
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, head_words, header_rows, sum_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.dialect import folded
from datasets.intake.readers.encoding import quoted

LEAST = 2
"""So many years, or known words, or rows make an axis."""
MOST_ABOVE = 4
"""How many cells of a row may be filled above a header of years: a title, or "Unit" and the unit beside it."""
MOST_COLUMNS = 100
"""No table has more sectors or carriers across."""
KEY, ACROSS = "words-down", "words-across"
"""What the words beside the rows are, where no word of a table is known; and those above the columns beside years."""
_NAMES = {"sector": header_rows.sector, "carrier": header_rows.carrier, "pair": head_words.pair}
"""What tells that a word names a sector, a carrier, or both together."""
_OF_ROWS = ("period", "city", "country", "population", "source", "method", "gwp_set", "approach", "unit")
"""The columns that say something of a whole row, beside the axes."""
_ASKED = ("dash", "not-available", "marked")
"""What a figure's cell may hold that is asked about."""


@dataclass(frozen=True)
class Axes:
    """A table by its axes: the layout that it is of, the rows of its heads, what each column of figures is of, and
    which column holds which field; totals of other columns, and columns that are none of the table. ``asked`` is the
    key of the question what the words are, where nothing tells."""

    kind: str
    rows: tuple[int, ...]
    anchor: int
    heads: Mapping[int, Mapping[str, SheetCell]]
    labels: Mapping[str, int]
    totals: Mapping[int, across.TotalColumn] = MappingProxyType({})
    apart: Mapping[int, across.Apart] = MappingProxyType({})
    asked: str = ""


def years_across(page: Page, row: int) -> int:
    """How many columns of a row are headed by a year, or by a period across two."""
    return sum(1 for _, text in page.texts(row) if header_rows.year(text) or header_rows.period(text))


def grouped(header: Sequence[str], samples: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a delimited file names groups of columns, and the second the years in them."""
    second = [cells[0] for cells in samples if cells and header_rows.year(cells[0])]
    return len(second) >= LEAST and not (all(name.strip() for name in header) and len(set(header)) == len(header))


def series(page: Page) -> Axes | None:
    """A table with years, or cities in one year, down, and at least two known sectors or carriers across."""
    return page.once(_series)


def wide(page: Page) -> Axes | None:
    """A table with at least two different years across, and something on their left."""
    return page.once(_wide)


def over_words(page: Page) -> Axes | None:
    """A table with years across whose carriers, sectors or scopes stand in another row of heads."""
    found = wide(page)
    return (
        found if found and any({"carrier", "sector", "scope"} & said.keys() for said in found.heads.values()) else None
    )


def crossed(page: Page) -> Axes | None:
    """A table of nothing but figures below heads, each beside a word or a year, whatever its words."""
    return page.once(_crossed)


def layout(page: Page, answers: Mapping[str, str], found: Axes | None) -> Layout | None:
    """One record for each figure of a table. Totals are checked against their parts and left out; what the words are
    is asked about where nothing tells."""
    if found is None:
        return None
    named, about = page.headed(*found.rows), header_rows.about(page, 0, found.anchor + (found.kind == "wide"))
    dated = "year" in found.labels
    if dated:
        about.pop("year", None)
    inside = about["unit"].text if "unit" in about and about["unit"].row - 1 in found.rows else ""
    own = {said["unit"].text for said in found.heads.values() if "unit" in said}
    if not own and not inside and "unit" not in {*about, *found.labels}:
        below = head_words.unit_below(page, found.rows[-1] + 1)
        about |= {"unit": below} if below else {}
    names = dict(zip(page.names, named.names, strict=True))
    heads = {
        column: {name: cell._replace(column=names[cell.column]) for name, cell in said.items()}
        for column, said in found.heads.items()
    }
    table = across.Across(
        named,
        found.anchor,
        found.rows[-1] + 1,
        heads,
        found.labels,
        about,
        _LEFT.get(found.kind),
        found.totals,
        found.apart,
        units=frozenset({*own, inside, *(total.unit.text for total in found.totals.values())} - {""}),
        dated=dated,
        again=found.anchor,
    )
    read = across.layout(table, answers, found.kind)
    if read and found.asked and found.asked not in answers:
        asked = replace(read.sheet, problems=(*read.sheet.problems, _which(named, found)))
        return replace(read, sheet=asked, origins=replace(read.origins, waiting=tuple(range(len(read.sheet.rows)))))
    return read


def _first(page: Page, shape: Callable[[Page, tuple[int, ...]], Axes | None]) -> Axes | None:
    for top in range(min(page.height, header_rows.FIRST_ROWS)):
        if (rows := head_words.rows_of(page, top)) and (found := shape(page, rows)):
            return found
    return None


def _wide(page: Page) -> Axes | None:
    return _first(page, _years_across)


def _years_across(page: Page, rows: tuple[int, ...]) -> Axes | None:
    if any(len(page.texts(row)) > MOST_ABOVE for row in range(rows[0])):  # the rows below a header are no headers
        return None
    over = head_words.heads_over(page, rows)
    years = {column: cells for column, cells in over.items() if any(header_rows.year(cell.text) for cell in cells)}
    dated = years or {column: cells for column, cells in over.items() if any(map(head_words.year_of, cells))}
    anchor = max((cell.row for cells in dated.values() for cell in cells if head_words.year_of(cell)), default=0) - 1
    if not dated or (anchor == rows[0] and _figures_like_years(page, rows[0], list(dated))):
        return None
    kinds = head_words.kinds_of_rows(rows, dated, "carrier")
    heads, totals, apart = dict[int, dict[str, SheetCell]](), dict[int, across.TotalColumn](), dict[int, across.Apart]()
    for column, cells in dated.items():
        said = head_words.said_by(cells, kinds)
        if any(is_factor_header(cell.text) for cell in cells):
            continue
        if head_words.is_share(cells):
            apart[column] = across.SHARES
        elif head_words.is_sum(cells):
            totals[column] = across.TotalColumn(said.get("unit", NOWHERE), frozenset())
        else:
            heads[column] = said
    for column, total in totals.items():
        year = head_words.said_by(dated[column], kinds)["year"].text
        same = frozenset(at for at, said in heads.items() if said["year"].text == year)
        totals[column] = total._replace(parts=same)
    told_apart = {tuple((name, cell.text) for name, cell in said.items()) for said in heads.values()}
    if len({said["year"].text for said in heads.values()}) < LEAST or len(told_apart) < len(heads):
        return None
    body = range(rows[-1] + 1, min(page.height, rows[-1] + 6))
    left = any(column < min(heads) for row in (*rows, *body) for column, _ in page.texts(row))
    figures = [text for row in body for column in heads if (text := page.text(row, column))]
    if not left or not figures or all(map(header_rows.year, figures)):
        return None
    labels = _labels(page, rows, {*heads, *apart, *totals}, min(heads))
    return Axes("wide", rows, anchor, heads, labels, totals, apart)


def _figures_like_years(page: Page, row: int, columns: Sequence[int]) -> bool:
    """Whether each column that a row heads by a year has a head or a number of its own right above: then the row is one
    of figures that look like years (2,000 MWh in 2022), below heads that nothing here knows."""
    above = next((place for place in range(row - 1, -1, -1) if page.texts(place)), None)
    if above is None:
        return False
    over = [page.text(above, column) for column in columns]
    measures = all(header_rows.unit_of(text) or header_rows.percent(text) for text in over if text)
    numbers = all(header_rows.numeric(text) for text in over if text)
    return all(over) and (numbers or (len(set(over)) == len(over) and not measures))


def _labels(page: Page, rows: Sequence[int], figures: set[int], start: int) -> dict[str, int]:
    """Field -> the column that holds it, by its name, else by its words. Where no column is called a sector, those of
    texts left of the figures are."""
    fields: dict[str, int] = {}
    body = range(rows[-1] + 1, page.height)
    names = {column: text for row in rows for column, text in page.texts(row) if column not in figures}
    for column, text in names.items():
        name = header_rows.field_named(text)
        beside = name == "unit" and not any(header_rows.unit_of(page.text(row, column)) for row in body)
        if name and name not in ("value", "year") and not beside:  # else the name of the unit that stands beside it
            fields.setdefault(name, column)
    left = {
        column: [text for row in body if (text := page.text(row, column))]
        for column in range(start)
        if column not in fields.values()
    }
    words = {column: held for column, held in left.items() if not all(map(header_rows.numeric, held))}
    several = len(words) > 1 or {"sector", "subsector"} & fields.keys()
    for column, held in list(words.items()) if several else ():
        kind = "kind" if other_figures.are_kinds(held) else "carrier" if head_words.kind_of(held) == "carrier" else ""
        if kind and kind not in fields:
            fields[kind] = column
            del words[column]
    if not fields.keys() & {"sector", "macro_area", "subsector", "gpc_ref"}:
        fields |= dict(zip(("sector", "subsector"), words, strict=False))
    return fields


def _series(page: Page) -> Axes | None:
    return _first(page, _dates_down)


def _dates_down(page: Page, rows: tuple[int, ...]) -> Axes | None:
    over, body = head_words.heads_over(page, rows), range(rows[-1] + 1, page.height)
    if len(over) <= LEAST:
        return None
    dates = _column_of_years(page, over, body)
    label = next(iter(over)) if dates is None else dates
    of = "city" if dates is None else "year"
    if dates is None and header_rows.field(over[label][-1].text) != "city":
        return None
    sorted_out = _sorted(page, over, body, label)
    if sorted_out is None:
        return None
    labels, apart, totals, names, unknown, known = sorted_out
    labels = {of: label, **labels}
    kind = "sector" if known["sector"] else "carrier"
    sure = known[kind] + known["pair"]
    cities = of == "city" and not known and _only_figures(page, rows, label, [at for at in over if at != label])
    enough = sure and sure + known["either"] >= LEAST and not (known["sector"] and known["carrier"])
    if not enough and not (cities and _measured(page, rows)):
        return None
    kind = "sector" if cities else kind
    totals = [*totals, *(column for column in unknown if sum_rows.across(page, body, column, names))]
    figures = sorted({*names, *unknown} - {*totals})
    kinds = head_words.kinds_of_rows(rows, {column: over[column] for column in figures}, kind)
    said = {column: head_words.said_by(over[column], kinds) for column in (*figures, *totals)}
    if (of == "city" and (kind != "sector" or len(kinds) > 1)) or any(
        len(kinds) > 1 and not {"sector", "carrier"} <= said[column].keys() for column in figures
    ):
        return None
    if "unit" in labels:
        said = {column: {name: cell for name, cell in one.items() if name != "unit"} for column, one in said.items()}
    outer = next((cell.row for cell in over[figures[0]] if cell.row - 1 in kinds), 0) if len(kinds) > 1 else 0
    groups = {column: next((cell.text for cell in over[column] if cell.row == outer), "") for column in said}
    summed = {
        column: across.TotalColumn(
            said[column].get("unit", NOWHERE),
            frozenset(at for at in figures if is_total(groups[column]) or groups[at] == groups[column]),
        )
        for column in totals
    }
    heads = {column: said[column] for column in figures}
    return Axes("series", rows, max(kinds), heads, labels, summed, apart)


class _Sorted(NamedTuple):
    """The columns beside the one of years: labels by their field, those apart, totals, those whose word is known, those
    whose is not, and how many words name a sector, a carrier, either, or both together."""

    labels: dict[str, int]
    apart: dict[int, across.Apart]
    totals: list[int]
    names: list[int]
    unknown: list[int]
    known: Counter[str]


def _sorted(page: Page, over: Mapping[int, Sequence[SheetCell]], body: range, label: int) -> _Sorted | None:
    found = _Sorted({}, {}, [], [], [], Counter())
    for column, cells in over.items():
        text = cells[-1].text
        word = next((head_words.bare(cell.text) for cell in reversed(cells) if not head_words.is_plain(cell.text)), "")
        fits = [kind for kind, names in _NAMES.items() if names(word)]
        if column == label:
            continue
        if header_rows.field(text) in _OF_ROWS:
            found.labels.setdefault(str(header_rows.field(text)), column)
        elif head_words.is_share(cells):
            found.apart[column] = across.SHARES
        elif head_words.is_sum(cells):
            found.totals.append(column)
        elif fits:
            # A word for both, such as electricity, stands among either and decides nothing.
            found.known["either" if len(fits) > 1 else fits[0]] += 1
            found.names.append(column)
        elif header_rows.field(text) or not _numbers(page, body, column):
            return None  # a column of another table
        elif not _counts_otherwise(text):
            found.unknown.append(column)
    return found


def _column_of_years(page: Page, over: Mapping[int, Sequence[SheetCell]], body: range) -> int | None:
    """The column of years below the heads: called so, or the first one without a name."""
    for column in range(page.width):
        name = over[column][-1].text if column in over else ""
        if column if not name else header_rows.field(name) != "year" and not header_rows.year_word(name):
            continue
        texts = [text for row in body if (text := page.text(row, column))]
        years = [year for text in texts if (year := header_rows.year_text(text))]
        if len(set(years)) >= LEAST and 2 * len(years) >= len(texts):
            return column
    return None


def _counts_otherwise(text: str) -> bool:
    """Whether a head says that its column counts or pays for something else: population, degree days, a price."""
    return other_figures.beside(frozenset(re.sub(r"[^\w€$£]+", " ", folded(text)).split()))


def _numbers(page: Page, body: range, column: int) -> bool:
    """Whether some cell of a column looks like a number, or all are blank."""
    texts = [text for row in body if (text := page.text(row, column))]
    return not texts or any(map(header_rows.numeric, texts))


def _crossed(page: Page) -> Axes | None:
    return with_answers(page, {})


def with_answers(page: Page, answers: Mapping[str, str]) -> Axes | None:
    """The table of ``crossed`` as far as it was answered what its words are."""
    return _first(page, partial(_both_ways, answers=answers))


def _both_ways(page: Page, rows: tuple[int, ...], answers: Mapping[str, str]) -> Axes | None:
    over, body = head_words.heads_over(page, rows), range(rows[-1] + 1, page.height)
    first = next(iter(over))
    bare = first > 0 and any(page.text(row, first - 1) for row in body)
    label = first - 1 if bare else first
    columns = [column for column in over if column != label]
    if not 0 < len(columns) <= MOST_COLUMNS:
        return None
    down, kind, asked = _words(page, body, over, label, columns, answers)
    kinds = head_words.kinds_of_rows(rows, {column: over[column] for column in columns}, kind)
    if len(kinds) > 1 and asked == ACROSS:
        kinds = {row: kind if row == min(kinds) else head_words.OPPOSITE[kind] for row in kinds}
    together = len(kinds) < LEAST or down in ("year", "period")
    if not (down and together and _only_figures(page, rows, label, columns) and _measured(page, rows)):
        return None
    shares = [column for column in columns if any(header_rows.percent(cell.text) for cell in over[column])]
    rest = [column for column in columns if column not in shares]
    totals = [at for at in rest if len(rest) > 1 and any(is_total(cell.text) for cell in over[at])]
    rest = [column for column in rest if column not in totals]
    unknown = [at for at in rest if len(rest) > LEAST and not any(head_words.is_known(cell.text) for cell in over[at])]
    totals += [at for at in unknown if sum_rows.across(page, body, at, [other for other in rest if other != at])]
    heads = {column: head_words.said_by(over[column], kinds) for column in rest if column not in totals}
    summed = {column: across.TotalColumn(NOWHERE, frozenset(heads)) for column in totals}
    return Axes(
        "crossed",
        rows,
        max(kinds, default=rows[-1]),
        heads,
        {down: label},
        summed,
        dict.fromkeys(shares, across.SHARES),
        asked,
    )


def _words(
    page: Page,
    body: range,
    over: Mapping[int, Sequence[SheetCell]],
    label: int,
    columns: Sequence[int],
    answers: Mapping[str, str],
) -> tuple[str, str, str]:
    """What the labels and the heads are, by the words that are known or the name of the labels, else as was answered:
    carriers where the others are sectors; and the question where nothing tells. Nothing where both are the same, or a
    head names a column of another table."""
    words = [text for row in body if (text := page.text(row, label))]
    texts = [cell.text for column in columns for cell in over[column]]
    heads = [word for text in texts if (word := head_words.bare(text))]
    corner = header_rows.field(over[label][-1].text) if label in over else None
    if corner not in (None, "sector", "carrier", "year", "period") or any(map(header_rows.field, heads)):
        return "", "", ""
    known = head_words.kind_of(heads)
    dated = sum(bool(header_rows.year_text(word)) for word in words) >= LEAST
    if dated or corner == "period" or are_parts(words):
        known = known or ("carrier" if any(map(header_rows.carrier, heads)) else "")
        known = known or ("sector" if any(map(head_words.pair, heads)) else "")
        return "year" if dated else "period", known or answers.get(ACROSS, "sector"), "" if known else ACROSS
    down = corner if corner in head_words.OPPOSITE else head_words.kind_of(words) or head_words.OPPOSITE.get(known, "")
    asked = KEY if not down and heads else ""
    down = down or answers.get(KEY, "sector")
    known = known or head_words.OPPOSITE[down]
    return ("", "", "") if known == down else (down, known, asked)


def _only_figures(page: Page, rows: Sequence[int], label: int, columns: Sequence[int]) -> bool:
    """Whether nothing but figures stands below the heads, beside a word each, in enough rows."""
    count, names = 0, page.texts(rows[-1])
    for row in range(page.height):
        filled = [(column, text) for column, text in page.texts(row) if column > label]
        shown = [header_rows.figure(text) or numerals.read_one(text).fault in _ASKED for _, text in filled]
        if row < rows[0] and len(filled) > 1 and any(shown):  # a table that began before
            return False
        if row <= rows[-1] or page.texts(row) == names:
            continue
        stray = any(column not in columns for column, _ in filled)
        text = page.text(row, label)
        again = header_rows.year_word(text) or header_rows.field(text) in ("year", "unit", "city")
        dated = len(filled) == 1 < len(columns) and header_rows.year(filled[0][1])
        if again or dated:  # another table begins, of which something else holds
            return False
        if stray or (any(shown) and not text) or (len(shown) > 1 and not all(shown)):
            return False
        count += any(shown)
    return count >= LEAST


def _measured(page: Page, rows: Sequence[int]) -> bool:
    """Whether a unit of energy or emissions stands above the table or among its heads."""
    above = header_rows.about(page, 0, rows[0]).get("unit", NOWHERE).text
    heads = [own for row in rows for _, text in page.texts(row) if (own := header_rows.unit_of(text))]
    return any(header_rows.measured(unit) in ("energy", "emissions") for unit in (above, *heads) if unit)


def _which(page: Page, found: Axes) -> Problem:
    """Which words are sectors, where nothing tells: shown with the first of both."""
    label = next(iter(found.labels.values()))
    down = next(text for row in range(found.rows[-1] + 1, page.height) if (text := page.text(row, label)))
    above = next(
        cell.text
        for cell in head_words.heads_over(page, found.rows)[next(iter(found.heads))]
        if not head_words.is_plain(cell.text)
    )
    told = Sentence("{down} beside the figures and {over} above them", down=quoted(down), over=quoted(above))
    fix = Sentence("Say whether sectors or carriers stand beside the rows; the others stand above the columns.")
    if found.asked == ACROSS:
        fix = Sentence("Say whether sectors or carriers stand above the columns.")
    known = Sentence("words that are known")
    row = found.rows[-1] + 1
    return Problem("ask", found.asked, told, known, fix, row, key=found.asked, choices=CHOICES[found.asked])


_LEFT: Mapping[str, Callable[[str], Sentence | None]] = {
    "wide": lambda name: Sentence('figures in the column "{column}", which is no year', column=name),
    "series": lambda name: Sentence('figures in the column "{column}", which is no sector or carrier', column=name),
}
"""What the figures are that stand under no head, by the layout."""
