"""How sure the answer is: which places to measure better, which readings would turn it, and what an expert holds beside
it."""

from __future__ import annotations

import streamlit as st

from dashboard import opened, session, tables, theme
from dashboard.figures import reading_dots
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.outlook import beside
from dashboard.widgets import text
from dashboard.words import strengths
from datasets import CityReport

FEW_READINGS = 3
"""So many other readings are named on the front page; Drivers has all."""


def beside_the_verdict(report: CityReport) -> None:
    """How sure the answer is, and what an expert holds beside it, closed: nothing where there is neither."""
    parts = [
        *([_sure] if report.leading.strength and not report.leading.codes else []),
        *([_lines] if beside.told(report.leading) else []),
    ]
    if parts:
        label = _("How sure it is, and what an expert would add")
        if (opens := opened.expander(label, ":material/balance:", "odds")) is not None:
            with opens:
                for place, part in zip(st.columns(len(parts), gap="large"), parts, strict=True):
                    with place:
                        part(report)


def _sure(report: CityReport) -> None:
    """Which places to measure better."""
    found = report.leading.strength
    assert found is not None
    st.header(text(strengths.title(report.leading)), anchor=False)
    st.markdown(text(strengths.better(found)))
    tables.table(
        {
            _("Place"): [strengths.place(weight) for weight in found.weights],
            # Translators: the heading of a column: how much of the variance of a distance comes from a place.
            _("Part of the variance"): [theme.percent(weight.percent) for weight in found.weights],
            _("Uncertainty"): [strengths.errors(weight) for weight in found.weights],
        },
        _("What to measure better"),
    )
    st.caption(text(strengths.note(found)))
    asked = {"table": "reasons"}
    session.link("figures", _("Say how sure a figure is"), icon=":material/edit:", asked=asked)


def _lines(report: CityReport) -> None:
    """The yearly rates and the other lines."""
    beside.rates_and_lines(report.leading, report)


def turns(report: CityReport) -> bool:
    """Whether it is told which readings would turn the answer: not where there is no verdict."""
    return report.leading.strength is not None and not report.leading.codes and report.leading.latest is not None


def turning(report: CityReport) -> None:
    """The readings that would turn the answer, the largest turn first."""
    if not turns(report):
        return
    tried = session.at_city(report.city.city_id).flips()
    st.header(_("What could turn the answer"), anchor=False)
    st.markdown(text(tried.sentence))
    if report.leading.strength is not None and not report.leading.strength.too_close:
        told = _(
            "{odds}: the chance that the answer is right, although the figures may be off. This list: other ways to "
            "read the same figures, taken as exact. One does not follow from the other.",
            odds=strengths.odds(report.leading.strength.answer),
        )
        st.caption(text(told))
    if shown := tried.told[:FEW_READINGS]:
        tables.table(
            {
                # Translators: the heading of a column: another way to read the figures.
                _("Read otherwise"): [say(name) for name, _gap in shown],
                _("From the path"): [reading_dots.amount(gap_t, tried) for _name, gap_t in shown],
            },
            _("Other readings of the figures"),
        )
    session.link("drivers", _("All readings"), report.city.city_id, icon=":material/rule:")
