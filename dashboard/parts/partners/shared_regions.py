"""What the regions of two cities both name among their priorities, with the words that it was matched by."""

from __future__ import annotations

import streamlit as st

from analytics.innovation.domains import DOMAINS
from analytics.innovation.sectors_to_cut import touched
from analytics.innovation.shared_priorities import RegionPriority, Strategy, shared
from dashboard import choices, language, session, tables, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, term
from dashboard.parts.stated import statement_file
from dashboard.widgets import text
from dashboard.words.names import group_name
from datasets import CityRecord, InnovationRoom, RegionOnFile

PARAMETER = "with"
_ENTER = ":material/edit_note:"
_KINDS = ("region", "priority", "cluster", "chain", "project")


def part(city: CityRecord, partner: CityRecord | None) -> None:
    """The region of the city beside that of its partner, or beside the one that shares most; what neither has is left
    out, and what is missing of the partner's comes last."""
    room = session.at_city(city.city_id).innovation.room()
    theirs = next((one for one in room.others if partner and partner.city_id in one.cities), None)
    with st.container(border=True):
        if other := _beside(room, theirs):
            _shared(room, other)
            _rows(room, other)
        if room.region is None or room.region.newest is None:
            _door(_("What the region specialises in is not known here."), city, room.region)
        elif partner is not None and (theirs is None or theirs.newest is None):
            _door(_("No region strategy of {city} yet.", city=partner.name), partner, theirs)
        asked = _("A table of regions, priorities, clusters, value chains and projects")
        statement_file.files(city, "innovation", asked, *_KINDS, "tags")


def _beside(room: InnovationRoom, theirs: RegionOnFile | None) -> RegionOnFile | None:
    """The other region of the address, otherwise the partner's, otherwise the one that shares most."""
    own = room.region.newest if room.region else None
    known = {one.name: one for one in room.others if one.newest}
    if own is None or not known:
        return None
    usual = theirs if theirs and theirs.newest else max(known.values(), key=lambda one: len(_both(own, one)))
    name = session.asked(PARAMETER, list(known), "region") or usual.name
    choices.menu(PARAMETER, _("Region beside ours"), {one: term(one) for one in known}, name)
    return known[name]


def _both(own: Strategy, other: RegionOnFile) -> list[str]:
    return [one.domain for one in shared(own, other.newest).domains] if other.newest else []


def _shared(room: InnovationRoom, other: RegionOnFile) -> None:
    """Each domain that both regions name, with the priorities of either and the words that put them there."""
    region = room.region
    if region is None or region.newest is None or other.newest is None:
        return
    found = shared(region.newest, other.newest)
    both = {"region": term(region.name), "other": term(other.name)}
    st.header(text(_("{first} and {second}", first=both["region"], second=both["other"])), anchor=False)
    count = ngettext("{count} domain is shared.", "{count} domains are shared.", len(found.domains))
    st.markdown(text(count if found.domains else _("No domain is shared.")))
    if found.domains:
        columns = {_("Domain"): [DOMAINS[one.domain].name for one in found.domains]}
        for side, held in (
            (region, [one.left for one in found.domains]),
            (other, [one.right for one in found.domains]),
        ):
            columns[_named(side)] = [
                "; ".join(_matched(said, one.domain) for said in told)
                for one, told in zip(found.domains, held, strict=True)
            ]
        # Translators: the heading of a column: the sectors in which both cities of a pair must cut.
        columns[_("Both must cut")] = [_cut(room, other, one.domain) for one in found.domains]
        tables.table(columns, _("What {region} and {other} share, with the words that it was matched by", **both))
    sources = dict.fromkeys(one.source for side in (region.newest, other.newest) for one in side.priorities)
    said = _("Names are translated, and domains are our own reading.")
    st.caption(text(f"{said} {_('Sources: {sources}.', sources='; '.join(filter(None, sources)))}"))


def _named(region: RegionOnFile) -> str:
    newest = region.newest
    return f"{term(region.name)} {newest.first}–{newest.last or ''}" if newest else term(region.name)


def _matched(priority: RegionPriority, code: str) -> str:
    """A priority with the words by which it is of a domain."""
    words = priority.words[code]
    if not words:
        # Translators: somebody stated the domain of a priority; its words need not say so.
        return _("“{priority}” (stated)", priority=priority.priority)
    # Translators: a priority, with the words in it that put it into a domain.
    return _("“{priority}” (by: {words})", priority=priority.priority, words=", ".join(words))


def _cut(room: InnovationRoom, other: RegionOnFile, code: str) -> str:
    """In which of the sectors that a domain touches both cities must cut, in words."""
    beside = next((one for one in other.cities if one in session.by_id()), None)
    if not DOMAINS[code].groups:
        return _("no sector")
    own = session.at_city(room.city_id).innovation.to_cut()
    partner = session.at_city(beside).innovation.to_cut() if beside else None
    if own is None or partner is None:
        return _("not known")
    return language.listed(list(map(group_name, touched(code, own, partner)))) or _("not both")


def _rows(room: InnovationRoom, other: RegionOnFile) -> None:
    """Clusters and value chains of both regions, and projects of the city; each only where there are any."""
    told: list[tuple[str, str, str, str]] = []
    for region in filter(None, (room.region, other)):
        name = term(region.name)
        told += [(_("Cluster"), one.cluster, name, one.source) for one in region.clusters]
        told += [(_("Value chain"), one.chain, name, one.source) for one in region.chains]
    told += [(_("Project"), one.project, one.programme, one.source) for one in room.projects]
    if told:
        label = _("Clusters, value chains and projects ({count})", count=len(told))
        with st.expander(text(label)):
            heads = (_("Kind"), _("Name"), _("Of"), _("Source"))
            columns = {head: [row[place] for row in told] for place, head in enumerate(heads)}
            tables.table(columns, label)


def _door(said: str, city: CityRecord, region: RegionOnFile | None) -> None:
    """What is missing of a region, with the way to where it is entered."""
    table = "region_priorities" if region else "city_regions"
    widgets.nothing(said, _("Any plan of the region will do, each priority with its source."))
    session.link("figures", _("Enter it for {city}", city=city.name), city.city_id, icon=_ENTER, asked={"table": table})
