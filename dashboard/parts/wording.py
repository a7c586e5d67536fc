"""The sentences of the Progress and Cities pages, computed from the data. Plain text: pages escape it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from analytics.commitment.baseline import path_gas
from analytics.commitment.progress import OLDEST_INVENTORY_YEARS, Progress
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, VERDICT_NAMES, Method, Verdict
from dashboard import theme
from dashboard.parts.series import group_name, has_sectors, main_method, moves
from datasets.assessment import CityReport

_COUNTS = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty",
)  # fmt: skip
RULE = (
    "The newest inventory is held against the straight path from the baseline to the target, made by the same method, "
    "approach and GWP set. At or below the path is on track, above it is behind. Without a baseline, a target, an "
    "inventory after the baseline, the key sectors or a matching method the answer is “cannot tell”: missing data "
    f"never counts as good. An inventory more than {OLDEST_INVENTORY_YEARS} years old says nothing about today."
)


@dataclass(frozen=True)
class Card:
    """One figure of the page. ``change`` explains it; ``better`` is None where it is neither good nor bad."""

    label: str
    value: str
    change: str
    arrow: Literal["up", "down", "off"] = "off"
    better: bool | None = None


def counted(number: int, one: str, many: str) -> str:
    """A count in words up to twenty, as a sentence begins: ``Sixteen inventories``."""
    word = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return f"{word} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Names as a person lists them: ``a, b and c``."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])


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
    return listed(
        [f"{run[0]} to {run[-1]}" if len(run) > 2 else listed([str(year) for year in run]) for run in runs(years)]
    )


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, in words: ``3 minutes ago``, from two days on its date."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'} ago"
    hours = minutes // 60
    return f"{hours} {'hour' if hours == 1 else 'hours'} ago" if hours < 48 else f"on {theme.date(moment)}"


def eyebrow(report: CityReport) -> str:
    """Where we are: city, country and partner."""
    parts = [report.city.name, report.city.country]
    if report.twin:
        parts.append(f"paired with {report.twin.name}")
    return " · ".join(parts)


def headline(report: CityReport) -> str:
    """The finding in one sentence."""
    name, leading = report.city.name, report.leading
    latest = leading.latest
    if leading.verdict is Verdict.CANNOT_TELL or latest is None or leading.gap_t is None:
        return f"{name}: {_obstacle(report)}, so nobody can tell"
    year = latest.year
    if leading.outcome == "met":
        return f"{name} met its target for {year}"
    if leading.outcome == "missed":
        return f"{name} missed its target for {year} by {theme.tonnes(leading.gap_t, None, like=latest.emissions_t)}"
    if leading.verdict is Verdict.ON_TRACK:
        turned = leading.previous_gap_t is not None and leading.previous_gap_t > 0
        return f"{name} was on track in {year}" + (", but one year is one year" if turned else "")
    return f"{name} was {theme.tonnes(leading.gap_t, None, like=latest.emissions_t)} behind in {year}"


def _obstacle(report: CityReport) -> str:
    """What keeps the verdict away, in a few words; the reasons say it in full."""
    target, latest, base = report.leading.target, report.leading.latest, report.leading.baseline
    if not report.inventories:
        return "no inventory on file" if target else "no inventory and no target on file"
    if target is None:
        return "no target on file"
    if target.sector:
        return "the target covers one sector"
    if latest is None or base is None:
        return "no baseline on file"
    if latest.method != target.method:
        return "target and inventory follow different methods"
    if latest.year <= target.base_year:
        return f"no inventory since {target.base_year}"
    if latest.emissions_t is None:
        return f"no total of emissions in {latest.year}"
    if latest.gas == "CO2":
        return "the inventory counts CO₂ alone"
    if latest.missing_key_sectors:
        return "only a total is reported" if not has_sectors(latest) else "key sectors are missing"
    if target.kind == "per-capita":
        return "the inhabitants are not on file"
    if target.kind == "per-gdp":
        return "the GDP is not on file"
    return "the inventories cannot be compared"


def context(report: CityReport) -> str:
    """One sentence below the headline: how far since the baseline, how far from the path, and the year before."""
    leading = report.leading
    latest, base, target = leading.latest, leading.baseline, leading.target
    if latest is None or latest.emissions_t is None:
        return _without_emissions(report)
    if leading.gap_t is None or base is None or target is None:
        return _without_gap(report, latest)
    against = "under" if leading.gap_t <= 0 else "over"
    distance = theme.tonnes(abs(leading.gap_t), None, like=latest.emissions_t)
    sentence = f"Emissions are {distance} {against} the path to {promise(target)}."
    if base.emissions_t > 0:
        change = 100 * (latest.emissions_t / base.emissions_t - 1)
        since = f"{theme.percent(abs(change))} {'below' if change <= 0 else 'above'} {base.year}"
        sentence = f"Emissions are {since}, {distance} {against} the path to {promise(target)}."
    if leading.verdict is Verdict.CANNOT_TELL:
        return sentence
    if leading.years_late is not None and leading.years_late >= 0.05:
        sentence += f" That is {theme.years(leading.years_late)} late."
    if leading.previous_gap_t is not None and leading.previous_year is not None:
        when = "A year earlier" if latest.year - leading.previous_year == 1 else f"In {leading.previous_year}"
        was = "above" if leading.previous_gap_t > 0 else "below"
        sentence += (
            f" {when} they were {theme.tonnes(abs(leading.previous_gap_t), None, like=latest.emissions_t)} {was} it."
        )
    return sentence


def _without_emissions(report: CityReport) -> str:
    latest = report.leading.latest
    if latest is not None:
        known = f" Energy is on file: {theme.energy(latest.energy_mwh)}." if latest.energy_mwh is not None else ""
        return f"The inventory of {latest.year} gives no total of emissions.{known}"
    target = report.leading.target
    goal = f"Its target is {promise(target)}. " if target else ""
    partner = f" Its partner {report.twin.name} can show how it is done." if report.twin else ""
    return f"{goal}No published inventory was found; the page fills as soon as one is added.{partner}"


def _without_gap(report: CityReport, latest: Inventory) -> str:
    sentence = f"In {latest.year} the city reported {theme.tonnes(latest.emissions_t, latest.gas)}"
    if latest.per_head_t is not None:
        sentence += f", {theme.per_head(latest.per_head_t, latest.gas)} per inhabitant"
    target = report.leading.target
    if target is None:
        return f"{sentence}. Without a target there is no path to hold it against."
    return f"{sentence}. The target is {promise(target)}."


def caveat(report: CityReport) -> str | None:
    """What a reader must know beside the verdict: why there is none, or that it says nothing about today."""
    leading, latest = report.leading, report.leading.latest
    if leading.verdict is Verdict.CANNOT_TELL:
        if latest is None or leading.target is None:
            return None
        return f"No verdict. {' '.join(leading.reasons)}"
    if report.today.verdict is not Verdict.CANNOT_TELL:
        return None
    return f"Where {report.city.name} stands today cannot be told. {' '.join(report.today.reasons)}"


def cards(report: CityReport) -> list[Card]:
    """The four figures: emissions, required path, per inhabitant, left to cut. A missing one says so in words."""
    return [_emissions(report), _path(report), _heads(report), _left(report)]


def _emissions(report: CityReport) -> Card:
    latest = report.leading.latest
    if latest is None:
        return Card("Emissions", "No figure", theme.MISSING)
    label = f"Emissions {latest.year}, {theme.GASES[latest.gas]}" if latest.gas else f"Emissions {latest.year}"
    if latest.emissions_t is None:
        return Card(label, "No total", theme.MISSING)
    before = _before(report, latest)
    if before is None or before.emissions_t is None:
        return Card(label, theme.tonnes(latest.emissions_t, None), "no earlier inventory")
    change = latest.emissions_t - before.emissions_t
    return Card(
        label,
        theme.tonnes(latest.emissions_t, None),
        f"{theme.tonnes(abs(change), None, like=latest.emissions_t)} since {before.year}",
        "down" if change <= 0 else "up",
        change <= 0,
    )


def _before(report: CityReport, latest: Inventory) -> Inventory | None:
    earlier = [
        item
        for item in report.inventories
        if (item.method, item.gas) == (latest.method, latest.gas) and item.year < latest.year
    ]
    return max(earlier, key=lambda item: item.year, default=None)


def _path(report: CityReport) -> Card:
    leading = report.leading
    if leading.target is None:
        return Card("Required", "No target", "none on file")
    if leading.path_t is None or leading.latest is None:
        return Card("Required", "Unknown", "see the reasons")
    label = f"Required in {leading.latest.year}"
    gas = path_gas(leading.target, leading.baseline)
    if gas is None:
        return Card(label, "Unknown", "baseline CO₂, target CO₂e")
    if gas == "CO2":
        label += f", {theme.GASES[gas]}"
    if leading.gap_t is None:
        return Card(label, theme.tonnes(leading.path_t, None), "by another method")
    side = "below" if leading.gap_t <= 0 else "above"
    return Card(
        label,
        theme.tonnes(leading.path_t, None),
        f"{theme.tonnes(abs(leading.gap_t), None, like=leading.latest.emissions_t)} {side} path",
        "off",
        # Where nobody can tell, a distance is shown, but it is neither good nor bad.
        leading.gap_t <= 0 if leading.verdict is not Verdict.CANNOT_TELL else None,
    )


def _heads(report: CityReport) -> Card:
    latest, base = report.leading.latest, report.leading.baseline
    if latest is None or latest.per_head_t is None:
        lacking = "no inhabitants on file" if latest and latest.emissions_t is not None else "no emissions on file"
        return Card("Per inhabitant", "Unknown", lacking)
    label = "Per inhabitant"
    value = theme.per_head(latest.per_head_t, None)
    first = base.inventory if base else None
    if report.leading.gap_t is None or first is None or not first.per_head_t:
        return Card(label, value, f"{theme.people(latest.inhabitants)} people")
    change = 100 * (latest.per_head_t / first.per_head_t - 1)
    return Card(
        label,
        value,
        f"{theme.percent(abs(change))} since {first.year}",
        "down" if change <= 0 else "up",
        change <= 0,
    )


def _left(report: CityReport) -> Card:
    leading = report.leading
    latest, target = leading.latest, leading.target
    if target is None:
        return Card("Left to cut", "No target", "none on file")
    label = f"Left to cut by {target.year}"
    if leading.gap_t is None or leading.target_t is None or latest is None or latest.emissions_t is None:
        return Card(label, "Unknown", "see the reasons")
    left = latest.emissions_t - leading.target_t
    if left <= 0:
        return Card(label, "Nothing", f"{theme.tonnes(abs(left), None, like=latest.emissions_t)} to spare", "off", True)
    span = target.year - latest.year
    yearly = f"{theme.tonnes(left / span, None, like=left)} a year" if span > 0 else "now due"
    return Card(label, theme.tonnes(left, None), yearly)


def sector_title(before: Inventory, after: Inventory) -> str:
    """Which sector moved most, as the title of the bars."""
    found = moves(before, after)
    if not found:
        return "Sectors cannot be compared"
    group, change = found[0]
    if change >= 0:
        group, change = found[-1]
        return f"{_short(group)} grew most"
    falls = sum(-move for _, move in found if move < 0)
    return f"{_short(group)} did most of it" if -change > falls / 2 else f"{_short(group)} fell most"


def _short(group: str) -> str:
    return {"Tertiary": "Commercial buildings", "Residential": "Homes", "Municipal": "Municipal buildings"}.get(
        group, group_name(group)
    )


def curve_title(report: CityReport) -> str:
    """What the curve shows, with the count of its inventories."""
    count = sum(item.emissions_t is not None for item in report.inventories)
    last = max((target.year for target in report.targets if target.sector is None), default=None)
    against = f" against the path to {last}" if last else ""
    return counted(count, "inventory", "inventories") + against


def promise(target: Target) -> str:
    """A target in words, its per cent sign kept on the line of its number."""
    return target.name.replace(" %", f"{theme.NBSP}%")


def outcome(progress: Progress) -> str:
    """The verdict on one target in a word: met, missed, on track, behind or cannot tell."""
    return progress.outcome.capitalize() if progress.outcome else VERDICT_NAMES[progress.verdict]


def gap(progress: Progress) -> str:
    """The gap of one target in words: how much above or below the path."""
    return from_path(progress.gap_t, progress.latest.emissions_t if progress.latest else None)


def from_path(gap_t: float | None, emissions_t: float | None) -> str:
    """A gap in tonnes in words, in the unit of the emissions beside it."""
    if gap_t is None:
        return "cannot be told"
    return f"{theme.tonnes(abs(gap_t), None, like=emissions_t)} {'above' if gap_t > 0 else 'below'}"


def targets_title(report: CityReport) -> str:
    """How many targets are on file."""
    return counted(len(report.targets), "target", "targets") + ("" if report.targets else " on file")


def target_sources(report: CityReport) -> str:
    """Where the targets are from, what they leave out, and whose method they follow."""
    parts = [f"Source: {'; '.join(dict.fromkeys(target.source for target in report.targets))}."]
    methods = dict.fromkeys(METHOD_NAMES[Method(target.method)] for target in report.targets)
    parts.append(f"Judged by: {listed(list(methods))}.")
    return " ".join(parts)


def curve_note(report: CityReport, others: str = "Hollow") -> str:
    """How to read the curve, and for each method that it draws where the figures are from.

    ``others`` is how the marks of another method look.
    """
    main = main_method(report)
    drawn = sorted((item for item in report.inventories if item.emissions_t is not None), key=lambda item: item.year)
    newest = {item.method: item for item in drawn}
    parts = []
    if report.targets:
        parts.append("Dotted: the straight path to each target.")
    if set(newest) - {main}:
        parts.append(f"{others} marks: another method, not set against the path.")
    parts += [source_note(newest[method]) for method in sorted(newest, key=lambda method: method != main)]
    if not newest and report.targets:
        parts.append(f"No inventory on file. Source of the target: {report.targets[0].source}.")
    return " ".join(parts)


def change_note(before: Inventory, after: Inventory) -> str:
    """What the bars of change show, and which sectors could not be compared."""
    missing = sorted(set(before.sectors) ^ set(after.sectors))
    apart = (
        f" Reported in one of the years only: {listed([group_name(group) for group in missing])}." if missing else ""
    )
    return f"Change {before.year} to {after.year}.{apart} {source_note(after)}"


def energy_note(inventory: Inventory) -> str:
    """What the bars of energy show."""
    return f"Final energy consumption. {source_note(inventory)}"


def no_drivers(report: CityReport) -> tuple[str, str, str]:
    """A title and two short sentences for the place where sectors or carriers would stand."""
    latest = report.leading.latest
    if latest is None:
        return "What drives it", "There is nothing to take apart yet.", "Energy by carrier shows what drives emissions."
    if has_sectors(latest):
        if latest.energy_mwh is None:
            return "Energy is not reported", "No energy is on file.", "By carrier it shows which fuel can be left."
        return (
            f"{theme.energy(latest.energy_mwh)} of energy, carriers not reported",
            f"The source gives the energy of {latest.year} by sector only.",
            "By carrier it shows which fuel can be left.",
        )
    return (
        "Sectors are not reported",
        f"{latest.year} was published as one total.",
        "Emissions by sector or energy by carrier would show what drives it.",
    )


def source_note(inventory: Inventory) -> str:
    """What an inventory's figures are and where they are from, for the line below a picture."""
    unit = theme.GASES.get(inventory.gas or "", "energy" if inventory.energy_mwh is not None else "no figures")
    how = ", energy times emission factors" if inventory.computed else ""
    sources = "; ".join(inventory.sources) or "not stated"
    when = theme.date(inventory.committed_at)
    method = METHOD_NAMES[Method(inventory.method)]
    return f"{unit}, {method}{how}. Source: {sources}. Revision {inventory.revision}, {when}."
