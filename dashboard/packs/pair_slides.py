"""The slides of two cities that are paired: their task, both verdicts, what each is made of, how far it has come, what
compares, how their pillars stand, what came of it, what each could ask, what is promised and who waits for it.

Sentences and figures come from the functions that the pages of the pair use. A slide that says nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from analytics.duties.pillar_phases import PILLARS
from analytics.pairs.facing import index, matters
from analytics.pairs.promised import PromiseState, state_of
from dashboard import theme
from dashboard.downloads import aloud
from dashboard.figures import behind, mirrored_bars, pair_bars, pair_curves, pair_timeline
from dashboard.language import ended, ngettext, say
from dashboard.language import gettext as _
from dashboard.notation import subscripts
from dashboard.packs import bar_pictures, city_parts, city_slides, curve_pictures, letters, notes, table_pictures
from dashboard.packs.bar_pictures import Group
from dashboard.packs.canvas import Canvas, Stretch, paragraph_high
from dashboard.packs.city_slides import SIZES, next_lines
from dashboard.packs.master import HALF, Box
from dashboard.packs.slide_deck import Draw, Slide
from dashboard.parts.pairs import pair_agreements, pair_learning, pair_pictures, pairing
from dashboard.parts.pairs.pairing import Facing
from dashboard.parts.pillars import pillar_words
from dashboard.words import origins, verdicts
from dashboard.words.printed_dates import printed
from datasets import City, CityReport

MOST_ASKED, MOST_TOLD, MOST_PROMISES = 5, 7, 8
"""So many questions of each city, milestones and promises stand on a slide."""
_ASKED = 2
"""The place of a note without a reply: after the promises that are late or open, before those that are kept."""
WAITING = (0.22, 0.14, 0.36, 0.14, 0.14)
"""How wide the columns of what is waited for are."""


def pair(first: City, second: City, today: datetime) -> list[Slide]:
    """Every slide of two cities that says something, in their order."""
    found = pairing.faced(first, second)
    made = [
        task(found, today),
        both(found),
        shares(found),
        curves(found, today.year),
        compared(found),
        comparable(found),
        pillars(found),
        learned(found),
        asked(found),
        promises(found, today),
    ]
    return [one for one in made if one is not None]


def _slide(found: Facing, title: str, draw: Draw, foot: str, noted: list[str]) -> Slide:
    first, second = found.names
    samples = any(report.holds_samples(*report.inventories) for report in (found.left, found.right))
    return Slide(title, _("{first} – {second}", first=first, second=second), "", draw, foot, noted, None, samples)


def _sources(found: Facing) -> str:
    """Where the figures of both verdicts are from."""
    said = [
        f"{name}: {city_parts.rests_on(report)}"
        for name, report in zip(found.names, (found.left, found.right), strict=True)
    ]
    return " ".join(said)


def _compare(found: Facing) -> str:
    reasons = [
        say(reason) for matter in matters(*found.sides, found.shares, found.comparison) for reason in matter.reasons
    ]
    return " ".join(dict.fromkeys(reasons)) or pairing.finding(found.comparison, found.names)


def _years(found: Facing) -> list[list[int]]:
    return [sorted({item.year for item in report.inventories}) for report in (found.left, found.right)]


def task(found: Facing, today: datetime) -> Slide:
    """What the two share, since when, and the line of time."""
    at = today.year + (today.timetuple().tm_yday - 1) / 366
    years, names = _years(found), found.names
    said = " ".join(filter(None, (pairing.sector_line(found), *pairing.since(found)))) or say(pairing.FRAME)

    def draw(sheet: Canvas, area: Box) -> None:
        size = letters.fitting(said, area.wide, 0.24 * area.high, (17.0, *SIZES) if area.wide > HALF else SIZES[3:])
        words = [Stretch(said, size)]
        sheet.words(area._replace(high=paragraph_high(words, area.wide)), [words])
        below = area.top + paragraph_high(words, area.wide) + 12
        figure = pair_timeline.timeline(found.room, years, names, at, False)
        alt = pair_pictures.time_alt(found, years)
        picture = area._replace(top=below, high=area.bottom - below)
        curve_pictures.curve(sheet, picture, figure, alt, lambda name: name)

    sources = "; ".join(dict.fromkeys(say(one.source) for one in found.room.milestones if one.source))
    told = [_("Diamonds: milestones. Dots: years with an inventory. Hatched: nothing is known.")]
    told += [_("Source: {sources}.", sources=sources)] if sources else []
    return _slide(found, pairing.task(found), draw, " ".join(told), notes.spoken(say(pairing.FRAME), _compare(found)))


def both(found: Facing) -> Slide:
    """Both verdicts beside each other, with total, target and pace."""

    def draw(sheet: Canvas, area: Box) -> None:
        gap = 36.0 if area.wide > HALF else 14.0
        wide = (area.wide - gap) / 2
        for place, report in enumerate((found.left, found.right)):
            left = area.left + place * (wide + gap)
            one_verdict(sheet, Box(left, area.top, wide, area.high), report)

    noted = notes.spoken(_compare(found))
    held = {matter.code: matter for matter in matters(*found.sides, found.shares, found.comparison)}["verdicts"]
    title = " ".join(map(say, held.reasons)).removesuffix(".") or say(pair_learning.MATTER_NAMES["verdicts"])
    return _slide(found, title, draw, _sources(found), noted)


def one_verdict(sheet: Canvas, area: Box, report: CityReport) -> None:
    """One city: its answer, the finding, and the figures behind it."""
    mark = city_slides.mark(report)
    sheet.rule(area.left, area.top, area.wide, mark.colour, 3)
    scale_by = 1.0 if area.wide > HALF * 0.8 else 0.6
    caveat = subscripts(verdicts.caveat(report) or "")
    for less in (1.0, 0.92, 0.85, 0.78, 0.7, 0.62, 0.55, 0.48, 0.4):
        size = scale_by * less
        told = [
            [Stretch(say(report.city.name), 15 * size, theme.LIGHT.soft)],
            [Stretch(f"{mark.sign}  {mark.words}", 17 * size, mark.colour, True)],
            [Stretch(verdicts.headline(report), 24 * size, bold=True)],
            *([Stretch(one, 16 * size)] for one in pairing.pace(report)),
            *([[Stretch(caveat, 13 * size, theme.LIGHT.soft)]] if caveat else []),
        ]
        if sum(paragraph_high(one, area.wide) + 6 for one in told) <= area.high - 12:
            break
    sheet.words(area._replace(top=area.top + 12, high=area.high - 12), told, after=6)


def shares(found: Facing) -> Slide | None:
    """What each sector is of the emissions of each city; None where neither tells any."""
    held = found.shares
    if not held.rows:
        return None
    looks = ((theme.LIGHT.ours, False), (theme.BLUE, True))
    sides = [
        Group(
            f"{name} {item.year}" if item else f"{name}: {_('nothing by sector')}",
            [None if value is None else 100 * value for value in values],
            *look,
            ["" if value is None else mirrored_bars.percent(value) for value in values],
        )
        for name, item, values, look in zip(
            found.names,
            (held.left, held.right),
            ([row.left for row in held.rows], [row.right for row in held.rows]),
            looks,
            strict=True,
        )
    ]
    alt = aloud(pair_pictures.share_title(found), behind.shares(held, found.names))
    names = [say(row.name) for row in held.rows]
    about = _("Share of each city’s own emissions, by its own method")
    foot = f"{about}, %. {pair_pictures.sources(found.names, (held.left, held.right))}"
    noted = notes.spoken(about, _compare(found))
    return _slide(
        found,
        pair_pictures.share_title(found),
        lambda sheet, area: bar_pictures.groups(sheet, area, names, sides, alt),
        foot,
        noted,
    )


def curves(found: Facing, this_year: int) -> Slide | None:
    """How far each has come since its own base year; None where neither has an inventory."""
    if not any(index(side) for side in found.sides):
        return None
    aims = tuple(
        pair_pictures.aim(report, side) for report, side in zip((found.left, found.right), found.sides, strict=True)
    )

    about = _("Emissions as an index, each city’s own base year = 100")

    def draw(sheet: Canvas, area: Box) -> None:
        figure = pair_curves.curves(found.sides, aims, this_year, False)
        curve_pictures.curve(sheet, area, figure, aloud(about, behind.indices(found.sides)), lambda name: name)

    foot = f"{about}. {' '.join(map(pair_pictures.method_of, found.sides))} {_sources(found)}"
    return _slide(found, pair_pictures.curve_title(found.sides), draw, foot, notes.spoken(about, _compare(found)))


def compared(found: Facing) -> Slide | None:
    """What both report, per inhabitant; None where it cannot be compared."""
    held = found.comparison
    if held.refused or held.headless or held.left is None or held.right is None or not held.rows:
        return None
    values = [[held.amounts(row)[side] for row in held.rows] for side in (0, 1)]
    looks = ((theme.LIGHT.ours, False), (theme.BLUE, True))
    years = (held.left.year, held.right.year)
    sides = [
        Group(f"{name} {year}", mine, *look, [pair_bars.shown(value, held) for value in mine])
        for name, year, mine, look in zip(found.names, years, values, looks, strict=True)
    ]
    names = [say(row.name) for row in held.rows]
    foot = f"{pairing.rests_on(held, found.names)} {pair_pictures.sources(found.names, (held.left, held.right))}"
    noted = notes.spoken(
        _("Only what both report is compared; what one of them leaves out is left out of both."), _compare(found)
    )
    title = pairing.headline(held, found.names)
    alt = aloud(title, behind.side_by_side(held, found.names))
    return _slide(found, title, lambda sheet, area: bar_pictures.groups(sheet, area, names, sides, alt), foot, noted)


def comparable(found: Facing) -> Slide | None:
    """What can be compared, and what would unlock the rest; None where nothing can, which the verdicts say."""
    every = matters(*found.sides, found.shares, found.comparison)
    # Translators: the heading of a column: whether two cities can be compared by something.
    heads = (_("Compared by"), _("Possible or not"))
    rows = [
        (
            say(pair_learning.MATTER_NAMES[matter.code]),
            Stretch(f"● {_('can be compared')}", 1, theme.LIGHT.ours, True)
            if matter.shown
            else f"○ {' '.join(say(reason) for reason in matter.reasons)}",
        )
        for matter in sorted(every, key=lambda matter: not matter.shown)
    ]
    if not any(matter.shown for matter in every):
        return None
    title, noted = _("What can be compared, and what would unlock more"), notes.spoken(_compare(found))
    return _slide(found, title, table_pictures.picture(heads, rows, (0.32, 0.68), title), _sources(found), noted)


def learned(found: Facing) -> Slide | None:
    """What came of the exchange so far; None where nothing is on file."""
    told = [(kind, what) for kind, what, _source in pair_learning.telling(found)[:MOST_TOLD]]
    if not told:
        return None
    title = pair_learning.telling_title(found)
    sources = "; ".join(dict.fromkeys(say(one.source) for one in found.room.milestones if one.source))
    foot = _("Source: {sources}.", sources=sources) if sources else _("No source is known.")
    foot = f"{origins.as_filed()} {foot}".strip()
    noted = notes.spoken(
        _("Milestones as they were published; what has no date stands without one."),
        " ".join(pair_learning.asking(found, asked_first=False)[-1:]),
    )
    # Translators: the heads of a table of milestones of two cities.
    return _slide(
        found, title, table_pictures.picture((_("Kind"), _("What happened")), told, (0.2, 0.8), title), foot, noted
    )


def asked(found: Facing) -> Slide:
    """What each could ask the other."""

    def draw(sheet: Canvas, area: Box) -> None:
        gap = 36.0 if area.wide > HALF else 14.0
        wide = (area.wide - gap) / 2
        for place, asked_first in enumerate((False, True)):
            own, other = found.sides[::-1] if asked_first else found.sides
            left = area.left + place * (wide + gap)
            head = _("{city} could ask {partner}", city=own.name, partner=other.name)
            told = pair_learning.asking(found, asked_first)[:MOST_ASKED]
            sheet.rule(left, area.top, wide, theme.LIGHT.ours, 2)
            size = 17.0 if area.wide > HALF else 11.0
            while size > 6:
                words = [[Stretch(head, size + 2, bold=True)], *([Stretch(f"• {one}", size)] for one in told)]
                if sum(paragraph_high(one, wide) + size / 2 for one in words) <= area.high - 12:
                    break
                size -= 0.5
            sheet.words(Box(left, area.top + 10, wide, area.high - 10), words, after=size / 2)

    title = _("What each could ask the other")
    noted = notes.spoken(_("Questions follow from what each did better or has here."), _compare(found))
    return _slide(found, title, draw, _sources(found), noted)


def pillars(found: Facing) -> Slide:
    """What is known of both in mitigation, adaptation and access to energy."""
    told = [pillar_words.states(city.report(), city.adaptation(), city.energy()) for city in found.cities]
    rows = [(say(name), *(states[code].finding for states in told)) for code, name in PILLARS.items()]
    title, *more = pillar_words.steps_done([phase for city in found.cities for phase in city.duties().phases])
    noted, heads = notes.spoken(*map(ended, (title, *more))), (_("Pillar"), *found.names)
    draw = table_pictures.picture(heads, rows, (0.16, 0.42, 0.42), title)
    return _slide(found, title, draw, city_parts.no_badge(), noted)


class Waiting(NamedTuple):
    """What a city of a pair waits for from the other: who owes it, what, by when, and how it stands."""

    place: int
    owes: str
    waits: str
    what: str
    when: str
    state: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row."""
        return self[1:]


