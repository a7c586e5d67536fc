"""The command of knowledge: what worked elsewhere, found by words or by the gap of a city."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.knowledge.knowledge_entries import KnowledgeEntry
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


def listing(store: Store, asked: argparse.Namespace) -> list[dict[str, Any]]:
    """The answer of ``knowledge``: the entries with what matched, or with their city's gap."""
    library = Cities(store).knowledge()
    if not asked.search and asked.city:
        knowledge = City(store, asked.city).knowledge
        helps = knowledge.hazard_help(library.entries) if asked.hazards else (knowledge.help(library.entries),)
        fits = [fit for one in helps if one for fit in one.fits]
        # Why an entry fits a gap: how many times as many inhabitants its city has, and the rest.
        return [
            _values(fit.entry)
            | {"times_as_large": fit.times, "like_climate": fit.like_climate, "of_partner": fit.of_partner}
            for fit in fits
        ]
    found = library.search.find(plain(" ".join(asked.search)))
    hits = found.hits[: asked.most]
    return [_values(library.entries[hit.place]) | {"matched": [one._asdict() for one in hit.matched]} for hit in hits]


def _values(entry: KnowledgeEntry) -> dict[str, Any]:
    """What is known of an entry, without what is empty."""
    held = {name: value for name, value in vars(entry).items() if value not in ("", None, (), 0)}
    return held | ({"results": [one._asdict() for one in entry.results]} if entry.results else {})
