"""The sentences of the Cities page: the programme as a whole, each city in a line. Plain text: the page escapes it."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.targets import Target
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import theme, wording
from datasets.assessment import CityReport

MAP_NOTE = "Dot: on track. Triangle: behind. Ring: cannot tell. Schematic outline, for orientation only."


def headline(reports: Sequence[CityReport]) -> str:
    """How many cities are where, in one sentence."""
    counts = {verdict: sum(report.leading.verdict is verdict for report in reports) for verdict in Verdict}
    if not reports:
        return "No city is on file"
    told = [
        wording.counted(counts[verdict], words, words).lower()
        for verdict, words in (
            (Verdict.ON_TRACK, "on track"),
            (Verdict.BEHIND, "behind"),
            (Verdict.CANNOT_TELL, "where nobody can tell"),
        )
        if counts[verdict]
    ]
    return f"{wording.counted(len(reports), 'city', 'cities')}: {wording.listed(told)}"


def context(reports: Sequence[CityReport]) -> str:
    """What is missing where nobody can tell."""
    open_ones = [report for report in reports if report.leading.verdict is Verdict.CANNOT_TELL]
    without = [report.city.name for report in open_ones if not report.inventories]
    no_target = [report.city.name for report in open_ones if report.inventories and report.leading.target is None]
    parts = []
    if without:
        parts.append(f"No inventory is on file for {wording.listed(without)}.")
    if no_target:
        parts.append(f"No target is on file for {wording.listed(no_target)}.")
    rest = len(open_ones) - len(without) - len(no_target)
    if rest:
        count = wording.counted(rest, "more", "more").lower()
        parts.append(f"For {count}, the inventory does not allow a verdict on the target.")
    return " ".join(parts) or "Every city has an inventory that can be held against its target."


def note(reports: Sequence[CityReport]) -> str:
    """What the table compares and what it does not."""
    newest = max((item.revision for report in reports for item in report.inventories), default=0)
    return (
        "Emissions by each city's own method, so the rows are not a ranking. Sources stand on each city's page. "
        f"Up to revision {newest}."
    )


def standing(report: CityReport) -> str:
    """Verdict, year and emissions of a city in one short line."""
    latest = report.leading.latest
    verdict = VERDICT_NAMES[report.leading.verdict]
    if latest is None:
        return f"{verdict}: no inventory on file"
    return f"{verdict}, {latest.year}: {theme.tonnes(latest.emissions_t, latest.gas)}"


def short_target(target: Target | None) -> str:
    """A target in a few words: ``−50 % by 2030``."""
    if target is None:
        return "none on file"
    return f"{theme.promised(target)} by {target.year}"
