"""The slides of one city that a mayor's office shows: verdict, curve, what drove it, what lies ahead, the next steps.

Every sentence and figure comes from the functions that the pages use. A slide that would say nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics.commitment.expert import yearly_rates
from analytics.commitment.ladder import Rung
from analytics.duties.pillar_phases import PILLARS
from analytics.inventories.opening import opening
from dashboard import theme
from dashboard.decisions import NextStep
from dashboard.downloads import aloud
from dashboard.figures import behind, sectors, trajectory_curve, trajectory_words
from dashboard.figures.scale import scale
from dashboard.figures.sectors import SectorBar
from dashboard.language import ended, ngettext, say
from dashboard.language import gettext as _
from dashboard.notation import subscripts
from dashboard.packs import bar_pictures, curve_pictures, letters, master, notes, table_pictures
from dashboard.packs.bar_pictures import Level
from dashboard.packs.canvas import CENTRE, DISC, MIDDLE, RIGHT, ROUNDED, Canvas, Fill, Stretch, paragraph_high
from dashboard.packs.master import Box
from dashboard.packs.native_charts import Axis, Bars, bar_chart
from dashboard.packs.slide_deck import Mark, Slide
from dashboard.parts.duties import duty_parts
from dashboard.parts.outlook import outlook_wording, way_to_target
from dashboard.parts.pillars import pillar_words
from dashboard.parts.progress import captions, steps, strip
from dashboard.words import four_figures, origins, shown_series, verdicts
from datasets import City, CityReport, Outlook

SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
"""The sizes of what has to be said beside a picture."""
STRIP_SIZES = (20.0, 18.0, 17.0, 16.0)
"""The sizes of the words above the bars of the verdict: the first at which they keep to one line."""
COLUMN_SIZES = (
    *((28, 21), (25, 19), (22, 17), (20, 15), (18, 14), (16, 13)),
    *((14, 12), (12, 11), (11, 10), (9.5, 9), (8, 8), (7, 7)),
)
"""The sizes of a step: of what it is about, and of its reason."""


def mayor(city: City, this_year: int) -> list[Slide]:
    """The slides of a city that say something, in their order; the first and the last always do. Without an inventory
    they tell what is on file of its pillars."""
    report = city.report()
    plan = city.outlook()
    found = [verdict(report, this_year, plan), curve(report), sector_changes(report) or composition(report)]
    found += [ahead(city, this_year), None if report.inventories else pillars(city)]
    found.append(next_steps(report, this_year, plan))
    return [one for one in found if one is not None]


def about(report: CityReport) -> tuple[str, str]:
    """Whose slide it is: the city, and what follows its name."""
    name = say(report.city.name)
    return name, verdicts.eyebrow(report).removeprefix(name)


def mark(report: CityReport) -> Mark:
    """The answer for today in the corner of a slide."""
    answer = verdicts.answer(report)
    return Mark(theme.VERDICT_SIGNS[answer.verdict], answer.words, theme.LIGHT.verdict(answer.verdict))


def rests_on(report: CityReport) -> str:
    """The sources of the verdict with the revision of its inventory."""
    sources, latest = "; ".join(map(say, report.leading.sources)), report.leading.latest
    # Translators: the sources of a verdict.
    told = [_("Rests on: {sources}.", sources=sources) if sources else _("No source on file.")]
    told += [_("Revision {number}.", number=latest.revision)] if latest else []
    return " ".join(told)


def verdict(report: CityReport, this_year: int, plan: Outlook | None = None) -> Slide:
    """The answer, the two bars of it, and what to do next."""
    latest, base = report.leading.latest, report.leading.baseline

    def draw(sheet: Canvas, area: Box) -> None:
        found = strip.drawing(report.leading)
        top = area.top
        if found is not None:
            rows = strip.rows(found, yearly_rates(report.leading, report.inventories), theme.LIGHT)
            top = _strip(sheet, area, found, rows, verdicts.context(report)) + 18
        else:
            words = [Stretch(verdicts.context(report), 20.0 if area.wide > master.HALF else 13.0)]
            sheet.words(Box(area.left, top, area.wide, 90), [words])
            top += paragraph_high(words, area.wide) + 28
            if latest is not None and latest.emissions_t is not None:
                top = _cards(sheet, Box(area.left, top, area.wide, 96), report) + 18
        caveat = subscripts(" ".join(filter(None, (verdicts.caveat(report), verdicts.head_doubts(report)))))
        sizes = SIZES if area.wide > master.HALF else SIZES[3:]
        size = letters.fitting(caveat, area.wide, 0.36 * (area.bottom - top), sizes)
        high = letters.high(caveat, size, area.wide) if caveat else 0.0
        free = Box(area.left, top, area.wide, area.bottom - top - high - 12)
        _columns(sheet, free, steps.steps(report, this_year, plan), boxed=latest is None)
        if caveat:
            sheet.words(
                Box(area.left, area.bottom - high, area.wide, high), [[Stretch(caveat, size, theme.LIGHT.soft)]]
            )

    return Slide(
        verdicts.headline(report),
        *about(report),
        draw,
        rests_on(report),
        notes.verdict(report),
        mark(report),
        report.holds_samples(latest, base.inventory if base else None),
    )


def _strip(sheet: Canvas, area: Box, found: strip.Drawing, rows: Sequence[strip.Row], alt: str) -> float:
    """The bars of the verdict as one chart, the words of each above it; returns where they end."""
    large = area.wide > master.HALF
    for size in STRIP_SIZES if large else (10.5,):
        told = [[curve_pictures.marked(half, size, theme.LIGHT.ink) for half in (row.left, row.right)] for row in rows]
        wides = [sum(letters.width(part.said, size, part.bold) for half in row for part in half) + 14 for row in told]
        if one_line := max(wides) <= area.wide:
            break
    high, gap = ((38.0, 18.0) if one_line else (24.0, 12.0)) if large else (18.0, 8.0)
    lines = (
        [size * letters.LINE]
        if one_line
        else [max(paragraph_high(row[side], area.wide) for row in told) for side in (0, 1)]
    )
    pitch = sum(lines) + 4 + high + gap
    for place, (left, right) in enumerate(told):
        top = area.top + place * pitch
        sheet.words(Box(area.left, top, area.wide, lines[0]), [left])
        sheet.words(Box(area.left, top + (0 if one_line else lines[0]), area.wide, lines[-1]), [right], RIGHT)
    first = area.top + sum(lines) + 4
    bars = [Box(area.left, first + place * pitch, area.wide, high) for place in range(len(rows))]
    _bars(sheet, bars, found, rows, alt)
    return bars[-1].bottom


def _bars(sheet: Canvas, places: Sequence[Box], found: strip.Drawing, rows: Sequence[strip.Row], alt: str) -> None:
    """One chart of all bars, each in its place: what stands behind the parts is a field, a tick a line over them."""
    area, whole = places[0], max(row.whole for row in rows)
    pitch = places[1].top - area.top if len(places) > 1 else 2 * area.high
    parts: list[list[strip.Part]] = []
    for row, place in zip(rows, places, strict=True):
        drawn = [part for part in row.parts if part.mark != "tick" and part.last > part.first]
        behind = drawn[0] if len(drawn) > 1 and drawn[1].first < drawn[0].last else None
        if behind is not None:
            wide = behind.last / whole * area.wide
            sheet.field(place._replace(wide=wide), curve_pictures.paint(behind.colour))
        parts.append(drawn[1:] if behind is not None else drawn)
    unit = scale([whole])
    told = []
    for number, name in enumerate((_("Emissions"), _("Distance to the path or the target"))):
        mine = [row[number] if number < len(row) else None for row in parts]
        values = [(part.last - part.first) / unit.tonnes if part else None for part in mine]
        told.append(
            Bars(f"{name}, {unit.symbol} {theme.GASES[found.gas or 'CO2e']}", values, [_fill(part) for part in mine])
        )
    years = [str(found.year), str(found.target.year)][: len(rows)]
    frame = Box(area.left, area.top - (pitch - area.high) / 2, area.wide, pitch * len(places))
    axis, gap = Axis(0.0, whole / unit.tonnes), round(100 * (pitch - area.high) / area.high)
    bar_chart(sheet, frame, frame, years, told, axis, 10, alt, stacked=True, gap=gap, named=False)
    for row, place in zip(rows, places, strict=True):
        for part in row.parts:
            if part.mark == "tick":
                x = min(area.left + part.first / whole * area.wide, area.right)
                sheet.field(Box(x - 1, place.top - 4, 2, place.high + 8), Fill(theme.LIGHT.ink))


def _fill(part: strip.Part | None) -> Fill | None:
    if part is None:
        return None
    found = curve_pictures.paint(part.colour)
    return Fill(found.colour, behind=theme.LIGHT.paper) if part.mark == "hatch" else found


def _cards(sheet: Canvas, area: Box, report: CityReport) -> float:
    """The figures of the page where there is no verdict to draw."""
    found = four_figures.cards(report)
    large = area.wide > master.HALF
    gap = 14.0
    wide, inner = (area.wide - gap * (len(found) - 1)) / len(found), 10.0 if large else 6.0
    high = area.high if large else 74.0
    for place, card in enumerate(found):
        left = area.left + place * (wide + gap)
        sheet.field(Box(left, area.top, wide, high), None, ROUNDED, theme.LIGHT.shore, 0.06)
        better = theme.LIGHT.soft if card.better is None else theme.LIGHT.ours if card.better else theme.LIGHT.rising
        told = [(card.label, 13.0, theme.LIGHT.soft, False), (card.value, 28.0, theme.LIGHT.ink, True)]
        told.append((card.change, 13.0, better, False))
        scale_by = 1.0 if large else 0.55
        sizes = [
            letters.fitting(
                said,
                wide - 2 * inner,
                size * scale_by * 1.3,
                tuple(size * scale_by * part for part in (1, 0.9, 0.8, 0.7, 0.6, 0.5)),
                bold,
            )
            for said, size, _colour, bold in told
        ]
        paragraphs = [
            [Stretch(said, size, colour, bold)] for (said, _most, colour, bold), size in zip(told, sizes, strict=True)
        ]
        sheet.words(Box(left + inner, area.top + 8, wide - 2 * inner, high - 16), paragraphs, anchor=MIDDLE, after=3)
    return area.top + high


def _columns(sheet: Canvas, area: Box, found: Sequence[NextStep], boxed: bool) -> None:
    """The next steps beside each other, what each is about above its reason; in fields that fill the area where they
    are ``boxed``, since nothing else stands there."""
    large = area.wide > master.HALF
    gap, inner = 24.0 if large else 12.0, (18.0 if large else 8.0) if boxed else 0.0
    each = (area.wide - gap * 2) / 3
    wide = each - 2 * inner
    for largest, size in COLUMN_SIZES:
        told = [_told(step, largest, size) for step in found]
        words = [one for paragraphs in told for paragraph in paragraphs for one in paragraph]
        whole = all(letters.unbroken(one.said, one.size, wide, one.bold) for one in words)
        fits = all(
            sum(paragraph_high(one, wide) + 3 for one in paragraphs) <= area.high - 2 * inner for paragraphs in told
        )
        if fits and (whole or size <= 8):
            break
    for place, paragraphs in enumerate(told):
        left = area.left + place * (each + gap)
        if boxed:
            sheet.field(Box(left, area.top - 4, each, area.high + 4), Fill(theme.LIGHT.land))
        sheet.rule(left, area.top - 4, each, theme.LIGHT.ours, 2)
        inside = Box(left + inner, area.top + 3 + inner / 2, wide, area.high - 3 - inner)
        sheet.words(inside, paragraphs, after=3)


def _told(step: NextStep, largest: float, size: float) -> list[list[Stretch]]:
    """A step as what it is about, and its reason below."""
    return [[Stretch(step.about, largest, bold=True)], *([[Stretch(step.why, size)]] if step.why else [])]


def curve(report: CityReport) -> Slide | None:
    """Every inventory against the path to the target in front; None where there is no curve."""
    if not shown_series.has_curve(report):
        return None
    shown = shown_series.in_front(report)

    def draw(sheet: Canvas, area: Box) -> None:
        figure = trajectory_curve.curve(report, shown=shown)
        alt = aloud(shown_series.curve_title(report, shown), behind.curve(report))
        curve_pictures.curve(sheet, area, figure, alt, lambda name: trajectory_words.series_name(name, report))

    return Slide(
        trajectory_words.finding(report, shown).removesuffix(".") or shown_series.curve_title(report, shown),
        *about(report),
        draw,
        captions.curve_note(report, shown),
        notes.curve(report),
        mark(report),
        report.holds_samples(*report.inventories),
    )


def sector_changes(report: CityReport) -> Slide | None:
    """How far each sector fell or rose; None where no two inventories can be set against each other."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is None or latest is None:
        return None
    unit = scale([change for _name, change in shown_series.moves(first, latest)])
    return Slide(
        captions.sector_title(first, latest),
        *about(report),
        lambda sheet, area: _drawn(
            sheet,
            area,
            sectors.change_bars(first, latest),
            f"{unit.symbol} {theme.GASES[latest.gas or 'CO2e']}",
            aloud(captions.sector_title(first, latest), behind.changes(first, latest)),
        ),
        captions.change_note(first, latest),
        notes.drivers(report),
        mark(report),
        report.holds_samples(first, latest),
    )


