"""Electricity factors of grids, states, provinces and countries that the European table leaves out, as published.

They are offered, never used by themselves: a city that wants one states it as its own factor, with this source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from analytics.factors.gases import co2e
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence
from datasets.reference import catalogue
from datasets.reference.factor_sources import gwp as gwp_set

Row = dict[str, str]
PER_LB_MWH = 0.00045359237
"""Tonnes per MWh of one pound per MWh (1 lb = 0.45359237 kg, exactly)."""
TONNES_PER_MWH: Mapping[str, float] = MappingProxyType(
    {"lb/MWh": PER_LB_MWH, "lb/GWh": PER_LB_MWH / 1000, "g/kWh": 0.001, "kg/kWh": 1.0, "t/MWh": 1.0}
)
"""By the printed unit. One row of eGRID holds CO2 per MWh beside CH4 and N2O per GWh."""


@dataclass(frozen=True)
class GridFactor:
    """The factor of one area and year. ``gases`` in t of the gas per MWh; ``t_per_mwh`` in t of ``gas`` per MWh.

    ``gas`` is CO2e, or CO2 where nothing else is printed; ``gwp`` is the set that made CO2e of the gases, None where
    it was printed as CO2e by a set that the source does not name. ``measure`` is "generation" (without grid losses) or
    "consumption".
    """

    country: str
    area: str
    name: str
    kind: str
    year: int
    measure: str
    gas: str
    t_per_mwh: float
    gases: Mapping[str, float]
    gwp: str | None
    source: str
    edition: str
    mark: str


def of(country: str, area: str | None = None, year: int | None = None, gwp: str = "AR5") -> tuple[GridFactor, ...]:
    """The factors of a country, of one of its areas and of one year where given; by area, the newest year first.

    Raises Refused for a country or an area without any, with those that have some, and for an unknown GWP set.
    """
    by_area = _rows().get(country.upper())
    if by_area is None:
        raise _unknown(Sentence('the country "{country}"', country=country), sorted(_rows()))
    if area is not None and area.upper() not in by_area:
        raise _unknown(Sentence('the area "{area}"', area=area), sorted(by_area))
    places = [area.upper()] if area is not None else sorted(by_area)
    found = (_factor(rows, gwp) for place in places for rows in by_area[place].values())
    chosen = [item for item in found if year in (None, item.year)]
    return tuple(sorted(chosen, key=lambda item: (item.area, -item.year, item.measure)))


@cache
def _rows() -> dict[str, dict[str, dict[tuple[str, str], tuple[Row, ...]]]]:
    """The rows of each country and area, by year and measure."""
    found: dict[str, dict[str, dict[tuple[str, str], tuple[Row, ...]]]] = {}
    for row in catalogue.records("grid_factors"):
        area = found.setdefault(row["country"], {}).setdefault(row["area"], {})
        key = (row["year"], row["measure"])
        area[key] = (*area.get(key, ()), row)
    return found


def _factor(rows: tuple[Row, ...], gwp: str) -> GridFactor:
    gases = {row["gas"]: float(row["value"]) * TONNES_PER_MWH[row["unit"]] for row in rows}
    row, made_with = rows[0], None
    if "CO2e" in gases:
        gas, value = "CO2e", gases["CO2e"]
    elif gases.keys() == {"CO2"}:
        gas, value = "CO2", gases["CO2"]
    else:
        chosen = gwp_set(gwp)
        gas, made_with = "CO2e", chosen.name
        value = co2e(gases["CO2"], gases["CH4"], gases["N2O"], chosen.ch4, chosen.n2o)
    return GridFactor(
        country=row["country"],
        area=row["area"],
        name=row["name"],
        kind=row["kind"],
        year=int(row["year"]),
        measure=row["measure"],
        gas=gas,
        t_per_mwh=value,
        gases=MappingProxyType(gases),
        gwp=made_with,
        source=catalogue.citation(row["source"]),
        edition=row["edition"],
        mark=row["mark"],
    )


def _unknown(found: str, known: list[str]) -> Refused:
    return blocked(
        "grid-factor-unknown",
        found,
        Sentence("one of {names}", names=", ".join(known)),
        "Ask for one of these.",
        choices=tuple(known),
    )
