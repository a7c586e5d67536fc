"""Tables as a screen reader reads them: caption, row and column headers, a region that the keyboard can scroll."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from html import escape
from unicodedata import category

import streamlit as st

from dashboard.language import say

LONG = 40
"""So many characters are a sentence, which keeps some width on a phone."""
FOLDED_FROM, FOLDED_TO, FOLDED_CELLS, SAYING = 4, 40, 240, 20
"""From so many columns, or one less where a cell beside the first is of so many characters, a table is wider than a
phone, where each of its rows stands as a small card; of more rows or cells than these the page would have no end, and
they are scrolled sideways."""
BROAD = 10
"""From so many columns the names of rows would be pressed into a column of single words."""
_NUMBER = re.compile(r"[+\u2212-]?\d")
# Lines and letters take the colour of the page's own text, so that one sheet serves both themes.
_STYLE = """<style>
/* A shadow at the right says that there is more, until it is in view. */
.figures { overflow-x: auto; width: 100%;
  background: linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(to left, color-mix(in srgb, currentColor 30%, transparent), transparent) right / .75rem 100%
    no-repeat scroll; }
.figures:focus-visible { outline: 2px solid currentColor; }
.figures table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
.figures caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.figures th, .figures td { text-align: left; vertical-align: top; padding: .4rem 0 .4rem 1rem;
  overflow-wrap: break-word; }
.figures tr { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.figures th { font-weight: 400; }
.figures thead th { color: color-mix(in srgb, currentColor 80%, transparent); vertical-align: bottom; }
.figures .number { text-align: right; }
.figures td:is(.number, .whole) { white-space: nowrap; }
.figures .mark { font-size: 1.375rem; line-height: 1; font-family: sans-serif; }
.figures .long { min-width: 9rem; }
.figures:has(.long) tbody th { min-width: 6.5rem; }
.figures.doors tbody th { min-width: 9rem; }
@media (min-width: 641px) { .figures.broad tbody th { min-width: 13rem; } }
/* What a row is about stays in view when a phone scrolls sideways. */
.figures :is(th, td):first-child { position: sticky; left: 0; padding-left: 0; background: var(--paper); }
.figures tr.total > * { font-weight: 600; }
.figures a { color: inherit; font-weight: 600; text-underline-offset: .2em; }
@media (max-width: 640px) { .figures table { font-size: .8125rem; } .figures th, .figures td { padding-left: .5rem; }
  .figures :is(th, td):first-child:not(.number) { min-width: 6.5rem; max-width: 9.5rem; hyphens: auto; }
  .folds :is(table, tbody) { display: block; }
  .folds thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  /* Three in a row, fewer where a word or a date is wider; where there are sentences, each in a line with its head. */
  .folds tbody tr { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .5rem 0; }
  .folds tbody tr > * { flex: 0 1 calc((100% - 1.5rem) / 3); padding: 0; min-width: min-content;
    text-align: left !important; white-space: normal !important; }
  .folds tbody tr > :is(:first-child, .saying) { flex-basis: 100%; min-width: 0; max-width: none !important; }
  .folds tbody:has(td.saying) td:not(:empty) { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .75rem;
    flex-basis: 100%; }
  .folds td:empty { display: none; }
  .folds tbody tr > :first-child { position: static; font-weight: 600; }
  .folds td::before { content: attr(data-head); display: block; font-weight: 400;
    color: color-mix(in srgb, currentColor 80%, transparent); } }
</style>"""


def table(
    columns: Mapping[str, Sequence[str]],
    alt: str,
    colours: Mapping[str, Sequence[str | None]] | None = None,
    numeric: Collection[str] = (),
    total: bool = False,
) -> None:
    """A small table of texts. The first column names its rows; columns of numbers stand at the right.

    ``alt`` is its caption, read aloud and not shown. ``colours`` gives the cells of a column a colour of
    ``dashboard.theme``; the cell's own words must say the same. ``numeric`` names columns that stand at the right
    though they hold no figure, such as notation keys alone. ``total`` says that the last row is the sum of the others.
    Every text is said in the reader's language and escaped.
    """
    show(markup(columns, alt, colours or {}, numeric, total))


def show(made: str) -> None:
    """A table that ``markup`` made before."""
    st.html(_STYLE + made)


def markup(
    columns: Mapping[str, Sequence[str]],
    alt: str,
    colours: Mapping[str, Sequence[str | None]],
    figures: Collection[str] = (),
    total: bool = False,
    links: Sequence[str] = (),
    whole: Collection[str] = (),
) -> str:
    """The table as HTML, with every text said in the reader's language and escaped; ``links`` are the addresses that
    the cells of the first column lead to, ``whole`` the columns whose few words stay on one line."""
    caption = escape(say(alt))
    numeric = {name: name in figures or _numeric(cells) for name, cells in columns.items()}
    longest = {name: max((len(say(cell)) for cell in cells), default=0) for name, cells in columns.items()}
    head = "".join(f'<th scope="col"{_kind(numeric[name])}>{escape(say(name))}</th>' for name in columns)
    rows = []
    count = max(map(len, columns.values()), default=0)
    saying = any(letters >= SAYING for letters in list(longest.values())[1:])
    few = count <= FOLDED_TO and count * len(columns) <= FOLDED_CELLS
    folds = few and len(columns) + saying >= FOLDED_FROM
    for place in range(count):
        cells = []
        for number, (name, texts) in enumerate(columns.items()):
            colour = colours[name][place] if name in colours else None
            tag, scope = ("td", "") if number else ("th", ' scope="row"')
            said = escape(say(texts[place]))
            if len(said) == 1 and category(said) == "So":  # a sign is smaller than a letter of its size
                said = f'<span class="mark">{said}</span>'
            if colour:
                said = f'<span style="color: {escape(colour)}">{said}</span>'
            if links and not number:
                said = f'<a href="{escape(links[place])}">{said}</a>'
            long = ' class="whole"' if name in whole else _words(texts) if number else ""
            told = f' data-head="{escape(say(name))}"' if folds and number else ""
            cells.append(f"<{tag}{scope}{_kind(numeric[name]) or long}{told}>{said}</{tag}>")
        last = ' class="total"' if total and place == count - 1 else ""
        rows.append(f"<tr{last}>{''.join(cells)}</tr>")
    kind = "figures folds" if folds else "figures broad" if len(columns) >= BROAD else "figures"
    return (
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def linked(heads: tuple[str, str], rows: Sequence[tuple[str, Sequence[tuple[str, str]], str]], alt: str) -> None:
    """A table of two columns whose second one holds links: each row is its name, the links as their words and their
    addresses, and what stands behind them."""
    caption = escape(say(alt))
    lines = []
    for name, links, more in rows:
        cells = [f'<a href="{escape(address)}">{escape(words)}</a>' for words, address in links]
        cells += [escape(more)] if more else []
        lines.append(f'<tr><th scope="row">{escape(say(name))}</th><td>{", ".join(cells)}</td></tr>')
    head = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in heads)
    show(
        f'<div class="figures doors" role="region" tabindex="0" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _words(cells: Sequence[str]) -> str:
    """How a column of words is marked: by its longest cell."""
    letters = max((len(say(cell)) for cell in cells), default=0)
    return ' class="long saying"' if letters >= LONG else ' class="saying"' if letters >= SAYING else ""


def _kind(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _numeric(cells: Sequence[str]) -> bool:
    """Whether a column holds figures: at least one, and beside them only short words in their place."""
    figures = [cell for cell in cells if _NUMBER.match(cell)]
    return bool(figures) and all(len(cell) <= 20 for cell in cells)
