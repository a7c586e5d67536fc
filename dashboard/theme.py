"""Colours, number formats and the Plotly template: the only place that names a colour.

Sector groups and carriers keep one colour (and, where eight colours are not enough, one hatch) on every page. Emissions
of the city and falling values are green, rising values vermilion, what is required or context grey. A colour never
stands alone: a word, an arrow, a dash or a label says the same.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from analytics.commitment.targets import Target
from analytics.vocabulary import CARRIERS, SECTOR_GROUPS, Verdict
from dashboard import language
from dashboard.language import gettext as _
from dashboard.language import ngettext, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

NBSP = language.NBSP
MINUS = language.MINUS
number = language.number
unit_of = language.unit_of
FONT = "Source Sans, sans-serif"
DRAWN_FONT = "Source Sans Pro"
"""How the font of the pages is called on paper."""
GASES = {"CO2": "CO₂", "CO2e": "CO₂e"}

BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, YELLOW, GREY = "#56B4E9", "#D55E00", "#F0E442", "#6B7280"
VIOLET = "#6F5BA7"
"""Of scopes in a sheet alone, where vermilion is what is in question."""
OKABE_ITO = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW, GREY)

SECTOR_COLOURS: dict[str, str] = {
    "Municipal": PURPLE,
    "Tertiary": SKY,
    "Residential": BLUE,
    "Buildings": BLUE,
    "Industry": VERMILION,
    "Transport": ORANGE,
    "Electricity": YELLOW,
    "Energy generation": YELLOW,
    "Waste": GREEN,
    "Industrial processes": VERMILION,
    "Land use": GREEN,
    "Other": GREY,
    "Total": GREY,
}
SECTOR_HATCHES: dict[str, str] = {
    "Buildings": "/",
    "Energy generation": "/",
    "Industrial processes": "/",
    "Land use": "/",
    "Total": "/",
}
CARRIER_COLOURS: dict[str, str] = {
    "electricity": YELLOW,
    "heat_cold": VERMILION,
    "natural_gas": BLUE,
    "liquid_gas": SKY,
    "heating_oil": PURPLE,
    "fuel_oil": PURPLE,
    "diesel": GREY,
    "gasoline": ORANGE,
    "lignite": GREY,
    "coal": GREY,
    "other_fossil": PURPLE,
    "plant_oil": GREEN,
    "biofuel": GREEN,
    "other_biomass": GREEN,
    "solar_thermal": ORANGE,
    "geothermal": VERMILION,
    "municipal_waste": GREEN,
}
CARRIER_HATCHES: dict[str, str] = {
    "fuel_oil": "/",
    "lignite": "/",
    "coal": "x",
    "other_fossil": "x",
    "plant_oil": "/",
    "other_biomass": "x",
    "solar_thermal": "/",
    "geothermal": "/",
    "municipal_waste": "+",
}
_FREE = (
    (colour, hatch)
    for hatch in ("/", "x", "+")
    for colour in OKABE_ITO
    if (colour, hatch) not in {(known, CARRIER_HATCHES.get(code, "")) for code, known in CARRIER_COLOURS.items()}
)
for _carrier in [
    code for code in CARRIERS if code not in CARRIER_COLOURS
]:  # a new one looks as no other does until it is given its look
    CARRIER_COLOURS[_carrier], CARRIER_HATCHES[_carrier] = next(_FREE)

CRITERION_COLOURS: dict[str, str] = {
    "hazards": GREEN,
    "size": BLUE,
    "rules": GREY,
    "target": ORANGE,
    "commitments": PURPLE,
    "sectors": VERMILION,
    "topics": SKY,
    "language": YELLOW,
    "energy": "#8C564B",
}
"""What cities are compared by in the search of a partner; the words beside each say the same."""

SCOPE_SHADES: dict[str, tuple[float, str]] = {"1": (1.0, ""), "2": (0.45, ""), "3": (0.7, "x"), "": (1.0, "")}
"""How much of the colour of its sector a scope keeps, and its hatch."""

VERDICT_ICONS: dict[Verdict, str] = {
    Verdict.ON_TRACK: ":material/check_circle:",
    Verdict.BEHIND: ":material/error:",
    Verdict.TOO_CLOSE: ":material/balance:",
    Verdict.CANNOT_TELL: ":material/help:",
}
VERDICT_BADGES: dict[Verdict, str] = {
    Verdict.ON_TRACK: "green",
    Verdict.BEHIND: "orange",
    Verdict.TOO_CLOSE: "blue",
    Verdict.CANNOT_TELL: "gray",
}
VERDICT_SIGNS: dict[Verdict, str] = {
    Verdict.ON_TRACK: "●",
    Verdict.BEHIND: "▲",
    Verdict.TOO_CLOSE: "◆",
    Verdict.CANNOT_TELL: "○",
}
VERDICT_MARKS: dict[Verdict, str] = {
    Verdict.ON_TRACK: "circle",
    Verdict.BEHIND: "triangle-up",
    Verdict.TOO_CLOSE: "diamond",
    Verdict.CANNOT_TELL: "circle-open",
}


@dataclass(frozen=True)
class Palette:
    """The colours of one theme. ``paper`` is the page, ``land`` and ``grid`` are faint, ``halo`` lies behind labels."""

    ours: str
    rising: str
    required: str
    ink: str
    soft: str
    grid: str
    land: str
    shore: str
    paper: str

    def verdict(self, verdict: Verdict) -> str:
        """The colour of a verdict; its mark and its word always stand beside it."""
        colour: str = getattr(self, look(verdict))
        return colour


def look(verdict: Verdict) -> str:
    """The name of the colour of a verdict."""
    return {Verdict.ON_TRACK: "ours", Verdict.BEHIND: "rising"}.get(verdict, "required")


LIGHT = Palette(
    ours="#0B6E4F",
    rising="#B84A00",
    required="#5B6470",
    ink="#16211D",
    soft="#5B6470",
    grid="#E8ECEA",
    land="#E6ECE8",
    shore="#C3CFC8",
    paper="#FFFFFF",
)
DARK = Palette(
    ours="#4CC79A",
    rising="#FF9457",
    required="#A3ADB8",
    ink="#EAF0ED",
    soft="#A3ADB8",
    grid="#2A3431",
    land="#22302B",
    shore="#3D4F48",
    paper="#111816",
)


def palette(dark: bool = False) -> Palette:
    """The colours of the dark or the light theme."""
    return DARK if dark else LIGHT


def sheet(dark: bool = False) -> str:
    """The ground of the page, our green and what rises as properties that style sheets can name (``var(--paper)``,
    ``var(--ink)``, ``var(--ours)``, ``var(--rising)``): those of the theme in which the page stands by now, since a
    system may turn dark while nobody clicks.

    A dark page is printed as a light one, since a printer leaves the ground out and pale letters stay.
    """
    light = (
        "@media print { .stApp { filter: invert(1) hue-rotate(180deg); } .annotation .bg { fill: none !important; } }"
        # what opens over the page is drawn outside of it, where Streamlit says nothing of the theme
        " [data-testid=stPopoverBody], [data-testid=stDialog] { color-scheme: dark; }"
    )
    names = {name: (getattr(LIGHT, name), getattr(DARK, name)) for name in ("paper", "ink", "ours", "rising")}
    both = " ".join(f"--{name}: light-dark({', '.join(colours)});" for name, colours in names.items())
    ground = f":root {{ {both} }} @media print {{ :root {{ --paper: none; }} }}"
    return f"<style>{ground} {light if dark else ''}</style>"


def sheet_criteria() -> str:
    """The colours of what partners are searched by as properties that style sheets can name
    (``var(--criterion-size)``), and as a mark before each slider (``count-size``)."""
    names = " ".join(f"--criterion-{code}: {colour};" for code, colour in CRITERION_COLOURS.items())
    sliders = " ".join(
        f".st-key-count-{code}-menu {{ --mine: {colour}; }}" for code, colour in CRITERION_COLOURS.items()
    )
    mark = "[class*=st-key-count-] label p::before"
    square = (
        "content: ''; display: inline-block; width: .7em; height: .7em; margin-right: .5em; background: var(--mine);"
    )
    return f"<style>:root {{ {names} }} {sliders} {mark} {{ {square} }}</style>"


def sheet_tints() -> str:
    """What is read of a sheet as properties that style sheets can name: carriers, scopes, years and units."""
    names = {"carrier": BLUE, "scope": VIOLET, "year": YELLOW, "unit": PURPLE}
    return f"<style>:root {{ {' '.join(f'--{name}: {colour};' for name, colour in names.items())} }}</style>"


def sector_colour(group: str) -> str:
    """The colour of a sector group; raises KeyError for a group that the vocabulary does not know."""
    return SECTOR_COLOURS[group]


def faint(colour: str, share: float) -> str:
    """A colour ``#rrggbb`` that lets through what lies behind it; ``share`` from 0 (unseen) to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {share:g})"


