"""What the bars of a change are called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.change import attribution as driving
from analytics.change import drivers
from analytics.change.attribution import Bar
from analytics.text.sentences import Sentence
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.names import group_name

NAMES: dict[str, tuple[Sentence, Sentence]] = {
    drivers.POPULATION: (Sentence("Fewer inhabitants"), Sentence("More inhabitants")),
    drivers.ACTIVITY: (Sentence("Less energy per inhabitant"), Sentence("More energy per inhabitant")),
    drivers.ENERGY: (Sentence("Less energy used"), Sentence("More energy used")),
    drivers.WEALTH: (Sentence("Lower GDP per inhabitant"), Sentence("Higher GDP per inhabitant")),
    drivers.PER_GDP: (Sentence("Less energy per unit of GDP"), Sentence("More energy per unit of GDP")),
    drivers.SECTORS: (Sentence("A shift to cleaner sectors"), Sentence("A shift to dirtier sectors")),
    drivers.MIX: (Sentence("A change to cleaner energy"), Sentence("A change to dirtier energy")),
    drivers.GRID: (Sentence("Cleaner electricity"), Sentence("Dirtier electricity")),
    drivers.FUELS: (Sentence("Lower factors of other energy"), Sentence("Higher factors of other energy")),
    drivers.INTENSITY: (Sentence("Less carbon in the energy"), Sentence("More carbon in the energy")),
    # Translators: emissions that are taken out of the air, by forests for instance.
    driving.REMOVALS: (Sentence("More removed"), Sentence("Less removed")),
    driving.WEATHER: (Sentence("Milder weather"), Sentence("Colder weather")),
}
"""Each driver as it lowers and as it raises emissions."""


def name(bar: Bar, tonnes: float) -> str:
    """What a bar is called, as it lowered or raised the emissions."""
    if bar.driver == drivers.RESTATEMENT:
        return _("Restatement ({cause})", cause=bar.group)
    if bar.driver in NAMES:
        return say(NAMES[bar.driver][tonnes > 0])
    plain = bar.source == "" or bar.group == "Electricity"
    # Translators: the group of sectors with commercial and institutional buildings, where there is little room.
    group = _("Commercial") if bar.group == "Tertiary" else say(group_name(bar.group) if plain else bar.group)
    if plain:
        return group
    if bar.source == driving.SUPPLIED:
        return _("{sector}: electricity and heat", sector=group)
    return _("{sector}: fuels", sector=group)


def head(driver: str) -> str:
    """A driver as the head of a column."""
    heads = {
        drivers.POPULATION: _("Population"),
        drivers.ACTIVITY: _("Energy per inhabitant"),
        drivers.ENERGY: _("Energy use"),
        drivers.WEALTH: _("GDP per inhabitant"),
        drivers.PER_GDP: _("Energy per unit of GDP"),
        drivers.SECTORS: _("Sector shares"),
        drivers.MIX: _("Fuel mix"),
        drivers.GRID: _("Electricity factor"),
        # Translators: emission factors of what is no electricity.
        drivers.FUELS: _("Other factors"),
        drivers.INTENSITY: _("Fuels and factors together"),
        drivers.OTHER: _("Without energy data"),
        driving.PER_HEAD: _("Emissions per inhabitant"),
        driving.SECTOR: _("Emissions of the sector"),
        driving.REMOVALS: _("Removals and negative amounts"),
    }
    return heads[driver]


def ordered(bars: Mapping[Bar, float]) -> list[tuple[Bar, float]]:
    """Inhabitants and GDP first, then what lowered most, down to what raised most; weather and restatements last."""
    first, last = (drivers.POPULATION, drivers.WEALTH), (driving.WEATHER, drivers.RESTATEMENT)

    def place(item: tuple[Bar, float]) -> tuple[int, float]:
        driver = item[0].driver
        if driver in first:
            return first.index(driver), 0.0
        return (3 + last.index(driver) if driver in last else 2), item[1]

    return sorted(bars.items(), key=place)
