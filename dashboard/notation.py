"""How the gases are written for readers."""

from __future__ import annotations

_PRINTED = {"CO2": "CO₂", "CH4": "CH₄", "N2O": "N₂O"}


def subscripts(words: str) -> str:
    """A sentence or a unit with its gases as they are printed: CO₂, CO₂e, CH₄, N₂O."""
    for plain, printed in _PRINTED.items():
        words = words.replace(plain, printed)
    return words
