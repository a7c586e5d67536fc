"""The commands of regions and frames: what the region of a city shares with others, and what serves which goal."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.frames.frame_tags import FRAMEWORKS, TAGS
from analytics.innovation.shared_priorities import SharedDomain, Strategy, shared
from analytics.text.problems import Refused, ask
from analytics.text.sentences import Sentence
from datasets import City, InnovationRoom, RegionOnFile, Store
from datasets.commands import Commands, option


def add(commands: Commands) -> None:
    """Both of them with their options."""
    listed = commands.add("innovation", "city")
    listed.add_argument("--with", dest="other", help="one region, by its name or code (default: all)")
    listed.set_defaults(tells=innovation)

    commands.add("frames", "city", frame=option("one frame (default: all)", choices=tuple(FRAMEWORKS)), tells=frames)


def innovation(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The priorities of the region of a city, and what it shares with others, by which words. Raises Refused for a
    region that is not on file."""
    city = City(store, asked.city)
    room = city.innovation.room()
    others = room.others if asked.other is None else (_other(room, asked.other),)
    own = room.region.newest if room.region else None
    values: dict[str, Any] = {
        "city": city.id,
        "region": _region(room.region) if room.region else None,
        "projects": [one._asdict() for one in room.projects],
        "shared": {},
    }
    for other in others:
        if own is None or other.newest is None:
            continue
        found = shared(own, other.newest)
        values["shared"][other.name] = {
            "period": _period(other.newest),
            "domains": {one.domain: _matched(one) for one in found.domains},
            "not_matched": {
                "own": [one.priority for one in found.left_alone],
                "other": [one.priority for one in found.right_alone],
            },
        }
    return values


def frames(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """What on file of a city serves which part of a frame, by a tag or by a rule of ours."""
    city = City(store, asked.city)
    found = city.innovation.served()
    wanted = [code for code, tag in TAGS.items() if asked.frame in (None, tag.frame) and code in found.serving]
    return {
        "city": city.id,
        "entries": found.entries,
        "tagged": found.tagged,
        "serving": {
            code: [{"what": one.of.what, "entry": one.of.entry, "by": one.by} for one in found.serving[code]]
            for code in wanted
        },
    }


def _other(room: InnovationRoom, named: str) -> RegionOnFile:
    found = room.other(named)
    if found is None:
        names = tuple(one.name for one in room.others)
        problem = ask(
            "region-unknown", f'"{named[:40]}"', Sentence("one of {names}", names=", ".join(names)), "Correct the name."
        )
        raise Refused(problem)
    return found


def _region(region: RegionOnFile) -> dict[str, Any]:
    return {
        "name": region.name,
        "code": region.code or None,
        "strategies": {_period(one): [said.priority for said in one.priorities] for one in region.strategies},
        "clusters": [one.cluster for one in region.clusters],
        "value_chains": [one.chain for one in region.chains],
    }


def _period(strategy: Strategy) -> str:
    return f"{strategy.first}-{strategy.last or ''}"


def _matched(one: SharedDomain) -> dict[str, Any]:
    return {
        side: {said.priority: list(said.words[one.domain]) for said in told}
        for side, told in (("own", one.left), ("other", one.right))
    }
