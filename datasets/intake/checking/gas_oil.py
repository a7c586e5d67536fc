"""Gas oil is one product with two names: diesel in vehicles, heating oil in boilers. Which of them is meant follows
from the sector of a figure, where a table names the product alone."""

from __future__ import annotations

import numpy as np

from analytics.detection.places import USES
from analytics.vocabulary import SECTORS
from datasets.intake.checking.account import Coded
from datasets.intake.checking.word_columns import WordColumns
from datasets.intake.layouts import header_rows
from datasets.store.combinations import combined

_BY_USE = {"road": "diesel", "stationary": "heating_oil"}
"""The carrier that gas oil is, by the use of fuels in a group of sectors; elsewhere it is what its name says first."""


def by_use(table: WordColumns, carrier: Coded, sector: Coded) -> Coded:
    """The carriers, with gas oil as that of its sector, but where it was answered what a word means, or where heating
    oil has a name of its own beside it."""
    words = table.words("carrier")
    plain = words.mask(lambda word: header_rows.gas_oil(word) and f"carrier:{word}" not in table.answers)
    beside = {carrier.values[code] for code in np.unique(carrier.codes[~plain])}
    if not plain.any() or "heating_oil" in beside:
        return carrier
    groups = ["", *("" if code is None else SECTORS[code].group for code in sector.values)]
    codes, meant = combined(carrier.codes, np.where(plain, sector.codes.astype(np.int64) + 1, 0))
    by_sector = [_BY_USE.get(USES.get(groups[own], "")) for _, own in meant]
    return Coded(codes, [found or carrier.values[word] for found, (word, _) in zip(by_sector, meant, strict=True)])
