"""The charts of a city that page, slides, paper and story share: each with its finding, its table and its source."""

from __future__ import annotations

from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from dashboard import theme
from dashboard.cards import ChartCard
from dashboard.figures import behind, sectors, trajectory_curve
from dashboard.language import gettext as _
from dashboard.parts.progress import captions
from dashboard.words import origins, shown_series
from datasets import CityReport, signatory_answers


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
    title = captions.sector_title(first, latest)
    return ChartCard(
        "changes",
        title,
        behind.changes(first, latest),
        lambda dark: sectors.changes(first, latest, dark),
        captions.change_note(first, latest),
        report,
        origins.about(report.city.name, title, unit(latest), (first, latest)),
    )


def composition(report: CityReport) -> ChartCard | None:
    """What the newest inventory with sectors was made of; None where none has any."""
    told = opening(report.leading.latest, report.inventories)
    if told is None or not shown_series.has_sectors(told):
        return None
    title = captions.made_of_heading(report, told)
    return ChartCard(
        "composition",
        title,
        behind.composition(told),
        lambda dark: sectors.composition(told, dark),
        captions.by_method(report, told, origins.source_note(told)),
        report,
        origins.about(report.city.name, title, unit(told), [told]),
    )


def carriers(report: CityReport) -> ChartCard | None:
    """The energy of the newest inventory by carrier; None where it is not told."""
    told = opening(report.leading.latest, report.inventories)
    if told is None or not shown_series.has_carriers(told):
        return None
    title = _("Energy in {year}: {energy}", year=told.year, energy=theme.energy(told.energy_mwh))
    return ChartCard(
        "carriers",
        title,
        behind.carriers(told),
        lambda dark: sectors.carriers(told, dark),
        captions.by_method(report, told, captions.energy_note(told)),
        report,
        origins.about(report.city.name, title, "MWh", [told]),
    )


def unit(inventory: Inventory) -> str:
    """What the tonnes of an inventory are of."""
    return f"t {theme.GASES[inventory.gas]}" if inventory.gas else "t"
