"""The closed list of accepted units, and conversion between them.

Text from a file is looked up in the tables below and nowhere else. Pint converts between canonical units and never
reads what a user wrote: it takes ``kt`` for a knot, ``ton`` for 907 kg and stops for ever at ``9**9**9**9``.
CO2, CH4, N2O, CO2e and plain mass are five dimensions, so no conversion leads from one to another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from analytics.dimensions import CO2_PER_CARBON, GAS_NAMES
from analytics.dimensions import registry as registry
from analytics.factors import bases
from analytics.factors.bases import Basis
from analytics.formula import IPCC, OURS, formula
from analytics.text import multiples
from analytics.text.lexicon import lexicon
from analytics.text.nearest import nearest
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import Quantity

MASS = "mass"
# Translators: what a unit measures.
KINDS = {"energy": Sentence("energy"), "mass": Sentence("mass"), "emissions": Sentence("emissions")}
LONGEST_TEXT = 60


@dataclass(frozen=True)
class Unit:
    """An accepted unit. ``quantity`` is a ``Quantity`` or "mass"; ``kind`` is energy, mass or emissions, followed by
    "per head" where the figure is one; ``pint`` is its name in the registry. ``basis`` is the calorific value that an
    amount of energy is stated on, where the unit says so or, as the therm, is mostly used so; ``times`` is by how much
    more one is of what ``pint`` names."""

    name: str
    symbol: str
    quantity: str
    kind: str
    pint: str
    per_head: bool = False
    basis: Basis | None = None
    times: float = 1.0


_WORDS, _NUMBERS = lexicon("units"), lexicon("numbers")
"""Spaces, hyphens and points in a spelling do not count, and case counts only where CASE_MATTERS or a slip say so."""
# How large a unit is stands in dimensions.py.
ENERGY = (
    "Wh",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "J",
    "kJ",
    "MJ",
    "GJ",
    "TJ",
    "PJ",
    "toe",
    "ktoe",
    "Mtoe",
    "tce",
    "therm",
    "Btu",
    "kBtu",
    "MMBtu",
    "kcal",
    "Gcal",
    "thermie",
)
# Units of bills and statistics that state energy on gross calorific value, as a rule.
MOSTLY_GROSS = ("therm", "Btu", "kBtu", "MMBtu")
MASSES = ("g", "kg", "t", "kt", "Mt", "lb", "short ton", "long ton")
# Of fuel, as they are bought; converted in analytics.factors.calorific.
VOLUMES = (
    "m3",
    "1000 m3",
    "Nm3",
    "Sm3",
    "l",
    "hl",
    "kl",
    "US gal",
    "UK gal",
    "bbl",
    "ft3",
    "scf",
    "ccf",
    "mcf",
    "mmcf",
)

# Mt is a megatonne, MT a metric ton in the United States and mt either; Mg is a tonne and mg a milligram.
CASE_MATTERS = ("Mtons", "Mton", "Mtoe", "Mtep", "Mt", "Mg", "Mcal")

# Spellings with two honest meanings: the key of the question, and the unit behind each answer.
ASKED = {
    "ton": {"tonne": "t", "short ton": "short ton", "long ton": "long ton"},
    "mt": {"tonne": "t", "megatonne": "Mt"},
    "th": {"thermie": "thermie", "therm": "therm"},
    "carbon": {"carbon": "t carbon", "CO2": "t CO2"},
    # Bills in India count electricity in units, and statistics in lakhs and millions of them ("MU").
    "units": {"kWh": "kWh"},
}
PERIODS = {"month": 12, "quarter": 4, "day": 365}
"""How many of them make up a year, for figures that are averages of one."""
PER_PERIOD = ("times", "of-the-year")
"""The answers for "MWh/month": an average that is multiplied, or the figure of the year, badly named."""

# Known, and not accepted: what was expected, what to do.
REFUSED = {
    "unit-needs-fuel": (
        Sentence(
            "an energy unit such as MWh: a volume or mass of fuel becomes energy by its density and net calorific value"
        ),
        Sentence(
            "Multiply by the density and net calorific value of the supplier and give MWh, or take the kWh on the bill."
        ),
    ),
    "unit-power": (
        Sentence("an energy unit such as MWh; this one measures power"),
        Sentence("Give the energy used over the year, not the capacity."),
    ),
    "unit-ambiguous": (
        Sentence("kBtu or MMBtu: MBtu means a thousand Btu to some and a million to others"),
        Sentence("Find out which was meant and write kBtu or MMBtu."),
    ),
    "unit-suspect": (
        Sentence("Mg (a tonne) or t: did you mean Mg?"),
        Sentence("Write t, kt or kg."),
    ),
}

_SUBSCRIPTS = str.maketrans("24", "₂₄")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_LOWERED = re.compile(r"[_^]\{(\w{1,3})\}")
"""A letter or digit that a text of formulas lowers or raises: "CO_{2}"."""
# Letters that look the same in both scripts, and are mixed by those who type CO2 on a Cyrillic keyboard.
_CYRILLIC = str.maketrans("АЕКМНОРСТХаекморстх", "AEKMHOPCTXaekmopctx")
_FILLER = re.compile(r"[\s_\-\u2010\u2013·]+|\.(?!\d)")
PER = rf"(?:\s*/\s*|\s+{_WORDS.one_of('per')}\s+)"
YEARS = rf"{_WORDS.one_of('year')}\b\.?"
HEADS = rf"{_WORDS.one_of('head')}\b\.?"
PER_YEAR = re.compile(rf"(?:{PER}{YEARS}|\s+(?:yr|y|a)\s?[-\u2212]1|\s+p\.\s?a\.?)$", re.IGNORECASE)
_PER_HEAD = re.compile(rf"{PER}{HEADS}$", re.IGNORECASE)
PERIOD = rf"{_WORDS.one_of('period')}\b\.?"
_PER_PERIOD = re.compile(rf"{PER}({PERIOD})$", re.IGNORECASE)


def plain_text(text: str) -> str:
    """Compatibility characters (subscripts, no-break spaces) as plain ones; unseen ones and outer brackets off."""
    plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", multiples.powers(text))).split())
    plain = _LOWERED.sub(r"\1", plain)
    for opening, closing in ("()", "[]"):
        if plain.startswith(opening) and plain.endswith(closing):
            plain = plain[1:-1].strip()
    return plain


def latin(text: str) -> str:
    """A text with the Cyrillic letters that look like Latin ones as those: both spellings of "CO2" are one."""
    return text if text.isascii() else text.translate(_CYRILLIC)


def unit_key(text: str) -> str:
    """How a spelling is looked up: without filler, and without case except after a CASE_MATTERS beginning."""
    compact = latin(_FILLER.sub("", text))
    head = next((start for start in CASE_MATTERS if compact.startswith(start)), "")
    return head + compact[len(head) :].casefold()


def is_spelled(key: str) -> bool:
    """Whether a ``unit_key`` is that of a unit, accepted or not; a lone letter such as "W" proves nothing."""
    return key in ALIASES or key in _ASKED or (key in _REFUSED and len(key) > 1)


def is_suspect(text: str) -> bool:
    """Whether a text is a likely slip for another unit: "mWh", "MW/h"."""
    return latin(_FILLER.sub("", text)) in _SLIPS


def _units() -> dict[str, Unit]:
    units = {}
    for name in ENERGY:
        basis: Basis | None = "gross" if name in MOSTLY_GROSS else None
        units[name] = Unit(name, name, Quantity.ENERGY.value, KINDS["energy"], name, basis=basis)
    for name in MASSES:
        pint_name = name.replace(" ", "_")
        units[name] = Unit(name, name, MASS, KINDS["mass"], pint_name)
        for quantity, gas in GAS_NAMES.items():
            symbol = f"{name} {gas.translate(_SUBSCRIPTS)}"
            units[f"{name} {gas}"] = Unit(f"{name} {gas}", symbol, quantity.value, KINDS["emissions"], pint_name + gas)
    return units


@cache
def spellings(*kinds: str) -> MappingProxyType[str, str]:
    """Each spelling of the words of some kinds, as it is looked up (``unit_key``), with its meaning."""
    found = {unit_key(word): meaning for kind in kinds for word, meaning in _WORDS.meanings(kind).items()}
    return MappingProxyType(found)


def written(name: str) -> list[str]:
    """How the unit of a name is also written, in the order of the alphabets."""
    words = {word for kind in ("energy", "mass") for word in _WORDS.words(kind, name)}
    return sorted(words - {name}, key=str.casefold)


def _of_a_gas(masses: Mapping[str, str]) -> dict[str, str]:
    """Each spelling of a mass with each one of a gas behind it: "kgco2eq", "tofco2eq", ..."""
    return {mass + gas: f"{name} {named}" for mass, name in masses.items() for gas, named in _GAS_SPELLINGS.items()}


def _asked() -> dict[str, tuple[str, dict[str, str]]]:
    asked = {}
    for key, question in spellings("asked").items():
        answers = ASKED[question]
        asked[key] = (question, answers)
        if UNITS[next(iter(answers.values()))].quantity == MASS:
            for gas_key, gas in _GAS_SPELLINGS.items():
                asked[key + gas_key] = (question, {said: f"{mass} {gas}" for said, mass in answers.items()})
    for key, mass in spellings("carbon").items():
        asked[key] = ("carbon", {"carbon": f"{mass} carbon", "CO2": f"{mass} CO2"})
    return asked | dict.fromkeys(spellings("million units"), ("units", {"kWh": "GWh"}))


def _refused() -> dict[str, str]:
    """Each spelling that is known and not accepted, with the code of its refusal."""
    of_fuel = dict.fromkeys(spellings("volume", "asked of fuel"), "unit-needs-fuel")
    refused = of_fuel | spellings("refused")
    return refused | {"mg" + gas_key: refused["mg"] for gas_key in _GAS_SPELLINGS}


_GAS_SPELLINGS = {
    unit_key(of + spelling): gas
    for of in ("", *_NUMBERS.words("of"))
    for spelling, gas in _WORDS.meanings("gas").items()
}
UNITS: dict[str, Unit] = _units()
# Of no gas is "kilogramm": "kilogramm eCO2" looks like "kilogramme CO2".
ALIASES: dict[str, str] = spellings("energy", "mass", "mass without a gas") | _of_a_gas(spellings("mass"))
_SLIPS = {latin(spelling): meant for spelling, meant in _WORDS.meanings("slip").items()}
_ASKED = _asked()
_REFUSED = _refused()


_EQUIVALENT = {gas.removeprefix("co2") for gas, named in _GAS_SPELLINGS.items() if named == "CO2e" and len(gas) > 7}
_GAS_FIRST = re.compile(rf"({'|'.join(sorted(map(re.escape, _GAS_SPELLINGS), key=len, reverse=True))})(.+)")
_EQUIVALENT_FIRST = re.compile(rf"({'|'.join(sorted(map(re.escape, _EQUIVALENT), key=len, reverse=True))})(.+co2)")


def _in_order(key: str) -> str:
    """A ``unit_key`` with its mass before its gas, where it is written the other way round: "CO2 t", "equivalent
    tCO2"."""
    if is_spelled(key):
        return key
    if turned := _EQUIVALENT_FIRST.fullmatch(key):
        return turned[2] + turned[1]
    turned = _GAS_FIRST.fullmatch(key)
    return turned[2] + turned[1] if turned else key