def waiting_heads() -> tuple[str, ...]:
    """The heads of the columns of what is waited for."""
    return _("Who promises"), _("For whom"), _("What it does"), _("By when"), _("State")


def waiting(found: Facing, today: date) -> list[Waiting]:
    """Promises of two cities and notes without a reply: what is late first, what is kept last."""
    names = dict(zip((side.city_id for side in found.sides), found.names, strict=True))
    other = dict(zip(names, found.names[::-1], strict=True))
    order = (PromiseState.LATE, PromiseState.OPEN, None, PromiseState.KEPT)
    told = []
    for one in found.room.promises:
        state = state_of(one.due, one.kept, today)
        owes = f"{names.get(one.by_city, one.by_city)}, {one.who}"
        when, said = printed(one.kept or one.due), say(pair_agreements.STATES[state][1])
        told.append(Waiting(order.index(state), owes, other.get(one.by_city, ""), one.what, when, said))
    replied = {one.reply_to for one in found.room.notes}
    for note in found.room.notes:
        if note.id not in replied and not note.reply_to:
            asks = names.get(note.by_city, note.by_city)
            answer = _("Waits for an answer")
            owes, when = other.get(note.by_city, ""), printed(note.written[:10])
            told.append(Waiting(_ASKED, owes, asks, note.what, when, answer))
    return sorted(told, key=lambda one: one.place)


