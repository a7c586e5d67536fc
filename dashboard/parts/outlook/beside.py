"""What an expert holds beside the chosen target: its yearly rates, other lines, and what the total leaves outside."""

from __future__ import annotations

import streamlit as st

from analytics.commitment.expert import UNTOLD, OtherLine, YearlyRates, expert
from analytics.commitment.judged import Progress
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import CityReport


def rates_and_lines(progress: Progress, report: CityReport) -> None:
    """The yearly rates in sentences, each other line with where the city stands against it, and what is outside."""
    found = session.made_of(
        "beside the target", lambda: expert(progress, report.inventories, report.city.country_code), progress, report
    )
    st.header(_("Yearly rates and other lines"), anchor=False)
    year = progress.latest.year if progress.latest else None
    st.markdown("\n".join(f"- {text(said)}" for said in _rates(found.rates, year)))
    if found.lines:
        st.markdown("\n".join(f"- **{text(say(line.name))}**: {text(_line(line, year))}" for line in found.lines))
        st.caption(text(_("Source: {sources}.", sources="; ".join(say(line.source) for line in found.lines))))
    st.caption(text(" ".join([_("Outside:"), *map(say, found.outside)])))


def told(progress: Progress) -> bool:
    """Whether there is anything to hold beside the target: a target and an inventory."""
    return progress.target is not None and progress.latest is not None


def _rates(rates: YearlyRates, since: int | None) -> list[str]:
    """What was achieved a year, what is required from the inventory of ``since`` on, and when the trend arrives."""
    if rates.achieved_t is None or rates.achieved_percent is None:
        return [say(rates.reason or "")]
    achieved = {
        "amount": theme.tonnes(abs(rates.achieved_t), None),
        "percent": theme.percent(abs(rates.achieved_percent), 1),
    }
    said = [
        _("Achieved since the base year: {amount} less a year, {percent} of the baseline.", **achieved)
        if rates.achieved_t >= 0
        else _("Since the base year: {amount} more a year, {percent} of the baseline.", **achieved)
    ]
    if rates.required_t is not None and rates.required_percent is not None:
        required = {"amount": theme.tonnes(rates.required_t, None), "percent": theme.percent(rates.required_percent, 1)}
        said.append(
            _("Required from {year} on: {amount} less a year, {percent} of the baseline.", year=since, **required)
        )
    if rates.trend_t is None:
        return [*said, say(rates.reason or "")]
    trend = {
        "amount": theme.tonnes(abs(rates.trend_t), None),
        "year": rates.trend_since,
        "number": rates.trend_inventories,
    }
    line = [
        _("Recent trend through {number} inventories since {year}: {amount} less a year.", **trend)
        if rates.trend_t >= 0
        else _("Recent trend through {number} inventories since {year}: {amount} more a year.", **trend)
    ]
    if rates.trend_off_t:
        off = {"amount": theme.tonnes(abs(rates.trend_off_t), None), "year": rates.trend_to}
        line.append(
            _("In {year} that trend is {amount} above what was counted.", **off)
            if rates.trend_off_t > 0
            else _("In {year} that trend is {amount} below what was counted.", **off)
        )
    said.append(" ".join(line))
    if not rates.trend_told:
        return [*said, say(UNTOLD)]
    if rates.arrives is not None:
        return [*said, _("If it went on, it would reach the target in {year}.", year=rates.arrives)]
    return [*said, say(rates.reason or "")]


def _line(line: OtherLine, year: int | None) -> str:
    """Where one line leads, how far the city is from it, and whether the city asks for more."""
    if line.level_t is None:
        return say(line.reason or "")
    said = [_("{amount} in {year}.", amount=theme.tonnes(line.level_t, None), year=line.year)]
    if line.gap_t is not None and year is not None:
        off = {"amount": theme.tonnes(abs(line.gap_t), None, like=line.base_t), "year": year}
        said.append(
            _("In {year} the city is {amount} above that line.", **off)
            if line.gap_t > 0
            else _("In {year} the city is {amount} below that line.", **off)
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
