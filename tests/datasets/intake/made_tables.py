"""Tables made at random whose truth is known: shapes, languages, units, totals, headings and notes as cities print
them.

A made table is what an office would hand over; its figures are made up for the test and stand for nothing.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

Row = list[str]
Place = tuple[int, str | None, str | None]
"""Year, sector and carrier of a figure; None for what the table does not say."""


@dataclass(frozen=True)
class Language:
    """The words of one language: of a sector or a carrier by its code, and of what stands around the figures."""

    sectors: dict[str, str]
    carriers: dict[str, str]
    sector: str
    carrier: str
    total: tuple[str, ...]
    share: str
    known: bool = True


def _language(
    sectors: str, carriers: str, sector: str, carrier: str, total: str, share: str, known: bool = True
) -> Language:
    codes = ("residential", "tertiary", "industry", "transport", "waste")
    of = ("electricity", "natural_gas", "heating_oil", "diesel", "heat_cold")
    return Language(
        dict(zip(codes, sectors.split("|"), strict=True)),
        dict(zip(of, carriers.split("|"), strict=True)),
        sector,
        carrier,
        tuple(total.split("|")),
        share,
        known,
    )


LANGUAGES = {
    "en": _language(
        "Residential|Tertiary|Industry|Transport|Waste",
        "Electricity|Natural gas|Heating oil|Diesel|District heating",
        "Sector", "Carrier", "Total|All|Sum", "Share",
    ),
    "de": _language(
        "Haushalte|Gewerbe|Industrie|Verkehr|Abfall",
        "Strom|Erdgas|Heizöl|Diesel|Fernwärme",
        "Sektor", "Energieträger", "Gesamt|Summe|Insgesamt", "Anteil",
    ),
    "fr": _language(
        "Résidentiel|Tertiaire|Industrie|Transports|Déchets",
        "Électricité|Gaz naturel|Fioul|Gazole|Chaleur",
        "Secteur", "Énergie", "Total|Ensemble", "Part",
    ),
    "it": _language(
        "Residenziale|Terziario|Industria|Trasporti|Rifiuti",
        "Energia elettrica|Gas naturale|Olio da riscaldamento|Gasolio|Calore",
        "Settore", "Vettore", "Totale", "Quota",
    ),
    "es": _language(
        "Residencial|Terciario|Industria|Transporte|Residuos",
        "Electricidad|Gas natural|Gasóleo de calefacción|Diésel|Calor",
        "Sector", "Vector", "Total", "Cuota",
    ),
    "fi": _language(
        "Asuminen|Palvelut|Teollisuus|Liikenne|Jätehuolto",
        "Sähkö|Maakaasu|Polttoöljy|Dieselöljy|Kaukolämpö",
        "Toimiala", "Energianlähde", "Yhteensä", "Osuus", known=False,
    ),
}  # fmt: skip


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

    def __init__(self, rng: random.Random, shape: str | None = None) -> None:
        self.rng = rng
        self.about: dict[str, str] = {}
        self.shape = shape or rng.choice(list(SHAPES))
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


def _matrix(made: Maker, year: int | None = None) -> list[Row]:
    at = year or made.year
    lines = [
        (made.words.sectors[sector], [made.put(at, sector, carrier, made.maybe()) for carrier in made.carriers])
        for sector in made.sectors
    ]
    return made.table([made.corner(), *(made.words.carriers[carrier] for carrier in made.carriers)], lines, "sector")


def matrix(made: Maker) -> list[Row]:
    """Sectors down, carriers across."""
    return [*made.above(), *_matrix(made), *made.below()]


def _outline(made: Maker, columns: list[int]) -> list[Row]:
    """Sectors as headings, with or without their sum, and carriers below each of them."""
    with_sum = made._of("heading", "blank", "sum")
    rows: list[Row] = []
    every: list[list[float | None]] = []
    for place, sector in enumerate(made.sectors, start=1):
        mine = made.rng.sample(made.carriers, made.rng.randint(1, len(made.carriers)))
        held = [[made.put(year, sector, carrier, made.maybe(0.95)) for year in columns] for carrier in mine]
        every += held
        sums = [made.shown(sum(line[at] or 0.0 for line in held)) for at in range(len(columns))]
        rows.append(
            [made.name(place, made.words.sectors[sector]), *(sums if with_sum == "sum" else [""] * len(columns))]
        )
        rows += [
            [made.words.carriers[carrier], *map(made.shown, line)] for carrier, line in zip(mine, held, strict=True)
        ]
    added = made.total_row(every)
    return [added, *rows] if made.total == "above" else [*rows, added] if made.total == "below" else rows


def headings(made: Maker) -> list[Row]:
    """A column of labels, sectors above their carriers, and one column of figures called by the unit."""
    head = [made.words.sector, made.unit]
    return [*made.above(), head, *_outline(made, [made.year]), *made.below()]


def long_headings(made: Maker) -> list[Row]:
    """The same with the columns of a long table."""
    made.unit_at, made.blank = "above", made.blank or "NO"
    rows = [[str(made.year), *row, made.unit] for row in _outline(made, [made.year])]
    return [["year", "sector", "value", "unit"], *rows]


def wide_headings(made: Maker) -> list[Row]:
    """The same with a column for each year."""
    years = [made.year - 2, made.year]
    return [*made.above(year=False), [made.corner(), *map(str, years)], *_outline(made, years), *made.below()]


def scope_headings(made: Maker) -> list[Row]:
    """The same below scopes, each carrier with a figure in one of them."""
    rows: list[Row] = []
    every: list[list[float | None]] = []
    with_sum = made._of("heading", "blank", "sum")
    for sector in made.sectors:
        mine = made.rng.sample(made.carriers, made.rng.randint(1, len(made.carriers)))
        held = [(carrier, int(carrier in ("electricity", "heat_cold")), made.number()) for carrier in mine]
        lines = [
            [made.put(made.year, sector, name, value) if at == scope else None for at in (0, 1)]
            for name, scope, value in held
        ]
        every += lines
        sums = [made.shown(sum(line[at] or 0.0 for line in lines)) for at in (0, 1)]
        rows.append([made.words.sectors[sector], *(sums if with_sum == "sum" else ["", ""])])
        rows += [[made.words.carriers[name], *map(made.shown, line)] for name, line in zip(mine, lines, strict=True)]
    rows = [*rows, made.total_row(every)] if made.total == "below" else rows
    return [*made.above(), [made.corner(), "Scope 1", "Scope 2"], *rows, *made.below()]


def scopes(made: Maker) -> list[Row]:
    """Sectors down, scopes across."""
    lines = [
        (made.words.sectors[sector], [made.put(made.year, sector, None, made.maybe()) for _ in range(3)])
        for sector in made.sectors
    ]
    return [
        *made.above(),
        *made.table([made.corner(), "Scope 1", "Scope 2", "Scope 3"], lines, "sector"),
        *made.below(),
    ]


def wide(made: Maker) -> list[Row]:
    """Sectors down, years across."""
    years = [made.year - at for at in range(made.rng.randint(2, 4))][::-1]
    lines = [
        (made.words.sectors[sector], [made.put(year, sector, None, made.maybe()) for year in years])
        for sector in made.sectors
    ]
    rows = made.table([made.corner(), *map(str, years)], lines, "sector", summed=False)
    return [*made.above(year=False), *rows, *made.below()]


def wide_carriers(made: Maker) -> list[Row]:
    """Sectors and carriers down, years across; the sector beside its first carrier alone, or beside each."""
    years = [made.year - 1, made.year]
    merged = made._of("merged", "", "yes")
    rows, every = [], []
    for sector in made.sectors:
        for at, carrier in enumerate(made.carriers):
            line = [made.put(year, sector, carrier, made.maybe()) for year in years]
            every.append(line)
            label = made.words.sectors[sector]
            rows.append(["" if merged and at else label, made.words.carriers[carrier], *map(made.shown, line)])
    if made.total == "below":
        word, *rest = made.total_row(every)
        rows.append([word, "", *rest])
    return [*made.above(year=False), [made.corner(), made.words.carrier, *map(str, years)], *rows, *made.below()]


def series(made: Maker) -> list[Row]:
    """Years down, sectors across."""
    years = [made.year - at for at in range(made.rng.randint(2, 4))]
    lines = [(str(year), [made.put(year, sector, None, made.maybe()) for sector in made.sectors]) for year in years]
    made.numbered, made.extra, made.total, made.gap = "", "", "", ""
    rows = made.table([made.year_head(), *(made.words.sectors[sector] for sector in made.sectors)], lines, "year")
    return [*made.above(year=False), *rows, *made.below()]


def series_carriers(made: Maker) -> list[Row]:
    """Years down, carriers across: of the whole city."""
    years = [made.year - at for at in range(made.rng.randint(2, 4))]
    lines = [(str(year), [made.put(year, None, carrier, made.maybe()) for carrier in made.carriers]) for year in years]
    made.numbered, made.extra, made.total, made.gap = "", "", "", ""
    rows = made.table([made.year_head(), *(made.words.carriers[carrier] for carrier in made.carriers)], lines, "year")
    return [*made.above(year=False), *rows, *made.below()]


def long(made: Maker) -> list[Row]:
    """One figure a row."""
    rows = [["year", "sector", "carrier", "value", "unit"]]
    made.blank = made.blank or "NO"
    every: list[list[float | None]] = []
    for sector in made.sectors:
        for carrier in made.carriers:
            value = made.put(made.year, sector, carrier, made.maybe())
            every.append([value])
            words = made.words
            rows.append([str(made.year), words.sectors[sector], words.carriers[carrier], made.shown(value), made.unit])
    if made.total == "below":
        word, added = made.total_row(every)
        rows.append([str(made.year), word, "", added, made.unit])
    return rows


def two_headers(made: Maker) -> list[Row]:
    """A column for each sector and carrier under two header rows, years down."""
    years = [made.year - 1, made.year]
    heads, names = [""], [made.year_head()]
    for sector in made.sectors:
        for at, carrier in enumerate(made.carriers):
            heads.append("" if at else made.words.sectors[sector])
            names.append(made.words.carriers[carrier])
    rows = [
        [str(year), *(made.shown(made.put(year, s, c, made.maybe())) for s in made.sectors for c in made.carriers)]
        for year in years
    ]
    return [*made.above(year=False), heads, names, *rows, *made.below()]


def side_by_side(made: Maker) -> list[Row]:
    """Two matrices beside each other, of two years."""
    made.share = made.gap = made.extra = ""
    made.total = made.total if made.total == "below" else ""
    left, right = _matrix(made, made.year - 5), _matrix(made, made.year)
    joined = [[*one, "", *other] for one, other in zip(left, right, strict=True)]
    width = len(left[0])
    years = [str(made.year - 5), *[""] * width, str(made.year)]
    made.title = ""
    return [*made.above(year=False), years, *joined, *made.below()]


def blocks(made: Maker) -> list[Row]:
    """Two matrices below each other, each under its year."""
    made.title = ""
    first = [["Year", str(made.year - 5)], *made.above(year=False), *_matrix(made, made.year - 5), []]
    return [*first, ["Year", str(made.year)], *made.above(year=False), *_matrix(made, made.year), *made.below()]


def cities(made: Maker) -> list[Row]:
    """Municipalities down, sectors across; the figures of one city count."""
    rows = []
    for city in ("Turin", "Bologna"):
        line = [made.number() for _ in made.sectors]
        if city == "Turin":
            for sector, value in zip(made.sectors, line, strict=True):
                made.put(made.year, sector, None, value)
        rows.append([city, *map(made.shown, line)])
    head = [made.year_head("Municipality"), *(made.words.sectors[sector] for sector in made.sectors)]
    return [*made.above(), head, *rows, *made.below()]


def kinds(made: Maker) -> list[Row]:
    """A long table whose rows are actual, planned or target figures, told apart by a column."""
    rows = [["year", "sector", "kind", "value", "unit"]]
    for sector in made.sectors:
        for kind in ("actual", made.rng.choice(("planned", "target", "forecast", "population"))):
            value = made.number()
            if kind == "actual":
                made.put(made.year, sector, None, value)
            rows.append([str(made.year), made.words.sectors[sector], kind, made.shown(value), made.unit])
    return rows


SHAPES: dict[str, Callable[[Maker], list[Row]]] = {
    "matrix": matrix,
    "headings": headings,
    "wide": wide,
    "wide-carriers": wide_carriers,
    "wide-headings": wide_headings,
    "series": series,
    "series-carriers": series_carriers,
    "long": long,
    "long-headings": long_headings,
    "scopes": scopes,
    "scope-headings": scope_headings,
    "two-headers": two_headers,
    "side-by-side": side_by_side,
    "blocks": blocks,
    "cities": cities,
    "kinds": kinds,
}


def make(seed: int, shape: str | None = None) -> Made:
    """The table of a number: the same each time."""
    made = Maker(random.Random(seed), shape)
    cells = SHAPES[made.shape](made)
    answers = {
        "dash": "NO",
        "total-rows": "leave-out",
        "fill-down": "yes",
        "new-city": "add",
        "printed-totals": "as-read",
        "unit": made.unit,
        "year": str(made.year),
        "decimal": "comma" if made.style in ("point", "space") else "point",
        **{f"sector:{word}": code for code, word in made.words.sectors.items()},
        **{
            f"sector:{made.name(place, made.words.sectors[code])}": code
            for place, code in enumerate(made.sectors, start=1)
        },
        **{f"carrier:{word}": code for code, word in made.words.carriers.items()},
        **{f"sector:{word}": "leave-out" for word in ("Population", "Per inhabitant", "Target 2030", made.words.share)},
        **{f"sector:{word}": "leave-out" for word in made.words.total},
    }
    return Made(cells, dict(made.truth), made.about, answers)
