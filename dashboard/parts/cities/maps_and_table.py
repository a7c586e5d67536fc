"""All cities at once: the maps and the table of the Cities page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.commitment.codes import Code
from analytics.text.sentences import Sentence
from dashboard import session, tables, theme, widgets
from dashboard.figures import atlas, behind
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.cities import city_sentences
from dashboard.widgets import text
from dashboard.words import commitments, verdicts
from datasets import Programme

COLUMNS = (
    Sentence("City"),
    Sentence("Verdict"),
    # Translators: the heading of a column: the year of the inventory that a city is judged by.
    Sentence("Inventory"),
    Sentence("Emissions"),
    Sentence("Per inhabitant"),
    Sentence("Target"),
    # Translators: the heading of a column: how far a city is from its path.
    Sentence("From the path"),
)


def maps(found: Programme) -> None:
    """The cities on their continents, by verdict, of many the first ones; and which ones no map shows."""
    for column, panel in zip(st.columns(2), atlas.PANELS, strict=True):
        with column, st.container(border=True):
            st.header(say(panel.name), anchor=False)
            dark = widgets.dark()
            on_map = partial(city_sentences.on_map, found, panel, session.this_year())
            places, more = session.made_of(panel.name, on_map, found)
            figure = session.drawn(panel.name, found, dark, partial(atlas.atlas, panel, places, dark))
            alt, table = atlas.atlas_alt(panel, places), behind.atlas(panel, places)
            note = city_sentences.map_note(more)
            said = {_("Note"): note, _("Method"): verdicts.RULE}
            # Translators: {region} is "North America" or "Europe".
            title = _("Verdicts in {region}", region=panel.name)
            widgets.figure(figure, alt, note, f"map-{panel.name}", table, title, said)
    if left_out := city_sentences.off_maps(found, atlas.PANELS):
        st.caption(text(left_out))


def search(found: Programme) -> list[int]:
    """The field that finds a city among many, and the numbers of the cities found; of few cities all."""
    if len(found.cities) <= city_sentences.FEW:
        return city_sentences.matching(found)
    asked = st.text_input(_("Find a city"), placeholder=_("a part of its name or its id"), max_chars=80)
    numbers = city_sentences.matching(found, asked)
    if not numbers:
        st.markdown(text(_("No city on file has “{asked}” in its name or id.", asked=asked.strip())))
    return numbers


def links(found: Programme, numbers: Sequence[int]) -> None:
    """A link to the page of each city, of many to those of the first ones."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        # Translators: open the page of one of the cities that follow as links.
        st.caption(_("Open"), width="content")
        for number in numbers if len(found.cities) <= city_sentences.FEW else numbers[: city_sentences.LINKED]:
            city = found.cities[number]
            session.link("progress", city.name, city.city_id, icon=":material/chevron_right:")


def table(found: Programme, numbers: Sequence[int]) -> None:
    """Cities with verdict, inventory, emissions and next target; what is missing is said in words."""
    shown, dark = numbers[: city_sentences.SHOWN], widgets.dark()
    make = partial(_markup, found, shown, dark)
    if list(shown) == list(found.order[: city_sentences.SHOWN]):  # nobody searches: what every reader sees first
        tables.show(session.made_of(f"cities, {'dark' if dark else 'light'}", make, found))
    else:
        tables.show(make())
    if left_out := city_sentences.shown(len(numbers)):
        st.caption(text(left_out))


def _markup(found: Programme, numbers: Sequence[int], dark: bool) -> str:
    rows: dict[str, list[str]] = {name: [] for name in COLUMNS}
    palette, colours, this_year = theme.palette(dark), list[str | None](), session.this_year()
    for line in (found.line(number, this_year) for number in numbers):
        word = " · ".join(filter(None, (city_sentences.answer(line), city_sentences.softer(line))))
        rows["City"].append(line.city.name)
        rows["Verdict"].append(f"{theme.VERDICT_SIGNS[line.verdict]} {word}".replace(" ", theme.NBSP))
        colours.append(palette.verdict(line.verdict))
        rows["Inventory"].append(str(line.year) if line.year else _("none on file"))
        rows["Emissions"].append(theme.tonnes(line.emissions_t, line.gas) if line.year else theme.missing())
        rows["Per inhabitant"].append(theme.per_head(line.per_head_t, None) if line.year else theme.missing())
        rows["Target"].append(city_sentences.short_target(line.target))
        rows["From the path"].append(commitments.from_path(line.gap_t, line.emissions_t, line.reasons & ~Code.TOO_OLD))
    alt = _("Every city with verdict, inventory, emissions and next target")
    return tables.markup(rows, alt, {"Verdict": colours})
