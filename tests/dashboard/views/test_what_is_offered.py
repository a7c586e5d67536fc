"""Nobody is shown what is refused to their role: pages ask the same question as the acts behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from analytics.energy_access.access_indicators import INDICATORS
from dashboard import identity, sitemap
from dashboard.identity import SignIn
from datasets import access
from datasets.city.all_cities import Cities
from datasets.store import Store
from tests.dashboard.views.conftest import Open, words
from tests.effort import few

CITY, INDICATOR = "IT0004", next(iter(INDICATORS))
ASKED = {
    "data": ({}, {"tab": "edit"}, {"tab": "edit", "table": "reasons"}, {"tab": "history"}, {"tab": "export"}),
    "plan": ({"tab": "edit"}, {"tab": "edit", "part": "targets"}, {"tab": "edit", "part": "list"}, {"tab": "ideas"}),
    "adaptation": ({}, {"tab": "energy", "enter": INDICATOR}, {"tab": "energy"}),
    "partner": ({}, {"new": "1"}, {"tab": "compare"}, {"tab": "find"}),
    "duties": ({}, {"tab": "dates"}, {"tab": "frames"}),
    "emissions": ({},),
    "progress": ({}, {"tab": "drivers"}),
    "cities": ({},),
    "method": ({},),
    "roles": ({},),
}
ACTS = {
    *("Save", "Add the target", "State the uncertainty", "Mark as kept", "Commit this file"),
    *("Load the sample cities", "Load the sample cities instead", "Make a backup"),
}
"""The buttons outside of forms that write; what stands in a form does."""


@pytest.fixture
def signed_in(own_database: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Open]:
    """Opens pages as somebody who has a role in one city, or in every city as the programme office."""

    def of(role: str, city: str = CITY) -> Open:
        with Store(own_database) as store:
            place = None if role == "programme-office" else city
            Cities(store).people.give("ada@turin.example", role, place, access.SystemUser("root"), "the council")
        monkeypatch.setattr(identity, "configured", lambda: SignIn(header="X-Forwarded-User"))
        monkeypatch.setattr(identity, "person", lambda: access.Person("ada@turin.example"))
        return opened

    return of


def walked(open_page: Open, city: str = CITY) -> list[AppTest]:
    """Every page with each of its tabs and forms."""
    assert ASKED.keys() == sitemap.ENTRIES.keys(), "a page is not walked"
    return [open_page(page, city, **asked) for page, every in ASKED.items() for asked in every]


def sent(app: AppTest) -> list[Button]:
    """The buttons of a page that write."""
    return [
        one for one in app.button if one.proto.is_form_submitter or one.label in ACTS or one.label.startswith("Undo")
    ]


def test_who_may_only_read_is_shown_no_field_for_files_and_nothing_to_send(signed_in: Callable[[str], Open]) -> None:
    for app in walked(signed_in("viewer")):
        assert not app.get("file_uploader"), words(app)[:300]
        assert not [button.label for button in sent(app)], words(app)[:300]


def doors(app: AppTest) -> dict[tuple[str, str], str]:
    """Where the links of a page lead, by page and what the address asks for, with their words; menu and tabs apart."""
    found = {(link.proto.page, link.proto.query_string): link.proto.label for link in app.main.get("page_link")}
    told = [str(one.proto.body) for kind in ("html", "markdown") for one in app.main.get(kind)]
    for page, asked, label in re.findall(r'href="\./([a-z]*)\?([^"]*)"[^>]*>([^<]*)', " ".join(told)):
        found[page, unescape(asked)] = label
    tabs = {title for entry in sitemap.ENTRIES.values() for title in entry.tabs.values()}
    return {where: label for where, label in found.items() if label not in tabs}


def leads(app: AppTest) -> bool:
    """Whether something can be done where a door led: a file brought, a cell changed, a form sent."""
    tables = [one.proto for one in app.get("dataframe")]
    return bool(
        app.get("file_uploader") or sent(app) or [one for one in tables if one.editing_mode and not one.disabled]
    )


@pytest.mark.parametrize("city", few((CITY, "BG0002", "US-BOS"), CITY))
@pytest.mark.parametrize("role", few(access.ROLES, access.VIEWER))
def test_every_door_that_a_role_is_offered_leads_to_what_it_may_do_there(
    signed_in: Callable[[str, str], Open], role: str, city: str
) -> None:
    open_page, found = signed_in(role, city), dict[tuple[str, str], str]()
    for app in walked(open_page, city):
        found |= doors(app)
    acting, nowhere = 0, list[tuple[str, str, str]]()
    for (page, query), label in found.items():
        asked = dict(parse_qsl(query))
        tab = asked.get("tab", "import" if page == "data" else "")
        if (page, tab) in (("data", "import"), ("data", "edit"), ("plan", "edit")) or asked.keys() & {"new", "enter"}:
            acting += 1
            if not leads(open_page(page, **asked)):
                nowhere.append((label, page, query))
    assert not nowhere
    assert len(found) > 20, found
    assert (acting > 10) is (role != access.VIEWER), acting


@pytest.mark.parametrize(("role", "offered"), [("city-lead", False), ("programme-office", True)])
def test_nobody_is_offered_a_role_to_give_that_is_above_their_own(
    signed_in: Callable[[str], Open], role: str, offered: bool
) -> None:
    (field,) = [one for one in signed_in(role)("roles", CITY).selectbox if one.key == "role-role"]
    assert ("Programme office" in field.options) is offered


@pytest.mark.longer("every button of every page is pressed by each role")
@pytest.mark.parametrize(
    ("role", "least", "most"), [("analyst", 9, 40), ("city-lead", 11, 40), ("programme-office", 11, 50)]
)
def test_what_is_shown_is_allowed(signed_in: Callable[[str], Open], role: str, least: int, most: int) -> None:
    open_page, pressed = signed_in(role), set[str]()
    for page, every in ASKED.items():
        for asked in every:
            for label in dict.fromkeys(button.label for button in sent(open_page(page, CITY, **asked))):
                app = open_page(page, CITY, **asked)
                for field in app.text_input:
                    if not field.value and not field.disabled:
                        field.set_value("x")
                button = next((one for one in sent(app) if one.label == label), None)
                if button is None or button.disabled:  # what was pressed before changed the page
                    continue
                button.click().run()
                told = [str(one.value) for kind in (app.error, app.warning, app.markdown) for one in kind]
                assert not [words for words in told if "whose role is" in words], (page, asked, label)
                pressed.add(label)
    assert least <= len(pressed) <= most, sorted(pressed)
