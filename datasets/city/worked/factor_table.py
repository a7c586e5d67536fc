"""The factor of every carrier for one inventory of a city, those in use first, with the choices passed over."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.inventories.inventory import Inventory
from analytics.vocabulary import CARRIERS
from datasets.city import assessment, factor_choice
from datasets.reference.factor_sources import FactorUse
from datasets.store import CityRecord, Reader

PLACES = {"homes": "residential", "services": "tertiary", "industry": "industry_non_ets", "road": "private_transport"}
"""Where a carrier can burn, by the word for it, as finely as factors tell it apart."""


@dataclass(frozen=True)
class CarrierFactor:
    """One factor of a carrier and the places that share it. ``used`` says whether the inventory has energy of it."""

    use: FactorUse
    places: tuple[str, ...]
    used: bool


@dataclass(frozen=True)
class FactorTable:
    """The factors of one city and year in t of ``gas`` per MWh, weighed with one GWP set; ``local`` is the electricity
    factor by the city's own production and purchases, None where it states none."""

    year: int
    gas: str
    gwp: str
    rows: tuple[CarrierFactor, ...]
    local: FactorUse | None


def table(
    reader: Reader,
    city_id: str,
    found: Inventory | None,
    year: int,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
) -> FactorTable:
    """The factors for the inventory ``found`` of a city, or for ``year`` where it has none. Refused: unknown city."""
    register = reader.register
    city = next(item for item in register.cities if item.city_id == city_id)
    gas = (found.gas if found else None) or "CO2e"
    used = factor_choice.of(register, city, approach, gwp, gas=gas)
    has = found.energy_by_carrier if found else {}
    order = sorted(CARRIERS, key=lambda carrier: -has.get(carrier, -1.0))
    rows = [row for carrier in order for row in _of_carrier(used, year, carrier, bool(has.get(carrier)))]
    return FactorTable(year, gas, gwp, tuple(rows), _local(reader, used, city, year))


def _of_carrier(used: factor_choice.Factors, year: int, carrier: str, has: bool) -> list[CarrierFactor]:
    """One row for each factor; places with the same one share it."""
    shared: dict[tuple[object, ...], tuple[FactorUse, list[str]]] = {}
    for place, sector in PLACES.items():
        use = used.use(year, carrier, sector)
        key = (use.value, use.kind, use.source, use.value is None or use.formula)
        shared.setdefault(key, (use, []))[1].append(place)
    every = len(shared) == 1
    return [CarrierFactor(use, ("all",) if every else tuple(places), has) for use, places in shared.values()]


def _local(reader: Reader, used: factor_choice.Factors, city: CityRecord, year: int) -> FactorUse | None:
    if not reader.register.supply.get(city.city_id):
        return None
    cells = reader.in_force(city.city_id).cells
    local = factor_choice.of(reader.register, city, used.approach, used.gwp, "local", used.gas, cells=cells)
    use = local.use(year, "electricity", PLACES["homes"])
    return next((item for item in (use, *use.others) if item.kind == "local" or "local" in item.reason), None)
