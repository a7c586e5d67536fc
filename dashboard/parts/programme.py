"""The sentences of the Cities page: the programme as a whole, each city in a line. Plain text: the page escapes it."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.commitment.programme import VERDICTS, Reason
from analytics.commitment.targets import Target
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import theme
from dashboard.figures.atlas import Panel, Place
from dashboard.parts import wording
from datasets.programme import Line, Programme

MAP_NOTE = "Dot: on track. Triangle: behind. Ring: cannot tell. Schematic outline, for orientation only."
SHOWN = 200
"""Cities in the table at once; a search finds the others."""
DRAWN = 20
"""Cities on one map, whose names still find room."""
LINKED = 24
"""Cities with a link above the table."""
NAMED = 6
"""Cities that a sentence names one by one."""


def headline(found: Programme) -> str:
    """How many cities are where, in one sentence."""
    counts = {verdict: int((found.verdicts == VERDICTS.index(verdict)).sum()) for verdict in Verdict}
    if not found.cities:
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
    return f"{wording.counted(len(found.cities), 'city', 'cities')}: {wording.listed(told)}"


def context(found: Programme) -> str:
    """What is missing where nobody can tell."""
    open_ones = found.verdicts == VERDICTS.index(Verdict.CANNOT_TELL)
    without = open_ones & (found.newest < 0)
    no_target = open_ones & ~without & (found.reasons & Reason.NO_TARGET != 0)
    parts = []
    if without.any():
        parts.append(f"No inventory is on file for {_named(found, without.nonzero()[0].tolist())}.")
    if no_target.any():
        parts.append(f"No target is on file for {_named(found, no_target.nonzero()[0].tolist())}.")
    rest = int((open_ones & ~without & ~no_target).sum())
    if rest:
        count = wording.counted(rest, "more", "more").lower()
        parts.append(f"For {count}, the inventory does not allow a verdict on the target.")
    return " ".join(parts) or "Every city has an inventory that can be held against its target."


def _named(found: Programme, numbers: Sequence[int]) -> str:
    """These cities by name, in their order; of many the first ones and how many more."""
    mine = set(numbers)
    names = [found.cities[number].name for number in found.order if number in mine]
    if len(names) <= NAMED:
        return wording.listed(names)
    return wording.listed([*names[: NAMED - 1], f"{len(names) - NAMED + 1:,} more"])


def note(found: Programme) -> str:
    """What the table compares and what it does not."""
    return (
        "Emissions by each city's own method, so the rows are not a ranking. Sources stand on each city's page. "
        f"Up to revision {found.revision}."
    )


def matching(found: Programme, text: str = "") -> list[int]:
    """The numbers of the cities with this text in a name or id, the programme's own ones first, then by name."""
    if not text.strip():
        return list(found.order)
    return [number for number in found.order if found.cities[number].named(text)]


def on_map(found: Programme, panel: Panel) -> tuple[list[Place], int]:
    """The first cities of one part of the world, each with its line, and how many more lie there."""
    inside = found.within(panel.west, panel.east, panel.south, panel.north)
    places = []
    for line in map(found.line, inside[:DRAWN]):
        where = (line.city.latitude or 0.0, line.city.longitude or 0.0)
        places.append(Place(line.city.name, *where, line.verdict, standing(line)))
    return places, len(inside) - len(places)


def map_note(more: int) -> str:
    """How to read a map, and how many cities it leaves out."""
    return MAP_NOTE + (f" The first {DRAWN} cities; {more:,} more are not drawn." if more else "")


def shown(count: int) -> str:
    """How many of the cities found the table leaves out, and how to find them; nothing where it shows all."""
    return f"The first {SHOWN} and {count - SHOWN:,} more: type a part of a name to find one." if count > SHOWN else ""


def standing(line: Line) -> str:
    """Verdict, year and emissions of a city in one short line."""
    verdict = VERDICT_NAMES[line.verdict]
    if line.year is None:
        return f"{verdict}: no inventory on file"
    return f"{verdict}, {line.year}: {theme.tonnes(line.emissions_t, line.gas)}"


def short_target(target: Target | None) -> str:
    """A target in a few words: ``−50 % by 2030``."""
    if target is None:
        return "none on file"
    return f"{theme.promised(target)} by {target.year}"
