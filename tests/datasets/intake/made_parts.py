"""Tables made at random whose truth is known: shapes, languages, units, totals, headings and notes as cities print
them.

A made table is what an office would hand over; its figures are made up for the test and stand for nothing.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field

from tests.datasets.intake.made_words import LANGUAGES

Row = list[str]
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

    def text(self) -> str:
        """The table as cells parted by tabs."""
        width = max(map(len, self.cells))
        return "\n".join("\t".join([*row, *[""] * (width - len(row))]) for row in self.cells) + "\n"


class Maker:
    """What is drawn for one table, and the parts that several shapes share."""

    def __init__(self, rng: random.Random, shape: str) -> None:
        self.rng = rng
        self.about: dict[str, str] = {}
        self.shape = shape
        self.about["shape"] = self.shape
        self.tongue = self._of("language", *LANGUAGES)
        self.words = LANGUAGES[self.tongue]
        self.unit = self._of("unit", "MWh", "GWh", "t CO2e", "kt CO2e")
        self.per = {"MWh": 1, "GWh": 1000, "t CO2e": 1, "kt CO2e": 1000}[self.unit]
        self.style = self._of("style", "plain", "point", "comma", "space")
        self.blank = self._of("blank", "", "", "-", "NE")
        self.title = self._of("title", "", "plain", "year")
        self.unit_at = self._of("unit at", "above", "title", "sector")
        self.note = self._of("note", "", "", "below", "star")
        self.total = self._of("total", "", "below", "above")
        self.total_column = self._of("total column", "", "yes")
        self.share = self._of("share", "", "", "column", "row")
        self.extra = self._of("extra", "", "", "", "population", "of which", "target", "per head")
        self.gap = self._of("gap", "", "", "blank row")
        self.numbered = self._of("numbered", "", "", "yes")
        self.year = rng.choice((2008, 2015, 2019, 2021))
        count = rng.randint(2, 5)
        self.sectors = rng.sample(list(self.words.sectors), count)
        self.carriers = rng.sample(list(self.words.carriers), rng.randint(2, 5))
        self.truth: dict[Place, float] = defaultdict(float)
        self.word = rng.choice(self.words.total)

    def _of(self, name: str, *choices: str) -> str:
        self.about[name] = self.rng.choice(choices)
        return self.about[name]

    def number(self) -> float:
        """A figure as an inventory has them: of any size, now and then round, now and then equal to others."""
        size = self.rng.choice((10, 100, 1000, 100_000))
        return float(self.rng.choice((self.rng.randint(1, size), self.rng.randint(1, 9) * size, 100)))

    def shown(self, value: float | None) -> str:
        """A figure as the file writes it."""
        if value is None:
            return self.blank
        plain = f"{value:,.1f}" if value != int(value) else f"{value:,.0f}"
        marks = {"plain": ("", "."), "comma": (",", "."), "point": (".", ","), "space": (" ", ",")}[self.style]
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
        """A label, numbered where the table numbers its rows."""
        return f"{place}. {word}" if self.numbered else word

    def above(self, year: bool = True) -> list[Row]:
        """What stands above a table: its title, year and unit."""
        rows: list[Row] = []
        measure = "Energy" if "Wh" in self.unit else "Emissions"
        title = {"": "", "plain": f"{measure} of the city", "year": f"{measure} {self.year}"}[self.title]
        if self.unit_at == "title":
            title = f"{title or measure} ({self.unit})"
        if title:
            rows.append([title])
        if year and self.title != "year":
            rows.append(["Year", str(self.year)])
        if self.unit_at == "above":
            rows.append(["Unit", self.unit])
        return rows

    def corner(self) -> str:
        """The name of the column of labels, with the unit where the table puts it there."""
        return f"{self.words.sector} ({self.unit})" if self.unit_at == "sector" else self.words.sector

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
        return rows

    def total_row(self, rows: list[list[float | None]], word: str | None = None) -> Row:
        """The sums of columns."""
        return [
            word or self.word,
            *(self.shown(sum(value or 0.0 for value in column)) for column in zip(*rows, strict=True)),
        ]

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
        if self.gap and len(rows) > 2:
            rows.insert(len(rows) // 2, [])
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
