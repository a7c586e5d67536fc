"""The axes of a table: what the heads above its figures say, and what its columns of labels hold, found once.

Years across, years or cities down, and words both ways are one grammar: each text above a column is a year, a unit, a
sector, a carrier, a scope, a total, a share or a word that is asked about, and rows of heads over each other say it
together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from analytics.text.header_units import is_factor_header
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import (
    across,
    head_words,
    header_rows,
    label_columns,
    label_units,
    sum_rows,
    table_heads,
    title_carriers,
)
from datasets.intake.layouts.both_ways import ACROSS, LEAST, measured, only_figures, words_of
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.meaning.sum_words import closes_group, is_total
from datasets.intake.readers.encoding import quoted

MOST_ABOVE = 4
"""How many cells of a row may be filled above a header of years: a title, or "Unit" and the unit beside it."""
MOST_COLUMNS = 100
"""No table has more sectors or carriers across."""
_NAMES = {"sector": header_rows.sector, "carrier": header_rows.carrier, "pair": head_words.pair}
"""What tells that a word names a sector, a carrier, or both together."""
_OF_ROWS = ("period", "city", "country", "population", "source", "method", "gwp_set", "approach", "unit")
"""The columns that say something of a whole row, beside the axes."""


_Over = Mapping[int, Sequence[SheetCell]]
"""The heads of each column, from top to bottom."""


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
    return sum(1 for _, text in page.texts(row) if head_words.year_in(text))


def found(page: Page, kind: str, answers: Mapping[str, str] | None = None) -> Axes | None:
    """The first table of a kind, looked for once. ``wide``: at least two different years across, and something on their
    left. ``series``: years, or cities in one year, down, and at least two known sectors or carriers across.
    ``crossed``: nothing but figures below heads, each beside a word or a year, as far as it was answered what its words
    are."""
    if answers and kind == "crossed":
        return _first(page, partial(_both_ways, answers=answers))
    return page.once(_FINDERS[kind])


def over_words(page: Page) -> Axes | None:
    """A table with years across whose carriers, sectors or scopes stand in another row of heads."""
    table, words = found(page, "wide"), {"carrier", "sector", "scope"}
    return table if table and any(words & said.keys() for said in table.heads.values()) else None


def layout(page: Page, table: Axes, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure of a table. Totals are checked against their parts and left out; what the words are
    is asked about where nothing tells."""
    answered = found(page, table.kind, answers)
    return _read(page, answers, answered) if answered else None


def _read(page: Page, answers: Mapping[str, str], found: Axes) -> Layout | None:
    named, about = page.headed(*found.rows), header_rows.about(page, 0, found.anchor + (found.kind == "wide"))
    dated = "year" in found.labels
    if dated:
        about.pop("year", None)
    inside = about["unit"].text if "unit" in about and about["unit"].row - 1 in found.rows else ""
    own = {said["unit"].text for said in found.heads.values() if "unit" in said}
    if not own and not inside and "unit" not in {*about, *found.labels}:
        below = head_words.unit_below(page, found.rows[-1] + 1)
        about |= {"unit": below} if below else {}
    carriers = "carrier" in found.labels or any("carrier" in said for said in found.heads.values())
    if not carriers and (titled := title_carriers.above(page, found.rows[0], answers)):
        about["carrier"] = titled
    names = dict(zip(page.names, named.names, strict=True))
    heads = {
        column: {name: cell._replace(column=names[cell.column]) for name, cell in said.items()}
        for column, said in found.heads.items()
    }
    stated = own or inside or {"unit"} & {*about, *found.labels}
    rows = range(page.height if stated else found.rows[-1] + 1, page.height)
    behind = label_units.of_rows(
        named, rows, sorted(found.labels.values()), lambda row: any(named.filled(row, column) for column in heads)
    )
    table = across.Across(
        behind.page,
        found.anchor,
        found.rows[-1] + 1,
        heads,
        found.labels,
        about,
        _LEFT.get(found.kind),
        found.totals,
        found.apart,
        rows_apart=dict.fromkeys(behind.others, label_units.OTHER),
        below={(row, column): {"unit": cell} for row, cell in behind.units.items() for column in heads},
        units=frozenset({*own, inside, *(total.unit.text for total in found.totals.values())} - {""}),
        dated=dated,
    )
    read = across.layout(table, answers, found.kind)
    if read and found.asked and found.asked not in answers:
        asked = replace(read.sheet, problems=(*read.sheet.problems, _which(named, found)))
        return replace(read, sheet=asked, origins=replace(read.origins, waiting=tuple(range(len(read.sheet.rows)))))
    return read


