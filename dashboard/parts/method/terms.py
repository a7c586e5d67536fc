"""The words section of the Method page: terms, notation keys, sectors and carriers, and the units that are accepted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics import units
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, NOTATION_KEY_NAMES, SECTORS, NotationKey
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.method.factor_tables import SHORT_MARKS, TABLE_MARKS
from dashboard.tables import table
from dashboard.widgets import text
from datasets.reference import catalogue

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TERMS = """<style>
dl.terms.terms { columns: 17rem auto; column-gap: 2rem; margin-inline: 0; padding-inline: 0; font-size: .875rem;
  line-height: 1.4; }
.terms div { break-inside: avoid; padding: .2rem 0; }
.terms dt { font-weight: 600; }
.terms dd { margin: 0; }
.terms .where { opacity: .8; }
</style>"""


def anchor(term: str) -> str:
    """The id of a term on the page, and its word in the address (``?section=words&term=efe``)."""
    return re.sub(r"[^a-z0-9]+", "-", term.casefold()).strip("-")


def terms() -> None:
    """Every term with one sentence and where it is defined, in the alphabet of the reader's language; the one that the
    address names stands first."""
    rows = sorted(catalogue.records("glossary"), key=lambda row: language.alphabetical(language.term(row["term"])))
    st.header(_("Terms"), anchor=False)
    asked = st.query_params.get("term")
    found = [row for row in rows if asked and anchor(asked) in (anchor(row["term"]), anchor(row["term"].split(",")[0]))]
    if asked and not found:
        st.warning(_("The address names the term “{asked}”, which is not in this list.", asked=text(asked)))
    for row in found:
        with st.container(border=True):
            st.markdown(f"**{text(_shown(row['term']))}** · {text(_shown(row['text']))}")
            st.caption(text(where(row)))
    st.html(_TERMS + f'<dl class="terms">{"".join(map(_term, rows))}</dl>')


def where(row: dict[str, str]) -> str:
    """The source of a term with its mark."""
    return _("Source: {source}", source=f"{language.term(row['source'])} {SHORT_MARKS[row['mark']]}".strip())


def _shown(words: str) -> str:
    """Words of the shipped list in the reader's language, with their gases as they are printed."""
    return subscripts(language.term(words))


def _term(row: dict[str, str]) -> str:
    name, said = escape(_shown(row["term"])), escape(_shown(row["text"]))
    return (
        f'<div id="term-{anchor(row["term"])}"><dt>{name}</dt>'
        f'<dd>{said} <span class="where">{escape(where(row))}</span></dd></div>'
    )


def accepted_units() -> None:
    """The closed list of units, with what one of each is."""
    st.header(_("Accepted units"), anchor=False)
    st.markdown(
        _(
            "A unit outside this list stops the row and says so. “ton” and “mt” have two meanings and are asked about; "
            "volumes and masses of fuel need their density and calorific value and are not converted."
        )
    )
    energy = [unit for unit in units.UNITS.values() if unit.kind == "energy"]
    weight = [unit for unit in units.UNITS.values() if unit.quantity == "co2e"]
    left, right = st.columns(2)
    with left:
        _unit_table(_("Energy"), energy, "MWh")
    with right:
        _unit_table(_("Emissions (also for CO₂, CH₄ and N₂O)"), weight, "t CO2e")


def _unit_table(title: str, listed: Sequence[units.Unit], to: str) -> None:
    shown = to.replace("CO2e", "CO₂e")
    table(
        {
            title: [unit.symbol for unit in listed],
            # Translators: the head of a column: what one of the unit in the row is, in MWh or t CO₂e.
            _("1 is, in {unit}", unit=shown): [_significant(units.factor(unit, to)) for unit in listed],
            _("Also written"): [", ".join(units.written(unit.name.removesuffix(" CO2e"))) or "–" for unit in listed],
        },
        _("{title}: accepted units and what one of each is in {unit}", title=title, unit=shown),
    )


def _significant(value: float) -> str:
    """Six digits; a very small one as a power of ten."""
    if value >= 1000:
        return theme.number(value)
    shown, __, power = f"{value:.6g}".partition("e")
    digits = shown.replace(".", language.separators()[0])
    return f"{digits} × 10{str(int(power)).translate(_SUPERSCRIPTS)}" if power else digits


def notation_keys() -> None:
    """Why a cell may hold no number, and what each key does to a total."""
    st.header(_("Notation keys"), anchor=False)
    rows = [row for row in catalogue.records("notation_keys") if row["key"] in NOTATION_KEY_NAMES]
    table(
        {
            _("Key"): [row["key"] for row in rows],
            _("Name"): [say(NOTATION_KEY_NAMES[NotationKey(row["key"])]) for row in rows],
            _("Meaning"): [language.term(row["meaning"]) for row in rows],
            _("In a total"): [language.term(row["numeric_treatment"]) for row in rows],
            _("How well sourced"): [TABLE_MARKS[row["mark"]] for row in rows],
        },
        _("Notation keys, their meaning and their treatment in totals"),
    )
    cited = "; ".join(dict.fromkeys(language.term(row["source"]) for row in rows))
    st.caption(text(_("Source: {sources}.", sources=cited)))


def sectors() -> None:
    """The sectors, with how they relate to the Covenant and to GPC."""
    refs: dict[str, list[str]] = {}
    for known in GPC_REFERENCES.values():
        refs.setdefault(known.sector, []).append(known.ref)
    st.header(_("Sectors"), anchor=False)
    table(
        {
            _("Sector"): [sector.name for sector in SECTORS.values()],
            _("Code"): [sector.code for sector in SECTORS.values()],
            # Translators: the head of a column: the group under which pictures show a sector.
            _("Shown as"): [sector.group for sector in SECTORS.values()],
            _("Covenant key sector"): [", ".join(map(say, sector.keys)) or "–" for sector in SECTORS.values()],
            _("GPC references"): [", ".join(refs.get(sector.code, [])) or "–" for sector in SECTORS.values()],
        },
        _("Sectors with their group, Covenant key sector and GPC references"),
    )


def carriers() -> None:
    """The energy carriers, with their columns in the Covenant's template."""
    st.header(_("Energy carriers"), anchor=False)
    table(
        {
            _("Carrier"): [carrier.name for carrier in CARRIERS.values()],
            _("Code"): [carrier.code for carrier in CARRIERS.values()],
            _("Column of the Covenant template"): [carrier.column or "–" for carrier in CARRIERS.values()],
            _("Renewable"): [_("yes") if carrier.renewable else _("no") for carrier in CARRIERS.values()],
        },
        _("Energy carriers with their column in the Covenant template"),
    )
    st.caption(text(_("Row and column labels of the Covenant template: [M] from memory, not confirmed.")))
