"""The words by which a label announces a sum of other rows."""

from __future__ import annotations

import re

from datasets import catalogue

TOTAL_WORDS = frozenset(
    {
        "total", "totals", "grand total", "subtotal", "sub total", "sum", "overall", "totale", "somma", "gesamt",
        "summe", "insgesamt", "total général", "somme", "suma", "celkem", "yhteensä", "общо", "всичко", "сума",
        "σύνολο",
    }
)  # fmt: skip


def is_total(word: str) -> bool:
    """Whether a label announces a sum of other rows: "Total", "TOTAL (GPC BASIC)", "Totale edifici"."""
    words = catalogue.normal_label(word).strip(" .:*")
    return words in TOTAL_WORDS or re.split(r"[\s:(]", words, maxsplit=1)[0] in TOTAL_WORDS
