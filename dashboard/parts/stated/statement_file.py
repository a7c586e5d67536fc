"""What a city states in rows as a file, and such a file, or CDP's table of hazards, taken in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import language, offered, session, theme, visitors
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from datasets import CityRecord, Refused

MOST_TOLD = 5
"""So many rows that are left out are told one by one."""
_FORM = "statements-file"


def files(city: CityRecord, name: str, asked: str, *records: str) -> None:
    """The table of some kinds, by their ``records``, to take along under a ``name``, and the form that takes one in."""
    outcomes.of_form("statements", city.city_id)
    with st.expander(_("Take it along, or bring a file"), icon=":material/upload_file:"):
        content = session.at_city(city.city_id).statements_file(*records)
        offered.download(
            _("Take it along (CSV)"), content, f"{city.city_id}_{name}.csv", "text/csv", icon=":material/download:"
        )
        _template(city, name, records)
        st.caption(_("The file that you take along reads back without a difference; CDP’s table of 2021 is read too."))
        if not visitors.may("state_statements", city.city_id):
            return
        with st.form(f"{_FORM}-{city.city_id}", border=False):
            brought = st.file_uploader(asked, type=["csv"])
            visitors.author_field()
            reason = st.text_input(_("Reason"), key=f"{_FORM}-reason-{city.city_id}", max_chars=300)
            taken = st.form_submit_button(_("Take it in"), type="primary", icon=":material/save:")
        if taken and brought is not None:
            _take(city, brought.getvalue(), brought.name, reason)
            st.rerun()


def _template(city: CityRecord, name: str, records: Sequence[str]) -> None:
    """A table to fill in, with headings and choices in the reader's language."""
    speaks = language.current()
    empty = session.at_city(city.city_id).statements_file(*records, language=speaks, empty=True)
    file = f"{city.city_id}_{name}_{speaks}.csv"
    offered.download(_("An empty table to fill in (CSV)"), empty, file, "text/csv", icon=":material/edit_note:")
    frameworks = {
        "crf": _("In the words of the reporting framework (CSV)"),
        "mycovenant": _("By the names that MyCovenant publishes (CSV)"),
    }
    for framework, label in frameworks.items():
        told = session.at_city(city.city_id).statements_file(*records, language=framework)
        file = f"{city.city_id}_{name}_{framework}.csv"
        offered.download(label, told, file, "text/csv", icon=":material/table_chart:")


def _take(city: CityRecord, data: bytes, name: str, reason: str) -> None:
    """Put a file on file, and tell what of it was left out."""
    try:
        found = session.all_cities().read_statements(data, name, city.city_id)
        made = session.all_cities().state_statements(found, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("statements", city_id=city.city_id, refused=refusal.problems)
        return
    told = [_("On file as revision {revision}.", revision=made.revision)]
    if found.problems:
        number = len(found.problems)
        told.append(ngettext("{number} row was left out.", "{number} rows were left out.", number))
        told += [problem.sentence() for problem in found.problems[:MOST_TOLD]]
        if number > MOST_TOLD:
            told.append(_("and {number} more", number=theme.number(number - MOST_TOLD)))
    outcomes.done("statements", " ".join(map(say, told)), city.city_id, revision=made)
