"""The history of a city: every revision with who, when, why, from which file and what changed; and the way back."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from analytics.problems import Problem, Refused
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import session, tables, theme, widgets
from dashboard.parts import review
from dashboard.parts.verification import LAYOUT_NAMES
from dashboard.parts.wording import counted, year_list
from dashboard.widgets import text
from datasets.assessment import CityReport
from datasets.store import City, Revision, Slot

FIRST_SHOWN = 8
SHORT_NAMES = {
    "sample": "Sample data",
    "undo": "Undo",
    "targets": "Targets",
    "actions": "Actions",
    "factors": "Factors",
}
ABSENT = "not on file"


def head(city: City) -> None:
    """Whose history it is, how long, and what the last commit or undo led to."""
    found = session.revisions(city.city_id)
    with st.container(gap="xsmall"):
        st.caption(text(f"HISTORY · {city.name.upper()}"))
        st.title(text(headline(city, found)), anchor=False)
        st.markdown("Nothing is ever overwritten: a correction is a new revision, and undoing one is one more.")


def headline(city: City, found: list[Revision]) -> str:
    """How many revisions there are, and whose the newest is."""
    if not found:
        return f"Nothing is on file for {city.name} yet"
    count = counted(len(found), "revision", "revisions")
    return f"{count} of {city.name}, the newest of {theme.date(found[0].committed_at)}"


def history(city: City) -> None:
    """The revisions of a city, newest first; older ones on demand."""
    found = session.revisions(city.city_id)
    if not found:
        widgets.nothing("There is no revision to show.", "The first committed file starts the history.")
        session.link("data", "Add an inventory", icon=":material/upload_file:")
        return
    if session.only_samples(city.city_id):
        sample_note(city)
    every = len(found) <= FIRST_SHOWN or st.toggle(f"Show all {len(found)} revisions")
    for place, revision in enumerate(found if every else found[:FIRST_SHOWN]):
        with st.container(border=True):
            _entry(city, revision, newest=place == 0)


def sample_note(city: City) -> None:
    """That the figures came with the program, and how to put one's own in their place."""
    st.markdown(
        ":gray-badge[:material/science: Sample data] "
        + text(
            f"The figures of {city.name} are published ones that came with the program. Your own file replaces them "
            "year by year, without a reason to be given; undoing their revision takes them away."
        )
    )


def soundness() -> None:
    """Whether the ledger is what was committed, checked when it is asked for."""
    with st.container(border=True):
        st.header("Is it still what was committed?", anchor=False)
        st.caption(
            "Every revision is sealed by a hash that includes the one before. The check reads every row again, "
            "recomputes every figure, and compares."
        )
        if st.button("Check now", icon=":material/verified:"):
            found = session.verified()
            chain = [item for item in found.differences if item.check == "chain"]
            revisions = theme.number(found.counts["revisions"])
            if found.sound:
                said = (
                    f"The chain of {revisions} revisions is sound. {theme.number(found.counts['rows'])} rows and "
                    f"{theme.number(found.counts['figures'])} figures agree. Newest hash: {found.head[:16]}…"
                )
                st.markdown(f":green[:material/verified: {text(said)}]")
                return
            broken = "broken" if chain else "sound"
            st.error(
                text(
                    f"The chain of {revisions} revisions is {broken}; {theme.number(len(found.differences))} things "
                    f"differ, first: {found.differences[0].sentence()}"
                ),
                icon=":material/gpp_bad:",
            )


def _entry(city: City, revision: Revision, newest: bool) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.header(f"Revision {revision.revision}", anchor=False, width="content")
            if revision.in_force:
                st.badge("In force", icon=":material/check:", color="green")
            else:
                st.badge("Replaced", icon=":material/history:", color="gray")
            if revision.sample:
                st.badge("Sample", icon=":material/science:", color="gray")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if not newest:
                number = revision.revision
                session.link("progress", "See this state", city.city_id, ":material/visibility:", revision=number)
            if revision.in_force:
                _undo_form(revision)
    st.markdown(text(what(revision)))
    st.caption(text(whence(revision)))
    _changed(city, revision)


def _changed(city: City, revision: Revision) -> None:
    """The totals of the inventories that a revision touched, before and after it."""
    if not revision.slots:
        return
    numbers = [item.revision for item in session.revisions(city.city_id)]
    earlier = next((number for number in numbers if number < revision.revision), None)
    before = session.report(city.city_id, earlier) if earlier else None
    after = session.report(city.city_id, revision.revision)
    slots = [slot for slot in revision.slots if slot.city_id == city.city_id]
    rows = [(slot, total(before, slot), total(after, slot)) for slot in slots]
    with st.expander(f"What changed: {changes_title(rows)}", icon=":material/difference:"):
        tables.table(
            {
                "Inventory": [_named(slot) for slot, _, _ in rows],
                "Before": [shown(value, slot) for slot, value, _ in rows],
                "After": [shown(value, slot) for slot, _, value in rows],
                "Change": [change(*pair) for _, *pair in rows],
            },
            f"The totals of each table before and after revision {revision.revision}",
        )


