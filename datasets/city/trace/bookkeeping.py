"""One inventory taken apart: every figure of it as a passport, from the total down to the rows of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from analytics import units
from analytics.commitment.comparability import change_since
from analytics.commitment.progress import CHANGE
from analytics.commitment.targets import intensity
from analytics.factors import emissions, gases
from analytics.formula import Formula
from analytics.inventories import cells, weighing
from analytics.inventories.cells import BESIDE, ETS, NEVER, Cell, in_total
from analytics.inventories.inventory import MEMO, Inventory, inventories, memo_item, missing_key_sectors
from analytics.inventories.levels import at_level, level_totals
from analytics.passport import Passport
from analytics.text.rereading import reread
from analytics.text.sentences import Sentence, counted, joined
from analytics.vocabulary import (
    CARRIERS,
    GPC_REFERENCES,
    KEY_SECTORS,
    NOTATION_KEY_NAMES,
    SECTORS,
    Measure,
    Method,
    NotationKey,
    Quantity,
    measure,
)
from datasets.city import factor_choice
from datasets.city.trace import figure_names
from datasets.intake.meaning import tag_answers
from datasets.reference import catalogue
from datasets.reference.factor_sources import FactorUse
from datasets.store import InventoryRow, Revision

Place = tuple[str, str | None, int | None, str | None]
"""Sector, carrier, scope and GPC reference: where an amount stands in an inventory."""
UNITS = {"energy": "MWh", "co2": "t CO2", "ch4": "t CH4", "n2o": "t N2O", "co2e": "t CO2e"}
QUANTITY_NAMES = {"energy": Sentence("Energy"), "co2": "CO2", "ch4": "CH4", "n2o": "N2O", "co2e": "CO2e"}
BESIDE_NAMES = {
    BESIDE[0]: Sentence("energy generation supplied to the grid: consumption carries it already"),
    BESIDE[1]: Sentence("other scope 3, which no total holds"),
    ETS: Sentence("industry in the emissions trading system, which the Covenant leaves out"),
}


class Books:
    """The rows of one inventory in force, and its figures as passports.

    ``found`` is the inventory as the method computed it: its figures are the values of the passports, while the trees
    below them are built from ``rows`` alone. ``used`` are the factors and the GWP set that it was made with,
    ``people`` is the source of its inhabitants.
    """

    def __init__(
        self,
        found: Inventory,
        rows: Sequence[InventoryRow],
        revisions: Callable[[int], Revision],
        used: factor_choice.Factors,
        people: str = "",
    ) -> None:
        self.found, self.rows, self.gwp, self._used = found, rows, factor_choice.gwp(used.gwp), used
        self._revisions, self._people = revisions, people

    @cached_property
    def _gwp_facts(self) -> dict[str, Any]:
        found = catalogue.gwp(self._used.gwp)
        return {"gwp_set": found.name, "source": found.source, "mark": found.mark}

    @cached_property
    def counted(self) -> list[InventoryRow]:
        """The rows that count in the total of the inventory's method."""
        return [row for row in self.rows if in_total(row.gpc_ref, row.sector, row.method)]

    @cached_property
    def basis(self) -> list[InventoryRow]:
        """The counted rows that the emissions are made of: energy where they are computed, else emissions."""
        return _measured(self.counted, Measure.ENERGY if self.found.computed else Measure.EMISSIONS)

    @cached_property
    def beside(self) -> list[InventoryRow]:
        """The rows that stand beside the total."""
        return [row for row in self.rows if not in_total(row.gpc_ref, row.sector, row.method)]

    @cached_property
    def _places(self) -> list[tuple[Place, Passport]]:
        """The tonnes of each counted place that holds a number."""
        return self._computed_places(self.basis) if self.found.computed else self._reported_places(self.basis)

    @cached_property
    def _places_beside(self) -> list[tuple[Place, Passport]]:
        """The tonnes of each place beside the total: as reported, else energy times factor where the total is that."""
        made = self._reported_places(_measured(self.beside, Measure.EMISSIONS))
        if not self.found.computed:
            return made
        told = {(place[0], place[3]) for place, _ in made}
        energy = _measured(self.beside, Measure.ENERGY)
        return made + self._computed_places([row for row in energy if (row.sector, row.gpc_ref) not in told])

    def _computed_places(self, counted: Sequence[InventoryRow]) -> list[tuple[Place, Passport]]:
        return [(place, self._computed(place, rows)) for place, rows in _by_place(counted).items()]

    def _reported_places(self, counted: Sequence[InventoryRow]) -> list[tuple[Place, Passport]]:
        weighed = {item[:4]: item for item in weighing.reported(map(_cell, counted), self.gwp)}
        return [
            (place, self._reported(place, rows, weighed[place].basis)) for place, rows in _by_place(counted).items()
        ]

    def _reported(self, place: Place, rows: Sequence[InventoryRow], basis: str) -> Passport:
        name = _name(place)
        found: dict[str, list[InventoryRow]] = {}
        for row in rows:
            found.setdefault(row.quantity, []).append(row)
        if basis in ("CO2e", "CO2"):
            quantity = Quantity.CO2E if basis == "CO2e" else Quantity.CO2
            beside = len(rows) - len(found[quantity])
            note = counted(
                "{number} rows of single gases explain this CO2e and are not added.",
                "{number} rows of single gases explain this CO2e and are not added.",
                beside,
            )
            return replace(self._sum(name, found[quantity], UNITS[quantity]), notes=(note,) if beside else ())
        origin = gases.CH4_ORIGINS.get(place[0])
        parts = [
            # Translators: a gas, such as CH4, and a sector with its carrier.
            self._sum(
                Sentence("{gas} of {carrier}", gas=QUANTITY_NAMES[gas], carrier=name), found.get(gas, []), UNITS[gas]
            )
            for gas in weighing.GASES
        ]
        weights = [self._weight("CH4", self.gwp.of("CH4", origin)), self._weight("N2O", self.gwp.n2o)]
        return node(name, "t CO2e", "CO2e of gases", [*parts, *weights], gases.co2e.formula)

    def _computed(self, place: Place, rows: list[InventoryRow]) -> Passport:
        name = _name(place)
        energy = self._sum(Sentence("Energy of {place}", place=name), rows, "MWh")
        factor = factor_passport(self._use(place), self._weight("CH4", self.gwp.ch4), self._weight("N2O", self.gwp.n2o))
        return node(name, "t CO2e", "energy times factor", [energy, factor], emissions.emissions.formula)

    def _use(self, place: Place) -> FactorUse | None:
        return self._used.use(self.found.year, place[1], place[0]) if place[1] else None

    def _weight(self, gas: str, value: float) -> Passport:
        return Passport(Sentence("GWP of {gas}", gas=gas), value, f"t CO2e/t {gas}", facts=self._gwp_facts)

    def _sum(self, name: str, rows: Iterable[InventoryRow], unit: str) -> Passport:
        return node(name, unit, "sum", [self.row(row) for row in rows])

    def row(self, row: InventoryRow) -> Passport:
        """One row of the file: what stood there, the unit step, and the value in the store."""
        from datasets.intake.checking import fuel_steps, repaired_cells  # a page starts sooner without all of them

        assert row.value is not None
        unit = UNITS[row.quantity]
        answers = self._revisions(row.revision).answers
        energy = row.quantity == Quantity.ENERGY
        where = (row.sheet, row.source_row, row.column)
        stated = tag_answers.at(answers, tag_answers.UNIT, where) or row.original_unit
        answered = fuel_steps.again(row.carrier, stated, answers) if energy else ()
        answered, times = repaired_cells.steps(where, stated, row.quantity, answered, answers)
        read = reread(row.original_text, stated, row.quantity, row.value, answered)
        facts: dict[str, Any] = {"row": self.place(row) | {"label": row.label, "source": row.source, "year": row.year}}
        if times is None and read.step in answered and (said := fuel_steps.used(row.carrier, answers)):
            facts["answers"] = said
        notes = (*((read.note,) if read.note else ()), *_corrected(row, where, answers))
        name = Sentence("Row {row}", row=row.source_row)
        if read.number is None or read.step is None:
            return Passport(name, row.value, unit, facts=facts, notes=notes)
        step, per = read.step / (times or 1.0), Sentence("{unit} per {other}", unit=unit, other=stated)
        parts: tuple[Passport, ...] = (
            Passport(Sentence("Number as written"), read.number, stated),
            # Translators: by what a number is multiplied to get from the unit of a file to that of the store.
            Passport(Sentence("Unit step"), step, per),
        )
        if times is not None:
            # Translators: by what a figure of a file was multiplied, as somebody chose when it was committed.
            parts += (Passport(Sentence("Repair chosen at the commit"), times, ""),)
        return Passport(name, row.value, unit, "read", parts, units.factor.formula, facts, notes)

    def place(self, row: InventoryRow) -> dict[str, Any]:
        """Where a row stands and what was written there."""
        revision = self._revisions(row.revision)
        return {
            "file": revision.file_name,
            "revision": row.revision,
            "committed_at": revision.committed_at.isoformat(),
            "sheet": row.sheet,
            "row": row.source_row,
            "column": row.column,
            "original_text": row.original_text,
            "original_unit": row.original_unit,
        }

    # The figures

    def total(self) -> Passport | None:
        """The total of the inventory in t; None where it has none."""
        return self._total

    # One object, since many figures of a city open down to it.
    @cached_property
    def _total(self) -> Passport | None:
        if self.found.emissions_t is None:
            return None
        parts = [group for name in self.found.sectors if (group := self.sector(name))]
        formula = weighing.total.formula if self.found.method == Method.GPC else cells.in_total.formula
        facts = {"skipped": self._skipped(), "left_out": self._left_out()}
        name, value = Sentence("Emissions of {year}", year=self.found.year), self.found.emissions_t
        # The rows and columns of the files that are left out as totals, as somebody corrected it.
        found = (
            one
            for number in dict.fromkeys(row.revision for row in self.basis)
            for one in tag_answers.given(self._revisions(number).answers, tag_answers.TOTAL)
            if one.answer == tag_answers.IS_TOTAL
        )
        return traced(
            name,
            value,
            self._unit,
            "sum",
            parts,
            formula,
            facts,
            (
                *self.found.notes,
                *[Sentence("Corrected in the file: {correction}.", correction=tag_answers.told(one)) for one in found],
            ),
        )

    def sector(self, group: str) -> Passport | None:
        """The tonnes of one group of sectors; None where it holds no number."""
        if group not in self.found.sectors:
            return None
        parts = [part for place, part in self._places if SECTORS[place[0]].group == group]
        return traced(
            self._of_year(figure_names.group_name(group)), self.found.sectors.get(group), self._unit, "sum", parts
        )

    def key_sector(self, key: str) -> Passport | None:
        """The tonnes of one Covenant key sector; None without a total, or where it holds no number."""
        if self.found.emissions_t is None:
            return None
        mine = [(place, part) for place, part in self._places if key in SECTORS[place[0]].keys]
        if not mine:
            return None
        shared = sorted({SECTORS[place[0]].name for place, _ in mine if len(SECTORS[place[0]].keys) > 1})
        sectors = joined(shared, "comma")
        note = Sentence("Not split by key sector, and whole in this figure: {sectors}.", sectors=sectors)
        notes = (note,) if shared else ()
        known = KEY_SECTORS[KEY_SECTORS.index(key)]
        name = Sentence("Key sector {sector}, {year}", sector=known, year=self.found.year)
        return replace(
            node(name, self._unit, "sum", [part for _, part in mine], missing_key_sectors.formula), notes=notes
        )

    def level(self, name: str) -> Passport | None:
        """The total of one level of a GPC inventory in t; None where it has none."""
        held = self.found.levels.get(name)
        if held is None or held.tonnes is None:
            return None
        total = self.total() if name in ("BASIC", "BASIC+") else None
        if name == "BASIC" and total:
            return total
        parts = [
            part
            for place, part in (*self._places, *self._places_beside)
            if at_level(name, place[3], place[2], place[0])
            and not (total and at_level("BASIC", place[3], place[2], place[0]))
        ]
        if total:  # BASIC+ holds BASIC
            parts = [total, *parts]
        unit, called = f"t {held.gas}", Sentence("Level {level}, {year}", level=name, year=self.found.year)
        return Passport(called, held.tonnes, unit, "sum", tuple(parts), level_totals.formula)

    def memo(self, item: str) -> Passport | None:
        """One figure that stands beside the total and in no sum, in the unit of ``MEMO``; None where there is none."""
        value = self.found.memo.get(item)
        if value is None:
            return None
        name = Sentence("Memo item: {item}, {year}", item=MEMO[item].name, year=self.found.year)
        if item == "certified_electricity":
            stated = next(row for row in self._used.supply if (row.kind, row.year) == ("GEP", self.found.year))
            written = f"{stated.original_text} {stated.original_unit}".strip()
            return Passport(name, value, "MWh", facts={"source": stated.source, "stated_as": written})
        formula = inventories.formula
        if item == "biogenic_co2":
            burnt = [part for place, rows in _by_place(self.basis).items() if (part := self._biogenic(place, rows))]
            return Passport(name, value, MEMO[item].unit, "sum", tuple(burnt), formula)
        parts = [part for place, part in self._places_beside if memo_item(place[0], place[3]) == item]
        units = {part.unit for part in parts}
        unit = units.pop() if len(units) == 1 else "t CO2e"
        return Passport(name, value, unit, "sum", tuple(parts), cells.INDUSTRY_IN_ETS if item == "ets" else formula)

    def _biogenic(self, place: Place, rows: Iterable[InventoryRow]) -> Passport | None:
        """The biogenic CO2 of an energy use; None of a carrier that has none."""
        use = self._use(place)
        if use is None or use.value is None or not use.biogenic:
            return None
        called = Sentence("Biogenic CO2 of {place}", place=_name(place))
        energy = self._sum(Sentence("Energy of {place}", place=_name(place)), rows, "MWh")
        facts = {"source": use.source, "edition": use.edition, "mark": use.mark}
        name = Sentence("Biogenic CO2 of {carrier}, {year}", carrier=CARRIERS[use.carrier].name, year=use.year)
        factor = Passport(name, use.biogenic, "t CO2/MWh", facts={key: fact for key, fact in facts.items() if fact})
        return node(called, "t CO2", "energy times factor", [energy, factor], emissions.SUSTAINABLE_BIOMASS)

    def energy(self) -> Passport | None:
        """The energy of all carriers in MWh; None where no row holds any."""
        parts = [part for carrier in self.found.energy_by_carrier if (part := self.carrier(carrier))]
        name = Sentence("Energy of {year}", year=self.found.year)
        return traced(name, self.found.energy_mwh, "MWh", "sum", parts, cells.in_total.formula)

    def carrier(self, carrier: str) -> Passport | None:
        """The energy of one carrier in MWh ("" for energy without one); None where no row holds any."""
        rows = [
            row
            for row in self.counted
            if row.quantity == Quantity.ENERGY and (row.carrier or "") == carrier and row.value is not None
        ]
        if not rows:
            return None
        name = CARRIERS[carrier].name if carrier else Sentence("Energy without a carrier")
        return replace(self._sum(self._of_year(name), rows, "MWh"), value=self.found.energy_by_carrier[carrier])

    def per_head(self) -> Passport | None:
        """Tonnes per inhabitant; None without a total or inhabitants."""
        name = Sentence("Emissions per inhabitant, {year}", year=self.found.year)
        unit, parts = Sentence("{unit} per inhabitant", unit=self._unit), (self.total(), self.inhabitants())
        return traced(name, self.found.per_head_t, unit, "per unit", parts, intensity.formula)

    def since(self, before: Books) -> Passport | None:
        """The change of the total since an earlier inventory, in t; None where one of the two has none."""
        name, value = Sentence("Change since {year}", year=before.found.year), change_since(before.found, self.found)
        return traced(name, value, self._unit, "difference", (self.total(), before.total()), CHANGE)

    def inhabitants(self) -> Passport:
        """The inhabitants of the inventory year, by the inventory's own source."""
        facts = {"source": self._people} if self._people else {}
        name = Sentence("Inhabitants of {year}", year=self.found.year)
        return Passport(name, self.found.inhabitants or 0.0, Sentence("inhabitants"), facts=facts)

    def _of_year(self, name: str) -> str:
        return Sentence("{name}, {year}", name=name, year=self.found.year)

    @property
    def _unit(self) -> str:
        return f"t {self.found.gas}" if self.found.gas else "t"

    def _skipped(self) -> list[dict[str, Any]]:
        """The counted rows that hold a notation key, which is no number."""
        return [
            {"why": joined((row.notation_key, NOTATION_KEY_NAMES[NotationKey(row.notation_key)]), "comma")}
            | self._named(row)
            for row in self.basis
            if row.notation_key
        ]

    def _left_out(self) -> list[dict[str, Any]]:
        """The rows with a number that stand beside the total, and why."""
        return [
            {"why": _why(row)} | self._named(row) | {"value": row.value, "unit": UNITS[row.quantity]}
            for row in self.beside
            if row.value is not None
        ]

    def _named(self, row: InventoryRow) -> dict[str, Any]:
        place = (row.sector, row.carrier, row.scope, row.gpc_ref)
        return {"cell": _name(place)} | self.place(row)


