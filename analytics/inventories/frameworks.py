"""The rows of the GCoM common reporting framework, and where a figure of a Covenant or GPC inventory goes among them.

Common reporting framework: GCoM v6.1 and the table of its reporting workbook. GPC: Global Protocol for Community-Scale
Greenhouse Gas Inventories v1.1. Moving a figure is not renaming its row: what a row cannot carry over is said as a
loss, and a figure that has no sure row stays out with the reason. Electricity is not settled here: see
``analytics.inventories.conversion``.
"""

from __future__ import annotations

from typing import NamedTuple

from analytics.inventories.parents import MODES
from analytics.sentences import Sentence
from analytics.vocabulary import GPC_CELLS, SECTORS

COVENANT, GPC = "covenant", "gpc"
DIRECT, INDIRECT, OUTSIDE = 1, 2, 3
"""GPC scopes, and the columns of the common reporting framework in the same order."""
GRID = ("electricity", "heat_cold")
"""Carriers from a grid: scope 2. All others are burnt or made on the spot: scope 1."""


COVENANT_NAMES = {
    "municipal_buildings": "Municipal buildings, equipment/facilities",
    "public_lighting": "Public lighting",
    "tertiary": "Tertiary (non-municipal) buildings, equipment/facilities",
    "residential": "Residential buildings",
    "industry_non_ets": "Industry: non-ETS",
    "industry_ets": "Industry: ETS",
    "buildings": "Buildings, equipment/facilities not allocated",
    "municipal_fleet": "Municipal fleet",
    "public_transport": "Public transport",
    "private_transport": "Private and commercial transport",
    "transport": "Transport not allocated",
    "navigation": "Local and domestic waterways",
    "aviation": "Local aviation",
    "off_road": "Off-road",
    "agriculture": "Agriculture, forestry, fisheries",
    "solid_waste": "Waste management",
    "wastewater": "Wastewater management",
    "other": "Other non-energy related",
    "energy_supply": "Local production of electricity, heat and cold",
}
"""The rows of the Covenant template by sector: JRC, The Covenant of Mayors approach on building emission inventories;
labels from memory [M]."""


class CrfRow(NamedTuple):
    """A row of the common reporting framework and the GPC references of its three columns."""

    section: str
    name: str
    direct: tuple[str, ...]
    indirect: str | None
    outside: str | None
    counted: bool = True

    @property
    def code(self) -> str:
        """``Stationary energy > Residential buildings``, as the reporting workbook and CDP question 3.1.3 name it."""
        return f"{self.section} > {self.name}"


def _crf_rows() -> dict[str, CrfRow]:
    stationary, transport, waste = "Stationary energy", "Transportation", "Waste"
    supply = "Generation of grid-supplied energy"
    rows = [
        CrfRow(section, name, (f"{part}.1",), f"{part}.2", f"{part}.3")
        for section, name, part in (
            (stationary, "Residential buildings", "I.1"),
            (stationary, "Commercial buildings & facilities", "I.2"),
            (stationary, "Institutional buildings & facilities", "I.2"),
            (stationary, "Industrial buildings & facilities", "I.3"),
            (stationary, "Agriculture", "I.5"),
        )
    ]
    rows.append(CrfRow(stationary, "Fugitive emissions", ("I.7.1", "I.8.1"), None, None))
    names = ("On-road", "Rail", "Waterborne navigation", "Aviation")
    rows += [
        CrfRow(transport, name, (f"II.{at}.1",), f"II.{at}.2", f"II.{at}.3") for at, name in enumerate(names, start=1)
    ]
    rows.append(CrfRow(transport, "Off-road", ("II.5.1",), "II.5.2", None))
    names = ("Solid waste disposal", "Biological treatment", "Incineration and open burning", "Wastewater")
    rows += [CrfRow(waste, name, (f"III.{at}.1",), None, f"III.{at}.2") for at, name in enumerate(names, start=1)]
    rows += [
        CrfRow("IPPU", name, (ref,), None, None)
        for name, ref in (("Industrial process", "IV.1"), ("Product use", "IV.2"))
    ]
    rows += [
        CrfRow("AFOLU", name, (f"V.{at}",), None, None)
        for at, name in enumerate(("Livestock", "Land use", "Other AFOLU"), start=1)
    ]
    plants = ("Electricity-only generation", "CHP generation", "Heat/cold generation")
    rows += [CrfRow(supply, name, ("I.4.4",), None, None, counted=False) for name in plants]
    rows.append(CrfRow(supply, "Local renewable generation", (), None, None, counted=False))
    return {row.code: row for row in rows}


CRF_ROWS: dict[str, CrfRow] = _crf_rows()
"""Rows, columns and references: layout of the GCoM reporting workbook [V]."""
COMMERCIAL = "Stationary energy > Commercial buildings & facilities"
INSTITUTIONAL = "Stationary energy > Institutional buildings & facilities"
INDUSTRIAL = "Stationary energy > Industrial buildings & facilities"

