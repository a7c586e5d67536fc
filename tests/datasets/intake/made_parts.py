"""Tables made at random whose truth is known: shapes, languages, units, totals, headings and notes as cities print
them.

A made table is what an office would hand over; its figures are made up for the test and stand for nothing.
"""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from dataclasses import dataclass, field, replace

from tests.datasets.intake.made_words import LANGUAGES, Language
from tests.datasets.workbooks import workbook

Row = list[str]
SELDOM = 0.12
"""How often a table has what is seen now and then."""
STYLES = {
    "plain": ("", "."),
    "comma": (",", "."),
    "point": (".", ","),
    "space": (" ", ","),
    "narrow": ("\u202f", ","),
    "apostrophe": ("’", "."),
}
"""What stands between thousands and before decimals."""
SPELLED = {
    "MWh": ("MWh/year", "MWh/a", "megawatt hours"),
    "GWh": ("GWh/year", "GWh/a", "gigawatt hours"),
    "t CO2e": ("tCO2e", "t CO2 eq", "t CO₂e/year", "tonnes CO2e", "tCO2eq"),
    "kt CO2e": ("ktCO2e", "kt CO2 eq", "kt CO₂e/year", "kilotonnes CO2e"),
}
WRITING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("file", "tab", ("comma", "semicolon", "bar", "xlsx")),
    ("encoding", "utf-8", ("utf-8-sig", "utf-16", "cp1252")),
    ("line end", "\n", ("\r\n",)),
    ("quotes", "", ("all",)),
)
"""How the file is written: what is drawn, what is usual, and what is seen now and then."""
Place = tuple[int, str | None, str | None]
"""Year, sector and carrier of a figure; None for what the table does not say."""


@dataclass
class Made:
    """A table with its truth in MWh or t, what it was made of, and the right answers to what may be asked of it."""

    cells: list[Row]
    truth: dict[Place, float]
    about: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict)

    def answer(self, key: str) -> str | None:
        """The right answer to a question; None where it has none."""
        part = key.startswith("sector:of which")
        return "leave-out" if part else self.answers.get(key)

    def file(self) -> tuple[bytes, str]:
        """The table as a file with its name, written as was drawn."""
        width = max(map(len, self.cells))
        cells = [[*row, *[""] * (width - len(row))] for row in self.cells]
        if self.about["file"] == "xlsx":
            typed = [[float(cell) if cell.isdecimal() and len(cell) != 4 else cell for cell in row] for row in cells]
            return workbook({"Table": typed}), "file.xlsx"
        held = io.StringIO()
        every = csv.QUOTE_ALL if self.about["quotes"] else csv.QUOTE_MINIMAL
        mark = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}[self.about["file"]]
        csv.writer(held, delimiter=mark, quoting=every, lineterminator=self.about["line end"]).writerows(cells)
        text = held.getvalue()
        return text.encode(self.about["encoding"] if _fits(text, self.about["encoding"]) else "utf-8"), "file.csv"


def _fits(text: str, encoding: str) -> bool:
    """Whether an encoding can hold a text."""
    return text.encode(encoding, "ignore").decode(encoding) == text


