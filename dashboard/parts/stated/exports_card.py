"""Files to take away: what is on file of a city in every format, with what each of them leaves out."""

from __future__ import annotations

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import language, long_work, offered, session, tables, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.stated.other_framework import conversion, not_in_it
from dashboard.widgets import text
from datasets import CityRecord, Exported, Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[str, str, str]] = {
    "long": (Sentence("Every row (CSV)"), "csv", "text/csv"),
    "covenant": (Sentence("MyCovenant (XLSX)"), "xlsx", XLSX),
    "crf": (Sentence("GCoM reporting tables (XLSX)"), "xlsx", XLSX),
    "cdp": (Sentence("CDP (CSV)"), "csv", "text/csv"),
    "iamc": (Sentence("IAMC long table, for pyam (CSV)"), "csv", "text/csv"),
    "primap2": (Sentence("PRIMAP2 interchange (ZIP)"), "zip", "application/zip"),
    "all": (Sentence("All of them (ZIP)"), "zip", "application/zip"),
}
"""By the name of each format what people call it, the end of its file's name and its type."""
STEPS = {
    "read": Sentence("Reading the figures …"),
    "write": Sentence("Writing the file …"),
    "pack": Sentence("Packing the files …"),
}
"""What is done for a file, in its order."""
FILED = ("covenant", "crf", "cdp")
"""The formats that are filed with a portal."""
OTHER = "other"
_ASKED = "export-format"


def exports(city: CityRecord) -> None:
    """A button for each format; the file that was made, and what it leaves out."""
    # Translators: the heading above buttons that make files of all figures of a city.
    st.header(_("Take the figures along"), anchor=False)
    if not session.at_city(city.city_id).report().inventories:
        widgets.nothing(_("No inventory is known here."), _("The first one can be taken along as soon as it is."))
        return
    st.markdown(_("A file is made when you choose its format. What a format cannot hold is listed beside it."))
    with st.container(horizontal=True, gap="small"):
        for form, (label, _end, _kind) in FORMATS.items():
            st.button(
                say(label),
                key=f"export-{form}",
                on_click=session.keep,
                args=(_ASKED, (city.city_id, form)),
                width="content",
            )
        # Translators: a button: an inventory in the table of another framework than its own.
        other = _("Another framework (CSV)")
        st.button(other, on_click=session.keep, args=(_ASKED, (city.city_id, OTHER)), width="content")
    asked: tuple[str, str] | None = session.kept(_ASKED)
    if asked is not None and asked[0] == city.city_id:
        if asked[1] == OTHER:
            conversion(city)
        else:
            _file(city, asked[1])


def _file(city: CityRecord, form: str) -> None:
    """The file in one format, or why it cannot be written."""
    label, end, kind = FORMATS[form]
    if form in FILED:
        _sent_back(city, form)
    try:
        made = _made(city.city_id, form)
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    offered.download(
        _("Download: {file}", file=label),
        made.content,
        f"{city.city_id.lower()}-{form}.{end}",
        kind,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="export-file",
    )
    not_in_it(list(made.left_out))


def _sent_back(city: CityRecord, form: str) -> None:
    """What a portal would send back of the newest inventory, each with the door to where it is settled."""
    found = session.all_cities().rehearsal(session.at_city(city.city_id), form)
    if not found:
        st.markdown(_("Nothing that is known of would be sent back."))
        return
    title = ngettext("{count} thing would be sent back", "{count} things would be sent back", len(found))
    st.markdown(f"**{text(title)}**")
    # Translators: the doors to the pages on which what is missing is entered.
    doors = {"data": _("Data"), "figures": _("Figures"), "plan": _("Plan")}
    rows = [
        (
            _sentence(one.found),
            [(doors[one.page], session.address(city.city_id, one.page))] if session.may_open(one.page) else [],
            say(one.wanted),
        )
        for one in found
    ]
    tables.linked((_("What would be sent back"), _("Where it is entered")), rows, title)


def _sentence(found: str) -> str:
    said = say(found)
    return said[:1].upper() + said[1:]


def _made(city_id: str, form: str) -> Exported:
    """The file of a format, made once until something is committed; a button stops it."""
    asked = city_id, form, language.current(), session.newest_revision()
    known = session.kept("export-made")
    if known is None or known[0] != asked:
        city, said = session.at_city(city_id), language.current()
        known = (
            asked,
            long_work.done(lambda step: city.export(form, (), said, step), STEPS, lambda: session.forget(_ASKED)),
        )
        session.keep("export-made", known)
    made: Exported = known[1]
    return made
