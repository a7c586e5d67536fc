"""Fuels: energy, mass and volume, net and gross calorific value, carbon.

Plain ``*`` and ``/``: a formula gives the unit that its parts have, so numbers in one set of units, arrays, columns and
quantities go through the same lines. Every factor of the IPCC counts on net calorific value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.detection.plausibility import above_zero, limit, not_negative, share
from analytics.dimensions import CO2_PER_CARBON as CO2_PER_CARBON
from analytics.factors.bases import Basis as Basis
from analytics.formula import IPCC, formula
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence, joined, sentences

NET_OVER_GROSS: Mapping[str, float] = {"solid": 0.95, "liquid": 0.95, "gas": 0.90}
"""Net over gross calorific value by the state of the fuel. IPCC 2006 vol. 2, section 1.4.1.2 [V2]."""

MWH_PER_T = 1 / 3.6
"""MWh/t in one TJ/Gg (GJ/t), exact."""

KELVIN: Mapping[str, float] = {"normal": 273.15, "standard": 288.15}
# Translators: states of a fuel, and of a cubic metre of gas (at 0 °C and at 15 °C).
STATES: Mapping[str, str] = sentences(
    {
        "solid": "solid",
        "liquid": "liquid",
        "gas": "gas",
        "normal": "normal",
        "standard": "standard",
    }
)
"""Temperature of a normal cubic metre (Nm3, 0 °C) and a standard one (Sm3, 15 °C), both at 101.325 kPa.

