"""How the gases are written for readers."""

from __future__ import annotations

from dashboard.language import say

_PRINTED = {"CO2": "CO₂", "CH4": "CH₄", "N2O": "N₂O"}


def subscripts(words: str) -> str:
    """A sentence or a unit in the reader's language with its gases as they are printed: CO₂, CO₂e, CH₄, N₂O."""
    said = say(words)
    for plain, printed in _PRINTED.items():
        said = said.replace(plain, printed)
    return said
