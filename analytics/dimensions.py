"""How large units are, and what they measure: the one pint registry.

Pint converts between the units defined here and never reads what a user wrote (``units``).
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from analytics.vocabulary import Quantity

# For pint. Prefixes stop at k, M, G, T, P, so that a milliwatt-hour cannot be said even by mistake.
DEFINITIONS = """
kilo- = 1e3 = k-
mega- = 1e6 = M-
giga- = 1e9 = G-
tera- = 1e12 = T-
peta- = 1e15 = P-
J = [energy]
Wh = 3600 * J
cal = 4.1868 * J            # International Table calorie, as the IEA and Eurostat use it
thermie = 1e6 * cal
toe = 41.868e9 * J          # IEA and Eurostat convention: 10 Gcal net, 11.63 MWh
tce = 29.3076e9 * J         # IEA convention: 7 Gcal
Btu = 1055.05585262 * J     # International Table Btu
MMBtu = 1e6 * Btu
therm = 1e5 * Btu           # bills state it gross (higher heating value)
capita = [capita]
m3 = [volume]               # of the state of the density or calorific value it meets
K = [temperature]           # differences only: degree days
hour = [duration]
minute = hour / 60
second = hour / 3600
day = 24 * hour
watt = [power]
"""
# One set for plain mass and one for each gas; {0} is empty or the gas.
MASS_DEFINITIONS = """
g{0} = [{1}]
t{0} = 1e6 * g{0}
lb{0} = 453.59237 * g{0}    # avoirdupois pound, exact
short_ton{0} = 2000 * lb{0}
long_ton{0} = 2240 * lb{0}
"""
GAS_NAMES = {Quantity.CO2: "CO2", Quantity.CH4: "CH4", Quantity.N2O: "N2O", Quantity.CO2E: "CO2e"}
CO2_PER_CARBON = 44 / 12
"""t CO2 per t C, the ratio of the molar masses as the IPCC rounds them [V]."""
_MAKING = Lock()


def registry() -> Any:
    """The one pint registry, with DEFINITIONS only. For canonical names, never for text out of a file."""
    with _MAKING:  # amounts of two registries cannot be compared, so that only one thread may make it
        return _registry()


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # here and not above: it takes a few hundred milliseconds

    lines = DEFINITIONS + MASS_DEFINITIONS.format("", "mass")
    for gas in GAS_NAMES.values():
        lines += MASS_DEFINITIONS.format(gas, gas.lower())
    return pint.UnitRegistry(lines.splitlines())
