"""The words of the field: sectors, carriers, scopes, notation keys, methods, and how they relate.

Covenant sectors and carriers follow the action-plan template, GPC references the Global Protocol for
Community-Scale Greenhouse Gas Inventories v1.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analytics.text.sentences import Sentence, sentences, spoken


class NotationKey(StrEnum):
    """Why a cell holds no number (GPC and GCoM common reporting framework)."""

    NO = "NO"
    NE = "NE"
    IE = "IE"
    C = "C"


NOTATION_KEY_NAMES = sentences(
    {
        NotationKey.NO: "not occurring",
        NotationKey.NE: "not estimated",
        NotationKey.IE: "included elsewhere",
        NotationKey.C: "confidential",
    }
)
WEAKEST_FIRST = (NotationKey.NE, NotationKey.IE, NotationKey.C, NotationKey.NO)
"""[R] Which key stands where several fall together and no number does: the one that leaves most open."""
OPEN_KEYS = (NotationKey.NE, NotationKey.C)
"""Keys that leave a sum open in which they fall together with numbers; NO is nothing, IE stands in another row."""


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
    Method.GPC: Sentence("GPC BASIC"),
    Method.COVENANT: Sentence("Covenant inventory of the city"),
    Method.OWN: Sentence("city's own method"),
}


class Approach(StrEnum):
    """Which emissions a factor counts: at the point of combustion, or over the life cycle."""

    ACTIVITY_BASED = "activity-based"
    LIFE_CYCLE = "life-cycle"


_STATED = {
    # Translators: which emissions a factor counts: at the point of combustion.
    Approach.ACTIVITY_BASED.value: Sentence("activity-based"),
    # Translators: which emissions a factor counts: over the life cycle of the fuel.
    Approach.LIFE_CYCLE.value: Sentence("life-cycle"),
    # Translators: a GWP set or an approach of which the source says nothing.
    "unknown": Sentence("unknown"),
    # Translators: the GWP set of a total whose parts were made with different sets.
    "mixed": Sentence("mixed"),
}


def stated(word: str) -> str:
    """A GWP set or an approach as an inventory states it, in words; the names of GWP sets are the same everywhere."""
    return _STATED.get(word, word)


def stated_or_not(word: str | None) -> str:
    """A GWP set, an approach or an edition of factors in words, "not stated" where nothing is known of it."""
    # Translators: a GWP set, an approach or an edition of which a source says nothing.
    return Sentence("not stated") if word in (None, "unknown") else stated(word)


@dataclass(frozen=True)
class Sector:
    """A sector of an inventory. ``within`` is its name within a sentence, ``group`` is what pictures show; ``keys``
    names the Covenant key sectors it covers."""

    code: str
    name: str
    within: str
    group: str
    keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        spoken(self, "name", "within")


# Translators: the key sectors of the Covenant within a sentence, as in "Key sectors missing: municipal, tertiary".
_MUNICIPAL = Sentence("municipal")
# Translators: a key sector of the Covenant: buildings of services that are not municipal.
_TERTIARY = Sentence("tertiary")
# Translators: a key sector of the Covenant: residential buildings.
_RESIDENTIAL = Sentence("residential")
# Translators: a key sector of the Covenant.
_TRANSPORT = Sentence("transport")
_OFFICES, _HOMES, _TRAFFIC = (_MUNICIPAL, _TERTIARY), (_RESIDENTIAL,), (_TRANSPORT,)

# Translators: a group of sectors: municipal buildings and public lighting.
_MUNICIPAL_GROUP = Sentence("Municipal")
# Translators: a group of sectors: buildings of services.
_TERTIARY_GROUP = Sentence("Tertiary")
# Translators: a group of sectors: residential buildings.
_RESIDENTIAL_GROUP = Sentence("Residential")
_BUILDINGS_GROUP = Sentence("Buildings")
_INDUSTRY_GROUP = Sentence("Industry")
# Translators: a group of sectors, and the name of one.
_OTHER_GROUP = Sentence("Other")
_TRANSPORT_GROUP = Sentence("Transport")
_ELECTRICITY_GROUP = Sentence("Electricity")
_ENERGY_GENERATION_GROUP = Sentence("Energy generation")
# Translators: a group of sectors.
_WASTE_GROUP = Sentence("Waste")
_INDUSTRIAL_PROCESSES_GROUP = Sentence("Industrial processes")
_LAND_USE_GROUP = Sentence("Land use")
# Translators: a group that holds the total of an inventory that is not split by sector.
_TOTAL_GROUP = Sentence("Total")

TOTAL_PLACE = "total"
"""The sector of a figure that is not split by sector, and the place by which a reason speaks of a whole inventory."""
SECTORS: dict[str, Sector] = {
    sector.code: sector
    for sector in (
        Sector(
            "municipal_buildings",
            "Municipal buildings and facilities",
            "municipal buildings and facilities",
            _MUNICIPAL_GROUP,
            (_MUNICIPAL,),
        ),
        Sector("public_lighting", "Public lighting", "public lighting", _MUNICIPAL_GROUP, (_MUNICIPAL,)),
        Sector(
            "tertiary",
            "Tertiary buildings and facilities",
            "tertiary buildings and facilities",
            _TERTIARY_GROUP,
            (_TERTIARY,),
        ),
        Sector(
            "commercial_institutional",
            "Commercial and institutional buildings",
            "commercial and institutional buildings",
            _TERTIARY_GROUP,
            _OFFICES,
        ),
        Sector(
            "residential",
            "Residential buildings",
            "residential buildings",
            _RESIDENTIAL_GROUP,
            _HOMES,
        ),
        Sector(
            "buildings",
            "Buildings, not split",
            "buildings, not split",
            _BUILDINGS_GROUP,
            (*_OFFICES, *_HOMES),
        ),
        Sector(
            "industry",
            "Manufacturing and construction",
            "manufacturing and construction",
            _INDUSTRY_GROUP,
        ),
        Sector(
            "industry_non_ets",
            "Industry outside the ETS",
            "industry outside the ETS",
            _INDUSTRY_GROUP,
        ),
        Sector("industry_ets", "Industry in the ETS", "industry in the ETS", _INDUSTRY_GROUP),
        Sector("energy_industries", "Energy industries", "energy industries", _INDUSTRY_GROUP),
        Sector(
            "agriculture",
            "Agriculture, forestry and fishing (energy)",
            "agriculture, forestry and fishing (energy)",
            _INDUSTRY_GROUP,
        ),
        Sector("non_specified", "Non-specified sources", "non-specified sources", _OTHER_GROUP),
        Sector("fugitive", "Fugitive emissions", "fugitive emissions", _OTHER_GROUP),
        Sector("municipal_fleet", "Municipal fleet", "municipal fleet", _TRANSPORT_GROUP, _TRAFFIC),
        Sector("public_transport", "Public transport", "public transport", _TRANSPORT_GROUP, _TRAFFIC),
        Sector(
            "private_transport",
            "Private and commercial transport",
            "private and commercial transport",
            _TRANSPORT_GROUP,
            _TRAFFIC,
        ),
        Sector("road_transport", "On-road transport", "on-road transport", _TRANSPORT_GROUP, _TRAFFIC),
        Sector("railways", "Railways", "railways", _TRANSPORT_GROUP, _TRAFFIC),
        Sector(
            "navigation",
            "Waterborne navigation",
            "waterborne navigation",
            _TRANSPORT_GROUP,
            _TRAFFIC,
        ),
        Sector("aviation", "Aviation", "aviation", _TRANSPORT_GROUP, _TRAFFIC),
        Sector("off_road", "Off-road transport", "off-road transport", _TRANSPORT_GROUP, _TRAFFIC),
        Sector("transport", "Transport, not split", "transport, not split", _TRANSPORT_GROUP, _TRAFFIC),
        Sector(
            "electricity",
            "Electricity, not split by sector",
            "electricity, not split by sector",
            _ELECTRICITY_GROUP,
        ),
        Sector(
            "energy_supply",
            "Energy generation supplied to the grid",
            "energy generation supplied to the grid",
            _ENERGY_GENERATION_GROUP,
        ),
        Sector("waste_to_energy", "Waste-to-energy", "waste-to-energy", _WASTE_GROUP),
        Sector("solid_waste", "Solid waste", "solid waste", _WASTE_GROUP),
        Sector("wastewater", "Wastewater", "wastewater", _WASTE_GROUP),
        Sector("waste", "Waste, not split", "waste, not split", _WASTE_GROUP),
        Sector(
            "ippu",
            "Industrial processes and product use",
            "industrial processes and product use",
            _INDUSTRIAL_PROCESSES_GROUP,
        ),
        Sector(
            "afolu",
            "Agriculture, forestry and land use",
            "agriculture, forestry and land use",
            _LAND_USE_GROUP,
        ),
        Sector("other", "Other", "other", _OTHER_GROUP),
        Sector("other_scope_3", "Other scope 3", "other scope 3", _OTHER_GROUP),
        Sector(TOTAL_PLACE, "Total, not split by sector", "total, not split by sector", _TOTAL_GROUP),
    )
}

REMOVALS = frozenset({"afolu", "waste", "solid_waste", "other"})
"""Sectors in which emissions may be negative."""
SECTOR_GROUPS: tuple[str, ...] = tuple(dict.fromkeys(sector.group for sector in SECTORS.values()))
KEY_SECTORS: tuple[str, ...] = (*_OFFICES, *_HOMES, *_TRAFFIC)
KEY_SECTOR_NAMES = {
    # Translators: a key sector of the Covenant within a sentence: "Estimate municipal buildings and transport".
    "municipal": Sentence("municipal buildings"),
    "tertiary": Sentence("commercial and institutional buildings"),
    "residential": Sentence("residential buildings"),
    "transport": Sentence("transport"),
}
"""The key sectors within a sentence."""


@dataclass(frozen=True)
class Carrier:
    """An energy carrier. ``within`` is its name within a sentence, ``column`` its column in the Covenant template;
    waste has none. One that ``heats`` warms rooms; electricity is left out, since nobody states how much of it does."""

    code: str
    name: str
    within: str
    column: str | None
    renewable: bool = False
    heats: bool = False

    def __post_init__(self) -> None:
        spoken(self, "name", "within")


CARRIERS: dict[str, Carrier] = {
    carrier.code: carrier
    for carrier in (
        Carrier("electricity", "Electricity", "electricity", "Electricity"),
        Carrier("heat_cold", "District heat and cold", "district heat and cold", "Heat/cold", heats=True),
        Carrier("natural_gas", "Natural gas", "natural gas", "Natural gas", heats=True),
        Carrier("liquid_gas", "Liquid gas (LPG)", "liquid gas (LPG)", "Liquid gas", heats=True),
        Carrier("heating_oil", "Heating oil", "heating oil", "Heating oil", heats=True),
        Carrier("fuel_oil", "Residual fuel oil", "residual fuel oil", "Other fossil fuels", heats=True),
        Carrier("diesel", "Diesel", "diesel", "Diesel"),
        Carrier("gasoline", "Gasoline", "gasoline", "Gasoline"),
        Carrier("lignite", "Lignite", "lignite", "Lignite", heats=True),
        Carrier("coal", "Coal", "coal", "Coal", heats=True),
        Carrier(
            "other_fossil",
            "Other fossil fuels",
            "other fossil fuels",
            "Other fossil fuels",
            heats=True,
        ),
        Carrier("plant_oil", "Plant oil", "plant oil", "Plant oil", renewable=True, heats=True),
        Carrier("biofuel", "Biofuel", "biofuel", "Biofuel", renewable=True, heats=True),
        Carrier(
            "other_biomass",
            "Other biomass",
            "other biomass",
            "Other biomass",
            renewable=True,
            heats=True,
        ),
        Carrier("solar_thermal", "Solar thermal", "solar thermal", "Solar thermal", renewable=True),
        Carrier("geothermal", "Geothermal", "geothermal", "Geothermal", renewable=True),
        Carrier("municipal_waste", "Municipal solid waste", "municipal solid waste", None),
    )
}


@dataclass(frozen=True)
class GpcReference:
    """One GPC reference: its sector, its scope and the narrowest total that counts it."""

    ref: str
    sector: str
    scope: int
    level: str


def _gpc_references() -> dict[str, GpcReference]:
    """The 54 GPC references. BASIC: scopes 1 and 2 of stationary energy (without grid supply) and transport, and
    waste generated in the city. BASIC+ adds losses, transboundary transport, IPPU and AFOLU."""
    stationary = (
        "residential",
        "commercial_institutional",
        "industry",
        "energy_industries",
        "agriculture",
        "non_specified",
    )
    transport = ("road_transport", "railways", "navigation", "aviation", "off_road")
    levels = {1: "BASIC", 2: "BASIC", 3: "BASIC+"}
    references = [
        GpcReference(f"{part}.{number}.{scope}", sector, scope, levels[scope])
        for part, sectors in (("I", stationary), ("II", transport))
        for number, sector in enumerate(sectors, start=1)
        for scope in (1, 2, 3)
    ]
    references += [GpcReference("I.4.4", "energy_supply", 1, "territorial")]
    references += [GpcReference(ref, "fugitive", 1, "BASIC") for ref in ("I.7.1", "I.8.1")]
    for number, sector in enumerate(("solid_waste", "solid_waste", "solid_waste", "wastewater"), start=1):
        references += [
            GpcReference(f"III.{number}.1", sector, 1, "BASIC"),
            GpcReference(f"III.{number}.2", sector, 3, "BASIC"),
            GpcReference(f"III.{number}.3", sector, 1, "territorial"),
        ]
    references += [GpcReference(ref, "ippu", 1, "BASIC+") for ref in ("IV.1", "IV.2")]
    references += [GpcReference(ref, "afolu", 1, "BASIC+") for ref in ("V.1", "V.2", "V.3")]
    references += [GpcReference("VI.1", "other_scope_3", 3, "other")]
    return {item.ref: item for item in references}


GPC_REFERENCES: dict[str, GpcReference] = _gpc_references()


class Verdict(StrEnum):
    """The answer to "are we on track?"."""

    ON_TRACK = "on-track"
    BEHIND = "behind"
    TOO_CLOSE = "too-close-to-call"
    CANNOT_TELL = "cannot-tell"


VERDICT_NAMES = {
    Verdict.ON_TRACK: Sentence("On track"),
    # Translators: the verdict on a city that emits more than the path to its target allows.
    Verdict.BEHIND: Sentence("Behind"),
    # Translators: the verdict where the figures are so uncertain that being on track is about as likely as not.
    Verdict.TOO_CLOSE: Sentence("Too close to call"),
    # Translators: the verdict where the figures do not say whether a city is on track.
    Verdict.CANNOT_TELL: Sentence("Cannot tell"),
}
OUTCOME_NAMES = {
    # Translators: a target that was met in its target year.
    "met": Sentence("Met"),
    # Translators: a target that was missed in its target year.
    "missed": Sentence("Missed"),
}
"""What became of a target once its target year has an inventory."""