GPC_SUBSECTORS: dict[str, str] = {
    "I.1": "Residential buildings",
    "I.2": "Commercial and institutional buildings and facilities",
    "I.3": "Manufacturing industries and construction",
    "I.4": "Energy industries",
    "I.5": "Agriculture, forestry and fishing activities",
    "I.6": "Non-specified sources",
    "I.7": "Fugitive emissions from coal",
    "I.8": "Fugitive emissions from oil and natural gas systems",
    "II.1": "On-road transportation",
    "II.2": "Railways",
    "II.3": "Waterborne navigation",
    "II.4": "Aviation",
    "II.5": "Off-road transportation",
    "III.1": "Solid waste disposal",
    "III.2": "Biological treatment of waste",
    "III.3": "Incineration and open burning",
    "III.4": "Wastewater treatment and discharge",
    "IV.1": "Industrial processes",
    "IV.2": "Product use",
    "V.1": "Livestock",
    "V.2": "Land",
    "V.3": "Aggregate sources and non-CO2 emission sources on land",
    "VI.1": "Other scope 3",
}
"""GPC v1.1, table of sources. The third part of a reference is the scope, but for waste: see ``vocabulary``."""


class Mapped(NamedTuple):
    """Where a figure goes: ``row`` and ``scope`` of the other table, None where it has no sure place there.

    ``lost`` says what the move loses, or why there is no place. ``elsewhere`` is the row that is then included in this
    one, and gets the key IE.
    """

    row: str | None
    scope: int | None = None
    lost: tuple[str, ...] = ()
    elsewhere: str | None = None


def _none(reason: str) -> Mapped:
    return Mapped(None, None, (reason,))


NO_SCOPE = Sentence("It names neither a carrier nor a scope, so that direct and indirect cannot be told apart.")
NO_MODE = Sentence("It is told by owner and not by mode (road, rail, water, air); say which mode it is.")
OWNER = Sentence("By mode the owner is lost: municipal fleet, private and other vehicles stand in one row.")
ONE_ROW = Sentence("Municipal, tertiary and lighting stand in one row there and cannot be told apart again.")
ETS = Sentence("There is one row for industry; the share inside the emissions trading system goes into a comment.")
NO_TREATMENT = Sentence(
    "Disposal, biological treatment and incineration have rows of their own there, and it is not split."
)
NO_PLACE_OF_TREATMENT = Sentence("Whether it is treated inside the city (scope 1) or outside it (scope 3) is not told.")
NO_PROCESS = Sentence("Its parts have rows of their own there, and it is not split.")
NO_SECTOR = Sentence("It is not split by sector.")
NO_FIXED_CONTENT = Sentence("What stands in it differs from city to city.")
WASTE_TO_ENERGY = Sentence(
    "Waste burnt for energy belongs to the carrier that uses it; which one that is, is not told."
)
IMPORTED = Sentence("Waste brought in from elsewhere counts where it was made, and not here.")
PLANTS = Sentence("Electricity-only, CHP and heat plants have rows of their own there, and it is not split.")
COAL = Sentence("Fugitive emissions of coal, and of oil and gas, stand in one row and cannot be told apart.")
UNSPLIT = Sentence("It stands among what is not split or not specified.")
_UNSURE: dict[str, str] = {
    "electricity": NO_SECTOR,
    "total": NO_SECTOR,
    "other": NO_FIXED_CONTENT,
    "waste": NO_TREATMENT,
    "solid_waste": NO_TREATMENT,
    "ippu": NO_PROCESS,
    "afolu": NO_PROCESS,
    "waste_to_energy": WASTE_TO_ENERGY,
    "public_transport": NO_MODE,
    "transport": NO_MODE,
}
"""Sectors that are too wide for a row of GPC or of the common reporting framework."""
_TO_GPC: dict[str, tuple[str, tuple[str, ...]]] = {
    "municipal_buildings": ("I.2", (ONE_ROW,)),
    "public_lighting": ("I.2", (ONE_ROW,)),
    "tertiary": ("I.2", (ONE_ROW,)),
    "commercial_institutional": ("I.2", ()),
    "residential": ("I.1", ()),
    "buildings": ("I.6", (UNSPLIT,)),
    "industry": ("I.3", ()),
    "industry_non_ets": ("I.3", (ETS,)),
    "industry_ets": ("I.3", (ETS,)),
    "energy_industries": ("I.4", ()),
    "agriculture": ("I.5", ()),
    "non_specified": ("I.6", ()),
    "municipal_fleet": ("II.1", (OWNER,)),
    "private_transport": ("II.1", (OWNER,)),
    **{mode: (f"II.{at}", ()) for at, mode in enumerate(MODES, start=1)},
}
_PUBLIC = Sentence("Municipal buildings stand there with those of other public bodies.")
_OFFICES = Sentence("Public buildings that are not municipal belong to the institutional row.")
_NO_ROW = Sentence("There is no row for it.")
_TO_CRF: dict[str, tuple[str, tuple[str, ...]]] = {
    "municipal_buildings": (INSTITUTIONAL, (_PUBLIC,)),
    "public_lighting": (INSTITUTIONAL, (_PUBLIC,)),
    "tertiary": (COMMERCIAL, (_OFFICES,)),
}


