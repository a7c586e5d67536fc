"""What an inventory and its series lack, each as a door: a verb and what it is about, with the reason below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from analytics.inventories.completeness import BLANK
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import GPC_REFERENCES, KEY_SECTOR_NAMES, SECTORS
from dashboard import offered, session, theme
from dashboard.language import gettext as _
from dashboard.language import listed, lowered, ngettext, say
from dashboard.widgets import text
from dashboard.words import spans
from datasets import CityReport

SHOWN = 6
"""So many doors at most; the places that an inventory leaves open are all in its table."""


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what to do, why it matters, and the page where it is done with what its address asks
    for; ``places`` are those of the inventory that it is about."""

    door: str
    why: str
    page: str = "data"
    asked: Mapping[str, str] = field(default_factory=dict, hash=False)
    places: tuple[str, ...] = ()


def gaps(report: CityReport, found: Inventory, this_year: int) -> Iterator[Gap]:
    """What is missing of an inventory and of the years around it, the most telling first."""
    yield from _years(report, found, this_year)
    if found.unsplit:
        yield Gap(_("Report the sectors apart"), _("One total does not show what drives it."))
    else:
        yield from places(found)
    if found.energy_mwh is None:
        yield Gap(
            _("Bring energy by carrier"), _("Only the energy shows whether less was used or the power became cleaner.")
        )
    if found.inhabitants is None:
        why = _("Nothing can be given per inhabitant without them.")
        yield Gap(_("State the inhabitants of {year}", year=found.year), why, "figures", {"table": "population"})


def _years(report: CityReport, found: Inventory, this_year: int) -> Iterator[Gap]:
    """The years between the inventories of this method and those since."""
    have = {item.year for item in report.inventories if item.method == found.method}
    lacking = set(range(min(have), this_year)) - have
    since = {year for year in lacking if year > max(have)}
    if since:
        others = session.at_city(found.city_id).published()
        told = max((item for item in others if item.year in since), key=lambda item: item.year, default=None)
        why = _("They would show where the city stands today.")
        if told is not None:
            amount, source = theme.tonnes(told.total_t, told.gas), told.source.partition(",")[0]
            # Translators: {source} is who published a total, such as "City of Boston".
            why = _("{source} published {amount} for {year}.", source=source, amount=amount, year=told.year)
        yield Gap(_("Bring the inventory of {years}", years=spans.year_list(since)), why)
    if between := lacking - since:
        yield Gap(
            _("Bring the inventory of {years}", years=spans.year_list(between)), _("The years between are blank.")
        )


def filling(found: Inventory, reason: str) -> dict[str, str]:
    """What the address of the page asks for where the places of an inventory that are open for a reason are filled."""
    return {"fill": f"{found.year}-{found.method}-{reason}"}


def places(found: Inventory) -> Iterator[Gap]:
    """The places that nobody has answered, by what is to be done with them."""
    by_reason: dict[str, list[str]] = {}
    for place, why in found.completeness.open.items():
        by_reason.setdefault(why if why in (BLANK, "NE") else "IE", []).append(place)
    for reason, door, why in (
        # Translators: {places} are parts of an inventory, such as "manufacturing and construction and solid waste".
        (
            "IE",
            _("Say where it is counted: {places}"),
            _("Marked as included elsewhere, and no other place holds the number."),
        ),
        ("NE", _("Estimate {places}"), _("Not estimated, so that the total may be too low.")),
        (BLANK, _("Fill in {places}"), _("Left blank: neither a number nor a reason.")),
    ):
        if reason in by_reason:
            names = dict.fromkeys(_name(place, found) for place in by_reason[reason])
            said = door.format(places=lowered(listed(list(names))))
            yield Gap(said, why, "data", filling(found, reason), tuple(by_reason[reason]))


def _name(place: str, found: Inventory) -> str:
    """A place that a method asks for, within a sentence; what comes by the grid is named where it alone is open."""
    if place not in GPC_REFERENCES:
        return say(KEY_SECTOR_NAMES[place])
    reference = GPC_REFERENCES[place]
    sector = lowered(SECTORS[reference.sector].name)
    # Translators: the part of a sector that uses power or heat from the grid: "on-road transport (from the grid)".
    alone = f"{place.rpartition('.')[0]}.1" not in found.completeness.open
    return _("{sector} (from the grid)", sector=sector) if reference.scope == 2 and alone else sector


def doors(report: CityReport, found: Inventory, this_year: int) -> None:
    """The list of what is missing, each line a link that begins with what to do; or that nothing is."""
    found_gaps = list(gaps(report, found, this_year))
    complete = found.completeness
    st.header(_("What is missing"), anchor=False)
    if complete.required and not found.unsplit:
        answered = _("Every place that the method asks for is answered.")
        if complete.open:
            answered = ngettext(
                "{number} place that the method asks for is open, of {required}.",
                "{number} places that the method asks for are open, of {required}.",
                len(complete.open),
                required=complete.required,
            )
        st.caption(text(answered))
    for place, gap in enumerate(found_gaps[:SHOWN]):
        with st.container(gap=None, key=f"door-{place}"):
            session.link(gap.page, gap.door, icon=":material/arrow_forward:", asked=gap.asked, told=True)
            st.caption(text(say(gap.why)))
    if not found_gaps:
        st.markdown(_("Nothing: every place is answered, and no year is missing."))


def to_fill(city_id: str) -> None:
    """The open places that the address asks to fill in, with the inventory whose first rows they are."""
    here, asked = session.at_city(city_id), st.query_params.get("fill")
    for found in here.report().inventories if asked else ():
        for gap in places(found):
            if gap.asked["fill"] != asked:
                continue
            st.header(text(gap.door), anchor=False)
            st.markdown(
                _(
                    "Take the inventory of {year}: these rows stand first. Fill them in and bring it here.",
                    year=found.year,
                )
            )
            offered.download(
                _("Download: {file}", file=f"{asked}.csv"),
                partial(here.to_fill, found.year, found.method, gap.places),
                f"{asked}.csv",
                "text/csv",
                icon=":material/edit_note:",
            )
