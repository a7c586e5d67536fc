"""Innovation: what the region of the city specialises in, which other regions share it, and by which words."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.innovation import region_parts
from dashboard.parts.stated import statement_file


def _page() -> None:
    city = session.city()
    at = session.at_city(city.city_id)
    room, pairs = at.innovation.room(), at.pairs.room()
    by_id = session.by_id()
    partner = next((by_id[one.partner] for one in pairs.pairings if one.partner in by_id), None)
    region_parts.head(city, room, pairs.group, partner)
    region_parts.priorities(room)
    usual = next((one.name for one in room.others if partner and partner.city_id in one.cities and one.newest), None)
    region_parts.partner_region(room, partner)
    with st.container(border=True):
        other = region_parts.chosen(room, usual)
        if other is not None:
            beside = next((by_id[one] for one in other.cities if one in by_id), partner)
            cuts = (at.innovation.to_cut(), session.at_city(beside.city_id).innovation.to_cut() if beside else None)
            region_parts.pair(room, other, cuts)
            if beside is not None:
                region_parts.cutting((city, beside), cuts)
    region_parts.projects(room, pairs)
    region_parts.clusters(room)
    region_parts.other_pairs(room)
    asked = _("A table of regions, priorities, clusters, value chains and projects")
    statement_file.files(city, "innovation", asked, "region", "priority", "cluster", "chain", "project", "tags")


_page()
