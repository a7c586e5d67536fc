"""The examples that rest on a factor: energy times factor, and where the factor of a city's energy is from."""

from __future__ import annotations

import re
from collections.abc import Callable

from analytics.factors.emissions import emissions
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, SECTORS
from datasets.city.worked.arithmetic import ArithmeticLine, close, figure, line, numbered, printed, sourced
from datasets.city.worked.example_case import ExampleCase, Worked
from datasets.reference.factor_sources import COMPUTED, STATED, FactorUse
from datasets.store import InventoryRow

_LONE = re.compile(r"^\(([\d.]+)\)")  # one gas alone needs no brackets
_LONG = re.compile(r"\d{4,}")


def _no_energy(case: ExampleCase) -> str:
    return Sentence(
        "No energy by carrier is known here; the emissions are used as {city} reports them.", city=case.name
    )


def named(use: FactorUse) -> str:
    """A factor's source with edition and mark, and whose it is."""
    source = sourced({"source": use.source, "edition": use.edition, "mark": use.mark})
    if use.mark == STATED:
        return Sentence("the city's own factor, {source}", source=source)
    if use.mark == COMPUTED:
        return Sentence("computed from the city's figures, {source}", source=source)
    return source


def place(row: InventoryRow) -> str:
    """The row of a file and what it holds."""
    return Sentence(
        "{sector}, {carrier}: row {row} ({source})",
        sector=SECTORS[row.sector].name,
        carrier=CARRIERS[row.carrier or ""].name,
        row=row.source_row,
        source=row.source,
    )


def _of(row: InventoryRow, use: FactorUse) -> str:
    return joined((place(row), named(use)), "semicolon")


def energy_use(case: ExampleCase) -> Worked:
    """Energy times factor: as applied where the emissions are computed, else beside what the city reports."""
    found = case.nodes.get(emissions.formula)
    if found:
        return Worked("applied", (line(found[0]),))
    known = [(row, use) for row, use in case.taken if use.value is not None]
    both = [(row, use) for row, use in known if case.reported(row) is not None]
    if not known:
        return case.none(without(case))
    row, use = (both or known)[0]
    assert row.value is not None
    assert use.value is not None
    unit = f"t {use.gas}"
    made = figure(emissions(row.value, use.value), unit)
    text = joined((figure(row.value, "MWh"), "×", figure(use.value, f"{unit}/MWh"), "=", made))
    tonnes = case.reported(row)
    reasons = [Sentence("Beside the total: the city reports its emissions, and these are used.")]
    if tonnes is not None:
        reasons.append(Sentence("For this place it reports {amount}.", amount=figure(tonnes, unit)))
    return Worked("beside", (ArithmeticLine(text, _of(row, use)),), joined(reasons))


def without(case: ExampleCase) -> str:
    """Why no row of energy meets a factor."""
    if not case.energy:
        return _no_energy(case)
    reasons = dict.fromkeys(use.reason for _, use in case.taken if use.value is None)
    return printed(Sentence("No sourced factor: {reason}", reason=next(iter(reasons), "")))


def _of_kind(case: ExampleCase, *kinds: str) -> tuple[InventoryRow, FactorUse] | None:
    return next(((row, use) for row, use in case.uses if use.kind in kinds and use.value is not None), None)


def _shown(case: ExampleCase, found: tuple[InventoryRow, FactorUse]) -> Worked:
    """The arithmetic of one factor; beside the total where another source goes first or the emissions are reported."""
    row, use = found
    value = use.value if use.kind != "blend" else use.co2
    gas = use.gas if use.kind != "blend" else "CO2"
    formula = _LONE.sub(r"\1", use.formula.removeprefix("CO2: "))
    formula = _LONG.sub(lambda number: figure(float(number[0])), formula)
    lines = (
        ArithmeticLine(joined((numbered(printed(formula)), "=", figure(value or 0.0, f"t {gas}/MWh"))), _of(row, use)),
    )
    taken = case.factors.use(row.year, row.carrier or "", row.sector)
    computed = case.found is not None and case.found.computed
    if taken.kind != use.kind:
        first = Sentence("Another source ({source}) goes before this one.", source=taken.source)
        if taken.kind == "city":
            first = Sentence("The city's own factor goes before this one.")
        return Worked("beside", lines, first)
    reported = Sentence("The city reports its emissions.")
    return Worked("applied", lines) if computed else Worked("beside", lines, reported)


def fuel_factor(case: ExampleCase) -> Worked:
    """The IPCC factor of the carrier that the city uses most of."""
    found = _of_kind(case, "ipcc")
    return _shown(case, found) if found else case.none(without(case))


def blended(case: ExampleCase) -> Worked:
    """The blend that the city states."""
    found = _of_kind(case, "blend")
    return _shown(case, found) if found else case.none(Sentence("{city} states no blend.", city=case.name))


def national(case: ExampleCase) -> Worked:
    """The national factor of electricity, which is looked up and not worked out."""
    found = next((item for item in case.uses if item[0].carrier == "electricity" and item[1].kind == "national"), None)
    if found is None:
        missing = [use for row, use in case.uses if row.carrier == "electricity" and use.value is None]
        return case.none(printed(missing[0].reason) if missing else _no_energy(case))
    row, use = found
    made = _shown(case, found)
    text = close("F = ", figure(use.value or 0.0, f"t {use.gas}/MWh"), f", {use.year}")
    return Worked(made.kind, (ArithmeticLine(text, _of(row, use)),), made.reason)


def biomass(case: ExampleCase) -> Worked:
    """Biomass with its memo item."""
    found = next(((row, use) for row, use in case.uses if use.biogenic and use.value is not None), None)
    if found is None:
        return case.none(Sentence("No energy of biomass is known here."))
    row, use = found
    energy = row.value or 0.0
    memo = figure(energy * use.biogenic, "t CO2")
    text = Sentence(
        "memo: {energy} × {factor} = {amount}",
        energy=figure(energy, "MWh"),
        factor=figure(use.biogenic, "t CO2/MWh"),
        amount=memo,
    )
    return Worked("beside", (ArithmeticLine(text, _of(row, use)),), Sentence("In no total; CO₂ counts 0."))


def local(what: str, exporter: bool) -> Callable[[ExampleCase], Worked]:
    """The local factor of electricity (of a net exporter or not), its location-based one, or that of heat."""

    def rule(case: ExampleCase) -> Worked:
        if what == "heat":
            found = next(
                ((row, use) for row, use in case.uses if row.carrier == "heat_cold" and use.kind == "local"), None
            )
            if found:
                return _shown(case, found)
            return case.none(Sentence("{city} states no figures of its heat network.", city=case.name))
        use = case.local
        if use is None or use.value is None:
            return case.none(
                Sentence("{city} states no local production and no certified purchases with their CO₂.", city=case.name)
            )
        if what == "location":
            text = joined(("F =", figure(use.location_based or 0.0, f"t {use.gas}/MWh")))
            return Worked("beside", (ArithmeticLine(text, named(use)),), Sentence("Beside the local factor."))
        if ("exporter" in use.reason) != exporter:
            why = (
                Sentence("{city} is no net exporter of electricity.", city=case.name)
                if exporter
                else Sentence("{city} is a net exporter of electricity.", city=case.name)
            )
            return case.none(why)
        text = joined((numbered(use.formula), "=", figure(use.value, f"t {use.gas}/MWh")))
        return Worked(
            "beside", (ArithmeticLine(text, named(use)),), Sentence("Taken where local electricity is asked for.")
        )

    return rule
