"""Searching among a hundred thousand entries of knowledge, made up of the words of those that ship."""

from __future__ import annotations

import random
import time
from statistics import median

from analytics.knowledge.matching import EntryText
from datasets import Cities
from datasets.city.knowledge_room import text
from datasets.city.knowledge_search import KnowledgeSearch
from datasets.reference.samples import open_store
from tests.benchmarks.floor import plain_loop

ENTRIES = 100_000
ABOUT = (
    "Written by `python -m tests.benchmarks --only search`: the index of so many entries made, and searches among them,"
    " medians in seconds of the processor. The entries are made up of the words of those that ship, and of twenty"
    " thousand made-up ones. The aim is 100 ms for a search on the machine on which a loop of a million additions took"
    " 40 ms: 2.5 of the loops that are measured beside each search."
)
QUERIES = (
    "electric buses",
    "Straßenbeleuchtung LED",
    "eclairage public los angeles",
    "ligthing",
    "desperdicio alimentario comedores escolares",
    "energy",
    "хранителни отпадъци в училища",
    "energy burden low income households in cities of the north",
)


def measured(runs: int, entries: int = ENTRIES) -> str:
    """The table: the index, and each search with how many entries it finds."""
    texts = _texts(entries)
    began = time.process_time()
    search = KnowledgeSearch(texts)
    lines = ["| what | entries | processor | loops |", "|---|---|---|---|"]
    lines.append(f"| the index of all | {entries:,} | {time.process_time() - began:.1f} s | |")
    for query in QUERIES:
        search.find(query)
        took, loops = [], []
        for _ in range(runs):
            began = time.process_time()
            found = search.find(query)
            took.append(time.process_time() - began)
            loops.append(plain_loop() / 1000)
        of = median(took) / median(loops)
        lines.append(f"| {query} | {len(found.places):,} | {1000 * median(took):.0f} ms | {of:.2f} |")
    return "\n".join(lines)


def _texts(number: int) -> list[EntryText]:
    chance = random.Random(1)
    with open_store(":memory:") as store:
        cities = store.cities()
        shipped = [text(entry, cities) for entry in Cities(store).knowledge().entries]
    words = [word for one in shipped for word in f"{one.title} {one.told}".split()]
    made_up = [f"{start}{place}" for start in ("ville", "projekt", "calle", "acao") for place in range(5000)]
    return [
        EntryText(
            " ".join([*chance.sample(words, 6), chance.choice(made_up)]),
            " ".join(chance.sample(words, 25)),
            shipped[place % len(shipped)].place,
            shipped[place % len(shipped)].tags,
            chance.choice(("en", "de", "fr", "es", "it", "pt", "bg")),
        )
        for place in range(number)
    ]
