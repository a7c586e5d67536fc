"""A city taken along whole to another installation, and one from there opened here: what it brings is shown first, and
where the two contradict each other a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import offered, session, tables, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.widgets import text
from datasets import BundleDraft, CityRecord, Refused

MINE, THEIRS = "mine", "theirs"
MOST_SHOWN = 30
"""So many differences are shown; the command line lists all of them."""
_FILE = "bundle-file"
_READ = "bundle-read"
_OPENED = "bundle-opened"


def bundle(city: CityRecord | None) -> None:
    """The bundle of this city, and a field that opens one."""
    # Translators: the heading above a button and a field: a city as one file, for another installation of the program.
    st.header(_("From one installation to another"), anchor=False)
    st.markdown(
        _(
            "A bundle is one file with everything that was ever committed of a city. Opened here, it is added behind "
            "what is on file; nothing is written over."
        )
    )
    outcomes.of_form("bundle", "")
    _way_on(city)
    if city is not None:
        own = session.at_city(city.city_id)
        offered.download(
            text(_("The bundle of {city}", city=city.name)),
            lambda: own.export("bundle").content,
            f"{city.city_id.lower()}-bundle.zip",
            "application/zip",
            icon=":material/deployed_code:",
            on_click="ignore",
            key="bundle-out",
        )
    if not visitors.may("open_bundle", city.city_id if city else None):
        return
    label = _("Bring a bundle to open it, or two to compare them (ZIP)")
    brought = st.file_uploader(label, ["zip"], True, key=f"{_FILE}-{session.newest_revision()}")
    files = [(one.getvalue(), one.name) for one in brought[:2]]
    if files:
        asked = tuple(one.file_id for one in brought[:2]), session.newest_revision()
        read = session.once(_READ, asked, lambda: _read(files))
        if isinstance(read, BundleDraft):
            _look(read)
        elif isinstance(read, tuple):
            widgets.problems(read)
        else:
            _compare(read, files[0][1], files[1][1])


def _read(files: Sequence[tuple[bytes, str]]) -> Any:
    """One bundle beside what is on file, or two beside each other; a tuple of problems where that cannot be."""
    everyone = session.all_cities()
    try:
        if len(files) == 2:
            return everyone.compare_bundles(*files, uploaded=True)
        return everyone.read_bundle(*files[0], uploaded=True)
    except Refused as refusal:
        return refusal.problems


def _compare(found: Any, left: str, right: str) -> None:
    """What differs between two bundles of a city; nothing is opened."""
    city = text(found.left.city.name)
    if found.same:
        st.markdown(_("Both bundles hold the same history of {city}.", city=city))
        return
    told = {"city": city, "left": theme.number(len(found.only_left)), "right": theme.number(len(found.only_right))}
    st.markdown(
        _("{city}: {left} revisions are in the first bundle alone and {right} in the second one alone.", **told)
    )
    if not found.differences:
        st.markdown(_("What counts is the same."))
    _differences(_("What counts otherwise"), found.differences, left, right)


def _look(draft: BundleDraft) -> None:
    """What a bundle brings, and the form that opens it."""
    number, new = len(draft.bundle.revisions), len(draft.new)
    told = {"city": text(draft.city.name), "number": theme.number(number), "new": theme.number(new)}
    line = ngettext(
        "**{city}**: {number} revision, {new} of them new here.",
        "**{city}**: {number} revisions, {new} of them new here.",
        number,
        **told,
    )
    st.markdown(line)
    st.caption(
        _("Head: {head}", head=draft.bundle.head), help=_("Ask whoever made the bundle whether theirs is the same.")
    )
    _differences(_("What would count otherwise"), draft.changes)
    here = draft.city.city_id
    act = "add_city" if draft.begins else "put_away" if draft.says_whether_listed else "open_bundle"
    if not visitors.may("open_bundle", here) or not visitors.may(act, None if draft.begins else here):
        return
    with st.form(f"bundle-open-{draft.sha256[:12]}", border=False):
        decided = _contradictions(draft)
        usual = _("The bundle of {city}", city=draft.city.name)
        reason = st.text_input(_("Reason"), key="bundle-reason", max_chars=300, placeholder=usual).strip() or usual
        if st.form_submit_button(_("Open the bundle"), type="primary", icon=":material/deployed_code:"):
            _open(draft, reason, decided)
            st.rerun()


def _contradictions(draft: BundleDraft) -> dict[str, str]:
    """What both sides changed since they parted, each with the question which counts; both stay in the history."""
    decided: dict[str, str] = {}
    if not draft.contradictions:
        return decided
    st.markdown(_("Both changed the same since they parted. Say what counts; both stay in the history."))
    for one in draft.contradictions:
        _differences(one.title, (one,))
        answer = st.radio(
            text(_("What counts: {piece}", piece=one.title)),
            (MINE, THEIRS),
            None,
            {MINE: _("what is here"), THEIRS: _("what is in the bundle")}.__getitem__,
            key=f"bundle-{draft.sha256[:12]}-{one.piece.code}",
            horizontal=True,
        )
        if answer is not None:
            decided[one.piece.code] = answer
    return decided


def _differences(title: str, found: Sequence[Any], here: str = "", there: str = "") -> None:
    """Pieces with what stands here and in the bundle, or in two bundles by their names; nothing where they say the
    same."""
    if not found:
        return
    here, there = here or _("Here"), there or _("In the bundle")
    if here == there:
        there = f"{there} (2)"
    columns: dict[str, list[str]] = {title: [], here: [], there: []}
    for one in found[:MOST_SHOWN]:
        for said in one.said:
            columns[title].append(
                say(Sentence("{kind}: {of}", kind=one.title, of=said.where) if said.where else one.title)
            )
            columns[here].append("–" if said.left is None else say(said.left))
            columns[there].append("–" if said.right is None else say(said.right))
    tables.table(columns, title)
    if left := len(found) - MOST_SHOWN if len(found) > MOST_SHOWN else 0:
        st.caption(_("and {number} more", number=theme.number(left)))


def _open(draft: BundleDraft, reason: str, decided: dict[str, str]) -> None:
    try:
        made = session.all_cities().open_bundle(draft, visitors.author(), reason, decided)
    except Refused as refusal:
        outcomes.done("bundle", city_id="", refused=refusal.problems)
        return
    session.keep(_OPENED, draft.city.city_id)
    told = {"city": draft.city.name, "number": theme.number(len(draft.new))}
    nothing = _("Everything of the bundle of {city} was here already.", **told)
    words = ngettext(
        "{city}: {number} revision was added.", "{city}: {number} revisions were added.", len(draft.new), **told
    )
    outcomes.done("bundle", nothing if made is None else words, "")


def _way_on(city: CityRecord | None) -> None:
    """The city that was opened last, and beside another one."""
    opened = session.kept(_OPENED)
    if opened is None or not outcomes.stands("bundle"):
        return
    with st.container(horizontal=True, gap="small"):
        name = session.at_city(opened).record.name
        session.link("progress", _("See {city}", city=name), opened, icon=":material/arrow_forward:")
        if city is not None and city.city_id != opened:
            pair = {"pair": session.PAIRED.join((city.city_id, opened))}
            session.link("twin", _("Both in the twin room"), city.city_id, ":material/compare_arrows:", asked=pair)
