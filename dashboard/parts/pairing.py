"""The pieces of the Pairs page: the chosen pairing, its finding, its two cities, what was compared and what was not."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.inventories.comparison import Comparison, LeftOut, compare
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import choices, session, tables, theme, widgets
from dashboard.figures.sectors import group_name
from dashboard.notation import subscripts
from dashboard.parts import origins
from dashboard.parts.wording import listed
from dashboard.widgets import text
from datasets.assessment import CityReport

Pair = tuple[str, str]

FRAME = (
    "The International Urban Cooperation programme pairs cities across continents by size, challenges and interests, "
    "so that they learn from each other. What both report is set side by side; what cannot be compared is named."
)
NEARLY = 0.05
"""Two sums that differ by less than this share are called about the same."""
PARAMETER = "pair"
_CITY = "pair-city"


def address(pair: Pair) -> str:
    """A pairing as the address carries it: ``US-BOS~FR0009``."""
    return "~".join(pair)


def chosen(pairs: Sequence[Pair]) -> Pair:
    """The pairing of the address (``?pair=US-BOS~FR0009``), otherwise the one of the chosen city, otherwise the first.

    Choosing another city in the sidebar moves on to its pairing. A pairing that is not on file is said to be wrong.
    """
    city = session.city().city_id
    moved = st.session_state.get(_CITY, city) != city
    st.session_state[_CITY] = city
    asked = st.query_params.get(PARAMETER)
    known = {address(way): way for pair in pairs for way in (pair, pair[::-1])}
    own = next((way for way in known.values() if way[0] == city), pairs[0])
    found = known.get(asked or "")
    if found is None and asked:
        st.warning(f"The address names the pairing “{text(asked)}”, which is not on file. Shown is {text(title(own))}.")
    if found is None or moved:
        found = own
    st.query_params[PARAMETER] = address(found)
    return found


def title(pair: Pair) -> str:
    """A pairing by the names of its cities."""
    names = {city.city_id: city.name for city in session.cities()}
    return f"{names.get(pair[0], pair[0])} – {names.get(pair[1], pair[1])}"


def selector(pairs: Sequence[Pair], pair: Pair) -> None:
    """The pairings to choose from."""
    options = [pair if set(item) == set(pair) else item for item in pairs]
    choices.row(PARAMETER, {address(item): title(item) for item in options}, address(pair))


def head(comparison: Comparison, names: Pair, pair: Pair) -> None:
    """The finding, the frame of the programme, and the button that swaps the two sides."""
    swapped = (PARAMETER, address(pair[::-1]))
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(text(f"Programme · {listed(names)}".upper()), width="content")
            st.button(
                "Swap sides", icon=":material/swap_horiz:", type="tertiary", on_click=choices.choose, args=swapped
            )
        st.title(text(headline(comparison, names)), anchor=False)
        st.markdown(text(FRAME))


def _go(pair: Pair) -> None:
    st.query_params[PARAMETER] = address(pair)


def headline(comparison: Comparison, names: Pair) -> str:
    """The finding in one sentence."""
    if comparison.refused or comparison.left is None or comparison.right is None:
        return f"{names[0]} and {names[1]} cannot be compared yet"
    heads = (comparison.left.inhabitants or 1.0, comparison.right.inhabitants or 1.0)
    left, right = (tonnes / inhabitants for tonnes, inhabitants in zip(comparison.compared_t, heads, strict=True))
    if min(left, right) <= 0:
        return f"{names[0]} and {names[1]} side by side"
    if abs(left - right) <= NEARLY * max(left, right):
        return f"{names[0]} and {names[1]} emit about the same per inhabitant where both report"
    (more, high), (less, low) = sorted(zip(names, (left, right), strict=True), key=lambda item: -item[1])
    ratio = high / low
    if ratio >= 1.5:
        return f"Where both report, {more} emits {theme.number(ratio, 1)} times as much per inhabitant as {less}"
    return f"Where both report, {more} emits {theme.percent(100 * (ratio - 1))} more per inhabitant than {less}"


def city_card(report: CityReport) -> None:
    """What a city itself has to say: its newest inventory, or that there is none, and the verdict on its target."""
    newest = max(report.inventories, key=lambda item: (item.year, item.emissions_t is not None), default=None)
    name, city_id = report.city.name, report.city.city_id
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(text(name), anchor=False, width="content")
            widgets.verdict_badge(report.leading.verdict)
        st.metric(text(label(newest)), text(headline_fact(newest)))
        st.markdown(text(context(report, newest)))
        session.link("progress", f"Progress of {name}", city_id, icon=":material/arrow_forward:")


def label(newest: Inventory | None) -> str:
    """What the figure of a city is: the year of its newest inventory."""
    return "Newest inventory" if newest is None else f"Newest inventory, {newest.year}"


def headline_fact(newest: Inventory | None) -> str:
    """The total of the newest inventory, or that there is none."""
    if newest is None:
        return "None on file"
    if newest.emissions_t is not None:
        return theme.tonnes(newest.emissions_t, newest.gas)
    return theme.energy(newest.energy_mwh) if newest.energy_mwh is not None else "Without a total"


def context(report: CityReport, newest: Inventory | None) -> str:
    """Country, amount per inhabitant and method; what is on file where there is no inventory."""
    if newest is None:
        target = report.leading.target
        promise = f"Its target is {target.name}." if target else "No target is on file either."
        return f"{report.city.country}. No published inventory was found. {promise}"
    parts = [report.city.country]
    if newest.per_head_t is not None:
        parts.append(f"{theme.per_head(newest.per_head_t, newest.gas)} per inhabitant")
    parts.append(METHOD_NAMES[Method(newest.method)])
    return " · ".join(parts)


def picture(comparison: Comparison, names: Pair) -> None:
    """The bars, with what they hold, and beside them what was left out and how the two were made."""
    from dashboard.figures import behind
    from dashboard.figures.comparison import side_by_side, side_by_side_alt

    left, right = comparison.left, comparison.right
    assert left is not None
    assert right is not None
    wide, narrow = st.columns([1.7, 1])
    with wide, st.container(border=True):
        st.header("What both report, per inhabitant", anchor=False)
        st.caption(text(f"{names[0]} {left.year} beside {names[1]} {right.year}"))
        bars = side_by_side(comparison, names, widgets.dark())
        title = f"What {names[0]} {left.year} and {names[1]} {right.year} both report, per inhabitant"
        said = origins.about(" and ".join(names), title, f"t {left.gas or ''} per inhabitant", (left, right))
        alt, note = side_by_side_alt(comparison, names), sources(comparison, names)
        widgets.figure(bars, alt, note, "pair", behind.side_by_side(comparison, names), title, said)
    with wide, st.container(border=True, height="stretch"):
        differences(comparison)
    with narrow, st.container(border=True, height="stretch"):
        st.header("What was left out", anchor=False)
        st.markdown(text(coverage(comparison, names)))
        for out in comparison.left_out:
            st.markdown(f"**{text(group_name(out.name))}**  \n{text(left_out(out, comparison, names))}")


def sources(comparison: Comparison, names: Pair) -> str:
    """Unit, method, source and revision of both inventories."""
    sides = zip(names, (comparison.left, comparison.right), strict=True)
    return " ".join(f"{name} {item.year}: {widgets.source_note(item)}" for name, item in sides if item)


def coverage(comparison: Comparison, names: Pair) -> str:
    """How much of each city's total the comparison holds."""
    sides = zip(names, (comparison.left, comparison.right), comparison.compared_t, strict=True)
    parts = [
        f"{theme.percent(100 * tonnes / item.emissions_t)} of the total of {name}"
        for name, item, tonnes in sides
        if item and item.emissions_t and item.emissions_t > 0
    ]
    return f"The bars hold {listed(parts)}." if parts else ""


