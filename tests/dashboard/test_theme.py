"""Colours that stay with their sector and can be read, and numbers as people write them."""

from __future__ import annotations

import subprocess
import sys
from contextvars import copy_context
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.vocabulary import CARRIERS, SECTOR_GROUPS, Verdict
from dashboard import language, theme
from tests.dashboard.conftest import target

ROOT = Path(__file__).resolve().parents[2]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_sector_group_and_carrier_has_a_colour_of_the_okabe_ito_palette() -> None:
    assert set(theme.SECTOR_COLOURS) == set(SECTOR_GROUPS)
    assert set(theme.CARRIER_COLOURS) == set(CARRIERS)
    assert {*theme.SECTOR_COLOURS.values(), *theme.CARRIER_COLOURS.values()} <= set(theme.OKABE_ITO)


def test_no_two_sector_groups_and_no_two_carriers_look_alike() -> None:
    sectors = {(colour, theme.SECTOR_HATCHES.get(group, "")) for group, colour in theme.SECTOR_COLOURS.items()}
    carriers = {(colour, theme.CARRIER_HATCHES.get(code, "")) for code, colour in theme.CARRIER_COLOURS.items()}
    assert len(sectors) == len(theme.SECTOR_COLOURS)
    assert len(carriers) == len(theme.CARRIER_COLOURS)


@pytest.mark.parametrize("dark", [False, True])
def test_labels_in_pictures_can_be_read_on_the_page(dark: bool) -> None:
    colours = theme.palette(dark)
    for colour in (colours.ink, colours.soft, colours.ours, colours.required):
        assert contrast(colour, colours.paper) >= 4.5
    assert contrast(colours.ink, colours.land) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_marks_and_lines_stand_out_from_the_page(dark: bool) -> None:
    colours = theme.palette(dark)
    for verdict in Verdict:
        assert contrast(colours.verdict(verdict), colours.paper) >= 3
        assert contrast(colours.verdict(verdict), colours.land) >= 3


def test_each_verdict_has_a_sign_of_its_own_beside_its_colour() -> None:
    for signs in (theme.VERDICT_SIGNS, theme.VERDICT_MARKS, theme.VERDICT_ICONS, theme.VERDICT_BADGES):
        assert set(signs) == set(Verdict)
        assert len(set(signs.values())) == len(Verdict)


@pytest.mark.parametrize("dark", [False, True])
def test_charts_use_the_interface_font_and_no_legend(dark: bool) -> None:
    layout = theme.template(dark).layout
    assert (layout.font.family, layout.font.size) == ("Source Sans, sans-serif", 14)
    assert layout.showlegend is False
    assert layout.xaxis.showgrid is False


def test_axes_write_their_numbers_as_the_sentences_beside_them() -> None:
    assert theme.template().layout.separators == ".,"

    def in_german() -> tuple[str, str]:
        language.use("de")
        return theme.template().layout.separators, theme.number(12345.6, 1)

    assert copy_context().run(in_german) == (",.", "12.345,6")


@pytest.mark.parametrize(("value", "shown"), [(19.0, " · 19%"), (0.4, " · under 1%"), (-1.0, ""), (0.0, " · 0%")])
def test_a_share_below_one_per_cent_is_not_said_to_be_nothing(value: float, shown: str) -> None:
    assert theme.share(value, 100.0) == shown
    assert theme.share(value, None) == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5_296_203.0, "5.30\u00a0Mt\u00a0CO₂e"),
        (999_499.0, "999\u00a0kt\u00a0CO₂e"),
        (999_500.0, "1.00\u00a0Mt\u00a0CO₂e"),
        (66_892.6, "66.9\u00a0kt\u00a0CO₂e"),
        (631.6, "632\u00a0t\u00a0CO₂e"),
        (-35_117.0, "\u221235.1\u00a0kt\u00a0CO₂e"),
        (0.0, "0\u00a0t\u00a0CO₂e"),
        (None, "not reported"),
    ],
)
def test_tonnes_are_written_in_the_unit_that_suits_them(value: float | None, shown: str) -> None:
    assert theme.tonnes(value) == shown


