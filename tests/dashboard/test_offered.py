"""Files that a page offers: what is taken along is what was made, and not what was made before it."""

from __future__ import annotations

import pytest
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from dashboard import offered

__all__ = ["offered"]


@pytest.mark.parametrize("place", [0, 300_000, 700_000, 1_100_000, 1_999_999])
def test_a_long_file_of_which_one_digit_was_corrected_is_another_file(place: int) -> None:
    store, before = MemoryMediaFileStorage("/media"), bytearray(b"1" * 2_000_000)
    first = store.load_and_get_id(bytes(before), "text/csv", MediaFileKind.DOWNLOADABLE, "us-bos-long.csv")
    before[place : place + 1] = b"2"
    second = store.load_and_get_id(bytes(before), "text/csv", MediaFileKind.DOWNLOADABLE, "us-bos-long.csv")
    assert store.get_file(second).content == bytes(before)
    assert first != second
