"""An inventory as it would have been in ordinary weather: its space heating alone moves with the heating degree days.

The corrected figure stands beside the reported one and never in its place. Which share of the fuels and heat of
buildings warms rooms is stated by the city; there is no default.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import NamedTuple

from analytics.change.drivers import Place, Use
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence, listed
from analytics.vocabulary import CARRIERS, SECTORS, Method

HEATED = ("residential", "tertiary", "commercial_institutional", "municipal_buildings", "buildings")
"""The sectors whose fuels and heat warm rooms."""
HEAT = tuple(carrier.code for carrier in CARRIERS.values() if carrier.heats)
"""The carriers that do."""


class DegreeDays(NamedTuple):
    """The heating degree days of a city in one year, or their yearly average from ``first_year`` to ``last_year``.

    ``hdd`` in °C day against the ``base`` in °C; ``coldest_unheated`` counts only days up to that mean (°C), None for
    every day below the base. ``heating_share`` (0 to 1) is the part of the fuels and heat of homes and of tertiary and
    municipal buildings that warms rooms, None where it is not stated.
    """

    city_id: str
    first_year: int
    last_year: int
    base: float
    coldest_unheated: float | None
    hdd: float
    heating_share: float | None
    source: str
    revision: int = 0

    @property
    def average(self) -> bool:
        """Whether this is a long-term average and not one year."""
        return self.first_year < self.last_year

    @property
    def period(self) -> str:
        """The year, or the years of the average."""
        if not self.average:
            return str(self.first_year)
        return Sentence("{first} to {last}", first=self.first_year, last=self.last_year)

    @property
    def basis(self) -> str:
        """How the days are counted, in words; figures of two bases are never set against each other."""
        if self.coldest_unheated is None:
            return Sentence("base {base:g} °C", base=self.base)
        # Translators: of degree days: the temperature that they count from, and the days that count.
        return Sentence("base {base:g} °C, days of at most {limit:g} °C", base=self.base, limit=self.coldest_unheated)


@dataclass(frozen=True)
class Correction:
    """One inventory beside itself in the weather of ``reference``. ``heating_t`` is its space-heating part in t as
    reported, ``corrected`` the inventory with that part moved."""

    reported: Inventory
    corrected: Inventory
    heating_t: float
    days: DegreeDays
    reference: DegreeDays
    share: float
    share_source: str

    @property
    def effect_t(self) -> float:
        """What the correction adds to the reported total, in t: positive after a mild year."""
        assert self.corrected.emissions_t is not None
        assert self.reported.emissions_t is not None
        return self.corrected.emissions_t - self.reported.emissions_t


def one_basis(days: Iterable[DegreeDays]) -> str | None:
    """The basis that all degree days of a city share, None where there are none.

    Raises Refused where there are two. Source: SEAP Guidebook Part 2, p. 31 (base 15 °C [V]); Eurostat counts 18 − T
    on days of at most 15 °C [M].
    """
    found = list(dict.fromkeys(row.basis for row in days))
    if len(found) > 1:
        raise blocked(
            "degree-days-bases",
            listed(found),
            "degree days of one base",
            "Degree days of two bases are not set against each other; state all years on one.",
            column="base",
        )
    return found[0] if found else None


def reference(days: Sequence[DegreeDays], base_year: int) -> DegreeDays | None:
    """What the weather is brought to: the newest long-term average, else the base year's own degree days.

    Source: SEAP Guidebook Part 2, p. 31: without a long-term average the baseline stays as it is, and a monitoring
    inventory takes the degree days of the baseline year [V].
    """
    averages = [row for row in days if row.average]
    if averages:
        return max(averages, key=lambda row: (row.last_year, row.revision))
    return next((row for row in days if row.first_year == base_year), None)


def in_reference_weather(inventory: Inventory, days: Sequence[DegreeDays], base_year: int) -> Correction:
    """``inventory`` with its space heating brought to the reference weather (see ``reference``).

    E = E_other + E_heating × HDD_reference / HDD, for the fuels and heat of homes, tertiary and municipal buildings.
    Raises Refused, saying what is missing: the degree days of the year or a reference, the stated share, rows of fuels
    apart from electricity; and for degree days of two bases. Source: SEAP Guidebook Part 2, p. 31 [V]; heating part
    only [R].
    """
    from analytics.factors.weather import corrected  # numpy is not needed before

    one_basis(days)
    mine = next((row for row in days if not row.average and row.first_year == inventory.year), None)
    if mine is None:
        raise _missing(
            "degree-days",
            Sentence("no heating degree days of {year}", year=inventory.year),
            Sentence("heating degree days of that year"),
        )
    against = reference(days, base_year)
    if against is None:
        found = Sentence("neither a long-term average nor the heating degree days of {year}", year=base_year)
        raise _missing("degree-days-reference", found, Sentence("a year to compare the weather with"))
    stated = mine if mine.heating_share is not None else _newest_share(days)
    if stated is None or stated.heating_share is None:
        raise _missing(
            "heating-share",
            Sentence("no share of space heating"),
            Sentence("the stated share of fuels and heat for rooms"),
        )
    share = stated.heating_share
    heated = [place for place in inventory.uses if _heats(place, inventory)]
    if inventory.emissions_t is None or not heated:
        found = Sentence("no fuels or heat of buildings apart from electricity in {year}", year=inventory.year)
        raise _missing("heating-open", found, Sentence("emissions by carrier, or by scope"))
    uses = dict(inventory.uses)
    for place in heated:
        use = uses[place]
        moved = (
            float(corrected(amount * share, mine.hdd, against.hdd, amount * (1 - share)))
            for amount in (use.energy_mwh, use.emissions_t)
        )
        uses[place] = Use(*moved)
    heating = fsum(inventory.uses[place].emissions_t for place in heated) * share
    return Correction(
        inventory,
        _replaced(inventory, uses),
        heating,
        mine,
        against,
        share,
        Sentence("{source} ({years})", source=stated.source, years=stated.period),
    )


def _replaced(inventory: Inventory, uses: dict[Place, Use]) -> Inventory:
    """The inventory with other uses, and its sums moved by the difference."""
    moved = {place: use for place, use in uses.items() if use != inventory.uses[place]}
    sectors, energy, tonnes = dict(inventory.sectors), inventory.energy_mwh, inventory.emissions_t
    for place, use in moved.items():
        before, group = inventory.uses[place], SECTORS[place[0]].group
        sectors[group] = sectors.get(group, 0.0) + use.emissions_t - before.emissions_t
        if energy is not None:
            energy += use.energy_mwh - before.energy_mwh
    if tonnes is not None and moved:
        tonnes = fsum(use.emissions_t for use in uses.values())
    return replace(inventory, uses=uses, sectors=sectors, energy_mwh=energy, emissions_t=tonnes)


def _heats(place: Place, inventory: Inventory) -> bool:
    """Whether a use can warm rooms. In the GPC, what buildings emit outside scope 2 are the fuels burnt in them."""
    sector, carrier = place
    burnt = carrier in HEAT or (carrier == "" and inventory.method == Method.GPC)
    use = inventory.uses[place]
    return sector in HEATED and burnt and use.emissions_t >= 0 and use.energy_mwh >= 0


def _newest_share(days: Sequence[DegreeDays]) -> DegreeDays | None:
    stated = [row for row in days if row.heating_share is not None]
    return max(stated, key=lambda row: (row.revision, row.last_year), default=None)


def _missing(what: str, found: str, expected: str) -> Refused:
    return blocked(
        f"{what}-missing",
        found,
        expected,
        "State it with `python -m datasets degree-days`, naming its source; nothing is assumed.",
    )
