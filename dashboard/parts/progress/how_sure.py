"""How sure the answer is, and why: one panel over Progress, with all that a doubter asks for, in that order."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.commitment.flips import Flips
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import choices, session, tables, theme, widgets
from dashboard.figures import reading_dots
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts import traces
from dashboard.parts.outlook import beside
from dashboard.parts.progress.answer import CityAnswer
from dashboard.widgets import text
from dashboard.words import commitments, strengths, verdicts
from datasets import CityReport

WHY = "why"
"""The parameter of the address that opens the panel."""
FIRST = 5
"""So many things to keep in mind stand at once; all of them, word by word, open below."""
_STYLE = """<style>
.sure { padding: 1.75rem 0 1.5rem; position: relative; }
.sure div { display: flex; height: 1.25rem; position: relative; }
.sure i { display: block; height: 100%; }
.sure b { position: absolute; width: 1rem; height: 1rem; border-radius: 50%; top: .125rem; margin-left: -.5rem;
  background: var(--ours); border: 2px solid var(--paper); box-sizing: border-box; }
.sure u { position: absolute; top: -.375rem; bottom: -.375rem; width: 2px; background: var(--ink); }
.sure span { position: absolute; bottom: 0; font-size: .875rem; white-space: nowrap; }
</style>"""


def asked() -> bool:
    """Whether the address asks for the panel: by its own name, or for the trace of a figure."""
    return WHY in st.query_params or "figure" in st.query_params


def link(key: str, label: str) -> None:
    """What opens the panel."""
    st.button(label, key=key, type="tertiary", on_click=choices.choose, args=(WHY, "1"))


def panel(report: CityReport, found: CityAnswer) -> None:
    """The panel, as long as the address asks for it."""
    if asked():
        title = _("How sure, and why")
        st.dialog(title, width="large", on_dismiss=_close)(_panel)(report, found)


def _close() -> None:
    for name in (WHY, "figure"):
        choices.choose(name, "")


def readings(report: CityReport) -> Flips | None:
    """The other ways to read the same figures; None where there is no answer to turn."""
    if report.leading.codes or report.leading.gap_t is None:
        return None
    return session.at_city(report.city.city_id).flips()


def _panel(report: CityReport, found: CityAnswer) -> None:
    _interval(report, found)
    tried = readings(report)
    if tried is not None:
        _readings(tried)
    _keep_in_mind(report, found)
    _targets(report)
    if report.leading.strength is not None and not report.leading.codes:
        _to_measure(report)
    if beside.told(report.leading):
        with st.expander(_("Yearly rates and other lines"), icon=":material/balance:"):
            beside.rates_and_lines(report.leading, report)
    st.header(_("Where it comes from"), anchor=False)
    if report.leading.sources:
        st.caption(text(_("Sources: {sources}.", sources="; ".join(map(say, report.leading.sources)))))
    _numbers(report)
    traces.progress(report)
    session.link("method", _("Method"), icon=":material/menu_book:")


def _interval(report: CityReport, found: CityAnswer) -> None:
    """The gap with its interval, in a sentence and as a bar from its lowest to its highest end."""
    leading = report.leading
    if found.gap_t is None or leading.strength is None or leading.latest is None:
        st.markdown(text(found.line))
        return
    like = leading.latest.emissions_t
    gap, wide = (theme.tonnes(abs(one), None, like=like) for one in (found.gap_t, max(leading.strength.gap)))
    st.markdown(text(_("The gap is {gap}, give or take {wide}.", gap=gap, wide=wide)))
    if found.sure and not leading.strength.too_close:
        st.markdown(text(_("So the answer is right with {share} confidence.", share=found.sure)))
    low, high = found.gap_t - leading.strength.gap.lower, found.gap_t + leading.strength.gap.upper
    first, last = min(low, 0.0), max(high, 0.0)
    span = last - first
    if span <= 0:
        return
    colours = theme.palette(widgets.dark())

    def at(value: float) -> float:
        return 100 * (value - first) / span

    fills = (
        f'<i style="width: {max(at(min(0.0, high)) - at(low), 0):.2f}%; margin-left: {at(low):.2f}%;'
        f' background: {theme.faint(colours.ours, 0.35)}"></i>'
        f'<i style="width: {max(at(high) - at(max(0.0, low)), 0):.2f}%;'
        f' background: {theme.faint(colours.rising, 0.35)}"></i>'
    )
    ends = (
        f'<span style="left: 0">{escape(_side(low, like))}</span>'
        f'<span style="right: 0">{escape(_side(high, like))}</span>'
        f'<span style="left: {at(0):.2f}%; top: 0; bottom: auto; padding-left: .375rem">{escape(_("its path"))}</span>'
    )
    marks = f'<b style="left: {at(found.gap_t):.2f}%"></b><u style="left: {at(0):.2f}%"></u>'
    st.html(f'{_STYLE}<div class="sure"><div aria-hidden="true">{fills}{marks}</div>{ends}</div>')


def _side(gap_t: float, like: float | None) -> str:
    return commitments.from_path(gap_t, like, 0)


def _readings(tried: Flips) -> None:
    st.header(text(tried.answer), anchor=False)
    every = [(one.name, one.gap_t) for one in sorted(tried.readings, key=lambda item: -item.gap_t)]
    if every:
        tables.table(
            {
                # Translators: the heading of a column: another way to read the figures.
                _("Other reading"): [say(name) for name, _gap in every],
                _("From the path"): [reading_dots.amount(gap_t, tried) for _name, gap_t in every],
            },
            _("Other readings of the figures"),
        )
    untold = [say(name) for names, _reason in tried.untold for name in names]
    if untold:
        st.caption(text(_("Not possible: {readings}.", readings="; ".join(untold))))
    session.link("drivers", _("All readings, and what moved the emissions"), icon=":material/arrow_forward:")


def _keep_in_mind(report: CityReport, found: CityAnswer) -> None:
    """Reasons and notes: the first ones, the rest on demand, with the rule of the verdict."""
    st.header(_("What to keep in mind"), anchor=False)
    said = list(found.reasons)
    if doubts := verdicts.head_doubts(report):
        said.append(doubts)
    said += [str(cause.told) for cause in report.explanations]
    st.markdown(
        "\n".join(f"- {text(subscripts(reason))}" for reason in said[:FIRST]) or _("Nothing speaks against it.")
    )
    with st.expander(_("All notes, word by word"), icon=":material/rule:"):
        st.markdown("\n".join(f"- {text(subscripts(reason))}" for reason in said[FIRST:]))
        st.markdown(text(verdicts.RULE))
        st.markdown(text(strengths.UNCERTAINTY))


def _targets(report: CityReport) -> None:
    others = [item for item in report.progress if item.target is not None and item.target != report.leading.target]
    if not others:
        return
    st.header(_("Other targets"), anchor=False)
    tables.table(
        {
            _("Target"): [commitments.promise(item.target) for item in others if item.target],
            _("Verdict"): [verdicts.answer(report, item).words for item in others],
            # Translators: the heading of a column: how far a city is from its path.
            _("From the path"): [commitments.gap(item) for item in others],
        },
        _("Every target with its verdict"),
    )
    st.caption(text(commitments.target_sources(report)))


def _to_measure(report: CityReport) -> None:
    """Which places to measure better."""
    found = report.leading.strength
    assert found is not None
    with st.expander(_("What to measure better"), icon=":material/straighten:"):
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
        session.link("figures", _("Say how sure a figure is"), icon=":material/edit:", asked={"table": "reasons"})


def _numbers(report: CityReport) -> None:
    """Every inventory as a table."""
    if not report.inventories:
        return
    found = sorted(report.inventories, key=lambda item: (-item.year, item.method))
    with st.expander(_("The numbers of every inventory"), icon=":material/table_rows:"):
        tables.table(
            {
                _("Year"): [str(item.year) for item in found],
                _("Emissions"): [theme.tonnes(item.emissions_t, item.gas) for item in found],
                _("Per inhabitant"): [theme.per_head(item.per_head_t, item.gas) for item in found],
                _("Inhabitants"): [theme.people(item.inhabitants) for item in found],
                _("Energy"): [theme.energy(item.energy_mwh) for item in found],
                _("Method"): [METHOD_NAMES[Method(item.method)] for item in found],
                _("Revision"): [f"{item.revision}, {theme.date(item.committed_at)}" for item in found],
            },
            _("Every inventory of {city}, the newest first", city=report.city.name),
        )
