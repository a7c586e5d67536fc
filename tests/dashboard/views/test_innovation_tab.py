"""What regions share stands on the tab Find, by the words it was matched by; what is missing comes last."""

from __future__ import annotations

from html import unescape

from tests.dashboard.views.conftest import Open, words


def test_the_officer_of_famalicao_sees_what_norte_shares_with_piedmont_and_the_words_it_was_matched_by(
    opened: Open,
) -> None:
    app = opened("innovation", "PT0014", **{"with": "Piedmont"})
    said = "\n".join([words(app), *(unescape(table.proto.body) for table in app.get("html"))])
    assert "“Sustainable mobility” (by: mobility)" in said
    assert "“Sustainable mobility and energy transition” (by: mobility)" in said
    assert "Five domains are shared." in said
    assert "In4Green" in said
    assert "No region strategy of Fort Collins yet." in said


def test_a_city_whose_region_has_no_strategy_is_asked_for_it_and_none_is_made_up(opened: Open) -> None:
    said = words(opened("innovation", "BG0002"))
    assert "What the region specialises in is not known here." in said
    assert "domains are shared" not in said
