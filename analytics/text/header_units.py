"""Units in the headers of columns: "Energy (MWh)", "emissions_tco2e", "CO2 emissions (t)".

Only the units that ``analytics.units`` accepts are found; a header is never read more freely than a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from analytics.factors import bases
from analytics.text import multiples
from analytics.text.lexicon import lexicon
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from analytics.units import (
    HEADS,
    LONGEST_TEXT,
    MASS,
    PER,
    PERIOD,
    YEARS,
    Unit,
    is_spelled,
    is_suspect,
    latin,
    of_a_head,
    of_gas,
    on,
    plain_text,
    unit,
    unit_key,
)

_WORDS = lexicon("units")
_PER_WORD = _WORDS.one_of("per")
_OVER = re.compile(rf"\s*/\s*|\s+{_WORDS.one_of('over')}\s+", re.IGNORECASE)
_OVER_YEAR_OR_HEAD = re.compile(rf"{PER}(?:{YEARS}|{HEADS}|{PERIOD})", re.IGNORECASE)
_STEM_PER_HEAD = re.compile(rf"\b{_PER_WORD}\s+{HEADS}", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]")
_IN_WORDS = re.compile(
    rf"^(.*?)\s{_WORDS.one_of('in')}\s+([^,;:()\[\]]+?)\s*((?:[,;(\[]|\s[-\u2013]\s).*)$", re.IGNORECASE
)
"""A unit after a word for "in" and before more words: "Energy use in MWh, city of Turin"."""
_MARKED = re.compile(rf"^(.*)(?::|,|\s{_WORDS.one_of('in')}\s|\s[-\u2013]\s)(.+)$")
_PER_UNIT = re.compile(rf"\b{_PER_WORD}\s+([^\W\d]+[0-9]?)", re.IGNORECASE)
_POTENTIALS = re.compile(r"[\s,;]*\(?(?<!\w)(?:GWP[\s-]?(?:100)?[\s,-]*)?AR[2-6](?:[\s-]?CCF)?\)?$", re.IGNORECASE)
"""The warming potentials behind a unit of equivalents: "t CO2e GWP-AR5"."""
_GAS_WORD = re.compile(r"(?<![a-z0-9])(co2 ?-?e(?:q\w*)?|co2|ch4|n2o)(?![a-z0-9])")


def is_factor_header(name: str) -> bool:
    """Whether a column header names a factor or an intensity ("EF kgCO2/kWh", "t CO2e per m2"), which is no amount.

    A unit over a year or over a head does not count as one.
    """
    words = plain_text(name[: 5 * LONGEST_TEXT]).replace("_", " ")
    if _WORDS.pattern("factor").search(words):
        return True
    if any(is_spelled(unit_key(found[1])) for found in _PER_UNIT.finditer(words)):  # "Cost per MWh"
        return True
    for over in _OVER.finditer(words):
        before = re.split(r"[\s(\[:,]+", words[: over.start()])[-5:]
        endings = (unit_key(" ".join(before[-count:])) for count in range(1, len(before) + 1))
        hour = re.match(r"\w*", words[over.end() :])
        slip = hour is not None and is_suspect(f"{before[-1]}/{hour[0]}")  # "MW/h" is written for MWh
        if not slip and _OVER_YEAR_OR_HEAD.match(words, over.start()) is None and any(map(is_spelled, endings)):
            return True
    return False


def _places(words: str) -> Iterator[tuple[str, str]]:
    """Where a header may name a unit, surest first: what would be left of the header, and the text of the unit."""
    for found in reversed(list(_BRACKETED.finditer(words))):
        rest = f"{words[: found.start()].strip()} {words[found.end() :].strip()}"
        yield rest, found[1]
        label, colon, after = found[1].partition(":")
        if colon and len(after.strip()) > 1:  # "(unit: MWh)"
            yield f"{rest} {label}", after.strip()
    if within := _IN_WORDS.match(words):
        yield f"{within[1]} {within[3]}", within[2]
    if marked := _MARKED.match(words):
        yield marked[1], marked[2]
    parts = re.split(r"([\s_]+)", words)  # words at even places, what parts them at odd ones
    for start in range(max(0, len(parts) - 9), len(parts), 2):
        if start == 0 and len(parts) > 1 and _GAS_WORD.fullmatch(parts[0].casefold()):
            continue  # "ch4_kg": the gas is the name of the column
        text = "".join(parts[start:]).replace("_", " ")
        snake = start > 0 and "_" in parts[start - 1]
        # Too like a word or a label to be a unit without brackets: "Solar therm", "Option T".
        if text.casefold() not in _WORDS.words("like a word") and (len(text) > 1 or (snake and text in "tg")):
            yield "".join(parts[:start]), text


@lru_cache(maxsize=512)
def _read(name: str, answered: tuple[tuple[str, str], ...]) -> tuple[str, Unit] | Problem | None:
    """Each header is looked at several times, and the files of a folder mostly have the same ones."""
    answers = dict(answered)
    words = plain_text(name[: 5 * LONGEST_TEXT])
    if is_factor_header(words):
        return None
    known: Problem | None = None
    for stem, text in _places(words):
        try:
            found = unit(_POTENTIALS.sub("", text), answers, suggesting=False)
        except Refused as refusal:
            problem = refusal.problems[0]
            if problem.code not in ("unit-unknown", "unit-missing"):
                known = known or problem
            continue
        if multiples.ends_in_one(stem):
            return _multiplied(words)
        gases = {unit_key(gas) for gas in _GAS_WORD.findall(latin(stem).casefold())}
        if found.quantity == MASS and len(gases) == 1:  # "CO2 emissions (t)"
            found = of_gas(found, gases.pop())
        if found.kind == "energy" and (basis := bases.said(stem)):  # "Consumo PCS (MWh)"
            found = on(found, basis)
        if not found.per_head and _STEM_PER_HEAD.search(stem.replace("_", " ")):  # "Emissions per capita (t CO2e)"
            found = of_a_head(found)
        return stem.strip(" _-:,\u2013"), found
    return known


def _multiplied(words: str) -> Problem:
    """The refusal of a header that counts in thousands or millions, beside a unit that says nothing of them."""
    return block(
        "unit-multiplied",
        Sentence('a multiple next to the unit, in "{header}"', header=words[:LONGEST_TEXT]),
        "one unit for the figures as they are, such as GWh for thousands of MWh, or kt CO2e",
        "Write that unit in the header.",
    )


def header_unit(name: str, answers: Mapping[str, str] | None = None) -> tuple[str, Unit] | None:
    """The unit that a column header names, with the rest of the header: "energy_mwh" gives ("energy", MWh).

    A mass beside the name of one gas is that gas: "CO2 emissions (t)" is in t CO2. None where there is no unit, where
    the header names a factor, and where its unit is refused (``header_problem`` says why). ``answers`` as in ``unit``.
    """
    found = _read(name, tuple(sorted((answers or {}).items())))
    return found if isinstance(found, tuple) else None


@lru_cache(maxsize=512)
def header_fuel(name: str) -> str | None:
    """The text of the unit in a header that measures fuel by mass or volume, such as "m3" in "Gas (m3)"; else None."""
    return next((text for text, code in _doubted(name) if code == "unit-needs-fuel"), None)


@lru_cache(maxsize=512)
def doubtful_unit(name: str) -> str | None:
    """The text of the unit in a header that means several things, or that cannot be taken: "tons" in "Emissions in
    tons". None where there is none."""
    return next((text for text, _ in _doubted(name)), None)


def _doubted(name: str) -> Iterator[tuple[str, str]]:
    """The texts in a header that are like a unit and are refused, up to one that is taken, surest first, with the codes
    of their refusals."""
    words = plain_text(name[: 5 * LONGEST_TEXT])
    for _, text in () if is_factor_header(words) else _places(words):
        try:
            unit(text, suggesting=False)
        except Refused as refusal:
            code = refusal.problems[0].code
            if code not in ("unit-unknown", "unit-missing"):
                yield text, code
            continue
        return


def header_problem(name: str, answers: Mapping[str, str] | None = None) -> Problem | None:
    """Why the unit in a column header cannot be taken ("Emissions (tons)", "Gas (m3)"); None where nothing is wrong."""
    found = _read(name, tuple(sorted((answers or {}).items())))
    return found if isinstance(found, Problem) else None
