"""The places of one inventory as columns, with the rounding of their figures and their names in words.

A place is one sector, label, carrier, scope and GPC reference; it holds energy, emissions or both.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.inventories.inventory import in_total
from analytics.text.digits import written
from analytics.text.sentences import Sentence, counted, joined
from analytics.text.sentences import listed as together
from analytics.vocabulary import CARRIERS, SECTORS

if TYPE_CHECKING:
    import pandas as pd

ENERGY, EMISSIONS = "energy_mwh", "emissions_t"
"""The columns of the two measures, in MWh and in t."""
GRID = ("electricity", "heat_cold")
"""Carriers that come over a grid; a place that names no scope is of scope 2 with them, else of scope 1. Source: GPC
v1.1, scopes."""
FEWEST_COARSE = 4
"""[R] So many numbers must be whole tens or thousands before a source is taken to round so coarsely."""
USES = {
    "Transport": "road",
    "Municipal": "stationary",
    "Tertiary": "stationary",
    "Residential": "stationary",
    "Buildings": "stationary",
}
"""Where the groups of sectors burn a fuel; all others do either, such as waste with its lorries."""


def half_unit(values: np.ndarray) -> np.ndarray:
    """Half a unit of the last decimal that a figure has, at most three of them; of a whole number a half."""
    amounts = np.abs(values)
    half = np.full(amounts.shape, 5e-7)
    for step in (1e-3, 1e-2, 1e-1, 1.0):
        half = np.where(np.abs(np.round(amounts / step) * step - amounts) <= 1e-9 + 1e-12 * amounts, step / 2, half)
    return half


def digits_after_point(values: np.ndarray) -> np.ndarray:
    """How many decimals each number has, at most seven: more come of arithmetic and are of one kind."""
    found = np.full(len(values), 7)
    for number in range(6, -1, -1):
        found[np.abs(np.round(values, number) - values) <= 1e-9 + 1e-12 * np.abs(values)] = number
    return found


def _coarse(amounts: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Half a ten, hundred ... million where all numbers of a group are whole ones: they were printed in kt, in GWh or
    rounded. One round number alone is no sign of that. [R]"""
    given = np.isfinite(amounts) & (amounts != 0)
    counts, half = np.bincount(group, weights=given), np.zeros(len(amounts))
    for step in (1e1, 1e2, 1e3, 1e4, 1e5, 1e6):
        whole = given & (np.where(given, amounts, 1.0) % step == 0)
        coarse = (np.bincount(group, weights=whole) == counts) & (counts >= FEWEST_COARSE)
        half = np.where(coarse[group], step / 2, half)
    return half


def digits(value: float) -> int:
    """Significant digits of a number; zeros at the end of a whole number do not count."""
    return len(f"{abs(value):.11e}".split("e")[0].replace(".", "").rstrip("0"))


