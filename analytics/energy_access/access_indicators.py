"""The indicators of access to energy, each with its attribute, its definition and the unit that its figures are in.

The list is closed: a figure of another definition is another indicator. What is marked M is from memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.sentences import Sentence

PERCENT, HOURS, CUTS, ENERGY, POWER, MONEY = "%", "h", "cuts", "kWh", "MW", "money"
"""The units of the indicators; money is a currency by its three letters."""
ATTRIBUTES: Mapping[str, str] = {
    # Translators: an attribute of access to energy: it is there when it is needed.
    "secure": Sentence("Secure"),
    # Translators: an attribute of access to energy: it is clean.
    "sustainable": Sentence("Sustainable"),
    # Translators: an attribute of access to energy: people can pay for it.
    "affordable": Sentence("Affordable"),
}
GEOGRAPHIES: Mapping[str, str] = {
    # Translators: of what a figure is.
    "city": Sentence("City"),
    # Translators: of what a figure is: a part of the city.
    "district": Sentence("District"),
    "metropolitan": Sentence("Metropolitan area"),
    "region": Sentence("Region"),
    "country": Sentence("Country"),
}
"""Of what a figure can be, from the smallest."""
OWN = ("city", "district")
"""What is the city itself or a part of it; everything else stands beside it."""
BOUNDS: Mapping[str, str] = {
    # Translators: how exactly a figure is stated.
    "about": Sentence("about"),
    # Translators: how exactly a figure is stated.
    "above": Sentence("more than"),
    # Translators: how exactly a figure is stated.
    "below": Sentence("less than"),
}


@dataclass(frozen=True)
class AccessIndicator:
    """One indicator. ``better`` says which way is better, "less" or "more", and is "" where neither is; a share is at
    most ``most``. ``series`` is a table of national figures in which it is published, which has none of a city."""

    name: str
    attribute: str
    unit: str
    better: str
    definition: str
    source: str
    mark: str
    most: float | None = None
    series: str = ""

    @property
    def is_share(self) -> bool:
        """Whether its figures are per cent."""
        return self.unit == PERCENT


_OBSERVATORY = "EU Energy Poverty Observatory, primary indicators, as told by energymeasures.eu"
_SURVEY = "Eurostat, EU-SILC"
_BARCELONA = "Ajuntament de Barcelona, Climate City Contract"
_METHOD = "Global Covenant of Mayors, energy access and poverty pillar"


def _share(
    name: str, attribute: str, better: str, definition: str, source: str, mark: str, series: str = ""
) -> AccessIndicator:
    return AccessIndicator(name, attribute, PERCENT, better, definition, source, mark, 100.0, series)


INDICATORS: Mapping[str, AccessIndicator] = {
    "electricity_access": _share(
        Sentence("People with electricity at home"),
        "secure",
        "more",
        Sentence("Share of the population with access to electricity."),
        "United Nations, SDG indicator 7.1.1",
        "M",
    ),
    "without_heating": _share(
        Sentence("People without a heating system"),
        "secure",
        "less",
        Sentence("Share of the inhabitants whose home has no heating system."),
        _BARCELONA,
        "V",
    ),
    "unreliable_supply": _share(
        Sentence("People whose supply is unreliable"),
        "secure",
        "less",
        Sentence("Share of the people whose power or heat fails again and again, as the source counts them."),
        "Our own reasoning",
        "R",
    ),
    "outage_hours": AccessIndicator(
        Sentence("Hours without power, of a customer in a year"),
        "secure",
        HOURS,
        "less",
        Sentence("Hours of all interruptions times the customers that they hit, divided by all customers (SAIDI)."),
        "IEEE 1366",
        "M",
    ),
    "outages": AccessIndicator(
        Sentence("Power cuts, of a customer in a year"),
        "secure",
        CUTS,
        "less",
        Sentence("Customers that interruptions hit, counted each time, divided by all customers (SAIFI)."),
        "IEEE 1366",
        "M",
    ),
    "electricity_use": AccessIndicator(
        Sentence("Electricity used, of an inhabitant in a year"),
        "secure",
        ENERGY,
        "",
        Sentence("Electricity used at home in a year, divided by the inhabitants."),
        _METHOD,
        "M",
    ),
    "renewable_share": _share(
        Sentence("Renewables in the energy used"),
        "sustainable",
        "more",
        Sentence("Share of energy from renewable sources in gross final energy consumption."),
        "Eurostat, sdg_07_40",
        "V",
        "sdg_07_40",
    ),
    "local_renewables": AccessIndicator(
        Sentence("Energy used that is made locally from renewables"),
        "sustainable",
        PERCENT,
        "more",
        Sentence("Energy from renewables made on the city's territory, in per cent of the energy that it uses."),
        _BARCELONA,
        "V",
    ),
    "solar_at_home": _share(
        Sentence("People with solar energy at home"),
        "sustainable",
        "more",
        Sentence("Share of the inhabitants whose home has solar energy."),
        _BARCELONA,
        "V",
    ),
    "local_capacity": AccessIndicator(
        Sentence("Renewable capacity in the city"),
        "sustainable",
        POWER,
        "more",
        Sentence("Installed capacity of renewable electricity on the city's territory."),
        _METHOD,
        "M",
    ),
    "clean_cooking": _share(
        Sentence("People who cook with clean fuels"),
        "sustainable",
        "more",
        Sentence("Share of the population that relies primarily on clean fuels and technology."),
        "United Nations, SDG indicator 7.1.2",
        "M",
    ),
    "unable_to_keep_warm": _share(
        Sentence("People unable to keep their home warm"),
        "affordable",
        "less",
        Sentence("Share of the population that says it cannot keep its home adequately warm."),
        f"{_SURVEY}, ilc_mdes01",
        "V",
        "ilc_mdes01",
    ),
    "arrears": _share(
        Sentence("People behind with their utility bills"),
        "affordable",
        "less",
        Sentence("Share of the population that could not pay utility bills in time within the last twelve months."),
        f"{_SURVEY}, ilc_mdes07",
        "V",
        "ilc_mdes07",
    ),
    "energy_poverty": _share(
        Sentence("In energy poverty, as the source counts it"),
        "affordable",
        "less",
        Sentence("Share of people or households that a source counts as energy-poor, by a definition of its own."),
        "Our own reasoning",
        "R",
    ),
    "high_spending": _share(
        Sentence("Households with a high share of income spent on energy"),
        "affordable",
        "less",
        Sentence("Share of the households that spend over twice the national median share of income (2M)."),
        _OBSERVATORY,
        "V",
    ),
    "low_spending": _share(
        Sentence("Households that spend very little on energy"),
        "affordable",
        "less",
        Sentence("Share of the households that spend less than half the national median (M/2)."),
        _OBSERVATORY,
        "V",
    ),
    "energy_burden": _share(
        Sentence("Income spent on energy"),
        "affordable",
        "less",
        Sentence("Spending on energy in a year in per cent of the income of that year."),
        "American Council for an Energy-Efficient Economy, City Energy Burdens",
        "V",
    ),
    "energy_spending": AccessIndicator(
        Sentence("Spending on energy, of a household in a year"),
        "affordable",
        MONEY,
        "",
        Sentence("What a household pays for all energy at home in a year."),
        "Our own reasoning",
        "R",
    ),
    "household_income": AccessIndicator(
        Sentence("Income of a household in a year"),
        "affordable",
        MONEY,
        "",
        Sentence("Income of the same households in the same year; the source says whether before or after taxes."),
        "Our own reasoning",
        "R",
    ),
    "inefficient_buildings": _share(
        Sentence("Buildings in energy class F or G"),
        "affordable",
        "less",
        Sentence("Share of the energy certificates of buildings in the two worst classes."),
        _BARCELONA,
        "V",
    ),
    "middling_buildings": _share(
        Sentence("Buildings in energy class D or E"),
        "affordable",
        "",
        Sentence("Share of the energy certificates of buildings in these two classes."),
        _BARCELONA,
        "V",
    ),
}
"""The indicators by code, those of one attribute together."""
POVERTY = (
    *("unable_to_keep_warm", "arrears", "energy_poverty"),
    *("high_spending", "low_spending", "energy_burden"),
)
"""The indicators that tell of energy poverty itself."""
