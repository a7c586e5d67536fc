"""The Method page: formulas with the city's own figures, factors with their sources, terms, units and tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from analytics.formulas import FORMULAS
from analytics.units import UNITS
from dashboard import language, session
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.method import factor_tables, reference, terms, wastewater
from datasets.city import worked
from datasets.reference import catalogue, waste_parameters
from datasets.reference.samples import open_store
from datasets.store import Store, location
from tests.dashboard.conftest import CITIES, tables
from tests.dashboard.views.conftest import to

APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"


@pytest.fixture
def app(shown_samples: Path) -> AppTest:
    """The Method page, not yet run."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    to(page, "method")
    return page


def opened(page: AppTest, city: str, section: str, **more: str) -> str:
    """Every text and every cell of one section of the page for one city, with ``more`` of the address."""
    for name in ("year", "group", "term"):
        page.query_params.pop(name, None)
    for name, value in ({"city": city, "section": section} | more).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    parts = [
        part.value for part in (*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.code)
    ]
    parts += [opening.label for opening in page.expander]
    cells = [str(cell) for table in tables(page) for cell in table.to_numpy().ravel()]
    return "\n".join([*parts, *cells]).replace("\\", "")


def test_every_formula_is_on_the_page_with_its_source_and_its_badge(app: AppTest) -> None:
    page = "".join(opened(app, "IT0004", "formulas", group=group) for group in reference.GROUP_WORDS)
    for formula in FORMULAS:
        assert language.say(formula.text) in page
        assert formula.source in page
        assert formula.mark in reference.MARK_BADGES


def test_beside_each_formula_stands_an_example_of_the_city_and_year_or_the_reason(app: AppTest) -> None:
    page = opened(app, "US-BOS", "formulas", group="verdict", year="2015")
    assert "Boston, 2015: as applied" in page
    assert "6,917,399\u00a0t CO₂e − 6,255,835\u00a0t CO₂e = 661,564\u00a0t CO₂e" in page
    page = opened(app, "US-BOS", "formulas", group="energy-and-fuels", year="2015")
    assert "No energy by carrier is known here; the emissions are used as Boston reports them." in page
    assert "A published example" in page


def test_without_an_inventory_the_page_says_so_once(app: AppTest) -> None:
    page = opened(app, "BG0002", "formulas", group="inventory")
    assert page.count("No inventory of Varna is known here.") == 1
    assert "not applied" not in page
    assert "A published example" in page


def test_what_a_rule_asks_for_is_not_called_its_units(app: AppTest) -> None:
    page = opened(app, "US-BOS", "formulas", group="inventory")
    assert "Required: the 32 references of GPC BASIC" in page
    assert "Units: required" not in page
    assert "Units: t CO₂e" in page


def test_turins_own_factor_is_used_in_its_example(app: AppTest) -> None:
    page = opened(app, "IT0004", "formulas", group="energy-and-fuels")
    assert "1,424,218\u00a0MWh × 0.202\u00a0t CO₂/MWh = 287,692\u00a0t CO₂" in page
    assert "table A-1.2" in page


def test_a_formula_from_memory_carries_its_mark(app: AppTest) -> None:
    assert "[M] From memory, not confirmed" in opened(app, "IT0004", "formulas", group="waste")


def test_the_year_of_the_address_chooses_the_factors(app: AppTest) -> None:
    assert "Factors of Barcelona, 2019" in opened(app, "ES0002", "factors", year="2019")
    assert "Factors of Barcelona, 2020" in opened(app, "ES0002", "factors", year="2020-gpc")
    assert "Factors of Barcelona, 2014" in opened(app, "ES0002", "factors", year="2014")


@pytest.mark.parametrize(
    ("parameter", "value"), [("section", "nowhere"), ("group", "nothing"), ("year", "1066"), ("term", "phlogiston")]
)
def test_a_wrong_value_in_the_address_is_named(app: AppTest, parameter: str, value: str) -> None:
    address = {"section": "words" if parameter == "term" else "formulas"} | {parameter: value}
    opened(app, "US-BOS", **address)
    assert any(value in warning.value for warning in app.warning)


def test_factors_in_use_stand_first_with_source_edition_and_mark(app: AppTest) -> None:
    page = opened(app, "IT0004", "factors")
    first = next(table for table in tables(app) if "t/MWh" in table.columns)
    assert list(first["Carrier"][:2]) == ["Natural gas", "Electricity"]
    assert set(first["From"]) == {"City's own"}
    assert "Climate City Contract, rev. 7 Aug 2024, table A-1.2, 2019, revision 5" in page


def test_every_term_is_explained_with_its_source(app: AppTest) -> None:
    opened(app, "US-BOS", "words")
    page = " ".join(html.fromstring(part.proto.body).text_content() for part in app.get("html"))
    for row in catalogue.records("glossary"):
        assert subscripts(language.term(row["text"])) in page
    assert 'id="term-efe"' in "".join(part.proto.body for part in app.get("html"))


@pytest.mark.parametrize("code", ["en", "bg", "de"])
def test_the_terms_stand_in_the_alphabet_of_the_reader(app: AppTest, code: str) -> None:
    opened(app, "US-BOS", "words", language=code)
    names = [name.text_content() for part in app.get("html") for name in html.fromstring(part.proto.body).iter("dt")]
    assert len(names) == len(catalogue.records("glossary"))
    assert names == sorted(names, key=language.alphabetical)


