"""The factors that the energy of a city meets, each with its source and edition."""

from __future__ import annotations

from analytics.vocabulary import Quantity
from datasets.city import factor_choice
from datasets.city.factor_choice import FactorUse
from datasets.reference.naming import find_city
from datasets.store import Reader


def used(
    reader: Reader,
    city: str,
    year: int | None,
    gwp: str,
    approach: str,
    electricity: str,
    gas: str,
    edition: str | None,
) -> list[FactorUse]:
    """Every factor of one ``year`` or of all, by year, carrier and use; none where the city states no energy.

    ``electricity`` is national or local, ``gas`` CO2e or CO2, ``edition`` that of the national table.
    """
    found = find_city(city, reader.register.cities)
    cells = reader.in_force(found.city_id).cells
    chosen = factor_choice.of(reader.register, found, approach, gwp, electricity, gas, edition, cells)
    each: dict[tuple[object, ...], FactorUse] = {}
    energy = [cell for cell in cells if cell.quantity == Quantity.ENERGY and cell.carrier and cell.amount is not None]
    for cell in sorted(energy, key=lambda cell: (cell.year, cell.carrier or "", cell.sector)):
        if year in (None, cell.year):
            use = chosen.use(cell.year, cell.carrier or "", cell.sector)
            each.setdefault((use.year, use.carrier, use.used_for, use.value), use)
    return list(each.values())
