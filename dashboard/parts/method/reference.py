"""The Method page: its sections, the year that it is shown for, and the formulas with the city's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.formula import MARKS, NOT_IN_USE, Formula
from analytics.formulas import CHAPTERS, FORMULAS
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import choices, language, opened, session, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say, term
from dashboard.notation import subscripts
from dashboard.parts.method import bounding, default_widths, factor_tables, wastewater
from dashboard.widgets import text
from datasets import CityReport, Examples, Worked
from datasets.city import worked
from datasets.city.worked import KIND_NAMES
from datasets.reference import catalogue

MARK_BADGES = {
    "V": (Sentence("Read in the source"), ":material/verified:", "green"),
    "V2": (Sentence("[V2] Second-hand transcription"), ":material/quick_reference:", "gray"),
    "M": (Sentence("[M] From memory, not confirmed"), ":material/help:", "orange"),
    "R": (Sentence("Our own rule"), ":material/home:", "gray"),
}
SECTIONS = {
    "formulas": Sentence("Formulas"),
    "factors": Sentence("Factors"),
    "words": Sentence("Terms"),
    "sectors": Sentence("Sectors"),
    "units": Sentence("Units and carriers"),
    "sources": Sentence("Sources"),
}
OF_A_YEAR = ("formulas", "factors")
"""The sections that are of one city and year; the others are the same for all."""
GROUP_WORDS = {chapter.casefold().replace(" ", "-"): chapter for chapter in CHAPTERS}
"""The chapters of formulas, by their word in the address."""
CONTEXT = Sentence(
    "A figure is worth what can be checked of it. Each formula names the code that applies it and works out an example "
    "from the city's own rows, each factor its source and edition; what was not read in a source says so."
)
OPEN = 3
"""So many formulas stand open, those that were applied to the city first; the others open at a click."""
YEAR_WIDTH = 320
"""Pixels of the list of years."""
ORDER = tuple(KIND_NAMES)
NO_INVENTORY_YEAR = 2021
"""The year whose factors are shown for a city without an inventory: the newest of the national table."""


@dataclass(frozen=True)
class MethodView:
    """What the page is shown for: a city (None in an empty database), and one of its inventories (None without)."""

    report: CityReport | None
    found: Inventory | None

    @property
    def name(self) -> str:
        """The city and the year."""
        if self.report is None:
            return _("no city")
        return f"{say(self.report.city.name)}, {self.found.year}" if self.found else say(self.report.city.name)


def headline() -> str:
    """How many formulas are in use, and how many of them still rest on memory."""
    used = [formula for formula in FORMULAS if formula.in_use]
    weak, every = sum(formula.mark == "M" for formula in used), language.count(len(used))
    if not weak:
        return _("{count} formulas and rules make every figure, each with its source", count=every)
    return ngettext(
        "{count} formulas and rules make every figure; {open} is still to be confirmed",
        "{count} formulas and rules make every figure; {open} are still to be confirmed",
        weak,
        count=every,
        open=language.lowered(language.count(weak)),
    )


def section() -> str:
    """The chosen part of the page (``?section=factors``), with the row of buttons to choose another."""
    return _choice("section", SECTIONS)


def _choice(parameter: str, options: Mapping[str, str]) -> str:
    asked = st.query_params.get(parameter, next(iter(options)))
    if asked not in options:
        st.warning(
            _("The address names the section “{asked}”, which this page does not have.", asked=text(asked))
            if parameter == "section"
            else _("The address names the group “{asked}”, which this page does not have.", asked=text(asked))
        )
        asked = next(iter(options))
    choices.row(parameter, options, asked)
    return asked


def view(section: str) -> MethodView:
    """The city of the address and its inventory of ``?year=``, with the list to choose another year where it counts."""
    city = session.chosen()
    if city is None:
        return MethodView(None, None)
    report = session.at_city(city.city_id).report()
    inventories = _by_word(report)
    if not inventories:
        return MethodView(report, None)
    first = _default(report)
    default = next(word for word, item in inventories.items() if item == first)
    asked = session.asked("year", list(inventories), "year") or default
    if section in OF_A_YEAR:
        with st.container(width=YEAR_WIDTH):
            choices.menu("year", _("Inventory year"), {word: _label(inventories, word) for word in inventories}, asked)
    return MethodView(report, inventories[asked])


def _by_word(report: CityReport) -> dict[str, Inventory]:
    """The inventories, newest first, by their word in the address: the year, with the method where there are two."""
    found: dict[str, Inventory] = {}
    first = _default(report)
    by_year = sorted(report.inventories, key=lambda item: (-item.year, item.method != (first and first.method)))
    for item in by_year:
        word = str(item.year)
        found[word if word not in found else f"{word}-{item.method}"] = item
    return found


def _default(report: CityReport) -> Inventory | None:
    return opening(report.leading.latest, report.inventories)


def _label(inventories: dict[str, Inventory], word: str) -> str:
    item = inventories[word]
    alone = sum(other.year == item.year for other in inventories.values()) == 1
    return str(item.year) if alone else f"{item.year}, {say(METHOD_NAMES[Method(item.method)])}"


def examples(found: MethodView) -> Examples:
    """The worked examples of the city and year; without a city the published ones."""
    if found.report is None:
        return worked.published()
    if found.found is None:
        return session.at_city(found.report.city.city_id).examples()
    return session.at_city(found.report.city.city_id).examples(found.found.year, found.found.method)


def _template(reason: str) -> str:
    return reason.template if isinstance(reason, Sentence) else ""


def formulas(found: MethodView) -> None:
    """The formulas and rules of one group, each beside an example from the city's own rows."""
    chosen = GROUP_WORDS[_choice("group", GROUP_WORDS)]
    made = examples(found)
    mine = CHAPTERS[chosen]
    # What all of them lack is said once, and not in a half of each card.
    why = Sentence("No inventory of {city} is known here.", city=found.name)
    untold = {formula.name for formula in mine if _template(made.by_formula[formula.name].reason) == why.template}
    if untold:
        st.markdown(text(say(why)))
    # What was applied to the city comes first, in the order of the register.
    ordered = sorted(mine, key=lambda formula: ORDER.index(made.by_formula[formula.name].kind))
    for place, formula in enumerate(ordered):
        example = made.by_formula[formula.name]
        if formula.name in untold:
            example = replace(example, reason="")
        if place < OPEN:
            card: DeltaGenerator | None = st.container(border=True)
        else:
            kind = "" if example.kind == "none" else f" :gray[· {text(say(KIND_NAMES[example.kind]))}]"
            card = opened.expander(text(formula.name) + kind, None, f"formula-{formula.name}")
        if card is None:
            continue
        with card:
            if example.kind == "none" and not example.reason:
                _formula(formula)
                continue
            left, right = st.columns(2, gap="medium")
            with left:
                _formula(formula)
            with right:
                _example(example, found.name)
    marks = " ".join(f"**{text(f'[{key}]')}** {say(meaning)}." for key, meaning in MARKS.items())
    legend = _("Marks: {marks}", marks=marks)
    st.caption(f"{legend} {_('The whole method as a text: {command}.', command='`python -m datasets method`')}")


