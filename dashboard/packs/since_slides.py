"""The slides of what changed in a city since a day, such as that of the last meeting: the answer then and now, real
change apart from restatement, every year that is restated, what came on file, promises, and what is next.

What stood on that day is read from the ledger. A slide that would say nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from analytics.commitment.comparability import change_since, comparable
from analytics.inventories.inventory import Inventory
from analytics.pairs.promised import PromiseState, state_of
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.figures.scale import scale
from dashboard.figures.sectors import BarChart, SectorBar
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.packs import bar_pictures, city_parts, city_slides, letters, notes, pair_slides, table_pictures
from dashboard.packs.canvas import Canvas, Stretch
from dashboard.packs.master import HALF, Box
from dashboard.packs.slide_deck import Draw, Slide
from dashboard.parts.history import revisions
from dashboard.parts.pairs import pair_agreements
from dashboard.parts.progress import steps
from dashboard.words import verdicts
from dashboard.words.printed_dates import printed
from datasets import City, CityReport, Revision

MOST_ROWS, FEW_CHANGES = 9, 3
"""So many rows stand in a table; so few changes beside the answer, where nothing was on file before."""
LEAST_T = 0.5
"""Two totals that differ by less tonnes are the same."""


@dataclass(frozen=True)
class Since:
    """A city as it stood at the end of a ``day`` (None: nothing was on file of it) and as it stands, with what came on
    file since, the newest first."""

    day: date
    then: CityReport | None
    now: CityReport
    came: tuple[Revision, ...]

    def again(self, before: Inventory) -> Inventory | None:
        """The inventory of the same year and method as it stands now."""
        same = (item for item in self.now.inventories if (item.year, item.method) == (before.year, before.method))
        return next(same, None)


def read(city: City, then: City | None, day: date) -> Since:
    """What changed in a city since a day; ``then`` is the city as it stood at its end."""
    came = tuple(one for one in city.history() if one.committed_at.date() > day)
    return Since(day, then.report() if then is not None else None, city.report(), came)


def since(city: City, then: City | None, day: date, today: datetime) -> list[Slide]:
    """Every slide that says something of what changed, in their order; the first and the last always do."""
    found = read(city, then, day)
    made = [
        answers(found),
        real_and_restated(found),
        restated(found),
        came(found),
        promises(found, city, today),
        city_slides.slide(found.now, city_parts.next_steps(found.now, steps.steps(found.now, today.year))),
    ]
    return [one for one in made if one is not None]


def _slide(found: Since, title: str, draw: Draw, foot: str, noted: list[str], *shown: Inventory | None) -> Slide:
    who, more = city_slides.about(found.now)
    # Translators: above a slide: what is shown changed since this day.
    since_then = _("since {date}", date=printed(found.day.isoformat()))
    samples, more = found.now.holds_samples(*shown), f"{more} · {since_then}"
    return Slide(title, who, more, draw, foot, noted, city_slides.mark(found.now), samples)


def _notes(found: Since) -> list[str]:
    """The rule of what is real, and what is asked wherever something changed."""
    return notes.spoken(
        _("The same year counted anew is a restatement; only a newer year, counted alike, is a change of the city."),
        revisions.what(found.came[0]) if found.came else _("Nothing changed."),
    )


def answers(found: Since) -> Slide:
    """The answer on that day beside the one of today."""
    day, city = printed(found.day.isoformat()), say(found.now.city.name)
    if found.then is None:
        title = _("On {date} the record of {city} was empty", date=day, city=city)
    elif not found.came:
        title = _("Nothing of {city} changed since {date}", city=city, date=day)
    elif verdicts.headline(found.then) == verdicts.headline(found.now):
        title = _("{city}: the same answer as on {date}", city=city, date=day)
    else:
        title = _("{city}: another answer than on {date}", city=city, date=day)

    def draw(sheet: Canvas, area: Box) -> None:
        gap = 36.0 if area.wide > HALF else 14.0
        wide = (area.wide - gap) / 2
        size = 14.0 if area.wide > HALF else 9.0
        sides = ((day, found.then), (_("Today"), found.now))
        for place, (when, report) in enumerate(sides):
            left = area.left + place * (wide + gap)
            sheet.words(Box(left, area.top, wide, 20), [[Stretch(when, size, theme.LIGHT.soft, True)]])
            below = Box(left, area.top + 22, wide, area.high - 22)
            if report is not None:
                pair_slides.one_verdict(sheet, below, report)
            else:
                _since_nothing(sheet, below, found)

    return _slide(found, title, draw, city_parts.rests_on(found.now), _notes(found), found.now.leading.latest)


def _since_nothing(sheet: Canvas, area: Box, found: Since) -> None:
    """In the place of an answer that nothing was on file, and what was done since where it is little."""
    said = [_("There was nothing yet."), *(revisions.what(one) for one in found.came if len(found.came) <= FEW_CHANGES)]
    most = 18.0 if area.wide > HALF * 0.8 else 12.0
    size = letters.fitting("\n".join(said), area.wide, area.high, (most, *table_pictures.HALF_SIZES))
    sheet.words(area, [[Stretch(one, size)] for one in said], after=size / 2)


def real_and_restated(found: Since) -> Slide | None:
    """From the newest total as it stood then to the newest of now: restatement first, then what the city did; None
    where there is neither, or where the two cannot be subtracted."""
    then, latest = found.then.leading.latest if found.then else None, found.now.leading.latest
    again = found.again(then) if then is not None else None
    if then is None or again is None or latest is None or then.emissions_t is None or latest.emissions_t is None:
        return None
    newer = latest.year > again.year and latest.method == again.method
    anew = change_since(then, again) if then.gas == again.gas else None
    real = (change_since(again, latest) if comparable(again, latest) else None) if newer else 0.0
    if anew is None or real is None or max(abs(anew), abs(real)) < LEAST_T:
        return None
    like = max(then.emissions_t, latest.emissions_t)
    end = latest.emissions_t if newer else again.emissions_t or 0.0
    told = {
        "city": say(found.now.city.name),
        "real": theme.tonnes(real, None, signed=True, like=like),
        "restated": theme.tonnes(anew, None, signed=True, like=like),
        "first": again.year,
        "last": latest.year,
    }
    if not newer:
        title = _("{city}: the total of {first} is restated by {restated}, and no newer year is recorded", **told)
    elif abs(anew) < LEAST_T:
        title = _("{city}: {real} from {first} to {last}, and nothing restated", **told)
    else:
        title = _("{city}: {real} from {first} to {last}, and {restated} of restatement beside it", **told)
    unit = scale([like])
    day = printed(found.day.isoformat())
    moves = [
        _moved(_("{year}, as on {date}", year=then.year, date=day), 0.0, then.emissions_t, "total", like),
        _moved(_("Restatement"), then.emissions_t, then.emissions_t + anew, "restated", like),
        _moved(_("Real change"), then.emissions_t + anew, end, "real", like),
        _moved(_("{year}, as it stands", year=latest.year if newer else again.year), 0.0, end, "total", like),
    ]
    shown = [one for one, moved in zip(moves, (1.0, anew, real, 1.0), strict=True) if abs(moved) >= LEAST_T]
    scaled = [replace(one, start=one.start / unit.tonnes, value=one.value / unit.tonnes) for one in shown]
    series = f"{unit.symbol} {theme.GASES[latest.gas or 'CO2e']}"
    alt = "; ".join(f"{one.name}: {one.shown}" for one in shown)
    foot = f"{series}. {_('Hatched: restatement, no change of the city.')} {city_parts.rests_on(found.now)}"
    return _slide(
        found,
        title,
        lambda sheet, area: bar_pictures.bars(sheet, area, BarChart(lambda _dark: scaled, series), alt),
        foot,
        _notes(found),
        then,
        latest,
    )


def _moved(name: str, start: float, end: float, kind: str, like: float) -> SectorBar:
    change = end - start
    looks = {"total": theme.LIGHT.required, "restated": theme.LIGHT.soft}
    colour = looks.get(kind, theme.LIGHT.ours if change <= 0 else theme.LIGHT.rising)
    shown = theme.tonnes(end if kind == "total" else change, None, signed=kind != "total", like=like)
    return SectorBar(name, change, shown, colour, "/" if kind == "restated" else "", start)


def restated(found: Since) -> Slide | None:
    """The years that were counted anew, as they stood and as they stand; None where none was."""
    rows = []
    for before in sorted(found.then.inventories if found.then else (), key=lambda item: (-item.year, item.method)):
        again = found.again(before)
        after = again.emissions_t if again else None
        if before.emissions_t is None and after is None:
            continue
        if before.emissions_t is not None and after is not None and abs(after - before.emissions_t) < LEAST_T:
            continue
        moved = change_since(before, again) if again and again.gas == before.gas else None
        rows.append(
            (
                f"{before.year}, {say(METHOD_NAMES[Method(before.method)])}",
                theme.tonnes(before.emissions_t, before.gas),
                theme.tonnes(after, again.gas) if again else _("not recorded"),
                "" if moved is None else theme.tonnes(moved, None, signed=True, like=after),
            )
        )
    if not rows:
        return None
    day = printed(found.day.isoformat())
    heads = (_("Inventory"), _("As on {date}", date=day), _("As it stands"), _("Difference"))
    title = ngettext(
        "{count} total counted anew since {date}", "{count} totals counted anew since {date}", len(rows), date=day
    )
    draw = table_pictures.picture(heads, rows[:MOST_ROWS], (0.34, 0.22, 0.22, 0.22), title)
    return _slide(found, title, draw, city_parts.rests_on(found.now), _notes(found), *found.now.inventories)


def came(found: Since) -> Slide | None:
    """What was put on file or taken back, the newest first; None where nothing was, or where the first slide says
    it."""
    if not found.came or (found.then is None and len(found.came) <= FEW_CHANGES):
        return None
    heads = (_("Revision"), _("What was done"))
    rows = [(str(one.revision), revisions.what(one)) for one in found.came[:MOST_ROWS]]
    day = printed(found.day.isoformat())
    title = ngettext("{count} change since {date}", "{count} changes since {date}", len(found.came), date=day)
    foot = _("The newest first; History has all of them.")
    return _slide(found, title, table_pictures.picture(heads, rows, (0.12, 0.88), title), foot, _notes(found))


def promises(found: Since, city: City, today: datetime) -> Slide | None:
    """What was promised to partners: kept since then, open, or late; None where nothing is."""
    held = [
        one for one in city.pairs.room().promises if not one.kept or one.kept >= found.day.isoformat()[: len(one.kept)]
    ]
    if not held:
        return None
    states = [state_of(one.due, one.kept, today.date()) for one in held]
    heads = (_("Who promises"), _("What it does"), _("By when"), _("State"))
    rows = [
        (one.who, one.what, printed(one.kept or one.due), say(pair_agreements.STATES[state][1]))
        for one, state in zip(held, states, strict=True)
    ]
    kept = sum(state is PromiseState.KEPT for state in states)
    title = ngettext(
        "{kept} of {number} promise kept since {date}",
        "{kept} of {number} promises kept since {date}",
        len(held),
        kept=kept,
        date=printed(found.day.isoformat()),
    )
    foot = _("As recorded on the page of the pair.")
    return _slide(
        found,
        title,
        table_pictures.picture(heads, rows[:MOST_ROWS], (0.24, 0.46, 0.16, 0.14), title),
        foot,
        _notes(found),
    )
