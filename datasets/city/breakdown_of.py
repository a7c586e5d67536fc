"""What one inventory is made of: its energy or its emissions by sector and carrier or scope, as the store holds it."""

from __future__ import annotations

from analytics.inventories import weighing
from analytics.inventories.breakdown import Breakdown, breakdown
from analytics.inventories.cells import in_total
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Measure, Quantity, measure
from datasets.city import assessment, factor_choice
from datasets.reference.naming import find_city
from datasets.store import Store


def of(
    store: Store,
    found: Inventory,
    wanted: Measure,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    revision: int | None = None,
) -> Breakdown:
    """The table of one inventory, in MWh or in t; its sum is the total that ``found`` gives, where it gives one.

    ``gwp``, ``approach`` and ``revision`` are the choices that ``found`` was read with. Raises Refused for an unknown
    city.
    """
    with store.reader(revision) as reader:
        register = reader.register
        city = find_city(found.city_id, register.cities)
        cells = [
            cell
            for cell in reader.in_force(city.city_id).cells
            if (cell.year, cell.method) == (found.year, found.method)
        ]
    counted = [cell for cell in cells if in_total(cell.gpc_ref, cell.sector, found.method)]
    if found.computed:
        used = factor_choice.of(register, city, approach, gwp)
        places = weighing.computed([cell for cell in counted if cell.quantity == Quantity.ENERGY], used.value)
    else:
        emitted = [cell for cell in counted if measure(cell.quantity) is Measure.EMISSIONS]
        places = weighing.reported(emitted, factor_choice.gwp(gwp))
    return breakdown(cells, places, wanted, found.method)
