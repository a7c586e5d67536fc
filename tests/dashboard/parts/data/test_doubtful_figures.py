"""What looks doubtful in a file stands on the Data page before the commit, says what to do, and keeps nothing out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.detection.case import Finding
from dashboard.parts.data import takeaways
from datasets.city.examining import examination
from tests.dashboard.views.conftest import APP

GAS = """\
city,year,sector,carrier,value,unit
Turin,2021,residential,natural_gas,1357911,MWh
Turin,2021,tertiary,natural_gas,824681,MWh
Turin,2021,residential,natural_gas,274298.02,t CO2
Turin,2021,tertiary,natural_gas,{tertiary},t CO2
"""
CLEAN, WRONG = GAS.format(tertiary="166585.56"), GAS.format(tertiary="166585562")


@pytest.fixture
def app(own_database: Path) -> AppTest:
    """The Data page of Turin on a database of its own."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["city"] = "IT0004"
    page.switch_page("views/data.py")
    return page.run()


def upload(page: AppTest, text: str) -> AppTest:
    page.file_uploader[0].set_value(("turin.csv", text.encode(), "text/csv"))
    return page.run()


def shown(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.markdown, *page.caption]
    return "\n".join(part.value for part in parts).replace("\\", "")


def test_a_finding_says_what_where_how_much_and_what_to_do_and_the_file_can_be_committed(app: AppTest) -> None:
    upload(app, WRONG)
    assert not app.exception
    (listed,) = (part.value.replace("\\", "") for part in app.markdown if "Suggested repair" in part.value)
    assert listed.startswith("1. **Unit slip: 166.42\u00a0Mt at stake**")
    assert 'Rows 5 and 3, column "value"' in listed
    assert "*Suggested repair:* Divide the emissions by 1000." in listed
    assert "Worth a second look (1)" in shown(app)
    next(button for button in app.button if button.label == "Commit this file").click()
    assert "Committed as revision" in shown(app.run())


def test_a_sound_file_says_that_nothing_contradicts(app: AppTest) -> None:
    upload(app, CLEAN)
    assert "Worth a second look (0)" in shown(app)
    assert "No figure contradicts another" in shown(app)


def test_a_file_too_large_says_that_it_was_not_examined(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "MOST_ROWS", 3)
    upload(app, WRONG)
    assert "Not examined: 1 inventory of 1 city in 4 rows" in shown(app)
    assert "Commit this file" in [button.label for button in app.button]


def test_the_table_of_findings_holds_every_field_and_no_live_formula() -> None:
    found = Finding("unit-slip", 5, "=value", "IT0004", 2021, 12.5, "=HYPERLINK(1)", "Divide by 1000.", (5, 3))
    (row,) = csv.DictReader(io.StringIO(takeaways.findings_csv([found]).decode("utf-8-sig")))
    assert (row["row"], row["rows"], row["tonnes_at_stake"]) == ("5", "5 3", "12.5")
    assert row["message"] == "'=HYPERLINK(1)"
    assert row["column"] == "'=value"
