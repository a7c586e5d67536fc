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
from dashboard.packs.canvas import CENTRE, DISC, MIDDLE, Canvas, Fill, Stretch, paragraph_high
from dashboard.packs.master import Box
from dashboard.packs.slide_deck import Mark, Slide
from dashboard.parts.duties import duty_parts
from dashboard.parts.outlook import outlook_wording, way_to_target
from dashboard.parts.pillars import pillar_words
from dashboard.parts.progress import captions, steps, strip
from dashboard.words import origins, shown_series, strengths, verdicts
from datasets import City, CityReport, Outlook

SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
"""The sizes of what has to be said beside a picture."""
LINE_SIZES = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
STEP_SIZES = (24.0, 21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 10.0, 9.0)
"""The sizes of what a step is about; its reason is set smaller."""


def mayor(city: City, this_year: int) -> list[Slide]:
    """The slides of a city that say something, in their order; the first always does. Without an inventory they tell
    what there is of its pillars."""
    report = city.report()
    plan = city.outlook()
    to_do = steps.steps(report, this_year, plan)
    with_bars = sector_changes(report, to_do) or composition(report, to_do)
    found = [
        verdict(report, to_do),
        with_bars or (next_steps(report, to_do) if shown_series.has_curve(report) else None),
    ]
    found += [ahead(city, this_year), None if report.inventories else pillars(city)]
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


def verdict(report: CityReport, to_do: Sequence[NextStep]) -> Slide:
    """The answer and its curve; where there is none, what is missing, the figures, and what to do next."""
    latest, base = report.leading.latest, report.leading.baseline
    shown, drawn = shown_series.in_front(report), shown_series.has_curve(report)

    def draw(sheet: Canvas, area: Box) -> None:
        top = _line(sheet, area, below_title(report)) + 10
        free = area._replace(top=top, high=area.bottom - top)
        if not drawn:
            _steps(sheet, free._replace(top=top + 12, high=free.high - 12), to_do)
            return
        figure = trajectory_curve.curve(report, shown=shown)
        alt = aloud(shown_series.curve_title(report, shown), behind.curve(report))
        curve_pictures.curve(sheet, free, figure, alt, lambda name: trajectory_words.series_name(name, report))

    return Slide(
        verdicts.headline(report),
        *about(report),
        draw,
        captions.curve_note(report, shown) if drawn else rests_on(report),
        notes.verdict(report),
        mark(report),
        report.holds_samples(latest, base.inventory if base else None, *(report.inventories if drawn else ())),
        "Chart" if drawn else "Statement",
    )


def below_title(report: CityReport) -> str:
    """How far from the path and how sure that is; where there is no verdict what there is, and why none is told."""
    if strip.drawing(report.leading) is None:
        return subscripts(" ".join([verdicts.context(report), *map(say, report.leading.reasons)]))
    distance = trajectory_words.finding(report, shown_series.in_front(report))
    return subscripts(" ".join(filter(None, (distance, strengths.sentence(report.leading)))))


def _line(sheet: Canvas, area: Box, said: str) -> float:
    """What stands between the title and the picture, on few lines; returns where it ends."""
    size = letters.fitting(said, area.wide, 0.17 * area.high, LINE_SIZES if area.wide > master.HALF else LINE_SIZES[4:])
    words = [Stretch(said, size, theme.LIGHT.soft)]
    high = paragraph_high(words, area.wide)
    sheet.words(area._replace(high=high), [words])
    return area.top + high


