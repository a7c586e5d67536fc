"""A city's logo stands on its slides as large as fits; what is no picture is refused with what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from dashboard.packs import logo
from dashboard.packs.master import Box
from datasets import Refused


def picture(wide: int, high: int, kind: str = "PNG", mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.new(mode, (wide, high), "green").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize(("wide", "high", "kind"), [(40, 40, "PNG"), (3000, 500, "JPEG"), (12, 2000, "GIF")])
def test_a_logo_is_made_small_keeps_its_shape_and_stays_within_its_room(wide: int, high: int, kind: str) -> None:
    found, room = logo.logo(picture(wide, high, kind), "arms", "Arms"), Box(800, 16, 120, 34)
    assert found.wide <= logo.SHOWN[0]
    assert found.high <= logo.SHOWN[1]
    place = found.within(room)
    assert place.wide <= room.wide + 0.01
    assert place.high <= room.high + 0.01
    assert place.right == pytest.approx(room.right)
    assert place.wide / place.high == pytest.approx(found.wide / found.high)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read as a picture"),
        (b"=HYPERLINK()", "cannot be read as a picture"),
        (picture(50, 50)[:60], "cannot be read as a picture"),
        (b"<svg/>", "cannot be read as a picture"),
        (picture(12_000, 9_000, mode="1"), "12,000 by 9,000 pixels"),
        (picture(20_000, 10_000, mode="1"), "at most 60,000,000 pixels"),
        (bytes(logo.MOST_BYTES + 1), "a file of"),
    ],
)
def test_what_is_no_logo_is_refused_with_what_was_found(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        logo.logo(content, "arms.png", "Arms")
    assert said in refused.value.problems[0].sentence()
    assert "Save the logo as PNG" in refused.value.problems[0].sentence()


def test_a_logo_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Name a file that is there"):
        logo.read(tmp_path / "none.png", "Arms")
