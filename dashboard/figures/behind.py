"""The table behind each picture: the numbers that it draws, in units that the heads name. Nothing is rounded here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from analytics.commitment.baseline import level_gas
from analytics.inventories.comparison import Comparison
from analytics.inventories.inventory import Inventory
from analytics.pairs.facing import PairSide, Shares, index
from analytics.vocabulary import METHOD_NAMES, VERDICT_NAMES, Method
from dashboard import theme
from dashboard.figures.atlas import MapPoint, Panel
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.names import carrier_name, group_name
from dashboard.words.shown_series import drawn_targets, moves
from datasets import CityReport, Value, signatory_answers

Table = dict[str, list[Value]]


def tonnes_head(gas: str | None) -> str:
    """The head of a column of tonnes: ``Emissions (t CO₂e)``."""
    return _("Emissions ({unit})", unit=f"t {theme.GASES[gas]}" if gas else "t")


def curve(report: CityReport, published: Sequence[signatory_answers.SignatoryFigure] = ()) -> Table:
    """Every inventory with a total, what others ``published``, and both ends of each path."""
    found = sorted(
        (item for item in report.inventories if item.emissions_t is not None), key=lambda item: (item.method, item.year)
    )
    rows: list[tuple[Value, ...]] = [
        (_("Inventory, {method}", method=METHOD_NAMES[Method(item.method)]), item.year, item.emissions_t, item.gas)
        for item in found
    ]
    for one in published:
        rows.append((_("Published by others"), one.year, one.t, None))
    for progress in drawn_targets(report):
        target, base = progress.target, progress.baseline
        if target and base:
            start = (
                _("Path to {year}, declared base year", year=target.year)
                if base.declared
                else _("Path to {year}, base year", year=target.year)
            )
            end = _("Path to {year}, target", year=target.year)
            rows.append((start, base.year, base.emissions_t, base.gas))
            rows.append((end, target.year, progress.target_t, level_gas(target, base)))
    # Translators: "Point" is a point of a curve in a chart.
    return _columns((_("Point"), _("Year"), tonnes_head(None), _("Gas")), rows)


def changes(before: Inventory, after: Inventory) -> Table:
    """The change of each sector group, with both years."""
    change = _("Change ({unit})", unit=f"t {theme.GASES.get(after.gas or '', '')}")
    return _columns(
        (_("Sector"), f"{before.year} (t)", f"{after.year} (t)", change),
        [
            (group_name(group), before.sectors[group], after.sectors[group], change)
            for group, change in moves(before, after)
        ],
    )


def composition(inventory: Inventory) -> Table:
    """The tonnes of each sector group, the largest first."""
    return _sized(_("Sector"), tonnes_head(inventory.gas), inventory.sectors, group_name)


def carriers(inventory: Inventory) -> Table:
    """The energy of each carrier, the largest first."""
    return _sized(_("Carrier"), _("Energy ({unit})", unit="MWh"), inventory.energy_by_carrier, carrier_name)


def side_by_side(comparison: Comparison, names: tuple[str, str]) -> Table:
    """The rows of a comparison, per inhabitant."""
    gas = comparison.left.gas if comparison.left else None
    unit = _("{unit} per inhabitant", unit=f"t {theme.GASES.get(gas or '', '')}".strip())
    left, right = (f"{name} ({unit})" for name in names)
    right += " " if left == right else ""  # a city beside itself still has two columns
    return _columns((_("Matter"), left, right), [(say(row.name), *comparison.amounts(row)) for row in comparison.rows])


def shares(found: Shares, names: tuple[str, str], carriers: bool = False) -> Table:
    """The share of each sector, or carrier, of both cities in per cent."""
    left, right = (f"{name} (%)" for name in names)
    right += " " if left == right else ""
    rows = [
        (say(row.name), *(None if share is None else 100 * share for share in (row.left, row.right)))
        for row in found.rows
    ]
    return _columns((_("Carrier") if carriers else _("Sector"), left, right), rows)


def indices(sides: Sequence[PairSide]) -> Table:
    """The curve of each city, as an index of its own base year."""
    rows = [(side.name, year, level) for side in sides for year, level in index(side)]
    return _columns((_("City"), _("Year"), _("Base year = 100")), rows)


def atlas(panel: Panel, places: Sequence[MapPoint]) -> Table:
    """The cities of one panel, from west to east, each with its verdict."""
    shown = sorted((place for place in places if panel.holds(place)), key=lambda place: place.longitude)
    return _columns((_("City"), _("Last known")), [(place.name, say(VERDICT_NAMES[place.verdict])) for place in shown])


def _sized(what: str, unit: str, values: Mapping[str, float], name: Callable[[str], str]) -> Table:
    ordered = sorted(values.items(), key=lambda item: -item[1])
    return _columns((what, unit), [(name(code), value) for code, value in ordered])


def _columns(heads: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> Table:
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}
