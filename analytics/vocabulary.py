"""The words of the field: sectors, carriers, scopes, notation keys, methods, and how they relate.

Covenant sectors and carriers follow the action-plan template, GPC references the Global Protocol for
Community-Scale Greenhouse Gas Inventories v1.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NotationKey(StrEnum):
    """Why a cell holds no number (GPC and GCoM common reporting framework)."""

    NO = "NO"
    NE = "NE"
    IE = "IE"
    C = "C"


NOTATION_KEY_NAMES = {
    NotationKey.NO: "not occurring",
    NotationKey.NE: "not estimated",
    NotationKey.IE: "included elsewhere",
    NotationKey.C: "confidential",
}


class Quantity(StrEnum):
    """What a row measures. Energy is kept in MWh, each gas and CO2e in tonnes."""

    ENERGY = "energy"
    CO2 = "co2"
    CH4 = "ch4"
    N2O = "n2o"
    CO2E = "co2e"


class Measure(StrEnum):
    """The two tables of an inventory; a revision replaces one of them for one city, year and method."""

    ENERGY = "energy"
    EMISSIONS = "emissions"


def measure(quantity: str) -> Measure:
    """The table of an inventory in which a quantity stands."""
    return Measure.ENERGY if quantity == Quantity.ENERGY else Measure.EMISSIONS


class Method(StrEnum):
    """How an inventory was made. Figures of different methods are never set against each other for a verdict."""

    GPC = "gpc"
    COVENANT = "covenant"
    OWN = "own"


METHOD_NAMES = {
    Method.GPC: "GPC BASIC",
    Method.COVENANT: "Covenant inventory of the city",
    Method.OWN: "city's own method, as reported to CDP-ICLEI",
}


class Approach(StrEnum):
    """Which emissions a factor counts: at the point of combustion, or over the life cycle."""

    ACTIVITY_BASED = "activity-based"
    LIFE_CYCLE = "life-cycle"


@dataclass(frozen=True)
class Sector:
    """A sector of an inventory. ``group`` is what pictures show; ``keys`` names the Covenant key sectors it covers."""

    code: str
    name: str
    group: str
    keys: tuple[str, ...] = ()


SECTORS: dict[str, Sector] = {
    sector.code: sector
    for sector in (
        Sector("municipal_buildings", "Municipal buildings and facilities", "Municipal", ("municipal",)),
        Sector("public_lighting", "Public lighting", "Municipal", ("municipal",)),
        Sector("tertiary", "Tertiary buildings and facilities", "Tertiary", ("tertiary",)),
        Sector(
            "commercial_institutional", "Commercial and institutional buildings", "Tertiary", ("municipal", "tertiary")
        ),
        Sector("residential", "Residential buildings", "Residential", ("residential",)),
        Sector("buildings", "Buildings, not split", "Buildings", ("municipal", "tertiary", "residential")),
        Sector("industry", "Manufacturing and construction", "Industry"),
        Sector("industry_non_ets", "Industry outside the ETS", "Industry"),
        Sector("industry_ets", "Industry in the ETS", "Industry"),
        Sector("energy_industries", "Energy industries", "Industry"),
        Sector("agriculture", "Agriculture, forestry and fishing (energy)", "Industry"),
        Sector("non_specified", "Non-specified sources", "Other"),
        Sector("fugitive", "Fugitive emissions", "Other"),
        Sector("municipal_fleet", "Municipal fleet", "Transport", ("transport",)),
        Sector("public_transport", "Public transport", "Transport", ("transport",)),
        Sector("private_transport", "Private and commercial transport", "Transport", ("transport",)),
        Sector("road_transport", "On-road transport", "Transport", ("transport",)),
        Sector("railways", "Railways", "Transport", ("transport",)),
        Sector("navigation", "Waterborne navigation", "Transport", ("transport",)),
        Sector("aviation", "Aviation", "Transport", ("transport",)),
        Sector("off_road", "Off-road transport", "Transport", ("transport",)),
        Sector("transport", "Transport, not split", "Transport", ("transport",)),
        Sector("electricity", "Electricity, not split by sector", "Electricity"),
        Sector("energy_supply", "Energy generation supplied to the grid", "Energy generation"),
        Sector("waste_to_energy", "Waste-to-energy", "Waste"),
        Sector("solid_waste", "Solid waste", "Waste"),
        Sector("wastewater", "Wastewater", "Waste"),
        Sector("waste", "Waste, not split", "Waste"),
        Sector("ippu", "Industrial processes and product use", "Industrial processes"),
        Sector("afolu", "Agriculture, forestry and land use", "Land use"),
        Sector("other", "Other", "Other"),
        Sector("other_scope_3", "Other scope 3", "Other"),
        Sector("total", "Total, not split by sector", "Total"),
    )
}

SECTOR_GROUPS: tuple[str, ...] = tuple(dict.fromkeys(sector.group for sector in SECTORS.values()))
KEY_SECTORS: tuple[str, ...] = ("municipal", "tertiary", "residential", "transport")


@dataclass(frozen=True)
class Carrier:
    """An energy carrier. ``column`` is its column in the Covenant template; waste has none."""

    code: str
    name: str
    column: str | None
    renewable: bool = False


CARRIERS: dict[str, Carrier] = {
    carrier.code: carrier
    for carrier in (
        Carrier("electricity", "Electricity", "Electricity"),
        Carrier("heat_cold", "District heat and cold", "Heat/cold"),
        Carrier("natural_gas", "Natural gas", "Natural gas"),
        Carrier("liquid_gas", "Liquid gas (LPG)", "Liquid gas"),
        Carrier("heating_oil", "Heating oil", "Heating oil"),
        Carrier("fuel_oil", "Residual fuel oil", "Other fossil fuels"),
        Carrier("diesel", "Diesel", "Diesel"),
        Carrier("gasoline", "Gasoline", "Gasoline"),
        Carrier("lignite", "Lignite", "Lignite"),
        Carrier("coal", "Coal", "Coal"),
        Carrier("other_fossil", "Other fossil fuels", "Other fossil fuels"),
        Carrier("plant_oil", "Plant oil", "Plant oil", renewable=True),
        Carrier("biofuel", "Biofuel", "Biofuel", renewable=True),
        Carrier("other_biomass", "Other biomass", "Other biomass", renewable=True),
        Carrier("solar_thermal", "Solar thermal", "Solar thermal", renewable=True),
        Carrier("geothermal", "Geothermal", "Geothermal", renewable=True),
        Carrier("municipal_waste", "Municipal solid waste", None),
    )
}


@dataclass(frozen=True)
class GpcCell:
    """One GPC reference: its sector, its scope and the narrowest total that counts it."""

    ref: str
    sector: str
    scope: int
    level: str


def _gpc_cells() -> dict[str, GpcCell]:
    """The 54 GPC references. BASIC: scopes 1 and 2 of stationary energy (without grid supply) and transport, and
    waste generated in the city. BASIC+ adds losses, transboundary transport, IPPU and AFOLU."""
    stationary = (
        "residential", "commercial_institutional", "industry", "energy_industries", "agriculture", "non_specified",
    )  # fmt: skip
    transport = ("road_transport", "railways", "navigation", "aviation", "off_road")
    levels = {1: "BASIC", 2: "BASIC", 3: "BASIC+"}
    cells = [
        GpcCell(f"{part}.{number}.{scope}", sector, scope, levels[scope])
        for part, sectors in (("I", stationary), ("II", transport))
        for number, sector in enumerate(sectors, start=1)
        for scope in (1, 2, 3)
    ]
    cells += [GpcCell("I.4.4", "energy_supply", 1, "territorial")]
    cells += [GpcCell(ref, "fugitive", 1, "BASIC") for ref in ("I.7.1", "I.8.1")]
    for number, sector in enumerate(("solid_waste", "solid_waste", "solid_waste", "wastewater"), start=1):
        cells += [
            GpcCell(f"III.{number}.1", sector, 1, "BASIC"),
            GpcCell(f"III.{number}.2", sector, 3, "BASIC"),
            GpcCell(f"III.{number}.3", sector, 1, "territorial"),
        ]
    cells += [GpcCell(ref, "ippu", 1, "BASIC+") for ref in ("IV.1", "IV.2")]
    cells += [GpcCell(ref, "afolu", 1, "BASIC+") for ref in ("V.1", "V.2", "V.3")]
    cells += [GpcCell("VI.1", "other_scope_3", 3, "other")]
    return {cell.ref: cell for cell in cells}


GPC_CELLS: dict[str, GpcCell] = _gpc_cells()


class Verdict(StrEnum):
    """The answer to "are we on track?"."""

    ON_TRACK = "on-track"
    BEHIND = "behind"
    CANNOT_TELL = "cannot-tell"


VERDICT_NAMES = {
    Verdict.ON_TRACK: "On track",
    Verdict.BEHIND: "Behind",
    Verdict.CANNOT_TELL: "Cannot tell",
}
