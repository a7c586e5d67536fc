"""Where a number comes from: its passport as a tree that opens, and the rows of the file behind it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import fsum
from typing import Any

import streamlit as st

from analytics.passport import Passport, amount
from dashboard import choices, session, tables, theme, widgets
from dashboard.notation import subscripts
from dashboard.parts.composition import View
from dashboard.parts.series import carrier_name, group_name
from dashboard.widgets import text
from datasets.exports import numbers
from datasets.exports.numbers import Numbers, Value

MOST_PARTS = 20
"""Parts of a sum that the tree shows; the rest are counted and added up."""
MOST_ROWS = 50
NONE = {"": "Choose a number"}
_DEEPEST = 6
_STYLE = """<style>
.trace { font-size: .875rem; overflow-wrap: anywhere; }
.trace ul { list-style: none; margin: 0; padding: 0 0 0 1rem;
  border-left: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.trace li { padding: .2rem 0; }
.trace summary { cursor: pointer; }
.trace summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.trace small { display: block; font-size: .8125rem; opacity: .8; }
.trace b { font-weight: 600; font-variant-numeric: tabular-nums; }
</style>"""


def figures(view: View) -> dict[str, str]:
    """The figures of an inventory that have a passport, by their name in the address."""
    found = view.found
    named = dict(NONE)
    if found.emissions_t is not None:
        named["total"] = f"Emissions of {found.year}"
    if found.energy_mwh is not None:
        named["energy"] = f"Energy of {found.year}"
    if found.per_head_t is not None:
        named["per-head"] = f"Emissions per inhabitant, {found.year}"
    named |= {f"sector:{group}": f"Emissions: {group_name(group)}" for group in found.sectors if group != "Total"}
    named |= {f"carrier:{code}": f"Energy: {carrier_name(code)}" for code in found.energy_by_carrier if code}
    return named


def passport(view: View) -> None:
    """The list of figures, and the trace of the one that the address names (``figure=total``)."""
    named = figures(view)
    with st.container(border=True):
        st.header("Where does this number come from?", anchor=False)
        asked = session.asked("figure", list(named), "figure") or ""
        with st.container(width=420):
            choices.menu("figure", "Number", named, asked)
        if not asked:
            st.caption("Choose a number to see its trace, from the total down to the rows of the file.")
            return
        found = session.passport(view.found, asked)
        st.html(_STYLE + f'<div class="trace"><ul>{tree(found)}</ul></div>')
        rows = [part for part in found.walk() if isinstance(part.facts.get("row"), Mapping)]
        _rows(view, named[asked], rows)


def tree(found: Passport, depth: int = 0) -> str:
    """A passport as nested HTML; every text is escaped. The first level is open."""
    place = found.facts.get("row")
    value = f"<b>{escape(_amount(found.value, found.unit))}</b>"
    name = f"{escape(subscripts(found.name))}: {value}"
    told = "".join(f"<small>{escape(line)}</small>" for line in _told(found, place))
    if isinstance(place, Mapping) or not found.inputs or depth >= _DEEPEST:
        return f"<li>{name}{told}</li>"
    parts, rest = found.inputs, tuple[Passport, ...]()
    if found.step == "sum" and len(parts) > MOST_PARTS:
        ordered = sorted(parts, key=lambda part: -abs(part.value))
        parts, rest = tuple(ordered[:MOST_PARTS]), tuple(ordered[MOST_PARTS:])
    inner = "".join(tree(part, depth + 1) for part in parts)
    if rest:
        together = _amount(fsum(part.value for part in rest), found.unit)
        inner += f"<li>and {len(rest)} more, together <b>{escape(together)}</b></li>"
    is_open = " open" if depth == 0 else ""
    return f"<li><details{is_open}><summary>{name}</summary>{told}<ul>{inner}</ul></details></li>"


def _amount(value: float, unit: str) -> str:
    return subscripts(amount(value, unit).replace(",", theme.NBSP))


def _told(found: Passport, place: Any) -> list[str]:
    """What is said of a figure: where a row stands, the formula with its source, facts and notes."""
    if isinstance(place, Mapping):
        sheet = f', sheet "{place["sheet"]}"' if place.get("sheet") else ""
        written = f"“{place['original_text']}” {place['original_unit']}"
        return [f"{written} in {place['file'] or 'no file'}{sheet}, revision {place['revision']}", *found.notes]
    told = []
    if found.rule is not None:
        told.append(f"By {found.rule.text} [{found.rule.mark}: {found.rule.source}]")
    for name, fact in found.facts.items():
        if isinstance(fact, str | int | float):
            told.append(f"{name.replace('_', ' ').capitalize()}: {fact}")
        elif isinstance(fact, list) and fact:
            first = "; ".join(f"{item['cell']} ({item['why']})" for item in fact[:5])
            more = f" and {len(fact) - 5} more" if len(fact) > 5 else ""
            told.append(f"{name.replace('_', ' ').capitalize()}: {first}{more}")
    return [subscripts(line) for line in (*told, *found.notes)]


def _rows(view: View, name: str, rows: list[Passport]) -> None:
    """The rows of the file behind a figure: the first ones as a table, all of them as CSV."""
    if not rows:
        st.caption("No row of a file stands behind this number.")
        return
    columns = row_table(rows)
    first = {head: [_cell(cell) for cell in cells[:MOST_ROWS]] for head, cells in columns.items()}
    count = f"{len(rows)} rows of the file" if len(rows) > 1 else "One row of the file"
    more = f", of which the first {MOST_ROWS} are shown" if len(rows) > MOST_ROWS else ""
    st.markdown(text(f"{count}{more}."))
    tables.table(first, f"The rows of the file behind: {name}")
    about = {"Figure": name, "City": view.report.city.name, "Note": widgets.source_note(view.found)}
    taken = Numbers(f"{view.report.city.name}: {name}, row by row", columns, about)
    st.download_button(
        "All rows as CSV", lambda: numbers.csv(taken), f"{view.found.city_id.lower()}-rows.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def row_table(rows: list[Passport]) -> dict[str, list[Value]]:
    """The rows of a file as columns: where each stands, what was written, and what it became."""
    places = [part.facts["row"] for part in rows]
    table: dict[str, list[Value]] = {
        "Row": [place["row"] for place in places],
        "Label": [place["label"] for place in places],
        "Written": [place["original_text"] for place in places],
        "Unit": [place["original_unit"] for place in places],
        "Value": [part.value for part in rows],
        "In": [part.unit for part in rows],
        "Sheet": [place["sheet"] or "" for place in places],
        "File": [place["file"] or "" for place in places],
        "Revision": [place["revision"] for place in places],
    }
    return {name: cells for name, cells in table.items() if any(cell != "" for cell in cells)}


def _cell(cell: Value) -> str:
    if isinstance(cell, float):
        return theme.number(cell, 0 if cell == int(cell) else 3)
    return "" if cell is None else subscripts(str(cell))