def _named(slot: Slot) -> str:
    return f"{slot.year}, {slot.measure} ({METHOD_NAMES[Method(slot.method)]})"


def changes_title(rows: list[tuple[Slot, float | None, float | None]]) -> str:
    """How many tables of inventories came, went and changed, in a few words."""
    new = sum(before is None and after is not None for _, before, after in rows)
    gone = sum(before is not None and after is None for _, before, after in rows)
    moved = sum(before is not None and after is not None and before != after for _, before, after in rows)
    parts = [f"{count} {word}" for count, word in ((new, "new"), (moved, "changed"), (gone, "removed")) if count]
    return ", ".join(parts) or "no total"


def total(report: CityReport | None, slot: Slot) -> float | None:
    """The total of one table of an inventory, in MWh or t; None where there is none."""
    found = report.inventories if report else ()
    mine = [item for item in found if (item.year, item.method) == (slot.year, slot.method)]
    if not mine:
        return None
    return mine[0].energy_mwh if slot.measure == "energy" else mine[0].emissions_t


def shown(value: float | None, slot: Slot) -> str:
    """A total as people read it, or that there is none."""
    if value is None:
        return ABSENT
    return theme.energy(value) if slot.measure == "energy" else theme.tonnes(value, None)


def change(before: float | None, after: float | None) -> str:
    """How far a total moved."""
    if before is None or after is None:
        return "new" if before is None and after is not None else "removed" if before is not None else "–"
    if before == after:
        return "none"
    return theme.percent(100 * (after / before - 1), 2, signed=True) if before else theme.number(after, 0, signed=True)


BESIDE = {
    "targets": "targets of the city",
    "actions": "a list of mitigation actions",
    "factors": "factors of the city's own",
}
"""What a revision without a table of an inventory brings, by its layout."""


def what(revision: Revision) -> str:
    """Who did what, when and why, in words."""
    content = brought(revision.slots) if revision.slots else BESIDE.get(revision.layout, "nothing")
    act = f"took back revision {revision.undoes}" if revision.undoes else f"committed {content}"
    when = f"{theme.date(revision.committed_at)}, {revision.committed_at:%H:%M} UTC"
    reason = f" Reason: {revision.reason.rstrip('.')}." if revision.reason else ""
    return f"{revision.author} {act} on {when}.{reason}"


def whence(revision: Revision) -> str:
    """The file behind a revision: name, hash, layout, rows."""
    layout = SHORT_NAMES.get(revision.layout) or LAYOUT_NAMES.get(revision.layout, revision.layout)
    parts = [layout[0].upper() + layout[1:]]
    if revision.file_name:
        parts.append(revision.file_name)
    if revision.file_sha256:
        parts.append(f"SHA-256 {revision.file_sha256[:12]}…")
    if not revision.undoes:
        parts.append(f"{theme.number(revision.rows)} {'row' if revision.rows == 1 else 'rows'}")
    return " · ".join(parts)


def brought(slots: tuple[Slot, ...]) -> str:
    """The tables that a revision puts in force, with runs of years drawn together."""
    by_kind = sorted(slots, key=lambda slot: (slot.measure, slot.method, slot.year))
    parts = [
        f"the {measure} of {year_list(slot.year for slot in group)} ({METHOD_NAMES[Method(method)]})"
        for (measure, method), group in groupby(by_kind, key=lambda slot: (slot.measure, slot.method))
    ]
    return " and ".join(parts) or "nothing"


def _undo_form(revision: Revision) -> None:
    number = revision.revision
    key = f"undo-{number}"
    word = "Remove" if revision.sample else "Undo"
    with st.popover(word, icon=":material/undo:"), st.form(key, border=False):
        st.markdown(f"Puts back what counted before revision {number}, as one more revision.")
        st.text_input("Reason", key=f"{key}-reason", max_chars=300, placeholder="Why it is taken back")
        st.form_submit_button(f"{word} revision {number}", type="primary", on_click=_undo, args=(revision, key))


def _undo(revision: Revision, key: str) -> None:
    reason = str(st.session_state.get(f"{key}-reason") or "").strip()
    if not reason:
        found = f"no reason for undoing revision {revision.revision}"
        review.done(
            refused=[
                Problem(
                    "ask", "reason-missing", found, "a reason", "Say in a few words why it is taken back.", key="reason"
                )
            ]
        )
        return
    try:
        added = session.store().undo(revision.revision, review.author(), reason)
    except Refused as refusal:
        review.done(refused=refusal.problems)
        return
    words = f"Revision {revision.revision} is undone by revision {added.revision}; what counted before counts again."
    review.done(words, revision.slots[0].city_id if revision.slots else None)
