"""What stands around a table: the row of its column names, and the city, year and unit written above it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from analytics import units
from analytics.text import numerals, years
from analytics.text.header_units import doubtful_unit, header_fuel, header_problem, header_unit
from analytics.text.numerals import MONTH
from analytics.text.parts_of_year import are_parts, part_of_year
from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS
from datasets.intake.layouts import dating
from datasets.intake.layouts.brackets import unit_like
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import BY_CONTENT, FIELDS
from datasets.intake.meaning.other_figures import others
from datasets.intake.meaning.plain_words import measured_carrier, says_measured
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.meaning.year_words import PERIOD, YEAR
from datasets.reference import catalogue

T = TypeVar("T")
FIRST_ROWS = 60
"""In how many rows from the top a header is looked for."""
LONGEST_YEAR = 60
"""A longer header is no year, and one of half its length only where it says no more than which inventory it is."""
LONGEST_UNIT = 3
"""More words in brackets beside a carrier are a remark."""
_COLUMNS, _YEARS = catalogue.lexicon("columns"), catalogue.lexicon("years")
_SCOPE_WORD, _EMISSIONS = _COLUMNS.one_of("scope"), rf"(?:ghg |co2e? )?{_COLUMNS.one_of('emissions')}"
SCOPE = re.compile(rf"\b{_SCOPE_WORD}\s*([123])(?![0-9])|^\s*([123])\.?\s*{_SCOPE_WORD}\b(?!\s*[0-9])", re.IGNORECASE)
_SCOPES = re.compile(
    rf"\b{_SCOPE_WORD}\s*[123]\s*(?:[-+&/,\u2013]|{_COLUMNS.one_of('and')})\s*{_SCOPE_WORD}?\s*[123]\b",
    re.IGNORECASE,
)
"""Several scopes over one column."""
DIRECTLY, INDIRECTLY = (_COLUMNS.one_of("direct or indirect", scope) for scope in "12")
_DIRECT = re.compile(
    rf"(?:{_EMISSIONS} )?(?:(?P<scope_2>{INDIRECTLY})|(?P<scope_1>{DIRECTLY}))(?: {_EMISSIONS})?",
    re.IGNORECASE,
)
_AS_DEFINED = re.compile(
    r"(?P<scope_3>emissions occurring outside the (?:city|jurisdiction) boundary\b.*)"
    r"|(?P<scope_2>(?:indirect )?emissions from the use of grid[- ]supplied\b.*)",
    re.IGNORECASE,
)
"""The scopes 3 and 2 in the words in which GPC defines them, as the questionnaires of CDP have them."""
_UNIT_LABEL = re.compile(rf"^{_COLUMNS.one_of('unit label')}\b[\s:\-–]*", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[\uff08]([^()\[\]\uff08\uff09]+)[)\]\uff09]")
_LISTED = re.compile(r"^\s*(?:[•·▪‣]\s*|[-–—]\s+)(?=\w)")
_SHORT_YEAR = re.compile(
    r"['\u2018\u2019\u00b4`]([0-9]{2})\s*(?:[*\u00b9\u00b2\u00b3\u2020]*|\(?[a-z]\)?)", re.IGNORECASE
)
"""A year as "'19", with the mark of a footnote."""
_SHORT_MONTH = re.compile(rf"{MONTH}\s*[-/ .'\u2019]\s*([0-9]{{2}})", re.IGNORECASE)
"""A month with the last digits of its year, as spreadsheets show it: "Jan-19"."""
_MARK = re.compile(r"(?<=19[0-9]{2}|20[0-9]{2})\s*(?:\(?[0-9]{1,2}\)|\[[0-9a-z]{1,2}\]|[a-z]\))$", re.IGNORECASE)
"""The mark of a footnote behind a year: "2018(1)", "2018 a)"."""
_RAISED = dict.fromkeys(map(ord, years.RAISED), " ")
_NUMBER_LIKE = re.compile(r"[-+\u2212(]?[0-9][0-9.,'\u2019\s\u00a0\u202f]*%?\)?")


def known(find: Callable[[str], T]) -> Callable[[str], T]:
    """What a text can be is found out once, however many tables look at it."""
    return lru_cache(maxsize=1 << 13)(find)


@known
def carrier(text: str) -> str | None:
    """The code of the carrier that a header or label names, without brackets and footnote marks; None for others."""
    words = text.strip(catalogue.FOOTNOTES)
    if not words or len(words) > 80:
        return None
    if words in CARRIERS:
        return words
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", words)
    for tried in (words, bare, bare.removesuffix("s")):
        if code := catalogue.carrier_code(tried):
            return code
    stem = header_unit(words)
    return measured_carrier(stem[0] if stem and stem[0] else bare)


@known
def sector(text: str) -> str | None:
    """The code of the sector that a label names; None for others."""
    words = text.strip(catalogue.FOOTNOTES)
    return words if words in SECTORS else catalogue.sector_code(words) if words else None


@known
def scope(text: str) -> int | None:
    """The scope that a header names, as in "Scope 1"; direct emissions are scope 1, indirect ones scope 2, and what
    defines a scope in the words of GPC is this one. None where it names several (``scopes``)."""
    if scopes(text):
        return None
    if found := SCOPE.search(text):
        return int(found[1] or found[2])
    words = _BRACKETED.sub(" ", text)
    unit = header_unit(words)
    words = " ".join((unit[0] if unit and unit[0] else words).split()).strip(" :*.,-")
    if found := _AS_DEFINED.fullmatch(words) or _DIRECT.fullmatch(words):
        return int(str(found.lastgroup)[-1])
    return None


@known
def scopes(text: str) -> bool:
    """Whether a header names several scopes at once: "Scope 1+2"."""
    return _SCOPES.search(text) is not None


@known
def market_based(text: str) -> bool:
    """Whether a header of scope 2 speaks of contracts for electricity rather than of the grid."""
    return _COLUMNS.any_in(text, "market")


@known
def gpc_ref(text: str) -> str | None:
    """The GPC reference that a header is."""
    ref = text.upper().strip(" .")
    return ref if ref in GPC_REFERENCES else None


@known
def year(text: str) -> int | None:
    """The year that a header is: ``2019``, ``2019 (kt)``, ``Year 2019``; nothing longer."""
    if short := _SHORT_YEAR.fullmatch(text):
        return _whole_year(short[1])
    found = YEAR.findall(text)
    if len(found) != 1 or len(text) > LONGEST_YEAR:
        return None
    rest = _MARK.sub(" ", unicodedata.normalize("NFKC", text.translate(_RAISED))).replace(found[0], " ")
    value = int(found[0])
    if not years.FIRST_YEAR <= value <= years.LAST_YEAR or re.search(
        r"[0-9]", rest.replace("CO2", "").replace("CO₂", "")
    ):
        return None
    if year_words.elsewhen(text) or others(rest, energy=False):
        return None
    words = re.sub(r"[()\[\]:,;_\-–/.*]", " ", rest).split()
    words = [word for word in words if word.strip(catalogue.FOOTNOTES) and not _YEARS.pattern("flag").fullmatch(word)]
    if year_words.heads_figures([word for word in words if not unit_of(word)]):
        return value
    if len(text) > LONGEST_YEAR // 2:
        return None
    plain = [word for word in words if not year_word(word)]
    beside = rest.strip(" _-:")
    named = header_unit(beside)
    if named and named[0] and _of_a_part(named[0]):
        return None
    return value if not plain or unit_of(" ".join(plain)) or unit_of(beside) or header_problem(beside) else None


def _of_a_part(words: str) -> bool:
    """Whether the words beside a year and a unit say something else than whose figures of that year stand below: of a
    season, a highest month, a scenario."""
    told = field(words) or carrier(words) or sector(words) or scope(words) or scopes(words) or total_column(words)
    return not told and not all(map(year_words.of_figures, re.findall(r"[^\W\d_]+", words.casefold())))


def _whole_year(digits: str) -> int:
    """The year that two digits stand for."""
    return int(digits) + (1900 if int(digits) >= years.FIRST_YEAR % 100 else 2000)


@known
def dated(text: str) -> bool:
    """Whether a text holds a year, alone or in a date or period."""
    return YEAR.search(text) is not None


@known
def year_word(text: str) -> bool:
    """Whether a header says that years stand below it."""
    return text.casefold() in _YEARS.words("label of years")


@known
def period(text: str) -> str | None:
    """The text of a header that is a period across two calendar years, such as ``2011/12``."""
    choices = years.read_year(text).choices if PERIOD.fullmatch(text) else ()
    return text if len(choices) == 2 and choices[1] == choices[0] + 1 else None


@known
def year_text(text: str) -> str:
    """The year that a cell or a head is, or that of its month, or the period across two years; nothing for others."""
    short = _SHORT_MONTH.fullmatch(text)
    known_year = _whole_year(short[1]) if short and part_of_year(text) else year(text)
    if known_year or not dated(text):
        return year_words.marked(text) or (str(known_year) if known_year else period(text) or fiscal(text))
    day = years.read_year(text)
    return (
        period(text) or fiscal(text) or (str(day.choices[0]) if day.fault == "date" and len(day.choices) == 1 else "")
    )


@known
def fiscal(text: str) -> str:
    """The text of a head that is a fiscal year called by one year ("FY17"), which is asked about; else nothing."""
    return text if years.read_year(text).fault == "fiscal-named" else ""


@known
def mistyped_year(text: str) -> bool:
    """Whether a head is a year with a letter in the place of a digit ("2O15"), which waits to be corrected, or with a
    digit too many ("20018"), of which it is asked."""
    reading = years.read_year(text)
    return (reading.fault == "typo" and bool(reading.choices)) or overlong_year(text)


@known
def overlong_year(text: str) -> bool:
    """Whether five digits are a year with one too many: a slip, or the mark of a footnote."""
    return re.fullmatch(r"[0-9]{5}", text) is not None and bool(years.otherwise_written(text))


@known
def undated(text: str) -> str:
    """A header without the years in it."""
    return re.sub(r"[(\[]\s*[)\]]", " ", YEAR.sub(" ", text)).strip(" _-:,/")


def unit_row(texts: Sequence[str]) -> bool:
    """Whether the texts of a row below the names of columns are the units of their figures, each of its own column and
    beside no other words than for what is measured; the first of them may say so ("(unit)")."""
    first = texts[0].strip("()[] ") if texts else ""
    labelled = bool(_UNIT_LABEL.match(first)) and not _UNIT_LABEL.sub("", first)
    named = texts[1:] if labelled else texts
    return bool(named) and all(not numeric(text) and unit_of(text) and _of_a_measure(text) for text in named)


def _of_a_measure(text: str) -> bool:
    """Whether the words beside a unit, if any, only say what is measured."""
    beside = header_unit(text)
    return beside is None or says_measured(beside[0])


@known
def unit_of(text: str) -> str | None:
    """The text of a unit that can be looked up; None where it is none."""
    words = _UNIT_LABEL.sub("", text).strip(" :")
    tries = (words, re.sub(r"\s+in\s+(?:19|20)[0-9]{2}$", "", words))
    for tried in tries:
        try:
            units.unit(tried, suggesting=False)
        except Refused as refusal:
            if refusal.problems[0].severity == "ask":
                return tried
            continue
        return tried
    found = header_unit(text) if len(text) < 120 else None
    return found[1].name if found else None


@known
def own_unit(text: str) -> str | None:
    """The unit that stands beside a name, of energy, emissions or fuel: "m3" in "Natural gas (m3)". One that means
    several things, or nothing that is known, is given as it stands, so that it is asked about or refused."""
    if named := header_unit(text):
        return named[1].name
    if fuel := header_fuel(text):
        return fuel
    bracketed = _BRACKETED.findall(text)
    if header_problem(text):
        return str(bracketed[0]) if bracketed else doubtful_unit(text)
    unknown = bracketed and carrier(text) and not _remark(text, bracketed[-1])
    return str(bracketed[-1]).strip() if unknown else None


def _unread_unit(text: str) -> str | None:
    """What may be meant as the unit in brackets beside a carrier that is asked about: "bags" in "Charcoal (bags)"."""
    words = "" if carrier(text) else next(iter(_BRACKETED.findall(text)[-1:]), "").strip()
    return words if words and unit_like(words) and not _remark(text, words) else None


def _remark(text: str, bracketed: str) -> bool:
    """Whether what stands in brackets beside a carrier says which one is meant, or marks a footnote: no unit at all."""
    words = bracketed.strip(" *†‡:.")
    meant = catalogue.carrier_code(text) or carrier(words) or sector(words) or scope(words) or field(words)
    mark = len(words) < 2 or numeric(words) or percent(words) or _COLUMNS.pattern("remark").match(words)
    return bool(meant or mark or is_total(words) or len(words.split()) > LONGEST_UNIT)


@known
def remark(text: str) -> str | None:
    """The word in brackets beside a carrier that is no unit and not like one, such as "light" in "Heating oil (light)";
    the figures are in the unit that stands elsewhere then. None where there is none."""
    own = own_unit(text)
    fits = own is None or measured(own) or header_problem(text) or unit_like(own)
    return None if fits else own


@known
def bare(text: str) -> str:
    """A head without its unit; nothing where it is one."""
    own = header_unit(text)
    return own[0].strip(" ,:;-–([") if own else text


def coded(cell: SheetCell) -> SheetCell:
    """A carrier by its code where it is known, else without its unit: brackets and footnote marks of a header are no
    part of its name. Gas oil keeps its name, as its sector says which carrier it is."""
    words = bare(cell.text) or cell.text
    return cell.saying(words if gas_oil(words) else carrier(cell.text) or words) if cell.text else cell


@known
def gas_oil(text: str) -> bool:
    """Whether a name is that of gas oil, which is diesel or heating oil by its use."""
    return catalogue.normal_label(text) in catalogue.lexicon("figures").words("gas oil")


def unit_of_figures(carrier_cell: SheetCell, above: SheetCell) -> SheetCell | None:
    """The cell of the unit of a carrier's figures: the one beside its name, else the one ``above`` the table, as it is
    where only a ``remark`` stands beside it.

    A plain mass among emissions ("Coal (t)") is a mass of the gas above. None where emissions stand above, and energy
    or fuel beside the carrier, so that one of the two is wrong.
    """
    own = own_unit(carrier_cell.text) or _unread_unit(carrier_cell.text)
    if own is None or remark(carrier_cell.text):
        return above
    if measured(above.text) == "emissions":
        kind = measured(own)
        if kind == "mass":
            return above
        if kind in ("energy", "fuel"):
            return None
    return carrier_cell.saying(own)


@known
def measured(unit: str) -> str | None:
    """What a unit measures: energy, emissions, mass or fuel; None for what is no unit, or for several at once."""
    try:
        found = units.unit(unit, suggesting=False)
    except Refused as refusal:
        return "fuel" if refusal.problems[0].code == "unit-needs-fuel" else None
    return "mass" if found.quantity == units.MASS else found.kind


def spread(over: Mapping[int, T], columns: Iterable[int]) -> dict[int, T]:
    """What stands over each of some columns, where what heads a group stands over its first one alone."""
    return {
        column: over[max(place for place in over if place <= column)]
        for column in columns
        if over and min(over) <= column
    }


@known
def numeric(text: str) -> bool:
    """Whether a text looks like a number, whatever its style."""
    return _NUMBER_LIKE.fullmatch(text.strip()) is not None


@known
def figure(text: str) -> bool:
    """Whether a cell holds a number or a notation key."""
    return numeric(text) or numerals.read_one(text).key is not None


def unlisted(text: str) -> str:
    """A label without the mark before it as one of a list: "Electricity" in "• Electricity" and "- Electricity"."""
    return _LISTED.sub("", text)


def label(cell: SheetCell) -> SheetCell:
    """A label without marks of lists and footnotes, without the name of its column ("Sector: Waste") and, where it is
    that of a carrier, without brackets around it ("(Electricity)"); a lone dash is none."""
    text = re.sub(
        r"^\(([^()]+)\)$",
        lambda found: found[1] if carrier(found[1]) else found[0],
        unlisted(cell.text.rstrip("*†‡\\ ")),
    )
    named, colon, rest = text.partition(":")
    text = rest.strip() if colon and field(named) in ("macro_area", "sector", "subsector") and rest.strip() else text
    return cell if text == cell.text and text.strip("-–— ") else cell.saying("" if not text.strip("-–— ") else text)


@known
def percent(text: str) -> bool:
    """Whether a header or cell speaks of shares of a whole."""
    return "%" in text or catalogue.folded(text) in _COLUMNS.words("share")


@known
def per_head(text: str) -> bool:
    """Whether a header speaks of figures per head of the population, of whatever year."""
    named = header_unit(text) or header_unit(undated(text))
    return bool(named and named[1].per_head)


@known
def total_column(text: str) -> bool:
    """Whether the header of a column announces a sum, with or without its unit: "Ensemble (MWh)"."""
    return is_total(bare(text))


@known
def field(text: str) -> str | None:
    """The field of our own table whose very name this header is."""
    named = _COLUMNS.meanings("field").get(catalogue.folded(text))
    return None if named == BY_CONTENT else named


@known
def field_named(text: str) -> str | None:
    """The field that a header names, with or without a unit beside it: sector in "Sector (MWh)"."""
    return field(bare(text))


def months_below(page: Page, row: int, column: int) -> bool:
    """Whether the first labels below a head are different months or quarters, and no sectors."""
    labels = (text for later in range(row + 1, page.height) if (text := page.text(later, column)))
    first = list(islice(labels, 2))
    return are_parts(first) and len(set(map(part_of_year, first))) > 1


def about(page: Page, first: int, last: int) -> dict[str, SheetCell]:
    """City, year, unit and what else is written in the rows from ``first`` up to ``last`` (which is not looked at).

    A cell names one ("Unit - MWh/year") and holds it, or the next filled cell of its row does. The name of the sheet
    stands in for a unit that is written nowhere ("Energy 2019 (MWh)"); for the year see ``dating``.
    """
    found: dict[str, SheetCell] = {}
    for row in range(first, last):
        texts = page.texts(row)
        for place, (column, text) in enumerate(texts):
            after = page.cell(row, texts[place + 1][0]) if place + 1 < len(texts) else NOWHERE
            for name, cell in said(text, page.cell(row, column), after).items():
                found.setdefault(name, cell)
    if dated := dating_above(page, first, last).year:
        found["year"] = dated
    if "unit" not in found:
        texts_above = [(row, *each) for row in range(first, last) for each in page.texts(row) if len(each[1]) < 120]
        measures = {kind for _, _, text in texts_above for kind in kinds(text)}
        for row, column, text in texts_above if len(measures) < 2 else ():  # of several nobody knows which is meant
            if header_unit(text) or header_problem(text):  # one that means several things is asked about
                found.setdefault("unit", page.cell(row, column).saying(own_unit(text) or text))
    sheet = page.grid.sheet or ""
    if named := header_unit(sheet):
        found.setdefault("unit", SheetCell(named[1].name, sheet=sheet))
    return found


def kinds(text: str) -> set[str]:
    """What the units in a text measure, energy or emissions: both in "Energy in MWh and emissions in kt CO2"."""
    if header_unit(text) is None:
        return set()
    words = text.split()
    units_named = [header_unit(" ".join(words[:count])) for count in range(1, len(words) + 1)]
    return {kind for named in units_named if named and (kind := measured(named[1].name)) in ("energy", "emissions")}


def dating_above(page: Page, first: int, last: int) -> dating.Dating:
    """The year that is written above a table, or in the name of its sheet, with what is told or asked about it."""
    return dating.above(page, first, last, lambda text: bool(text and (carrier(text) or unit_of(text))))


def said(text: str, own: SheetCell, after: SheetCell) -> dict[str, SheetCell]:
    """What one cell above a table says of city or unit, together with the cell that follows it."""
    words = catalogue.folded(text)
    if text in CHOICES["gwp"] or text in CHOICES["approach"]:
        return {"gwp_set" if text in CHOICES["gwp"] else "approach": own}
    if words in FIELDS["gwp_set"] and after.text:
        return {"gwp_set": after}
    if words in FIELDS["city"] or words in _COLUMNS.words("city above"):
        of_year = year_words.kind(after.text) in year_words.LABELS  # names of facts in a row, which stand below them
        return {"city": after} if after.text and not of_year else {}
    named = next((name for name in ("population", "source", "method") if words in FIELDS[name]), None)
    if named and after.text:
        return {named: after}
    if _UNIT_LABEL.match(text):
        rest = _UNIT_LABEL.sub("", text)
        cell = own.saying(rest) if rest else after
        named = unit_of(cell.text) if cell.text else None
        return {"unit": cell.saying(named or cell.text)} if cell.text and not scope(cell.text) else {}
    if year_words.kind(text) in year_words.LABELS and not YEAR.search(text) and YEAR.match(after.text):
        named = unit_of(re.sub(r"^[0-9]{4}\s*[-–:]?\s*", "", after.text))
        return {"unit": after.saying(named)} if named else {}
    return {}
