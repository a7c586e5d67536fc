"""The table behind each picture: the numbers that it draws, in units that the heads name. Nothing is rounded here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from analytics.commitment.baseline import level_gas
from analytics.inventories.comparison import Comparison
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, VERDICT_NAMES, Method
from dashboard import theme
from dashboard.figures.atlas import Panel, Place
from dashboard.parts.series import carrier_name, drawn_targets, group_name, moves
from datasets.assessment import CityReport
from datasets.exports.numbers import Value

Table = dict[str, list[Value]]


def tonnes_head(gas: str | None, what: str = "Emissions") -> str:
    """The head of a column of tonnes: ``Emissions (t CO₂e)``."""
    return f"{what} (t {theme.GASES[gas]})" if gas else f"{what} (t)"


def curve(report: CityReport) -> Table:
    """Every inventory with a total, and both ends of each path."""
    found = sorted(
        (item for item in report.inventories if item.emissions_t is not None), key=lambda item: (item.method, item.year)
    )
    rows: list[tuple[Value, ...]] = [
        (f"Inventory, {METHOD_NAMES[Method(item.method)]}", item.year, item.emissions_t, item.gas) for item in found
    ]
    for progress in drawn_targets(report):
        target, base = progress.target, progress.baseline
        if target and base:
            how = "declared base year" if base.declared else "base year"
            rows.append((f"Path to {target.year}, {how}", base.year, base.emissions_t, base.gas))
            rows.append((f"Path to {target.year}, target", target.year, progress.target_t, level_gas(target, base)))
    return _columns(("Point", "Year", "Emissions (t)", "Gas"), rows)


def changes(before: Inventory, after: Inventory) -> Table:
    """The change of each sector group, with both years."""
    return _columns(
        ("Sector", f"{before.year} (t)", f"{after.year} (t)", f"Change (t {theme.GASES.get(after.gas or '', '')})"),
        [
            (group_name(group), before.sectors[group], after.sectors[group], change)
            for group, change in moves(before, after)
        ],
    )


def composition(inventory: Inventory) -> Table:
    """The tonnes of each sector group, the largest first."""
    return _sized("Sector", tonnes_head(inventory.gas), inventory.sectors, group_name)


def carriers(inventory: Inventory) -> Table:
    """The energy of each carrier, the largest first."""
    return _sized("Carrier", "Energy (MWh)", inventory.energy_by_carrier, carrier_name)


def side_by_side(comparison: Comparison, names: tuple[str, str]) -> Table:
    """The rows of a comparison, per inhabitant."""
    gas = comparison.left.gas if comparison.left else None
    unit = f"t {theme.GASES.get(gas or '', '')} per inhabitant".replace("  ", " ")
    left, right = (f"{name} ({unit})" for name in names)
    right += " " if left == right else ""  # a city beside itself still has two columns
    return _columns(("Matter", left, right), [(row.name, *comparison.amounts(row)) for row in comparison.rows])


def atlas(panel: Panel, places: Sequence[Place]) -> Table:
    """The cities of one panel, from west to east, each with its verdict."""
    shown = sorted((place for place in places if panel.holds(place)), key=lambda place: place.longitude)
    return _columns(("City", "Verdict"), [(place.name, VERDICT_NAMES[place.verdict]) for place in shown])


def _sized(what: str, unit: str, values: Mapping[str, float], name: Callable[[str], str]) -> Table:
    ordered = sorted(values.items(), key=lambda item: -item[1])
    return _columns((what, unit), [(name(code), value) for code, value in ordered])


def _columns(heads: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> Table:
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}
