"""The history of a city: every revision with who, when, why, from which file and what changed; and the way back."""

from __future__ import annotations

from functools import partial, reduce
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Measure, Method
from dashboard import language, session, tables, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.parts.data import held_findings
from dashboard.widgets import text
from dashboard.words.names import LAYOUT_NAMES
from dashboard.words.spans import year_list
from datasets import CityRecord, CityReport, Revision, Slot

if TYPE_CHECKING:
    from datasets import Verification

FIRST_SHOWN = 8
SHORT_NAMES = {
    "sample": Sentence("Sample data"),
    # Translators: what a revision did: it took back an earlier one.
    "undo": Sentence("Undo"),
    "targets": Sentence("Targets"),
    "actions": Sentence("Actions"),
    "factors": Sentence("Factors"),
    # Translators: what a revision brought: reasons why places of an inventory hold what they hold.
    "explanations": Sentence("Explanations"),
    # Translators: what a revision brought: how uncertain figures of the inventories are.
    "uncertainties": Sentence("Uncertainties"),
    # Translators: what a revision brought: pairings with other cities, their milestones, promises and notes.
    "pairings": Sentence("Pairings"),
    "hazards": Sentence("Climate hazards"),
    "climate_facts": Sentence("Climate facts"),
    "adaptation_goals": Sentence("Adaptation goals"),
    "adaptation_actions": Sentence("Adaptation actions"),
    "covenant_steps": Sentence("Commitments and submissions"),
    "energy_indicators": Sentence("Energy access: figures"),
    "energy_goals": Sentence("Energy access: goals"),
    "energy_measures": Sentence("Energy access: measures"),
    "resources": Sentence("Resources"),
    "experiences": Sentence("Experiences"),
    "contact_offices": Sentence("Contact office"),
    "city_regions": Sentence("Region of the city"),
    "region_priorities": Sentence("Priorities of the region"),
    "region_clusters": Sentence("Clusters of the region"),
    "value_chains": Sentence("Value chains of the region"),
    "innovation_projects": Sentence("Projects of cooperation"),
    "entry_tags": Sentence("What serves which frame"),
    # Translators: what a revision brought: a table of hazards, goals, actions and the like.
    "statements": Sentence("Statements of the city"),
    "population": Sentence("Inhabitants"),
    "gdp": Sentence("GDP"),
    "areas": Sentence("Area of the city"),
    "degree_days": Sentence("Degree days"),
    "degree-days": Sentence("Degree days"),
    "supply": Sentence("Local electricity and heat"),
    "about": Sentence("GWP set and approach"),
    # Translators: what a revision brought: the entry of a city in the list of cities.
    "city_entries": Sentence("Entry of the city"),
    # Translators: what a revision did: it says what counts after two histories of a city were brought together.
    "merge": Sentence("Two histories brought together"),
}
_DEGREE_DAYS = Sentence("degree days")
BESIDE = {
    # Translators: what somebody committed, as in "Ada committed what counts after two histories on 3 May 2026".
    "merge": Sentence("what counts after two histories were brought together"),
    # Translators: what somebody committed, as in "Ada committed targets of the city on 3 May 2026".
    "targets": Sentence("targets of the city"),
    # Translators: what somebody committed, as in "Ada committed a list of mitigation actions on 3 May 2026".
    "actions": Sentence("a list of mitigation actions"),
    # Translators: what somebody committed, as in "Ada committed factors of the city's own on 3 May 2026".
    "factors": Sentence("factors of the city's own"),
    # Translators: what somebody committed, as in "Ada committed explanations of single figures on 3 May 2026".
    "explanations": Sentence("explanations of single figures"),
    # Translators: what somebody committed, as in "Ada committed uncertainties of single figures on 3 May 2026".
    "uncertainties": Sentence("uncertainties of single figures"),
    # Translators: what somebody committed, as in "Ada committed something shared with a partner on 3 May 2026".
    "pairings": Sentence("something shared with a partner"),
    # Translators: what somebody committed, as in "Ada committed climate hazards of the city on 3 May 2026".
    "hazards": Sentence("climate hazards of the city"),
    # Translators: what somebody committed, as in "Ada committed facts of the climate on 3 May 2026".
    "climate_facts": Sentence("facts of the climate"),
    # Translators: what somebody committed, as in "Ada committed goals of adaptation on 3 May 2026".
    "adaptation_goals": Sentence("goals of adaptation"),
    # Translators: what somebody committed, as in "Ada committed actions of adaptation on 3 May 2026".
    "adaptation_actions": Sentence("actions of adaptation"),
    # Translators: what somebody committed, as in "Ada committed steps of the Covenant on 3 May 2026".
    "covenant_steps": Sentence("steps of the Covenant"),
    # Translators: what somebody committed, as in "Ada committed resources on 3 May 2026".
    "resources": Sentence("resources"),
    # Translators: what somebody committed, as in "Ada committed experiences on 3 May 2026".
    "experiences": Sentence("experiences"),
    # Translators: what somebody committed, as in "Ada committed a contact office on 3 May 2026".
    "contact_offices": Sentence("a contact office"),
    # Translators: what somebody committed, as in "Ada committed the region of the city on 3 May 2026".
    "city_regions": Sentence("the region of the city"),
    # Translators: what somebody committed, as in "Ada committed priorities of the region on 3 May 2026".
    "region_priorities": Sentence("priorities of the region"),
    # Translators: what somebody committed, as in "Ada committed clusters of the region on 3 May 2026".
    "region_clusters": Sentence("clusters of the region"),
    # Translators: what somebody committed, as in "Ada committed value chains of the region on 3 May 2026".
    "value_chains": Sentence("value chains of the region"),
    # Translators: what somebody committed, as in "Ada committed projects of cooperation on 3 May 2026".
    "innovation_projects": Sentence("projects of cooperation"),
    # Translators: what somebody committed, as in "Ada committed tags of goals on 3 May 2026".
    "entry_tags": Sentence("tags of goals"),
    # Translators: what somebody committed, as in "Ada committed a table of what the city states on 3 May 2026".
    "statements": Sentence("a table of what the city states"),
    # Translators: what somebody committed, as in "Ada committed inhabitants on 3 May 2026".
    "population": Sentence("inhabitants"),
    # Translators: what somebody committed, as in "Ada committed the GDP of the city on 3 May 2026".
    "gdp": Sentence("the GDP of the city"),
    # Translators: what somebody committed, as in "Ada committed the area of the city on 3 May 2026".
    "areas": Sentence("the area of the city"),
    # Translators: what somebody committed, as in "Ada committed degree days on 3 May 2026".
    "degree_days": _DEGREE_DAYS,
    "degree-days": _DEGREE_DAYS,
    # Translators: what somebody committed, as in "Ada committed local electricity and heat on 3 May 2026".
    "supply": Sentence("local electricity and heat"),
    # Translators: what somebody committed, as in "Ada committed GWP sets and approaches of inventories on 3 May 2026".
    "about": Sentence("GWP sets and approaches of inventories"),
    # Translators: what somebody committed, as in "Ada committed the entry of the city in the list on 3 May 2026".
    # Translators: what somebody committed, as in "Ada committed figures of energy access on 3 May 2026".
    "energy_indicators": Sentence("figures of energy access"),
    # Translators: what somebody committed, as in "Ada committed goals of energy access on 3 May 2026".
    "energy_goals": Sentence("goals of energy access"),
    # Translators: what somebody committed, as in "Ada committed measures for energy access on 3 May 2026".
    "energy_measures": Sentence("measures for energy access"),
    "city_entries": Sentence("the entry of the city in the list"),
}
"""What a revision without a table of an inventory brings, by its layout."""


