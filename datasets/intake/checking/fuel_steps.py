"""Rows that give an amount of fuel, or energy on gross calorific value: what one unit of each is in net MWh.

The step from the unit to MWh hangs on the carrier of the row and on answers (``fuel_amounts``), which are
kept with the revision, so that it can be taken again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from math import isnan

import numpy as np

from analytics import units
from analytics.text.header_units import header_fuel, header_unit
from analytics.text.problems import Problem, Refused, blocked, warn
from analytics.text.sentences import Sentence, joined, shipped
from analytics.units import Unit
from analytics.vocabulary import CARRIERS
from datasets.intake.checking.account import Account, resolved
from datasets.intake.checking.coded_columns import CellWords, Coded
from datasets.intake.meaning import fuel_amounts
from datasets.intake.meaning.sum_words import is_total
from datasets.store.combinations import SPAN, combined, positions

OF_THE_CARRIER = ("fuel-unnamed", "carrier-no-fuel", "carrier-missing", "carrier-unknown", "carrier-in-title")
"""Problems that concern the cell of the carrier; the others concern that of the unit."""


def convert(
    amounts: np.ndarray,
    factors: np.ndarray,
    unit: Coded,
    carrier: Coded,
    named: CellWords,
    column: str | None,
    account: Account,
) -> np.ndarray | None:
    """Turn ``amounts`` into MWh or t, in place, by the factor of each unit; NaN where a step is open.

    Where a unit needs its carrier to become MWh, ``carrier`` and what the answers say of it give the step; ``named``
    are the words behind it, ``column`` is where the unit stands. Gives the net share of what each row states, below 1
    for gross energy; None where nothing is gross.
    """
    with np.errstate(over="ignore"):  # what grows beyond every number is refused by whoever called
        if any(_needs_carrier(item, account.answers) for item in unit.values):
            numbered = ~np.isnan(amounts)
            steps = _steps(factors[unit.codes], unit, carrier, named, numbered, column, account)
            amounts *= steps
            energy = unit.mask(lambda item: item is not None and item.kind == "energy")
            net = np.where(energy & ~np.isnan(steps), steps / factors[unit.codes], 1.0)
            return net if (net < 1).any() else None
        for start in range(0, len(amounts), SPAN):
            amounts[start : start + SPAN] *= factors.take(unit.codes[start : start + SPAN])
    return None


def _steps(
    steps: np.ndarray,
    unit: Coded,
    carrier: Coded,
    named: CellWords,
    numbered: np.ndarray,
    column: str | None,
    account: Account,
) -> np.ndarray:
    """``steps`` (MWh or t per unit, row by row) with those of the rows that need their carrier, NaN where it is open.

    ``numbered`` tells rows with a number, since a notation key needs no density. What is missing is asked about at its
    cells, what was converted is told once for each unit and carrier.
    """
    answers = account.answers
    needing = unit.mask(lambda item: _needs_carrier(item, answers))
    places = positions(numbered & needing & ~account.settled)
    if not len(places):
        return steps
    codes = np.full(len(steps), -1, dtype=np.int64)
    codes[places], groups = combined(unit.codes[places], carrier.codes[places], named.codes[places])
    meant = [(unit.values[own], carrier.values[code], named.words[word]) for own, code, word in groups]

    def step(pair: tuple[Unit, str | None, str]) -> float:
        own, code, word = pair
        try:
            open_word = word and not is_total(word)  # the word of a total that is kept names no carrier
            if code is None and own.kind != fuel_amounts.FUEL:
                return _of_no_carrier(own, bool(open_word), answers)
            if code is None and open_word:
                return np.nan
            if code is None:
                raise _nameless(own)
            return fuel_amounts.net_step(code, own, answers)
        except Refused as refusal:
            raise Refused(*(_placed(problem, column, named.name) for problem in refusal.problems)) from refusal

    found = resolved(CellWords(column, codes, meant), step, account)
    for place, ((own, code, _), size) in enumerate(zip(meant, found, strict=True)):
        if size is None or isnan(size):
            continue
        if own.kind == fuel_amounts.FUEL or size != units.factor(own, "MWh"):
            account.add(_told(own, str(code), size, column, answers), positions(codes == place))
    steps = steps.copy()
    steps[places] = np.array([np.nan if size is None else size for size in found])[codes[places]]
    return steps


def _needs_carrier(unit: Unit | None, answers: Mapping[str, str]) -> bool:
    """Whether what one ``unit`` is in MWh hangs on the carrier: an amount of fuel, and energy that may be gross."""
    if unit is None or unit.kind != "energy":
        return unit is not None and unit.kind == fuel_amounts.FUEL
    gross = "gross" in (answer for key, answer in answers.items() if key.partition(":")[0] == "basis")
    return gross or unit.basis == "gross"


def _of_no_carrier(unit: Unit, open_word: bool, answers: Mapping[str, str]) -> float:
    """MWh in one ``unit`` of energy of which no carrier is known. Gross energy has no ratio then: it is refused, unless
    the word for its carrier is asked about already (``open_word``)."""
    gross = unit.basis == "gross" and not open_word
    if gross and fuel_amounts.basis_of(None, unit, answers) == "gross":
        raise _nameless(unit)
    return units.factor(unit, "MWh")


def _placed(problem: Problem, unit_column: str | None, carrier_column: str | None) -> Problem:
    own = carrier_column if problem.code in OF_THE_CARRIER else None
    return replace(problem, column=own or unit_column)


def _nameless(unit: Unit) -> Refused:
    return blocked(
        "carrier-missing",
        Sentence("gross energy in {unit} without a carrier", unit=unit.name)
        if unit.kind != fuel_amounts.FUEL
        else Sentence("an amount in {unit} without a carrier", unit=unit.name),
        "the carrier, whose density and energy count",
        "Name the carrier of the fuel.",
    )


def _told(unit: Unit, carrier: str, size: float, column: str | None, answers: Mapping[str, str]) -> Problem:
    gross = unit.kind != fuel_amounts.FUEL
    what = Sentence("{unit} of {carrier}", unit=unit.name, carrier=CARRIERS[carrier].name)
    if gross:
        what = Sentence("{what} on gross calorific value", what=what)
    said = [
        f"{key}={fuel_amounts.written(key, answer)}"
        for key, answer in used(carrier, answers).items()
        if key.endswith(f":{carrier}")
    ]
    fuel = fuel_amounts.fuel_of(carrier, answers)
    if gross:
        said.append(Sentence("net over gross {ratio:g}", ratio=fuel.net_over_gross))
    return warn(
        "fuel-converted",
        Sentence("amounts in {what}", what=what),
        "MWh of net calorific value",
        Sentence(
            "Each was taken as {size:.6g} MWh ({by}); the original text and unit are kept.",
            size=size,
            by=joined((shipped(fuel.name), *said), "comma"),
        ),
        column=column,
    )


def again(carrier: str | None, unit_text: str, answers: Mapping[str, str]) -> tuple[float, ...]:
    """What one unit of an energy row, by its text or the header it stands in, is in net MWh by the answers that were
    given with its file; none where they settle nothing."""
    if carrier not in CARRIERS or not answers:
        return ()
    found = []
    for unit in _meant(unit_text, answers):
        with suppress(Refused):
            found.append(fuel_amounts.net_step(carrier, unit, answers))
        if unit.kind == "energy" and unit.basis is None and fuel_amounts.GROSS_UNITS in answers:
            with suppress(Refused):  # a title or a label may have said gross of it
                found.append(fuel_amounts.net_step(carrier, units.on(unit, "gross"), answers))
    return tuple(dict.fromkeys(found))


def used(carrier: str | None, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that the step of a carrier may hang on."""
    general = ("basis", fuel_amounts.GROSS_UNITS, "gas", "gal", "quintal", "unit", "per-period", *units.ASKED)
    return {
        key: answer
        for key, answer in answers.items()
        if key in general or (key.partition(":")[0] in fuel_amounts.QUESTIONS and key.endswith(f":{carrier}"))
    }


def _meant(text: str, answers: Mapping[str, str]) -> Iterator[Unit]:
    try:
        found = units.unit(text, answers)
        if found.kind == "energy":
            yield found
        elif found.kind == "mass":
            yield fuel_amounts.of_fuel(found.name)
    except Refused as refusal:
        if refusal.problems[0].code == "unit-needs-fuel":
            yield fuel_amounts.of_fuel(text)
    if fuel := header_fuel(text):
        yield fuel_amounts.of_fuel(fuel)
    if headed := header_unit(text, answers):
        yield headed[1] if headed[1].kind != "mass" else fuel_amounts.of_fuel(headed[1].name)
