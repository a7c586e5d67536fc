"""The pieces of the Innovation page: the priorities of the region beside those of others, a pair of regions, where both
cities must cut, projects, clusters and value chains."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analytics.innovation.domains import DOMAINS
from analytics.innovation.innovation_words import PROJECT_STATUSES
from analytics.innovation.sectors_to_cut import LARGE, SectorsToCut
from analytics.innovation.shared_priorities import RegionPriority, shared
from dashboard import choices, language, session, tables, theme, widgets
from dashboard.figures.sectors import group_name
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.innovation import project_lanes
from dashboard.parts.innovation import region_words as words
from dashboard.widgets import text
from datasets import CityRecord, InnovationRoom, PairRoom, RegionOnFile

PARAMETER = "with"
_ENTER = ":material/edit_note:"
_FIGURES = "figures"


def head(city: CityRecord, room: InnovationRoom, group: str | None, partner: CityRecord | None) -> None:
    """Whose region it is, and the finding; ``group`` is the sector that the city works on with its ``partner``."""
    with st.container(gap="xsmall"):
        region = room.region
        where = words.named(region) if region else _("no region on file")
        # Translators: the name of a page: regions, their priorities and projects.
        st.caption(text(f"{_('Innovation')} · {say(city.name)} · {where}"))
        st.title(text(words.headline(room, say(city.name), group)), anchor=False)
        if partner and (topic := words.topic(room, group, say(partner.name))):
            st.markdown(text(topic))
        if region is None:
            session.link(_FIGURES, _("State its region"), icon=_ENTER, asked={"table": "city_regions"})


def priorities(room: InnovationRoom) -> None:
    """Each priority of the region with what it follows, who shares it, and the sectors that it touches."""
    year = session.this_year()
    others = words.with_strategies(room)
    found = words.lines(room, year)
    if room.region is None or room.region.newest is None:
        widgets.nothing(
            _("What the region specialises in is not on file."),
            _("Its strategy names priorities for a period; each can be entered with its source."),
        )
    else:
        st.header(
            text(_("Priorities of {region}, and who shares them", region=words.called(room.region))), anchor=False
        )
        own, older = room.region.newest, room.region.strategies[1:2]
        called = words.called(room.region)
        columns = {f"{called} {words.period(own)}": [line.priority.priority for line in found]}
        for one in older:
            columns[f"{words.called(room.region)} {words.period(one)}"] = [
                "; ".join(said.priority for said in line.former) or words.NO_MATCH for line in found
            ]
        marks = {
            f"{words.called(other)} {words.period(other.newest)}": [line.marks[place] for line in found]
            for place, other in enumerate(others)
            if other.newest
        }
        columns |= marks
        # Translators: the heading of a column: the sectors of an inventory that a priority touches.
        columns[_("Touches")] = [words.sectors(line.touches) for line in found]
        green = theme.palette(widgets.dark()).ours
        colours = {name: [green if cell != words.NO_MATCH else None for cell in cells] for name, cells in marks.items()}
        tables.table(columns, _("Priorities of the region beside those of other regions"), colours)
        st.caption(
            text(
                _(
                    "● shared with a strategy of today; ○ with one of an earlier period, no newer one is on file; – no "
                    "match. Names are translated; domains, links to the earlier period and sectors are our own reading."
                )
            )
        )
    if lacking := words.without_strategy(room):
        st.caption(text(_("No strategy on file: {regions}.", regions=language.listed(list(lacking)))))
    asked = {"table": "region_priorities"}
    session.link(_FIGURES, _("Enter a priority"), icon=_ENTER, asked=asked)


def partner_region(room: InnovationRoom, partner: CityRecord | None) -> None:
    """What is missing of the region of the ``partner``, and the door to enter it; nothing where its strategy is on
    file."""
    if partner is None or partner.city_id in (room.region.cities if room.region else ()):
        return
    region = next((one for one in room.others if partner.city_id in one.cities), None)
    city = say(partner.name)
    if region is None:
        widgets.nothing(_("No region of {city} is on file", city=city), _("It can be stated with its source."))
    elif region.newest is None:
        missing = _("No strategy is on file of {region}, the region of {city}.", region=words.called(region), city=city)
        widgets.nothing(
            missing,
            _(
                "None was found in what was searched; smart specialisation strategies are of the European Union. "
                "Priorities of another plan of the region can be entered, each with period and source."
            ),
        )
    else:
        return
    table = "region_priorities" if region else "city_regions"
    session.link(_FIGURES, _("Enter it for {city}", city=city), partner.city_id, icon=_ENTER, asked={"table": table})


def chosen(room: InnovationRoom, usual: str | None) -> RegionOnFile | None:
    """The other region of the address, otherwise the ``usual`` one."""
    names = {one.name: words.named(one) for one in room.others}
    if not names:
        return None
    asked = session.asked(PARAMETER, list(names), "region")
    name = asked or (usual if usual in names else None) or words.best_match(room) or next(iter(names))
    choices.menu(PARAMETER, _("Region beside ours"), names, name)
    return room.other(name)


def pair(room: InnovationRoom, other: RegionOnFile, cuts: tuple[SectorsToCut | None, SectorsToCut | None]) -> None:
    """What two regions share, each with the words that it was matched by, and what neither shares."""
    region = room.region
    if region is None:
        return
    names = {"region": words.called(region), "other": words.called(other)}
    st.header(text(_("{region} and {other}", **names)), anchor=False)
    lacking = [words.called(one) for one in (region, other) if one.newest is None]
    if region.newest is None or other.newest is None:
        widgets.nothing(
            _("No strategy on file: {regions}.", regions=language.listed(lacking)),
            _("What they share can be told once both are."),
        )
        told = region.newest or other.newest
        st.markdown("\n".join(f"- {text(_one(one))}" for one in (told.priorities if told else ())))
        return
    found = shared(region.newest, other.newest)
    st.markdown(
        text(
            ngettext("{count} domain is shared.", "{count} domains are shared.", len(found.domains))
            if found.domains
            else _("No domain is shared.")
        )
    )
    if found.domains:
        columns: dict[str, list[str]] = {
            _("Domain"): [DOMAINS[one.domain].name for one in found.domains],
            f"{words.called(region)} {words.period(region.newest)}": [
                "; ".join(words.matched(said, one.domain) for said in one.left) for one in found.domains
            ],
            f"{words.called(other)} {words.period(other.newest)}": [
                "; ".join(words.matched(said, one.domain) for said in one.right) for one in found.domains
            ],
            # Translators: the heading of a column: the sectors in which both cities of a pair must cut.
            _("Both must cut"): [words.both_touch(one.domain, *cuts) for one in found.domains],
        }
        tables.table(columns, _("What {region} and {other} share, with the words that it was matched by", **names))
    for name, alone in ((words.called(region), found.left_alone), (words.called(other), found.right_alone)):
        if alone:
            said = "; ".join(map(_one, alone))
            st.markdown(f"**{text(_('Not matched in {region}', region=name))}:** {text(said)}")
    sources = dict.fromkeys(one.source for side in (region, other) if side.newest for one in side.newest.priorities)
    st.caption(text(_("Sources: {sources}.", sources="; ".join(filter(None, sources)))))


def _one(priority: RegionPriority) -> str:
    """A priority with the domains that its words name."""
    domains = language.listed([language.lowered(DOMAINS[code].name) for code in priority.domains])
    # Translators: no word of a priority puts it into a domain.
    return f"{priority.priority} ({domains or _('of no domain by its words')})"


def cutting(cities: tuple[CityRecord, CityRecord], cuts: tuple[SectorsToCut | None, SectorsToCut | None]) -> None:
    """In which sectors each of two cities must cut, by the verdict on its leading target."""
    st.header(_("Where both must cut"), anchor=False)
    for place, city, cut in zip(st.columns(2), cities, cuts, strict=True):
        with place:
            _cut(city, cut)
    least = theme.percent(100 * LARGE)
    st.caption(
        text(
            _(
                "Where a target is not reached, a city must cut in each sector of {share} or more. Our own rule.",
                share=least,
            )
        )
    )


def _cut(city: CityRecord, cut: SectorsToCut | None) -> None:
    name = say(city.name)
    if cut is None:
        needed = _("It takes an inventory by sector that may be held against a target.")
        widgets.nothing(_("{city}: not known.", city=name), needed)
        session.link("progress", _("Progress of {city}", city=name), city.city_id, icon=":material/arrow_forward:")
    elif not cut.shares:
        st.markdown(text(_("{city} is at the level of its target in {year}.", city=name, year=cut.year)))
    else:
        shares = [f"{group_name(group)} {theme.percent(100 * part)}" for group, part in cut.shares.items()]
        told = language.listed(shares)
        st.markdown(text(_("{city}, {year}: {sectors} of its emissions.", city=name, year=cut.year, sectors=told)))


def projects(room: InnovationRoom, pairs: PairRoom) -> None:
    """The projects of the city on a line of time, then with partners, dates and where they stand."""
    st.header(_("Projects"), anchor=False)
    names = {one.partner: session.name_of(one.partner) for one in pairs.pairings}
    if held := project_lanes.lanes(room, pairs, names):
        if room.projects:
            st.markdown(text(project_lanes.finding(room)))
        today = session.this_year() + (datetime.now(UTC).timetuple().tm_yday - 1) / 366
        st.html(project_lanes.picture(held, today, widgets.dark()))
        told = _("The line is today; what is over is paler, and dotted is what nobody printed an end of.")
        st.caption(text(told))
    if not room.projects:
        widgets.nothing(_("No project is on file."), _("With programme, partners, dates and source."))
    else:
        # Translators: no date or status of a project is printed.
        nothing = _("not stated")
        columns = {
            _("Project"): [one.project for one in room.projects],
            _("Programme"): [one.programme or nothing for one in room.projects],
            _("Subject"): [one.subject or nothing for one in room.projects],
            _("Partners"): [one.partners or nothing for one in room.projects],
            _("When"): [words.span(one.start, one.end) or nothing for one in room.projects],
            _("Status"): [say(PROJECT_STATUSES.get(one.status, nothing)) for one in room.projects],
            _("Source"): [" · ".join(filter(None, (one.source, one.page, one.note))) for one in room.projects],
        }
        with st.expander(_("Each with its source ({count})", count=len(room.projects))):
            tables.table(columns, _("Projects of cooperation"))
    session.link(_FIGURES, _("Enter a project"), icon=_ENTER, asked={"table": "innovation_projects"})


def clusters(room: InnovationRoom) -> None:
    """Clusters and value chains of the region."""
    st.header(_("Clusters and value chains"), anchor=False)
    region = room.region
    left, right = st.columns(2)
    with left:
        if region is None or not region.clusters:
            named = [one for one in room.others if one.clusters]
            widgets.nothing(_("No cluster of the region is on file."), "; ".join(map(_counted, named)))
        else:
            told = (" · ".join(filter(None, (one.cluster, one.field, one.kind))) for one in region.clusters)
            st.markdown("\n".join(f"- {text(one)}" for one in told))
            _whence(region.clusters)
        session.link(_FIGURES, _("Enter a cluster"), icon=_ENTER, asked={"table": "region_clusters"})
    with right:
        if region is None or not region.chains:
            widgets.nothing(_("No value chain is on file."), _("What the region does in it, and with whom."))
        else:
            for one in region.chains:
                share = _("{share} of the jobs", share=theme.percent(one.share)) if one.share is not None else ""
                st.markdown(f"- {text(' · '.join(filter(None, (one.chain, one.stage, one.partners, share))))}")
            _whence(region.chains)
        session.link(_FIGURES, _("Enter a value chain"), icon=_ENTER, asked={"table": "value_chains"})


def _counted(region: RegionOnFile) -> str:
    number = len(region.clusters)
    named = words.called(region)
    return ngettext("{region} has {number} on file.", "{region} has {number} on file.", number, region=named)


def _whence(entries: tuple[object, ...]) -> None:
    """Where entries are from, each source once with its pages."""
    pages: dict[str, dict[str, None]] = {}
    for one in entries:
        pages.setdefault(getattr(one, "source", ""), {})[getattr(one, "page", "")] = None
    for source, said in pages.items():
        st.caption(text(" · ".join(filter(None, (source, ", ".join(filter(None, said)))))))


def other_pairs(room: InnovationRoom) -> None:
    """Regions of Latin America and their partners in Europe, those of the city's own region first."""
    found = [one for one in session.other_pairings() if one.regions]
    if not found:
        return
    own = room.region.name if room.region else ""
    found.sort(key=lambda one: own not in (one.first, one.second))
    countries = language.countries()
    with st.expander(
        text(
            ngettext(
                "{count} pair of regions of the programme", "{count} pairs of regions of the programme", len(found)
            )
        ),
        expanded=any(own in (one.first, one.second) for one in found),
    ):
        columns = {
            _("Region"): [
                f"{language.term(one.first)} ({countries.get(one.first_country, one.first_country)})" for one in found
            ],
            _("Partner in Europe"): [
                f"{language.term(one.second)} ({countries.get(one.second_country, one.second_country)})"
                for one in found
            ],
            _("Source"): [one.source for one in found],
        }
        tables.table(columns, _("Regions of Latin America and their partners in Europe"))
        st.caption(text(_("Nothing else of these regions is on file; what they specialise in can be entered.")))
