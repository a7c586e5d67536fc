"""The Figures page adds, renames, puts away and brings back cities, and answers at once where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import kept_readings
from datasets import Cities, City
from tests.dashboard.views.conftest import APP, to, words


@pytest.fixture
def figures(own_database: Path) -> AppTest:
    """The Figures page of Boston on a database of its own."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["city"] = "US-BOS"
    to(app, "figures")
    return app.run()


def filled(app: AppTest, button: str, **fields: str) -> AppTest:
    for key, value in fields.items():
        app.text_input(key=key.replace("_", "-")).set_value(value)
    next(found for found in app.button if found.label == button).click()
    app.run()
    assert not app.exception
    return app


def test_a_new_city_is_opened_where_it_was_added_and_its_fields_are_empty(figures: AppTest) -> None:
    app = filled(figures, "Add the city", new_city_name="Springfield", new_city_reason="it joins")
    assert app.title[0].value == "Edit the data of Springfield"
    assert "Springfield is here." in words(app)
    assert app.text_input(key="new-city-name").value == ""
    assert City(kept_readings.store(), "Springfield").record.country_code == "US"


def test_what_was_written_stays_where_it_is_refused(figures: AppTest) -> None:
    app = filled(figures, "Add the city", new_city_name="Austin", new_city_reason="it joins")
    assert 'the name "Austin", which Austin (US-AUS) bears' in app.warning[0].value.replace("\\", "")
    assert app.text_input(key="new-city-name").value == "Austin"


@pytest.mark.longer("pages of two visits on a database of its own")
def test_another_visit_of_a_city_that_was_put_away_goes_on_with_one_that_is_listed(
    figures: AppTest, own_database: Path
) -> None:
    other = AppTest.from_file(str(APP), default_timeout=60)
    other.query_params["city"] = "US-BOS"
    other.run()
    app = filled(figures, "Put it away", **{"away-US-BOS": "not ours"})
    assert "Boston is put away" in words(app)
    assert [city.name for city in Cities(kept_readings.store()).away()] == ["Boston"]
    other.run()
    assert not other.exception
    assert "which is not known here" in other.warning[0].value

    app.selectbox(key="back-city").set_value("US-BOS")
    filled(app, "Bring it back", back_reason="ours after all")
    assert app.title[0].value == "Edit the data of Boston"


@pytest.mark.longer("whole pages are drawn")
def test_a_city_is_called_otherwise_on_every_page(figures: AppTest) -> None:
    filled(figures, "Rename the city", **{"rename-US-BOS": "Boston upon Charles", "rename-US-BOS-reason": "a vote"})
    assert figures.title[0].value == "Edit the data of Boston upon Charles"
