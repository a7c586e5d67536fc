"""The four figures of the Progress page as cards, computed from the data. Plain text: pages escape it."""

from __future__ import annotations

from analytics.commitment.baseline import path_gas
from analytics.commitment.codes import Code
from analytics.commitment.comparability import change_since, earlier
from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Verdict
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.words import commitments, strengths
from dashboard.words.card import Card
from datasets import CityReport

PART_MISSING = Code.UNSETTLED | Code.BASE_LACKS
"""The reasons that say of an inventory itself that its figures may be others: no change of it is told."""


def cards(report: CityReport) -> list[Card]:
    """The four figures: emissions, required path, per inhabitant, left to cut. A missing one says so in words."""
    return [_emissions(report), _path(report), _heads(report), _left(report)]


def _emissions(report: CityReport) -> Card:
    latest = report.leading.latest
    if latest is None:
        return Card(_("Emissions"), _("No figure"), theme.missing())
    label = (
        _("Emissions {year}, {gas}", year=latest.year, gas=theme.GASES[latest.gas])
        if latest.gas
        else _("Emissions {year}", year=latest.year)
    )
    if latest.emissions_t is None:
        return Card(label, _("No total"), theme.missing())
    before = None if report.leading.codes & PART_MISSING else earlier(latest, report.judging)
    change = change_since(before, latest)
    if before is None or change is None:
        return Card(label, theme.tonnes(latest.emissions_t, None), _unmoved(report, latest))
    amount = theme.tonnes(abs(change), None, like=latest.emissions_t)
    return Card(
        label,
        theme.tonnes(latest.emissions_t, None),
        _since(amount, change, before.year),
        "down" if change <= 0 else "up",
        change <= 0,
    )


def _unmoved(report: CityReport, latest: Inventory) -> str:
    """Why no change is told: there is nothing to subtract, or it was made differently."""
    if any(item.year < latest.year and item.emissions_t is not None for item in report.judging):
        # Translators: beside the emissions of a year: no earlier inventory was made by the same method and in the same
        # way, so none is subtracted.
        return _("no comparable one before")
    return _("no earlier inventory")


def _since(amount: str, change: float, year: int) -> str:
    """How far a figure moved since a year: the direction in a word, since an arrow or a colour may not be seen."""
    if change <= 0:
        # Translators: how far a figure fell, as in "down 0.89 Mt since 2019".
        return _("down {change} since {year}", change=amount, year=year)
    # Translators: how far a figure rose, as in "up 0.89 Mt since 2019".
    return _("up {change} since {year}", change=amount, year=year)


def _path(report: CityReport) -> Card:
    leading = report.leading
    # Translators: the heading of a card: the emissions that the path to the target allows.
    required = _("Required")
    if leading.target is None:
        # Translators: no target is on file.
        return Card(required, _("No target"), _("none on file"))
    if leading.path_t is None or leading.latest is None:
        return Card(required, _("Unknown"), commitments.reason(leading.codes))
    year, gas = leading.latest.year, path_gas(leading.target, leading.baseline)
    label = _("Required in {year}", year=year)
    if gas is None:
        return Card(label, _("Unknown"), commitments.reason(leading.codes))
    if gas == "CO2":
        label = _("Required in {year}, {gas}", year=year, gas=theme.GASES[gas])
    if leading.codes or leading.gap_t is None:
        return Card(label, theme.tonnes(leading.path_t, None), commitments.reason(leading.codes))
    distance = theme.tonnes(abs(leading.gap_t), None, like=leading.latest.emissions_t)
    return Card(
        label,
        theme.tonnes(leading.path_t, None),
        _from_path(distance, leading),
        "off",
        None if leading.verdict is Verdict.TOO_CLOSE else leading.gap_t <= 0,
    )


def _from_path(distance: str, leading: Progress) -> str:
    """How far from the path, with how far that may be off."""
    above = (leading.gap_t or 0.0) > 0
    if leading.strength is None or leading.latest is None:
        return _("{distance} above path", distance=distance) if above else _("{distance} below path", distance=distance)
    wide = strengths.around(leading.strength.gap, leading.latest.emissions_t)
    if above:
        # Translators: as in "0.09 Mt above path (± 0.30 Mt)".
        return _("{distance} above path ({wide})", distance=distance, wide=wide)
    # Translators: as in "0.18 Mt below path (± 0.31 Mt)".
    return _("{distance} below path ({wide})", distance=distance, wide=wide)


def _heads(report: CityReport) -> Card:
    latest, base = report.leading.latest, report.leading.baseline
    label = _("Per inhabitant")
    if latest is None or latest.per_head_t is None:
        if latest is None or latest.emissions_t is None:
            return Card(label, _("Unknown"), _("no emissions on file"))
        return Card(label, _("Unknown"), _("no inhabitants of {year} on file", year=latest.year))
    value = theme.per_head(latest.per_head_t, None)
    change = report.leading.per_head_change_percent
    if change is None or base is None:
        return Card(label, value, _("{people} people", people=theme.people(latest.inhabitants)))
    amount = theme.percent(abs(change))
    if report.leading.doubts:
        return Card(label, value, _reviewed(amount, change))
    return Card(label, value, _since(amount, change, base.year), "down" if change <= 0 else "up", change <= 0)


def _reviewed(amount: str, change: float) -> str:
    """How far a figure per inhabitant moved, where the inhabitants are in doubt."""
    if change <= 0:
        # Translators: a fall per inhabitant since the base year, whose inhabitants are in doubt; short.
        return _("down {change}, under review", change=amount)
    # Translators: a rise per inhabitant since the base year, whose inhabitants are in doubt; short.
    return _("up {change}, under review", change=amount)


def _left(report: CityReport) -> Card:
    leading = report.leading
    latest, target = leading.latest, leading.target
    if target is None:
        # Translators: the heading of a card: the emissions that are still to be cut until the target.
        return Card(_("Left to cut"), _("No target"), _("none on file"))
    label = _("Left to cut by {year}", year=target.year)
    left, yearly = leading.left_t, leading.left_yearly_t
    if leading.codes or left is None or latest is None:
        return Card(label, _("Unknown"), commitments.reason(leading.codes))
    if left <= 0:
        spare = theme.tonnes(abs(left), None, like=latest.emissions_t)
        # Translators: nothing is left to cut; and how far the emissions are under the target already.
        return Card(label, _("Nothing"), _("{amount} to spare", amount=spare), "off", True)
    if yearly is None:
        # Translators: emissions that are still to be cut although the year of the target has come.
        return Card(label, theme.tonnes(left, None), _("now due"))
    amount = theme.tonnes(yearly, None, like=left)
    # Translators: emissions to be cut in each year after the newest inventory, as in "0.14 Mt a year from 2020".
    return Card(label, theme.tonnes(left, None), _("{amount} a year from {year}", amount=amount, year=latest.year))