def composition(report: CityReport) -> Slide | None:
    """What the newest inventory with sectors is made of; None where none has any."""
    told = opening(report.leading.latest, report.inventories)
    if told is None or not shown_series.has_sectors(told):
        return None
    unit = scale(list(told.sectors.values()))
    return Slide(
        captions.made_of_heading(report, told),
        *about(report),
        lambda sheet, area: _drawn(
            sheet,
            area,
            sectors.composition_bars(told),
            f"{unit.symbol} {theme.GASES[told.gas or 'CO2e']}",
            aloud(captions.made_of_heading(report, told), behind.composition(told)),
        ),
        captions.by_method(report, told, f"{told.year}. {origins.source_note(told)}"),
        notes.sectors(report),
        mark(report),
        report.holds_samples(told),
    )


def _drawn(sheet: Canvas, area: Box, rows: Sequence[SectorBar], series: str, alt: str) -> None:
    bar_pictures.bars(sheet, area, rows, series, alt)


def ahead(city: City, this_year: int) -> Slide | None:
    """What is left in the target year step by step, against the target; None where nothing can be set against it."""
    report, found = city.report(), city.outlook()
    rungs = city.ladder(found)
    if not rungs or found.plan is None or found.progress.target_t is None or not found.comparable:
        return None
    start = found.start
    assert start is not None
    rows, aim = ladder_rows(found, rungs), found.progress.target_t
    unit = scale([max(rung.left_t) for rung in rungs])

    def draw(sheet: Canvas, area: Box) -> None:
        level = Level(aim / unit.tonnes, _("target {amount}", amount=theme.tonnes(aim, None)))
        alt = "; ".join(f"{row.name}: {row.shown}" for row in rows)
        title = _("Left in {year}, step by step", year=found.plan.years[-1] if found.plan else this_year)
        end = bar_pictures.bars(
            sheet,
            area,
            rows,
            f"{unit.symbol} {theme.GASES[start.gas or 'CO2e']}",
            f"{ended(title)} {ended(alt)}",
            level,
        )
        words = [Stretch(outlook_wording.context(found), 18.0 if area.wide > master.HALF else 10.5, theme.LIGHT.soft)]
        if paragraph_high(words, area.wide) <= area.bottom - end - 14:
            sheet.words(Box(area.left, end + 14, area.wide, area.bottom - end - 14), [words])

    return Slide(
        outlook_wording.headline(found, this_year),
        *about(report),
        draw,
        outlook_wording.ladder_note(found),
        notes.ahead(found),
        mark(report),
        report.holds_samples(start),
    )


