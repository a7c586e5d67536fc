"""What is on file of a city for the twin room: what ``analytics.pairs.twin`` restates of two of them."""

from __future__ import annotations

from datetime import UTC, datetime

from analytics.commitment.progress import figures_of
from analytics.inventories.inventory import inventories
from analytics.pairs.twin import Area, Product, TwinSide
from datasets.city import assessment, factor_choice
from datasets.city.counted_statements import counting
from datasets.reference.naming import find_city
from datasets.store import Store
from datasets.store.kinds import stated_areas

_SAID = {"yes": True, "no": False, None: None}


def side(
    store: Store,
    city_id: str,
    revision: int | None = None,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    today: int | None = None,
) -> TwinSide:
    """One city of the room, by its inventories as these factors make them, with the figures of its leading target (the
    verdict on it, with its reasons, is the report's). It needs the rows of the city alone: how many others are on file
    takes no time. Raises Refused for a city that is not on file."""
    with store.reader(revision) as reader:
        city = find_city(city_id, reader.register.cities)
        register = reader.register
        chosen = factor_choice.of(register, city, approach, gwp)
        gdp = assessment.gdp_of(register, city.city_id)
        held = inventories(city.city_id, *reader.in_force(city.city_id), chosen.making(), gdp)
        targets = register.targets.get(city.city_id, ())
        whole = [target for target in targets if not target.sector]
        progress = tuple(figures_of(whole or targets, held))
        return TwinSide(
            city.city_id,
            city.name,
            tuple(held),
            tuple(
                Area(one.km2, _SAID[one.with_water], one.source, one.year)
                for one in counting(register, stated_areas.KIND, city.city_id)
            ),
            {
                row.year: Product(row.amount, row.unit, row.currency, row.price_year)
                for row in register.gdp.get(city.city_id, ())
            },
            assessment.leading_of(progress, today or datetime.now(UTC).year),
        )
