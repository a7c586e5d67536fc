"""An inventory on file in the table of another framework: which one is moved, and with what factor of electricity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.inventories.conversion import Conversion, GivenElectricityFactor, converted, figures
from analytics.inventories.frameworks import COVENANT, GPC
from analytics.text.problems import Problem, Refused
from analytics.vocabulary import METHOD_NAMES, Approach, Measure, Method
from datasets.city import factor_choice
from datasets.city.factor_choice import FactorUse
from datasets.reference.naming import find_city
from datasets.store import Slot, Store

TABLES = {Method.GPC.value: GPC, Method.COVENANT.value: COVENANT, Method.OWN.value: COVENANT}
"""The table that an inventory of each method is in; a city's own method is read by its sectors."""
GASES = ("CO2", "CO2e")


class Converted(NamedTuple):
    """One inventory in another table, and the factor that its electricity was counted with, if any was."""

    city_id: str
    year: int
    method: str
    conversion: Conversion
    electricity: GivenElectricityFactor | None


def convert(
    store: Store,
    city_id: str,
    year: int,
    target: str,
    method: str | None = None,
    modes: Mapping[str, str] | None = None,
    t_per_mwh: float | None = None,
    revision: int | None = None,
) -> Converted:
    """The inventory of one city and year in the table ``target`` (gpc, crf or covenant).

    ``method`` chooses among several inventories of the year. Electricity is recomputed with ``t_per_mwh`` where given
    (of the gas that the inventory counts); else on the way to GPC or the common reporting framework with the national
    factor of that year, on the way to the Covenant with the city's own or local factor (EFE), which is the national
    one where neither is on file. All of it is as it stood after ``revision`` where one is named. Raises Refused where
    the year has no inventory that could be moved.
    """
    with store.reader(revision) as reader:
        kept = reader.in_force(city_id)
        known = {(cell.year, cell.method) for cell in kept.cells}
        chosen = _chosen(known, year, target, method)
        rows = [
            row[:-1] for measure in Measure for row in reader.rows_in_force(Slot(city_id, year, chosen, measure.value))
        ]
        city = find_city(city_id, reader.register.cities)
        about = kept.about.get((year, chosen))
        approach = about.approach if about and about.approach != "unknown" else Approach.ACTIVITY_BASED.value
        local = [
            factor_choice.of(reader.register, city, approach, electricity="local", gas=gas, cells=kept.cells)
            for gas in GASES
        ]
    source = TABLES[chosen]
    factor = None
    if t_per_mwh is not None:
        factor = GivenElectricityFactor(dict.fromkeys(GASES, t_per_mwh), "given by hand")
    elif COVENANT in (source, target):
        grid = [factor_choice.Factors(city.country_code, approach, gas=gas) for gas in GASES]
        chosen_factors = local if target == COVENANT else grid
        factor = _factor([choice.use(year, "electricity", "residential") for choice in chosen_factors])
    found = converted(figures(rows, source), source, target, factor, modes)
    return Converted(city_id, year, chosen, found, factor if found.recomputed else None)


def _chosen(known: set[tuple[int, str]], year: int, target: str, method: str | None) -> str:
    """The method of the inventory to move: the nearest table first, GPC before Covenant before the city's own."""
    movable = [kind.value for kind in Method if (year, kind.value) in known and TABLES[kind.value] != target]
    wanted = [kind for kind in movable if method in (None, kind)]
    if wanted:
        return wanted[0]
    listed = ", ".join(f"{at} ({METHOD_NAMES[Method(kind)]})" for at, kind in sorted(known)) or "none"
    asked = f" by the method {method}" if method else ""
    raise Refused(
        Problem(
            "block",
            "inventory-unknown",
            f"no inventory of {year}{asked} in another table than {target}",
            f"one of those on file: {listed}",
            "Ask for another year, method or table.",
        )
    )


def _factor(uses: Sequence[FactorUse]) -> GivenElectricityFactor | None:
    """The factors of electricity of both gases as one, None where no source gives either."""
    known = [use for use in uses if use.value is not None]
    sources = dict.fromkeys(f"{use.source}. {use.reason}".removesuffix(".") for use in known)
    values = {use.gas: use.value for use in known if use.value is not None}
    return GivenElectricityFactor(values, "; ".join(sources)) if values else None
