"""Amounts of a carrier in any unit offered, as net MWh, with the calorific values and densities that ship.

Answers settle what a unit leaves open, by carrier: ``fuel:coal``, ``density:diesel`` (a printed source, or a value with
its unit such as "0.84 kg/l"), ``calorific:natural_gas`` ("10.69 kWh/Sm3", with ``basis``), ``state:natural_gas``; and
``gal``, ``ton`` for the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from analytics import units
from analytics.factors import calorific, fuels
from analytics.factors.calorific import Density, FuelUnit
from analytics.factors.fuels import Basis, Fuel
from analytics.text.nearest import nearest
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence, joined, shipped
from analytics.units import Unit
from analytics.vocabulary import CARRIERS
from datasets.reference import catalogue

BASES: tuple[Basis, ...] = ("net", "gross")
GROSS_UNITS = "gross-units"
"""The question on what units are that say gross or are mostly used so; ``basis`` is asked of a file as a whole."""
METERED = ("electricity", "heat_cold", "solar_thermal", "geothermal")
"""Carriers that are energy and no substance."""


FUEL = "fuel"
"""The kind of a unit that measures an amount of fuel: energy, once the carrier of its row is known."""


def of_fuel(name: str) -> Unit:
    """A unit of mass or volume of fuel as a unit of energy that is still to be converted (``net_step``)."""
    return replace(units.UNITS["MWh"], name=name, symbol=name, kind=FUEL)


def net_step(carrier: str, unit: Unit, answers: Mapping[str, str]) -> float:
    """Net MWh in one ``unit`` of ``carrier``, of fuel (``of_fuel``) or of energy, by the answers of a file.

    Energy is gross where ``basis_of`` says so. Raises Refused as ``conversion`` and ``basis_of``.
    """
    if unit.kind == FUEL:
        return conversion(carrier, unit.name, answers)
    if not fuels_of(carrier) or basis_of(carrier, unit, answers) == "net":
        return units.factor(unit, "MWh")
    return conversion(carrier, unit.name, {**answers, "basis": "gross"})


def basis_of(carrier: str | None, unit: Unit, answers: Mapping[str, str]) -> Basis:
    """On which calorific value an amount of energy of a carrier is stated, by its unit and the answers of a file.

    ``basis:CARRIER`` goes first. A unit that says gross, or that is mostly used so (therm, MMBtu), takes the answer for
    such units; one that says nothing takes ``basis``, where no calorific value was given that it belongs to. Raises
    Refused (basis-open, asks) for a unit that is most likely gross and of which nothing was answered.
    """
    said = answers.get(f"basis:{carrier}")
    if said not in BASES and unit.basis == "gross":
        said = answers.get(GROSS_UNITS, _of_the_file(answers))
        if said not in BASES:
            what = (
                Sentence("{carrier} in {unit}", carrier=CARRIERS[carrier].name, unit=unit.symbol)
                if carrier is not None
                else Sentence("energy in {unit}", unit=unit.symbol)
            )
            raise Refused(
                ask(
                    "basis-open",
                    Sentence("{what}, most likely on gross calorific value", what=what),
                    "net or gross calorific value",
                    "Look on the bill: a higher, upper or superior calorific value is gross. Gross energy is "
                    "multiplied by the ratio of net to gross of its fuel; electricity and heat stay as they are.",
                    column="unit",
                    key=GROSS_UNITS,
                    choices=("gross", "net"),
                )
            )
    if said not in BASES:
        said = unit.basis or _of_the_file(answers)
    return "gross" if said == "gross" else "net"


def _of_the_file(answers: Mapping[str, str]) -> str | None:
    """The answer for all energy of a file; none where it says on what a calorific value is."""
    return None if any(key.startswith("calorific:") for key in answers) else answers.get("basis")


@cache
def fuels_of(carrier: str) -> tuple[str, ...]:
    """The fuels of a carrier as the IPCC names them, its default first; none for what is energy and no substance.

    Raises Refused (carrier-unknown).
    """
    if carrier not in CARRIERS:
        near = nearest(carrier.casefold(), CARRIERS) or list(CARRIERS)
        raise blocked(
            "carrier-unknown",
            Sentence('the carrier "{carrier}"', carrier=carrier),
            Sentence("one of {names}", names=joined(near, "comma")),
            "Correct the carrier.",
            column="carrier",
        )
    if carrier in METERED:
        return ()
    mine = [row for row in catalogue.records("fuel_factors") if row["carrier"] == carrier]
    first = [row["fuel"] for row in mine if row["default"] == "yes"]
    return tuple(dict.fromkeys(first + [row["fuel"] for row in mine]))


def has_default(carrier: str) -> bool:
    """Whether one fuel stands for the carrier unless another is named."""
    return any(row["carrier"] == carrier and row["default"] == "yes" for row in catalogue.records("fuel_factors"))


def fuel_of(carrier: str, answers: Mapping[str, str] | None = None) -> Fuel:
    """The fuel that a carrier is, with calorific value and densities (IPCC 2006 and the sources of the densities).

    ``answers["fuel:CARRIER"]`` names one of several; without it the default is read, as for the emission factor.
    Raises Refused: carrier-unknown, carrier-no-fuel (electricity, heat), fuel-unnamed (asks, with the fuels).
    """
    mine = fuels_of(carrier)
    name = CARRIERS[carrier].name
    if not mine:
        raise blocked(
            "carrier-no-fuel",
            Sentence("a mass, volume or calorific value of {carrier}", carrier=name),
            "a unit of energy, such as MWh",
            Sentence("{carrier} has no mass: give the energy on the bill.", carrier=name),
            column="unit",
        )
    said = (answers or {}).get(f"fuel:{carrier}")
    if said is None and has_default(carrier):
        said = mine[0]
    if said not in mine:
        key = f"fuel:{carrier}"
        raise Refused(
            ask(
                "fuel-unnamed",
                Sentence("{carrier} without the name of its fuel", carrier=name)
                if said is None
                else Sentence('the fuel "{fuel}" of {carrier}', fuel=said, carrier=name),
                Sentence("one of {names}", names=joined(map(shipped, mine), "comma")),
                "Name the fuel: calorific values and factors differ.",
                column="carrier",
                key=key,
                choices=mine,
            )
        )
    return _fuel(said)


@cache
def _fuel(name: str) -> Fuel:
    return fuels.fuel(catalogue.records("fuel_properties"), name)


def conversion(carrier: str, unit: str, answers: Mapping[str, str] | None = None) -> float:
    """Net MWh in one ``unit`` of ``carrier``: of energy, mass or volume.

    A unit of energy is taken on net calorific value unless ``answers["basis:CARRIER"]`` or ``answers["basis"]`` says
    gross. Raises Refused, where it asks with the ``key`` under which ``answers`` holds the reply: density:CARRIER
    (choices: the printed sources), state:CARRIER, fuel:CARRIER, basis (beside a calorific value), gal, ton. Blocks an
    unknown carrier or unit, a mass of electricity, and a gas volume of a liquid.
    """
    given = answers or {}
    try:
        return _conversion(carrier, calorific.fuel_unit(unit, given), given)
    except Refused as refusal:
        # The question with the carrier it is about, since diesel and petrol have a density each.
        raise Refused(
            *(
                (replace(problem, key=f"{problem.key}:{carrier}") if problem.key in ("density", "state") else problem)
                for problem in refusal.problems
            )
        ) from refusal


def _conversion(carrier: str, unit: FuelUnit, answers: Mapping[str, str]) -> float:
    basis = _basis(carrier, answers, asked=False)
    if unit.kind == "energy" and basis == "net":
        fuels_of(carrier)  # an unknown carrier is refused here as well
        return unit.size
    fuel = fuel_of(carrier, answers)
    said = answers.get(f"calorific:{carrier}")
    return calorific.mwh_per_unit(
        unit,
        fuel,
        basis,
        density=_density(carrier, fuel, answers),
        calorific=(
            None if said is None else calorific.stated_calorific(said, _basis(carrier, answers, asked=True), answers)
        ),
        state=answers.get(f"state:{carrier}"),
    )


def _basis(carrier: str, answers: Mapping[str, str], asked: bool) -> Basis:
    said = answers.get(f"basis:{carrier}", answers.get("basis"))
    if said in BASES:
        return said
    if said is None and not asked:
        return "net"
    raise Refused(
        ask(
            "basis-missing",
            Sentence('the basis "{basis}"', basis=said)
            if said is not None
            else Sentence("a calorific value without its basis"),
            "net or gross calorific value",
            "Look on the bill: a higher, upper or superior calorific value is gross.",
            column="unit",
            key="basis",
            choices=BASES,
        )
    )


def _density(carrier: str, fuel: Fuel, answers: Mapping[str, str]) -> Density | None:
    said = answers.get(f"density:{carrier}")
    if said is None:
        return None
    if said in fuel.densities:
        return Density(fuel.densities[said], said)
    return calorific.stated_density(said, answers)


def written(key: str, answer: str) -> str:
    """An answer as it was understood: a typed density or calorific value with a decimal point, others as they are."""
    typed = key.partition(":")[0] in TYPED
    return calorific.understood(answer, ".") if typed else answer


TYPED = ("density", "calorific")
"""The questions whose answer may be typed: a number with its unit."""
QUESTIONS = ("density", "state", "fuel", "calorific", "basis")
"""What is asked of one carrier, as in ``density:diesel``."""


def check_answer(key: str, answer: str, answers: Mapping[str, str]) -> None:
    """Refuse an answer that does not fit its question. Raises Refused with what would fit."""
    question, _, carrier = key.partition(":")
    fuels_of(carrier)
    if question == "fuel":
        fuel_of(carrier, {key: answer})
    elif question == "density":
        _density(carrier, fuel_of(carrier, answers), {**answers, key: answer})
    elif question == "calorific":
        calorific.stated_calorific(answer, "net", answers)
    elif question == "basis":
        _basis(carrier, {key: answer}, asked=True)
    else:
        fuels.volume_at(1.0, answer, "normal")  # refuses what is no state of a gas
