"""The unit of a figure of an indicator: taken where it is the indicator's own, otherwise asked about with the figure
that it would be."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analytics.dimensions import registry
from analytics.energy_access.access_indicators import CUTS, ENERGY, HOURS, INDICATORS, MONEY, PERCENT, POWER
from analytics.text.problems import Refused, ask
from analytics.text.sentences import Sentence

_CURRENCY = re.compile("[A-Z]{3}")
_OF_WHOM = re.compile(r"% of [a-z ]{3,30}")
_WRITTEN: Mapping[str, Mapping[str, str]] = {
    PERCENT: {"percent": "%", "per cent": "%", "%": "%", "share": "100 %", "fraction": "100 %", "1": "100 %"},
    HOURS: {"h": "h", "hours": "h", "hour": "h", "min": "min", "minutes": "min", "s": "s", "d": "day", "days": "day"},
    CUTS: {"cuts": "cuts", "1": "cuts", "interruptions": "cuts"},
    ENERGY: {"kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "mj": "MJ", "gj": "GJ"},
    POWER: {"mw": "MW", "kw": "kW", "gw": "GW", "w": "W"},
}
"""By unit of an indicator how other ones that measure the like are written, each with its name to convert from."""
_PINT: Mapping[str, str] = {
    **{"MW": "megawatt", "kW": "kilowatt", "GW": "gigawatt", "W": "watt"},
    **{"h": "hour", "min": "minute", "s": "second"},
}
"""What the registry calls units, where that is not how they are written."""


def unit_of(indicator: str, value: float, unit: str) -> str:
    """The unit as it is kept; a blank one is that of the indicator, which its list names.

    Raises Refused for a unit that measures something else, for one that would have to be converted (with the figure
    that it would be), and for a share without a unit that looks like a part of one: 0.134 may be 13.4 %."""
    own, text = INDICATORS[indicator].unit, " ".join(unit.split())
    if own == MONEY:
        if _CURRENCY.fullmatch(text.upper()):
            return text.upper()
        raise _refused(_found(text), Sentence("a currency by its three letters, such as EUR"), _CORRECT)
    if not text and own == PERCENT and 0 < abs(value) < 1:
        fix = Sentence("Write the unit %, or {figure} %.", figure=f"{value * 100:.10g}")
        raise _refused(Sentence("{figure} without a unit", figure=f"{value:.10g}"), "%", fix)
    named = _WRITTEN[own].get(text.casefold(), "") if text else own
    if named == own or (own == PERCENT and _OF_WHOM.fullmatch(text.casefold())):
        return text.casefold() if text.startswith("% of") else own
    if not named:
        raise _refused(_found(text), own, _CORRECT)
    figure = value * 100 if named == "100 %" else _converted(value, named, own)
    fix = Sentence("Write {figure} {unit}, if that is meant.", figure=f"{figure:.10g}", unit=own)
    raise _refused(f"{value:.10g} {text}", own, fix)


_CORRECT = Sentence("Correct the unit, or choose the indicator that it is of.")


def _converted(value: float, given: str, own: str) -> float:
    named = registry().Quantity(value, _PINT.get(given, given))
    return float(named.to(_PINT.get(own, own)).magnitude)


def _found(text: str) -> str:
    return f'"{text[:40]}"' if text else Sentence("nothing")


def _refused(found: str, expected: str, fix: str) -> Refused:
    return Refused(ask("indicator-unit", found, expected, fix, column="unit", key="unit"))
