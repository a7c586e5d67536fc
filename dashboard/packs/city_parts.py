"""What the slides of a city say, in their order: the answer with its curve, what moved beside the next steps, what lies
ahead; without an inventory its pillars. Screen and file show this one list, and the charts are those of the pages.

A slide that would say nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.commitment.ladder import Rung
from analytics.duties.pillar_phases import PILLARS
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from dashboard import cards, theme
from dashboard.cards import ChartCard
from dashboard.decisions import NextStep
from dashboard.figures import trajectory_curve, trajectory_words
from dashboard.figures.scale import scale
from dashboard.figures.sectors import BarChart, SectorBar
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.packs import notes, paper
from dashboard.parts.duties import duty_parts
from dashboard.parts.outlook import outlook_wording, way_to_target
from dashboard.parts.pillars import pillar_words
from dashboard.parts.progress import answer as answers
from dashboard.parts.progress import captions, city_cards, steps, strip
from dashboard.words import shown_series, verdicts
from datasets import City, CityReport, Outlook

if TYPE_CHECKING:
    from dashboard.packs.canvas import Canvas
    from dashboard.packs.master import Box

CURVE = 300
"""Pixels of the page that the curve of a slide is high, below a title of two lines."""


@dataclass(frozen=True)
class CitySlide:
    """What one slide says: a finding, one line below it, a chart or a table, and what is to do. All words are plain.

    ``foot`` is its one line of sources, ``notes`` are what can be said aloud, ``spoken_of`` its inventories; a
    ``table`` is its heads, its rows and the shares of its columns; ``own`` draws what is neither.
    """

    title: str
    foot: str
    notes: Sequence[str]
    spoken_of: Sequence[Inventory | None] = ()
    line: str = ""
    chart: ChartCard | None = None
    table: tuple[Sequence[str], Sequence[Sequence[str]], Sequence[float]] | None = None
    to_do: Sequence[NextStep] = ()
    own: Callable[[Canvas, Box], object] | None = None


def mayor(city: City, this_year: int) -> list[CitySlide]:
    """The slides of a city for its mayor's office; the first always says something."""
    report = city.report()
    to_do = steps.steps(report, this_year, city.outlook())
    with_bars = sector_changes(report, to_do) or composition(report, to_do)
    apart = next_steps(report, to_do) if shown_series.has_curve(report) else None
    found = [verdict(report, to_do), with_bars or apart, ahead(city, this_year)]
    found += [] if report.inventories else [pillars(city)]
    return [one for one in found if one is not None]


def rests_on(report: CityReport) -> str:
    """The sources of the verdict with the revision of its inventory."""
    latest = report.leading.latest
    return paper.rests_on(report.leading.sources, latest.revision if latest else None)


def verdict(report: CityReport, to_do: Sequence[NextStep]) -> CitySlide:
    """The answer and its curve; where there is none, what is missing, the figures, and what to do next."""
    latest, base = report.leading.latest, report.leading.baseline
    told = CitySlide(
        answers.answer(report).title,
        rests_on(report),
        notes.verdict(report),
        (latest, base.inventory if base else None),
        below_title(report),
    )
    if not shown_series.has_curve(report):
        return replace(told, to_do=to_do)
    shown = shown_series.in_front(report)
    card = city_cards.curve(report, shown)
    card = replace(card, draw=lambda dark: trajectory_curve.curve(report, dark, shown, high=CURVE))
    reading = notes.spoken(*told.notes, *captions.curve_reading(report, shown))
    return replace(told, foot=card.source, notes=reading, spoken_of=report.inventories, chart=card)


def below_title(report: CityReport) -> str:
    """How far from the path, and what Progress says below its title; where there is no verdict what there is, and why
    none is told, unless the title says it: nothing is known here."""
    if strip.drawing(report.leading) is None:
        reasons = map(say, report.leading.reasons if report.inventories else ())
        return subscripts(" ".join([verdicts.context(report), *reasons]))
    distance = trajectory_words.finding(report, shown_series.in_front(report))
    return subscripts(f"{distance} {answers.answer(report).line}".strip())


