"""Why a city is suggested as a partner, and what is not known of it, in words: one for each thing that counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from babel import Locale

from analytics.adaptation.hazard_names import hazard_name
from analytics.partners.candidates import COMMITMENTS, COMMON_RULES, RULES, Words
from analytics.partners.suggesting import Suggestions, shared_hazards
from analytics.text.sentences import Sentence
from dashboard import language, theme
from dashboard.figures.mirrored_bars import percent
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.words.names import group_name

SHORT: Mapping[str, str] = {
    # Translators: these follow "Nice is most like Boston:", in a list such as "hazards, size and a similar target".
    "hazards": Sentence("hazards"),
    "size": Sentence("size"),
    "rules": Sentence("the same rules"),
    "target": Sentence("a similar target"),
    "commitments": Sentence("the same commitments"),
    "sectors": Sentence("similar sectors"),
    "topics": Sentence("common topics"),
    "language": Sentence("a common language"),
    "energy": Sentence("similar energy poverty"),
}
NOT_TOLD: Mapping[str, str] = {
    "hazards": Sentence("Its hazards are not known"),
    "size": Sentence("Its inhabitants are not known, or in question"),
    "rules": Sentence("By which rules it counts is not known"),
    "target": Sentence("No target for 2030 is known"),
    "commitments": Sentence("It is no signatory of the Covenant"),
    "sectors": Sentence("Its sectors are not recorded"),
    "topics": Sentence("Its topics are not recorded"),
    "language": Sentence("Its language is not known"),
    "energy": Sentence("Energy poverty of its country is not known"),
}
# Translators: a commitment of signatories of the Covenant of Mayors, in a list such as "2020, 2030 and adaptation".
_ADAPTATION = Sentence("adaptation")
COMMITTED = Words(COMMITMENTS)
NEARLY = 0.1
"""Two numbers of inhabitants that differ by less than this share are called nearly the same."""


@dataclass(frozen=True)
class PartnerReason:
    """One thing that counts, of one city: what it tells (``lead``), beside what the own city tells (``rest``), and
    whether it is known at all."""

    code: str
    lead: str
    rest: str = ""
    known: bool = True


def points(found: Suggestions, place: int) -> str:
    """How alike a city is, and how much of it is not known, of the city or of the own one."""
    known, lost = (int(column[place]) for column in (found.known, found.open))
    if found.scant:
        counted, asked = len(found.parts), len(found.parts) + len(found.silent)
        # Translators: how alike two cities are, where of {asked} things that should count only few are known.
        return _("{known} of 100 by {counted} of {asked} things", known=known, counted=counted, asked=asked)
    if lost:
        # Translators: how alike two cities are; {lost} of the hundred points could not be given.
        return _("{known} of 100, {lost} not known", known=known, lost=lost)
    return _("{number} of 100", number=known)


def reasons(found: Suggestions, place: int) -> list[PartnerReason]:
    """What counts of one city, what gives most first, what is not known last."""
    known = sorted(
        (code for code, part in found.parts.items() if part[place] == part[place]),
        key=lambda code: -found.points[code][place],
    )
    told = [PartnerReason(code, *_SAID[code](found, int(found.pool[place]))) for code in known]
    lost = [code for code in found.parts if code not in known]
    return told + [PartnerReason(code, say(NOT_TOLD[code]), known=False) for code in lost]


def silent(code: str, city: str) -> str:
    """That something cannot count, since it is not known of the city itself."""
    return {
        "hazards": _("No hazards of {city} are known here: they do not count.", city=city),
        "size": _("The inhabitants of {city} are not on file: size does not count.", city=city),
        "rules": _("No inventory of {city} by common rules is known here: rules do not count.", city=city),
        "target": _("No target of {city} for 2030 is known here: targets do not count.", city=city),
        "commitments": _("{city} is no signatory of the Covenant: commitments do not count.", city=city),
        "sectors": _("No inventory of {city} by sector is known here: sectors do not count.", city=city),
        "topics": _("No topic of {city} is known here: topics do not count.", city=city),
        "language": _("The language of {city} is not known: it does not count.", city=city),
        "energy": _("Energy poverty of the country of {city} is not known: it does not count.", city=city),
    }[code]


def headline(found: Suggestions) -> str:
    """Who is most like the city and by what, in one sentence."""
    cities, city = found.cities, found.cities.name[found.own]
    if not found.parts or not len(found.pool) or not found.known[found.order[0]]:
        return _("Nothing that counts is known of {city}", city=city)
    first = int(found.order[0])
    level = found.level_with(first)
    if found.scant:
        by = language.listed([say(SHORT[code]) for code in found.parts])
        return _(
            "Little is known of {city}: only by {reasons} can partners be found",
            city=city,
            reasons=by,
        )
    if len(level) == 1:
        names = [cities.name[found.pool[place]] for place in (first, level[0])]
        return _("{first} and {second} are equally like {city}", first=names[0], second=names[1], city=city)
    if len(level):
        count = len(level) + 1
        return ngettext(
            "{count} city is equally like {city}", "{count} cities are equally like {city}", count, city=city
        )
    leading = [code for code, part in found.points.items() if part[first] > 0]
    leading.sort(key=lambda code: -found.points[code][first])
    why = language.listed([say(SHORT[code]) for code in leading[:4]])
    name = cities.name[found.pool[first]]
    return _("{first} is most like {city}: {reasons}", first=name, city=city, reasons=why)


def _hazards(found: Suggestions, line: int) -> tuple[str, str]:
    cities = found.cities
    own, other = (int(cities.hazards[place]) for place in (found.own, line))
    codes = shared_hazards(cities.hazard_words, own, other)
    shared = [language.lowered(hazard_name(code)) for code in codes]
    lead = ngettext(
        "{number} of the {whole} hazards of {city}",
        "{number} of the {whole} hazards of {city}",
        len(shared),
        whole=own.bit_count(),
        city=cities.name[found.own],
    )
    more = other.bit_count() - len(shared_hazards(cities.hazard_words, other, own))
    beside = ngettext(
        "besides {number} that {city} does not name",
        "besides {number} that {city} does not name",
        more,
        city=cities.name[found.own],
    )
    return lead, ", ".join((*shared, beside) if more else shared)


def _size(found: Suggestions, line: int) -> tuple[str, str]:
    cities, city = found.cities, found.cities.name[found.own]
    people = theme.number(cities.inhabitants[line])
    year = int(cities.counted[line])
    lead = (
        _("{people} inhabitants ({year})", people=people, year=year)
        if year
        else _("{number} inhabitants", number=people)
    )
    ratio = float(cities.inhabitants[line] / cities.inhabitants[found.own])
    if abs(ratio - 1) <= NEARLY:
        return lead, _("nearly as many as {city}", city=city)
    if ratio < 1:
        return lead, _("{share} of those of {city}", share=theme.percent(100 * ratio), city=city)
    return lead, _("{times} times those of {city}", times=theme.number(ratio, 1), city=city)


def _rules(found: Suggestions, line: int) -> tuple[str, str]:
    cities, city = found.cities, found.cities.name[found.own]
    own, other = (int(cities.rules[place]) for place in (found.own, line))
    shared = own & other & COMMON_RULES
    year = int(cities.rules_year[line])
    if not shared:
        return _("Its inventory follows other rules"), _("than that of {city}", city=city)
    name = say(_RULES[Words(RULES).named(shared)[0]])
    lead = _("{rules} inventory of {year}", rules=name, year=year) if year else _("{rules} inventory", rules=name)
    return lead, _("by the same rules as {city}", city=city)


_RULES: Mapping[str, str] = {
    "gpc": Sentence("GPC"),
    # Translators: before "inventory": by the rules of the Covenant of Mayors.
    "covenant": Sentence("Covenant"),
}


def _target(found: Suggestions, line: int) -> tuple[str, str]:
    cities, city = found.cities, found.cities.name[found.own]
    cuts = [theme.reduction(float(cities.target_percent[place])) for place in (line, found.own)]
    bases = [int(cities.target_base[place]) for place in (line, found.own)]
    told = [
        _("{cut} of {base}", cut=cut, base=base) if base else _("{cut}, base year not known", cut=cut)
        for cut, base in zip(cuts, bases, strict=True)
    ]
    return _("By 2030: {cut}", cut=told[0]), _("{city}: {cut}", city=city, cut=told[1])


def _commitments(found: Suggestions, line: int) -> tuple[str, str]:
    named = [
        language.listed(
            [
                say(_ADAPTATION) if word == "adapt" else word
                for word in COMMITTED.named(int(found.cities.commitments[place]))
            ]
        )
        for place in (line, found.own)
    ]
    city = found.cities.name[found.own]
    lead = _("Covenant commitments: {names}", names=named[0])
    return lead, _("as {city}", city=city) if named[0] == named[1] else _("{city}: {cut}", city=city, cut=named[1])


def _sectors(found: Suggestions, line: int) -> tuple[str, str]:
    told = [
        _("transport {transport}, buildings {buildings}", transport=percent(shares[0]), buildings=percent(shares[1]))
        for shares in (found.cities.shares[line], found.cities.shares[found.own])
    ]
    # Translators: what shares of a city's emissions its sectors have.
    return _("Shares: {shares}", shares=told[0]), _("{city}: {cut}", city=found.cities.name[found.own], cut=told[1])


def _topics(found: Suggestions, line: int) -> tuple[str, str]:
    shared = found.cities.topic_words.named(int(found.cities.topics[line] & found.cities.topics[found.own]))
    if not shared:
        return _("No topic in common"), ""
    return _("Topics in common: {topics}", topics=language.listed([group_name(topic) for topic in shared])), ""


def _language(found: Suggestions, line: int) -> tuple[str, str]:
    words = found.cities.language_words.named(found.cities.languages[line] & found.cities.languages[found.own])
    if not words:
        return _("No official language in common"), ""
    spoken = Locale.parse(language.current()).languages
    return _("In common: {languages}", languages=language.listed([spoken.get(word, word) for word in words])), ""


def _energy(found: Suggestions, line: int) -> tuple[str, str]:
    shares = [theme.percent(float(found.cities.unable_percent[place]), 1) for place in (line, found.own)]
    return (
        _("{share} of its country cannot keep warm", share=shares[0]),
        _("{city}: {cut}", city=found.cities.name[found.own], cut=shares[1]),
    )


_SAID: Mapping[str, Callable[[Suggestions, int], tuple[str, str]]] = {
    "hazards": _hazards,
    "size": _size,
    "rules": _rules,
    "target": _target,
    "commitments": _commitments,
    "sectors": _sectors,
    "topics": _topics,
    "language": _language,
    "energy": _energy,
}
