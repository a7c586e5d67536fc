"""Texts of an old workbook with raised or struck parts, also where their table goes on in the next record."""

from __future__ import annotations

import struct

import pytest

from datasets.readers.biff_texts import CONTINUE, FONT, SST, changed

PLAIN, ABOVE, STRUCK, BELOW = 0, 1, 2, 3


def font(flags: int = 0, above: int = 0) -> tuple[int, bytes]:
    return FONT, struct.pack("<5H", 200, flags, 0, 400, above) + bytes(6)


FONTS = [font(), font(above=1), font(flags=8), font(above=2), font(above=1)]
"""A cell names the last of them by 5: no font has the number 4."""


def text(words: str, *runs: tuple[int, int], wide: bool = False, beyond: bytes = b"") -> bytes:
    flags = wide | (8 if runs else 0) | (4 if beyond else 0)
    head = struct.pack("<HB", len(words), flags) + (struct.pack("<H", len(runs)) if runs else b"")
    head += struct.pack("<L", len(beyond)) if beyond else b""
    written = words.encode("utf-16-le" if wide else "latin-1")
    return head + written + b"".join(struct.pack("<2H", *run) for run in runs) + beyond


def table(*texts: bytes) -> bytes:
    return struct.pack("<2L", len(texts), len(texts)) + b"".join(texts)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (text("12341", (4, ABOVE)), "1234¹"),
        (text("12341", (4, 5)), "1234¹"),
        (text("100200", (0, STRUCK), (3, PLAIN)), "200"),
        (text("МВтч1", (4, ABOVE), wide=True, beyond=b"phonetic"), "МВтч¹"),
    ],
)
def test_a_raised_or_struck_part_of_a_text_is_known(written: bytes, read: str) -> None:
    records = [*FONTS, (SST, table(text("plain"), written, text("last")))]
    assert changed(records) == {1: read}


def test_texts_without_such_parts_are_left_to_the_library() -> None:
    records = [*FONTS, (SST, table(text("t CO2e", (4, BELOW), (5, PLAIN)), text("plain")))]
    assert changed(records) == {}
    assert changed([font(), (SST, b"cut off")]) == {}


@pytest.mark.parametrize("cut", range(8, 60))
def test_a_table_of_texts_may_go_on_in_the_next_record(cut: int) -> None:
    whole = table(text("a first text"), text("12341", (4, ABOVE)), text("a last one", (2, ABOVE), (3, PLAIN)))
    letters = [(11, 23), (28, 33), (42, 52)]
    assert [whole[slice(*place)] for place in letters] == [b"a first text", b"12341", b"a last one"]
    inside = any(start <= cut < end for start, end in letters)  # what follows says anew how wide the letters are
    records = [*FONTS, (SST, whole[:cut]), (CONTINUE, (b"\0" if inside else b"") + whole[cut:])]
    assert changed(records)[1] == "1234¹"
