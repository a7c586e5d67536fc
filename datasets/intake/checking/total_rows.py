"""Rows of a long table that are totals of other rows: counted twice if they were read, and held against their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from analytics.inventories.inventory import in_total
from analytics.inventories.parents import PARTS
from analytics.text.problems import ask, warn
from analytics.text.sentences import Sentence, quoted
from analytics.vocabulary import Method
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.layouts.long_records import Printed, SheetCell
from datasets.intake.meaning.questions import CHOICES, KEEP, LEAVE_OUT, SUM_ROWS
from datasets.intake.meaning.sum_words import is_subtotal, is_sum, summed_up
from datasets.reference import catalogue
from datasets.store.combinations import combined, keyed, positions

if TYPE_CHECKING:
    from datasets.intake.checking.word_columns import NumberColumn, WordColumns

TOTAL_ROWS = "total-rows"
"""The question whether rows that look like totals of others are left out."""
NAMED = ("city", "gpc_ref", "sector", "subsector", "carrier")
"""The fields whose words say that a row is a total."""
_NAMES = ("macro_area", "sector", "subsector", "gpc_ref")
"""What names a row beside its GPC reference; a row that is the sum of several references shares none of it."""
_REFERENCE = re.compile(r"((?:VI|IV|V|I{1,3})(?:\.[0-9]+){0,2})\.?", re.IGNORECASE)
SHARED = ("city", "year", "macro_area", "sector", "subsector", "carrier", "scope", "gpc_ref", "method", "gas")
"""What a total and its parts have in common, where the total says it."""
NEAR = 0.1
"""A total of something unknown counts as the sum of some rows where it is no further from them than this share."""
MOST_COMPARED = 1 << 26
"""So many rows are looked at to find the parts of the totals; of more totals only the first are compared."""


def left_out(table: WordColumns) -> np.ndarray:
    """The rows that look like printed totals of others in the file. They are asked about, since they would be counted
    twice, and are looked at no further unless the answer is to keep them."""
    nothing = np.zeros(0, dtype=np.int64)
    if table.account.origins.made:
        return nothing  # an adapter knows its totals
    named = [(words, words.mask(_sum_in(words))) for words in map(table.words, NAMED)]
    named = [(words, rows) for words, rows in named if rows.any()]
    total = np.zeros(table.length, dtype=bool)
    for _, rows in named:
        total |= rows
    if not total.any() or total.all():
        return nothing
    city, year = table.words("city"), table.words("year")
    inventory = keyed(city.codes, year.codes, *_methods(table))
    loose = city.mask(is_sum)
    for words in (words for words in (city, year) if words.name is not None):
        loose |= words.mask(lambda word: not word)
    places = positions(total & (loose | np.isin(inventory, inventory[~total])) & ~table.told_totals)
    if table.answers.get(TOTAL_ROWS) == KEEP or not len(places):
        return nothing
    words = next(words for words, rows in named if rows[places[0]])
    settle(table, places, words.at(places[0]), words.name, by_name=True)
    return places


def _methods(table: WordColumns) -> Iterator[np.ndarray]:
    """The methods of the rows, where each of them names one: a total by one method is none of rows by another."""
    method = table.words("method")
    if method.name is not None and not method.mask(lambda word: not word).any():
        yield method.codes


def of_sums(answers: Mapping[str, str]) -> str:
    """The question about rows that are sums by their figures: what was said of rows that are called totals holds for
    them, unless they were answered themselves."""
    return TOTAL_ROWS if TOTAL_ROWS in answers and SUM_ROWS not in answers else SUM_ROWS


def settle(table: WordColumns, places: np.ndarray, label: str, column: str | None, by_name: bool = False) -> None:
    """Ask whether rows that add up others are left out, or leave them out as answered; they are looked at no further.
    ``label`` is what the first of them is called in a ``column``; they are sums ``by_name``, or by figures alone."""
    found = Sentence("{label}, whose figure is the sum of other rows, or near it", label=quoted(label))
    key = TOTAL_ROWS if by_name else of_sums(table.answers)
    if left := table.answers.get(key) == LEAVE_OUT:
        found = Sentence("{label}, a total of other rows", label=quoted(label))
    elif by_name:
        found = Sentence("{label}, which looks like a total of other rows", label=quoted(label))
    question = ask(
        "total-row" if left or by_name else "sum-row",
        found,
        "rows that add up once",
        "Say whether such rows are left out or kept.",
        column=column,
        key=key,
        choices=CHOICES[key],
    )
    table.account.settle(question, places)
    table.account.settled[places] = True


def printed(table: WordColumns, part: NumberColumn) -> Iterator[Printed]:
    """The totals among the rows, each with the rows that it adds up.

    Those are the rows that share what the total says of itself: all of them, those that the inventory counts, or those
    of the block that stands above or below it, whichever comes nearest. A total of something that is not known by its
    name ("Total of the old town") counts as one of them only where it is near their sum; a subtotal is that of the
    rows next to it.
    """
    if not len(table.totals):
        return
    most = max(MOST_COMPARED // table.length, 1)
    if len(table.totals) > most:
        table.account.tell(
            warn(
                "printed-totals-many",
                Sentence("more totals than are compared with their parts"),
                "few totals in a long file",
                "From this row on they were left out without a look at their sums.",
                row=int(table.sheet.rows[table.totals[most]]),
                column=part.column,
                cells=len(table.totals) - most,
            )
        )
    others = np.ones(table.length, dtype=bool)
    others[table.totals] = others[table.named_totals] = False
    for place in table.totals[:most].tolist():
        label, rest = _label(table, place)
        beside = bool(rest) and is_subtotal(label)
        among = others & _like(table, place) & _measured_alike(part, place)
        known = _named_by(table, rest) if rest else among
        certain = not rest or beside or bool((among & known).any())
        among = among & known if rest and bool((among & known).any()) else among
        best = _nearest(table, part, place, among, beside)
        if not len(best) and not (certain and part.keys[place] < 0 and not np.isnan(part.amounts[place])):
            continue
        found = Printed(cell(table, part, place), tuple(best.tolist()), label, str(table.words("unit").at(place)))
        if certain or np.isclose(_sum(part, best), part.amounts[place], rtol=NEAR):
            yield found


def counted(table: WordColumns, rows: np.ndarray | slice) -> np.ndarray:
    """Which of some rows are in the total of their inventory."""
    codes, triples = combined(table.gpc.codes[rows], table.sector.codes[rows], table.method.codes[rows])
    basic = [
        in_total(table.gpc.values[ref], table.sector.values[place], table.method.values[by] or Method.COVENANT)
        for ref, place, by in triples
    ]
    return np.array(basic, dtype=bool).take(codes)


def _sum_in(words: CellWords) -> Callable[[str], bool]:
    """Whether a word of a column is that of a sum; in one of GPC references, so is what other references begin with."""
    dotted = [_reference(word) for word in words.words if "." in word]
    above = {ref.rpartition(".")[0] for ref in dotted if ref.count(".") > 1}
    above |= {ref.partition(".")[0] for ref in above}
    return (lambda word: is_sum(word) or _reference(word) in above) if above else is_sum


def _reference(word: str) -> str:
    """A label that is written like a GPC reference or the beginning of one: "I", "I.1"; nothing of others."""
    found = _REFERENCE.fullmatch(word.strip())
    return found[1].upper() if found else ""


def _label(table: WordColumns, place: int) -> tuple[str, str]:
    """The word that makes a row a total, and what it names beside that."""
    for field in NAMED:
        words = table.words(field)
        word = words.at(place)
        if is_sum(word):
            return word, summed_up(word)
        if field == "gpc_ref" and _sum_in(words)(word):
            return word, _reference(word)
    return "", ""


def _of_the_sheet(table: WordColumns, place: int) -> np.ndarray:
    """The rows on the sheet of a total."""
    origins = table.account.origins
    if not origins.several:
        return np.ones(table.length, dtype=bool)
    mine = origins.sheets[place]
    return np.fromiter((sheet == mine for sheet in origins.sheets), dtype=bool, count=table.length)


def _like(table: WordColumns, place: int) -> np.ndarray:
    """The rows that say the same as a total in each field in which it says something else than that it is one."""
    same = _of_the_sheet(table, place)
    refs = table.words("gpc_ref")
    above = _reference(refs.at(place)) if _sum_in(refs)(refs.at(place)) else ""
    for field in SHARED:
        words = table.words(field)
        word = words.at(place)
        if word and not is_sum(word) and not (above and field in _NAMES):
            same &= words.codes == words.codes[place]
    return same


def _measured_alike(part: NumberColumn, place: int) -> np.ndarray:
    """The rows with the quantity of a total; all of them where its own is not known."""
    own = part.quantity.at(place)
    return part.quantity.mask(lambda item: own is None or item == own)


def _named_by(table: WordColumns, rest: str) -> np.ndarray:
    """The rows of the sector, the carrier or the city that a total names."""
    if above := _reference(rest):
        return table.words("gpc_ref").mask(lambda word: _reference(word).startswith(f"{above}."))
    found = np.zeros(table.length, dtype=bool)
    for field in (*NAMED, "macro_area"):
        found |= table.words(field).mask(lambda word: catalogue.normal_label(word) == rest)
    if sector := catalogue.sector_code(rest):
        found |= table.sector.mask(lambda code: code == sector or code in PARTS.get(sector, ()))
    if carrier := catalogue.carrier_code(rest):
        found |= table.carrier.mask(lambda code: code == carrier)
    return found


def _nearest(table: WordColumns, part: NumberColumn, place: int, among: np.ndarray, beside: bool) -> np.ndarray:
    """Of the rows that a total may add up, those whose sum comes nearest to it; ``beside`` it alone for a subtotal."""
    every = positions(among)
    if np.isnan(part.amounts[place]):
        return every
    at = int(np.searchsorted(table.totals, place))
    above = int(table.totals[at - 1]) if at else -1
    below = int(table.totals[at + 1]) if at + 1 < len(table.totals) else table.length
    blocks = (every[(every > above) & (every < place)], every[(every > place) & (every < below)])
    choices = blocks if beside and any(map(len, blocks)) else (every, every[counted(table, every)], *blocks)
    return min(choices, key=lambda rows: abs(_sum(part, rows) - part.amounts[place]) if len(rows) else np.inf)


def _sum(part: NumberColumn, rows: np.ndarray) -> float:
    return float(np.nansum(part.amounts[rows]))


def cell(table: WordColumns, part: NumberColumn, place: int) -> SheetCell:
    """The cell of a row in a column of numbers."""
    origins = table.account.origins
    kinds = origins.kinds.get(part.column)
    sheet, row, column = origins.at(place, int(table.sheet.rows[place]), part.column)
    kind = "t" if kinds is None else str(kinds[place])
    return SheetCell(part.texts[place].as_py(), row, column or part.column, sheet, kind)