def _first(page: Page, shape: Callable[[Page, tuple[int, ...], _Over], Axes | None]) -> Axes | None:
    return next((table for rows, over in page.once(_all_heads) if (table := shape(page, rows, over))), None)


def _all_heads(page: Page) -> list[tuple[tuple[int, ...], _Over]]:
    """The rows of heads that begin in each of the first rows, with the heads of each column."""
    return [(rows, head_words.heads_over(page, rows)) for rows in page.once(table_heads.of_page)]


def _years_across(page: Page, rows: tuple[int, ...], over: _Over) -> Axes | None:
    if any(len(page.texts(row)) > MOST_ABOVE for row in range(rows[0])):  # the rows below a header are no headers
        return None
    years = {column: cells for column, cells in over.items() if any(map(_is_year, cells))}
    dated: _Over = years or {column: cells for column, cells in over.items() if any(map(head_words.year_of, cells))}
    alike = {(row, column) for row in rows for column in ([] if dated else head_words.years_alike(page, row))}
    dated = dated or {column: over[column] for _, column in alike}
    of_years = {cell.row for cells in dated.values() for cell in cells if head_words.year_of(cell)}
    anchor = max(of_years | {row + 1 for row, _ in alike}, default=0) - 1
    if not dated or (anchor == rows[0] and _figures_like_years(page, rows[0], list(dated))):
        return None
    kinds = head_words.kinds_of_rows(rows, dated, "carrier", dated=True)
    dated, unknown = head_words.with_unknown(over, dated)
    heads, totals, apart = dict[int, dict[str, SheetCell]](), dict[int, across.TotalColumn](), dict[int, across.Apart]()
    for column, cells in dated.items():
        worded = [cell for cell in cells if (cell.row - 1, column) in alike]
        said = head_words.said_by([cell for cell in cells if cell not in worded], kinds, unknown)
        said |= {"year": worded[0]} if worded else {}
        if any(is_factor_header(cell.text) for cell in cells):
            continue
        if head_words.is_share(cells):
            apart[column] = across.SHARES
        elif head_words.is_sum(cells) or (unknown and head_words.is_sum(list(map(head_words.undated, cells)))):
            totals[column] = across.TotalColumn(said.get("unit", NOWHERE), frozenset())
        else:
            heads[column] = said
    unnamed = head_words.without_carrier(dated, heads)
    heads |= {column: {**heads[column], "carrier": word} for column, word in unnamed.items() if word.text}
    totals |= {
        column: across.TotalColumn(heads.pop(column).get("unit", NOWHERE), frozenset())
        for column, word in unnamed.items()
        if not word.text
    }
    for column, total in totals.items():
        year = head_words.said_by(dated[column], kinds)["year"].text
        same = frozenset(at for at, said in heads.items() if said["year"].text == year)
        totals[column] = total._replace(parts=same)
    heads = head_words.apart_by_words(dated, heads)
    told_apart = {tuple((name, cell.text) for name, cell in said.items()) for said in heads.values()}
    of_words = len(heads) >= LEAST and all({"sector", "carrier", "period"} & said.keys() for said in heads.values())
    several = len({said["year"].text for said in heads.values()}) >= LEAST or of_words
    alone = len(heads) == 1 and {*over} <= {*heads, *apart, *range(min(heads))}
    if not (several or alone) or len(told_apart) < len(heads) or not _labelled(page, rows, heads):
        return None
    body = range(rows[-1] + 1, page.height)
    fields = label_columns.by_field(page, rows, body, {*heads, *apart, *totals}, min(heads), ("value", "year"))
    told = not alone or _of_sectors(page, rows, over, fields)
    return Axes("wide", rows, anchor, heads, fields, totals, apart) if told else None


