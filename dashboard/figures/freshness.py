"""Of which years each city has inventories, beside the year before which they say nothing of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import plain, shortened, word
from dashboard.figures.behind import Table
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import say

ROW = 22
LEAST_YEARS = 15


@dataclass(frozen=True)
class CityYears:
    """A city and the years of its inventories, oldest first."""

    city_id: str
    name: str
    years: tuple[int, ...]


def drawn(cities: Sequence[CityYears], this_year: int, dark: bool = False) -> go.Figure:
    """A row of dots for each city; hatched is the time since its newest one, dashed the line of too old."""
    colours = theme.palette(dark)
    figure = chart(dark, ROW * (len(cities) + 3))
    began = min([this_year - LEAST_YEARS, *(year for city in cities for year in city.years)]) - 1
    fields = [
        ((city.years[-1] + 0.6) if city.years else began + 0.4, this_year, -row - 0.34, -row + 0.34)
        for row, city in enumerate(cities)
    ]
    no_data.hatch(figure, fields, colours)
    points = [(year, -row, city) for row, city in enumerate(cities) for year in city.years]
    trace(
        figure,
        [(year, row) for year, row, _city in points],
        [f"<b>{_name(city)}</b><br>{year}" for year, _row, city in points],
        marker={"size": 9, "color": colours.ours, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[city.city_id for _year, _row, city in points],
    )
    said = [word(_name(city), began, -row, colours.ink, "right", shift=-8) for row, city in enumerate(cities)]
    said += [
        word(_("none"), (began + this_year) / 2, -row, colours.ink, "center") | {"bgcolor": colours.paper}
        for row, city in enumerate(cities)
        if not city.years
    ]
    old = this_year - OLDEST_INVENTORY_YEARS
    for year, words, dash, height in (
        (old, _("{years} years ago", years=OLDEST_INVENTORY_YEARS), "dash", 0.9),
        (this_year, _("today"), "solid", 1.7),
    ):
        figure.add_shape(
            type="line",
            x0=year,
            x1=year,
            y0=-len(cities) + 0.4,
            y1=height - 0.4,
            line={"color": colours.ink, "width": 1.5, "dash": dash},
        )
        said.append(word(words, year, height, colours.ink, "right"))
    figure.update_layout(annotations=said, margin=margins(190, 8, 0, 22), hovermode="closest")
    figure.update_xaxes(range=[began, this_year + 0.3], tickformat="d", nticks=6)
    figure.update_yaxes(visible=False, range=[-len(cities) + 0.4, 2.2])
    return figure


def table(cities: Sequence[CityYears]) -> Table:
    """The years that are drawn."""
    rows = [(city.name, year) for city in cities for year in city.years]
    return {_("City"): [name for name, _year in rows], _("Year"): [year for _name, year in rows]}


def _name(city: CityYears) -> str:
    return plain(shortened(say(city.name)))
