"""The pieces of the Pairs page: the chosen pairing, its finding, its two cities, what was compared and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from analytics.inventories.comparison import Comparison, LeftOut, compare
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import choices, language, session, tables, theme, widgets
from dashboard.figures.sectors import group_name
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.widgets import text
from dashboard.words import origins, strengths, verdicts
from datasets import CityReport

Pair = tuple[str, str]

FRAME = Sentence(
    "The International Urban Cooperation programme pairs cities across continents by size, challenges and interests, "
    "so that they learn from each other. What both report is set side by side; what cannot be compared is named."
)
NEARLY = 0.05
"""Two sums that differ by less than this share are called about the same."""
PARAMETER = "pair"
_CITY = "pair-city"


@dataclass(frozen=True)
class Facing:
    """One pairing as it stands today: both cities, and what can be compared of them."""

    left: CityReport
    right: CityReport
    comparison: Comparison

    @property
    def names(self) -> Pair:
        """The names of both cities."""
        return self.left.city.name, self.right.city.name

    @property
    def title(self) -> str:
        """The pairing by the names of its cities."""
        return " – ".join(self.names)


def every() -> dict[Pair, Facing]:
    """Every pairing on file, seen from either side."""
    ways = [way for pair in session.pairings() for way in (pair, pair[::-1])]
    return {way: _facing(*(session.at_city(city_id).report() for city_id in way)) for way in ways}


def _facing(left: CityReport, right: CityReport) -> Facing:
    def made() -> Facing:
        names = (left.city.name, right.city.name)
        return Facing(left, right, compare(left.inventories, right.inventories, names))

    return session.made_of("facing", made, left, right)


def address(pair: Pair) -> str:
    """A pairing as the address carries it: ``US-BOS~FR0009``."""
    return "~".join(pair)


def chosen(found: Mapping[Pair, Facing]) -> Pair:
    """The pairing of the address (``?pair=US-BOS~FR0009``), otherwise the one of the chosen city, otherwise the first.

    Choosing another city in the sidebar moves on to its pairing. A pairing that is not on file is said to be wrong.
    """
    city = session.city().city_id
    moved = session.kept(_CITY, city) != city
    session.keep(_CITY, city)
    asked = st.query_params.get(PARAMETER)
    own = next((way for way in found if way[0] == city), next(iter(found)))
    pair = next((way for way in found if address(way) == asked), None)
    if pair is None and asked:
        st.warning(
            _(
                "The address names the pairing “{asked}”, which is not on file. Shown is {shown}.",
                asked=text(asked),
                shown=text(found[own].title),
            )
        )
    if pair is None or moved:
        pair = own
    st.query_params[PARAMETER] = address(pair)
    return pair


def nothing() -> None:
    """The page of a database that no pairing came with."""
    st.title(_("No pairing is on file"), anchor=False)
    st.markdown(text(FRAME))


def selector(found: Mapping[Pair, Facing], pair: Pair) -> None:
    """The pairings to choose from."""
    ways = [pair if set(way) == set(pair) else way for way in session.pairings()]
    choices.row(PARAMETER, {address(way): found[way].title for way in ways}, address(pair))


def head(comparison: Comparison, names: Pair, pair: Pair) -> None:
    """The finding, the frame of the programme, and the button that swaps the two sides."""
    swapped = (PARAMETER, address(pair[::-1]))
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(text(_("Programme · {cities}", cities=language.listed(names))), width="content")
            st.button(
                _("Swap sides"), icon=":material/swap_horiz:", type="tertiary", on_click=choices.choose, args=swapped
            )
        st.title(text(headline(comparison, names)), anchor=False)
        st.markdown(text(FRAME))


def headline(comparison: Comparison, names: Pair) -> str:
    """The finding in one sentence."""
    first, second = names
    if comparison.refused or comparison.left is None or comparison.right is None:
        return _("{first} and {second} cannot be compared yet", first=first, second=second)
    heads = (comparison.left.inhabitants or 1.0, comparison.right.inhabitants or 1.0)
    left, right = (tonnes / inhabitants for tonnes, inhabitants in zip(comparison.compared_t, heads, strict=True))
    if min(left, right) <= 0:
        return _("{first} and {second} side by side", first=first, second=second)
    if abs(left - right) <= NEARLY * max(left, right):
        return _(
            "{first} and {second} emit about the same per inhabitant where both report", first=first, second=second
        )
    (more, high), (less, low) = sorted(zip(names, (left, right), strict=True), key=lambda item: -item[1])
    ratio = high / low
    if ratio >= 1.5:
        return _(
            "Where both report, {more} emits {ratio} times as much per inhabitant as {less}",
            more=more,
            ratio=theme.number(ratio, 1),
            less=less,
        )
    return _(
        "Where both report, {more} emits {share} more per inhabitant than {less}",
        more=more,
        share=theme.percent(100 * (ratio - 1)),
        less=less,
    )


def city_card(report: CityReport) -> None:
    """What a city itself has to say: its newest inventory, or that there is none, and the verdict on its target."""
    newest = max(report.inventories, key=lambda item: (item.year, item.emissions_t is not None), default=None)
    name, city_id = report.city.name, report.city.city_id
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(text(name), anchor=False, width="content")
            widgets.verdict_badge(verdicts.answer(report, chance=True))
        st.metric(text(label(newest)), text(headline_fact(newest)))
        st.markdown(text(context(report, newest)))
        session.link("progress", _("Progress of {city}", city=name), city_id, icon=":material/arrow_forward:")


def label(newest: Inventory | None) -> str:
    """What the figure of a city is: the year of its newest inventory."""
    return _("Newest inventory") if newest is None else _("Newest inventory, {year}", year=newest.year)


def headline_fact(newest: Inventory | None) -> str:
    """The total of the newest inventory, or that there is none."""
    if newest is None:
        # Translators: stands in the place of a figure; what is not on file is an inventory.
        return _("None on file")
    if newest.emissions_t is not None:
        return theme.tonnes(newest.emissions_t, newest.gas)
    return theme.energy(newest.energy_mwh) if newest.energy_mwh is not None else _("Without a total")


def context(report: CityReport, newest: Inventory | None) -> str:
    """Country, amount per inhabitant and method; what is on file where there is no inventory."""
    country = language.country(report.city.country_code, report.city.country)
    if newest is None:
        target = report.leading.target
        found = _("{country}. No published inventory was found.", country=country)
        aim = _("Its target is {target}.", target=target.name) if target else _("No target is on file either.")
        return f"{found} {aim}"
    parts = [country]
    if newest.per_head_t is not None:
        parts.append(_("{amount} per inhabitant", amount=theme.per_head(newest.per_head_t, newest.gas)))
    parts.append(say(METHOD_NAMES[Method(newest.method)]))
    around = report.around.get((newest.year, newest.method))
    if around and newest.emissions_t is not None:
        # Translators: {wide} is as in "± 0.31 Mt": how far a total may be off.
        parts.append(_("total {wide}", wide=strengths.around(around, newest.emissions_t)))
    return " · ".join(parts)


def picture(comparison: Comparison, names: Pair) -> None:
    """The bars, with what they hold, and below them what was left out and how the two were made."""
    from dashboard.figures import behind
    from dashboard.figures.pair_bars import side_by_side, side_by_side_alt

    left, right = comparison.left, comparison.right
    assert left is not None
    assert right is not None
    pair = {"left": names[0], "left_year": left.year, "right": names[1], "right_year": right.year}
    with st.container(border=True):
        st.header(_("What both report, per inhabitant"), anchor=False)
        st.caption(text(_("{left} {left_year} beside {right} {right_year}", **pair)))
        dark = widgets.dark()
        drawn = partial(side_by_side, comparison, names, dark)
        bars = session.drawn("pair", comparison, dark, drawn)
        title = _("What {left} {left_year} and {right} {right_year} both report, per inhabitant", **pair)
        unit = _("t {gas} per inhabitant", gas=theme.GASES.get(left.gas or "", ""))
        said = origins.about(language.listed(names), title, unit, (left, right))
        alt, note = side_by_side_alt(comparison, names), sources(comparison, names)
        widgets.figure(bars, alt, note, "pair", behind.side_by_side(comparison, names), title, said)
    widgets.stacked(partial(_left_out, comparison, names), partial(differences, comparison))


def _left_out(comparison: Comparison, names: Pair) -> None:
    st.header(_("What was left out"), anchor=False)
    st.markdown(text(coverage(comparison, names)))
    for out in comparison.left_out:
        st.markdown(f"**{text(group_name(out.name))}**  \n{text(left_out(out, comparison, names))}")


def sources(comparison: Comparison, names: Pair) -> str:
    """Unit, method, source and revision of both inventories."""
    sides = zip(names, (comparison.left, comparison.right), strict=True)
    return " ".join(
        _("{city} {year}: {sources}", city=name, year=item.year, sources=origins.source_note(item))
        for name, item in sides
        if item
    )


def coverage(comparison: Comparison, names: Pair) -> str:
    """How much of each city's total the comparison holds."""
    sides = zip(names, (comparison.left, comparison.right), comparison.compared_t, strict=True)
    held = [
        (name, theme.percent(100 * tonnes / item.emissions_t))
        for name, item, tonnes in sides
        if item and item.emissions_t and item.emissions_t > 0
    ]
    if len(held) == 2:
        (left, left_share), (right, right_share) = held
        return _(
            "The bars hold {left_share} of the total of {left} and {right_share} of the total of {right}.",
            left=left,
            left_share=left_share,
            right=right,
            right_share=right_share,
        )
    return "".join(_("The bars hold {share} of the total of {city}.", share=share, city=city) for city, share in held)