From memory of ISO 13443 [M]; 1 Sm3 = 0.948 Nm3.
"""

_GALLON, _FOOT = 0.003785411784, 0.028316846592
VOLUMES: Mapping[str, float] = {
    "m3": 1.0,
    "l": 0.001,
    "hl": 0.1,
    "us gal": _GALLON,
    "uk gal": 0.00454609,
    "bbl": 42 * _GALLON,
    "ft3": _FOOT,
    "scf": _FOOT,
    "ccf": 100 * _FOOT,
    "mcf": 1000 * _FOOT,
    "mmcf": 1e6 * _FOOT,
}
"""m3 in one unit of volume, exact by definition. A barrel is 42 US gallons; scf is at 60 °F; ccf is 100, mcf 1000."""


@dataclass(frozen=True)
class Fuel:
    """What is known of one fuel. ``densities`` is t/m3 by source, in the order of the table; often there is none."""

    name: str
    state: str
    ncv_mwh_per_t: float
    carbon_kg_per_gj: float
    net_over_gross: float
    densities: Mapping[str, float]
    source: str
    mark: str

    def density(self, source: str | None = None) -> float:
        """The density in t/m3 that ``source`` prints.

        Sources differ by up to a tenth, so none is chosen silently: without one that is known, raises Refused
        (density-missing) that asks, with the sources as choices. IPCC 2006 prints none [V2].
        """
        if source is None or source not in self.densities:
            said = Sentence("no source") if source is None else Sentence('the source "{source}"', source=source)
            raise _density_asked(
                Sentence("{source} for the density of {fuel}", source=said, fuel=self.name), self.densities
            )
        return self.densities[source]


def fuel(rows: Iterable[Mapping[str, str]], name: str) -> Fuel:
    """The properties of one fuel, by the name the IPCC gives it.

    ``rows`` are the text records of the shipped table ``fuel_properties``: value and unit as printed, in TJ/Gg,
    kg/GJ, kg/L or kg/m3. Raises Refused (fuel-unknown) with the known names.
    Source: IPCC 2006 vol. 2, Tables 1.2 and 1.3 [V], section 1.4.1.2 [V2]; densities as their rows say.
    """
    table = list(rows)
    mine = [row for row in table if row["fuel"].casefold() == name.strip().casefold()]
    if not mine:
        known = ", ".join(dict.fromkeys(row["fuel"] for row in table))
        raise blocked(
            "fuel-unknown",
            Sentence('the fuel "{name}"', name=name),
            Sentence("one of {names}", names=known),
            "Correct the name.",
            column="fuel",
        )
    values = {row["property"]: float(row["value"]) for row in mine}
    ncv = next(row for row in mine if row["property"] == "ncv")
    return Fuel(
        name=Sentence(mine[0]["fuel"]),
        state=mine[0]["state"],
        ncv_mwh_per_t=ncv_mwh_per_t(values["ncv"]),
        carbon_kg_per_gj=values["carbon"],
        net_over_gross=values["ncv_over_gcv"],
        densities={
            f"{row['source']} ({row['edition']})": float(row["value"]) * (0.001 if row["unit"] == "kg/m3" else 1.0)
            for row in mine
            if row["property"] == "density"
        },
        source=ncv["source"],
        mark=ncv["mark"],
    )


def ncv_mwh_per_t(tj_per_gg: Any) -> Any:
    """A calorific value in MWh/t from TJ/Gg (GJ/t), the unit of IPCC 2006 vol. 2, Table 1.2: 43 gives 11.944.

    Any shape. Raises Refused for one that is not above zero.
    """
    above_zero("calorific value", tj_per_gg, "TJ/Gg")
    return tj_per_gg * MWH_PER_T


def net_over_gross(state: str) -> float:
    """The ratio of net to gross calorific value of a solid, liquid or gas: 0.95, 0.95, 0.90.

    Raises Refused (state-unknown). Source: IPCC 2006 vol. 2, section 1.4.1.2 [V2]; a supplier's own ratio is better. A
    share.
    """
    if state not in NET_OVER_GROSS:
        raise blocked(
            "state-unknown",
            f'"{state}"',
            Sentence("one of {names}", names=", ".join(NET_OVER_GROSS)),
            "Say in which state the fuel is delivered.",
            column="state",
        )
    return NET_OVER_GROSS[state]


@formula(
    name="Net from gross calorific value",
    text="net = gross × r",
    units="MWh; r is 0.95 for solids and liquids and 0.90 for gases, or the supplier's own ratio",
    source=f"{IPCC}, section 1.4.1.2",
    mark="V2",
    remark="A bill of gas by the gross calorific value is 1.11 times the net energy, one of oil 1.05 times.",
    also=(
        "analytics.factors.fuels.gross_from_net",
        "analytics.factors.fuels.net_over_gross",
    ),
)
def net_from_gross(gross: Any, ratio: Any) -> Any:
    """Energy or calorific value on net basis from one on gross basis: gross x ratio; the unit stays.

    Any shape; ``ratio`` is net over gross, above 0 up to 1. Raises Refused for a negative energy or a ratio outside.
    Source: IPCC 2006 vol. 2, section 1.4.1.2 [V2].
    """
    not_negative("gross energy", gross, "MWh")
    share("net over gross", ratio, above=True)
    return gross * ratio


def gross_from_net(net: Any, ratio: Any) -> Any:
    """Energy or calorific value on gross basis from one on net basis: net / ratio; otherwise as ``net_from_gross``.

    In the unit given [V2].
    """
    not_negative("net energy", net, "MWh")
    share("net over gross", ratio, above=True)
    return net / ratio


@formula(
    name="Factor on net or gross calorific value",
    text="F(net) = F(gross) ÷ r",
    units="t/MWh; r as above, which is also the ratio of two printed factors of one fuel",
    source="Arithmetic; agrees with the gas factors that the UK government prints for 2026 (DESNZ)",
    mark="R",
    also=(
        "analytics.factors.fuels.factor_on_gross",
        "analytics.factors.fuels.ratio_of_factors",
    ),
)
def factor_on_net(factor_on_gross: Any, ratio: Any) -> Any:
    """An emission factor per net MWh from one per gross MWh: factor / ratio, since the net energy is the smaller.

    Any shape and unit. Raises Refused for a negative factor or a ratio outside 0 to 1. Source: arithmetic [R]; the
    gas factors that the UK government prints for 2026, 0.18231 kg/kWh gross and 0.20199 net, agree with it [V2].
    """
    not_negative("factor on gross calorific value", factor_on_gross, "t/MWh")
    share("net over gross", ratio, above=True)
    return factor_on_gross / ratio


def factor_on_gross(factor_on_net: Any, ratio: Any) -> Any:
    """An emission factor per gross MWh from one per net MWh: factor x ratio; otherwise as ``factor_on_net``.

    Source: arithmetic [R].
    """
    not_negative("factor on net calorific value", factor_on_net, "t/MWh")
    share("net over gross", ratio, above=True)
    return factor_on_net * ratio


def ratio_of_factors(factor_on_gross: Any, factor_on_net: Any) -> Any:
    """The ratio of net to gross calorific value that two factors of one fuel imply, both in one unit.

    Any shape. Raises Refused unless 0 < gross factor <= net factor. Source: our arithmetic [R].
    """
    above_zero("factor on gross calorific value", factor_on_gross, "t/MWh")
    above_zero("factor on net calorific value", factor_on_net, "t/MWh")
    ratio = factor_on_gross / factor_on_net
    fix = Sentence("The factor per gross MWh is the smaller one: check which is which.")
    limit("net over gross", ratio, "", 0.0, 1.0, above=True, fix=fix)
    return ratio


def energy(amount: Any, calorific_value: Any) -> Any:
    """The energy of an amount of fuel: amount x calorific value, such as t x MWh/t or m3 x MWh/m3.

    Any shape; on the basis (net or gross) of the calorific value. Raises Refused for a negative amount or a calorific
    value that is not above zero. Source: IPCC 2006 vol. 2, section 1.4.1.2 [V].
    """
    not_negative("amount of fuel", amount, "t")
    above_zero("calorific value", calorific_value, "MWh/t")
    return amount * calorific_value


def mass(volume: Any, density: Any = None, densities: Mapping[str, float] | None = None) -> Any:
    """The mass of a volume of fuel: volume x density, in t for m3 and t/m3 (kg/L), any shape.

    Raises Refused for a negative volume and a density that is not above zero. Without a density raises Refused
    (density-missing) that asks for one, with the sources in ``densities`` as choices: IPCC 2006 prints none [V2].
    """
    not_negative("volume of fuel", volume, "m3")
    return volume * _density(density, densities)


def per_volume(per_mass: Any, density: Any = None, densities: Mapping[str, float] | None = None) -> Any:
    """A calorific value or emission factor per volume from one per mass: value x density.

    MWh/t and t/m3 give MWh/m3; kg CO2/t and t/m3 give kg CO2/m3. Any shape. Raises Refused for a negative value and
    as ``mass`` does for the density. Source: density and calorific value from one source.
    """
    not_negative("value per mass", per_mass, "per t")
    return per_mass * _density(density, densities)


@formula(
    name="Factor per amount of fuel",
    text="F = NCV × f",
    units="F in kg per t (or m³, litre), NCV in TJ/Gg and f in kg/TJ, both net or both gross",
    source=f"{IPCC}, Tables 1.2 and 1.4; US EPA Emission Factors Hub (gross)",
    mark="V",
    remark="A gross calorific value with a factor on net is refused: 5 % off for oil, 11 % for gas.",
    also=("analytics.factors.fuels.per_volume",),
    in_use=False,
)
def factor_per_amount(
    calorific_value: Any, factor: Any, calorific_basis: Basis = "net", factor_basis: Basis = "net"
) -> Any:
    """An emission factor per t, m3, litre or gallon from one per unit of energy: calorific value x factor.

    TJ/Gg and kg/TJ give kg/Gg; MMBtu/gal and kg/MMBtu give kg/gal. Any shape. Raises Refused for a value that is not
    above zero, a negative factor, and (basis-mixed) a gross calorific value with a factor on net or the reverse, which
    is 5 % off for oil and 11 % for gas. Source: IPCC 2006 vol. 2; US EPA Emission Factors Hub (gross) [V].
    """
    above_zero("calorific value", calorific_value, "MWh/t")
    not_negative("emission factor", factor, "t/MWh")
    if calorific_basis != factor_basis:
        raise blocked(
            "basis-mixed",
            Sentence(
                "a {calorific_basis} calorific value with a factor on {factor_basis} calorific value",
                calorific_basis=calorific_basis,
                factor_basis=factor_basis,
            ),
            "both on one basis",
            "Convert one of them by the ratio of net to gross.",
        )
    return calorific_value * factor


@formula(
    name="CO₂ of carbon",
    text="CO₂ = C × OF × 44 ÷ 12",
    units="CO₂ in the unit of the carbon C (kg/GJ gives kg CO₂/GJ); oxidised share OF is 1",
    source=f"{IPCC}, Tables 1.3 and 1.4",
    mark="V",
    remark="The IPCC prints its factors rounded to three digits.",
    in_use=False,
)
def co2_of_carbon(carbon: Any, oxidation: Any = 1.0, co2_per_carbon: Any = CO2_PER_CARBON) -> Any:
    """The CO2 of carbon: carbon x share oxidised x 44/12, in the unit of ``carbon``: kg/GJ gives kg CO2/GJ, t gives t.

    Any shape. Raises Refused for negative carbon and a share outside 0 to 1. Source: IPCC 2006 vol. 2, Tables 1.3 and
    1.4, where all carbon is oxidised [V]; the IPCC prints the products to three digits.
    """
    not_negative("carbon", carbon, "kg/GJ")
    share("oxidation", oxidation)
    return carbon * oxidation * co2_per_carbon


@formula(
    name="Normal and standard cubic metres",
    text="V(normal) = V(standard) × 273.15 ÷ 288.15",
    units="m³ of gas at 0 °C and at 15 °C, both at 101.325 kPa; 1 Sm³ is 0.948 Nm³",
    source="ISO 13443, reference conditions",
    mark="M",
    remark="Which of the two is meant stands on the bill; they differ by 5.5 %.",
)
def volume_at(volume: Any, state: str, to: str) -> Any:
    """A gas volume measured in one state, in another: ``normal`` (0 °C) or ``standard`` (15 °C), V x T2 / T1.

    Any shape, m3 in and m3 out; ideal gas at one pressure: 1 Sm3 = 0.948 Nm3. A value per m3, such as the calorific
    value, goes the other way: swap the states. Raises Refused for a negative volume and (state-unknown) for another
    name. Source: ISO 13443, from memory [M].
    """
    not_negative("volume of gas", volume, "m3")
    for name in (state, to):
        if name not in KELVIN:
            raise blocked(
                "state-unknown",
                Sentence('the state "{name}"', name=name),
                "normal (0 °C) or standard (15 °C)",
                "Look on the bill: Nm3 is normal; Sm3 and Smc are standard.",
                column="state",
            )
    return volume * (KELVIN[to] / KELVIN[state])


@formula(
    name="Units of volume",
    text=Sentence("V = v × m³ per unit"),
    units="m³; litre, US and UK gallon, barrel (42 US gallons), cubic foot and its multiples, exact by definition",
    source=Sentence("Definitions of the units"),
    mark="R",
    remark="A bare gallon has two meanings and is refused.",
)
def volume(amount: Any, unit: str, to: str = "m3") -> Any:
    """A volume in another unit: m3, L, hl, US gal, UK gal, bbl, ft3, scf, ccf, mcf or mmcf. Any shape, numbers only.

    The state of a gas is not changed. Raises Refused for a negative amount and (volume-unknown) for another unit; a
    bare gallon is US or UK and is refused. Source: definitions, exact.
    """
    not_negative("volume", amount, unit)
    return amount * (_volume(unit) / _volume(to))


def _volume(unit: str) -> float:
    from analytics import units  # the spellings of all units, for which no factor waits

    plain = units.spellings("volume").get(units.unit_key(unit), unit).casefold()
    if plain not in VOLUMES:
        raise blocked(
            "volume-unknown",
            Sentence('the unit "{unit}"', unit=unit),
            Sentence("one of {names}", names=", ".join(VOLUMES)),
            "Write the unit in full; a gallon is a US gal or a UK gal.",
            column="unit",
        )
    return VOLUMES[plain]


def _density(density: Any, densities: Mapping[str, float] | None) -> Any:
    if density is None:
        raise _density_asked(Sentence("a volume without a density"), densities or {})
    above_zero("density", density, "t/m3")
    return density


def _density_asked(found: str, densities: Mapping[str, float]) -> Refused:
    printed = joined(
        (Sentence("{value:g} ({source})", value=value, source=source) for source, value in densities.items()),
        "semicolon",
    )
    expected = Sentence("a density in t/m3 (kg/L)")
    if printed:
        expected = Sentence("a density in t/m3 (kg/L), such as one of these: {densities}", densities=printed)
    choices = tuple(densities)
    return Refused(
        ask(
            "density-missing",
            found,
            expected,
            "Take density and calorific value from one source, or give the kWh on the bill.",
            column="density",
            key="density",
            choices=choices,
        )
    )
