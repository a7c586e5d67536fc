"""All cities at once: curves, maps and the table of the Cities page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import session, tables, theme, widgets
from dashboard.figures import atlas, behind, small_curves
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.parts.cities import city_curves, city_sentences
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import Programme

COLUMNS = (
    Sentence("City"),
    # Translators: the heading of a column: the verdict of today.
    Sentence("Today"),
    # Translators: the heading of a column: the last verdict that could be given, with its odds.
    Sentence("Last known"),
    # Translators: the heading of a column: the year of the inventory that a city is judged by.
    Sentence("Inventory"),
    Sentence("Emissions"),
    Sentence("Per inhabitant"),
    Sentence("Target"),
)


def curves(found: Programme, numbers: Sequence[int]) -> None:
    """The curves of the first cities on one index; a click on a point opens its city."""
    dark, shown = widgets.dark(), tuple(numbers[: city_curves.MOST])
    name = f"curves-{'-'.join(map(str, shown))}"
    made = session.made_of(name, partial(city_curves.curves, found, shown), found)
    figure = session.drawn(name, found, dark, partial(small_curves.drawn, made, dark))
    title = ngettext("{count} city, each from its own base", "{count} cities, each from their own base", len(shown))
    note = _(
        "Index, each city's own base year or first inventory = 100. Grey: the path to its target. A click on a point "
        "opens the city. Sources stand on each city's page."
    )
    st.header(text(title), anchor=False)
    widgets.figure(
        figure,
        note,
        "small-curves",
        small_curves.curves_table(made),
        title,
        {_("Note"): note, _("Method"): verdicts.RULE},
        partial(session.opens, "small-curves"),
    )


def maps(found: Programme) -> None:
    """The cities on their continents, by their last known verdict, of many the first ones, with the lines of their
    pairs; and which no map shows."""
    lines, dark, this_year = session.pair_lines(), widgets.dark(), session.this_year()
    of_pairs = partial(city_sentences.pairs_on_map, found, lines)
    pairs = session.made_of(f"lines of {session.newest_revision()}", lambda: _Lines(of_pairs()), found)
    st.header(_("Who is paired with whom") if pairs else _("Where the cities are"), anchor=False)
    for place, panel in zip(st.columns([1.28, 1]), atlas.PANELS, strict=True):
        with place:
            key = f"map-{panel.name}"
            places, more = session.made_of(panel.name, partial(city_sentences.on_map, found, panel, this_year), found)
            figure = session.drawn(panel.name, pairs, dark, partial(atlas.atlas, panel, places, pairs, dark))
            numbers = behind.atlas(panel, places)
            note = city_sentences.map_note(more)
            said = {_("Note"): note, _("Method"): verdicts.RULE}
            # Translators: {region} is "North America" or "Europe".
            title = _("Last known verdicts in {region}", region=panel.name)
            widgets.figure(figure, note, key, numbers, title, said, partial(session.opens, key))
    if left_out := city_sentences.off_maps(found, atlas.PANELS):
        st.caption(text(left_out))


class _Lines(list[atlas.MapPair]):
    """The lines of the pairs, which the maps are made of."""


def table(found: Programme, numbers: Sequence[int]) -> None:
    """Cities with verdict, inventory, emissions and next target; what is missing is said in words."""
    shown, dark = numbers[: city_sentences.SHOWN], widgets.dark()
    make = partial(_markup, found, shown, dark)
    first = city_sentences.in_order(found)[: city_sentences.SHOWN]
    if list(shown) == first:  # nobody searches: what every reader sees first
        name = f"cities, {'dark' if dark else 'light'}, {session.address('')}"
        tables.show(session.made_of(name, make, found))
    elif shown:
        tables.show(make())
    if left_out := city_sentences.shown(len(numbers)):
        st.caption(text(left_out))


def _markup(found: Programme, numbers: Sequence[int], dark: bool) -> str:
    rows: dict[str, list[str]] = {name: [] for name in COLUMNS}
    palette, this_year = theme.palette(dark), session.this_year()
    colours: dict[str, list[str | None]] = {"Today": [], "Last known": []}
    links = []
    for line in (found.line(number, this_year) for number in numbers):
        rows["City"].append(line.city.name)
        links.append(session.address(line.city.city_id))
        rows["Today"].append(f"{theme.VERDICT_SIGNS[line.verdict]}{theme.NBSP}{city_sentences.today(line)}")
        rows["Last known"].append(f"{theme.VERDICT_SIGNS[line.then]}{theme.NBSP}{city_sentences.last_distance(line)}")
        colours["Today"].append(palette.verdict(line.verdict))
        colours["Last known"].append(palette.verdict(line.then))
        rows["Inventory"].append(str(line.year) if line.year else _("none"))
        rows["Emissions"].append(theme.tonnes(line.emissions_t, line.gas) if line.year else theme.missing())
        rows["Per inhabitant"].append(theme.per_head(line.per_head_t, None) if line.year else theme.missing())
        rows["Target"].append(city_sentences.short_target(line.target))
    alt = _("Every city with verdict, inventory, emissions and next target")
    return tables.markup(rows, alt, colours, links=links, whole=("Today",))