def _corrected(row: InventoryRow, where: tag_answers.Where, answers: Mapping[str, str]) -> Iterator[Sentence]:
    """What somebody corrected of what the file states of a row, when it was taken in."""
    unit, scope, counts = (tag_answers.at(answers, kind, where) for kind in tag_answers.KINDS)
    if unit is not None:
        stated = row.original_unit or Sentence("no unit")
        yield Sentence("The file states {stated}; the unit was corrected to {unit}.", stated=stated, unit=unit)
    if scope == tag_answers.NOT_STATED:
        yield Sentence("The scope that the file states was taken away by a correction.")
    elif scope is not None:
        yield Sentence("The scope that the file states was corrected to {scope}.", scope=scope)
    if counts == tag_answers.COUNTS:
        yield Sentence("The file shows the figure as a total; it counts by a correction.")


def factor_passport(use: FactorUse | None, ch4: Passport, n2o: Passport) -> Passport:
    """An emission factor with its source; from its three gases and their GWP (``ch4``, ``n2o``) where it has them."""
    if use is None or use.value is None:
        # Of a carrier that was not used no factor is asked for, and a carrier without one leaves the total open.
        note = Sentence("Nothing was used, so no factor is needed.")
        return Passport(Sentence("Emission factor"), 0.0, "t CO2e/MWh", notes=(note,))
    facts = {"source": use.source, "edition": use.edition, "mark": use.mark, "arithmetic": use.formula}
    facts = {key: value for key, value in facts.items() if value}
    name = Sentence("Factor of {carrier}, {year}", carrier=CARRIERS[use.carrier].name, year=use.year)
    notes = (use.reason,) if use.reason else ()
    if use.co2 is not None and use.ch4 is not None and use.n2o is not None and use.gas == "CO2e":
        gas = [
            Passport(
                # Translators: a gas, such as CH4, and an energy carrier.
                Sentence("{gas} of {carrier}", gas=named, carrier=CARRIERS[use.carrier].name),
                value,
                f"t {named}/MWh",
                facts=facts,
            )
            for named, value in (("CO2", use.co2), ("CH4", use.ch4), ("N2O", use.n2o))
        ]
        made = Passport(
            name, use.value, "t CO2e/MWh", "CO2e of gases", (*gas, ch4, n2o), gases.co2e.formula, facts, notes
        )
        if made.holds():
            return made
    return Passport(name, use.value, f"t {use.gas}/MWh", facts=facts, notes=notes)


