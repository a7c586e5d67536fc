"""Reading a deck as who opens it does: its words, its charts with their data, and what stands beside each slide."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation

from dashboard.packs.slide_deck import Edition, Slide, deck

TODAY = datetime(2026, 11, 24, tzinfo=UTC)
EDITION = Edition(TODAY, ("US-BOS-R3-7F3A",))


def opened(content: bytes) -> list[Any]:
    """The slides of a file."""
    return list(Presentation(io.BytesIO(content)).slides)


def drawn(*findings: Slide | None, edition: Edition = EDITION) -> list[Any]:
    """These slides as somebody opens them."""
    known = [one for one in findings if one is not None]
    return opened(deck(lambda: known, lambda: "", edition))


def words(slide: Any) -> str:
    """Everything that a slide says, the words at its bars and the cells of its tables among it."""
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in charts(slide):
        said += labels(shape)
        said += [str(name) for name in shape.chart.plots[0].categories]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def charts(slide: Any) -> list[Any]:
    """The charts of a slide."""
    return [shape for shape in slide.shapes if shape.has_chart]


def labels(shape: Any) -> list[str]:
    """What is written at the bars of a chart."""
    return list(shape.chart._chartSpace.xpath(".//c:dLbl//a:t/text()"))


def alt(shape: Any) -> str:
    """The sentence that replaces a chart or a table."""
    return str(shape._element.nvGraphicFramePr.cNvPr.get("descr") or "")


def amounts(said: str) -> set[str]:
    """Every amount with its sign and unit in a text, in the letters in which it is printed."""
    plain = said.replace("\u00a0", " ").replace("\u202f", " ")
    found = re.findall(r"[−+±]? ?\d[\d.,]*(?: \d{3})* ?(?:Mt|kt|t|%)(?![\w/])", plain)
    return {amount.replace(" ", "") for amount in found}


def series(shape: Any) -> dict[str, Sequence[float]]:
    """The values of a chart by the names of its series."""
    return {one.name: list(one.values) for one in shape.chart.plots[0].series}