def template(dark: bool = False) -> go.layout.Template:
    """The Plotly template of one theme in the reader's style of numbers: interface font, light horizontal grid, no
    legend, transparent ground. Every figure has one, so that here it waits for pandas."""
    if "pandas" in sys.modules:  # Plotly takes it half, where another thread is just loading it
        import_module("pandas")
    import plotly.graph_objects as go

    colours = palette(dark)
    axis = {
        "automargin": False,
        "linecolor": colours.shore,
        "tickfont": {"color": colours.soft, "size": 13},
        "ticks": "",
        "zeroline": False,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 14, "color": colours.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [colours.ours, *OKABE_ITO],
            "margin": {"l": 8, "r": 8, "t": 8, "b": 28},
            "separators": "".join(language.separators()),
            "showlegend": False,
            "dragmode": False,
            "annotationdefaults": {"showarrow": False},
            "hoverlabel": {
                "font": {"family": FONT, "size": 14, "color": colours.ink},
                "bgcolor": colours.paper,
                "bordercolor": colours.shore,
            },
            "xaxis": {**axis, "showgrid": False},
            "yaxis": {**axis, "gridcolor": colours.grid, "gridwidth": 1, "separatethousands": True},
        }
    )


def missing() -> str:
    """The word for a figure that nobody reported."""
    return _("not reported")


