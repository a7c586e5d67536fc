"""How much energy is in an amount of fuel: tonnes, litres, cubic metres, gallons and units of energy as net MWh.

A unit is looked up in the closed lists of ``analytics.units`` and of this module. What a conversion needs and nobody
said (the density, the state of a gas, the country of a gallon) is asked for; nothing is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from analytics import units
from analytics.detection.plausibility import above_zero, limit
from analytics.factors import fuels
from analytics.factors.fuels import Basis, Fuel
from analytics.formula import IPCC, formula
from analytics.text import multiples, numerals
from analytics.text.digits import Digits
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence

_PARTS: Mapping[str, tuple[str, float, str | None]] = {
    "1000 m3": ("m3", 1000.0, None),
    "Nm3": ("m3", 1.0, "normal"),
    "Sm3": ("m3", 1.0, "standard"),
    "kl": ("m3", 1.0, None),
}
GALLONS = ("US gal", "UK gal")
"""What a bare gallon may mean."""
QUINTALS = {"100 kg": 0.1, "100 lb": 0.045359237}
"""What a quintal may mean, in t: the metric one, and the hundredweight of the United States."""
HEAVIEST = 3.0  # t/m3; anthracite, the densest fuel, stays below 2 [R]
_STATED = re.compile(r"^\s*([0-9](?:[0-9.,'\u2019\s]*[0-9])?(?:[eE]-?[0-9]+)?)\s*([^\W\d_].*?)\s*/\s*(\S.*?)\s*$")


@dataclass(frozen=True)
class FuelUnit:
    """A unit in which fuel is bought. ``size`` is in MWh, t or m3; ``state`` that of a gas where the unit names one."""

    name: str
    kind: Literal["energy", "mass", "volume"]
    size: float
    state: str | None = None


@dataclass(frozen=True)
class Density:
    """A density in t/m3 (kg/L) with its source; ``state`` is the state of a gas that it holds for, if it says so."""

    value: float
    source: str
    state: str | None = None


@dataclass(frozen=True)
class Calorific:
    """A calorific value of a supplier in MWh per t or m3 (``kind`` mass or volume), by its basis and gas state."""

    value: float
    kind: Literal["mass", "volume"]
    basis: Basis
    state: str | None = None


def _volumes() -> dict[str, FuelUnit]:
    found: dict[str, FuelUnit] = {}
    for spelling, name in units.spellings("volume").items():
        base, size, state = _PARTS.get(name, (name, 1.0, None))
        found[spelling] = FuelUnit(name, "volume", size * float(fuels.volume(1.0, base)), state)
    return found


_VOLUMES = _volumes()
_ASKED = units.spellings("asked of fuel")


def fuel_unit(text: str, answers: Mapping[str, str] | None = None) -> FuelUnit:
    """The unit of an amount of fuel that ``text`` names: of energy, mass or volume; "per year" is dropped.

    ``answers`` settles spellings with two meanings, as for ``units.unit``, and ``{"gal": "US gal"}``. Raises Refused:
    unit-ambiguous (asks), unit-dimension for emissions and amounts per head, and as ``units.unit`` does.
    """
    words = units.PER_YEAR.sub("", units.plain_text(text[: 5 * units.LONGEST_TEXT]))
    key = units.unit_key(words)
    if _ASKED.get(key) == "gal":
        said = (answers or {}).get("gal")
        if said not in GALLONS:
            expected, fix = (
                Sentence("a gallon with one size: US gal or UK gal"),
                Sentence("Say which is meant: they differ by a fifth."),
            )
            raise _refused(
                "unit-ambiguous", Sentence('the unit "{unit}"', unit=words), expected, fix, "ask", "gal", GALLONS
            )
        key = units.unit_key(said)
    if _ASKED.get(key) == "quintal":
        if (said := (answers or {}).get("quintal", "")) not in QUINTALS:
            expected, fix = (
                Sentence("a quintal of one size: {names}", names=" or ".join(QUINTALS)),
                Sentence("Say which is meant."),
            )
            raise _refused(
                "unit-ambiguous",
                Sentence('the unit "{unit}"', unit=words),
                expected,
                fix,
                "ask",
                "quintal",
                tuple(QUINTALS),
            )
        return FuelUnit(f"quintal of {said}", "mass", QUINTALS[said])
    if key in _VOLUMES:
        return _VOLUMES[key]
    several = multiples.counted(words)
    if several and units.unit_key(several[1]) in (*_VOLUMES, *_ASKED):  # "million litres"
        one = fuel_unit(several[1], answers)
        return replace(one, name=words, size=one.size * 10 ** several[0])
    found = units.unit(text, answers)
    if found.kind == "energy":
        return FuelUnit(found.name, "energy", units.factor(found, "MWh"))
    if found.kind == "mass":
        return FuelUnit(found.name, "mass", units.factor(found, "t"))
    expected = Sentence("a unit of energy, mass or volume, such as MWh, t or m3")
    raise _refused(
        "unit-dimension",
        Sentence("{unit}, a unit of {kind}", unit=found.symbol, kind=found.kind),
        expected,
        Sentence("Give the amount of fuel."),
    )


def stated_density(text: str, answers: Mapping[str, str] | None = None) -> Density:
    """A density as a person writes it, "0.84 kg/l" or "0,72 kg/Nm3". Raises Refused (density-unit) without a unit, and
    as ``understood`` does."""
    value, over, under = _stated(text, answers, "density-unit", Sentence("a density with its unit, such as 0.84 kg/l"))
    if (over.kind, under.kind) != ("mass", "volume"):
        expected = Sentence("a mass per volume, such as 0.84 kg/l")
        raise _refused("density-unit", f'"{text}"', expected, Sentence("Give the density with its unit."))
    fix = Sentence("Correct number or unit: no fuel is denser than 3 kg/l.")
    limit(Sentence("density"), value, "t/m3", 0.0, HEAVIEST, above=True, fix=fix)
    return Density(value, Sentence("given: {text}", text=text.strip()), under.state)


def stated_calorific(text: str, basis: Basis, answers: Mapping[str, str] | None = None) -> Calorific:
    """A calorific value as a bill prints it, "10.69 kWh/Sm3", on ``basis``. Raises Refused (calorific-unit), and as
    ``understood`` does."""
    expected = Sentence("energy per mass or volume, such as 10.69 kWh/Sm3")
    value, over, under = _stated(text, answers, "calorific-unit", expected)
    if over.kind != "energy" or under.kind == "energy":
        raise _refused("calorific-unit", f'"{text}"', expected, Sentence("Give the calorific value with its unit."))
    above_zero(Sentence("calorific value"), value, "MWh")
    return Calorific(value, under.kind, basis, under.state)


def _stated(text: str, answers: Mapping[str, str] | None, code: str, expected: str) -> tuple[float, FuelUnit, FuelUnit]:
    found = _STATED.match(text)
    if found is None:
        raise _refused(code, f'"{text[:60]}"', expected, Sentence("Give number and unit."))
    over, under = fuel_unit(found[2], answers), fuel_unit(found[3], answers)
    return _amount(found[1], ".") * over.size / under.size, over, under


def understood(text: str, mark: str) -> str:
    """What a density or calorific value was understood as, with a decimal point: "0,84 kg/l" is "0.84 kg/l".

    ``mark`` is the decimal mark of the reader's language. A text without a number and a unit is given as it stands, to
    be refused where it is read. Raises Refused (number-ambiguous) where the mark of thousands of that language, or of
    another, may stand for decimals: "1.964" of a German reader.
    """
    found = _STATED.match(text)
    return text if found is None else f"{shortest(_amount(found[1], mark))} {found[2]}/{found[3]}"


def shortest(value: float) -> str:
    """The shortest text of a number, without decimals where it has none."""
    return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _amount(digits: str, mark: str) -> float:
    """A number whose decimal mark shows by its place, or is the one of the reader."""
    reading = numerals.read_one(digits, None)
    own: numerals.Decimal = "comma" if mark == "," else "point"
    if reading.shape == "either" and mark in digits:
        return float(digits.replace(mark, "."))
    if reading.shape == "either":
        low = float(digits.replace(",", "."))
        short, longer = Digits(low, f"{low:.3f}"), Digits(low, f"{low:.4f}")
        whole = Digits(1000 * low, f"{1000 * low:.0f}")
        expected = Sentence("a number with one meaning, not {low} or {high}", low=short, high=whole)
        fix = Sentence("Write {low} with one more decimal, or {high} without a mark.", low=longer, high=whole)
        raise _refused("number-ambiguous", f'"{digits}"', expected, fix)
    value = numerals.read_one(digits, reading.shape if reading.shape in ("point", "comma") else own).value
    if value is None:
        raise _refused("number-ambiguous", f'"{digits}"', Sentence("a number"), Sentence("Give number and unit."))
    return value


@formula(
    name="Energy of an amount of fuel",
    text="A = m × NCV = V × ρ × NCV",
    units="A in MWh, mass m in t, volume V in m³, density ρ in t/m³, net calorific value NCV in MWh/t (TJ/Gg ÷ 3.6)",
    source=f"{IPCC}, Table 1.2; each density by its own source",
    mark="V",
    remark=(
        "A volume without a density is asked about: IPCC 2006 prints none. The supplier's own calorific value goes "
        "first."
    ),
    also=(
        "analytics.factors.fuels.energy",
        "analytics.factors.fuels.mass",
        "analytics.factors.fuels.ncv_mwh_per_t",
    ),
)
def mwh_per_unit(
    unit: FuelUnit,
    fuel: Fuel,
    basis: Basis = "net",
    density: Density | None = None,
    calorific: Calorific | None = None,
    state: str | None = None,
) -> float:
    """Net MWh in one ``unit`` of ``fuel``.

    ``basis`` says on which calorific value an amount of energy is stated: gross is multiplied by the fuel's ratio.
    A mass takes the net calorific value of the IPCC, a volume the density beside it; ``calorific``, the supplier's own
    value, goes before both. ``state`` (normal or standard) is that of the cubic metre where unit, density or calorific
    value do not say.

    Raises Refused: density-missing and state-missing (both ask), unit-fuel for a cubic metre of gas of something that
    is no gas. Source: IPCC 2006 vol. 2, Table 1.2 and section 1.4.1.2.
    """
    if unit.kind == "energy":
        return float(fuels.net_from_gross(unit.size, fuel.net_over_gross)) if basis == "gross" else unit.size
    if unit.state and fuel.state != "gas":
        found = Sentence(
            "{unit} of {fuel}, which is delivered {state}",
            unit=unit.name,
            fuel=fuel.name,
            state=fuels.STATES[fuel.state],
        )
        expected, fix = (
            Sentence("a mass, litres, or cubic metres of the fuel as delivered"),
            Sentence("Correct the unit or the carrier."),
        )
        raise _refused("unit-fuel", found, expected, fix)
    if calorific is not None:
        return _by_calorific(unit, fuel, density, calorific, state)
    if unit.kind == "mass":
        return unit.size * fuel.ncv_mwh_per_t
    density = _known(density, fuel)
    volume = _in_state(unit.size, unit.state, density.state, fuel, state)
    return float(fuels.energy(fuels.mass(volume, density.value), fuel.ncv_mwh_per_t))


def _by_calorific(
    unit: FuelUnit, fuel: Fuel, density: Density | None, calorific: Calorific, state: str | None
) -> float:
    net = calorific.value
    if calorific.basis == "gross":
        net = float(fuels.net_from_gross(net, fuel.net_over_gross))
    if unit.kind == calorific.kind == "mass":
        return unit.size * net
    if unit.kind == calorific.kind:
        return _in_state(unit.size, unit.state, calorific.state, fuel, state) * net
    density = _known(density, fuel)
    if unit.kind == "volume":
        return _in_state(unit.size, unit.state, density.state, fuel, state) * density.value * net
    return _in_state(unit.size / density.value, density.state, calorific.state, fuel, state) * net


def _known(density: Density | None, fuel: Fuel) -> Density:
    if density is None:
        fuel.density()  # refuses, and names the printed densities
    assert density is not None
    return density


def _in_state(volume: float, have: str | None, want: str | None, fuel: Fuel, state: str | None) -> float:
    """A gas volume in the state that the value it meets is printed for; both unsaid are one and the same."""
    if fuel.state != "gas" or have == want:
        return volume
    if state is None and None in (have, want):
        found = Sentence(
            "a cubic metre of {fuel} in {state} state beside a value that names no state",
            fuel=fuel.name,
            state=fuels.STATES[have or want or ""],
        )
        expected = Sentence("the state of the other value: normal (0 °C) or standard (15 °C)")
        fix = Sentence("Look where the density or calorific value is printed: the two states differ by 5.5 %.")
        raise _refused("state-missing", found, expected, fix, "ask", "state", tuple(fuels.KELVIN))
    return float(fuels.volume_at(volume, have or state or "", want or state or ""))


def _refused(
    code: str,
    found: str,
    expected: str,
    fix: str,
    severity: Literal["block", "ask"] = "block",
    key: str | None = None,
    choices: tuple[str, ...] = (),
) -> Refused:
    return Refused(Problem(severity, code, found, expected, fix, column="unit", key=key, choices=choices))
