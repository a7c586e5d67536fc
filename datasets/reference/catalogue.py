"""The shipped facts: factor tables, names of sectors and carriers, and the sample cities, each with its source.

Every table is a CSV file, a long one compressed by gzip, listed in ``shipped/datapackage.json`` with its publisher,
edition and terms.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NoReturn

from analytics.factors import bases
from analytics.text.lexicon import Lexicon
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence, joined, shipped
from analytics.vocabulary import CARRIERS, Approach, stated

SHIPPED = Path(__file__).parents[1] / "shipped"
_FACTORS_KEPT = 1024
"""Fuel factors that are kept: those of all carriers and categories, several times."""
JRC_CODES = {"EL": "GR", "UK": "GB"}
EUROPE = ("1", "2", "3")
# Translators: how well a figure is sourced: read in the source, from a second-hand transcription, from memory.
MARKS: tuple[str, ...] = (Sentence("verified"), Sentence("secondary"), Sentence("from memory"))
ELECTRICITY_EDITION = "JRC CoM NEEFE 2024"
"""The edition of the national table in use; another one on file is taken when it is asked for, for a whole series."""
# Translators: where a fuel is burnt: homes, services, industry, energy industries, road transport.
FUEL_CATEGORIES: dict[str, str] = {
    word: word
    for word in (
        Sentence("residential"),
        Sentence("commercial"),
        Sentence("industry"),
        Sentence("energy"),
        Sentence("road"),
    )
}
"""The categories of combustion of the IPCC, each with its word to show."""


@dataclass(frozen=True)
class Resource:
    """One shipped table: what it is, who published it, and on what terms."""

    name: str
    title: str
    path: str
    publisher: str
    source: str
    edition: str
    terms: str


@dataclass(frozen=True)
class ElectricityFactor:
    """The factor of consumed electricity of one country and year, in t/MWh of final consumption (losses inside)."""

    value_t_per_mwh: float
    country: str
    year: int
    approach: str
    gas: str
    edition: str
    source: str
    mark: str


@dataclass(frozen=True)
class FuelFactor:
    """The factors of one fuel in kg/TJ of net calorific value.

    ``co2_kg_per_tj`` is what a total counts; ``biogenic_co2_kg_per_tj`` is the memo item of biomass.
    ``mark`` is the weakest of the three gases: verified, secondary or from memory.
    """

    carrier: str
    fuel: str
    category: str
    technology: str | None
    co2_kg_per_tj: float
    ch4_kg_per_tj: float
    n2o_kg_per_tj: float
    biogenic_co2_kg_per_tj: float
    edition: str
    source: str
    mark: str


@dataclass(frozen=True)
class GwpSet:
    """One set of 100-year global warming potentials. The fossil and non-fossil CH4 are None where a set has none."""

    name: str
    ch4: float
    n2o: float
    ch4_fossil: float | None
    ch4_non_fossil: float | None
    source: str
    mark: str


@cache
def _described() -> dict[str, dict[str, Any]]:
    package = json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


@cache
def resources() -> tuple[Resource, ...]:
    """All shipped tables, in the order of the data package."""
    return tuple(
        Resource(
            name=item["name"],
            title=item["title"],
            path=item["path"],
            publisher=item["publisher"],
            source="; ".join(source["title"] for source in item["sources"]),
            edition=item["edition"],
            terms=item["terms"],
        )
        for item in _described().values()
    )


@cache
def records(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a shipped table as text, "" where a value is missing. Shared by all callers: read, do not change.

    Raises Refused when there is no such table.
    """
    if name not in _described():
        _refuse("table-unknown", "table", f'"{name}"', _one_of(_described()), Sentence("Correct the name."))
    path = SHIPPED / _described()[name]["path"]
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        lines = csv.reader(file)  # a third of the time of its DictReader: thousands of rows wait at each start
        head = next(lines)
        return tuple(dict(zip(head, line, strict=True)) for line in lines)


@cache
def lexicon(name: str) -> Lexicon:
    """The words by which files are read, of one table in ``shipped/words``."""
    return Lexicon(SHIPPED / "words" / f"{name}.csv")


@cache
def citation(source_key: str) -> str:
    """A source in full, with its edition and licence: ``citation("jrc-neefe-2024")``. Raises Refused when unknown."""
    row = _source(source_key)
    return f"{row['publisher']}, {row['title']}, {row['edition']} ({row['licence']})"


@cache
def _source(key: str) -> dict[str, str]:
    known = {row["key"]: row for row in records("sources")}
    if key not in known:
        _refuse("source-unknown", "source", f'"{key}"', _one_of(known), Sentence("Correct the key."))
    return known[key]


