"""Who is like a city: ``partners`` suggests others by what counts, ``peers`` says where it stands among its like."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from analytics.partners.candidates import CONTINENTS
from analytics.partners.peers import TRAITS, PeerGroup, Peers
from analytics.partners.suggesting import CRITERIA, MOST_WEIGHT, USUAL, Suggestions, shared_hazards, suggested
from datasets import Cities, City, Store
from datasets.commands import Commands, option, whole

WHERE = ("elsewhere", *CONTINENTS, "all")


def add(commands: Commands) -> None:
    """Both commands with their options."""
    commands.add(
        "partners",
        "city",
        weigh=option(
            f"how much something counts, such as size=3 or hazards=0; what: {', '.join(CRITERIA)}",
            action="append",
            default=[],
            type=weight,
            metavar="WHAT=0..3",
        ),
        where=option("on other continents (default), on one, or everywhere (all)", choices=WHERE, default="elsewhere"),
        most=whole("so many are listed (default 10)", default=10),
        tells=partners,
    )

    commands.add(
        "peers",
        "city",
        beside=option("what the two groups differ in", choices=tuple(TRAITS), default="continent"),
        tells=peers,
    )


def weight(said: str) -> tuple[str, int]:
    """One ``--weigh``. Raises argparse's own error for another word or weight."""
    code, _, number = said.partition("=")
    if code not in CRITERIA or number not in map(str, range(MOST_WEIGHT + 1)):
        expected = f"one of {', '.join(CRITERIA)} and a whole number from 0 to {MOST_WEIGHT}, such as size=3"
        raise argparse.ArgumentTypeError(f'found "{said}", expected {expected}')
    return code, int(number)


def partners(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The cities most like one, with what each thing gives and what nobody told; those that are level by name."""
    record = City(store, asked.city).record
    weights: Mapping[str, int] = {**USUAL, **dict(asked.weigh)}
    cities = Cities(store).candidates(sectors=weights.get("sectors", 0) > 0)
    found = suggested(cities, record.city_id, weights, asked.where)
    listed = [suggestion(found, int(place)) for place in found.order[: max(asked.most, 0)]]
    return {
        "city": record.city_id,
        "where": asked.where,
        "compared": len(found.pool),
        "weights": dict(found.weights),
        "not_known_of_the_city": list(found.silent),
        "known_of": {code: int((part == part).sum()) for code, part in found.parts.items()},
        "could_stand_first": found.could_lead() if found.parts else 0,
        "left_out": dict(cities.left_out),
        "partners": listed,
    }


def suggestion(found: Suggestions, place: int) -> dict[str, Any]:
    """One city as values: points of 100, those that nobody told, what each thing gives (null: not told)."""
    cities, line = found.cities, int(found.pool[place])
    people = float(cities.inhabitants[line])
    own = int(cities.hazards[found.own])
    return {
        "id": cities.key[line],
        "name": cities.name[line],
        "country": cities.country[line],
        "points": int(found.known[place]),
        "not_told": int(found.open[place]),
        "parts": {
            code: None if part[place] != part[place] else round(float(found.points[code][place]), 2)
            for code, part in found.parts.items()
        },
        "inhabitants": None if people != people else people,
        "counted": int(cities.counted[line]) or None,
        "hazards_in_common": list(shared_hazards(cities.hazard_words, own, int(cities.hazards[line]))),
    }


def peers(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """Where a city stands among those of its size, in two groups, in t CO2e per inhabitant."""
    found = Cities(store).peers(asked.city, asked.beside)
    own = found.own
    groups = [_group(found, group) for group in found.groups]
    questions = [{"name": found.cities.name[line], "because": found.cities.doubted[line]} for line in found.in_question]
    return {
        "city": own.name,
        "beside": found.trait,
        "per_inhabitant_t": own.per_head_t,
        "year": own.year,
        "not_known_of_the_city": found.missing or None,
        "groups": groups,
        "left_out": dict(found.left_out),
        "in_question": questions,
        "country_fossil_co2_t_per_inhabitant": own.fossil_t,
    }


def _group(found: Peers, group: PeerGroup) -> dict[str, Any]:
    cities = found.cities
    return {
        "alike": group.alike,
        "middle_t": group.middle,
        "middle_half_t": list(group.half) if group.half else None,
        "cities": [
            {
                "name": cities.name[line],
                "country": cities.country[line],
                "year": int(cities.year[line]),
                "per_inhabitant_t": float(cities.per_head[line]),
            }
            for line in sorted(map(int, group.lines), key=lambda line: cities.name[line])
        ],
    }