def _is_year(cell: SheetCell) -> bool:
    return header_rows.year(cell.text) is not None or header_rows.mistyped_year(cell.text)


def _labelled(page: Page, rows: tuple[int, ...], heads: Collection[int]) -> bool:
    """Whether something stands left of the heads, and figures that are not all years below them."""
    body = range(rows[-1] + 1, min(page.height, rows[-1] + 6))
    left = any(column < min(heads) for row in (*rows, *body) for column, _ in page.texts(row))
    figures = [text for row in body for column in heads if (text := page.text(row, column))]
    return left and bool(figures) and not all(map(header_rows.year, figures))


def _of_sectors(page: Page, rows: Sequence[int], over: _Over, labels: Mapping[str, int]) -> bool:
    """Whether all that stands beside the one column of a year are labels, most of them known sectors."""
    words = [text for row in range(rows[-1] + 1, page.height) if (text := page.text(row, labels.get("sector", 0)))]
    left = {column for column in over if column in labels.values()}
    known = sum(bool(header_rows.sector(word)) for word in words)
    return "sector" in labels and len(left) >= len(over) - 1 and 2 * known > len(words)


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


def _dates_down(page: Page, rows: tuple[int, ...], over: _Over) -> Axes | None:
    body = range(rows[-1] + 1, page.height)
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
    if head_words.OPPOSITE.keys() & labels.keys():
        return None
    sure = known[kind] + known["pair"]
    cities = of == "city" and only_figures(page, rows, label, [at for at in over if at != label])
    least = 1 if cities else LEAST  # beside one known word the others are asked about
    enough = sure and sure + known["either"] >= least and not (known["sector"] and known["carrier"])
    if not enough and not (cities and not known and measured(page, rows, label)):
        return None
    kind = kind if enough else "sector"
    within = {column: head_words.named_within(over, column, [*names, *unknown]) for column in totals}
    parts = sum_rows.columns_summed(page, body, [*names, *unknown], unknown, within)
    totals = [*totals, *(column for column in unknown if column in parts or sum_rows.across(page, body, column, names))]
    figures = sorted({*names, *unknown} - {*totals})
    kinds = head_words.kinds_of_rows(rows, {column: over[column] for column in figures}, kind)
    said = {column: head_words.said_by(over[column], kinds) for column in (*figures, *totals)}
    said = head_words.beside_pairs(said) if known["pair"] else said
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
            parts.get(column)
            or frozenset(at for at in figures if is_total(groups[column]) or groups[at] == groups[column]),
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


def _sorted(page: Page, over: _Over, body: range, label: int) -> _Sorted | None:
    found = _Sorted({}, {}, [], [], [], Counter())
    city = next((column for column, cells in over.items() if header_rows.field(cells[-1].text) == "city"), None)
    for column, cells in over.items():
        text = cells[-1].text
        words = [header_rows.bare(cell.text) for cell in reversed(cells) if not head_words.is_plain(cell.text)]
        fits = next((fit for word in words if (fit := [kind for kind, names in _NAMES.items() if names(word)])), [])
        if column == label:
            continue
        if header_rows.field(text) in _OF_ROWS or header_rows.field(text) in head_words.OPPOSITE:
            found.labels.setdefault(str(header_rows.field(text)), column)
        elif head_words.is_share(cells):
            found.apart[column] = across.SHARES
        elif head_words.is_sum(cells) or closes_group(header_rows.bare(text)):
            found.totals.append(column)
        elif fits:
            # A word for both, such as electricity, stands among either and decides nothing.
            found.known["either" if len(fits) > 1 else fits[0]] += 1
            found.names.append(column)
        elif header_rows.field(text) or not (_numbers(page, body, column) or _of_a_city(page, body, column, city)):
            return None  # a column of another table
        elif _numbers(page, body, column) and not other_figures.beside(text):
            found.unknown.append(column)
    return found


