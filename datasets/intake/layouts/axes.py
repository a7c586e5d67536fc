"""The axes of a table: what the heads above its figures say, and what its columns of labels hold, found once.

Years across, years or cities down, and words both ways are one grammar: each text above a column is a year, a unit, a
sector, a carrier, a scope, a total, a share or a word that is asked about, and rows of heads over each other say it
together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from analytics.text import numerals
from analytics.text.header_units import is_factor_header
from analytics.text.parts_of_year import are_parts
from analytics.text.problems import Problem, ask
from analytics.text.sentences import Sentence, quoted
from datasets.intake.layouts import (
    across,
    head_words,
    header_rows,
    label_columns,
    sum_rows,
    table_heads,
    titled_figures,
)
from datasets.intake.layouts.declared import AHEAD, SHARES, Across, Apart, TotalColumn
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning import other_figures, year_words
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.intake.meaning.sum_words import closes_group, is_total
from datasets.reference import registry

KEY, ACROSS = "words-down", "words-across"
"""What the words beside the rows are, where no word of a table is known; and those above the columns beside years."""
LEAST = 2
"""So many years, or known words, or rows make an axis."""
_FIGURE = ("dash", "not-available", "marked")
"""What a figure's cell may hold that is asked about."""
MOST_ABOVE = 4
"""How many cells of a row may be filled above a header of years: a title, or "Unit" and the unit beside it."""
MOST_COLUMNS = 100
"""No table has more sectors or carriers across."""
_NAMES = {"sector": header_rows.sector, "carrier": header_rows.carrier, "pair": head_words.pair}
"""What tells that a word names a sector, a carrier, or both together."""
FACTORS = Apart(
    "factor-no-amount",
    Sentence("amounts of energy or emissions; the words above say that these are factors"),
    Sentence("Leave this table out: factors of a city are stated on the page Figures."),
    refused=True,
)
_OF_ROWS = ("period", "city", "country", "population", "source", "method", "gwp_set", "approach", "unit")
"""The columns that say something of a whole row, beside the axes."""


_Over = Mapping[int, Sequence[SheetCell]]
"""The heads of each column, from top to bottom."""


def years_across(page: Page, row: int) -> int:
    """How many columns of a row are headed by a year, or by a period across two."""
    return sum(1 for _, text in page.texts(row) if head_words.year_in(text))


def found(page: Page, kind: str, answers: Mapping[str, str] | None = None) -> Across | None:
    """The first table of a kind, looked for once. ``wide``: at least two different years across, and something on their
    left. ``series``: years, or cities in one year, down, and at least two known sectors or carriers across.
    ``crossed``: nothing but figures below heads, each beside a word or a year, as far as it was answered what its words
    are."""
    if answers and kind == "crossed":
        return _first(page, partial(_both_ways, answers=answers))
    return page.once(_FINDERS[kind])


def over_words(page: Page) -> Across | None:
    """A table with years across whose carriers, sectors or scopes stand in another row of heads."""
    table, words = found(page, "wide"), {"carrier", "sector", "scope"}
    return table if table and any(words & said.keys() for said in table.heads.values()) else None


