"""The command of knowledge: what worked elsewhere, found by words or by the gap of a city."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.knowledge.knowledge_entries import KnowledgeEntry
from analytics.knowledge.matching import EntryHit
from datasets import Cities, City, Store
from datasets.commands import Commands, flag, place, whole
from datasets.commands.arguments import plain

MOST = 10


def add(commands: Commands) -> None:
    """It with its options."""
    commands.add(
        "knowledge",
        search=place("words of any of seven languages", nargs="*"),
        city="what fits the gap of this city, where nothing is searched for",
        hazards=flag("with --city: what fits the hazards that it names"),
        most=whole(f"so many entries (default: {MOST})", default=MOST),
        tells=listing,
    )


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``knowledge``: the entries with what matched, or with their city's gap."""
    library = Cities(store).knowledge()
    if not asked.search and asked.city:
        knowledge = City(store, asked.city).knowledge
        helps = knowledge.hazard_help(library.entries) if asked.hazards else (knowledge.help(library.entries),)
        fits = [fit for one in helps if one for fit in one.fits]
        # Why an entry fits a gap: how many times as many inhabitants its city has, and the rest.
        values = [
            _values(fit.entry)
            | {"times_as_large": fit.times, "like_climate": fit.like_climate, "of_partner": fit.of_partner}
            for fit in fits
        ]
        return values, [_line(fit.entry) for fit in fits] or ["Nothing on file fits."]
    found = library.search.find(plain(" ".join(asked.search)))
    hits = found.hits[: asked.most]
    values = [_values(library.entries[hit.place]) | {"matched": [one._asdict() for one in hit.matched]} for hit in hits]
    lines = [f"{_line(library.entries[hit.place])} [{_matched(hit)}]" for hit in hits]
    return values, lines or ["Nothing on file has any of these words."]


def _matched(hit: EntryHit) -> str:
    return ", ".join(f"{one.said}: {one.found} ({one.how})" for one in hit.matched)


def _values(entry: KnowledgeEntry) -> dict[str, Any]:
    """What is known of an entry, without what is empty."""
    held = {name: value for name, value in vars(entry).items() if value not in ("", None, (), 0)}
    return held | ({"results": [one._asdict() for one in entry.results]} if entry.results else {})


def _line(entry: KnowledgeEntry) -> str:
    said = (f"{one.value:,.10g} {one.unit}" + (f" of {one.of}" if one.of else "") for one in entry.results)
    who = f" ({entry.who})" if entry.who else ""
    return f"{entry.id}  {entry.title}{who}: {'; '.join(said) or 'no result in figures'}"
