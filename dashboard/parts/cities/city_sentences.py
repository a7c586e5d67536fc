"""The sentences of the Cities page: the programme as a whole, each city in a line. Plain text: the page escapes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from analytics.commitment.codes import Code
from analytics.commitment.targets import Target
from analytics.commitment.verdict_tables import VERDICTS
from analytics.inventories.spots import Integers
from analytics.pairs.at_a_glance import PairLine
from analytics.text.sentences import Sentence
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import language, theme
from dashboard.figures.atlas import MapPair, MapPoint, Panel
from dashboard.language import alphabetical, listed, ngettext, say
from dashboard.language import gettext as _
from dashboard.words import strengths, verdicts
from dashboard.words.commitments import from_path, reason
from datasets import CityLine, Programme

MAP_NOTE = Sentence(
    "Last known answers. Dot: on track. Triangle: behind. Diamond: too close to call. Ring: cannot tell. A click on a "
    "mark opens the city, on a line the pair. Made with Natural Earth."
)
SHOWN = 100
"""Cities in the table at once; a search finds the others."""
DRAWN = 20
"""Cities on one map, whose names still find room."""
FEW = 24
"""Up to so many cities none needs a search."""
NAMED = 6
"""Cities that a sentence names one by one."""


def headline(found: Programme) -> str:
    """How many cities there are, how many have inventories, and of when the newest is."""
    if not found.cities:
        return _("No city is on file")
    have = found.newest[found.newest >= 0]
    values = {"having": language.lowered(language.count(len(have)))}
    if not len(have):
        return ngettext("{count} city without an inventory", "{count} cities without an inventory", len(found.cities))
    newest = int(found.totals.year[have].max())
    # Translators: {having} is how many of the cities have inventories, {year} the year of the newest of these.
    return ngettext(
        "{count} city, {having} with inventories, none newer than {year}",
        "{count} cities, {having} with inventories, none newer than {year}",
        len(found.cities),
        year=newest,
        **values,
    )


def counted(verdicts_of_all: Integers) -> dict[Verdict, int]:
    """How many cities have each verdict, those that any has."""
    counts = {verdict: int((verdicts_of_all == VERDICTS.index(verdict)).sum()) for verdict in Verdict}
    return {verdict: count for verdict, count in counts.items() if count}


def where(counts: Mapping[Verdict, int]) -> str:
    """How many cities stand where: "one on track, two behind and nine that cannot be assessed"."""
    return listed([_where(verdict, count) for verdict, count in counts.items()])


def _where(verdict: Verdict, number: int) -> str:
    """How many cities stand so, within a sentence."""
    count = language.lowered(language.count(number))
    if verdict is Verdict.ON_TRACK:
        # Translators: a part of "Twelve cities: one on track, two behind and nine that cannot be assessed".
        return ngettext("{count} on track", "{count} on track", number, count=count)
    if verdict is Verdict.BEHIND:
        # Translators: a part of "Twelve cities: one on track, two behind and nine that cannot be assessed".
        return ngettext("{count} behind", "{count} behind", number, count=count)
    if verdict is Verdict.TOO_CLOSE:
        # Translators: a part of "Twelve cities: one on track, two too close to call and nine that cannot be assessed".
        return ngettext("{count} too close to call", "{count} too close to call", number, count=count)
    # Translators: a part of "Twelve cities: one on track, two behind and nine that cannot be assessed".
    return ngettext("{count} that cannot be assessed", "{count} that cannot be assessed", number, count=count)


def today(line: CityLine) -> str:
    """The verdict on a city today, with its odds where one can be given."""
    chance = None if line.verdict in (Verdict.TOO_CLOSE, Verdict.CANNOT_TELL) else line.chance
    return strengths.with_odds(say(VERDICT_NAMES[line.verdict]), chance)


def last_answer(line: CityLine) -> str:
    """The last answer on a city with its year and its odds; without one the reason."""
    if line.then is Verdict.CANNOT_TELL or line.year is None:
        return reason(line.reasons & ~Code.TOO_OLD)
    chance = None if line.then is Verdict.TOO_CLOSE else line.chance
    return strengths.with_odds(verdicts.last_known(line.then, line.year), chance)


def last_distance(line: CityLine) -> str:
    """The last answer on a city with how far it was from its path, and what made it easier."""
    said = last_answer(line)
    if line.then is not Verdict.CANNOT_TELL:
        said = ", ".join([said, from_path(line.gap_t, line.emissions_t, 0)])
    return " · ".join(filter(None, (said, softer(line))))


def in_order(found: Programme) -> list[int]:
    """The numbers of the cities, the programme's own ones first by the names that they have in this language, then the
    others by theirs."""
    own = list(takewhile(lambda number: found.cities[number].sample, found.order))
    own.sort(key=lambda number: alphabetical(say(found.cities[number].name)))
    return [*own, *found.order[len(own) :]]


def named(found: Programme, numbers: Sequence[int]) -> str:
    """These cities by name, in their order; of many the first ones and how many more."""
    mine = set(numbers)
    names = [found.cities[number].name for number in in_order(found) if number in mine]
    if len(names) <= NAMED:
        return listed(names)
    more = len(names) - NAMED + 1
    # Translators: cities, at the end of a list of their names.
    return listed([*names[: NAMED - 1], ngettext("{number:,} more", "{number:,} more", more)])


def note(found: Programme) -> str:
    """What the table compares and what it does not."""
    said = _(
        "Emissions by each city's own method, so the rows are not a ranking. Sources stand on each city's page. "
        "Up to revision {revision}.",
        revision=found.revision,
    )
    if not found.outdone.any():
        return said
    cities = named(found, found.outdone.nonzero()[0].tolist())
    by_another = _("A newer inventory by another method than the target's is on file for {cities}.", cities=cities)
    return f"{said} {by_another}"


def alike(found: Programme) -> list[str]:
    """Which cities have the very same figures of one year, a sentence for each group of them."""
    groups = dict.fromkeys(tuple(sorted((number, *others))) for number, others in found.alike.items())
    said = []
    for numbers in groups:
        row = int(found.latest[numbers[0]])
        values = {"cities": named(found, numbers), "year": int(found.totals.year[row])}
        amount = theme.tonnes(float(found.totals.emissions_t[row]), None)
        said.append(
            _(
                "{cities} have the very same figures of {year}, {amount} each: some of them were most likely filed "
                "under the wrong name.",
                amount=amount,
                **values,
            )
        )
    return said


def behind(found: Programme, newest: int) -> str:
    """That the whole page is of an earlier revision than the newest; nothing where it is not."""
    if found.revision >= newest:
        return ""
    return _(
        "This page shows all cities after revision {shown}. The totals after revision {newest} are still being "
        "calculated; reload the page in a moment to see them.",
        shown=found.revision,
        newest=newest,
    )


def matching(found: Programme, text: str = "") -> list[int]:
    """The numbers of the cities with this text in a name or id, the programme's own ones first, then by name."""
    if not text.strip():
        return in_order(found)
    return [number for number in in_order(found) if found.cities[number].named(text)]


