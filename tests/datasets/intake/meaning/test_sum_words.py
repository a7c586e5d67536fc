"""A label that announces a sum is told from one that does not."""

from __future__ import annotations

import pytest

from datasets.intake.meaning.sum_words import is_total


@pytest.mark.parametrize(
    "word",
    [
        "Total",
        "TOTAL (GPC BASIC)",
        "Totale edifici",
        "Grand total",
        "Сума",
        "Total:",
        "Sous-total",
        "Sub-total residential",
        "Subtotals",
        "Ensemble",
        "All sectors",
        "Tous les secteurs",
        "Zwischensumme",
        "Междинна сума",
        "Soma",
        "Alla",
    ],
)
def test_a_printed_total_is_recognised(word: str) -> None:
    assert is_total(word)


@pytest.mark.parametrize(
    "word",
    [
        "Transport",
        "Totally electric buses",
        "Summer houses",
        "Total, not split by sector",
        "Alle Gebäude",
        "Ensemble immobilier",
        "",
    ],
)
def test_no_other_label_is_a_total(word: str) -> None:
    assert not is_total(word)
