"""Published worked examples, run through the public formulas and the shipped tables.

The file is data/worked_examples.csv, or the one that COVENANT_VECTORS names. A row is understood by its topic and the
names of its inputs, never by its id; a topic that nobody knows fails.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from analytics import units
from analytics.commitment.targets import target_level
from analytics.commitment.trajectory import linear_path
from analytics.detection import plausibility
from analytics.factors import electricity, fuels, heat, waste, weather
from analytics.factors.emissions import blend, emissions, factor_t_per_mwh
from analytics.factors.gases import Gwp, co2e
from analytics.text.problems import Refused
from datasets.reference import catalogue

PATH = Path(os.environ.get("COVENANT_VECTORS") or Path(__file__).resolve().parent / "data" / "worked_examples.csv")
APPROACHES = {"activity_based_ipcc": "activity-based", "life_cycle": "life-cycle", "lca": "life-cycle"}
NO_SET = "the row names no set of global warming potentials"
SETS = re.compile(r"\b(SAR|AR4|AR5_CCF|AR5|AR6)\b")
SHORT = {
    "gg": "Gg",
    "st": "short ton",
    "gal us": "US gal",
    "tonnes": "t",
    "tonne": "t",
    "metric ton": "t",
    "l": "L",
    "mmbtu": "MMBtu",
    "mt": "t",
}


def rows() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- a row and its units


def size(text: str) -> tuple[str, float] | None:
    """What a unit measures and how large it is in MWh, t or m3; None for words that begin with no unit."""
    words = text.replace("_", " ").split()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        name = SHORT.get(name.casefold(), name)
        try:
            return "volume", fuels.volume(1.0, name)
        except Refused:
            pass
        name = re.sub(r"(?<=[gt])C$", "", name)  # "kgC" is a mass of carbon
        try:
            unit = units.unit(name)
        except Refused:
            continue
        return ("energy", units.factor(unit, "MWh")) if unit.kind == "energy" else ("mass", units.factor(unit, "t"))
    return None


def ratio(text: str) -> tuple[tuple[str, ...], float]:
    """The dimensions and the size of a unit such as ``kg CO2/short ton``."""
    parts = [size(part) for part in text.split("/")]
    known = [part for part in parts if part]
    dimensions = tuple(part[0] if part else "one" for part in parts)
    scale = known[0][1] if parts[0] else 1.0
    for part in parts[1:]:
        scale /= part[1] if part else 1.0
    return dimensions, scale


@dataclass(frozen=True)
class Rate:
    """An input such as ``ch4_kg_per_TJ``: in t, MWh and m3, with its two dimensions."""

    key: str
    value: float
    over: str
    under: str


@dataclass
class Example:
    """One row: its inputs by name, which were used, and its result in another unit."""

    row: dict[str, str]
    inputs: dict[str, Any]
    used: set[str] = field(default_factory=set)

    @property
    def words(self) -> str:
        return " ".join(self.row[name] for name in ("topic", "description", "unit"))

    def has(self, *names: str) -> bool:
        return any(self._key(name) for name in names)

    def _key(self, name: str) -> str | None:
        return next((key for key in self.inputs if plain(key) == plain(name)), None)

    def take(self, *names: str, default: Any = ...) -> Any:
        """The first input that has one of the names; without a default it must be there."""
        for name in names:
            key = self._key(name)
            if key is not None:
                self.used.add(key)
                return self.inputs[key]
        assert default is not ..., f"none of the inputs {', '.join(names)} in {self.inputs}"
        return default

    def rates(self) -> list[Rate]:
        """Every input named ``[what_]unit_per_unit``; the first unit may stand behind a name, as in gcv_kcal_per_kg."""
        found = []
        for key, value in self.inputs.items():
            over, per, under = key.partition("_per_")
            if not per or not isinstance(value, int | float):
                continue
            top = next(
                (s for s in (size(over), size(over.partition("_")[2]), size(over.rpartition("_")[2])) if s), None
            )
            bottom = size(under) or ("one", 1.0)
            if top is None:
                continue
            if "kcal" in over and self.has("kJ_per_kcal"):  # the calorie that the example was computed with
                top = "energy", self.take("kJ_per_kcal") * units.factor(units.unit("kJ"), "MWh")
            found.append(Rate(key, value * top[1] / bottom[1], top[0], bottom[0]))
        return found

    def rate(self, over: str, under: str, key: str = "", default: Any = ...) -> Any:
        for rate in self.rates():
            if (rate.over, rate.under) == (over, under) and plain(key) in plain(rate.key):
                self.used.add(rate.key)
                return rate.value
        assert default is not ..., f"no input with {key} {over} per {under} in {self.inputs}"
        return default

    def amount(self) -> tuple[str, float]:
        """The input that is an amount (``litres``, ``kWh``, ``t``), as its dimension and MWh, t or m3."""
        for key, value in self.inputs.items():
            known = size(key)
            if known and isinstance(value, int | float):
                self.used.add(key)
                return known[0], value * known[1]
        raise AssertionError(f"no amount in {self.inputs}")

    def gwp(self) -> Gwp:
        """The potentials among the inputs, or the set that the row names; never one that it does not name."""
        ch4 = self.take("gwp_ch4", default=None)
        n2o = self.take("gwp_n2o", default=None)
        only = self.take("gwp", default=None)
        named = only if isinstance(only, str) else self.take("gwp_set", default=None)
        if named is None:
            texts = (self.words, self.row["notes"], self.row["source"])
            named = next((found[1] for text in texts if (found := SETS.search(text))), None)
        table = catalogue.gwp(named) if named else None
        if isinstance(only, int | float):
            ch4 = n2o = only
        ch4 = ch4 if ch4 is not None else table.ch4 if table else None
        n2o = n2o if n2o is not None else table.n2o if table else None
        assert ch4 is not None or n2o is not None, NO_SET
        return Gwp(named or "given", ch4 or 0.0, n2o or 0.0)

    @property
    def wanted(self) -> str | None:
        """The gas that the unit of the row names: CO2e, CO2, CH4 or N2O; None where it names none."""
        named = re.search(r"\b(CO2e|CO2|CH4|N2O)\b", self.row["unit"], re.IGNORECASE)
        return named[1].upper().replace("E", "e") if named else None

    def weighed(self, co2: float, ch4: float = 0.0, n2o: float = 0.0) -> float:
        """Amounts of three gases as what the row asks for: one gas alone as it is, CO2e by the potentials of the row.

        CO2 needs no potentials; CH4 and N2O do, and a row that has them and names no set is refused.
        """
        if self.wanted in ("CO2", "CH4", "N2O"):
            return {"CO2": co2, "CH4": ch4, "N2O": n2o}[self.wanted]
        if not ch4 and not n2o:
            return co2
        gwp = self.gwp()
        return float(co2e(co2, ch4, n2o, gwp.ch4, gwp.n2o))

    def co2e_of(self, gas: str, tonnes: float) -> float:
        """Tonnes of a gas, as CO2e where the row asks for that."""
        if self.wanted != "CO2e":
            return tonnes
        return self.weighed(0.0, tonnes if gas == "CH4" else 0.0, tonnes if gas == "N2O" else 0.0)

    def result(self, value: Any, unit: str) -> float:
        """A value in ``unit`` in the unit of the row; the two must have one dimension."""
        have, want = ratio(unit), ratio(self.row["unit"])
        assert have[0] == want[0], f"computed {unit}, but the row is in {self.row['unit']}"
        return float(value) * have[1] / want[1]


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


# --- the topics: each a formula of ours


def fuel_blend(x: Example) -> float:
    share = x.take("fossil_share", default=None)
    share = 1 - x.take("bio_share", "share_bio") if share is None else share
    fossil = next(name for name in x.inputs if name.startswith("ef_") and "bio" not in name)
    return x.result(blend(share, x.take(fossil), x.take("ef_bio", "ef_biofuel", default=0.0)), "t/MWh")


def gases_of_an_amount(x: Example) -> float:
    gases = (x.take(name, default=0.0) for name in ("co2", "ch4", "n2o"))
    x.take("unit", default="")
    if not x.has("amount"):  # the tonnes of each gas themselves, in the unit of the row
        return x.weighed(*gases)
    return x.result(x.take("amount") * x.weighed(*gases), "kg")


def deviation(x: Example) -> float:
    """The change from the first input to the second, or from the older to the newer edition."""
    names = [name for name, value in x.inputs.items() if isinstance(value, int | float)]
    assert len(names) == 2, f"a change needs two figures, not {names}"
    years = [re.search(r"\d{4}", name) for name in names]
    if all(years):
        names.sort(key=lambda name: re.findall(r"\d{4}", name)[0])
    return float(plausibility.deviation_percent(x.take(names[0]), x.take(names[1])))


def chp(x: Example) -> float:
    split = heat.chp_split(
        x.take("CO2_total", "CO2"),
        x.take("P_heat", "H", "heat"),
        x.take("P_el", "P", "electricity"),
        x.take("eta_heat", "eta_h", default=None),
        x.take("eta_el", "eta_e", default=None),
        x.take("convention", default="covenant"),
    )
    to_power = re.search(r"\bto (el|power)", x.row["unit"]) or (
        not re.search(r"\bheat\b", x.row["unit"]) and re.search(r"to (el|power)", x.row["description"])
    )
    return x.result(split.electricity if to_power else split.heat, "t")


def calorific_chain(x: Example) -> float:
    """Gross to net, per mass or volume, then the factor of up to three gases."""
    under = "mass" if any(rate.under == "mass" and rate.over == "energy" for rate in x.rates()) else "volume"
    gross = x.rate("energy", under, "gcv", default=None) or x.rate("energy", under, "hhv", default=None)
    net = x.rate("energy", under) if gross is None else fuels.net_from_gross(gross, ncv_over_gcv(x))
    wanted = ratio(x.row["unit"])[0][-1]
    if under == "mass" and wanted == "volume":
        net = fuels.per_volume(net, x.rate("mass", "volume", default=None) or x.take("density"))
    if ratio(x.row["unit"])[0][0] == "energy":
        return x.result(net, f"MWh/{'t' if wanted == 'mass' else 'm3'}")
    gases = [x.take(name, default=0.0) or x.rate("mass", "energy", name, default=0.0) for name in ("co2", "ch4", "n2o")]
    return x.result(
        fuels.factor_per_amount(net, factor_t_per_mwh(x.weighed(*gases))), f"t/{'t' if wanted == 'mass' else 'm3'}"
    )


def ncv_over_gcv(x: Example) -> float:
    given = x.take("ncv_over_gcv", "ratio", default=None)
    if given is not None:
        return float(given)
    state = next((name for name in ("gas", "liquid", "solid") if name in x.words.casefold()), "")
    return fuels.net_over_gross(x.take("state", default=state))


def activity_times_factor(x: Example) -> float:
    dimension, amount = x.amount()
    factor = national(x) if x.has("iso2", "country") else x.rate("mass", dimension)
    return x.result(emissions(amount, factor), "t")


def losses_of_the_grid(x: Example) -> float:
    _, energy = x.amount()
    return x.result(electricity.losses(energy, x.rate("mass", "energy")), "t")


def biomass(x: Example) -> float:
    """Fuel times its energy times factors on that energy. CH4 and N2O count; CO2 is a memo item, in CO2 or alone."""
    amount, gases = fuel_burnt(x), per_energy(x)
    if x.wanted == "CO2e" and any(gases[1:]):
        gases[0] = 0.0
    factor, energies = factor_t_per_mwh(x.weighed(*gases)), [rate for rate in x.rates() if rate.over == "energy"]
    if energies:
        under = energies[0].under
        factor = fuels.factor_per_amount(x.rate("energy", under), factor)
        if amount is None:
            return x.result(factor, f"t/{'t' if under == 'mass' else 'm3'}")
    return x.result(factor, "t/MWh") if amount is None else x.result(emissions(amount, factor), "t")


def fuel_burnt(x: Example) -> float | None:
    """The amount of fuel or energy among the inputs, in t, m3 or MWh: ``t``, ``fuel_t``, ``amount``; None for none."""
    for key, value in x.inputs.items():
        if "_per_" in key or not isinstance(value, int | float):
            continue
        named = x.take("unit", default="t") if plain(key) in ("amount", "fuel", "mass") else key
        known = size(str(named)) or size(key.rpartition("_")[2]) or size(key.partition("_")[0])
        if known:
            x.used.add(key)
            return value * known[1]
    return None


def per_energy(x: Example) -> list[float]:
    """The inputs of CO2, CH4 and N2O per energy, in kg/TJ, 0 for what the row does not give."""
    return [x.rate("mass", "energy", gas, default=0.0) / factor_t_per_mwh(1.0) for gas in ("CO2", "CH4", "N2O")]


def factor_of_energy(x: Example) -> float:
    """kg/TJ as t/MWh, of one gas or three."""
    return x.result(factor_t_per_mwh(x.weighed(*per_energy(x))), "t/MWh")


def local_electricity(x: Example) -> float:
    neefe = x.take("NEEFE", default=None)
    return x.result(
        electricity.local_factor(
            x.take("TCE"),
            x.take("LPE", default=0),
            x.take("GEP", "CE", default=0),
            national(x) if neefe is None else neefe,
            x.take("CO2LPE", default=0),
            x.take("CO2GEP", "CO2CE", default=0),
        ),
        "t/MWh",
    )


def local_heat(x: Example) -> float:
    sums = (x.take(*names, default=0) for names in (("CO2LPH", "CO2LPC"), ("CO2IH", "CO2IC"), ("CO2EH", "CO2EC")))
    return x.result(heat.local_factor(*sums, x.take("LHC", "LCC")), "t/MWh")


def pounds_per_energy(x: Example) -> float:
    return x.result(x.rate("mass", "energy"), "t/MWh")


def heat_content(x: Example) -> float:
    """Gross heat content per unit times a gross factor: the unit of the fuel is that of the row."""
    content = next(rate for rate in x.rates() if rate.over == "energy")
    fuel_unit = x.row["unit"].partition("/")[2]
    value = content.value if content.under == "one" else content.value * (size(fuel_unit) or ("", 1.0))[1]
    x.used.add(content.key)
    factor = fuels.factor_per_amount(value, x.rate("mass", "energy"), "gross", "gross")
    return (
        x.result(factor, f"t/{fuel_unit}")
        if content.under == "one"
        else float(factor / units.factor(units.unit(x.row["unit"].partition("/")[0]), "t"))
    )


def bill_unit(x: Example) -> float:
    """One therm (or another unit of energy) times a factor on energy; the row may be per that unit."""
    dimension, amount = x.amount()
    tonnes = emissions(amount, x.rate("mass", dimension))
    mass = size(x.row["unit"].partition("/")[0])
    assert mass
    return float(tonnes / mass[1])


def rate_in_other_units(x: Example) -> float:
    rate = next(
        rate for rate in x.rates() if {rate.over, rate.under} != {"mass"} and (rate.over, rate.under) != ("one",)
    )
    x.used.add(rate.key)
    names = {"mass": "t", "energy": "MWh", "volume": "m3"}
    return x.result(rate.value, f"{names[rate.over]}/{names[rate.under]}")


def per_mass(x: Example) -> float:
    factor = fuels.factor_per_amount(x.rate("energy", "mass"), x.rate("mass", "energy"))
    return x.result(factor, "t/t")


def per_volume(x: Example) -> float:
    energy = x.rate("energy", "mass", default=None)
    density = x.rate("mass", "volume", default=None)
    assert density is not None, "a volume needs a density"
    if energy is None:
        return x.result(fuels.per_volume(x.rate("mass", "mass"), density), "t/m3")
    if ratio(x.row["unit"])[0][0] == "energy":
        return x.result(fuels.per_volume(energy, density), "MWh/m3")
    factor = fuels.factor_per_amount(energy, x.rate("mass", "energy"))
    return x.result(fuels.per_volume(factor, density), "t/m3")


def unit_alone(x: Example) -> float:
    dimension, amount = x.amount()
    return x.result(amount, {"energy": "MWh", "mass": "t", "volume": "m3"}[dimension])


def potentials_switched(x: Example) -> float:
    tonnes = x.take("t", "ch4", "n2o", default=1.0)
    given = [name for name in x.inputs if SETS.fullmatch(name.upper())]
    order = SETS.findall(x.words)
    given.sort(key=lambda name: order.index(name.upper()) if name.upper() in order else len(order))
    pair = given or order[:2]
    nitrous = "N2O" in x.words
    found = []
    for name in pair:
        table = catalogue.gwp(name)
        value = x.take(name, default=table.n2o if nitrous else table.ch4)
        found.append(co2e(0, 0, tonnes, 0, value) if nitrous else co2e(0, tonnes, 0, value, 0))
    before, after = found
    return float(plausibility.deviation_percent(before, after))


def degree_days(x: Example) -> float:
    temps = x.take("temps", "temperatures", "means")
    if re.search(r"cooling|CDD", x.words):
        return float(weather.cooling_degree_days(temps, x.take("base"), x.take("limit", "threshold", default=None)))
    return float(
        weather.heating_degree_days(
            temps, x.take("base", default=weather.GUIDEBOOK_BASE), x.take("limit", "threshold", default=None)
        )
    )


def weather_corrected(x: Example) -> float:
    heating = x.take("E_sh", "E_heating", "space_heating", default=None)
    total = x.take("LHC", "E", "total", default=None)
    other = x.take("E_other", "other", default=None)
    share = x.take("share_sh", "space_heating_share", default=None)
    if heating is None and share is not None:
        heating, other = total * share, total * (1 - share)
    elif heating is not None and other is None and total is not None:
        other = total - heating
    heating = total if heating is None else heating
    reference = x.take("HDD_AVG", "HDD_BEI", "HDD_ref", "HDD_base", "CDD_AVG")
    return float(weather.corrected(heating, x.take("HDD", "CDD", "HDD_MEI"), reference, other))  # in the unit put in


def carbon(x: Example) -> float:
    oxidation = x.take("oxidation", "oxidation_factor", "OF", default=1.0)
    return x.result(fuels.co2_of_carbon(x.rate("mass", "energy"), oxidation), "t/MWh")


def national(x: Example) -> float:
    approach = x.take("approach", default="activity-based")
    gas = x.take("gases", "gas", default="CO2e" if "co2e" in x.words.casefold() else "CO2")
    asked = (
        x.take("iso2", "country"),
        int(x.take("year")),
        APPROACHES.get(str(approach).casefold(), approach),
        str(gas),
    )
    series = x.take("series", default="other" if re.search(r"\bIEA\b", x.words + x.row["notes"]) else None)
    try:
        return catalogue.electricity_factor(*asked, series=series).value_t_per_mwh
    except Refused:  # the United Kingdom after 2019 stands among the other countries alone
        return catalogue.electricity_factor(*asked, series="other").value_t_per_mwh


def look_up(x: Example) -> float:
    return x.result(national(x), "t/MWh")


def gases_of_electricity(x: Example) -> float:
    gases = (x.take(*names, default=0.0) for names in (("tCO2", "co2"), ("tCH4", "ch4"), ("tN2O", "n2o")))
    return x.result(x.weighed(*gases), "t/MWh")


def population(x: Example) -> float:
    reported, reference = x.take("reported"), x.take("reference")
    problem = plausibility.population_problem(reported, reference)
    words = x.row["topic"] + x.row["notes"]
    assert (problem is not None) == ("flag" in x.row["topic"].casefold()), f"{problem} for {words}"
    return float(plausibility.deviation_percent(reference, reported))


def change_per_head(x: Example) -> float:
    base, now = x.take("base_pc", "base", "pc0"), x.take("now_pc", "target", "now", "pc1")
    return float(plausibility.deviation_percent(base, now))


def population_growth(x: Example) -> float:
    return plausibility.implied_population_percent(x.take("abs"), x.take("pc0", "base_pc"), x.take("pc1", "now_pc"))


def path(x: Example) -> float:
    start, first = x.take("base", "e0"), x.take("base_year", "y0")
    last, year = x.take("target_year", "y1"), x.take("year", "y")
    cut = x.take("cut", "r", default=None)
    end = x.take("target", "e1") if cut is None else target_level(start, 100 * cut)
    return float(linear_path(start, end, first, last, year))  # in the unit put in


def target_of_a_city(x: Example) -> float:
    level = target_level(x.take("pc", "base_pc", "base", "bau"), 100 * x.take("cut", "r"))
    return x.result(level * x.take("pop", "population", "P", "driver", "gdp", default=1.0), "t")


def two_bases(x: Example) -> float:
    """The ratio from two factors, or a value taken over to the other basis."""
    if x.has("gross", "gcv") and x.has("net", "ncv"):
        found = fuels.ratio_of_factors(x.take("gross", "gcv"), x.take("net", "ncv"))
        if x.has("gcv"):  # of two calorific values the net one is the smaller
            found = fuels.ratio_of_factors(x.take("net", "ncv"), x.take("gross", "gcv"))
        return float(1 / found if re.search(r"GCV/NCV|gross/net", x.row["unit"]) else found)
    share = ncv_over_gcv(x)
    to_net = x.has("gross", "gcv", "hhv", "ef_gross", "factor_gross")
    value = x.take(
        "gross", "gcv", "hhv", "net", "ncv", "lhv", "ef_gross", "factor_gross", "ef_net", "factor_net", "kWh", "MWh"
    )
    if "CO2" in x.row["unit"] or x.has("ef_gross", "factor_gross", "ef_net", "factor_net"):
        return float(fuels.factor_on_net(value, share) if to_net else fuels.factor_on_gross(value, share))
    return float(fuels.net_from_gross(value, share) if to_net else fuels.gross_from_net(value, share))


def sum_of_gases(x: Example) -> float:
    """Parts that are in CO2e already: every potential is one."""
    return float(co2e(x.take("co2"), x.take("ch4", default=0.0), x.take("n2o", default=0.0), 1.0, 1.0))


def life_cycle_of_electricity(x: Example) -> float:
    names = (("gen",), ("td",), ("wtt_gen",), ("wtt_td",))
    return float(electricity.life_cycle_factor(*(x.take(*name, default=0.0) for name in names)))


def default(parameter: str, **named: str) -> float:
    """One value of the shipped table of waste, as printed."""
    found = [
        row
        for row in catalogue.records("waste_defaults")
        if row["parameter"] == parameter and all(text in row[column] for column, text in named.items())
    ]
    assert len(found) == 1, f"{len(found)} defaults for {parameter} {named}"
    return float(found[0]["value"])


def amount_of_waste(x: Example) -> float:
    named = x.take("SW", "MSW", "IW", "W", "M", "waste", default=None)
    return float(named) if named is not None else x.amount()[1]


def treatment(x: Example) -> float:
    gas = "N2O" if re.search(r"N2O|nitrous", x.row["topic"] + x.row["unit"]) else "CH4"
    tonnes = amount_of_waste(x)
    factor = x.rate("mass", "mass", default=None)
    if factor is None:
        words = x.words.casefold()
        basis = {"basis": "dry" if "dry" in words else "wet"}
        subject = next(
            name
            for part, name in (
                ("compost", "composting"),
                ("digest", "anaerobic digestion"),
                ("open burning", "open burning"),
                ("incinerat", "incineration"),
            )
            if part in words
        )
        if subject in ("incineration", "open burning") and gas == "N2O":
            kind = "batch" if "batch" in words else "industrial" if "industrial" in words else "municipal waste"
            basis = {"condition": "continuous" if kind == "municipal waste" and subject == "incineration" else kind}
        printed = default("emission_factor", subject=subject, gas=gas, **basis)
        factor = printed / (1000 if subject in ("composting", "anaerobic digestion") else 1e6)
    recovered = x.take("R", "recovered", default=None)
    return x.result(x.co2e_of(gas, waste.treated(tonnes, factor, recovered)), "t")


def landfill(x: Example) -> float:
    potential = x.take("L0", default=None)
    if potential is None:
        parts = (x.take("MCF"), x.take("DOC"), x.take("DOCf", default=0.5), x.take("F", default=0.5))
        potential = waste.methane_potential(*parts)
    recovered, oxidation = x.take("f_rec", "R", default=0.0), x.take("OX", default=0.0)
    tonnes = waste.methane_commitment(amount_of_waste(x), potential, recovered, oxidation)
    return x.result(x.co2e_of("CH4", tonnes), "t")


def decay(x: Example) -> float:
    deposits = x.take("W", "MSW", "deposits", "waste")
    last = int(x.take("T", "year", "years", default=len(deposits) if isinstance(deposits, list) else 1))
    deposits = deposits if isinstance(deposits, list) else [deposits]
    deposits = [*deposits, *[0.0] * (last + 1 - len(deposits))]
    potential = x.take("L0", default=None)
    if potential is None:
        parts = (x.take("MCF"), x.take("DOC"), x.take("DOCf", default=0.5), x.take("F", default=0.5))
        potential = waste.methane_potential(*parts)
    found = waste.first_order_decay(
        deposits, x.take("k"), potential, x.take("R", default=0.0), x.take("OX", default=0.0)
    )
    return x.result(x.co2e_of("CH4", float(found[last])), "t")


def burnt(x: Example) -> float:
    if not re.search(r"\bCO2\b", x.words):
        return treatment(x)
    shares = (x.take(*names, default=1.0) for names in (("dm",), ("CF",), ("FCF",), ("OF", "oxidation")))
    return x.result(waste.incineration_co2(amount_of_waste(x), *shares), "t")


def wastewater(x: Example) -> float:
    load = x.take("TOW", default=None)
    if load is None:
        bod_t = x.take("BOD", default=60) * 1e-6
        load = waste.organic_load(x.take("P", "pop", "population"), bod_t, x.take("I", default=1.0))
    mcf = x.take("MCF")
    shares = (x.take("U", default=1.0), x.take("T", default=1.0))
    if isinstance(mcf, list):
        used = shares[0] if isinstance(shares[0], list) else [shares[0]] * len(mcf)
        treated = shares[1] if isinstance(shares[1], list) else [shares[1]] * len(mcf)
        mcf = waste.of_mix([a * b for a, b in zip(used, treated, strict=True)], mcf)
    else:
        mcf = waste.of_mix([shares[0] * shares[1]], [mcf])
    tonnes = waste.wastewater_ch4(
        load, x.take("Bo", default=0.6), mcf, x.take("S", default=None), x.take("R", default=None)
    )
    return x.result(x.co2e_of("CH4", tonnes), "t")


def effluent(x: Example) -> float:
    kilograms = waste.effluent_n2o(
        x.take("P", "pop", "population"),
        x.take("protein"),
        x.take("Fnpr", default=0.16),
        x.take("Fnoncon", default=1.1),
        x.take("Findcom", default=1.25),
        x.take("EF", default=0.005),
        x.take("Nsludge", "N_sludge", default=None),
    )
    return x.result(x.co2e_of("N2O", kilograms / 1000), "t")


# The first pattern that the topic begins with decides; specific ones stand before general ones.
TOPICS: tuple[tuple[str, Callable[[Example], float]], ...] = (
    (r"biofuel blend", fuel_blend),
    (r"co2 ?\+ ?ch4 ?\+ ?n2o to co2e", gases_of_an_amount),
    (r"negative example|factor[- ]set revision|factor edition break", deviation),
    (r"chp allocation", chp),
    (r"gcv to ncv chain", calorific_chain),
    (r"activity x factor|electricity location based", activity_times_factor),
    (r"t&d losses", losses_of_the_grid),
    (r"biomass", biomass),
    (r"kg/tj to t/mwh", factor_of_energy),
    (r"local electricity factor|net exporter|boundary: lpe", local_electricity),
    (r"local (heat|cold) factor", local_heat),
    (r"lb/[mg]wh to t/mwh", pounds_per_energy),
    (r"(hhv )?heat content x factor", heat_content),
    (r"therm\b", bill_unit),
    (r"scf to mcf", rate_in_other_units),
    (r"ncv x ef, mass", per_mass),
    (r"density,|ncv x ef, (volume|liquid)", per_volume),
    (r"units?\b", unit_alone),
    (r"gwp switch", potentials_switched),
    (r"(heating|cooling) degree days", degree_days),
    (r"temperature correction", weather_corrected),
    (r"carbon content", carbon),
    (r"factor look-?up", look_up),
    (r"three-gas electricity factor", gases_of_electricity),
    (r"population plausibility", population),
    (r"implied population growth", population_growth),
    (r"per-capita target as absolute|(absolute|intensity|bau) target", target_of_a_city),
    (r"per-capita (target|vs absolute)", change_per_head),
    (r"linear", path),
    (r"gcv vs ncv|gross (and|vs|to) net|net (and|vs|to) gross", two_bases),
    (r"sum by gas", sum_of_gases),
    (r"life cycle electricity", life_cycle_of_electricity),
    (r"compost|anaerobic digestion|digestion|biological treatment", treatment),
    (r"methane commitment", landfill),
    (r"first[- ]order decay|fod\b", decay),
    (r"(waste )?incineration|open burning", burnt),
    (r"domestic wastewater|wastewater ch4", wastewater),
    (r"effluent", effluent),
)


def formula(topic: str) -> Callable[[Example], float] | None:
    return next((apply for pattern, apply in TOPICS if re.match(pattern, topic.strip().casefold())), None)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in rows()])
def test_worked_example(row: dict[str, str]) -> None:
    apply = formula(row["topic"])
    source = f"{row['id']}, {row['topic']}: {row['description']} (source: {row['source']})"
    if apply is None:
        pytest.fail(f"No formula is known for this topic. {source}")
    example = Example(row, json.loads(row["inputs_json"]))
    try:
        found = apply(example)
    except (Refused, AssertionError, KeyError, StopIteration) as error:
        pytest.fail(f"{type(error).__name__}: {error}. {source}")
    expected, tolerance = float(row["expected"]), float(row["rel_tol"])
    unused = sorted(set(example.inputs) - example.used)
    assert found == pytest.approx(expected, rel=tolerance, abs=0.0), (
        f"unit {row['unit']}; inputs not used: {unused}. {source}"
    )


def test_there_are_worked_examples_and_each_says_where_it_is_printed() -> None:
    found = rows()
    assert found
    assert len({row["id"] for row in found}) == len(found)
    assert all(row["source"] for row in found)


@pytest.mark.parametrize("topic", ["", "astrology", "a local electricity factor"])
def test_an_unknown_topic_has_no_formula(topic: str) -> None:
    assert formula(topic) is None


MEMO = "biomass: CO2 memo, CH4+N2O count"
WOOD = {"TJ_per_t": 0.015, "co2_kg_per_TJ": 112000}


@pytest.mark.parametrize(
    ("topic", "unit", "inputs", "expected"),
    [
        (MEMO, "kg CO2/t", WOOD, 1680.0),
        (MEMO, "t CO2", {"t": 1000, "TJ_per_t": 0.015, "kgCO2_per_TJ": 112000}, 1680.0),
        (MEMO, "kg CO2", {"fuel_t": 2, **WOOD}, 3360.0),
        (MEMO, "t CO2", {"amount": 500, "unit": "kg", **WOOD}, 0.84),
        (MEMO, "t CO2e", {"t": 1000, **WOOD}, 1680.0),
        (MEMO, "kg CO2/t", {**WOOD, "ch4_kg_per_TJ": 300}, 1680.0),
        (MEMO, "kg CH4/t", {**WOOD, "ch4_kg_per_TJ": 300}, 4.5),
        (MEMO, "t CO2", {"MWh": 1000, "co2_kg_per_TJ": 100000}, 360.0),
        ("CO2+CH4+N2O to CO2e", "kg CO2e", {"amount": 10, "co2": 2.5}, 25.0),
        ("three-gas electricity factor", "t CO2e/MWh", {"tCO2": 0.4}, 0.4),
        ("kg/TJ to t/MWh", "t CO2/MWh", {"kgCO2_per_TJ": 100000}, 0.36),
        ("CO2+CH4+N2O to CO2e", "t CO2e", {"co2": 100, "ch4": 2, "gwp_ch4": 28}, 156.0),
        ("carbon content to CO2", "kg CO2/TJ", {"tC_per_TJ": 15}, 55000.0),
        ("linear interim", "kt", {"base": 500, "base_year": 1990, "target_year": 2030, "cut": 0.4, "year": 2010}, 400),
        ("temperature correction", "GWh", {"LHC": 80, "HDD": 2000, "HDD_AVG": 2500}, 100.0),
        ("GCV to NCV chain + CO2e", "kg CO2e/t", {"ncv_TJ_per_Gg": 15.6, "co2": 112000}, 1747.2),
    ],
)
def test_a_row_in_other_words_and_units_is_understood_and_needs_no_potentials_that_it_does_not_use(
    topic: str, unit: str, inputs: dict[str, Any], expected: float
) -> None:
    apply = formula(topic)
    assert apply is not None
    row = {"topic": topic, "description": "", "unit": unit, "notes": "", "source": ""}
    assert apply(Example(row, inputs)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("topic", "unit", "inputs"),
    [
        (MEMO, "kg CO2e/t", {**WOOD, "ch4_kg_per_TJ": 300}),
        (MEMO, "t CO2e", {"t": 10, **WOOD, "n2o_kg_per_TJ": 4}),
        ("CO2+CH4+N2O to CO2e", "kg CO2e", {"amount": 10, "co2": 2.5, "n2o": 0.1}),
        ("kg/TJ to t/MWh", "t CO2e/MWh", {"kgCO2_per_TJ": 56100, "kgCH4_per_TJ": 1}),
        ("three-gas electricity factor", "t CO2e/MWh", {"tCO2": 0.4, "tCH4": 0.01}),
        ("composting", "t CO2e", {"t": 1000}),
    ],
)
def test_ch4_and_n2o_as_co2e_need_a_set_that_the_row_names(topic: str, unit: str, inputs: dict[str, Any]) -> None:
    apply = formula(topic)
    assert apply is not None
    row = {"topic": topic, "description": "", "unit": unit, "notes": "", "source": ""}
    with pytest.raises(AssertionError, match=NO_SET):
        apply(Example(row, inputs))
    assert apply(Example({**row, "description": "AR5"}, inputs)) > 0
