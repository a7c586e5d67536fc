"""What the list of signatories says of the steps of a city: its adhesion, and what it committed itself to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from datasets.reference import registry
from datasets.store.kinds.covenant_steps import CovenantStep

_STEPS = {"2020": "target_2020", "2030": "target_2030", "2050": "target_2050", "adapt": "adaptation"}
"""The commitments of the list by their step; none of them is printed with a date."""
_PRINTED = {
    ("IT0004", "adaptation"): (
        "2015",
        "Città di Torino, Climate City Contract - Climate Neutrality Action Plan",
        "line 1460",
    ),
    ("IT0007", "adaptation"): (
        "2014",
        "Comune di Bologna, Climate City Contract - Climate Neutrality Action Plan",
        "line 244",
    ),
}
"""The dates of commitments that documents of the cities print: both joined Mayors Adapt."""


@cache
def steps() -> Mapping[str, tuple[CovenantStep, ...]]:
    """The steps by city, of all signatories; a commitment has no date unless a document of the city prints one."""
    found: dict[str, list[CovenantStep]] = {}
    for one in registry.signatories():
        page = one.gcom_id or one.organisation_id
        if one.adhesion_date:
            mine = found.setdefault(one.city_id, [])
            mine.append(CovenantStep(one.city_id, "joined", one.adhesion_date, registry.SOURCE, page, ""))
            for said in one.commitments:
                step = _STEPS[said]
                date, source, place = _PRINTED.get((one.city_id, step), ("", registry.SOURCE, page))
                mine.append(CovenantStep(one.city_id, step, date, source, place, ""))
    return {city_id: tuple(held) for city_id, held in found.items()}