def waiting_title(told: Sequence[Waiting]) -> str:
    """How many promises are not kept yet, else how many notes have no reply; that all are kept where none is left."""
    left, asked = sum(one.place < _ASKED for one in told), sum(one.place == _ASKED for one in told)
    if left:
        return ngettext("{number} promise open", "{number} promises open", left)
    if asked:
        return ngettext(
            "{count} note of a partner waits for an answer", "{count} notes of partners wait for an answer", asked
        )
    return ngettext("{count} promise kept.", "{count} promises kept.", len(told)).removesuffix(".")


def promises(found: Facing, today: datetime) -> Slide:
    """Who does what by when, and who waits for it; lines to fill in where nothing is promised yet."""
    told = waiting(found, today.date())[:MOST_PROMISES]
    rows = [one.cells for one in told]
    title = waiting_title(told) if told else _("What do we promise today?")
    late = "; ".join(one.what for one in told if one.place == 0)
    noted = notes.spoken(
        _("A promise is kept once somebody says so with the day; it is late once its day is over."),
        f"{say(pair_agreements.STATES[PromiseState.LATE][1])}: {late}" if late else "",
    )

    def draw(sheet: Canvas, area: Box) -> None:
        if rows:
            heads = waiting_heads()
            table_pictures.table(sheet, area, heads, rows, WAITING, table_pictures.told(heads, rows, title))
        else:
            next_lines(sheet, area, 3)

    return _slide(found, title, draw, _("As recorded on the page of the pair."), noted)
