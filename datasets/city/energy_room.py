"""What is known of a city's access to energy: its own figures, what stands beside them, goals, measures, and the energy
burden that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analytics.commitment.targets import intensity
from analytics.energy_access.access_indicators import INDICATORS, OWN
from analytics.energy_access.context_series import ContextSeries
from analytics.energy_access.energy_burden import energy_burden
from analytics.passport import Passport
from analytics.text.sentences import Sentence
from datasets.city.counted_statements import counting
from datasets.reference import catalogue, energy_samples
from datasets.reference.countries import UNION
from datasets.store import CityRecord
from datasets.store.kinds import energy_goals, energy_indicators, energy_measures
from datasets.store.kinds.energy_goals import EnergyGoal
from datasets.store.kinds.energy_indicators import EnergyIndicator
from datasets.store.kinds.energy_measures import EnergyMeasure
from datasets.store.records import Register

OF_ENERGY = ("indicator", "energy goal", "measure")
"""The records of the kinds of data of energy access."""
_NATIONAL = {
    "unable_to_keep_warm": "eurostat-mdes01",
    "arrears": "eurostat-mdes07",
    "renewable_share": "eurostat-sdg0740",
}
"""The indicators of which national figures ship, each with the key of its source."""
# Translators: what a home in a state of the United States pays for electricity.
BILL = Sentence("Electricity bill of a home, USD a year")
BILL_SHARE = Sentence("Electricity bill in % of the median income")
_OF_AVERAGES = Sentence("Electricity alone, and an average bill over a median income: the burden of no household.")


@dataclass(frozen=True)
class EnergyRoom:
    """What counts of a city, which may lie in the European Union. Its own figures are of the city or of a part of it;
    those ``beside`` of a wider area."""

    city: CityRecord
    in_union: bool
    figures: tuple[EnergyIndicator, ...]
    goals: tuple[EnergyGoal, ...]
    measures: tuple[EnergyMeasure, ...]

    @cached_property
    def own(self) -> tuple[EnergyIndicator, ...]:
        """The figures of the city itself."""
        return tuple(one for one in self.figures if one.geography in OWN)

    @cached_property
    def beside(self) -> tuple[EnergyIndicator, ...]:
        """The figures of wider areas that are on file."""
        return tuple(one for one in self.figures if one.geography not in OWN)

    def of(self, attribute: str) -> tuple[EnergyIndicator, ...]:
        """The city's own figures of an attribute: the newest of each indicator first, then those before it."""
        mine = [one for one in self.own if INDICATORS[one.indicator].attribute == attribute]
        newest = {one.indicator: one for one in reversed(mine)}
        return (*reversed(newest.values()), *(one for one in mine if one not in newest.values()))

    @cached_property
    def newest_year(self) -> int | None:
        """The newest year of the city's own figures; None where none is printed."""
        return max((one.year for one in self.own if one.year is not None), default=None)

    @cached_property
    def context(self) -> tuple[ContextSeries, ...]:
        """Published series of the country, or of the state, that stand beside the city's own."""
        found = []
        for code, source in _NATIONAL.items():
            if years := energy_samples.national().get((self.city.country_code, code)):
                found.append(
                    ContextSeries(
                        INDICATORS[code].name,
                        self.city.country,
                        INDICATORS[code].unit,
                        catalogue.citation(source),
                        tuple((one.year, one.value) for one in years),
                        tuple(one.year for one in years if "p" in one.flag),
                        tuple(one.year for one in years if "b" in one.flag),
                    )
                )
        return (*found, *self._of_state())

    def _of_state(self) -> list[ContextSeries]:
        code, state = energy_samples.STATES.get(self.city.city_id, ("", ""))
        years = energy_samples.states().get(code, ())
        bills = [(one.year, intensity(one.revenue_usd, one.customers), one) for one in years]
        shares = [
            (year, energy_burden(bill, one.income_usd)) for year, bill, one in bills if one.income_usd is not None
        ]
        if not bills:
            return []
        power, income = (catalogue.citation(key) for key in ("eia-residential", "census-s1903"))
        open_years = tuple(one.year for one in years if one.preliminary)
        return [
            ContextSeries(BILL_SHARE, state, "%", f"{power}; {income}", tuple(shares)),
            ContextSeries(BILL, state, "USD", power, tuple((year, bill) for year, bill, _ in bills), open_years),
        ]

    @cached_property
    def passports(self) -> dict[str, Passport]:
        """By name every figure that is worked out here, with what it is worked out from: the burden of each pair of
        spending and income that are of the same people, and the newest one of the state."""
        found = {f"burden {place}": one for place, one in enumerate(self._burdens(), start=1)}
        return found | ({"state": state} if (state := self._state_burden()) else {})

    def _burdens(self) -> list[Passport]:
        incomes = {_of_whom(one): one for one in self.figures if one.indicator == "household_income"}
        found = []
        for spending in self.figures:
            income = incomes.get(_of_whom(spending)) if spending.indicator == "energy_spending" else None
            if income is not None and income.value > 0:
                found.append(_burden(_stated(spending), _stated(income), spending.year))
        return found

    def _state_burden(self) -> Passport | None:
        code, state = energy_samples.STATES.get(self.city.city_id, ("", ""))
        years = [one for one in energy_samples.states().get(code, ()) if one.income_usd is not None]
        if not years or years[-1].income_usd is None:
            return None
        newest, facts = years[-1], {"source": catalogue.citation("eia-residential")}
        parts = (
            Passport(Sentence("Revenue of the suppliers from homes"), newest.revenue_usd, "USD", facts=facts),
            Passport(Sentence("Homes that are customers, mean of twelve months"), newest.customers, "", facts=facts),
        )
        bill = Passport(BILL, intensity(newest.revenue_usd, newest.customers), "USD", "per unit", parts)
        name = Sentence("Income of the median household, {area}", area=state)
        income = Passport(name, newest.income_usd or 0.0, "USD", facts={"source": catalogue.citation("census-s1903")})
        return _burden(bill, income, newest.year, Sentence("{name}, {year}", name=BILL_SHARE, year=newest.year))


def _burden(spending: Passport, income: Passport, year: int | None, name: str = "") -> Passport:
    value = energy_burden(spending.value, income.value)
    own = INDICATORS["energy_burden"].name
    called = Sentence("{name}, {year}", name=own, year=year) if year is not None else own
    notes = (_OF_AVERAGES,) if name else ()
    return Passport(name or called, value, "%", "energy burden", (spending, income), energy_burden.formula, notes=notes)


def _stated(one: EnergyIndicator) -> Passport:
    beside = "; ".join(filter(None, (one.source, one.page, one.note)))
    return Passport(INDICATORS[one.indicator].name, one.value, one.in_unit, facts={"source": beside})


def _of_whom(one: EnergyIndicator) -> tuple[str, str, int | None, str, str]:
    """Of whom a figure is: spending and income that differ in any of it make no burden."""
    return one.geography, one.area, one.year, one.people, one.in_unit


def room(register: Register, city: CityRecord) -> EnergyRoom:
    """What counts of a city."""
    kinds = (energy_indicators.KIND, energy_goals.KIND, energy_measures.KIND)
    return EnergyRoom(
        city, city.country_code in UNION, *(tuple(counting(register, kind, city.city_id)) for kind in kinds)
    )
