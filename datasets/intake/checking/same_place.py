"""Rows of one place that differ in their label, or in the name of their sector or carrier, alone. Parts of it add up;
two editions, bounds or ways of counting the same thing do not, nor does a row that is the sum of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analytics.text.problems import ask
from analytics.text.sentences import Sentence, listed, quoted
from datasets.intake.checking import total_rows
from datasets.intake.checking.coded_columns import CellWords, meanings
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.questions import ADD_UP, KEEP, SAME_PLACE
from datasets.intake.own_files import own_tables
from datasets.reference import catalogue
from datasets.store.combinations import keyed, positions

LEAST_PARTS = 2
"""A row beside a single other one is not taken for its sum."""
SLIGHT = 1e-4
"""[R] How far a row may be from the sum of the others: buildings that happen to add up are rarer than rounding."""
LARGEST_PART = 0.95
"""[R] A row beside another that is nearly the same is not taken for the sum of that and of next to nothing."""
NEAR = 0.05
"""[R] How far two kinds of one sector or carrier are from each other at least: they are seldom as much, two accounts of
the same thing are."""
OF_ONE_THING = frozenset(
    ("electricity", "natural_gas", "liquid_gas", "diesel", "gasoline", "residential", "public_lighting")
)
"""Carriers and sectors whose names all mean the same; what is called otherwise in others is a kind of them."""
MOST_SHOWN = 6


class _Rival(NamedTuple):
    """Rows that share their places with others, told apart by the words of one column."""

    key: str
    column: str | None
    words: list[str]
    rows: np.ndarray
    """The positions of the rows, in the order of the file."""
    codes: np.ndarray
    """The word of each of them, as its position in ``words``."""
    places: np.ndarray
    """The place of each of them, as any number."""


def settle(table: CheckedTable, parts: Sequence[NumberColumn]) -> None:
    """Ask whether rows of one place that differ in a name alone are added up, or which of them counts; leave the others
    out as answered. Names that stand once each, as in a list of buildings, add up unasked."""
    if table.account.origins.made or own_tables.is_ours(table.sheet.header):
        return
    _tell_sums(table, parts)
    for rival in (*_names(table, parts, "carrier"), *_names(table, parts, "sector"), *_labels(table, parts)):
        _ask(table, rival)


def _codes(table: CheckedTable, parts: Sequence[NumberColumn], without: str) -> np.ndarray:
    """A number for each place: what its rows have in common but for the words of one column."""
    named = {field: _meant(table.words(field)) for field in ("sector", "carrier", "subsector", "entry")}
    named.pop(without)
    resolved = (table.city, table.year, table.method, table.gpc, table.sector, table.carrier, table.scope)
    quantities = (meanings(part.quantity) for part in parts)
    return keyed(*map(meanings, resolved), *named.values(), *quantities)


def _meant(words: CellWords) -> np.ndarray:
    return meanings(words, [catalogue.normal_label(word) for word in words.words])


def _shared(table: CheckedTable, places: np.ndarray, codes: np.ndarray, held: np.ndarray) -> np.ndarray:
    """The positions of the rows that stand ready, and share their place with a row of another word."""
    rows = positions(table.account.taken & held)
    pairs = np.unique(np.stack([places[rows], codes[rows]]), axis=1)
    several, number = np.unique(pairs[0], return_counts=True)
    return np.asarray(rows[np.isin(places[rows], several[number > 1])])


def _labels(table: CheckedTable, parts: Sequence[NumberColumn]) -> Iterator[_Rival]:
    """Rows told apart by a label, where the same labels come back in several sectors, or one names an edition, a bound
    or a way of counting."""
    own = table.words("subsector")
    if own.name is None:
        return
    codes, places = _meant(own), _codes(table, parts, "subsector")
    rows = _shared(table, places, codes, own.mask(bool))
    used = np.unique(codes[rows])
    if not 1 < len(used) <= other_figures.MOST_KINDS:
        return
    words = [own.words[own.codes[rows][codes[rows] == code][0]] for code in used]
    sector = keyed(meanings(table.sector), meanings(table.gpc))
    back = [len(np.unique(sector[rows[codes[rows] == code]])) > 1 for code in used]
    if sum(back) > 1 or any(map(other_figures.is_version, words)):
        word = np.searchsorted(used, codes[rows])
        yield _Rival(f"{SAME_PLACE}:{own.name}", own.name, words, rows, word, places[rows])


def _names(table: CheckedTable, parts: Sequence[NumberColumn], field: str) -> Iterator[_Rival]:
    """Rows whose sector or carrier is written in two ways, for each sector or carrier; what somebody said of a word
    stands."""
    own = table.words(field)
    coded = {"carrier": table.carrier, "sector": table.sector}[field]
    known = catalogue.carrier_code if field == "carrier" else catalogue.sector_code
    several = len({catalogue.normal_label(word) for word in own.words}) > len(set(coded.values))
    if own.name is None or any(table.gpc.values) or not several:
        return
    said = own.mask(lambda word: not word or f"{field}:{word}" in table.answers)
    codes, places = _meant(own), _codes(table, parts, field)
    every = _shared(table, places, codes, ~said)
    meant = meanings(coded)[every]
    for code in np.unique(meant):
        rows = every[meant == code]
        used = np.unique(codes[rows])
        words = [own.words[own.codes[rows][codes[rows] == one][0]] for one in used]
        one_thing = coded.at(rows[0]) in OF_ONE_THING and all(known(word) for word in words) and not _parts(words)
        if len(words) > 1 and (one_thing or _near(parts, rows, places[rows])):
            key = f"{SAME_PLACE}:{words[0]}"
            yield _Rival(key, own.name, words, rows, np.searchsorted(used, codes[rows]), places[rows])


def _parts(words: Sequence[str]) -> bool:
    """Whether one name is another with more words: "Residential" and "Residential, rented"."""
    split = [set(catalogue.normal_label(word).split()) for word in words]
    return any(one < other for one in split for other in split)


def _near(parts: Sequence[NumberColumn], rows: np.ndarray, places: np.ndarray) -> bool:
    """Whether the figures of each place are nearly the same, and not the very same, in each column of numbers."""
    groups = np.unique(places, return_inverse=True)[1]
    for part in parts:
        amounts = part.amounts[rows]
        most, least = np.full(groups.max() + 1, -np.inf), np.full(groups.max() + 1, np.inf)
        np.maximum.at(most, groups, amounts)
        np.minimum.at(least, groups, amounts)
        if not bool(np.all((least < most) & (most - least <= NEAR * most))):
            return False
    return True


def _ask(table: CheckedTable, rival: _Rival) -> None:
    answer = table.answers.get(rival.key)
    if answer == ADD_UP:
        return
    told = ask(
        "same-place",
        Sentence(
            "figures of the same sector, carrier and year under {names}",
            names=listed([quoted(word) for word in rival.words[:MOST_SHOWN]]),
        ),
        "parts of it that add up, or one figure",
        "Say that they are parts that add up, or which of them counts: two editions, bounds or ways of counting "
        "the same thing do not add up.",
        column=rival.column,
        key=rival.key,
        choices=(ADD_UP, *rival.words),
    )
    if answer not in rival.words:
        table.account.add(told, rival.rows)
        return
    chosen = rival.codes == rival.words.index(answer)
    out = rival.rows[~chosen & np.isin(rival.places, rival.places[chosen])]
    table.account.leave_out(
        told.answered(Sentence("{word} counts, as answered; these rows were left out.", word=quoted(answer))), out
    )


def _tell_sums(table: CheckedTable, parts: Sequence[NumberColumn]) -> None:
    """Ask about rows whose figure is the sum of all others of their place that bear a label."""
    own = table.words("subsector")
    if own.name is None or table.answers.get(total_rows.of_sums(table.answers)) == KEEP:
        return
    rows = positions(table.account.taken & own.mask(bool) & ~table.told_totals)
    places = np.unique(_codes(table, parts, "subsector")[rows], return_inverse=True)[1]
    fits, differs = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for part in parts:
        amounts = np.where(part.keys[rows] < 0, np.nan_to_num(part.amounts[rows]), 0.0)
        equal = _sum_of_others(amounts, places)
        fits |= equal
        differs |= ~equal & (amounts != 0)
    found = rows[fits & ~differs]
    if len(found):
        total_rows.settle(table, found, own.at(found[0]), own.name)


def _sum_of_others(amounts: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Which rows are the sum of the others of their place, of which several matter."""
    order = np.lexsort((amounts, places))
    last = positions(np.diff(places[order], append=-1) != 0)
    largest, second = order[last], amounts[order[np.maximum(last - 1, 0)]]
    rest = np.bincount(places, weights=amounts)[places[largest]] - amounts[largest]
    several = np.bincount(places, weights=amounts != 0)[places[largest]] > LEAST_PARTS
    close = np.abs(amounts[largest] - rest) <= SLIGHT * np.abs(rest)
    found = np.zeros(len(amounts), dtype=bool)
    found[largest[several & close & (second < LARGEST_PART * amounts[largest])]] = True
    return found
