"""What the Innovation page says of a region: its finding, what each priority shares with others and touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analytics.innovation.domains import DOMAINS
from analytics.innovation.sectors_to_cut import SectorsToCut, touched
from analytics.innovation.shared_priorities import RegionPriority, Strategy, former, shared
from dashboard import language
from dashboard.figures.sectors import group_name
from dashboard.language import gettext as _
from dashboard.language import ngettext, say, term
from dashboard.words.printed_dates import printed
from datasets import InnovationRoom, RegionOnFile

CURRENT, OLDER, NO_MATCH = "●", "○", "–"
"""The marks of a priority: shared with a strategy of today, with an older one, or with none."""


@dataclass(frozen=True)
class PriorityLine:
    """One priority of the newest strategy of a region: those of the strategy before it that it follows, by region what
    it shares there, and the sectors that its domains touch."""

    priority: RegionPriority
    former: tuple[RegionPriority, ...]
    marks: tuple[str, ...]
    touches: tuple[str, ...]


def with_strategies(room: InnovationRoom) -> list[RegionOnFile]:
    """The other regions whose priorities are on file, those with the newest strategy first."""
    found = [(one.newest.first, one) for one in room.others if one.newest]
    return [one for _first, one in sorted(found, key=lambda item: (-item[0], item[1].name))]


def lines(room: InnovationRoom, year: int) -> list[PriorityLine]:
    """The priorities of the region of a city, by name; none where no strategy is on file."""
    if room.region is None or room.region.newest is None:
        return []
    older = room.region.strategies[1].priorities if len(room.region.strategies) > 1 else ()
    others = [one.newest for one in with_strategies(room) if one.newest]
    return [
        PriorityLine(
            one,
            former(one, older),
            tuple(_mark(one, other, year) for other in others),
            tuple(dict.fromkeys(DOMAINS[code].touches for code in one.domains if DOMAINS[code].groups)),
        )
        for one in room.region.newest.priorities
    ]


def _mark(priority: RegionPriority, other: Strategy, year: int) -> str:
    if not any(other.of_domain(code) for code in priority.domains):
        return NO_MATCH
    return CURRENT if other.current(year) else OLDER


def headline(room: InnovationRoom, city: str, group: str | None = None) -> str:
    """The finding in a sentence: the domain that most other regions share, one of the ``group`` of sectors that the
    pair shares first."""
    if room.region is None:
        return _("No region of {city} is on file", city=city)
    own = room.region.newest
    others = [one.newest for one in with_strategies(room) if one.newest]
    if own is None:
        return ngettext(
            "No strategy of {region} is on file; that of {number} other region is",
            "No strategy of {region} is on file; those of {number} other regions are",
            len(others),
            region=called(room.region),
        )
    counts = {code: sum(bool(other.of_domain(code)) for other in others) for code in DOMAINS if own.of_domain(code)}
    if not any(counts.values()):
        return _("{region} shares no domain with another region on file", region=called(room.region))
    code = max(counts, key=lambda one: (bool(counts[one]) and group in DOMAINS[one].groups, counts[one]))
    return ngettext(
        "{region} and {number} other region name {domain}",
        "{region} and {number} other regions name {domain}",
        counts[code],
        region=called(room.region),
        domain=language.lowered(DOMAINS[code].name),
    )


def topic(room: InnovationRoom, group: str | None, partner: str) -> str:
    """That a pair works on what the region names, "" where it does not."""
    own = room.region.newest if room.region else None
    for code in DOMAINS:
        if own and group in DOMAINS[code].groups and own.of_domain(code):
            named = language.lowered(DOMAINS[code].name)
            # Translators: a priority of the region is what the city and its partner work on.
            return _("The pair with {partner} works on it, too: {domain}.", partner=partner, domain=named)
    return ""


def period(strategy: Strategy) -> str:
    """The years of a strategy."""
    return f"{strategy.first}–{strategy.last or ''}"


def called(region: RegionOnFile) -> str:
    """The name of a region in the reader's language, where it has one there."""
    return term(region.name)


def named(region: RegionOnFile) -> str:
    """A region with its code, where it has one."""
    return f"{called(region)} ({region.code})" if region.code else called(region)


def sectors(said: Iterable[str]) -> str:
    """Sectors in words, or that there is none."""
    return language.listed(list(map(say, said))) or _("no sector")


def matched(priority: RegionPriority, code: str) -> str:
    """A priority with the words by which it is of a domain."""
    words = priority.words[code]
    if not words:
        # Translators: somebody stated the domain of a priority; its words need not say so.
        return _("“{priority}” (stated)", priority=priority.priority)
    # Translators: a priority, with the words in it that put it into a domain.
    return _("“{priority}” (by: {words})", priority=priority.priority, words=", ".join(words))


def both_touch(code: str, own: SectorsToCut | None, partner: SectorsToCut | None) -> str:
    """In which of the sectors that a domain touches both cities must cut, in words."""
    if not DOMAINS[code].groups:
        return _("no sector")
    if own is None or partner is None:
        return _("not known")
    return language.listed(list(map(group_name, touched(code, own, partner)))) or _("not both")


def span(start: str, end: str) -> str:
    """The dates of a project, "" where none is known."""
    if start and end:
        return f"{printed(start)}–{printed(end)}"
    if start:
        # Translators: since when a project runs; its end is not known.
        return _("from {date}", date=printed(start))
    # Translators: until when a project runs; its start is not known.
    return _("until {date}", date=printed(end)) if end else ""


def best_match(room: InnovationRoom) -> str | None:
    """The region that shares most domains with that of a city, by name; any with a strategy where that has none."""
    own, others = room.region.newest if room.region else None, with_strategies(room)
    if not others:
        return None
    if own is None:
        return others[0].name
    return max(others, key=lambda one: len(shared(own, one.newest).domains) if one.newest else 0).name


def without_strategy(room: InnovationRoom) -> Sequence[str]:
    """The other regions of which no strategy is on file."""
    return [called(one) for one in room.others if not one.newest]
