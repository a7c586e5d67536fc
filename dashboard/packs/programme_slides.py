"""The slides of all cities and pairs: how many stand where today and by their last inventories, of when these are, each
city in a row, what each lacks, all three pillars, what the pairs learned, who waits for what, and every pair with its
curves.

Sentences and figures come from the functions that the Cities page uses. A slide that would say nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from analytics.duties.pillar_phases import PILLARS, Phase
from analytics.pairs.at_a_glance import PairLine
from analytics.pairs.facing import index
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import theme
from dashboard.downloads import aloud
from dashboard.figures import behind, freshness, pair_curves
from dashboard.language import ended, listed, ngettext, say
from dashboard.language import gettext as _
from dashboard.packs import city_parts, city_slides, curve_pictures, notes, pair_slides, table_pictures
from dashboard.packs.canvas import Canvas, Fill, Stretch, paragraph_high
from dashboard.packs.master import HALF, Box
from dashboard.packs.native_charts import Axis, Bars, bar_chart
from dashboard.packs.slide_deck import Draw, Slide
from dashboard.parts.adaptation import adaptation_words
from dashboard.parts.cities import city_sentences, fresh_and_missing, pair_cards
from dashboard.parts.energy import energy_words
from dashboard.parts.pairs import pair_learning, pair_pictures, pairing
from dashboard.parts.pairs.pairing import Facing
from dashboard.parts.pillars import pillar_words
from dashboard.words.commitments import reason
from datasets import City, CityReport, Programme

ROWS, MOST_SLIDES, MOST_PAIRS, MOST_DOTS, MOST_REASONS, MOST_LEARNED = 12, 3, 12, 24, 8, 2
"""Cities on one slide, slides of cities, pairs with a slide of their own, cities with dots, reasons that are listed,
and what came of one pair."""


@dataclass(frozen=True)
class Meeting:
    """What a meeting of the programme looks at: the standing of all cities, the pairs, and every city that has a slide
    or figures of the program's samples, by its id."""

    found: Programme
    lines: Sequence[PairLine]
    cities: Mapping[str, City]

    @property
    def facing(self) -> list[PairLine]:
        """The first pairs, those whose cities are known both."""
        return [line for line in self.lines[:MOST_PAIRS] if {line.left, line.right} <= self.cities.keys()]


def meeting(found: Programme, lines: Sequence[PairLine], city_of: Callable[[str], City]) -> Meeting:
    """The cities of the first pairs and the sample cities, each by ``city_of``, among all."""
    paired = {city_id for line in lines[:MOST_PAIRS] for city_id in (line.left, line.right)}
    wanted = [city.city_id for city in found.cities if city.sample or city.city_id in paired]
    return Meeting(found, lines, {city_id: city_of(city_id) for city_id in wanted})


def programme(held: Meeting, today: datetime) -> list[Slide]:
    """Every slide of the programme that says something, in their order."""
    said, lines = _Said(held, today), held.lines
    made: list[Slide | None] = [counts(said), fresh(said)]
    if lines:
        made.append(pairs(said, lines, today))
    made += [*cities(said), missing(said), pillars(held, said)]
    facing = [(line, pairing.faced(held.cities[line.left], held.cities[line.right])) for line in held.facing]
    found = [two for _line, two in facing]
    made += [learned(said, found), waiting(said, found, today.date())]
    made += [_pair(said, line, two, today) for line, two in facing]
    return [one for one in made if one is not None]


class _Said:
    """The programme with what all of its slides bear."""

    def __init__(self, held: Meeting, today: datetime) -> None:
        self.found, self.year = held.found, today.year
        reports = (city.report() for city in held.cities.values())
        self._samples = any(report.holds_samples(*report.inventories) for report in reports)

    def slide(self, title: str, draw: Draw, foot: str, noted: list[str]) -> Slide:
        """A slide of the programme, marked where any city shows figures of the program's samples."""
        return Slide(title, _("Programme"), "", draw, foot, noted, None, self._samples)

    @property
    def foot(self) -> str:
        """What the figures are by, and up to which revision."""
        return city_sentences.note(self.found)

    def notes(self) -> list[str]:
        """The rule and the two questions that every slide of all cities meets."""
        return notes.spoken(
            city_sentences.headline(self.found),
            _("An inventory more than four years old says nothing about today."),
        )