def ladder_rows(found: Outlook, rungs: Sequence[Rung]) -> list[SectorBar]:
    """The steps of the ladder as bars of what is left, and where the recent trend leads; each with what stays open."""
    assert found.plan is not None
    like, year, aim = found.plan.reference_t[0], found.plan.years[-1], found.progress.target_t
    unit = scale([max(rung.left_t) for rung in rungs]).tonnes
    rows = []
    for rung in rungs:
        over = bool(rung.open_t) and max(rung.open_t) > 0
        told = [way_to_target.span(sorted(rung.left_t), like)]
        told += filter(None, [way_to_target.answer(rung, like, found.report.this_year or year)])
        colour = theme.LIGHT.rising if over else theme.LIGHT.ours
        name = outlook_wording.rung_name(found, rung)
        rows.append(SectorBar(name, rung.left_t[0] / unit, "  ".join(told), colour))
    trend = found.trend.tonnes[-1] if found.trend and found.scenario and found.scenario.kind != "trend" else None
    if trend is not None:
        rates = yearly_rates(found.progress, found.report.inventories)
        told = [theme.tonnes(trend, None, like=like), way_to_target.trend_answer(rates, trend, aim, like)]
        name = _("if the recent trend went on")
        rows.insert(1, SectorBar(name, trend / unit, "  ".join(filter(None, told)), theme.LIGHT.required))
    return rows