def sector_changes(report: CityReport, to_do: Sequence[NextStep] = ()) -> CitySlide | None:
    """How far each sector fell or rose, beside what is ``to_do``; None where no two inventories can be set against
    each other."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is None or latest is None:
        return None
    return of_card(city_cards.changes(report, first, latest), notes.drivers(report), to_do, first, latest)


def composition(report: CityReport, to_do: Sequence[NextStep] = ()) -> CitySlide | None:
    """What the newest inventory with sectors is made of, beside what is ``to_do``; None where none has any."""
    told, card = opening(report.leading.latest, report.inventories), city_cards.composition(report)
    if told is None or card is None:
        return None
    return of_card(card, notes.sectors(report), to_do, told)


def of_card(
    card: ChartCard, said: Sequence[str], to_do: Sequence[NextStep], *spoken_of: Inventory | None, line: str = ""
) -> CitySlide:
    """The slide of a card, beside what is ``to_do`` or above a ``line``."""
    return CitySlide(card.finding, card.source, said, spoken_of, line, card, to_do=to_do)


def ahead(city: City, this_year: int) -> CitySlide | None:
    """What is left in the target year step by step, against the target; None where nothing can be set against it."""
    found = city.outlook()
    rungs, start, aim = city.ladder(found), found.start, found.progress.target_t
    if not rungs or found.plan is None or aim is None or not found.comparable or start is None:
        return None
    unit = scale([rung.left_t[0] for rung in rungs])
    level = aim / unit.tonnes, _("target {amount}", amount=theme.tonnes(aim, None))
    gas = theme.GASES[start.gas or "CO2e"]
    made = BarChart(lambda dark: ladder_rows(found, rungs, dark), f"{unit.symbol} {gas}", aside=False, level=level)
    drawn = made.rows(False)
    heads = (_("Left in {year}, step by step", year=found.plan.years[-1]), _("Then left"))
    table = {heads[0]: [row.name for row in drawn], heads[1]: [row.shown for row in drawn]}
    title, context = outlook_wording.headline(found, this_year), outlook_wording.context(found)
    card = cards.of_bars("ladder", title, table, made, outlook_wording.ladder_note(found), found)
    return of_card(card, notes.ahead(found, context), (), start, line=context)


def ladder_rows(found: Outlook, rungs: Sequence[Rung], dark: bool = False) -> list[SectorBar]:
    """The steps of the ladder as bars of what is left, each with what stays open."""
    assert found.plan is not None
    colours = theme.palette(dark)
    like, year = found.plan.reference_t[0], found.plan.years[-1]
    unit = scale([rung.left_t[0] for rung in rungs]).tonnes
    rows = []
    for rung in rungs:
        over = bool(rung.open_t) and rung.open_t[0] > 0
        told = [theme.tonnes(rung.left_t[0], None, like=like)]
        told += filter(None, [way_to_target.answer(rung, like, found.report.this_year or year)])
        name = outlook_wording.rung_name(found, rung)
        rows.append(SectorBar(name, rung.left_t[0] / unit, "  ".join(told), colours.rising if over else colours.ours))
    return rows


def pillars(city: City) -> CitySlide:
    """Mitigation, adaptation and access to energy: what is on file of each, and what it lacks."""
    duties, foot = city.duties(), no_badge()
    states = pillar_words.states(city.report(), city.adaptation(), city.energy())
    rows = []
    for standing in duties.pillars:
        state, lacks = states[standing.pillar], standing.lacks
        year = str(state.newest) if state.newest is not None else _("no year")
        rows.append(
            (
                say(PILLARS[standing.pillar]),
                state.finding,
                year,
                say(lacks.missing) if lacks else _("Nothing is missing."),
            )
        )
    noted = notes.spoken(duty_parts.next_line(duties), foot)
    heads = (_("Pillar"), _("What there is"), _("Newest year"), _("Missing"))
    return CitySlide(duty_parts.headline(duties), foot, noted, table=(heads, rows, (0.17, 0.41, 0.12, 0.3)))


def no_badge() -> str:
    """What decides the state of a pillar, and what does not follow from it."""
    return _(
        "What is entered here decides the state. A badge is awarded by the Global Covenant alone: none is claimed."
    )


def next_steps(report: CityReport, to_do: Sequence[NextStep]) -> CitySlide:
    """What to do next."""
    title = ngettext("{count} next step", "{count} next steps", len(to_do))
    return CitySlide(title, rests_on(report), notes.next_steps(report), (report.leading.latest,), to_do=to_do)
