"""The further slides of a city, for those who work with its figures: targets, how sure the answer is and what could
turn it, years by sector, what moved the total, energy, actions, other totals, duties, every inventory, the rule.

Sentences and figures come from the functions that the pages use. A slide that would say nothing is left out.
"""

from __future__ import annotations

from math import ceil, fsum

from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from analytics.inventories.published import difference
from analytics.vocabulary import METHOD_NAMES, Measure, Method, Verdict, stated_or_not
from dashboard import cards, theme
from dashboard.cards import ChartCard
from dashboard.figures import reading_dots, yearly_columns
from dashboard.figures.scale import scale
from dashboard.figures.scale import steps as steps_of
from dashboard.figures.sectors import BarChart, SectorBar
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.packs import bar_pictures, city_parts, city_slides, notes
from dashboard.packs.bar_pictures import Group
from dashboard.packs.canvas import Canvas, Stretch, paragraph_high
from dashboard.packs.city_parts import CitySlide, of_card
from dashboard.packs.master import HALF, Box
from dashboard.packs.native_charts import Axis
from dashboard.packs.slide_deck import Slide
from dashboard.parts.drivers import driver_wording
from dashboard.parts.inventory import inventory_wording
from dashboard.parts.outlook import outlook_wording
from dashboard.parts.progress import captions, city_cards, steps
from dashboard.words import commitments, origins, shown_series, strengths, verdicts
from dashboard.words.names import group_name
from datasets import City, CityReport

MOST_YEARS, MOST_ROWS, MOST_ACTIONS, MOST_TOTALS = 24, 12, 10, 8
"""So many columns, inventories, actions and published totals stand on a slide: the newest, and the largest."""


def technical(city: City, this_year: int) -> list[Slide]:
    """Every slide of a city that says something, in their order."""
    report = city.report()
    to_do = steps.steps(report, this_year, city.outlook())
    found = [
        city_parts.verdict(report, to_do),
        targets(report),
        how_sure(report),
        what_turns(city),
        by_year(city),
        what_moved(city),
        city_parts.sector_changes(report),
        city_parts.composition(report),
        energy(report),
        city_parts.ahead(city, this_year),
        actions(city),
        published(city),
        city_parts.pillars(city),
        every_inventory(report),
        rule(report),
        city_parts.next_steps(report, to_do),
    ]
    return [city_slides.slide(report, one) for one in found if one is not None]


def _counted(found: Inventory) -> list[str]:
    """What is told of every inventory: who made it, and how."""
    sources = "; ".join(map(say, found.sources)) or _("No source is known.")
    told = {"method": say(METHOD_NAMES[Method(found.method)]), "gwp_set": say(stated_or_not(found.gwp_set))}
    return [
        _("{source}, revision {number}.", source=sources, number=found.revision),
        _("By {method}, with the GWP set {gwp_set}.", **told),
    ]


def targets(report: CityReport) -> CitySlide | None:
    """Every target with its verdict; None where there is but the one that the first slide tells of."""
    if len(report.targets) < 2:
        return None
    heads = (_("Target"), _("Verdict"), _("From the path"))
    rows = [
        (
            commitments.promise(item.target) if item.target else "",
            verdicts.answer(report, item, chance=True).words,
            commitments.gap(item),
        )
        for item in report.progress
    ]
    title = commitments.targets_title(report)
    foot, leading = commitments.target_sources(report), report.leading.target
    told = [foot]
    if leading is not None:
        told.append(_("The next one whose year is not over: {target}.", target=commitments.promise(leading)))
    return CitySlide(title, foot, notes.spoken(*told), [report.leading.latest], table=(heads, rows, (0.34, 0.46, 0.2)))


def _of_rows(title: str, rows: list[SectorBar], heads: tuple[str, str], unit: str, foot: str) -> ChartCard:
    """A card of bars that no page has, its table being what stands at their ends."""
    table = {heads[0]: [one.name for one in rows], heads[1]: [one.shown for one in rows]}
    return cards.of_bars("", title, table, BarChart(lambda _dark: rows, unit), foot, None)


def how_sure(report: CityReport) -> CitySlide | None:
    """How sure the answer is, and which places make it unsure."""
    found = report.leading.strength
    if found is None or report.leading.codes or not found.weights:
        return None
    rows = [
        SectorBar(
            strengths.place(one),
            one.percent,
            f"{theme.percent(one.percent)} · {strengths.errors(one)}",
            theme.LIGHT.ours,
        )
        for one in found.weights
    ]
    series, title, better = _("Part of the variance"), strengths.title(report.leading), strengths.better(found)
    card = _of_rows(title, rows, (_("Place"), series), f"{series}, %", f"{series}, %. {strengths.note(found)}")
    noted = notes.spoken(strengths.sentence(report.leading), better, say(strengths.UNCERTAINTY))
    return of_card(card, noted, (), report.leading.latest, line=better)