def left_out(out: LeftOut, comparison: Comparison, names: Pair) -> str:
    """One matter that was not compared: its amounts and the reason."""
    amounts = []
    for name, inventory, tonnes in zip(
        names, (comparison.left, comparison.right), (out.left_t, out.right_t), strict=True
    ):
        if tonnes is None or inventory is None:
            amounts.append(_("{city}: not reported apart", city=name))
        else:
            value = tonnes / (inventory.inhabitants or 1.0)
            amount = f"{theme.number(value, 2 if abs(value) < 1 else 1)}{theme.NBSP}t"
            amounts.append(_("{city}: {amount} per inhabitant", city=name, amount=amount))
    return f"{say(out.reason)} {'; '.join(amounts)}."


def refusal(comparison: Comparison, names: Pair) -> None:
    """Why the two cities are not set side by side, and how their inventories differ."""
    with st.container(border=True):
        st.header(_("Why there is no side-by-side"), anchor=False)
        for reason in comparison.refused:
            st.markdown(f":material/block: {text(subscripts(say(reason)))}")
        if comparison.left and comparison.right:
            differences(comparison)
        st.caption(text(sources(comparison, names)))


def differences(comparison: Comparison) -> None:
    """What a reader must know about how the two inventories were made."""
    st.header(_("How the two differ"), anchor=False)
    if comparison.differences:
        st.markdown("\n".join(f"- {text(subscripts(say(sentence)))}" for sentence in comparison.differences))
    else:
        st.markdown(_("Method, year, gas and warming potentials are the same."))


def overview(found: Mapping[Pair, Facing]) -> None:
    """All pairings in one table: what can be compared, and why the others cannot."""
    shown = [found[way] for way in session.pairings()]
    with st.container(border=True):
        st.header(_("All six pairings") if len(shown) == 6 else _("All pairings"), anchor=False)
        tables.table(
            {
                _("Pairing"): [facing.title for facing in shown],
                _("Years"): [_years(facing.comparison) for facing in shown],
                _("What can be said"): [_said(facing) for facing in shown],
            },
            _("The pairings of the programme and what can be compared"),
        )


def _said(facing: Facing) -> str:
    refused = facing.comparison.refused
    return subscripts(say(refused[0])) if refused else f"{headline(facing.comparison, facing.names)}."


def _years(comparison: Comparison) -> str:
    # Translators: no inventory year, as in "2015 / none".
    none = _("none")
    return " / ".join(str(item.year) if item else none for item in (comparison.left, comparison.right))
