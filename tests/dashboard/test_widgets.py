"""Text from data shows as the characters it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets import text


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://example.org/a.png)",
        "[click](http://example.org)",
        "<img src=x onerror=alert(1)>",
        ":red[alarm]",
        ":material/delete:",
        "$E=mc^2$",
        "**bold** _it_ ~~gone~~ `code`",
        "&lt;b&gt;",
        "https://example.org www.example.org someone@example.org",
        ":smile: a -- b -> c",
    ],
)
def test_markup_in_data_is_taken_apart(hostile: str) -> None:
    shown = text(hostile)
    for sign in "*_[]<>$~&`":
        assert shown.count(sign) == shown.count(f"\\{sign}")
    for whole in ("://", "www.", "@example", ":red", ":material", ":smile", "--", "->"):
        assert whole not in shown


@pytest.mark.parametrize("start", ["# title", "- item", "+ item", "1. item", "12) item", "> quote"])
def test_data_never_begins_a_heading_a_list_or_a_quote(start: str) -> None:
    shown = text(start)
    assert shown[0] == "\\" or "\u2060" in shown


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    assert text("5.30\u00a0Mt") == "5.30\u00a0Mt"
    plain = "Lyon cannot be assessed: no target on file (2019; 1.35 Mt, −35%)."
    assert text(plain) == plain


@given(st.text())
def test_any_text_becomes_one_line_that_still_holds_every_word(value: str) -> None:
    shown = text(value)
    assert "\n" not in shown
    assert "\r" not in shown
    bare = shown.replace("\\", "").replace("\u2060", "").replace(" ", "")
    assert bare == "".join(value.replace("\\", "").replace("\u2060", "").split(" ")).translate(
        str.maketrans("", "", "\t\r\n")
    )
