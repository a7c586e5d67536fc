"""What a commit of the file under review would do: to each table, cell by cell, to the baseline and to the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice

import streamlit as st

from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, VERDICT_NAMES, Measure, Method
from dashboard import tables, theme
from dashboard.notation import subscripts
from dashboard.parts import review, takeaways
from dashboard.parts.review import Review
from dashboard.parts.wording import counted
from dashboard.widgets import text
from datasets.differences import CellChange, Figure
from datasets.intake import DraftInventory, Effect

MOST_TABLES = 30
"""Tables of inventories that the page lists, and cities whose verdict it tells; the table to take away holds all."""
MOST_CELLS = 200
"""Cells that the page lists; the table to take away holds every one."""


def effect(found: Sequence[Effect]) -> None:
    """What a commit would do to each table, to its cells, and to baseline and verdict of each city."""
    st.header(text(effect_headline(found)), anchor=False)
    shown = sorted(found, key=lambda item: not (item.changed or item.removed))[:MOST_TABLES]
    tables.table(
        {
            "Inventory": [named(item, item.city_name) for item in shown],
            "Total before": [
                amount(item.before, item.unit) if item.before is not None else "not on file" for item in shown
            ],
            "Total after": [amount(item.after, item.unit) for item in shown],
            "Cells": [cells(item) for item in shown],
        },
        "What a commit would do to each table: totals, and cells new, changed, unchanged and removed",
    )
    if len(found) > len(shown):
        st.caption(f"Shown are {len(shown)} of {theme.number(len(found))}; the list of cells to take away holds all.")
    _difference(found)
    by_city = list({item.city_id: item for item in found}.values())
    told = [line for item in by_city[:MOST_TABLES] for line in (verdict_line(item), baseline_line(item)) if line]
    if len(by_city) <= MOST_TABLES:
        st.markdown("\n\n".join(map(text, told)))
    else:
        changed = [item for item in by_city if item.verdict_before is not item.verdict_after]
        st.markdown(text(f"{theme.number(len(by_city))} cities; the verdict changes in {theme.number(len(changed))}."))
        st.markdown("\n\n".join(text(verdict_line(item)) for item in changed[:MOST_TABLES]))


def _difference(found: Sequence[Effect]) -> None:
    """The cells that differ from the revision in force."""
    count = sum(len(item.cells) for item in found)
    if not count:
        return
    several = len(found) > 1
    pairs = list(islice(((item, change) for item in found for change in item.cells), MOST_CELLS))
    before = any(item.before is not None for item in found)
    number = theme.number(count)
    label = f"Cell by cell: {number} differ from what is on file" if before else f"Cell by cell: {number} new"
    with st.expander(label, icon=":material/difference:"):
        columns: dict[str, Sequence[str]] = {
            "Cell": [cell_name(change, item if several else None) for item, change in pairs],
            "Would be": [change.kind for _, change in pairs],
            "Before": [figures(change.before, item) for item, change in pairs],
            "After": [figures(change.after, item) for item, change in pairs],
        }
        if any(change.kind == "changed" for _, change in pairs):
            columns["Change"] = [difference(change) for _, change in pairs]
        tables.table(
            columns, "Every cell that would be new, changed or removed, with what stands there before and after"
        )
        if count > len(pairs):
            st.caption(f"Shown are the first {len(pairs)} of {theme.number(count)}; the table to take away holds all.")
        st.download_button(
            f"All changed cells (CSV, {theme.number(count)})", partial(takeaways.changes_csv, found), "changes.csv",
            "text/csv", icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def cell_name(change: CellChange, effect: Effect | None = None) -> str:
    """A cell in words: the reference of GPC or the sector, carrier and scope; with city and year where they differ."""
    place = change.place
    sector = SECTORS[place.sector].name if place.sector in SECTORS else place.sector
    label = place.label if place.label and place.label.casefold() != sector.casefold() else None
    parts = [place.gpc_ref, sector, label and f"“{label}”"]
    parts += [CARRIERS[place.carrier].name if place.carrier in CARRIERS else place.carrier]
    parts += [f"scope {place.scope}" if place.scope and not place.gpc_ref else None]
    parts += [subscripts(place.quantity.upper()) if place.quantity not in ("co2e", "energy") else None]
    words = ", ".join(part for part in parts if part)
    return f"{effect.city_name} {effect.year}: {words}" if effect else words


def figures(found: Sequence[Figure], effect: Effect) -> str:
    """What stands in a cell: its numbers and keys, in the unit of the table."""
    unit = "MWh" if effect.measure == Measure.ENERGY else "t"
    return " + ".join(figure.key or amount(figure.value, unit) for figure in found) or "nothing"


def difference(change: CellChange) -> str:
    """How far a cell moves, where it holds one number before and after."""
    if len(change.before) != 1 or len(change.after) != 1:
        return "–"
    before, after = change.before[0].value, change.after[0].value
    if before is None or after is None:
        return "–"
    if before == 0:
        return theme.number(after - before, 2, signed=True)
    return theme.percent(100 * (after / before - 1), 1, signed=True)


def named(item: DraftInventory | Effect, city: str) -> str:
    """One table of an inventory in words: ``Turin 2019, emissions (Covenant of Mayors)``."""
    kind = "energy" if item.measure == Measure.ENERGY else "emissions"
    return f"{city} {item.year}, {kind} ({METHOD_NAMES[Method(item.method)]})"


def amount(value: float | None, unit: str) -> str:
    """A total in full, in its own unit."""
    if value is None:
        return "no number"
    digits = 0 if abs(value) >= 1000 or float(value).is_integer() else 2
    return f"{theme.number(value, digits)}{theme.NBSP}{subscripts(unit)}"


def cells(item: Effect) -> str:
    """How many cells of a table would be new, changed, unchanged and removed."""
    counts = {"new": item.new, "changed": item.changed, "unchanged": item.unchanged, "removed": item.removed}
    return ", ".join(f"{theme.number(count)} {word}" for word, count in counts.items() if count) or "none"


def effect_headline(found: Sequence[Effect]) -> str:
    """What a commit would do: ``Energy of Turin in 2019 would fall by 3.2 %; the verdict stays “Cannot tell”``."""
    if len(found) != 1:
        touched = sum(1 for item in found if item.new or item.changed or item.removed)
        changes = sum(item.verdict_before is not item.verdict_after for item in found)
        verdicts = "a verdict changes" if changes else "no verdict changes"
        return f"{counted(touched, 'table', 'tables')} of {len(found)} would change; {verdicts}"
    item = found[0]
    kind = "Energy" if item.measure == Measure.ENERGY else "Emissions"
    after = VERDICT_NAMES[item.verdict_after]
    verdict = "stays" if item.verdict_before is item.verdict_after else "becomes"
    return f"{kind} of {item.city_name} in {item.year} {_change(item)}; the verdict {verdict} “{after}”"


def _change(item: Effect) -> str:
    if item.before is None or item.after is None or item.before == 0:
        return "would be new" if item.before is None else "would change"
    if item.after == item.before:
        return "would stay the same"
    percent = 100 * (item.after / item.before - 1)
    size = theme.percent(abs(percent), 1 if abs(percent) >= 0.05 else 3)
    return f"would {'fall' if percent < 0 else 'rise'} by {size}"


def verdict_line(item: Effect) -> str:
    """Verdict and gap of one city before and after."""
    before, after = VERDICT_NAMES[item.verdict_before], VERDICT_NAMES[item.verdict_after]
    line = f"Verdict on the leading target of {item.city_name}: {before} → {after}."
    if item.gap_before is not None or item.gap_after is not None:
        gaps = [
            "none" if gap is None else f"{theme.tonnes(abs(gap))} {'above' if gap > 0 else 'below'} the path"
            for gap in (item.gap_before, item.gap_after)
        ]
        line += f" Gap: {gaps[0]} → {gaps[1]}."
    return line


def baseline_line(item: Effect) -> str | None:
    """The baseline of the leading target before and after; None where there is none."""
    before, after = item.baseline_before, item.baseline_after
    if before is None and after is None:
        return None
    shown = ["none" if tonnes is None else theme.tonnes(tonnes) for tonnes in (before, after)]
    stays = f"stays at {shown[1]}" if before == after else f"{shown[0]} → {shown[1]}"
    return f"Baseline of its target: {stays}."


def commitment(found: Review) -> None:
    """The last step: a name, a reason, and the button."""
    left, right = st.columns(2)
    with left:
        review.author_field()
    with right:
        given = found.answers.get("reason", "")
        note = st.text_input(
            "Reason", value=given, key=f"reason-{found.draft.sha256[:12] if found.draft else ''}", max_chars=300,
            placeholder="Why this file, in a few words", disabled=bool(given),
        )  # fmt: skip
    st.button(
        "Commit this file",
        icon=":material/task_alt:",
        type="primary",
        on_click=review.commit,
        args=(found, note.strip()),
    )