def _scope(carrier: str | None, scope: int | None) -> int | None:
    """The scope of energy that is used: 3 where it is stated, else by the carrier, else as stated."""
    if scope == OUTSIDE or carrier is None:
        return scope
    return INDIRECT if carrier in GRID else DIRECT


def to_gpc(sector: str, carrier: str | None, scope: int | None) -> Mapped:
    """The GPC reference of a figure of a sector, by which it finds its row of the common reporting framework.

    ``carrier`` and ``scope`` say whether it is direct or indirect. Source: GPC v1.1; CIRIS export for I.4 and I.6; that
    I.2 is one row is GPC's own; the rest is our reasoning, said in ``lost``.
    """
    if sector in _TO_GPC:
        part, lost = _TO_GPC[sector]
        told = _scope(carrier, scope)
        return Mapped(f"{part}.{told}", told, lost) if told else _none(NO_SCOPE)
    if sector == "fugitive":
        return Mapped("I.8.1", DIRECT, (COAL,), "I.7.1")
    if sector == "energy_supply":
        return Mapped("I.4.4", DIRECT)
    if sector == "other_scope_3":
        return Mapped("VI.1", OUTSIDE)
    if sector == "wastewater":
        return _wastewater(scope)
    return _none(_UNSURE[sector])


def _wastewater(scope: int | None) -> Mapped:
    if scope not in (DIRECT, OUTSIDE):
        return _none(NO_PLACE_OF_TREATMENT)
    return Mapped("III.4.1" if scope == DIRECT else "III.4.2", scope)


def to_crf(row: str, carrier: str | None, scope: int | None) -> Mapped:
    """The row and column (1 direct, 2 indirect, 3 outside) of the common reporting framework for a GPC reference or a
    sector, whose municipal buildings and lighting stay apart from tertiary there. Source: GCoM workbook layout; the
    rest is our reasoning, said in ``lost``."""
    if row in GPC_CELLS:
        return _gpc_to_crf(row)
    if row in _TO_CRF:
        name, lost = _TO_CRF[row]
        told = _scope(carrier, scope)
        return Mapped(name, told, lost) if told else _none(NO_SCOPE)
    if row == "buildings":
        return _none(NO_SECTOR)
    if row == "fugitive":
        return Mapped("Stationary energy > Fugitive emissions", DIRECT)
    first = to_gpc(row, carrier, scope)
    if first.row is None:
        return first
    then = _gpc_to_crf(first.row)
    return then._replace(lost=tuple(dict.fromkeys((*first.lost, *then.lost))))


_OF_REF = {
    ref: (code, column)
    for code, row in CRF_ROWS.items()
    if row.counted and code != INSTITUTIONAL
    for column, refs in ((DIRECT, row.direct), (INDIRECT, (row.indirect,)), (OUTSIDE, (row.outside,)))
    for ref in refs
    if ref
}


def _gpc_to_crf(ref: str) -> Mapped:
    part, cell = _part(ref), GPC_CELLS[ref]
    if ref == "I.4.4":
        return _none(PLANTS)
    if part.startswith("III") and ref.endswith(".3"):
        return _none(IMPORTED)
    if part == "I.2":
        lost = Sentence(
            "Commercial and institutional buildings are not told apart; the institutional row is included elsewhere."
        )
        return Mapped(COMMERCIAL, cell.scope, (lost,), INSTITUTIONAL)
    if part in ("I.4", "I.6"):
        there = INDUSTRIAL if part == "I.4" else COMMERCIAL
        moved = Sentence("There is no row for it; it stands in {row}.", row=there.partition(" > ")[2])
        return Mapped(there, cell.scope, (moved,))
    if ref not in _OF_REF:
        return _none(_NO_ROW)
    row, column = _OF_REF[ref]
    return Mapped(row, column, (COAL,) if part in ("I.7", "I.8") else ())


def reference(row: str, scope: int | None) -> str | None:
    """The GPC reference of a row and column of the common reporting framework; None where there is none. Plants have
    one in whatever column, and of fugitive emissions that of oil and gas stands for both."""
    found = CRF_ROWS[row]
    if not found.counted or len(found.direct) > 1:
        return found.direct[-1] if found.direct else None
    return {DIRECT: found.direct[0], INDIRECT: found.indirect, OUTSIDE: found.outside}.get(scope or 0)


def _part(ref: str) -> str:
    """``I.1.2`` -> ``I.1``; references of two parts are their own."""
    return ".".join(ref.split(".")[:2])


def row_name(framework: str, row: str) -> str:
    """A row of a GPC or a Covenant inventory as its table names it."""
    if framework == GPC:
        return f"{row} {GPC_SUBSECTORS[_part(row)]}"
    return COVENANT_NAMES.get(row) or SECTORS[row].name
