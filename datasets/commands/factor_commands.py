"""The commands of the factors: ``factors`` lists what is used, ``factor`` and ``supply`` state a city's own figures."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from analytics import units
from analytics.factors.emissions import stated_factor
from analytics.factors.fuels import factor_on_net
from analytics.plausibility import not_negative, share
from analytics.problems import Problem, Refused
from analytics.vocabulary import CARRIERS, Approach, Quantity
from analytics.years import FIRST_YEAR, LAST_YEAR
from datasets import factors
from datasets.factors import FactorUse
from datasets.meaning import fuel_amounts
from datasets.naming import find_city
from datasets.store import CityFactor, CityRecord, LocalEnergy, Revision, Store, Submission

GASES = ("CO2e", "CO2", "CH4", "N2O")
USES = ("all", "stationary", "transport")
ENERGIES = ("TCE", "LPE", "GEP", "LHC")
TONNES = ("CO2LPE", "CO2GEP", "CO2LPH", "CO2IH", "CO2EH")
LAYOUT = "factors"
Command = Callable[[Store, argparse.Namespace], int]


def add(commands: Any, shared: argparse.ArgumentParser, listed: Command, stated: Command) -> None:
    """Register the three commands; ``listed`` answers ``factors``, ``stated`` commits with ``asked.brings``."""
    listing = commands.add_parser("factors", parents=[shared], help="every factor used for a city, with its source")
    listing.add_argument("city")
    listing.add_argument("--year", type=int, help="one inventory year (default: all)")
    listing.add_argument("--gwp", default="AR5", help="the GWP set")
    listing.add_argument("--approach", default="activity-based", choices=[choice.value for choice in Approach])
    listing.add_argument("--electricity", default="national", choices=["national", "local"])
    listing.add_argument("--gas", default="CO2e", choices=["CO2e", "CO2"])
    listing.add_argument("--edition", help="the edition of the national table")
    listing.set_defaults(command=listed)

    stating = commands.add_parser("factor", parents=[shared], help="state a factor of the city's own")
    stating.add_argument("city")
    stating.add_argument("--carrier", required=True)
    what = stating.add_mutually_exclusive_group(required=True)
    what.add_argument("--value", type=float, help="the factor, in --unit")
    what.add_argument("--blend", nargs=3, metavar=("SHARE", "FOSSIL", "BIO"), help="fossil share and both carriers")
    what.add_argument("--biomass", choices=["sustainable", "unsustainable"])
    what.add_argument("--withdraw", action="store_true", help="take the city's own factor back")
    stating.add_argument("--unit", default="", help="such as t/MWh, kg/kWh or kg/TJ")
    stating.add_argument("--gas", default="CO2e", choices=GASES)
    stating.add_argument("--basis", choices=fuel_amounts.BASES, help="calorific value of the energy (default: net)")
    stating.add_argument("--use", default="all", choices=USES)
    stating.add_argument("--approach", default="activity-based", choices=[choice.value for choice in Approach])
    stating.add_argument("--to", type=int, help="the last year it holds for (default: --year alone)")
    stating.set_defaults(brings=state)
    supplying = commands.add_parser("supply", parents=[shared], help="state local electricity or heat of a year")
    supplying.add_argument("city")
    supplying.add_argument("--kind", required=True, choices=[*ENERGIES, *TONNES])
    value = supplying.add_mutually_exclusive_group(required=True)
    value.add_argument("--value", type=float)
    value.add_argument("--withdraw", action="store_true", help="take the figure back")
    supplying.add_argument("--unit", default="")
    supplying.set_defaults(brings=supply)
    for parser in (stating, supplying):
        parser.set_defaults(command=stated)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--source", required=True)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--author")


def listing(store: Store, asked: argparse.Namespace) -> list[FactorUse]:
    """Every factor that the energy of a city meets, by year, carrier and use; none where it states no energy."""
    city = find_city(asked.city, store.cities())
    with store.reader() as reader:
        cells = reader.standing(city.city_id).cells
    used = factors.of(
        store.register(), city, asked.approach, asked.gwp, asked.electricity, asked.gas, asked.edition, cells
    )
    found: dict[tuple[object, ...], FactorUse] = {}
    energy = [cell for cell in cells if cell.quantity == Quantity.ENERGY and cell.carrier and cell.amount is not None]
    for cell in sorted(energy, key=lambda cell: (cell.year, cell.carrier or "", cell.sector)):
        if asked.year in (None, cell.year):
            use = used.use(cell.year, cell.carrier or "", cell.sector)
            found.setdefault((use.year, use.carrier, use.used_for, use.value), use)
    return list(found.values())


def as_dict(use: FactorUse) -> dict[str, Any]:
    """A factor with plain values, as the JSON of the command line prints it."""
    plain = {item.name: getattr(use, item.name) for item in fields(use)}
    return plain | {"unit": f"t {use.gas}/MWh", "others": [as_dict(other) for other in use.others]}


def lines(uses: Iterable[FactorUse]) -> list[str]:
    """The factors as a person reads them, and what keeps the years from being comparable."""
    uses = list(uses)
    said = []
    for use in uses:
        value = "none" if use.value is None else f"{use.value:.4f} t {use.gas}/MWh"
        name = f"{use.year}  {CARRIERS[use.carrier].name} ({use.used_for})"
        where = use.reason if use.value is None else f"{use.source} [{use.mark}]"
        beside = f"; location-based {use.location_based:.4f}" if use.location_based is not None else ""
        memo = f"; memo: {use.biogenic:.4f} t biogenic CO2/MWh" if use.biogenic else ""
        said.append(f"{name:<48} {value:<22} {use.kind:<9} {where}{beside}{memo}")
    return said + [problem.sentence() for problem in factors.mixed(uses)]


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Commit one factor, blend or statement on biomass. Raises Refused: a wrong year, unit, carrier, value or share."""
    city = find_city(asked.city, store.cities())
    last = asked.year if asked.to is None else asked.to
    _years(asked.year, last)
    fuel_amounts.fuels_of(asked.carrier)  # refuses an unknown carrier
    kind, value, text, fossil, bio = "factor", None, "", None, None
    gas = asked.gas
    if asked.blend:
        kind, (text, fossil, bio), gas = "blend", asked.blend, "CO2"
        for name in (fossil, bio):
            fuel_amounts.fuel_of(name)
        value = _share(text)
    elif asked.biomass:
        kind, value, text, gas = "biomass", float(asked.biomass == "sustainable"), asked.biomass, "CO2"
        if not CARRIERS[asked.carrier].renewable or not fuel_amounts.fuels_of(asked.carrier):
            found, fix = f"{CARRIERS[asked.carrier].name}, which is no biomass", "Name biofuel, plant oil or biomass."
            raise Refused(Problem("block", "carrier-no-biomass", found, "a carrier of biomass", fix, column="carrier"))
    elif asked.value is not None:
        value, text = stated_factor(asked.value, asked.unit, gas), f"{asked.value:.15g}"
        if asked.basis is None:
            _insist_on_net(asked.carrier, asked.unit)
        if asked.basis == "gross":
            value = factor_on_net(value, fuel_amounts.fuel_of(asked.carrier).net_over_gross)
    unit = f"{asked.unit}{' gross' if asked.basis == 'gross' else ''}" if kind == "factor" else ""
    row = CityFactor(
        city.city_id,
        asked.year,
        last,
        asked.carrier,
        asked.use,
        kind,
        gas,
        value,
        asked.approach,
        _said(asked.source),
        fossil,
        bio,
        text,
        unit,
    )
    return _commit(store, asked, author, factors=(row,))