def left_out(out: LeftOut, comparison: Comparison, names: Pair) -> str:
    """One matter that was not compared: its amounts and the reason."""
    amounts = []
    for name, inventory, tonnes in zip(
        names, (comparison.left, comparison.right), (out.left_t, out.right_t), strict=True
    ):
        if tonnes is None or inventory is None:
            amounts.append(f"{name}: not reported apart")
        else:
            value = tonnes / (inventory.inhabitants or 1.0)
            amounts.append(f"{name}: {theme.number(value, 2 if abs(value) < 1 else 1)}{theme.NBSP}t per inhabitant")
    return f"{out.reason} {'; '.join(amounts)}."


def refusal(comparison: Comparison, names: Pair) -> None:
    """Why the two cities are not set side by side, and how their inventories differ."""
    with st.container(border=True):
        st.header("Why there is no side-by-side", anchor=False)
        for reason in comparison.refused:
            st.markdown(f":material/block: {text(subscripts(reason))}")
        if comparison.left and comparison.right:
            differences(comparison)
        st.caption(text(sources(comparison, names)))


def differences(comparison: Comparison) -> None:
    """What a reader must know about how the two inventories were made."""
    st.header("How the two differ", anchor=False)
    if comparison.differences:
        st.markdown("\n".join(f"- {text(subscripts(sentence))}" for sentence in comparison.differences))
    else:
        st.markdown("Method, year, gas and warming potentials are the same.")


def overview(pairs: Sequence[Pair]) -> None:
    """All pairings in one table: what can be compared, and why the others cannot."""
    rows: dict[str, list[str]] = {"Pairing": [], "Years": [], "What can be said": []}
    for pair in pairs:
        left, right = (session.report(city) for city in pair)
        names = (left.city.name, right.city.name)
        found = compare(left.inventories, right.inventories, names)
        rows["Pairing"].append(title(pair))
        rows["Years"].append(_years(found))
        rows["What can be said"].append(subscripts(found.refused[0]) if found.refused else f"{headline(found, names)}.")
    st.header("All six pairings" if len(pairs) == 6 else "All pairings", anchor=False)
    tables.table(rows, "The pairings of the programme and what can be compared")


def _years(comparison: Comparison) -> str:
    years = [str(item.year) if item else "none" for item in (comparison.left, comparison.right)]
    return " / ".join(years)