def counts(said: _Said) -> Slide:
    """How many cities stand where: today, and by their last inventories."""
    found = said.found
    rows = {
        _("Today ({year})", year=said.year): city_sentences.counted(found.today(said.year)),
        _("Last known"): city_sentences.counted(found.verdicts),
    }

    def draw(sheet: Canvas, area: Box) -> None:
        large = area.wide > HALF
        size, high = (20.0, 64.0) if large else (12.0, 34.0)
        alt = ". ".join(f"{name}: {city_sentences.where(held)}" for name, held in rows.items())
        top = area.top + 8
        for name, held in rows.items():
            words = [Stretch(f"{name}: ", size, bold=True), Stretch(city_sentences.where(held), size)]
            sheet.words(area._replace(top=top, high=paragraph_high(words, area.wide)), [words])
            top += paragraph_high(words, area.wide) + 8
            _count(sheet, area._replace(top=top, high=high), name, held, ended(alt))
            top += high + (30 if large else 16)
        _key(sheet, area._replace(top=top), 15.0 if large else 9.5)

    return said.slide(city_sentences.headline(found), draw, said.foot, said.notes())


def _count(sheet: Canvas, area: Box, name: str, held: Mapping[Verdict, int], alt: str) -> None:
    """One count as a bar of its parts, each with its sign and number."""
    bars = [
        Bars(
            say(VERDICT_NAMES[verdict]),
            [float(count)],
            [Fill(*_look(verdict))],
            [f"{theme.VERDICT_SIGNS[verdict]} {count}"],
            theme.LIGHT.ink if verdict is Verdict.CANNOT_TELL else theme.LIGHT.paper,
            True,
        )
        for verdict, count in held.items()
    ]
    whole = float(sum(held.values())) or 1.0
    size = 18.0 if area.wide > HALF else 11.0
    bar_chart(sheet, area, area, [name], bars, Axis(0.0, whole), size, alt, stacked=True, gap=0, named=False)


def _look(verdict: Verdict) -> tuple[str, float]:
    """The colour of a verdict and how much it covers: pale where nothing can be told."""
    if verdict is Verdict.CANNOT_TELL:
        return theme.LIGHT.shore, 0.7
    return theme.LIGHT.verdict(verdict), 1.0


def _key(sheet: Canvas, area: Box, size: float) -> None:
    """What the signs stand for."""
    told = "     ".join(f"{theme.VERDICT_SIGNS[verdict]} {say(VERDICT_NAMES[verdict])}" for verdict in Verdict)
    sheet.words(area._replace(high=size * 1.3), [[Stretch(told, size, theme.LIGHT.soft)]])


def fresh(said: _Said) -> Slide | None:
    """Of which years the cities have inventories; None where no city is on file."""
    found = said.found
    rows = fresh_and_missing.years_of(found, city_sentences.in_order(found)[:MOST_DOTS])
    if not rows:
        return None
    title = fresh_and_missing.freshness_title(found, said.year)

    def draw(sheet: Canvas, area: Box) -> None:
        figure = freshness.drawn(rows, said.year)
        curve_pictures.curve(
            sheet, area, figure, aloud(title, freshness.table(rows)), lambda name: name or _("Inventories")
        )

    foot = _("Dots: years with an inventory. Hatched: the time since the newest.")
    return said.slide(title, draw, f"{foot} {said.foot}", said.notes())


