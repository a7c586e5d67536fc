"""What a commit of the file under review would do: to each table, cell by cell, to the baseline and to the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice

import streamlit as st

from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Measure, Method
from dashboard import offered, session, tables, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.data import review, takeaways
from dashboard.parts.data.review import Review, Tried
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import CellChange, DraftInventory, Effect, Refused, access
from datasets.intake.cell_changes import Figure

MOST_TABLES = 30
"""Tables of inventories that the page lists, and cities whose verdict it tells; the table to take away holds all."""
MOST_CELLS = 200
"""Cells that the page lists; the table to take away holds every one."""


def effect(found: Sequence[Effect]) -> None:
    """What a commit would do to each table, to its cells, and to baseline and verdict of each city."""
    st.header(text(effect_headline(found)), anchor=False)
    shown = sorted(found, key=lambda item: not (item.changed or item.removed))[:MOST_TABLES]
    # Translators: said of an inventory, or of a figure of it.
    absent = _("not recorded")
    tables.table(
        {
            _("Inventory"): [named(item, item.city_name) for item in shown],
            _("Total before"): [
                amount(item.before, item.unit) if item.before is not None else absent for item in shown
            ],
            _("Total after"): [amount(item.after, item.unit) for item in shown],
            _("Cells"): [cells(item) for item in shown],
        },
        _("What a commit would do to each table: totals, and cells new, changed, unchanged and removed"),
    )
    if len(found) > len(shown):
        number, every = theme.number(len(shown)), theme.number(len(found))
        said = _("Shown are {number} of {every}; the list of cells to take away holds all.", number=number, every=every)
        st.caption(said)
    _difference(found)
    by_city = list({item.city_id: item for item in found}.values())
    told = [line for item in by_city[:MOST_TABLES] for line in (verdict_line(item), baseline_line(item)) if line]
    if len(by_city) <= MOST_TABLES:
        st.markdown("\n\n".join(map(text, told)))
    else:
        changed = [item for item in by_city if len(set(_verdicts(item))) > 1]
        every, number = theme.number(len(by_city)), theme.number(len(changed))
        st.markdown(text(_("{every} cities; the verdict changes in {number}.", every=every, number=number)))
        st.markdown("\n\n".join(text(verdict_line(item)) for item in changed[:MOST_TABLES]))


def with_repair(as_it_stands: Sequence[Effect], repaired: Sequence[Effect]) -> None:
    """What the repair of the worst finding would change: totals, gap and verdict of the table that it moves most."""
    pairs = list(zip(as_it_stands, repaired, strict=True))
    one, other = max(pairs, key=lambda pair: abs((pair[0].after or 0.0) - (pair[1].after or 0.0)))
    before, after = amount(one.after, one.unit), amount(other.after, other.unit)
    st.header(text(_("The repair turns {before} into {after}", before=before, after=after)), anchor=False)
    absent = _("not recorded")
    tables.table(
        {
            named(one, one.city_name): [_("Total"), _("Gap"), _("Verdict")],
            _("Recorded now"): [
                amount(one.before, one.unit) if one.before is not None else absent,
                _gap(one.gap_before),
                _verdicts(one)[0],
            ],
            _("As in the file"): [before, _gap(one.gap_after), _verdicts(one)[1]],
            _("With the repair"): [after, _gap(other.gap_after), _verdicts(other)[1]],
        },
        _("What a repair would change: total, gap and verdict, recorded, as in the file, and repaired"),
    )
    _difference(as_it_stands)


def _difference(found: Sequence[Effect]) -> None:
    """The cells that differ from the revision in force."""
    count = sum(len(item.cells) for item in found)
    if not count:
        return
    several = len(found) > 1
    pairs = list(islice(((item, change) for item in found for change in item.cells), MOST_CELLS))
    before = any(item.before is not None for item in found)
    number = theme.number(count)
    label = (
        ngettext(
            "Cell by cell: {number} differs from the recorded figures",
            "Cell by cell: {number} differ from the recorded figures",
            count,
            number=number,
        )
        if before
        else ngettext("Cell by cell: {number} new", "Cell by cell: {number} new", count, number=number)
    )
    # Translators: a cell of an inventory as a heading, and what would become of it.
    kinds = {"new": _("new"), "changed": _("changed"), "removed": _("removed")}
    with st.expander(label, icon=":material/difference:"):
        columns: dict[str, Sequence[str]] = {
            # Translators: a cell of an inventory.
            _("Cell"): [cell_name(change, item if several else None) for item, change in pairs],
            # Translators: what a cell would be after a commit: new, changed or removed.
            _("Would be"): [kinds[change.kind] for _item, change in pairs],
            # Translators: what stands in a cell before a commit.
            _("Before"): [figures(change.before, item) for item, change in pairs],
            # Translators: what stands in a cell after a commit.
            _("After"): [figures(change.after, item) for item, change in pairs],
        }
        if any(change.kind == "changed" for _item, change in pairs):
            # Translators: how far a figure moves.
            columns[_("Change")] = [difference(change) for _item, change in pairs]
        tables.table(columns, _("Every cell that would be new, changed or removed, before and after"))
        if count > len(pairs):
            said = _(
                "Shown are the first {number} of {every}; the table to take away holds all.",
                number=len(pairs),
                every=number,
            )
            st.caption(said)
        offered.download(
            _("All changed cells (CSV, {number})", number=number),
            partial(takeaways.changes_csv, found),
            "changes.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def cell_name(change: CellChange, effect: Effect | None = None) -> str:
    """A cell in words: the reference of GPC or the sector, carrier and scope; with city and year where they differ."""
    place = change.place
    sector = SECTORS[place.sector].name if place.sector in SECTORS else place.sector
    label = place.label if place.label and place.label.casefold() != sector.casefold() else None
    # Translators: the label that a file gives to a cell, in quotation marks.
    parts = [place.gpc_ref, say(sector), _("“{label}”", label=label) if label else None]
    parts += [say(CARRIERS[place.carrier].name) if place.carrier in CARRIERS else place.carrier]
    parts += [_("scope {scope}", scope=place.scope) if place.scope and not place.gpc_ref else None]
    parts += [subscripts(place.quantity.upper()) if place.quantity not in ("co2e", "energy") else None]
    words = ", ".join(part for part in parts if part)
    if effect is None:
        return words
    # Translators: a cell of the inventory of a city and a year.
    return _("{city} {year}: {cell}", city=effect.city_name, year=effect.year, cell=words)


def figures(found: Sequence[Figure], effect: Effect) -> str:
    """What stands in a cell: its numbers and keys, in the unit of the table."""
    unit = "MWh" if effect.measure == Measure.ENERGY else "t"
    # Translators: no figure stands in a cell.
    return " + ".join(figure.key or amount(figure.value, unit) for figure in found) or _("nothing")


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
    about = {"city": city, "year": item.year, "method": METHOD_NAMES[Method(item.method)]}
    if item.measure == Measure.ENERGY:
        return _("{city} {year}, energy ({method})", **about)
    return _("{city} {year}, emissions ({method})", **about)


def amount(value: float | None, unit: str) -> str:
    """A total in full, in its own unit."""
    if value is None:
        return _("no number")
    digits = 0 if abs(value) >= 1000 or float(value).is_integer() else 2
    return f"{theme.number(value, digits)}{theme.NBSP}{subscripts(unit)}"


def would_be(tried: Tried | None, most: float | None = None) -> str:
    """What the newest table of a file would add up to with an answer, and by how much that is less than the ``most``
    that another answer makes of it; "" where that is not known."""
    if tried is None:
        return ""
    year, said = tried.table.year, amount(tried.table.total, tried.table.unit)
    if most and tried.table.total is not None and tried.table.total < most:
        said = f"{said} ({theme.number(tried.table.total - most, signed=True)})"
    if tried.waits:
        return _("total of {year} would be {amount} so far, while other rows wait", year=year, amount=said)
    return _("total of {year} would be {amount}", year=year, amount=said)


def cells(item: Effect) -> str:
    """How many cells of a table would be new, changed, unchanged and removed."""
    new, changed, unchanged, removed = map(theme.number, (item.new, item.changed, item.unchanged, item.removed))
    parts = [
        # Translators: said of actions, cells or tables.
        ngettext("{number} new", "{number} new", item.new, number=new) if item.new else "",
        # Translators: said of actions, cells or tables.
        ngettext("{number} changed", "{number} changed", item.changed, number=changed) if item.changed else "",
        # Translators: said of actions or cells.
        ngettext("{number} unchanged", "{number} unchanged", item.unchanged, number=unchanged)
        if item.unchanged
        else "",
        # Translators: said of cells or tables.
        ngettext("{number} removed", "{number} removed", item.removed, number=removed) if item.removed else "",
    ]
    # Translators: said of cells, of changes, or of a figure that is not there.
    return ", ".join(filter(None, parts)) or _("none")


def effect_headline(found: Sequence[Effect]) -> str:
    """What a commit would do: ``Energy of Turin in 2019 would fall by 3.2 %; the verdict stays “Cannot tell”``."""
    if len(found) != 1:
        if all(item.before is None and _unjudged(item) for item in found):
            return ngettext("{count} table would be new", "{count} tables would be new", len(found))
        touched = sum(1 for item in found if item.new or item.changed or item.removed)
        if touched == len(found):
            tables_changed = ngettext("{count} table would change", "{count} tables would change", touched)
        else:
            tables_changed = ngettext(
                "{count} table of {every} would change",
                "{count} tables of {every} would change",
                touched,
                every=len(found),
            )
        changes = sum(len(set(_verdicts(item))) > 1 for item in found)
        verdicts = _("a verdict changes") if changes else _("no verdict changes")
        return f"{tables_changed}; {verdicts}"
    item = found[0]
    move = _energy_moves(item) if item.measure == Measure.ENERGY else _emissions_move(item)
    was, after = _verdicts(item)
    if was != after:
        return f"{move}; {_('the verdict becomes “{verdict}”', verdict=after)}"
    if item.before is None and _unjudged(item):
        return move
    return f"{move}; {_('the verdict stays “{verdict}”', verdict=after)}"


def _unjudged(item: Effect) -> bool:
    """Whether a city has no target that its inventories could be judged by, before a commit and after it."""
    return item.baseline_before is None and item.baseline_after is None


def _move(item: Effect) -> float | None:
    """How far the total of a table moves in per cent; None where there is nothing to set it against."""
    if item.before is None or item.after is None or item.before == 0:
        return None
    return 100 * (item.after / item.before - 1)


def _size(percent: float) -> str:
    return theme.percent(abs(percent), 1 if abs(percent) >= 0.05 else 3)


def _energy_moves(item: Effect) -> str:
    about, percent = {"city": item.city_name, "year": item.year}, _move(item)
    if percent is None:
        if item.before is None:
            return _("Energy of {city} in {year} would be new", **about)
        return _("Energy of {city} in {year} would change", **about)
    if item.after == item.before:
        return _("Energy of {city} in {year} would stay the same", **about)
    if percent < 0:
        return _("Energy of {city} in {year} would fall by {share}", share=_size(percent), **about)
    return _("Energy of {city} in {year} would rise by {share}", share=_size(percent), **about)


def _emissions_move(item: Effect) -> str:
    about, percent = {"city": item.city_name, "year": item.year}, _move(item)
    if percent is None:
        if item.before is None:
            return _("Emissions of {city} in {year} would be new", **about)
        return _("Emissions of {city} in {year} would change", **about)
    if item.after == item.before:
        return _("Emissions of {city} in {year} would stay the same", **about)
    if percent < 0:
        return _("Emissions of {city} in {year} would fall by {share}", share=_size(percent), **about)
    return _("Emissions of {city} in {year} would rise by {share}", share=_size(percent), **about)


def verdict_line(item: Effect) -> str:
    """Verdict and gap of one city before and after."""
    before, after = _verdicts(item)
    if before == after and _unjudged(item):
        return _("{city} has no target whose baseline is here: there is no verdict to change.", city=item.city_name)
    line = _(
        "Verdict on the leading target of {city}: {before} → {after}.", city=item.city_name, before=before, after=after
    )
    if item.gap_before is None and item.gap_after is None:
        return line
    gap = _("Gap: {before} → {after}.", before=_gap(item.gap_before), after=_gap(item.gap_after))
    return f"{line} {gap}"


def _verdicts(item: Effect) -> tuple[str, str]:
    before = verdicts.headed(item.verdict_before, item.past_before)
    return before, verdicts.headed(item.verdict_after, item.past_after)


def _gap(gap_t: float | None) -> str:
    if gap_t is None:
        return _("none")
    distance = theme.tonnes(abs(gap_t))
    if gap_t > 0:
        return _("{distance} above the path", distance=distance)
    return _("{distance} below the path", distance=distance)


def baseline_line(item: Effect) -> str | None:
    """The baseline of the leading target before and after; None where there is none."""
    before, after = item.baseline_before, item.baseline_after
    if before is None and after is None:
        return None
    was, will = (_("none") if tonnes is None else theme.tonnes(tonnes) for tonnes in (before, after))
    if before == after:
        return _("Baseline of its target: stays at {baseline}.", baseline=will)
    return _("Baseline of its target: {before} → {after}.", before=was, after=will)


def commitment(found: Review, waits: bool = False) -> None:
    """The last step: a name, a reason, and the button; one that ``waits`` says why. Who may not commit what the file
    holds is told whose role that takes."""
    visitors.author_field()
    if found.draft is not None:
        try:
            access.insist(session.store(), visitors.author(), "commit", *{slot.city_id for slot in found.draft.slots})
            if found.draft.new_cities:
                access.insist(session.store(), visitors.author(), "add_city")
        except Refused as refusal:
            widgets.problems(refusal.problems)
            return
    given = found.answers.get("reason", "")
    note = st.text_input(
        _("Reason"),
        value=given,
        key=f"reason-{found.draft.sha256[:12] if found.draft else ''}",
        max_chars=300,
        placeholder=_("Why this file, in a few words"),
        disabled=bool(given),
    )
    st.button(
        _("Commit this file"),
        icon=":material/lock:" if waits else ":material/task_alt:",
        type="primary",
        disabled=waits,
        help=_("Repair what is open, or tick that you have looked.") if waits else None,
        on_click=review.commit,
        args=(found, note.strip()),
    )
