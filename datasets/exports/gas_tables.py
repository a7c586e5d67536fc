"""Inventories in the tables of those who work with emissions beyond cities: the long format of the IAMC, which pyam
reads, and the interchange format of PRIMAP2.

Both hold numbers alone: a row with a notation key is left out and listed, and never becomes a zero.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from math import fsum

from analytics.inventories.inventory import in_total
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, SECTORS, Method, Quantity
from datasets.exports.holding import Holding
from datasets.exports.workbooks import entry
from datasets.intake.own_files.harmless import Value, table
from datasets.store import InventoryRow

IAMC_COLUMNS = (
    *("model", "scenario", "region", "variable", "unit", "year", "value"),
    *("sector", "carrier", "scope", "gpc_ref"),
)
"""Those of the IAMC, and four of our own, which pyam keeps as extra columns: several rows of ours are one variable."""
NOTHING = "none"
"""What stands in one of our own columns where a row says nothing: pyam takes no blank there."""
_BUILDINGS = "Residential and Commercial"
_END_USES = {
    "Municipal": f"{_BUILDINGS}|Commercial",
    "Tertiary": f"{_BUILDINGS}|Commercial",
    "Residential": f"{_BUILDINGS}|Residential",
    "Buildings": _BUILDINGS,
    "Industry": "Industry",
    "Transport": "Transportation",
}
_BEYOND = {
    "Waste": "Waste",
    "Industrial processes": "Industrial Processes",
    "Land use": "AFOLU",
    "Electricity": "Energy|Supply|Electricity",
    "Energy generation": "Energy|Supply|Electricity",
}
"""By the group of a sector the branch of the variable tree of the IAMC (common-definitions): of final energy and of the
energy demand of emissions, and of other emissions. [R] where a sector of a city lies between two branches."""
_BY_SECTOR = {
    **dict.fromkeys(
        ("road_transport", "municipal_fleet", "public_transport", "private_transport"), "Transportation|Road"
    ),
    "railways": "Transportation|Rail",
    "aviation": "Transportation|Aviation",
    "navigation": "Transportation|Maritime",
    "agriculture": "Agriculture",
}
_CARRIERS = {
    "electricity": "Electricity",
    "heat_cold": "Heat",
    "natural_gas": "Gases",
    **dict.fromkeys(("lignite", "coal"), "Solids|Coal"),
    "other_biomass": "Solids|Biomass",
    "solar_thermal": "Solar",
    "geothermal": "Geothermal",
    **dict.fromkeys(("liquid_gas", "heating_oil", "fuel_oil", "diesel", "gasoline", "plant_oil", "biofuel"), "Liquids"),
    **dict.fromkeys(("other_fossil", "municipal_waste"), "Other"),
}
_GASES = {Quantity.CO2: "CO2", Quantity.CH4: "CH4", Quantity.N2O: "N2O"}
KEY_REASON = "It holds a notation key and no number; the format has no place for keys."
BESIDE_REASON = "It is no part of the total, and would be added to it."
ENERGY_REASON = "PRIMAP2 takes emissions; the long table holds energy."
Left = list[tuple[str, str]]


def iamc(holding: Holding) -> tuple[bytes, Left]:
    """The inventories in the long format of the IAMC as CSV, with what it leaves out.

    A model is the method of an inventory, the scenario says that figures were reported, the region is the city. Energy
    is in MWh/yr; gases are in t of the gas, CO2 equivalents in t CO2-equiv/yr with their GWP set where it is known.
    """
    rows, left = _numbers(holding)
    names = _variables(holding, rows)
    lines = [
        (
            METHOD_NAMES[Method(row.method)],
            "Reported",
            holding.city.name,
            names[_named_by(holding, row)],
            _iamc_unit(row),
            row.year,
            value,
            row.sector,
            row.carrier or NOTHING,
            str(row.scope or NOTHING),
            row.gpc_ref or NOTHING,
        )
        for row, value in _summed(rows, _iamc_place)
    ]
    return table([IAMC_COLUMNS, *lines]), left


def _iamc_place(row: InventoryRow) -> tuple[object, ...]:
    return row.method, row.year, row.quantity, row.sector, row.carrier, row.scope, row.gpc_ref


_Variable = tuple[str, str, str, str, str]


def _named_by(holding: Holding, row: InventoryRow) -> _Variable:
    """The branch of the tree of a row, and what our own columns say of it."""
    own = row.sector, row.carrier or NOTHING, f"Scope {row.scope}" if row.scope else NOTHING, row.gpc_ref or NOTHING
    return (_branch(row, _gwp(holding, row)), *own)


def _variables(holding: Holding, rows: Sequence[InventoryRow]) -> dict[_Variable, str]:
    """The variable of each row. Where several rows of ours lie on one branch, each is a leaf below it, named by what
    tells them apart, so that a program that knows nothing of our own columns finds no variable twice."""
    branches: dict[str, list[_Variable]] = {}
    for one in dict.fromkeys(_named_by(holding, row) for row in rows):
        branches.setdefault(one[0], []).append(one)
    names = {}
    for branch, held in branches.items():
        apart: list[int] = []
        for place in range(1, len(held[0])):
            if len({tuple(one[at] for at in apart) for one in held}) < len(held) > 1:
                apart += [place] * (len({one[place] for one in held}) > 1)
        for one in held:
            names[one] = "|".join([branch, *(one[place] for place in apart if one[place] != NOTHING)])
    return names


def _branch(row: InventoryRow, gwp: str | None) -> str:
    group = SECTORS[row.sector].group
    if row.quantity == Quantity.ENERGY:
        use = _BY_SECTOR.get(row.sector, _END_USES.get(group, "" if group == "Total" else "Other"))
        carrier = _CARRIERS.get(row.carrier or "", "")
        return "|".join(filter(None, ("Final Energy", use, carrier)))
    gas = _GASES.get(Quantity(row.quantity)) or ("Kyoto Gases" + (f" ({gwp}-GWP100)" if gwp else ""))
    if group == "Total":
        return f"Emissions|{gas}"
    use = _BY_SECTOR.get(row.sector, _END_USES.get(group, ""))
    return f"Emissions|{gas}|{f'Energy|Demand|{use}' if use else _BEYOND.get(group, 'Other')}"


def _iamc_unit(row: InventoryRow) -> str:
    if row.quantity == Quantity.ENERGY:
        return "MWh/yr"
    gas = _GASES.get(Quantity(row.quantity))
    return f"t {gas}/yr" if gas else "t CO2-equiv/yr"


def primap2(holding: Holding) -> tuple[bytes, Left]:
    """The files of ``primap2_files`` in an archive, with what they leave out."""
    files, left = primap2_files(holding)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in files.items():
            target.writestr(entry(name), content, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue(), left


def primap2_files(holding: Holding) -> tuple[dict[str, bytes], Left]:
    """The emissions in the interchange format of PRIMAP2: for each method a table (CSV) with a column for each year and
    the file that describes it (YAML), by their names; with what they leave out.

    The area is the city, a category the GPC reference or our sector. Gases are in t of the gas, CO2 equivalents in t
    CO2 with their GWP set in the name of the entity where it is known. Raises Refused where there are no emissions.
    """
    rows, left = _numbers(holding)
    left += [(what, ENERGY_REASON) for what in dict.fromkeys(_named(row) for row in rows if _is_energy(row))]
    rows = [row for row in rows if not _is_energy(row)]
    if not rows:
        raise blocked(
            "nothing-on-file",
            Sentence("no emissions of {city}", city=holding.city.name),
            "an inventory of emissions",
            "Choose another format.",
        )
    files: dict[str, bytes] = {}
    for method in dict.fromkeys(row.method for row in rows):
        name = f"{holding.city.city_id}_primap2_{method}"
        files[f"{name}.csv"], terms = _interchanged(holding, [row for row in rows if row.method == method])
        # The file beside a table; its texts are quoted, since those of sources may hold any mark.
        file = f"{name}.csv"
        about = {
            "area": "area (city)",
            "cat": f"category ({terms})",
            "title": f"Emission inventories of {holding.city.name}",
            "references": "; ".join(holding.sources),
            "rights": "The terms of each source apply.",
            "comment": f"Revisions {', '.join(map(str, holding.revisions))}, as of {holding.as_of:%Y-%m-%d}",
        }
        columns = ("source", "area (city)", f"category ({terms})", "entity", "unit", "time")
        lines = [
            "attrs:",
            *(f"  {name}: {_quoted(text)}" for name, text in about.items()),
            f"data_file: {_quoted(file)}",
            "dimensions:",
            '  "*":',
            *(f"  - {_quoted(column)}" for column in columns),
            'time_format: "%Y"',
        ]
        files[f"{name}.yaml"] = ("\n".join(lines) + "\n").encode()
    return files, left


def _interchanged(holding: Holding, rows: Sequence[InventoryRow]) -> tuple[bytes, str]:
    """The table of one method, and the terminology of its categories."""
    terms = "GPC" if all(row.gpc_ref for row in rows) else "sectors"
    years = sorted({row.year for row in rows})

    def place(row: InventoryRow) -> tuple[str, str, str, int]:
        category = row.gpc_ref if terms == "GPC" and row.gpc_ref else row.sector
        return (*_entity(row, _gwp(holding, row)), category, row.year)

    found: dict[tuple[str, str, str], dict[int, float]] = {}
    for row, value in _summed(rows, place):
        *key, year = place(row)
        found.setdefault((key[0], key[1], key[2]), {})[year] = value
    head = ["source", "area (city)", "entity", "unit", f"category ({terms})", *map(str, years)]
    lines: list[Sequence[Value]] = [
        ["inventory", holding.city.city_id, entity, unit, category, *(values.get(year) for year in years)]
        for (entity, unit, category), values in found.items()
    ]
    return table([head, *lines]), terms


def _entity(row: InventoryRow, gwp: str | None) -> tuple[str, str]:
    """The name and the unit of what a row counts, as PRIMAP2 calls them."""
    gas = _GASES.get(Quantity(row.quantity))
    if gas:
        return gas, f"t {gas} / yr"
    return (f"KYOTOGHG ({gwp}GWP100)" if gwp else "KYOTOGHG"), "t CO2 / yr"


def _quoted(text: str) -> str:
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return "'" + shown.replace("'", "''") + "'"


def _numbers(holding: Holding) -> tuple[list[InventoryRow], Left]:
    """The rows that hold numbers of the total, and what is left out of the others."""
    rows: list[InventoryRow] = []
    left: Left = []
    for row in holding.rows:
        if not in_total(row.gpc_ref, row.sector, row.method):
            left.append((f"{_named(row)}, {row.gpc_ref or row.sector}", BESIDE_REASON))
        elif row.value is None:
            left.append((f"{_named(row)}, {row.gpc_ref or row.sector}: {row.notation_key}", KEY_REASON))
        else:
            rows.append(row)
    return rows, list(dict.fromkeys(left))


def _summed(
    rows: Sequence[InventoryRow], place: Callable[[InventoryRow], tuple[object, ...]]
) -> Iterator[tuple[InventoryRow, float]]:
    """The first row of each place with the sum of all of them."""
    found: dict[tuple[object, ...], list[InventoryRow]] = {}
    for row in rows:
        found.setdefault(place(row), []).append(row)
    for mine in found.values():
        yield mine[0], fsum(row.value for row in mine if row.value is not None)


def _gwp(holding: Holding, row: InventoryRow) -> str | None:
    about = holding.about.get((row.year, row.method))
    return about.gwp_set if about and about.gwp_set != "unknown" else None


def _is_energy(row: InventoryRow) -> bool:
    return row.quantity == Quantity.ENERGY


def _named(row: InventoryRow) -> str:
    return f"{row.year}, {METHOD_NAMES[Method(row.method)]}, {row.quantity}"
