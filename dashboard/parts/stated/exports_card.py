"""Files to take away: what is on file of a city in every format, with what each of them leaves out."""

from __future__ import annotations

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import language, session, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import CityRecord, Exported, Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[str, str, str]] = {
    "long": (Sentence("Every row (CSV)"), "csv", "text/csv"),
    "covenant": (Sentence("MyCovenant (XLSX)"), "xlsx", XLSX),
    "crf": (Sentence("GCoM reporting tables (XLSX)"), "xlsx", XLSX),
    "cdp": (Sentence("CDP (CSV)"), "csv", "text/csv"),
    "bundle": (Sentence("All of them (ZIP)"), "zip", "application/zip"),
}
"""By the name of each format what people call it, the end of its file's name and its type."""
_ASKED = "export-format"
MOST_TOLD = 5


def exports(city: CityRecord) -> None:
    """A button for each format; the file that was made, and what it leaves out."""
    # Translators: the heading above buttons that make files of all figures of a city.
    st.header(_("Take the figures along"), anchor=False)
    if not session.at_city(city.city_id).report().inventories:
        widgets.nothing(_("No inventory is on file."), _("The first one can be taken along as soon as it is."))
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
    asked: tuple[str, str] | None = session.kept(_ASKED)
    if asked is not None and asked[0] == city.city_id:
        _file(city, asked[1])


def _file(city: CityRecord, form: str) -> None:
    """The file in one format, or why it cannot be written."""
    label, end, kind = FORMATS[form]
    try:
        made = _made(city.city_id, form)
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    st.download_button(
        _("Download: {file}", file=label),
        made.content,
        f"{city.city_id.lower()}-{form}.{end}",
        kind,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="export-file",
    )
    if made.left_out:
        title = _("Not in it: {number}", number=theme.number(len(made.left_out)))
        with st.expander(title, icon=":material/info:"):
            lines = [f"- {text(what)}: {text(why)}" for what, why in made.left_out[:MOST_TOLD]]
            more = len(made.left_out) - MOST_TOLD
            lines += [f"- {_('and {number} more', number=theme.number(more))}"] if more > 0 else []
            st.markdown("\n".join(lines))


def _made(city_id: str, form: str) -> Exported:
    """The file of a format, made once until something is committed."""
    asked = city_id, form, language.current(), session.newest_revision()
    known = session.kept("export-made")
    if known is None or known[0] != asked:
        with st.spinner(_("Writing the file …")):
            known = asked, session.at_city(city_id).export(form, language=language.current())
        session.keep("export-made", known)
    made: Exported = known[1]
    return made
