"""The form of the page Plan for one more target: the fields of ``python -m datasets target``, with its checks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.commitment.targets import KIND_NAMES, Kind
from analytics.commitment.trajectory import PATHS
from analytics.text.problems import Problem, ask, block
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import number_field, session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.widgets import text
from dashboard.words.spans import year_list
from datasets import GdpRow, NewTarget, Outlook, Refused

FIELDS = (
    "kind",
    "base_year",
    "year",
    "reduction_percent",
    "level_t",
    "base_t",
    "path",
    "method",
    "sector",
    "exclusions",
    "source",
    "scenario_source",
    "gdp_unit",
    "gdp_currency",
    "gdp_price_year",
    "gdp_source",
    "national_percent",
    "national_base_year",
    "national_year",
    "national_source",
)
"""The fields of a ``NewTarget`` with one value each."""
_NUMBERS = ("reduction_percent", "level_t", "base_t", "national_percent")
_PATH_NAMES = {
    # Translators: how emissions fall on the path to a target.
    "linear": Sentence("The same tonnes each year"),
    # Translators: how emissions fall on the path to a target.
    "constant-rate": Sentence("The same per cent each year"),
}
_POINT = re.compile(r"([0-9]{4})\s*=\s*(\S.*)")
_FIXES = {
    "gdp-basis": Sentence("Give unit, currency and year of prices, the same for every year."),
    "national-incomplete": Sentence("Fill in all four fields of the target of the country, or none of them."),
}
"""What to do about a refusal, where the words of the command line name its options."""


def form(ahead: Outlook) -> None:
    """A form for one more target, or another one of the same kind and years."""
    years = sorted({item.year for item in ahead.report.inventories if item.emissions_t is not None})
    city_id = ahead.report.city.city_id
    methods = list(dict.fromkeys(item.method for item in ahead.report.inventories)) or [one.value for one in Method]
    with st.container(key="form-target"):
        st.header(_("Add a target"), anchor=False)
        promised, beside = st.columns(2, gap="medium")
        with promised:
            _promise(city_id, min(years, default=None), methods)
        with beside:
            _beside(city_id)


def _beside(city_id: str) -> None:
    """What a target may be told against, where it stands, why it is set, and the button that takes it in."""
    with st.expander(_("Baseline scenario"), icon=":material/trending_flat:"):
        _scenario(city_id)
    with st.expander(_("GDP of the city"), icon=":material/payments:"):
        _gdp(city_id)
    with st.expander(_("Target of the country, to compare with"), icon=":material/flag:"):
        _national(city_id)
    st.text_input(_("Document that sets it"), key=key("source", city_id), max_chars=300)
    st.text_input(
        _("Reason"),
        key=key("reason", city_id),
        max_chars=300,
        placeholder=_("Why it is set, such as a council's vote"),
    )
    st.button(_("Add the target"), type="primary", on_click=_add, args=(city_id,))


def key(name: str, city_id: str) -> str:
    """Where the session keeps what is entered in a field: what is said of one city is not said of the next."""
    return f"target-{name}-{city_id}"


def _promise(city_id: str, first: int | None, methods: Sequence[str]) -> None:
    """What is promised, by when, and how it is judged."""
    # Translators: the kind of a target, such as net zero.
    st.selectbox(_("Kind"), list(KIND_NAMES), format_func=_kind, key=key("kind", city_id))
    left, right = st.columns(2)
    left.number_input(_("Base year"), 1990, 2060, value=first, key=key("base_year", city_id))
    right.number_input(_("Target year"), 1990, 2060, value=2030, key=key("year", city_id))
    number_field.field(_("Emissions of the base year in t CO₂e, as declared"), key("base_t", city_id), "t CO₂e")
    left, right = st.columns(2)  # a pair of its own each time, so that on a phone they follow each other
    number_field.field(_("Reduction in per cent"), key("reduction_percent", city_id), "%", left)
    number_field.field(_("Or a level in t CO₂e"), key("level_t", city_id), "t CO₂e", right)
    left, right = st.columns(2)
    left.selectbox(
        # Translators: how emissions fall on the way to a target.
        _("Path"),
        list(PATHS),
        format_func=lambda path: say(_PATH_NAMES[path]),
        key=key("path", city_id),
    )
    right.selectbox(
        # Translators: the method whose inventories a target is judged by.
        _("Judged by"),
        methods,
        format_func=lambda method: say(METHOD_NAMES[Method(method)]),
        key=key("method", city_id),
    )
    st.text_input(
        _("Sector"),
        key=key("sector", city_id),
        max_chars=120,
        placeholder=_("Blank for the whole inventory"),
        help=_("Where the target covers one sector alone, such as Transport: it is judged by that in both years."),
    )
    st.text_input(
        # Translators: the sectors that a target does not cover.
        _("Left out"),
        key=key("exclusions", city_id),
        max_chars=300,
        placeholder=_("Such as Waste"),
        help=_("Sectors that the target leaves out, by their names: they are left out of both years."),
    )


def _kind(kind: Kind) -> str:
    """A kind of target as it stands in a list: with a capital."""
    name = say(KIND_NAMES[kind])
    return name[:1].upper() + name[1:]


def _scenario(city_id: str) -> None:
    """The points of a baseline scenario, for a target that is measured from one."""
    st.text_area(
        _("Tonnes CO₂e by year"),
        key=key("scenario", city_id),
        placeholder="2025=1250000\n2030=1200000",
        help=_points_help(),
        max_chars=2000,
        height=100,
    )
    _shown_back(city_id, "scenario")
    st.text_input(_("Where the scenario is from"), key=key("scenario_source", city_id), max_chars=300)


def _gdp(city_id: str) -> None:
    """The GDP of the city by year, for a target per unit of it."""
    before = session.at_city(city_id).gdp()
    st.text_area(
        _("GDP by year"),
        key=key("gdp", city_id),
        placeholder="2015=40500\n2020=41800",
        help=_points_help(),
        max_chars=2000,
        height=100,
    )
    _shown_back(city_id, "gdp")
    unit, currency, prices = st.columns(3)
    # Translators: the unit of a GDP, such as million.
    unit.text_input(_("Unit"), key=key("gdp_unit", city_id), max_chars=40, placeholder=_("Such as million"))
    currency.text_input(_("Currency"), key=key("gdp_currency", city_id), max_chars=3, placeholder=_("Such as EUR"))
    # Translators: the year at whose prices a GDP is given.
    prices.text_input(_("Prices of"), key=key("gdp_price_year", city_id), max_chars=4, placeholder=_("A year"))
    st.text_input(_("Where the GDP is from"), key=key("gdp_source", city_id), max_chars=300)
    if before:
        st.caption(text(_on_file(before)))


def _on_file(before: Sequence[GdpRow]) -> str:
    """The GDP that the city has, and that more years may simply follow it."""
    said = _(
        "On file: the GDP of {years}, in {unit} {currency} at prices of {year}.",
        years=year_list(row.year for row in before),
        unit=before[0].unit,
        currency=before[0].currency,
        year=before[0].price_year,
    )
    return f"{said} {_('Unit, currency and prices may stay blank: more years follow these.')}"


def _national(city_id: str) -> None:
    """The target of the country, which the city's own is set beside."""
    left, right = st.columns(2)
    # Translators: "its" is that of the country's target, here and below.
    left.number_input(_("Its base year"), 1990, 2060, value=None, key=key("national_base_year", city_id))
    right.number_input(_("Its target year"), 1990, 2060, value=None, key=key("national_year", city_id))
    left, right = st.columns(2)
    number_field.field(_("Its reduction in per cent"), key("national_percent", city_id), "%", left)
    right.text_input(_("Where it is from"), key=key("national_source", city_id), max_chars=300)


