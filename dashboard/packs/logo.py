"""The logo of a city on its slides: read from a file, made small where it is huge, refused where it is no picture."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence
from dashboard.packs.master import Box

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 60_000_000
"""A picture of more would take more memory than a server should spend on a logo."""
SHOWN = (960, 272)
"""Pixels that a logo keeps: eight times the points that it takes on a slide."""


@dataclass(frozen=True)
class Logo:
    """A picture (PNG) with its size in pixels, and the words that replace it."""

    content: bytes
    wide: int
    high: int
    alt: str

    def within(self, area: Box) -> Box:
        """Where it stands in an area: as large as fits, at the right, in the middle of its height."""
        scale = min(area.wide / self.wide, area.high / self.high)
        wide, high = self.wide * scale, self.high * scale
        return Box(area.right - wide, area.top + (area.high - high) / 2, wide, high)


def logo(content: bytes, named: str, alt: str) -> Logo:
    """The logo in a file that is called ``named``. Raises Refused where it is no picture, or one that is too large."""
    if len(content) > MOST_BYTES:
        found = Sentence("{name}, a file of {size:,} bytes", name=named, size=len(content))
        raise _refused(found, Sentence("a picture of at most {most:,} bytes", most=MOST_BYTES))
    most_pixels = Sentence("a picture of at most {most:,} pixels", most=MOST_PIXELS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # told here, and in the reader's language
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            found = Sentence("{name}, {wide:,} by {high:,} pixels", name=named, wide=picture.width, high=picture.height)
            raise _refused(found, most_pixels)
        shown = picture.convert("RGBA")
    except Image.DecompressionBombError:
        found = Sentence("{name}, a file of {size:,} bytes", name=named, size=len(content))
        raise _refused(found, most_pixels) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise _refused(
            Sentence("{name}, which cannot be read as a picture", name=named),
            Sentence("a logo as PNG, JPEG, GIF or WebP"),
        ) from None
    shown.thumbnail(SHOWN)
    written = io.BytesIO()
    shown.save(written, "PNG")
    return Logo(written.getvalue(), shown.width, shown.height, alt)


def read(path: Path, alt: str) -> Logo:
    """The logo in a file. Raises Refused where there is none, or it is no picture."""
    try:
        content = path.read_bytes()
    except OSError:
        found, fix = f'the file "{path}"', Sentence("Name a file that is there, or leave the logo out.")
        raise blocked("logo", found, "a logo that can be read", fix) from None
    return logo(content, path.name, alt)


def _refused(found: str, expected: str) -> Refused:
    fix = Sentence("Save the logo as PNG, no larger than a page, and bring it again.")
    return blocked("logo", found, expected, fix)
