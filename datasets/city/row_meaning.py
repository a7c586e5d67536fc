"""What the rows of all tables stand for by their words, so that they can be summed and weighed at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from analytics.commitment.verdict_tables import BOUNDARY, MASKS
from analytics.factors import gases
from analytics.inventories.cells import in_total
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, Method
from datasets.city import factor_choice
from datasets.reference.factor_sources import CATEGORIES
from datasets.store.sums import Meaning

_FUELS = (*dict.fromkeys(CATEGORIES.values()), "residential")
_ELECTRICITY = "electricity"


@cache
def meaning(approach: str) -> Meaning:
    """What a row stands for by its words, with the factors that serve every city and year by gas (t/MWh)."""
    categories = {code: CATEGORIES.get(sector.group, "residential") for code, sector in SECTORS.items()}
    first = {category: code for code, category in categories.items()}
    shared = factor_choice.Factors("", approach)
    origins = gases.CH4_ORIGINS
    return Meaning(
        beside=tuple(code for code in SECTORS if not in_total(None, code, Method.GPC)),
        gpc_only=tuple(code for code in SECTORS if in_total(None, code, Method.GPC) > in_total(None, code)),
        references=tuple(ref for ref in GPC_REFERENCES if in_total(ref, None)),
        masks=MASKS,
        width=len(BOUNDARY),
        fossil=tuple(code for code, origin in origins.items() if origin == "fossil"),
        non_fossil=tuple(code for code, origin in origins.items() if origin == "non-fossil"),
        categories={code: _FUELS.index(category) for code, category in categories.items()},
        fuels=tuple(tuple(_parts(shared, first[category])) for category in _FUELS),
    )


def _parts(shared: factor_choice.Factors, sector: str) -> Iterator[tuple[str, tuple[float, float, float]]]:
    for carrier in CARRIERS:
        use = shared.use(0, carrier, sector)
        if carrier == _ELECTRICITY:
            yield carrier, (0.0, 0.0, 0.0)  # weighed apart, by country and year
        elif use.value is not None:
            yield carrier, (use.co2 or 0.0, use.ch4 or 0.0, use.n2o or 0.0)