def figure(amount: float) -> str:
    """A number as a sentence shows it: four digits, above 1000 all whole ones."""
    return written(float(amount), f"{amount:,.0f}" if abs(amount) >= 1000 else f"{amount:.4g}")


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names as a sentence lists them, the rest counted."""
    # Translators: the last of a list of names, which stands for all that are left.
    rest = counted("{number} more", "{number} more", len(names) - most)
    return together([*names[:most], rest] if len(names) > most else names)


def carrier_words(code: str) -> str:
    """The name of a carrier inside a sentence: "natural gas", "liquid gas (LPG)"."""
    return CARRIERS[code].within


class Places:
    """Places as columns: ``amounts`` and ``half`` a unit of their last printed place by measure, ``rows`` of the file,
    and with how many ``decimals`` the figures are written there (NaN where that is not known).

    ``key`` numbers the places without their labels, a scope that is not named by its carrier, alike in all parts of one
    table; ``kind`` numbers carrier and use
    in ``kinds``. Missing texts are "", missing numbers NaN, a missing row 0.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        """Take the columns of ``table``, of one or many inventories; see ``parts``."""
        missing = np.full(len(table), np.nan)

        def numbers(name: str) -> np.ndarray:
            return table[name].to_numpy(dtype=float, na_value=np.nan) if name in table else missing

        def texts(name: str) -> np.ndarray:
            return np.where(table[name].isna().to_numpy(), "", table[name].to_numpy(dtype=object))

        self.city_id, self.sector, self.label, self.carrier, self.ref = map(
            texts, ("city_id", "sector", "label", "carrier", "gpc_ref")
        )
        self.gas = texts("gas") if "gas" in table else np.full(len(table), "", dtype=object)
        self.years, self.scope, self.stated = map(numbers, ("year", "scope", "stated_t_per_mwh"))
        self.amounts = {column: numbers(column) for column in (ENERGY, EMISSIONS)}
        method = texts("method") if "method" in table else self.city_id
        _, group = _coded(self.city_id, self.years, method)
        self.half = {column: np.maximum(half_unit(x), _coarse(x, group)) for column, x in self.amounts.items()}
        rows = {ENERGY: numbers("energy_row"), EMISSIONS: numbers("emissions_row")}
        self.rows = {column: np.nan_to_num(found).astype(int) for column, found in rows.items()}
        self.decimals = {ENERGY: numbers("energy_decimals"), EMISSIONS: numbers("emissions_decimals")}
        pairs, inverse = _coded(self.sector, self.ref, method)
        self.counted = np.array([in_total(ref or None, sector, by) for sector, ref, by in pairs], dtype=bool)[inverse]
        use = np.array([USES.get(SECTORS[sector].group, "either") for sector, *_ in pairs], dtype=object)[inverse]
        self.kinds, self.kind = _coded(self.carrier, use)
        unsaid = np.where(np.isin(self.carrier, GRID), 2.0, np.where(self.carrier == "", 0.0, 1.0))
        scope = np.where(np.isnan(self.scope), unsaid, self.scope)
        _, self.key = _coded(self.sector, self.carrier, scope, self.ref)

    def __len__(self) -> int:
        return len(self.sector)

    @property
    def year(self) -> int:
        """The year of the first place: that of the inventory, in a part."""
        return int(self.years[0])

    def part(self, index: np.ndarray) -> Places:
        """Some of the places, such as those of one inventory."""
        mine = copy(self)
        for name, column in vars(self).items():
            if isinstance(column, np.ndarray):
                setattr(mine, name, column[index])
        for name in ("amounts", "half", "rows", "decimals"):
            setattr(mine, name, {measured: column[index] for measured, column in getattr(self, name).items()})
        return mine

    def name(self, place: int | np.integer[Any], rows: bool = True) -> str:
        """A place in words: label, carrier, and the rows of the file it stands in."""
        words = [str(self.label[place]) or SECTORS[self.sector[place]].name]
        if self.carrier[place]:
            words.append(carrier_words(self.carrier[place]))
        if not np.isnan(self.scope[place]):
            words.append(Sentence("scope {scope}", scope=int(self.scope[place])))
        held = sorted({int(self.rows[column][place]) for column in (ENERGY, EMISSIONS)} - {0})
        if not rows or not held:
            return joined(words, "comma")
        # Translators: a place of an inventory and where it stands in the file.
        return counted(
            "{place} (row {rows})",
            "{place} (rows {rows})",
            len(held),
            place=joined(words, "comma"),
            rows=listed([str(row) for row in held]),
        )


def _coded(*columns: np.ndarray) -> tuple[list[tuple[Any, ...]], np.ndarray]:
    """The distinct combinations of several columns, and the number of each row's combination among them."""
    import pandas as pd

    whole = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, words = pd.factorize(column)
        whole = whole * max(len(words), 1) + codes
    _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
    return list(zip(*(column[first].tolist() for column in columns), strict=True)), inverse
