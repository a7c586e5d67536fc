"""Nobody is shown what is refused to their role: pages ask the same question as the acts behind them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import identity, session, sitemap
from dashboard.identity import SignIn
from datasets import access
from datasets.city.all_cities import Cities
from datasets.store import Store
from tests.dashboard.views.conftest import Open, words

ROLES = ("viewer", "analyst", "city-lead", "programme-office")
CITY = "IT0004"
ASKED = {
    "data": ({}, {"tab": "edit"}, {"tab": "edit", "table": "reasons"}, {"tab": "history"}, {"tab": "export"}),
    "plan": ({"tab": "edit"}, {"tab": "edit", "part": "targets"}, {"tab": "edit", "part": "list"}, {"tab": "ideas"}),
    "adaptation": ({}, {"tab": "energy", "enter": "connected_households"}, {"tab": "energy"}),
    "partner": ({}, {"new": "1"}, {"tab": "compare"}, {"tab": "find"}),
    "duties": ({}, {"tab": "dates"}, {"tab": "frames"}),
    "emissions": ({},),
    "progress": ({}, {"tab": "drivers"}),
    "cities": ({},),
    "method": ({},),
    "roles": ({},),
}
READING = {"Sign out", "Swap sides", "Show newest", "Check now", "Back to the usual weights"}
REFUSED = "whose role is"


@pytest.fixture
def signed_in(own_database: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Open]:
    """Opens pages as somebody who has a role in Turin, or in every city as the programme office."""

    def of(role: str) -> Open:
        with Store(own_database) as store:
            place = None if role == "programme-office" else CITY
            Cities(store).people.give("ada@turin.example", role, place, access.SystemUser("root"), "the council")
        monkeypatch.setattr(identity, "configured", lambda: SignIn(header="X-Forwarded-User"))
        monkeypatch.setattr(identity, "person", lambda: access.Person("ada@turin.example"))
        return opened

    return of


def walked(open_page: Open) -> list[AppTest]:
    """Every page with each of its tabs and forms."""
    assert ASKED.keys() == sitemap.ENTRIES.keys() | {"progress"} - {""}, "a page is not walked"
    return [open_page(page, CITY, **asked) for page, every in ASKED.items() for asked in every]


def test_who_may_only_read_is_shown_no_field_for_files_and_nothing_to_send(signed_in: Callable[[str], Open]) -> None:
    for app in walked(signed_in("viewer")):
        assert not app.get("file_uploader"), words(app)[:300]
        sends = [button.label for button in app.button if button.proto.is_form_submitter or button.proto.type == "primary"]
        assert not sends, words(app)[:300]
