"""From the summed cells of one city to its inventories: totals, sectors, levels, memo items, completeness and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import fsum
from typing import NamedTuple

from analytics.change.drivers import FROM_GRID, Place, Use
from analytics.factors import gases
from analytics.formula import JRC_APPROACH, KEYS, OURS, Formula, formula
from analytics.inventories import missing, parents, pointers, weighing
from analytics.inventories.cells import BESIDE, ETS, About, Cell, Population, in_total
from analytics.inventories.completeness import Completeness, completeness
from analytics.inventories.levels import LevelTotal, level_totals
from analytics.inventories.spots import NOWHERE, Spots, spots
from analytics.inventories.weighing import Weighed, YearlyFactor
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, KEY_SECTORS, SECTORS, Measure, Method, NotationKey, Quantity, measure

__all__ = [
    "MEMO",
    "About",
    "Cell",
    "Inventory",
    "Making",
    "MemoItem",
    "Population",
    "Setting",
    "in_total",
    "inventories",
    "memo_item",
    "missing_key_sectors",
]


class MemoItem(NamedTuple):
    """A figure that stands beside an inventory and in no total: its name and its unit."""

    name: str
    unit: str


MEMO: dict[str, MemoItem] = {
    "ets": MemoItem(Sentence("Industry in the ETS"), "t"),
    "grid_supply": MemoItem(Sentence("Energy generation supplied to the grid"), "t"),
    "other_scope_3": MemoItem(Sentence("Other scope 3"), "t"),
    "imported_waste": MemoItem(Sentence("Waste and wastewater from outside of the city, treated in it"), "t"),
    "biogenic_co2": MemoItem(Sentence("Biogenic CO2 of sustainable biomass"), "t CO2"),
    "certified_electricity": MemoItem(Sentence("Certified green electricity, part of the electricity consumed"), "MWh"),
}
UNSPLIT = SECTORS["total"].group
"""The group of a figure that no sector is told of."""
_MEMO_SECTORS = {ETS: "ets", BESIDE[0]: "grid_supply", BESIDE[1]: "other_scope_3"}
"""The sectors whose rows are a memo item where they stand beside the total."""


def memo_item(sector: str, gpc_ref: str | None) -> str | None:
    """The memo item, as a key of ``MEMO``, of a row that stands beside the total; None where it is in a level of the
    GPC alone. Imported waste is what the territorial total holds of a sector that BASIC counts (GPC v1.1, sourcing and
    scopes)."""
    if sector in _MEMO_SECTORS:
        return _MEMO_SECTORS[sector]
    known = GPC_REFERENCES.get(gpc_ref or "")
    return "imported_waste" if known and known.level == "territorial" else None


class Setting(NamedTuple):
    """What tonnes were made with: approach and edition of the factors where only energy was reported, and the GWP set
    where gases were weighed.

    None where nobody said, or where it took no part.
    """

    approach: str | None = None
    edition: str | None = None
    gwp_set: str | None = None


UNSAID = Setting()


class Making(NamedTuple):
    """How cells become tonnes: the ``factor`` of energy in t CO2e/MWh, and the set that weighs gases.

    For the memo items ``biogenic`` gives the biogenic CO2 of a carrier (t CO2/MWh), ``certified_mwh`` the certified
    green electricity by year. ``made_with`` names the approach and edition of the factors.
    """

    factor: YearlyFactor
    gwp: gases.Gwp
    biogenic: YearlyFactor | None = None
    certified_mwh: Mapping[int, float] = {}
    made_with: Setting = UNSAID


@dataclass(frozen=True)
class Inventory:
    """One city, year and method. ``emissions_t`` is None when it cannot be computed; ``notes`` then says why.

    ``gas`` is "CO2e" or "CO2"; ``computed`` is True when the emissions are energy times factors and were not reported.
    ``keys`` counts the notation keys among the cells that belong to the total. ``counted`` names the key sectors and
    the groups of all other sectors that hold a number, ``settled`` those that hold NO or IE in its place: together
    they are the boundary.

    ``effective_gwp`` is the GWP set of the tonnes: the chosen one where all was weighed from gases, the stated one
    where CO2e was reported, "mixed" where both; ``unrestated_t`` of them could not be restated to the chosen one.
    ``made_with`` says which factors and GWP set made the tonnes. ``memo`` holds figures that stand in no total, by the
    keys of ``MEMO``. ``levels`` are the totals of a GPC inventory by level, never to be added.
    ``gdp`` is the gross domestic product of the year, in the unit and prices that all years of the city share.
    ``uses`` are the energy and the tonnes of the total by sector and carrier (``drivers.FROM_GRID`` for grid-supplied
    energy without a carrier, "" for anything else without one); they add up to it, and are empty where there is none.
    ``people`` are its inhabitants with their source and year, ``people_apart`` whether no figure is from that source.
    ``covers`` are the sectors of what is a part of an inventory (``portion``), which lacks ``left_out_t`` of the whole.
    ``spots`` are its places one by one, ``lacking`` sentences on energy without emissions, which the total lacks, and
    ``confidential`` the key sectors that hold C and no number: they are not in the total.
    """

    city_id: str
    year: int
    method: str
    emissions_t: float | None
    gas: str | None
    energy_mwh: float | None
    inhabitants: float | None
    sectors: Mapping[str, float]
    energy_by_carrier: Mapping[str, float]
    keys: Mapping[NotationKey, int]
    missing_key_sectors: tuple[str, ...]
    computed: bool
    about: About
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    revision: int
    committed_at: datetime
    counted: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    effective_gwp: str | None = None
    unrestated_t: float = 0.0
    made_with: Setting = UNSAID
    memo: Mapping[str, float] = field(default_factory=dict)
    levels: Mapping[str, LevelTotal] = field(default_factory=dict)
    completeness: Completeness = field(default_factory=Completeness)
    gdp: float | None = None
    uses: Mapping[Place, Use] = field(default_factory=dict)
    spots: Spots = NOWHERE
    lacking: tuple[Sentence, ...] = ()
    confidential: tuple[str, ...] = ()
    people: Population | None = None
    people_apart: bool = False
    covers: frozenset[str] | None = None
    left_out_t: float = 0.0

    @property
    def unsplit(self) -> bool:
        """Whether it is one published total: a number that no sector is told of, and no key in the place of any.
        Source: our own rule [R]."""
        return self.counted == {UNSPLIT} and not self.settled and not self.keys

    @property
    def lacks_key_sectors(self) -> bool:
        """Whether key sectors are known to be missing from it, as nobody can say of a published total.
        Source: our own rule [R]."""
        return bool(self.missing_key_sectors) and not self.unsplit

    @property
    def per_head_t(self) -> float | None:
        """Tonnes per inhabitant, None without emissions or inhabitants. Source: our own rule [R]."""
        if self.emissions_t is None or not self.inhabitants:
            return None
        return self.emissions_t / self.inhabitants

    @property
    def gwp_set(self) -> str:
        """The GWP set that the tonnes are in: its name, "unknown", or "mixed"."""
        return self.effective_gwp or self.about.gwp_set

    @property
    def weighed_with(self) -> str:
        """The GWP set of what was reported as CO2e: where the rest was weighed with another one, the stated one."""
        return self.about.gwp_set if self.gwp_set == "mixed" else self.gwp_set

    @property
    def approach(self) -> str:
        """The approach behind the emissions: that of our factors where they were computed, else the stated one."""
        return (self.made_with.approach if self.computed else None) or self.about.approach


@formula(
    name="Memo items",
    text=Sentence("memo = Σ of the rows of one kind that stand beside the total;  biogenic CO₂ = Σ A × F(biogenic)"),
    units="t, biogenic CO₂ in t CO₂ with A in MWh and F in t/MWh, certified green electricity in MWh",
    source=OURS,
    mark="R",
    remark="Nothing of it is in a total. Rows count as in the total: as reported, else energy times factor.",
)
def inventories(
    city_id: str,
    cells: Iterable[Cell],
    population: Mapping[tuple[int, str], Population],
    about: Mapping[tuple[int, str], About],
    making: Making,
    gdp: Mapping[int, float] | None = None,
) -> list[Inventory]:
    """The inventories of one city, oldest first, one for each year and method found in ``cells``.

    Emissions that were reported are used; where only energy was, they are energy times factor (t CO2e/MWh). Gases that
    are kept apart are weighed; rows that hold only CO2e stay as reported. ``gdp`` is by year. Source: GPC v1.1 and GCoM
    Common Reporting Framework, totals and notation keys [V].
    """
    grouped: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        grouped.setdefault((cell.year, cell.method), []).append(cell)
    found = []
    for (year, method), mine in sorted(grouped.items()):
        people, said = population.get((year, method)), about.get((year, method), About())
        counted, beside = _split(mine, method)
        reported = [cell for cell in counted if measure(cell.quantity) is Measure.EMISSIONS]
        energy = [cell for cell in counted if cell.quantity == Quantity.ENERGY]
        told, used = (any(cell.amount is not None for cell in part) for part in (reported, energy))
        computed = used and not told
        basis = energy if computed else reported
        places = weighing.computed(energy, making.factor) if computed else weighing.reported(reported, making.gwp)
        total = weighing.total(places)
        whole = total.tonnes is not None
        made = weighing.effective(places, said.gwp_set, making.gwp) if whole else weighing.Effective("")
        weighed = computed or any(place.basis == "gases" for place in places)
        others = _beside(beside, making, computed)
        by_carrier = _by_carrier(energy)
        lacking = () if computed else missing.without_emissions(energy, reported, making.factor)
        remarks = (*_remarks(basis, places), *_counted_in(people, year), *([said.notes] if said.notes else []))
        newest = max(mine, key=lambda cell: cell.revision)
        sources = {cell.source for cell in mine}
        found.append(
            Inventory(
                city_id=city_id,
                year=year,
                method=method,
                emissions_t=total.tonnes,
                gas=total.gas,
                energy_mwh=fsum(mwh for held in by_carrier.values() for mwh in held) if by_carrier else None,
                inhabitants=people.inhabitants if people else None,
                sectors=weighing.by_group(places) if whole else {},
                energy_by_carrier={carrier: fsum(held) for carrier, held in sorted(by_carrier.items())},
                keys=_keys(basis),
                missing_key_sectors=missing_key_sectors(basis),
                computed=computed,
                about=said,
                notes=(*total.notes, *lacking, *made.notes, *remarks),
                sources=tuple(dict.fromkeys((*sorted(sources), *([people.source] if people else [])))),
                revision=newest.revision,
                committed_at=newest.committed_at,
                counted=_boundary(cell for cell in basis if cell.amount is not None),
                settled=_boundary(_answered(basis)),
                effective_gwp=made.gwp_set or None,
                unrestated_t=made.unrestated_t,
                made_with=(making.made_with if computed else UNSAID)._replace(
                    gwp_set=making.gwp.name if weighed else None
                ),
                memo=_memo(others, energy if computed else [], making, year),
                levels=level_totals([*places, *others]) if method == Method.GPC else {},
                completeness=completeness(basis, method),
                gdp=(gdp or {}).get(year),
                uses=_uses(places, energy) if whole else {},
                spots=spots(basis, places, making.gwp) if whole else NOWHERE,
                lacking=lacking,
                confidential=_confidential(basis),
                people=people,
                people_apart=people is not None and people.source not in sources,
            )
        )
    return found


def _by_carrier(energy: Iterable[Cell]) -> dict[str, list[float]]:
    """The energy of each carrier in MWh, row by row."""
    found: dict[str, list[float]] = {}
    for cell in energy:
        if cell.amount is not None:
            found.setdefault(cell.carrier or "", []).append(cell.amount)
    return found


def _counted_in(population: Population | None, year: int) -> list[str]:
    """The remark that the inhabitants were counted in another year than that of the inventory."""
    if population is None or population.year in (None, year):
        return []
    return [Sentence("The inhabitants are those of {year}.", year=population.year)]


def _uses(places: list[Weighed], energy: list[Cell]) -> dict[Place, Use]:
    """Energy and emissions by sector and carrier, of the places that make the total."""
    found: dict[Place, tuple[list[float], list[float]]] = {}
    for place in places:
        _at(found, place.sector, place.carrier, place.scope)[1].append(place.tonnes or 0.0)
    for cell in energy:
        if cell.amount is not None:
            _at(found, cell.sector, cell.carrier, cell.scope)[0].append(cell.amount)
    return {place: Use(fsum(mwh), fsum(tonnes)) for place, (mwh, tonnes) in found.items()}


def _at(
    found: dict[Place, tuple[list[float], list[float]]], sector: str, carrier: str | None, scope: int | None
) -> tuple[list[float], list[float]]:
    return found.setdefault((sector, carrier or (FROM_GRID if scope == 2 else "")), ([], []))


def _split(cells: list[Cell], method: str) -> tuple[list[Cell], list[Cell]]:
    """The cells that count in the total and those that stand beside it."""
    counted: list[Cell] = []
    beside: list[Cell] = []
    for cell in cells:
        (counted if in_total(cell.gpc_ref, cell.sector, method) else beside).append(cell)
    return counted, beside


def _beside(cells: list[Cell], making: Making, computed: bool) -> list[Weighed]:
    """The tonnes of what stands beside a total: as reported, else energy times factor where the total is that too."""
    places = weighing.reported([cell for cell in cells if measure(cell.quantity) is Measure.EMISSIONS], making.gwp)
    if not computed:
        return places
    told = {(place.sector, place.gpc_ref) for place in places}
    energy = [cell for cell in cells if cell.quantity == Quantity.ENERGY and (cell.sector, cell.gpc_ref) not in told]
    return places + weighing.computed(energy, making.factor)


def _memo(others: list[Weighed], energy: list[Cell], making: Making, year: int) -> dict[str, float]:
    """The memo items in the order of ``MEMO``; one that nobody reported, or that has no factor, is left out."""
    found = {}
    mine: dict[str | None, list[Weighed]] = {}
    for place in others:
        mine.setdefault(memo_item(place.sector, place.gpc_ref), []).append(place)
    for name in MEMO:
        if name in mine and (tonnes := weighing.total(mine[name]).tonnes) is not None:
            found[name] = tonnes
    if making.biogenic is not None:
        burnt = [
            cell.amount * value
            for cell in energy
            if cell.amount and cell.carrier and (value := making.biogenic(cell.year, cell.carrier, cell.sector))
        ]
        if burnt:
            found["biogenic_co2"] = fsum(burnt)
    if year in making.certified_mwh:
        found["certified_electricity"] = making.certified_mwh[year]
    return found


def _remarks(basis: list[Cell], places: list[Weighed]) -> list[str]:
    """What a reader should know of the rows behind a total: rows beside their parents, IE that leads nowhere, ETS."""
    remarks: list[str] = [overlap.sentence() for overlap in parents.overlaps(basis) if overlap.certain]
    pointing = [cell for cell in basis if cell.key == "IE" and pointers.named_by(cell.text)]
    numbers = pointers.filled(basis) if pointing else frozenset()
    for cell in pointing:
        worth = pointers.worth(cell.text, numbers)
        if worth != NotationKey.IE:
            remarks.append(Sentence("{sector} holds {content}.", sector=SECTORS[cell.sector].name, content=worth))
    inside = weighing.total([place for place in places if place.sector == ETS]).tonnes
    if inside is not None:
        remarks.append(
            Sentence("The total holds {emissions:,.0f} t of industry in the ETS, as the GPC asks.", emissions=inside)
        )
    return sorted(remarks)


def _boundary(cells: Iterable[Cell]) -> frozenset[str]:
    """The key sectors that cells belong to, and the groups of all other sectors."""
    codes = {cell.sector for cell in cells}
    return frozenset(name for code in codes for name in SECTORS[code].keys or (SECTORS[code].group,))


def _keys(cells: Iterable[Cell]) -> dict[NotationKey, int]:
    counts: dict[str, int] = {}
    for cell in cells:
        if cell.key is not None:
            counts[cell.key] = counts.get(cell.key, 0) + cell.rows
    return {key: counts[key] for key in NotationKey if key in counts}


def _answered(cells: list[Cell]) -> list[Cell]:
    """The cells that settle their place without a number: NO, and an IE that leads to one."""
    keyed = [cell for cell in cells if cell.key in (NotationKey.NO, NotationKey.IE)]
    numbers = pointers.filled(cells) if any(cell.key == NotationKey.IE for cell in keyed) else frozenset()
    return [cell for cell in keyed if cell.key == NotationKey.NO or pointers.leads(cell, numbers)]


def _confidential(cells: list[Cell]) -> tuple[str, ...]:
    """The key sectors that hold C and no number."""
    hidden = _boundary(cell for cell in cells if cell.key == NotationKey.C)
    hidden -= _boundary(cell for cell in cells if cell.amount is not None)
    return tuple(key for key in KEY_SECTORS if key in hidden)


@formula(
    name="Key sectors",
    text=Sentence("municipal, tertiary, residential, transport"),
    units="a key sector is covered by a number, NO, C, or an IE that leads to a number; all else leaves it open",
    source=JRC_APPROACH,
    mark="V",
    remark=(
        "The four sectors are the Covenant's. That all four must be covered for a verdict is our own rule [R]; the "
        "Covenant's minimum is said to be three of four [M]. An IE that names no place leads to a number of its "
        "group of sectors, or of one that holds its own [R]."
    ),
    conditional=True,
)
def missing_key_sectors(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The Covenant key sectors with no number, no NO, no C and no IE that leads to a number in these cells.

    NE or nothing covers no sector (GPC v1.1 and GCoM framework, notation keys; the reading of completeness, and that
    IE must lead to a number, are our own [R]). The Covenant is said to accept three of the four [M].
    """
    cells = list(cells)
    told = [cell for cell in cells if cell.key is None or cell.key == NotationKey.C] + _answered(cells)
    covered = {key for cell in told for key in SECTORS[cell.sector].keys}
    return tuple(key for key in KEY_SECTORS if key not in covered)


NOTATION_KEYS = Formula(
    name="Notation keys",
    text=Sentence("Total = sum of the numbers; NO is a true zero; NE, IE and C are not numbers"),
    units="counts of cells beside the total",
    source=KEYS,
    mark="V",
    function="analytics.inventories.inventory.inventories",
    remark="A blank cannot be stored.",
    conditional=True,
)
