"""The refusal rehearsal: what a portal would send back of a city's figures, before anything is filed, each with the
page on which it is settled.

MyCovenant, the common reporting framework (CRF) and CDP ask for more than a file that can be written. Which rows of the
framework and which sectors are asked for is told where they are listed (``analytics/inventories/frameworks.py``); the
rest is from memory [M], and none of it promises that a portal takes what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.inventories.frameworks import CRF_ROWS
from analytics.inventories.inventory import Inventory, in_total
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence, counted, first_of, joined, listed
from analytics.vocabulary import KEY_SECTOR_NAMES, OPEN_KEYS, SECTORS, Method, NotationKey, Quantity
from datasets.city.assessment import CityReport
from datasets.city.examining.examination import Examination
from datasets.exports import crf_facts, crf_workbook
from datasets.exports.holding import Holding, holding
from datasets.intake.checking.stated import UNKNOWN
from datasets.store import Store
from datasets.store.kinds.explanations import Explanation

MOST_NAMED = 6
"""So many places or rows are named of those that lack alike."""


class CityToFile(Protocol):
    """A city of a store with what is asked of it before it files."""

    store: Store
    revision: int | None

    @property
    def id(self) -> str:
        """The city's id."""

    def report(self) -> CityReport:
        """Its inventories and targets."""

    def inventory(self, year: int, method: str) -> Inventory:
        """The inventory of a year by a method."""

    def explanations(self) -> Sequence[Explanation]:
        """Why places of it hold what they hold."""

    def findings(self) -> Examination:
        """What looks doubtful in it."""


class SentBack(NamedTuple):
    """One thing that a portal would send back: what it is, what is asked for with its rule, and the ``page`` on which
    it is settled."""

    found: str
    wanted: str
    page: str


def rehearsed(city: CityToFile, form: str) -> tuple[SentBack, ...]:
    """Everything that would be sent back of a city's newest inventory in the ``form`` covenant (MyCovenant), crf or
    cdp, what cannot be written at all first. Raises Refused for a form that is filed nowhere."""
    if form not in _ASKED:
        raise blocked(
            "rehearsal-form",
            f'"{form}"',
            Sentence("one of {names}", names=", ".join(_ASKED)),
            "Choose one.",
            choices=(*_ASKED,),
        )
    try:
        held = holding(city.store, city.id, (), city.revision)
    except Refused:
        return (SentBack(Sentence("no inventory"), _WITHOUT, "data"), *_no_target(city))
    newest = _newest(held, form)
    if newest is None:
        return (SentBack(Sentence("no inventory that the file can hold"), _FORMS[form], "data"), *_no_target(city))
    year, method = newest
    return (*_ASKED[form](city, held, year, method), *_of_inventory(city, held, year, method), *_no_target(city))


def _newest(held: Holding, form: str) -> tuple[int, str] | None:
    """Year and method of the newest inventory that a form takes: CDP by GPC, the reporting framework by sector."""
    if form == "crf":
        try:
            found = crf_workbook.newest(held)
        except Refused:
            return None
        return found.year, found.method
    fitting = [key for key in held.inventories if form != "cdp" or key[1] == Method.GPC]
    order = {Method.COVENANT: 2, Method.GPC: 1}
    return max(fitting, key=lambda key: (key[0], order.get(Method(key[1]), 0)), default=None)


_WITHOUT = Sentence("Every portal asks for an inventory first: energy or emissions by sector.")
_FORMS = {
    "crf": Sentence("The tables ask for emissions by sector."),
    "cdp": Sentence("CDP asks for totals by GPC reference and scope."),
}


def _of_inventory(city: CityToFile, held: Holding, year: int, method: str) -> Iterator[SentBack]:
    """What every portal asks of an inventory."""
    this_year = city.report().this_year
    if this_year is not None and this_year - year > OLDEST_INVENTORY_YEARS:
        found = Sentence("the newest inventory that fits is of {year}", year=year)
        wanted = Sentence("An inventory is due every {years} years.", years=OLDEST_INVENTORY_YEARS)
        yield SentBack(found, wanted, "data")
    if (year, method) not in held.population:
        found = Sentence("{year}: no inhabitants", year=year)
        yield SentBack(found, Sentence("The inhabitants of the inventory year are asked for."), "figures")
    about = held.about.get((year, method))
    if about is None or about.gwp_set == UNKNOWN:
        found = Sentence("{year}: the GWP set is not stated", year=year)
        wanted = Sentence("The warming potentials by which gases were added are asked for.")
        yield SentBack(found, wanted, "figures")
    yield from _unexplained(city, held, year, method)
    doubtful = [one for one in city.findings().findings if one.year == year and not one.settled]
    if doubtful:
        found = counted(
            "{year}: {number} finding that nobody explained",
            "{year}: {number} findings that nobody explained",
            len(doubtful),
            year=year,
        )
        wanted = Sentence("A reviewer asks about what looks doubtful: correct it or say why it is so.")
        yield SentBack(found, wanted, "data")


