"""The pieces of the Pairs page: which pair, what it shares, its two cities, and what both report per inhabitant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from analytics.inventories.comparison import Comparison, compare
from analytics.pairs import running
from analytics.pairs.facing import PairSide, Shares, shares
from analytics.text.sentences import Sentence
from dashboard import choices, kept_readings, language, session, theme, widgets
from dashboard.figures.mirrored_bars import percent
from dashboard.language import gettext as _
from dashboard.language import listed, lowered, say
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from dashboard.words.shown_series import own_series
from datasets import AdaptationRoom, City, CityReport, pair_room

Pair = tuple[str, str]

FRAME = Sentence(
    "The International Urban Cooperation programme pairs cities across continents by size, challenges and interests, "
    "so that they learn from each other. What both report is set side by side; what cannot be compared is named."
)
NEARLY = 0.05
"""Two sums that differ by less than this share are called about the same."""
PARAMETER = "pair"
_CITY = "pair-city"


@dataclass(frozen=True)
class Facing:
    """One pairing as it stands today: both cities, what they share, and what can be compared of them."""

    cities: tuple[City, City]
    left: CityReport
    right: CityReport
    room: pair_room.PairRoom
    sides: tuple[PairSide, PairSide]
    shares: Shares
    comparison: Comparison

    @property
    def adapting(self) -> tuple[AdaptationRoom, AdaptationRoom]:
        """What each faces, and does to adapt."""
        first, second = self.cities
        return first.adaptation(), second.adaptation()

    @property
    def names(self) -> Pair:
        """The names of both cities."""
        return say(self.left.city.name), say(self.right.city.name)


def facing(pair: Pair) -> Facing:
    """Two cities facing each other, seen from the first."""
    cities = session.at_city(pair[0]), session.at_city(pair[1])
    left, right = (city.report() for city in cities)
    said = [kept_readings.at(city_id).name for city_id in pair]  # a room holds what either said
    return session.made_of(f"facing, {said}", lambda: faced(*cities), left, right)


def faced(first: City, second: City) -> Facing:
    """Two cities facing each other, read anew."""
    left, right = first.report(), second.report()
    found, names = shares(left.inventories, right.inventories), (left.city.name, right.city.name)
    compared = compare(left.inventories, right.inventories, names)
    room = first.pairs.room(second.id)
    return Facing((first, second), left, right, room, (side(first), side(second)), found, compared)


def side(city: City) -> PairSide:
    """A city as the comparison of a pair sees it."""
    report = city.report()
    leading = report.leading
    base = leading.baseline if leading.gap_t is not None else None
    return PairSide(
        city_id=report.city.city_id,
        name=report.city.name,
        inventories=report.inventories,
        series=tuple(own_series(report)),
        target=leading.target.name if leading.target else "",
        actions=sum(item.status != "expected" for item in city.actions()),
        base=(base.year, base.emissions_t) if base else None,
        base_inventory=base.inventory if base else None,
        latest=leading.latest if base else None,
    )


def ways() -> dict[Pair, str]:
    """Every pair on file, seen from either side, by the names of its cities."""
    both = [way for pair in session.pairings() for way in (pair, pair[::-1])]
    # Translators: two cities that are paired.
    return {way: _("{first} – {second}", first=session.name_of(way[0]), second=session.name_of(way[1])) for way in both}


def address(pair: Pair) -> str:
    """A pairing as the address carries it: ``US-BOS~FR0009``."""
    return session.PAIRED.join(pair)


def chosen(found: dict[Pair, str]) -> Pair:
    """The pairing of the address (``?pair=US-BOS~FR0009``), otherwise the one of the chosen city, otherwise the first.

    Choosing another city in the sidebar moves on to its pairing; a pairing without the city of the sidebar makes its
    first city the one of the sidebar. A pairing that is not on file is said to be wrong, and so is a city without one.
    """
    city = session.city()
    moved = session.kept(_CITY, city.city_id) != city.city_id
    session.keep(_CITY, city.city_id)
    asked = st.query_params.get(PARAMETER)
    own = next((way for way in found if way[0] == city.city_id), None)
    pair = next((way for way in found if address(way) == asked), None)
    shown = pair or own or next(iter(found))
    if pair is None and asked:
        st.warning(
            _(
                "The address names the pairing “{asked}”, which is not known here. Shown is {shown}.",
                asked=text(asked),
                shown=text(found[shown]),
            )
        )
        _offered(asked)
    if pair is not None and city.city_id not in pair and not moved:
        session.keep(_CITY, pair[0])
        session.turn_to(pair[0])
    if pair is None or (moved and city.city_id not in pair):
        shown = own or next(iter(found))
    if city.city_id in shown:
        st.query_params[PARAMETER] = address(shown)
    else:
        st.query_params.pop(PARAMETER, None)
        st.info(text(_("{city} has no pairing here. Shown is {shown}.", city=city.name, shown=found[shown])))
    return shown


def _offered(asked: str) -> None:
    """The way to pair the two cities that an address names, where both are on file."""
    known = session.by_id()
    first, _sign, second = asked.partition(session.PAIRED)
    if first in known and second in known and first != second:
        words = _("Pair {first} with {second}", first=known[first].name, second=known[second].name)
        session.link("pairs", words, first, icon=":material/add:", asked={"new": "1", "partner": second})


def nothing() -> None:
    """The page of a database that no pairing came with."""
    st.title(_("No pairing yet"), anchor=False)
    st.markdown(text(FRAME))
    new()


def new() -> None:
    """The way to enter a pairing."""
    session.link("pairs", _("New pairing"), icon=":material/add:", asked={"new": "1"})


def selector(found: dict[Pair, str], pair: Pair) -> None:
    """The pairings to choose from, and the button that swaps the two sides."""
    shown = [pair if set(way) == set(pair) else way for way in session.pairings()]
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width=320):
            choices.menu(PARAMETER, _("Pair"), {address(way): found[way] for way in shown}, address(pair), quiet=True)
        swapped, icon = (PARAMETER, address(pair[::-1])), ":material/swap_horiz:"
        st.button(_("Swap sides"), icon=icon, type="tertiary", on_click=choices.choose, args=swapped)
        new()


def head(found: Facing) -> None:
    """Their task, and since when for what they are paired."""
    first, second = found.names
    widgets.eyebrow(_("{first} – {second}", first=first, second=second), False)
    st.title(text(task(found)), anchor=False)
    st.markdown(text(" ".join(since(found)) or say(FRAME)))


def task(found: Facing) -> str:
    """What the two share, in one sentence: the first topic that touches a sector, otherwise the first."""
    first, second = found.names
    leading = found.room.task
    if leading is None:
        return _("{first} and {second} side by side", first=first, second=second)
    # Translators: {topic} is such as "urban mobility", "housing".
    return _("{first} and {second} share a task: {topic}", first=first, second=second, topic=say(leading))


def sector_line(found: Facing) -> str:
    """What the sector of the topic is of the emissions of each city that tells it apart."""
    group = found.room.group
    row = found.shares.of(group) if group else None
    if row is None or group is None:
        return ""
    told = [
        (name, inventory.year, percent(share))
        for name, inventory, share in zip(
            found.names, (found.shares.left, found.shares.right), (row.left, row.right), strict=True
        )
        if inventory is not None and share is not None
    ]
    if len(told) == 2:
        (left, left_year, left_share), (right, right_year, right_share) = told
        return _(
            "{sector}: {left_share} of the emissions of {left} in {left_year}, {right_share} of those of {right} in "
            "{right_year}.",
            sector=say(row.name),
            left=left,
            left_year=left_year,
            left_share=left_share,
            right=right,
            right_year=right_year,
            right_share=right_share,
        )
    return "".join(
        _(
            "{sector}: {share} of the emissions of {city} in {year}.",
            sector=say(row.name),
            share=share,
            city=name,
            year=year,
        )
        for name, year, share in told
    )


def since(found: Facing) -> list[str]:
    """Since when the two are paired, by which programme and for what; who takes part where it is not the city."""
    said, today = [], datetime.now(UTC).date()
    for pairing in found.room.pairings:
        topics = language.listed([say(topic) for topic in found.room.named(pairing.topic_list)])
        told = {"programme": pairing.programme, "date": pairing.start and printed(pairing.start), "topics": topics}
        if pairing.start and found.room.announced(pairing.start):
            named = _("Pairing announced: {date} ({programme}).", **told)
            said.append(_("Pairing announced: {date} ({programme}), for {topics}.", **told) if topics else named)
        elif pairing.start and running.over(pairing.start, pairing.end, pairing.months, today):
            when = (
                _("{start} to {end}", start=printed(pairing.start), end=printed(pairing.end))
                if pairing.end
                else _("{start}, planned for {months} months", start=printed(pairing.start), months=pairing.months)
            )
            # Translators: a pairing that is over; {date} is its span, such as "2018 to 2020".
            named = _("Paired: {date} ({programme}).", **told | {"date": when})
            said.append(_("Paired: {date} ({programme}), for {topics}.", **told | {"date": when}) if topics else named)
        elif pairing.start and topics:
            said.append(_("Paired since {date} ({programme}) for {topics}.", **told))
        elif pairing.start:
            said.append(_("Paired since {date} ({programme}).", **told))
        bodies = [body for body in (pairing.body, pairing.partner_body) if body]
        if bodies:
            said.append(_("Taking part: {bodies}.", bodies=language.listed(bodies)))
    return said


def pace(report: CityReport) -> list[str]:
    """The total that is judged, the target, how much a year is left to cut, and a newer total by another method."""
    leading = report.leading
    judged = leading.latest if leading.latest and leading.latest.emissions_t is not None else None
    newest = max(
        (item for item in report.inventories if item.emissions_t is not None),
        key=lambda item: (item.year, item == judged, item.method),
        default=None,
    )
    first = judged or newest
    said = [_("No inventory with a total is known here.")]
    if first is not None:
        said = [_("{amount} in {year}.", amount=theme.tonnes(first.emissions_t, first.gas), year=first.year)]
    if leading.target is None:
        return [*said, _("No target is known here.")]
    said.append(_("Target: {target}.", target=leading.target.name))
    if leading.left_yearly_t is not None and first is not None:
        cut = {"amount": theme.tonnes(leading.left_yearly_t, None), "year": first.year}
        said.append(_("From {year} on {amount} a year are left to cut.", **cut))
    if newest is not None and newest != first:
        other = {"amount": theme.tonnes(newest.emissions_t, newest.gas), "year": newest.year}
        said.append(_("By another method: {amount} in {year}.", **other))
    return said


def finding(comparison: Comparison, names: Pair) -> str:
    """What compares in a sentence, and on how much of each city's total it rests."""
    return " ".join(filter(None, (f"{headline(comparison, names)}.", rests_on(comparison, names))))


