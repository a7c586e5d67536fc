"""An action is edited where it is read: its effect is seen before it is saved, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from datasets.intake.plans import edited
from tests.dashboard.views.conftest import Open, words

THERMAL = "Thermal Insulation"


@pytest.fixture
def fresh(opened: Open, own_database: Path) -> Open:
    """Pages on a store of their own."""
    return opened


def action(name: str) -> Any:
    """An action of Turin as the store has it."""
    return next(item for item in session.store().register().actions["IT0004"] if item.name == name)


def put(app: AppTest, **typed: object) -> AppTest:
    """Fill in fields of the open form by the names of their columns."""
    for column, value in typed.items():
        field = next(
            item
            for kind in ("text_input", "selectbox", "number_input")
            for item in app.get(kind)
            if str(item.key).startswith("action-IT0004-") and str(item.key).endswith(f"-{column}")
        )
        field.set_value(value)
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    next(item for item in app.button if item.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_an_action_is_decided_in_its_form_and_what_it_closes_is_seen_before(fresh: Open) -> None:
    fresh("outlook", "IT0004")
    app = put(fresh("outlook", "IT0004", action=action(THERMAL).id), status="decided", reason="the council")
    assert "Decided actions would close 20% of the gap instead of 7%." in words(app)
    assert action(THERMAL).status == "unstated"
    press(app, "Save")
    assert action(THERMAL).status == "decided"
    assert "action" not in app.query_params
    assert "The plan is saved as revision" in words(app)
    press(app, "Undo “the council”")
    assert action(THERMAL).status == "unstated"


@pytest.mark.longer("the page is drawn after each act")
def test_a_new_action_is_kept_out_until_its_fields_hold_and_a_typed_number_is_never_guessed(fresh: Open) -> None:
    app = put(fresh("outlook", "IT0004", action="new"), name="Cool roofs", avoided_t="1.500,5.0")
    assert next(item for item in app.button if item.label == "Save").disabled
    assert "Avoided (t CO₂e a year)" in "".join(item.value for item in app.error)
    put(app, avoided_t="1500.5", sector="residential", status="planned", start=2027, end=2030, reason="a vote")
    press(app, "Save")
    made = action("Cool roofs")
    assert (made.avoided_t, made.sector, made.status, made.start, made.end) == (
        1500.5,
        "residential",
        "planned",
        2027,
        2030,
    )


@pytest.mark.longer("the page is drawn after each act")
def test_what_somebody_else_changed_meanwhile_is_said_and_what_was_typed_stays(fresh: Open) -> None:
    fresh("outlook", "IT0004")
    app = put(fresh("outlook", "IT0004", action=action(THERMAL).id), status="decided", reason="the council")
    city = session.at_city("IT0004")
    base = session.store().register().actions["IT0004"]
    rows = [edited.cells(one) | ({"name": "Trams"} if one.name == "Metro Line 2" else {}) for one in base]
    city.commit_edited(city.edited_actions(rows), base, "Ada", "a name")
    press(app, "Save")
    assert "“Trams”" in "".join(item.value for item in app.warning).replace("\\", "")
    assert action(THERMAL).status == "unstated"
    press(app, "Save")
    assert (action(THERMAL).status, action("Trams").name) == ("decided", "Trams")


@pytest.mark.longer("the page is drawn for each case")
@pytest.mark.parametrize("said", ["nobody", "' OR 1=1 --", "<script>"])
def test_an_address_of_no_action_opens_no_form_and_says_so(opened: Open, said: str) -> None:
    app = opened("outlook", "IT0004", action=said)
    assert not [item for item in app.button if item.label == "Save"]
    assert "which is not known here" in "".join(item.value for item in app.warning)
