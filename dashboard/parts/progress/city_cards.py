"""The charts of a city that page, slides, paper and story share: each with its finding, its table and its source."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.change.attribution import Attribution
from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from dashboard import cards, theme
from dashboard.cards import ChartCard
from dashboard.figures import behind, sectors, trajectory_curve, waterfall
from dashboard.figures.behind import Table
from dashboard.figures.scale import scale
from dashboard.figures.sectors import BarChart
from dashboard.language import gettext as _
from dashboard.parts.drivers import driver_wording
from dashboard.parts.progress import captions
from dashboard.words import origins, shown_series
from datasets import CityReport, Drivers, signatory_answers


def curve(
    report: CityReport,
    shown: Progress | None = None,
    published: tuple[signatory_answers.SignatoryFigure, ...] = (),
) -> ChartCard:
    """The emissions against the path to the target ``shown``, with what others ``published``."""
    title = shown_series.curve_title(report, shown)
    drawn = [item for item in report.inventories if item.emissions_t is not None]
    note = captions.curve_sources(report)
    if published:
        note = " ".join([note, _("Thin dots: published by others, not judged.")])
    return ChartCard(
        "curve",
        title,
        behind.curve(report, published),
        lambda dark: trajectory_curve.curve(report, dark, shown, published),
        note,
        report,
        origins.about(report.city.name, title, "t", drawn, [target.source for target in report.targets]),
    )


def changes(report: CityReport, first: Inventory, latest: Inventory) -> ChartCard:
    """How far each sector fell or rose between two years."""
    made = BarChart(
        lambda dark: sectors.change_bars(first, latest, dark),
        in_unit([change for _name, change in shown_series.moves(first, latest)], latest.gas),
        aside=False,
    )
    table, note = behind.changes(first, latest), captions.change_note(first, latest)
    return _bars(
        report, "changes", captions.sector_title(first, latest), table, made, note, unit(latest), first, latest
    )


def composition(report: CityReport) -> ChartCard | None:
    """What the newest inventory with sectors was made of; None where none has any."""
    told = opening(report.leading.latest, report.inventories)
    if told is None or not shown_series.has_sectors(told):
        return None
    made = BarChart(lambda _dark: sectors.composition_bars(told), in_unit(told.sectors.values(), told.gas))
    title, note = captions.made_of_heading(report, told), captions.by_method(report, told, origins.source_note(told))
    return _bars(report, "composition", title, behind.composition(told), made, note, unit(told), told)


def carriers(report: CityReport) -> ChartCard | None:
    """The energy of the newest inventory by carrier; None where it is not told."""
    told = opening(report.leading.latest, report.inventories)
    if told is None or not shown_series.has_carriers(told):
        return None
    made = BarChart(lambda _dark: sectors.carrier_bars(told), "GWh")
    title = _("Energy in {year}: {energy}", year=told.year, energy=theme.energy(told.energy_mwh))
    note = captions.by_method(report, told, captions.energy_note(told))
    return _bars(report, "carriers", title, behind.carriers(told), made, note, "MWh", told)


def drivers(found: Drivers, picture: Attribution, title: str) -> ChartCard:
    """What drove the total from one year to another, bar by bar, below a title."""
    held = waterfall.steps(picture, driver_wording.in_review(found))
    shown, gas = waterfall.unit_of(held).symbol, picture.gas or ""
    made = BarChart(
        lambda dark: waterfall.bars_of(held, dark), f"{shown} {theme.GASES.get(gas, gas)}", aside=False, joined=True
    )
    note = driver_wording.note(found, picture, shown)
    return cards.of_bars("waterfall", title, waterfall.behind(picture), made, note, found)


def _bars(
    report: CityReport, key: str, title: str, table: Table, made: BarChart, note: str, of: str, *told: Inventory
) -> ChartCard:
    about = origins.about(report.city.name, title, of, told)
    return cards.of_bars(key, title, table, made, note, report, about)


def in_unit(tonnes: Iterable[float], gas: str | None) -> str:
    """The unit that suits some tonnes, with their gas."""
    return f"{scale(list(tonnes)).symbol} {theme.GASES[gas or 'CO2e']}"


def unit(inventory: Inventory) -> str:
    """What the tonnes of an inventory are of."""
    return f"t {theme.GASES[inventory.gas]}" if inventory.gas else "t"
