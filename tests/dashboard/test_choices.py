"""Whatever an address can name has a sentence for a name that is on no file."""

from __future__ import annotations

from typing import get_args

from dashboard.choices import Named, not_on_file


def test_every_thing_that_an_address_can_name_is_answered_where_it_is_not_on_file() -> None:
    for what in get_args(Named):
        assert "“\\<b\\>”" in not_on_file(what, "<b>", ["one", "two"]), what
        assert "On file: one, two." in not_on_file(what, "<b>", ["one", "two"])
        assert "There is none to choose." in not_on_file(what, "<b>", [])
