"""Which factor turns a city's energy into emissions, from where, and what else there was to choose from.

A city's own factors go first, then its local electricity and heat, the national factor, the IPCC 2006 factor of the
fuel. Nothing is put in the place of a missing factor. One edition of the national table serves a whole series.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from math import fsum

from analytics.inventories.inventory import Cell, Making, Setting
from analytics.inventories.weighing import YearlyFactor
from analytics.text.nearest import nearest
from analytics.text.problems import Problem, block, blocked, warn
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, SECTORS, Quantity
from datasets.reference import catalogue
from datasets.reference import factor_sources as sources
from datasets.reference.factor_sources import Asked, FactorUse, gwp
from datasets.store import CityFactor, CityRecord, LocalEnergy
from datasets.store.records import Register

__all__ = ["FactorUse", "Factors", "chosen", "consumed", "gwp", "mixed", "of"]

_LARGEST = 4096


@dataclass(frozen=True)
class Factors:
    """Every choice that decides the factors of a city; equal choices give equal factors, so this is a cache key.

    ``country`` is an ISO code; ``gas`` CO2e or CO2; ``electricity`` "local" takes the local factor where the city's
    data give one; ``edition`` names an edition of the national table (default: the one in use). ``own`` and ``supply``
    are what the city states, the newest revision first; with ``default_first`` it counts only where no
    default is known.
    """

    country: str
    approach: str = "activity-based"
    gwp: str = "AR5"
    gas: str = "CO2e"
    electricity: str = "national"
    edition: str | None = None
    own: tuple[CityFactor, ...] = ()
    supply: tuple[LocalEnergy, ...] = ()
    default_first: bool = False

    @cached_property
    def _found(self) -> dict[tuple[int, str, str], FactorUse]:
        return {}

    def use(self, year: int, carrier: str, sector: str) -> FactorUse:
        """The factor of a carrier in a sector and year, with source, edition and the choices passed over.

        ``value`` is None where no source has one, and ``reason`` says why. Raises Refused for an unknown carrier or
        sector, GWP set or edition.
        """
        key = (year, carrier, sector)
        if key not in self._found:
            # The first source that has a value; the others stay beside it with their reasons.
            asked = self._asked(year, carrier, sector)
            default = self._default(asked)
            found = [self._own(asked, default)]
            if asked.carrier == "electricity" and self.electricity == "local":
                found.append(sources.local_electricity(asked, self.supply, default))
            if asked.carrier == "heat_cold":
                found.append(sources.local_heat(asked, self.supply))
            ordered = (default, *found) if self.default_first else (*found, default)
            had = [use for use in ordered if use is not None]
            taken = next((use for use in had if use.value is not None), had[-1])
            if taken.value is None:
                taken = replace(taken, reason=joined(dict.fromkeys(use.reason for use in had)))
            others = tuple(use for use in had if use is not taken and use.reason != taken.reason)
            self._found[key] = replace(taken, others=others) if others else taken
        return self._found[key]

    def value(self, year: int, carrier: str, sector: str) -> float | None:
        """The factor in t/MWh alone; None where there is none, also for a word that is no carrier or sector."""
        if carrier not in CARRIERS or sector not in SECTORS:
            return None
        return self.use(year, carrier, sector).value

    def by_default(self) -> Factors:
        """These choices with the default factors in place of what the city states, wherever there are some."""
        return _shared(replace(self, default_first=True))

    def once(self, own: Sequence[CityFactor], supply: Sequence[LocalEnergy]) -> Factors:
        """These choices with what the city stated before. Of a carrier or kind of energy of which it stated nothing
        then, what it states now: that the default ones gave another answer is told by itself."""
        carriers, kinds = {row.carrier for row in own}, {row.kind for row in supply}
        return _shared(
            replace(
                self,
                own=(*own, *(row for row in self.own if row.carrier not in carriers)),
                supply=(*supply, *(row for row in self.supply if row.kind not in kinds)),
            )
        )

    def making(self, factor: YearlyFactor | None = None) -> Making:
        """How these choices make tonnes of what is on file; ``factor`` in the place of theirs where given."""
        # The certified green electricity that the city bought, in MWh by year; what it took back is left out.
        newest: dict[int, float | None] = {}
        for row in self.supply:  # the newest revision stands first
            if row.kind == "GEP":
                newest.setdefault(row.year, row.value)
        return Making(
            factor or self.value,
            gwp(self.gwp),
            lambda *place: None if self.value(*place) is None else self.use(*place).biogenic,
            {year: mwh for year, mwh in newest.items() if mwh is not None},
            Setting(self.approach, self.edition),
        )

    def _asked(self, year: int, carrier: str, sector: str) -> Asked:
        for word, known, what in ((carrier, CARRIERS, "carrier"), (sector, SECTORS, "sector")):
            if word not in known:
                near = nearest(word.casefold(), known) or list(known)
                carrier_asked = what == "carrier"
                raise blocked(
                    f"{what}-unknown",
                    Sentence('the carrier "{carrier}"', carrier=word)
                    if carrier_asked
                    else Sentence('the sector "{word}"', word=word),
                    Sentence("one of {names}", names=", ".join(near)),
                    "Correct the carrier." if carrier_asked else "Correct the sector.",
                    column=what,
                )
        return Asked(year, carrier, sector, self.country, self.approach, self.gas, gwp(self.gwp), self.edition)

    def _default(self, asked: Asked) -> FactorUse:
        if asked.carrier == "electricity":
            return sources.national(asked)
        if asked.carrier == "heat_cold":
            why = Sentence(
                "There is no default factor of district heat and cold: state the factor of the network, or what its "
                "plants emit."
            )
            return asked.missing(Sentence("district heat"), why)
        sustainable = sources.is_sustainable(asked, () if self.default_first else self.own)
        return _of_fuel(replace(asked, sector=_burning()[asked.category], country="", edition=None), sustainable)

    def _own(self, asked: Asked, default: FactorUse) -> FactorUse | None:
        stated = sources.own(asked, self.own, default)
        blends = sources.fitting(asked, self.own, "blend")
        rows = sources.fitting(asked, self.own, "factor")
        if not blends or blends[0].value is None or (rows and rows[0].revision >= blends[0].revision):
            return stated
        row = blends[0]
        fossil = replace(asked, carrier=row.fossil_carrier or "")
        bio = replace(asked, carrier=row.bio_carrier or "")
        fossil_use = self._default(fossil)
        return sources.blended(
            asked,
            row,
            sources.own(fossil, self.own, fossil_use) or fossil_use,
            sources.bio_part(bio, sources.is_sustainable(bio, self.own)),
        )


@cache
def _burning() -> dict[str, str]:
    """One sector for each category of combustion."""
    return {Asked(0, "", sector, "", "", "", gwp("AR5")).category: sector for sector in SECTORS}


@lru_cache(maxsize=_LARGEST)
def _of_fuel(asked: Asked, sustainable: bool) -> FactorUse:
    """The factor of a fuel: the same in every country and in all sectors that burn it alike, so cities share it."""
    return sources.ipcc(asked, sustainable)


def of(
    register: Register,
    city: CityRecord,
    approach: str = "activity-based",
    gwp_set: str = "AR5",
    electricity: str = "national",
    gas: str = "CO2e",
    edition: str | None = None,
    cells: Iterable[Cell] = (),
) -> Factors:
    """The factors of one city as the store knows it.

    ``cells`` are its rows in force: from them comes the consumption of electricity and heat (TCE, LHC) that the local
    factors divide by, where the city states none itself.
    """
    supply = register.supply.get(city.city_id, ())
    if supply:
        supply = (*supply, *consumed(city.city_id, cells))
    own = register.factors.get(city.city_id, ())
    return _shared(Factors(city.country_code, approach, gwp_set, gas, electricity, edition, own, supply))


def chosen(
    country: str,
    approach: str,
    gwp_set: str,
    own: Sequence[CityFactor] = (),
    supply: Sequence[LocalEnergy] = (),
    electricity: str = "national",
    gas: str = "CO2e",
    edition: str | None = None,
) -> YearlyFactor:
    """The factor in t/MWh of a year, carrier and sector, for a city of ``country``; as ``Factors.value``.

    Electricity takes the national factor of that very year; district heat, and everything in the life-cycle approach
    but electricity, has no sourced default and gives None. Nothing is put in the place of a missing factor. Raises
    Refused for an unknown GWP set or edition.
    """
    return _shared(Factors(country, approach, gwp_set, gas, electricity, edition, tuple(own), tuple(supply))).value


@lru_cache(maxsize=_LARGEST)
def _shared(factors: Factors) -> Factors:
    """One object for equal choices, so that what it has found is found once."""
    gwp(factors.gwp)
    known = catalogue.electricity_editions()
    if factors.edition is not None and factors.edition not in known:
        raise blocked(
            "edition-unknown",
            Sentence('the edition "{edition}"', edition=factors.edition),
            Sentence("one of {names}", names=", ".join(known)),
            "Choose one on file; it serves every year of a series.",
            column="edition",
        )
    if factors.electricity not in ("national", "local"):
        raise blocked(
            "electricity-choice",
            Sentence('"{word}" electricity', word=factors.electricity),
            "national or local",
            "Choose one for the whole series.",
            column="electricity",
        )
    return factors


def consumed(city_id: str, cells: Iterable[Cell]) -> tuple[LocalEnergy, ...]:
    """The electricity and district heat of each inventory year in MWh, where one method alone states it."""
    found: dict[tuple[int, str], dict[str, list[float]]] = {}
    for cell in cells:
        kind = {"electricity": "TCE", "heat_cold": "LHC"}.get(cell.carrier or "")
        if kind and cell.quantity == Quantity.ENERGY and cell.amount is not None:
            found.setdefault((cell.year, kind), {}).setdefault(cell.method, []).append(cell.amount)
    return tuple(
        LocalEnergy(
            city_id, year, kind, fsum(amounts), "", "MWh", Sentence("sum of the inventory of {year}", year=year)
        )
        for (year, kind), by_method in sorted(found.items())
        if len(by_method) == 1
        for amounts in by_method.values()
    )


def mixed(uses: Iterable[FactorUse]) -> list[Problem]:
    """What keeps the factors of a series from being comparable, by carrier and use.

    Blocks two editions of the national table in one series, since each edition recalculates every year; warns where a
    carrier takes the city's own factor in one year and another source in the next.
    """
    series: dict[tuple[str, str], list[FactorUse]] = {}
    for use in uses:
        if use.value is not None:
            series.setdefault((use.carrier, use.used_for), []).append(use)
    problems = []
    for (carrier, used_for), found in series.items():
        # Translators: an energy carrier, and what it is used for: stationary or transport.
        name = Sentence("{carrier} ({used_for})", carrier=CARRIERS[carrier].name, used_for=sources.USES[used_for])
        grid = [use for use in found if use.carrier == "electricity" and use.kind in ("national", "local")]
        editions = sorted({use.edition for use in grid})
        if len(editions) > 1:
            problems.append(
                block(
                    "edition-mixed",
                    Sentence("{name} by {editions}", name=name, editions=" and ".join(editions)),
                    "one edition for a series",
                    "Choose one edition for every year of the series.",
                    column="edition",
                )
            )
        kinds: dict[str, list[int]] = {}
        for use in found:
            kinds.setdefault(use.kind, []).append(use.year)
        if len(kinds) > 1:
            # Translators: a kind of source of factors, and the years that it serves.
            by_kind = joined(
                (
                    Sentence(
                        "{kind}: {years}", kind=sources.KIND_NAMES[kind], years=", ".join(map(str, sorted({*years})))
                    )
                    for kind, years in kinds.items()
                ),
                "semicolon",
            )
            problems.append(
                warn(
                    "factor-source-mixed",
                    Sentence("{name} by {sources}", name=name, sources=by_kind),
                    "one source for a series",
                    "A change of the source shows as a change of emissions: state the factor of each year.",
                )
            )
    return problems
