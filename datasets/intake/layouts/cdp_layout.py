"""City-wide emissions as cities reported them to CDP and ICLEI: one city and year a row, one column a scope.

The names of the columns change with every year of reporting, so they are known by their words. A scope is given with
and without the grid energy that is made in the city; what is made for the grid is kept apart, as the total does not
count it.

An account is an organisation. Its city column may name the city of which it is the region or the county, and bears no
state: "Santiago" for the Metropolitan Region, "Columbus" for that of Ohio and that of Indiana. So a city bears as much
of the organisation's name beside its own as tells it from another of that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.grouped import grouped
from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from analytics.vocabulary import Method
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.cdp_figures import SCOPES, CdpFigures, CdpRow, Kind
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Records, SheetCell
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT, LEFT_OUT
from datasets.intake.meaning.said_beside import speaks_of_others
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("places")
_ABOUT = catalogue.lexicon("columns").meanings("cdp column")
"""What describes a row, by the names that its columns had over the years."""
_STATE = re.compile(r",\s*([A-Z]{2})\s*$")
NOTHING = frozenset({"", "not applicable", "n/a", "na", "do not know", "-", "question not applicable"})
_PERIOD = re.compile(r"([0-9]{4})-([0-9]{2}-[0-9]{2})\s+-\s+([0-9]{4})-([0-9]{2}-[0-9]{2})")
_GPC = re.compile(r"^global protocol for community\b.*\bemissions?\b|^gpc\b", re.IGNORECASE)
"""The protocol of a row that was made by the GPC; what others describe in their own words is their own method."""
_AMERICAN = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/([0-9]{4})(?:\s+[0-9:]+(?:\s*[AP]M)?)?", re.IGNORECASE)

_SCOPE_WORDS = (
    (re.compile("occurring outside|outside city boundary"), 3),
    (re.compile("^indirect"), 2),
    (re.compile("^direct"), 1),
)
"""What tells the scope of a column that does not name it."""


@dataclass(frozen=True)
class CdpColumns:
    """The columns of a CDP table: those that describe a row, and those that hold emissions.

    ``figures`` names each column of emissions by its ``Kind``.
    """

    header: int
    about: Mapping[str, int]
    figures: Mapping[Kind, int]


def columns(page: Page) -> CdpColumns | None:
    """The columns of the table, or None for a table of another kind."""
    for row in range(min(page.height, 5)):
        about: dict[str, int] = {}
        figures: dict[Kind, int] = {}
        for column, text in page.texts(row):
            words = catalogue.folded(text)
            name = _ABOUT.get(words)
            kind = None if name else _figure(words)
            if name:
                about.setdefault(name, column)
            elif kind and kind not in figures and not _of_a_sector(text):
                figures[kind] = column
            elif kind or _of_a_sector(text):
                return None
        if "full name" in about:  # that of the organisation, where a short one stands beside it
            about.setdefault("organisation" if "city" in about else "city", about["full name"])
        if {"account", "year"} <= set(about) and figures and ("city" in about or "organisation" in about):
            return CdpColumns(row, about, figures)
    return None


def _of_a_sector(text: str) -> bool:
    """Whether a column holds the emissions of one sector: "Waste: Direct emissions (metric tonnes CO2e)"."""
    sector, colon, rest = text.partition(":")
    unit = header_unit(rest) if colon else None
    return unit is not None and unit[1].kind == "emissions" and header_rows.sector(sector) is not None


@header_rows.known
def _figure(words: str) -> Kind | None:
    """Which emissions a column holds. Changes, targets and figures per head are none of them."""
    if not re.search(r"\b(?:emissions?|basic)\b|\bscope [123]\b", words) or re.search(
        r"\b(change|chnage|target|capita|reduction|inventory|baseline)\b", words
    ):
        return None
    if header_rows.scopes(words):
        return None
    told = (number for pattern, number in _SCOPE_WORDS if pattern.search(words))
    scope = header_rows.scope(words) or next(told, None)
    if "basic+" in words or "basic +" in words:
        return (0, "basic+")
    if scope is None and re.search(r"\bbasic\b", words):
        return (0, "basic")
    if scope is None:
        return (0, "total") if words.startswith("total") else None
    if "total generation of grid" in words:
        return (scope, "grid")
    return (scope, "without") if "excluding" in words else (scope, "total")


def layout(page: Page, found: CdpColumns, answers: Mapping[str, str]) -> Layout:
    """The figures of each row; rows without any are left out, and an inventory that was reported again counts once. The
    name of another column may say that they are none of a city ("Local government operations"), which is asked."""
    mine = {*found.about.values(), *found.figures.values()}
    names = [text for column, text in page.texts(found.header) if column not in mine]
    odd = tuple((text, found.header + 1, page.grid.sheet) for text in names if speaks_of_others(text))
    page = page.headed(found.header)
    records = Records()
    rows = range(found.header + 1, page.height)
    held = {row: _held(page, row, found) for row in rows}
    empty = [page.cell(row, found.about["account"]) for row in rows if not held[row]]
    records.leave_out(
        "row-without-figure",
        Sentence("rows without any figure of emissions"),
        Sentence("They were left out: the city reported none."),
        empty,
    )
    again = _reported_again(page, found, [row for row in rows if held[row]])
    years = {row: _year(page.cell(row, found.about["year"])) for row in rows}
    named = _names(page, found.about, rows)
    _tell_again(records, named, again, answers)
    figures = CdpFigures(
        records, answers, [page.cell(found.header + 1, column).column for column in found.figures.values()]
    )
    said = answers.get("reported-again")
    out = {"latest": {*again}, LEAVE_OUT: {*again, *again.values()}}.get(said or "", set())
    for row in (row for row in rows if held[row] and row not in out):
        first = len(records)
        about = {"city": named[row], "year": years[row], **_described(page, row, found)}
        figures.add(CdpRow(row, about, held[row], _blanks(page, row, found)))
        if row in again:
            records.waiting += range(first, len(records))
    figures.tell()
    made = records.layout("cdp", grouped=True)
    return replace(made, origins=replace(made.origins, outside=odd))


def _described(page: Page, row: int, found: CdpColumns) -> dict[str, SheetCell]:
    """What a row says of its city and method beside city and year; of people only where it counts any."""
    names = ("cdp_account", "account"), ("country", "country"), ("population", "population")
    about = {field: page.cell(row, found.about[name]) for field, name in names if name in found.about}
    if "population" in about and about["population"].text in ("0", ""):
        about["population"] = NOWHERE
    elif "population" in about and "population_year" in found.about:
        about["population_year"] = page.cell(row, found.about["population_year"])
    return about | {"method": _method(page, row, found)}


def _held(page: Page, row: int, found: CdpColumns) -> dict[Kind, SheetCell]:
    """The figures of a row by scope and kind, without blanks and "Not Applicable"."""
    cells = {kind: page.value(row, column) for kind, column in found.figures.items()}
    return {
        kind: cell
        for kind, cell in cells.items()
        if cell.text.strip().casefold() not in NOTHING or cell.kind in ("e", "f")
    }


def _blanks(page: Page, row: int, found: CdpColumns) -> dict[int, SheetCell]:
    """The cell in which the figure of each scope would stand."""
    places: dict[int, SheetCell] = {}
    for kind in ("without", "total"):
        for scope in SCOPES:
            if (scope, kind) in found.figures:
                places.setdefault(scope, page.cell(row, found.figures[scope, kind]))
    return places


def _year(cell: SheetCell) -> SheetCell:
    """The accounting period as the year it stands for, where it lies in one calendar year; else as it is, to be asked
    about. A period from one New Year to the next is the first of them."""
    if american := _AMERICAN.fullmatch(cell.text.strip()):
        return cell.saying(american[1])
    period = _PERIOD.fullmatch(cell.text.strip())
    if period is None:
        return cell if cell.text.strip() else cell.saying("-")  # asked about like a dash, for this row alone
    first, last = int(period[1]), int(period[3])
    new_year = last == first + 1 and period[2] == period[4] == "01-01"
    return cell.saying(period[1]) if first == last or new_year else cell


def _method(page: Page, row: int, found: CdpColumns) -> SheetCell:
    """The method of a row by the protocol that it names: GPC, or the city's own."""
    if "protocol" not in found.about:
        return NOWHERE.saying(Method.OWN.value)
    cell = page.cell(row, found.about["protocol"])
    return cell.saying(Method.GPC.value if _GPC.search(cell.text) else Method.OWN.value)


