"""The cities that are suggested as partners: a card each with its reasons, the next ones as a table, all as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from analytics.partners.candidates import CDP, COVENANT, ON_FILE
from analytics.partners.suggesting import CRITERIA, Suggestions
from dashboard import offered, opened, session, tables
from dashboard.language import gettext as _
from dashboard.language import named_country, ngettext, say
from dashboard.parts.partners import partner_reasons
from dashboard.widgets import text
from datasets import Numbers, Value
from datasets.reference import catalogue

CARDS, ROWS = 4, 24
"""So many cities have a card, and so many more a line of the table; the file has all."""
SOURCES = {ON_FILE: "", COVENANT: "jrc-signatories-2024", CDP: "cdp-cities-2021"}
STYLE = """<style>
.alike-head { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; }
.alike-head strong { font-size: 1.25rem; font-weight: 600; }
.alike-head span, .alike li span, .alike-level { color: color-mix(in srgb, currentColor 78%, transparent); }
.alike-bar { display: flex; align-items: center; gap: .75rem; margin: .5rem 0 .25rem; font-weight: 600;
  font-size: .875rem; }
.alike-bar div { flex: 1; display: flex; gap: 1px; height: 13px;
  background: color-mix(in srgb, currentColor 9%, transparent); }
.alike-bar i { display: block; }
.alike-bar i.open { margin-left: auto; background: repeating-linear-gradient(135deg, currentColor 0 1px, transparent 1px
  5px); opacity: .55; }
.alike-bar span { min-width: 5.5rem; text-align: right; }
.alike ul { list-style: none; margin: .5rem 0 0; padding: 0; font-size: .9375rem; line-height: 1.45; }
.alike li { margin: 0 0 .25rem; padding-left: 1.375rem; position: relative; }
.alike li::before { content: ""; position: absolute; left: 0; top: .35em; width: .7em; height: .7em;
  border: 1.5px solid var(--mine); background: var(--mine); }