def layout(page: Page, table: Across, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure of a table. Totals are checked against their parts and left out; what the words are
    is asked about where nothing tells."""
    answered = found(page, table.kind, answers)
    read = across.layout(_around(page, answered, answers), answers, table.kind) if answered else None
    if read and answered and answered.asked and answered.asked not in answers:
        asked = read.sheet.telling(_which(answered))
        return replace(read, sheet=asked, origins=replace(read.origins, waiting=tuple(range(len(read.sheet.rows)))))
    return read


def _around(page: Page, table: Across, answers: Mapping[str, str]) -> Across:
    """A table with what is written around it, and its units wherever they stand."""
    about = header_rows.about(page, 0, table.row + (table.kind == "wide"))
    if table.dated:
        about.pop("year", None)
    inside = {about["unit"].text} if "unit" in about and about["unit"].row > table.header[0] else set()
    own = {said["unit"].text for said in table.heads.values() if "unit" in said}
    if not own and "unit" not in {*about, *table.labels} and (below := head_words.unit_below(page, table.first)):
        about["unit"] = below
    carriers = "carrier" in table.labels or any("carrier" in said for said in table.heads.values())
    if not carriers and (titled := titled_figures.carrier_above(page, table.header[0], answers)):
        about["carrier"] = titled
        if answers.get(f"carrier:{titled.text}") == LEAVE_OUT:  # those in the labels of rows are of such figures, too
            places = ((row, column) for row in table.rows for column in table.heads)
            table = replace(table, below={**table.below, **{place: {"carrier": titled} for place in places}})
    units = {*own, *inside, *(total.unit.text for total in table.totals.values())} - {""}
    table = label_columns.with_units(replace(table, about=about, units=frozenset(units)))
    above = (each for row in range(table.first) for each in page.texts(row) if each[0] >= min(table.heads))
    if table.states_unit or not any(is_factor_header(text) for _, text in above):
        return table
    return replace(table, rows_apart=dict.fromkeys(range(page.height), FACTORS))


def _first(page: Page, shape: Callable[[Page, tuple[int, ...], _Over], Across | None]) -> Across | None:
    return next((table for heads in page.once(_all_heads) if (table := shape(*heads))), None)


def _all_heads(page: Page) -> list[tuple[Page, tuple[int, ...], _Over]]:
    """The rows of heads that begin in each of the first rows, with the page by the names in them and the heads of each
    column."""
    named = ((page.headed(*rows), rows) for rows in page.once(table_heads.of_page))
    return [(headed, rows, head_words.heads_over(headed, rows)) for headed, rows in named]


def _years_across(page: Page, rows: tuple[int, ...], over: _Over) -> Across | None:
    wide = any(len(page.texts(row)) > MOST_ABOVE for row in range(rows[0]))  # the rows below a header are no headers
    if wide or table_heads.above_years(page, rows):
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
    said = dict[int, dict[str, SheetCell]]()
    for column, cells in dated.items():
        worded = [cell for cell in cells if (cell.row - 1, column) in alike]
        own = head_words.said_by([cell for cell in cells if cell not in worded], kinds, unknown)
        said[column] = own | ({"year": worded[0]} if worded else {})
    factors = {column for column, cells in dated.items() if any(is_factor_header(cell.text) for cell in cells)}
    amounts = {column: cells for column, cells in dated.items() if column not in factors}
    shares = [column for column, cells in amounts.items() if head_words.is_share(cells)]
    bare = {column: [*cells, *(map(head_words.undated, cells) if unknown else ())] for column, cells in amounts.items()}
    totals = [column for column, cells in bare.items() if column not in shares and head_words.is_sum(cells)]
    heads = {column: said[column] for column in amounts if column not in {*shares, *totals}}
    apart = dict.fromkeys(shares, SHARES) | {
        column: AHEAD
        for column, cells in (over.items() if len(heads) == 1 else ())  # beside several years it is no year
        if column not in dated and any(year_words.ahead(cell.text) and header_rows.dated(cell.text) for cell in cells)
    }
    unnamed = head_words.without_carrier(dated, heads)
    totals += [column for column, word in unnamed.items() if not word.text]
    named = {column: {"carrier": word} for column, word in unnamed.items()}
    heads = {column: one | named.get(column, {}) for column, one in heads.items() if column not in totals}
    years_of = {column: said[column]["year"].text for column in (*heads, *totals)}
    summed = {
        column: TotalColumn(
            said[column].get("unit", NOWHERE), frozenset(at for at in heads if years_of[at] == years_of[column])
        )
        for column in totals
    }
    heads = head_words.apart_by_words(dated, heads)
    told_apart = {tuple((name, cell.text) for name, cell in said.items()) for said in heads.values()}
    of_words = len(heads) >= LEAST and all({"sector", "carrier", "period"} & said.keys() for said in heads.values())
    several = len({said["year"].text for said in heads.values()}) >= LEAST or of_words
    alone = len(heads) == 1 and {*over} <= {*heads, *apart, *range(min(heads))}
    if not (several or alone) or len(told_apart) < len(heads) or not _labelled(page, rows, heads):
        return None
    body = range(rows[-1] + 1, page.height)
    fields = label_columns.by_field(page, rows, body, {*heads, *apart, *totals}, min(heads), ("value", "year"))
    if alone and (
        table_heads.above_names(page, rows, heads) or not _of_sectors(page, rows, {*over} - {*apart}, fields)
    ):
        return None
    return Across(page, anchor, body.start, heads, fields, {}, _LEFT["wide"], summed, apart, header=rows, kind="wide")


def _is_year(cell: SheetCell) -> bool:
    return header_rows.year(cell.text) is not None or header_rows.mistyped_year(cell.text)


def _labelled(page: Page, rows: tuple[int, ...], heads: Collection[int]) -> bool:
    """Whether something stands left of the heads, and figures that are not all years below them."""
    body = range(rows[-1] + 1, min(page.height, rows[-1] + 6))
    left = any(column < min(heads) for row in (*rows, *body) for column, _ in page.texts(row))
    figures = [text for row in body for column in heads if (text := page.text(row, column))]
    return left and bool(figures) and not all(map(header_rows.year, figures))


def _of_sectors(page: Page, rows: Sequence[int], over: Collection[int], labels: Mapping[str, int]) -> bool:
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


def _dates_down(page: Page, rows: tuple[int, ...], over: _Over) -> Across | None:
    body = range(rows[-1] + 1, page.height)
    if len(over) <= LEAST:
        return None
    dates = _column_of_years(page, over, body)
    label = next(iter(over)) if dates is None else dates
    of = "city" if dates is None else "year"
    if dates is None and header_rows.field(over[label][-1].text) != "city":
        return None
    city = next((column for column, cells in over.items() if header_rows.field(cells[-1].text) == "city"), None)
    roles = {column: _role(page, body, column, cells, city) for column, cells in over.items() if column != label}
    if None in roles.values():
        return None
    columns: dict[str | None, list[int]] = {role: [at for at in roles if roles[at] == role] for role in roles.values()}
    known = {kind: len(columns.get(kind, ())) for kind in (*_NAMES, "either")}
    kind = "sector" if known["sector"] else "carrier"
    sure = known[kind] + known["pair"]
    cities = of == "city" and _only_figures(page, rows, label, [*roles])
    least = 1 if cities else LEAST  # beside one known word the others are asked about
    enough = sure and sure + known["either"] >= least and not (known["sector"] and known["carrier"])
    if not enough and not (cities and not any(known.values()) and _measured(page, rows, label)):
        return None
    kind = kind if enough else "sector"
    names, unknown = [column for column, role in roles.items() if role in known], columns.get("unknown", [])
    within = {at: head_words.named_within(over, at, [*names, *unknown]) for at in columns.get("total", ())}
    parts = sum_rows.columns_summed(page, body, [*names, *unknown], unknown, within)
    totals = [*within, *(at for at in unknown if at in parts or sum_rows.across(page, body, at, names))]
    figures = sorted({*names, *unknown} - {*totals})
    labels = {of: label, **{str(role): held[0] for role, held in columns.items() if role in _OF_ROWS}}
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
        column: TotalColumn(
            said[column].get("unit", NOWHERE),
            parts.get(column)
            or frozenset(at for at in figures if is_total(groups[column]) or groups[at] == groups[column]),
        )
        for column in totals
    }
    heads = {column: said[column] for column in figures}
    apart, row = dict.fromkeys(columns.get("share", ()), SHARES), max(kinds)
    table = Across(page, row, body.start, heads, labels, {}, _LEFT["series"], summed, apart, header=rows, kind="series")
    return replace(table, dated="year" in labels)


def _role(page: Page, body: range, column: int, cells: Sequence[SheetCell], city: int | None) -> str | None:
    """What a column beside the one of years, or of the ``city``, is: the field of labels that it holds, a share or a
    total, what its word names (a sector, a carrier, either of them, or both together), an unknown word, or something
    else; None for a column of another table."""
    text = cells[-1].text
    field = header_rows.field(text)
    words = [header_rows.bare(cell.text) for cell in reversed(cells) if not head_words.is_plain(cell.text)]
    fits = next((fit for word in words if (fit := [kind for kind, names in _NAMES.items() if names(word)])), [])
    if field in _OF_ROWS or field in head_words.OPPOSITE:
        return field if field in _OF_ROWS else None
    if head_words.is_share(cells):
        return "share"
    if head_words.is_sum(cells) or closes_group(header_rows.bare(text)):
        return "total"
    if fits:  # a word for both, such as electricity, stands among either and decides nothing
        return "either" if len(fits) > 1 else fits[0]
    held = [cell for row in body if (cell := page.text(row, column))]
    numbers = not held or any(map(header_rows.numeric, held))
    if field or not (numbers or _of_a_city(page, body, column, city)):
        return None
    return "unknown" if numbers and not other_figures.beside(text) else "other"


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


def _both_ways(
    page: Page, rows: tuple[int, ...], over: _Over, answers: Mapping[str, str] = MappingProxyType({})
) -> Across | None:
    body = range(rows[-1] + 1, page.height)
    first = next(iter(over))
    bare = first > 0 and any(page.text(row, first - 1) for row in body)
    label = first - 1 if bare else first
    columns = [column for column in over if column != label]
    dated = any(head_words.year_of(cell) for cells in over.values() for cell in cells)
    if dated or not 0 < len(columns) <= MOST_COLUMNS:
        return None
    down, kind, asked = _words_of(page, body, over, label, columns, answers)
    kinds = head_words.kinds_of_rows(rows, {column: over[column] for column in columns}, kind)
    together = len(kinds) < LEAST or down in ("year", "period")
    if not (down and together and _only_figures(page, rows, label, columns)):
        return None
    figured = [row for row in body if any(page.filled(row, at) for at in columns)]
    if not (_measured(page, rows, label) or sum_rows.both_ways(page, figured, columns)):  # else its unit is asked about
        return None
    shares = [column for column in columns if any(header_rows.percent(cell.text) for cell in over[column])]
    rest = [column for column in columns if column not in shares]
    summing = [at for at in rest if len(rest) > 1 and any(is_total(cell.text) for cell in over[at])]
    kinds_of_rest = {head_words.measured_in(over[at]) for at in rest if at not in summing} - {None}
    totals = [at for at in summing if not kinds_of_rest or head_words.measured_in(over[at]) in {None, *kinds_of_rest}]
    rest = [column for column in rest if column not in totals]
    unknown = [
        at
        for at in (rest if len(rest) > LEAST and kind != "period" else ())  # a month is no sum of others
        if not any(head_words.is_known(cell.text) for cell in over[at])
    ]
    totals += [at for at in unknown if sum_rows.across(page, body, at, [other for other in rest if other != at])]
    heads = {column: head_words.said_by(over[column], kinds) for column in rest if column not in totals}
    heads |= {  # such as primary energy
        at: {**heads[at], kind: over[at][-1].saying(header_rows.bare(over[at][-1].text))}
        for at in summing
        if at in heads and not head_words.measures(over[at][-1].text)
    }
    summed, apart = dict.fromkeys(totals, TotalColumn()), dict.fromkeys(shares, SHARES)
    row, dated = max(kinds, default=rows[-1]), down == "year"
    table = Across(page, row, body.start, heads, {down: label}, {}, None, summed, apart, header=rows, kind="crossed")
    return replace(table, asked=asked, dated=dated)


def _words_of(
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
    heads = [header_rows.bare(text) for text in texts if not head_words.is_plain(text)]
    corner = header_rows.field(over[label][-1].text) if label in over else None
    if corner not in (None, "sector", "carrier", "year", "period") or any(
        header_rows.field(header_rows.bare(text)) for text in texts
    ):
        return "", "", ""
    known = head_words.kind_of(heads)
    dated = sum(bool(header_rows.year_text(word)) for word in words) >= LEAST
    if dated or corner == "period" or are_parts(words):
        known = known or ("carrier" if any(map(header_rows.carrier, heads)) else "")
        known = known or ("sector" if any(map(head_words.pair, heads)) else "")
        down, across = "year" if dated else "period", known or answers.get(ACROSS, "sector")
        return ("", "", "") if down == across else (down, across, "" if known else ACROSS)
    scoped = known and all(header_rows.scope(word) or is_total(word) for word in words)
    down = corner if corner in head_words.OPPOSITE else "scope" if scoped else head_words.kind_of(words)
    asked = KEY if not down and heads and known != "period" else ""
    if not down:
        down = answers.get(KEY) or ("city" if _cities(words) else head_words.OPPOSITE.get(known, "sector"))
    known = known or head_words.OPPOSITE.get(down, "sector")
    return ("", "", "") if known == down else (down, known, asked)


def _cities(words: Sequence[str]) -> bool:
    """Whether half of the words are names of cities that signed the Covenant."""
    return 2 * sum(bool(registry.matches(word)) for word in words) >= len(words)


def _only_figures(page: Page, rows: Sequence[int], label: int, columns: Sequence[int]) -> bool:
    """Whether nothing but figures stands below the heads, beside a word each, in enough rows."""
    count = 0
    for row in range(page.height):
        filled = [(column, text) for column, text in page.texts(row) if column > label]
        shown = [header_rows.figure(text) or numerals.read_one(text).fault in _FIGURE for _, text in filled]
        if row < rows[0] and len(filled) > 1 and any(shown):  # a table that began before
            return False
        if row <= rows[-1] or table_heads.again(page, row, rows[-1]):
            continue
        stray = any(column not in columns for column, _ in filled)
        text = page.text(row, label)
        again = header_rows.year_word(text) or header_rows.field(text) in ("year", "unit", "city")
        dated = len(filled) == 1 < len(columns) and header_rows.year(filled[0][1]) and not _of_a_body(page, row)
        if again or dated:  # another table begins, of which something else holds
            return False
        if stray or (any(shown) and not text) or (len(shown) > 1 and not all(shown)):
            return False
        count += any(shown)
    return count >= LEAST


def _of_a_body(page: Page, row: int) -> bool:
    """Whether rows of words and figures stand right above and below a row: what looks like a year in it is a figure."""
    beside = [[text for _, text in page.texts(at)] for at in (row - 1, row + 1) if 0 <= at < page.height]
    return all(len(texts) > 1 and all(map(header_rows.figure, texts[1:])) for texts in beside)


def _measured(page: Page, rows: Sequence[int], label: int) -> bool:
    """Whether a unit of energy or emissions stands above the table, among its heads or behind several labels."""
    above = header_rows.about(page, 0, rows[0]).get("unit", NOWHERE).text
    heads = [own for row in rows for _, text in page.texts(row) if (own := header_rows.unit_of(text))]
    beside = [own for row in range(rows[-1] + 1, page.height) if (own := header_rows.own_unit(page.text(row, label)))]
    units = (above, *heads, *(beside if len(beside) > 1 else ()))
    return any(header_rows.measured(unit) in label_columns.KINDS for unit in units if unit)


def _which(table: Across) -> Problem:
    """Which words are sectors, where nothing tells: shown with the first of both."""
    label = next(iter(table.labels.values()))
    down = next(text for row in table.rows if (text := table.page.text(row, label)))
    cells = head_words.heads_over(table.page, table.header)[next(iter(table.heads))]
    above = next((cell.text for cell in cells if not head_words.is_plain(cell.text)), cells[-1].text)
    told = Sentence("{down} beside the figures and {over} above them", down=quoted(down), over=quoted(above))
    fix = Sentence("Say whether sectors, carriers or cities stand beside the rows.")
    heads = {name for said in table.heads.values() for name in said}
    choices = tuple(choice for choice in CHOICES[table.asked] if table.asked == ACROSS or choice not in heads)
    if table.asked == ACROSS:
        fix = Sentence("Say whether sectors or carriers stand above the columns.")
    return ask(table.asked, told, "words that are known", fix, table.first, key=table.asked, choices=choices)


_LEFT: Mapping[str, Callable[[str], Sentence | None]] = {
    "wide": lambda name: Sentence('figures in the column "{column}", which is no year', column=name),
    "series": lambda name: Sentence('figures in the column "{column}", which is no sector or carrier', column=name),
}
"""What the figures are that stand under no head, by the layout."""
_FINDERS: Mapping[str, Callable[[Page], Across | None]] = {
    "wide": partial(_first, shape=_years_across),
    "series": partial(_first, shape=_dates_down),
    "crossed": partial(_first, shape=_both_ways),
}
