"""Every page of the menu can be read with three notes and its terms, and who comes first is told where to begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.addresses import FRONT_PAGE
from dashboard.parts.reading_aid import NOTES, TERMS
from datasets.__main__ import main
from datasets.reference import catalogue

ROOT = Path(__file__).resolve().parents[3]
APP = ROOT / "dashboard" / "app.py"


def test_every_page_has_three_notes_and_its_terms_stand_in_the_glossary() -> None:
    views = {path.stem for path in (ROOT / "dashboard" / "views").glob("*.py")} - {"present"}
    assert FRONT_PAGE in views
    assert set(NOTES) == set(TERMS) == views
    known = {row["term"] for row in catalogue.records("glossary")}
    assert {page: len(notes) for page, notes in NOTES.items() if len(notes) != 3} == {}
    assert {term for terms in TERMS.values() for term in terms} <= known


@pytest.fixture
def app(shown_samples: Path) -> AppTest:
    """The front page of the sample cities, as they ship."""
    return AppTest.from_file(str(APP), default_timeout=60)


def said(app: AppTest) -> str:
    app.run()
    assert not app.exception
    return "\n".join(part.value for part in (*app.sidebar.markdown, *app.sidebar.caption))


def test_a_page_explains_itself_with_the_terms_it_uses(app: AppTest) -> None:
    words = said(app)
    assert "1. The title answers for the newest inventory" in words
    assert "**Baseline**  \nWhat the progress of a target is measured from" in words
    app.switch_page("views/history.py")
    assert "1. Each revision says who changed what" in said(app)


def test_who_comes_first_is_told_where_to_begin_until_the_hint_is_closed(app: AppTest) -> None:
    assert "Your own city begins with a file or a target" in said(app)
    next(button for button in app.sidebar.button if button.label == "Close this hint").click()
    assert "Your own city begins" not in said(app)


def test_nobody_is_told_where_to_begin_who_has_begun(app: AppTest, own_database: Path) -> None:
    assert main(["undo", "3", "--reason", "a file of our own comes next", "--database", str(own_database)]) == 0
    assert "Your own city begins" not in said(app)
