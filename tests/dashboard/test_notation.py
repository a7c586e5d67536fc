"""Gases are printed as people read them, whatever made the sentence."""

from __future__ import annotations

from contextvars import copy_context

from analytics.text.sentences import Sentence
from dashboard import language
from dashboard.notation import subscripts


def test_gases_get_their_small_numbers() -> None:
    assert subscripts("t CO2e of CH4 and N2O, not CO") == "t CO₂e of CH₄ and N₂O, not CO"


def test_a_sentence_is_said_before_its_gases_are_printed() -> None:
    def in_german() -> str:
        language.use("de")
        return subscripts(Sentence("{amount:,.1f} t CO2", amount=1234.5))

    assert copy_context().run(in_german) == "1.234,5 t CO₂"
