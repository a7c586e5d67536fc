"""A story says what the pages say, asks nobody for anything, holds a table behind every chart, and takes every text for
text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from lxml import html

from dashboard import downloads, language
from dashboard.packs import paper as papers
from dashboard.packs.city_story import city_story
from dashboard.packs.pair_story import pair_story
from dashboard.packs.paper import Paper
from dashboard.packs.programme_paper import programme_paper
from dashboard.packs.story import story
from dashboard.parts.pairs import pair_learning, pairing
from dashboard.parts.progress import steps
from dashboard.words import shown_series, strengths, verdicts
from datasets import Cities, City, pair_room
from datasets.store import Store
from tests.effort import THOROUGH, few

TODAY = datetime(2026, 11, 24, tzinfo=UTC)
SPOKEN = few([*language.LANGUAGES], "fr", longer=("en", "bg"), rest=THOROUGH)
CITIES = few(["US-BOS", "IT0004", "BG0002", "US-BAL"], "US-BOS", longer=("BG0002",), rest=THOROUGH)
MOST_BYTES = 1_000_000
LOADS = re.compile(r"(?:src|href|srcset|action|data|poster)\s*=|@import|<(?:script|iframe|link|object|embed)\b")


def of_city(store: Store, city_id: str) -> bytes:
    return story(city_story(City(store, city_id), TODAY))


def of_pair(store: Store, left: str = "US-BOS", right: str = "FR0009") -> bytes:
    cities = City(store, left), City(store, right)
    return story(pair_story(pairing.faced(*cities), TODAY, [city.code() for city in cities]))


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def words(content: bytes) -> str:
    """What somebody reads in a story, drawings left out."""
    tree = html.fromstring(content.decode())
    for drawing in tree.xpath("//style|//svg|//*[local-name()='svg']"):
        drawing.drop_tree()
    return plain(tree.text_content())


@pytest.fixture(params=SPOKEN)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use(language.ENGLISH)


@pytest.mark.parametrize("city_id", CITIES)
def test_the_story_of_a_city_tells_what_its_pages_tell_in_every_language(
    samples: Store, spoken: str, city_id: str
) -> None:
    city = City(samples, city_id)
    report, content = city.report(), of_city(samples, city_id)
    told = [verdicts.headline(report), verdicts.context(report), verdicts.answer(report).words]
    told += [step.sentence for step in steps.steps(report, TODAY.year, city.outlook())]
    told += [language.say(source) for source in report.leading.sources]
    told += [city.code() or "", language.say(verdicts.RULE)]
    told += [shown_series.curve_title(report, shown_series.in_front(report))] if shown_series.has_curve(report) else []
    told += [strengths.title(report.leading)] if report.leading.strength and not report.leading.codes else []
    text = words(content)
    assert [one for one in told if plain(one) not in text] == []
    assert f'<html lang="{spoken}">' in content.decode()
    assert len(content) < MOST_BYTES


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("pair", few([("US-BOS", "FR0009"), ("BG0002", "US-SMO")], ("US-BOS", "FR0009"), rest=THOROUGH))
def test_the_story_of_a_pair_tells_its_task_every_question_and_every_milestone_with_its_source(
    samples: Store, pair: tuple[str, str]
) -> None:
    cities = [City(samples, city_id) for city_id in pair]
    found, content = pairing.faced(*cities), of_pair(samples, *pair)
    told = [pairing.task(found), *pairing.since(found), *(city.code() or "" for city in cities)]
    told += [one for first in (False, True) for one in pair_learning.asking(found, first)]
    told += [one for milestone in found.room.milestones for one in (milestone.what, milestone.source)]
    text = words(content)
    assert [one for one in told if plain(one) not in text] == []
    assert len(content) < MOST_BYTES


@pytest.mark.longer("whole slides or pages of paper are made")
@pytest.mark.parametrize("of", few(["city", "pair", "programme"], "pair"))
def test_it_loads_nothing_and_says_so_to_the_browser(samples: Store, of: str) -> None:
    every = Cities(samples)
    content = {
        "city": partial(of_city, samples, "US-BOS"),
        "pair": partial(of_pair, samples),
        "programme": lambda: story(
            programme_paper(every.programme(), pair_room.lines(every.store.register()), partial(City, samples), TODAY)
        ),
    }[of]().decode()
    assert LOADS.findall(re.sub(r"url\(data:font/woff2;base64,[^)]*\)", "", content)) == []
    assert set(re.findall(r"url\(([^)]{0,20})", content)) <= {"data:font/woff2;base6"[:20], *hatches(content)}
    assert "default-src 'none'" in content
    assert content.count("<h1>") == 1


def hatches(content: str) -> set[str]:
    return {f"#{name}"[:20] for name in re.findall(r'<pattern id="([^"]*)"', content)}


@pytest.mark.longer("whole slides or pages of paper are made")
def test_every_chart_has_its_words_and_its_table_in_both_themes_and_widths(samples: Store) -> None:
    tree = html.fromstring(of_city(samples, "US-BOS").decode())
    figures = tree.xpath("//figure")
    assert len(figures) == 3
    for figure in figures:
        (picture,) = figure.xpath("./div[@role='img']")
        assert picture.get("aria-label")
        drawn = sorted(place.get("class") for place in picture)
        assert drawn == ["dark narrow", "dark wide", "light narrow", "light wide"]
        (table,) = figure.xpath(".//table")
        assert table.xpath(".//tbody/tr")
    names = [pattern.get("id") for pattern in tree.xpath("//*[local-name()='pattern']")]
    assert len(names) == len(set(names))


@pytest.mark.longer("whole slides or pages of paper are made")
def test_the_table_of_a_chart_holds_what_the_page_gives_away(samples: Store) -> None:
    city = City(samples, "US-BOS")
    behind = [part.table for part in city_story(city, TODAY).parts if isinstance(part, papers.Chart) and part.table]
    text = words(of_city(samples, "US-BOS"))
    cells = [cell for table in behind for column in downloads.texts(table).values() for cell in column]
    assert [cell for cell in cells if plain(cell) not in text] == []


def test_a_city_without_figures_gets_a_story_without_a_chart(samples: Store) -> None:
    tree = html.fromstring(of_city(samples, "BG0002").decode())
    assert tree.xpath("//figure|//table") == []
    assert "Varna" in tree.xpath("string(//h1)")
    assert tree.xpath("//ol/li")


def test_text_from_data_is_never_markup() -> None:
    evil = '<script>alert(1)</script><img src=x onerror=y> "quoted" \'=1+1 & ]]>'
    point = papers.Point(evil, "soft", [(evil, True), (evil, False)])
    drawn = papers.Chart(lambda dark, wide: "<svg></svg>", evil, evil, {evil: [evil]})
    parts = [
        papers.Heading(evil),
        papers.said(evil),
        drawn,
        papers.Points([point]),
        papers.ToDo([[(evil, True)]]),
        papers.SmallTable(evil, [evil, evil], [(evil, evil)]),
        papers.Squares(evil, [(evil, "soft")], evil),
        papers.SideBySide([[papers.said(evil)]], boxed=True),
    ]
    tree = html.fromstring(story(Paper(evil, evil, evil, evil, parts, evil, [evil], about=evil)).decode())
    assert tree.xpath("//script|//img|//*[@onerror]") == []
    assert tree.xpath("string(//h1)") == evil
    assert tree.xpath("string(//figure/div/@aria-label)") == evil
    assert evil in tree.xpath("string(//title)")
