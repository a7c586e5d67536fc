"""The page of paper says what the Progress page says, on one page, in every language, and is tagged."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from dashboard import language, theme
from dashboard.packs.handout import handout
from dashboard.parts.progress import cards, steps
from dashboard.words import shown_series, verdicts
from datasets import City, CityReport
from datasets.store import Store
from tests.effort import few

TODAY = datetime(2026, 11, 24, tzinfo=UTC)
NUMBER = re.compile(r"[−+]?\d+(?:[.,]\d+)?")
SPOKEN = few([*language.LANGUAGES], "en", "bg")
CITIES = few(["US-BOS", "IT0004", "BG0002", "US-NYC", "US-BAL"], "US-BOS", "IT0004", "BG0002")


def read(store: Store, city_id: str) -> PdfReader:
    city = City(store, city_id)
    return PdfReader(io.BytesIO(handout(city.report(), city.outlook(), TODAY)))


def words(document: PdfReader) -> str:
    """The text of the page, with each space a plain one, since the lines of a page break elsewhere."""
    return plain(document.pages[0].extract_text())


def plain(said: str) -> str:
    return re.sub(r"\s+", "", said)


@pytest.fixture(params=SPOKEN)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use(language.ENGLISH)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("city_id", CITIES)
def test_it_is_one_page_with_the_verdict_the_steps_and_every_number_of_the_page(
    samples: Store, sample: Callable[[str], CityReport], city_id: str
) -> None:
    report, document = sample(city_id), read(samples, city_id)
    assert len(document.pages) == 1
    found = words(document)
    for said in (verdicts.headline(report), verdicts.context(report), verdicts.answer(report).words):
        assert plain(said) in found
    for step in steps.steps(report, TODAY.year):
        assert plain(step.sentence) in found
    leading = report.leading
    if leading.gap_t is not None and leading.latest is not None:
        amounts = theme.tonnes(abs(leading.gap_t), None, like=leading.latest.emissions_t), cards.cards(report)[0].value
        assert all(plain(amount) in found for amount in amounts)
    first = shown_series.compared_with(report)
    if first is not None and leading.latest is not None:
        moved = shown_series.moves(first, leading.latest)
        largest = max(abs(tonnes) for _group, tonnes in moved)
        assert all(plain(theme.tonnes(tonnes, None, signed=True, like=largest)) in found for _group, tonnes in moved)


def test_it_is_tagged_names_its_language_and_holds_its_fonts(
    samples: Store, sample: Callable[[str], CityReport], spoken: str
) -> None:
    document = read(samples, "US-BOS")
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"].startswith(spoken)
    assert document.metadata is not None
    assert document.metadata.title == verdicts.headline(sample("US-BOS"))
    fonts = [font.get_object() for font in document.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    assert all("SourceSansPro" in font["/BaseFont"] for font in fonts)


def test_sample_figures_are_named_as_such(samples: Store) -> None:
    assert plain("Sample figures") in words(read(samples, "US-BOS"))
    assert plain("Sample figures") not in words(read(samples, "BG0002"))


def test_the_figure_code_stands_at_its_foot(samples: Store) -> None:
    city = City(samples, "US-BOS")
    code = city.code()
    assert code is not None
    document = PdfReader(io.BytesIO(handout(city.report(), city.outlook(), TODAY, code)))
    assert len(document.pages) == 1
    assert plain(code) in words(document)