def electricity_factor(
    country: str,
    year: int,
    approach: str = Approach.ACTIVITY_BASED,
    gas: str = "CO2e",
    series: Literal["europe", "other"] | None = None,
    edition: str | None = None,
) -> ElectricityFactor:
    """The national factor of consumed electricity in t/MWh, by ``edition`` (default: ELECTRICITY_EDITION).

    ``country`` is an ISO code (the publisher's EL and UK are understood); ``gas`` is CO2 or CO2e. Of the United
    Kingdom there are two series that are never mixed; the European one (to 2019) is read unless ``series`` says
    "other". Raises Refused where no factor is published, with the nearest years; no other year is put in its place.
    Source: JRC CoM NEEFE, the edition's own workbook [V].
    """
    iso = country.strip().upper()
    iso = JRC_CODES.get(iso, iso)
    approaches = [choice.value for choice in Approach]
    if approach not in approaches:
        _refuse("approach-unknown", "approach", f'"{approach}"', " or ".join(approaches), Sentence("Choose one."))
    if gas not in ("CO2", "CO2e"):
        _refuse("gas-unknown", "gas", f'"{gas}"', Sentence("CO2 or CO2e"), Sentence("Choose one."))
    if (approach, gas) == (Approach.LIFE_CYCLE, "CO2"):
        _refuse(
            "gas-unpublished",
            "gas",
            Sentence("life-cycle CO2 alone"),
            Sentence("CO2e: life-cycle factors count all three gases"),
            Sentence("Ask for CO2e, or for the activity-based approach."),
        )
    by_country = _electricity_rows(edition or ELECTRICITY_EDITION)
    mine = by_country.get(iso, [])
    if not mine:
        fix = Sentence("Give the factor of the city.")
        _refuse("electricity-country", "country", f'"{country}"', _one_of(sorted(by_country)), fix)
    both = {row["table"] in EUROPE for row in mine} == {True, False}
    if series or both:
        mine = [row for row in mine if (row["table"] in EUROPE) == (series != "other")]
    by_year = {int(row["year"]): row for row in mine if (row["approach"], row["gas"]) == (approach, gas)}
    if year not in by_year:
        near = sorted(by_year, key=lambda known: (abs(known - year), known))[:3]
        _refuse_year(year, iso, approach, gas, near, both and series is None)
    row = by_year[year]
    edition = edition or ELECTRICITY_EDITION
    return ElectricityFactor(
        float(row["t_per_mwh"]), iso, year, str(approach), gas, edition, f"{edition}, Table {row['table']}", MARKS[0]
    )


@cache
def electricity_editions() -> tuple[str, ...]:
    """The editions of the national table on file; a new one is added as rows of another source, none is replaced."""
    keys = dict.fromkeys(row["source"] for row in records("electricity_factors"))
    return tuple(_source(key)["edition"] for key in keys)


@cache
def _electricity_rows(edition: str) -> dict[str, list[dict[str, str]]]:
    known = electricity_editions()
    if edition not in known:
        _refuse(
            "edition-unknown",
            "edition",
            f'"{edition}"',
            _one_of(known),
            Sentence("Choose one."),
        )
    found: dict[str, list[dict[str, str]]] = {}
    for row in records("electricity_factors"):
        if _source(row["source"])["edition"] == edition:
            found.setdefault(row["country"], []).append(row)
    return found


