"""What looks doubtful in a file stands on the Data page before the commit, is repaired there or looked at, and is told
of what is on file afterwards."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from analytics.detection.case import Finding
from dashboard import kept_readings
from dashboard.parts.data import doubtful_figures, takeaways
from datasets import Cities, City, Examination
from datasets.city.examining import examination
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import APP, to

GAS = """\
city,year,sector,carrier,value,unit
Varna,2021,residential,natural_gas,1357911,MWh
Varna,2021,tertiary,natural_gas,824681,MWh
Varna,2021,residential,natural_gas,274298.02,t CO2
Varna,2021,tertiary,natural_gas,{tertiary},t CO2
"""
CLEAN, WRONG = GAS.format(tertiary="166585.56"), GAS.format(tertiary="166585562")


@pytest.fixture
def app(own_database: Path) -> AppTest:
    """The Data page of Varna, which has no inventory, on a database of its own."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["city"] = "BG0002"
    to(page, "data")
    return page.run()


def upload(page: AppTest, text: str) -> AppTest:
    page.file_uploader[0].set_value(("varna.csv", text.encode(), "text/csv"))
    return page.run()


def shown(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.markdown, *page.caption]
    return "\n".join(part.value for part in parts).replace("\\", "")


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return page.run()


def commit_button(page: AppTest) -> Button:
    return next(button for button in page.button if button.label == "Commit this file")


def look(page: AppTest) -> AppTest:
    """Say to have looked at what holds the commit back."""
    page.checkbox[0].check()
    return page.run()


@pytest.mark.longer("the page is drawn after each act")
def test_a_large_finding_is_the_title_and_holds_the_commit_back_until_somebody_has_looked_at_it(app: AppTest) -> None:
    upload(app, WRONG)
    assert not app.exception
    assert app.title[0].value.startswith("One figure looks a thousand times too large: Tertiary buildings")
    (listed,) = (part.value.replace("\\", "") for part in app.markdown if "Suggested repair" in part.value)
    assert listed.startswith("1. **Unit slip: 166.42\u00a0Mt at stake**")
    assert 'Rows 5 and 3, column "value"' in listed
    assert "*Suggested repair:* Divide the emissions by 1000." in listed
    assert commit_button(app).disabled
    look(app)
    assert "Looked at by" in shown(app)
    press(app, "Not looked at after all")
    assert commit_button(app).disabled
    press(look(app), "Commit this file")
    assert "Committed as revision" in shown(app)


@pytest.mark.longer("the page is drawn after each act")
def test_a_repair_changes_its_row_alone_is_undone_by_one_press_and_stays_with_the_revision(app: AppTest) -> None:
    upload(app, WRONG)
    apply(app)
    assert app.title[0].value == "varna.csv is ready to commit"
    (table,) = (found for found in tables(app) if "Taken instead" in found.columns)
    assert "166" in str(table.to_dict())
    press(app, "Undo this repair")
    assert commit_button(app).disabled
    press(apply(app), "Commit this file")
    assert "Committed as revision" in shown(app)
    report = City(kept_readings.store(), "BG0002").report()
    assert report.inventories[0].emissions_t == pytest.approx(274298.02 + 166585.562)
    to(app, "history").run()
    assert "Repaired in row 5" in shown(app)


def apply(page: AppTest) -> AppTest:
    """Press the first repair that the page offers."""
    next(button for button in page.button if button.label.startswith("Apply this repair")).click()
    return page.run()


@pytest.mark.longer("the page is drawn after each act")
def test_repairs_of_places_apart_are_told_and_taken_by_one_press(app: AppTest) -> None:
    lines = ("93120,MWh", "-18810.24,t CO2")
    more = "".join(f"Varna,2021,municipal_buildings,natural_gas,{line}\n" for line in lines)
    upload(app, WRONG + more)
    (table,) = (found for found in tables(app) if "Finding" in found.columns)
    assert list(table["Taken instead"]) == ["166,585,562\u00a0t → 166,586\u00a0t", "−18,810\u00a0t → 18,810\u00a0t"]
    press(app, "Apply all 2 repairs")
    assert app.title[0].value == "varna.csv is ready to commit"
    assert len([button for button in app.button if button.label == "Undo this repair"]) == 2


@pytest.mark.longer("the page is drawn after each act")
def test_a_repair_that_a_commit_of_somebody_else_made_moot_is_told_and_nothing_is_lost(app: AppTest) -> None:
    rows = "city,year,sector,value,unit\n" + "\n".join(
        f"Varna,2018,{sector},{value},t CO2" for sector, value in (("residential", 270111.5), ("tertiary", 151234.25))
    )
    city = City(kept_readings.store(), "BG0002")
    city.commit(city.draft(rows.encode(), "old.csv"), who="Ada")
    upload(app, rows.replace("2018", "2019").replace("151234.25", "153234250").replace("270111.5", "268007.5"))
    apply(app)
    assert not commit_button(app).disabled
    large = rows.replace("151234.25", "151234250")
    answers = {"reason": "they were counted otherwise"}
    draft = Cities(city.store).draft(large.encode(), "new.csv", answers)
    city.commit(draft, who="Bob", looked_at=True)
    press(app, "Commit this file")
    assert "by Bob" in shown(app) + "\n".join(warning.value for warning in app.warning)
    assert "A repair fits no longer" in shown(app)
    assert commit_button(app).disabled
    press(app, "Take it back")
    assert "A repair fits no longer" not in shown(app)
    press(look(app), "Commit this file")
    assert "Committed as revision" in shown(app)


@pytest.mark.longer("a file is checked and committed by the page")
def test_a_finding_stays_on_the_page_after_the_commit_until_it_is_explained(app: AppTest) -> None:
    press(look(upload(app, WRONG)), "Commit this file")
    assert "In what is on file" in shown(app)
    assert "Divide the emissions by 1000." in shown(app)
    City(kept_readings.store(), "BG0002").explain(2021, "tertiary", "natural_gas", "Ada", "a power station")
    app.run()
    assert "Explained by Ada: a power station" in shown(app)
    assert "Divide the emissions by 1000." not in shown(app)


def test_a_sound_file_says_that_nothing_contradicts(app: AppTest) -> None:
    upload(app, CLEAN)
    assert app.title[0].value == "varna.csv is ready to commit"
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


def test_a_file_without_findings_says_so_in_words() -> None:
    assert doubtful_figures.title(Examination()) == "Nothing is worth a second look"