def _insist_on_net(carrier: str, unit: str) -> None:
    """Refuse a factor per therm, MMBtu or gross kWh of a fuel without its basis: it is a tenth off on the wrong one."""
    energy = units.unit(units.plain_text(unit).replace(" per ", "/").partition("/")[2])
    if energy.basis == "gross" and fuel_amounts.fuels_of(carrier):
        found, fix = f'the unit "{unit}" without a basis', "Say --basis gross or --basis net."
        raise Refused(Problem("block", "basis-open", found, "net or gross calorific value", fix, column="unit"))


def supply(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Commit one figure of local electricity or heat, in MWh or t. Raises Refused: a wrong year, unit or value."""
    city: CityRecord = find_city(asked.city, store.cities())
    _years(asked.year, asked.year)
    value = None
    if asked.value is not None:
        found = units.unit(asked.unit)
        energy = asked.kind in ENERGIES
        if (found.kind == "energy") != energy or found.per_head or found.quantity in ("ch4", "n2o"):
            fix, expected = f"{asked.kind} is {'energy' if energy else 'emissions'}.", "MWh" if energy else "t CO2"
            raise Refused(Problem("block", "unit-dimension", f"{found.symbol}", expected, fix, column="unit"))
        not_negative(asked.kind, asked.value, asked.unit)
        value = asked.value * units.factor(found, units.canonical(found))
    row = LocalEnergy(
        city.city_id,
        asked.year,
        asked.kind,
        value,
        "" if value is None else f"{asked.value:.15g}",
        asked.unit,
        _said(asked.source),
    )
    return _commit(store, asked, author, supply=(row,))


def _commit(store: Store, asked: argparse.Namespace, author: str, **brought: Any) -> Revision:
    return store.commit(Submission(None, 0, author, LAYOUT, reason=_said(asked.reason, "reason"), **brought))


def _years(first: int, last: int) -> None:
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        found, expected = f"the years {first} to {last}", f"years from {FIRST_YEAR} to {LAST_YEAR}, the first one first"
        raise Refused(Problem("block", "year-range", found, expected, "Correct the years.", column="year"))


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        found, fix = f'"{text[:40]}" as a fossil share', "Write for example 0.95."
        raise Refused(Problem("block", "value-text", found, "a share from 0 to 1", fix, column="share")) from None
    share("fossil share", value)
    return value


def _said(text: str, what: str = "source") -> str:
    if not text.strip():
        fix = "A factor without its source cannot be checked." if what == "source" else "Say in a few words why."
        raise Refused(Problem("block", f"{what}-missing", f"no {what}", f"a {what}", fix, column=what))
    return text.strip()