def _reported_again(page: Page, found: CdpColumns, rows: list[int]) -> dict[int, int]:
    """Rows of an inventory (city and accounting year) that a later report in the same file repeats, with that row. Of
    two reports made at the same time none is the later one."""
    reports = grouped(
        ((page.text(row, found.about["account"]), _year(page.cell(row, found.about["year"])).text), row) for row in rows
    )

    def made(row: int) -> tuple[str, ...]:
        return tuple(page.text(row, found.about[name]) for name in ("reported", "updated") if name in found.about)

    again: dict[int, int] = {}
    for mine in reports.values():
        newest = max(mine, key=made)
        again |= {row: newest for row in mine if made(row) < made(newest)}
    return again


def _tell_again(
    records: Records, named: Mapping[int, SheetCell], again: Mapping[int, int], answers: Mapping[str, str]
) -> None:
    if not again:
        return
    cells = [named[row] for row in again]
    first = next(iter(again))
    words = Sentence(
        "the inventory of {city}, reported again in row {row}",
        city=named[first].text,
        row=again[first] + 1,
    )
    if said := answers.get("reported-again"):
        kept = Sentence("The latest report was kept, as answered.") if said == "latest" else LEFT_OUT
        cells += [named[row] for row in {*again.values()} if said == LEAVE_OUT]
        records.leave_out("reported-again", words, kept, cells)
        return
    expected, fix = Sentence("one report of an inventory"), Sentence("Say whether the latest report counts.")
    records.say("reported-again", lambda text: words, expected, fix, cells, "reported-again", CHOICES["reported-again"])


