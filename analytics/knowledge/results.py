"""What a measure brought: the unit of a result, and what a figure can be at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.nearest import nearest
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence

PEOPLE, PERCENT, MONEY, VOLUME, MASS = "people", "%", "money", "m3", "t"
MASS_OF_GASES = ("t CO2e", "t CO2")
"""The units of tonnes that are held against those of a city."""
SPANS: Mapping[str, str] = {
    # Translators: a result is of one year, as in "2,000 t a year".
    "year": Sentence("a year"),
    # Translators: a result is of the whole time of the measure, not of one year.
    "sum": Sentence("in all"),
}
"""Whether a result is of one year or of the whole time: the two are never compared."""
_COUNTED: Mapping[str, str] = {
    **dict.fromkeys(("people", "persons", "inhabitants", "personen", "personnes", "personas", "persone"), PEOPLE),
    **dict.fromkeys(("pessoas", "хора", "души"), PEOPLE),
    **dict.fromkeys(("%", "percent", "per cent", "prozent", "pour cent", "por ciento", "per cento"), PERCENT),
    **dict.fromkeys(("m3", "m³", "cubic metres"), VOLUME),
}
_CURRENCIES = frozenset({"EUR", "USD", "GBP", "BGN", "CHF", "CZK", "DKK", "HUF", "ILS", "NOK", "PLN", "RON", "SEK"})
_SIGNS: Mapping[str, str] = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "dollars": "USD"}
_RATES = frozenset({"kWh/m3"})
"""Units of a saving in relation to something else."""
_SUGGESTED = ("MWh", "kWh", "GWh", "t CO2e", "t CO2", "EUR", "USD", "%", "people", "m3", "t")


@dataclass(frozen=True)
class Result:
    """A result in the unit that the store would keep it in: MWh, t of a gas, a currency, %, people, m3."""

    value: float
    unit: str


def result(value: float, unit: str) -> Result:
    """A result in its own unit, brought to the one of its kind: 1,000,000 kWh are 1,000 MWh.

    Raises Refused for a unit that is none, with those that look like it, and for more than 100% of a saving. A figure
    of zero or below is no result: what rose is told in words. Source: definitions of the units; the rest our own [R].
    """
    if value <= 0:
        if value < 0:
            fix = Sentence("Write {number:,.15g} if so much was saved; say in words what rose.", number=-value)
        else:
            fix = Sentence("Leave the result blank where nothing was measured.")
        raise blocked(
            "result-not-above-zero",
            Sentence("{number:,.15g}", number=value),
            "a figure above zero: so much was saved, or reached",
            fix,
            column="result",
        )
    named, times = _unit(unit)
    if named == PERCENT and value > 100:
        raise blocked(
            "result-above-all",
            Sentence("{number:,.15g} %", number=value),
            "at most 100% of what there was",
            "Correct the figure or its unit.",
            column="result",
        )
    return Result(value * times, named)


def _unit(said: str) -> tuple[str, float]:
    """The unit of the store that a unit of a result belongs to, and by how much it is multiplied."""
    plain = " ".join(said.split())
    folded = plain.casefold()
    if not plain:
        expected = Sentence("a unit such as {units}", units=", ".join(_SUGGESTED[:5]))
        raise _wrong("unit-missing", Sentence("a result without a unit"), expected, Sentence("Write the unit."))
    if folded in _COUNTED:
        return _COUNTED[folded], 1.0
    if plain in _RATES:
        return plain, 1.0
    from analytics import units  # the spellings of all units, for which a start does not wait

    currency = _SIGNS.get(folded, plain.upper())
    if currency in _CURRENCIES:
        return currency, 1.0
    try:
        found = units.unit(plain)
    except Refused as refusal:
        near = nearest(plain, _SUGGESTED, 2, 40) or _SUGGESTED[:5]
        expected = Sentence("a unit such as {units}", units=", ".join(near))
        fix = Sentence("Write one of these; a currency is written as EUR or USD.")
        raise _wrong("unit-unknown", f'"{plain[:40]}"', expected, fix) from refusal
    kept = units.canonical(found)
    return kept.name, units.factor(found, kept)


def _wrong(code: str, found: str, expected: str, fix: str) -> Refused:
    return blocked(code, found, expected, fix, column="unit")
