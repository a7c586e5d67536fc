"""The four figures of the Progress page as cards, computed from the data. Plain text: pages escape it."""

from __future__ import annotations

from analytics.commitment.baseline import path_gas
from analytics.commitment.comparability import change_since, earlier
from analytics.commitment.progress import Progress
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Verdict
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.words.card import Card
from datasets.assessment import CityReport


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
    before = earlier(latest, report.inventories)
    change = change_since(before, latest)
    if before is None or change is None:
        return Card(label, theme.tonnes(latest.emissions_t, None), _unmoved(report, latest))
    amount = theme.tonnes(abs(change), None, like=latest.emissions_t)
    return Card(
        label,
        theme.tonnes(latest.emissions_t, None),
        # Translators: how far a figure moved, beside an arrow up or down, as in "0.89 Mt since 2019".
        _("{change} since {year}", change=amount, year=before.year),
        "down" if change <= 0 else "up",
        change <= 0,
    )


def _unmoved(report: CityReport, latest: Inventory) -> str:
    """Why no change is told: there is nothing to subtract, or it was made differently."""
    if any(item.year < latest.year and item.emissions_t is not None for item in report.inventories):
        # Translators: beside the emissions of a year: no earlier inventory was made by the same method and in the same
        # way, so none is subtracted.
        return _("no comparable one before")
    return _("no earlier inventory")


def _path(report: CityReport) -> Card:
    leading = report.leading
    # Translators: the heading of a card: the emissions that the path to the target allows.
    required = _("Required")
    if leading.target is None:
        # Translators: no target is on file.
        return Card(required, _("No target"), _("none on file"))
    if leading.path_t is None or leading.latest is None:
        return Card(required, _("Unknown"), _("see the reasons"))
    year = leading.latest.year
    label = _("Required in {year}", year=year)
    gas = path_gas(leading.target, leading.baseline)
    if gas is None:
        return Card(label, _("Unknown"), _("baseline CO₂, target CO₂e"))
    if gas == "CO2":
        label = _("Required in {year}, {gas}", year=year, gas=theme.GASES[gas])
    if leading.gap_t is None:
        # Translators: beside the emissions that the path allows: the inventory follows another method.
        return Card(label, theme.tonnes(leading.path_t, None), _("by another method"))
    distance = theme.tonnes(abs(leading.gap_t), None, like=leading.latest.emissions_t)
    return Card(
        label,
        theme.tonnes(leading.path_t, None),
        _("{distance} below path", distance=distance)
        if leading.gap_t <= 0
        else _("{distance} above path", distance=distance),
        "off",
        # Where nobody can tell, a distance is shown, but it is neither good nor bad.
        leading.gap_t <= 0 if leading.verdict is not Verdict.CANNOT_TELL else None,
    )


def _heads(report: CityReport) -> Card:
    latest, base = report.leading.latest, report.leading.baseline
    label = _("Per inhabitant")
    if latest is None or latest.per_head_t is None:
        known = latest is not None and latest.emissions_t is not None
        return Card(label, _("Unknown"), _("no inhabitants on file") if known else _("no emissions on file"))
    value = theme.per_head(latest.per_head_t, None)
    change = report.leading.per_head_change_percent
    if change is None or base is None:
        return Card(label, value, _("{people} people", people=theme.people(latest.inhabitants)))
    return Card(
        label,
        value,
        # Translators: how far a figure moved, beside an arrow up or down, as in "0.89 Mt since 2019".
        _("{change} since {year}", change=theme.percent(abs(change)), year=base.year),
        "down" if change <= 0 else "up",
        change <= 0,
    )


def _good(progress: Progress) -> bool | None:
    """What is below a target is good only where somebody can tell that all of it was counted."""
    return None if progress.verdict is Verdict.CANNOT_TELL else True


def _left(report: CityReport) -> Card:
    leading = report.leading
    latest, target = leading.latest, leading.target
    if target is None:
        # Translators: the heading of a card: the emissions that are still to be cut until the target.
        return Card(_("Left to cut"), _("No target"), _("none on file"))
    label = _("Left to cut by {year}", year=target.year)
    left, yearly = leading.left_t, leading.left_yearly_t
    if left is None or latest is None:
        return Card(label, _("Unknown"), _("see the reasons"))
    if left <= 0:
        spare = theme.tonnes(abs(left), None, like=latest.emissions_t)
        # Translators: nothing is left to cut; and how far the emissions are under the target already.
        return Card(label, _("Nothing"), _("{amount} to spare", amount=spare), "off", _good(leading))
    if yearly is None:
        # Translators: emissions that are still to be cut although the year of the target has come.
        return Card(label, theme.tonnes(left, None), _("now due"))
    # Translators: emissions to be cut in each year, as in "0.14 Mt a year".
    return Card(label, theme.tonnes(left, None), _("{amount} a year", amount=theme.tonnes(yearly, None, like=left)))
