"""What the pages say of entries of knowledge: results, the gap that they help with, and why each of them fits."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.adaptation.hazard_names import HAZARDS, hazard_name
from analytics.knowledge.evidence import AGAINST, DIRECTIONS, EVIDENCE, FOUND
from analytics.knowledge.fitting import Asking, Fit, Help
from analytics.knowledge.gaps import KnowledgeGap
from analytics.knowledge.knowledge_entries import EntryResult, KnowledgeEntry
from analytics.knowledge.results import PEOPLE, PERCENT
from analytics.knowledge.topics import TOPICS
from analytics.text.sentences import first_of
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import say, term
from dashboard.words.names import group_name

MOST_DECIMALS = 3
FEW_TIMES = 10
"""How many times as large a city is has a decimal below this."""


def amount(result: EntryResult) -> str:
    """A result as it is stated, in one figure: ``2,000 t CO₂ a year``, ``44% less gas``."""
    shown = language.number(result.value, _decimals(result.value))
    of = term(result.of)
    if not result.of and not result.span:  # the unit says in words what it is of
        return f"{_ranged(result, shown)}{theme.NBSP}{result.unit}"
    if result.unit == PERCENT:
        # Translators: {of} is what was saved, as in "44% less gas".
        return _("{share} less {of}", share=language.per_cent(shown), of=of) if of else language.per_cent(shown)
    if result.unit == PEOPLE:
        return _("{number} people", number=shown)
    unit = result.unit.replace("CO2", "CO₂").replace("m3", "m³")
    if result.span == "year":
        # Translators: a result, as in "2,000 t CO₂ a year".
        return _("{number} {unit} a year", number=shown, unit=unit)
    return f"{shown}{theme.NBSP}{unit}"


def _ranged(result: EntryResult, shown: str) -> str:
    """A number with its interval: ``0.7 (0.54–0.92)``. A unit that is printed with a range says it in words."""
    if result.low is None or result.high is None or "printed" in result.unit:
        return shown
    low, high = (language.number(value, _decimals(value)) for value in (result.low, result.high))
    return f"{shown} ({low}–{high})"


def _decimals(value: float) -> int:
    written = f"{value:.10g}".partition(".")[2]
    return min(MOST_DECIMALS, len(written)) if value < 1000 else 0


def years(entry: KnowledgeEntry) -> str:
    """When it was, as far as it is known: ``2010–2018``; "" where nobody says."""
    first, last = entry.first_year, entry.last_year
    if first == last:
        return str(first or "")
    if last is None:
        return _("since {year}", year=first)
    return f"{first}–{last}" if first is not None else _("until {year}", year=last)


def whence(entry: KnowledgeEntry) -> str:
    """Whose it is and when: ``Cork, Ireland · 2022``."""
    who = language.term(entry.who)
    if entry.country and entry.kind != "resource":
        who = ", ".join(filter(None, (who, language.named_country(entry.country))))
    said = [who, years(entry)]
    if entry.kind == "plan":
        said.append(
            _("the city’s own estimate") if entry.actor == "city" else _("a partner’s action, its own estimate")
        )
    return " · ".join(filter(None, said))


def gap_sentence(gap: KnowledgeGap, partner: str = "") -> str:
    """What the gap is; ``partner`` is the name of the city with which a sector is worked on."""
    if gap.hazards:
        names = dict.fromkeys(language.lowered(hazard_name(code)) for code in gap.hazards)
        return _("The city names {hazards}.", hazards=language.listed(list(names)))
    said = {"sector": group_name(gap.group), "year": gap.year, "since": gap.since}
    if gap.share is None and gap.moved is None:
        return _("{sector}: what you work on with {city}.", sector=said["sector"], city=partner)
    said |= {"share": theme.percent(gap.share), "change": theme.percent(gap.moved, signed=True), "source": gap.printed}
    if gap.after and gap.moved is None:
        told = _("{sector}: {share} of the total in {year}.", **said)
    elif gap.after:
        told = _("{sector}: {change} from {since} to {year}.", **said)
    elif gap.moved is None:
        told = _("{sector}: the largest part, {share} of the total in {year}.", **said)
    elif gap.printed:
        told = _(
            "{sector}: {change} from {since} to {year}, the smallest cut of the sectors told apart in {source}.", **said
        )
    elif gap.moved > 0:
        told = _("{sector}: rose most of the large sectors, {change} from {since} to {year}.", **said)
    else:
        told = _("{sector}: fell least of the large sectors, {change} from {since} to {year}.", **said)
    return f"{told} {_('You work on it with {city}.', city=partner)}" if partner else told


def sizes(asking: Asking) -> str:
    """By which inhabitants the sizes of other cities are told; "" where those of the city are not known."""
    if asking.inhabitants is None:
        return ""
    said = {"people": theme.people(asking.inhabitants), "year": asking.counted, "source": asking.source}
    if asking.source:
        return _("Sizes are told by {people} inhabitants in {year}: {source}.", **said)
    return _("Sizes are told by {people} inhabitants in {year}, as with the inventories on file.", **said)


def reason(fit: Fit) -> str:
    """Why an entry is offered, in words: what it is about, what it proves, climate and size."""
    if fit.hazards:
        names = [language.lowered(hazard_name(code)) for code in fit.hazards]
        found = [_("it, too, names {hazards}", hazards=language.listed(names))]
    else:
        found = [say(TOPICS[fit.entry.topic])]
    if fit.of_partner:
        found.append(_("your partner's own"))
    found.append(language.lowered(known_by(fit.entry)) or _("no result in figures"))
    if fit.like_climate:
        # Translators: {climate} is a class of the climate such as Cfb.
        found.append(_("the same climate ({climate})", climate=fit.entry.climate))
    if fit.times is not None:
        found.append(_size(fit.times))
    return " · ".join(found)


def _size(times: float) -> str:
    apart = max(times, 1 / times)
    shown = language.number(apart, int(apart < FEW_TIMES))
    if round(apart, 1) == 1:
        return _("a city of about the same size")
    if times > 1:
        return _("a city {times} times as large", times=shown)
    # Translators: the other city is so many times smaller than one's own.
    return _("a city {times} times smaller", times=shown)


def gap_name(gap: KnowledgeGap) -> str:
    """What lacks, in a word or two."""
    if not gap.hazards:
        return group_name(gap.group)
    code = gap.hazards[0]
    return say(hazard_name(HAZARDS[code].group if code in HAZARDS else code))


def known_by(entry: KnowledgeEntry) -> str:
    """How its result is known, the word that begins its row; "" for a resource."""
    if entry.direction in AGAINST:
        return f"{say(EVIDENCE[entry.evidence])}: {language.lowered(DIRECTIONS[entry.direction])}"
    return say(EVIDENCE[entry.evidence]) if entry.evidence else ""


def but_also(entry: KnowledgeEntry, every: Sequence[KnowledgeEntry]) -> str:
    """What other studies of the same measure found, first what speaks against it; "" where there are none."""
    beside = [one for one in every if one.id in entry.shown_with]
    beside.sort(key=lambda one: one.direction not in AGAINST)
    found = first_of([f"{known_by(one)}: {one.title}" for one in beside], 2)
    # Translators: before what other studies of the same measure found.
    return _("But also: {found}", found=say(found)) if beside else ""


def headline_result(entry: KnowledgeEntry) -> str:
    """How it is known and its first result, or that it is told without one."""
    found = amount(entry.results[0]) if entry.results else _("no result in figures")
    return " · ".join(filter(None, (known_by(entry), found)))


def headline(found: Help | None, city: str, planned: bool = False) -> str:
    """The finding of the page: who measured that something works, for what. What is bought, modelled, claimed or
    planned leads no headline."""
    if planned:
        return _("What other cities plan, by their own estimates")
    if found is None:
        return _("What worked elsewhere, for {city}", city=city)
    proven = [fit.entry for fit in found.fits if fit.entry.evidence in FOUND and fit.entry.direction == "helps"]
    if not proven:
        return _("What others know of what {city} faces", city=city)
    # Translators: {sector} is a group of sectors, {title} a measure: "Transport, measured: bike lanes".
    said = {"sector": group_name(found.gap.group), "title": proven[0].title}
    return _("{sector}, measured elsewhere: {title}", **said)
