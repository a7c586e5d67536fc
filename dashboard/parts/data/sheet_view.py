"""The user's own sheet on the page: what each cell was read as, coloured and in words, and the cells to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTORS
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext, say
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from datasets import SheetPart, SheetRow, ShownCell

MOST_ROWS, MOST_COLUMNS = 12, 7
"""Rows and columns of a file that are shown around a finding; its own program shows all of them."""
WIDE_ROWS, WIDE_COLUMNS = 40, 9
"""Those that are shown where cells can be corrected."""
WHOLE_ROWS, WHOLE_COLUMNS = 400, 60
"""Those of the whole table: a longer one is shown around the cells in question."""
LONGEST = 60
"""Letters of a cell that are shown."""
LONGEST_TITLE = 160
"""Letters of a cell that has its row for itself."""
# Translators: what a cell of a file was read as, in a word; said beside its row, too.
TAG_WORDS: Mapping[str, str] = {
    "sector": Sentence("sector"),
    "carrier": Sentence("carrier"),
    "scope": Sentence("scope"),
    "year": Sentence("year"),
    "unit": Sentence("unit"),
    "city": Sentence("city"),
    "figure": Sentence("figure"),
    "asked": Sentence("in question"),
    "sum": Sentence("printed sum"),
    "label": Sentence("caption"),
    "note": Sentence("other word"),
    "left": Sentence("left out"),
}
"""The tags of cells, in the order of the key to the colours."""
MINOR = ("year", "scope", "unit", "city", "note")
"""The tags of columns that a phone leaves out."""
BESIDE = "beside-sheet"
"""The key of what stands beside the sheet: it stays in view, however far down a cell is that was picked."""
AGREES = {True: " ✓", False: " ≠", None: ""}
"""The sign of a sum that agrees with its parts, or does not."""
_STYLE = """<style>
.sheet { overflow: auto; width: 100%; }
.sheet:focus-visible, .sheet [tabindex]:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
.sheet table { border-collapse: collapse; font-size: .8125rem; font-variant-numeric: tabular-nums; min-width: 100%; }
.sheet caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.sheet th, .sheet td { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); padding: .1875rem .375rem;
  text-align: start; font-weight: 400; max-width: 10rem; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.sheet thead th, .sheet tbody th { background: color-mix(in srgb, currentColor 7%, var(--paper)); text-align: center; }
.sheet tbody th { position: sticky; inset-inline-start: 0; }
.sheet [data-cell] { cursor: pointer; }
.sheet td:not(.number) { max-width: 7rem; }
.sheet td.sector, .sheet td.carrier { max-width: 9rem; white-space: normal; line-height: 1.3; }
.sheet tr:not(.names) td.sector { min-width: 8rem; }
.sheet td.number { text-align: end; }
.sheet td.title { max-width: 0; overflow: visible; text-align: start; }
.sheet td.title span { display: block; position: relative; width: max-content; max-width: min(24rem, 60vw);
  white-space: normal; background: var(--paper); line-height: 1.3; }
.sheet .as { border: 0; position: sticky; inset-inline-end: -1px; background: var(--paper) !important;
  overflow: visible; text-align: start; min-width: 7.5rem; max-width: 8rem; }
.sheet .as span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  white-space: normal; line-height: 1.3; }
.sheet .again span { height: 0; }
.sheet .again { border-inline-start: .1875rem solid color-mix(in srgb, currentColor 30%, transparent); }
.sheet .as::before { content: ""; position: absolute; inset-block: 0; inset-inline-end: 100%; width: .75rem;
  opacity: 0;
  background: linear-gradient(to left, color-mix(in srgb, currentColor 25%, transparent), transparent);
  animation: behind linear both; animation-timeline: scroll(nearest inline); }
