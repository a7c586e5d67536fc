"""Arithmetic as a reader can redo it: the step of a passport as one line of figures and signs, and where each is from.

A figure is written whole, or with six digits where it has more; what the line gives agrees with the result to these.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from analytics.passport import Passport

NBSP = "\u00a0"
DIGITS = 6
MOST_TERMS = 5
"""A longer sum shows its largest terms and the rest as one."""
TABLE_MARKS = {"verified": "", "secondary": " [V2]", "from memory": " [M]"}
_GASES = (("CO2e", "CO₂e"), ("CO2", "CO₂"), ("CH4", "CH₄"), ("N2O", "N₂O"))


class Line(NamedTuple):
    """One line of arithmetic, ``text``, and where its figures are from, ``where``."""

    text: str
    where: str = ""


def figure(value: float, unit: str = "") -> str:
    """A figure with its unit: thousands apart, whole from 100 000 on, six digits below."""
    if unit == "year":
        return f"{value:.0f}"
    if value == 0 or not math.isfinite(value):
        shown = f"{value:.0f}"
    else:
        places = max(DIGITS - 1 - math.floor(math.log10(abs(value))), 0)
        shown = f"{value:,.{min(places, 12)}f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    shown = shown.replace(",", NBSP).replace("-", "−")
    return f"{shown}{NBSP}{printed(unit)}" if unit else shown


def printed(words: str) -> str:
    """A sentence or unit with its gases as they are printed."""
    for plain, shown in _GASES:
        words = words.replace(plain, shown)
    return words


def line(passport: Passport) -> Line:
    """The step of a passport with the figures of the city: "10 MWh × 0.2 t/MWh = 2 t", and their origins."""
    parts = passport.inputs
    shown = [figure(part.value, part.unit) for part in parts]
    result = figure(passport.value, passport.unit)
    own = (passport,) if "row" in passport.facts else parts
    return Line(f"{_worked(passport.step, shown, passport)} = {result}", "; ".join(origins(own)))


def _worked(step: str, shown: list[str], passport: Passport) -> str:
    parts = passport.inputs
    if step == "sum":
        return summed([(part.value, part.unit) for part in parts])
    if step == "CO2e of gases":
        co2, ch4, n2o, gwp_ch4, gwp_n2o = shown
        return f"{co2} + {ch4} × {_bare(gwp_ch4)} + {n2o} × {_bare(gwp_n2o)}"
    if step in ("energy times factor", "product", "read"):
        return " × ".join(shown)
    if step == "per unit":
        return f"{shown[0]} ÷ {shown[1]}"
    if step == "difference":
        return f"{shown[0]} − {shown[1]}".replace("− −", "+ ")
    if step == "per cent":
        return f"100 × {shown[0]} ÷ {shown[1]}"
    if step == "reduction":
        return f"{shown[0]} × (1 − {figure(parts[1].value / 100)})"
    years = [part for part in parts if part.unit == "year"]
    if step == "linear path":
        return _linear(shown, [year.value for year in years])
    if step == "constant-rate path":
        begun, ended, asked = (int(year.value) for year in years)
        return f"{shown[0]} × ({shown[1]} ÷ {shown[0]})^(({min(asked, ended)} − {begun}) ÷ ({ended} − {begun}))"
    if step == "years late, linear path":
        start, end, first, last, stands, now = shown
        return f"{now} − ({first} + ({start} − {stands}) ÷ ({start} − {end}) × ({last} − {first}))"
    if step == "years late, constant-rate path":
        start, end, first, last, stands, now = shown
        return f"{now} − ({first} + ln({stands} ÷ {start}) ÷ ln({end} ÷ {start}) × ({last} − {first}))"
    return passport.name


def _linear(shown: list[str], years: list[float]) -> str:
    first, last, now = (int(year) for year in years)
    start, end = shown[0], shown[1]
    return f"{start} + ({end} − {start}) × ({min(now, last)} − {first}) ÷ ({last} − {first})"


def summed(terms: Iterable[tuple[float, str]]) -> str:
    """The terms of a sum; of many the largest in their order, and the rest as one figure."""
    found = [term for term in terms if term[0]] or [(0.0, "")]
    if len(found) > MOST_TERMS + 1:
        largest = sorted(range(len(found)), key=lambda place: -abs(found[place][0]))[:MOST_TERMS]
        rest = math.fsum(found[place][0] for place in range(len(found)) if place not in set(largest))
        unit = found[0][1]
        found = [found[place] for place in sorted(largest)] + [(rest, unit)]
    return " + ".join(figure(*term) for term in found).replace("+ −", "− ")


def _bare(shown: str) -> str:
    """A figure without its unit, such as a potential."""
    return shown.partition(NBSP)[0]


def origins(parts: Iterable[Passport]) -> list[str]:
    """Where figures are from, each source once: rows of a file, or a source with its edition and mark."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if said := origin(part):
            found.setdefault(said, []).append("" if "row" in part.facts else printed(part.name))
    return [f"{' and '.join(names)}: {said}" if any(names) else said for said, names in found.items()]


def origin(part: Passport) -> str:
    """Where one figure is from; empty for one that was worked out from many."""
    if isinstance(place := part.facts.get("row"), Mapping):
        return _row(part, place)
    if part.facts.get("source"):
        return sourced(part.facts)
    rows = [item for item in part.inputs if isinstance(item.facts.get("row"), Mapping)]
    if rows and len(rows) == len(part.inputs):
        numbers = ", ".join(str(item.facts["row"]["row"]) for item in rows[:MOST_TERMS])
        more = f" and {len(rows) - MOST_TERMS} more" if len(rows) > MOST_TERMS else ""
        place = rows[0].facts["row"]
        name = "row" if len(rows) == 1 else "rows"
        return f"{name} {numbers}{more} of {_file(place)}"
    return ""


def _row(part: Passport, place: Mapping[str, Any]) -> str:
    written = f'"{place.get("original_text")}" {place.get("original_unit")}'.strip()
    return f"row {place.get('row')} of {_file(place)}, where {printed(written)} is written"


def _file(place: Mapping[str, Any]) -> str:
    sheet = f', sheet "{place["sheet"]}"' if place.get("sheet") else ""
    source = f" ({place['source']})" if place.get("source") else ""
    return f"{place.get('file') or 'the file'}{sheet}{source}, revision {place.get('revision')}"


def sourced(facts: Mapping[str, Any]) -> str:
    """A source with its edition and its mark."""
    edition = str(facts.get("edition") or facts.get("gwp_set") or "")
    source = str(facts.get("source", ""))
    named = f"{source}, {edition}" if edition and edition not in source else source
    return named + TABLE_MARKS.get(str(facts.get("mark", "")), "")