def pairs(said: _Said, lines: Sequence[PairLine], today: datetime) -> Slide:
    """The pairs with what is on file of each."""
    names = {city.city_id: say(city.name) for city in said.found.cities}
    heads = (_("Pair"), _("What there is"))
    rows = [
        (
            _("{first} – {second}", first=names[line.left], second=names[line.right]),
            " · ".join(pair_cards.told_of(line, today.date())),
        )
        for line in lines[:MOST_PAIRS]
    ]
    title = ngettext("{count} pair", "{count} pairs", len(lines))
    foot = _("Topics, start and milestones as they were published; sources stand on the page of each pair.")
    return said.slide(title, table_pictures.picture(heads, rows, (0.3, 0.7), title), foot, said.notes())


def cities(said: _Said) -> list[Slide]:
    """Each city in a row: today, the last answer, and its target; those beyond some slides are counted."""
    found = said.found
    heads = (_("City"), _("Today"), _("Last known"), _("Target"))
    made, order = [], city_sentences.in_order(found)
    for start in range(0, min(len(order), ROWS * MOST_SLIDES), ROWS):
        rows: list[tuple[table_pictures.Cell, ...]] = []
        for line in (found.line(number, said.year) for number in order[start : start + ROWS]):
            sign = Stretch(
                f"{theme.VERDICT_SIGNS[line.verdict]} {city_sentences.today(line)}",
                1,
                theme.LIGHT.verdict(line.verdict),
                True,
            )
            last = city_sentences.last_distance(line)
            rows.append((say(line.city.name), sign, last, city_sentences.short_target(line.target)))
        more = len(order) - ROWS * MOST_SLIDES
        foot = f"{city_sentences.shown(len(order))} {said.foot}".strip() if more > 0 else said.foot
        title = _("City by city")
        made.append(
            said.slide(title, table_pictures.picture(heads, rows, (0.22, 0.2, 0.38, 0.2), title), foot, said.notes())
        )
    return made


def missing(said: _Said) -> Slide | None:
    """What the cities lack for a verdict, the most frequent first; None where no two lack alike: what one city lacks
    stands in its row."""
    groups = fresh_and_missing.by_reason(said.found)
    if all(len(numbers) < 2 for numbers in groups.values()):
        return None
    heads = (_("What is missing"), _("Cities"))
    rows = []
    for codes, numbers in list(groups.items())[:MOST_REASONS]:
        names = [say(said.found.cities[number].name) for number in numbers[:MOST_REASONS]]
        more = len(numbers) - len(names)
        told = [*names, *([ngettext("{number:,} more", "{number:,} more", more)] if more > 0 else [])]
        rows.append((reason(codes), listed(told)))
    title = fresh_and_missing.missing_title(groups)
    return said.slide(title, table_pictures.picture(heads, rows, (0.45, 0.55), title), said.foot, said.notes())


def pillars(held: Meeting, said: _Said) -> Slide | None:
    """What is known of each city in the three pillars, below the pillar of which they did least; None without one."""
    rows: list[tuple[table_pictures.Cell, ...]] = []
    phases: list[Phase] = []
    for city in list(held.cities.values())[:ROWS]:
        report = city.report()
        mark = city_slides.mark(report)
        sign = Stretch(f"{mark.sign} {mark.words}", 1, mark.colour, True)
        adapting, energy = city.adaptation(), city.energy()
        adapts = adaptation_words.standing_line(adapting) or adaptation_words.risk_badge(adapting)[0]
        reaches = energy_words.standing_line(energy) or energy_words.badge(energy)[0]
        rows.append((say(report.city.name), sign, adapts, reaches))
        phases += city.duties().phases
    if not rows:
        return None
    least, *more = pillar_words.steps_done(phases)
    draw = table_pictures.picture((_("City"), *map(say, PILLARS.values())), rows, (0.2, 0.2, 0.3, 0.3), least)
    return said.slide(least, draw, city_parts.no_badge(), notes.spoken(*map(ended, (least, *more))))