def head(city: CityRecord) -> None:
    """Whose history it is, how long, and what the last commit or undo led to."""
    found = session.revisions(city.city_id)
    with st.container(gap="xsmall"):
        # Translators: the name of a page.
        st.caption(text(f"{_('History')} · {say(city.name)}"))
        st.title(text(headline(city, found)), anchor=False)
        st.markdown(_("Nothing is ever overwritten: a correction is a new revision, and undoing one is one more."))


def headline(city: CityRecord, found: list[Revision]) -> str:
    """How many revisions there are, and whose the newest is."""
    if not found:
        return _("Nothing is recorded for {city} yet", city=city.name)
    return ngettext(
        "{count} revision of {city}, of {date}",
        "{count} revisions of {city}, the newest of {date}",
        len(found),
        city=city.name,
        date=theme.date(found[0].committed_at),
    )


def history(city: CityRecord) -> None:
    """The revisions of a city, newest first; older ones on demand."""
    found = session.revisions(city.city_id)
    if not found:
        widgets.nothing(_("There is no revision to show."), _("The first committed file starts the history."))
        session.link("data", _("Add an inventory"), icon=":material/upload_file:")
        return
    if session.only_samples(city.city_id):
        sample_note(city)
    every = len(found) <= FIRST_SHOWN or st.toggle(_("Show all {number} revisions", number=len(found)))
    for place, revision in enumerate(found if every else found[:FIRST_SHOWN]):
        with st.container(border=True):
            _entry(city, revision, newest=place == 0)


