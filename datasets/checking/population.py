"""The inhabitants that a file states beside its figures, one number for an inventory."""

from __future__ import annotations

import re

import numpy as np

from analytics import multiples
from analytics.problems import Problem
from analytics.sentences import Sentence
from datasets.checking import checks
from datasets.checking.account import Account, Words, resolved
from datasets.checking.number_formats import Formats
from datasets.checking.table import Table
from datasets.combinations import combined
from datasets.readers.encoding import quoted
from datasets.store import PopulationRow

_SCALED = re.compile(
    r"thousand|millions?\b|\bmio\b|\bmln\b|000|migliaia|milliers|miles\b|milhares|tausend|\btsd\b|хил|милион|[(\[]\s*k\s*[)\]]",
    re.IGNORECASE,
)
"""Words in the name of a column of inhabitants that count them by the thousand or million."""


def inhabitants(table: Table, name: str) -> tuple[PopulationRow, ...]:
    """Inhabitants by inventory, with the source of their rows (``name``, the file, where they name none).

    Two figures for one inventory are refused.
    """
    words, account = table.words("population"), table.account
    if words.name is None:
        return ()
    if _SCALED.search(words.name):
        account.tell(
            Problem(
                "block",
                "population-scaled",
                Sentence("inhabitants in thousands or millions"),
                Sentence("the number of inhabitants"),
                Sentence("Give the full number, and rename the column."),
                row=table.sheet.dialect.header_row,
                column=words.name,
            )
        )
        return ()
    _tell_grouped(words, account)
    _tell_shown(table, words)
    numbers = resolved(words, lambda word: checks.inhabitants(word, table.answers), account)
    rows, source = account.ready, table.words("source")
    codes, groups = combined(
        table.city.codes[rows], table.year.codes[rows], table.method.codes[rows], words.codes[rows]
    )
    first = np.zeros(len(groups), dtype=np.int64)
    first[codes[::-1]] = rows[::-1]
    found: dict[tuple[str, int, str], PopulationRow] = {}
    for place, (city, year, method, word) in enumerate(groups):
        number = numbers[word]
        if number is None:
            continue
        key = (table.city.values[city], table.year.values[year], table.method.values[method])
        row = PopulationRow(*key, number, source.words[source.codes[first[place]]] or name)
        if found.setdefault(key, row).inhabitants != number:
            account.add(
                Problem(
                    "block",
                    "population-conflict",
                    Sentence(
                        "{number:,.0f} beside {inhabitants:,.0f}", number=number, inhabitants=found[key].inhabitants
                    ),
                    Sentence("one number of inhabitants for an inventory"),
                    Sentence("Correct the one that is wrong."),
                    column=words.name,
                ),
                rows[codes == place],
            )
    return tuple(found.values())


def _tell_grouped(words: Words, account: Account) -> None:
    """A warning where marks part the thousands of people, who are counted in whole numbers."""
    grouped = np.flatnonzero(words.mask(lambda word: checks.GROUPED_PEOPLE.fullmatch(word) is not None))
    if len(grouped):
        sample = quoted(words.words[words.codes[grouped[0]]])
        account.add(
            Problem(
                "warn",
                "population-grouped",
                Sentence("inhabitants such as {sample}", sample=sample),
                Sentence("plain digits"),
                Sentence("The marks were read as parting thousands, since people are counted in whole numbers."),
                column=words.name,
            ),
            grouped,
        )


def _tell_shown(table: Table, words: Words) -> None:
    """What the number formats of a workbook show beside inhabitants."""
    account = table.account
    shown = account.origins.shown.get(words.name or "") if account.origins else None
    if shown is not None:
        filled = words.mask(bool)
        texts = [words.words[code] for code in words.codes]
        formats = Formats(words.name or "", shown, texts.__getitem__, filled, account, table.answers)
        formats.refuse_percent()
        for found, places in formats.groups.items():
            if multiples.stated(f"({found.text})") and found.divided == 1:
                account.add(
                    Problem(
                        "block", "population-scaled", formats.words(int(places[0])),
                        Sentence("the number of inhabitants"),
                        Sentence("Give the full number, and the cells a plain number format."),
                        column=words.name,
                    ),
                    places, formats.words,
                )  # fmt: skip
            elif found.divided > 1:
                formats.warn_divided(found, places)
