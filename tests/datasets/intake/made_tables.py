"""The shapes of tables made at random, each with the truth of its figures."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from tests.datasets.intake.made_parts import Made, Maker, Row


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


def carriers_down(made: Maker) -> list[Row]:
    """Carriers down, sectors across."""
    lines = [
        (made.words.carriers[carrier], [made.put(made.year, sector, carrier, made.maybe()) for sector in made.sectors])
        for carrier in made.carriers
    ]
    heads = [made.words.carrier, *(made.words.sectors[sector] for sector in made.sectors)]
    made.unit_at, made.extra = made.unit_at.replace("sector", "above"), made.extra.replace("of which", "")
    return [*made.above(), *made.table(heads, lines, "carrier"), *made.below()]


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
    return [*made.above(), [made.corner(), *made.scope_words[:2]], *rows, *made.below()]


def scopes(made: Maker) -> list[Row]:
    """Sectors down, scopes across."""
    lines = [
        (made.words.sectors[sector], [made.put(made.year, sector, None, made.maybe()) for _ in range(3)])
        for sector in made.sectors
    ]
    return [
        *made.above(),
        *made.table([made.corner(), *made.scope_words], lines, "sector"),
        *made.below(),
    ]


def wide(made: Maker) -> list[Row]:
    """Sectors down, years across."""
    years = [made.year - at for at in range(made.rng.randint(2, 4))][::-1]
    lines = [
        (made.words.sectors[sector], [made.put(year, sector, None, made.maybe()) for year in years])
        for sector in made.sectors
    ]
    heads = [*map(str, years[:-1]), f"{years[-1]}{made.provisional}"]
    rows = made.table([made.corner(), *heads], lines, "sector", summed=False)
    if made.growth:
        change = {len(rows[0]): "-4,1%"}
        rows = [[*row, "Change" if row == rows[0] else change.get(len(row), "")] for row in rows]
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
    width = len(left[0])
    joined = [[*one, *[""] * (width + 1 - len(one)), *other] for one, other in zip(left, right, strict=True)]
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
    "carriers-down": carriers_down,
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


def make(seed: int, shape: str) -> Made:
    """The table of a number: the same each time."""
    made = Maker(random.Random(seed), shape)
    cells = made.framed(SHAPES[made.shape](made))
    answers = {
        "dash": "NO",
        "sector": "total",
        "marked": "drop",
        "total-rows": "leave-out",
        "sum-rows": "leave-out",
        "total-alone": "leave-out",
        "fill-down": "yes",
        "new-city": "add",
        **({"printed-totals": "as-read"} if made.rounded else {}),
        "unit": made.unit,
        "year": str(made.year),
        "rows:kind": "actual",
        "not-available": "NE",
        "decimal": "comma" if made.style in ("point", "space") else "point",
        **_meant("sector", made, made.words.sectors, made.sectors),
        **_meant("carrier", made, made.words.carriers, made.carriers),
        "words-across": "carrier" if shape == "series-carriers" else "sector",
        "words-down": "carrier" if shape == "carriers-down" else "sector",
    }
    return Made(cells, dict(made.truth), made.about, answers)


def _meant(kind: str, made: Maker, words: Mapping[str, str], drawn: Sequence[str]) -> dict[str, str]:
    """What each word means, as it is and as the table numbers it, with and without the mark of a list; no sector and no
    carrier are the others."""
    others = ("Population", "Per inhabitant", "Target 2030", "Sources", made.words.share, *made.words.total)
    named = {made.name(place, words[code]).strip(): code for place, code in enumerate(drawn, start=1)}
    numbered = named | {name.removeprefix(made.bullet.strip()).strip(): code for name, code in named.items()}
    known = {word: code for code, word in words.items()} | numbered
    return {f"{kind}:{word}": code for word, code in (known | dict.fromkeys(others, "leave-out")).items()}
