"""What others published of a city that brought its own figures: shown, never judged, and where it differs, said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.commitment.published_answers import change_percent, differs
from dashboard import opened, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.widgets import text
from dashboard.words import published_facts
from dashboard.words.shown_series import own_series
from datasets import CityReport, Refused, signatory_answers

Figures = tuple[signatory_answers.SignatoryFigure, ...]


def series(city_id: str) -> Figures:
    """What a thin line beside the city's own shows; nothing where a table cannot be read, which ``part`` says."""
    try:
        return tuple(one for one in signatory_answers.beside(city_id) if one.in_answer)
    except Refused:
        return ()


def part(report: CityReport) -> None:
    """Each published total with its source, beside the city's own of that year."""
    try:
        found = signatory_answers.beside(report.city.city_id)
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    if not found:
        return
    own = {item.year: item.emissions_t for item in own_series(report) if item.emissions_t}
    apart = [(one.in_answer, one.year, differs(own[one.year], one.t)) for one in found if one.year in own]
    label = _("Published by others")
    if told := [(leads, year, by) for leads, year, by in apart if by is not None]:
        _leads, year, by = max(told)
        said = {"percent": theme.percent(abs(by)), "year": year}
        label = (
            _("Published by others: {percent} less than its own figure of {year}", **said)
            if by < 0
            else _("Published by others: {percent} more than its own figure of {year}", **said)
        )
    place = opened.expander(text(label), ":material/account_balance:", "published-beside")
    if place is not None:
        with place:
            totals(found, _("Published by others"), own)
            st.caption(_("What each counts can differ. Its own figures alone are judged."))


def totals(found: Sequence[signatory_answers.SignatoryFigure], alt: str, own: Mapping[int, float] = {}) -> None:
    """Published totals with what each counts and its source, beside the city's ``own`` by year where it has any."""
    kinds = published_facts.counted()
    columns = {
        _("Year"): [str(one.year) for one in found],
        _("Emissions"): [theme.tonnes(one.t, None) for one in found],
    }
    if own:
        mine = [own.get(one.year) for one in found]
        columns[_("Its own figure")] = [theme.tonnes(t, None) if t else "" for t in mine]
        distances = [
            theme.percent(change_percent(t, one.t), signed=True) if t else ""
            for t, one in zip(mine, found, strict=True)
        ]
        columns[_("Difference")] = distances
    columns[_("What it counts")] = [kinds[one.kind] for one in found]
    columns[_("Source")] = [signatory_answers.briefly(one.source) for one in found]
    tables.table(columns, alt)
