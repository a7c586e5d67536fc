"""Where a number comes from: its passport as a tree that opens, and the rows of the file behind it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import fsum
from typing import Any

import streamlit as st

from analytics.passport import Passport, amount
from dashboard import choices, language, session, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.composition import View
from dashboard.parts.series import carrier_name, group_name
from dashboard.widgets import text
from datasets.exports import numbers
from datasets.exports.numbers import Numbers, Value

MOST_PARTS = 20
"""Parts of a sum that the tree shows; the rest are counted and added up."""
MOST_ROWS = 50
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
    named = {"": _("Choose a number")}
    if found.emissions_t is not None:
        named["total"] = _("Emissions of {year}", year=found.year)
    if found.energy_mwh is not None:
        named["energy"] = _("Energy of {year}", year=found.year)
    if found.per_head_t is not None:
        named["per-head"] = _("Emissions per inhabitant, {year}", year=found.year)
    for group in found.sectors:
        if group != "Total":
            named[f"sector:{group}"] = _("Emissions: {sector}", sector=group_name(group))
    for code in filter(None, found.energy_by_carrier):
        named[f"carrier:{code}"] = _("Energy: {carrier}", carrier=carrier_name(code))
    return named


def passport(view: View) -> None:
    """The list of figures, and the trace of the one that the address names (``figure=total``)."""
    named = figures(view)
    with st.container(border=True):
        st.header(_("Where does this number come from?"), anchor=False)
        asked = session.asked("figure", list(named), "figure") or ""
        with st.container(width=420):
            choices.menu("figure", _("Number"), named, asked)
        if not asked:
            st.caption(_("Choose a number to see its trace, from the total down to the rows of the file."))
            return
        found = session.passport(view.found, asked)
        st.html(_STYLE + f'<div class="trace"><ul>{tree(found)}</ul></div>')
        rows = [part for part in found.walk() if isinstance(part.facts.get("row"), Mapping)]
        _rows(view, named[asked], rows)


def tree(found: Passport, depth: int = 0) -> str:
    """A passport as nested HTML; every text is escaped. The first level is open."""
    place = found.facts.get("row")
    value = f"<b>{escape(_amount(found.value, found.unit))}</b>"
    name = f"{escape(subscripts(say(found.name)))}: {value}"
    told = "".join(f"<small>{escape(line)}</small>" for line in _told(found, place))
    if isinstance(place, Mapping) or not found.inputs or depth >= _DEEPEST:
        return f"<li>{name}{told}</li>"
    parts, rest = found.inputs, tuple[Passport, ...]()
    if found.step == "sum" and len(parts) > MOST_PARTS:
        ordered = sorted(parts, key=lambda part: -abs(part.value))
        parts, rest = tuple(ordered[:MOST_PARTS]), tuple(ordered[MOST_PARTS:])
    inner = "".join(tree(part, depth + 1) for part in parts)
    if rest:
        together = escape(_amount(fsum(part.value for part in rest), found.unit))
        more = escape(_("and {number} more, together {amount}", number=len(rest), amount="{amount}"))
        inner += f"<li>{more.replace('{amount}', f'<b>{together}</b>')}</li>"
    is_open = " open" if depth == 0 else ""
    return f"<li><details{is_open}><summary>{name}</summary>{told}<ul>{inner}</ul></details></li>"


def _amount(value: float, unit: str) -> str:
    shown = amount(value, unit)
    if unit == "year":
        return shown
    decimal, thousands = language.separators()
    figure = shown.removesuffix(f" {unit}").translate({ord("."): decimal, ord(","): thousands, ord("-"): theme.MINUS})
    return subscripts(f"{figure} {say(unit)}")


def _told(found: Passport, place: Any) -> list[str]:
    """What is said of a figure: where a row stands, the formula with its source, facts and notes."""
    if isinstance(place, Mapping):
        return [_written(place), *map(say, found.notes)]
    told = []
    if (rule := found.rule) is not None:
        # Translators: a number is worked out by this formula; "mark" is a letter for how sure its source is.
        told.append(_("By {formula} [{mark}: {source}]", formula=rule.text, mark=rule.mark, source=rule.source))
    for key, fact in found.facts.items():
        label = _fact_name(key)
        if isinstance(fact, str | int | float):
            told.append(f"{label}: {say(fact)}")
        elif isinstance(fact, list) and fact:
            rows = "; ".join(f"{say(item['cell'])} ({say(item['why'])})" for item in fact[:5])
            more = len(fact) - 5
            # Translators: rows of a file that are left out of a total, by their label.
            tail = _("{label}: {rows} and {number} more", label=label, rows=rows, number=more) if more > 0 else None
            told.append(tail or f"{label}: {rows}")
    return [subscripts(line) for line in (*told, *map(say, found.notes))]


def _written(place: Mapping[str, Any]) -> str:
    """What stood in a row, and where."""
    values = {
        "written": f"“{place['original_text']}” {place['original_unit']}",
        "file": place["file"] or _("no file"),
        "revision": place["revision"],
    }
    if place.get("sheet"):
        return _('{written} in {file}, sheet "{sheet}", revision {revision}', sheet=place["sheet"], **values)
    return _("{written} in {file}, revision {revision}", **values)


def _fact_name(key: str) -> str:
    """What a fact of a passport is called."""
    names = {
        "source": _("Source"),
        # Translators: an edition of emission factors.
        "edition": _("Edition"),
        # Translators: a letter that says how sure a source is.
        "mark": _("Mark"),
        "arithmetic": _("Arithmetic"),
        "answers": _("Answers"),
        "gwp_set": _("Gwp set"),
        # Translators: rows with a notation key, which is no number, and rows that stand beside a total.
        "skipped": _("Skipped"),
        "left_out": _("Left out"),
    }
    return names.get(key) or key.replace("_", " ").capitalize()


def _rows(view: View, name: str, rows: list[Passport]) -> None:
    """The rows of the file behind a figure: the first ones as a table, all of them as CSV."""
    if not rows:
        st.caption(_("No row of a file stands behind this number."))
        return
    columns = row_table(rows)
    first = {head: [_cell(cell) for cell in cells[:MOST_ROWS]] for head, cells in columns.items()}
    if len(rows) > MOST_ROWS:
        count = _("{number} rows of the file, of which the first {shown} are shown.", number=len(rows), shown=MOST_ROWS)
    else:
        count = ngettext("One row of the file.", "{number} rows of the file.", len(rows))
    st.markdown(text(count))
    tables.table(first, _("The rows of the file behind: {figure}", figure=name))
    city = view.report.city.name
    # Translators: a number of an inventory that was taken apart.
    about = {_("Figure"): name, _("City"): city, _("Note"): widgets.source_note(view.found)}
    taken = Numbers(_("{city}: {figure}, row by row", city=city, figure=name), columns, about)
    st.download_button(
        _("All rows as CSV"), language.bound(lambda: numbers.csv(taken, say)),
        f"{view.found.city_id.lower()}-rows.csv", "text/csv", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def row_table(rows: list[Passport]) -> dict[str, list[Value]]:
    """The rows of a file as columns: where each stands, what was written, and what it became."""
    places = [part.facts["row"] for part in rows]
    table: dict[str, list[Value]] = {
        _("Row"): [place["row"] for place in places],
        # Translators: what a row of a file is called there.
        _("Label"): [place["label"] for place in places],
        # Translators: the number as it is written in the file.
        _("Written"): [place["original_text"] for place in places],
        _("Unit"): [place["original_unit"] for place in places],
        _("Value"): [part.value for part in rows],
        # Translators: the unit that a value was converted to.
        _("In"): [say(part.unit) for part in rows],
        _("Sheet"): [place["sheet"] or "" for place in places],
        _("File"): [place["file"] or "" for place in places],
        _("Revision"): [place["revision"] for place in places],
    }
    return {name: cells for name, cells in table.items() if any(cell != "" for cell in cells)}


def _cell(cell: Value) -> str:
    if isinstance(cell, float):
        return theme.number(cell, 0 if cell == int(cell) else 3)
    return "" if cell is None else subscripts(say(cell))