def what_turns(city: City) -> CitySlide | None:
    """Other readings of the figures, each with the gap that it gives."""
    report = city.report()
    if report.leading.strength is None or report.leading.codes or report.leading.latest is None:
        return None
    tried = city.flips()
    if not tried.readings:
        return None
    held = reading_dots.rows_of(tried)
    unit = scale([gap for _name, gap, _doubt in held])
    colours = theme.LIGHT
    rows = [
        SectorBar(
            name,
            gap / unit.tonnes,
            reading_dots.amount(gap, tried),
            colours.required if doubt else colours.verdict(Verdict.ON_TRACK if gap <= 0 else Verdict.BEHIND),
        )
        for name, gap, doubt in held
    ]
    series = f"{_('From the path')}, {unit.symbol} {theme.GASES[report.leading.latest.gas or 'CO2e']}"
    title, foot = say(tried.answer).removesuffix("."), f"{series}. {city_parts.rests_on(report)}"
    card = _of_rows(title, rows, (_("Read otherwise"), _("From the path")), series, foot)
    noted = notes.spoken(
        say(tried.sentence),
        _("Each could be defended. The verdict takes the figures as they are."),
        strengths.sentence(report.leading),
    )
    return of_card(card, noted, (), report.leading.latest)


def by_year(city: City) -> CitySlide | None:
    """The inventories of the main method, each year divided by sector; None with fewer than two that are."""
    report = city.report()
    held = [item for item in shown_series.own_series(report) if shown_series.has_sectors(item)][-MOST_YEARS:]
    if len(held) < 2:
        return None
    series = [yearly_columns.YearColumn(str(item.year), item.year, item.sectors) for item in held]
    unit = scale([max(column.top for column in series)])
    parts = [
        Group(
            group_name(group),
            [column.parts.get(group, 0.0) / unit.tonnes for column in series],
            theme.sector_colour(group),
            bool(theme.SECTOR_HATCHES.get(group)),
        )
        for group in yearly_columns.groups_of(series)
    ]
    low = min(0.0, *(fsum(value for value in column.parts.values() if value < 0) for column in series)) / unit.tonnes
    high = max(column.top for column in series) / unit.tonnes * 1.06
    step = steps_of(low, high)
    axis = Axis(step * -ceil(-low / step), high, step, _form(step, unit.symbol), 13, True)
    last, first = held[-1], held[0]
    told = city.breakdown(Measure.EMISSIONS, last.year, last.method)
    title = inventory_wording.since(say(report.city.name), first, last, told) or captions.made_of_title(last)
    like = max(column.total for column in series)
    totals = [theme.tonnes(column.total, None, like=like).rpartition(theme.NBSP)[0] for column in series]
    alt = "; ".join(f"{column.year}: {theme.tonnes(column.total, last.gas)}" for column in series)

    def draw(sheet: Canvas, area: Box) -> None:
        bar_pictures.columns(sheet, area, [column.key for column in series], parts, axis, totals, alt)

    noted = notes.spoken(origins.source_note(last), *_counted(last))
    foot = f"{unit.symbol} {origins.source_note(last)}"
    return CitySlide(title.removesuffix("."), foot, noted, held, own=draw)


def _form(step: float, unit: str) -> str:
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    return f'0{"." + "0" * digits if digits else ""}"{theme.NBSP}{unit}"'


def what_moved(city: City) -> CitySlide | None:
    """What drove the total from one year to another, bar by bar; None where no two inventories can be set against each
    other."""
    found = city.drivers()
    if found.direct is None or found.last is None:
        return None
    card = city_cards.drivers(found, found.direct, driver_wording.headline(found).removesuffix("."))
    noted = notes.spoken(
        say(driver_wording.HOW),
        _("The bars describe what changed between two inventories, and not what a single measure achieved."),
        driver_wording.context(found),
    )
    return of_card(card, noted, (), found.first, found.last)


def energy(report: CityReport) -> CitySlide | None:
    """The energy of the newest inventory by carrier; None where none is on file."""
    told, card = opening(report.leading.latest, report.inventories), city_cards.carriers(report)
    if told is None or card is None:
        return None
    return of_card(card, notes.spoken(captions.energy_note(told), *_counted(told)), (), told)