def learned(said: _Said, found: Sequence[Facing]) -> Slide | None:
    """What came of the exchange of each pair, its first results; None where no pair has one."""
    rows = [
        (_("{first} – {second}", first=two.names[0], second=two.names[1]), kind, what, source)
        for two in found
        for kind, what, source in pair_learning.came(two)[:MOST_LEARNED]
    ]
    if not rows:
        return None
    heads = (_("Pair"), _("Kind"), _("What happened"))
    title = _("What came of it so far")
    sources = "; ".join(dict.fromkeys(row[-1] for row in rows))
    noted = notes.spoken(*(ended(f"{pair}: {what}") for pair, _kind, what, _source in rows))
    draw = table_pictures.picture(heads, [row[:-1] for row in rows], (0.24, 0.16, 0.6), title)
    return said.slide(title, draw, sources, noted)


def waiting(said: _Said, found: Sequence[Facing], today: date) -> Slide | None:
    """Who waits for what of every pair: promises and notes, what is late first; None where none is recorded."""
    told = sorted((one for two in found for one in pair_slides.waiting(two, today)), key=lambda one: one.place)
    if not told:
        return None
    title, heads = pair_slides.waiting_title(told), pair_slides.waiting_heads()
    rows = [one.cells for one in told[:ROWS]]
    noted = notes.spoken(
        _("A promise is kept once somebody says so with the day; it is late once its day is over."),
        *(ended(f"{one.owes}: {one.what} ({one.when}, {one.state})") for one in told[:MOST_REASONS]),
    )
    draw = table_pictures.picture(heads, rows, pair_slides.WAITING, title)
    return said.slide(title, draw, _("As recorded on the page of the pair."), noted)


def _pair(said: _Said, line: PairLine, found: Facing, today: datetime) -> Slide:
    """One pair: what can be said of both, since when and what for, and both curves."""
    words = pair_cards.said_of(found, found.names)

    def draw(sheet: Canvas, area: Box) -> None:
        size = 16.0 if area.wide > HALF else 10.5
        told = [[Stretch(" · ".join(pair_cards.told_of(line, today.date())), size, theme.LIGHT.soft)]]
        told += [_standing(report, size) for report in (found.left, found.right)]
        told += [[Stretch(words, size)]]
        sheet.words(area, told, after=4)
        top = area.top + sum(paragraph_high(one, area.wide) + 4 for one in told) + 6
        if any(index(side) for side in found.sides):
            _curves(sheet, area._replace(top=top, high=area.bottom - top), found, said.year)

    about = _("Emissions as an index, each city’s own base year = 100")
    foot = f"{about}. {' '.join(map(pair_pictures.method_of, found.sides))}"
    first, second = found.names
    noted = notes.spoken(
        say(pairing.FRAME),
        words,
        " ".join(pair_cards.told_of(line, today.date())[-1:]),
    )
    who = _("{first} – {second}", first=first, second=second)
    samples = any(report.holds_samples(*report.inventories) for report in (found.left, found.right))
    return Slide(pair_pictures.curve_title(found.sides), who, "", draw, foot, noted, None, samples)


def _standing(report: CityReport, size: float) -> list[Stretch]:
    """A city with its answer for today."""
    mark = city_slides.mark(report)
    told = [Stretch(f"{say(report.city.name)}  ", size, bold=True)]
    return [*told, Stretch(f"{mark.sign} {mark.words}", size, mark.colour, True)]


def _curves(sheet: Canvas, area: Box, found: Facing, this_year: int) -> None:
    aims = tuple(
        pair_pictures.aim(report, side) for report, side in zip((found.left, found.right), found.sides, strict=True)
    )
    figure = pair_curves.curves(found.sides, aims, this_year, False)
    curve_pictures.curve(
        sheet,
        area,
        figure,
        aloud(pair_pictures.curve_title(found.sides), behind.indices(found.sides)),
        lambda name: name,
    )
