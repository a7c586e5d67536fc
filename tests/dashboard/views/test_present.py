"""The presentation shows a slide for whatever can be said of a city, and says so where an address asks for another."""

from __future__ import annotations

import csv
import io
import re
from math import fsum
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from pypdf import PdfReader

from dashboard import language, session, theme, widgets
from dashboard.__main__ import main
from dashboard.packs import city_parts, decks
from datasets import City, Store
from tests.dashboard.conftest import CITIES
from tests.dashboard.packs.slide_reading import EDITION, amounts, charts
from tests.dashboard.packs.slide_reading import opened as slides_of
from tests.dashboard.packs.slide_reading import words as slide_words
from tests.dashboard.views.conftest import Open, words
from tests.samples import sample_database

SLIDES = {"US-BOS": 3, "BG0002": 2}
KEPT = ("progress.pptx", "handout.pdf", "story.html", "numbers.xlsx", "numbers.csv", "inventories.csv")
HEADLINE = dict.fromkeys(("en", "fr", "bg"), ("5.30Mt", "0.18Mt", "3.91Mt", "±0.84Mt", "1.39Mt"))
HEADLINE |= {code: tuple(one.replace(".", ",") for one in HEADLINE[code]) for code in ("fr", "bg")}
"""The total, the distance to the path, the target, the uncertainty, and what is left to cut."""
IN = tuple(HEADLINE)
WHOLE = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
BEYOND_BASIC = re.compile(r"I\.4\.4|III\.\d\.3|V\..*")
"""What the GPC leaves out of BASIC: energy that is generated for the grid, waste from elsewhere, and land use."""


@pytest.mark.parametrize(("city", "count"), SLIDES.items())
def test_a_deck_has_only_slides_that_say_something(opened: Open, city: str, count: int) -> None:
    app = opened("present", city)
    assert f"1 of {count}" in words(app)
    assert app.query_params["slide"] == "1"


@pytest.mark.parametrize("city", CITIES)
def test_the_screen_shows_the_slides_of_the_file_with_their_words_and_notes(
    opened: Open, samples: Store, city: str
) -> None:
    read = City(samples, city)
    file = slides_of(decks.mayor(read, EDITION))
    for number, slide in enumerate(file, start=1):
        app = opened("present", city, slide=str(number))
        assert f"{number} of {len(file)}" in words(app)
        assert [title.value for title in app.title] == [widgets.text(slide.shapes.title.text_frame.text)]
        assert len(app.get("plotly_chart")) == len(charts(slide))
        spoken = slide.notes_slide.notes_text_frame.text.split("\n")
        said = {part.strip() for markdown in app.markdown for part in markdown.value.split("\n\n")}
        assert {widgets.text(one) for one in spoken} <= said
        told = city_parts.mayor(read, session.this_year())[number - 1]
        for step in told.to_do:
            assert widgets.text(step.about) in words(app)
            assert step.about in slide_words(slide)


@pytest.mark.parametrize("asked", ["0", "6", "two"])
def test_a_slide_that_is_none_is_said_to_be_and_the_first_is_shown(opened: Open, asked: str) -> None:
    app = opened("present", "US-BOS", slide=asked)
    assert [warning.value for warning in app.warning]
    assert "1 of 3" in words(app)


def is_a_tick(said: str) -> bool:
    """Whether an amount is one that is written at an axis of a drawing, where a page draws it by itself."""
    return bool(re.fullmatch(r"[02468]Mt", said))


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole pack of Boston in each of these languages, as the command writes it."""
    work = tmp_path_factory.mktemp("packs")
    database = sample_database(work / "covenant.duckdb")
    given = ["US-BOS", "--language", ",".join(IN), "--out", str(work), "--database", str(database)]
    assert main(["pack", *given]) == 0
    return work


def printed_in(file: Path) -> str:
    """What somebody reads in a file of a pack; of slides with their notes, of a story without its drawings."""
    content = file.read_bytes()
    if file.suffix == ".pptx":
        slides = slides_of(content)
        notes = [slide.notes_slide.notes_text_frame for slide in slides if slide.has_notes_slide]
        return "\n".join([*map(slide_words, slides), *(note.text for note in notes if note is not None)])
    if file.suffix == ".pdf":
        return PdfReader(io.BytesIO(content)).pages[0].extract_text()
    if file.suffix == ".html":
        tree = html.fromstring(content.decode())
        for drawing in tree.xpath("//style|//*[local-name()='svg']"):
            drawing.drop_tree()
        return " ".join(tree.itertext())
    if file.suffix == ".xlsx":
        return "\n".join(cell for cell in cells(file) if isinstance(cell, str))
    return content.decode("utf-8-sig")


def cells(file: Path) -> list[object]:
    """Every cell of a workbook or a table."""
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file, read_only=True)
        return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return [cell for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))) for cell in row]


@pytest.mark.longer("whole packs are made in three languages")
@pytest.mark.parametrize("code", IN)
def test_every_file_of_a_pack_holds_the_numbers_of_the_pages_to_the_printed_digit(
    packs: Path, opened: Open, code: str
) -> None:
    pages = [opened(page, "US-BOS", language=code) for page in ("progress", "outlook", "inventory")]
    pages.append(opened("progress", "US-BOS", language=code, why="1"))  # how sure, and why
    parts = [words(one) for one in pages]
    parts += [element.proto.body for one in pages for element in one.get("html")]
    specs = [element.proto.spec for one in pages for element in one.get("plotly_chart")]
    told = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), "\n".join([*parts, *specs]))
    shown = amounts(re.sub("</?b>", "", told))
    files = {file.name.rpartition("-")[2]: file for file in (packs / code).iterdir()}
    assert sorted(files) == sorted(KEPT)
    for name, file in files.items():
        if name == "inventories.csv":
            continue
        said = amounts(printed_in(file))
        assert len(said) > 20, name
        # The pages say "give or take" for the sign.
        assert {one for one in said if one.lstrip("±") not in shown and not is_a_tick(one)} == set(), name
        assert {one for one in HEADLINE[code] if one not in said} == set(), name
    behind = {float(cell) for cell in cells(files["numbers.xlsx"]) if isinstance(cell, int | float)}
    assert behind <= {float(str(cell)) for cell in cells(files["numbers.csv"]) if WHOLE.fullmatch(str(cell))}
    assert len(behind) > 50
    rows = csv.DictReader(io.StringIO(files["inventories.csv"].read_text("utf-8-sig")))
    counted = (row for row in rows if row["year"] == "2020" and not BEYOND_BASIC.fullmatch(row["gpc_ref"]))
    language.use(code)
    total = theme.tonnes(fsum(float(row["value"] or 0) for row in counted), None)
    language.use(language.ENGLISH)
    assert amounts(total) == {HEADLINE[code][0]}
