"""Tables of a slide, whose letters are as large as lets all of their rows stand on it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import theme
from dashboard.language import ended
from dashboard.notation import subscripts
from dashboard.packs import letters, master
from dashboard.packs.canvas import BESIDE, Canvas, Paragraph, SlideTable, Stretch
from dashboard.packs.master import Box
from dashboard.packs.slide_deck import Draw

SIZES = (24.0, 22.0, 20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
HALF_SIZES = SIZES[9:]
LEAST_AIR, MOST_AIR = 4.0, 14.0
"""What a cell keeps free above and below its words: the more, the fewer rows there are."""
LEAST_WHOLE = 8.0
"""In letters as small as this a word may be broken: none smaller would be read."""
Cell = str | Stretch
"""What stands in a cell: words, or words with their look, whose size is that of the table."""


def table(
    sheet: Canvas,
    area: Box,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    alt: str,
) -> float:
    """A table with its heads above, its columns ``shares`` of its width, or as wide as their longest word where that is
    more; returns where it ends."""
    sizes, asked = SIZES if area.wide > master.HALF else HALF_SIZES, shares
    for size in sizes:
        cells = [[_stretch(said, size, first=place == 0) for place, said in enumerate(row)] for row in rows]
        every = [[Stretch(head, size - 1, theme.LIGHT.soft, True) for head in heads], *cells]
        shares = _widened(asked, every, area.wide)
        heights = [
            max(
                letters.high(cell.said, cell.size, area.wide * share - BESIDE, cell.bold)
                for cell, share in zip(row, shares, strict=True)
            )
            for row in every
        ]
        air = (area.high - sum(heights)) / len(every) / 2
        whole = (
            letters.longest(cell.said, cell.size, cell.bold) <= area.wide * share - BESIDE
            for row in every
            for cell, share in zip(row, shares, strict=True)
        )
        if air >= LEAST_AIR and (all(whole) or size <= LEAST_WHOLE):
            break
    air = min(max(air, LEAST_AIR), MOST_AIR)
    heights = [high + 2 * air for high in heights]
    told: list[list[Paragraph]] = [[[cell] for cell in row] for row in every]
    sheet.table(area._replace(high=sum(heights)), SlideTable(shares, told, heights, air), alt)
    return area.top + sum(heights)


def picture(heads: Sequence[str], rows: Sequence[Sequence[Cell]], shares: Sequence[float], title: str) -> Draw:
    """A table as the picture of a slide; its words in the order of the rows, below ``title``, are the alternative
    text."""

    def draw(sheet: Canvas, area: Box) -> None:
        table(sheet, area, heads, rows, shares, told(heads, rows, title))

    return draw


def _widened(shares: Sequence[float], rows: Sequence[Sequence[Stretch]], wide: float) -> list[float]:
    """Shares of columns that leave no word of one broken as long as the others have room for that."""
    columns = [[row[place] for row in rows] for place in range(len(shares))]
    words = [max(letters.longest(cell.said, cell.size, cell.bold) for cell in column) for column in columns]
    least = [(one + BESIDE + 1) / wide for one in words]
    if sum(least) > 1:
        return [*shares]
    found = [max(one, share) for one, share in zip(least, shares, strict=True)]
    slack = [one - few for one, few in zip(found, least, strict=True)]
    over = (sum(found) - 1) / (sum(slack) or 1.0)
    return [one - over * free for one, free in zip(found, slack, strict=True)]


def _stretch(said: Cell, size: float, first: bool) -> Stretch:
    if isinstance(said, Stretch):
        return said._replace(size=size, said=subscripts(said.said))
    return Stretch(subscripts(said), size, theme.LIGHT.ink, first)


def told(heads: Sequence[str], rows: Sequence[Sequence[Cell]], title: str) -> str:
    """A table in a sentence for each row."""
    lines = ("; ".join(cell.said if isinstance(cell, Stretch) else cell for cell in row) for row in rows)
    return ended(f"{title}: {', '.join(heads)}. {'. '.join(lines)}")
