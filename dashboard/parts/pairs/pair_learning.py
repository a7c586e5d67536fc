"""What came of the exchange of two cities, and what each could ask the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.pairs.facing import PairSide
from analytics.pairs.lessons import Lesson, lessons, lighter
from analytics.pairs.milestone_kinds import MILESTONES
from analytics.text.sentences import Sentence
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.adaptation.adaptation_words import told_fact
from dashboard.parts.knowledge.elsewhere import ENTRY
from dashboard.parts.pairs.pairing import Facing
from dashboard.widgets import text
from dashboard.words import knowledge_words
from dashboard.words.names import group_name
from dashboard.words.printed_dates import printed
from datasets import City, CityRecord, pair_room

MATTER_NAMES: Mapping[str, str] = {
    "shares": Sentence("Shares by sector"),
    "curves": Sentence("Curves, each on its own base year"),
    "verdicts": Sentence("Two targets, two verdicts"),
    "per-head": Sentence("Per inhabitant"),
    "tonnes": Sentence("Tonne for tonne"),
}
FEW = 3
MOST_ACTIONS, MOST_ADAPTING = 2, 3
"""Of what a partner does to adapt so many actions are asked about, and so many things with its plans and bodies."""
CAME = ("result", "agreement", "follow_up")
MEANT = ("interest", "goal", "exchange", "visit", "topic")
"""The kinds of milestones from which one learns, the most telling first: what came of an exchange, and what the two
wanted, did and talked about, which is no result."""


def asking(found: Facing, asked_first: bool) -> list[str]:
    """The questions of one city to the other, the first or the second, in words: its falls, what it emits less per
    inhabitant, what the one told that it wants to learn from the other, what that does to adapt, and what the pair set
    out to do, which is always worth one."""
    own, asked = found.sides[::-1] if asked_first else found.sides
    told = (*lessons(own, asked), *lighter(found.comparison, asked_first))
    interests = _of_interests((found.right if asked_first else found.left).city, found.room)
    figures = [question(lesson, asked.name) for lesson in told]
    adapting = _of_adaptation(found.cities[0 if asked_first else 1])
    return [*figures, *interests, *adapting, *_of_topics(asked, found.room)]


def _of_adaptation(city: City) -> list[str]:
    """What a city does to adapt, each with its source: first its actions, then the newest of its plans and bodies."""
    room = city.adaptation()
    told = [(one.action, one.source) for one in room.actions[:MOST_ACTIONS]]
    stated = [fact for fact in room.facts if fact.kind in ("plan", "capacity") and fact.value is None]
    stated.sort(key=lambda fact: -(fact.last_year or fact.first_year or 0))
    told += [(told_fact(fact), fact.source) for fact in stated]
    return [
        _("Adaptation: {action}. Would it serve here? Source: {source}", action=action, source=source)
        for action, source in told[:MOST_ADAPTING]
    ]


def _of_interests(city: CityRecord, room: pair_room.PairRoom) -> list[str]:
    """What a city told that it wants to learn from its partner, each with its source."""
    return [
        _(
            "{city} wanted to learn about: {matter}. What came of it? Source: {source}",
            city=city.name,
            matter=wanted,
            source=source,
        )
        for wanted, source in room.wanted_by(city)
    ]


def question(lesson: Lesson, city: str) -> str:
    """One question with its figures."""
    said = {"city": city, "first": lesson.first, "last": lesson.last}
    if lesson.code in ("sector", "total"):
        change = theme.percent(lesson.asked, signed=True)
        sector = group_name(lesson.subject) if lesson.code == "sector" else _("Emissions")
        if lesson.own is None:
            return _("{sector}: {change} from {first} to {last}. What did it?", sector=sector, change=change, **said)
        return _(
            "{sector}: {change} from {first} to {last}, here {own} from {own_first} to {own_last}. What did it?",
            sector=sector,
            change=change,
            own=theme.percent(lesson.own, signed=True),
            own_first=lesson.own_first,
            own_last=lesson.own_last,
            **said,
        )
    if lesson.code == "head":
        return _(
            "{sector}: {amount} per inhabitant in {last}, here {own} in {own_last}. Where does it come from?",
            sector=group_name(lesson.subject),
            amount=theme.per_head(lesson.asked, None),
            own=theme.per_head(lesson.own, None),
            last=lesson.last,
            own_last=lesson.own_last,
        )
    if lesson.code == "inventories":
        return ngettext(
            "{count} year counted, {first} to {last}: how are the inventories made?",
            "{count} years counted, {first} to {last}: how are the inventories made?",
            int(lesson.asked or 0),
            first=lesson.first,
            last=lesson.last,
        )
    if lesson.code == "actions":
        return ngettext(
            "{count} action on file: can it be taken over?",
            "{count} actions on file: which of them can be taken over?",
            int(lesson.asked or 0),
        )
    return _("Its target is {target}: how was it set?", target=lesson.subject)


def _of_topics(asked: PairSide, room: pair_room.PairRoom) -> list[str]:
    """What came of the topics of the pair since the last dated milestone."""
    if room.task is None:
        return []
    topic = say(room.task)
    dates = [one.date for one in room.milestones if one.date]
    if not dates:
        return [_("What has {city} done for {topic}?", city=asked.name, topic=topic)]
    return [_("What has {city} done for {topic} since {date}?", city=asked.name, topic=topic, date=printed(max(dates)))]


def worded(one: Any) -> str:
    """What a milestone is of; of one that ships, which is in English, its language where the reader speaks another."""
    return str(one.what) if one.revision else language.untranslated(one.what)


def telling(found: Facing) -> list[tuple[str, str, str]]:
    """What came of an exchange, else what the two wanted, did and talked about: what each is, what happened, and the
    source."""
    return came(found) or _told(found, MEANT)


def came(found: Facing) -> list[tuple[str, str, str]]:
    """What came of an exchange: what each is, what happened, and the source."""
    return _told(found, CAME)


def telling_title(found: Facing) -> str:
    """What the milestones of ``telling`` are."""
    if came(found):
        return _("What came of it so far")
    if _told(found, MEANT):
        return _("What the two set out to do; no result is recorded")
    return _("We have no record of what came of it")


def _told(found: Facing, kinds: Sequence[str]) -> list[tuple[str, str, str]]:
    every = ((kind, one) for kind in kinds for one in found.room.milestones if one.kind == kind)
    return [(say(MILESTONES[kind]), worded(one), _("Source: {source}", source=one.source)) for kind, one in every]


def worked(found: Facing) -> None:
    """What came of the exchange so far; apart from it, what the two wanted, did and talked about."""
    results, meant = came(found), _told(found, MEANT)
    st.header(telling_title(found), anchor=False)
    _milestones(results[:FEW] or meant[:FEW])
    if results and meant and len(results) < FEW:
        st.markdown(f"**{text(_('What the two set out to do'))}**")
        _milestones(meant[: FEW - len(results)])
    if len(results) + len(meant) > FEW:
        st.caption(_("More among the milestones above."))
    _experiences({city.id for city in found.cities})


def _experiences(cities: set[str]) -> None:
    """What the two put on file of their own work, each with the door to it."""
    told = [one for one in session.entries() if one.kind == "experience" and one.city_id in cities]
    if told:
        st.markdown(f"**{_('Experiences')}**")
    for one in told[:FEW]:
        with st.container(gap="xxsmall"):
            session.link("knowledge", one.title, one.city_id, ":material/arrow_forward:", asked={ENTRY: one.id})
            st.caption(text(knowledge_words.whence(one)))


def _milestones(told: Sequence[tuple[str, str, str]]) -> None:
    lines = [f"- **{text(kind)}:** {text(what)}. :gray[{text(source)}]" for kind, what, source in told]
    st.markdown("\n".join(lines))


def without_inventory(found: Facing) -> list[tuple[str, str]]:
    """Which city of a pair has nothing on file, and what a first inventory would show."""
    return [
        (
            _("{city} has no inventory here.", city=report.city.name),
            _("A first one draws its half of every picture here."),
        )
        for report in (found.left, found.right)
        if not report.inventories
    ]
