"""Titles and captions of the pictures of the Progress page and the slides. Plain text: pages escape it."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.change.contributions import contributions
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.words.names import group_name
from dashboard.words.origins import source_note
from dashboard.words.shown_series import (
    drawn_targets,
    has_path,
    has_sectors,
    main_method,
    moves,
    other_series,
    own_series,
    path_words,
    recent_trend,
)
from dashboard.words.shown_series import runs as runs_of
from datasets import CityReport


def sector_title(before: Inventory, after: Inventory) -> str:
    """Which sector did most of the change, as the title of the bars."""
    moved = moves(before, after)
    if not moved:
        return _("Sectors cannot be compared")
    found = contributions(dict(moved))
    if not found:
        return _("The sectors changed nothing in sum")
    said = {"sector": group_name(found[0].part), "year": before.year}
    if found[0].tonnes < 0:
        # Translators: the sector that cut emissions most since a year, as a heading.
        return _("{sector} cut most since {year}", **said)
    # Translators: the sector whose emissions rose most since a year, as a heading.
    return _("{sector} rose most since {year}", **said)


def made_of_title(told: Inventory) -> str:
    """The largest sector of a year and its share, as the title of its sectors."""
    group, tonnes = max(told.sectors.items(), key=lambda item: item[1])
    if told.emissions_t is None or told.emissions_t <= 0:  # of a total that is not above zero no sector is a share
        # Translators: the sectors of the emissions of one year.
        return _("What {year} was made of", year=told.year)
    share = theme.percent(100 * tonnes / told.emissions_t)
    # Translators: the largest sector and its share of the emissions of a year, as a heading.
    return _("{sector} emitted most in {year}: {share}", sector=group_name(group), share=share, year=told.year)


def made_of_heading(report: CityReport, told: Inventory) -> str:
    """The title of the sectors of a year where it stands apart from the verdict: with the method, where that is another
    than the one of the inventory that is judged, since their totals differ."""
    title, judged = made_of_title(told), report.leading.latest
    if judged is None or judged.method == told.method:
        return title
    # Translators: {title} is the largest sector and its share of a year; the method is that of an inventory.
    return _("{title}, by another method ({method})", title=title, method=METHOD_NAMES[Method(told.method)])


def by_method(report: CityReport, shown: Inventory, note: str) -> str:
    """A note with, before it, why the total of what is shown is another than the one that the answer is about."""
    judged = report.leading.latest
    if judged is None or judged.method == shown.method:
        return note
    said = _(
        "{shown} by {method}; the answer is about {judged} by {other}. Methods count different sources.",
        shown=theme.tonnes(shown.emissions_t, shown.gas),
        method=say(METHOD_NAMES[Method(shown.method)]),
        judged=theme.tonnes(judged.emissions_t, judged.gas),
        other=say(METHOD_NAMES[Method(judged.method)]),
    )
    return f"{said} {note}"


def short(group: str) -> str:
    """A sector in as few words as there are."""
    if group == "Residential":
        # Translators: residential buildings, in one short word.
        return _("Homes")
    if group == "Tertiary":
        # Translators: commercial and institutional buildings, in one short word.
        return _("Commercial")
    return _("Municipal buildings") if group == "Municipal" else group_name(group)


def curve_reading(report: CityReport, shown: Progress | None = None) -> list[str]:
    """How to read the curve with the path to ``shown``, or with that to each target, in sentences."""
    drawn = {item.method for item in report.judging if item.emissions_t is not None}
    parts = []
    paths = [shown] if shown else drawn_targets(report)
    without = [item for item in paths if not has_path(item)]
    if shown is not None:
        parts += _around(report, shown)
    elif len(without) < len(report.targets):
        parts += _paths([item.target for item in paths if item.target and has_path(item)])
    for item in without:
        year = item.target.year if item.target else None
        parts.append(
            _(
                "No line to {year}: its baseline counts CO₂ alone and the target CO₂e, which are not compared.",
                year=year,
            )
        )
    if any(len(runs_of(series)) > 1 for series in (own_series(report), *other_series(report).values())):
        parts.append(_("No line between inventories that were made differently, which are not compared."))
    if drawn - {main_method(report)}:
        parts.append(_("Hollow marks: another method, not set against the path."))
    if report.around:
        parts.append(
            _("Pale bands: 95 % intervals of the totals, by default uncertainties where the city states none.")
        )
    return parts


def curve_sources(report: CityReport) -> str:
    """The unit and the sources of the curve in one line."""
    main = main_method(report)
    newest = {item.method: item for item in sorted(report.judging, key=lambda item: item.year)}
    if not newest and report.targets:
        return _("No inventory here. Source of the target: {source}.", source=report.targets[0].source)
    noted = [source_note(newest[method]) for method in newest if method == main] or [
        source_note(one) for one in newest.values()
    ]
    return " ".join(noted)


def _around(report: CityReport, shown: Progress) -> list[str]:
    """What the dashes and the hatch beside the line of the path are."""
    parts = path_words([shown.target]) if shown.target and has_path(shown) else []
    if trend := recent_trend(report, shown):
        parts.append(
            _("Dashed: the trend of the last ten years, no forecast.")
            if trend.told
            else _("Dashed: the trend of the last ten years, too weak to be sure of it.")
        )
    return parts


def _paths(targets: Sequence[Target]) -> list[str]:
    """What the dotted lines are: straight, unless a path falls at a rate or moves with inhabitants or GDP."""
    if all(target.path == "linear" and not target.intensity for target in targets):
        return [_("Dotted: the straight path to each target.")]
    return [_("Dotted: the path to each target."), *path_words(targets)]


def change_note(before: Inventory, after: Inventory) -> str:
    """What the bars of change show, and which sectors could not be compared."""
    missing = sorted(set(before.sectors) ^ set(after.sectors))
    parts = [_("Change {first} to {last}.", first=before.year, last=after.year)]
    if missing:
        sectors = listed([group_name(group) for group in missing])
        parts.append(_("Reported in one of the years only: {sectors}.", sectors=sectors))
    return " ".join([*parts, source_note(after)])


def energy_note(inventory: Inventory) -> str:
    """What the bars of energy show."""
    return f"{_('Final energy consumption.')} {source_note(inventory)}"


def no_change(report: CityReport) -> str:
    """Why the sectors of the newest inventory cannot be held against those of an earlier one."""
    latest = report.leading.latest
    if latest is None or not has_sectors(latest):
        _title, what, then = no_drivers(report)
        return f"{what} {then}"
    earlier = [item for item in report.judging if item.method == latest.method and item.year < latest.year]
    if not earlier:
        return _("{year} is the only inventory by its method; a change takes two.", year=latest.year)
    if not any(has_sectors(item) for item in earlier):
        return _("The inventories before {year} are totals without sectors.", year=latest.year)
    return _("No earlier inventory by this method was made alike, so none is subtracted.")


def no_drivers(report: CityReport) -> tuple[str, str, str]:
    """A title and two short sentences for the place where sectors or carriers would stand."""
    latest = report.leading.latest
    if latest is None:
        return (
            # Translators: the heading above what moves the emissions of a city.
            _("What drives it"),
            _("There are no figures yet to break down."),
            _("Energy by carrier shows what drives emissions."),
        )
    if has_sectors(latest):
        by_carrier = _("By carrier it shows which fuel can be left.")
        if latest.energy_mwh is None:
            return _("Energy is not reported"), _("No energy is known here."), by_carrier
        return (
            _("{energy} of energy, carriers not reported", energy=theme.energy(latest.energy_mwh)),
            _("The source gives the energy of {year} by sector only.", year=latest.year),
            by_carrier,
        )
    return (
        _("Sectors are not reported"),
        _("{year} was published as one total.", year=latest.year),
        _("Emissions by sector or energy by carrier would show what drives it."),
    )
