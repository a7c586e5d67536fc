"""What the store hands out and takes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from analytics.commitment.actions import Action
from analytics.commitment.targets import Target
from analytics.factors.heating import DegreeDays
from analytics.inventories.inventory import About, Cell, Population

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class CityRecord:
    """A city as the register knows it. Coordinates are WGS 84 degrees, None where nobody gave them."""

    city_id: str
    name: str
    other_names: tuple[str, ...]
    country_code: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    sample: bool
    source: str

    def named(self, part: str) -> bool:
        """Whether a part of its id, its name or another of its names, upper and lower case alike."""
        asked = part.strip().casefold()
        return any(asked in name.casefold() for name in (self.name, self.city_id, *self.other_names))


class Slot(NamedTuple):
    """One table of one inventory: what a revision replaces as a whole."""

    city_id: str
    year: int
    method: str
    measure: str


@dataclass(frozen=True)
class Revision:
    """One entry of the ledger. ``in_force`` is True while at least one of its tables is the one that counts;
    ``answers`` are those that settled the questions of its file; ``head`` is the hash of the chain up to it."""

    revision: int
    committed_at: datetime
    author: str
    reason: str | None
    file_name: str | None
    file_sha256: str | None
    layout: str
    rows: int
    undoes: int | None
    sample: bool
    slots: tuple[Slot, ...]
    in_force: bool
    answers: Mapping[str, str] = field(default_factory=dict)
    head: str | None = None


class PopulationRow(NamedTuple):
    """Inhabitants that go with one inventory; ``population_year`` is that in which they were counted, where it is
    another."""

    city_id: str
    year: int
    method: str
    inhabitants: float
    source: str
    population_year: int | None = None


class AboutRow(NamedTuple):
    """Approach, GWP set and notes of one inventory; "unknown" where its source does not say."""

    city_id: str
    year: int
    method: str
    approach: str
    gwp_set: str
    notes: str


class PrintedRow(NamedTuple):
    """A total that a file prints for one table of an inventory, in MWh or t, beside the sum of its ``parts``.

    ``sectors`` are codes parted by bars; with carrier and scope they say of which cells it is the total, where
    ``selects``.
    """

    city_id: str
    year: int
    method: str
    measure: str
    value: float
    parts: float
    number: int
    rounding: float
    named: str
    sectors: str
    carrier: str | None
    scope: int | None
    selects: bool
    original_text: str
    original_unit: str
    source_sheet: str | None
    source_row: int | None
    source_column: str | None


class LeftOutRow(NamedTuple):
    """A column of the file of a revision whose amounts of activity were not taken."""

    source_sheet: str | None
    source_row: int | None
    source_column: str
    cells: int


class CityFactor(NamedTuple):
    """A factor that a city states for its own use in the years from ``first_year`` to ``last_year``.

    ``kind`` "factor": ``value`` in t of ``gas`` per MWh of net calorific value, None where the city takes its own
    factor back. "blend": ``value`` is the fossil share of the energy of ``carrier``, a mixture of ``fossil_carrier``
    and ``bio_carrier``. "biomass": 1 where the carrier is produced sustainably, 0 where its CO2 counts.
    ``used_for`` is all, stationary or transport; ``original_text`` and ``original_unit`` are what was written.
    """

    city_id: str
    first_year: int
    last_year: int
    carrier: str
    used_for: str
    kind: str
    gas: str
    value: float | None
    approach: str
    source: str
    fossil_carrier: str | None = None
    bio_carrier: str | None = None
    original_text: str = ""
    original_unit: str = ""
    revision: int = 0


class LocalEnergy(NamedTuple):
    """One figure of a city's own electricity or heat in a year, in MWh or t CO2(e); None takes it back.

    ``kind`` as the Covenant names it. Electricity: TCE consumption, LPE local production, GEP certified purchases,
    CO2LPE, CO2GEP. Heat: LHC consumption, CO2LPH produced, CO2IH imported, CO2EH exported.
    """

    city_id: str
    year: int
    kind: str
    value: float | None
    original_text: str
    original_unit: str
    source: str
    revision: int = 0


class GdpRow(NamedTuple):
    """The gross domestic product of a city in one year, in ``unit`` (such as million) of ``currency`` at the prices
    of ``price_year``."""

    city_id: str
    year: int
    amount: float
    unit: str
    currency: str
    price_year: str
    source: str


class MappingRow(NamedTuple):
    """That the answers of a revision are for files with this ``signature`` of a city ("": of several)."""

    city_id: str
    signature: str


class AccountRow(NamedTuple):
    """That a city reports to CDP under this account number."""

    city_id: str
    account: str


class RememberedAnswer(NamedTuple):
    """One answer that a file of a city ("": of several) was committed with."""

    revision: int
    city_id: str
    question: str
    answer: str


class DraftOwner(NamedTuple):
    """Whose a file that waits for its commit is: of a keeper (a signed-in person or a browser), and of the city on
    whose page it was begun. Begun where no city was on file ("") it waits on the page of whichever there is since.
    ``earlier`` is the keeper under which an earlier edition would have kept it, the same as now where there is none."""

    keeper: str
    city_id: str
    earlier: str | None = None

    @property
    def keepers(self) -> tuple[str, str]:
        """Both names that this owner's files may stand under."""
        return self.keeper, self.earlier or self.keeper