@lru_cache(maxsize=_FACTORS_KEPT)
def fuel_factor(
    carrier: str,
    category: str = "stationary",
    fuel: str | None = None,
    technology: str | None = None,
    sustainable: bool = True,
) -> FuelFactor:
    """The IPCC 2006 factors of a carrier's fuel in kg/TJ of net calorific value.

    ``category`` is residential, commercial, industry, energy or road; "stationary" reads residential. ``fuel`` names
    one of several fuels of a carrier, ``technology`` one of the vehicle technologies of road gasoline. The CO2 of
    sustainable biomass counts as zero and is a memo item; of other biomass it counts.
    Raises Refused for a carrier without a fuel factor or without a default, and for a category that IPCC leaves out.
    """
    mine = [row for row in records("fuel_factors") if row["carrier"] == carrier]
    if not mine:
        known = ", ".join(dict.fromkeys(row["carrier"] for row in records("fuel_factors")))
        fix = Sentence("Correct the carrier.")
        if carrier in ("electricity", "heat_cold"):
            fix = Sentence("Use the factor of the grid or of the heat network.")
        expected = Sentence("a carrier that burns a fuel: {names}", names=known)
        _refuse("fuel-carrier", "carrier", f'"{carrier}"', expected, fix)
    place = "residential" if category == "stationary" else category
    fuels = tuple(dict.fromkeys(row["fuel"] for row in mine))
    wanted = fuel if fuel is not None else next((row["fuel"] for row in mine if row["default"] == "yes"), None)
    found = [row for row in mine if row["fuel"] == wanted]
    if not found:
        name = CARRIERS[carrier].name
        said = (
            Sentence("{carrier} without a fuel", carrier=name)
            if fuel is None
            else Sentence('"{fuel}" as {carrier}', fuel=fuel, carrier=name)
        )
        fix = Sentence("Name the fuel: their factors differ.")
        _refuse("fuel-unnamed", "fuel", said, _one_of(map(Sentence, fuels)), fix)
    found = _of_technology([row for row in found if row["category"] == place], technology)
    if not found:
        _refuse_category(mine, wanted, place, technology)
    by_gas = {row["gas"]: row for row in found}
    co2, biogenic = float(by_gas["CO2"]["kg_per_tj"]), by_gas["CO2"]["biogenic"] == "yes"
    return FuelFactor(
        carrier=carrier,
        fuel=Sentence(found[0]["fuel"]),
        category=FUEL_CATEGORIES.get(place, place),
        technology=found[0]["technology"] or None,
        co2_kg_per_tj=0.0 if biogenic and sustainable else co2,
        ch4_kg_per_tj=float(by_gas["CH4"]["kg_per_tj"]),
        n2o_kg_per_tj=float(by_gas["N2O"]["kg_per_tj"]),
        biogenic_co2_kg_per_tj=co2 if biogenic else 0.0,
        edition=found[0]["edition"],
        source="; ".join(dict.fromkeys(row["source"] for row in found)),
        mark=_weakest(found),
    )


def _refuse_category(rows: list[dict[str, str]], fuel: str | None, category: str, technology: str | None) -> NoReturn:
    mine, name = [row for row in rows if row["fuel"] == fuel], fuel or ""
    named, burnt = shipped(name), FUEL_CATEGORIES.get(category, category)
    kinds = dict.fromkeys(row["technology"] for row in mine if row["category"] == category and row["technology"])
    if technology is not None:
        said = Sentence('"{technology}" for {fuel}', technology=technology, fuel=named)
        expected = (
            Sentence("one of {names}", names=joined(map(shipped, kinds), "semicolon"))
            if kinds
            else Sentence("none: one factor serves all")
        )
        _refuse("fuel-technology", "technology", said, expected, Sentence("Correct the technology."))
    has = [choice for choice in FUEL_CATEGORIES if any(row["category"] == choice for row in mine)]
    _refuse(
        "fuel-category",
        "category",
        Sentence('no factor for {fuel} in "{category}"', fuel=named, category=burnt),
        _one_of(has),
        Sentence("Choose a category, or give the factor of the city."),
    )


def _of_technology(rows: list[dict[str, str]], technology: str | None) -> list[dict[str, str]]:
    """The rows of one vehicle technology; without a name, the default of its fuel."""
    if technology is None:
        return [row for row in rows if not row["technology"] or row["default"] == "yes"]
    return [row for row in rows if row["technology"] == technology]


def gwp(name: str) -> GwpSet:
    """A set of 100-year global warming potentials: SAR, AR4, AR5, AR5_CCF (with feedback) or AR6. Refused if unknown.

    ``mark`` speaks for CH4 and N2O; some of the fossil and non-fossil variants are weaker, see the table ``gwp``.
    """
    rows = [row for row in records("gwp") if row["gwp_set"] == name.strip().upper()]
    if not rows:
        known = dict.fromkeys(row["gwp_set"] for row in records("gwp"))
        _refuse("gwp-unknown", "gwp_set", f'"{name}"', _one_of(known), Sentence("Choose one."))
    found = {(row["gas"], row["variant"]): row for row in rows}
    ch4, n2o = found["CH4", "all"], found["N2O", "all"]
    fossil, other = found.get(("CH4", "fossil")), found.get(("CH4", "non-fossil"))
    return GwpSet(
        name=ch4["gwp_set"],
        ch4=float(ch4["gwp"]),
        n2o=float(n2o["gwp"]),
        ch4_fossil=float(fossil["gwp"]) if fossil else None,
        ch4_non_fossil=float(other["gwp"]) if other else None,
        source=ch4["source"],
        mark=_weakest([ch4, n2o]),
    )


_ABBREVIATION = re.compile(r"\(([A-Z]{4,5})\)\s*$|^([A-Z]{4,5})\b(?=\s*[-–:]|\s+[A-Z])")
FOOTNOTES = " \u00a0*†‡:⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What may stand behind a word and is no part of it."""
_NUMBER = re.compile(r"^\s*\(?(?:[0-9]{1,2}|[IVX]{1,4})(?:\.[0-9]{1,2})*(?:[.):]\s*|\s*[-–]\s*|\s+)(?=\D)")
"""The number of a row before its word."""