class Maker:
    """What is drawn for one table, and the parts that several shapes share."""

    def __init__(self, rng: random.Random, shape: str) -> None:
        self.rng = rng
        self.about: dict[str, str] = {}
        self.shape = shape
        self.about["shape"] = self.shape
        self.tongue = self._of("language", *LANGUAGES)
        self.case = self._often("case", "upper", "lower")
        self.sign = self._often("sign", "*", " ¹", ":", " (total)", "\u00a0")
        self.bullet = self._often("bullet", "- ", "• ", "  ")
        self.words = self._written(LANGUAGES[self.tongue])
        self.unit = self._of("unit", "MWh", "GWh", "t CO2e", "kt CO2e")
        self.per = {"MWh": 1, "GWh": 1000, "t CO2e": 1, "kt CO2e": 1000}[self.unit]
        self.spelled = self._often("unit spelled", *SPELLED[self.unit]) or self.unit
        self.brackets = self._often("brackets", "[]", ", ") or "()"
        self.style = self._of("style", "plain", "point", "comma", "space")
        self.style = self._often("parted", "narrow", "apostrophe") or self.style
        self.decimals = self._often("decimals", "one", "two", "whole as decimal")
        self.blank = self._of("blank", "", "", "-", "NE", "n.a.", "–", "NO")
        self.title = self._of("title", "", "plain", "year")
        self.unit_at = self._of("unit at", "above", "title", "sector")
        self.note = self._of("note", "", "", "below", "star")
        self.total = self._of("total", "", "below", "above")
        self.total_column = self._of("total column", "", "yes")
        self.share = self._of("share", "", "", "column", "row")
        self.extra = self._of("extra", "", "", "", "population", "of which", "target", "per head")
        self.gap = self._of("gap", "", "", "blank row")
        self.numbered = self._often("numbered", "{}. ", "{}) ", "{} ", "1.{} ", "I.{} ")
        self.year_word = self._often("year word", "Inventory year", "Base year", "Reporting year") or "Year"
        self.unit_word = self._often("unit word", "Units", "Unit of measure") or "Unit"
        self.bare = self._often("corner", "bare")
        self.rounded = self._often("rounded", "yes")
        self.signed = self._often("signed", "negative", "zero")
        self.frame = self._often("frame", "rows above", "column before", "columns behind", "rows below")
        self.again = self._often("heads again", "yes")
        self.between = self._often("between", "sentence")
        self.provisional = self._often("provisional", "*", " (p)", "¹")
        self.growth = self._often("growth", "yes")
        scopes = self._often("scopes", "Scope {}¹", "SCOPE {}", "Scope {} emissions") or "Scope {}"
        self.scope_words = [scopes.format(number) for number in (1, 2, 3)]
        self.legend = self._often("legend", "keys", "sources")
        self.remark = self._often("remark in a figure", "yes")
        for name, usual, odd in WRITING:
            self._often(name, *odd, usual=usual)
        self.year = rng.choice((2008, 2015, 2019, 2021))
        count = rng.randint(2, 5)
        self.sectors = rng.sample(list(self.words.sectors), count)
        self.carriers = rng.sample(list(self.words.carriers), rng.randint(2, 5))
        self.about |= {"sectors": str(count), "carriers": str(len(self.carriers)), "of": str(self.year)}
        self.truth: dict[Place, float] = defaultdict(float)
        self.word = rng.choice(self.words.total)

    def _of(self, name: str, *choices: str) -> str:
        self.about[name] = self.rng.choice(choices)
        return self.about[name]

    def _often(self, name: str, *odd: str, usual: str = "") -> str:
        """One of what is seen now and then, else what is usual."""
        self.about[name] = self.rng.choice(odd) if self.rng.random() < SELDOM else usual
        return self.about[name]

    def _written(self, words: Language) -> Language:
        """The words as this table writes them."""

        def one(word: str) -> str:
            return word.upper() if self.case == "upper" else word.lower() if self.case == "lower" else word

        def each(known: dict[str, str]) -> dict[str, str]:
            return {code: one(word) for code, word in known.items()}

        total = tuple(map(one, words.total))
        return replace(words, sectors=each(words.sectors), carriers=each(words.carriers), total=total)

    def number(self) -> float:
        """A figure as an inventory has them: of any size, now and then round, now and then equal to others."""
        size = self.rng.choice((10, 100, 1000, 100_000))
        places = {"one": 1, "two": 2}.get(self.decimals, 0)
        if self.signed and self.rng.random() < 0.1:
            below = -float(self.rng.randint(1, size))  # what land takes up; nobody uses less energy than none
            return 0.0 if self.signed == "zero" or "Wh" in self.unit else below
        part = self.rng.randint(0, 10**places - 1) / 10**places
        return part + float(self.rng.choice((self.rng.randint(1, size), self.rng.randint(1, 9) * size, 100)))

    def shown(self, value: float | None) -> str:
        """A figure as the file writes it."""
        if value is None:
            return self.blank
        places = {"one": 1, "two": 2, "whole as decimal": 1}.get(self.decimals, 0)
        plain = f"{value:,.{places}f}"
        marks = STYLES[self.style]
        return plain.replace(",", "@").replace(".", marks[1]).replace("@", marks[0])

    def maybe(self, share: float = 0.85) -> float | None:
        """A figure, or none."""
        return self.number() if self.rng.random() < share else None

    def put(self, year: int, sector: str | None, carrier: str | None, value: float | None) -> float | None:
        """Remember a figure of the truth."""
        if value is not None:
            self.truth[year, sector, carrier] += value * self.per
        return value

    def name(self, place: int, word: str) -> str:
        """A label, numbered where the table numbers its rows; a year stays as it is."""
        return word if word.isdecimal() else f"{self.bullet}{self.numbered.format(place)}{word}{self.sign}"

    def above(self, year: bool = True) -> list[Row]:
        """What stands above a table: its title, year and unit."""
        rows: list[Row] = []
        measure = "Energy" if "Wh" in self.unit else "Emissions"
        title = {"": "", "plain": f"{measure} of the city", "year": f"{measure} {self.year}"}[self.title]
        if self.unit_at == "title":
            title = f"{title or measure}{self.in_brackets()}"
        if title:
            rows.append([title])
        if year and self.title != "year":
            rows.append([self.year_word, str(self.year)])
        if self.unit_at == "above":
            rows.append([self.unit_word, self.spelled])
        return rows

    def in_brackets(self) -> str:
        """The unit as it stands behind a word."""
        before, behind = {", ": (", ", ""), "[]": (" [", "]")}.get(self.brackets, (" (", ")"))
        return f"{before}{self.spelled}{behind}"

    def corner(self) -> str:
        """The name of the column of labels, with the unit where the table puts it there."""
        named = "" if self.bare and self.unit_at != "sector" else self.words.sector
        return f"{named}{self.in_brackets()}" if self.unit_at == "sector" else named

    def year_head(self, word: str = "Year") -> str:
        """The name of a column of years, which bears no unit: that stands above the table then."""
        self.unit_at = self.unit_at.replace("sector", "above")
        return word

    def below(self) -> list[Row]:
        """What stands below a table."""
        rows: list[Row] = []
        if self.note == "below":
            rows += [[], ["Source: statistics office of the city"]]
        if self.note == "star":
            rows += [["* Figures of the last column are provisional."]]
        if self.legend == "keys":
            rows += [["NE: not estimated; NO: not occurring"]]
        if self.legend == "sources":
            rows += [["Sources", "national statistics, grid operator"]]
        return rows

    def total_row(self, rows: list[list[float | None]], word: str | None = None) -> Row:
        """The sums of columns, now and then as somebody rounded them."""
        sums = [sum(value or 0.0 for value in column) for column in zip(*rows, strict=True)]
        return [word or self.word, *(self.shown(float(round(one, -1)) if self.rounded else one) for one in sums)]

    def table(
        self, header: Row, lines: list[tuple[str, list[float | None]]], subject: str, summed: bool = True
    ) -> list[Row]:
        """Labels with figures across, with the totals, shares and other rows that were drawn."""
        column = self.total_column and summed
        heads = [*header, *([self.word] if column else []), *(["%"] if self.share == "column" and summed else [])]
        whole = sum(value or 0.0 for _, values in lines for value in values) or 1.0
        rows: list[Row] = []
        for place, (label, values) in enumerate(lines, start=1):
            own = sum(value or 0.0 for value in values)
            rest = [self.shown(own)] if column else []
            rest += [f"{100 * own / whole:.0f}%"] if self.share == "column" and summed else []
            rows.append([self.name(place, label), *map(self.shown, values), *rest])
        if self.extra == "of which" and lines:
            label, values = lines[0]
            rows.insert(
                1, [f"of which municipal {label.lower()}", *(self.shown(None if v is None else v // 2) for v in values)]
            )
        numbers = [[*values, *([sum(value or 0.0 for value in values)] if column else [])] for _, values in lines]
        added = self.total_row(numbers)
        middle = len(rows) // 2
        if self.gap and len(rows) > 2:
            rows.insert(middle, [])
        if self.again and len(rows) > 2 and subject != "year":
            rows.insert(middle, list(heads))
        if self.between == "sentence" and len(rows) > 2:
            rows.insert(middle, ["The figures below are those of the energy agency."])
        rows = [added, *rows] if self.total == "above" else [*rows, added] if self.total == "below" else rows
        if self.extra == "population":
            rows.append(["Population", *(self.shown(self.rng.randint(20_000, 400_000)) for _ in lines[0][1])])
        if self.extra == "per head":
            rows.append(["Per inhabitant", *(self.shown(self.rng.randint(2, 9)) for _ in lines[0][1])])
        if self.extra == "target":
            rows.append(["Target 2030", *(self.shown(self.number()) for _ in lines[0][1])])
        if self.share == "row":
            rows.append([self.words.share, *(f"{self.rng.randint(1, 60)}%" for _ in lines[0][1])])
        return [heads, *rows]

    def framed(self, cells: list[Row]) -> list[Row]:
        """The table as it stands in its sheet, with blank rows and columns around it."""
        if self.remark:
            self._remarked(cells)
        before, behind = {"column before": ([""], []), "columns behind": ([], ["", ""])}.get(self.frame, ([], []))
        framed = [[*before, *row, *behind] for row in cells]
        blank = [[""], [""]]
        return {"rows above": [*blank, *framed], "rows below": [*framed, *blank]}.get(self.frame, framed)

    def _remarked(self, cells: list[Row]) -> None:
        """A remark behind one of the figures."""
        years = {str(year) for year in range(2000, 2031)}
        numbers = [(row, at) for row in cells for at, cell in enumerate(row) if at and cell[:1].isdigit()]
        filled = [(row, at) for row, at in numbers if "%" not in row[at] and row[at] not in years]
        for row, at in filled[len(filled) // 2 :][:1]:
            row[at] += " (estimated)"
