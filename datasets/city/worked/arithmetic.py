"""Arithmetic as a reader can redo it: the step of a passport as one line of figures and signs, and where each is from.

A figure is written whole, or with six digits where it has more; what the line gives agrees with the result to these.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from typing import Any, NamedTuple

from analytics.passport import STEPS, Passport
from analytics.text.digits import Digits
from analytics.text.sentences import Sentence, Series, counted, joined

Parts = tuple[Passport, ...]
NBSP = "\u00a0"
DIGITS = 6
MOST_TERMS = 5
"""A longer sum shows its largest terms and the rest as one."""
TABLE_MARKS = {"verified": "", "secondary": "[V2]", "from memory": "[M]"}
_NUMBERS = re.compile(r"(?<![\w.,])(\d{1,3}(?:\u00a0\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\w.,]*\d)")
"""The figures of a text with decimals or with thousands apart; a plain whole number reads alike everywhere."""
_GASES = (("CO2e", "CO₂e"), ("CO2", "CO₂"), ("CH4", "CH₄"), ("N2O", "N₂O"))


class ArithmeticLine(NamedTuple):
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
    number = Digits(value, shown)
    if not unit:
        return Sentence("{number}", number=number)
    return Sentence("{number}\u00a0{unit}", number=number, unit=printed(unit))


def printed(words: str) -> str:
    """A sentence or unit with its gases as they are printed; of a sentence those among its values."""
    if isinstance(words, Series):
        return Series(map(printed, words.parts), words.joint)
    if isinstance(words, Sentence) and not any(plain in words.template for plain, _ in _GASES):
        if not words.values:
            return words
        values = {name: printed(value) if isinstance(value, str) else value for name, value in words.values.items()}
        if words.many is None:
            return Sentence(words.template, **values)
        return counted(words.template, words.many, words.number, **values)
    for plain, shown in _GASES:
        words = words.replace(plain, shown)
    return words


def line(passport: Passport) -> ArithmeticLine:
    """The step of a passport with the figures of the city: "10 MWh × 0.2 t/MWh = 2 t", and their origins."""
    parts = passport.inputs
    result = figure(passport.value, passport.unit)
    if not parts:  # a figure that was stated
        return ArithmeticLine(result, origin(passport))
    own = (passport,) if "row" in passport.facts else parts
    return ArithmeticLine(joined((_worked(passport), "=", result)), joined(origins(own), "semicolon"))


def _worked(passport: Passport) -> str:
    """The step of a passport with its figures; its name where the step has no arithmetic of its own."""
    parts = passport.inputs
    said: list[str] = []
    for before, field, form, _ in Formatter().parse(STEPS[passport.step].written):
        said.append(before)
        if field in ("sum", "product"):
            said.append(summed([(part.value, part.unit) for part in parts]) if field == "sum" else _product(parts))
        elif field:
            said.append(FORMS[form or ""](parts, int(field)))
    return close(*said) or passport.name


def _product(parts: Parts) -> str:
    return joined([sign for part in parts for sign in ("×", figure(part.value, part.unit))][1:])


def _figure(parts: Parts, place: int) -> str:
    return figure(parts[place].value, parts[place].unit)


def _bare(parts: Parts, place: int) -> str:
    """A figure without its unit, such as a potential."""
    return _figure(parts, place).partition(NBSP)[0]


def _less(parts: Parts, place: int) -> str:
    """A figure that is taken off another one: of one below zero the amount is added."""
    value, unit = parts[place].value, parts[place].unit
    return joined(("+" if figure(value, unit).startswith("−") else "−", figure(abs(value), unit)))


def _share(parts: Parts, place: int) -> str:
    return figure(parts[place].value / 100)


def _until(parts: Parts, place: int) -> str:
    return f"{min(parts[place].value, parts[3].value):.0f}"


def _span(parts: Parts, place: int) -> str:
    return f"{parts[place + 1].value - parts[place].value:.0f}"


def _years(parts: Parts, place: int) -> str:
    return f"{parts[place + 1].value - parts[place].value + 1:.0f}"


FORMS: dict[str, Callable[[Parts, int], str]] = {
    "": _figure,
    "bare": _bare,
    "less": _less,
    "share": _share,
    "until": _until,
    "span": _span,
    "years": _years,
}
"""How an input can be written in the arithmetic of a step."""


def close(*parts: str) -> Series:
    """Figures and signs with nothing between them, each still known by itself."""
    return joined(parts, "nothing")


def numbered(text: str) -> str:
    """A line of arithmetic that was written as text, with its figures as numbers: a page writes them in its style."""
    pieces = _NUMBERS.split(text)
    if len(pieces) == 1 or isinstance(text, Sentence | Series):
        return text
    return close(
        *(
            Sentence("{number}", number=Digits(float(piece.replace(NBSP, "")), piece)) if place % 2 else piece
            for place, piece in enumerate(pieces)
        )
    )


def summed(terms: Iterable[tuple[float, str]]) -> str:
    """The terms of a sum; of many the largest in their order, and the rest as one figure."""
    found = [term for term in terms if term[0]] or [(0.0, "")]
    if len(found) > MOST_TERMS + 1:
        largest = sorted(range(len(found)), key=lambda place: -abs(found[place][0]))[:MOST_TERMS]
        rest = math.fsum(found[place][0] for place in range(len(found)) if place not in set(largest))
        unit = found[0][1]
        found = [found[place] for place in sorted(largest)] + [(rest, unit)]
    said = [figure(*found[0])]
    for value, unit in found[1:]:
        said += ["−" if value < 0 else "+", figure(abs(value), unit)]
    return joined(said)


def origins(parts: Iterable[Passport]) -> list[str]:
    """Where figures are from, each source once: rows of a file, or a source with its edition and mark."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if said := origin(part):
            found.setdefault(said, []).append("" if "row" in part.facts else printed(part.name))
    return [
        # Translators: what figures are, and where they are from.
        Sentence("{names}: {origin}", names=_together(names), origin=said) if any(names) else said
        for said, names in found.items()
    ]


