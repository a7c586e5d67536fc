"""The History page and the past by link: what changed, what was, and a revision that cannot be shown is named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.parts.history import revisions
from datasets.city import new_target
from datasets.city.assessment import report
from datasets.intake import drafting
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import APP, to, words
from tests.effort import first

BOSTON = """\
city,year,sector,label,value,unit,gpc_ref
Boston,2020,residential,Homes,1000000,t CO2e,I.1.1
"""


@pytest.fixture
def corrected(own_database: Path) -> int:
    """A database where Boston's inventory of 2020 was replaced by a single cell; gives the number of that revision."""
    draft = drafting.draft(session.store(), BOSTON.encode(), "boston.csv", {"method": "gpc", "reason": "A trial"})
    assert draft.ready, draft.problems
    return drafting.commit(session.store(), draft, "an analyst", "A trial").revision


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in {"city": "US-BOS", **address}.items():
        app.query_params[name] = value
    if page != "progress":
        to(app, page)
    app.run()
    assert not app.exception, app.exception
    return app


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_revision_tells_who_why_and_what_it_changed(corrected: int) -> None:
    app = opened("history")
    assert app.title[0].value.startswith("Two revisions of Boston")
    assert f"Revision {corrected}" in words(app)
    assert "an analyst committed the emissions of 2020" in words(app)
    assert "Reason: A trial." in words(app)
    (newest, *_) = tables(app)
    assert newest["Inventory"][0].startswith("2020, emissions")
    assert newest["Before"][0] == "5.30\u00a0Mt"
    assert newest["After"][0] == "1.00\u00a0Mt"


@pytest.mark.longer("a database of its own is copied whole behind the page")
def test_a_backup_can_be_taken_with_the_command_that_puts_it_back(corrected: int) -> None:
    app = opened("exports")
    next(button for button in app.button if button.label == "Make a backup").click()
    app.run()
    assert "Download a backup" in [button.label for button in app.get("download_button")]
    assert app.code[-1].value == "python -m datasets restore FILE --replace"


@pytest.mark.longer("the page is drawn after each act")
def test_a_backup_without_room_is_answered_on_the_page_and_the_newest_head_stands_there(
    corrected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("history")
    head = session.store().head()
    assert head is not None
    assert f"revision {corrected}, seal {head.sha256}" in words(app)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone" / "deeper"))
    app = opened("exports")
    next(button for button in app.button if button.label == "Make a backup").click()
    app.run()
    assert not app.exception
    assert [error.value for error in app.error if "deeper" in error.value and str(tmp_path) not in error.value]
    assert not [button for button in app.get("download_button") if button.label == "Download a backup"]


@pytest.mark.longer("pages of a database of its own, after commits")
def test_after_an_undo_the_page_names_the_newest_head(corrected: int) -> None:
    app = opened("history")
    app.text_input(key=f"undo-{corrected}-reason").input("a trial")
    next(button for button in app.button if button.label == f"Undo revision {corrected}").click()
    app.run()
    head = session.store().head()
    assert head is not None
    assert head.revision == corrected + 1
    assert words(app).count(f"revision {head.revision}, seal {head.sha256}") == 1, "in full where it is noted down"


@pytest.mark.longer("whole pages are drawn")
def test_a_revision_of_targets_counts_no_cells(corrected: int) -> None:
    found = report(session.store(), "US-BOS")
    new_target.put(session.store(), found, replace(found.targets[-1], year=2045), "Ada", "a vote")
    newest, older = session.revisions("US-BOS")[:2]
    assert newest.layout == "targets"
    assert "cell" not in revisions.whence(newest)
    assert "1 cell" in revisions.whence(older)


def test_a_link_shows_the_past_with_a_banner_and_one_click_leads_back(corrected: int) -> None:
    now, then = session.at_city("US-BOS").report(), session.at_city("US-BOS", corrected - 1).report()
    assert now.leading.latest is not None
    assert then.leading.latest is not None
    assert now.leading.latest.emissions_t != then.leading.latest.emissions_t
    app = opened("progress", rev="3")
    assert f"revision {corrected} is newest" in words(app)
    assert "You are looking at revision 3 of" in words(app)
    assert "5.30" in strip(app)
    next(button for button in app.button if button.label == "Show newest").click()
    app.run()
    assert "You are looking at" not in words(app)
    assert "rev" not in app.query_params
    assert "5.30" not in strip(app)


def strip(app: AppTest) -> str:
    """What the two bars of Progress say."""
    return "".join(found.proto.body for found in app.get("html") if 'class="strip"' in found.proto.body)


@pytest.mark.longer("pages of a database of its own, after a correction")
def test_a_revision_of_another_city_shows_how_this_city_stood_then(corrected: int) -> None:
    said = words(opened("progress", rev=str(corrected - 1)))
    assert f"Revision {corrected - 1} did not touch Boston" in said
    assert "You are looking at revision 3 of" in said


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize(
    "asked", first(2, ["99", "seven", "-1", "0", "1", "![x](http://example.org)", "9" * 5000, "²"])
)
def test_a_revision_that_is_gone_or_older_than_the_city_is_named_and_the_newest_shown(
    corrected: int, asked: str
) -> None:
    app = opened("progress", rev=asked)
    (warning,) = (item.value.replace("\\", "") for item in app.warning)
    assert warning.endswith("Shown is the newest state.")
    assert asked.partition("](")[0] in warning.replace("\u2060", "")
    assert "5.30" not in strip(app)


def test_the_newest_revision_by_link_needs_no_banner(corrected: int) -> None:
    app = opened("progress", rev=str(corrected))
    assert not app.warning
    assert "Show newest" not in buttons(app)


@pytest.mark.longer("pages of a database of its own, after a correction")
def test_another_city_forgets_the_revision(corrected: int) -> None:
    app = opened("progress", rev="3")
    (search,) = (one.proto for one in app.get("bidi_component") if one.proto.component_name == "covenant_city_search")
    address = urlsplit(json.loads(search.json)[0]["href"])
    assert parse_qs(address.query) == {"city": ["CITY"]}, "the link of each city that is found"


@pytest.mark.longer("pages of a database of its own, after a commit")
def test_sample_figures_say_so_and_can_be_taken_away(corrected: int) -> None:
    app = opened("history", city="IT0007")
    assert "Sample data" in words(app)
    number = session.revisions("IT0007")[0].revision
    app.text_input(key=f"undo-{number}-reason").set_value("We have our own")
    next(button for button in app.button if button.label == f"Remove revision {number}").click()
    app.run()
    assert not app.exception
    assert session.at_city("IT0007").report().inventories == ()
    assert not session.only_samples("IT0007")


@pytest.mark.longer("the whole ledger is worked out anew behind the page")
def test_the_chain_is_checked_when_asked(corrected: int) -> None:
    app = opened("history")
    assert "is sound" not in words(app)
    next(button for button in app.button if button.label == "Check now").click()
    assert f"The chain of {corrected} revisions is sound" in words(app.run())


@pytest.mark.longer("pages of a database of its own, after commits")
def test_an_edit_that_was_undone_leaves_the_figures_samples(corrected: int) -> None:
    opened("history")
    assert not session.only_samples("US-BOS")
    session.store().undo(corrected, "an analyst", "A trial")
    app = opened("plan")
    assert "Sample figures" in words(app)