class SavedDraft(NamedTuple):
    """A file that was brought and not committed, without its bytes. ``saved_at`` is in UTC; ``city`` and ``year`` are
    what was answered for a file that names none."""

    draft_id: str
    owner: DraftOwner
    saved_at: datetime
    file_name: str
    file_sha256: str
    file_bytes: int
    city: str | None
    year: int | None
    answers: Mapping[str, str]


class Rows(Protocol):
    """Rows for the store with the columns of ``ROW_COLUMNS``: an Arrow table, or what gives one piece by piece."""

    @property
    def num_rows(self) -> int:
        """How many there are."""

    def slice(self, offset: int, length: int) -> pyarrow.Table:
        """Some of them, in order."""


@dataclass(frozen=True)
class Submission:
    """Everything one revision brings; ``rows`` is None where it brings something beside inventories only."""

    rows: Rows | None
    row_count: int
    author: str
    layout: str
    reason: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    sample: bool = False
    population: Sequence[PopulationRow] = ()
    about: Sequence[AboutRow] = ()
    new_cities: Sequence[CityRecord] = field(default=())
    factors: Sequence[CityFactor] = ()
    supply: Sequence[LocalEnergy] = ()
    targets: Sequence[Target] = ()
    gdp: Sequence[GdpRow] = ()
    actions: Mapping[str, Sequence[Action]] = field(default_factory=dict)
    """The whole list of actions of a city, in the place of the one it had."""
    degree_days: Sequence[DegreeDays] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    mappings: Sequence[MappingRow] = ()
    printed: Sequence[PrintedRow] = ()
    left_out: Sequence[LeftOutRow] = ()
    accounts: Sequence[AccountRow] = ()


ROW_COLUMNS: tuple[str, ...] = (
    "city_id",
    "year",
    "method",
    "measure",
    "source_row",
    "sector",
    "label",
    "carrier",
    "scope",
    "gpc_ref",
    "quantity",
    "value",
    "notation_key",
    "original_text",
    "original_unit",
    "source",
    "source_sheet",
    "source_column",
)


class Standing(NamedTuple):
    """What is on file of one city: its cells in force, its inhabitants and what its inventories say of themselves."""

    cells: list[Cell]
    population: dict[tuple[int, str], Population]
    about: dict[tuple[int, str], About]


class Register(NamedTuple):
    """Who is who: cities with their accounts, pairings, and by city its targets, actions, own factors and local energy.

    It changes with a commit only, and is kept until then.
    """

    cities: tuple[CityRecord, ...]
    pairings: tuple[tuple[str, str], ...]
    targets: dict[str, tuple[Target, ...]]
    factors: dict[str, tuple[CityFactor, ...]]
    supply: dict[str, tuple[LocalEnergy, ...]]
    gdp: dict[str, tuple[GdpRow, ...]]
    actions: dict[str, tuple[Action, ...]]
    degree_days: dict[str, tuple[DegreeDays, ...]]
    accounts: dict[str, str]
    """The ids of cities by their account numbers with CDP."""


@dataclass(frozen=True, eq=False)
class Moment:
    """The store as it was after ``revision``: the register, and by city the newest revision that says anything of it.

    What is read of a city as of this moment stays the same until another revision touches the city, so that
    (city, ``of_city``) names it for good. ``samples`` are the revisions that came with the program. Nobody may change
    any of it: it is shared.
    """

    revision: int
    register: Register
    touched: Mapping[str, int]
    samples: frozenset[int]

    @cached_property
    def by_id(self) -> dict[str, CityRecord]:
        """The cities by their ids: every click asks for one, of thousands."""
        return {city.city_id: city for city in self.register.cities}

    def of_city(self, city_id: str) -> int:
        """The newest revision that says anything of a city, 0 where none does."""
        return self.touched.get(city_id, 0)
