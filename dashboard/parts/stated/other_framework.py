"""An inventory in the table of another framework, to take away, with what the way there changes and leaves out."""

from __future__ import annotations

import streamlit as st

from analytics.inventories.conversion import Conversion
from analytics.inventories.frameworks import COVENANT, FRAMEWORKS, GPC, counted, row_name
from analytics.vocabulary import CARRIERS, METHOD_NAMES, Method, Quantity
from dashboard import offered, session, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from dashboard.words.names import GAS_NAMES
from datasets import City, CityRecord, Numbers, Refused, Value

MOST_TOLD = 5


def conversion(city: CityRecord) -> None:
    """The choice of inventory and framework, the totals before and after, and the table as a file."""
    here = session.at_city(city.city_id)
    found = {(item.year, str(item.method)): item for item in reversed(here.report().inventories)}
    left, right = st.columns(2)
    named = {key: f"{key[0]}, {say(METHOD_NAMES[Method(key[1])])}" for key in found}
    key = f"convert-{city.city_id}"
    inventory = left.selectbox(_("Inventory"), list(found), format_func=named.__getitem__, key=key)
    own = GPC if inventory[1] == Method.GPC else COVENANT
    frameworks = {code: say(name) for code, name in FRAMEWORKS.items() if code != own}
    to = right.selectbox(_("Framework"), list(frameworks), format_func=frameworks.__getitem__, key=f"{key}-from-{own}")
    try:
        made = here.conversion(inventory[0], to, inventory[1]).conversion
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    for quantity, change in made.totals.items():
        said = {"before": _amount(quantity, change.before), "after": _amount(quantity, change.after)}
        # Translators: the total of an inventory in its own table and in that of another framework.
        st.markdown(text(_("Total: {before} → {after}.", **said)))
    numbers = table(made, to, named[inventory], here)
    offered.download(
        _("Download: {file}", file=_("Converted table (CSV)")),
        numbers.csv(say),
        f"{city.city_id.lower()}-{inventory[0]}-{to}.csv",
        "text/csv",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="convert-file",
    )
    apart = [(item.place, item.reason) for item in made.left_out]
    not_in_it([*apart, *((item.place, item.message) for item in made.reasons)])


def not_in_it(apart: list[tuple[str, str]]) -> None:
    """What a file leaves out or changes, and why: the first ones, and how many more."""
    if not apart:
        return
    with st.expander(_("Not in it: {number}", number=theme.number(len(apart))), icon=":material/info:"):
        lines = [f"- {text(what)}: {text(why)}" for what, why in apart[:MOST_TOLD]]
        more = len(apart) - MOST_TOLD
        lines += [f"- {_('and {number} more', number=theme.number(more))}"] if more > 0 else []
        st.markdown("\n".join(lines))


def table(made: Conversion, framework: str, inventory: str, city: City) -> Numbers:
    """The cells of the other table in MWh and tonnes; a notation key stands apart from a number."""
    cells = made.cells
    columns: dict[str, list[Value]] = {
        _("Row"): [say(row_name(framework, cell.row)) for cell in cells],
        _("Scope"): [cell.scope for cell in cells],
        _("Carrier"): [say(CARRIERS[cell.carrier].name) if cell.carrier else None for cell in cells],
        _("Quantity"): [_quantity(cell.quantity) for cell in cells],
        _("Value"): [cell.amount for cell in cells],
        _("Unit"): ["MWh" if cell.quantity == Quantity.ENERGY else "t" for cell in cells],
        _("Notation key"): [cell.key for cell in cells],
        # Translators: the heading of a column: whether a row counts in the total.
        _("In the total"): [_("yes") if counted(framework, cell.row, cell.scope) else _("no") for cell in cells],
    }
    about = {_("City"): city.record.name, _("Inventory"): inventory}
    return Numbers(say(FRAMEWORKS[framework]), columns, about)


def _quantity(quantity: str) -> str:
    return _("energy") if quantity == Quantity.ENERGY else GAS_NAMES.get(quantity, quantity)


def _amount(quantity: str, value: float) -> str:
    if quantity == Quantity.ENERGY:
        return theme.energy(value)
    return theme.tonnes(value, "CO2e" if quantity == Quantity.CO2E else quantity.upper())
