"""The corpus: every file of what cities state that the tests give to the program, once (``corpus.json.xz``)."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).with_name("corpus.json.xz")
LARGEST = 60_000
"""Larger files, in bytes, are of tests of size."""


class Given(NamedTuple):
    """One file as it was given: to what, by which name, of which city, and with what was answered."""

    kind: str
    data: bytes
    name: str
    city: str = ""
    answers: Mapping[str, str] = {}


def line(given: Given) -> str:
    """One input as JSON; its bytes as the letters of Latin-1, which are 256."""
    return json.dumps([*given._replace(data=given.data.decode("latin-1"))], sort_keys=True)  # type: ignore[arg-type]


def given(line: str) -> Given:
    """The input of a line."""
    kind, data, *more = json.loads(line)
    return Given(kind, data.encode("latin-1"), *more)


def read() -> Iterator[Given]:
    """Every input of the corpus, in its order."""
    yield from map(given, json.loads(lzma.decompress(CORPUS.read_bytes())))


def write(folder: Path) -> int:
    """Make the corpus of what ``recording`` left in a folder, and say how many inputs it has."""
    lines = {line for path in folder.glob("*.json") for line in json.loads(path.read_text(encoding="utf-8"))}
    CORPUS.write_bytes(packed(sorted(lines)))
    return len(lines)


def packed(content: Iterable[str] | Mapping[str, object]) -> bytes:
    """A value as compressed JSON, the same bytes for the same value."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0)
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
