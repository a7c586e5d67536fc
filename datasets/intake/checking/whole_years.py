"""Months, quarters, halves, weeks and meters of a year: rows of them are parts that add up, and no rivals for one cell.
What is missing of a year, or stands twice, is asked about: its sum would pass for the figure of a whole year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.text.parts_of_year import HALVES, MONTHS, QUARTERS, WEEKS, PartOfYear, parts_of_year
from analytics.text.problems import ask, block, warn
from analytics.text.sentences import Sentence, first_of, joined, quoted
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.checking.duplicates import MOST_NAMED, Figures, added_up
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.word_columns import WordColumns
from datasets.intake.meaning.questions import AS_SUM, COVER_BOTH, LEAVE_OUT, ONE_MONTH, PART_YEAR, TWO_MONTHS
from datasets.intake.readers.text_table import array_of

if TYPE_CHECKING:
    import pandas as pd


ROUNDED = 1e-3
"""[R] By so much of it a printed sum of months may differ from what they add up to."""
LEAST_BILLS = 3
"""So many figures of a place, each two months after the other, may be bills of two months."""
_LETTERS = {QUARTERS: "Q", HALVES: "H", WEEKS: "W"}
"""What stands before the number of a part of a year, by how many of them it has."""


def settle(table: WordColumns, cells: np.ndarray, figures: Sequence[Figures]) -> np.ndarray:
    """The numbers of the cells that rows fill (``cells``), with parts of a year told apart: what fills the same part of
    a cell in other words is no copy of it.

    That parts add up is asked once. A year of which parts are missing or stand twice is asked about by itself; a part
    without a number in any of the ``figures`` is missing, unless nothing occurred in it.
    """
    words, parts = _column(table)
    ready = table.account.ready
    if not any(parts) or not len(ready):
        return cells
    rows = _rows(table, cells[ready], words, parts)
    parted = rows[rows["of"] > 0]
    several = parted.groupby("cell")["number"].transform("nunique") > 1
    if not several.any() and all(part is None or part.dated for part in parts):
        return cells  # dates of whole years, such as their last days
    rows = _without_sums(table, words, rows, figures)
    parted = _of_two_months(table, words, parted)
    held = np.logical_or.reduce([~np.isnan(item.amounts) | (item.keys == KEYS.index("NO")) for item in figures])
    # Ask about each year that is not whole, or do as answered; and refuse the rows that name no part of their year
    # beside others that do, which may be the sum of these.
    gaps = list(_gaps(table, parted[held[parted["place"]]]))
    account, left = table.account, np.zeros(len(rows), dtype=bool)
    for year in dict.fromkeys(year for _, year, _, _ in gaps):
        mine = [gap for gap in gaps if gap[1] == year]
        question = ask(
            "part-year",
            first_of([said for *_, said in mine], MOST_NAMED, "semicolon"),
            Sentence("each month or quarter of {year} once", year=year),
            "The sum of what is there would pass for the figure of the whole year. Say that the year is left out, "
            "or that its sum counts all the same; or bring what is missing.",
            column=words.name,
            key=f"{PART_YEAR}:{year}",
            choices=(LEAVE_OUT, AS_SUM),
        )
        whole = ((rows["year"] == year) & rows["city"].isin([city for city, *_ in mine])).to_numpy()
        done = {
            LEAVE_OUT: Sentence("All figures of {year} were left out, as answered.", year=year),
            AS_SUM: Sentence("The sum of what is there counts as the figure of {year}, as answered.", year=year),
        }
        answer = table.answers.get(question.key or "")
        places = np.array([mine[0][2]]) if answer in done else rows["place"][whole].to_numpy()
        account.add(question.by(table.answers, done), places)
        left |= whole & (answer == LEAVE_OUT)
    account.ignored[rows["place"][left]] = True
    rest = rows["place"][(rows["of"] == 0) & (rows.groupby("cell")["of"].transform("max") > 0) & ~left].to_numpy()
    account.add(
        block(
            "part-year-unnamed",
            "",
            "a month or quarter in each row of a year that is brought in parts",
            "Remove the row where it is the sum of the others; else write the month.",
            column=words.name,
        ),
        rest,
        lambda place: Sentence("{text} beside the parts of its year", text=quoted(words.at(place))),
    )
    parted = parted[~table.account.ignored[parted["place"].to_numpy()]]
    added = parted["place"][parted.duplicated("cell", keep=False)].to_numpy()
    found = Sentence("months, quarters or halves of one year")
    table.account.add(added_up(table.answers, found, words.name or ""), added)
    apart: np.ndarray = np.unique(cells, return_inverse=True)[1].astype(np.int64)
    apart[parted["place"]] = len(cells) + parted.groupby(["cell", "part", "content"]).ngroup()
    return apart


def _of_two_months(table: WordColumns, words: CellWords, parted: pd.DataFrame) -> pd.DataFrame:
    """The parts with those of every second month as sixths of a year, where it was answered that each covers two,
    as bills do; which is asked once."""
    months = parted.assign(odd=parted["number"] % 2).groupby("cell")
    several = months["number"].transform("nunique") >= LEAST_BILLS
    alike = (parted["of"] == MONTHS) & several & (months["odd"].transform("nunique") == 1)
    if not alike.any() or table.answers.get(TWO_MONTHS) == ONE_MONTH:
        return parted
    question = ask(
        "every-second-month",
        Sentence("figures of every second month alone"),
        "each month of a year once",
        "Say whether each of them covers two months, as a bill does, or the months between are missing.",
        column=words.name,
        key=TWO_MONTHS,
        choices=(COVER_BOTH, ONE_MONTH),
    )
    counted = {COVER_BOTH: Sentence("Each of them was counted as two months, as answered.")}
    table.account.add(question.by(table.answers, counted), parted["place"][alike].to_numpy())
    number = parted["number"].where(~alike, (parted["number"] + 1) // 2)
    return parted.assign(number=number, of=parted["of"].where(~alike, MONTHS // 2))


def _without_sums(table: WordColumns, words: CellWords, rows: pd.DataFrame, figures: Sequence[Figures]) -> pd.DataFrame:
    """The rows without those that name something else than a part of their year and hold the sum of the parts beside
    them: these are left out."""
    sums = words.mask(bool)[rows["place"]] & (rows["of"] == 0) & (rows.groupby("cell")["of"].transform("max") > 0)
    for item in figures:
        amounts = item.amounts[rows["place"]]
        parts = rows.assign(amount=np.where(rows["of"] > 0, amounts, 0)).groupby("cell")["amount"]
        sums &= np.isclose(amounts, parts.transform("sum"), rtol=ROUNDED)
    table.account.leave_out(
        warn(
            "part-year-sum",
            Sentence("the sum of the parts of a year beside them"),
            "a month or quarter in each row of a year that is brought in parts",
            "The rows were left out: the parts count.",
            column=words.name,
        ),
        rows["place"][sums].to_numpy(),
    )
    return rows[~sums]


def _column(table: WordColumns) -> tuple[CellWords, list[PartOfYear | None]]:
    """The column of months or quarters, else that of years where these are dates, with what its words are."""
    words = table.words("period" if table.given("period") else "year")
    return words, parts_of_year(words.words, words.name) if words.name else []


def _rows(table: WordColumns, cells: np.ndarray, words: CellWords, parts: Sequence[PartOfYear | None]) -> pd.DataFrame:
    """The rows that stand ready: the cell of each, its city and year, which part of the year it is (its day, where it
    says one), the number of its month or quarter out of how many in a year (0 where the others of its cell count
    otherwise), and what tells it from a copy of itself."""
    import pandas as pd

    ready = table.account.ready
    codes = words.codes[ready]
    same: dict[object, int] = {}
    keys = [
        same.setdefault(word if part is None or part.dated else part, len(same))
        for part, word in zip(parts, words.words, strict=True)
    ]
    rows = pd.DataFrame(
        {
            "place": ready,
            "cell": cells,
            "city": np.array(table.city.values, dtype=object)[table.city.codes[ready]],
            "year": np.array([year or 0 for year in table.year.values])[table.year.codes[ready]],
            "part": np.array(keys)[codes],
            "number": np.array([part.number if part else 0 for part in parts])[codes],
            "of": np.array([part.of if part else 0 for part in parts])[codes],
            "content": 0,
        }
    )
    rows.loc[rows["of"] != rows.groupby("cell")["of"].transform("max"), "of"] = 0
    twice = rows.duplicated(["cell", "part"], keep=False).to_numpy()
    if twice.any():
        texts = (array_of(column).take(pa.array(ready[twice])).to_pylist() for column in table.sheet.columns)
        rows.loc[twice, "content"] = pd.factorize(np.array([str(one) for one in zip(*texts, strict=True)]))[0]
    return rows


def _meters(table: WordColumns, parted: pd.DataFrame) -> CellWords | None:
    """The column that tells meters apart where the parts of a cell stand several times: one that nothing else is known
    of, each word of which has every part once, and several parts."""
    for place, name in enumerate(table.sheet.header):
        if name not in table.columns.unused:
            continue
        words = CellWords.of(name, table.sheet.columns[place])
        each = parted.assign(meter=words.codes[parted["place"]])
        blank = any(not words.words[code] for code in each["meter"].unique())
        several = 2 * len(each.drop_duplicates(["cell", "meter"])) <= len(each)
        if several and not blank and not each.duplicated(["cell", "part", "meter"]).any():
            return words
    return None


def _gaps(table: WordColumns, parted: pd.DataFrame) -> Iterator[tuple[str, int, int, Sentence]]:
    """Each year of a cell, and of each meter of it, that its parts do not fill once: city, year, the place of its first
    row, and what is missing or stands more than once."""
    once = parted.drop_duplicates(["cell", "part", "content"])
    twice = once.duplicated(["cell", "part"])
    meters = _meters(table, once) if twice.any() else None
    if meters is not None:
        once, twice = once.assign(meter=meters.codes[once["place"]]), twice & False
    by = ["cell"] if meters is None else ["cell", "meter"]
    counts = once.groupby(by)["number"].transform("nunique")
    once = once.assign(of=np.maximum(once["of"], once.groupby(by)["number"].transform("max")))  # a year of 53 weeks
    doubled = once.assign(twice=twice).groupby(by)["twice"].transform("any")
    for _, group in once[(counts < once["of"]) | doubled].groupby(by, sort=False):
        first, of = int(group["place"].iloc[0]), int(group["of"].iloc[0])
        year = int(group["year"].iloc[0])
        named = [_part(year, number, of) for number in range(1, of + 1)]
        there = set(group["number"])
        more = set(group["number"][twice[group.index]])
        said = {
            "what": _named(table, first, meters),
            "first": table.account.row_name(first),
            "last": table.account.row_name(int(group["place"].iloc[-1])),
        }
        at = str(group["city"].iloc[0]), year, first
        if missing := joined([name for number, name in enumerate(named, 1) if number not in there], "comma"):
            yield *at, Sentence("{what}: {parts} missing in rows {first} to {last}", parts=missing, **said)
        if again := joined([name for number, name in enumerate(named, 1) if number in more], "comma"):
            yield *at, Sentence("{what}: {parts} more than once in rows {first} to {last}", parts=again, **said)


def _part(year: int, number: int, of: int) -> str:
    """A part of a year: 2019-03, 2019-Q3, 2019-W03, and 2019-05/06 for one of two months."""
    if of == MONTHS // 2:
        return f"{year}-{2 * number - 1:02}/{2 * number:02}"
    return f"{year}-{_LETTERS.get(min(of, WEEKS), '')}{number:0{len(str(of))}}"


def _named(table: WordColumns, place: int, meters: CellWords | None) -> str:
    """Of what a row is, in the words of the file: its city where there are several, sector, carrier and meter."""
    city = table.known[table.city.at(place)].name if len(table.known) > 1 else ""
    meter = meters.at(place) if meters is not None else ""
    return joined(filter(None, (city, table.label.at(place), table.words("carrier").at(place), meter)), "comma")
