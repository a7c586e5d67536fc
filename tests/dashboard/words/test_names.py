"""Everything that a page names has a name."""

from __future__ import annotations

from dashboard.words.names import LAYOUT_NAMES
from datasets.intake import layouts


def test_every_layout_has_its_words() -> None:
    names = {adapter.kind for adapter in layouts.ADAPTERS} | {layouts.TOGETHER, "crf", "unknown"}
    assert names <= LAYOUT_NAMES.keys()