def sample_note(city: CityRecord) -> None:
    """That the figures came with the program, and how to put one's own in their place."""
    st.markdown(
        f":gray-badge[:material/science: {_('Sample data')}] "
        + text(
            _(
                "The figures of {city} are published ones that came with the program. Your own file replaces them year "
                "by year, with a reason where it holds less than they do; undoing their revision takes them away.",
                city=city.name,
            )
        )
    )


def soundness() -> None:
    """Whether the ledger is what was committed, checked when it is asked for."""
    with st.container(border=True):
        st.header(_("Is it still what was committed?"), anchor=False)
        st.caption(
            _(
                "Every revision is sealed by a hash that includes the one before. The check reads every row again, "
                "recomputes every figure, and compares."
            )
        )
        store = session.store()
        if (head := session.of_now("head", partial(store.head, session.newest_revision()))) is not None:
            widgets.head(head.revision, head.sha256)
        widgets.problems(store.faults)
        if st.button(_("Check now"), icon=":material/verified:"):
            found = session.verified()
            if found.sound:
                st.markdown(f":green[:material/verified: {text(_sound(found))}]")
            else:
                st.error(text(_unsound(found)), icon=":material/gpp_bad:")


def _sound(found: Verification) -> str:
    """That the ledger is what was committed, and how much of it was read."""
    agree = _(
        "The chain of {revisions} revisions is sound. {rows} rows and {figures} figures agree.",
        revisions=theme.number(found.counts["revisions"]),
        rows=theme.number(found.counts["rows"]),
        figures=theme.number(found.counts["figures"]),
    )
    newest = _("Newest hash: {hash}…", hash=found.head[:16])
    return f"{agree} {newest}"


def _unsound(found: Verification) -> str:
    """How many things differ from what was committed, and the first of them."""
    said = {
        "revisions": theme.number(found.counts["revisions"]),
        "number": theme.number(len(found.differences)),
        "difference": found.differences[0].sentence(),
    }
    if any(item.check == "chain" for item in found.differences):
        return ngettext(
            "The chain of {revisions} revisions is broken; {number} thing differs, first: {difference}",
            "The chain of {revisions} revisions is broken; {number} things differ, first: {difference}",
            len(found.differences),
            **said,
        )
    return ngettext(
        "The chain of {revisions} revisions is sound; {number} thing differs, first: {difference}",
        "The chain of {revisions} revisions is sound; {number} things differ, first: {difference}",
        len(found.differences),
        **said,
    )