@keyframes behind { from, 98% { opacity: 1; } to { opacity: 0; } }
.sheet tr.names td { font-weight: 600; white-space: normal; }
.sheet td.sector, .tags .sector { background: color-mix(in srgb, var(--ours) 14%, transparent); }
.sheet td.carrier, .tags .carrier { background: color-mix(in srgb, var(--carrier) 16%, transparent); }
.sheet td.scope, .tags .scope { background: color-mix(in srgb, var(--scope) 18%, transparent); }
.sheet td.year, .tags .year { background: color-mix(in srgb, var(--year) 22%, transparent); }
.sheet td.unit, .tags .unit { background: color-mix(in srgb, var(--unit) 16%, transparent); }
.sheet td.city, .tags .city { background: color-mix(in srgb, var(--ours) 7%, transparent); }
.sheet td.sum, .tags .sum { background: color-mix(in srgb, currentColor 10%, transparent); }
.sheet td.left, .tags .left { text-decoration: line-through;
  text-decoration-color: color-mix(in srgb, currentColor 55%, transparent); background: none; }
.sheet td.asked, .tags .asked { background: color-mix(in srgb, var(--rising) 14%, transparent); }
.sheet td.asked { font-weight: 600; }
.sheet tr td.marked { outline: 2px solid var(--rising); outline-offset: -2px; font-weight: 600;
  background: color-mix(in srgb, var(--rising) 20%, transparent); }
.sheet [aria-selected=true] { outline: 2px solid currentColor; outline-offset: -2px; }
.tags { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0 0 .5rem; padding: 0 !important; list-style: none;
  font-size: .875rem; line-height: 1.4; }
.tags li { margin: 0 !important; border: 1px solid color-mix(in srgb, currentColor 18%, transparent);
  border-radius: .375rem; padding: .0625rem .5rem; }
@media screen and (min-width: 641px) { [data-testid=stColumn]:has(.st-key-beside-sheet) { position: sticky; top: 0;
  align-self: flex-start; max-height: 100vh; overflow-y: auto; padding: .25rem; margin: -.25rem; } }
@media (max-width: 640px) { .sheet .minor { display: none; } .sheet th, .sheet td { max-width: 8rem; }
  .sheet .as { position: static; } .sheet .as::before { display: none; } .sheet.grid { max-height: 16rem; }
  .sheet thead th { position: sticky; top: 0; z-index: 1; } }
