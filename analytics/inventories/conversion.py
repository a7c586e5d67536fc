"""Moving an inventory from one table to another: Covenant, GCoM common reporting framework, GPC.

Every figure ends in exactly one of three places: in a cell of the other table as it is, in a cell with its electricity
recomputed, or left out with the reason. What the total gains or loses is split into steps that add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite
from typing import NamedTuple

from analytics.formula import CRF, formula
from analytics.formula import GPC as GPC_STANDARD
from analytics.inventories.frameworks import (
    BY_MODE,
    COVENANT,
    COVENANT_ROWS,
    FRAMEWORKS,
    GPC,
    INDIRECT,
    Mapped,
    counted,
    row_name,
    to_covenant,
)
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, NotationKey, Quantity

Row = tuple[str, str | None, str | None, int | None, str | None, str, float | None, str | None]
ELECTRICITY = "electricity"
GASES_WITH_FACTOR = {Quantity.CO2.value: "CO2", Quantity.CO2E.value: "CO2e"}
NO_CARRIER = Sentence(
    "Electricity is counted by another factor there, and without a carrier it cannot be told from heat."
)
NO_ENERGY = Sentence(
    "Electricity is counted by another factor there, and its consumption in MWh is not on file for this place."
)
NO_FACTOR = Sentence("Electricity is counted by another factor there, and none was given for it.")
ONE_GAS = Sentence(
    "Electricity is counted by another factor there, and factors are of CO2 or CO2e, not of this gas alone."
)
NO_REFERENCE = Sentence("It has no GPC reference.")
SUPPLY = Sentence(
    "Scope 2 of the other table takes the factor of the grid; local plants and certified purchases no longer lower it."
)
LOCAL = Sentence("The Covenant takes the local factor: national mix, local plants and certified purchases.")
WITHOUT_CARRIERS = ("Other, not energy", "Supply")
"""Sections of the Covenant template that have no column for each carrier."""
WORST_FIRST = (NotationKey.NE, NotationKey.IE, NotationKey.C, NotationKey.NO)
"""[R] Which key stands where several fall together and no number does: the one that admits most."""

OPEN_KEYS = (NotationKey.NE, NotationKey.C)
"""Keys that leave a sum open in which they fall together with numbers; NO is nothing, IE stands in another row."""


class ConvertedFigure(NamedTuple):
    """One figure in a table: MWh for energy, tonnes for a gas, or a notation key in its place.

    ``row`` is a sector (Covenant), a reference (GPC) or a row of the common reporting framework. ``included_in`` is
    the row that an IE points at. ``members`` are the positions of the figures that it was made of.
    """

    row: str
    carrier: str | None
    scope: int | None
    quantity: str
    amount: float | None
    key: str | None = None
    label: str = ""
    included_in: str | None = None
    members: tuple[int, ...] = ()


class GivenElectricityFactor(NamedTuple):
    """The factor that the other table counts electricity by, in t/MWh by gas ("CO2", "CO2e"), and who says so."""

    t_per_mwh: Mapping[str, float]
    source: str


class Recomputed(NamedTuple):
    """Electricity of one place in tonnes, before and after: ``mwh`` times ``t_per_mwh``."""

    place: str
    quantity: str
    before_t: float
    after_t: float
    mwh: float
    t_per_mwh: float


class NotConverted(NamedTuple):
    """A figure that has no sure place in the other table, and why."""

    figure: ConvertedFigure
    place: str
    reason: str


class ConversionReason(NamedTuple):
    """What was lost on the way, and where."""

    place: str
    message: str


class ConvertedChange(NamedTuple):
    """A total before and after, in MWh or t, and the steps from one to the other by what caused them."""

    before: float
    after: float
    steps: Mapping[str, float]


@dataclass(frozen=True)
class Conversion:
    """An inventory in another table. ``totals`` is by quantity and counts what each table counts in its total."""

    source: str
    target: str
    cells: tuple[ConvertedFigure, ...]
    recomputed: tuple[Recomputed, ...]
    left_out: tuple[NotConverted, ...]
    reasons: tuple[ConversionReason, ...]
    totals: Mapping[str, ConvertedChange]


def figures(rows: Iterable[Row], framework: str) -> list[ConvertedFigure]:
    """The rows in force of an inventory as figures of its own table. Without a GPC reference a row keeps its sector.

    A row is (sector, label, carrier, scope, gpc_ref, quantity, amount, key), as the store gives it. Amounts stay in
    MWh or t.
    """
    return [
        ConvertedFigure(
            (ref or sector) if framework == GPC else sector, carrier, scope, quantity, amount, key, label or ""
        )
        for sector, label, carrier, scope, ref, quantity, amount, key in rows
    ]


@formula(
    name="From one framework to another",
    text=Sentence("total there = total here + what is recomputed − what is left out"),
    units="t or MWh; electricity is recomputed with the factor of the other framework, transport needs its mode",
    source=f"Reporting tables of the Covenant, {CRF} and {GPC_STANDARD}",
    mark="R",
    remark="A figure that cannot be moved is left out with the reason. Row labels of the Covenant template: [M].",
    also=("analytics.inventories.conversion.figures",),
)
def converted(
    cells: Iterable[ConvertedFigure],
    source: str,
    target: str,
    electricity: GivenElectricityFactor | None = None,
    modes: Mapping[str, str] | None = None,
) -> Conversion:
    """Move figures from one table (``covenant``, ``crf``, ``gpc``) to another.

    Between the Covenant and the other two, emissions of electricity are recomputed as MWh times ``electricity``: the
    grid factor on the way there, the local factor EFE on the way back; without it, or without the MWh of the same
    place, they are left out. ``modes`` says the mode of transport that is told by owner, by sector or, before that, by
    "sector/label": {"public_transport/Metro": "railways"}. Raises Refused for an unknown table, row, mode or factor.
    Source: GPC v1.1 (location-based scope 2), technical annex to the SEAP template instructions (EFE); the rest [R].
    Row labels of the Covenant template from memory [M].
    """
    _insist(source, target, electricity)
    given = list(cells)
    moved = [_moved(figure, source, target, modes or {}) for figure in given]
    left = {at: mapped.lost[0] for at, mapped in enumerate(moved) if mapped.row is None}
    again = COVENANT in (source, target)
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, (figure, mapped) in enumerate(zip(given, moved, strict=True)):
        if at in left:
            continue
        if again and figure.quantity != Quantity.ENERGY and figure.amount is not None and mapped.scope == INDIRECT:
            if figure.carrier is None:
                left[at] = NO_CARRIER
                continue
            if figure.carrier == ELECTRICITY:
                groups.setdefault((figure.row, mapped.row, mapped.scope, figure.quantity), []).append(at)
    after: dict[int, float] = {}
    recomputed = []
    for members in groups.values():
        mwh, why = _consumption(given, moved, members)
        gas = GASES_WITH_FACTOR.get(given[members[0]].quantity)
        factor = electricity.t_per_mwh.get(gas) if electricity and gas else None
        if gas is None or mwh is None or factor is None:
            left |= dict.fromkeys(members, ONE_GAS if gas is None else why if mwh is None else NO_FACTOR)
            continue
        first = given[members[0]]
        first = first if len(members) == 1 else first._replace(label="")
        before = fsum(given[at].amount or 0.0 for at in members)
        recomputed.append(Recomputed(_place(first, source), first.quantity, before, mwh * factor, mwh, factor))
        # The first member carries the recomputed tonnes of the place, so that every figure still stands in one cell.
        after |= dict.fromkeys(members, 0.0) | {members[0]: mwh * factor}
    placed = [at for at in range(len(given)) if at not in left]
    return Conversion(
        source,
        target,
        tuple(_cells(given, moved, placed, after)),
        tuple(recomputed),
        tuple(NotConverted(given[at], _place(given[at], source), left[at]) for at in sorted(left)),
        tuple(_reasons(given, moved, placed, source, bool(recomputed), target)),
        _totals(given, moved, left, after, source, target),
    )


def _insist(source: str, target: str, electricity: GivenElectricityFactor | None) -> None:
    for name in (source, target):
        if name not in FRAMEWORKS:
            expected = Sentence("one of {choices}", choices=", ".join(FRAMEWORKS))
            _refuse("framework-unknown", f'"{name}"', expected, Sentence("Correct the name."))
    if source == target:
        found = Sentence("{source} to {target}", source=source, target=target)
        _refuse("framework-same", found, Sentence("two different tables"), Sentence("Ask for another table."))
    for gas, factor in (electricity.t_per_mwh if electricity else {}).items():
        if not (isfinite(factor) and factor >= 0):
            found = Sentence("{factor} t {gas}/MWh of electricity", factor=factor, gas=gas)
            _refuse("factor-impossible", found, Sentence("zero or more"), Sentence("Correct the factor."))


def _moved(figure: ConvertedFigure, source: str, target: str, modes: Mapping[str, str]) -> Mapped:
    if source == GPC and figure.row not in GPC_REFERENCES:
        return Mapped(None, None, (NO_REFERENCE,))
    if target == COVENANT:
        return to_covenant(figure.row, figure.carrier, figure.scope)
    mode = modes.get(f"{figure.row}/{figure.label}", modes.get(figure.row)) if source == COVENANT else None
    return BY_MODE[target](figure.row, figure.carrier, figure.scope, mode)


def _consumption(
    given: Sequence[ConvertedFigure], moved: Sequence[Mapped], members: Sequence[int]
) -> tuple[float | None, str]:
    """The MWh of electricity of the place that these emissions stand for, or why it is not known."""
    row, there = given[members[0]].row, moved[members[0]].row
    energy = [
        figure
        for figure, mapped in zip(given, moved, strict=True)
        if figure.quantity == Quantity.ENERGY
        and (figure.row, figure.carrier) == (row, ELECTRICITY)
        and mapped.row == there
    ]
    numbers = [figure.amount for figure in energy if figure.amount is not None]
    if not numbers or len(numbers) < len(energy):
        return None, NO_ENERGY
    have, want = {figure.label for figure in energy}, {given[at].label for at in members}
    if have & want and want - have:
        return None, NO_ENERGY
    return fsum(numbers), ""


def _cells(
    given: Sequence[ConvertedFigure], moved: Sequence[Mapped], placed: Sequence[int], after: Mapping[int, float]
) -> list[ConvertedFigure]:
    """The figures by the place they come to, summed. A number goes before the keys that fall together with it."""
    places: dict[tuple[str, int | None, str | None, str], list[int]] = {}
    for at in placed:
        row = moved[at].row
        assert row is not None
        places.setdefault((row, moved[at].scope, given[at].carrier, given[at].quantity), []).append(at)
    cells = []
    for (row, scope, carrier, quantity), members in places.items():
        numbers = [after.get(at, given[at].amount) for at in members if given[at].amount is not None]
        amount = fsum(number for number in numbers if number is not None) if numbers else None
        keys = {given[at].key for at in members}
        key = None if numbers else next((known.value for known in WORST_FIRST if known in keys), None)
        cells.append(ConvertedFigure(row, carrier, scope, quantity, amount, key, members=tuple(members)))
    filled = {(cell.row, cell.scope, cell.quantity) for cell in cells}
    for at in placed:
        there, place = moved[at].elsewhere, (moved[at].elsewhere, moved[at].scope, given[at].quantity)
        if there and given[at].amount is not None and place not in filled:
            filled.add((there, *place[1:]))
            key = NotationKey.IE.value
            cells.append(ConvertedFigure(there, None, *place[1:], None, key, included_in=moved[at].row))
    return cells


def _reasons(
    given: Sequence[ConvertedFigure],
    moved: Sequence[Mapped],
    placed: Sequence[int],
    source: str,
    recomputed: bool,
    target: str,
) -> list[ConversionReason]:
    """What the moves lost, each said once a place."""
    found = [ConversionReason(Sentence("Electricity"), LOCAL if target == COVENANT else SUPPLY)] if recomputed else []
    numbers: dict[tuple[str | None, int | None, str], bool] = {}
    for at in placed:
        place = (moved[at].row, moved[at].scope, given[at].quantity)
        numbers[place] = numbers.get(place, False) or given[at].amount is not None
    for at in placed:
        name = row_name(source, given[at].row)
        found += [ConversionReason(name, lost) for lost in moved[at].lost]
        if given[at].key in OPEN_KEYS and numbers[moved[at].row, moved[at].scope, given[at].quantity]:
            lost = Sentence("{key} falls together with numbers, so that their sum is not whole.", key=given[at].key)
            found.append(ConversionReason(name, lost))
        row = moved[at].row
        fuel = target == COVENANT and row in COVENANT_ROWS and COVENANT_ROWS[row].section not in WITHOUT_CARRIERS
        if fuel and not given[at].carrier and given[at].amount is not None:
            lost = Sentence("The carrier is not told, and the Covenant table has a column for each.")
            found.append(ConversionReason(name, lost))
    return list(dict.fromkeys(found))


def _totals(
    given: Sequence[ConvertedFigure],
    moved: Sequence[Mapped],
    left: Mapping[int, str],
    after: Mapping[int, float],
    source: str,
    target: str,
) -> dict[str, ConvertedChange]:
    """For each quantity the totals of both tables, and the steps between them."""
    found = {}
    for quantity in dict.fromkeys(figure.quantity for figure in given if figure.amount is not None):
        befores, afters, steps = [], [], dict[str, list[float]]()
        for at, figure in enumerate(given):
            if figure.quantity != quantity or figure.amount is None:
                continue
            row, then = moved[at].row, after.get(at, figure.amount)
            here = (source != GPC or figure.row in GPC_REFERENCES) and counted(source, figure.row, figure.scope)
            there = at not in left and row is not None and counted(target, row, moved[at].scope)
            befores += [figure.amount] if here else []
            afters += [then] if there else []
            step = (
                (Sentence("left out"), -figure.amount)
                if here and at in left
                else (Sentence("recomputed electricity"), then - figure.amount)
                if here and there and at in after
                else (Sentence("counted before, beside the total there"), -figure.amount)
                if here and not there
                else (Sentence("beside the total before, counted there"), then)
                if there and not here
                else None
            )
            if step:
                steps.setdefault(step[0], []).append(step[1])
        found[quantity] = ConvertedChange(
            fsum(befores), fsum(afters), {name: fsum(amounts) for name, amounts in steps.items()}
        )
    return found


def _place(figure: ConvertedFigure, framework: str) -> str:
    """Where a figure stands, in words: ``Public transport, Metro, electricity``."""
    known = framework != GPC or figure.row in GPC_REFERENCES
    parts = [row_name(framework if known else COVENANT, figure.row)]
    parts += [figure.label] if figure.label and figure.label != parts[0] else []
    if figure.carrier:
        parts.append(CARRIERS[figure.carrier].within if figure.carrier in CARRIERS else figure.carrier)
    elif figure.scope:
        parts.append(Sentence("scope {scope}", scope=figure.scope))
    return joined(parts, "comma")


def _refuse(code: str, found: str, expected: str, fix: str) -> None:
    raise blocked(code, found, expected, fix)