def _entry(city: CityRecord, revision: Revision, newest: bool) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.header(_("Revision {revision}", revision=revision.revision), anchor=False, width="content")
            if revision.in_force:
                # Translators: said of a revision that counts now.
                st.badge(_("In force"), icon=":material/check:", color="green")
            else:
                # Translators: said of a revision in whose place a later one counts.
                st.badge(_("Replaced"), icon=":material/history:", color="gray")
            if revision.sample:
                # Translators: said of a revision that came with the program.
                st.badge(_("Sample"), icon=":material/science:", color="gray")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if not newest:
                number = revision.revision
                session.link("progress", _("See this state"), city.city_id, ":material/visibility:", revision=number)
            if revision.in_force:
                undo_form(revision)
    st.markdown(text(what(revision)))
    st.caption(text(whence(revision)))
    for line in held_findings.told_of(revision.answers):
        st.markdown(f":gray[:material/build: {text(line)}]")
    _changed(city, revision)


def _changed(city: CityRecord, revision: Revision) -> None:
    """The totals of the inventories that a revision touched, before and after it."""
    if not revision.slots:
        return
    numbers = [item.revision for item in session.revisions(city.city_id)]
    earlier = next((number for number in numbers if number < revision.revision), None)
    before = session.at_city(city.city_id, earlier).report() if earlier else None
    after = session.at_city(city.city_id, revision.revision).report()
    slots = [slot for slot in revision.slots if slot.city_id == city.city_id]
    rows = [(slot, total(before, slot), total(after, slot)) for slot in slots]
    title = _("What changed in the totals: {changes}", changes=changes_title(rows))
    with st.expander(title, icon=":material/difference:"):
        tables.table(
            {
                _("Inventory"): [_named(slot) for slot, _before, _after in rows],
                # Translators: what stands there before a revision.
                _("Before"): [shown(value, slot) for slot, value, _after in rows],
                # Translators: what stands there after a revision.
                _("After"): [shown(value, slot) for slot, _before, value in rows],
                # Translators: how far a figure moves.
                _("Change"): [change(*pair) for _slot, *pair in rows],
            },
            _("The totals of each table before and after revision {revision}", revision=revision.revision),
        )


def _named(slot: Slot) -> str:
    method = METHOD_NAMES[Method(slot.method)]
    if slot.measure == Measure.ENERGY:
        return _("{year}, energy ({method})", year=slot.year, method=method)
    return _("{year}, emissions ({method})", year=slot.year, method=method)


def changes_title(rows: list[tuple[Slot, float | None, float | None]]) -> str:
    """How many tables of inventories came, went and changed, in a few words."""
    new = sum(before is None and after is not None for _slot, before, after in rows)
    gone = sum(before is not None and after is None for _slot, before, after in rows)
    moved = sum(before is not None and after is not None and before != after for _slot, before, after in rows)
    parts = [
        # Translators: said of actions, cells or tables.
        ngettext("{number} new", "{number} new", new) if new else "",
        # Translators: said of actions, cells or tables.
        ngettext("{number} changed", "{number} changed", moved) if moved else "",
        # Translators: said of cells or tables.
        ngettext("{number} removed", "{number} removed", gone) if gone else "",
    ]
    # Translators: what changed: there is no total in it.
    return ", ".join(filter(None, parts)) or _("no total")


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
        return _("not recorded")
    return theme.energy(value) if slot.measure == "energy" else theme.tonnes(value, None)


def change(before: float | None, after: float | None) -> str:
    """How far a total moved."""
    if before is None or after is None:
        if after is not None:
            # Translators: said of a total or a cell.
            return _("new")
        # Translators: said of a total or a cell.
        return _("removed") if before is not None else "–"
    if before == after:
        # Translators: said of cells, of changes, or of a figure that is not there.
        return _("none")
    return theme.percent(100 * (after / before - 1), 2, signed=True) if before else theme.number(after, 0, signed=True)


def what(revision: Revision) -> str:
    """Who did what, when and why, in words."""
    # The samples are the program's own words, everything else those of a person.
    told = language.term if revision.sample else str
    author = told(revision.author)
    said: dict[str, object] = {
        # Translators: an author of a revision whom a bundle of another installation names.
        "author": _("{author} (told by a bundle)", author=author) if revision.came else author,
        "date": theme.date(revision.committed_at),
        "time": f"{revision.committed_at:%H:%M}",
    }
    if revision.undoes:
        # Translators: who took back a revision, and when.
        act = _("{author} took back revision {revision} on {date}, {time} UTC.", revision=revision.undoes, **said)
    else:
        content = brought(revision.slots) if revision.slots else BESIDE.get(revision.layout, _nothing())
        # Translators: who committed what, as in "Ada committed the energy of 2019 (GPC BASIC) on 3 May 2026".
        act = _("{author} committed {content} on {date}, {time} UTC.", content=content, **said)
    if not revision.reason:
        return act
    reason = _("Reason: {reason}.", reason=told(revision.reason.rstrip(".")))
    return f"{act} {reason}"


