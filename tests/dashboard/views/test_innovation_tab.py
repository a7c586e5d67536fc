"""Innovation tells what regions share by which words, and names what is not on file."""

from __future__ import annotations

from html import unescape

import pytest

from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title"),
    [
        ("PT0014", "Norte and 4 other regions name mobility, vehicles and logistics"),
        ("BG0002", "No strategy of Severoiztochen is on file; those of 5 other regions are"),
    ],
)
def test_the_finding_says_what_the_region_shares_or_that_nothing_is_on_file(
    opened: Open, city: str, title: str
) -> None:
    app = opened("innovation", city)
    assert app.title[0].value == title


def test_the_officer_of_famalicao_sees_what_norte_shares_with_piedmont_and_the_words_it_was_matched_by(
    opened: Open,
) -> None:
    app = opened("innovation", "PT0014", **{"with": "Piedmont"})
    said = "\n".join([words(app), *(unescape(table.proto.body) for table in app.get("html"))])
    assert "“Sustainable mobility” (by: mobility)" in said
    assert "“Sustainable mobility and energy transition” (by: mobility)" in said
    assert "Five domains are shared." in said
    assert "Technologies, state, economy and society (of no domain by its words)" in said
    assert "Piura" in said
    assert "In4Green" in said
