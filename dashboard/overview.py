"""All cities at once: the maps and the table of the Cities page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.vocabulary import VERDICT_NAMES
from dashboard import programme, session, tables, theme, widgets, wording
from dashboard.figures import atlas, behind
from datasets.assessment import CityReport

COLUMNS = ("City", "Verdict", "Newest inventory", "Emissions", "Per inhabitant", "Target", "From the path")


def maps(reports: list[CityReport]) -> None:
    """Every city on its continent, by verdict."""
    places = [
        atlas.Place(
            report.city.name,
            report.city.latitude,
            report.city.longitude,
            report.leading.verdict,
            programme.standing(report),
        )
        for report in reports
        if report.city.latitude is not None and report.city.longitude is not None
    ]
    for column, panel in zip(st.columns(2), atlas.PANELS, strict=True):
        with column, st.container(border=True):
            st.header(panel.name, anchor=False)
            dark = widgets.dark()
            figure = session.drawn(panel.name, "", dark, partial(atlas.atlas, panel, places, dark))
            alt, table = atlas.atlas_alt(panel, places), behind.atlas(panel, places)
            said = {"Note": programme.MAP_NOTE, "Method": wording.RULE}
            title = f"Verdicts in {panel.name}"
            widgets.figure(figure, alt, programme.MAP_NOTE, f"map-{panel.name}", table, title, said)


def table(reports: list[CityReport]) -> None:
    """Every city with its verdict, newest inventory, emissions and next target; what is missing is said in words."""
    rows: dict[str, list[str]] = {name: [] for name in COLUMNS}
    palette, colours = theme.palette(widgets.dark()), list[str | None]()
    for report in reports:
        latest, target = report.leading.latest, report.leading.target
        verdict = report.leading.verdict
        word = VERDICT_NAMES[verdict].replace(" ", theme.NBSP)
        rows["City"].append(report.city.name)
        rows["Verdict"].append(f"{theme.VERDICT_SIGNS[verdict]}{theme.NBSP}{word}")
        colours.append(palette.verdict(verdict))
        rows["Newest inventory"].append(str(latest.year) if latest else "none on file")
        rows["Emissions"].append(theme.tonnes(latest.emissions_t, latest.gas) if latest else theme.MISSING)
        rows["Per inhabitant"].append(theme.per_head(latest.per_head_t, None) if latest else theme.MISSING)
        rows["Target"].append(programme.short_target(target))
        rows["From the path"].append(wording.gap(report.leading))
    tables.table(
        rows, "Every city with verdict, newest inventory, emissions and next target", colours={"Verdict": colours}
    )