</style>"""


def sheet(found: Review, marked: Sequence[tuple[str | None, int, str | None]] = (), most: int = MOST_ROWS) -> None:
    """The rows of the file around the first of the ``marked`` cells (sheet, row, column), to be looked at."""
    part = _part(found, marked, most, MOST_COLUMNS)
    if part is not None:
        st.html(_markup(part, None))
        _which(part)


def sheet_to_correct(
    found: Review, marked: Sequence[tuple[str | None, int, str | None]], picked: str
) -> SheetPart | None:
    """The sheet as a grid of which a cell, a row or a column can be picked, with the key to its colours."""
    whole = bool(session.kept(_whole(found)))
    sizes = (WHOLE_ROWS, WHOLE_COLUMNS) if whole else (WIDE_ROWS, WIDE_COLUMNS)
    part = _part(found, marked, *sizes)
    if part is None:
        return None
    st.html(_key(part) + _markup(part, picked))
    st.caption(text(_("Pick a cell, the number of a row or the letter of a column to say what it is.")))
    with st.container(horizontal=True, vertical_alignment="center"):
        _which(part)
        if whole or len(part.rows) < part.of or part.cut:
            session.keep(_whole(found), whole)
            st.toggle(_("Whole table"), key=_whole(found))
    return part


def hear(key: str, picked: str, told: Callable[[], None]) -> None:
    """Hear which cell of the grid is picked: ``told`` is called with it in the state of ``key``, as "row-column"."""
    _grid()(key=key, data={"picked": picked}, on_picked_change=told)


@cache
def _grid() -> Callable[..., Any]:
    script = (Path(theme.__file__).parent / "sheet.js").read_text(encoding="utf-8")
    return st.components.v2.component("covenant_sheet", js=script)


def _whole(found: Review) -> str:
    return f"whole-{found.draft.sha256[:12] if found.draft else ''}"


def _part(
    found: Review, marked: Sequence[tuple[str | None, int, str | None]], rows: int, columns: int
) -> SheetPart | None:
    assert found.read_so_far is not None
    return session.all_cities().excerpt(found.sheets(), found.read_so_far, marked, rows, columns)


def _key(part: SheetPart) -> str:
    """The key to the colours, with how many of the filled cells of the sheet were read as each; they add up."""
    shown = {cell.tag.tag for row in part.rows for cell in row.cells if cell.tag}
    tags = [tag for tag in TAG_WORDS if part.counts.get(tag) or (not part.counts and tag in shown)]
    whole = sum(part.counts.values())
    told = ngettext("{number} filled cell", "{number} filled cells", whole, number=theme.number(whole))
    chips = f"<li><strong>{escape(told)}</strong></li>" * bool(whole)
    chips += "".join(f'<li class="{tag}">{escape(_chip(tag, part))}</li>' for tag in tags)
    return f'<ul class="tags" aria-label="{escape(_("What the cells were read as"))}">{chips}</ul>'


def _chip(tag: str, part: SheetPart) -> str:
    word = say(TAG_WORDS[tag])
    # Translators: how many cells of a file were read as something: "carrier: 4".
    return _("{what}: {number}", what=word, number=theme.number(part.counts[tag])) if part.counts else word


def _markup(part: SheetPart, picked: str | None) -> str:
    """The table; as a grid where a cell can be ``picked``. Everything that comes from the file is escaped."""
    minor = _minor(part)
    stops = _Stops(part, picked)
    letters = "".join(
        f'<th scope="col"{" class=minor" if at in minor else ""}{stops.of(0, at)}>{escape(name)}</th>'
        for name, at in zip(part.letters, part.columns, strict=True)
    )
    rows = []
    above = ""
    for row in part.rows:
        alone = _filled(row) == 1 and bool(row.cells[0].text.strip())
        cells = "".join(_cell(row, cell, _Look(cell.column in minor, alone), stops) for cell in row.cells)
        looks, said = _looks(row), _read_as(row)
        again = " again" if said == above and said and looks != "names" else ""
        above = said
        rows.append(
            f'<tr class="{looks}"><th scope="row"{stops.of(row.number, None)}>{row.number}</th>{cells}'
            f'<td class="as{again}"><span>{escape(said)}</span></td></tr>'
        )
    caption = escape(_("Rows of the file, and what each was read as"))
    role = ' role="grid"' if picked is not None else ""
    around = "sheet grid" if role else 'sheet" tabindex="0'
    return (
        f'{theme.sheet_tints()}{_STYLE}<div class="{around}" role="region" aria-label="{caption}">'
        f'<table{role} aria-label="{caption}"><caption>{caption}</caption><thead><tr><th></th>{letters}'
        f'<th scope="col" class="as">{escape(_("read as"))}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _looks(row: SheetRow) -> str:
    """How a row looks: one without figures as one of names, whose words are written in full."""
    if row.state != "asked":
        return row.state
    return row.state if any(cell.tag.tag in ("figure", "sum") for cell in row.cells if cell.tag) else "names"


def _minor(part: SheetPart) -> frozenset[int]:
    """The columns that a phone leaves out: those that hold nothing but what stands in no doubt."""
    tags: dict[int, set[str]] = {}
    for row in part.rows:
        for cell in row.cells:
            if cell.tag and row.state != "names":
                tags.setdefault(cell.column, set()).add("asked" if cell.tag.asked or cell.marked else cell.tag.tag)
    return frozenset(at for at, found in tags.items() if found <= set(MINOR))


class _Stops:
    """Which cells of a grid can be picked, and which one the Tab key comes to."""

    def __init__(self, part: SheetPart, picked: str | None) -> None:
        self._picked = picked
        places = {place(row.number, cell.column) for row in part.rows for cell in row.cells}
        first = place(part.rows[0].number, part.columns[0]) if part.columns else ""
        self._stop = picked if picked in places else first

    def of(self, row: int, column: int | None) -> str:
        """What makes a cell one that can be picked; nothing outside of a grid."""
        if self._picked is None:
            return ""
        name = place(row, column)
        chosen = ' aria-selected="true"' if name == self._picked else ""
        return f' data-cell="{name}" tabindex="{0 if name == self._stop else -1}"{chosen}'


def place(row: int, column: int | None) -> str:
    """The name of a cell in a grid; of a whole column the row is 0, of a whole row there is no column."""
    return f"{row}-{'' if column is None else column}"


class _Look(NamedTuple):
    """How a cell stands in its row: in a column that a phone leaves out, and ``alone``, as a title over the table."""

    minor: bool
    alone: bool


def _cell(row: SheetRow, cell: ShownCell, look: _Look, stops: _Stops) -> str:
    tag = cell.tag
    title = look.alone and bool(cell.text.strip())
    classes = ["own", *(["asked" if tag.asked else tag.tag] if tag else [])]
    classes += ["minor"] if look.minor and not title else []
    classes += ["title"] if title else []
    classes += ["marked"] if cell.marked else []
    classes += ["number"] if cell.text[:1].isdigit() or cell.text[:1] in "-−+" else []
    most = LONGEST_TITLE if title else LONGEST
    shown = escape(cell.text if len(cell.text) <= most else f"{cell.text[:most]}…")
    shown = f"<span>{shown}</span>" if title else shown
    asked = f' title="{escape(say(TAG_WORDS["asked"]))}"' if tag and tag.asked else ""
    return f'<td class="{" ".join(classes)}" dir="auto"{asked}{stops.of(row.number, cell.column)}>{shown}</td>'


def _which(part: SheetPart) -> None:
    """Which rows are shown together: that of the names of the columns may stand above them."""
    numbers = [row.number for row in part.rows]
    first = next(low for at, low in enumerate(numbers) if numbers[-1] - low == len(numbers) - 1 - at)
    shown_of = {"first": first, "last": part.rows[-1].number, "every": theme.number(part.of)}
    if part.sheet:
        st.caption(text(_("Rows {first} to {last} of {every} in the sheet “{sheet}”.", sheet=part.sheet, **shown_of)))
    elif len(part.rows) < part.of:
        st.caption(_("Rows {first} to {last} of {every}.", **shown_of))


def _read_as(row: SheetRow) -> str:
    """What a row was read as, in a few words."""
    meant = ", ".join(meant_words(row.sectors[:2], row.carriers if len(row.carriers) == 1 else ()))
    in_words = any(cell.tag.asked and cell.tag.tag != "figure" for cell in row.cells if cell.tag)
    if row.state == "asked":  # what a column asks of each row is seen by its colour
        return meant if meant and not in_words else say(TAG_WORDS["asked"])
    if row.state == "blank":  # which is counted nowhere
        return ""
    if row.state == "left":
        return say(TAG_WORDS["left"])
    if row.state == "sum":
        return say(TAG_WORDS["sum"]) + AGREES[row.agrees]
    if row.state == "names":
        tags = {cell.tag.tag for cell in row.cells if cell.tag}
        words = [say(TAG_WORDS[tag]) for tag in ("year", "unit", "scope", "carrier") if tag in tags]
        # Translators: said of the row of a table that holds the names of its columns.
        return listed(words) or (_("column names") if _filled(row) > 1 else say(TAG_WORDS["label"]))
    return meant


def _filled(row: SheetRow) -> int:
    return sum(bool(cell.text.strip()) for cell in row.cells)


def meant_words(sectors: Sequence[str], carriers: Sequence[str]) -> list[str]:
    """The names of sectors and carriers by their codes."""
    words = [say(SECTORS[code].name) for code in sectors if code in SECTORS]
    return words + [say(CARRIERS[code].name) for code in carriers if code in CARRIERS]