def pillars(city: City) -> Slide:
    """Mitigation, adaptation and access to energy: what is on file of each, and what it lacks."""
    report, duties = city.report(), city.duties()
    states = pillar_words.states(report, city.adaptation(), city.energy())
    heads = (_("Pillar"), _("On file"), _("Newest year"), _("Missing"))
    rows = []
    for standing in duties.pillars:
        state, lacks = states[standing.pillar], standing.lacks
        year = str(state.newest) if state.newest is not None else _("no year on file")
        rows.append(
            (
                say(PILLARS[standing.pillar]),
                state.finding,
                year,
                say(lacks.missing) if lacks else _("Nothing is missing."),
            )
        )
    title = pillar_words.headline(duties)
    foot = _(
        "What is on file here decides the state. A badge is awarded by the Global Covenant alone: none is claimed."
    )
    noted = notes.notes(
        foot,
        (_("What is due next?"), duty_parts.next_line(duties)),
        (_("Is a badge earned?"), _("That is for the Global Covenant to say: none is claimed here.")),
    )
    draw = table_pictures.picture(heads, rows, (0.17, 0.41, 0.12, 0.3), title)
    return Slide(title, *about(report), draw, foot, noted, mark(report), report.holds_samples())


def next_steps(report: CityReport, this_year: int, plan: Outlook | None = None) -> Slide:
    """What to do next, each with a line for who does it by when."""
    found = steps.steps(report, this_year, plan)

    def draw(sheet: Canvas, area: Box) -> None:
        large = area.wide > master.HALF
        each = area.high / max(len(found), 1)
        for place, step in enumerate(found):
            top, indent = area.top + place * each, 54.0 if large else 28.0
            size = 22.0 if large else 15.0
            words = [Stretch(part, size, theme.LIGHT.ink, bold) for part, bold in step.parts]
            while paragraph_high(words, area.wide - indent) > each - 42 and size > 7:
                size -= 1
                words = [one._replace(size=size) for one in words]
            _number(sheet, Box(area.left, top + 2, _disc(area), _disc(area)), place + 1)
            sheet.words(Box(area.left + indent, top, area.wide - indent, each - 34), [words])
            below = top + paragraph_high(words, area.wide - indent) + 12
            _line_to_fill(sheet, Box(area.left + indent, below, area.wide - indent, 20), 13.0 if large else 9.0)

    return Slide(
        ngettext("{count} next step", "{count} next steps", len(found)),
        *about(report),
        draw,
        rests_on(report),
        notes.next_steps(report),
        mark(report),
        report.holds_samples(report.leading.latest),
    )