def on_map(found: Programme, panel: Panel, this_year: int) -> tuple[list[MapPoint], int]:
    """The first cities of one part of the world, each with its line, and how many more lie there."""
    inside = found.within(panel.west, panel.east, panel.south, panel.north)
    places = []
    for line in (found.line(number, this_year) for number in inside[:DRAWN]):
        where = (line.city.latitude or 0.0, line.city.longitude or 0.0)
        places.append(MapPoint(say(line.city.name), *where, line.then, standing(line), line.city.city_id))
    return places, len(inside) - len(places)


def pairs_on_map(found: Programme, lines: Sequence[PairLine]) -> list[MapPair]:
    """The lines of the first pairs whose cities both have coordinates."""
    wanted = {city_id for line in lines[:DRAWN] for city_id in (line.left, line.right)}
    cities = {city.city_id: city for city in found.cities if city.city_id in wanted}
    placed = {
        city_id: (city.longitude, city.latitude)
        for city_id, city in cities.items()
        if city.longitude is not None and city.latitude is not None
    }
    return [
        MapPair(
            placed[line.left],
            placed[line.right],
            _("{first} – {second}", first=cities[line.left].name, second=cities[line.right].name),
            f"{line.left}~{line.right}",
        )
        for line in lines[:DRAWN]
        if line.left in placed and line.right in placed
    ]