@lru_cache(maxsize=1 << 14)
def folded(header: str) -> str:
    """The form in which names of columns are compared: without case, hidden characters, underscores and hyphens, and
    punctuation at the ends."""
    cleaned = re.sub(r"[\u200b\u200c\u200d\ufeff]", "", header[:400]).replace("\u00a0", " ")
    return re.sub(r"[\s_\-]+", " ", cleaned).strip(" .:*").casefold()


@lru_cache(maxsize=1 << 14)
def normal_label(text: str) -> str:
    """The form in which names are compared: case-folded, underscores as spaces, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())


def _bare(label: str) -> str:
    """A label without its number and the marks of footnotes: "7-Transport", "Transport ¹"."""
    return _NUMBER.sub("", label).rstrip(FOOTNOTES)


def _abbreviation(label: str) -> str:
    """The abbreviation in capitals that stands in brackets at the end of a label, or alone before its words."""
    found = _ABBREVIATION.search(_bare(label))
    return (found[1] or found[2]) if found else ""


@cache
def _named(name: str) -> dict[str, dict[str, str]]:
    return {row["label"]: row for row in records(name)}


def sector_code(*labels: str | None) -> str | None:
    """The sector that a row's labels name, coarsest first (macro-area, sector, sub-sector); None if none is known.

    The label of the highest rank decides, so that "Municipal fleet" with "Motorcycles" is the municipal fleet;
    between equals the most specific one. A label that is not known is what its abbreviation says, in any language
    ("Industrielle Prozesse (IPPU)"), or the last step of a path ("Stationary energy > Residential buildings", and
    "Buildings: residential sector", not "Residential: electricity").
    """
    names = _named("sectors_synonyms")
    forms = [
        (label, _bare(label), _abbreviation(label), label.rpartition(">")[2], _below_a_sector(label))
        for label in (label or "" for label in labels)
    ]
    known = [next((row for form in each if (row := names.get(normal_label(form)))), None) for each in forms]
    ranked = [(int(row["rank"]), place, row["code"]) for place, row in enumerate(known) if row]
    return max(ranked)[2] if ranked else None


def _below_a_sector(label: str) -> str:
    """What stands behind a sector and a colon, where it is none of all sectors and no carrier."""
    above, below = map(normal_label, label.partition(":")[::2])
    return below if above in _named("sectors_synonyms") and below not in ("total", "electricity") else ""


def carrier_code(label: str) -> str | None:
    """The carrier that a label names, whatever calorific value stands beside it; None if it is unknown or has two
    meanings, such as "gas" or "oil"."""
    code = carriers().get(normal_label(label)) or carriers().get(normal_label(_bare(label)))
    if code is None and bases.said(label):  # "Natural gas (HHV)"
        code = carriers().get(normal_label(bases.without(label)))
    return code


@cache
def carriers() -> Mapping[str, str]:
    """The code of each name of a carrier (``normal_label``): those of the vocabulary and of the workbooks in each
    language, and what else files call it."""
    shown = ((row["text"], row["key"].removeprefix("carrier:")) for row in records("template_words"))
    names = {name: code for name, code in shown if code in CARRIERS}
    names |= {name: one.code for one in CARRIERS.values() for name in (one.code, one.name)}
    return MappingProxyType(
        {row["label"]: row["code"] for row in records("carriers_synonyms")}
        | {normal_label(name): code for name, code in names.items()}
    )


def _weakest(rows: Sequence[dict[str, str]]) -> str:
    return MARKS[max(MARKS.index(row["mark"]) for row in rows)]


def _one_of(names: Iterable[str]) -> str:
    return Sentence("one of {names}", names=joined(names, "comma"))


def _refuse_year(year: int, iso: str, approach: str, gas: str, near: Sequence[int], two_series: bool) -> NoReturn:
    """Refuse a year without a factor, with the nearest published ones; ``two_series`` where another series has more."""
    found = Sentence(
        "no {approach} {gas} factor for {country} in {year}", approach=stated(approach), gas=gas, country=iso, year=year
    )
    expected = Sentence("a published series")
    if near:
        expected = Sentence("a published year; the nearest are {years}", years=", ".join(map(str, near)))
    fix = Sentence("Choose a year yourself and say so, or give the factor of the city.")
    if two_series:
        fix = Sentence(
            'Choose a year yourself and say so or ask for the series "other", which must then serve every year, or '
            "give the factor of the city."
        )
    _refuse("electricity-year", "year", found, expected, fix)


def _refuse(code: str, column: str, found: str, expected: str, fix: str) -> NoReturn:
    raise blocked(code, found, expected, fix, column=column)
