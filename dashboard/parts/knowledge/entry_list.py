"""The search of the page Knowledge and what it finds, each entry with its source and how it matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
import streamlit as st

from analytics.frames.frame_tags import TAGS, label
from analytics.knowledge import result_passport
from analytics.knowledge.fitting import Fit
from analytics.knowledge.gaps import KnowledgeGap
from analytics.knowledge.knowledge_entries import KnowledgeEntry
from analytics.knowledge.matching import Library, Matched
from analytics.knowledge.topics import ACCESS
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import traces
from dashboard.parts.knowledge import elsewhere, facets
from dashboard.widgets import text
from dashboard.words import knowledge_words as words

Fits = Mapping[str, tuple[KnowledgeGap, Fit]]
"""What fits by the id of its entry, with the gap that it fits."""
SHOWN = 7
"""So many entries are shown before more are asked for."""
_QUERY, _MORE = "knowledge-query", "knowledge-more"
STYLE = """<style>
.known details { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.known summary { display: grid; grid-template-columns: minmax(7rem, 10rem) 1fr; gap: 1rem; padding: .75rem .25rem;
  cursor: pointer; list-style: none; }
.known summary::-webkit-details-marker { display: none; }
.known summary:hover { background: color-mix(in srgb, currentColor 5%, transparent); }
.known b { font-size: 1.125rem; font-weight: 600; }
.known .title { font-weight: 600; overflow-wrap: anywhere; }
.known .title::before { content: "▸ "; }
.known details[open] .title::before { content: "▾ "; }
.known .quiet { color: color-mix(in srgb, currentColor 78%, transparent); font-size: .9375rem; }
.known .fits { display: inline-block; border-radius: .5rem; padding: 0 .5rem; font-size: .875rem;
  white-space: nowrap; background: color-mix(in srgb, var(--ours) 14%, transparent); }
.known dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem;
  padding: 0 .25rem; font-size: .9375rem; }