def map_note(more: int) -> str:
    """How to read a map, and how many cities it leaves out."""
    if not more:
        return say(MAP_NOTE)
    left_out = ngettext(
        "The first {drawn} cities; {number:,} more are not drawn.",
        "The first {drawn} cities; {number:,} more are not drawn.",
        more,
        drawn=DRAWN,
    )
    return f"{say(MAP_NOTE)} {left_out}"


def off_maps(found: Programme, panels: Sequence[Panel]) -> str:
    """Which cities no map shows, and why; empty where there are none."""
    drawn = [number for panel in panels for number in found.within(panel.west, panel.east, panel.south, panel.north)]
    rest = sorted(set(range(len(found.cities))).difference(drawn))
    placed = [number for number in rest if None not in (found.cities[number].latitude, found.cities[number].longitude)]
    parts = []
    if nowhere := [number for number in rest if number not in set(placed)]:
        parts.append(_("On no map, since no coordinates are on file: {cities}.", cities=named(found, nowhere)))
    if placed:
        parts.append(_("On no map, since they lie outside of both: {cities}.", cities=named(found, placed)))
    return " ".join(parts)


def shown(count: int) -> str:
    """How many of the cities found the table leaves out, and how to find them; nothing where it shows all."""
    if count <= SHOWN:
        return ""
    # Translators: cities of which a table shows the first ones.
    return _("The first {shown} and {more:,} more: type a part of a name to find one.", shown=SHOWN, more=count - SHOWN)


def softer(line: CityLine) -> str:
    """What may have made an answer better, in a few words: a baseline, a target, factors or uncertainties of the
    city's own, or a total that is not plausible; beside an answer that is not behind whatever limits it. Nothing where
    there is no answer. Before all of it, that another city has the very same figures."""
    codes = line.beside & (Code.ASKS_LITTLE | Code.FACTORS_OF_ITS_OWN | Code.UNCERTAINTIES_OF_ITS_OWN)
    if line.then is not Verdict.BEHIND:
        codes = codes or Code(line.beside)
    if line.alike and line.reservation:
        return say(line.reservation)
    return reason(codes) if codes and line.then is not Verdict.CANNOT_TELL else ""


def standing(line: CityLine) -> str:
    """Verdict, year and emissions of a city in one short line, with what made it easier; without a verdict the
    reason."""
    said = _standing(line)
    # Translators: a line on a city, and what made its answer easier, as in "On track, 2020: 5.3 Mt; a former target
    # asked for more".
    return _("{line}; {beside}", line=said, beside=softer(line)) if softer(line) else said


def _standing(line: CityLine) -> str:
    verdict = VERDICT_NAMES[line.verdict]
    if line.then is not line.verdict:
        # Translators: "Cannot tell today; on track in 2020 (81 of 100): 5,300,000 t CO2e".
        emissions = theme.tonnes(line.emissions_t, line.gas)
        return _("{verdict} today; {then}: {emissions}", verdict=verdict, then=last_answer(line), emissions=emissions)
    if line.reasons or line.year is None:
        # Translators: "Cannot tell: no target on file".
        return _("{verdict}: {reason}", verdict=verdict, reason=reason(line.reasons))
    emissions = theme.tonnes(line.emissions_t, line.gas)
    return _("{verdict}, {year}: {emissions}", verdict=verdict, year=line.year, emissions=emissions)


def short_target(target: Target | None) -> str:
    """A target in a few words: ``−50 % by 2030``."""
    if target is None:
        # Translators: no target is on file.
        return _("none on file")
    # Translators: a target, as in "50 % below 2005 by 2030" or "net zero by 2050".
    return _("{promise} by {year}", promise=theme.promised(target), year=target.year)