def actions(city: City) -> CitySlide | None:
    """The actions that avoid most, each with what it takes off; None without one that is known to."""
    found = city.outlook()
    known = [item for item in found.estimates if item.avoided_t and item.action.status != "expected"]
    known = sorted(known, key=lambda item: -(item.avoided_t or 0.0))[:MOST_ACTIONS]
    if not known or found.plan is None or found.start is None:
        return None
    unit, like = scale([item.avoided_t or 0.0 for item in known]), known[0].avoided_t
    rows = [
        SectorBar(
            item.action.name,
            (item.avoided_t or 0.0) / unit.tonnes,
            theme.tonnes(item.avoided_t, None, like=like),
            theme.LIGHT.ours,
            "/" if item.action.undecided else "",
        )
        for item in known
    ]
    title = outlook_wording.chart_title(found)
    # Translators: what the bars of a chart are: the emissions that an action of a city avoids.
    series = f"{_('Avoided a year')}, {unit.symbol} CO₂e"
    noted = notes.spoken(
        say(outlook_wording.HOW),
        outlook_wording.context(found),
        notes.no_forecast(),
    )
    sources = "; ".join(dict.fromkeys(say(item.action.source) for item in known if item.action.source))
    told = [f"{series}.", _("Hatched: not decided yet.") if any(item.action.undecided for item in known) else ""]
    told += [origins.as_filed(), _("Source: {sources}.", sources=sources) if sources else _("No source is known.")]
    card = _of_rows(title, rows, (_("Action"), series), series, " ".join(filter(None, told)))
    return of_card(card, noted, (), found.start)


def published(city: City) -> CitySlide | None:
    """What else was published as the total of the newest year, beside the inventory; None without any that can be held
    against it, since every inventory stands on a slide of its own."""
    report = city.report()
    latest = report.leading.latest
    others = [item for item in city.published() if latest is not None and item.year == latest.year][:MOST_TOTALS]
    if latest is None or latest.emissions_t is None or not others:
        return None
    heads = (_("Written"), _("Total"), _("Against this inventory"), _("Source"))
    apart = [difference(item, latest) for item in others]
    if all(by is None for by in apart):
        return None
    rows = [
        (
            say(item.label),
            theme.tonnes(item.total_t, item.gas),
            "" if by is None else theme.tonnes(by, None, signed=True),
            say(item.source),
        )
        for item, by in zip(others, apart, strict=True)
    ]
    title = _("Other published totals of {year}", year=latest.year)
    noted = notes.spoken(
        _("They rest on another boundary, method or report, and judge nothing."),
        say(city.flips().sentence) if not report.leading.codes else "",
    )
    foot = f"{_('They rest on another boundary, method or report, and judge nothing.')} {origins.source_note(latest)}"
    return CitySlide(title, foot, noted, [latest], table=(heads, rows, (0.22, 0.18, 0.2, 0.4)))


def every_inventory(report: CityReport) -> CitySlide | None:
    """The newest inventories with what each holds; None without any."""
    found = sorted(report.inventories, key=lambda item: (-item.year, item.method))[:MOST_ROWS]
    if not found:
        return None
    heads = (_("Year"), _("Emissions"), _("Per inhabitant"), _("Inhabitants"), _("Energy"), _("Method"), _("Revision"))
    rows = [
        (
            str(item.year),
            theme.tonnes(item.emissions_t, item.gas),
            theme.per_head(item.per_head_t, item.gas),
            theme.people(item.inhabitants),
            theme.energy(item.energy_mwh),
            say(METHOD_NAMES[Method(item.method)]),
            str(item.revision),
        )
        for item in found
    ]
    title = _("Every inventory of {city}, the newest first", city=report.city.name)
    if len(found) < len(report.inventories):
        title = _("The newest inventories of {city}", city=report.city.name)
    sources = "; ".join(dict.fromkeys(say(source) for item in found for source in item.sources)) or _("not stated")
    noted = notes.spoken(origins.source_note(found[0]), *_counted(found[0]))
    shares = (0.08, 0.17, 0.15, 0.14, 0.13, 0.22, 0.11)
    return CitySlide(title, _("Source: {sources}.", sources=sources), noted, found, table=(heads, rows, shares))


def rule(report: CityReport) -> CitySlide:
    """How the verdict is made, with its reasons."""
    leading = report.leading
    told = [
        say(verdicts.RULE),
        say(strengths.UNCERTAINTY),
        *(subscripts(say(one)) for one in [*leading.reasons, *leading.notes]),
    ]

    def draw(sheet: Canvas, area: Box) -> None:
        size = 20.0 if area.wide > HALF else 11.0
        while size > 6:
            words = [[Stretch(one, size)] for one in told]
            if sum(paragraph_high(one, area.wide) + size / 2 for one in words) <= area.high:
                break
            size -= 0.5
        sheet.words(area, words, after=size / 2)

    noted = notes.spoken(strengths.sentence(leading) or notes.reasons(report), say(verdicts.RULE))
    return CitySlide(_("How the verdict is made"), city_parts.rests_on(report), noted, own=draw)
