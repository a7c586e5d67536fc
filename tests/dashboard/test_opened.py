"""What opens with a click is drawn once somebody opened it, and stays drawn so that nothing typed there is lost."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import opened


def page(kind: str) -> None:
    import streamlit as st

    from dashboard import opened

    draw = opened.popover if kind == "popover" else opened.expander
    place = draw("More", None, "more")
    if place is not None:
        place.text_input("What", key="what")
    st.caption("below")


@pytest.fixture(params=["popover", "expander"])
def app(request: pytest.FixtureRequest) -> AppTest:
    """A page on which nothing was opened yet."""
    found = AppTest.from_function(page, args=(request.param,))
    del found.session_state[opened.EVER]
    return found


def test_what_nobody_opened_is_not_drawn(app: AppTest) -> None:
    app.run()
    assert not app.text_input
    assert app.caption[0].value == "below"


def test_what_was_opened_once_stays_drawn_with_what_was_typed_there(app: AppTest) -> None:
    app.session_state["more"] = True
    app.run()
    app.text_input(key="what").set_value("half a sentence")
    app.run()
    app.session_state["more"] = False
    app.run()
    assert app.text_input(key="what").value == "half a sentence"