def test_a_small_figure_takes_the_unit_of_the_one_beside_it_while_two_digits_remain() -> None:
    assert theme.tonnes(175_169.3, None, like=5_296_203.0) == "0.18\u00a0Mt"
    assert theme.tonnes(2_600.0, None, like=5_296_203.0) == "2.6\u00a0kt"
    assert theme.tonnes(99_500.0, None, like=5_296_203.0) == "0.10\u00a0Mt"
    assert theme.tonnes(85_491.0, None, like=5_296_203.0) == "85.5\u00a0kt"
    assert theme.tonnes(2_600.0, None, like=120_000.0) == "2.6\u00a0kt"


@given(st.floats(min_value=9.5, max_value=1e9), st.floats(min_value=1, max_value=1e9))
def test_beside_a_larger_figure_two_digits_remain(value: float, like: float) -> None:
    digits = theme.tonnes(value, None, like=like).rsplit("\u00a0", 1)[0].replace(".", "").replace(",", "")
    assert len(digits.lstrip("0")) >= 2


def test_other_figures_are_written_with_their_unit_and_a_true_minus() -> None:
    assert theme.percent(-32.2) == "\u221232%"
    assert theme.percent(3.0, signed=True) == "+3%"
    assert theme.reduction(43.55) == "\u221243.55%"
    assert theme.promised(target(kind="per-capita")) == "\u221250% a head"
    assert theme.promised(target(kind="neutrality", percent=100.0)) == "net zero"
    assert theme.promised(target(kind="fixed-level", percent=None, level_t=4e5)) == theme.tonnes(4e5)
    assert theme.per_head(7.84, None) == "7.8\u00a0t"
    assert theme.years(2.08) == "2.1\u00a0years"
    assert theme.years(1.0) == "1.0\u00a0year"
    assert theme.energy(10_479_355.0) == "10.48\u00a0TWh"
    assert theme.people(8_804_190.0) == "8,804,190"
    assert theme.date(datetime(2026, 11, 4, tzinfo=UTC)) == "4\u00a0November\u00a02026"


def test_what_is_missing_is_a_word_and_never_zero() -> None:
    for shown in (
        theme.tonnes(None),
        theme.percent(None),
        theme.per_head(None),
        theme.energy(None),
        theme.people(None),
    ):
        assert shown == "not reported"


@given(st.floats(min_value=-1e9, max_value=1e9), st.one_of(st.none(), st.floats(min_value=1, max_value=1e9)))
def test_written_tonnes_never_break_over_a_line_and_never_differ_by_more_than_half_a_digit(
    value: float, like: float | None
) -> None:
    shown = theme.tonnes(value, None, like=like)
    assert " " not in shown
    assert "-" not in shown
    amount, symbol = shown.replace("\u2212", "-").rsplit("\u00a0", 1)
    factor = {"Mt": 1e6, "kt": 1e3, "t": 1.0}[symbol]
    read = float(amount.replace(",", "")) * factor
    decimals = len(amount.partition(".")[2])
    assert abs(read - value) <= 0.5 * factor / 10**decimals * 1.0001


@pytest.mark.parametrize("dark", [True, False])
def test_the_ground_follows_the_theme_while_nobody_clicks(dark: bool) -> None:
    assert f"--paper: light-dark({theme.LIGHT.paper}, {theme.DARK.paper})" in theme.sheet(dark)


DRAWING = """
import sys, threading, time
sys.setswitchinterval(0.0001)
from dashboard import theme
import plotly.graph_objects as go

faults = []

def draw():
    try:
        until = time.monotonic() + 5
        while "pandas" not in sys.modules and time.monotonic() < until:
            pass
        for _ in range(20):
            figure = go.Figure(layout={"template": theme.template(False)})
            figure.add_scatter(x=[1, 2], y=[1, 2])
    except Exception as fault:
        faults.append(fault)

drawing = [threading.Thread(target=draw) for _ in range(3)]
for one in drawing:
    one.start()
import pandas
for one in drawing:
    one.join()
sys.exit(repr(faults) if faults else 0)
"""


def test_a_figure_is_drawn_while_another_thread_loads_pandas() -> None:
    done = subprocess.run([sys.executable, "-c", DRAWING], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
