"""The Method page: every formula names code that exists, its source, and how well it is sourced."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.formulas import FORMULAS, MARKS, Formula
from analytics.progress import OLDEST_INVENTORY_YEARS
from analytics.units import UNITS
from dashboard import reference, session
from datasets import catalogue
from tests.dashboard.conftest import tables

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The Method page, not yet run."""
    monkeypatch.setenv(session.DATABASE_VARIABLE, str(tmp_path / "covenant.duckdb"))
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.switch_page("views/method.py")
    yield page
    session.close()


def opened(page: AppTest, city: str, section: str) -> str:
    """Every text and every cell of one section of the page for one city."""
    page.query_params["city"] = city
    page.query_params["section"] = section
    page.run()
    assert not page.exception
    parts = [
        part.value for part in (*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.code)
    ]
    cells = [str(cell) for table in tables(page) for cell in table.to_numpy().ravel()]
    return "\n".join([*parts, *cells]).replace("\\", "")


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_a_formula_names_code_that_exists(formula: Formula) -> None:
    module, *names = formula.function.split(".")[:2], *formula.function.split(".")[2:]
    found: object = importlib.import_module(".".join(module))
    for name in names:
        found = getattr(found, name)
    assert found is not None


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_a_formula_has_units_a_source_and_a_mark(formula: Formula) -> None:
    assert formula.text
    assert formula.units
    assert formula.source
    assert formula.mark in MARKS
    assert formula.mark in reference.MARK_BADGES


def test_every_formula_is_on_the_page_with_its_source(app: AppTest) -> None:
    page = opened(app, "IT0004", "formulas")
    for formula in FORMULAS:
        assert formula.text in page
        assert formula.source in page


def test_what_is_from_memory_says_so(app: AppTest) -> None:
    page = opened(app, "IT0004", "factors")
    assert "[M] from memory, not confirmed" in page
    assert "36 [M]" in page


def test_a_country_without_electricity_factors_is_told_so(app: AppTest) -> None:
    page = opened(app, "US-BOS", "factors")
    assert "No factor of consumed electricity in United States" in page
    assert reference.MISSING_FACTOR in page


def test_the_electricity_factor_of_the_inventory_year_is_shown(app: AppTest) -> None:
    page = opened(app, "FR0009", "factors")
    assert "Electricity of France" in page
    assert "JRC CoM NEEFE 2024" in page


def test_every_accepted_unit_is_listed(app: AppTest) -> None:
    page = opened(app, "US-BOS", "words")
    assert [unit.symbol for unit in UNITS.values() if unit.kind == "energy" and unit.symbol not in page] == []


def test_every_shipped_table_is_listed_with_its_terms(app: AppTest) -> None:
    page = opened(app, "US-BOS", "sources")
    assert [resource.name for resource in catalogue.resources() if resource.title not in page] == []
    assert [resource.name for resource in catalogue.resources() if resource.terms not in page] == []


def test_every_section_opens_for_every_city(app: AppTest) -> None:
    app.run()
    for city in session.cities():
        for section in reference.SECTIONS:
            assert opened(app, city.city_id, section)


def test_a_section_that_does_not_exist_is_named(app: AppTest) -> None:
    opened(app, "US-BOS", "nowhere")
    assert "nowhere" in app.warning[0].value


def test_the_four_year_rule_on_the_page_is_the_one_in_use() -> None:
    (rule,) = (formula for formula in FORMULAS if formula.name == "How long an inventory speaks")
    assert f"more than {OLDEST_INVENTORY_YEARS} years" in rule.text


@pytest.mark.parametrize(
    ("value", "words"), [(1.0, "1"), (1e-6, "1 × 10⁻⁶"), (11.63, "11.63"), (1e6, "1\u00a0000\u00a0000")]
)
def test_a_unit_factor_is_readable(value: float, words: str) -> None:
    assert reference._significant(value) == words
