"""Text from data shows as the characters it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.widgets import text
from datasets import City
from datasets.reference.samples import open_store
from tests.dashboard.untranslated import APP, PAGES
from tests.dashboard.views.conftest import to
from tests.effort import few


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
    plain = "Lyon cannot be assessed: no target (2019; 1.35 Mt, −35%)."
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


LIKE_MARKUP = ":smile: **s** $x$"
AS_WRITTEN = ("Text", "Html", "TextInput", "TextArea", "PlotlyChart", "BidiComponent", "Selectbox", "MultiSelect")
"""Elements whose own words show as they are written, but for their label and help."""
READ_AS_MARKUP, UNREAD = ("label", "help"), ("alt", "id", "placeholder", "default")


def read_as_markup(proto: Message) -> Iterator[str]:
    """The strings of an element that Streamlit reads as Markdown."""
    for field, value in proto.ListFields():
        several = list(value) if field.is_repeated else [value]
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            for inner in several:
                if isinstance(inner, Message):
                    yield from read_as_markup(inner)
        elif field.type == FieldDescriptor.TYPE_STRING and field.name not in UNREAD:
            yield from several if field.name in READ_AS_MARKUP or proto.DESCRIPTOR.name not in AS_WRITTEN else ()


def elements(node: Any) -> Iterator[Message]:
    if isinstance(getattr(node, "proto", None), Message):
        yield node.proto
    for child in (getattr(node, "children", None) or {}).values():
        yield from elements(child)


@pytest.mark.parametrize("page", few(PAGES, "energy", longer=("pairs", "adaptation", "progress")))
def test_the_name_of_a_city_is_read_as_markup_on_no_page(
    page: str, own_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(own_database) as store:
        City(store, "Boston").rename(LIKE_MARKUP, "Ada", "it looks like markup")
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params["city"] = "US-BOS"
    to(app, page).run()
    assert not app.exception
    shown = [said for proto in elements(app._tree) for said in read_as_markup(proto)]
    assert shown
    assert [said[:200] for said in shown if ":smile:" in said or "**s**" in said] == []
    session.close()
