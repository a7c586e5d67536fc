"""Duties says what is due when and why, for a rich city, a poor one, and one of which nothing says that it joined."""

from __future__ import annotations

import pytest

from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title"),
    [
        ("IT0004", "Turin: the dates of 2 duties are past, and nothing on file meets them"),
        ("BG0002", "Varna: the date of 1 duty is past, and nothing on file meets it"),
        ("US-BOS", "It is not on file whether Boston joined the Covenant"),
    ],
)
def test_the_finding_says_what_is_past_or_that_nothing_is_known(opened: Open, city: str, title: str) -> None:
    app = opened("duties", city)
    assert app.title[0].value == title
    assert "none is claimed" in words(app)
