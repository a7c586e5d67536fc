"""The page of paper of a city, a pair and the programme says what their pages say, on one page, in every language; it
is tagged, and read aloud as it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pdfua import validate
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from dashboard import language, theme
from dashboard.packs.city_paper import city_paper
from dashboard.packs.handout import SIZES, handout
from dashboard.packs.pair_paper import pair_paper
from dashboard.packs.paper import Paper
from dashboard.packs.programme_paper import programme_paper
from dashboard.packs.story import story
from dashboard.parts.cities import city_sentences
from dashboard.parts.pairs import pair_learning, pair_pictures, pairing
from dashboard.parts.progress import steps
from dashboard.words import four_figures, shown_series, verdicts
from datasets import Cities, City, CityReport, pair_room
from datasets.store import Store
from tests.effort import THOROUGH, few, first

TODAY = datetime(2026, 11, 24, tzinfo=UTC)
SPOKEN = few([*language.LANGUAGES], "bg", longer=("en",), rest=THOROUGH)
CITIES = few(["US-BOS", "IT0004", "BG0002", "US-NYC", "US-BAL"], "IT0004", longer=("US-BOS", "BG0002"), rest=THOROUGH)
RICH_PAIR, POOR_PAIR = ("US-BOS", "FR0009"), ("BG0002", "US-SMO")
PAIRS = few([RICH_PAIR, POOR_PAIR, ("US-AUS", "IT0007")], POOR_PAIR, longer=(RICH_PAIR,), rest=THOROUGH)


def of_city(store: Store, city_id: str, code: str | None = None) -> Paper:
    city = City(store, city_id)
    return city_paper(city.report(), city.outlook(), TODAY, code)


def of_pair(store: Store, left: str, right: str) -> Paper:
    cities = City(store, left), City(store, right)
    return pair_paper(pairing.faced(*cities), TODAY, [city.code() for city in cities])


def of_programme(store: Store) -> Paper:
    every = Cities(store)
    return programme_paper(every.programme(), pair_room.lines(every.store.register()), partial(City, store), TODAY)


def printed(paper: Paper, size: str | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(handout(paper, TODAY, size)))


def read(store: Store, city_id: str) -> PdfReader:
    return printed(of_city(store, city_id))


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
    for step in steps.steps(report, TODAY.year, City(samples, city_id).outlook()):
        assert plain(step.sentence) in found
    leading = report.leading
    if leading.gap_t is not None and leading.latest is not None:
        amounts = (
            theme.tonnes(abs(leading.gap_t), None, like=leading.latest.emissions_t),
            four_figures.cards(report)[0].value,
        )
        assert all(plain(amount) in found for amount in amounts)
    first = shown_series.compared_with(report)
    if first is not None and leading.latest is not None:
        moved = shown_series.moves(first, leading.latest)
        largest = max(abs(tonnes) for _group, tonnes in moved)
        assert all(plain(theme.tonnes(tonnes, None, signed=True, like=largest)) in found for _group, tonnes in moved)


def test_a_word_as_long_as_a_line_is_broken_and_stays_on_the_page(samples: Store) -> None:
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    document = printed(replace(of_city(samples, "BG0002"), title=f"{name} cannot be assessed"))
    lines = document.pages[0].extract_text().replace("\u00ad", "").split("\n")
    assert not any(name in line for line in lines)
    assert name in plain("".join(lines)).replace("-", "").replace("\u2010", "")


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
    assert all("/FontFile2" in held or "/FontFile3" in held for held in map(descriptor, fonts))


def test_sample_figures_are_named_as_such(samples: Store) -> None:
    assert plain("Sample figures") in words(read(samples, "US-BOS"))
    assert plain("Sample figures") not in words(read(samples, "BG0002"))


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.parametrize("city_id", ["US-BOS", "IT0004"])
def test_a_title_that_one_line_can_hold_stands_on_one(samples: Store, city_id: str) -> None:
    (page,) = read(samples, city_id).pages
    title = verdicts.headline(City(samples, city_id).report()).split()
    lines = (page.extract_text(extraction_mode="layout") or "").splitlines()
    assert any(line.split()[: len(title)] == title for line in lines)


@pytest.mark.longer("whole slides or pages of paper are made")
def test_the_figure_code_stands_at_its_foot(samples: Store) -> None:
    code = City(samples, "US-BOS").code()
    assert code is not None
    document = printed(of_city(samples, "US-BOS", code))
    assert len(document.pages) == 1
    assert plain(code) in words(document)


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_has_one_page_with_its_task_both_verdicts_and_what_each_could_ask(
    samples: Store, pair: tuple[str, str]
) -> None:
    cities = [City(samples, city_id) for city_id in pair]
    found, document = pairing.faced(*cities), printed(of_pair(samples, *pair))
    assert len(document.pages) == 1
    text = words(document)
    told = [pairing.task(found), pairing.sector_line(found), pair_pictures.curve_title(found.sides)]
    told += [pair_pictures.share_title(found)] if found.shares.rows else []
    told += [verdicts.answer(report, chance=True).words for report in (found.left, found.right)]
    told += [one for report in (found.left, found.right) for one in pairing.pace(report)]
    told += [words for first in (False, True) for words in pair_learning.asking(found, first)[:3]]
    told += [city.code() or "" for city in cities]
    assert [one for one in told if plain(one) not in text] == []


@pytest.mark.longer("every city is judged, and told of in each language")
@pytest.mark.usefixtures("spoken")
def test_the_programme_has_one_page_with_every_city_its_last_answer_and_its_code(samples: Store) -> None:
    every = Cities(samples).programme()
    document = printed(of_programme(samples))
    assert len(document.pages) == 1
    text = words(document)
    told = [city_sentences.headline(every), city_sentences.where(city_sentences.counted(every.verdicts))]
    for line in map(every.line, every.order):
        told += [language.say(line.city.name), city_sentences.last_answer(line)]
        told.append(City(samples, line.city.city_id).code() or "")
    assert [one for one in told if plain(one) not in text] == []


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("of", few(["city", "poor city", "pair", "programme"], "poor city"))
def test_it_passes_the_checker_of_pdf_ua_and_the_rules_that_it_leaves_out(
    samples: Store, tmp_path: Path, of: str, size: str
) -> None:
    makes = {
        "city": partial(of_city, samples, "US-BOS"),
        "poor city": partial(of_city, samples, "BG0002"),
        "pair": partial(of_pair, samples, "US-BOS", "FR0009"),
        "programme": partial(of_programme, samples),
    }
    content = handout(makes[of](), TODAY, size)
    (tmp_path / "page.pdf").write_bytes(content)
    assert not validate(str(tmp_path / "page.pdf")).findings
    document = PdfReader(io.BytesIO(content))
    (page,) = document.pages
    assert [round(float(side)) for side in page.mediabox[2:]] == {"a4": [595, 842], "letter": [612, 792]}[size]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert all("/ToUnicode" in font for font in fonts)
    assert all("/FontFile2" in held or "/FontFile3" in held for held in map(descriptor, fonts))
    elements = [*below(document.trailer["/Root"]["/StructTreeRoot"])]
    heads = [int(kind[2:]) for kind in (element["/S"] for element in elements) if re.fullmatch(r"/H\d", kind)]
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(heads))
    pictures = [element for element in elements if element["/S"] == "/Figure"]
    assert all(str(picture["/Alt"]).strip() for picture in pictures)
    tables = [element for element in elements if element["/S"] == "/Table"]
    assert all(any(cell["/S"] == "/TH" for cell in below(table)) for table in tables)


def descriptor(font: DictionaryObject) -> DictionaryObject:
    held: Any = font["/DescendantFonts"][0].get_object()["/FontDescriptor"] if "/DescendantFonts" in font else font
    found: DictionaryObject = held.get_object()
    return found


def below(element: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every element of the structure below one, in the order in which it is read."""
    children: Any = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from below(found)


