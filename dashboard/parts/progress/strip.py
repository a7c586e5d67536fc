"""The verdict as two bars on one scale from zero: what was emitted beside what the path allows, and the target beside
what lies ahead. The words beside the bars say all that they show."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from analytics.commitment.expert import YearlyRates, yearly_rates
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from dashboard import session, theme, widgets
from dashboard.language import gettext as _
from dashboard.words import strengths
from datasets import CityReport

_STYLE = """<style>
.strip { display: grid; gap: .5rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.strip p { margin: 0 0 .125rem; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem;
  font-size: 1rem; line-height: 1.35; }
.strip div { position: relative; height: 1.125rem; border-left: 1px solid currentColor; }
.strip i { position: absolute; top: 0; bottom: 0; }
.strip i.tick { top: -.25rem; bottom: -.25rem; width: 2px; }
.strip small { font-size: inherit; white-space: nowrap; }
@media (max-width: 640px) { .strip p { font-size: .9375rem; } .strip small { display: none; } }
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


def strip(found: Drawing, report: CityReport) -> None:
    """Both bars with their words."""
    ahead = session.made_of("yearly rates", lambda: yearly_rates(found.progress, report.inventories), report)
    made = rows(found, ahead, theme.palette(widgets.dark()))
    st.html(f'{_STYLE}<div class="strip">{"".join(map(markup, made))}</div>')


def rows(found: Drawing, ahead: YearlyRates, colours: theme.Palette) -> list[Row]:
    """The bar of the year that judges and, where the target lies ``ahead``, that of its year."""
    later = found.target.year > found.year
    short_t = max(ahead.short_t or 0.0, 0.0) if later else 0.0
    whole = max(found.emitted_t, found.base_t, found.path_t, found.target_t + short_t)
    above, least, most = found.gap_t > 0, *sorted((found.emitted_t, found.path_t))
    off = colours.verdict(found.progress.verdict)
    now = [
        Part(0, found.base_t, theme.faint(colours.required, 0.14)),
        Part(0, least, colours.ours),
        Part(least, most, off if above else theme.faint(off, 0.42), "hatch" if above else "fill"),
        Part(found.path_t, found.path_t, colours.ink, "tick"),
    ]
    drawn = [Row(*_now(found), now, whole)]
    if later:
        then = [
            Part(0, found.target_t, theme.faint(colours.required, 0.45)),
            Part(found.target_t, found.target_t + short_t, colours.rising, "hatch"),
        ]
        drawn.append(Row(*_then(found, ahead), then, whole))
    return drawn


def _now(found: Drawing) -> tuple[str, str]:
    """What was emitted, and how far that is from what the path allows."""
    strength, distance = found.progress.strength, theme.tonnes(abs(found.gap_t), None, like=found.emitted_t)
    said = {"distance": "{0}", "path": theme.tonnes(found.path_t, None)}
    beside = (
        # Translators: {distance} above the amount that the path to the target allows, as in "0.18 Mt above".
        _("{distance} above the {path} that its path allows", **said)
        if found.gap_t > 0
        # Translators: {distance} below the amount that the path to the target allows, as in "0.18 Mt below".
        else _("{distance} below the {path} that its path allows", **said)
    )
    wide = f"({strengths.around(strength.gap, found.emitted_t)})" if strength else ""
    # Translators: the emissions of a year, as in "5.30 Mt CO₂e in 2020".
    emitted = _("{amount} in {year}", amount="{0}", year=found.year)
    return _bold(
        emitted, theme.tonnes(found.emitted_t, found.gas)
    ), f"{_bold(beside, distance)} <small>{escape(wide)}</small>"


def _then(found: Drawing, ahead: YearlyRates) -> tuple[str, str]:
    """What the target allows, what is left to cut, and where the recent trend leads."""
    named = {"amount": "{0}", "year": found.target.year, "promise": theme.promised(found.target)}
    # Translators: the level of a target, its year, and the target in short: "3.91 Mt in 2030, the target (−50 %)".
    aim = _bold(_("{amount} in {year}, the target ({promise})", **named), theme.tonnes(found.target_t, None))
    left_t = found.emitted_t - found.target_t
    if left_t <= 0:
        return aim, escape(_("reached already"))
    left = theme.tonnes(left_t, None, like=found.emitted_t)
    if ahead.short_t is None:
        return aim, _bold(_("{amount} left to cut", amount="{0}"), left)
    if ahead.short_t <= 0:
        gets_there = (
            _("{amount} left to cut; the recent trend gets there", amount="{0}")
            if ahead.trend_told
            else _("{amount} left to cut; recent years show no clear trend", amount="{0}")
        )
        return aim, _bold(gets_there, left)
    short = theme.tonnes(ahead.short_t, None, like=found.emitted_t)
    if not ahead.trend_told:
        untold = _(
            "{amount} left to cut; recent years show no clear trend (it would leave {short})",
            amount=left,
            short="{0}",
        )
        return aim, _bold(untold, short)
    if ahead.arrives is None:
        return aim, _bold(_("{amount} left to cut; at the recent trend {short} short", amount=left, short="{0}"), short)
    said = {"amount": left, "short": "{0}", "arrives": ahead.arrives}
    # Translators: {arrives} is the year in which the recent trend reaches the target.
    return aim, _bold(_("{amount} left to cut; at the recent trend {short} short, met in {arrives}", **said), short)


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
