"""Every word that a page shows has passed through a translation, or is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from datasets.intake.meaning.fields import FIELDS
from tests.dashboard.untranslated import PAGES, marked, opened, runs, spoken, suggested, texts, untranslated
from tests.effort import few, first

HEADS = "city,year,sector,carrier,value,unit,remarks"
WRONG = f"""\
{HEADS}
Turin,2021,residential,natural_gas,1357911,MWh,
Turin,2021,tertiary,natural_gas,824681,MWh,
Turin,2021,residential,natural_gas,274298.02,t CO2,
Turin,2021,tertiary,natural_gas,166585562,t CO2,
"""
FILE = (
    "turin.csv",
    "plutonium",
    "tertiary,",
    "“tertiary”",
    "“residential”",
    "“remarks”",
    "remarks",
    *(f'{name}"' for name in HEADS.split(",")),
    *FIELDS,
)
"""What stands in the file itself."""
PRIORITIES = ("Tourism",)
"""Priorities of a region by their own names, which are the names of domains, too."""


@pytest.fixture(scope="module")
def brackets() -> Iterator[None]:
    """Translations in which every template is marked."""
    with spoken():
        yield


@pytest.fixture(autouse=True)
def _samples(shown_samples: Path) -> None:
    """Its pages show these."""


def told(app: AppTest, *data: str) -> str:
    """What is left, one line each."""
    return "\n".join(f"{left.element}: {left.words} | {left.text[:200]}" for left in untranslated(app, *data))


@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize("city", first(1, ["US-BOS", "BG0002"]))
@pytest.mark.parametrize("page", few(PAGES, "progress", "inventory"))
def test_nothing_that_a_page_shows_is_left_untranslated(page: str, city: str) -> None:
    app = opened(page, city)
    data = (city, *((*suggested(app), *PRIORITIES) if page in ("partners", "cities") else ()))
    assert told(app, *data) == ""


@pytest.mark.longer("whole pages are drawn")
@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize(
    ("page", "city", "address"),
    first(
        1,
        [
            ("inventory", "IT0004", {"figure": "total"}),
            ("inventory", "US-BOS", {"figure": "per-head", "with": "2005"}),
            ("inventory", "ES0002", {"year": "2019", "with": "2020-gpc", "measure": "per-head"}),
            ("inventory", "FR0009", {"measure": "energy", "year": "1875"}),
            ("drivers", "US-NYC", {"view": "yearly"}),
            ("drivers", "US-FTC", {"from": "2017"}),
            ("outlook", "US-NYC", {"scenario": "trend"}),
        ],
    ),
)
def test_nothing_that_an_address_asks_for_is_left_untranslated(page: str, city: str, address: dict[str, str]) -> None:
    assert told(opened(page, city, **address)) == ""


@pytest.mark.longer("a file is checked by the page")
@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize("row", first(1, ["", "Turin,2021,waste,plutonium,12,MWh,\n", "Turin,2021,waste,,x1,MWh,\n"]))
def test_nothing_that_the_check_of_a_file_says_is_left_untranslated(row: str) -> None:
    app = opened("data", "IT0004")
    app.file_uploader[0].set_value(("turin.csv", (WRONG + row).encode(), "text/csv"))
    assert not app.run().exception
    assert told(app, *FILE) == ""


def test_the_words_of_a_template_stand_in_brackets_and_its_fields_outside() -> None:
    assert marked("Emissions of {year} fell.") == "⟦Emissions of ⟧{year}⟦ fell.⟧"
    assert marked("{city}: {amount:,.0f}") == "{city}: {amount:,.0f}"
    assert marked("{city!s} in {year}") == "{city!s}⟦ in ⟧{year}"


def test_words_outside_the_brackets_are_found_unless_they_are_data_or_abbreviations() -> None:
    data = re.compile("City of Boston")
    assert list(runs("⟦Source: ⟧City of Boston, GPC, 5.30 Mt CO₂e", data)) == []
    assert list(runs("⟦Source: ⟧not stated. :gray[⟦fell by ⟧3 kt] since 2005", data)) == ["not stated", "since"]


@pytest.mark.parametrize("ordered", [False, True])
def test_a_column_is_read_by_the_title_that_it_is_given_and_by_its_name_without_one(ordered: bool) -> None:
    def script(ordered: bool) -> None:
        import pandas as pd
        import streamlit as st

        st.data_editor(
            pd.DataFrame({"life_years": [1.0], "status": ["done"], "bare": ["x"], "unseen": ["y"]}),
            column_order=["bare", "life_years", "status"] if ordered else None,
            column_config={
                "life_years": st.column_config.NumberColumn("⟦Life⟧", help="⟦In years⟧"),
                "status": st.column_config.SelectboxColumn("⟦Status⟧", options=["done"], format_func="⟦{}⟧".format),
                "unseen": None,
            },
            hide_index=True,
        )

    app = AppTest.from_function(script, args=(ordered,)).run()
    assert not app.exception
    assert {text for _, text in texts(app)} == {"⟦Life⟧", "⟦In years⟧", "⟦Status⟧", "⟦done⟧", "bare"}