def _nothing() -> str:
    # Translators: what somebody committed, as in "Ada committed nothing on 3 May 2026".
    return _("nothing")


def whence(revision: Revision) -> str:
    """The file behind a revision: name, hash, layout, and how many of its cells were taken where it has any."""
    layout = say(SHORT_NAMES.get(revision.layout) or LAYOUT_NAMES.get(revision.layout, revision.layout))
    parts = [layout[0].upper() + layout[1:]]
    if revision.file_name:
        parts.append(revision.file_name)
    if revision.file_sha256:
        parts.append(f"SHA-256 {revision.file_sha256[:12]}…")
    if revision.slots and not revision.undoes:
        number = theme.number(revision.rows)
        parts.append(ngettext("{number} cell", "{number} cells", revision.rows, number=number))
    return " · ".join(parts)


def brought(slots: tuple[Slot, ...]) -> str:
    """The tables that a revision puts in force, with runs of years drawn together."""
    by_kind = sorted(slots, key=lambda slot: (slot.measure, slot.method, slot.year))
    groups = groupby(by_kind, key=lambda slot: (slot.measure, slot.method))
    parts = [_table(*kind, year_list(slot.year for slot in group)) for kind, group in groups]
    return reduce(lambda first, second: language.listed([first, second]), parts) if parts else _nothing()


def _table(measure: str, method: str, years: str) -> str:
    """Some years of one table, as something that was committed."""
    name = METHOD_NAMES[Method(method)]
    if measure == Measure.ENERGY:
        # Translators: what somebody committed, as in "Ada committed the energy of 2015 and 2019 (GPC BASIC)".
        return _("the energy of {years} ({method})", years=years, method=name)
    # Translators: what somebody committed, as in "Ada committed the emissions of 2015 and 2019 (GPC BASIC)".
    return _("the emissions of {years} ({method})", years=years, method=name)


def undo_form(revision: Revision) -> None:
    """The way back from a revision: a button that asks for a reason."""
    number = revision.revision
    if not visitors.may_undo(number):
        return
    key = f"undo-{number}"
    if revision.sample:
        # Translators: the button that takes away a revision of sample data.
        word, button = _("Remove {revision}", revision=number), _("Remove revision {revision}", revision=number)
    else:
        # Translators: the button that takes back a revision.
        word, button = _("Undo {revision}", revision=number), _("Undo revision {revision}", revision=number)
    with st.popover(word, icon=":material/undo:"), st.form(key, border=False):
        st.markdown(_("Puts back what counted before revision {revision}, as one more revision.", revision=number))
        placeholder = _("Why it is taken back")
        st.text_input(_("Reason (needed)"), key=f"{key}-reason", max_chars=300, placeholder=placeholder)
        if session.kept(f"{key}-missing"):  # told here: above, the box would close
            st.markdown(f":red[:material/error: {_('Not done yet: say why it is taken back.')}]")
        st.form_submit_button(button, type="primary", on_click=_undo, args=(revision, key))


def _undo(revision: Revision, key: str) -> None:
    reason = str(session.kept(f"{key}-reason") or "").strip()
    session.keep(f"{key}-missing", not reason)
    if not reason:
        return
    try:
        added = session.all_cities().undo(revision.revision, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("data", refused=refusal.problems)
        return
    words = Sentence(
        "Revision {revision} is undone by revision {added}; what counted before counts again.",
        revision=revision.revision,
        added=added.revision,
    )
    outcomes.done("data", words, revision.slots[0].city_id if revision.slots else None, revision=added)