LEAST_STEPS = 9.95
"""Steps of its last digit that a figure must make to be written in another one's unit: two digits then remain."""
OF_ONE_CHART = 0.5
"""Those within a chart, where all is in one unit unless nothing would remain."""


def tonnes(
    value: float | None,
    gas: str | None = "CO2e",
    signed: bool = False,
    like: float | None = None,
    least: float = LEAST_STEPS,
) -> str:
    """Tonnes as Mt, kt or t with the gas: ``5.30 Mt CO₂e``. ``gas=None`` leaves the gas out; None is "not reported".

    ``like`` asks for the unit of another figure beside it (0.18 Mt beside 5.30 Mt) as long as ``least`` steps of its
    last digit remain.
    """
    if value is None:
        return missing()
    symbol, unit, digits = unit_of(max(abs(value), abs(like or 0.0)))
    if abs(value) * 10**digits < least * unit:
        symbol, unit, digits = unit_of(abs(value))
    return NBSP.join([number(value / unit, digits, signed), symbol, *([GASES.get(gas, gas)] if gas else [])])


def energy(value: float | None, signed: bool = False) -> str:
    """Energy as TWh, GWh or MWh: ``17.4 TWh``. ``value`` in MWh; None is "not reported"."""
    if value is None:
        return missing()
    size = abs(value)
    if size >= 999_500:
        return f"{number(value / 1e6, 2, signed)}{NBSP}TWh"
    if size >= 999.5:
        return f"{number(value / 1e3, 0, signed)}{NBSP}GWh"
    return f"{number(value, 0, signed)}{NBSP}MWh"


def percent(value: float | None, digits: int = 0, signed: bool = False) -> str:
    """A percentage in the reader's style, given as 32 for ``32%``; None is "not reported"."""
    return missing() if value is None else language.per_cent(number(value, digits, signed))


def share(value: float, whole: float | None) -> str:
    """The part of the whole, to stand after an amount: `` · 19 %``; empty where there is no whole above zero."""
    return "" if not whole or whole <= 0 or value < 0 else f" · {part_of(value, whole)}"


def part_of(value: float, whole: float) -> str:
    """The part of a whole above zero: ``19 %``; what is too small for that is never said to be nothing."""
    part = 100 * value / whole
    # Translators: a share of less than one per cent: "under 1 %".
    return _("under {share}", share=percent(1)) if 0 < part < 0.5 else percent(part)


def reduction(percent_below: float) -> str:
    """A target's reduction with every digit it was set with: ``−43.55 %``."""
    decimals = len(f"{percent_below:g}".partition(".")[2])
    return MINUS + language.per_cent(language.digits(percent_below, decimals))


def promised(target: Target) -> str:
    """A target in a few words, without its year: ``−50 %``, ``−50 % a head``, ``net zero``, ``400 kt CO₂e``."""
    if target.kind == "fixed-level":
        return tonnes(target.level_t)
    if target.kind == "neutrality" or target.reduction_percent is None:
        return say(target.promise)
    below = reduction(target.reduction_percent)
    if target.kind == "per-capita":
        return _("{reduction} a head", reduction=below)
    if target.kind == "per-gdp":
        return _("{reduction} per GDP", reduction=below)
    if target.kind == "baseline-scenario":
        return _("{reduction} of the scenario", reduction=below)
    return below


def per_head(value: float | None, gas: str | None = "CO2e", signed: bool = False) -> str:
    """Tonnes per inhabitant with one decimal: ``7.8 t CO₂e``, what would read as none of them in kilograms: ``38 kg
    CO₂e``; None is "not reported"."""
    if value is None:
        return missing()
    kilograms = 1000 * value
    if 0.05 <= abs(kilograms) < 50:
        shown = number(kilograms, 0 if abs(kilograms) >= 10 else 1, signed)
        return NBSP.join([shown, "kg", *([GASES.get(gas, gas)] if gas else [])])
    return NBSP.join([number(value, 1, signed), "t", *([GASES.get(gas, gas)] if gas else [])])


def years(value: float | None) -> str:
    """A span of years with one decimal: ``2.5 years``; None is "not reported"."""
    if value is None:
        return missing()
    shown = number(value, 1)
    return ngettext("{span} year", "{span} years", 1 if round(value, 1) == 1 else 2, span=shown).replace(" ", NBSP)


def date(moment: datetime) -> str:
    """A day as people write it: ``24 November 2026``."""
    return language.day(moment)


def people(value: float | None) -> str:
    """A count of inhabitants with thousands apart; None is "not reported"."""
    return missing() if value is None else number(value)


assert set(SECTOR_COLOURS) == set(SECTOR_GROUPS), "every sector group needs its colour"
