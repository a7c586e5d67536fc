"""Sector groups, carriers and layouts of files as people read them."""

from __future__ import annotations

from analytics.inventories.spots import Spot
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTOR_GROUPS, SECTORS
from dashboard.language import gettext as _
from dashboard.language import say

GROUP_NAMES: dict[str, str] = {group: group for group in SECTOR_GROUPS} | {
    "Municipal": Sentence("Municipal buildings and lighting"),
    # Translators: a group of sectors: the buildings of shops, offices and public institutions.
    "Tertiary": Sentence("Commercial and institutional buildings"),
    "Residential": Sentence("Residential buildings"),
    "Buildings": Sentence("Buildings, not split"),
    "Electricity": Sentence("Electricity, not split"),
    "Total": Sentence("Total, not split by sector"),
}
GAS_NAMES = {"co2e": "CO₂e", "co2": "CO₂", "ch4": "CH₄", "n2o": "N₂O"}
LAYOUT_NAMES: dict[str, str] = {
    "long": Sentence("a long table, one number a row"),
    "wide": Sentence("a table with a column for each year"),
    "series": Sentence("a table with a row for each year"),
    "outline": Sentence("a table with carriers below their sectors"),
    "crossed": Sentence("a table with words down and words across"),
    "covenant": Sentence("a Covenant of Mayors matrix: sectors down, carriers across"),
    "contract": Sentence("a table with sectors down and scopes across, as in a Climate City Contract"),
    "crf": Sentence("a GCoM common reporting workbook (CRF)"),
    "cdp": Sentence("a CDP table of city-wide emissions"),
    "jrc": Sentence("a Covenant table of the Joint Research Centre, by its published column names"),
    "gpc": Sentence("a table of GPC cells, one column a reference"),
    "gpc-export": Sentence("a GPC export with the gases in columns"),
    "unknown": Sentence("nothing that can be read"),
}


def group_name(group: str) -> str:
    """A sector group as people read it."""
    return say(GROUP_NAMES.get(group, group))


def carrier_name(carrier: str) -> str:
    """A carrier as people read it; energy without a carrier says so."""
    return say(CARRIERS[carrier].name) if carrier in CARRIERS else _("Carrier not stated")


def place_name(spot: Spot) -> str:
    """A place of an inventory as people read it, its GPC reference beside the sector."""
    sector = say(SECTORS[spot.sector].name)
    if spot.gpc_ref:
        # Translators: a sector and its reference in the GPC, as in "Residential buildings (I.1.1)".
        sector = _("{sector} ({reference})", sector=sector, reference=spot.gpc_ref)
    if not spot.carrier:
        return sector
    # Translators: a place of an inventory: a sector and what is used in it.
    return _("{sector}, {carrier}", sector=sector, carrier=CARRIERS[spot.carrier].within)
