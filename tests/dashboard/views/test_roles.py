"""Roles lists who may do what, gives a role with a reason, and says where nobody signs in that none counts yet."""

from __future__ import annotations

from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import Open, words


def test_roles_can_be_given_before_anybody_signs_in_and_a_wrong_one_is_told(own_database: object, opened: Open) -> None:
    app = opened("roles", "IT0004")
    assert "People do not sign in here" in app.info[0].value
    assert "Nobody has a role in this city yet." in words(app)
    app.text_input(key="role-person").set_value("ada@turin.example")
    app.selectbox(key="role-role").set_value("city-lead")
    next(button for button in app.button if button.label == "Give the role").click().run()
    assert any("reason" in warning.value for warning in app.warning)
    app.text_input(key="role-reason").set_value("the council said so")
    next(button for button in app.button if button.label == "Give the role").click().run()
    held = tables(app)[0]
    assert [list(row) for row in held.iloc[:, :3].to_numpy()] == [["ada@turin.example", "City lead", "Turin"]]
