"""Greenhouse gases and their global warming potentials (GWP).

Gases are kept apart, so that the set of potentials is a choice at reading time and changes a whole series together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

GWP_CO2 = 1.0  # t CO2e/t CO2, the definition of the potential


@dataclass(frozen=True)
class Gwp:
    """One set of global warming potentials, in t CO2e per t of the gas, such as AR5: 28 and 265 over 100 years."""

    name: str
    ch4: float
    n2o: float


def co2e(co2_t: Any, ch4_t: Any, n2o_t: Any, gwp_ch4: Any, gwp_n2o: Any, gwp_co2: Any = GWP_CO2) -> Any:
    """CO2 equivalent in t CO2e of three gases in t each: the sum of gas x GWP (IPCC).

    Numbers, arrays and columns alike; a gas that is missing (NaN) leaves the sum missing, since unknown is not zero.
    """
    return co2_t * gwp_co2 + ch4_t * gwp_ch4 + n2o_t * gwp_n2o
