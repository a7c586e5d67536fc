"""The three tables a city reports in, Covenant, GCoM common reporting framework and GPC, and how their rows relate.

Covenant: action-plan template. Common reporting framework: GCoM v6.1 and the table of its reporting workbook. GPC:
Global Protocol for Community-Scale Greenhouse Gas Inventories v1.1. Moving a figure is not renaming its row: what a row
cannot carry over is said as a loss, and a figure that has no sure row stays out with the reason. Electricity is not
settled here: see ``analytics.inventories.conversion``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from analytics.inventories.inventory import in_total
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, SECTORS

COVENANT, CRF, GPC = "covenant", "crf", "gpc"
FRAMEWORKS = {
    COVENANT: Sentence("Covenant of Mayors action-plan template"),
    CRF: Sentence("GCoM common reporting framework"),
    GPC: "Global Protocol for Community-Scale Greenhouse Gas Inventories",
}
VERIFIED, MEMORY = "verified", "from memory"
"""Marks: read in the source, or remembered and to be held against the original before it is called official."""
DIRECT, INDIRECT, OUTSIDE = 1, 2, 3
"""GPC scopes, and the columns of the common reporting framework in the same order."""
GRID = ("electricity", "heat_cold")
"""Carriers from a grid: scope 2. All others are burnt or made on the spot: scope 1."""
MODES = ("road_transport", "railways", "navigation", "aviation", "off_road")
"""Transport by mode, as GPC (II.1 to II.5) and the common reporting framework tell it."""


class CovenantRow(NamedTuple):
    """A row of the Covenant template. Rows of the energy supply stand in tables of their own, beside the total."""

    sector: str
    name: str
    section: str
    requirement: str
    mark: str


_BUILDINGS, _TRANSPORT = "Buildings, equipment/facilities and industries", "Transport"
_KEY = "key sector"
COVENANT_ROWS: dict[str, CovenantRow] = {
    row.sector: row
    for row in (
        CovenantRow("municipal_buildings", "Municipal buildings, equipment/facilities", _BUILDINGS, _KEY, VERIFIED),
        CovenantRow("public_lighting", "Public lighting", _BUILDINGS, "with municipal buildings", MEMORY),
        CovenantRow("tertiary", "Tertiary (non-municipal) buildings, equipment/facilities", _BUILDINGS, _KEY, VERIFIED),
        CovenantRow("residential", "Residential buildings", _BUILDINGS, _KEY, VERIFIED),
        CovenantRow("industry_non_ets", "Industry: non-ETS", _BUILDINGS, "if the plan acts on it", VERIFIED),
        CovenantRow("industry_ets", "Industry: ETS", _BUILDINGS, "not recommended", MEMORY),
        CovenantRow("buildings", "Buildings, equipment/facilities not allocated", _BUILDINGS, "optional", MEMORY),
        CovenantRow("municipal_fleet", "Municipal fleet", _TRANSPORT, _KEY, MEMORY),
        CovenantRow("public_transport", "Public transport", _TRANSPORT, _KEY, MEMORY),
        CovenantRow("private_transport", "Private and commercial transport", _TRANSPORT, _KEY, MEMORY),
        CovenantRow("transport", "Transport not allocated", _TRANSPORT, "optional", MEMORY),
        CovenantRow("navigation", "Local and domestic waterways", _TRANSPORT, "optional", MEMORY),
        CovenantRow("aviation", "Local aviation", _TRANSPORT, "optional", MEMORY),
        CovenantRow("off_road", "Off-road", _TRANSPORT, "optional", MEMORY),
        CovenantRow("agriculture", "Agriculture, forestry, fisheries", "Other", "if the plan acts on it", MEMORY),
        CovenantRow("solid_waste", "Waste management", "Other, not energy", "if the plan acts on it", VERIFIED),
        CovenantRow("wastewater", "Wastewater management", "Other, not energy", "if the plan acts on it", VERIFIED),
        CovenantRow("other", "Other non-energy related", "Other, not energy", "optional", MEMORY),
        CovenantRow("energy_supply", "Local production of electricity, heat and cold", "Supply", "beside", VERIFIED),
    )
}
"""Key sectors and options: JRC, The Covenant of Mayors approach on building emission inventories. Labels: memory."""


class CrfRow(NamedTuple):
    """A row of the common reporting framework and the GPC references of its three columns."""

    section: str
    name: str
    direct: tuple[str, ...]
    indirect: str | None
    outside: str | None
    requirement: str
    counted: bool = True

    @property
    def code(self) -> str:
        """``Stationary energy > Residential buildings``, as the reporting workbook and CDP question 3.1.3 name it."""
        return f"{self.section} > {self.name}"


def _crf_rows() -> dict[str, CrfRow]:
    stationary, transport, waste = "Stationary energy", "Transportation", "Waste"
    supply, significant, required = "Generation of grid-supplied energy", "where significant", "required"
    rows = [
        CrfRow(section, name, (f"{part}.1",), f"{part}.2", f"{part}.3", needed)
        for section, name, part, needed in (
            (stationary, "Residential buildings", "I.1", required),
            (stationary, "Commercial buildings & facilities", "I.2", required),
            (stationary, "Institutional buildings & facilities", "I.2", required),
            (stationary, "Industrial buildings & facilities", "I.3", required),
            (stationary, "Agriculture", "I.5", significant),
        )
    ]
    rows.append(CrfRow(stationary, "Fugitive emissions", ("I.7.1", "I.8.1"), None, None, required))
    names = ("On-road", "Rail", "Waterborne navigation", "Aviation")
    rows += [
        CrfRow(transport, name, (f"II.{at}.1",), f"II.{at}.2", f"II.{at}.3", required)
        for at, name in enumerate(names, start=1)
    ]
    rows.append(CrfRow(transport, "Off-road", ("II.5.1",), "II.5.2", None, required))
    names = ("Solid waste disposal", "Biological treatment", "Incineration and open burning", "Wastewater")
    rows += [
        CrfRow(waste, name, (f"III.{at}.1",), None, f"III.{at}.2", required) for at, name in enumerate(names, start=1)
    ]
    rows += [
        CrfRow("IPPU", name, (ref,), None, None, significant)
        for name, ref in (("Industrial process", "IV.1"), ("Product use", "IV.2"))
    ]
    rows += [
        CrfRow("AFOLU", name, (f"V.{at}",), None, None, significant)
        for at, name in enumerate(("Livestock", "Land use", "Other AFOLU"), start=1)
    ]
    plants = ("Electricity-only generation", "CHP generation", "Heat/cold generation")
    rows += [CrfRow(supply, name, ("I.4.4",), None, None, "where plants stand", counted=False) for name in plants]
    rows.append(CrfRow(supply, "Local renewable generation", (), None, None, "MWh, beside", counted=False))
    return {row.code: row for row in rows}


CRF_ROWS: dict[str, CrfRow] = _crf_rows()
"""Rows, columns and references: layout of the GCoM reporting workbook [V]; what is required: from memory [M]."""
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
NO_OWNER = Sentence("By mode alone the owner is not known; it stands under transport not allocated.")
ONE_ROW = Sentence("Municipal, tertiary and lighting stand in one row there and cannot be told apart again.")
ETS = Sentence("There is one row for industry; the share inside the emissions trading system goes into a comment.")
NO_ETS = Sentence("The share of industry inside the emissions trading system, which is left out there, is not told.")
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
LOSSES = Sentence(
    "Grid losses and journeys beyond the boundary stand apart there; a Covenant factor already holds the losses."
)
PLANTS = Sentence("Electricity-only, CHP and heat plants have rows of their own there, and it is not split.")
KIND_OF_PLANT = Sentence("The kind of plant is lost.")
COAL = Sentence("Fugitive emissions of coal, and of oil and gas, stand in one row and cannot be told apart.")
UNSPLIT = Sentence("It stands among what is not split or not specified.")
TREATMENT = Sentence("Kind and place of treatment are lost.")
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
_NOT_ENERGY = Sentence("It stands among all that is not energy.")
_NO_ROW = Sentence("There is no row for it.")
_TO_CRF: dict[str, tuple[str, tuple[str, ...]]] = {
    "municipal_buildings": (INSTITUTIONAL, (_PUBLIC,)),
    "public_lighting": (INSTITUTIONAL, (_PUBLIC,)),
    "tertiary": (COMMERCIAL, (_OFFICES,)),
}
_TO_COVENANT: dict[str, tuple[str, tuple[str, ...]]] = {
    "I.1": ("residential", ()),
    "I.2": ("tertiary", (ONE_ROW,)),
    "I.5": ("agriculture", ()),
    "I.6": ("buildings", (UNSPLIT,)),
    "II.1": ("transport", (NO_OWNER,)),
    "II.2": ("transport", (NO_OWNER,)),
    "II.3": ("navigation", ()),
    "II.4": ("aviation", ()),
    "II.5": ("off_road", ()),
    **{f"III.{at}": ("solid_waste", (TREATMENT,)) for at in (1, 2, 3)},
    "III.4": ("wastewater", (TREATMENT,)),
    **dict.fromkeys(("IV.1", "IV.2", "V.1", "V.2", "V.3"), ("other", (_NOT_ENERGY,))),
}


def _scope(carrier: str | None, scope: int | None) -> int | None:
    """The scope of energy that is used: 3 where it is stated, else by the carrier, else as stated."""
    if scope == OUTSIDE or carrier is None:
        return scope
    return INDIRECT if carrier in GRID else DIRECT


def to_gpc(row: str, carrier: str | None, scope: int | None, mode: str | None = None) -> Mapped:
    """The GPC reference of a figure: of a sector of ours (the Covenant's among them) or of a row of the CRF.

    ``carrier`` and ``scope`` say whether it is direct or indirect; ``mode`` is one of ``MODES``, for transport that is
    told by owner. Raises Refused for a row or mode that nobody knows. Source: GPC v1.1; GCoM workbook layout; CIRIS
    export for I.4 and I.6; that I.2 is one row is GPC's own; the rest is our reasoning, said in ``lost``.
    """
    if row in CRF_ROWS:
        return _crf_to_gpc(CRF_ROWS[row], scope)
    sector = _by_mode(row, mode)
    owner = (OWNER,) if mode else ()
    if sector in _TO_GPC:
        part, lost = _TO_GPC[sector]
        told = _scope(carrier, scope)
        return Mapped(f"{part}.{told}", told, (*lost, *owner)) if told else _none(NO_SCOPE)
    if sector == "fugitive":
        return Mapped("I.8.1", DIRECT, (COAL,), "I.7.1")
    if sector == "energy_supply":
        return Mapped("I.4.4", DIRECT)
    if sector == "other_scope_3":
        return Mapped("VI.1", OUTSIDE)
    if sector == "wastewater":
        if scope not in (DIRECT, OUTSIDE):
            return _none(NO_PLACE_OF_TREATMENT)
        return Mapped("III.4.1" if scope == DIRECT else "III.4.2", scope)
    return _none(_UNSURE[sector])


def _by_mode(row: str, mode: str | None) -> str:
    """The sector to place: the mode, where it was given for transport told by owner or not split."""
    if row not in SECTORS:
        expected = Sentence("a sector, a GPC reference or a row of the common reporting framework")
        _refuse("row-unknown", row, expected)
    if mode is None:
        return row
    if mode not in MODES:
        _refuse("mode-unknown", mode, Sentence("one of {choices}", choices=", ".join(MODES)))
    if SECTORS[row].group != "Transport" or row in MODES:
        expected = Sentence("a mode for transport that is split by owner or not split")
        _refuse("mode-unwanted", f"{row}={mode}", expected)
    return mode


def _crf_to_gpc(row: CrfRow, scope: int | None) -> Mapped:
    if row.section.startswith("Generation"):
        return (
            Mapped("I.4.4", DIRECT, (KIND_OF_PLANT,))
            if row.direct
            else _none(Sentence("It holds MWh and no emissions."))
        )
    if len(row.direct) > 1:
        return Mapped("I.8.1", DIRECT, (COAL,), "I.7.1")
    ref = {DIRECT: row.direct[0], INDIRECT: row.indirect, OUTSIDE: row.outside}.get(scope or 0)
    merged = row.code in (COMMERCIAL, INSTITUTIONAL)
    lost = (Sentence("Commercial and institutional buildings stand in one row there."),) if merged else ()
    if ref:
        return Mapped(ref, scope, lost)
    return _none(NO_SCOPE if scope is None else Sentence("The row has no such column."))


def to_crf(row: str, carrier: str | None, scope: int | None, mode: str | None = None) -> Mapped:
    """The row and column (1 direct, 2 indirect, 3 outside) of the common reporting framework for a GPC reference or a
    sector of ours. As ``to_gpc``; municipal buildings and lighting stay apart from tertiary there."""
    if row in GPC_REFERENCES:
        return _gpc_to_crf(row)
    sector = _by_mode(row, mode)
    if sector in _TO_CRF:
        name, lost = _TO_CRF[sector]
        told = _scope(carrier, scope)
        return Mapped(name, told, lost) if told else _none(NO_SCOPE)
    if sector == "buildings":
        return _none(NO_SECTOR)
    if sector == "fugitive":
        return Mapped("Stationary energy > Fugitive emissions", DIRECT)
    first = to_gpc(row, carrier, scope, mode)
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
    part, known = _part(ref), GPC_REFERENCES[ref]
    if ref == "I.4.4":
        return _none(PLANTS)
    if part.startswith("III") and ref.endswith(".3"):
        return _none(IMPORTED)
    if part == "I.2":
        lost = Sentence(
            "Commercial and institutional buildings are not told apart; the institutional row is included elsewhere."
        )
        return Mapped(COMMERCIAL, known.scope, (lost,), INSTITUTIONAL)
    if part in ("I.4", "I.6"):
        there = INDUSTRIAL if part == "I.4" else COMMERCIAL
        moved = Sentence("There is no row for it; it stands in {row}.", row=there.partition(" > ")[2])
        return Mapped(there, known.scope, (moved,))
    if ref not in _OF_REF:
        return _none(_NO_ROW)
    row, column = _OF_REF[ref]
    return Mapped(row, column, (COAL,) if part in ("I.7", "I.8") else ())


def to_covenant(row: str, carrier: str | None, scope: int | None) -> Mapped:
    """The sector of the Covenant template for a GPC reference or a row of the common reporting framework.

    Raises Refused for a row that nobody knows. Source: JRC, The Covenant of Mayors approach, for what a Covenant
    inventory counts; rows that hold more than one sector go where the template keeps what is not allocated.
    """
    if row in CRF_ROWS:
        first = _crf_to_gpc(CRF_ROWS[row], scope)
        if first.row is None:
            return first
        then = to_covenant(first.row, carrier, first.scope)
        return then._replace(lost=tuple(dict.fromkeys((*first.lost, *then.lost))))
    if row not in GPC_REFERENCES:
        _refuse("row-unknown", row, Sentence("a GPC reference or a row of the common reporting framework"))
    part, known = _part(row), GPC_REFERENCES[row]
    if row == "I.4.4":
        return Mapped("energy_supply", DIRECT)
    if part.startswith("III") and row.endswith(".3"):
        return _none(IMPORTED)
    if known.scope == OUTSIDE and known.level == "BASIC+":
        return _none(LOSSES)
    if part == "I.3":
        return _none(NO_ETS)
    if part not in _TO_COVENANT:
        return _none(_NO_ROW)
    sector, lost = _TO_COVENANT[part]
    return Mapped(sector, known.scope, lost, "municipal_buildings" if part == "I.2" else None)


def _part(ref: str) -> str:
    """``I.1.2`` -> ``I.1``; references of two parts are their own."""
    return ".".join(ref.split(".")[:2])


BY_MODE: Mapping[str, Callable[[str, str | None, int | None, str | None], Mapped]] = {CRF: to_crf, GPC: to_gpc}
"""How a figure reaches each table that tells transport by mode."""


def counted(framework: str, row: str, scope: int | None) -> bool:
    """Whether a place counts in the total of its table: BASIC for GPC; for the common reporting framework all but grid
    supply and what lies outside, waste excepted; for the Covenant all but supply."""
    if framework == GPC:
        return in_total(row, None)
    if framework == CRF:
        return CRF_ROWS[row].counted and (scope != OUTSIDE or CRF_ROWS[row].section == "Waste")
    return in_total(None, row)


def row_name(framework: str, row: str) -> str:
    """A row as its table names it."""
    if framework == GPC:
        return f"{row} {GPC_SUBSECTORS[_part(row)]}"
    if framework == COVENANT:
        return COVENANT_ROWS[row].name if row in COVENANT_ROWS else SECTORS[row].name
    return row


def _refuse(code: str, found: str, expected: str) -> None:
    raise blocked(code, f'"{found}"', expected, "Correct the name.")