def _of_a_city(page: Page, body: range, column: int, city: int | None) -> bool:
    """Whether a column of words says the same in every row of a city, or of the table where no column holds cities: in
    which region it lies, or its code."""
    said = {("" if city is None else page.text(row, city), page.text(row, column)) for row in body if page.texts(row)}
    return len({one for one, _ in said}) == len(said)


def _column_of_years(page: Page, over: _Over, body: range) -> int | None:
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


def _numbers(page: Page, body: range, column: int) -> bool:
    """Whether some cell of a column looks like a number, or all are blank."""
    texts = [text for row in body if (text := page.text(row, column))]
    return not texts or any(map(header_rows.numeric, texts))


def _both_ways(
    page: Page, rows: tuple[int, ...], over: _Over, answers: Mapping[str, str] = MappingProxyType({})
) -> Axes | None:
    body = range(rows[-1] + 1, page.height)
    first = next(iter(over))
    bare = first > 0 and any(page.text(row, first - 1) for row in body)
    label = first - 1 if bare else first
    columns = [column for column in over if column != label]
    dated = any(head_words.year_of(cell) for cells in over.values() for cell in cells)
    if dated or not 0 < len(columns) <= MOST_COLUMNS:
        return None
    down, kind, asked = words_of(page, body, over, label, columns, answers)
    kinds = head_words.kinds_of_rows(rows, {column: over[column] for column in columns}, kind)
    together = len(kinds) < LEAST or down in ("year", "period")
    if not (down and together and only_figures(page, rows, label, columns)):
        return None
    figured = [row for row in body if any(page.filled(row, at) for at in columns)]
    if not (measured(page, rows, label) or sum_rows.both_ways(page, figured, columns)):  # else its unit is asked about
        return None
    shares = [column for column in columns if any(header_rows.percent(cell.text) for cell in over[column])]
    rest = [column for column in columns if column not in shares]
    totals = [at for at in rest if len(rest) > 1 and any(is_total(cell.text) for cell in over[at])]
    rest = [column for column in rest if column not in totals]
    unknown = [
        at
        for at in (rest if len(rest) > LEAST and kind != "period" else ())  # a month is no sum of others
        if not any(head_words.is_known(cell.text) for cell in over[at])
    ]
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


def _which(page: Page, found: Axes) -> Problem:
    """Which words are sectors, where nothing tells: shown with the first of both."""
    label = next(iter(found.labels.values()))
    down = next(text for row in range(found.rows[-1] + 1, page.height) if (text := page.text(row, label)))
    cells = head_words.heads_over(page, found.rows)[next(iter(found.heads))]
    above = next((cell.text for cell in cells if not head_words.is_plain(cell.text)), cells[-1].text)
    told = Sentence("{down} beside the figures and {over} above them", down=quoted(down), over=quoted(above))
    fix = Sentence("Say whether sectors, carriers or cities stand beside the rows.")
    heads = {name for said in found.heads.values() for name in said}
    choices = tuple(choice for choice in CHOICES[found.asked] if found.asked == ACROSS or choice not in heads)
    if found.asked == ACROSS:
        fix = Sentence("Say whether sectors or carriers stand above the columns.")
    known = Sentence("words that are known")
    row = found.rows[-1] + 1
    return Problem("ask", found.asked, told, known, fix, row, key=found.asked, choices=choices)


_LEFT: Mapping[str, Callable[[str], Sentence | None]] = {
    "wide": lambda name: Sentence('figures in the column "{column}", which is no year', column=name),
    "series": lambda name: Sentence('figures in the column "{column}", which is no sector or carrier', column=name),
}
"""What the figures are that stand under no head, by the layout."""
_FINDERS: Mapping[str, Callable[[Page], Axes | None]] = {
    "wide": partial(_first, shape=_years_across),
    "series": partial(_first, shape=_dates_down),
    "crossed": partial(_first, shape=_both_ways),
}
