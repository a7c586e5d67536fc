"""One figure as the pages and slides show it: what it is, its value, and what explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Card:
    """One figure of the page. ``change`` explains it; ``better`` is None where it is neither good nor bad."""

    label: str
    value: str
    change: str
    arrow: Literal["up", "down", "off"] = "off"
    better: bool | None = None