def node(name: str, unit: str, step: str, parts: Sequence[Passport], formula: Formula | None = None) -> Passport:
    """A figure in ``unit`` that nobody gave before: its value is what its step gives."""
    made = Passport(name, 0.0, unit, step, tuple(parts), formula)
    return replace(made, value=made.stepped())


def traced(
    name: str,
    value: float | None,
    unit: str | None,
    step: str,
    parts: Sequence[Passport | None],
    formula: Formula | None = None,
    facts: Mapping[str, Any] | None = None,
    notes: tuple[str, ...] = (),
) -> Passport | None:
    """A figure of the method with what it was made of; None where the method gives none, or a part is missing.

    Without a ``unit`` it has that of its first part.
    """
    known = tuple(part for part in parts if part is not None)
    if value is None or len(known) < len(parts):
        return None
    return Passport(name, value, unit or known[0].unit, step, known, formula, facts or {}, notes)


def _measured(rows: Iterable[InventoryRow], wanted: Measure) -> list[InventoryRow]:
    return [row for row in rows if measure(row.quantity) is wanted]


def _by_place(rows: Iterable[InventoryRow]) -> dict[Place, list[InventoryRow]]:
    """The rows with a number by the place that they stand in."""
    found: dict[Place, list[InventoryRow]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault((row.sector, row.carrier, row.scope, row.gpc_ref), []).append(row)
    return found


def _cell(row: InventoryRow) -> Cell:
    """One row as a cell of its own, for the method to say how its place is weighed."""
    return Cell(
        row.year,
        row.method,
        row.sector,
        row.carrier,
        row.scope,
        row.gpc_ref,
        row.quantity,
        row.notation_key,
        row.value,
        1,
        row.source,
        row.revision,
        NEVER,
    )


def _name(place: Place) -> str:
    sector, carrier, scope, ref = place
    named = CARRIERS[carrier].name if carrier else None
    parts = (SECTORS[sector].name, named, Sentence("scope {scope}", scope=scope) if scope else None, ref)
    return joined((part for part in parts if part), "comma")


def _why(row: InventoryRow) -> str:
    if row.gpc_ref is not None:
        if GPC_REFERENCES[row.gpc_ref].level == "territorial":
            return Sentence("territorial, not in BASIC")
        # Translators: the level of the GPC that a row belongs to, such as BASIC+.
        return Sentence("{level}, not in BASIC", level=GPC_REFERENCES[row.gpc_ref].level)
    return BESIDE_NAMES[row.sector]
