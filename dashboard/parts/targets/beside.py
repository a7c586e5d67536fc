"""What an expert holds beside the chosen target: its pace, other lines, and what the total leaves outside."""

from __future__ import annotations

import streamlit as st

from analytics.commitment.expert import OtherLine, Pace, expert
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import Outlook


def pace_and_lines(ahead: Outlook) -> None:
    """The pace in a sentence, each other line with where the city stands against it, and what is outside."""
    progress, report = ahead.progress, ahead.report
    found = expert(progress, report.inventories, report.city.country_code)
    st.header(_("Pace and other lines"), anchor=False)
    st.markdown("\n".join(f"- {text(said)}" for said in _pace(found.pace)))
    year = progress.latest.year if progress.latest else None
    if found.lines:
        st.markdown("\n".join(f"- **{text(say(line.name))}**: {text(_line(line, year))}" for line in found.lines))
        st.caption(text(_("Source: {source}.", source="; ".join(say(line.source) for line in found.lines))))
    st.caption(text(" ".join([_("Outside:"), *map(say, found.outside)])))


def told(ahead: Outlook) -> bool:
    """Whether there is anything to hold beside the target: a target and an inventory."""
    return ahead.progress.target is not None and ahead.progress.latest is not None


def _pace(pace: Pace) -> list[str]:
    """What was achieved a year, what is required, and when the trend arrives."""
    if pace.achieved_t is None or pace.achieved_percent is None:
        return [say(pace.reason or "")]
    achieved = {"amount": theme.tonnes(pace.achieved_t, None), "percent": theme.percent(pace.achieved_percent, 1)}
    said = [_("Achieved: {amount} less a year, {percent} of the baseline.", **achieved)]
    if pace.required_t is not None and pace.required_percent is not None:
        required = {"amount": theme.tonnes(pace.required_t, None), "percent": theme.percent(pace.required_percent, 1)}
        said.append(_("Required from here: {amount} less a year, {percent} of the baseline.", **required))
    if pace.arrives is not None:
        said.append(_("At the pace of the recent trend: {year}.", year=pace.arrives))
    elif pace.reason:
        said.append(say(pace.reason))
    return said


def _line(line: OtherLine, year: int | None) -> str:
    """Where one line leads, how far the city is from it, and whether the city asks for more."""
    if line.level_t is None:
        return say(line.reason or "")
    said = [_("{amount} in {year}.", amount=theme.tonnes(line.level_t, None), year=line.year)]
    if line.gap_t is not None and year is not None:
        off = {"amount": theme.tonnes(abs(line.gap_t), None, like=line.base_t), "year": year}
        said.append(
            _("In {year} the city is {amount} above it.", **off)
            if line.gap_t > 0
            else _("In {year} the city is {amount} below it.", **off)
        )
    if line.asked is not None:
        said.append(
            # Translators: "it" is another line, such as the target of the country.
            _("In {year} the city's own path is not above it.", year=line.year)
            if line.asked
            # Translators: "it" is another line, such as the target of the country.
            else _("In {year} the city's own path is above it.", year=line.year)
        )
    return " ".join(said)