def _unexplained(city: CityToFile, held: Holding, year: int, method: str) -> Iterator[SentBack]:
    """The places that leave their figure open (NE, IE, C) and that nobody gave a reason for."""
    known = {(one.place, one.carrier or None) for one in city.explanations() if one.year == year}
    by_key: dict[str, dict[str, None]] = {}
    for row in held.of(year, method):
        places = (row.gpc_ref, row.sector)
        reasons = ((place, carrier) for place in places for carrier in (row.carrier, None))
        if row.notation_key not in (None, NotationKey.NO) and known.isdisjoint(reasons):
            by_key.setdefault(row.notation_key, {})[row.gpc_ref or SECTORS[row.sector].name] = None
    for key, without in by_key.items():
        said = {"year": year, "key": key, "places": first_of([*without], MOST_NAMED)}
        found = Sentence("{year}: {key} without a reason in {places}", **said)
        wanted = Sentence("Bring its figure, or say why it has none: on Figures, or with the command explain.")
        yield SentBack(found, wanted, "figures")


def _no_target(city: CityToFile) -> Iterator[SentBack]:
    if city.report().leading.target is None:
        wanted = Sentence("A commitment has a base year, a target year and a reduction.")
        yield SentBack(Sentence("no target"), wanted, "plan")


def _covenant(city: CityToFile, held: Holding, year: int, method: str) -> Iterator[SentBack]:
    """What MyCovenant asks of an emission inventory (JRC, The Covenant of Mayors approach on building inventories)."""
    rows = held.of(year, method)
    if all(row.quantity != Quantity.ENERGY for row in rows):
        found = Sentence("{year}: no energy", year=year)
        wanted = Sentence("The tables ask for final energy (MWh) by sector and carrier.")
        yield SentBack(found, wanted, "data")
    if lacking := city.inventory(year, method).missing_key_sectors:
        found = Sentence(
            "{year}: nothing of {sectors}", year=year, sectors=listed([KEY_SECTOR_NAMES[key] for key in lacking])
        )
        yield SentBack(found, Sentence("Buildings of the city, services, homes and transport are key sectors."), "data")
    leading = city.report().leading
    if leading.target is not None and leading.baseline is None:
        found = Sentence("no inventory of the base year {year}", year=leading.target.base_year)
        yield SentBack(found, Sentence("The baseline inventory is asked for with the plan."), "data")


def _crf(_city: CityToFile, held: Holding, year: int, method: str) -> Iterator[SentBack]:
    """What the common reporting framework asks for: a figure or a notation key in every required row [M]."""
    found = crf_workbook.tables(held, year, method)
    filled = {cell.row for cell in found.result.cells}
    if empty := [row.name for code, row in CRF_ROWS.items() if row.requirement == "required" and code not in filled]:
        said = Sentence(
            "{year}: neither a figure nor a notation key for {rows}", year=year, rows=first_of(empty, MOST_NAMED)
        )
        yield SentBack(said, Sentence("Every required row has a figure or a notation key."), "data")
    if blank := [name for name, value in crf_facts.known(held, year, method).items() if value is None]:
        said = Sentence("{year}: general information is blank: {facts}", year=year, facts=joined(blank, "comma"))
        yield SentBack(said, Sentence("The sheet of general information is to be filled in."), "figures")


def _cdp(city: CityToFile, held: Holding, year: int, method: str) -> Iterator[SentBack]:
    """What CDP's table asks for beside its totals."""
    if city.id not in city.store.moment().register.accounts.values():
        found = Sentence("no account number with CDP")
        yield SentBack(found, Sentence("CDP knows a city by it; a column of a file brings it."), "data")
    rows = [row for row in held.of(year, method) if in_total(row.gpc_ref, row.sector, row.method)]
    if keys := sorted({row.notation_key for row in rows if row.notation_key in OPEN_KEYS}):
        said = Sentence("{year}: {keys} within the BASIC total", year=year, keys=joined(keys, "comma"))
        yield SentBack(said, Sentence("CDP asks for a number in each total, and for why a part is missing."), "data")


_ASKED: Mapping[str, Callable[[CityToFile, Holding, int, str], Iterator[SentBack]]] = {
    "covenant": _covenant,
    "crf": _crf,
    "cdp": _cdp,
}