def _points_help() -> str:
    return _("One year a line, such as 2030=1200000.")


def _add(city_id: str) -> None:
    """Put the target on file. What is refused is told in the words of the page."""
    author = visitors.author()
    try:
        if _stated("base_year", city_id) is None:
            found, fix = Sentence("no base year"), Sentence("Fill in the base year.")
            raise Refused(ask("base-missing", found, "a year from 1990 on", fix))
        target = NewTarget(
            scenario=_points(city_id, "scenario"),
            gdp=_points(city_id, "gdp"),
            **{name: _stated(name, city_id) for name in FIELDS},
        )
        added = session.at_city(city_id).state_target(target, author, _stated("reason", city_id) or "")
    except Refused as refusal:
        told = [replace(problem, fix=_FIXES.get(problem.code, problem.fix)) for problem in refusal.problems]
        outcomes.done("plan", city_id=city_id, refused=told)
        return
    words = Sentence("The target is saved as revision {revision}.", revision=added.revision)
    outcomes.done("plan", words, city_id, revision=added)


def _stated(name: str, city_id: str) -> Any:
    """What stands in a field; None where nothing does."""
    value = session.kept(key(name, city_id))
    if name in _NUMBERS:
        return number_field.typed(value, name)
    return (value.strip() or None) if isinstance(value, str) else value


def _points(city_id: str, name: str) -> dict[int, float]:
    """The amounts of a field by year. Raises Refused for a line without both, or with a year named before."""
    lines = str(_stated(name, city_id) or "").splitlines()
    found: dict[int, float] = {}
    for number, line in enumerate(lines, start=1):
        point = _POINT.fullmatch(line.strip())
        if point and int(point[1]) not in found:
            found[int(point[1])] = number_field.typed(point[2], name) or 0.0
        elif line.strip():
            raise Refused(_unreadable(name, number, line.strip()[:60], again=bool(point)))
    return found


def _shown_back(city_id: str, name: str) -> None:
    """Below such a field, how it was read; what it refuses is told when the target is added."""
    with suppress(Refused):
        read = [f"{year}: {number_field.shown(amount)}" for year, amount in _points(city_id, name).items()]
        if read:
            st.caption(text("; ".join(read)))


def _unreadable(name: str, line: int, said: str, again: bool) -> Problem:
    """The problem of one line of a baseline scenario or of the GDP."""
    found = (
        Sentence("“{text}” in line {line} of the baseline scenario", text=said, line=line)
        if name == "scenario"
        else Sentence("“{text}” in line {line} of the GDP", text=said, line=line)
    )
    if again:
        return block("points-unreadable", found, "each year once", "Leave one out.")
    expected = Sentence("a year, an equals sign and an amount")
    fix = Sentence("Write for example 2030=1200000.")
    return block("points-unreadable", found, expected, fix)