def test_the_term_of_the_address_stands_first(app: AppTest) -> None:
    assert "The local emission factor of electricity" in opened(app, "US-BOS", "words", term="EFE")


def test_every_abbreviation_of_the_register_is_a_term() -> None:
    terms = {row["term"].split(",")[0] for row in catalogue.records("glossary")}
    assert {
        "BEI",
        "MEI",
        "SECAP",
        "GPC",
        "BASIC",
        "BASIC+",
        "CRF",
        "NEEFE",
        "EFE",
        "EFH",
        "LPE",
        "GEP",
        "TCE",
        "GWP",
        "CO2e",
        "ETS",
        "HDD",
        "CDD",
        "LMDI",
        "IE",
        "NE",
        "NO",
        "C",
        "Notation key",
        "Activity-based",
        "Life-cycle",
        "Budget",
        "Path",
        "Gap",
        "Revision",
        "Finding",
        "Passport",
    } <= terms


def test_without_a_city_the_method_still_stands(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "empty.duckdb"
    open_store(path, samples=False).close()
    monkeypatch.setenv(location.VARIABLE, str(path))
    app.run()
    for section in reference.SECTIONS:
        app.query_params["section"] = section
        app.run()
        assert not app.exception
        assert app.title[0].value
        assert "Boston" not in app.title[0].value


def test_what_is_from_memory_says_so(app: AppTest) -> None:
    page = opened(app, "IT0004", "factors")
    assert "[M] from memory, not confirmed" in page
    assert "36 [M]" in page


def test_a_country_without_electricity_factors_is_told_so(app: AppTest) -> None:
    page = opened(app, "US-BOS", "factors")
    assert "No factor of consumed electricity in United States" in page
    assert factor_tables.MISSING_FACTOR in page


def test_the_electricity_factor_of_the_inventory_year_is_shown(app: AppTest) -> None:
    page = opened(app, "FR0009", "factors")
    assert "Electricity of France" in page
    assert "JRC CoM NEEFE 2024" in page


def test_every_accepted_unit_is_listed(app: AppTest) -> None:
    page = opened(app, "US-BOS", "units")
    assert [unit.symbol for unit in UNITS.values() if unit.kind == "energy" and unit.symbol not in page] == []


def test_every_shipped_table_is_listed_with_its_terms(app: AppTest) -> None:
    page = opened(app, "US-BOS", "sources")
    assert [resource.name for resource in catalogue.resources() if resource.title not in page] == []
    assert [resource.name for resource in catalogue.resources() if resource.terms not in page] == []


@pytest.mark.parametrize("city", CITIES)
def test_every_section_opens_for_every_city(app: AppTest, city: str) -> None:
    for section in reference.SECTIONS:
        assert opened(app, city, section)


@pytest.mark.parametrize(("value", "words"), [(1.0, "1"), (1e-6, "1 × 10⁻⁶"), (11.63, "11.63"), (1e6, "1,000,000")])
def test_a_unit_factor_is_readable(value: float, words: str) -> None:
    assert terms._significant(value) == words


@pytest.mark.longer("the examples of every formula")
def test_no_line_of_arithmetic_keeps_an_english_decimal_point(samples: Store) -> None:
    """Bulgarian parts thousands by a space, so that a point between two digits can only be an English one."""
    language.use("bg")
    try:
        with samples.reader() as reader:
            for made in (worked.published(), *(worked.of(reader, city.city_id) for city in samples.register().cities)):
                lines = [say(line.text) for example in made.by_formula.values() for line in example.lines]
                assert any("," in line for line in lines)
                assert [line for line in lines if re.search(r"(?<![\w.])[0-9]+\.[0-9]", line)] == [], made.city
    finally:
        language.use("en")


def test_the_edition_of_a_series_is_chosen_and_the_difference_shown(app: AppTest) -> None:
    assert set(wastewater.REGIONS) == set(waste_parameters.regions())
    assert "Fill in all three to see the gases." in opened(app, "US-BOS", "factors")
    app.selectbox(key="wastewater-edition").select("IPCC 2019 Refinement")
    for name, value in (("people", "850,000"), ("bod", "60"), ("protein", "37")):
        app.text_input(key=f"wastewater-{name}").set_value(value)
    app.run()
    found = next(table for table in tables(app) if "CH₄" in table and "Edition" in table)
    assert list(found["Edition"]) == ["IPCC 2019 Refinement (the series)", "IPCC 2006", "Refinement less 2006"]
    assert [cell.replace("\u00a0", " ") for cell in found["CH₄"]] == ["418.8 t", "0.0 t", "418.8 t"]
    assert "850,000 inhabitants" in [caption.value for caption in app.caption]
    app.text_input(key="wastewater-people").set_value("850.5").run()
    assert "Found 850.5 inhabitants. Expected a whole number of inhabitants." in app.error[0].value
    app.text_input(key="wastewater-people").set_value("-1")
    app.run()
    assert [error.value for error in app.error if "people" in error.value]


def test_a_figure_code_opens_the_figures_that_it_was_made_from_and_a_wrong_one_is_told_why(app: AppTest) -> None:
    app.query_params["city"] = "US-BOS"
    app.run()
    code = session.at_city("IT0004").code()
    assert code is not None
    app.text_input(key="figure-code").set_value(code.lower()).run()
    assert not app.exception
    assert any("Turin as it stood after revision" in part.value for part in app.markdown)
    app.text_input(key="figure-code").set_value(f"{code[:-4]}XYZ1").run()
    assert any("a figure code, as US-BOS-R3-7F3A" in part.value for part in app.error)