def _shown(text: str) -> str:
    return Sentence('the unit "{unit}"', unit=text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…")


def _problem(code: str, text: str, expected: str, fix: str) -> Refused:
    return blocked(code, _shown(text), expected, fix)


@lru_cache(maxsize=4096)
def _nearest(text: str) -> str:
    """The accepted units that a text resembles. Every name of a column is asked for one, file after file."""
    names = {name.casefold(): name for name in UNITS}
    return ", ".join(names[name] for name in nearest(text, names, least=50))


class _Unknown(Exception):
    """A text that names no unit that is accepted."""


def _unknown(text: str, suggesting: bool = True) -> Refused:
    expected = Sentence("an accepted unit such as MWh, GWh, t CO2 or t CO2e")
    if nearest := _nearest(text[:LONGEST_TEXT].casefold()) if suggesting else "":
        expected = Sentence("an accepted unit such as MWh, GWh, t CO2 or t CO2e (nearest: {units})", units=nearest)
    fix = Sentence("Write one of the accepted units, or choose one for the column.")
    return _problem("unit-unknown", text, expected, fix)


def unit(text: str, answers: Mapping[str, str] | None = None, *, suggesting: bool = True) -> Unit:
    """The accepted unit that ``text`` names.

    "Per year" is dropped, since an inventory covers a year; "per head" makes a unit of another kind. ``answers``
    settles spellings with two meanings: ``{"ton": "short ton", "mt": "tonne", "th": "thermie"}``, and whether an
    amount "per month" makes up a year times 12. ``suggesting`` lets the refusal of an unknown unit name the nearest
    ones, which costs a hundred times as much as all else: who only asks whether a text is a unit does without.
    Raises Refused: unit-missing, unit-unknown, unit-ambiguous and unit-per-period (which ask, with choices),
    unit-suspect (mWh), unit-needs-fuel (m3, litre, quintal), unit-power.
    """
    words = plain_text(text[: 4 * LONGEST_TEXT])
    if not words:
        expected, fix = Sentence("a unit such as MWh or t CO2e"), Sentence("Choose the unit of the column.")
        raise _problem("unit-missing", words, expected, fix)
    try:
        if len(text) > 4 * LONGEST_TEXT:
            raise _Unknown
        return _named(words, answers or {})
    except _Unknown:
        raise _unknown(words, suggesting) from None


def _named(words: str, answers: Mapping[str, str]) -> Unit:
    rest, per_head = words, False
    for _ in range(2):
        rest = PER_YEAR.sub("", rest)
        if not per_head:
            rest, found = _PER_HEAD.subn("", rest)
            per_head = bool(found)
    period = _PER_PERIOD.search(rest)
    total = _total(rest[: period.start()] if period else rest, words, answers)
    if period:
        total = _of_periods(total, _WORDS.meanings("period")[period[1].rstrip(".").casefold()], words, answers)
    return of_a_head(total) if per_head else total


def _of_periods(total: Unit, period: str, words: str, answers: Mapping[str, str]) -> Unit:
    """The unit of figures of a month or a day: averages of one, or badly named figures of the year, as answered."""
    number, said = PERIODS[period], answers.get("per-period")
    if said not in PER_PERIOD:
        key, choices = "per-period", PER_PERIOD
        raise Refused(
            ask(
                "unit-per-period",
                _shown(words),
                "a unit of the whole year",
                Sentence(
                    "Say whether the figures are averages of one period, which {number} times make up the year.",
                    number=number,
                ),
                key=key,
                choices=choices,
            )
        )
    return total if said == "of-the-year" else of_average(total, period, words)


@formula(
    name="Averages of a month, a quarter or a day",
    text=Sentence("figure of the year = average × periods of a year"),
    units="12 months, 4 quarters or 365 days; the figure in the unit of the average",
    source=OURS,
    mark="R",
    remark="Only where somebody says that the figures are averages; leap years count as 365 days.",
)
def of_average(total: Unit, period: str, symbol: str) -> Unit:
    """The unit of averages of one ``period`` (month, quarter, day), written as ``symbol``: one of them a year is
    ``PERIODS`` times what ``total`` is. That a year has 365 days, also where it is a leap year, is our own rule [R]."""
    return replace(total, name=f"{total.name}/{period}", symbol=symbol, times=total.times * PERIODS[period])


@formula(
    name="Tonnes of carbon",
    text="CO₂ = C × 44 ÷ 12",
    units="CO₂ and carbon C in the same unit of mass",
    source=f"{IPCC}, Tables 1.3 and 1.4",
    mark="V",
    remark="Only where somebody says that carbon was weighed, and not its CO₂.",
)
def of_carbon(mass: Unit) -> Unit:
    """The unit of a mass of carbon ("t") as that of its CO2, 44/12 times as much. Source: the molar masses as in IPCC
    2006 vol. 2, Tables 1.3 and 1.4 [V]."""
    co2 = UNITS[f"{mass.name} CO2"]
    return replace(co2, name=f"{mass.name} carbon", symbol=f"{mass.name} C", times=CO2_PER_CARBON)


def _total(rest: str, words: str, answers: Mapping[str, str]) -> Unit:
    compact, key = _FILLER.sub("", rest), _in_order(unit_key(rest))
    if meant := _SLIPS.get(latin(compact)):
        expected = Sentence("{unit}: did you mean {unit}?", unit=meant)
        raise _problem("unit-suspect", words, expected, Sentence("Write {unit} if that is meant.", unit=meant))
    if key in ALIASES:
        return UNITS[ALIASES[key]]
    folded = key.casefold()
    if folded in _ASKED:
        question, meanings = _ASKED[folded]
        mass, _, of = (named := _answered(question, meanings, words, answers)).rpartition(" ")
        return of_carbon(UNITS[mass]) if of == "carbon" else UNITS[named]
    if folded in _REFUSED:
        raise _problem(_REFUSED[folded], words, *REFUSED[_REFUSED[folded]])
    if stated := bases.parted(rest):
        if (found := _total(stated[0], words, answers)).quantity != Quantity.ENERGY:
            raise _Unknown
        return on(found, stated[1])
    if several := multiples.counted(rest):
        return _counted(*several, words, answers)
    raise _Unknown


def off(stated: Unit) -> Unit:
    """A unit without the calorific value that is named beside it: "kWh gross" is kWh."""
    return UNITS.get(stated.name.removesuffix(" gross").removesuffix(" net"), stated) if stated.basis else stated


def on(energy: Unit, basis: Basis) -> Unit:
    """A unit of energy on net or gross calorific value, whatever it was on before."""
    plain = off(energy)
    return replace(plain, name=f"{plain.name} {basis}", symbol=f"{plain.symbol} {basis}", basis=basis)


def _answered(question: str, meanings: Mapping[str, str], words: str, answers: Mapping[str, str]) -> str:
    """The name of the unit that was answered for a spelling with several meanings. Raises Refused, which asks."""
    if answers.get(question) not in meanings:
        choices = tuple(meanings)
        raise Refused(
            ask(
                "unit-ambiguous",
                _shown(words),
                Sentence("a unit with one meaning: {names}", names=" or ".join(meanings)),
                "Say which is meant for this file.",
                key=question,
                choices=choices,
            )
        )
    return meanings[answers[question]]


def _counted(power: int, of: str, words: str, answers: Mapping[str, str]) -> Unit:
    """The unit that is ten to a power of another: "Mio. kWh" is GWh, "lakh kWh" a hundred thousand kWh."""
    if unit_key(of) in spellings("counted unit"):
        of = _answered("units", ASKED["units"], words, answers)
    try:
        one = _total(of, words, answers)
    except Refused as refusal:
        if refusal.problems[0].severity == "ask":
            raise
        if refusal.problems[0].code == "unit-needs-fuel":  # "million litres"
            raise _problem("unit-needs-fuel", words, *REFUSED["unit-needs-fuel"]) from None
        raise _Unknown from None
    larger = words if power % 3 else multiples.larger(one.name, power // 3)  # of a lakh there is no prefix
    if larger is None:
        raise _Unknown
    return UNITS.get(larger) or replace(one, name=words, symbol=words, times=one.times * 10**power)


def of_a_head(total: Unit) -> Unit:
    """The unit of the same thing per head of the population."""
    return replace(
        total,
        name=f"{total.name} per head",
        symbol=Sentence("{unit} per head", unit=total.symbol),
        kind=Sentence("{kind} per head", kind=total.kind),
        pint=f"{total.pint} / capita",
        per_head=True,
    )


def of_gas(mass: Unit, gas: str) -> Unit:
    """A unit of plain mass as that mass of a gas ("CO2e"). Raises Refused for a text that is no gas."""
    named = unit(f"{mass.name.partition(' per head')[0].partition('/')[0]} {gas}")
    named = named if mass.times == 1 else replace(named, name=f"{mass.name} {gas}", times=mass.times)
    return of_a_head(named) if mass.per_head else named


def canonical(unit: Unit) -> Unit:
    """The unit in which the store keeps what ``unit`` measures: MWh, t, or t of the same gas (per head if that is)."""
    gas = GAS_NAMES.get(Quantity(unit.quantity)) if unit.quantity != MASS else None
    total = UNITS["MWh" if unit.quantity == Quantity.ENERGY else f"t {gas}" if gas else "t"]
    return of_a_head(total) if unit.per_head else total


def _target(unit: Unit, to: str | Unit) -> Unit:
    if isinstance(to, Unit):
        return to
    named = UNITS.get(to)
    if named is None:
        raise _unknown(to)
    if named.quantity == MASS and unit.kind == "emissions":
        return UNITS[f"{to} {GAS_NAMES[Quantity(unit.quantity)]}"]
    return named


@formula(
    name="Units",
    text=Sentence("value in the store = value in the file × factor(unit)"),
    units="energy in MWh, every gas in t; CO₂, CH₄, N₂O, CO₂e and plain mass are five dimensions",
    source="Definitions of the units; 1 toe = 41.868 GJ, convention of the IEA [M]",
    mark="R",
    remark="The text of the unit is looked up in a closed list; nothing is guessed.",
)
def factor(unit: Unit, to: str | Unit) -> float:
    """By how much a figure in ``unit`` is multiplied to be in ``to``, a Unit or the name of one.

    A mass by name, such as "t", means that mass of the unit's own gas: ``factor(unit("kt CO2"), "t")`` is 1000.
    Raises Refused (unit-dimension) between energy, mass, CO2, CH4, N2O and CO2e, and between totals and per head.
    Source: definitions of the units; of the toe the IEA's convention [M].
    """
    return _factor(unit, _target(unit, to))


@lru_cache(maxsize=512)
def _factor(unit: Unit, target: Unit) -> float:
    if (unit.quantity, unit.per_head) != (target.quantity, target.per_head):
        raise blocked(
            "unit-dimension",
            Sentence("{unit}, which measures {kind}", unit=unit.symbol, kind=_measured(unit)),
            Sentence("a unit of {kind}, to convert to {unit}", kind=_measured(target), unit=target.symbol),
            Sentence(
                "No factor leads from {unit} to {other}: give the figure in another unit.",
                unit=unit.symbol,
                other=target.symbol,
            ),
        )
    return float(registry().Quantity(1.0, unit.pint).to(target.pint).magnitude) * unit.times / target.times


def _measured(unit: Unit) -> str:
    gas = "" if unit.quantity in (MASS, Quantity.ENERGY) else GAS_NAMES[Quantity(unit.quantity)].translate(_SUBSCRIPTS)
    if not gas:
        return unit.kind
    if unit.per_head:
        return Sentence("emissions of {gas} per head", gas=gas)
    return Sentence("emissions of {gas}", gas=gas)