def _names(page: Page, about: Mapping[str, int], rows: Sequence[int]) -> dict[int, SheetCell]:
    """The cell that names the city of each row, and what it says: its name with its state, or the organisation's where
    the city names none, or is called like the city of another account, or like the city within it."""
    named = {row: _own(page, about, row) for row in rows}
    keys = {row: _key(page, about, row, cell) for row, cell in named.items()}
    accounts = grouped((key, page.text(row, about["account"])) for row, key in keys.items())
    return {
        row: _organisation(page, about, row) or cell if len({*accounts[keys[row]]}) > 1 else cell
        for row, cell in named.items()
    }


def _key(page: Page, about: Mapping[str, int], row: int, cell: SheetCell) -> tuple[str, str]:
    return catalogue.folded(cell.text), catalogue.folded(page.text(row, about["country"])) if "country" in about else ""


def _organisation(page: Page, about: Mapping[str, int], row: int) -> SheetCell | None:
    cell = page.cell(row, about["organisation"]) if "organisation" in about else None
    return cell if cell and cell.text else None


def _own(page: Page, about: Mapping[str, int], row: int) -> SheetCell:
    organisation = _organisation(page, about, row)
    city = page.cell(row, about["city"]) if "city" in about and page.text(row, about["city"]) else None
    if city is None:
        return organisation or page.cell(row, about["account"])
    if organisation is None:
        return city
    wider = _WORDS.pattern("city itself").sub(" ", organisation.text)
    larger = {word.casefold() for word in _WORDS.pattern("larger").findall(wider)}  # or may be
    if any(word not in city.text.casefold() for word in larger):
        return organisation
    state = _STATE.search(organisation.text)
    return city.saying(f"{city.text}, {state[1]}") if state and "," not in city.text else city