.known dt { font-weight: 600; }
.known dd { margin: 0; overflow-wrap: anywhere; }
@container (max-width: 700px) { .known summary, .known dl { grid-template-columns: 1fr; gap: .25rem; } }
</style>"""


def search_field(number: int) -> str:
    """The field to search in, and what stands in it."""
    opened = st.query_params.get("q")
    session.keep(_QUERY, session.kept(_QUERY, opened or ""))
    asked = ngettext(
        "Search {number} entry: what was done, where, by whom",
        "Search {number} entries: what was done, where, by whom",
        number,
    )
    st.text_input(asked, key=_QUERY, max_chars=200, icon=":material/search:", on_change=_begin_anew)
    return str(session.kept(_QUERY) or "")


def _begin_anew() -> None:
    session.forget(_MORE)


def part(library: Library, query: str, fits: Fits) -> list[KnowledgeEntry]:
    """What is found, with its facets beside it, and what of it is shown."""
    entries, picked = library.entries, facets.chosen()
    inside = facets.allowed(entries, picked)
    found = library.search.find(query) if query.strip() else None
    matching = list(range(len(entries))) if found is None else found.places.tolist()
    if found is None:
        ranked = list(fits)
        places = sorted(inside, key=lambda place: _surest_first(entries[place], ranked))
        matched: dict[int, tuple[Matched, ...]] = {}
    else:
        hits = library.search.find(query, np.asarray(inside, dtype=np.int64)).hits
        places, matched = [hit.place for hit in hits], {hit.place: hit.matched for hit in hits}
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        facets.choices(entries, matching, picked)
    with right:
        _head(len(places), len(entries), sum(entries[place].in_figures for place in places), any(picked.values()))
        if found is not None and found.unknown:
            st.caption(text(_("Nothing on file has: {words}.", words=language.listed(list(found.unknown)))))
        most = int(session.kept(_MORE) or SHOWN)
        opened = st.query_params.get(elsewhere.ENTRY, "")
        shown = sorted(places, key=lambda place: entries[place].id != opened)[:most]
        rows = []
        for place in shown:
            entry = entries[place]
            also = words.but_also(entry, entries)
            rows.append(_markup(entry, fits, matched.get(place, ()), entry.id == opened, also))
        st.html(f'{traces.STYLE}{STYLE}<div class="known">{"".join(rows)}</div>')
        if len(places) > most:
            st.button(_("Show more"), on_click=session.keep, args=(_MORE, most + SHOWN), icon=":material/expand_more:")
        st.caption(
            text(_("Effects are as each city prints them, over different bounds and years: no ranking of cities."))
        )
    return [entries[place] for place in shown]


def _surest_first(entry: KnowledgeEntry, ranked: Sequence[str]) -> tuple[int, int, str]:
    """What fits first, in its order; then what is known most surely."""
    place = ranked.index(entry.id) if entry.id in ranked else len(ranked)
    return place, entry.rank, entry.title.casefold()


def _head(number: int, of: int, measured: int, narrowed: bool) -> None:
    said = {"of": theme.number(of), "measured": theme.number(measured)}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(
            ngettext(
                "{number} of {of} entries; {measured} with an effect in figures",
                "{number} of {of} entries; {measured} with an effect in figures",
                number,
                **said,
            ),
            anchor=False,
        )
        if narrowed:
            st.button(_("Clear"), on_click=facets.clear, type="tertiary", icon=":material/close:")


def _markup(entry: KnowledgeEntry, fits: Fits, matched: Sequence[Matched], opened: bool, also: str) -> str:
    """An entry as a line that opens, with what ``also`` was found, which one reads without opening it. Everything that
    comes from a table or a person is escaped."""
    lead = (
        f"<b>{escape(words.headline_result(entry))}</b>"
        if entry.in_figures
        else f'<span class="quiet">{escape(words.headline_result(entry))}</span>'
    )
    badge = why = ""
    if entry.id in fits:
        gap, fit = fits[entry.id]
        # Translators: {gap} is what a city lacks, such as a sector or a hazard; the entry is of help there.
        badge = f' <span class="fits">{escape(_("Fits: {gap}", gap=words.gap_name(gap)))}</span>'
        why = f'<br><span class="quiet">{escape(_("Why it is offered"))}: {escape(words.reason(fit))}</span>'
    other = f'<br><span class="quiet">{escape(also)}</span>' if also else ""
    foreign = f' lang="{escape(entry.languages[0])}"' if len(entry.languages) == 1 else ""
    where = f'<span class="quiet">{escape(words.whence(entry))}</span>'
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in _details(entry, matched) if said)
    return (
        f"<details{' open' if opened else ''}><summary><div>{lead}</div><div>"
        f'<span class="title"{foreign}>{escape(entry.title)}</span>{badge}<br>'
        f"<span{foreign}>{escape(entry.told)}</span><br>{where}{why}{other}</div></summary><dl>{rows}</dl></details>"
    )


def _details(entry: KnowledgeEntry, matched: Sequence[Matched]) -> list[tuple[str, str]]:
    results = "<br>".join(escape(_result(entry, place)) for place in range(len(entry.results)))
    cost = f"{theme.number(entry.cost)} {entry.currency}" if entry.cost is not None else ""
    kinds = [say(ACCESS[entry.access])] if entry.access else []
    kinds += [say(label(goal)) if goal in TAGS else goal for goal in entry.goals]
    return [
        (_("What matched"), "<br>".join(escape(_match(one)) for one in matched)),
        (_("Results"), results),
        (say(traces.TITLE), _passports(entry)),
        (_("How it is known"), escape(entry.how_known)),
        (_("For whom"), escape(entry.for_whom)),
        (_("Cost"), escape(cost)),
        (_("What one would do differently"), escape(entry.learned)),
        (_("Mitigation action"), escape(_action(entry))),
        (_("Tags"), escape("; ".join(kinds))),
        (_("Source"), escape(", ".join(filter(None, (entry.source, entry.page))))),
        (_("Address"), _address(entry.address)),
        (_("Note"), escape(entry.note)),
        (_("Saved by"), escape(_by(entry))),
    ]


def _result(entry: KnowledgeEntry, place: int) -> str:
    one = entry.results[place]
    against = _("against {baseline}", baseline=one.baseline) if one.baseline else ""
    of = "" if one.unit == "%" or not one.of else language.term(one.of)
    return " · ".join(filter(None, (words.amount(one), of, against, one.note)))


def _passports(entry: KnowledgeEntry) -> str:
    """Where its results come from, each as a tree that opens, and what a tonne cost."""
    found = [
        made
        for one in entry.results
        for made in (result_passport.passport(entry, one), result_passport.cost_passport(entry, one))
        if made is not None and made.inputs
    ]
    return f'<div class="trace"><ul>{"".join(map(traces.tree, found))}</ul></div>' if found else ""


def _action(entry: KnowledgeEntry) -> str:
    if not entry.action:
        return ""
    if entry.action_t is None:
        return entry.action
    # Translators: an action of a city by its id, with the tonnes that the city's plan states for it.
    return _(
        "{action}, for which the plan states {tonnes} a year", action=entry.action, tonnes=theme.tonnes(entry.action_t)
    )


def _address(address: str) -> str:
    """An address as a text that opens when it is clicked; only one of the web is more than a text."""
    shown = escape(address)
    if not address.startswith(("https://", "http://")):
        return shown
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def _by(entry: KnowledgeEntry) -> str:
    if not entry.city_id:
        return ""
    name = session.name_of(entry.city_id)
    return _("{city}, revision {revision}", city=name, revision=entry.revision)


def _match(one: Matched) -> str:
    """How a word that was looked for stands in an entry, in words."""
    said = {"said": one.said, "found": one.found}
    match one.how:
        case "word":
            return _("“{said}”, as written", **said)
        case "form":
            return _("“{said}” as a form of “{found}”", **said)
        case "begins":
            return _("“{said}”, with which “{found}” begins", **said)
        case "meaning":
            return _("“{said}” means the same as “{found}”, by our vocabulary", **said)
        case "akin":
            # Translators: two words share a part or a root, as "luminarias" and "iluminación".
            return _("“{said}” is akin to “{found}”, by our vocabulary", **said)
    return _("“{said}”, read as “{found}”: a likely slip", **said)