def _formula(formula: Formula) -> None:
    label, icon, colour = MARK_BADGES[formula.mark]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.header(text(formula.name), anchor=False, width="content")
        st.badge(say(label), icon=icon, color=colour)  # type: ignore[arg-type]
    st.code(say(formula.text), language=None, wrap_lines=True)
    units = say(formula.units)
    said = _sentence(units) if formula.conditional else _("Units: {units}.", units=units)
    st.markdown(text(f"{said} {say(formula.remark)}"))
    if not formula.in_use:
        st.markdown(text(say(NOT_IN_USE)))
    st.caption(text(_("Source: {source}. Code: {code}", source=formula.source, code=formula.function)))


def _sentence(words: str) -> str:
    """Words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def _example(made: Worked, name: str) -> None:
    """The formula with the city's figures, or a published example, or why there is neither."""
    own = made.kind in ("applied", "beside")
    if own or made.kind == "none":
        # Translators: a city with its year, and what the example below is: "Turin, 2019: as applied".
        title = _("{place}: {kind}", place=name, kind=KIND_NAMES[made.kind])
    else:
        title = _("A published example")
    st.markdown(f"**{text(title)}**")
    if made.reason and not own:
        st.markdown(text(subscripts(say(made.reason))))
    for line in made.lines:
        st.code(say(line.text), language=None, wrap_lines=True)
        if line.where:
            st.caption(text(_sentence(say(line.where))))
    if made.reason and own:
        st.markdown(text(subscripts(say(made.reason))))
    if made.source:
        st.caption(text(factor_tables.sourced(say(made.source), made.mark)))


def _table_told(resource: catalogue.Resource) -> None:
    """One shipped table: its title, and on a click who publishes it, its edition, terms and source."""
    issued = _("{publisher}, edition {edition}.", publisher=term(resource.publisher), edition=term(resource.edition))
    with st.expander(text(term(resource.title))):
        st.markdown(text(f"{issued} {term(resource.terms)}"))
        if resource.source:
            st.caption(text(factor_tables.sourced(resource.source, "verified")))


def factors(found: MethodView) -> None:
    """The factors of the city and year, and the tables that they are taken from."""
    if found.report is not None:
        year = found.found.year if found.found else NO_INVENTORY_YEAR
        method = found.found.method if found.found else None
        table = session.at_city(found.report.city.city_id).factor_table(year, method)
        used = partial(factor_tables.used, found.report, table)
        widgets.stacked(used, partial(factor_tables.electricity, found.report))
    shipped = (factor_tables.potentials, factor_tables.fuels, default_widths.defaults, wastewater.editions)
    widgets.stacked(*shipped, bounding.limits)


def sources() -> None:
    """Every shipped table with publisher, source, edition and terms."""
    st.header(_("Tables that come with the program"), anchor=False)
    listed = list(catalogue.resources())
    half = (len(listed) + 1) // 2
    for column, mine in zip(st.columns(2), (listed[:half], listed[half:]), strict=True):
        with column, st.container(gap="xsmall"):
            for resource in mine:
                _table_told(resource)
    st.markdown(
        _("A committed file names its own sources row by row; each figure on a page carries them with its revision.")
    )