@pytest.mark.longer("whole slides or pages of paper are made")
def test_a_city_is_printed_on_the_paper_of_its_country(samples: Store) -> None:
    wide = {city_id: round(float(read(samples, city_id).pages[0].mediabox[2])) for city_id in ("US-BAL", "BG0002")}
    assert wide == {"US-BAL": 612, "BG0002": 595}


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.parametrize("city_id", first(1, ["IT0004", "BG0002"]))
def test_the_longest_names_and_texts_that_look_like_markup_are_printed_as_they_are(
    samples: Store, city_id: str
) -> None:
    """Nothing is cut: the whole of each text stands on the one page."""
    city = City(samples, city_id)
    report, ahead = city.report(), city.outlook()
    name = "=Llanfairpwll <b>&amp;</b> #strong[*bold*] $x$ @ref " + "Llanfairpwllgwyngyll" * 2
    title = "=Renovation of the #district heating network <script>and</script> its *substations* " * 3
    actions = [replace(one, action=replace(one.action, name=title[:200])) for one in ahead.estimates]
    named = replace(report, city=replace(report.city, name=name[:80]))
    paper = city_paper(named, replace(ahead, report=named, estimates=tuple(actions)), TODAY, city.code())
    document = printed(paper)
    assert len(document.pages) == 1
    text = words(document)
    assert plain(name[:80]) in text
    assert text.count(plain(title[:200])) == min(len(actions), 3)
    tale = html.fromstring(story(paper).decode())
    assert tale.xpath("//script|//b[.='&amp;']") == []
    assert name[:80] in tale.xpath("string(//h1)")


def test_a_sign_that_no_font_has_stands_as_a_box_and_the_page_says_so(samples: Store) -> None:
    paper = of_city(samples, "IT0004")
    assert "□" not in words(printed(paper))
    shown = words(printed(replace(paper, context="東京 😀 ＝1+1 Αθήνα Варна שלום ①")))
    assert plain("□□ □ □1+1 Αθήνα Варна") in shown
    assert plain("□ stands for a sign that this page cannot show.") in shown
