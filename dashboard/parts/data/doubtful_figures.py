"""What looks doubtful in a file on the way in, and in the figures on file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.detection.case import Finding
from dashboard import offered, session, theme, widgets
from dashboard.language import gettext as _
from dashboard.parts.data import takeaways
from dashboard.widgets import text
from datasets import CityRecord, Examination
from datasets.city.examining import examination

MOST_LISTED = 30
"""Findings that the page lists; the table to take away holds every one."""


def on_file(city: CityRecord | None) -> None:
    """What is doubtful in the figures of a city that are on file, until it is corrected or explained."""
    if city is not None and session.revisions(city.city_id):
        found = session.at_city(city.city_id).findings()
        with st.expander(title(found), icon=":material/search:"):
            finding_list(found, on_file=True)
            if found.findings:
                session.link("figures", _("Explain a place"), icon=":material/edit_note:", asked={"table": "reasons"})


def title(examined: Examination) -> str:
    """How many findings there are."""
    if not examined.findings:
        return _("Nothing is worth a second look")
    return _("Worth a second look ({number})", number=theme.number(len(examined.findings)))


def finding_list(
    examined: Examination, on_file: bool = False, repair: Callable[[Finding], object] = lambda finding: None
) -> None:
    """Every finding with its place and a repair, most tonnes at stake first; those that were explained come last.
    ``repair`` shows what carries the repair of a finding out."""
    found = examined.findings
    count = theme.number(len(found))
    if examined.not_examined:
        widgets.nothing(
            _("Not examined: {found}.", found=examined.not_examined.found),
            _(
                "A file is examined up to {inventories} inventories of {cities} cities in {rows} rows.",
                inventories=examination.MOST_INVENTORIES,
                cities=examination.MOST_CITIES,
                rows=theme.number(examination.MOST_ROWS),
            ),
        )
        return
    if not found:
        sound = _("No figure contradicts another, another year or what is plausible.")
        st.markdown(f":green[:material/check_circle: {sound}]")
        return
    if on_file:
        said = _(
            "In what is on file. Each stays here until a corrected file is committed, or the figure is corrected or "
            "explained on Figures."
        )
    else:
        said = _(
            "Each is held against the rest of the inventory, its other years and published factors. "
            "A figure that is right can stay as it is; above 5 % of the total the commit waits until you have looked."
        )
    st.caption(said)
    for number, item in enumerate(found[:MOST_LISTED], start=1):
        st.markdown(_finding(number, item))
        repair(item)
    if len(found) > MOST_LISTED:
        st.caption(
            _(
                "Shown are the first {number} of {every}; the table to take away holds all.",
                number=MOST_LISTED,
                every=count,
            )
        )
    offered.download(
        _("All findings (CSV, {number})", number=count),
        partial(takeaways.findings_csv, found),
        "findings.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _finding(number: int, item: Finding) -> str:
    """One finding as an item of a list: what it is, the tonnes at stake, where it stands, why, and what to do."""
    named = text(examination.NAMES[item.code])
    if item.tonnes_at_stake is not None:
        # Translators: tonnes of emissions that a doubtful figure may be wrong by.
        named += f": {text(_('{amount} at stake', amount=theme.tonnes(item.tonnes_at_stake, None)))}"
    head = f"**{named}**"
    repair = text(item.settled) if item.settled else _("*Suggested repair:* {repair}", repair=text(item.repair))
    return f"{number}. " + "  \n   ".join(
        (head, text(examination.place(item, of_city=False)), text(item.message), repair)
    )