.alike li.open::before { background: none; }
.alike b { font-weight: 600; }
.turning.turning { margin: 0; padding: 0; font-size: .9375rem; }
.turning div { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; padding: .375rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.turning dd { margin: 0 0 0 auto; color: color-mix(in srgb, currentColor 78%, transparent); text-align: right; }
.alike-level { font-size: .875rem; margin: 0; }
</style>"""


def cards(found: Suggestions) -> None:
    """The first cities, two beside each other."""
    shown = [int(place) for place in found.order[:CARDS] if found.known[place]]
    for start in range(0, len(shown), 2):
        for column, place in zip(st.columns(2), shown[start : start + 2], strict=False):
            with (
                column,
                st.container(
                    border=True,
                    height="stretch",
                    gap="xsmall",
                    key=f"partner-{found.cities.key[found.pool[place]]}",
                ),
            ):
                _card(found, place)


def _card(found: Suggestions, place: int) -> None:
    line = int(found.pool[place])
    st.html(_markup(found, place))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _door(found, line)
        opens = opened.popover(_("Where from"), None, f"from-{found.cities.key[line]}", "tertiary")
        if opens is not None:
            for source in sources(int(found.cities.told_by[line])):
                opens.markdown(text(source))


def _door(found: Suggestions, line: int) -> None:
    """To the twin room where the city is on file, else to where it is put on file."""
    cities = found.cities
    key, name = cities.key[line], cities.name[line]
    if int(cities.told_by[line]) & ON_FILE:
        pair = {"pair": f"{cities.key[found.own]}~{key}"}
        session.link("twin", _("Compare with {city}", city=name), icon=":material/arrow_forward:", asked=pair)
    else:
        asked = {"new": name, "in": cities.country[line]}
        session.link("figures", _("Add {city}", city=name), icon=":material/add_location_alt:", asked=asked)


def sources(told_by: int) -> list[str]:
    """Who tells what is known of a city, in full."""
    return [
        catalogue.citation(key) if key else _("What is recorded here of the city")
        for bit, key in SOURCES.items()
        if told_by & bit
    ]


def _markup(found: Suggestions, place: int) -> str:
    """The head, the bar and the reasons of a card. Everything that comes from a table is escaped."""
    cities, line = found.cities, int(found.pool[place])
    pieces = [
        f'<i style="width:{part[place]:.3f}%;background:var(--criterion-{code})"></i>'
        for code, part in found.points.items()
        if part[place] > 0
    ]
    if found.open[place]:
        pieces.append(f'<i class="open" style="width:{int(found.open[place])}%"></i>')
    rows = "".join(
        f'<li style="--mine:var(--criterion-{one.code})"{"" if one.known else " class=open"}>'
        f"{f'<b>{escape(one.lead)}</b>' if one.known else f'<span>{escape(one.lead)}</span>'}"
        f"{f' <span>· {escape(one.rest)}</span>' if one.rest else ''}</li>"
        for one in partner_reasons.reasons(found, place)
    )
    country = escape(named_country(cities.country[line]))
    level = escape(_level(found, place))
    return (
        f'<div class="alike"><div class="alike-head"><strong>{escape(say(cities.name[line]))}</strong>'
        f"<span>{country}</span></div>"
        f'<div class="alike-bar"><div aria-hidden="true">{"".join(pieces)}</div>'
        f"<span>{escape(partner_reasons.points(found, place))}</span></div>"
        f"{f'<p class=alike-level>{level}</p>' if level else ''}<ul>{rows}</ul></div>"
    )


def _level(found: Suggestions, place: int) -> str:
    """Who is as alike as this city: a tie is told as one."""
    others = found.level_with(place)
    if not len(others):
        return ""
    if len(others) == 1:
        return _("Level with {city}", city=found.cities.name[found.pool[others[0]]])
    return ngettext("Level with {number} other", "Level with {number} others", len(others))


def more(found: Suggestions) -> None:
    """The cities after those with a card as a table, and all of them as a file."""
    next_ones = [int(place) for place in found.order[CARDS : CARDS + ROWS] if found.known[place]]
    with st.container(horizontal=True, gap="small"):
        title = _("Cities like {city}", city=found.cities.name[found.own])
        made = partial(_file, found, title)
        name = f"partners_{found.cities.key[found.own]}.csv"
        offered.download(
            _("All of them (CSV)"),
            made,
            name,
            "text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    if next_ones and (opens := opened.expander(_("The next ones"), None, "partners-next")) is not None:
        with opens:
            tables.table(_columns(found, next_ones), title)


def _columns(found: Suggestions, places: Sequence[int]) -> dict[str, list[str]]:
    cities = found.cities
    lines = [int(found.pool[place]) for place in places]
    columns = {
        _("City"): [say(cities.name[line]) for line in lines],
        _("Country"): [named_country(cities.country[line]) for line in lines],
        # Translators: the heading of a column: how alike two cities are.
        _("Alike"): [partner_reasons.points(found, place) for place in places],
    }
    told = [{one.code: one for one in partner_reasons.reasons(found, place)} for place in places]
    for code in found.parts:
        columns[say(CRITERIA[code])] = [of_city[code].lead for of_city in told]
    return columns


def _file(found: Suggestions, title: str) -> bytes:
    """Every city that could be a partner, the most alike first, with what each thing gives and what is known of it."""
    cities = found.cities
    lines = [int(found.pool[place]) for place in found.order]
    known = found.order.tolist()
    columns: dict[str, Sequence[Value]] = {
        _("City"): [say(cities.name[line]) for line in lines],
        _("Id"): [cities.key[line] for line in lines],
        _("Country"): [cities.country[line] for line in lines],
        _("Points of 100"): [int(found.known[place]) for place in known],
        _("Points not known"): [int(found.open[place]) for place in known],
    }
    for code, part in found.points.items():
        unknown = found.parts[code] != found.parts[code]
        columns[say(CRITERIA[code])] = [None if unknown[place] else round(float(part[place]), 2) for place in known]
    columns[_("Inhabitants")] = [
        None if cities.inhabitants[line] != cities.inhabitants[line] else float(cities.inhabitants[line])
        for line in lines
    ]
    columns[_("Counted in")] = [int(cities.counted[line]) or None for line in lines]
    told = {_("Source"): "; ".join(sources(ON_FILE | COVENANT | CDP)), _("Weights"): weights(found)}
    return Numbers(title, columns, told).csv(say=say)


def weights(found: Suggestions) -> str:
    """What counted and how much, in words."""
    return ", ".join(f"{say(CRITERIA[code])} {weight}" for code, weight in found.weights.items())
