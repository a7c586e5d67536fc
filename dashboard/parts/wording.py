"""The sentences of the Progress and Cities pages in the reader's language, computed from the data.

Plain text: pages escape it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from analytics.commitment.baseline import Baseline
from analytics.commitment.progress import Progress
from analytics.commitment.reasons import OLDEST_INVENTORY_YEARS
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, OUTCOME_NAMES, VERDICT_NAMES, Method, Verdict
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext, say
from dashboard.parts.series import (
    drawn_targets,
    group_name,
    has_path,
    has_sectors,
    main_method,
    moves,
    other_series,
    own_series,
)
from dashboard.parts.series import runs as runs_of
from datasets.assessment import CityReport

RULE = Sentence(
    "The newest inventory is held against the straight path from the baseline to the target, made by the same method, "
    "approach and GWP set. At or below the path is on track, above it is behind. Without a baseline, a target, an "
    "inventory after the baseline, the key sectors or a matching method the answer is “cannot tell”: missing data "
    "never counts as good. An inventory more than {years} years old says nothing about today.",
    years=OLDEST_INVENTORY_YEARS,
)


@dataclass(frozen=True)
class Card:
    """One figure of the page. ``change`` explains it; ``better`` is None where it is neither good nor bad."""

    label: str
    value: str
    change: str
    arrow: Literal["up", "down", "off"] = "off"
    better: bool | None = None


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Whole numbers in order, those that follow each other together."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def year_list(years: Iterable[int]) -> str:
    """Years with runs drawn together: ``2015, 2017 to 2019 and 2021``."""
    return listed([_run(run) for run in runs(years)])


def _run(years: Sequence[int]) -> str:
    if len(years) < 3:
        return listed([str(year) for year in years])
    # Translators: a run of years, as in "2017 to 2019".
    return _("{first} to {last}", first=years[0], last=years[-1])


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, in words: ``3 minutes ago``, from two days on its date."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{number} minute ago", "{number} minutes ago", minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{number} hour ago", "{number} hours ago", hours)
    return _("on {date}", date=theme.date(moment))


def eyebrow(report: CityReport) -> str:
    """Where we are: city, country and partner."""
    parts = [report.city.name, language.country(report.city.country_code, report.city.country)]
    if report.twin:
        parts.append(_("paired with {city}", city=report.twin.name))
    return " · ".join(part for part in parts if part)


def headline(report: CityReport) -> str:
    """The finding in one sentence."""
    city, leading = report.city.name, report.leading
    latest = leading.latest
    if leading.verdict is Verdict.CANNOT_TELL or latest is None or leading.gap_t is None:
        return _cannot_tell(report)
    year, distance = latest.year, theme.tonnes(leading.gap_t, None, like=latest.emissions_t)
    if leading.outcome == "met":
        return _("{city} met its target for {year}", city=city, year=year)
    if leading.outcome == "missed":
        return _("{city} missed its target for {year} by {distance}", city=city, year=year, distance=distance)
    if leading.verdict is not Verdict.ON_TRACK:
        # Translators: the city emits more than the path to its target allows.
        return _("{city} was {distance} behind in {year}", city=city, distance=distance, year=year)
    if leading.previous_gap_t is not None and leading.previous_gap_t > 0:
        # Translators: a single good year after one that was not proves little.
        return _("{city} was on track in {year}, but one year is one year", city=city, year=year)
    return _("{city} was on track in {year}", city=city, year=year)


def _cannot_tell(report: CityReport) -> str:
    """What keeps the verdict away, as a headline; the reasons say it in full."""
    city = report.city.name
    target, latest, base = report.leading.target, report.leading.latest, report.leading.baseline
    if not report.inventories and target:
        return _("{city}: no inventory on file, so nobody can tell", city=city)
    if not report.inventories:
        return _("{city}: no inventory and no target on file, so nobody can tell", city=city)
    if target is None:
        return _("{city}: no target on file, so nobody can tell", city=city)
    if target.sector:
        return _("{city}: the target covers one sector, so nobody can tell", city=city)
    if latest is None or base is None:
        return _("{city}: no baseline on file, so nobody can tell", city=city)
    if latest.method != target.method:
        return _("{city}: target and inventory follow different methods, so nobody can tell", city=city)
    if latest.year <= target.base_year:
        return _("{city}: no inventory since {year}, so nobody can tell", city=city, year=target.base_year)
    if latest.emissions_t is None:
        return _("{city}: no total of emissions in {year}, so nobody can tell", city=city, year=latest.year)
    if latest.gas == "CO2":
        return _("{city}: the inventory counts CO₂ alone, so nobody can tell", city=city)
    if latest.missing_key_sectors and not has_sectors(latest):
        return _("{city}: only a total is reported, so nobody can tell", city=city)
    if latest.missing_key_sectors:
        return _("{city}: key sectors are missing, so nobody can tell", city=city)
    if target.kind == "per-capita":
        return _("{city}: the inhabitants are not on file, so nobody can tell", city=city)
    if target.kind == "per-gdp":
        return _("{city}: the GDP is not on file, so nobody can tell", city=city)
    return _("{city}: the inventories cannot be compared, so nobody can tell", city=city)


def context(report: CityReport) -> str:
    """The sentences below the headline: how far since the baseline, how far from the path, and the year before."""
    leading = report.leading
    latest, base, target = leading.latest, leading.baseline, leading.target
    if latest is None or latest.emissions_t is None:
        return _without_emissions(report)
    if leading.gap_t is None or base is None or target is None:
        return _without_gap(report, latest)
    sentences = [_distance(leading.gap_t, latest.emissions_t, base, target)]
    if leading.verdict is Verdict.CANNOT_TELL:
        return sentences[0]
    if leading.years_late is not None and leading.years_late >= 0.05:
        # Translators: how long after the path the city reaches these emissions, as in "2.1 years".
        sentences.append(_("That is {span} late.", span=theme.years(leading.years_late)))
    if leading.previous_gap_t is not None and leading.previous_year is not None:
        distance = theme.tonnes(abs(leading.previous_gap_t), None, like=latest.emissions_t)
        sentences.append(_earlier(leading.previous_gap_t, distance, leading.previous_year, latest.year))
    return " ".join(sentences)


def _distance(gap_t: float, emissions_t: float, base: Baseline, target: Target) -> str:
    """How far the emissions are from the baseline, where it is above zero, and from the path."""
    distance, goal = theme.tonnes(abs(gap_t), None, like=emissions_t), promise(target)
    if base.emissions_t <= 0:
        if gap_t <= 0:
            return _("Emissions are {distance} under the path to {target}.", distance=distance, target=goal)
        return _("Emissions are {distance} over the path to {target}.", distance=distance, target=goal)
    moved = 100 * (emissions_t / base.emissions_t - 1)
    change = theme.percent(abs(moved))
    match moved <= 0, gap_t <= 0:
        case True, True:
            return _(
                "Emissions are {change} below {year}, {distance} under the path to {target}.",
                change=change, year=base.year, distance=distance, target=goal,
            )  # fmt: skip
        case True, False:
            return _(
                "Emissions are {change} below {year}, {distance} over the path to {target}.",
                change=change, year=base.year, distance=distance, target=goal,
            )  # fmt: skip
        case False, True:
            return _(
                "Emissions are {change} above {year}, {distance} under the path to {target}.",
                change=change, year=base.year, distance=distance, target=goal,
            )  # fmt: skip
    return _(
        "Emissions are {change} above {year}, {distance} over the path to {target}.",
        change=change, year=base.year, distance=distance, target=goal,
    )  # fmt: skip


def _earlier(gap_t: float, distance: str, year: int, latest: int) -> str:
    """How far the inventory before was from the path."""
    if latest - year == 1:
        if gap_t > 0:
            return _("A year earlier they were {distance} above it.", distance=distance)
        return _("A year earlier they were {distance} below it.", distance=distance)
    if gap_t > 0:
        return _("In {year} they were {distance} above it.", year=year, distance=distance)
    return _("In {year} they were {distance} below it.", year=year, distance=distance)


def _without_emissions(report: CityReport) -> str:
    latest, target = report.leading.latest, report.leading.target
    if latest is not None:
        sentences = [_("The inventory of {year} gives no total of emissions.", year=latest.year)]
        if latest.energy_mwh is not None:
            sentences.append(_("Energy is on file: {energy}.", energy=theme.energy(latest.energy_mwh)))
        return " ".join(sentences)
    sentences = [_("Its target is {target}.", target=promise(target))] if target else []
    sentences.append(_("No published inventory was found; the page fills as soon as one is added."))
    if report.twin:
        sentences.append(_("Its partner {city} can show how it is done.", city=report.twin.name))
    return " ".join(sentences)


def _without_gap(report: CityReport, latest: Inventory) -> str:
    emissions, target = theme.tonnes(latest.emissions_t, latest.gas), report.leading.target
    if latest.per_head_t is not None:
        found = _(
            "In {year} the city reported {emissions}, {per_head} per inhabitant.",
            year=latest.year, emissions=emissions, per_head=theme.per_head(latest.per_head_t, latest.gas),
        )  # fmt: skip
    else:
        found = _("In {year} the city reported {emissions}.", year=latest.year, emissions=emissions)
    if target is None:
        return f"{found} {_('Without a target there is no path to hold it against.')}"
    return f"{found} {_('The target is {target}.', target=promise(target))}"


def past_year(report: CityReport) -> int | None:
    """The year of the inventory of a verdict that says nothing about today; None where it does, or where there is no
    verdict."""
    leading = report.leading
    told = leading.verdict is not Verdict.CANNOT_TELL and report.today.verdict is Verdict.CANNOT_TELL
    return leading.latest.year if told and leading.latest else None


def caveat(report: CityReport) -> str | None:
    """What a reader must know beside the verdict: why there is none, or that it says nothing about today."""
    leading, latest = report.leading, report.leading.latest
    if leading.verdict is Verdict.CANNOT_TELL:
        if latest is None or leading.target is None:
            return None
        return " ".join([_("No verdict."), *map(say, leading.reasons)])
    if report.today.verdict is not Verdict.CANNOT_TELL:
        return None
    stands = _("Where {city} stands today cannot be told.", city=report.city.name)
    return " ".join([stands, *map(say, report.today.reasons)])


def sector_title(before: Inventory, after: Inventory) -> str:
    """Which sector moved most, as the title of the bars."""
    found = moves(before, after)
    if not found:
        return _("Sectors cannot be compared")
    group, change = found[0]
    if change >= 0:
        group, change = found[-1]
        # Translators: {sector} may be one or several, as in "Transport grew most" and "Homes grew most".
        return _("{sector} grew most", sector=_short(group))
    falls = sum(-move for name, move in found if move < 0)
    if -change > falls / 2:
        # Translators: more than half of the fall of emissions is this sector's; it may be one or several.
        return _("{sector} did most of it", sector=_short(group))
    # Translators: {sector} may be one or several, as in "Transport fell most" and "Homes fell most".
    return _("{sector} fell most", sector=_short(group))


def _short(group: str) -> str:
    if group == "Tertiary":
        return _("Commercial buildings")
    if group == "Residential":
        # Translators: residential buildings, in one short word.
        return _("Homes")
    return _("Municipal buildings") if group == "Municipal" else group_name(group)


def promise(target: Target) -> str:
    """A target in words, its per cent sign kept on the line of its number."""
    return say(target.name).replace(" %", f"{theme.NBSP}%")


def outcome(progress: Progress) -> str:
    """The verdict on one target in a word: met, missed, on track, behind or cannot tell."""
    return say(OUTCOME_NAMES[progress.outcome] if progress.outcome else VERDICT_NAMES[progress.verdict])


def gap(progress: Progress) -> str:
    """The gap of one target in words: how much above or below the path."""
    return from_path(progress.gap_t, progress.latest.emissions_t if progress.latest else None)


def from_path(gap_t: float | None, emissions_t: float | None) -> str:
    """A gap in tonnes in words, in the unit of the emissions beside it."""
    if gap_t is None:
        # Translators: how far a city is from its path, in a table.
        return _("cannot be told")
    distance = theme.tonnes(abs(gap_t), None, like=emissions_t)
    if gap_t > 0:
        # Translators: how far above the path to the target, in a table.
        return _("{distance} above", distance=distance)
    # Translators: how far below the path to the target, in a table.
    return _("{distance} below", distance=distance)


def targets_title(report: CityReport) -> str:
    """How many targets are on file."""
    if not report.targets:
        return _("No targets on file")
    return ngettext("{count} target", "{count} targets", len(report.targets))


def target_sources(report: CityReport) -> str:
    """Where the targets are from, what they leave out, and whose method they follow."""
    sources = "; ".join(dict.fromkeys(say(target.source) for target in report.targets))
    methods = dict.fromkeys(METHOD_NAMES[Method(target.method)] for target in report.targets)
    judged = _("Judged by: {methods}.", methods=listed(list(methods)))
    return f"{_('Source: {sources}.', sources=sources)} {judged}"


def curve_note(report: CityReport, squares: bool = False) -> str:
    """How to read the curve, and for each method that it draws where the figures are from.

    The marks of another method are hollow, or ``squares``.
    """
    main = main_method(report)
    drawn = sorted((item for item in report.inventories if item.emissions_t is not None), key=lambda item: item.year)
    newest = {item.method: item for item in drawn}
    parts = []
    without = [item for item in drawn_targets(report) if not has_path(item)]
    if len(without) < len(report.targets):
        parts.append(_("Dotted: the straight path to each target."))
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
    if set(newest) - {main}:
        parts.append(
            _("Squares: another method, not set against the path.")
            if squares
            else _("Hollow marks: another method, not set against the path.")
        )
    parts += [source_note(newest[method]) for method in sorted(newest, key=lambda method: method != main)]
    if not newest and report.targets:
        source = report.targets[0].source
        parts.append(_("No inventory on file. Source of the target: {source}.", source=source))
    return " ".join(parts)


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


def no_drivers(report: CityReport) -> tuple[str, str, str]:
    """A title and two short sentences for the place where sectors or carriers would stand."""
    latest = report.leading.latest
    if latest is None:
        return (
            # Translators: the heading above what moves the emissions of a city.
            _("What drives it"),
            _("There is nothing to take apart yet."),
            _("Energy by carrier shows what drives emissions."),
        )
    if has_sectors(latest):
        by_carrier = _("By carrier it shows which fuel can be left.")
        if latest.energy_mwh is None:
            return _("Energy is not reported"), _("No energy is on file."), by_carrier
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


def source_note(inventory: Inventory) -> str:
    """What an inventory's figures are and where they are from, for the line below a picture."""
    said = {
        "unit": theme.GASES.get(inventory.gas or "") or _unit(inventory),
        "method": METHOD_NAMES[Method(inventory.method)],
        "sources": "; ".join(map(say, inventory.sources)) or _("not stated"),
        "revision": inventory.revision,
        "date": theme.date(inventory.committed_at),
    }
    if inventory.computed:
        return _(
            "{unit}, {method}, energy times emission factors. Source: {sources}. Revision {revision}, {date}.", **said
        )
    return _("{unit}, {method}. Source: {sources}. Revision {revision}, {date}.", **said)


def _unit(inventory: Inventory) -> str:
    if inventory.energy_mwh is not None:
        # Translators: what a chart shows, at the start of the line below it, in the place of the gas.
        return _("energy")
    # Translators: at the start of the line below a chart, in the place of the gas.
    return _("no figures")
