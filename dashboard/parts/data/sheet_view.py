"""The user's own sheet on the page: what each column and row was read as, and the cells to look at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.vocabulary import CARRIERS, SECTORS
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.data.review import Review
from dashboard.widgets import text

MOST_ROWS = 12
"""Rows that the page shows of a file; its own program shows all of them."""
MOST_COLUMNS = 7
"""Columns that the page shows of a file."""
LONGEST = 60
"""Letters of a cell that are shown."""
TINTS = {
    "sector": "ours",
    "subsector": "ours",
    "macro_area": "ours",
    "gpc_ref": "ours",
    "carrier": "carrier",
    "scope": "scope",
    "year": "year",
    "unit": "unit",
}
"""The tint of a column by the field that it was taken for."""
MINOR = ("year", "scope", "unit", "notation_key", "gpc_ref")
"""The fields whose columns a phone leaves out."""
_STYLE = """<style>
.sheet { overflow-x: auto; width: 100%; }
.sheet:focus-visible { outline: 2px solid currentColor; }
.sheet table { border-collapse: collapse; font-size: .8125rem; font-variant-numeric: tabular-nums; min-width: 100%; }
.sheet caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.sheet th, .sheet td { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); padding: .1875rem .5rem;
  text-align: start; font-weight: 400; max-width: 11rem; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.sheet thead th, .sheet tbody th { background: color-mix(in srgb, currentColor 7%, var(--paper)); text-align: center; }
.sheet tbody th { position: sticky; inset-inline-start: 0; }
.sheet td.number { text-align: end; }
.sheet td.as { border: 0; color: color-mix(in srgb, currentColor 82%, transparent); }
.sheet th.as { border: 0; background: none; text-align: start; }
.sheet tr.names td { font-weight: 600; }
.sheet td.ours { background: color-mix(in srgb, var(--ours) 14%, transparent); }
.sheet td.carrier { background: color-mix(in srgb, var(--carrier) 16%, transparent); }
.sheet td.scope { background: color-mix(in srgb, var(--scope) 18%, transparent); }
.sheet td.year { background: color-mix(in srgb, var(--year) 22%, transparent); }
.sheet td.unit { background: color-mix(in srgb, var(--unit) 16%, transparent); }
.sheet tr.left td:not(.as) { text-decoration: line-through;
  text-decoration-color: color-mix(in srgb, currentColor 55%, transparent); background: none; }
.sheet tr.asked td:not(.as) { background: color-mix(in srgb, var(--rising) 12%, transparent); }
.sheet tr td.marked { outline: 2px solid var(--rising); outline-offset: -2px; font-weight: 600;
  background: color-mix(in srgb, var(--rising) 18%, transparent); }
@media (max-width: 640px) { .sheet .minor { display: none; } .sheet th, .sheet td { max-width: 8rem; } }
</style>"""


def sheet(found: Review, marked: Sequence[tuple[str | None, int, str | None]] = (), most: int = MOST_ROWS) -> None:
    """The rows of the file around the first of the ``marked`` cells (sheet, row, column)."""
    draft = found.draft
    assert draft is not None
    part = session.all_cities().excerpt(found.sheets(), draft, marked, most, MOST_COLUMNS)
    if part is None:
        return
    as_title = _("read as")
    letters = "".join(
        f'<th scope="col"{" class=minor" if field in MINOR else ""}>{escape(name)}</th>'
        for name, field in zip(part.letters, part.fields, strict=True)
    )
    rows = []
    for row in part.rows:
        cells = []
        for place, cell in enumerate(row.cells):
            field = part.fields[place] if row.state != "names" else None
            classes = ["own", *([TINTS[field]] if field in TINTS else [])]
            classes += ["minor"] if part.fields[place] in MINOR else []
            classes += ["marked"] if place in row.marked else []
            classes += ["number"] if cell[:1].isdigit() or cell[:1] in "-−+" else []
            shown = cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}…"
            cells.append(f'<td class="{" ".join(classes)}" dir="auto">{escape(shown)}</td>')
        words = _read_as(row.state, row.sectors, row.carriers)
        rows.append(
            f'<tr class="{row.state}"><th scope="row">{row.number}</th>{"".join(cells)}'
            f'<td class="as">{escape(words)}</td></tr>'
        )
    caption = _("Rows of the file, and what each was read as")
    st.html(
        f'{theme.sheet_tints()}{_STYLE}<div class="sheet" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr><th></th>{letters}"
        f'<th scope="col" class="as">{escape(as_title)}</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )
    first = min((row.number for row in part.rows if row.state != "names"), default=part.rows[0].number)
    shown_of = {"first": first, "last": part.rows[-1].number, "every": theme.number(part.of)}
    if part.sheet:
        st.caption(text(_("Rows {first} to {last} of {every} in the sheet “{sheet}”.", sheet=part.sheet, **shown_of)))
    elif len(part.rows) < part.of:
        st.caption(_("Rows {first} to {last} of {every}.", **shown_of))


def _read_as(state: str, sectors: Sequence[str], carriers: Sequence[str]) -> str:
    """What a row was read as, in a few words."""
    if state == "names":
        # Translators: said of the row of a table that holds the names of its columns.
        return _("column names")
    if state == "asked":
        return _("in question")
    if state == "blank":  # which is counted nowhere
        return ""
    if state == "left":
        return _("left out")
    words = [say(SECTORS[code].name) for code in sectors[:2] if code in SECTORS]
    if len(carriers) == 1 and carriers[0] in CARRIERS:
        words.append(say(CARRIERS[carriers[0]].name))
    return ", ".join(words)