def next_lines(sheet: Canvas, area: Box, count: int) -> None:
    """Numbered lines on which somebody writes what is agreed, who does it, and by when."""
    large = area.wide > master.HALF
    each, indent = area.high / count, 54.0 if large else 28.0
    for place in range(count):
        top = area.top + place * each
        disc = _disc(area)
        _number(sheet, Box(area.left, top + 2, disc, disc), place + 1)
        sheet.rule(area.left + indent, top + disc, area.wide - indent, theme.LIGHT.shore, 1)
        below = top + disc + (26 if large else 14)
        _line_to_fill(sheet, Box(area.left + indent, below, area.wide - indent, 20), 13.0 if large else 9.0)


def _disc(area: Box) -> float:
    """How wide the disc of a number is on a slide and on half of one, so that it can be read from afar."""
    return 36.0 if area.wide > master.HALF else 20.0


def _number(sheet: Canvas, area: Box, number: int) -> None:
    """A number on a disc."""
    sheet.field(area, Fill(theme.LIGHT.ours), DISC)
    sheet.words(area, [[Stretch(str(number), area.high / 2, theme.LIGHT.paper, True)]], CENTRE, MIDDLE)


def _line_to_fill(sheet: Canvas, area: Box, size: float) -> None:
    """Who does it by when, to be filled in."""
    # Translators: on paper, before a line on which somebody writes who does a step.
    first = _("Who")
    # Translators: on paper, before a line on which somebody writes by when a step is done.
    second = _("by when")
    left, half = area.left, area.wide * 0.45
    for words, end in ((first, area.left + half), (second, area.left + 0.8 * area.wide)):
        wide = letters.width(words, size) + 8
        sheet.words(Box(left, area.top, wide, size * 1.3), [[Stretch(words, size, theme.LIGHT.soft)]], wrap=False)
        sheet.rule(left + wide, area.top + size * 1.15, end - left - wide, theme.LIGHT.shore, 1)
        left = end + 16
