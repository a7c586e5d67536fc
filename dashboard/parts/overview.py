"""All cities at once: the maps and the table of the Cities page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.vocabulary import VERDICT_NAMES
from dashboard import session, tables, theme, widgets
from dashboard.figures import atlas, behind
from dashboard.parts import programme, wording
from dashboard.widgets import text
from datasets.programme import Programme

COLUMNS = ("City", "Verdict", "Newest inventory", "Emissions", "Per inhabitant", "Target", "From the path")


def maps(found: Programme) -> None:
    """The cities on their continents, by verdict; of many the first ones."""
    for column, panel in zip(st.columns(2), atlas.PANELS, strict=True):
        with column, st.container(border=True):
            st.header(panel.name, anchor=False)
            dark = widgets.dark()
            places, more = programme.on_map(found, panel)
            figure = session.drawn(panel.name, "", dark, partial(atlas.atlas, panel, places, dark))
            alt, table = atlas.atlas_alt(panel, places), behind.atlas(panel, places)
            note = programme.map_note(more)
            said = {"Note": note, "Method": wording.RULE}
            title = f"Verdicts in {panel.name}"
            widgets.figure(figure, alt, note, f"map-{panel.name}", table, title, said)


def search(found: Programme) -> list[int]:
    """The field that finds a city among many, and the numbers of the cities found; of few cities all."""
    if len(found.cities) <= programme.LINKED:
        return programme.matching(found)
    asked = st.text_input("Find a city", placeholder="a part of its name or its id", max_chars=80)
    numbers = programme.matching(found, asked)
    if not numbers:
        st.markdown(text(f"No city on file has “{asked.strip()}” in its name or id."))
    return numbers


def links(found: Programme, numbers: Sequence[int]) -> None:
    """A link to the page of each city, of many to those of the first ones."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown("Open", width="content")
        for number in numbers[: programme.LINKED]:
            city = found.cities[number]
            session.link("progress", city.name, city.city_id, icon=":material/chevron_right:")


def table(found: Programme, numbers: Sequence[int]) -> None:
    """Cities with verdict, newest inventory, emissions and next target; what is missing is said in words."""
    rows: dict[str, list[str]] = {name: [] for name in COLUMNS}
    palette, colours = theme.palette(widgets.dark()), list[str | None]()
    for line in map(found.line, numbers[: programme.SHOWN]):
        word = VERDICT_NAMES[line.verdict].replace(" ", theme.NBSP)
        rows["City"].append(line.city.name)
        rows["Verdict"].append(f"{theme.VERDICT_SIGNS[line.verdict]}{theme.NBSP}{word}")
        colours.append(palette.verdict(line.verdict))
        rows["Newest inventory"].append(str(line.year) if line.year else "none on file")
        rows["Emissions"].append(theme.tonnes(line.emissions_t, line.gas) if line.year else theme.MISSING)
        rows["Per inhabitant"].append(theme.per_head(line.per_head_t, None) if line.year else theme.MISSING)
        rows["Target"].append(programme.short_target(line.target))
        rows["From the path"].append(wording.from_path(line.gap_t, line.emissions_t))
    tables.table(
        rows, "Every city with verdict, newest inventory, emissions and next target", colours={"Verdict": colours}
    )
    if left_out := programme.shown(len(numbers)):
        st.caption(text(left_out))
