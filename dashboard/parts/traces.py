"""Where a number comes from: its passport as a tree that opens, and the rows of the file behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from math import fsum
from typing import Any

import streamlit as st

from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.passport import Passport, amount
from analytics.text.sentences import Sentence
from dashboard import choices, language, offered, session, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.widgets import text
from dashboard.words import origins
from dashboard.words.names import carrier_name, group_name
from datasets import CityRecord, CityReport, Numbers, Outlook, Value
from datasets.city.trace import figure_names

MOST_PARTS = 20
"""Parts of a sum that the tree shows; the rest are counted and added up."""
MOST_ROWS = 50
TITLE = Sentence("Where does this number come from?")
STYLE = """<style>
.trace { font-size: .875rem; overflow-wrap: anywhere; }
.trace ul { list-style: none; margin: 0; padding: 0 0 0 1rem;
  border-left: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.trace li { padding: .2rem 0; }
.trace summary { cursor: pointer; }
.trace summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.trace small { display: block; font-size: .8125rem; opacity: .8; }
.trace b { font-weight: 600; font-variant-numeric: tabular-nums; }
</style>"""


def inventory(found: Inventory, report: CityReport) -> None:
    """Every figure of an inventory: what counts, what stands beside it, its levels, sectors and carriers."""
    opened = partial(session.at_city(found.city_id).passport, year=found.year, method=found.method)
    st.header(say(TITLE), anchor=False)
    _section(figures(found, report.inventories), opened, report.city, [found])


def progress(report: CityReport) -> None:
    """Every figure of the Progress page: those of the newest inventory and of the target that leads."""
    latest, city_id = report.leading.latest, report.city.city_id
    own = figures(latest, report.inventories) if latest else {}
    of_target = session.made_of(
        "figures of progress", lambda: _said(figure_names.of_progress(report.leading, report.inventories)), report
    )
    named = {name: words for name, words in own.items() if name in ("total", "per-head", "change-before")} | of_target

    def opened(figure: str) -> Passport:
        if figure in own and latest:
            return session.at_city(city_id).passport(figure, year=latest.year, method=latest.method)
        return session.at_city(city_id).passport(figure)

    _folded(named, opened, report.city, _inventories(report.leading))


def target(ahead: Outlook) -> None:
    """Every figure of the target that is looked at, and of its budget."""
    report, chosen = ahead.report, ahead.progress.target
    called = {target: name for name, target in report.target_names.items()}
    name = called.get(chosen) if chosen and ahead.progress != report.leading else None
    opened = partial(session.at_city(report.city.city_id).passport, target=name)

    def figures_of_target() -> dict[str, str]:
        priced = figure_names.of_actions(ahead.estimates)
        return _said(figure_names.of_progress(ahead.progress, report.inventories) | priced)

    named = session.made_of("figures of a target", figures_of_target, ahead)
    _folded(named, opened, report.city, _inventories(ahead.progress))


def shown(found: Sequence[Passport]) -> None:
    """Passports that stand in no inventory, each as a tree."""
    st.html(STYLE + f'<div class="trace"><ul>{"".join(map(tree, found))}</ul></div>')
    widgets.marks()


def figures(found: Inventory, inventories: Sequence[Inventory]) -> dict[str, str]:
    """The figures of an inventory that have a passport, by their name in the address."""
    named = _said(figure_names.of_inventory(found, inventories))
    for group in found.sectors:
        named[f"sector:{group}"] = _("Emissions: {sector}", sector=group_name(group))
    for code in found.energy_by_carrier:
        named[f"carrier:{code}"] = _("Energy: {carrier}", carrier=carrier_name(code))
    return named


def _said(named: Mapping[str, str]) -> dict[str, str]:
    return {name: subscripts(say(words)) for name, words in named.items()}


def _inventories(judged: Progress) -> list[Inventory]:
    return [item for item in (judged.latest, judged.baseline and judged.baseline.inventory) if item]


def _folded(
    named: Mapping[str, str], opened: Callable[[str], Passport], city: CityRecord, rested: Sequence[Inventory]
) -> None:
    """Figures with a passport, folded away until a number is asked for; nothing where none can be given."""
    if named:
        with st.expander(say(TITLE), icon=":material/account_tree:", expanded="figure" in st.query_params):
            _section(named, opened, city, rested)


def _section(
    named: Mapping[str, str], opened: Callable[[str], Passport], city: CityRecord, rested: Sequence[Inventory]
) -> None:
    """The list of figures, and the trace of the one that the address names (``figure=total``); ``rested`` are the
    inventories that it rests on."""
    asked = session.asked("figure", list(named), "figure") or ""
    with st.container(width=420):
        choices.menu("figure", _("Number"), {"": _("Choose a number")} | dict(named), asked)
    if not asked:
        st.caption(_("Choose a number to see its trace, from the total down to the rows of the file."))
        return
    found = opened(asked)
    st.html(STYLE + f'<div class="trace"><ul>{tree(found)}</ul></div>')
    widgets.marks()
    rows = [part for part in found.walk() if isinstance(part.facts.get("row"), Mapping)]
    _rows(city, named[asked], " ".join(map(origins.source_note, rested)), rows)


class _Tree:
    """A passport as nested HTML. What was opened once is not opened again, and a formula says its units once."""

    def __init__(self) -> None:
        self._opened: set[tuple[str, float]] = set()
        self._formulas: set[str] = set()

    def html(self, found: Passport, is_open: bool = False) -> str:
        """One figure with all below it as a list item; every text is escaped."""
        place, key = found.facts.get("row"), (found.name, found.value)
        value = f"<b>{escape(_amount(found.value, found.unit))}</b>"
        name = f"{escape(subscripts(say(found.name)))}: {value}"
        leaf = isinstance(place, Mapping) or not found.inputs
        if not leaf and key in self._opened:
            return f"<li>{name}<small>{escape(_('As above.'))}</small></li>"
        told = "".join(f"<small>{escape(line)}</small>" for line in self._told(found, place))
        if leaf:
            return f"<li>{name}{told}</li>"
        self._opened.add(key)
        parts, rest = found.inputs, tuple[Passport, ...]()
        if found.step == "sum" and len(parts) > MOST_PARTS:
            ordered = sorted(parts, key=lambda part: -abs(part.value))
            parts, rest = tuple(ordered[:MOST_PARTS]), tuple(ordered[MOST_PARTS:])
        inner = "".join(map(self.html, parts))
        if rest:
            together = escape(_amount(fsum(part.value for part in rest), found.unit))
            more = escape(_("and {number} more, together {amount}", number=len(rest), amount="{amount}"))
            inner += f"<li>{more.replace('{amount}', f'<b>{together}</b>')}</li>"
        opened = " open" if is_open else ""
        return f"<li><details{opened}><summary>{name}</summary>{told}<ul>{inner}</ul></details></li>"

    def _told(self, found: Passport, place: Any) -> list[str]:
        """What is said of a figure: where a row stands, the formula with its source and units, facts and notes."""
        if isinstance(place, Mapping):
            return [_written(place), *map(say, found.notes)]
        told = []
        if (rule := found.formula) is not None:
            # Translators: a number is worked out by this formula; "mark" is a letter for how sure its source is.
            told.append(_("By {formula} [{mark}: {source}]", formula=rule.text, mark=rule.mark, source=rule.source))
            if rule.name not in self._formulas and not rule.conditional:
                told.append(_("Units: {units}.", units=rule.units))
            self._formulas.add(rule.name)
        for key, fact in found.facts.items():
            told += _fact(key, fact)
        return [subscripts(line) for line in (*told, *map(say, found.notes))]


def tree(found: Passport) -> str:
    """A passport as nested HTML; every text is escaped. The first level is open."""
    return _Tree().html(found, is_open=True)


def _fact(key: str, fact: Any) -> list[str]:
    """One fact of a passport as lines."""
    label = _fact_name(key)
    if key == "arithmetic" and isinstance(fact, str):
        # It comes as text; what the figures of a page look like is for the language to say.
        from datasets.city.worked.arithmetic import numbered  # with all formulas, which no page needs before this

        return [f"{label}: {say(numbered(str(fact)))}"]
    if isinstance(fact, str | int | float):
        return [f"{label}: {say(fact)}"]
    if not isinstance(fact, list) or not fact:
        return []
    rows = "; ".join(f"{say(item['cell'])} ({say(item['why'])})" for item in fact[:5])
    if (more := len(fact) - 5) > 0:
        # Translators: rows of a file that are left out of a total, by their label.
        return [_("{label}: {rows} and {number} more", label=label, rows=rows, number=more)]
    return [f"{label}: {rows}"]


def _amount(value: float, unit: str) -> str:
    shown = amount(value, unit)
    if unit == "year":
        return shown
    decimal, thousands = language.separators()
    figure = shown.removesuffix(f" {unit}").translate({ord("."): decimal, ord(","): thousands, ord("-"): theme.MINUS})
    return subscripts(f"{figure} {say(unit)}")


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
        # Translators: how far a figure may lie below and above what is stated.
        "interval": _("Interval"),
        "tonnes_of_the_path": _("Tonnes of the path"),
        "tonnes_of_the_inventory": _("Tonnes of the inventory"),
        # Translators: whether emission factors are activity-based or of the life cycle.
        "approach": _("Approach"),
        "target": _("Target"),
        "stated_as": _("Stated as"),
    }
    return names.get(key) or key.replace("_", " ").capitalize()


def _rows(city: CityRecord, name: str, note: str, rows: list[Passport]) -> None:
    """The rows of the file behind a figure: the first ones as a table, all of them as CSV with ``note``."""
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
    # Translators: a number of an inventory that was taken apart.
    about = {_("Figure"): name, _("City"): city.name, _("Note"): note}
    taken = Numbers(_("{city}: {figure}, row by row", city=city.name, figure=name), columns, about)
    offered.download(
        _("All rows as CSV"),
        lambda: taken.csv(say),
        f"{city.city_id.lower()}-rows.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def row_table(rows: list[Passport]) -> dict[str, list[Value]]:
    """The rows of a file as columns: where each stands, what was written, and what it became."""
    places = [part.facts["row"] for part in rows]
    several = len({place["year"] for place in places}) > 1
    table: dict[str, list[Value]] = {
        _("Year"): [place["year"] if several else "" for place in places],
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
