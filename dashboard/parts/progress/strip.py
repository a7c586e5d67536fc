"""The verdict as two bars on one scale from zero: what was emitted beside what the path allows, and the target beside
what lies ahead. The words beside the bars say all that they show."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from analytics.commitment.expert import YearlyRates
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from dashboard import theme, widgets
from dashboard.language import gettext as _

_STYLE = """<style>
.strip { display: grid; gap: .875rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.strip section { display: grid; grid-template-columns: 3.625rem 1fr; row-gap: .125rem; }
.strip b.year { grid-row: 2; align-self: center; font-weight: 700; }
.strip p { grid-column: 2; margin: 0; min-height: 1.375rem; line-height: 1.375; }
.strip p.end { text-align: end; padding: 0 !important; }
.strip div { grid-column: 2; grid-row: 2; position: relative; height: 1.875rem;
  border-inline-start: 2px solid currentColor; }
.strip i { position: absolute; top: 0; bottom: 0; font-style: normal; line-height: 1.875rem; white-space: nowrap; }
.strip i.tick { top: -.25rem; bottom: -.25rem; width: 2px; }
.strip i.todo { border: 1.5px dashed var(--rising); box-sizing: border-box; color: var(--rising); padding: 0 .5rem;
  line-height: 1.7rem; }
.strip i.words { padding: 0 .625rem; }
@media (min-width: 641px) { .strip p.narrow { display: none; } }
@media (max-width: 640px) {
  .strip i.todo span { display: none; }
  .strip section { grid-template-columns: auto 1fr; }
  .strip b.year { grid-row: 1; }
  .strip p { text-align: end; padding: 0 !important; }
  .strip div { grid-column: 1 / -1; }
  .strip i.from { display: none; }
}
</style>"""


@dataclass(frozen=True)
class Part:
    """A part of a bar in tonnes, from its left to its right end; ``mark`` is fill, hatch or tick."""

    first: float
    last: float
    colour: str
    mark: str = "fill"


@dataclass(frozen=True)
class Drawing:
    """What the strip draws of one verdict, in t of ``gas``: the year that judges and the year of the target."""

    progress: Progress
    year: int
    gas: str | None
    emitted_t: float
    base_t: float
    path_t: float
    gap_t: float
    target: Target
    target_t: float


def drawing(progress: Progress) -> Drawing | None:
    """What there is to draw: a gap that nothing forbids, between amounts that are not below zero; else None."""
    latest, base, target = progress.latest, progress.baseline, progress.target
    if progress.codes or latest is None or base is None or target is None or latest.emissions_t is None:
        return None
    if progress.gap_t is None or progress.path_t is None or progress.target_t is None:
        return None
    amounts = latest.emissions_t, base.emissions_t, progress.path_t, progress.gap_t
    found = Drawing(progress, latest.year, latest.gas, *amounts, target, progress.target_t)
    return found if min(found.emitted_t, found.path_t, found.target_t) >= 0 < found.base_t else None


@dataclass(frozen=True)
class Row:
    """One bar, ``whole`` tonnes wide, with the words to its left and right above it, as HTML."""

    left: str
    right: str
    parts: list[Part]
    whole: float


def strip(found: Drawing) -> None:
    """Both bars on one scale from zero, with their words in them and what is far or near beside them."""
    colours = theme.palette(widgets.dark())
    whole = max(found.emitted_t, found.base_t, found.path_t)
    st.html(f'{_STYLE}<div class="strip">{_year(found, whole, colours)}{_aim(found, whole, colours)}</div>')


def _year(found: Drawing, whole: float, colours: theme.Palette) -> str:
    """The year that judges: what was emitted, the path's tick, and the base year behind."""
    bars, most = _parts(found, colours), max(found.emitted_t, found.path_t)
    # Translators: within a bar: what a city emitted, as in "5.30 Mt emitted".
    words = _bold(_("{amount} emitted", amount="{0}"), theme.tonnes(found.emitted_t, None))
    base = found.progress.baseline
    behind = ""
    if base is not None and found.base_t - most > 0.18 * whole:
        said = escape(_("{amount} in {year}", amount=theme.tonnes(found.base_t, None), year=base.year))
        behind = f'<i class="words from" style="right: {100 - 100 * found.base_t / whole:.2f}%">{said}</i>'
    tick = 100 * found.path_t / whole
    place = ' class="end"' if tick > 62 else f' style="padding-inline-start: {tick:.2f}%"'
    inner = "".join(_bar(part, whole) for part in bars if part.last > part.first or part.mark == "tick")
    filled = 100 * found.emitted_t / whole
    look = f"left: 0; color: {colours.paper}" if filled > 20 else f"left: {filled:.2f}%"
    label = f'<i class="words" style="{look}">{words}</i>'
    beside = f"<p{place}>{_now(found)[1]}</p>"
    return f'<section><b class="year">{found.year}</b>{beside}<div>{inner}{label}{behind}</div></section>'


def _parts(found: Drawing, colours: theme.Palette) -> list[Part]:
    """The bar of the year that judges in its parts."""
    above, least, most = found.gap_t > 0, *sorted((found.emitted_t, found.path_t))
    off = colours.verdict(found.progress.verdict)
    return [
        Part(0, found.base_t, theme.faint(colours.required, 0.14)),
        Part(0, least, colours.ours),
        Part(least, most, off if above else theme.faint(off, 0.42), "hatch" if above else "fill"),
        Part(found.path_t, found.path_t, colours.ink, "tick"),
    ]


def _aim(found: Drawing, whole: float, colours: theme.Palette) -> str:
    """The year of the target: its level, and what is still to cut as a dashed outline."""
    if found.target.year <= found.year:
        return ""
    words = _bold(_("{amount} is the target", amount="{0}"), theme.tonnes(found.target_t, None))
    bar = _bar(Part(0, found.target_t, theme.faint(colours.required, 0.45)), whole)
    left_t, left = found.emitted_t - found.target_t, 100 * found.target_t / whole
    beside, todo, inside = "", "", False
    if left_t > 0:
        said = _bold(_("{amount} still to cut", amount="{0}"), theme.tonnes(left_t, None, like=found.emitted_t))
        wide = 100 * left_t / whole
        inside = wide > 15
        words_in = f"<span>{said}</span>" if inside else ""
        todo = f'<i class="todo" style="left: {left:.2f}%; width: {wide:.2f}%">{words_in}</i>'
        beside = said
    else:
        beside = escape(_("reached already"))
    line = f'<p class="end{" narrow" if todo and inside else ""}">{beside}</p>'
    label = f'<i class="words" style="left: 0">{words}</i>'
    return f'<section class="aim"><b class="year">{found.target.year}</b>{line}<div>{bar}{todo}{label}</div></section>'


def rows(found: Drawing, ahead: YearlyRates, colours: theme.Palette) -> list[Row]:
    """The bar of the year that judges and, where the target lies ``ahead``, that of its year."""
    later = found.target.year > found.year
    short_t = max(ahead.short_t or 0.0, 0.0) if later else 0.0
    whole = max(found.emitted_t, found.base_t, found.path_t, found.target_t + short_t)
    drawn = [Row(*_now(found), _parts(found, colours), whole)]
    if later:
        then = [
            Part(0, found.target_t, theme.faint(colours.required, 0.45)),
            Part(found.target_t, found.target_t + short_t, colours.rising, "hatch"),
        ]
        drawn.append(Row(*_then(found), then, whole))
    return drawn


def _now(found: Drawing) -> tuple[str, str]:
    """What was emitted, and how far that is from what the path allows."""
    distance = theme.tonnes(abs(found.gap_t), None, like=found.emitted_t)
    said = {"distance": "{0}", "path": theme.tonnes(found.path_t, None)}
    beside = (
        # Translators: {distance} above the amount that the path to the target allows, as in "0.18 Mt above".
        _("{distance} above the {path} its path allows", **said)
        if found.gap_t > 0
        # Translators: {distance} below the amount that the path to the target allows, as in "0.18 Mt below".
        else _("{distance} below the {path} its path allows", **said)
    )
    # Translators: the emissions of a year, as in "5.30 Mt CO₂e in 2020".
    emitted = _("{amount} in {year}", amount="{0}", year=found.year)
    return _bold(emitted, theme.tonnes(found.emitted_t, found.gas)), _bold(beside, distance)


def _then(found: Drawing) -> tuple[str, str]:
    """What the target allows, and what is left to cut."""
    named = {"amount": "{0}", "year": found.target.year, "promise": theme.promised(found.target)}
    # Translators: the level of a target, its year, and the target in short: "3.91 Mt in 2030, the target (−50 %)".
    aim = _bold(_("{amount} in {year}, the target ({promise})", **named), theme.tonnes(found.target_t, None))
    left_t = found.emitted_t - found.target_t
    if left_t <= 0:
        return aim, escape(_("reached already"))
    left = theme.tonnes(left_t, None, like=found.emitted_t)
    return aim, _bold(_("{amount} still to cut", amount="{0}"), left)


def _bold(said: str, amount: str) -> str:
    """A sentence as HTML with the amount that it leaves open ("{0}") in bold."""
    return escape(said).replace("{0}", f"<b>{escape(amount)}</b>")


def markup(row: Row) -> str:
    """A bar with its words as HTML, which a style sheet sets."""
    bars = "".join(_bar(part, row.whole) for part in row.parts if part.last > part.first or part.mark == "tick")
    words = f"<p><span>{row.left}</span><span>{row.right}</span></p>"
    return f'<section>{words}<div aria-hidden="true">{bars}</div></section>'


def _bar(part: Part, whole: float) -> str:
    left, width = 100 * part.first / whole, 100 * (part.last - part.first) / whole
    where = f"left: {left:.2f}%"
    if part.mark == "tick":
        return f'<i class="tick" style="{where}; background: {part.colour}"></i>'
    fill = part.colour
    if part.mark == "hatch":
        fill = f"repeating-linear-gradient(135deg, {part.colour} 0 2px, {theme.faint(part.colour, 0.25)} 2px 7px)"
    return f'<i style="{where}; width: {width:.2f}%; background: {fill}"></i>'