def _together(names: list[str]) -> str:
    """The names of figures from one source in one text."""
    found = names[0]
    for name in names[1:]:
        found = Sentence("{first} and {second}", first=found, second=name)
    return found


def origin(part: Passport) -> str:
    """Where one figure is from; empty for one that was worked out from many."""
    if isinstance(place := part.facts.get("row"), Mapping):
        written = f'"{place.get("original_text")}" {place.get("original_unit")}'.strip()
        return Sentence(
            "row {row} of {file}, where {written} is written",
            row=place.get("row"),
            file=_file(place),
            written=printed(written),
        )
    if part.facts.get("source"):
        return sourced(part.facts)
    rows = [item for item in part.inputs if isinstance(item.facts.get("row"), Mapping)]
    if rows and len(rows) == len(part.inputs):
        numbers = ", ".join(str(item.facts["row"]["row"]) for item in rows[:MOST_TERMS])
        file, rest = _file(rows[0].facts["row"]), len(rows) - MOST_TERMS
        if rest > 0:
            return Sentence("rows {rows} and {rest} more of {file}", rows=numbers, rest=rest, file=file)
        return counted("row {rows} of {file}", "rows {rows} of {file}", len(rows), rows=numbers, file=file)
    return ""


def _file(place: Mapping[str, Any]) -> str:
    values = {
        "file": place.get("file") or Sentence("the file"),
        "sheet": place.get("sheet"),
        "source": place.get("source"),
        "revision": place.get("revision"),
    }
    if not values["sheet"]:
        if not values["source"]:
            return Sentence("{file}, revision {revision}", **values)
        return Sentence("{file} ({source}), revision {revision}", **values)
    if not values["source"]:
        return Sentence('{file}, sheet "{sheet}", revision {revision}', **values)
    return Sentence('{file}, sheet "{sheet}" ({source}), revision {revision}', **values)


def sourced(facts: Mapping[str, Any]) -> str:
    """A source with its edition and its mark."""
    edition: str = facts.get("edition") or facts.get("gwp_set") or ""
    source: str = facts.get("source", "")
    # Translators: a source and its edition.
    named = Sentence("{source}, {edition}", source=source, edition=edition) if edition not in source else source
    mark = TABLE_MARKS.get(facts.get("mark", ""), "")
    return joined((named, mark)) if mark else named