def _steps(sheet: Canvas, area: Box, found: Sequence[NextStep], head: str = "") -> None:
    """The next steps below each other, each a number, what it is about, and its reason."""
    top = area.top
    if head:
        sheet.words(area._replace(high=20), [[Stretch(head, 16, theme.LIGHT.soft)]])
        top += 34
    each = min((area.bottom - top) / max(len(found), 1), 112.0)
    disc = min(each * 0.4, 34.0 if area.wide > 0.6 * master.HALF else 22.0)
    left, wide = area.left + disc * 1.4, area.wide - disc * 1.4
    for size in STEP_SIZES if area.wide > 0.6 * master.HALF else STEP_SIZES[2:]:
        told = [[[Stretch(one.about, size, bold=True)], [Stretch(one.why, size * 0.78)]] for one in found]
        if all(sum(paragraph_high(one, wide) for one in step) + 16 <= each for step in told):
            break
    for place, step in enumerate(told):
        if place:
            sheet.rule(area.left, top + place * each - 8, area.wide)
        _number(sheet, Box(area.left, top + place * each, disc, disc), place + 1)
        sheet.words(Box(left, top + place * each, wide, each - 12), step, after=2)


def _beside(sheet: Canvas, area: Box, to_do: Sequence[NextStep]) -> Box:
    """Put the next steps at the right of an area, or at the foot of half a slide; returns the room for a picture."""
    if not to_do:
        return area
    head = ngettext("{count} next step", "{count} next steps", len(to_do))
    if area.wide > master.HALF:
        left = area.left + 0.64 * area.wide
        _steps(sheet, Box(left, area.top, area.right - left, area.high), to_do, head)
        return area._replace(wide=0.6 * area.wide)
    high = 0.52 * area.high
    _steps(sheet, area._replace(top=area.top + high + 8, high=area.high - high - 8), to_do)
    return area._replace(high=high)


def sector_changes(report: CityReport, to_do: Sequence[NextStep] = ()) -> Slide | None:
    """How far each sector fell or rose, beside what is ``to_do``; None where no two inventories can be set against
    each other."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is None or latest is None:
        return None
    unit = scale([change for _name, change in shown_series.moves(first, latest)])
    return Slide(
        captions.sector_title(first, latest),
        *about(report),
        lambda sheet, area: bar_pictures.bars(
            sheet,
            _beside(sheet, area, to_do),
            sectors.change_bars(first, latest),
            f"{unit.symbol} {theme.GASES[latest.gas or 'CO2e']}",
            aloud(captions.sector_title(first, latest), behind.changes(first, latest)),
        ),
        captions.change_note(first, latest),
        notes.drivers(report),
        mark(report),
        report.holds_samples(first, latest),
        "Answer" if to_do else "Chart",
    )


def composition(report: CityReport, to_do: Sequence[NextStep] = ()) -> Slide | None:
    """What the newest inventory with sectors is made of, beside what is ``to_do``; None where none has any."""
    told = opening(report.leading.latest, report.inventories)
    if told is None or not shown_series.has_sectors(told):
        return None
    unit = scale(list(told.sectors.values()))
    return Slide(
        captions.made_of_heading(report, told),
        *about(report),
        lambda sheet, area: bar_pictures.bars(
            sheet,
            _beside(sheet, area, to_do),
            sectors.composition_bars(told),
            f"{unit.symbol} {theme.GASES[told.gas or 'CO2e']}",
            aloud(captions.made_of_heading(report, told), behind.composition(told)),
        ),
        captions.by_method(report, told, f"{told.year}. {origins.source_note(told)}"),
        notes.sectors(report),
        mark(report),
        report.holds_samples(told),
        "Answer" if to_do else "Chart",
    )


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
        notes.ahead(found, outlook_wording.context(found)),
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
    noted = notes.spoken(duty_parts.next_line(duties), foot)
    draw = table_pictures.picture(heads, rows, (0.17, 0.41, 0.12, 0.3), title)
    return Slide(title, *about(report), draw, foot, noted, mark(report), report.holds_samples(), "Table")


def next_steps(report: CityReport, to_do: Sequence[NextStep]) -> Slide:
    """What to do next."""
    return Slide(
        ngettext("{count} next step", "{count} next steps", len(to_do)),
        *about(report),
        lambda sheet, area: _steps(sheet, area, to_do),
        rests_on(report),
        notes.next_steps(report),
        mark(report),
        report.holds_samples(report.leading.latest),
        "Statement",
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