def rests_on(comparison: Comparison, names: Pair) -> str:
    """On how much of the total of each city a comparison rests; "" where nothing is compared, or one has no total."""
    left, right = comparison.covered
    if not comparison.rows or left is None or right is None:
        return ""
    told = {"first": names[0], "second": names[1], "sectors": listed([lowered(row.name) for row in comparison.rows])}
    return _(
        "It rests on {sectors}: {share} of the total of {first} and {other_share} of that of {second}.",
        share=percent(left),
        other_share=percent(right),
        **told,
    )


def headline(comparison: Comparison, names: Pair) -> str:
    """The finding in one sentence."""
    first, second = names
    if comparison.refused or comparison.left is None or comparison.right is None:
        return _("{first} and {second} cannot be compared yet", first=first, second=second)
    if comparison.headless:
        amounts = zip(comparison.compared_t, (comparison.left, comparison.right), strict=True)
        left, right = (theme.tonnes(tonnes, item.gas) for tonnes, item in amounts)
        told = {"first": first, "second": second, "left": left, "right": right}
        return _("Of what both report, {first} emits {left} and {second} {right}", **told)
    heads = (comparison.left.inhabitants or 1.0, comparison.right.inhabitants or 1.0)
    here, there = (tonnes / inhabitants for tonnes, inhabitants in zip(comparison.compared_t, heads, strict=True))
    if min(here, there) <= 0:
        return _("{first} and {second} side by side", first=first, second=second)
    if abs(here - there) <= NEARLY * max(here, there):
        return _(
            "{first} and {second} emit about the same per inhabitant where both report", first=first, second=second
        )
    (more, high), (less, low) = sorted(zip(names, (here, there), strict=True), key=lambda item: -item[1])
    ratio = high / low
    if ratio >= 1.5:
        return _(
            "Where both report, {more} emits {ratio} times as much per inhabitant as {less}",
            more=more,
            ratio=theme.number(ratio, 1),
            less=less,
        )
    return _(
        "Where both report, {more} emits {share} more per inhabitant than {less}",
        more=more,
        share=theme.percent(100 * (ratio - 1)),
        less=less,
    )
