"""How a file was read: its layout, what each column is taken for, and the inventories that it holds."""

from __future__ import annotations

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import language, session, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.data import consequences
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from dashboard.words.names import LAYOUT_NAMES
from datasets import Draft, DraftInventory

MOST_LISTED = 30
"""Columns and inventories that the page lists."""
BY_COLUMNS = ("long", "gpc")
"""The layouts whose columns are told by their names."""
# Translators: what the columns of a file hold, in a list; the same for all of the following.
FIELD_NAMES: dict[str, str] = {
    "city": Sentence("city"),
    "country": Sentence("country"),
    "cdp_account": Sentence("account with CDP"),
    "year": Sentence("inventory year"),
    "macro_area": Sentence("area"),
    "sector": Sentence("sector"),
    "subsector": Sentence("row's own name"),
    "carrier": Sentence("carrier"),
    "scope": Sentence("scope"),
    "gpc_ref": Sentence("GPC reference"),
    "value": Sentence("number"),
    "unit": Sentence("unit"),
    "gas": Sentence("gas"),
    "notation_key": Sentence("notation key"),
    "method": Sentence("method"),
    "gwp_set": Sentence("GWP set"),
    "approach": Sentence("approach"),
    "population": Sentence("inhabitants"),
    "population_year": Sentence("year of the inhabitants"),
    "population_source": Sentence("source of the inhabitants"),
    "source": Sentence("source"),
}


def recognised(draft: Draft) -> None:
    """The columns of the file, what each is taken for, and how sure that is."""
    st.header(_("What was recognised"), anchor=False)
    if draft.layout not in BY_COLUMNS:
        fields = language.listed([FIELD_NAMES.get(match.field, match.field) for match in draft.mapping])
        st.markdown(text(_("The layout says what stands where. Read from it: {fields}.", fields=fields)))
        st.caption(text(f"SHA-256 {draft.sha256[:12]}…"))
        return
    shown = draft.mapping[:MOST_LISTED]
    tables.table(
        {
            _("Column"): [match.column for match in shown],
            # Translators: what a column of a file is taken for.
            _("Taken as"): [say(FIELD_NAMES.get(match.field, match.field)) for match in shown],
            _("How sure"): [_sure(match.confidence) for match in shown],
        },
        _("The columns of the file and what each was taken for"),
    )
    if len(draft.mapping) > len(shown):
        st.caption(_("and {number} more", number=theme.number(len(draft.mapping) - len(shown))))
    if draft.unused:
        names = ", ".join(_("“{label}”", label=name) for name in draft.unused[:MOST_LISTED])
        more = len(draft.unused) - MOST_LISTED
        # Translators: columns of a file that nothing was read from.
        several = _("Not used: {names} and {number} more.", names=names, number=more)
        st.caption(text(several if more > 0 else _("Not used: {names}.", names=names)))
    st.caption(text(f"SHA-256 {draft.sha256[:12]}…"))


def change(found: Review) -> None:
    """Where a column was taken for something else than it holds: say what it holds."""
    draft = found.draft
    if draft is None or draft.layout not in BY_COLUMNS:
        return
    names = list(dict.fromkeys([match.column for match in draft.mapping] + list(draft.unused)))
    key = f"change-{draft.sha256[:12]}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # Translators: a list of what a column of a file can hold, such as city, year or sector.
        field = st.selectbox(
            _("What was taken wrongly"),
            list(FIELD_NAMES),
            None,
            format_func=lambda name: say(FIELD_NAMES[name]),
            key=f"{key}-field",
            placeholder=_("Choose one"),
        )
        column = st.selectbox(
            _("The column that holds it"), names, None, key=f"{key}-column", placeholder=_("Choose one")
        )
        st.button(
            # Translators: a button: take another column of the file for something.
            _("Change"),
            icon=":material/edit:",
            disabled=not (field and column),
            on_click=found.answer,
            args=({f"column:{field}": str(column)},),
        )


def _sure(confidence: float) -> str:
    """How sure it is what a column holds, and why."""
    share = theme.percent(100 * confidence)
    if confidence == 1:
        return _("{share}, by its name", share=share)
    # Translators: a column was recognised by one word of its name.
    return _("{share}, by a word", share=share)


def layout(draft: Draft) -> str:
    """What the file is taken for, and the sheets that were read, where the file has sheets."""
    name = say(LAYOUT_NAMES.get(draft.layout, draft.layout))
    layout = name[:1].upper() + name[1:]
    chosen = draft.answers.get("sheet")
    named = [_("“{label}”", label=name) for name in ([chosen] if chosen in draft.sheets else draft.sheets)]
    if not named:
        return f"{layout}."
    sheets = language.listed(named)
    return ngettext(
        "{layout}, in the sheet {sheets}.",
        "{layout}, in the sheets {sheets}.",
        len(named),
        layout=layout,
        sheets=sheets,
    )


def holds(draft: Draft) -> None:
    """The tables of inventories that the file holds, with their totals."""
    st.header(_("What it holds"), anchor=False)
    if not draft.inventories:
        widgets.nothing(_("No row can be read yet."), _("The problems say why."))
        return
    new = {city.city_id: say(city.name) for city in draft.new_cities}
    shown = draft.inventories[:MOST_LISTED]
    tables.table(
        {
            _("Inventory"): [
                consequences.named(item, new.get(item.city_id) or session.name_of(item.city_id)) for item in shown
            ],
            _("Cells"): [theme.number(item.rows) for item in shown],
            _("Total"): [consequences.amount(item.total, item.unit) for item in shown],
            _("Notation keys"): [_keys(item) for item in shown],
        },
        _("The tables of inventories in the file"),
    )
    if len(draft.inventories) > len(shown):
        st.caption(_("and {number} more", number=theme.number(len(draft.inventories) - len(shown))))
    if draft.new_cities:
        cities = ", ".join(city.name for city in draft.new_cities[:MOST_LISTED])
        more = len(draft.new_cities) - MOST_LISTED
        # Translators: cities that the file holds and that were not on file before.
        several = _("New on file: {cities} and {number} more.", cities=cities, number=theme.number(more))
        st.caption(text(several if more > 0 else _("New on file: {cities}.", cities=cities)))


def _keys(item: DraftInventory) -> str:
    # Translators: no notation key.
    return ", ".join(f"{count} × {key}" for key, count in item.keys.items() if count) or _("none")
