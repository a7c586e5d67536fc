"""Every deck says something on each slide, keeps to its slide, and holds the same figures in two languages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
import time_machine

from dashboard import language, theme
from dashboard.figures.sectors import BarChart, SectorBar, bars
from dashboard.packs import bar_pictures, decks, drawing, logo
from dashboard.packs.canvas import Canvas
from dashboard.packs.master import EMU, HIGH, TEMPLATE, WIDE, Box
from dashboard.packs.slide_deck import Slide
from datasets import City
from datasets.store import Store
from tests.dashboard.packs import making_template
from tests.dashboard.packs.slide_reading import EDITION, alt, amounts, charts, drawn, labels, opened, words
from tests.dashboard.packs.test_logo import picture
from tests.effort import THOROUGH, few

Make = Callable[[Store, Any], bytes]
DECKS: dict[str, Make] = {
    "mayor": lambda store, edition: decks.mayor(decks.read_once(store, "US-BOS"), edition),
    "technical": lambda store, edition: decks.technical(decks.read_once(store, "IT0004"), edition),
    "poor": lambda store, edition: decks.technical(decks.read_once(store, "BG0002"), edition),
    "pair": lambda store, edition: decks.pair(
        decks.read_once(store, "US-BOS"), decks.read_once(store, "FR0009"), edition
    ),
    "programme": lambda store, edition: decks.programme(decks.of_all(store), edition),
}
SPOKEN = few(["en", "fr", "bg", "de"], "bg", rest=THOROUGH)


def within(slide: Any) -> bool:
    """Whether every shape lies on the slide."""
    return all(
        shape.left >= -EMU
        and shape.top >= -EMU
        and shape.left + shape.width <= (WIDE + 1) * EMU
        and shape.top + shape.height <= (HIGH + 1) * EMU
        for shape in slide.shapes
    )


@pytest.mark.parametrize("code", SPOKEN)
@pytest.mark.parametrize("kind", DECKS)
def test_every_slide_has_a_finding_notes_and_alternatives_and_keeps_to_itself(
    samples: Store, kind: str, code: str
) -> None:
    found = opened(DECKS[kind](samples, replace(EDITION, languages=(code,))))
    assert len(found) >= 3
    for slide in found:
        assert slide.shapes.title.text_frame.text.strip()
        assert within(slide), slide.shapes.title.text_frame.text
        assert all(alt(shape) for shape in slide.shapes if shape.has_chart or shape.has_table)
        noted = slide.notes_slide.notes_text_frame.text
        assert noted.strip()
        assert "None" not in noted + words(slide)
        for shape in charts(slide):
            held = [value for one in shape.chart.plots[0].series for value in one.values if value is not None]
            assert held, "a chart of nothing"
            assert shape.chart.part.chart_workbook.xlsx_part is not None
    assert language.current() == "en"


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.parametrize("kind", few([*DECKS], "pair", longer=("mayor",), rest=THOROUGH))
def test_in_two_languages_both_halves_hold_the_same_digits(samples: Store, kind: str) -> None:
    alone = {code: opened(DECKS[kind](samples, replace(EDITION, languages=(code,)))) for code in ("en", "bg")}
    both = opened(DECKS[kind](samples, replace(EDITION, languages=("en", "bg"))))
    assert len(both) == len(alone["en"]) == len(alone["bg"])
    for number, slide in enumerate(both):
        held = [{one for one in amounts(words(found[number])) if "%" not in one} for found in alone.values()]
        digits = [sorted(re.sub(r"[.,\s]", "", one) for one in half) for half in held]
        assert digits[0] == digits[1]
        assert within(slide)
        for found in alone.values():
            assert found[number].shapes.title.text_frame.text in words(slide)


@pytest.mark.longer("whole slides or pages of paper are made")
def test_a_technical_deck_of_a_city_with_sectors_has_twelve_slides_and_more(samples: Store) -> None:
    for city, least in (("US-BOS", 12), ("IT0004", 12)):
        assert len(opened(decks.technical(decks.read_once(samples, city), EDITION))) >= least


@pytest.mark.longer("slides of every city and pair")
def test_the_programme_has_every_city_and_every_pair(samples: Store) -> None:
    found = opened(DECKS["programme"](samples, EDITION))
    said = "\n".join(map(words, found))
    for city in samples.cities():
        assert city.name in said
    for first, second in samples.pairings():
        names = {city.city_id: city.name for city in samples.cities()}
        assert f"{names[first]} – {names[second]}" in said


@pytest.mark.longer("slides of the programme and of a pair")
def test_who_waits_for_what_is_told_to_the_pair_and_to_the_programme_what_is_late_first(samples: Store) -> None:
    turin = City(samples, "IT0004")
    promise = {"partner": "US-BAL", "who": "Environment", "what": "Send the list", "due": "2027-06"}
    late = promise | {"by_city": "Baltimore", "what": "Send the counts", "due": "2026-01"}
    for record, cells in (
        ("promise", promise),
        ("promise", late),
        ("promise", late | {"what": "Send the map", "kept": "2026-02-01"}),
        ("note", {"partner": "US-BAL", "what": "How are the lamps paid for?"}),
    ):
        turin.pairs.state(record, cells, "Ada", "the meeting")
    ours = decks.pair(decks.read_once(samples, "IT0004"), decks.read_once(samples, "US-BAL"), EDITION)
    for content in (ours, DECKS["programme"](samples, EDITION)):
        (slide,) = (one for one in opened(content) if one.shapes.title.text_frame.text == "2 promises open")
        (table,) = (shape.table for shape in slide.shapes if shape.has_table)
        rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
        assert [(row[2], row[4]) for row in rows[1:]] == [
            ("Send the counts", "late"),
            ("Send the list", "open"),
            ("How are the lamps paid for?", "Waits for an answer"),
            ("Send the map", "kept"),
        ]
        assert [row[:2] for row in rows[1:4]] == [
            ["Baltimore, Environment", "Turin"],
            ["Turin, Environment", "Baltimore"],
            ["Baltimore", "Turin"],
        ]
        assert "Send the counts" in slide.notes_slide.notes_text_frame.text


@pytest.mark.longer("slides of the programme")
def test_the_programme_tells_all_three_pillars_and_what_was_learned(samples: Store) -> None:
    found = {slide.shapes.title.text_frame.text: words(slide) for slide in opened(DECKS["programme"](samples, EDITION))}
    pillars = next(said for title, said in found.items() if title.endswith("steps done"))
    for city in samples.cities():
        assert city.name in pillars
    assert "15 hazards" in pillars
    assert "0 goals" not in pillars
    assert "Homes4all" in found["What came of it so far"]


def test_the_logo_stands_on_every_slide_and_is_kept_once(samples: Store) -> None:
    edition = replace(EDITION, logo=logo.logo(picture(900, 300), "arms.png", "Arms of Boston"))
    content = DECKS["mayor"](samples, edition)
    for slide in opened(content):
        (shown,) = (shape for shape in slide.shapes if shape.shape_type == 13)
        assert shown._element.nvPicPr.cNvPr.get("descr") == "Arms of Boston"
    assert content.count(b"ppt/media/") == 2  # once in its place, once in the list of the archive


def test_the_same_figures_give_the_same_bytes_at_any_time(samples: Store) -> None:
    edition = replace(EDITION, today=datetime(2026, 11, 24, tzinfo=UTC))
    made = []
    for moment in ("2026-11-24T09:00:00Z", "2026-11-24T11:30:00Z"):
        with time_machine.travel(moment, tick=False):
            made.append(DECKS["mayor"](samples, edition))
    assert made[0] == made[1]


def test_the_template_is_what_its_script_makes_of_the_colours() -> None:
    assert TEMPLATE.read_bytes() == making_template.made()


def test_names_stay_text_in_the_chart_and_in_the_workbook_behind_it() -> None:
    names = ["=1+1", "@SUM(A1)", "https://example.org", "<b>&\x07"]
    rows = [SectorBar(name, 1.0 + place, name, theme.LIGHT.ours) for place, name in enumerate(names)]
    (slide,) = drawn(Slide("A", "B", "", lambda sheet, area: _bars(sheet, area, rows), "", []))
    (shape,) = charts(slide)
    kept = [*names[:3], "<b>&"]
    assert list(shape.chart.plots[0].categories) == labels(shape) == kept
    book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(name, "s") for name in kept]


def test_bars_that_hang_cross_zero_where_their_figures_do() -> None:
    colour = theme.LIGHT.ours
    rows = [SectorBar("2005", 50.0, "50", colour), SectorBar("Land use", -80.0, "-80", colour, start=50.0)]
    rows.append(SectorBar("2020", -30.0, "-30", colour))
    (slide,) = drawn(Slide("A", "B", "", lambda sheet, area: _bars(sheet, area, rows), "", []))
    (shape,) = charts(slide)
    held = [tuple(one.values) for one in shape.chart.plots[0].series]
    assert held == [(0, 0, 0), (50, 50, 0), (0, 0, 0), (0, -30, -30)], "above zero and below it, each on what is unseen"
    assert drawing.svg(bars([replace(rows[1], doubted=True)], False, joined=True), 400)


def _bars(sheet: Canvas, area: Box, rows: list[SectorBar]) -> None:
    bar_pictures.bars(sheet, area, BarChart(lambda _dark: rows, "=A1"), "four bars")
